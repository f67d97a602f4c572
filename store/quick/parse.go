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
	Fuzzy bool     // matched by letters in order
	Also  []string // other names that match as well; of a new account, those that differ by a letter
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
	index     *Index
	words     []word
	i         int
	name      []word             // of an account, and maybe its deal, so far
	searched  map[string][]found // the accounts that names looked for match
	seen      map[Role]bool      // what may stand once and was given
	next      Token              // where the next step stands
	contactAt Token              // where the contact stands
}

// Parse understands a line. It never fails: what is wrong is in Problems.
func Parse(line string, c Context) Result {
	if c.Book == nil {
		c.Book = record.NewBook()
	}
	p := &parser{index: c.Index, searched: make(map[string][]found), seen: make(map[Role]bool)}
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
		if last := p.words[len(p.words)-1]; last.open {
			p.wrong(last, last, say.Errorf("entry.quote_open"))
		}
	}
	if rest >= 0 {
		p.note(line, rest)
	}
	p.judge()
	slices.SortStableFunc(p.Tokens, func(a, b Token) int { return a.Start - b.Start })
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return a.Start - b.Start })
	return p.Result
}

func (p *parser) mark(from, to word, r Role) { p.span(from.start, to.stop(), r) }

func (p *parser) span(start, end int, r Role) {
	if end > start {
		p.Tokens = append(p.Tokens, Token{Start: start, End: end, Role: r})
	}
}

func (p *parser) wrong(from, to word, err *say.Error) { p.wrongAt(from.start, to.stop(), err) }

// wrongAt notes a problem; where there is nothing it points at the byte that
// was left without something.
func (p *parser) wrongAt(start, end int, err *say.Error) {
	p.Problems = append(p.Problems, Problem{Start: start, End: max(end, start+1), Err: err})
}

// once reports whether a form is there for the first time, and says so when
// it is not.
func (p *parser) once(r Role, key string, from, to word) bool {
	if p.seen[r] {
		p.wrong(from, to, say.Errorf(key))
		return false
	}
	p.seen[r] = true
	return true
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
	p.Kind = k
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
		return nil, say.Errorf("entry.kind_ambiguous", "word", clean.Line(text), "kinds", keysOf(begin))
	}
	if short := abbreviated(b.Kinds, q); len(short) == 1 {
		return short[0], nil
	}
	if near := nearest(q, keys); len(near) > 0 && q != "" {
		return nil, say.Errorf("entry.kind_near", "word", clean.Line(text), "kinds", strings.Join(near, ", "))
	}
	return nil, say.Errorf("entry.kind_unknown", "word", clean.Line(text), "kinds", strings.Join(keys, ", "))
}

// abbreviated gives the kinds that two or three letters stand for: its first
// and others in order, as mt for meeting.
func abbreviated(kinds []*record.Kind, q string) (out []*record.Kind) {
	if n := len([]rune(q)); n < 2 || n > 3 {
		return nil
	}
	for _, k := range kinds {
		i, runes := 0, []rune(q)
		for at, r := range k.Key {
			if at == 0 && r != runes[0] {
				break
			}
			if i < len(runes) && r == runes[i] {
				i++
			}
		}
		if i == len(runes) && !k.Archived {
			out = append(out, k)
		}
	}
	return out
}

func keysOf(kinds []*record.Kind) string {
	var keys []string
	for _, k := range kinds {
		keys = append(keys, k.Key)
	}
	return strings.Join(keys, ", ")
}

