package pipeline_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// deal asserts an open deal of the user, of whom nothing is wrong.
func deal(n int, title, stage string, amount record.Money, more ...record.Assign) event.Set {
	at := record.TimeOf(tuitest.Noon)
	fields := []record.Assign{
		{Field: record.FieldTitle, Value: record.Text(title)}, {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)},
		{Field: record.FieldStage, Value: record.Text(stage)},
		{Field: record.FieldNextStep, Value: record.Text("call")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.Time{Unix: at.Unix + 20*86400})},
	}
	for _, m := range more { // in the place of what is usual
		fields = append(slices.DeleteFunc(fields, func(a record.Assign) bool { return a.Field == m.Field }), m)
	}
	if amount.Currency != "" {
		fields = append(fields, record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(amount)})
	}
	return event.Set{Type: record.TypeDeal, ID: record.ID{9, byte(n)}, At: record.Time{Unix: at.Unix - 3600, Off: at.Off}, Fields: fields}
}

func closing(days int) record.Assign {
	return record.Assign{Field: record.FieldExpected, Value: record.DateValue(record.DateOf(tuitest.Noon) + record.Date(days))}
}

// table gives the names in the table, in order.
func table(d *tuitest.Driver) (out []string) {
	for _, row := range d.Rows() {
		if len(row) > 6 && strings.ContainsAny(row[2:9], "!●◐") {
			name, _, _ := strings.Cut(strings.TrimSpace(strings.TrimLeft(row, " ›!●◐")), "  ")
			out = append(out, name)
		}
	}
	return out
}

// bench gives the sample with deals of the user put to it.
func bench(bodies ...event.Body) *tuitest.Logbook {
	book := tuitest.Sample()
	book.Seed(bodies...)
	return book
}

// eur is an amount of the file's currency, in major units.
func eur(major int64) record.Money { return record.Money{Minor: 100 * major, Currency: "EUR"} }

// TestTheOrderIsThatOfToday: what one more day puts most at risk stands first,
// a deal of 10^12 whose close date has passed before everything else.
func TestTheOrderIsThatOfToday(t *testing.T) {
	book := bench(deal(1, "Moonshot", "lead", eur(1e12), closing(-2)))
	s, err := book.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	v := metrics.View{Book: s.Book, Days: s.Days, Syms: s.Syms, AsOf: record.DateOf(tuitest.Noon), Minute: metrics.Minute(tuitest.Noon), Period: record.Week}
	items := metrics.OpenDeals(t.Context(), v, metrics.NewPipeline(t.Context(), v, 0))
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 60)
	d.Press("3", "r", "v")
	got := table(d)
	if len(got) < 20 || got[0] != "Moonshot" {
		t.Fatalf("the table is %q\n%s", got, d.Frame())
	}
	for i := range min(len(items), len(got)) {
		if !strings.HasPrefix(items[i].Deal, strings.TrimRight(got[i], "…")) {
			t.Fatalf("row %d is %q, the agenda has %q", i, got[i], items[i].Deal)
		}
	}
}

// TestTheTableIsSortedByAKey, and its heading says by what.
func TestTheTableIsSortedByAKey(t *testing.T) {
	d := tuitest.Start(t, bench(
		deal(1, "Dear", "lead", eur(9e8)), deal(2, "Yen", "lead", record.Money{Minor: 9e12, Currency: "JPY"}), deal(3, "Soon", "lead", eur(1), closing(-400)), deal(4, "Bare", "lead", record.Money{}),
	), tuitest.Me, tuitest.Noon, 80, 30)
	d.Press("3", "v", "s")
	d.MustShow("amount▼")
	if got := table(d); got[0] != "Dear" || got[len(got)-2] != "Yen" || got[len(got)-1] != "Bare" {
		t.Errorf("by amount: %q", got)
	}
	d.MustShow("9T JPY", "no amount")
	d.Press("s")
	d.MustShow("age▼")
	ages := regexp.MustCompile(`(\d+) d  `).FindAllStringSubmatch(strings.Join(d.Rows()[8:24], "\n"), -1)
	for i := 1; i < len(ages); i++ {
		if a, b := ages[i-1][1], ages[i][1]; len(a) < len(b) || len(a) == len(b) && a < b {
			t.Fatalf("%s days stand before %s:\n%s", a, b, d.Frame())
		}
	}
	d.Press("s")
	d.MustShow("expected▲")
	if got := table(d); got[0] != "Soon" {
		t.Errorf("by close date: %q", got)
	}
	d.Press("s", "v", "s")
	d.MustShow("sorted by amount", "900M")
}

