package quick

import (
	"strings"
	"unicode/utf8"

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
	if c.Book == nil {
		c.Book = record.NewBook()
	}
	cursor = max(0, min(cursor, len(line)))
	for cursor > 0 && cursor < len(line) && !utf8.RuneStart(line[cursor]) {
		cursor--
	}
	ws, rest := words(line[:cursor])
	if rest >= 0 {
		return nil
	}
	x := c.Index
	if x == nil {
		x = NewIndex(c.Book)
	}
	now := word{start: cursor, end: cursor, slash: -1}
	if n := len(ws); n > 0 && ws[n-1].end == cursor {
		now, ws = ws[n-1], ws[:n-1]
	}
	c.Index = x
	o := offer{word: now, line: line, index: x, Context: c}
	o.at(ws)
	if len(o.out) > mostOffered {
		o.out = o.out[:mostOffered]
	}
	return o.out
}

// offer gathers suggestions for one word.
type offer struct {
	Context
	word   word
	line   string
	index  *Index
	begun  string // unquoted words of an account right before the word, if any
	begins int    // where they begin
	out    []Suggestion
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
	parsed := Parse(o.line[:before[len(before)-1].end], o.Context)
	if n := len(parsed.Tokens); n > 0 && parsed.Tokens[n-1].Role == RoleAccount {
		o.begins = parsed.Tokens[n-1].Start
		if text := o.line[o.begins:parsed.Tokens[n-1].End]; !strings.ContainsFunc(text, isQuote) {
			o.begun = text
		}
	}
	at, on := strings.HasPrefix(o.word.raw, "@"), last == "on" || last == "at"
	switch {
	case last == "then":
		o.kinds()
	case due(before, on):
		o.times(RoleNext, comingDays)
		o.rest(kind, parsed)
	case last == "with":
		o.names(RoleContact, o.index.contacts[parsed.Account.ID])
	case at, on && parsed.Account.Name != "":
		o.times(RoleWhen, pastDays)
	case o.word.slash >= 0:
		o.deals()
	case parsed.Account.Name == "":
		o.accounts()
	default:
		o.longer()
		o.rest(kind, parsed)
	}
}

// due reports whether the day of the next step comes next: after then and its
// kind, and maybe an "on".
func due(before []word, on bool) bool {
	n := len(before) - 2
	if on {
		n--
	}
	return n >= 0 && strings.EqualFold(before[n].text, "then")
}

func (o *offer) kinds() {
	q := strings.ToLower(o.word.text)
	for _, k := range o.Book.Kinds {
		if !k.Archived && strings.HasPrefix(k.Key, q) {
			o.add(RoleKind, k.Key, k.Name)
		}
	}
}

func (o *offer) accounts() { o.names(RoleAccount, o.index.accounts) }

// deals offers the deals of the account before the '/'.
func (o *offer) deals() {
	m := match(o.index.accounts, strings.TrimSpace(o.begun+" "+o.word.left.text), o.begun == "" && o.word.left.quoted, o.Recent)
	if m.New {
		return
	}
	o.word.start, o.word.text = o.word.slash+1, o.word.right.text
	o.names(RoleDeal, o.index.deals[m.ID])
}

// names offers the names that match what is typed, or the most recent ones.
func (o *offer) names(role Role, names *list) {
	all := names.latest(mostOffered, o.Recent)
	if o.word.text != "" {
		all = names.search(o.word.text, mostOffered, o.Recent)
	}
	for _, f := range all {
		o.add(role, Quote(f.text), f.text)
	}
	if len(all) == 0 {
		for _, name := range names.near(o.word.text, mostNear) {
			o.add(role, Quote(name), name)
		}
	}
}

// longer offers the accounts whose names go on as the words before the cursor
// and the one at it do.
func (o *offer) longer() {
	if o.begun == "" || o.word.text == "" || o.word.quoted {
		return
	}
	for _, f := range o.index.accounts.search(o.begun+" "+o.word.text, mostOffered, o.Recent) {
		if f.grade >= gradePart {
			o.out = append(o.out, Suggestion{Start: o.begins, End: o.word.end, Text: Quote(f.text), Label: f.text, Role: RoleAccount})
		}
	}
}

// Quote writes a name so that a line takes it for exactly that. A name with
// every sort of quote in it gets apostrophes for the straight ones.
func Quote(name string) string {
	switch {
	case bareword(name):
		return name
	case !strings.Contains(name, `"`):
		return `"` + name + `"`
	case !strings.ContainsAny(name, "“”„"):
		return "“" + name + "”"
	}
	return `"` + strings.ReplaceAll(name, `"`, "'") + `"`
}

// bareword reports whether a name is one plain word that is no form of the
// grammar by itself.
func bareword(name string) bool {
	if strings.ContainsAny(name, "/:") || strings.HasPrefix(name, "@") || strings.HasPrefix(name, "+") {
		return false
	}
	if strings.ContainsFunc(name, func(r rune) bool { return isSpace(r) || isQuote(r) }) {
		return false
	}
	if _, ok := seconds(strings.TrimPrefix(name, "-")); ok {
		return false
	}
	switch strings.ToLower(name) {
	case "on", "at", "worth", "with", "then", "note", "":
		return false
	}
	return true
}

// The days that are offered for what was done and for what comes next.
var (
	pastDays   = []string{"yesterday", "today", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	comingDays = []string{"tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// times offers days, after an '@' where one was typed.
func (o *offer) times(role Role, days []string) {
	q, at := strings.CutPrefix(strings.ToLower(o.word.raw), "@")
	for _, w := range days {
		switch {
		case !strings.HasPrefix(w, q):
		case at:
			o.add(role, "@"+w, w)
		default:
			o.add(role, w, w)
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
