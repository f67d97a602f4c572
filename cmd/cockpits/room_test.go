package cockpits

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// file is a data file of a made-up team, with two deals that are easily found.
func file(t testing.TB) (*store.Store, []*record.Rep) {
	t.Helper()
	o := demo.Options{Seed: 1, Now: noon}
	seed := demo.Setup(o)
	for g := range demo.Groups(o) {
		seed = append(seed, g.Bodies...)
	}
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "f.db"), store.Options{Now: func() time.Time { return noon }, Zone: time.UTC, NoSync: true}, seed...)
	if err != nil {
		t.Fatal(err)
	}
	book, err := s.Book(t.Context(), record.TypeRep)
	if err != nil {
		t.Fatal(err)
	}
	var reps []*record.Rep
	for _, r := range book.RepList() {
		if r.Ended == 0 {
			reps = append(reps, r)
		}
	}
	return s, reps
}

func room(s *store.Store) *Room {
	return New(s, Options{Now: func() time.Time { return noon }, Zone: time.UTC})
}

// cockpit opens a cockpit at a place, without its watch.
func cockpit(t testing.TB, s *Seat) *tuitest.Driver {
	t.Helper()
	o := s.Cockpit(tuitest.Options(nil, record.ID{}, noon))
	o.Poll = -1
	return tuitest.StartWith(t, o, 120, 36)
}

func TestCockpitsShowWhatTheirRoleMaySee(t *testing.T) {
	s, reps := file(t)
	r := room(s)
	me, other := reps[0], reps[1]
	book, err := s.Book(t.Context(), record.TypeSetting)
	if err != nil {
		t.Fatal(err)
	}
	secret, mine := record.DeriveID("t", "secret"), record.DeriveID("t", "mine")
	for _, x := range []struct {
		id    record.ID
		title string
		rep   record.ID
	}{{secret, "Zirconium", other.ID}, {mine, "Quartzite", me.ID}} {
		set := event.Set{Type: record.TypeDeal, ID: x.id, At: record.TimeOf(noon), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text(x.title)}, {Field: record.FieldRep, Value: record.IDValue(x.rep)},
			{Field: record.FieldStage, Value: record.Text("proposal")}, {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1e9, Currency: book.Settings.Currency})},
			{Field: record.FieldNextStep, Value: record.Text("call")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(noon))},
		}}
		if _, err := s.Append(t.Context(), x.rep, set); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		role        store.Role
		seen, never []string
	}{
		{store.RoleManager, []string{"Zirconium", "Quartzite", other.Name}, nil},
		{store.RoleRep, []string{"Quartzite"}, []string{"Zirconium", other.Name}},
		{store.RoleViewer, nil, []string{"Zirconium", "Quartzite", other.Name}},
	} {
		seat := r.Sit(store.Grant{Role: c.role, Rep: me.ID})
		d := cockpit(t, seat)
		var shown strings.Builder
		for _, key := range strings.Fields("1 2 3 5 6 7 8 r 1 2 3 6 enter esc 7 enter esc 8 enter esc 3 enter esc 2 enter") {
			d.Press(key)
			shown.WriteString(d.Frame())
		}
		for _, want := range c.seen {
			if !strings.Contains(shown.String(), want) {
				t.Errorf("%v does not see %q", c.role, want)
			}
		}
		for _, no := range c.never {
			if strings.Contains(shown.String(), no) {
				t.Errorf("%v sees %q", c.role, no)
			}
		}
		seat.Leave()
	}
}

// TestWordOfAChangeWaitsForNobody holds that a place that does not listen costs
// one token, and that whoever listens hears of a write at once.
func TestWordOfAChangeWaitsForNobody(t *testing.T) {
	s, reps := file(t)
	r := room(s)
	g := store.Grant{Role: store.RoleRep, Rep: reps[0].ID}
	stuck, writer := r.Sit(g), r.Sit(g)
	book := writer.Logbook()
	for i := range 3 {
		call := event.Activity{Activity: record.Activity{ID: record.ID{9, byte(i)}, Kind: "call", At: record.TimeOf(noon), Rep: reps[0].ID}}
		if err := book.Append(t.Context(), reps[0].ID, call); err != nil {
			t.Fatal(err)
		}
	}
	if len(stuck.pokes) != 1 || len(writer.pokes) != 1 {
		t.Errorf("%d and %d tokens", len(stuck.pokes), len(writer.pokes))
	}
	<-stuck.pokes
	if ref, err := book.LastOwn(t.Context(), reps[0].ID); err != nil {
		t.Fatal(err)
	} else if _, err := book.Undo(t.Context(), reps[0].ID, ref); err != nil {
		t.Fatal(err)
	}
	if len(stuck.pokes) != 1 {
		t.Error("an undo is not told")
	}
	stuck.Leave()
	stuck.Leave()
	writer.Leave()
	if r.Poke(); r.Seats() != 0 {
		t.Errorf("%d places are taken", r.Seats())
	}
}

