package tui

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"foresail/store/near"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/entry"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// palette finds what can be done by its words.
type palette struct {
	open    bool
	title   string   // what is asked for, where it is not everything
	offers  []choice // all that can be chosen
	line    widget.Line
	choices []choice // what fits the line, best first
	at      widget.Scroll
}

// readyMatcher prepares the tables of the matcher, once a process.
var readyMatcher = sync.OnceFunc(func() { algo.Init("default") })

// choice is something that the palette offers.
type choice struct {
	text  string
	bare  string // the same without what goes without saying in a list of its own kind
	do    func() tea.Cmd
	key   string
	hits  []int // runes of text that were matched
	fit   fit
	score int
	near  bool // nothing but near what was typed
}

// fit says how a label matches what was typed, the better the greater.
type fit uint8

const (
	scattered fit = iota // its letters are there in their order
	wordwise             // what was typed are words of it, as they stand there
	leading              // it begins with what was typed
	exact                // it is what was typed
)

// fitOf says how a label matches what was typed; both are in lower case.
func fitOf(label, typed string) fit {
	switch {
	case label == typed:
		return exact
	case strings.HasPrefix(label, typed):
		return leading
	case strings.Contains(" "+strings.Join(strings.FieldsFunc(label, notInWord), " ")+" ", " "+typed+" "):
		return wordwise
	}
	return scattered
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func (a *App) openPalette() tea.Cmd {
	place, others, tabs, moves := a.actions()
	a.choose("", slices.Concat(place, a.chores(), others, a.periods(), a.scopes(), tabs, moves))
	return prepared
}

// prepared makes ready what finds mistyped words.
func prepared() tea.Msg {
	near.Prepare()
	return nil
}

// choose asks for one of many things.
func (a *App) choose(title string, offers []choice) {
	readyMatcher()
	a.palette = palette{open: true, title: title, offers: offers}
	a.palette.find()
	a.dirty = all
}

// openReps asks whose numbers are to be shown.
func (a *App) openReps() tea.Cmd {
	offers := a.scopes()
	for i := range offers {
		offers[i].text = offers[i].bare
	}
	a.choose(a.say.T("palette.whose"), offers)
	return prepared
}

// actions gives everything that keys do here: what the tab in front does, what is
// done on every tab, the ways to the tabs, the moves.
func (a *App) actions() (place, others, tabs, moves []choice) {
	spec := a.tabs[a.front].spec
	for _, b := range a.allowed(a.keys.Of(spec.Scope, scopeGlobal, panel.ScopeList, scopeAlways)) {
		if b.Action == actPalette {
			continue
		}
		to := &others
		switch {
		case b.Scope == spec.Scope:
			to = &place
		case strings.HasPrefix(string(b.Action), "tab."):
			to = &tabs
		case b.Scope == panel.ScopeList:
			to = &moves
		}
		key := "" // its own, not that of a pair
		if len(b.Keys) > 0 {
			key = a.keyName(b.Keys[0])
		}
		*to = append(*to, choice{text: a.word(b.Action), key: key, do: func() tea.Cmd { return a.do(b.Action) }})
	}
	return place, others, tabs, moves
}

// periods gives the lengths of a period.
func (a *App) periods() []choice {
	var out []choice
	for _, p := range spans {
		out = append(out, choice{text: a.say.T("action.period", "period", a.say.T("period."+p.String())), do: func() tea.Cmd {
			a.state.period = p
			a.dirty = all
			return a.evaluate()
		}})
	}
	return out
}

// scopes gives everybody whose numbers the user may see: the user, the team, and
// the other reps in the order of their names.
func (a *App) scopes() []choice {
	book := a.state.snap.Book
	if book == nil {
		return nil
	}
	var out []choice
	add := func(id record.ID, name string) {
		if name != "" && a.maySee(id) {
			out = append(out, choice{text: a.say.T("action.scope-of", "name", name), bare: name, do: func() tea.Cmd { return a.scopeTo(id) }})
		}
	}
	if !a.rep.IsZero() {
		add(a.rep, book.RepName(a.rep))
	}
	add(record.ID{}, a.say.T("scope.team"))
	for _, r := range book.RepList() {
		if r.ID != a.rep && !r.Archived {
			add(r.ID, r.Name)
		}
	}
	return out
}

// find ranks what can be done by how well it matches what was typed: the label
// itself, its beginning and its words before letters that stand in it somewhere,
// and what says little else before what says more. Where little fits, what is
// near to it stands below.
func (p *palette) find() {
	typed := quick.Plain(p.line.Text)
	pattern := algo.NormalizeRunes([]rune(strings.ToLower(strings.TrimSpace(p.line.Text))))
	p.choices, p.at = p.choices[:0], widget.Scroll{}
	var missed []choice
	for _, c := range p.offers {
		if len(pattern) > 0 {
			chars := util.ToChars([]byte(c.text))
			r, hits := algo.FuzzyMatchV2(false, true, true, &chars, pattern, true, nil)
			if r.Start < 0 {
				missed = append(missed, c)
				continue
			}
			c.score, c.fit = r.Score, fitOf(quick.Plain(c.text), typed)
			if hits != nil {
				c.hits = *hits
			}
		}
		p.choices = append(p.choices, c)
	}
	if len(pattern) == 0 {
		return
	}
	slices.SortStableFunc(p.choices, func(x, y choice) int {
		return cmp.Or(cmp.Compare(y.fit, x.fit), cmp.Compare(y.score, x.score), cmp.Compare(utf8.RuneCountInString(x.text), utf8.RuneCountInString(y.text)))
	})
	if len(p.choices) < fewChoices {
		p.choices = append(p.choices, nearby(missed, typed)...)
	}
}

// fewChoices is from how many choices that fit on those that are near are left
// out.
const fewChoices = 5

// nearby gives the choices whose words are near what was typed, nearest first.
func nearby(choices []choice, typed string) []choice {
	q := near.New(quick.Plain(typed))
	var out []choice
	for _, c := range choices {
		label := quick.Plain(c.text)
		if d, ok := q.Distance(label, label); ok {
			c.near, c.score = true, -d
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y choice) int { return cmp.Compare(y.score, x.score) })
	return out
}

func (a *App) paletteKey(action keymap.Action, msg tea.KeyPressMsg) tea.Cmd {
	p := &a.palette
	a.scrollPalette(0) // how much is seen
	switch action {
	case entry.Cancel:
		p.open = false
	case actRun:
		return a.runChoice()
	case entry.Next:
		a.scrollPalette(1)
	case entry.Prev:
		a.scrollPalette(-1)
	case panel.HalfDown:
		a.scrollPalette(p.at.Half())
	case panel.HalfUp:
		a.scrollPalette(-p.at.Half())
	default:
		before := p.line
		switch typed := panel.Type(&p.line, action, msg.Key()); {
		case p.line.Text != before.Text:
			p.find()
		case typed && p.line == before:
			a.scrollPalette(p.moves(action))
		}
	}
	return nil
}

// moves gives by how many rows a key of the line moves where there is nothing in
// the line for it to do.
func (p *palette) moves(action keymap.Action) int {
	switch step, _ := panel.EditStep(action); step {
	case "delete":
		return p.at.Half()
	case "back-all":
		return -p.at.Half()
	case "home":
		return -panel.Far
	case "end":
		return panel.Far
	}
	return 0
}

// scrollPalette moves the cursor of the palette.
func (a *App) scrollPalette(by int) {
	_, h, _ := a.area()
	a.palette.at.Rows = a.palette.rows(h)
	a.palette.at.Move(by, len(a.palette.choices))
}

// fewRows is how many choices are shown where there is room; in a tall window,
// as many as two thirds of it hold.
const fewRows = 14

// rows is how many choices are shown in h rows.
func (p *palette) rows(h int) int {
	return max(1, min(len(p.choices), h-4, max(fewRows, h*2/3-3)))
}

// runChoice does what is chosen.
func (a *App) runChoice() tea.Cmd {
	p := &a.palette
	p.open = false
	if p.at.Cursor >= len(p.choices) {
		return nil
	}
	return p.choices[p.at.Cursor].do()
}

// drawPalette draws the palette over the upper part of the body.
func (a *App) drawPalette(b widget.Box) {
	p := &a.palette
	w := min(64, b.W-4)
	rows := p.rows(b.H)
	win := b.Sub((b.W-w)/2, 0, w, rows+3)
	win.Begin()
	in := win.Frame(theme.Accent)
	if p.title != "" {
		win.Fit(2, 0, win.W-4, " "+p.title+" ", theme.Accent|theme.Bold)
	}
	x := in.Print(1, 0, b.Mark(theme.MarkPrompt)+" ", theme.Accent|theme.Bold)
	count := a.say.T("palette.count", "n", a.say.Int(int64(min(p.at.Cursor+1, len(p.choices)))), "all", a.say.Int(int64(len(p.choices))))
	in.Input(x, 0, in.W-x-2-in.Width(count), p.line, nil)
	in.Right(0, 0, in.W-1, count, theme.Muted)
	if len(p.choices) == 0 {
		in.Fit(3, 1, in.W-4, a.say.T("palette.nothing"), theme.Muted)
		return
	}
	scroll := p.at
	scroll.Fit(len(p.choices), rows)
	if rest := len(p.choices) - rows; rest > 0 { // where one is in the list
		in.Drawing().Print(in.W-1, 1+scroll.Top*(rows-1)/rest, b.Mark(theme.MarkThumb), theme.Muted)
	}
	for y := range rows {
		i := scroll.Top + y
		row := in.Sub(0, 1+y, in.W, 1)
		p.choices[i].draw(row, a.say, i == scroll.Cursor)
		row.Zone(zoneChoice, i)
	}
}

func (c choice) draw(b widget.Box, p *say.Printer, chosen bool) {
	if chosen {
		b.Print(1, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
	}
	room, plain := b.W-4-b.Width(c.key)-2, theme.Plain
	if c.near {
		c.text, plain = p.T("palette.near", "text", c.text), theme.Muted
	}
	text := widget.Fit(b.Method(), c.text, room, b.Mark(theme.MarkMore))
	if b.Whole() {
		b.Fit(3, 0, room, c.text, plain)
		text = ""
	}
	for x, at := 3, 0; text != ""; {
		cluster, _ := ansi.FirstGraphemeCluster(text, b.Method())
		to, style := at+utf8.RuneCountInString(cluster), plain
		if slices.ContainsFunc(c.hits, func(hit int) bool { return at <= hit && hit < to }) {
			style = theme.Accent | theme.Bold
		}
		x, at, text = b.Print(x, 0, cluster, style), to, text[len(cluster):]
	}
	b.Right(0, 0, b.W-1, c.key, theme.Muted)
	if chosen {
		b.Choose(b)
	}
}
