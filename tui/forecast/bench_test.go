package forecast

import (
	"context"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// BenchmarkView draws the tab at 200×60, and BenchmarkMove takes a key.
func BenchmarkView(b *testing.B) {
	p, s := filled(b), widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 56)
	for b.Loop() {
		p.View(s.Box())
	}
}

func BenchmarkMove(b *testing.B) {
	p := filled(b)
	for b.Loop() {
		p.Update(panel.Act{Action: panel.Down})
		p.Update(panel.Act{Action: panel.Up})
	}
}

func filled(b testing.TB) panel.Panel {
	m := event.NewMemory()
	bodies := event.GeneralPack()
	for i := range byte(40) {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.ID{9, i}, At: record.Time{Unix: int64(record.NewDate(2026, 1, 5)+record.Date(i)*8) * 86400}, Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("deal")}, {Field: record.FieldStage, Value: record.Text("proposal")},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 100_000, Currency: "EUR"})},
			{Field: record.FieldExpected, Value: record.DateValue(record.NewDate(2026, 3, 5) + record.Date(i)*7)}}})
	}
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		b.Fatal(err)
	}
	d := panel.Data{Rev: 1, Facts: 1, Book: m.Book(), Days: m, Syms: m.Syms, Today: record.NewDate(2026, 11, 20), Period: record.Month}
	d.Own = eval(context.Background(), d)
	p := Spec.New(&panel.Env{Say: say.English()})
	p.Update(panel.Size{W: 200, H: 56})
	p.Update(d)
	return p
}
