package tuitest

import (
	"strings"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/entry"
	"foresail/tui/theme"
)

// Grammar is a grammar small enough to foresee: a kind or its first letters,
// an account or its first letters, and a note after a word ending in ":". It
// lets the entry line be tested apart from how lines are understood.
type Grammar struct{}

// Prepare implements entry.Grammar; there is nothing to do.
func (Grammar) Prepare(*record.Book) {}

// Parse implements entry.Grammar.
func (Grammar) Parse(line string, k entry.Known) entry.Understood {
	head, note, _ := strings.Cut(line, ":")
	words := strings.Fields(head)
	var u entry.Understood
	fail := func(word, why string) {
		at := max(strings.Index(line, word), 0)
		u.Problems = append(u.Problems, entry.Problem{Start: at, End: at + len(word), Text: why})
	}
	if len(words) == 0 {
		fail("", "nothing typed")
		return u
	}
	kind, account := kindOf(words[0], k.Book), record.ID{}
	u.Parts = append(u.Parts, entry.Part{Start: strings.Index(line, words[0]), End: strings.Index(line, words[0]) + len(words[0]), Style: theme.Kind})
	if kind == "" {
		fail(words[0], "no kind begins with "+words[0])
	}
	if name := strings.Join(words[1:], " "); name == "" {
		fail("", "an account is missing")
	} else if a := accountOf(name, k.Book); a != nil {
		account = a.ID
	} else {
		fail(words[len(words)-1], "no account is called "+name)
	}
	if len(u.Problems) > 0 {
		u.Words = strings.TrimSpace(kind + " …")
		return u
	}
	u.Ready, u.Words = true, kind+" with "+k.Book.AccountName(account)
	u.Done = "saved: " + u.Words
	u.Bodies = func(newID func() record.ID) ([]event.Body, error) {
		return []event.Body{event.Activity{Activity: record.Activity{
			ID: newID(), Kind: kind, At: record.TimeOf(k.Now), Rep: k.Rep, Account: account, Note: strings.TrimSpace(note),
		}}}, nil
	}
	return u
}

// Complete implements entry.Grammar.
func (Grammar) Complete(line string, at int, k entry.Known) []entry.Suggestion {
	start := strings.LastIndexByte(line[:at], ' ') + 1
	word := line[start:at]
	var out []entry.Suggestion
	if start == 0 {
		for _, kind := range k.Book.Kinds {
			if strings.HasPrefix(kind.Key, word) {
				out = append(out, entry.Suggestion{Start: 0, End: at, Text: kind.Key + " ", Label: kind.Key, Note: kind.Name})
			}
		}
		return out
	}
	for _, a := range k.Book.AccountList() {
		if strings.HasPrefix(strings.ToLower(a.Name), strings.ToLower(word)) {
			out = append(out, entry.Suggestion{Start: start, End: at, Text: a.Name, Label: a.Name, Note: "account"})
		}
	}
	return out
}

func kindOf(word string, book *record.Book) string {
	for _, k := range book.Kinds {
		if strings.HasPrefix(k.Key, strings.ToLower(word)) {
			return k.Key
		}
	}
	return ""
}

func accountOf(name string, book *record.Book) *record.Account {
	for _, a := range book.AccountList() {
		if strings.HasPrefix(strings.ToLower(a.Name), strings.ToLower(name)) {
			return a
		}
	}
	return nil
}
