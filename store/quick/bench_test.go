package quick

import (
	"fmt"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// many is a book of ten thousand accounts, whose names share their words as
// those of a real customer list do.
func many(t testing.TB) Context {
	t.Helper()
	m := event.NewMemory()
	bodies := append(event.GeneralPack(), event.NewSetting(record.SettingCurrency, "EUR"))
	first := []string{"Northern", "Customer", "Blue", "Kestrel", "Société", "Grand", "Sentinel", "Oak", "Harbour", "Vega"}
	last := []string{"Industries", "Holdings Ltd", "Logistics GmbH", "Foods", "Energy A/S", "Partners", "Systems", "Clinic", "Hôtels", "Works"}
	for i := range 10_000 {
		name := fmt.Sprintf("%s %d %s", first[i%10], i, last[i/10%10])
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: record.AccountID(name), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}})
	}
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	book := m.Book()
	return Context{Book: book, Index: NewIndex(book), Now: now}
}

// typed are lines as a key press finds them: known, half typed, of several
// words, mistyped, and new, which is the dearest since nothing matches.
var typed = map[string]string{
	"known":     `call "Customer 9991 Holdings Ltd" 15m connected: note`,
	"prefix":    "call c",
	"words":     "call customer 99",
	"part":      "call ndustr",
	"typo":      "call cusotmer",
	"new":       "call zanzibar 15m connected: note",
	"new words": "call zanzibar spice trading house 15m connected: note",
	"outcome":   "meeting kestrel held with dana worth 1.2k +q4 then demo fri 10:00: note",
}

// BenchmarkKey measures what a key press costs: understanding the line and
// offering what may stand at its end. It has to stay below 1 ms.
func BenchmarkKey(b *testing.B) {
	c := many(b)
	for name, line := range typed {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(line, c)
				Complete(line, len(line), c)
			}
		})
	}
}

func BenchmarkNewIndex(b *testing.B) {
	c := many(b)
	b.ReportAllocs()
	for b.Loop() {
		NewIndex(c.Book)
	}
}

// The bound is ten times the promise, so that a busy machine does not fail it
// and going over all names many times does.
func TestAKeyPressIsCheap(t *testing.T) {
	c := many(t)
	for name, line := range typed {
		least := time.Hour
		for range 5 {
			start := time.Now()
			Parse(line, c)
			Complete(line, len(line), c)
			least = min(least, time.Since(start))
		}
		if least > 10*time.Millisecond {
			t.Errorf("%s takes %v", name, least)
		}
	}
}
