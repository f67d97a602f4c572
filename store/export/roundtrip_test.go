package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/importer"
	"foresail/store/portable"
	"foresail/store/record"

	"pgregory.net/rapid"
)

// file is a data file in memory.
type file struct {
	*event.Memory
	clock event.Clock
}

func newFile() *file { return &file{Memory: event.NewMemory(), clock: event.Clock{Node: 1}} }

func (f *file) Add(group ...event.Body) error { return f.Append(&f.clock, record.ID{}, group...) }

func (f *file) activities(yield func(record.Activity) bool) error {
	for _, a := range f.Activities() {
		if !yield(a) {
			break
		}
	}
	return nil
}

// load imports an export and gives its report.
func (f *file) load(t interface{ Fatalf(string, ...any) }, data []byte) *importer.Report {
	zone := time.FixedZone("", -5*3600) // another one than things were recorded in
	rep, err := importer.Import(context.Background(), bytes.NewReader(data), f, f.Book(), importer.Options{
		Now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Zone: zone, Currency: "USD",
	})
	if err != nil {
		t.Fatalf("import: %v\n%s", err, data)
	}
	if rep.Rejected > 0 {
		t.Fatalf("rejects: %+v", rep.Rejects)
	}
	return rep
}

// name draws names that a spreadsheet or a reader of CSV could stumble over.
func name(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{
		"Acme", "=HYPERLINK(1)", "+49 Söhne", "-5", "@home", "'quoted'", "'=x", "a,b;c d", `say "hi"`, "Ünïcode 株式会社", "won", "true",
		"0012", "1e5", "2026-01-02", "x y",
	}).Draw(t, label)
}

func drawFile(t *rapid.T) *file {
	f := newFile()
	add := func(bodies ...event.Body) {
		if err := f.Add(bodies...); err != nil {
			t.Fatal(err)
		}
	}
	add(event.GeneralPack()...)
	at := func(label string) record.Time {
		return record.Time{Unix: rapid.Int64Range(1_600_000_000, 1_790_000_000).Draw(t, label), Off: int16(rapid.SampledFrom([]int{0, 480, -210}).Draw(t, "off"))}
	}
	text := func(fd record.Field, s string) record.Assign { return record.Assign{Field: fd, Value: record.Text(s)} }
	for i := range rapid.IntRange(0, 4).Draw(t, "deals") {
		rep, acc := name(t, "rep"), name(t, "account")
		add(event.Set{Type: record.TypeRep, ID: record.RepID(rep), Fields: []record.Assign{text(record.FieldName, rep)}},
			event.Set{Type: record.TypeAccount, ID: record.AccountID(acc), Fields: []record.Assign{text(record.FieldName, acc)}})
		made := at("created")
		d := event.Set{Type: record.TypeDeal, ID: record.ID{1, byte(i)}, At: made, Fields: []record.Assign{
			text(record.FieldTitle, name(t, "title")), text(record.FieldStage, rapid.SampledFrom([]string{"lead", "proposal"}).Draw(t, "stage")),
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: rapid.Int64Range(0, 1e15).Draw(t, "amount"), Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")})},
			{Field: record.FieldRep, Value: record.IDValue(record.RepID(rep))}, {Field: record.FieldAccount, Value: record.IDValue(record.AccountID(acc))},
		}}
		add(d)
		if end := rapid.SampledFrom([]string{"", "won", "lost"}).Draw(t, "end"); end != "" {
			closed := made
			closed.Unix += rapid.Int64Range(0, 1e7).Draw(t, "later")
			add(event.Set{Type: record.TypeDeal, ID: d.ID, At: closed, Fields: []record.Assign{text(record.FieldStage, end)}})
		}
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "activities") {
		rep := name(t, "rep")
		add(event.Set{Type: record.TypeRep, ID: record.RepID(rep), Fields: []record.Assign{text(record.FieldName, rep)}})
		add(event.Activity{Activity: record.Activity{
			ID: record.ID{2, byte(i)}, Kind: rapid.SampledFrom([]string{"call", "follow-up", "site_visit"}).Draw(t, "kind"), At: at("at"),
			Rep: record.RepID(rep), Outcome: rapid.SampledFrom([]string{"", "connected", "No show"}).Draw(t, "outcome"),
			Seconds: rapid.Int32Range(0, 9999).Draw(t, "s"), Note: rapid.SampledFrom([]string{"", "=1+1", "two\nlines, \"q\""}).Draw(t, "note"),
			Worth: rapid.SampledFrom([]record.Money{{}, {Minor: 5, Currency: "EUR"}, {Minor: 0, Currency: "JPY"}}).Draw(t, "worth"),
			Tags:  rapid.SampledFrom([][]string{nil, {"a", "b,c"}}).Draw(t, "tags"), Deal: rapid.SampledFrom([]record.ID{{}, {1, 0}}).Draw(t, "deal"),
		}})
	}
	for range rapid.IntRange(0, 3).Draw(t, "measurements") {
		add(event.NewMeasure(name(t, "measure"), record.Date(rapid.IntRange(15000, 20700).Draw(t, "on")), rapid.Float64Range(-1e9, 1e9).Draw(t, "x")))
	}
	return f
}

