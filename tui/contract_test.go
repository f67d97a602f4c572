package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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

// TestPanelsKeepTheContract holds every panel to what it promises: it takes any
// message, before and after any data; it fits any size and cuts nothing without
// a mark; drawing changes nothing, and what it draws depends on what it was told
// alone.
func TestPanelsKeepTheContract(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at work, for long: the race detector has nothing to see")
	}
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, spec := range panels {
		t.Run(spec.ID, func(t *testing.T) {
			seen, unseen := spec.New(contractEnv(now)), spec.New(contractEnv(now)) // only one of them is looked at
			step := func(m tea.Msg) {
				runCmd(seen, seen.Update(m), 5)
				runCmd(unseen, unseen.Update(m), 5)
				hold(t, m, seen)
			}
			for _, m := range messages(spec) {
				step(m)
			}
			for _, d := range []panel.Data{emptyData(now), awkwardData(now), narrowed(awkwardData(now)), foundNothing(awkwardData(now))} {
				if spec.Eval != nil {
					d.Own = spec.Eval(context.Background(), d)
				}
				step(d)
				for _, m := range append(messages(spec), d) {
					step(m)
				}
				for _, name := range append(zones(seen), "nobody's", "app.tab") {
					for _, n := range []int{0, 1, -1, 99_000_123} {
						step(panel.Click{Zone: widget.Zone{Name: name, N: n}})
						step(panel.Click{Zone: widget.Zone{Name: name, N: n}, Again: true})
						step(panel.Act{Action: panel.Back})
					}
				}
				if a, b := picture(seen, ansi.GraphemeWidth, 80, 20), picture(unseen, ansi.GraphemeWidth, 80, 20); a != b {
					t.Fatalf("told the same it shows\n%s\nand where it was never looked at\n%s", a, b)
				}
			}
		})
	}
}

