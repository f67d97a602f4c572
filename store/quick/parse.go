package quick

import (
	"errors"
	"slices"
	"strings"
	"time"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
)

// Context is what a line is understood against.
type Context struct {
	Book   *record.Book
	Index  *Index // of the book; made anew for each call when nil
	Rep    record.ID
	Now    time.Time              // in the data file's zone
	Recent func(id record.ID) int // higher for accounts and deals used lately; may be nil
}

// Match is a name that was understood.
type Match struct {
	ID    record.ID
	Name  string
	New   bool     // not known yet: it will be made
	Fuzzy bool     // matched with a letter wrong, or by letters in order
	Also  []string // other names that match as well
}

// Problem is something wrong with a piece of the line, in bytes.
type Problem struct {
	Start, End int
	Err        *say.Error
}

// Result is what a line means.
type Result struct {
	Kind     *record.Kind
	Account  Match
	Deal     Match
	Contact  Match
	Outcome  string
	Seconds  int32
	At       record.Time
	AtGiven  bool
	Shifted  bool // the time given did not exist on that day
	Worth    record.Money
	Tags     []string
	Next     *record.Kind
	NextDue  record.Time
	Note     string
	Tokens   []Token
	Problems []Problem
	Complete bool   // it can be saved
	Missing  string // key of what is still missing, "" for nothing

	context Context
}

// parser goes through the words of a line.
type parser struct {
	Result
	index *Index
	words []word
	i     int
	known bool // a kind was understood
	name  []word
}

// Parse understands a line. It never fails: what is wrong is in Problems.
func Parse(line string, c Context) Result {
	p := &parser{index: c.Index}
	if p.index == nil {
		p.index = NewIndex(c.Book)
	}
	p.context = c
	p.At = record.TimeOf(c.Now)
	var rest int
	p.words, rest = words(line)
	if len(p.words) > 0 {
		p.kind()
		for p.i = 1; p.i < len(p.words); {
			p.word()
		}
		p.finishAccount()
	}
	if rest >= 0 {
		p.note(line, rest)
	}
	p.judge()
	slices.SortStableFunc(p.Tokens, func(a, b Token) int { return a.Start - b.Start })
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return a.Start - b.Start })
	return p.Result
}

func (p *parser) mark(from, to word, r Role) {
	end := to.end
	if to.colon {
		end--
	}
	p.Tokens = append(p.Tokens, Token{Start: from.start, End: end, Role: r})
}

func (p *parser) wrong(from, to word, err *say.Error) {
	end := to.end
	if to.colon {
		end--
	}
	p.Problems = append(p.Problems, Problem{Start: from.start, End: max(end, from.start), Err: err})
}

// kind reads the first word.
func (p *parser) kind() {
	w := p.words[0]
	p.mark(w, w, RoleKind)
	k, err := findKind(p.context.Book, w.text)
	if err != nil {
		p.wrong(w, w, err)
		return
	}
	p.Kind, p.known = k, true
}

// findKind finds an activity kind by its key or a beginning of it that no
// other has.
func findKind(b *record.Book, text string) (*record.Kind, *say.Error) {
	q := strings.ToLower(text)
	var begin []*record.Kind
	var keys []string
	for _, k := range b.Kinds {
		if k.Archived {
			continue
		}
		if k.Key == q || strings.EqualFold(k.Name, text) {
			return k, nil
		}
		keys = append(keys, k.Key)
		if q != "" && strings.HasPrefix(k.Key, q) {
			begin = append(begin, k)
		}
	}
	switch {
	case len(begin) == 1:
		return begin[0], nil
	case len(begin) > 1:
		var names []string
		for _, k := range begin {
			names = append(names, k.Key)
		}
		return nil, say.Errorf("entry.kind_ambiguous", "word", clean.Line(text), "kinds", strings.Join(names, ", "))
	}
	if near := nearest(q, keys); len(near) > 0 && q != "" {
		return nil, say.Errorf("entry.kind_near", "word", clean.Line(text), "kinds", strings.Join(near, ", "))
	}
	return nil, say.Errorf("entry.kind_unknown", "word", clean.Line(text), "kinds", strings.Join(keys, ", "))
}

