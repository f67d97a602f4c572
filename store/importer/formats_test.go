package importer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

// sample is a file of testdata with what its import has to report.
type sample struct {
	file    string
	options func(*Options)
	format  string
	records Records
	created int
	updated int
	rejects map[int]string // line to field
	skipped int
}

var samples = []sample{
	{file: "hubspot_deals.csv", format: "hubspot", records: Deals, created: 3, rejects: map[int]string{5: "closed"}},
	{file: "hubspot_calls.csv", format: "hubspot", records: Activities, created: 2, skipped: 1},
	{file: "salesforce_opportunity.csv", format: "salesforce", records: Deals, created: 3, skipped: 1},
	{file: "salesforce_history.csv", format: "salesforce", records: StageChanges, updated: 5, rejects: map[int]string{7: "deal"}},
	{file: "salesforce_report.csv", format: "salesforce", records: Deals, created: 2, skipped: 2, options: func(o *Options) { o.Dates = DatesMDY }},
	{file: "salesforce_task.csv", format: "salesforce", records: Activities, created: 2, skipped: 1},
	{file: "salesforce_event.csv", format: "salesforce", records: Activities, created: 1, skipped: 1},
	{file: "pipedrive_deals.csv", format: "pipedrive", records: Deals, created: 3, skipped: 1},
	{file: "pipedrive_sample.csv", format: "pipedrive", records: Deals, created: 2},
	{file: "pipedrive_activities.csv", format: "pipedrive", records: Activities, created: 3, skipped: 1},
	{file: "generic_deals.csv", format: "generic", records: Deals, created: 4,
		rejects: map[int]string{6: "closed", 7: "created", 8: "amount", 9: ""}},
	{file: "generic_activities.csv", format: "generic", records: Activities, created: 3},
	{file: "generic_stages.csv", format: "generic", records: StageChanges, updated: 5},
	{file: "generic_fields.csv", format: "generic", records: StageChanges, updated: 3, rejects: map[int]string{5: "field"}},
	{file: "generic_measurements.csv", format: "generic", records: Measurements, created: 3, rejects: map[int]string{3: "value", 7: "date", 8: "date"}},
	{file: "generic_accounts.csv", format: "generic", records: Accounts, updated: 2},
	{file: "generic_contacts.csv", format: "generic", records: Contacts, created: 1, updated: 1},
	{file: "generic_reps.csv", format: "generic", records: Reps, updated: 2},
}

func loadSample(t *testing.T, f *file, s sample) *Report {
	t.Helper()
	in, err := os.Open(filepath.Join("testdata", s.file))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	o := options()
	if s.options != nil {
		s.options(&o)
	}
	return f.load(t, in, o)
}

// Every format, in the order in which a team would import its files into one
// data file, and then all of them again.
func TestFormats(t *testing.T) {
	f := newFile(t)
	for _, s := range samples {
		rep := loadSample(t, f, s)
		if rep.Format != s.format || rep.Records != s.records {
			t.Errorf("%s: taken for %s %s, want %s %s", s.file, rep.Format, rep.Records, s.format, s.records)
		}
		if rep.Created != s.created || rep.Updated != s.updated || rep.Skipped != s.skipped || rep.Rejected != len(s.rejects) {
			t.Errorf("%s: %+v, want %+v", s.file, rep, s)
		}
		for _, j := range rep.Rejects {
			if field, ok := s.rejects[j.Line]; !ok || field != j.Field {
				t.Errorf("%s: reject %+v, want %v", s.file, j, s.rejects)
			}
		}
	}
	for _, s := range samples {
		before := f.added
		rep := loadSample(t, f, s)
		if rep.Created+rep.Updated != 0 || f.added != before {
			t.Errorf("%s: a second import is no news, yet %+v (%d events)", s.file, rep, f.added-before)
		}
	}
}

func (f *file) deal(t *testing.T, system, key string) *record.Deal {
	t.Helper()
	d := f.Book().Deals[record.Source{System: system, Key: key}.ID()]
	if d == nil {
		t.Fatalf("no deal %s %s", system, key)
	}
	return d
}

