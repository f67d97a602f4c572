// Package entry is the line in which activities are logged from every tab,
// with what is typed explained in words before it is saved.
//
// It promises: Enter on a line that is understood saves it and puts the line
// away at once; a line that could not be saved comes back with its text and the
// reason; many lines pasted are all shown as understood before they are saved
// together; nothing typed is ever thrown away unasked. It imports
// tui/{panel,widget,keymap,theme}, store/event, store/money, store/quick,
// store/record and store/say.
package entry

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// Options say what an entry line works with.
type Options struct {
	Say     *say.Printer
	Now     func() time.Time
	Rep     record.ID
	NewID   func() record.ID
	Grammar Grammar // nil for that of store/quick
}

// Entry is the entry line. It is part of a model and not safe for concurrent
// use.
type Entry struct {
	o    Options
	book *record.Book

	open           bool
	line           widget.Line
	means          Understood
	offer          []Suggestion
	pick           int  // of the offers
	stale          bool // the line is to be understood anew
	asked, settled int  // number of the last question, and of its last answer
	wrong          string

	many   []pasted // lines pasted together, when there are more than one
	mend   bool     // they wait while the first of those not understood is mended
	due    bool     // they are to be saved as soon as they are understood
	amend  *record.Activity
	left   string // what was typed last and put by; it is in the history
	filled string // what was put into the line for the user

	history []string // what was saved or put by, oldest first
	last    string   // what was saved last
	at      int      // place in the history while walking through it
	draft   string   // what was typed before that
}

// pasted is one of many lines.
type pasted struct {
	text  string
	means Understood
}

// Save asks the cockpit to write what was understood. It is all written or
// nothing is.
type Save struct {
	Bodies []event.Body
	Done   string   // what to say when it is on disk
	Lines  []string // what was typed
	amend  *record.Activity
}

// New makes a closed entry line.
func New(o Options) *Entry {
	if o.Grammar == nil {
		o.Grammar = new(spoken)
	}
	return &Entry{o: o}
}

// Prepare gets ready for a state of the book. It may take its time and is safe
// to call from a command.
func (e *Entry) Prepare(b *record.Book) { e.o.Grammar.Prepare(b) }

// Know gives the entry line the present state of the book.
func (e *Entry) Know(b *record.Book) {
	e.book = b
	if e.open {
		e.read()
	}
}

// Open reports whether the line is shown.
func (e *Entry) Open() bool { return e.open }

// Show opens the line, for something new: what was typed before and left can
// be had again with history.older.
func (e *Entry) Show() {
	if e.amend == nil && !e.mend && !e.open {
		e.put()
		e.line = widget.Line{}
	}
	e.show()
}

// show opens the line with what stands in it.
func (e *Entry) show() {
	e.open = true
	e.at = len(e.history)
	e.read()
}

// known gives what lines are understood against.
func (e *Entry) known() Known {
	return Known{Book: e.book, Rep: e.o.Rep, Now: e.o.Now(), Say: e.o.Say}
}

// read notes that the line is to be understood anew.
func (e *Entry) read() { e.stale = true }

// Meant brings what was typed a moment ago, understood.
type Meant struct {
	n     int
	means Understood
	many  []Understood
	offer []Suggestion
}

// Think gives the command that understands what is typed, when that changed;
// nil otherwise.
func (e *Entry) Think() tea.Cmd {
	if !e.open || !e.stale || e.book == nil {
		return nil
	}
	e.stale = false
	e.asked++
	n, line, k, g := e.asked, e.line, e.known(), e.o.Grammar
	many := make([]string, len(e.many))
	for i := range e.many {
		many[i] = e.many[i].text
	}
	return func() tea.Msg { return think(g, k, n, line, many) }
}

func think(g Grammar, k Known, n int, line widget.Line, many []string) Meant {
	m := Meant{n: n, means: g.Parse(line.Text, k), offer: g.Complete(line.Text, line.At, k)}
	for _, text := range many {
		m.many = append(m.many, g.Parse(text, k))
	}
	return m
}

// Take takes what Think brought, unless something else was typed meanwhile.
func (e *Entry) Take(m Meant) tea.Cmd {
	if m.n != e.asked || len(m.many) != len(e.many) {
		return nil
	}
	e.settled = m.n
	e.means, e.offer = m.means, m.offer
	for i := range e.many {
		e.many[i].means = m.many[i]
	}
	e.pick = max(0, min(e.pick, len(e.offer)-1))
	if e.due {
		e.due = false
		if !e.listing() {
			return e.save()
		}
		return e.saveMany()
	}
	return nil
}