// word reads one form from the words at i and moves on.
func (p *parser) word() {
	w := p.words[p.i]
	lower := strings.ToLower(w.text)
	for _, f := range forms {
		if !w.literal() && f.is(p, lower) {
			p.finishAccount()
			f.read(p)
			return
		}
	}
	if !w.quoted && w.colon && (lower == "" || lower == "note") {
		p.finishAccount()
		p.span(w.start, w.end, RoleNote)
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
	{func(_ *parser, w string) bool { return strings.HasPrefix(w, "@") }, (*parser).when},
	{func(p *parser, w string) bool { return (w == "on" || w == "at") && p.timeFollows() }, (*parser).when},
	{func(_ *parser, w string) bool { return w == "worth" }, (*parser).worth},
	{func(_ *parser, w string) bool { return len(w) > 1 && w[0] == '+' }, (*parser).tag},
	{func(_ *parser, w string) bool { return w == "with" }, (*parser).contact},
	{func(_ *parser, w string) bool { return w == "then" }, (*parser).then},
	{func(p *parser, _ string) bool { _, n := p.lasting(); return n > 0 }, (*parser).duration},
	{func(_ *parser, w string) bool { _, ok := seconds(strings.TrimPrefix(w, "-")); return ok }, (*parser).negative},
	{func(p *parser, w string) bool { return p.isOutcome(w) }, (*parser).outcome},
	{func(p *parser, w string) bool { return p.isSecondOutcome(w) }, (*parser).secondOutcome},
}

func (p *parser) plainWord(w word, lower string) {
	p.i++
	switch {
	case p.Account.Name == "" && len(p.name) == 0:
		p.name = append(p.name, w)
	case len(p.name) > 0 && p.longer(w):
		p.name = append(p.name, w)
	default:
		p.finishAccount()
		p.unknown(w, lower)
	}
}

// longer reports whether a word goes on with the name before it: when the
// longer name is known, or when not even the shorter one is.
func (p *parser) longer(w word) bool {
	first, last := p.name[0], p.name[len(p.name)-1]
	switch {
	case w.quoted || last.quoted:
		return false
	case last.end-first.start > 4*event.MaxText: // no name is as long
		return true
	case slashAt(p.name) >= 0:
		return p.longerDeal(w)
	}
	short := joinWords(p.name)
	return p.grade(short+" "+w.left.text) > gradeNone || w.slash >= 0 && p.index.slashed.grade(short+" "+w.text) > gradeNone || p.grade(short) == gradeNone
}

// longerDeal is longer for the title of a deal, which has to be known.
func (p *parser) longerDeal(w word) bool {
	k := slashAt(p.name)
	cut := p.name[k]
	if cut.right.quoted || w.slash >= 0 {
		return false
	}
	account := p.match(leftOf(p.name[:k], cut), k == 0 && cut.left.quoted)
	return !account.New && p.index.deals[account.ID].grade(rightOf(cut, p.name[k+1:])+" "+w.text) > gradeNone
}

// grade says how well the best account matches a name; each is looked up once
// a line.
func (p *parser) grade(text string) int {
	if f := p.search(text); len(f) > 0 {
		return f[0].grade
	}
	return gradeNone
}

func (p *parser) search(text string) []found {
	f, ok := p.searched[text]
	if !ok {
		f = p.index.accounts.search(text, mostAlso+1, p.context.Recent)
		p.searched[text] = f
	}
	return f
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
	if len(p.Kind.Outcomes) == 0 {
		p.wrong(w, w, say.Errorf("entry.word_unknown_here", "word", clean.Line(w.text), "kind", p.Kind.Key))
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
		return !p.namesAccount(w)
	}
	if len(p.name) == 0 && p.Account.Name == "" || len(w) < 3 || len(p.outcomes(w)) != 1 {
		return false
	}
	switch {
	case len(p.name) == 0:
		return true
	case slashAt(p.name) >= 0:
		return !p.longerDeal(p.words[p.i])
	}
	return p.grade(joinWords(p.name)+" "+w) < gradePart
}

// namesAccount reports whether an outcome word is rather an account: none was
// named yet, and one is called so, or so with the word that follows.
func (p *parser) namesAccount(w string) bool {
	if p.Account.Name != "" || len(p.name) > 0 {
		return false
	}
	if p.grade(w) == gradeExact {
		return true
	}
	return p.i+1 < len(p.words) && !p.words[p.i].colon && p.grade(w+" "+p.words[p.i+1].left.text) >= gradeWords
}

// isSecondOutcome reports whether a word is an outcome where there is one.
func (p *parser) isSecondOutcome(w string) bool {
	return p.Kind != nil && p.Outcome != "" && slices.Contains(p.Kind.Outcomes, w) && !p.namesAccount(w)
}

func (p *parser) secondOutcome() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleOutcome)
	p.wrong(w, w, say.Errorf("entry.outcome_twice", "outcome", p.Outcome))
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

