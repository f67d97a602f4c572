package entry

import "foresail/tui/widget"

// ShowWith opens the line with a text in it. Lines that were pasted before come
// afterwards.
func (e *Entry) ShowWith(text string) {
	e.makeRoom()
	e.amend, e.pick = nil, 0
	e.line.Set(text)
	e.filled = text
	e.show()
}

// makeRoom has the line free for something else than what is typed.
func (e *Entry) makeRoom() {
	switch {
	case e.amend != nil:
	case e.mend:
		e.unmend()
	default:
		e.put()
	}
	e.line = widget.Line{}
	e.mend, e.due, e.wrong = len(e.many) > 0, false, ""
}
