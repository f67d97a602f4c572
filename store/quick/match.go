package quick

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"foresail/store/near"
	"foresail/store/plain"
	"foresail/store/record"
)

// Index holds what lines are matched against, made once for a book.
type Index struct {
	accounts *list
	slashed  *list // the accounts whose names hold a '/'
	contacts map[record.ID]*list
	deals    map[record.ID]*list
}

type name struct {
	id     record.ID
	text   string
	folded string
	closed bool
}

// NewIndex makes the index of a book.
func NewIndex(b *record.Book) *Index {
	accounts := make([]name, 0, len(b.Accounts))
	var slashed []name
	for _, a := range b.Accounts {
		if a.Archived {
			continue
		}
		n := name{id: a.ID, text: a.Name, folded: Plain(a.Name)}
		accounts = append(accounts, n)
		if strings.Contains(a.Name, "/") {
			slashed = append(slashed, n)
		}
	}
	contacts, deals := make(map[record.ID][]name), make(map[record.ID][]name)
	for _, c := range b.Contacts {
		if !c.Archived {
			contacts[c.Account] = append(contacts[c.Account], name{id: c.ID, text: c.Name, folded: Plain(c.Name)})
		}
	}
	for _, d := range b.Deals {
		deals[d.Now.Account] = append(deals[d.Now.Account], name{id: d.ID, text: d.Now.Title, folded: Plain(d.Now.Title), closed: !d.Now.Open()})
	}
	return &Index{accounts: newList(accounts), slashed: newList(slashed), contacts: lists(contacts), deals: lists(deals)}
}

func lists(of map[record.ID][]name) map[record.ID]*list {
	out := make(map[record.ID]*list, len(of))
	for id, names := range of {
		out[id] = newList(names)
	}
	return out
}

// list is names to be searched: sorted, and their folded forms once more in
// one text, one a line, which is gone over many times faster than name by
// name.
type list struct {
	names   []name
	text    string  // "\n" before, between and after the folded names
	starts  []int32 // where each begins in it
	letters []byteSet
	longest int // bytes of the longest folded name
}

func newList(names []name) *list {
	slices.SortFunc(names, compareNames)
	l := &list{names: names, starts: make([]int32, len(names)), letters: make([]byteSet, len(names))}
	var b strings.Builder
	b.WriteByte('\n')
	for i, n := range names {
		l.starts[i], l.letters[i] = int32(b.Len()), bytesOf(n.folded)
		b.WriteString(n.folded)
		b.WriteByte('\n')
		l.longest = max(l.longest, len(n.folded))
	}
	l.text = b.String()
	return l
}

// byteSet is the set of the bytes of a text, several to a bit: what lacks in it
// lacks in the text.
type byteSet uint64

func bytesOf(s string) (set byteSet) {
	for i := range len(s) {
		set |= 1 << (s[i] & 63)
	}
	return set
}

// lacks counts the bits of a set that are not in another.
func (l byteSet) lacks(other byteSet) int { return bits.OnesCount64(uint64(l &^ other)) }

func compareNames(a, b name) int {
	return cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.text, b.text), slices.Compare(a.id[:], b.id[:]))
}

// Plain folds a name as names are matched, and takes accents off, so that "cafe" finds "Café".
func Plain(s string) string { return plain.Text(s) }

// How well a name matches, best first; 0 is not at all.
const (
	gradeNone = iota
	gradeTypo
	gradeLetters
	gradePart
	gradeWords
	gradePrefix
	gradeExact
)

// query is what is looked for.
type query struct {
	text  string   // folded
	words []string // of it
	key   string   // the longest of them
	runes []rune   // of it, without spaces
	set   byteSet  // of it, without spaces
}

func newQuery(text string) query {
	q := query{text: Plain(text)}
	q.words = strings.Fields(q.text)
	for _, w := range q.words {
		if len(w) > len(q.key) {
			q.key = w
		}
	}
	joined := strings.Join(q.words, "")
	q.runes, q.set = []rune(joined), bytesOf(joined)
	return q
}

