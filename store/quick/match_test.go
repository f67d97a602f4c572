package quick

import (
	"strings"
	"testing"

	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

func listOf(names ...string) *list {
	var out []name
	for i, n := range names {
		out = append(out, name{id: record.ID{byte(i + 1)}, text: n, folded: Plain(n)})
	}
	return newList(out)
}

func TestGrades(t *testing.T) {
	for _, c := range []struct {
		query, name string
		want        int
	}{
		{"acme", "Acme", gradeExact}, {"ACME", "acme", gradeExact}, {"cafe", "Café", gradeExact}, {"a.c.m.e", "A C M E", gradeExact},
		{"acm", "Acme", gradePrefix}, {"ltd", "Acme Ltd", gradeWords}, {"ac lt", "Acme Ltd", gradeWords}, {"lt ac", "Acme Ltd", gradeNone},
		{"cme", "Acme", gradePart}, {"cm", "Acme", gradeNone}, {"acm", "Aachem", gradeLetters}, {"ikea", "Nikkei Asia", gradeNone},
		{"amce", "Acme", gradeTypo}, {"axme", "Acme", gradeTypo}, {"acmee", "Acme", gradeTypo}, {"xcme", "Acme", gradeTypo},
		{"cmea", "Acme", gradeNone}, {"amx", "Acme", gradeNone}, {"lumeire", "Café Lumière", gradeNone}, {"北海", "北海道", gradePrefix},
		{"", "Acme", gradeNone}, {"-", "Acme", gradeNone}, {"acme", "", gradeNone},
	} {
		if got := listOf(c.name).grade(c.query); got != c.want {
			t.Errorf("%q in %q: grade %d, want %d", c.query, c.name, got, c.want)
		}
	}
}

// A near miss is never taken for an account or a contact; it is named and
// offered.
func TestANearMissIsOfferedAndNotTaken(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		"call blot":            `NEW account "blot" (did you mean Bolt?)`,
		"call acmee":           `NEW account "acmee" (did you mean Acme Ltd`,
		"call acme with dnaa":  `with NEW contact "dnaa" (did you mean Dana Kim?)`,
		"call lumeire":         `NEW account "lumeire" (did you mean Café Lumière?)`,
		"call renewabels then": `NEW account "renewabels" (did you mean Acme Renewables?)`,
	} {
		if got := Parse(line, c).Explain(say.English()); !strings.Contains(got, want) {
			t.Errorf("%s\n got %s\nwant %s in it", line, got, want)
		}
	}
	for line, want := range map[string]string{"call blot": "Bolt", "call lumeire": "Café Lumière", "call acme with dnaa": "Dana Kim"} {
		offered := false
		for _, o := range Complete(line, len(line), c) {
			offered = offered || o.Label == want
		}
		if !offered {
			t.Errorf("%s: %s is not offered", line, want)
		}
	}
}

func TestOrderOfMatches(t *testing.T) {
	l := listOf("Acme Instruments", "Acme Ltd", "Acme", "The Acme", "Cafe", "Café")
	order := func(q string, recent func(record.ID) int) string {
		var out []string
		for _, f := range l.search(q, 6, recent) {
			out = append(out, f.text)
		}
		return strings.Join(out, ", ")
	}
	if got := order("acme", nil); got != "Acme, Acme Ltd, Acme Instruments, The Acme" {
		t.Error(got)
	}
	late := func(id record.ID) int { return map[record.ID]int{{1}: 9}[id] }
	if got := order("acm", late); got != "Acme Instruments, Acme, Acme Ltd, The Acme" {
		t.Error(got)
	}
	if got := order("Café", nil); got != "Café, Cafe" {
		t.Error(got)
	}
	d := listOf("Renewal 2025", "Renewal 2026 long")
	d.names[0].closed = true
	if f := d.search("renewal", 2, nil); len(f) != 2 || !f[1].closed {
		t.Errorf("a closed deal comes before an open one: %+v", f)
	}
}

// The quick search finds what going over every name finds.
func TestSearchAgainstGoingOverAll(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("aabcde éÉ-/北ß")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(text, 0, 20).Draw(t, "names")
		query := text.Draw(t, "query")
		if len(names) > 0 && rapid.Bool().Draw(t, "near") { // one that is like a name
			r := []rune(names[0])
			at := rapid.IntRange(0, len(r)).Draw(t, "at")
			query = string(r[:at]) + rapid.SampledFrom([]string{"", "a", "é", " "}).Draw(t, "in") + string(r[min(len(r), at+rapid.IntRange(0, 1).Draw(t, "out")):])
		}
		q, want := newQuery(query), map[string]int{}
		best := gradeNone
		for _, n := range names {
			g := gradeNone
			if q.key != "" {
				if g = q.grade(Plain(n)); g == gradeNone {
					g = q.loosely(Plain(n))
				}
			}
			want[n], best = g, max(best, g)
		}
		l := listOf(names...)
		if got := l.grade(query); got != best {
			t.Fatalf("%q in %q: grade %d, want %d", query, names, got, best)
		}
		for _, f := range l.search(query, len(names), nil) {
			if want[f.text] != f.grade {
				t.Fatalf("%q in %q: %q has grade %d, want %d", query, names, f.text, f.grade, want[f.text])
			}
		}
	})
}
