package store

import (
	"context"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

// What is searched in the log is found without case and accents, as everywhere.
func TestASearchInTheLogNeedsNoAccents(t *testing.T) {
	s := create(t)
	kase := record.AccountID("Käse & Söhne")
	at := record.Time{Unix: 1_780_000_000}
	for _, b := range []event.Body{
		event.Set{Type: record.TypeAccount, ID: kase, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Käse & Söhne")}}},
		event.Activity{Activity: record.Activity{ID: record.ID{1}, Kind: "call", At: at, Account: kase, Note: "spoke to élodie"}},
		event.Activity{Activity: record.Activity{ID: record.ID{2}, Kind: "call", At: at, Note: "PLAIN words"}},
	} {
		if _, err := s.Append(context.Background(), record.RepID("ann"), b); err != nil {
			t.Fatal(err)
		}
	}
	for text, want := range map[string]int{"kase": 1, "KÄSE sohne": 1, "elodie": 1, "élodie": 1, "plain": 1, "call": 2, "call plain": 1, "nobody": 0} {
		n := 0
		if err := s.Activities(context.Background(), Query{Text: text}, func(record.Activity) bool { n++; return true }); err != nil || n != want {
			t.Errorf("%q finds %d (%v), want %d", text, n, err, want)
		}
	}
}