func TestHubspotMeaning(t *testing.T) {
	f := newFile(t)
	loadSample(t, f, samples[0])
	loadSample(t, f, samples[1])
	b := f.Book()
	d := f.deal(t, "hubspot/deal", "9001")
	s := d.Now
	if s.Stage != "won" || s.Amount != (record.Money{Minor: 46800, Currency: "USD"}) || b.AccountName(s.Account) != "Acme Ltd" || b.RepName(s.Rep) != "Ann Lee" {
		t.Errorf("%+v", s)
	}
	if s.Created.Date().String() != "2026-01-05" || s.Closed.Date().String() != "2026-03-10" || b.Contacts[s.Contact].Name != "Dana Smith" {
		t.Errorf("%+v", s)
	}
	open := f.deal(t, "hubspot/deal", "9002").Now
	if open.Stage != "appointment scheduled" || open.Expected.String() != "2026-12-31" || open.Forecast != "commit" || open.Source != "Organic search" || b.AccountName(open.Account) != "Beta GmbH" {
		t.Errorf("%+v", open)
	}
	if st := b.Stage("appointment scheduled"); st == nil || st.Probability != 0.4 || st.Name != "Appointment scheduled" {
		t.Errorf("stage %+v", st)
	}
	if lost := f.deal(t, "hubspot/deal", "9003").Now; lost.Stage != "lost" || lost.LostReason != "Too dear" || lost.Title != `Gamma "express"` {
		t.Errorf("%+v", lost)
	}
	calls := f.Activities()
	if len(calls) != 2 || calls[0].Kind != "call" || calls[0].Outcome != "connected" || calls[0].Seconds != 750 || calls[0].Deal != d.ID || calls[0].Note != "Intro\nWants a quote\nby Friday" {
		t.Errorf("%+v", calls)
	}
	if calls[1].Outcome != "no-answer" {
		t.Errorf("%+v", calls[1])
	}
}

// Salesforce writes UTC; the data file is in Kuala Lumpur, where the first
// opportunity was created on the next day. Its close date is a date and moves
// nowhere.
func TestSalesforceMeaning(t *testing.T) {
	f := newFile(t)
	zone := time.FixedZone("MYT", 8*3600)
	at := func(name string) sample { return sample{file: name, options: func(o *Options) { o.Zone = zone }} }
	loadSample(t, f, at("salesforce_opportunity.csv"))
	d := f.deal(t, "salesforce/opportunity", "006000000000001AAA")
	if d.Now.Created.Date().String() != "2026-01-06" || d.Now.Expected.String() != "2026-12-01" || d.Now.Forecast != "best" {
		t.Errorf("%+v", d.Now)
	}
	won := f.deal(t, "salesforce/opportunity", "006000000000002AAA")
	if won.Now.Closed.Date().String() != "2026-02-10" || len(won.Moves) != 1 {
		t.Errorf("%+v %+v", won.Now, won.Moves)
	}
	loadSample(t, f, at("salesforce_history.csv"))
	d = f.deal(t, "salesforce/opportunity", "006000000000001AAA")
	var path []string
	for _, m := range d.Moves {
		path = append(path, m.To+"@"+m.At.Date().String())
	}
	if got := strings.Join(path, " "); got != "prospecting@2026-01-06 negotiation review@2026-01-20" {
		t.Errorf("moves %s: the history knows the first stage better than the file of deals", got)
	}
	if d.Now.Pushes != 1 || d.Now.Amount.Minor != 100000 {
		t.Errorf("%+v", d.Now)
	}
	won = f.deal(t, "salesforce/opportunity", "006000000000002AAA")
	path = nil
	for _, m := range won.Moves {
		path = append(path, m.To)
	}
	if got := strings.Join(path, " "); got != "prospecting negotiation review won" || won.Now.Closed.Date().String() != "2026-02-10" {
		t.Errorf("moves %s, closed %v: the last stages of a day come before the close of that day", got, won.Now.Closed.Date())
	}
	rep := loadSample(t, f, at("salesforce_opportunity.csv"))
	if rep.Unchanged != 3 {
		t.Errorf("the deals once more after their history: %+v", rep)
	}
	loadSample(t, f, at("salesforce_task.csv"))
	acts := f.Activities()
	if len(acts) != 2 || acts[0].Deal != d.ID || acts[0].Seconds != 630 || acts[0].At.Date().String() != "2026-02-01" || acts[1].Kind != "email" || acts[1].Account != acts[0].Account {
		t.Errorf("%+v", acts)
	}
}

