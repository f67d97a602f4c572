package accounts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"foresail/metrics"
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
		whole := x.whole(rapid.IntRange(0, len(orders)-1).Draw(t, "order"))
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
	for name, c := range map[string]struct {
		row  row
		want need
	}{
		"touched lately":            {row{open: 1, since: today - quietAfter}, nothing},
		"silence with an open deal": {row{open: 1, since: today - quietAfter - 1}, silence},
		"silence with nothing open": {row{since: today - 300}, nothing},
		"what is worse is kept":     {row{open: 1, since: today - 300, need: pressing}, pressing},
	} {
		if c.row.judge(today); c.row.need != c.want {
			t.Errorf("%s: %d, want %d", name, c.row.need, c.want)
		}
	}
}

// On what was never touched nothing is said of a touch: it has been quiet since
// it is known, or since the records begin.
func TestSinceWhenAnAccountIsQuiet(t *testing.T) {
	m, clock := event.NewMemory(), &event.Clock{Node: 1}
	begin := func(name string, created time.Time, days ...int) {
		bodies := []event.Body{event.Set{Type: record.TypeAccount, ID: record.AccountID(name), At: record.TimeOf(created), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}}}
		for _, n := range days {
			bodies = append(bodies, event.Activity{Activity: record.Activity{ID: record.DeriveID(name, fmt.Sprint(n)), Kind: "call", At: record.TimeOf(now.AddDate(0, 0, -n)), Account: record.AccountID(name)}})
		}
		if err := m.Append(clock, record.ID{}, bodies...); err != nil {
			t.Fatal(err)
		}
	}
	long := now.AddDate(-3, 0, 0)
	begin("minute", now.Add(-time.Minute))
	begin("spring", now.AddDate(0, 0, -200))
	begin("early", long)
	begin("week", long, 7, 900)
	begin("past", long, 500)
	d := panel.Data{Book: m.Book(), Days: m, Syms: m.Syms, Now: now, Today: record.DateOf(now), Period: record.Week}
	rows := make(map[string]*row)
	for _, x := range eval(context.Background(), d).(*index).things[anAccount] {
		rows[x.row.account.Name] = x.row
	}
	for name, want := range map[string]struct {
		days  int
		never bool
	}{"minute": {0, true}, "spring": {200, true}, "early": {900, true}, "week": {7, false}, "past": {lookBack + 1, false}} {
		if r := rows[name]; r.quiet(d.Today) != want.days || r.never != want.never {
			t.Errorf("%s: quiet for %d days, never touched: %v, want %v", name, r.quiet(d.Today), r.never, want)
		}
	}
}