// facts are what has to survive an export and an import.
func (f *file) facts() map[string]any {
	out := map[string]any{}
	b := f.Book()
	for _, d := range b.DealList() {
		s := d.Now
		s.StageSince, s.Pushes = record.Time{}, 0
		out["deal "+d.ID.String()] = fmt.Sprintf("%+v", s)
	}
	for _, a := range f.Activities() {
		a.Ref, a.Stamp = record.Ref{}, record.Stamp{}
		if a.Worth.Minor == 0 && a.Worth.Currency != "" {
			a.Worth = record.Money{Currency: a.Worth.Currency}
		}
		out["activity "+a.ID.String()] = fmt.Sprintf("%+v", a)
	}
	for _, m := range b.Measures {
		out["measure "+record.Fold(m.Name)] = m.Points
	}
	return out
}

func TestExportsImportIntoTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFile(t)
		for _, format := range rapid.SampledFrom([][]string{{CSV}, {CSV}, {CSV}, {XLSX}}).Draw(t, "formats") {
			var deals, activities, measures bytes.Buffer
			for _, err := range []error{
				Deals(&deals, format, f.Book(), 0), Activities(&activities, format, f.Book(), f.activities), Measurements(&measures, format, f.Book()),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			g := newFile()
			for _, data := range [][]byte{deals.Bytes(), activities.Bytes(), measures.Bytes()} {
				g.load(t, data)
			}
			if x, y := f.facts(), g.facts(); !reflect.DeepEqual(x, y) {
				t.Fatalf("%s: exported\n%v\nbut it came back as\n%v\nfrom\n%s\n%s", format, x, y, deals.Bytes(), activities.Bytes())
			}
			for _, data := range [][]byte{deals.Bytes(), activities.Bytes(), measures.Bytes()} {
				if rep := g.load(t, data); rep.Unchanged != rep.Rows {
					t.Fatalf("%s: a second import is no news, yet %+v", format, rep)
				}
			}
		}
	})
}

func TestNoCellBeginsAFormula(t *testing.T) {
	f := newFile()
	bad := "=cmd|' /C calc'!A0"
	f.Add(event.Set{Type: record.TypeAccount, ID: record.AccountID(bad), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(bad)}}},
		event.NewMeasure("@x", record.NewDate(2026, 1, 2), -5.5))
	for name, write := range map[string]func(*bytes.Buffer) error{
		"accounts":     func(b *bytes.Buffer) error { return Accounts(b, CSV, f.Book()) },
		"measurements": func(b *bytes.Buffer) error { return Measurements(b, CSV, f.Book()) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, c := range row {
				if c != "-5.5" && c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
					t.Errorf("%s: the cell %q begins a formula", name, c)
				}
			}
		}
		if name == "measurements" && !slices.Contains(rows[1], "-5.5") {
			t.Errorf("a negative number is none any more: %q", rows[1])
		}
	}
}

func TestJSONIsOneArray(t *testing.T) {
	f := newFile()
	if got := writeJSON(t, f); got != "[]\n" {
		t.Errorf("without rows: %q", got)
	}
	f.Add(event.Activity{Activity: record.Activity{ID: record.ID{9}, Kind: "call", At: record.Time{Unix: 1_780_000_000}, Seconds: 90, Worth: record.Money{Minor: 1050, Currency: "EUR"}, Note: "a \"b\"\nc"}})
	f.Add(event.Activity{Activity: record.Activity{ID: record.ID{8}, Kind: "call", At: record.Time{Unix: 1_780_000_060}}})
	text := writeJSON(t, f)
	var rows []map[string]any
	if err := json.Unmarshal([]byte(text), &rows); err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v: %s", len(rows), err, text)
	}
	if x := rows[0]; x["value"] != 10.5 || x["duration"] != 90.0 || x["rep"] != nil {
		t.Errorf("row %v", x)
	}
	if !strings.HasPrefix(text, "[\n{\"foresail_id\":\"") || !strings.Contains(text, `"value":10.50,"currency":"EUR"`) {
		t.Errorf("order or digits changed: %s", text)
	}
}

