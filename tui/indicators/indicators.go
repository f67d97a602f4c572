// Package indicators is the tab with every number the team steers by: the
// North Star on top, leading ones on the left, lagging ones on the right, and
// what each of them means one key away.
//
// It promises: a change is coloured only when it is a signal, whatever it is
// against last week; a number that cannot be had says so in words; every
// number opens to its definition, its n and its interval; what an indicator
// leads is shown only where the analysis says so, with what makes it doubtful.
// It imports tui/{list,page,panel,preview,widget,keymap,theme}, metrics, metrics/control,
// metrics/leadlag, store/money and store/record.
//
// # Decisions
//
//   - The signs before the names are about the last whole period, while the
//     values are of the one under way; the title of the list and that of the
//     values say so, and the last whole bar of a trend has the colour of its
//     sign. What a sign means stands below the lists while it is on the screen.
//   - Names that do not fit have a short form of their own, so that no two look
//     alike when they are cut.
//   - The page of an indicator works out its chart and its parts in a command
//     when it is opened or data changes, with an engine of its own: it is for
//     one indicator, and the numbers of the list do not wait for it.
package indicators

import (
	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/preview"
	"foresail/tui/theme"
)

const scope keymap.Scope = "indicators"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "indicators", Number: 2, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      newIndicators,
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

	star  *metrics.Reading
	rows  [sides][]row
	lists [sides]list.List[string]
	side  int
	open  opened // the page of an indicator

	preview  preview.Pane[string] // what is selected, below the lists
	glimpsed *metrics.Detail      // what was worked out for it last
}

func newIndicators(env *panel.Env) panel.Panel {
	p, find := &indicators{env: env}, new(panel.Find)
	for side, zone := range [sides]string{"indicators.leading", "indicators.lagging"} {
		p.lists[side] = list.List[string]{
			Zone: zone, Find: find,
			Len:    func() int { return len(p.rows[side]) },
			Key:    func(i int) string { return p.rows[side][i].reading.ID },
			Text:   func(i int) string { return p.rows[side][i].reading.Name },
			Fields: p.fields(side),
		}
	}
	p.preview = preview.Pane[string]{Env: env, Ask: p.glimpse, Rows: p.previewRows}
	return p
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
		cmd = tea.Batch(p.study(), p.preview.Renew())
	case panel.Findings:
		p.data.Findings = msg
		p.sort()
	case studied:
		p.learn(msg)
	case glimpsed:
		p.see(msg)
	case panel.About:
		if p.data.Report.Find(msg.Indicator) != nil {
			cmd = p.show(msg.Indicator)
		}
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	default:
		if next, mine := p.preview.Update(msg); mine {
			return next
		}
		cmd = p.pass(msg)
	}
	p.fit()
	return tea.Batch(cmd, p.followCursor())
}

// Depth implements panel.Panel.
func (p *indicators) Depth() int { return panel.Levels(p.open.id != "", p.lists[left].Find.Shown()) }

// Rests implements panel.Rester.
func (p *indicators) Rests(a keymap.Action) bool { return p.open.id != "" && a == panel.Filter }

// Typing implements panel.Panel.
func (p *indicators) Typing() bool { return p.lists[left].Find.Open && p.open.id == "" }

func (p *indicators) take(d panel.Data) {
	p.data = d
	id := defaultStar
	if d.Book != nil && d.Book.Settings.More[SettingStar] != "" {
		id = d.Book.Settings.More[SettingStar]
	}
	p.star = p.data.Report.Find(id)
	p.sort()
}

// sort sorts the readings into the two columns.
func (p *indicators) sort() {
	p.rows = [sides][]row{}
	for i := range p.data.Report.Indicators {
		r, side := &p.data.Report.Indicators[i], left
		if r.Horizon == metrics.Lagging {
			side = right
		}
		p.rows[side] = append(p.rows[side], p.newRow(r))
	}
	for side := range p.lists {
		p.lists[side].Renew()
	}
	p.choose()
}

// choose leaves a side that has no rows.
func (p *indicators) choose() {
	if p.lists[p.side].Shown() == 0 && p.lists[1-p.side].Shown() > 0 {
		p.side = 1 - p.side
	}
}

// fit keeps cursors and windows inside their lists.
func (p *indicators) fit() {
	rows := p.height()
	for side := range p.lists {
		p.lists[side].Fit(rows[side])
	}
	if r := p.data.Report.Find(p.open.id); r != nil {
		p.fitPage(r)
	}
}