// lasting reads a duration from the words at i.
func (p *parser) lasting() (secs int32, used int) {
	w := []string{p.words[p.i].text}
	if p.i+1 < len(p.words) && !p.words[p.i].colon && !p.words[p.i+1].literal() {
		w = append(w, p.words[p.i+1].text)
	}
	return lasting(w)
}

func (p *parser) duration() {
	from := p.words[p.i]
	secs, n := p.lasting()
	to := p.words[p.i+n-1]
	p.i += n
	p.mark(from, to, RoleDuration)
	if !p.once(RoleDuration, "entry.duration_twice", from, to) {
		return
	}
	if secs > 24*3600 {
		p.wrong(from, to, say.Errorf("entry.duration_long", "word", said(p.words[p.i-n:p.i])))
		return
	}
	p.Seconds = secs
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
	if p.i+1 >= len(p.words) || p.words[p.i].colon {
		return false
	}
	_, err := read(p.phrase("")[1:], p.context.Now, Past)
	return !errors.Is(err, errNoDate)
}

// when reads when it happened: after '@', or after a word that stands for it.
func (p *parser) when() {
	from := p.words[p.i]
	first, apart := strings.CutPrefix(from.text, "@")
	apart = !apart || first == ""
	phrase := p.phrase(first)
	if apart {
		phrase = phrase[1:]
	}
	if from.colon {
		phrase = phrase[:min(len(phrase), 1)]
	}
	m, err := readPast(phrase, p.context.Now, apart)
	n := m.used
	if apart {
		n++
	}
	n = max(n, 1)
	to := p.words[p.i+n-1]
	p.i += n
	p.mark(from, to, RoleWhen)
	switch {
	case err != nil:
		p.wrong(from, to, timeError(err, strings.TrimPrefix(said(p.words[p.i-n:p.i]), "@")))
	case !p.once(RoleWhen, "entry.when_twice", from, to):
	case m.at.After(p.context.Now.Add(time.Minute)):
		p.wrong(from, to, say.Errorf("entry.when_future", "when", m.at.Format("2006-01-02 15:04")))
	default:
		p.At, p.AtGiven, p.Shifted = record.TimeOf(m.at), true, m.shifted
	}
}

// said joins words as they were typed.
func said(words []word) string { return clean.Line(joinWords(words)) }

func timeError(err error, words string) *say.Error {
	switch {
	case errors.Is(err, errNoSuchDay):
		return say.Errorf("entry.no_such_day", "word", words)
	case errors.Is(err, errNoSuchTime):
		return say.Errorf("entry.no_such_time", "word", words)
	}
	return say.Errorf("entry.when_unknown", "word", words)
}

func (p *parser) worth() {
	from := p.words[p.i]
	p.i++
	if p.i >= len(p.words) || from.colon {
		p.mark(from, from, RoleWorth)
		p.wrong(from, from, say.Errorf("entry.worth_missing"))
		return
	}
	text, to := p.amount()
	p.mark(from, to, RoleWorth)
	m, err := money.Parse(text, p.context.Book.Settings.Currency)
	switch {
	case err != nil:
		p.wrong(from, to, amountError(err, clean.Line(text)))
	case m.Minor < 0:
		p.wrong(from, to, say.Errorf("entry.worth_negative", "word", clean.Line(text)))
	case p.once(RoleWorth, "entry.worth_twice", from, to):
		p.Worth = m
	}
}

// amount takes an amount, with the currency that stands before or after it.
func (p *parser) amount() (text string, to word) {
	to = p.words[p.i]
	p.i++
	if p.i >= len(p.words) || to.colon {
		return to.text, to
	}
	next := p.words[p.i]
	_, isCode := money.Code(to.text)
	code, nextIsCode := money.Code(next.text)
	switch {
	case isCode && strings.ContainsAny(next.text, "0123456789"):
		p.i++
		return to.text + " " + next.text, next
	case nextIsCode && !next.quoted && !p.isOutcome(strings.ToLower(next.text)):
		p.i++
		return to.text + " " + code, next
	}
	return to.text, to
}

