package entry

import "strings"

// ShowWith opens the line with a text in it. What was typed or pasted before
// comes back afterwards.
func (e *Entry) ShowWith(text string) {
	if e.amend == nil && strings.TrimSpace(e.line.Text) != strings.TrimSpace(text) {
		e.put()
	}
	e.amend, e.wrong, e.pick, e.due = nil, "", 0, false
	e.mend = len(e.many) > 0
	e.line.Set(text)
	e.filled = text
	e.Show()
}
