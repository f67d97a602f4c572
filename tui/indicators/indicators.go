// Package indicators is the tab with every number the team steers by: the
// North Star on top, leading ones on the left, lagging ones on the right, and
// what each of them means one key away.
//
// It promises: a change is coloured only when it is a signal, whatever it is
// against last week; a number that cannot be had says so in words; every
// number opens to its definition, its n and its interval. It imports
// tui/{panel,widget,keymap,theme}, metrics, store/record and store/say.
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
	open   string // id of the indicator whose detail is shown, "" for none
	top    int    // first line of the detail
	lines  int    // how many lines it has
}

// SettingStar is the setting that names the North Star; without it the pack's
// own is taken.
const SettingStar = "north_star"

// defaultStar is the North Star of the general pack.
const defaultStar = "pipeline_created"

// Update implements panel.Panel.
func (p *indicators) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case panel.Data:
		p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		p.click(msg)
	default:
		if mine, changed := p.filter(msg); mine {
			if changed {
				p.list()
			}
		} else if act, ok := msg.(panel.Act); ok {
			return p.act(act.Action)
		}
	}
	p.fit()
	return nil
}

// filter hands a message to the filter; while a detail is open there is none.
func (p *indicators) filter(msg tea.Msg) (mine, changed bool) {
	if p.open != "" {
		return false, false
	}
	return p.find.Update(msg)
}

// Root implements panel.Panel.
func (p *indicators) Root() bool { return p.open == "" && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *indicators) Typing() bool { return p.find.Open && p.open == "" }

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
	p.top = max(0, min(p.top, p.lines-p.h))
}

func (p *indicators) selected() *metrics.Reading {
	list, at := p.lists[p.side], p.scroll[p.side].Cursor
	if at >= len(list) {
		return nil
	}
	return list[at].reading
}

func (p *indicators) move(n int) {
	if p.open != "" {
		p.top = max(0, p.top+n)
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
		p.top = 0
		s.To(0, n)
	case panel.Last:
		p.top = p.lines
		s.To(n-1, n)
	case panel.Left, panel.Right, panel.Focus:
		p.across(a)
	case panel.Open:
		if r := p.selected(); r != nil {
			p.show(r.ID)
		}
	case panel.Back:
		p.open = ""
	case panel.Copy:
		return p.copy()
	}
	p.fit()
	return nil
}

// across goes to the other column, at the same height.
func (p *indicators) across(a keymap.Action) {
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

func (p *indicators) show(id string) {
	p.open, p.top = id, 0
	if r := p.data.Report.Find(id); r != nil {
		p.lines = len(p.detail(r, max(p.w, 40)))
	}
}

// The zones of the panel.
const (
	zoneLeft  = "indicators.leading"
	zoneRight = "indicators.lagging"
	zoneStar  = "indicators.star"
)

func (p *indicators) click(c panel.Click) {
	if p.open != "" {
		return
	}
	switch c.Zone.Name {
	case zoneStar:
		if p.star != nil {
			p.show(p.star.ID)
		}
		return
	case zoneLeft:
		p.side = left
	case zoneRight:
		p.side = right
	default:
		return
	}
	p.scroll[p.side].To(c.Zone.N, len(p.lists[p.side]))
	if r := p.selected(); r != nil && c.Again {
		p.show(r.ID)
	}
}

func (p *indicators) copy() tea.Cmd {
	r := p.selected()
	if p.open != "" {
		r = p.data.Report.Find(p.open)
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
