package say

import "strings"

// recallText says what came of taking an import back, or of bringing it again.
var recallText = []message{
	{key: "recall.gone", one: "1 record that it brought is gone", other: "{n} records that it brought are gone"},
	{key: "recall.reset", one: "1 is as it was before", other: "{n} are as they were before"},
	{key: "recall.kept", one: "1 stays, since it was changed or referred to afterwards", other: "{n} stay, since they were changed or referred to afterwards"},
	{key: "recall.back", one: "1 record that it brought is there again", other: "{n} records that it brought are there again"},
	{key: "recall.again", one: "1 is changed again", other: "{n} are changed again"},
	{key: "recalling.name", other: "taking back {file}"},
	{key: "recalling.again", other: "bringing {file} again"},
	{key: "recalling.stopped", other: "stopped: with {file} everything is as it was"},
	{key: "recalling.done", other: "{file} taken back: {what} ({key} brings it back)"},
	{key: "recalling.back", other: "{file} is back: {what}"},
	{key: "recall.nothing", other: "nothing that stands is different for it"},
}

// Recalled says what became of the records of an import that was taken back
// or, with again, brought again: how many of those that it began, of those that
// it changed, and of those that stay as they are.
func (p *Printer) Recalled(again bool, gone, reset, kept int) string {
	begun, changed := "recall.gone", "recall.reset"
	if again {
		begun, changed = "recall.back", "recall.again"
	}
	var parts []string
	for _, x := range []struct {
		key string
		n   int
	}{{begun, gone}, {changed, reset}, {"recall.kept", kept}} {
		if x.n > 0 {
			parts = append(parts, p.N(x.key, x.n))
		}
	}
	if len(parts) == 0 {
		return p.T("recall.nothing")
	}
	return strings.Join(parts, ", ")
}