func TestPipedriveMeaning(t *testing.T) {
	f := newFile(t)
	loadSample(t, f, sample{file: "pipedrive_deals.csv"})
	loadSample(t, f, sample{file: "pipedrive_activities.csv"})
	won := f.deal(t, "pipedrive/deal", "12")
	if won.Now.Stage != "won" || won.Now.Closed.Date().String() != "2026-03-04" || len(won.Moves) != 2 || won.Moves[0].To != "negotiations started" {
		t.Errorf("%+v %+v", won.Now, won.Moves)
	}
	if lost := f.deal(t, "pipedrive/deal", "13").Now; lost.Stage != "lost" || lost.LostReason != "Budget" || lost.Amount.Minor != 70000 {
		t.Errorf("%+v", lost)
	}
	if st := f.Book().Stage("proposal made"); st.Probability != 0.6 {
		t.Errorf("%+v", st)
	}
	acts := f.Activities()
	if len(acts) != 3 || acts[0].Kind != "call" || acts[0].At.Minute() != 14*60+30 || acts[0].Seconds != 900 || acts[2].Kind != "lunch" {
		t.Errorf("%+v", acts)
	}
}

func TestGenericMeaning(t *testing.T) {
	f := newFile(t)
	loadSample(t, f, sample{file: "generic_deals.csv"})
	a1 := f.deal(t, "generic/deal", "A1").Now
	if a1.Amount.Minor != 123450 || a1.Title != "Acme Ltd, Widget" {
		t.Errorf("%+v", a1)
	}
	if a2 := f.deal(t, "generic/deal", "A2").Now; a2.Stage != "lost" || !a2.HasAmount || a2.Amount.Minor != 0 {
		t.Errorf("%+v", a2)
	}
	if a4 := f.deal(t, "generic/deal", "A4").Now; !a4.Created.IsZero() || a4.Stage != "prospecting" || a4.HasAmount {
		t.Errorf("%+v", a4)
	}
	loadSample(t, f, sample{file: "generic_stages.csv"})
	loadSample(t, f, sample{file: "generic_fields.csv"})
	a3 := f.deal(t, "generic/deal", "A3")
	if a3.Now.Stage != "demo done" || len(a3.Moves) != 3 || a3.Now.Amount.Minor != 50000 || a3.Now.Expected.String() != "2026-12-30" || f.Book().RepName(a3.Now.Rep) != "Bob Ray" {
		t.Errorf("%+v %+v", a3.Now, a3.Moves)
	}
	if before, _ := a3.At(record.NewDate(2026, 1, 31)); before.Stage != "engaging" {
		t.Errorf("as of January: %+v", before)
	}
	loadSample(t, f, sample{file: "generic_activities.csv"})
	acts := f.Activities()
	if acts[0].At.Std().UTC().Format(time.RFC3339) != "2026-02-03T13:30:00Z" || acts[0].Kind != "site-visit" || acts[1].Worth.Minor != 120000 || acts[1].Seconds != 900 || acts[2].At.Date().String() != "2026-02-04" {
		t.Errorf("%+v", acts)
	}
}

