package panel

import (
	"slices"

	"foresail/store/record"
	"foresail/store/say"
)

// Blank reports that nothing was ever recorded of what the user may see: no
// activity and no deal. The first thing to say then is how to begin.
func (d Data) Blank() bool {
	if d.Book == nil || d.Days == nil || len(d.Book.Deals) > 0 {
		return false
	}
	first, _ := d.Days.Span()
	return first == 0
}

// own gives the messages in the place of others for those who see their own
// records only: that there is none is not for them to say.
var own = map[string]string{
	"hint.accounts": "hint.accounts.own", "hint.log": "hint.log.own", "hint.pipeline": "hint.pipeline.own",
	"today.blank": "today.blank.own", "today.nothing": "today.nothing.own",
}

// imported are the messages that tell how to begin where an import would be
// another way.
var imported = map[string]bool{"hint.accounts": true, "hint.log": true, "hint.pipeline": true, "today.blank": true}

// Begin gives the message that says how to begin where nothing is, to whoever may
// begin: what this session can do, of what it sees. To those who only look it says
// where there is something to see.
func (d Data) Begin(p *say.Printer, key string) string {
	if d.Looks() {
		return p.T("hint.looks")
	}
	text := key
	if mine, ok := own[key]; ok && d.Rights != 0 && !d.Rights.Has(SeeTeam) {
		text = mine
	}
	if imported[key] && (d.Rights == 0 || d.Rights.Has(Files)) {
		return p.T(text) + " " + p.T("hint.import")
	}
	return p.T(text)
}

// Looks reports whether the user may see the sums of the team and no record.
func (d Data) Looks() bool { return d.Rights != 0 && !d.Rights.Has(SeeOwn) && !d.Rights.Has(SeeTeam) }

// ownScope reports that the scope is the user alone.
func (d Data) ownScope() bool { return slices.Equal(d.Reps, []record.ID{d.User}) }

// The things of which Elsewhere words that there are some elsewhere.
const (
	Entries  = "entries"
	Accounts = "accounts"
	Deals    = "deals"
	Numbers  = "numbers"
)

// Elsewhere words that none of the n things that there are is of the reps one
// looks at, and how the team's are shown: whoever has imported the past of
// others is not to be told that there is none. It gives "" where there are none
// or the user may not see them.
func (d Data) Elsewhere(p *say.Printer, what string, n int) string {
	if d.Reps == nil || n <= 0 || d.Rights != 0 && !d.Rights.Has(SeeTeam) {
		return ""
	}
	return p.N("elsewhere."+what, n, "whose", d.Whose(p))
}

// Whose words whom the reps of the scope are, as in "none of yours".
func (d Data) Whose(p *say.Printer) string {
	switch {
	case d.ownScope():
		return p.T("elsewhere.yours")
	case len(d.Reps) == 1:
		return p.T("elsewhere.of", "rep", d.Book.RepName(d.Reps[0]))
	}
	return p.T("elsewhere.theirs")
}
