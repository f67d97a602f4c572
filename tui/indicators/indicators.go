// Package indicators is the tab with every number the team steers by: the
// North Star on top, leading ones on the left, lagging ones on the right, and
// what each of them means one key away.
//
// It promises: a change is coloured only when it is a signal, whatever it is
// against last week; a number that cannot be had says so in words; every
// number opens to its definition, its n and its interval; what an indicator
// leads is shown only where the analysis says so, with what makes it doubtful.
// It imports tui/{panel,widget,keymap,theme}, metrics, metrics/control,
// metrics/leadlag, store/record and store/say.
//
// # Decisions
//
//   - The signs before the names are about the last whole period, while the
//     values are of the one under way; the title of the list says so.
//   - Names that do not fit have a short form of their own, so that no two look
//     alike when they are cut.
//   - The page of an indicator works out its chart and its parts in a command
//     when it is opened or data changes, with an engine of its own: it is for
//     one indicator, and the numbers of the list do not wait for it.
package indicators

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

const scope keymap.Scope = "indicators"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "indicators", Number: 2, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      func(env *panel.Env) panel.Panel { return &indicators{env: env} },
}

// sides are the two columns.
const (
	left = iota
	right
	sides
)

type indicators struct {
	env  *panel.Env
	data panel.Data
	w, h int

	star   *metrics.Reading
	lists  [sides][]row
	side   int
	scroll [sides]widget.Scroll
	find   panel.Find
	page   page // of the indicator that is open
}

// SettingStar is the setting that names the North Star; without it the pack's
// own is taken.
const SettingStar = "north_star"

// defaultStar is the North Star of the general pack.
const defaultStar = "pipeline_created"

// Update implements panel.Panel.
func (p *indicators) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		p.take(msg)
		cmd = p.study()
	case panel.Findings:
		p.data.Findings = msg
		p.list()
	case studied:
		p.learn(msg)
	case panel.About:
		if p.data.Report.Find(msg.Indicator) != nil {
			cmd = p.show(msg.Indicator)
		}
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		cmd = p.click(msg)
	default:
		if mine, changed := p.filter(msg); mine {
			if changed {
				p.list()
			}
		} else if act, ok := msg.(panel.Act); ok {
			cmd = p.act(act.Action)
		}
	}
	p.fit()
	return cmd
}

// filter hands a message to the filter; while a detail is open there is none.
func (p *indicators) filter(msg tea.Msg) (mine, changed bool) {
	if p.page.id != "" {
		return false, false
	}
	return p.find.Update(msg)
}

// Root implements panel.Panel.
func (p *indicators) Root() bool { return p.page.id == "" && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *indicators) Typing() bool { return p.find.Open && p.page.id == "" }

func (p *indicators) take(d panel.Data) {
	p.data = d
	id := defaultStar
	if d.Book != nil && d.Book.Settings.More[SettingStar] != "" {
		id = d.Book.Settings.More[SettingStar]
	}
	p.star = p.data.Report.Find(id)
	p.list()
}

// list sorts the readings into the two columns.
func (p *indicators) list() {
	words := strings.Fields(strings.ToLower(p.find.Text()))
	p.lists = [sides][]row{}
	for i := range p.data.Report.Indicators {
		r := &p.data.Report.Indicators[i]
		name := strings.ToLower(r.Name)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			continue
		}
		side := left
		if r.Horizon == metrics.Lagging {
			side = right
		}
		p.lists[side] = append(p.lists[side], p.newRow(r))
	}
	if len(p.lists[p.side]) == 0 && len(p.lists[1-p.side]) > 0 {
		p.side = 1 - p.side
	}
}

// fit keeps cursors and windows inside their lists.
func (p *indicators) fit() {
	rows := p.rows()
	for side := range p.scroll {
		p.scroll[side].Fit(len(p.lists[side]), rows[side])
	}
	if r := p.data.Report.Find(p.page.id); r != nil {
		p.fitPage(r)
	}
}

// fitPage keeps the window on the page inside it, and the pair marked in
// sight when the mark has moved.
func (p *indicators) fitPage(r *metrics.Reading) {
	g := &p.page
	rows, pairs := p.lines(r, max(p.w, 20))
	g.length, g.pick = len(rows), max(0, min(g.pick, len(pairs)-1))
	if g.chase && len(pairs) > 0 {
		at := pairs[g.pick]
		g.top = max(min(g.top, at), at-p.h+3)
	}
	g.chase = false
	g.top = max(0, min(g.top, g.length-p.h))
}

func (p *indicators) selected() *metrics.Reading {
	list, at := p.lists[p.side], p.scroll[p.side].Cursor
	if at >= len(list) {
		return nil
	}
	return list[at].reading
}

func (p *indicators) move(n int) {
	if p.page.id != "" {
		p.page.top = max(0, p.page.top+n)
		return
	}
	s, length := &p.scroll[p.side], len(p.lists[p.side])
	to := s.Cursor + n
	switch { // in one column the lists follow each other
	case !p.wide() && to >= length && p.side == left && len(p.lists[right]) > 0:
		p.side, p.scroll[right].Cursor = right, 0
	case !p.wide() && to < 0 && p.side == right && len(p.lists[left]) > 0:
		p.side, p.scroll[left].Cursor = left, len(p.lists[left])-1
	default:
		s.Move(n, length)
	}
}

