package cli

import (
	"slices"
	"strings"

	"foresail/store/record"
	"foresail/store/say"
)

// onlyMatch finds the one name of which a word begins with the text (or that
// begins with it as a whole); false when there are none or several.
func onlyMatch(text string, names []string) (int, bool) {
	text = record.Fold(text)
	found, n := -1, 0
	for i, name := range names {
		if text != "" && strings.Contains(" "+record.Fold(name), " "+text) {
			found = i
			n++
		}
	}
	return found, n == 1
}

// near gives the names that the text may have been meant for, best first, at
// most five.
func near(text string, names []string) []string {
	text = record.Fold(text)
	type match struct {
		name     string
		distance int
	}
	var found []match
	for _, name := range names {
		folded := record.Fold(name)
		best := distance(text, folded)
		for _, word := range strings.Fields(folded) {
			best = min(best, distance(text, word))
		}
		if strings.Contains(folded, text) {
			best = 0
		}
		if best <= 1+len(text)/4 {
			found = append(found, match{name, best})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return a.distance - b.distance })
	var out []string
	for _, m := range found[:min(len(found), 5)] {
		out = append(out, m.name)
	}
	return out
}

// distance is the number of letters to change, add, drop or swap with the
// next to make one word of the other (restricted Damerau–Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// list joins names for a sentence.
func list(p *say.Printer, names []string) string {
	if len(names) == 0 {
		return p.T("word.none")
	}
	return strings.Join(names, ", ")
}
