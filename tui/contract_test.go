package tui

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

func TestEveryKeyDoesOneThing(t *testing.T) {
	m := keymap.New(bindings(panels)...)
	for _, c := range chains(panels) {
		for _, conflict := range m.Conflicts(c...) {
			t.Errorf("%v: %v", c, conflict)
		}
	}
}

func TestEveryActionHasWords(t *testing.T) {
	p := say.English()
	for _, b := range bindings(panels) {
		if b.Hidden || strings.HasPrefix(string(b.Action), "tab.") {
			continue
		}
		switch {
		case b.Scope == scopePalette || b.Scope == scopeConfirm || b.Scope == scopeHelp:
		case !p.Has("action." + string(b.Action)):
			t.Errorf("%s has no words", b.Action)
		}
		if b.Foot > 0 && !p.Has(cmp.Or(b.Word, "hint."+string(b.Action))) {
			t.Errorf("%s has no word for the footer", b.Action)
		}
	}
	for _, s := range panels {
		if !p.Has("tab."+s.ID) || !p.Has("help.tab."+s.ID) {
			t.Errorf("tab %s has no title or no help", s.ID)
		}
	}
}

func TestTabsKeepTheirNumbers(t *testing.T) {
	want := map[string]int{"today": 1, "indicators": 2, "pipeline": 3, "leadlag": 4, "forecast": 5, "team": 6, "accounts": 7, "log": 8}
	seen := map[string]bool{}
	for _, s := range panels {
		if want[s.ID] != s.Number || seen[s.ID] {
			t.Errorf("%s has the number %d", s.ID, s.Number)
		}
		seen[s.ID] = true
	}
}

// contract is what every panel is held to: any message, any size, no panic,
// the same frame twice, nothing out of its box.
func TestPanelsKeepTheContract(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, spec := range panels {
		t.Run(spec.ID, func(t *testing.T) {
			env := &panel.Env{
				Say: say.English(), Now: func() time.Time { return now }, NewID: func() record.ID { return record.ID{1} },
				Append: func(string, ...event.Body) tea.Cmd { return func() tea.Msg { return nil } },
				Do: func(work func(context.Context) tea.Msg) tea.Cmd {
					return func() tea.Msg { return work(context.Background()) }
				},
				Detail: func(ctx context.Context, d panel.Data, id string, done func(metrics.Detail) tea.Msg) tea.Cmd {
					return func() tea.Msg {
						out, err := new(metrics.Engine).Detail(ctx, d.View(), id)
						if err != nil {
							return nil
						}
						return done(out)
					}
				},
				Activities: func(_ context.Context, _ panel.Query, yield func(record.Activity) bool) error {
					for i := range 30 {
						if !yield(record.Activity{ID: record.ID{byte(i)}, Kind: "call", At: record.TimeOf(now), Note: "日本 👩‍👩‍👧‍👦"}) {
							break
						}
					}
					return nil
				},
			}
			p := spec.New(env)
			hold(t, p)
			for _, d := range []panel.Data{emptyData(now), awkwardData(now)} {
				if spec.Eval != nil {
					d.Own = spec.Eval(context.Background(), d)
				}
				for _, m := range messages(spec, d) {
					runCmd(p, p.Update(m), 5)
					hold(t, p)
				}
			}
		})
	}
}

// runCmd feeds a panel what its commands bring.
func runCmd(p panel.Panel, cmd tea.Cmd, depth int) {
	if cmd == nil || depth == 0 {
		return
	}
	switch m := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			runCmd(p, c, depth-1)
		}
	default:
		runCmd(p, p.Update(m), depth-1)
	}
}

func messages(spec panel.Spec, d panel.Data) []tea.Msg {
	out := []tea.Msg{nil, 7, "text", struct{}{}, panel.Size{}, d, panel.Size{W: 80, H: 20}, panel.Wheel{N: 4}, panel.Wheel{N: -9},
		panel.Click{}, panel.Click{Zone: widget.Zone{Name: "pipeline.card", N: 99_000_123}, Again: true},
		tea.KeyPressMsg{Code: 'x', Text: "x"}, tea.PasteMsg{Content: "a\nb"}}
	var acts []tea.Msg
	for _, b := range append(append([]keymap.Binding{}, panel.ListKeys...), spec.Bindings...) {
		acts = append(acts, panel.Act{Action: b.Action})
	}
	out = append(out, acts...)
	out = append(out, panel.Act{Action: panel.Filter}, tea.KeyPressMsg{Code: 'a', Text: "a"}, panel.Act{Action: panel.Open}, panel.Act{Action: panel.Open}, d)
	return append(out, acts...)
}

func hold(t *testing.T, p panel.Panel) {
	t.Helper()
	th := theme.New(theme.Options{})
	for _, size := range [][2]int{{0, 0}, {1, 1}, {3, 2}, {10, 40}, {39, 14}, {80, 20}, {137, 33}, {300, 90}} {
		for _, m := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			s := widget.NewScreen(th)
			s.SetMethod(m)
			s.Resize(size[0]+4, size[1]+2)
			p.View(s.Box().Sub(2, 1, size[0], size[1]))
			once := s.Frame()
			s.Clear()
			p.View(s.Box().Sub(2, 1, size[0], size[1]))
			if s.Frame() != once {
				t.Fatalf("%v: drawn twice it is different", size)
			}
			rows := strings.Split(once, "\n")
			if len(rows) != size[1]+2 {
				t.Fatalf("%v: %d rows", size, len(rows))
			}
			for y, row := range rows {
				if m.StringWidth(row) != size[0]+4 {
					t.Fatalf("%v: row %d is %d columns: %q", size, y, m.StringWidth(row), row)
				}
			}
			edge := strings.Repeat(" ", size[0]+4)
			if ansi.Strip(rows[0]) != edge || ansi.Strip(rows[len(rows)-1]) != edge {
				t.Fatalf("%v: drawn outside of the box", size)
			}
		}
	}
}

func emptyData(now time.Time) panel.Data {
	d := panel.Data{Rev: 1, Facts: 1, Book: record.NewBook(), Syms: record.NewSyms(), Now: now, Today: record.DateOf(now), Period: record.Week}
	d.Report = metrics.Readings(context.Background(), d.View(), periods)
	d.Pipeline = metrics.NewPipeline(context.Background(), d.View(), d.Today-7)
	return d
}

func awkwardData(now time.Time) panel.Data {
	m, clock := event.NewMemory(), &event.Clock{Node: 1}
	bodies := event.GeneralPack()
	for i, name := range []string{"日本電産", "👨‍👩‍👧‍👦", "Z͑ͫ̓algo", strings.Repeat("long", 60), "a"} {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.ID{9, byte(i)}, At: record.TimeOf(now.AddDate(0, -i, 0)), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text(name)}, {Field: record.FieldStage, Value: record.Text([]string{"lead", "no such stage", "proposal"}[i%3])},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1 << (10 * i), Currency: "EUR"})},
		}})
	}
	if err := m.Append(clock, record.ID{}, bodies...); err != nil {
		panic(fmt.Sprint(err))
	}
	d := panel.Data{Rev: 2, Facts: 2, Book: m.Book(), Days: m, Syms: m.Syms, Now: now, Today: record.DateOf(now), Period: record.Month}
	d.Report = metrics.Readings(context.Background(), d.View(), periods)
	d.Pipeline = metrics.NewPipeline(context.Background(), d.View(), d.Today-7)
	return d
}