// TestAnotherProcessIsNoticed holds that one watch finds what others write, and
// the next day, for all, and finds nothing where nothing happened.
func TestAnotherProcessIsNoticed(t *testing.T) {
	s, _ := file(t)
	now := noon
	r := New(s, Options{Now: func() time.Time { return now }, Zone: time.UTC})
	w := watch{room: r, today: r.today()}
	w.different(t.Context()) // the first look
	if w.different(t.Context()) {
		t.Error("something is different where nothing happened")
	}
	other, err := store.Open(t.Context(), s.Path(), store.Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Append(t.Context(), record.ID{}, event.Activity{Activity: record.Activity{ID: record.ID{9}, Kind: "call", At: record.TimeOf(noon)}}); err != nil {
		t.Fatal(err)
	}
	if !w.different(t.Context()) || w.different(t.Context()) {
		t.Error("what another process wrote is not noticed once")
	}
	now = noon.AddDate(0, 0, 1)
	if !w.different(t.Context()) || w.different(t.Context()) {
		t.Error("the next day is not noticed once")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r.Watch(ctx) // ends
}

// TestPlacesGiveNothingOfTheServers holds that what belongs to whoever started
// the program does not come along to a guest.
func TestPlacesGiveNothingOfTheServers(t *testing.T) {
	s, reps := file(t)
	o := room(s).Sit(store.Grant{Role: store.RoleAdmin, Rep: reps[0].ID}).Cockpit(tui.Options{
		Now:    func() time.Time { return noon },
		Editor: func(string, func(error) tea.Msg) tea.Cmd { return nil },
	})
	if o.Editor != nil || o.Importer != nil {
		t.Error("a guest can start an editor, or read files, on the server")
	}
	if _, err := o.Logbook.(tui.Pauser).Pause(t.Context()); err == nil {
		t.Error("a guest can stop the server")
	}
}

// BenchmarkSeats is what one more cockpit costs beside others: its memory does
// not grow with the data, and a change is read and worked out once.
func BenchmarkSeats(b *testing.B) {
	s, reps := file(b)
	r := room(s)
	cockpit(b, r.Sit(store.Grant{Role: store.RoleManager, Rep: reps[0].ID}))
	b.ReportAllocs()
	for b.Loop() {
		cockpit(b, r.Sit(store.Grant{Role: store.RoleManager, Rep: reps[0].ID}))
	}
}

// TestThePageOfAnIndicatorIsOfWhatItsHeadlineIsOf: of the whole team, also for
// who sees no records of others, and then without the reps.
func TestThePageOfAnIndicatorIsOfWhatItsHeadlineIsOf(t *testing.T) {
	s, reps := file(t)
	r := room(s)
	limits := func(g store.Grant, keys ...string) string {
		seat := r.Sit(g)
		defer seat.Leave()
		d := cockpit(t, seat)
		d.Press("2")
		d.Press(keys...)
		d.Press("/")
		d.Type("connected calls")
		d.Press("enter", "enter")
		frame := d.Frame()
		d.Press("G")
		if named := strings.Contains(d.Frame(), reps[1].Name); named != (g.Role == store.RoleManager) {
			t.Errorf("%v: another rep is named: %v\n%s", g.Role, named, d.Frame())
		}
		for row := range strings.Lines(frame) {
			if strings.Contains(row, "limits") {
				return strings.TrimSpace(row)
			}
		}
		t.Fatalf("%v: no limits on the page:\n%s", g.Role, frame)
		return ""
	}
	want := limits(store.Grant{Role: store.RoleManager, Rep: reps[0].ID})
	if got := limits(store.Grant{Role: store.RoleRep, Rep: reps[0].ID}, "r"); got != want {
		t.Errorf("a rep sees %q, want %q", got, want)
	}
	if got := limits(store.Grant{Role: store.RoleViewer}); got != want {
		t.Errorf("a viewer sees %q, want %q", got, want)
	}
}
