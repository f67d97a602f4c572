package quick

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"foresail/store/record"

	"golang.org/x/text/unicode/norm"
)

// Index holds what lines are matched against, made once for a book.
type Index struct {
	accounts []name
	contacts map[record.ID][]name
	deals    map[record.ID][]name
}

type name struct {
	id     record.ID
	text   string
	folded string
	closed bool
}

// NewIndex makes the index of a book.
func NewIndex(b *record.Book) *Index {
	x := &Index{contacts: make(map[record.ID][]name), deals: make(map[record.ID][]name)}
	for _, a := range b.Accounts {
		if !a.Archived {
			x.accounts = append(x.accounts, name{id: a.ID, text: a.Name, folded: plain(a.Name)})
		}
	}
	slices.SortFunc(x.accounts, compareNames)
	for _, c := range b.Contacts {
		x.contacts[c.Account] = append(x.contacts[c.Account], name{id: c.ID, text: c.Name, folded: plain(c.Name)})
	}
	for _, d := range b.Deals {
		x.deals[d.Now.Account] = append(x.deals[d.Now.Account], name{id: d.ID, text: d.Now.Title, folded: plain(d.Now.Title), closed: !d.Now.Open()})
	}
	for _, m := range []map[record.ID][]name{x.contacts, x.deals} {
		for _, names := range m {
			slices.SortFunc(names, compareNames)
		}
	}
	return x
}

func compareNames(a, b name) int {
	return cmp.Or(cmp.Compare(a.folded, b.folded), slices.Compare(a.id[:], b.id[:]))
}

// plain folds a name and takes accents off, so that "cafe" finds "Café".
func plain(s string) string {
	s = record.Fold(s)
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

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

// grade says how well a folded query matches a folded name.
func grade(query, of string) int {
	switch {
	case query == "":
		return gradeNone
	case query == of:
		return gradeExact
	case strings.HasPrefix(of, query):
		return gradePrefix
	case wordPrefixes(query, of):
		return gradeWords
	case len(query) >= 3 && strings.Contains(of, query):
		return gradePart
	case len(query) >= 2 && letters(query, of):
		return gradeLetters
	case len(query) >= 4 && typo(query, of):
		return gradeTypo
	}
	return gradeNone
}

// wordPrefixes reports whether the words of the query begin words of the
// name, in order.
func wordPrefixes(query, of string) bool {
	rest := strings.Fields(of)
	for _, q := range strings.Fields(query) {
		i := slices.IndexFunc(rest, func(w string) bool { return strings.HasPrefix(w, q) })
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

// letters reports whether the letters of the query stand in one word of the
// name in order, beginning with its first, within twice their number.
func letters(query, of string) bool {
	q := []rune(strings.ReplaceAll(query, " ", ""))
	for _, w := range strings.Fields(of) {
		i := 0
		for at, r := range []rune(w) {
			if at == 0 && r != q[0] || at >= 2*len(q) {
				break
			}
			if r == q[i] {
				if i++; i == len(q) {
					return true
				}
			}
		}
	}
	return false
}

// typo reports whether one letter more, less, other or swapped makes the
// query the name or the beginning of it.
func typo(query, of string) bool {
	q, o := []rune(query), []rune(of)
	for _, n := range []int{len(q) - 1, len(q), len(q) + 1} {
		if n <= len(o) && n > 2 && oneEdit(q, o[:n]) {
			return n == len(o) || len(q) >= 5
		}
	}
	return false
}

// oneEdit reports whether at most one insertion, deletion, replacement or swap
// of neighbours turns a into b.
func oneEdit(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == 0 || len(y) == 0:
		return len(x)+len(y) <= 1
	case len(x) == len(y)+1:
		return slices.Equal(x[1:], y)
	case len(x)+1 == len(y):
		return slices.Equal(x, y[1:])
	case len(x) != len(y):
		return false
	case slices.Equal(x[1:], y[1:]):
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && slices.Equal(x[2:], y[2:])
}

// found is a name that matches.
type found struct {
	name
	grade int
}

// search gives the names that match, best first: by grade, open before
// closed, by recency, shorter first.
func search(names []name, query string, recent func(record.ID) int) []found {
	q := plain(query)
	var out []found
	for _, n := range names {
		if g := grade(q, n.folded); g != gradeNone {
			out = append(out, found{n, g})
		}
	}
	when := func(id record.ID) int {
		if recent == nil {
			return 0
		}
		return recent(id)
	}
	slices.SortStableFunc(out, func(a, b found) int {
		open := 0
		if a.closed != b.closed {
			open = 1
			if b.closed {
				open = -1
			}
		}
		return cmp.Or(cmp.Compare(b.grade, a.grade), open, cmp.Compare(when(b.id), when(a.id)), cmp.Compare(len(a.folded), len(b.folded)))
	})
	return out
}

// nearest gives the candidates that a mistyped word may have meant.
func nearest(word string, candidates []string) []string {
	w := plain(word)
	var out []string
	for _, c := range candidates {
		f := plain(c)
		if grade(w, f) != gradeNone || distance([]rune(w), []rune(f)) <= 1+len(w)/4 {
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