// amountWhy words the reasons for which an amount is refused.
var amountWhy = []struct {
	err error
	key string
}{
	{money.ErrAmbiguous, "entry.worth_ambiguous"}, {money.ErrTooPrecise, "entry.worth_precise"},
	{money.ErrTooLarge, "entry.worth_large"}, {money.ErrNoCurrency, "entry.worth_no_currency"},
	{money.ErrCurrency, "entry.worth_currency"},
}

func amountError(err error, word string) *say.Error {
	if e, ok := money.Misfit(err); ok && e.Decimals == 0 {
		return say.Errorf("form.amount.whole", "currency", e.Currency, "low", e.Low, "high", e.High)
	}
	for _, w := range amountWhy {
		if errors.Is(err, w.err) {
			return say.Errorf(w.key, "word", word)
		}
	}
	return say.Errorf("entry.worth_unknown", "word", word)
}

func (p *parser) tag() {
	w := p.words[p.i]
	p.i++
	p.mark(w, w, RoleTag)
	tag := clean.Line(strings.TrimPrefix(w.text, "+"))
	switch {
	case tag == "":
		p.wrong(w, w, say.Errorf("entry.tag_empty"))
	case len(tag) > event.MaxText:
		p.wrong(w, w, say.Errorf("entry.tag_long", "max", event.MaxText))
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
	name := clean.Line(to.text)
	for p.moreOfContact(to, name) {
		to = p.words[p.i]
		name += " " + clean.Line(to.text)
		p.i++
	}
	p.mark(from, to, RoleContact)
	switch {
	case name == "":
		p.wrong(from, to, say.Errorf("entry.contact_missing"))
	case p.once(RoleContact, "entry.contact_twice", from, to):
		p.Contact = Match{Name: name, Fuzzy: !to.quoted}
		p.contactAt = Token{Start: from.start, End: to.stop()}
	}
}

// moreOfContact reports whether the word at i goes on with the name of a
// contact that the account has.
func (p *parser) moreOfContact(last word, name string) bool {
	if p.i >= len(p.words) || last.quoted || last.colon || p.words[p.i].literal() {
		return false
	}
	next := p.words[p.i].text
	if p.Kind != nil && slices.Contains(p.Kind.Outcomes, strings.ToLower(next)) {
		return false
	}
	return p.index.contacts[p.Account.ID].grade(name+" "+next) >= gradeWords
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
	due, problem := p.due(&to)
	p.i++
	p.mark(from, to, RoleNext)
	switch {
	case bad != nil:
		p.wrong(from, to, bad)
	case problem != nil:
		p.wrong(from, to, problem)
	case p.once(RoleNext, "entry.then_twice", from, to):
		p.Next, p.NextDue = k, due
		p.next = Token{Start: from.start, End: to.stop()}
	}
}

// due reads when the next step is due; tomorrow when nothing is said. It
// leaves i on the last word that it took.
func (p *parser) due(to *word) (record.Time, *say.Error) {
	tomorrow, _ := read([]string{"tomorrow"}, p.context.Now, Future) // the word is known
	none := record.TimeOf(tomorrow.at)
	if to.colon || p.i+1 >= len(p.words) {
		return none, nil
	}
	phrase, skip := p.phrase("")[1:], 0
	if len(phrase) > 1 && (strings.EqualFold(phrase[0], "on") || phrase[0] == "@") {
		phrase, skip = phrase[1:], 1
	}
	if len(phrase) == 0 {
		return none, nil
	}
	phrase[0] = strings.TrimPrefix(phrase[0], "@")
	m, err := read(phrase, p.context.Now, Future)
	if errors.Is(err, errNoDate) {
		return none, nil
	}
	from := p.i + 1
	p.i += m.used + skip
	*to = p.words[p.i]
	if err != nil {
		return record.Time{}, timeError(err, said(p.words[from:p.i+1]))
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
	if p.Next != nil && p.NextDue.Compare(p.At) < 0 {
		due := p.NextDue.Std().Format("2006-01-02 15:04")
		p.wrongAt(p.next.Start, p.next.End, say.Errorf("entry.then_past", "when", due))
	}
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
