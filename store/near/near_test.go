package near

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWhatIsNear(t *testing.T) {
	for _, c := range []struct {
		typed, name string
		want        int // 0 for not near
	}{
		{"acem", "acme", 1}, {"acmee", "acme", 1}, {"acmee", "acme tooling", 1}, {"axme", "the acme", 1}, {"amce", "acme", 1}, {"cme", "acne", 0},
		{"acme", "acme", 0},   // a hit
		{"acm", "acem", 0},    // too short to be wrong
		{"ikea", "nikkei", 0}, //
		{"lumeire", "cafe lumiere", 1}, {"lumeir", "cafe lumiere", 1}, {"cusotmer", "customer solutions", 1},
		{"cutsomre", "customer", 2}, {"solutoins gmbh", "customer solutions", 0},
		{"cusotmer soultions", "customer solutions", 2}, {"cusotmer solutions", "customer solutions", 1},
		{"acmetooling", "acme tooling", 1}, {"jandfe", "jan d fe", 0}, {"北海倒", "北海道", 0}, {"北海倒府", "北海道府", 1},
		{"muller", "mueller", 1}, {"", "acme", 0}, {"acem", "", 0}, {strings.Repeat("a", 50), strings.Repeat("a", 49), 0},
	} {
		if got, ok := New(c.typed).Distance(c.name, c.name); got != c.want || ok != (c.want > 0) {
			t.Errorf("%q is %d from %q (%v), want %d", c.typed, got, c.name, ok, c.want)
		}
	}
	if d, ok := New("acem dana").Distance("acme", "acme dana fox"); d != 1 || !ok {
		t.Errorf("what is known beside the name does not count: %d, %v", d, ok)
	}
	if _, ok := New("acme dnaa").Distance("acme", "acme dana fox"); ok {
		t.Error("what is beside the name has to be right")
	}
}

// distance is the restricted Damerau–Levenshtein distance (optimal string
// alignment) by its definition: L. Boytsov, Indexing Methods for Approximate
// Dictionary Searching, 2011, section 2.2.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// Of single words, what is near is what the matrix says is near.
func TestNearAsTheMatrixSays(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("abcé北")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		typed, name := text.Draw(t, "typed"), text.Draw(t, "name")
		if rapid.Bool().Draw(t, "slip") { // one that is like the name
			r := []rune(name)
			at := rapid.IntRange(0, len(r)-1).Draw(t, "at")
			if to := at + 1; to < len(r) && rapid.Bool().Draw(t, "swap") {
				r[at], r[to] = r[to], r[at]
			} else {
				r = append(r[:at], r[at+1:]...)
			}
			typed = string(r)
		}
		a, b := []rune(typed), []rune(name)
		want := distance(a, b)
		if len(a) >= openFrom {
			for i := range b {
				want = min(want, distance(a, b[:i]))
			}
		}
		near := want > 0 && want <= Allowed(typed) && !strings.Contains(name, typed)
		if got, ok := New(typed).Distance(name, name); ok != near || ok && got != want {
			t.Fatalf("%q is %d from %q (%v), want %d (%v)", typed, got, name, ok, want, near)
		}
	})
}

// Whatever is typed, nothing panics, and what is near needs no more letters than
// may be wrong.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed, name := rapid.String().Draw(t, "typed"), rapid.String().Draw(t, "name")
		allowed := 0
		for _, w := range strings.Fields(typed) {
			allowed += Allowed(w)
		}
		allowed = min(allowed, Most)
		if d, ok := New(typed).Distance(name, name); ok && (d < 1 || d > allowed) {
			t.Fatalf("%q is %d from %q, of %d allowed", typed, d, name, allowed)
		}
		if utf8.RuneCountInString(typed) < oneFrom && New(typed) != nil {
			t.Fatalf("%q may be wrong", typed)
		}
	})
}

// BenchmarkNames measures a mistyped word against 100,000 names.
func BenchmarkNames(b *testing.B) {
	names := make([]string, 100_000)
	for i := range names {
		names[i] = strings.Join([]string{[]string{"northern", "customer", "kestrel", "cafe", "acme"}[i%5], "trading house", "limited"}, " ")
	}
	for _, typed := range []string{"acem", "cusotmer", "zanzibar spice"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				q := New(typed)
				for _, n := range names {
					q.Distance(n, n)
				}
			}
		})
	}
}
