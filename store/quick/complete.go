package quick

import (
	"slices"
	"strings"

	"foresail/store/record"
)

// Suggestion is something that may stand at a place in the line.
type Suggestion struct {
	Start, End int    // bytes of the line that it replaces
	Text       string // what it puts there, quoted where that is needed
	Label      string // how it is shown
	Role       Role
}

// mostOffered bounds what is offered at once.
const mostOffered = 8

// Complete offers what may stand at the cursor (a byte of the line), best
// first.
func Complete(line string, cursor int, c Context) []Suggestion {
	cursor = max(0, min(cursor, len(line)))
	ws, rest := words(line[:cursor])
	if rest >= 0 {
		return nil
	}
	x := c.Index
	if x == nil {
		x = NewIndex(c.Book)
	}
	now := word{start: cursor, end: cursor}
	if n := len(ws); n > 0 && ws[n-1].end == cursor {
		now, ws = ws[n-1], ws[:n-1]
	}
	o := offer{word: now, index: x, Context: c}
	o.at(ws)
	if len(o.out) > mostOffered {
		o.out = o.out[:mostOffered]
	}
	return o.out
}

// offer gathers suggestions for one word.
type offer struct {
	Context
	word  word
	index *Index
	out   []Suggestion
}

func (o *offer) add(role Role, text, label string) {
	o.out = append(o.out, Suggestion{Start: o.word.start, End: o.word.end, Text: text, Label: label, Role: role})
}

// at offers by the words before.
func (o *offer) at(before []word) {
	if len(before) == 0 {
		o.kinds()
		return
	}
	kind, _ := findKind(o.Book, before[0].text)
	last := strings.ToLower(before[len(before)-1].text)
	parsed := Parse(strings.Join(raws(before), " "), Context{Book: o.Book, Index: o.index, Rep: o.Rep, Now: o.Now})
	switch {
	case last == "then":
		o.kinds()
	case last == "with":
		o.names(RoleContact, o.index.contacts[parsed.Account.ID], "")
	case strings.HasPrefix(o.word.raw, "@"):
		o.times("@")
	case strings.Contains(o.word.raw, "/"):
		o.deals()
	case parsed.Account.Name == "":
		o.accounts()
	default:
		o.rest(kind, parsed)
	}
}

func raws(w []word) []string {
	out := make([]string, len(w))
	for i := range w {
		out[i] = w[i].raw
	}
	return out
}

func (o *offer) kinds() {
	q := strings.ToLower(o.word.text)
	for _, k := range o.Book.Kinds {
		if !k.Archived && strings.HasPrefix(k.Key, q) {
			o.add(RoleKind, k.Key, k.Name)
		}
	}
}

func (o *offer) accounts() { o.names(RoleAccount, o.index.accounts, "") }

// deals offers the deals of the account before the '/'.
func (o *offer) deals() {
	account, deal, exact, _, at, _ := o.word.split()
	m := match(o.index.accounts, account, exact, o.Recent)
	if m.New {
		return
	}
	o.word.start, o.word.text = at, deal
	o.names(RoleDeal, o.index.deals[m.ID], "")
}

// names offers the names that match what is typed, or the most recent ones.
func (o *offer) names(role Role, names []name, prefix string) {
	q := bare(o.word.text)
	if q == "" {
		all := slices.Clone(names)
		if o.Recent != nil {
			slices.SortStableFunc(all, func(a, b name) int { return o.Recent(b.id) - o.Recent(a.id) })
		}
		for _, n := range all[:min(len(all), mostOffered)] {
			o.add(role, prefix+Quote(n.text), n.text)
		}
		return
	}
	all := search(names, q, o.Recent)
	for _, f := range all[:min(len(all), mostOffered)] {
		o.add(role, prefix+Quote(f.text), f.text)
	}
}

// Quote writes a name so that a line takes it for exactly that.
func Quote(name string) string {
	clean := strings.NewReplacer(`"`, "'", "“", "'", "”", "'").Replace(name)
	_, isDuration := seconds(name)
	plainWord := !strings.ContainsAny(name, " /:@+\"“”\t") && !isDuration
	switch strings.ToLower(name) {
	case "on", "at", "worth", "with", "then", "":
		plainWord = false
	}
	if plainWord {
		return name
	}
	return `"` + clean + `"`
}

func (o *offer) times(prefix string) {
	q := strings.ToLower(strings.TrimPrefix(o.word.raw, "@"))
	for _, w := range []string{"yesterday", "today", "mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if strings.HasPrefix(w, q) {
			o.add(RoleWhen, prefix+w, w)
		}
	}
}

// rest offers outcomes, and the words that begin the other forms.
func (o *offer) rest(kind *record.Kind, parsed Result) {
	q := strings.ToLower(o.word.text)
	if kind != nil && parsed.Outcome == "" {
		for _, w := range kind.Outcomes {
			if strings.HasPrefix(w, q) {
				o.add(RoleOutcome, w, w)
			}
		}
	}
	for _, f := range []struct {
		role Role
		word string
		on   bool
	}{{RoleContact, "with", parsed.Contact.Name == ""}, {RoleWorth, "worth", parsed.Worth.IsZero()}, {RoleNext, "then", parsed.Next == nil}} {
		if f.on && strings.HasPrefix(f.word, q) {
			o.add(f.role, f.word, f.word)
		}
	}
}