// word reads one form from the words at i and moves on.
func (p *parser) word() {
	w := p.words[p.i]
	lower := strings.ToLower(w.text)
	for _, f := range forms {
		if !w.quoted && f.is(p, lower) {
			p.finishAccount()
			f.read(p)
			return
		}
	}
	if lower == "" && !w.quoted || lower == "note" && w.colon && !w.quoted {
		p.finishAccount()
		p.i++
		return
	}
	p.plainWord(w, lower)
}

// form is one of the token forms of the grammar.
type form struct {
	is   func(p *parser, word string) bool
	read func(p *parser)
}

// forms are tried in order for every word after the kind.
var forms = []form{
	{func(_ *parser, w string) bool { return len(w) > 1 && w[0] == '@' }, (*parser).when},
	{func(p *parser, w string) bool { return (w == "on" || w == "at") && p.timeFollows() }, (*parser).when},
	{func(_ *parser, w string) bool { return w == "worth" }, (*parser).worth},
	{func(_ *parser, w string) bool { return len(w) > 1 && w[0] == '+' }, (*parser).tag},
	{func(_ *parser, w string) bool { return w == "with" }, (*parser).contact},
	{func(_ *parser, w string) bool { return w == "then" }, (*parser).then},
	{func(_ *parser, w string) bool { _, ok := seconds(w); return ok }, (*parser).duration},
	{func(_ *parser, w string) bool { _, ok := seconds(strings.TrimPrefix(w, "-")); return ok }, (*parser).negative},
	{func(p *parser, w string) bool { return p.isOutcome(w) }, (*parser).outcome},
}

func (p *parser) plainWord(w word, lower string) {
	p.i++
	switch {
	case p.Account.Name == "" && len(p.name) == 0:
		p.name = append(p.name, w)
	case len(p.name) > 0 && w.start > 0 && !w.quoted && p.longer(w):
		p.name = append(p.name, w)
	default:
		p.finishAccount()
		p.unknown(w, lower)
	}
}

// longer reports whether a word goes on with the name before it: when the
// longer name is known, or when not even the shorter one is.
func (p *parser) longer(w word) bool {
	if _, _, _, _, _, slash := p.name[len(p.name)-1].split(); slash {
		return false
	}
	last := p.name[len(p.name)-1]
	if last.quoted {
		return false
	}
	short := joinWords(p.name)
	if len(search(p.index.accounts, short+" "+bare(w.raw), nil)) > 0 {
		return true
	}
	return len(search(p.index.accounts, short, nil)) == 0
}

func joinWords(w []word) string {
	parts := make([]string, len(w))
	for i := range w {
		parts[i] = w[i].text
	}
	return strings.Join(parts, " ")
}

// unknown says that a word is none of the forms, and what it may have been.
func (p *parser) unknown(w word, lower string) {
	p.mark(w, w, RoleUnknown)
	if p.Kind == nil {
		return // the kind says which words there are
	}
	if begin := p.outcomes(lower); len(begin) > 1 {
		p.wrong(w, w, say.Errorf("entry.outcome_ambiguous", "word", clean.Line(w.text), "outcomes", strings.Join(begin, ", ")))
		return
	}
	if near := nearest(lower, p.Kind.Outcomes); len(near) > 0 {
		p.wrong(w, w, say.Errorf("entry.outcome_near", "word", clean.Line(w.text), "outcomes", strings.Join(near, ", ")))
		return
	}
	p.wrong(w, w, say.Errorf("entry.word_unknown", "word", clean.Line(w.text), "kind", p.Kind.Key, "outcomes", strings.Join(p.Kind.Outcomes, ", ")))
}

// isOutcome reports whether a word is an outcome of the kind: the whole word
// anywhere, a beginning of at least three letters only after the account.
func (p *parser) isOutcome(w string) bool {
	if p.Kind == nil || p.Outcome != "" {
		return false
	}
	if slices.Contains(p.Kind.Outcomes, w) {
		return p.Account.Name != "" || len(p.name) > 0 || len(search(p.index.accounts, w, nil)) == 0
	}
	if len(p.name) == 0 && p.Account.Name == "" || len(w) < 3 || len(p.outcomes(w)) != 1 {
		return false
	}
	return len(p.name) == 0 || len(search(p.index.accounts, joinWords(p.name)+" "+w, nil)) == 0
}