// fitPage keeps the window on the page inside it, and the pair marked in
// sight when the mark has moved.
func (p *indicators) fitPage(r *metrics.Reading) {
	g := &p.open
	rows, pairs := p.lines(r, max(p.w, 20))
	g.pick = max(0, min(g.pick, len(pairs)-1))
	g.page.Fit(len(rows), p.h)
	if g.chase && len(pairs) > 0 {
		g.page.Seek(pairs[g.pick], 2)
	}
	g.chase = false
}

func (p *indicators) selected() *metrics.Reading {
	if i := p.lists[p.side].Index(); i >= 0 {
		return p.rows[p.side][i].reading
	}
	return nil
}

// pass hands a message to the page or the list that has the focus, and does
// what they leave. A click gives the focus.
func (p *indicators) pass(msg tea.Msg) tea.Cmd {
	act, _ := msg.(panel.Act)
	if p.open.id != "" {
		if c, ok := msg.(panel.Click); ok {
			return p.clickPair(c)
		}
		if p.open.page.Update(msg) {
			return nil
		}
		return p.act(act.Action)
	}
	if c, ok := msg.(panel.Click); ok {
		if c.Zone.Name == zoneStar && p.star != nil {
			return p.show(p.star.ID)
		}
		for side := range p.lists {
			if c.Zone.Name == p.lists[side].Zone {
				p.side = side
			}
		}
	}
	if p.cross(msg) {
		return nil
	}
	switch p.lists[p.side].Update(msg) {
	case list.Filtered:
		p.lists[1-p.side].Narrow()
		p.choose()
	case list.Opened:
		return p.enter()
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

// cross moves from the end of a list to the beginning of the other, in one
// column, where they follow each other.
func (p *indicators) cross(msg tea.Msg) bool {
	l, other := &p.lists[p.side], &p.lists[1-p.side]
	n, ok := panel.Step(msg, l.Half())
	if p.wide() || !ok || n == panel.Far || n == -panel.Far || other.Shown() == 0 {
		return false
	}
	switch to := l.At().Cursor + n; {
	case p.side == left && to >= l.Shown():
		other.To(0)
	case p.side == right && to < 0:
		other.To(other.Shown() - 1)
	default:
		return false
	}
	p.side = 1 - p.side
	return true
}

func (p *indicators) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Left, panel.Right, panel.Focus:
		p.across(a)
	case panel.Open:
		return p.enter()
	case panel.Back:
		p.open.id = ""
	case panel.Copy:
		return p.copy()
	}
	return nil
}

// enter opens the indicator selected; on its page, the evidence on the pair
// marked.
func (p *indicators) enter() tea.Cmd {
	if p.open.id != "" {
		return p.follow()
	}
	if r := p.selected(); r != nil {
		return p.show(r.ID)
	}
	return nil
}

// across goes to the other column, at the same height.
func (p *indicators) across(a keymap.Action) {
	if p.open.id != "" {
		p.mark(a)
		return
	}
	to := 1 - p.side
	if a == panel.Left {
		to = left
	} else if a == panel.Right {
		to = right
	}
	if to == p.side || p.lists[to].Shown() == 0 {
		return
	}
	at := p.lists[p.side].At()
	p.side = to
	p.lists[to].To(p.lists[to].At().Top + at.Cursor - at.Top)
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
	p.open.pick, p.open.chase = (p.open.pick+step)%n, true
}

// zoneStar is the zone of the North Star.
const zoneStar = "indicators.star"

// clickPair marks a pair of the page, or opens the evidence on it.
func (p *indicators) clickPair(c panel.Click) tea.Cmd {
	if c.Zone.Name != zonePair {
		return nil
	}
	if p.open.pick = c.Zone.N; c.Again {
		return p.follow()
	}
	return nil
}

func (p *indicators) copy() tea.Cmd {
	r := p.selected()
	if p.open.id != "" {
		r = p.data.Report.Find(p.open.id)
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
	switch {
	case r.Signal == "":
		return theme.Plain
	case r.SignalUp == (r.Better == metrics.Higher):
		return theme.Good
	}
	return theme.Risk
}

// stale reports until when there are data of a reading of which newer ones are
// due.
func (p *indicators) stale(r *metrics.Reading) (record.Date, bool) {
	if r.FreshUntil == nil || !r.Due {
		return 0, false
	}
	d, err := record.ParseDate(*r.FreshUntil)
	return d, err == nil
}