// listing reports whether the lines pasted together are shown.
func (e *Entry) listing() bool { return len(e.many) > 0 && !e.mend }

// Settle understands what is typed at once, for those who cannot wait. Lines
// pasted together take their time.
func (e *Entry) Settle() {
	if e.open && !e.listing() {
		e.settle()
	}
}

// settle understands the line at once.
func (e *Entry) settle() {
	if e.book == nil || !e.stale && e.settled == e.asked {
		return
	}
	e.stale = false
	e.asked++
	many := make([]string, len(e.many))
	for i := range e.many {
		many[i] = e.many[i].text
	}
	e.Take(think(e.o.Grammar, e.known(), e.asked, e.line, many)) // nothing is due: a key ends that, and a list is never settled
}

// The actions that the line understands besides typing.
const (
	Take   keymap.Action = "entry.complete"
	Enter  keymap.Action = "entry.save"
	Cancel keymap.Action = "entry.cancel"
	Next   keymap.Action = "pick.next"
	Prev   keymap.Action = "pick.previous"
	Older  keymap.Action = "history.older"
	Newer  keymap.Action = "history.newer"
)

// Key takes a key press and the action that is bound to it, if any.
func (e *Entry) Key(a keymap.Action, msg tea.KeyPressMsg) tea.Cmd {
	if e.due && !e.listing() { // something else is wanted than to save the line as it was
		e.due, e.wrong = false, ""
	}
	switch a {
	case Enter:
		return e.save()
	case Cancel:
		e.cancel()
	case Take:
		e.take()
	case Next:
		e.pick = min(e.pick+1, max(len(e.offer)-1, 0))
	case Prev:
		e.pick = max(e.pick-1, 0)
	case Older:
		e.walk(-1)
	case Newer:
		e.walk(1)
	default:
		if panel.Type(&e.line, a, msg.Key()) {
			e.pick, e.wrong = 0, ""
			e.read()
		}
	}
	return nil
}

// Paste puts pasted text in: one line where the cursor is, many lines as a
// list to be logged together. What is pasted into a correction is one line.
func (e *Entry) Paste(text string) {
	e.wrong = ""
	var lines []string
	for l := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) <= 1 || e.amend != nil {
		panel.Insert(&e.line, strings.Join(lines, " "))
		e.read()
		return
	}
	e.unmend()
	for _, l := range lines[:min(len(lines), maxLines)] {
		var clean widget.Line
		panel.Insert(&clean, strings.TrimSpace(l))
		e.many = append(e.many, pasted{text: clean.Text})
	}
	if len(lines) > maxLines {
		e.wrong = e.o.Say.T("typing.too-many-lines", "n", maxLines, "left", len(lines)-maxLines)
	}
	e.read()
}

// maxLines bounds what is pasted at once: more is work for an import.
const maxLines = 10_000

// cancel puts the line away. Typed text can be had again, unless it is an
// amendment or there is a list.
func (e *Entry) cancel() {
	switch {
	case e.listing():
		e.many, e.due = nil, false
		e.read()
		return
	case e.amend != nil:
		e.amend = nil
		e.line = widget.Line{}
	}
	e.open, e.wrong = false, ""
}

// take puts the picked suggestion into the line.
func (e *Entry) take() {
	e.settle()
	if e.pick >= len(e.offer) {
		return
	}
	s := e.offer[e.pick]
	e.line.Text = e.line.Text[:s.Start] + s.Text + e.line.Text[s.End:]
	e.line.At = s.Start + len(s.Text)
	e.pick = 0
	e.read()
}

// walk goes through what was saved before.
func (e *Entry) walk(by int) {
	to := e.at + by
	if to < 0 || to > len(e.history) {
		return
	}
	if e.at == len(e.history) {
		e.draft = e.line.Text
	}
	e.at = to
	if to == len(e.history) {
		e.line.Set(e.draft)
	} else {
		e.line.Set(e.history[to])
	}
	e.read()
}

// save hands over what is understood, or says why not.
func (e *Entry) save() tea.Cmd {
	e.wrong = ""
	e.read() // the time may have gone on
	if e.listing() {
		e.due = true // thousands take a while to understand
		return nil
	}
	if e.book == nil && strings.TrimSpace(e.line.Text) != "" {
		e.due, e.wrong = true, e.o.Say.T("frame.reading") // saved as soon as that is over
		return nil
	}
	e.settle()
	if strings.TrimSpace(e.line.Text) == "" {
		e.amend, e.open = nil, false
		e.next()
		return nil
	}
	s, ok := e.ready(e.line.Text, e.means)
	if !ok {
		return nil
	}
	if e.amend != nil {
		s = e.amended(s)
	}
	e.amend, e.open = nil, false
	e.means, e.offer = Understood{}, nil
	e.next()
	if len(s.Bodies) == 0 { // a correction of nothing
		return nil
	}
	return panel.Ask(s)
}