func (p *parser) outcomes(w string) (begin []string) {
	for _, o := range p.Kind.Outcomes {
		if w != "" && strings.HasPrefix(o, w) {
			begin = append(begin, o)
		}
	}
	return begin
}

func (p *parser) outcome() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleOutcome)
	lower := strings.ToLower(w.text)
	p.Outcome = lower
	if !slices.Contains(p.Kind.Outcomes, lower) {
		p.Outcome = p.outcomes(lower)[0]
	}
}

func (p *parser) duration() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleDuration)
	if p.Seconds != 0 {
		p.wrong(w, w, say.Errorf("entry.duration_twice"))
		return
	}
	n, _ := seconds(w.text) // the form was recognised
	if n > 24*3600 {
		p.wrong(w, w, say.Errorf("entry.duration_long", "word", w.text))
		return
	}
	p.Seconds = n
}

// negative refuses a duration with a minus, which else would become a part of
// a new account's name.
func (p *parser) negative() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleDuration)
	p.wrong(w, w, say.Errorf("entry.duration_negative", "word", w.text))
}

// phrase gives the words from i on as a time may consist of, up to the note.
func (p *parser) phrase(first string) []string {
	out := []string{first}
	for _, w := range p.words[p.i+1:] {
		if w.quoted || len(out) == 6 {
			break
		}
		out = append(out, w.text)
	}
	return out
}

// timeFollows reports whether a time follows the word at i.
func (p *parser) timeFollows() bool {
	if p.i+1 >= len(p.words) {
		return false
	}
	_, err := read(p.phrase("")[1:], p.context.Now, Past)
	return err == nil || !errors.Is(err, errNoDate)
}

func (p *parser) when() {
	from := p.words[p.i]
	first := from.text
	skip := 0
	if first[0] == '@' {
		first = first[1:]
	} else {
		skip = 1
	}
	m, err := read(p.phrase(first)[skip:], p.context.Now, Past)
	to := p.words[min(p.i+max(m.used-1+skip, skip), len(p.words)-1)]
	p.i += max(m.used+skip, 1+skip)
	p.i = min(p.i, len(p.words))
	p.mark(from, to, RoleWhen)
	switch {
	case err != nil:
		p.wrong(from, to, timeError(err, first, to.text))
	case p.AtGiven:
		p.wrong(from, to, say.Errorf("entry.when_twice"))
	case m.at.After(p.context.Now.Add(time.Minute)):
		p.wrong(from, to, say.Errorf("entry.when_future", "when", m.at.Format("2006-01-02 15:04")))
	default:
		p.At, p.AtGiven, p.Shifted = record.TimeOf(m.at), true, m.shifted
	}
}

func timeError(err error, first, last string) *say.Error {
	switch {
	case errors.Is(err, errNoSuchDay):
		return say.Errorf("entry.no_such_day", "word", clean.Line(first))
	case errors.Is(err, errNoSuchTime):
		return say.Errorf("entry.no_such_time", "word", clean.Line(last))
	}
	return say.Errorf("entry.when_unknown", "word", clean.Line(first))
}

func (p *parser) worth() {
	from := p.words[p.i]
	p.i++
	if p.i >= len(p.words) || from.colon {
		p.mark(from, from, RoleWorth)
		p.wrong(from, from, say.Errorf("entry.worth_missing"))
		return
	}
	to := p.words[p.i]
	p.i++
	text := to.text
	if p.i < len(p.words) && !to.colon {
		if code, ok := money.Code(p.words[p.i].text); ok && !p.isOutcome(strings.ToLower(p.words[p.i].text)) {
			text, to = text+" "+code, p.words[p.i]
			p.i++
		}
	}
	p.mark(from, to, RoleWorth)
	m, err := money.Parse(text, p.context.Book.Settings.Currency)
	switch {
	case err != nil:
		p.wrong(from, to, say.Because(err, "entry.worth_unknown", "word", clean.Line(text)))
	case m.Minor < 0:
		p.wrong(from, to, say.Errorf("entry.worth_negative", "word", clean.Line(text)))
	default:
		p.Worth = m
	}
}