// A newer export of the same system updates what changed, from the moment on
// at which it was changed there.
func TestNewerExportUpdates(t *testing.T) {
	f := newFile(t)
	head := "id,title,stage,amount,created,close date,last modified\n"
	f.text(t, head+"1,Acme,Proposal,100,2026-01-05,2026-09-30,2026-01-10\n2,Beta,Lead,50,2026-01-05,2026-06-30,2026-01-10\n", options())
	rep := f.text(t, head+"1,Acme,Won,120,2026-01-05,2026-03-01,2026-03-02\n2,Beta,Lead,50,2026-01-05,2026-06-30,2026-01-10\n", options())
	if rep.Updated != 1 || rep.Unchanged != 1 {
		t.Fatalf("%+v", rep)
	}
	d := f.deal(t, "generic/deal", "1")
	if d.Now.Stage != "won" || d.Now.Closed.Date().String() != "2026-03-01" || d.Now.Amount.Minor != 12000 {
		t.Errorf("%+v", d.Now)
	}
	if s, _ := d.At(record.NewDate(2026, 2, 1)); s.Stage != "proposal" || s.Amount.Minor != 10000 {
		t.Errorf("as of February: %+v", s)
	}
	rep = f.text(t, head+"1,Acme,Proposal,100,2026-01-05,2026-09-30,2026-01-10\n", options())
	if rep.Updated != 0 || f.deal(t, "generic/deal", "1").Now.Stage != "won" {
		t.Errorf("an older export overwrote a newer one: %+v", rep)
	}
	rep = f.text(t, head+"1,Acme,Won,120,2026-01-05,2026-03-05,2026-03-06\n", options())
	if d := f.deal(t, "generic/deal", "1"); rep.Updated != 1 || d.Now.Closed.Date().String() != "2026-03-05" || len(d.Moves) != 2 {
		t.Errorf("a corrected close date: %+v, closed %v, moves %+v", rep, d.Now.Closed.Date(), d.Moves)
	}
	rep = f.text(t, head+"1,Acme,Proposal,120,2026-01-05,2026-12-05,2026-04-06\n", options())
	if d := f.deal(t, "generic/deal", "1"); rep.Updated != 1 || d.Now.Stage != "proposal" || len(d.Moves) != 3 {
		t.Errorf("reopened: %+v, %+v, moves %+v", rep, d.Now, d.Moves)
	}
}

// What was corrected by hand stays until the other system has news.
func TestCorrectionsByHandStay(t *testing.T) {
	f := newFile(t)
	text := "id,date,type,result\n1,2026-01-05,call,busy\n"
	f.text(t, text, options())
	id := record.Source{System: "generic/activity", Key: "1"}.ID()
	byHand(t, f, id, record.FieldOutcome, "connected")
	if rep := f.text(t, text, options()); rep.Unchanged != 1 {
		t.Errorf("%+v", rep)
	}
	if a := f.Activities()[0]; a.Outcome != "connected" {
		t.Errorf("the import undid a correction: %+v", a)
	}
	if rep := f.text(t, "id,date,type,result\n1,2026-01-05,call,voicemail\n", options()); rep.Updated != 1 {
		t.Errorf("%+v", rep)
	}
	if a := f.Activities()[0]; a.Outcome != "voicemail" {
		t.Errorf("news did not arrive: %+v", a)
	}
}

func TestSameIDTwice(t *testing.T) {
	f := newFile(t)
	rep := f.text(t, "id,title,stage\n1,Acme,Lead\n1,Acme,Lead\n1,Acme,Proposal\n2,Beta,Lead\n", options())
	if rep.Created != 2 || rep.Unchanged != 1 || rep.Rejected != 1 || rep.Rejects[0].Line != 4 || rep.Rejects[0].Field != "id" {
		t.Errorf("%+v", rep)
	}
	o := options()
	o.DryRun = true
	g := newFile(t)
	before := g.added
	if dry := g.text(t, "id,title,stage\n1,Acme,Lead\n1,Acme,Lead\n1,Acme,Proposal\n2,Beta,Lead\n", o); dry.Created != 2 || dry.Unchanged != 1 || dry.Rejected != 1 || !dry.DryRun {
		t.Errorf("a dry run says otherwise: %+v", dry)
	}
	if g.added != before {
		t.Error("a dry run added events")
	}
}