// TestAFilterFindsWhatIsWrong by its name, on the board as in the table.
func TestAFilterFindsWhatIsWrong(t *testing.T) {
	late := record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(record.Time{Unix: tuitest.Noon.Unix() - 4*86400})}
	none := []record.Assign{{Field: record.FieldNextStep, Value: record.Text("")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.Time{})}}
	book := bench(deal(1, "Nova late one", "lead", eur(5), late), deal(2, "Over date", "lead", eur(6), closing(-3)), deal(3, "Without", "lead", eur(7), none...), deal(4, "Fine", "lead", eur(8)))
	for typed, want := range map[string]string{
		"late next steps": "Nova late one", "late nova": "Nova late one", "past close": "Over date", "no next step": "Without", "without next step": "Without", "fine": "Fine",
	} {
		for _, table := range []bool{false, true} {
			d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 60)
			if d.Press("3"); table {
				d.Press("v")
			}
			d.Press("/")
			d.Type(typed)
			d.MustShow(want)
			for _, other := range []string{"Nova late one", "Over date", "Without", "Fine"} {
				if other != want && d.Shows(other) {
					t.Errorf("/%s finds %s", typed, other)
				}
			}
		}
	}
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("3", "/")
	d.Type("rott")
	d.MustShow("rotting")
	d.Type("xyz")
	d.MustShow("No open deal matches", "esc clears it")
	d.Press("enter", "v")
	d.MustShow("No open deal matches")
	d.Press("esc")
	d.MustShow("why, or next step")
}

// TestACardSaysWhyItHasASign: the weightiest reason in the third line, the date
// that has passed in the detail.
func TestACardSaysWhyItHasASign(t *testing.T) {
	d := tuitest.Start(t, bench(deal(1, "Moonshot", "lead", eur(1e9), closing(-2))), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("3")
	d.MustShow("close 2 d past")
	d.Press("enter")
	d.MustShow("expected to close 2 days ago", "2026, passed 2 d ago")
	d.Press("esc", "v")
	d.MustShow("close 2 d past")
	wide := tuitest.Start(t, bench(deal(1, "Moonshot", "lead", eur(1e9), closing(-2))), tuitest.Me, tuitest.Noon, 200, 60)
	wide.Press("3", "v")
	wide.MustShow("close date passed 2 d ago · call Thu 10 Dec")
}

// TestADealWithoutAnAmountSaysSo, in one word everywhere.
func TestADealWithoutAnAmountSaysSo(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	book.Seed(event.GeneralPack()...)
	book.Seed(deal(1, "Bare", "lead", record.Money{}), deal(2, "Nothing", "lead", eur(0)))
	for _, size := range [][2]int{{80, 24}, {120, 36}, {40, 20}} {
		d := tuitest.Start(t, book, record.ID{}, tuitest.Noon, size[0], size[1])
		d.Press("3")
		if n := strings.Count(d.Frame(), "no amount"); n < 3 {
			t.Errorf("%v: said %d times\n%s", size, n, d.Frame())
		}
		d.Press("v")
		d.MustShow("no amount")
		d.Press("enter")
		d.MustShow("no amount")
		if d.Shows("0.00") {
			t.Errorf("%v: the detail says 0.00", size)
		}
	}
}

// TestWhatIsWrongIsCountedWhole: where there is no room for all counts, those of
// nothing go first.
func TestWhatIsWrongIsCountedWhole(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	book.Seed(event.GeneralPack()...)
	var bodies []event.Body
	for i := range 1234 {
		x := deal(0, "Old", "lead", eur(1))
		x.ID = record.DeriveID("old", strconv.Itoa(i))
		x.At.Unix -= 300 * 86400
		x.Fields = slices.DeleteFunc(x.Fields, func(a record.Assign) bool { return a.Field == record.FieldNextStep || a.Field == record.FieldNextDue })
		bodies = append(bodies, x)
	}
	book.Seed(bodies...)
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		d := tuitest.Start(t, book, record.ID{}, tuitest.Noon, size[0], size[1])
		d.Press("3")
		d.MustShow("1,234 rotting", "1,2")
		if all := strings.Join(strings.Fields(d.Frame()), " "); !strings.Contains(all, "1,234 without next step") && !strings.Contains(all, "1,234 no next step") || size[0] == 80 && d.Shows(" 0 late") {
			t.Errorf("%v: zeros stand\n%s", size, d.Frame())
		}
	}
}
