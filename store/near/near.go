// Package near finds what a mistyped text may have been meant for: names with a
// few letters wrong, left out, too many, or swapped with the next.
//
// It promises: what it finds is near by restricted Damerau–Levenshtein distance,
// within a bound that grows with the word; a query is made once and serves as
// many names as there are, in time linear in their length; nothing is made
// before the first query, so no program starts slower. It imports the automata
// of vellum only. Texts are folded by the caller (quick.Plain), so case and
// accents cost nothing here.
//
// # Decisions
//
//   - Words of three letters or fewer have to be right: one letter of three makes
//     too many other words. One letter may be wrong from four on, two from eight
//     on. Elasticsearch's AUTO is 3 and 6, for documents; names are shorter, and a
//     list of accounts that are not meant is worse than one key more.
//   - While one types, the end of a word is not there yet: from five letters on
//     the beginning of a word will do.
//   - Every word of a query has to be there, as it is or nearly; one of them only
//     nearly, or else it is no near miss but a hit. No more than two letters are
//     wrong in all.
//   - github.com/blevesearch/vellum v1.2.1 (Apache 2.0, kept by the makers of
//     Bleve and Couchbase; its last release is of November 2026) rather than a
//     matrix a name: its automaton of a word reads each name once and stops where
//     nothing can fit any more. 0.1 ms to make one for one wrong letter, 0.3 ms
//     for two, 7 ms once a process for the tables of two. Only the package
//     levenshtein is built in, which needs no more than the standard library.
//     hbollon/go-edlib (MIT, alive) makes a matrix for each pair.
package near

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/vellum/levenshtein"
)

// The shortest words in which one letter may be wrong, those of which the
// beginning will do, those in which two may be, and the longest looked at. In
// letters.
const (
	oneFrom  = 4
	openFrom = 5
	twoFrom  = 8
	longest  = 40
)

// Most is how many letters of a query may be wrong at most.
const Most = 2

// builders make automata for so many wrong letters, less one. Each is made when
// it is first asked for.
var builders = [Most]func() *levenshtein.LevenshteinAutomatonBuilder{maker(1), maker(2)}

func maker(wrong uint8) func() *levenshtein.LevenshteinAutomatonBuilder {
	return sync.OnceValue(func() *levenshtein.LevenshteinAutomatonBuilder {
		b, err := levenshtein.NewLevenshteinAutomatonBuilder(wrong, true)
		if err != nil {
			return nil // no such bound is asked for; then nothing is near
		}
		return b
	})
}

// Prepare makes what is made once a process, so that the first query need not.
func Prepare() {
	for _, b := range builders {
		b()
	}
}

// Query is a text that may be mistyped. It is immutable.
type Query struct{ words []word }

// word is one word of it.
type word struct {
	text string
	dfa  func() *levenshtein.DFA // nil where all letters have to be right; it gives nil where that would be too large
	open bool                    // the beginning of a word will do
}

// New makes a query of a folded text; nil where no letter of it may be wrong.
func New(text string) *Query {
	q, loose := &Query{}, false
	for w := range strings.FieldsSeq(text) {
		x := word{text: w}
		if n, wrong := utf8.RuneCountInString(w), Allowed(w); wrong > 0 {
			x.open = n >= openFrom
			x.dfa = sync.OnceValue(func() *levenshtein.DFA { return automaton(w, wrong) })
		}
		loose = loose || x.dfa != nil
		q.words = append(q.words, x)
	}
	if !loose {
		return nil
	}
	return q
}

func automaton(w string, wrong int) *levenshtein.DFA {
	b := builders[wrong-1]()
	if b == nil {
		return nil
	}
	dfa, err := b.BuildDfa(w, uint8(wrong))
	if err != nil {
		return nil
	}
	return dfa
}

// Allowed gives how many letters of a folded word may be wrong.
func Allowed(w string) int {
	switch n := utf8.RuneCountInString(w); {
	case n < oneFrom || n > longest:
		return 0
	case n < twoFrom:
		return 1
	}
	return Most
}

// Distance gives how many letters have to be changed until every word of the
// query stands in a folded name, or, as it is, in all that is known beside the
// name. It is false where that are too many, or none: then it is a hit. A nil
// query is near to nothing.
func (q *Query) Distance(name, all string) (int, bool) {
	if q == nil {
		return 0, false
	}
	var missing [Most]*word // what is there as it is needs no automaton
	n := 0
	for i := range q.words {
		w := &q.words[i]
		if strings.Contains(all, w.text) || strings.Contains(name, w.text) {
			continue
		}
		if n == Most || w.dfa == nil {
			return 0, false
		}
		missing[n] = w
		n++
	}
	sum := 0
	for _, w := range missing[:n] {
		d, ok := w.within(name)
		if sum += d; !ok || sum > Most {
			return 0, false
		}
	}
	return sum, sum > 0
}

// within gives the least distance to what begins at a word of a name.
func (w *word) within(name string) (least int, ok bool) {
	dfa := w.dfa()
	if dfa == nil {
		return 0, false
	}
	for rest, more := name, true; more; {
		if d, fits := w.begins(dfa, rest); fits && (!ok || d < least) {
			least, ok = d, true
		}
		_, rest, more = strings.Cut(rest, " ")
	}
	return least, ok
}

// begins gives the least distance to the beginning of a text, up to the end of
// one of its words, or up to any letter where the beginning of a word will do.
func (w *word) begins(dfa *levenshtein.DFA, text string) (least int, ok bool) {
	state := dfa.Start()
	for i := 0; i <= len(text); i++ {
		ends := i == len(text) || text[i] == ' '
		if (ends || w.open && utf8.RuneStart(text[i])) && dfa.IsMatch(state) {
			if d := int(dfa.EditDistance(state)); !ok || d < least {
				least, ok = d, true
			}
		}
		if i == len(text) {
			break
		}
		if state = dfa.Accept(state, text[i]); !dfa.CanMatch(state) {
			break
		}
	}
	return least, ok
}