// sayKey gives the key of an error for a person.
func sayKey(err error) string {
	var e *say.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestRefusals(t *testing.T) {
	with := func(change func(*Options)) Options {
		o := options()
		change(&o)
		return o
	}
	plain := options()
	for name, c := range map[string]struct {
		text string
		o    Options
		key  string
		says string
	}{
		"empty":              {"", plain, "import.empty", ""},
		"blank":              {"\n\r\n\n", plain, "import.empty", ""},
		"unknown columns":    {"foo,bar\n1,2\n", plain, "import.no_format", "foo, bar"},
		"JSON list":          {"[\n{\"id\":1}\n]\n", plain, "import.json", "CSV"},
		"JSON object":        {"{\n\"id\":1\n}\n", plain, "import.json", "CSV"},
		"events in a book":   {"foresail_event\tnode\n1\tx\n", plain, "import.events_book", "CSV or JSON"},
		"no required":        {"id,title\n1,2\n", with(func(o *Options) { o.Records = Deals }), "import.missing_field", "--map stage=COLUMN"},
		"no such field":      {"id,title,stage\n1,2,3\n", with(func(o *Options) { o.Records, o.Map = Deals, map[string]string{"colour": "id"} }), "import.field_unknown", "colour"},
		"no such column":     {"id,title,stage\n1,2,3\n", with(func(o *Options) { o.Map = map[string]string{"amount": "Betrag"} }), "import.column_unknown", "Betrag"},
		"no such number":     {"id,title,stage\n1,2,3\n", with(func(o *Options) { o.Map = map[string]string{"amount": "#9"} }), "import.column_number", "9"},
		"no such format":     {"id\n1\n", with(func(o *Options) { o.Format = "sap" }), "import.format_unknown", "hubspot"},
		"no such records":    {"id\n1\n", with(func(o *Options) { o.Records = "cars" }), "import.records_unknown", "deals"},
		"column twice":       {"id,stage,title,stage\n1,2,3,4\n", plain, "import.twice", "--map stage=#2"},
		"dates":              {"id,title,stage,created\n1,a,lead,\n2,b,lead,03/04/2026\n", plain, "import.dates_ambiguous", "line 3"},
		"dates with a proof": {"id,title,stage,created\n1,a,lead,25/04/2026\n", plain, "import.dates_unsaid", "--dates dmy"},
		"bad option":         {"id\n1\n", with(func(o *Options) { o.Dates = "ymd" }), "import.dates_option", "dmy"},
		"bad encoding":       {"id\n1\n", with(func(o *Options) { o.Encoding = "ebcdic" }), "import.encoding_unknown", "ebcdic"},
		"pdf":                {"%PDF-1.7\n\x00\x01\x02", plain, "import.binary", "PDF"},
		"program":            {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", plain, "import.binary", "ELF"},
		"noise":              {string([]byte{7, 0, 9, 1, 2, 0, 3, 0, 0, 0, 1, 200, 0, 0}), plain, "import.binary", ""},
		"a broken zip":       {"PK\x03\x04 this is no workbook", plain, "import.xlsx_bad", ""},
		"header too long":    {strings.Repeat("x,", 5000) + "\n1\n", plain, "import.header_bad", ""},
	} {
		f := newFile(t)
		rep, err := Import(context.Background(), strings.NewReader(c.text), f, f.Book(), c.o)
		if rep == nil {
			t.Fatalf("%s: no report", name)
		}
		if sayKey(err) != c.key || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v (%s), want %s with %q", name, err, sayKey(err), c.key, c.says)
		}
		if err != nil && strings.Contains(err.Error(), "{") {
			t.Errorf("%s: unfilled text: %v", name, err)
		}
	}
}

func TestHeaderOnly(t *testing.T) {
	f := newFile(t)
	if rep := f.text(t, "id,title,stage", options()); rep.Rows != 0 || rep.Format != "generic" || !rep.Complete {
		t.Errorf("%+v", rep)
	}
}

func TestMapWins(t *testing.T) {
	f := newFile(t)
	o := options()
	o.Records = Deals
	o.Map = map[string]string{"id": "#1", "title": "Betreff", "stage": "=lead", "amount": "Betrag", "currency": "=EUR", "rep": "verkäufer"}
	o.Decimal = ","
	rep := f.text(t, "Nr\tBetreff\tBetrag\tVerkäufer\tstage\n7\tAcme\t1.234\tÄnn\tnonsense\n8\tBeta\t12,5\tÄnn\t\n9\tGamma\t12.5\tÄnn\t\n", o)
	if rep.Created != 2 || rep.Rejected != 1 || rep.Rejects[0].Line != 4 || rep.Delimiter != "\t" {
		t.Fatalf("%+v", rep)
	}
	d := f.deal(t, "generic/deal", "7").Now
	if d.Stage != "lead" || d.Amount != (record.Money{Minor: 123400, Currency: "EUR"}) || f.Book().RepName(d.Rep) != "Änn" {
		t.Errorf("%+v", d)
	}
	s, err := Remember([]string{"Nr", "Betreff"}, Remembered{Records: Deals, Map: o.Map, Decimal: ","})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Add(s); err != nil {
		t.Fatal(err)
	}
	m, ok := Recall(f.Book(), []string{"nr ", "BETREFF*"})
	if !ok || m.Map["title"] != "Betreff" || m.Decimal != "," {
		t.Errorf("remembered %+v, %v", m, ok)
	}
	if _, ok := Recall(f.Book(), []string{"Nr"}); ok {
		t.Error("another header recalls it, too")
	}
}

func TestEveryFormatStandsInTheTable(t *testing.T) {
	for _, f := range formats {
		spec := specOf(f.records)
		if spec == nil || takers[f.records] == nil {
			t.Errorf("%s: no records %q", f.name, f.records)
			continue
		}
		for _, c := range f.columns {
			if !slices.Contains(spec.fields, c.field) {
				t.Errorf("%s %s: the field %q is none of these records'", f.name, f.records, c.field)
			}
		}
		have := map[field]bool{}
		for fd := range f.fixed {
			have[fd] = true
		}
		for _, c := range f.columns {
			have[c.field] = true
		}
		if len(missing(spec, have)) > 0 {
			t.Errorf("%s %s: cannot fill the required fields", f.name, f.records)
		}
	}
	for f := field(1); f < fieldCount; f++ {
		if fieldNames[f] == "" {
			t.Errorf("field %d has no name", f)
		}
	}
	for _, k := range noteOrder {
		if !say.English().Has(k) {
			t.Errorf("no text for %s", k)
		}
	}
}

// A rejected row leaves nothing behind: not its rep, not its stage.
func TestARejectedRowMakesNothing(t *testing.T) {
	f := newFile(t)
	before := f.added
	rep := f.text(t, "id,title,stage,rep,account,amount\n1,a,Odd stage,Rob,Acme,-5\n2,b,,Rob,Acme,5\n", options())
	if rep.Rejected != 2 || f.added != before || len(rep.Stages) != 0 || len(rep.Notes) != 0 {
		t.Errorf("%d events, %+v", f.added-before, rep)
	}
	rep = f.text(t, "id,title,stage,rep,account,amount\n1,a,Odd stage,Rob,Acme,-5\n2,b,Odd stage,Rob,Acme,5\n", options())
	if rep.Created != 1 || len(rep.Stages) != 1 || len(f.Book().Reps) != 1 || f.Book().Stage("odd stage").Order != 6 {
		t.Errorf("%+v", rep)
	}
}

// Every text that the package asks for stands in the catalogue.
func TestEveryTextExists(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`"(import\.[a-z0-9_.]+[a-z0-9_])"`)
	n := 0
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(src), -1) {
			n++
			if !say.English().Has(m[1]) {
				t.Errorf("%s: no text for %s", name, m[1])
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d texts found: the test looks in the wrong place", n)
	}
}

