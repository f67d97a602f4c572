// Package list is the part that tabs with a list of rows share: the cursor and
// the rows in sight, the keys and the mouse, the filter, and that the cursor
// stays with what it is on.
//
// It promises: a list asks for the rows that are drawn and, when the filter or
// the rows change, for the identity of rows, but never while it is drawn for
// anything that is not seen, so a million rows cost no frame; what one looks at
// does not move when rows come or go, unless one looks at the top; filtering
// happens in Update. It imports tui/{panel,widget} and store/quick.
//
// # Decisions
//
//   - Rows are asked for by position, so a tab keeps them as it likes, or keeps
//     only a stretch of them.
//   - A list takes messages and says what came of them; what a row is opened to,
//     and all keys of its own, are left to the tab.
//   - Case and accents do not count in a filter, on any tab. Where rows are found
//     by more than their words (an index, a search on disk, a board beside the
//     table), the tab filters and the list has no Text; the line in which the
//     filter is typed is the same.
package list

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/quick"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// List is rows with a cursor on one of them, told apart by K. A tab fills in
// what is particular to it, sends it messages, and at the end of its Update
// tells it with Fit how many rows are in sight.
type List[K comparable] struct {
	// Len is how many rows there are, before the filter.
	Len func() int
	// Key says what a row is about; the cursor stays with it.
	Key func(i int) K
	// Text is what the filter looks at. nil where the tab filters.
	Text func(i int) string
	// Fields draws a row; not asked for where the tab draws rows itself.
	Fields func(b widget.Box, i int) []widget.Field
	// Zone names the rows for the mouse.
	Zone string
	// Find is the filter, which lists can share; nil for none.
	Find *panel.Find
	// Note says beside the filter what it came to; nil for nothing.
	Note func() string
	// Top keeps a cursor on the first row there, whatever comes in.
	Top bool

	at    widget.Scroll
	kept  []int    // positions of the rows that the filter leaves; nil for all
	plain []string // of all rows, what the filter looks at, once one has been typed
	held  K        // what the cursor is on
	on    bool     // it is on anything
	loose bool     // and does not stay with it
}

// Did is what came of a message.
type Did uint8

// Ignored is the zero Did.
const (
	Ignored  Did = iota // the message was not for a list
	Taken               // the cursor moved, or the line of the filter was opened or closed
	Filtered            // what is filtered by changed
	Opened              // the row under the cursor is to be opened
)

// Update takes a message.
func (l *List[K]) Update(msg tea.Msg) Did {
	if n, ok := panel.Step(msg, l.Half()); ok {
		l.Move(n)
		return Taken
	}
	if l.Find != nil {
		if mine, changed := l.Find.Update(msg); changed {
			l.Narrow()
			return Filtered
		} else if mine {
			return Taken
		}
	}
	switch msg := msg.(type) {
	case panel.Click:
		return l.click(msg)
	case panel.Act:
		if msg.Action == panel.Open && l.Index() >= 0 {
			return Opened
		}
	}
	return Ignored
}

func (l *List[K]) click(c panel.Click) Did {
	if l.Zone == "" || c.Zone.Name != l.Zone {
		return Ignored
	}
	l.To(c.Zone.N)
	if c.Again && l.Index() >= 0 {
		return Opened
	}
	return Taken
}

// Renew is to be called when the rows have changed. The cursor goes with what
// it was on, and where that has gone stays at its height.
func (l *List[K]) Renew() {
	l.plain = nil
	l.filter()
	y := l.find(l.held)
	switch {
	case !l.on || y < 0 || l.loose:
	case l.at.Top == 0 && y < l.at.Rows: // what comes at the top is seen
		l.at.Cursor = y
	default:
		l.Shift(y - l.at.Cursor)
	}
	l.loose = false
	l.hold()
}

// Narrow applies the filter again. The cursor stays with what it was on, and
// where that is not found goes to the first row. A list sharing its filter with
// the one that took the message needs it.
func (l *List[K]) Narrow() {
	l.filter()
	if l.Text == nil {
		return
	}
	l.at.Cursor = 0
	if l.on {
		l.at.Cursor = max(l.find(l.held), 0)
	}
	l.hold()
}

