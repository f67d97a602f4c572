package entry

import "strings"

// ShowWith opens the line with a text in it. What was typed before and not
// saved can be had again with history.older.
func (e *Entry) ShowWith(text string) {
	if now := strings.TrimSpace(e.line.Text); now != "" && e.amend == nil && now != strings.TrimSpace(text) {
		e.history = append(e.history, now)
	}
	e.amend, e.many, e.wrong, e.pick = nil, nil, "", 0
	e.line.Set(text)
	e.Show()
}