// An export that turns up later says that a deal closed before it was
// created: it is won on that day, and its creation stays what it was.
func TestClosedBeforeCreatedTurnsUpLater(t *testing.T) {
	f := newFile(t)
	head := "id,title,stage,created,close date\n"
	f.text(t, head+"1,Acme,Proposal,2026-03-05,2026-09-30\n", options())
	for i := range 2 {
		rep := f.text(t, head+"1,Acme,Won,2026-03-05,2026-02-01\n", options())
		d := f.deal(t, "generic/deal", "1").Now
		if rep.Updated != 1-i || d.Stage != "won" || d.Closed.Date().String() != "2026-02-01" || d.Created.Date().String() != "2026-03-05" {
			t.Errorf("%+v, %+v", rep, d)
		}
	}
}

// Reports of Salesforce have ids of 15 characters, its weekly export the same
// ids with 3 more.
func TestShortSalesforceIDs(t *testing.T) {
	for short, long := range map[string]string{ // from the pairs that Salesforce documents: the suffix says which letters are capitals
		"001A0000006Vm9r": "001A0000006Vm9rIAC", "0064600000J5S5T": "0064600000J5S5TAAV", "0064600000J5S5a": "0064600000J5S5aAAF",
	} {
		if got := longID(short); got != long {
			t.Errorf("longID(%s) = %s, want %s", short, got, long)
		}
	}
	if got := longID("006-46000000J5S"); got != "006-46000000J5S" {
		t.Errorf("longID changed what is no id: %s", got)
	}
	f := newFile(t)
	f.text(t, "Id,Name,StageName,CloseDate,IsClosed,IsWon\n0064600000J5S5TAAV,Acme,Lead,2026-12-01,0,0\n", options())
	rep := f.text(t, "Opportunity ID,Opportunity Name,Stage,Close Date\n0064600000J5S5T,Acme,Lead,2026-12-01\n", options())
	if rep.Unchanged != 1 {
		t.Errorf("%+v", rep)
	}
}