func (p *parser) tag() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleTag)
	tag := clean.Line(strings.TrimPrefix(w.text, "+"))
	switch {
	case tag == "":
	case slices.Contains(p.Tags, tag):
	case len(p.Tags) == event.MaxTags:
		p.wrong(w, w, say.Errorf("entry.too_many_tags", "n", event.MaxTags))
	default:
		p.Tags = append(p.Tags, tag)
	}
}

func (p *parser) contact() {
	from := p.words[p.i]
	p.i++
	if p.i >= len(p.words) || from.colon {
		p.mark(from, from, RoleContact)
		p.wrong(from, from, say.Errorf("entry.contact_missing"))
		return
	}
	to := p.words[p.i]
	p.i++
	p.mark(from, to, RoleContact)
	p.Contact = Match{Name: clean.Line(to.text), Fuzzy: !to.quoted}
}

func (p *parser) then() {
	from := p.words[p.i]
	p.i++
	if p.i >= len(p.words) || from.colon {
		p.mark(from, from, RoleNext)
		p.wrong(from, from, say.Errorf("entry.then_missing"))
		return
	}
	to := p.words[p.i]
	k, bad := findKind(p.context.Book, to.text)
	p.Next = k
	due, problem := p.due(&to)
	p.i++
	p.mark(from, to, RoleNext)
	if bad != nil {
		p.wrong(from, to, bad)
	} else if problem != nil {
		p.wrong(from, to, problem)
	}
	p.NextDue = due
}

// due reads when the next step is due; tomorrow when nothing is said. It
// leaves i on the last word that it took.
func (p *parser) due(to *word) (record.Time, *say.Error) {
	tomorrow, _ := read([]string{"tomorrow"}, p.context.Now, Future) // the word is known
	if to.colon || p.i+1 >= len(p.words) {
		return record.TimeOf(tomorrow.at), nil
	}
	phrase := p.phrase("")[1:]
	if len(phrase) == 0 { // a name in quotes follows
		return record.TimeOf(tomorrow.at), nil
	}
	if strings.EqualFold(phrase[0], "on") && len(phrase) > 1 {
		phrase = phrase[1:]
		p.i++
	}
	phrase[0] = strings.TrimPrefix(phrase[0], "@")
	m, err := read(phrase, p.context.Now, Future)
	if errors.Is(err, errNoDate) {
		return record.TimeOf(tomorrow.at), nil
	}
	if err != nil {
		p.i++
		*to = p.words[p.i]
		return record.Time{}, timeError(err, phrase[0], phrase[0])
	}
	p.i += m.used
	*to = p.words[p.i]
	if m.at.Before(p.context.Now) {
		return record.Time{}, say.Errorf("entry.then_past", "when", m.at.Format("2006-01-02 15:04"))
	}
	return record.TimeOf(m.at), nil
}

// note takes the rest of the line.
func (p *parser) note(line string, rest int) {
	text := line[rest:]
	p.Note = clean.Note(text)
	if p.Note == "" {
		return
	}
	start := rest + len(text) - len(strings.TrimLeft(text, " \t"))
	p.Tokens = append(p.Tokens, Token{Start: start, End: len(line), Role: RoleNote})
	if len(p.Note) > event.MaxNote {
		p.Problems = append(p.Problems, Problem{Start: start, End: len(line), Err: say.Errorf("entry.note_long", "max", event.MaxNote)})
	}
}

// judge says whether the line can be saved and what is missing.
func (p *parser) judge() {
	p.finishContact()
	switch {
	case len(p.words) == 0:
		p.Missing = "entry.missing.kind"
	case p.Kind == nil:
		p.Missing = "entry.missing.kind"
	case p.Account.Name == "" && needsAccount(p.Kind):
		p.Missing = "entry.missing.account"
	}
	p.Complete = p.Missing == "" && len(p.Problems) == 0
}

// needsAccount reports whether a kind is done with somebody. Training and
// notes need not be.
func needsAccount(k *record.Kind) bool { return k.Outbound || k.Key == record.KindInquiry }