// contractEnv is where nothing is written, and some activities are read.
func contractEnv(now time.Time) *panel.Env {
	return &panel.Env{
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

// messages are what a panel may be told at any time, sense or not.
func messages(spec panel.Spec) []tea.Msg {
	out := []tea.Msg{nil, 7, "text", struct{}{}, panel.Size{}, panel.Size{W: 80, H: 20}, panel.Wheel{N: 4}, panel.Wheel{N: -9},
		panel.Click{}, tea.KeyPressMsg{Code: 'x', Text: "x"}, tea.PasteMsg{Content: "a\nb"}, panel.Toast{Text: "x"}, panel.Scope{},
		panel.Findings{Busy: true}, panel.Findings{Busy: true, Done: 3, All: 2}, panel.Findings{Err: say.Errorf("work.none")}, panel.Findings{}}
	for _, about := range []panel.About{
		{}, {Rep: record.ID{1}}, {Account: record.ID{1}}, {Deal: record.ID{9, 1}}, {Deal: record.ID{1}}, {Activity: record.Ref{Node: 1, Seq: 1}},
		{Activity: record.Ref{Node: 9, Seq: 9}}, {Indicator: "connected_calls"}, {Indicator: "no such"},
	} {
		out = append(out, about, panel.Act{Action: panel.Down}, panel.Act{Action: panel.Back})
	}
	var acts []tea.Msg
	for _, b := range append(append([]keymap.Binding{}, panel.ListKeys...), spec.Bindings...) {
		acts = append(acts, panel.Act{Action: b.Action})
	}
	out = append(out, acts...)
	out = append(out, panel.Act{Action: "no such"}, panel.Act{Action: panel.Filter}, tea.KeyPressMsg{Code: 'a', Text: "a"}, panel.Act{Action: panel.Open}, panel.Act{Action: panel.Open})
	return append(out, acts...)
}

// Around the box of a panel: so many columns and rows of somebody else's.
const besideW, besideH = 2, 1

// hold looks at a panel in boxes of many sizes after a message.
func hold(t *testing.T, told tea.Msg, p panel.Panel) {
	t.Helper()
	depth, typing := p.Depth(), p.Typing()
	sizes, methods := [][2]int{{3, 2}, {39, 14}, {80, 20}, {137, 33}}, []ansi.Method{ansi.GraphemeWidth}
	if _, news := told.(panel.Data); news { // then everything is different
		sizes, methods = append(sizes, [][2]int{{0, 0}, {1, 1}, {10, 40}, {300, 90}}...), append(methods, ansi.WcWidth)
	}
	for _, size := range sizes {
		w, h := size[0], size[1]
		for _, m := range methods {
			once := picture(p, m, w, h)
			if again := picture(p, m, w, h); again != once {
				t.Fatalf("%v, after %#v: drawn twice it is\n%s\nand\n%s", size, told, once, again)
			}
			if at := outside(once, m, w, h); at != "" {
				t.Fatalf("%v, after %#v: %s", size, told, at)
			}
		}
	}
	if p.Depth() != depth || p.Typing() != typing {
		t.Fatalf("after %#v: drawing changed what is open", told)
	}
}

// screenOf draws a panel into a box of a screen that is full of somebody else's
// text, and names what of its own it cut without a mark.
func screenOf(p panel.Panel, m ansi.Method, w, h int) (s *widget.Screen, cut string) {
	s = widget.NewScreen(theme.New(theme.Options{}))
	s.SetMethod(m)
	s.Resize(w+2*besideW, h+2*besideH)
	for y := range h + 2*besideH {
		s.Box().Fill(0, y, w+2*besideW, '#', theme.Plain)
	}
	s.Watch(func(text string) { cut = text })
	b := s.Box().Sub(besideW, besideH, w, h)
	b.Begin()
	p.View(b)
	return s, cut
}

// picture gives what a panel shows and where the cursor is, and what it cuts
// without a mark where there is room to speak of.
func picture(p panel.Panel, m ansi.Method, w, h int) string {
	s, cut := screenOf(p, m, w, h)
	x, y, shown := s.Cursor()
	out := s.Text() + fmt.Sprintf("\ncursor %d %d %v", x, y, shown)
	if cut != "" && w >= minW {
		out += "\ncut: " + cut
	}
	return out
}

// outside says what of a picture is not in the box of the panel, or not whole.
func outside(picture string, m ansi.Method, w, h int) string {
	rows := strings.Split(picture, "\n")
	rest := rows[h+2*besideH:]
	rows = rows[:h+2*besideH]
	side := strings.Repeat("#", besideW)
	for y, row := range rows {
		switch {
		case m.StringWidth(row) != w+2*besideW:
			return fmt.Sprintf("row %d is %d columns: %q", y, m.StringWidth(row), row)
		case (y < besideH || y >= h+besideH) && strings.Trim(row, "#") != "":
			return fmt.Sprintf("row %d is not the panel's: %q", y, row)
		case !strings.HasPrefix(row, side) || !strings.HasSuffix(row, side):
			return fmt.Sprintf("row %d is drawn over: %q", y, row)
		}
	}
	var x, y int
	var shown bool
	if _, err := fmt.Sscanf(rest[0], "cursor %d %d %t", &x, &y, &shown); err != nil {
		return rest[0]
	}
	if shown && (x < besideW || y < besideH || x > w+besideW || y >= h+besideH) {
		return rest[0]
	}
	if len(rest) > 1 {
		return rest[1]
	}
	return ""
}

// zones are the names of what can be clicked in a panel.
func zones(p panel.Panel) []string {
	s, _ := screenOf(p, ansi.GraphemeWidth, 200, 60)
	var out []string
	for y := range 60 + 2*besideH {
		for x := range 200 + 2*besideW {
			if z, ok := s.ZoneAt(x, y); ok && !slices.Contains(out, z.Name) {
				out = append(out, z.Name)
			}
		}
	}
	return out
}

// narrowed is data of a rep of whom the file knows nothing, under the least
// rights there are.
func narrowed(d panel.Data) panel.Data {
	d.Rev++
	d.Reps, d.User, d.Rights = []record.ID{{7}}, record.ID{7}, panel.SeeTotals
	d.Period = record.Quarter
	d.Report = metrics.Readings(context.Background(), d.View(), periods)
	d.Pipeline = metrics.NewPipeline(context.Background(), d.View(), d.Today-7)
	return d
}

// foundNothing is data whose search for leads failed.
func foundNothing(d panel.Data) panel.Data {
	d.Rev += 2
	d.Findings = panel.Findings{Err: say.Errorf("work.none")}
	return d
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