func TestEventsAreNoTable(t *testing.T) {
	f := newFile(t)
	_, err := Import(context.Background(), strings.NewReader(`{"foresail_event":1,"node":"x"}`), f, f.Book(), options())
	if !errors.Is(err, ErrEvents) {
		t.Errorf("%v", err)
	}
}

func TestTooLongNamesCostTheirRow(t *testing.T) {
	f := newFile(t)
	rep := f.text(t, "id,title,stage,account\n1,a,Lead,"+strings.Repeat("x", 2000)+"\n2,"+strings.Repeat("y", 2000)+",Lead,Acme\n3,c,Lead,Acme\n", options())
	if rep.Rejected != 2 || rep.Created != 1 || rep.Rejects[0].Why != "is too long" || rep.Rejects[1].Field != "title" {
		t.Errorf("%+v", rep)
	}
}

// Whatever the order in which a system's exports are imported, the newest
// holds, and importing it once more is no news. Rows say when they were
// changed.
func TestTheNewestExportHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type snapshot struct{ stage, amount, close string }
		n := rapid.IntRange(1, 4).Draw(t, "n")
		row := make([]string, n)
		shots := make([]snapshot, n)
		for i := range n {
			s := snapshot{
				rapid.SampledFrom([]string{"Lead", "Proposal", "Won", "Lost"}).Draw(t, "stage"),
				rapid.SampledFrom([]string{"100", "200"}).Draw(t, "amount"),
				record.Date(20454 + rapid.IntRange(0, 60).Draw(t, "close")).String(), // from 2026-01-01 on
			}
			shots[i] = s
			row[i] = fmt.Sprintf("id,title,stage,amount,created,close date,last modified\n1,Acme,%s,%s,2026-01-05,%s,2026-03-%02d\n", s.stage, s.amount, s.close, i+10)
		}
		f := &file{Memory: event.NewMemory(), clock: event.Clock{Node: 1}}
		load := func(text string) *Report {
			rep, err := Import(context.Background(), strings.NewReader(text), f, f.Book(), options())
			if err != nil {
				t.Fatal(err)
			}
			return rep
		}
		for _, text := range rapid.Permutation(row).Draw(t, "order") {
			load(text)
		}
		last := shots[n-1]
		for i := range 2 {
			if d := f.Book().Deals[record.Source{System: "generic/deal", Key: "1"}.ID()].Now; d.Stage != strings.ToLower(last.stage) ||
				major(d.Amount) != last.amount || !d.Open() && d.Closed.Date().String() != last.close || d.Created.Date().String() != "2026-01-05" {
				t.Fatalf("after %d more: %+v, want %+v", i, d, last)
			}
			if rep := load(row[n-1]); rep.Unchanged != 1 {
				t.Fatalf("the newest once more: %+v", rep)
			}
		}
	})
}

func major(m record.Money) string { return strconv.FormatInt(m.Minor/100, 10) }

// TestDealsAreToldApartByTheirTitlesWhereThereIsNoID: with or without an
// account; the same file again changes nothing.
func TestDealsAreToldApartByTheirTitlesWhereThereIsNoID(t *testing.T) {
	for _, text := range []string{
		"Deal Name,Amount,Deal Stage\nA one,100,Proposal\nB two!,200,Proposal\n",
		"Deal Name,Amount,Deal Stage,Associated Company\nA one,100,Proposal,Acme\nA one,200,Proposal,Globex\n",
	} {
		f := newFile(t)
		if got := f.text(t, text, options()); got.Created != 2 || got.Rejected != 0 {
			t.Errorf("%q: %+v", text, got)
		}
		if got := f.text(t, text, options()); got.Unchanged != 2 {
			t.Errorf("%q again: %+v", text, got)
		}
	}
}