func writeJSON(t *testing.T, f *file) string {
	t.Helper()
	var b bytes.Buffer
	if err := Activities(&b, JSON, f.Book(), f.activities); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The columns are a contract: scripts and foresail's own import read them.
func TestColumnsStay(t *testing.T) {
	f := newFile()
	for want, write := range map[string]func(*bytes.Buffer) error{
		"foresail_id,at,kind,rep,account,deal_id,deal,contact,outcome,duration,value,currency,next_kind,next_due,tags,note,source_system,source_key": func(b *bytes.Buffer) error { return Activities(b, CSV, f.Book(), f.activities) },
		"foresail_id,title,account,contact,rep,stage,stage_since,stage_order,stage_probability,amount,currency,created,closed,expected_close,source,segment,product,next_step,next_due,lost_reason,forecast,source_system,source_key": func(b *bytes.Buffer) error {
			return Deals(b, CSV, f.Book(), 0)
		},
		"foresail_id,account,rep,source,segment,created,lead,qualified,lost,next_step,next_due,source_system,source_key": func(b *bytes.Buffer) error { return Accounts(b, CSV, f.Book()) },
		"foresail_id,contact,account,email,phone,source_system,source_key":                                               func(b *bytes.Buffer) error { return Contacts(b, CSV, f.Book()) },
		"foresail_id,rep,team,email":             func(b *bytes.Buffer) error { return Reps(b, CSV, f.Book()) },
		"measure,date,value":                     func(b *bytes.Buffer) error { return Measurements(b, CSV, f.Book()) },
		"deal_id,deal_title,at,from_stage,stage": func(b *bytes.Buffer) error { return StageChanges(b, CSV, f.Book(), 0) },
		"foresail_event,node,seq,wall,count,stamp_node,by,nth,kind,body": func(b *bytes.Buffer) error {
			return Events(b, CSV, func(func(event.Event) bool) error { return nil })
		},
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(b.String()); got != want {
			t.Errorf("columns\n%s, want\n%s", got, want)
		}
		if len(f.Book().Deals) > 0 {
			t.Fatal("the file is to be empty")
		}
	}
	if err := Deals(&bytes.Buffer{}, "pdf", f.Book(), 0); err == nil {
		t.Error("an unknown format is taken")
	}
}

func TestEventsComeBack(t *testing.T) {
	e := event.Event{Ref: record.Ref{Node: 3, Seq: 1}, Stamp: record.Stamp{Wall: 4, Node: 3}, Nth: 2, By: record.ID{5},
		Body: event.NewSetting("currency", "EUR")}
	each := func(yield func(event.Event) bool) error { yield(e); return nil }
	for _, format := range []string{JSON, CSV} {
		var b bytes.Buffer
		if err := Events(&b, format, each); err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := portable.Read(&b, func(back event.Event) error {
			n++
			if !reflect.DeepEqual(back, e) {
				t.Errorf("%s: %+v came back", format, back)
			}
			return nil
		}); err != nil || n != 1 {
			t.Errorf("%s: %d events, %v", format, n, err)
		}
	}
	var b bytes.Buffer
	if err := Events(&b, XLSX, each); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("PK")) {
		t.Errorf("xlsx: %v", err)
	}
}

// Accounts that were told of by hand say nothing new when their own export
// comes back: since when they are known is not said in so many words, but is
// written out.
func TestAccountsByHandComeBackUnchanged(t *testing.T) {
	f := newFile()
	at := record.Time{Unix: 1_790_000_000, Off: 120}
	set := event.Set{Type: record.TypeAccount, ID: record.AccountID("Acme"), At: at, Fields: []record.Assign{
		{Field: record.FieldName, Value: record.Text("Acme")},
		{Field: record.FieldSegment, Value: record.Text("big")},
	}}
	if err := f.Append(&f.clock, record.RepID("Dana"), set); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Accounts(&out, "csv", f.Book()); err != nil {
		t.Fatal(err)
	}
	if rep := f.load(t, out.Bytes()); rep.Rows != 1 || rep.Unchanged != 1 {
		t.Errorf("%d rows, %d unchanged:\n%s", rep.Rows, rep.Unchanged, out.Bytes())
	}
	later := bytes.Replace(out.Bytes(), []byte("2026-09-21"), []byte("2026-09-20"), 1)
	if rep := f.load(t, later); rep.Updated != 1 {
		t.Errorf("another day of beginning is no news:\n%s", later)
	}
}
