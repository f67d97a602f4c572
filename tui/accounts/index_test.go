package accounts

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// many makes the data of a file with n accounts, each with two contacts and a
// deal.
func many(n int) panel.Data {
	m, clock := event.NewMemory(), &event.Clock{Node: 1}
	bodies := event.GeneralPack()
	text := func(f record.Field, s string) record.Assign { return record.Assign{Field: f, Value: record.Text(s)} }
	for i := range n {
		name := fmt.Sprintf("%s %s %d", []string{"Café", "Nordic", "Süd", "Acme", "日本"}[i%5], []string{"Lumière", "Steel", "Foods"}[i%3], i)
		id := record.AccountID(name)
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: id, Fields: []record.Assign{text(record.FieldName, name)}})
		for k := range 2 {
			who := fmt.Sprintf("%s Person %d-%d", []string{"José", "Ana", "Wei"}[(i+k)%3], i, k)
			bodies = append(bodies, event.Set{Type: record.TypeContact, ID: record.ContactID(id, who), Fields: []record.Assign{
				text(record.FieldName, who), {Field: record.FieldAccount, Value: record.IDValue(id)}}})
		}
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.DeriveID("test/deal", fmt.Sprint(i)), At: record.TimeOf(now), Fields: []record.Assign{
			text(record.FieldTitle, fmt.Sprintf("Rollout %d", i)), text(record.FieldStage, "lead"), {Field: record.FieldAccount, Value: record.IDValue(id)}}})
	}
	if err := m.Append(clock, record.ID{}, bodies...); err != nil {
		panic(err)
	}
	return panel.Data{Rev: 1, Facts: 1, Book: m.Book(), Days: m, Syms: m.Syms, Now: now, Today: record.DateOf(now), Period: record.Week}
}

// What typing finds step by step is what the whole text finds at once.
func TestTypingOnFindsTheSame(t *testing.T) {
	x := eval(context.Background(), many(60)).(*index)
	rapid.Check(t, func(t *rapid.T) {
		whole := x.whole(orders[rapid.IntRange(0, len(orders)-1).Draw(t, "order")])
		text := rapid.StringOfN(rapid.RuneFrom([]rune("acfenolüé 125")), 1, 6, -1).Draw(t, "text")
		step := whole
		for i := range text {
			if s := quick.Plain(text[:i]); s != "" {
				step = step.narrow(s)
			}
		}
		full := quick.Plain(text)
		step, once := step.narrow(full), whole.narrow(full)
		if !slices.Equal(step.things, once.things) {
			t.Fatalf("%q finds %d typed and %d at once", text, len(step.things), len(once.things))
		}
	})
}

func TestWhoIsQuiet(t *testing.T) {
	today := record.DateOf(now)
	due := func(days int) record.Time { return record.TimeOf(now.AddDate(0, 0, days)) }
	for name, c := range map[string]struct {
		row  row
		want need
	}{
		"touched lately":               {row{open: 1, touched: today - quietAfter}, nothing},
		"silence with an open deal":    {row{open: 1, touched: today - quietAfter - 1}, silence},
		"never touched, an open deal":  {row{open: 1}, silence},
		"silence with nothing open":    {row{touched: today - 300}, nothing},
		"due today":                    {row{open: 1, touched: today, due: due(0)}, nothing},
		"due yesterday":                {row{open: 1, touched: today, due: due(-1)}, overdue},
		"late and quiet: late is said": {row{open: 1, due: due(-1)}, overdue},
	} {
		if c.row.judge(today); c.row.need != c.want {
			t.Errorf("%s: %d, want %d", name, c.row.need, c.want)
		}
	}
}

// BenchmarkType measures a key press in the search over 10,000 accounts with
// 20,000 contacts and 10,000 deals.
func BenchmarkType(b *testing.B) {
	x := eval(context.Background(), many(10_000)).(*index)
	whole := x.whole(orders[0])
	b.Run("first letter", func(b *testing.B) {
		for b.Loop() {
			whole.narrow("o")
		}
	})
	found := whole.narrow("o")
	b.Run("second letter", func(b *testing.B) {
		for b.Loop() {
			found.narrow("os")
		}
	})
}

// BenchmarkIndex measures what a changed file costs, in the background.
func BenchmarkIndex(b *testing.B) {
	d := many(10_000)
	for b.Loop() {
		eval(context.Background(), d)
	}
}

// BenchmarkView draws the list of 10,000 accounts at 200×60.
func BenchmarkView(b *testing.B) {
	d := many(10_000)
	d.Own = eval(context.Background(), d)
	p := Spec.New(&panel.Env{Say: say.English(), Now: func() time.Time { return now }})
	p.Update(panel.Size{W: 200, H: 56})
	p.Update(d)
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 56)
	for b.Loop() {
		p.View(s.Box())
	}
}