// filter finds the rows in which all words of the filter occur.
func (l *List[K]) filter() {
	l.kept = nil
	if l.Text == nil || l.Find == nil {
		return
	}
	words := strings.Fields(quick.Plain(l.Find.Text()))
	if len(words) == 0 {
		return
	}
	if len(l.plain) != l.Len() {
		l.plain = l.plain[:0]
		for i := range l.Len() {
			l.plain = append(l.plain, quick.Plain(l.Text(i)))
		}
	}
	l.kept = []int{}
	for i, text := range l.plain {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			l.kept = append(l.kept, i)
		}
	}
}

// find gives the row, among those shown, that is about something, -1 for none.
func (l *List[K]) find(k K) int {
	for y := range l.Shown() {
		if l.Key(l.Pos(y)) == k {
			return y
		}
	}
	return -1
}

// hold notes what the cursor is on. While there are no rows it is what it was
// on before.
func (l *List[K]) hold() {
	i := l.Index()
	if i < 0 {
		return
	}
	if l.on = !l.Top || l.at.Cursor > 0; l.on {
		l.held = l.Key(i)
	}
}

// Fit tells how many rows are in sight, and brings the cursor into them.
func (l *List[K]) Fit(rows int) {
	l.at.Fit(l.Shown(), rows)
	l.hold()
}

// Go moves the cursor to what is about something, and reports whether it is
// among the rows shown. Where there are no rows yet, it goes there with Renew.
func (l *List[K]) Go(k K) bool {
	y := l.find(k)
	if y >= 0 {
		l.To(y)
	} else if l.Shown() == 0 {
		l.held, l.on = k, true
	}
	return y >= 0
}

// Loose has the cursor stay at its height with the next Renew, since what it is
// on is about to be done.
func (l *List[K]) Loose() { l.loose = true }

// Move moves the cursor by n rows.
func (l *List[K]) Move(n int) { l.To(l.at.Cursor + n) }

// To moves the cursor to a row of those shown.
func (l *List[K]) To(y int) {
	l.at.To(y, l.Shown())
	l.hold()
}

// Shift moves the cursor and the rows in sight, after n rows came before them.
func (l *List[K]) Shift(n int) {
	l.at.Cursor += n
	l.at.Top += n
}

// Half is half the rows in sight.
func (l *List[K]) Half() int { return l.at.Half() }

// Shown is how many rows the filter leaves.
func (l *List[K]) Shown() int {
	if l.kept != nil {
		return len(l.kept)
	}
	return l.Len()
}

// Pos gives the position, among all rows, of one of those shown.
func (l *List[K]) Pos(y int) int {
	if l.kept != nil {
		return l.kept[y]
	}
	return y
}

// Index gives the position of the row under the cursor, -1 for none.
func (l *List[K]) Index() int {
	if l.at.Cursor < 0 || l.at.Cursor >= l.Shown() {
		return -1
	}
	return l.Pos(l.at.Cursor)
}

// At says where the cursor and the rows in sight are, among those shown.
func (l *List[K]) At() widget.Scroll { return l.at }

// Line draws the line of the filter, where it is shown, and gives the room
// below it.
func (l *List[K]) Line(b widget.Box) widget.Box {
	if !l.Find.Shown() {
		return b
	}
	row, rest := b.Top(1)
	note := ""
	if l.Note != nil {
		note = l.Note()
	}
	l.Find.View(row, note)
	return rest
}

// Draw draws the titles of a table and the rows in sight, or what is to be
// said where there are none.
func (l *List[K]) Draw(b widget.Box, t widget.Table, focus bool, empty func(widget.Box)) {
	head, rest := b.Top(1)
	t.Head(head)
	if l.Shown() == 0 {
		empty(rest)
		return
	}
	l.Body(rest, t, focus)
}

// Body draws the rows in sight as those of a table.
func (l *List[K]) Body(b widget.Box, t widget.Table, focus bool) {
	t.Zone = l.Zone
	t.Body(b, l.at, l.Shown(), focus, func(y int) []widget.Field { return l.Fields(b, l.Pos(y)) })
}

// Each has the rows in sight drawn one by one; i is the position of a row, here
// that the cursor is on it.
func (l *List[K]) Each(b widget.Box, draw func(row widget.Box, i int, here bool)) {
	for y := range min(b.H, l.Shown()-l.at.Top) {
		row := b.Row(y)
		draw(row, l.Pos(l.at.Top+y), l.at.Top+y == l.at.Cursor)
		if l.Zone != "" {
			row.Zone(l.Zone, l.at.Top+y)
		}
	}
}