func (p *indicators) act(a keymap.Action) tea.Cmd {
	s, n := &p.scroll[p.side], len(p.lists[p.side])
	switch a {
	case panel.Down:
		p.move(1)
	case panel.Up:
		p.move(-1)
	case panel.HalfDown:
		p.move(s.Half())
	case panel.HalfUp:
		p.move(-s.Half())
	case panel.First:
		p.page.top = 0
		s.To(0, n)
	case panel.Last:
		p.page.top = p.page.length
		s.To(n-1, n)
	case panel.Left, panel.Right, panel.Focus:
		p.across(a)
	case panel.Open:
		return p.enter()
	case panel.Back:
		p.page.id = ""
	case panel.Copy:
		return p.copy()
	}
	p.fit()
	return nil
}

// enter opens the indicator selected; on its page, the evidence on the pair
// marked.
func (p *indicators) enter() tea.Cmd {
	if p.page.id != "" {
		return p.follow()
	}
	if r := p.selected(); r != nil {
		return p.show(r.ID)
	}
	return nil
}

// across goes to the other column, at the same height.
func (p *indicators) across(a keymap.Action) {
	if p.page.id != "" {
		p.mark(a)
		return
	}
	to := 1 - p.side
	if a == panel.Left {
		to = left
	} else if a == panel.Right {
		to = right
	}
	if to == p.side || len(p.lists[to]) == 0 {
		return
	}
	row := p.scroll[p.side].Cursor - p.scroll[p.side].Top
	p.side = to
	p.scroll[to].To(p.scroll[to].Top+row, len(p.lists[to]))
}

// mark marks the next pair of the page, or the one before, round and round.
func (p *indicators) mark(a keymap.Action) {
	n := len(p.pairs())
	if n == 0 {
		return
	}
	step := 1
	if a == panel.Left {
		step = n - 1
	}
	p.page.pick, p.page.chase = (p.page.pick+step)%n, true
}

// The zones of the panel.
const (
	zoneLeft  = "indicators.leading"
	zoneRight = "indicators.lagging"
	zoneStar  = "indicators.star"
)

func (p *indicators) click(c panel.Click) tea.Cmd {
	if p.page.id != "" {
		if c.Zone.Name == zonePair {
			p.page.pick = c.Zone.N
			if c.Again {
				return p.follow()
			}
		}
		return nil
	}
	switch c.Zone.Name {
	case zoneStar:
		if p.star != nil {
			return p.show(p.star.ID)
		}
		return nil
	case zoneLeft:
		p.side = left
	case zoneRight:
		p.side = right
	default:
		return nil
	}
	p.scroll[p.side].To(c.Zone.N, len(p.lists[p.side]))
	if r := p.selected(); r != nil && c.Again {
		return p.show(r.ID)
	}
	return nil
}

func (p *indicators) copy() tea.Cmd {
	r := p.selected()
	if p.page.id != "" {
		r = p.data.Report.Find(p.page.id)
	}
	if r == nil {
		return nil
	}
	return panel.Ask(panel.Clip{Text: r.Name + "\t" + p.value(r.Unit, r.Value)[0] + "\t" + p.data.Report.From + "\t" + p.data.Report.To})
}

// attention gives the readings with a signal in the unwanted direction.
func (p *indicators) attention() []*metrics.Reading {
	var out []*metrics.Reading
	for i := range p.data.Report.Indicators {
		if r := &p.data.Report.Indicators[i]; p.tone(r) == theme.Risk {
			out = append(out, r)
		}
	}
	return out
}

// tone says how a signal is to be seen: good, bad, or none.
func (p *indicators) tone(r *metrics.Reading) theme.Style {
	up, known := direction(r)
	switch {
	case r.Signal == "" || !known:
		return theme.Plain
	case up == (r.Better == metrics.Higher):
		return theme.Good
	}
	return theme.Risk
}

// direction says whether a signal means more than before.
func direction(r *metrics.Reading) (up, known bool) {
	switch r.Signal {
	case "above":
		return true, true
	case "below":
		return false, true
	case "shift", "cluster":
		return sinceShift(r)
	}
	return false, false
}

// runs are how many periods, up to that of the signal, a signal is about.
var runs = map[string]int{"shift": 8, "cluster": 5}

// sinceShift compares the periods that a signal is about with those before.
func sinceShift(r *metrics.Reading) (up, known bool) {
	var values []float64
	for _, pt := range r.Series {
		if pt.Value.Set && !pt.Partial && pt.At <= r.SignalAt {
			values = append(values, pt.Value.X)
		}
	}
	cut := len(values) - runs[r.Signal]
	if cut <= 0 {
		return false, false
	}
	return mean(values[cut:]) > mean(values[:cut]), true
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x / float64(len(xs))
	}
	return sum
}

// stale reports since when a reading is out of date.
func (p *indicators) stale(r *metrics.Reading) (record.Date, bool) {
	if r.FreshUntil == nil {
		return 0, false
	}
	d, err := record.ParseDate(*r.FreshUntil)
	return d, err == nil && d < p.data.Today
}