// grade says how well the query matches a folded name that holds its letters
// as they are.
func (q query) grade(of string) int {
	switch {
	case q.text == "":
		return gradeNone
	case q.text == of:
		return gradeExact
	case strings.HasPrefix(of, q.text):
		return gradePrefix
	case q.beginsWords(of):
		return gradeWords
	case len(q.text) >= 3 && strings.Contains(of, q.text):
		return gradePart
	}
	return gradeNone
}

// loosely says how well the query matches a folded name from which some of
// its letters are missing, or one is wrong.
func (q query) loosely(of string) int {
	switch {
	case len(q.words) == 1 && len(q.runes) >= 2 && q.letters(of):
		return gradeLetters
	case len(q.runes) >= 4 && typo(q.text, of, len(q.runes) >= 5):
		return gradeTypo
	}
	return gradeNone
}

// beginsWords reports whether the words of the query begin words of the name,
// in order.
func (q query) beginsWords(of string) bool {
	for _, w := range q.words {
		for !strings.HasPrefix(of, w) {
			i := strings.IndexByte(of, ' ')
			if i < 0 {
				return false
			}
			of = of[i+1:]
		}
		_, of, _ = strings.Cut(of, " ")
	}
	return true
}

// letters reports whether the letters of the query stand in one word of the
// name in order, beginning with its first, within twice their number.
func (q query) letters(of string) bool {
	for more := true; more; {
		var w string
		w, of, more = strings.Cut(of, " ")
		if r, _ := utf8.DecodeRuneInString(w); r != q.runes[0] {
			continue
		}
		i, at := 0, 0
		for _, r := range w {
			if at >= 2*len(q.runes) {
				break
			}
			if at++; r != q.runes[i] {
				continue
			}
			if i++; i == len(q.runes) {
				return true
			}
		}
	}
	return false
}

// typo reports whether one letter more, less, other or swapped makes a the
// whole of b, or the beginning of it.
func typo(a, b string, beginning bool) bool {
	same := func(x, y string) bool { return x == y || beginning && strings.HasPrefix(y, x) }
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && (i < len(a) && !utf8.RuneStart(a[i]) || i < len(b) && !utf8.RuneStart(b[i])) {
		i--
	}
	x, y := a[i:], b[i:]
	p, n := utf8.DecodeRuneInString(x)
	r, m := utf8.DecodeRuneInString(y)
	if n == 0 || m == 0 {
		return same(x[n:], y[m:])
	}
	if same(x[n:], y) || same(x, y[m:]) || same(x[n:], y[m:]) {
		return true
	}
	p2, n2 := utf8.DecodeRuneInString(x[n:])
	r2, m2 := utf8.DecodeRuneInString(y[m:])
	return n2 > 0 && m2 > 0 && p == r2 && p2 == r && same(x[n+n2:], y[m+m2:])
}

// found is a name that matches.
type found struct {
	*name
	grade  int
	same   bool // written just as it was asked for
	recent int
}

// before says which of two matches comes first: by grade, as it is written,
// open before closed, by recency, shorter first.
func (f found) before(g found) bool {
	switch {
	case f.grade != g.grade:
		return f.grade > g.grade
	case f.same != g.same:
		return f.same
	case f.closed != g.closed:
		return g.closed
	case f.recent != g.recent:
		return f.recent > g.recent
	}
	return len(f.folded) < len(g.folded)
}

// best keeps the first few of many matches.
type best struct {
	most   int
	text   string // as it was asked for
	recent func(record.ID) int
	out    []found
}

func (b *best) add(n *name, grade int) {
	f := found{name: n, grade: grade, same: n.text == b.text}
	if b.recent != nil {
		f.recent = b.recent(n.id)
	}
	at := len(b.out)
	for at > 0 && f.before(b.out[at-1]) {
		at--
	}
	switch {
	case at == b.most:
		return
	case len(b.out) == b.most:
		b.out = b.out[:b.most-1]
	}
	b.out = slices.Insert(b.out, at, f)
}