// BenchmarkType measures what a key press in the search over 100,000 accounts
// with 200,000 contacts and 100,000 deals costs in the background.
func BenchmarkType(b *testing.B) {
	x := eval(context.Background(), many(100_000)).(*index)
	whole := x.whole(0)
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
	b.Run("mistyped", func(b *testing.B) {
		for b.Loop() {
			whole.narrow("lumeire")
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
	p := Spec.New(&panel.Env{Say: say.English(), Now: func() time.Time { return now }, Do: func(work func(context.Context) tea.Msg) tea.Cmd { return panel.Ask(work(context.Background())) }})
	p.Update(panel.Size{W: 200, H: 56})
	if cmd := p.Update(d); cmd != nil {
		p.Update(cmd())
	}
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 56)
	for b.Loop() {
		p.View(s.Box())
	}
}

// What is mistyped is offered below what fits, nearest first, and only where
// little fits.
func TestWhatIsNearIsFoundBelow(t *testing.T) {
	x := eval(context.Background(), many(60)).(*index)
	whole := x.whole(0)
	names := func(s search) (fits, near []string) {
		for i, h := range s.things {
			if s.nearly(i) {
				near = append(near, h.name)
			} else {
				fits = append(fits, h.name)
			}
		}
		return fits, near
	}
	if fits, near := names(whole.narrow("acem")); len(fits) != 0 || len(near) == 0 || !strings.HasPrefix(near[0], "acme") {
		t.Errorf("acem finds %q, near %q", fits, near)
	}
	if fits, near := names(whole.narrow("acme")); len(fits) == 0 || len(near) != 0 {
		t.Errorf("acme finds %q, near %q", fits, near)
	}
	fits, near := names(whole.narrow("lumiere 15"))
	if len(fits) == 0 || !strings.Contains(fits[0], "lumiere 15") {
		t.Errorf("lumiere 15 finds %q, near %q", fits, near)
	}
	if _, near := names(whole.narrow("lumeire 15")); len(near) == 0 || near[0] != "cafe lumiere 15" {
		t.Errorf("lumeire 15 is near %q", near)
	}
	if fits, near := names(whole.narrow("zanzibar")); len(fits)+len(near) != 0 {
		t.Errorf("zanzibar finds %q, near %q", fits, near)
	}
	if s := whole.narrow("acem"); s.hidden() != 0 || len(s.things) > mostNear {
		t.Errorf("%d hidden of %d near", s.hidden(), len(s.things))
	}
}

// Nothing that fits is ever below what is near, and nothing is shown twice.
func TestNearNeverHidesWhatFits(t *testing.T) {
	x := eval(context.Background(), many(60)).(*index)
	rapid.Check(t, func(t *rapid.T) {
		text := quick.Plain(rapid.StringOfN(rapid.RuneFrom([]rune("acmefnordicstel 12")), 1, 9, -1).Draw(t, "text"))
		s := x.whole(rapid.IntRange(0, len(orders)-1).Draw(t, "order")).narrow(text)
		words, seen := strings.Fields(text), make(map[*thing]bool)
		for i, h := range s.things {
			if h.holds(words) == s.nearly(i) || seen[h] {
				t.Fatalf("%q: %q stands at %d of %d, %d near", text, h.name, i, len(s.things), s.near)
			}
			seen[h] = true
		}
	})
}

// Amounts of several currencies are neither added up nor ranked against each
// other: where the file names no currency, that of most deals counts.
func TestCurrenciesAreKeptApart(t *testing.T) {
	m := event.NewMemory()
	acme := record.AccountID("Acme")
	bodies := append(event.GeneralPack(), event.Set{Type: record.TypeAccount, ID: acme, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Acme")}}})
	for i, a := range []record.Money{{Minor: 500_00, Currency: "EUR"}, {Minor: 900_000, Currency: "JPY"}, {Minor: 700_00, Currency: "EUR"}, {}} {
		f := []record.Assign{{Field: record.FieldTitle, Value: record.Text(fmt.Sprint("deal ", i))}, {Field: record.FieldStage, Value: record.Text("lead")}, {Field: record.FieldAccount, Value: record.IDValue(acme)}}
		if !a.IsZero() {
			f = append(f, record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(a)})
		}
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.ID{byte(i + 1)}, At: record.TimeOf(now), Fields: f})
	}
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	d := panel.Data{Rev: 1, Book: m.Book(), Days: m, Syms: m.Syms, Now: now, Today: record.DateOf(now), Period: record.Week}
	d.Pipeline = metrics.NewPipeline(context.Background(), d.View(), 0)
	x := eval(context.Background(), d).(*index)
	if r := x.things[anAccount][0].row; x.code != "EUR" || r.minor != 1200_00 || r.foreign != 1 || r.open != 4 {
		t.Errorf("%s: %+v", x.code, r)
	}
	var order []string
	b := builder{say: say.English(), data: d, account: acme}
	for _, deal := range b.deals() {
		order = append(order, deal.Now.Title)
	}
	if got := strings.Join(order, ", "); got != "deal 2, deal 0, deal 3, deal 1" {
		t.Errorf("the deals stand as %s", got)
	}
}

// Among one's own accounts are those that one has logged anything on, whoever has
// them; of what a search finds of others' only, how much it is.
func TestWhoseAccountsAreListed(t *testing.T) {
	m, clock := event.NewMemory(), &event.Clock{Node: 1}
	me, other := record.RepID("me"), record.RepID("other")
	var bodies []event.Body
	for _, name := range []string{"Acme", "Café", "Mine"} {
		rep := other
		if name == "Mine" {
			rep = me
		}
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: record.AccountID(name), At: record.TimeOf(now), Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(name)}, {Field: record.FieldRep, Value: record.IDValue(rep)}}})
	}
	bodies = append(bodies,
		event.Set{Type: record.TypeContact, ID: record.ContactID(record.AccountID("Café"), "Zoë"), At: record.TimeOf(now), Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text("Zoë")}, {Field: record.FieldAccount, Value: record.IDValue(record.AccountID("Café"))}}},
		event.Activity{Activity: record.Activity{ID: record.ID{1}, Kind: "call", At: record.TimeOf(now), Rep: me, Account: record.AccountID("Acme")}})
	if err := m.Append(clock, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	d := panel.Data{Book: m.Book(), Days: m, Syms: m.Syms, Now: now, Today: record.DateOf(now), Period: record.Week, User: me, Reps: []record.ID{me}}
	for rights, theirs := range map[panel.Rights]int{0: 2, panel.SeeOwn | panel.SeeTeam: 2, panel.SeeOwn: 0} {
		d.Rights = rights
		x := eval(context.Background(), d).(*index)
		var names []string
		for _, t := range x.whole(1).things {
			names = append(names, t.row.account.Name)
		}
		if !slices.Equal(names, []string{"Acme", "Mine"}) || x.others != 1 {
			t.Errorf("listed are %v, and %d others", names, x.others)
		}
		if s := x.whole(0).narrow("cafe"); len(s.things) != 0 || s.theirs != theirs {
			t.Errorf("with rights %b found are %d, and %d of others", rights, len(s.things), s.theirs)
		}
		if s := x.whole(0).narrow("acme"); len(s.things) != 1 || s.theirs != 0 {
			t.Errorf("found are %d, and %d of others", len(s.things), s.theirs)
		}
	}
}
