package quick

import (
	"slices"
	"testing"

	"foresail/store/record"
)

func offered(line string, c Context) (texts []string) {
	for _, s := range Complete(line, len(line), c) {
		texts = append(texts, s.Text)
	}
	return texts
}

// After a space what may come next is offered, though nothing of it is typed.
func TestOffersBeforeALetterIsTyped(t *testing.T) {
	c := world(t)
	c.Recent = func(id record.ID) int {
		if id == record.AccountID("Nikkei Asia") {
			return 1
		}
		return 0
	}
	for line, want := range map[string]string{
		"call ":                    `"Nikkei Asia"`, // the one used last
		"call bolt ":               "connected",
		"call acme/":               `"Big Renewal"`,
		"call acme with ":          `"Dana Kim"`,
		"call bolt then ":          "call",
		"call bolt then demo ":     "tomorrow",
		"call bolt then demo f":    "fri",
		"call bolt then demo on ":  "tomorrow",
		"call bolt on ":            "yesterday",
		"call bolt at y":           "yesterday",
		"call bolt @":              "@yesterday",
		"call bolt then demo @":    "@tomorrow",
		"call bolt on yesterday ":  "connected",
		"call bolt worth 5 ":       "connected",
		"meeting bolt connected t": "then",
	} {
		got := offered(line, c)
		if len(got) == 0 || got[0] != want {
			t.Errorf("%q offers %v, want %s first", line, got, want)
		}
	}
	if got := offered("call bolt connected ", c); slices.Contains(got, "busy") || !slices.Contains(got, "then") {
		t.Errorf("with an outcome there are offered %v", got)
	}
}

// What is offered can be taken: put in its place it makes a line that is read
// as it was shown.
func TestOffersAreUnderstood(t *testing.T) {
	c := world(t)
	for _, line := range []string{"", "c", "call ", "call a", "call acme i", "call acme/", "call bolt ", "call bolt @", "call bolt on ", "call acme with ", "call bolt then ", "call bolt then demo ", "meeting acme h"} {
		for _, s := range Complete(line, len(line), c) {
			next := line[:s.Start] + s.Text + line[s.End:]
			r := Parse(next, c)
			for _, p := range r.Problems {
				if k := p.Err.Key; k != "entry.contact_missing" && k != "entry.worth_missing" && k != "entry.then_missing" {
					t.Errorf("%q with %q: %v", line, s.Text, p.Err)
				}
			}
			if !slices.ContainsFunc(r.Tokens, func(k Token) bool { return k.Role == s.Role }) {
				t.Errorf("%q with %q has no token of role %d: %v", line, s.Text, s.Role, r.Tokens)
			}
		}
	}
}
