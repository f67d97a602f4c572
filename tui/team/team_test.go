package team_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// sizes are the terminals that frames are kept of.
var sizes = [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}}

// sample is the sample file with quotas of the team and some reps, somebody who left with deals, and
// somebody with a name that breaks columns.
func sample() *tuitest.Logbook {
	l := tuitest.Sample()
	quota := func(rep string, major int64) {
		id := record.ID{}
		if rep != "" {
			id = record.RepID(rep)
		}
		l.Seed(event.Set{Type: record.TypeGoal, ID: record.GoalID("booked_revenue", id, record.Quarter, 0), Fields: []record.Assign{
			{Field: record.FieldIndicator, Value: record.Text("booked_revenue")}, {Field: record.FieldRep, Value: record.IDValue(id)},
			{Field: record.FieldPeriod, Value: record.Text("quarter")},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: major * 100, Currency: "EUR"})}}})
	}
	quota("", 1_710_000)
	quota("Dana Fox", 120_000)
	quota("José Núñez", 1_500_000)
	quota("山田 太郎", 90_000)
	long := "👨‍👩‍👧‍👦 Donaudampfschifffahrts\u0301kapitän Ｆｕｌｌ"
	l.Seed(
		event.Set{Type: record.TypeRep, ID: record.RepID(long), Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(long)}, {Field: record.FieldTeam, Value: record.Text("नमस्ते")},
			{Field: record.FieldEnded, Value: record.DateValue(record.DateOf(tuitest.Noon) - 30)}}},
		event.Set{Type: record.TypeDeal, ID: record.DeriveID("test", "left"), At: record.TimeOf(tuitest.Noon.AddDate(0, -3, 0)), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("日本電産 引き継ぎ")}, {Field: record.FieldStage, Value: record.Text("proposal")},
			{Field: record.FieldRep, Value: record.IDValue(record.RepID(long))}, {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1234567, Currency: "EUR"})}}},
	)
	return l
}

func start(t *testing.T, w, h int) *tuitest.Driver {
	t.Helper()
	d := tuitest.Start(t, sample(), tuitest.Me, tuitest.Noon, w, h)
	d.Press("6")
	return d
}

// golden compares what the panel shows, without head and footer of the
// cockpit, with testdata/NAME.txt, or writes that file when FORESAIL_UPDATE is
// 1.
func golden(t *testing.T, d *tuitest.Driver, name string, w, h int) {
	t.Helper()
	rows := d.Rows()
	got := strings.Join(rows[headRows:len(rows)-1], "\n") + "\n"
	path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, w, h))
	if os.Getenv("FORESAIL_UPDATE") == "1" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (FORESAIL_UPDATE=1 writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s is different.\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// headRows is how many rows the head of the cockpit takes.
const headRows = 3

func TestFrames(t *testing.T) {
	for _, s := range sizes {
		d := start(t, s[0], s[1])
		golden(t, d, "table", s[0], s[1])
		d.Press("enter")
		golden(t, d, "page", s[0], s[1])
		d.Press("G")
		golden(t, d, "page-end", s[0], s[1])
	}
}
