package today

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// busy gives the data of a file with n deals whose next step is late.
func busy(t testing.TB, n int) panel.Data {
	m := event.NewMemory()
	bodies := event.GeneralPack()
	for i := range n {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.DeriveID("test/busy", fmt.Sprint(i)), At: record.TimeOf(noon.AddDate(0, 0, -90)), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text(fmt.Sprintf("deal number %d", i))}, {Field: record.FieldStage, Value: record.Text("proposal")},
			{Field: record.FieldNextStep, Value: record.Text("demo")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(noon.AddDate(0, 0, -3)))}}})
	}
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	d := panel.Data{Rev: 1, Facts: 1, Book: m.Book(), Days: m, Syms: m.Syms, Now: noon, Today: record.DateOf(noon), Period: record.Week}
	d.Pipeline = metrics.NewPipeline(context.Background(), d.View(), d.Today-7)
	d.Own = eval(context.Background(), d)
	return d
}

// What the model does for a key, and when new data come, is the same work for a
// hundred things to do as for a thousand: words are made and measured beside it.
func TestAKeyCostsTheSameHoweverMuchThereIsToDo(t *testing.T) {
	cost := func(n int) (key, data float64) {
		d := busy(t, n)
		p := newToday(&panel.Env{
			Say: say.English(),
			Do: func(work func(context.Context) tea.Msg) tea.Cmd {
				return func() tea.Msg { return work(context.Background()) }
			},
			Activities: func(context.Context, panel.Query, func(record.Activity) bool) error { return nil },
		}).(*today)
		p.Update(panel.Size{W: 120, H: 30})
		p.data.Facts = d.Facts // the last entries are another matter
		p.data.Rev = d.Rev
		words := p.Update(d)
		p.Update(words())
		if len(p.all) != n || p.reason.rows < 1 {
			t.Fatalf("%d things to do of %d are worded", len(p.all), n)
		}
		key = testing.AllocsPerRun(10, func() {
			p.Update(panel.Act{Action: panel.Down})
			p.Update(panel.Act{Action: panel.Up})
		})
		return key, testing.AllocsPerRun(10, func() { p.Update(d) })
	}
	key, data := cost(100)
	if k, d := cost(1000); k > key || d > data {
		t.Errorf("a key allocates %v for 100 things and %v for 1,000, new data %v and %v", key, k, data, d)
	}
}

// What is worded of older data is not shown with newer ones.
func TestWordsOfOlderDataAreDropped(t *testing.T) {
	p := newToday(&panel.Env{
		Say: say.English(),
		Do: func(work func(context.Context) tea.Msg) tea.Cmd {
			return func() tea.Msg { return work(context.Background()) }
		},
		Activities: func(context.Context, panel.Query, func(record.Activity) bool) error { return nil },
	}).(*today)
	p.Update(panel.Size{W: 120, H: 30})
	older, newer := busy(t, 3), busy(t, 5)
	older.Facts, newer.Facts, newer.Rev = 0, 0, 2
	p.data.Rev = 1
	first := p.Update(older)
	second := p.Update(newer)
	p.Update(second())
	p.Update(first())
	if len(p.all) != 5 {
		t.Errorf("%d things to do are shown of 5", len(p.all))
	}
}
