package tui

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// palette finds actions by their words.
type palette struct {
	open    bool
	line    widget.Line
	choices []choice
	at      int
}

// readyMatcher prepares the tables of the matcher, once a process.
var readyMatcher = sync.OnceFunc(func() { algo.Init("default") })

// choice is an action that the palette offers.
type choice struct {
	action keymap.Action
	text   string
	key    string
	hits   []int // runes of text that were matched
	score  int
}

func (a *App) openPalette() tea.Cmd {
	readyMatcher()
	a.palette = palette{open: true}
	a.palette.find(a)
	a.dirty = all
	return nil
}

// offers gives everything that can be done here.
func (a *App) offers() []choice {
	spec := a.tabs[a.front].spec
	var out []choice
	for _, b := range a.keys.Of(spec.Scope, scopeGlobal, panel.ScopeList, scopeAlways) {
		if b.Action == actPalette {
			continue
		}
		out = append(out, choice{action: b.Action, text: a.word(b.Action), key: b.Short()})
	}
	return out
}

// find ranks what can be done by how well it matches what was typed.
func (p *palette) find(a *App) {
	pattern := []rune(strings.ToLower(strings.TrimSpace(p.line.Text)))
	offers := a.offers()
	p.choices, p.at = p.choices[:0], 0
	for _, c := range offers {
		if len(pattern) > 0 {
			chars := util.ToChars([]byte(c.text))
			r, hits := algo.FuzzyMatchV2(false, true, true, &chars, pattern, true, nil)
			if r.Start < 0 {
				continue
			}
			c.score = r.Score
			if hits != nil {
				c.hits = *hits
			}
		}
		p.choices = append(p.choices, c)
	}
	slices.SortStableFunc(p.choices, func(x, y choice) int { return cmp.Compare(y.score, x.score) })
}

func (a *App) paletteKey(action keymap.Action, msg tea.KeyPressMsg) tea.Cmd {
	p := &a.palette
	switch action {
	case actCancel:
		p.open = false
	case actRun:
		return a.runChoice()
	case actNext:
		p.at = min(p.at+1, max(len(p.choices)-1, 0))
	case actPrev:
		p.at = max(p.at-1, 0)
	default:
		if panel.Type(&p.line, msg.Key()) {
			p.find(a)
		}
	}
	return nil
}

// runChoice does what is chosen.
func (a *App) runChoice() tea.Cmd {
	p := &a.palette
	p.open = false
	if p.at >= len(p.choices) {
		return nil
	}
	return a.do(p.choices[p.at].action)
}

// drawPalette draws the palette over the upper part of the body.
func (a *App) drawPalette(b widget.Box) {
	p := &a.palette
	w := min(64, b.W-4)
	rows := max(1, min(len(p.choices), b.H-4, 14))
	win := b.Sub((b.W-w)/2, 0, w, rows+3)
	win.Begin()
	in := win.Frame(theme.Accent)
	x := in.Print(1, 0, b.Mark(theme.MarkPrompt)+" ", theme.Accent|theme.Bold)
	in.Input(x, 0, in.W-x-1, p.line, nil)
	if len(p.choices) == 0 {
		in.Fit(3, 1, in.W-4, a.say.T("palette.nothing"), theme.Muted)
		return
	}
	scroll := widget.Scroll{Cursor: p.at, Top: max(0, p.at-rows+1)}
	scroll.Fit(len(p.choices), rows)
	for y := range rows {
		i := scroll.Top + y
		row := in.Sub(0, 1+y, in.W, 1)
		p.choices[i].draw(row, i == p.at)
		row.Zone(zoneChoice, i)
	}
}

func (c choice) draw(b widget.Box, chosen bool) {
	if chosen {
		b.Print(1, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
	}
	room := b.W - 4 - b.Width(c.key) - 2
	text := widget.Fit(b.Method(), c.text, room, b.Mark(theme.MarkMore))
	x := 3
	for i, r := range []rune(text) {
		style := theme.Plain
		if slices.Contains(c.hits, i) {
			style = theme.Accent | theme.Bold
		}
		x = b.Print(x, 0, string(r), style)
	}
	b.Right(0, 0, b.W-1, c.key, theme.Muted)
	if chosen {
		b.Paint(theme.Select)
	}
}