// next brings the next of the pasted lines that were not understood into the
// line, if any wait.
func (e *Entry) next() {
	e.line = widget.Line{}
	if e.mend = e.mend && len(e.many) > 0; !e.mend {
		return
	}
	e.line.Set(e.many[0].text)
	e.many, e.open = e.many[1:], true
	e.read()
}

// put puts what is typed by, into the history.
func (e *Entry) put() {
	if strings.TrimSpace(e.line.Text) == "" || e.line.Text == e.filled {
		return
	}
	e.left = e.line.Text
	e.remember(e.left)
}

// unmend puts the pasted line that is being mended back to the others.
func (e *Entry) unmend() {
	if e.mend && strings.TrimSpace(e.line.Text) != "" {
		e.many = slices.Insert(e.many, 0, pasted{text: e.line.Text})
		e.line = widget.Line{}
	}
	e.mend = false
}

// ready gives the facts of a line, or notes what is wrong with it.
func (e *Entry) ready(text string, u Understood) (Save, bool) {
	if len(u.Problems) > 0 {
		e.wrong = u.Problems[0].Text
		e.line.At = max(0, min(u.Problems[0].End, len(e.line.Text)))
		return Save{}, false
	}
	if u.Bodies == nil { // the data file has not been read yet
		e.wrong = e.o.Say.T("frame.reading")
		return Save{}, false
	}
	bodies, err := u.Bodies(e.o.NewID)
	if err != nil {
		e.wrong = e.o.Say.Err(err)
		return Save{}, false
	}
	return Save{Bodies: bodies, Done: u.Done, Lines: []string{text}}, true
}

// saveMany hands over all lines that are understood; the others stay.
func (e *Entry) saveMany() tea.Cmd {
	var out Save
	var rest []pasted
	for _, l := range e.many {
		var bodies []event.Body
		var err error
		if len(l.means.Problems) == 0 && l.means.Bodies != nil {
			bodies, err = l.means.Bodies(e.o.NewID)
		}
		if len(bodies) == 0 || err != nil {
			rest = append(rest, l)
			continue
		}
		out.Bodies = append(out.Bodies, bodies...)
		out.Lines = append(out.Lines, l.text)
	}
	e.many, e.open = rest, false
	if e.mend = len(rest) > 0; e.mend { // they come into the line one by one
		e.put()
		e.next()
	}
	if len(out.Lines) == 0 {
		return nil
	}
	out.Done = e.o.Say.N("typing.saved-many", len(out.Lines))
	return panel.Ask(out)
}

// Saved notes that what was handed over is on disk.
func (e *Entry) Saved(s Save) {
	if s.amend != nil {
		return
	}
	for _, l := range s.Lines {
		e.remember(l)
		e.last = l
		if l == e.left {
			e.left = ""
		}
	}
}

// remember adds to the history.
func (e *Entry) remember(line string) {
	if n := len(e.history); line != "" && (n == 0 || e.history[n-1] != line) {
		e.history = append(e.history, line)
	}
	if cut := len(e.history) - maxHistory; cut > 0 {
		e.history = slices.Clone(e.history[cut:])
	}
	e.at = len(e.history)
}

const maxHistory = 500

// Failed brings back what could not be saved, in front of pasted lines that
// wait. A line typed meanwhile is put by.
func (e *Entry) Failed(s Save, why string) {
	mend := e.mend
	e.unmend()
	e.put()
	e.line = widget.Line{}
	if len(s.Lines) > 1 {
		var lines []pasted
		for _, l := range s.Lines {
			lines = append(lines, pasted{text: l})
		}
		e.many = append(lines, e.many...)
	} else {
		e.line.Set(strings.Join(s.Lines, ""))
		e.mend = mend
	}
	e.amend = s.amend
	e.show()
	e.wrong = why
}

// Repeat logs the last line once more, as of now; false if there is none.
func (e *Entry) Repeat() (tea.Cmd, bool) {
	if e.last == "" || e.book == nil {
		return nil, false
	}
	text := e.last
	u := e.o.Grammar.Parse(text, e.known())
	s, ok := e.ready(text, u)
	if !ok {
		e.put()
		e.line.Set(text)
		e.show()
		return nil, true
	}
	return panel.Ask(s), true
}