// search gives at most so many of the names that match, best first. Names that
// hold the query as it is written leave those out that match loosely.
func (l *list) search(text string, most int, recent func(record.ID) int) []found {
	if l == nil {
		return nil
	}
	b := best{most: most, text: text, recent: recent}
	if len(text) > 4*(l.longest+utf8.UTFMax) { // folding shortens, but not so much
		return nil
	}
	q := newQuery(text)
	if q.key == "" || len(q.text) > l.longest+utf8.UTFMax {
		return nil
	}
	l.holding(q.key, len(q.text) < 3, func(n *name) {
		if g := q.grade(n.folded); g != gradeNone {
			b.add(n, g)
		}
	})
	if len(b.out) > 0 {
		return b.out
	}
	wrong := 1 // as a typo makes of one letter
	if len(q.text) != len([]rune(q.text)) {
		wrong = utf8.UTFMax
	}
	for i, set := range l.letters {
		if q.set.lacks(set) > wrong {
			continue
		}
		if g := q.loosely(l.names[i].folded); g != gradeNone {
			b.add(&l.names[i], g)
		}
	}
	return b.out
}

// grade says how well the best of the names matches.
func (l *list) grade(text string) int {
	if f := l.search(text, 1, nil); len(f) > 0 {
		return f[0].grade
	}
	return gradeNone
}

// holding goes over the names that hold a text, only where it begins a word if
// asked to.
func (l *list) holding(text string, begins bool, do func(*name)) {
	i := 0
	for at := 0; at < len(l.text); {
		hit := strings.Index(l.text[at:], text)
		if hit < 0 {
			return
		}
		at += hit
		if c := l.text[at-1]; begins && c != ' ' && c != '\n' {
			at++
			continue
		}
		i = l.nameAt(at, i)
		do(&l.names[i])
		if i++; i == len(l.starts) {
			return
		}
		at = int(l.starts[i])
	}
}

// nameAt gives the name at a place in the text, which is that of name i or of a
// later one: in steps that double, since the next hit is mostly near.
func (l *list) nameAt(at, i int) int {
	step := 1
	for i+step < len(l.starts) && int(l.starts[i+step]) <= at {
		i += step
		step *= 2
	}
	end := min(i+step, len(l.starts))
	return i + sort.Search(end-i, func(k int) bool { return int(l.starts[i+k]) > at }) - 1
}

// latest gives at most so many of the names, those used last first.
func (l *list) latest(most int, recent func(record.ID) int) []found {
	if l == nil {
		return nil
	}
	b := best{most: most, recent: recent}
	if recent == nil {
		for i := range l.names[:min(most, len(l.names))] {
			b.out = append(b.out, found{name: &l.names[i]})
		}
		return b.out
	}
	for i := range l.names {
		b.add(&l.names[i], gradeNone)
	}
	return b.out
}

// near gives at most so many names that are near a text, nearest first: what may
// have been meant by a name that is new.
func (l *list) near(text string, most int) []string {
	if l == nil || text == "" || len(text) > 4*(l.longest+utf8.UTFMax) {
		return nil
	}
	q := near.New(Plain(text))
	if q == nil {
		return nil
	}
	type close struct {
		*name
		far int
	}
	var best []close
	set, wrong := bytesOf(strings.ReplaceAll(Plain(text), " ", "")), near.Most
	if len(text) != len([]rune(text)) {
		wrong *= utf8.UTFMax
	}
	for i := range l.names {
		n := &l.names[i]
		if set.lacks(l.letters[i]) > wrong {
			continue
		}
		d, ok := q.Distance(n.folded, n.folded)
		if !ok {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, close{n, d}, func(a, b close) int {
			return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(len(a.folded), len(b.folded)), compareNames(*a.name, *b.name))
		})
		if at < most {
			best = slices.Insert(best, at, close{n, d})
			best = best[:min(len(best), most)]
		}
	}
	var out []string
	for _, c := range best {
		out = append(out, c.text)
	}
	return out
}

// nearest gives the candidates that a mistyped word may have meant.
func nearest(word string, candidates []string) []string {
	w := Plain(word)
	var out []string
	for _, c := range candidates {
		f := Plain(c)
		if newQuery(w).grade(f) != gradeNone || newQuery(w).loosely(f) != gradeNone || distance([]rune(w), []rune(f)) <= 1+len(w)/4 {
			out = append(out, c)
		}
	}
	return out
}

// distance is the Levenshtein distance.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := before
			if x != y {
				cost++
			}
			before, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
