package quick

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

var berlin = zone("Europe/Berlin")

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.FixedZone(name, 3600)
	}
	return loc
}

// now is Tuesday, 24 November 2026, 14:02.
var now = time.Date(2026, 11, 24, 14, 2, 0, 0, berlin)

// world is a book with a few accounts whose names get in each other's way.
func world(t testing.TB) Context {
	t.Helper()
	m := event.NewMemory()
	c := &event.Clock{Node: 1}
	bodies := append(event.GeneralPack(), event.NewSetting(record.SettingCurrency, "USD"))
	for _, name := range []string{"Acme Ltd", "Acme Instruments", "Bolt", "Café Lumière", "Nikkei Asia", "North/South GmbH", "Acme Renewables"} {
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: record.AccountID(name), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}})
	}
	acme := record.AccountID("Acme Ltd")
	bodies = append(bodies,
		event.Set{Type: record.TypeDeal, ID: record.ID{7}, Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("Big Renewal")}, {Field: record.FieldAccount, Value: record.IDValue(acme)},
			{Field: record.FieldStage, Value: record.Text("proposal")}, {Field: record.FieldNextStep, Value: record.Text("call")},
			{Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(now.Add(-time.Hour)))},
		}},
		event.Set{Type: record.TypeContact, ID: record.ContactID(acme, "Dana Kim"), Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text("Dana Kim")}, {Field: record.FieldAccount, Value: record.IDValue(acme)},
		}})
	if err := m.Append(c, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	book := m.Book()
	return Context{Book: book, Index: NewIndex(book), Rep: record.RepID("ann"), Now: now}
}

func at(y int, m time.Month, d, h, mi int) string {
	return time.Date(y, m, d, h, mi, 0, 0, berlin).Format("2006-01-02 15:04")
}

// brief words a result for comparison, without the time where none is given.
func brief(r Result) string {
	var w []string
	add := func(on bool, s string) {
		if on {
			w = append(w, s)
		}
	}
	add(r.Kind != nil, func() string {
		if r.Kind == nil {
			return ""
		}
		return r.Kind.Key
	}())
	name := r.Account.Name
	if r.Account.New {
		name = "NEW " + name
	}
	add(name != "", name)
	add(r.Deal.Name != "", "deal "+r.Deal.Name)
	add(r.Contact.Name != "", "with "+r.Contact.Name)
	add(r.Outcome != "", r.Outcome)
	add(r.Seconds > 0, (time.Duration(r.Seconds) * time.Second).String())
	add(r.AtGiven, r.At.Std().Format("2006-01-02 15:04"))
	add(!r.Worth.IsZero(), r.Worth.Currency+" "+say.English().Int(r.Worth.Minor))
	add(len(r.Tags) > 0, "+"+strings.Join(r.Tags, "+"))
	if r.Next != nil {
		add(true, "then "+r.Next.Key+" "+r.NextDue.Std().Format("2006-01-02 15:04"))
	}
	add(r.Note != "", "note "+r.Note)
	return strings.Join(w, " | ")
}

func TestParse(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		// Kinds and their beginnings.
		"call bolt":       "call | Bolt",
		"c bolt":          "call | Bolt",
		"em bolt":         "email | Bolt",
		"mee bolt held":   "meeting | Bolt | held",
		"d bolt":          "demo | Bolt",
		"CALL Bolt":       "call | Bolt",
		"training 2h":     "training | 2h0m0s",
		"inquiry NewCo":   "inquiry | NEW NewCo",
		"follow-up bolt":  "follow-up | Bolt",
		"note bolt: a: b": "note | Bolt | note a: b",
		// Accounts.
		"call bo":                            "call | Bolt",
		"call acme":                          "call | Acme Ltd",
		"call acme inst":                     "call | Acme Instruments",
		"call acme instruments connected":    "call | Acme Instruments | connected",
		"call instr":                         "call | Acme Instruments",
		"call cafe":                          "call | Café Lumière",
		"call lumiere":                       "call | Café Lumière",
		`call "Acme"`:                        "call | NEW Acme",
		`call "Acme Ltd" connected`:          "call | Acme Ltd | connected",
		"call ikea":                          "call | NEW ikea",
		"call Big New Company 5m":            "call | NEW Big New Company | 5m0s",
		"call lumeire":                       "call | NEW lumeire",
		`call "North/South GmbH"`:            "call | North/South GmbH",
		`call "connected" connected`:         "call | NEW connected | connected",
		"call acme/renewal":                  "call | Acme Ltd | deal Big Renewal",
		`call "Acme Ltd"/"Big Renewal" busy`: "call | Acme Ltd | deal Big Renewal | busy",
		// Durations and outcomes.
		"call bolt 90s":           "call | Bolt | 1m30s",
		"call bolt 15m":           "call | Bolt | 15m0s",
		"call bolt 1h":            "call | Bolt | 1h0m0s",
		"call bolt 1h30":          "call | Bolt | 1h30m0s",
		"call bolt 1h30m":         "call | Bolt | 1h30m0s",
		"call bolt 1.5h":          "call | Bolt | 1h30m0s",
		"call bolt no-answer":     "call | Bolt | no-answer",
		"call bolt voice":         "call | Bolt | voicemail",
		"call connected bolt 15m": "call | Bolt | connected | 15m0s",
		// Notes.
		"call acme 15m connected: wants pricing before budget freeze": "call | Acme Ltd | connected | 15m0s | note wants pricing before budget freeze",
		"call bolt: hi there":      "call | Bolt | note hi there",
		"call bolt note: hi +x @y": "call | Bolt | note hi +x @y",
		"call bolt : hi":           "call | Bolt | note hi",
		"call acme/renewal: hi":    "call | Acme Ltd | deal Big Renewal | note hi",
		"call bolt 15m: hi":        "call | Bolt | 15m0s | note hi",
		// When.
		"call bolt @yesterday 14:00":       "call | Bolt | " + at(2026, 11, 23, 14, 0),
		"call bolt @yesterday":             "call | Bolt | " + at(2026, 11, 23, 12, 0),
		"call bolt @mon":                   "call | Bolt | " + at(2026, 11, 23, 12, 0),
		"call bolt @tue 9am":               "call | Bolt | " + at(2026, 11, 24, 9, 0),
		"call bolt @wed":                   "call | Bolt | " + at(2026, 11, 18, 12, 0),
		"call bolt @2026-11-20":            "call | Bolt | " + at(2026, 11, 20, 12, 0),
		"call bolt @3d":                    "call | Bolt | " + at(2026, 11, 21, 12, 0),
		"call bolt @2w ago":                "call | Bolt | " + at(2026, 11, 10, 12, 0),
		"call bolt @20 nov 8:15":           "call | Bolt | " + at(2026, 11, 20, 8, 15),
		"call bolt @dec 1":                 "call | Bolt | " + at(2025, 12, 1, 12, 0),
		"call bolt @14:00":                 "call | Bolt | " + at(2026, 11, 24, 14, 0),
		"call bolt on monday connected":    "call | Bolt | connected | " + at(2026, 11, 23, 12, 0),
		"call bolt at 13:30 5m":            "call | Bolt | 5m0s | " + at(2026, 11, 24, 13, 30),
		"call @yesterday 14:00 bolt":       "call | Bolt | " + at(2026, 11, 23, 14, 0),
		"call bolt on yesterday at 9:05am": "call | Bolt | " + at(2026, 11, 23, 9, 5),
		// The rest.
		"call bolt worth 1.2k":                    "call | Bolt | USD 120,000",
		"call bolt worth 1200 eur":                "call | Bolt | EUR 120,000",
		"call bolt +board +q4 +board":             "call | Bolt | +board+q4",
		"call acme with dana":                     "call | Acme Ltd | with Dana Kim",
		`call acme with "Dana"`:                   "call | Acme Ltd | with Dana",
		"call with dana acme":                     "call | Acme Ltd | with Dana Kim",
		"call bolt then demo fri 10:00":           "call | Bolt | then demo " + at(2026, 11, 27, 10, 0),
		"call bolt then demo":                     "call | Bolt | then demo " + at(2026, 11, 25, 9, 0),
		"call bolt then em in 2w":                 "call | Bolt | then email " + at(2026, 12, 8, 9, 0),
		"call bolt then d tue":                    "call | Bolt | then demo " + at(2026, 12, 1, 9, 0),
		"call bolt then meeting 2026-12-01 9am":   "call | Bolt | then meeting " + at(2026, 12, 1, 9, 0),
		"call bolt then call tomorrow connected":  "call | Bolt | connected | then call " + at(2026, 11, 25, 9, 0),
		"call acme 15m then demo fri 10:00: note": "call | Acme Ltd | 15m0s | then demo " + at(2026, 11, 27, 10, 0) + " | note note",
	} {
		r := Parse(line, c)
		if got := brief(r); got != want || len(r.Problems) > 0 || !r.Complete {
			t.Errorf("%s\n got %s\nwant %s\nproblems %v, missing %q", line, got, want, problems(line, r), r.Missing)
		}
	}
}

func problems(line string, r Result) (out []string) {
	for _, p := range r.Problems {
		out = append(out, p.Err.Key+" <"+line[p.Start:p.End]+">")
	}
	return out
}

func TestProblemsPointAtTheWords(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		"cal1 bolt":                      "entry.kind_near <cal1>",
		"xyz bolt":                       "entry.kind_unknown <xyz>",
		"zz":                             "entry.kind_unknown <zz>",
		"call bolt conected":             "entry.outcome_near <conected>",
		"call bolt zzzzzz":               "entry.word_unknown <zzzzzz>",
		"call bolt @2026-02-30":          "entry.no_such_day <@2026-02-30>",
		"call bolt @30 feb":              "entry.no_such_day <@30 feb>",
		"call bolt @25:00":               "entry.no_such_time <@25:00>",
		"call bolt @tomorrow":            "entry.when_future <@tomorrow>",
		"call bolt @18:00":               "entry.when_future <@18:00>",
		"call bolt @soon":                "entry.when_unknown <@soon>",
		"call bolt @mon @tue":            "entry.when_twice <@tue>",
		"call bolt worth -5":             "entry.worth_negative <worth -5>",
		"call bolt worth lots":           "entry.worth_unknown <worth lots>",
		"call bolt worth":                "entry.worth_missing <worth>",
		"call bolt with":                 "entry.contact_missing <with>",
		"call bolt then":                 "entry.then_missing <then>",
		"call bolt then zzz":             "entry.kind_unknown <then zzz>",
		"call bolt then demo 2020-01-01": "entry.then_past <then demo 2020-01-01>",
		"call bolt 15m 20m":              "entry.duration_twice <20m>",
		"call bolt 25h":                  "entry.duration_long <25h>",
		"call acme/zzz":                  "entry.deal_unknown <zzz>",
		"call bolt/x":                    "entry.deal_none <x>",
		"call acme/":                     "entry.deal_empty </>",
		`call ""`:                        `entry.account_empty <"">`,
	} {
		r := Parse(line, c)
		if got := strings.Join(problems(line, r), "; "); got != want || r.Complete {
			t.Errorf("%s\n got %s\nwant %s (complete %v: %s)", line, got, want, r.Complete, brief(r))
		}
		for _, p := range r.Problems {
			if !say.English().Has(p.Err.Key) {
				t.Errorf("%s is not in the catalogue", p.Err.Key)
			}
		}
	}
}

func TestUnfinishedLinesAreNoErrors(t *testing.T) {
	c := world(t)
	for line, missing := range map[string]string{"": "entry.missing.kind", "   ": "entry.missing.kind", "call": "entry.missing.account", "call 15m": "entry.missing.account"} {
		if r := Parse(line, c); r.Missing != missing || len(r.Problems) > 0 || r.Complete {
			t.Errorf("%q: missing %q, problems %v", line, r.Missing, r.Problems)
		}
	}
}

func TestBodies(t *testing.T) {
	c := world(t)
	id := func() record.ID { return record.ID{9} }
	bodies, err := Parse("call NewCo with Kim then demo fri", c).Bodies(id)
	if err != nil || len(bodies) != 4 {
		t.Fatalf("account, contact, activity, step: %v, %v", bodies, err)
	}
	for _, b := range bodies {
		if err := b.Validate(); err != nil {
			t.Errorf("%+v: %v", b, err)
		}
	}
	step := bodies[3].(event.Set)
	if step.Type != record.TypeAccount || step.ID != record.AccountID("NewCo") || step.Fields[0].Value.Text != "demo" {
		t.Errorf("the step is %+v", step)
	}
	// The call that was due on the deal is done by logging one.
	bodies, err = Parse("call acme/renewal connected", c).Bodies(id)
	if err != nil || len(bodies) != 2 {
		t.Fatalf("%v, %v", bodies, err)
	}
	if done := bodies[1].(event.Set); done.Type != record.TypeDeal || done.Fields[0].Value.Text != "" {
		t.Errorf("the planned call stays: %+v", done)
	}
	if bodies, err = Parse("email acme/renewal", c).Bodies(id); err != nil || len(bodies) != 1 {
		t.Errorf("an email does not do the planned call: %v, %v", bodies, err)
	}
	if _, err := Parse("call bolt conected", c).Bodies(id); err == nil {
		t.Error("a line with a problem has bodies")
	}
}

// What was agreed on with the account is done by doing it on a deal that it counts
// for, and stays where the deal has a step of its own.
func TestAStepOfTheAccountIsDoneOnItsDeal(t *testing.T) {
	for _, own := range []bool{false, true} {
		c := world(t)
		book := c.Book
		bolt := book.Accounts[record.AccountID("Bolt")]
		step := []record.Assign{{Field: record.FieldNextStep, Value: record.Text("demo")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(now))}}
		account := &record.Entity{Type: record.TypeAccount, ID: bolt.ID}
		deal := &record.Entity{Type: record.TypeDeal, ID: record.ID{8}}
		for _, a := range append(step, record.Assign{Field: record.FieldName, Value: record.Text("Bolt")}) {
			account.Add(record.Change{Field: a.Field, Value: a.Value})
		}
		fields := []record.Assign{{Field: record.FieldTitle, Value: record.Text("Roof")}, {Field: record.FieldAccount, Value: record.IDValue(bolt.ID)}, {Field: record.FieldStage, Value: record.Text("proposal")}}
		if own {
			fields = append(fields, step...)
		}
		for _, a := range fields {
			deal.Add(record.Change{Field: a.Field, Value: a.Value})
		}
		c.Book = book.With(account, deal)
		c.Index = NewIndex(c.Book)
		bodies, err := Parse("demo bolt/roof", c).Bodies(func() record.ID { return record.ID{9} })
		if err != nil || len(bodies) != 2 {
			t.Fatalf("%v, %v", bodies, err)
		}
		if got := bodies[1].(event.Set); (got.Type == record.TypeDeal) != own || got.Fields[0].Value.Text != "" {
			t.Errorf("the deal has a step of its own: %v, and done is %+v", own, got)
		}
		if bodies, err = Parse("call bolt/roof", c).Bodies(func() record.ID { return record.ID{9} }); err != nil || len(bodies) != 1 {
			t.Errorf("a call does not do the demo: %v, %v", bodies, err)
		}
	}
}

// Who logs on what is a colleague's is told whose entry it becomes; on what is
// their own or nobody's, nothing.
func TestForWhomItIsLogged(t *testing.T) {
	c := world(t)
	rep := func(name string) *record.Entity {
		e := &record.Entity{Type: record.TypeRep, ID: record.RepID(name)}
		e.Add(record.Change{Field: record.FieldName, Value: record.Text(name)})
		return e
	}
	owned := func(account, by string) *record.Entity {
		e := &record.Entity{Type: record.TypeAccount, ID: record.AccountID(account)}
		e.Add(record.Change{Field: record.FieldName, Value: record.Text(account)})
		e.Add(record.Change{Field: record.FieldRep, Value: record.IDValue(record.RepID(by))})
		return e
	}
	c.Book = c.Book.With(rep("ann"), rep("chloé"), owned("Bolt", "chloé"), owned("Nikkei Asia", "ann"))
	c.Index = NewIndex(c.Book)
	for line, told := range map[string]bool{"call bolt": true, "call nikkei": false, "call lumiere": false} {
		if text := Parse(line, c).Explain(say.English()); strings.Contains(text, "as done by ann, though it is chloé’s") != told {
			t.Errorf("%s: %s", line, text)
		}
	}
}

// Clocks in Berlin went from 02:00 to 03:00 on 2026-03-29; in São Paulo there
// was no midnight on 2018-11-04.
func TestTimesThatDoNotExist(t *testing.T) {
	c := world(t)
	c.Now = time.Date(2026, 3, 30, 10, 0, 0, 0, berlin)
	r := Parse("call bolt @yesterday 2:30", c)
	if !r.Shifted || r.At.Date().String() != "2026-03-29" {
		t.Errorf("02:30 that night: %v, shifted %v", r.At.Std(), r.Shifted)
	}
	if !strings.Contains(r.Explain(say.English()), "clocks were moved") {
		t.Error("nothing is said of it")
	}
	sp := zone("America/Sao_Paulo")
	c.Now = time.Date(2018, 11, 5, 10, 0, 0, 0, sp)
	if r := Parse("call bolt @yesterday midnight", c); r.At.Date().String() != "2018-11-04" {
		t.Errorf("midnight of 4 November 2018 in São Paulo became %v", r.At.Std())
	}
}

func TestHostileText(t *testing.T) {
	c := world(t)
	for _, line := range []string{
		"call \x1b[31mEvil\x1b[0m Corp: \x1b]0;owned\x07note",
		"call Ev\u202eil: a\u200bb\u2066c",
		"call bolt +\x1b[2J then demo",
	} {
		r := Parse(line, c)
		for _, s := range []string{r.Explain(say.English()), r.Note, r.Account.Name} {
			if strings.ContainsAny(s, "\x1b\x07\u202e\u200b\u2066") {
				t.Errorf("%q leaves %q", line, s)
			}
		}
		for _, p := range r.Problems {
			if strings.Contains(p.Err.Error(), "\x1b") {
				t.Errorf("%q: %q", line, p.Err.Error())
			}
		}
	}
}

var pieces = []string{
	"call", "em", "bolt", "acme", `"Acme Ltd"`, "acme/renewal", "15m", "1h30", "connected", "@mon", "@yesterday 14:00", "on fri",
	"worth 1.2k", "worth", "+tag", "with dana", "with", "then demo fri 10:00", "then", "note:", ":", `"`, "/", "@", "+", "北海", "e\u0301", "👩‍🚀", "\x1b[1m", "\xff", "zz",
}

func checkSpans(t interface{ Fatalf(string, ...any) }, line string, r Result) {
	last := 0
	for _, k := range r.Tokens {
		if k.Start < last || k.End < k.Start || k.End > len(line) {
			t.Fatalf("%q: tokens %v", line, r.Tokens)
		}
		last = k.Start
	}
	for _, p := range r.Problems {
		if p.Start < 0 || p.End < p.Start || p.End > len(line) {
			t.Fatalf("%q: problems %v", line, r.Problems)
		}
	}
	if r.Complete != (len(r.Problems) == 0 && r.Missing == "") {
		t.Fatalf("%q: complete %v with %v, %q", line, r.Complete, r.Problems, r.Missing)
	}
}

func TestAnyLine(t *testing.T) {
	c := world(t)
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 9).Draw(t, "pieces"), " ")
		r := Parse(line, c)
		checkSpans(t, line, r)
		if again := Parse(line, c); brief(again) != brief(r) || len(again.Problems) != len(r.Problems) {
			t.Fatalf("%q reads differently the second time", line)
		}
		bodies, err := r.Bodies(func() record.ID { return record.ID{9} })
		if r.Complete != (err == nil) {
			t.Fatalf("%q: complete %v, bodies %v", line, r.Complete, err)
		}
		for _, b := range bodies {
			if err := b.Validate(); err != nil {
				t.Fatalf("%q: %+v: %v", line, b, err)
			}
		}
		cursor := rapid.IntRange(0, len(line)).Draw(t, "cursor")
		for _, s := range Complete(line, cursor, c) {
			if s.Start < 0 || s.End < s.Start || s.End > len(line) || s.Text == "" {
				t.Fatalf("%q at %d: %+v", line, cursor, s)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, p := range pieces {
		f.Add("call acme " + p)
	}
	c := world(f)
	f.Fuzz(func(t *testing.T, line string) {
		checkSpans(t, line, Parse(line, c))
		Complete(line, len(line)/2, c)
	})
}

func TestComplete(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		"":                 "call",
		"d":                "demo",
		"call bo":          "Bolt",
		"call acme i":      `"Acme Instruments"`,
		"call acme/":       `"Big Renewal"`,
		"call bolt no":     "no-answer",
		"call acme with ":  `"Dana Kim"`,
		"call bolt @ye":    "@yesterday",
		"call bolt then d": "demo",
		"call bolt: x":     "",
	} {
		all := Complete(line, len(line), c)
		first := ""
		if len(all) > 0 {
			first = all[0].Text
		}
		if first != want {
			t.Errorf("%q offers %+v, want %q first", line, all, want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		text string
		bias Bias
		want string
	}{
		{"today", Past, "2026-11-24"}, {"mon", Past, "2026-11-23"}, {"mon", Future, "2026-11-30"}, {"tue", Past, "2026-11-24"},
		{"tue", Future, "2026-12-01"}, {"next fri", Past, "2026-11-27"}, {"last fri", Future, "2026-11-20"}, {"3d", Past, "2026-11-21"},
		{"3d", Future, "2026-11-27"}, {"in 3 days", Past, "2026-11-27"}, {"2 weeks ago", Future, "2026-11-10"}, {"1m", Past, "2026-10-24"},
		{"29 feb 2024", Past, "2024-02-29"}, {"dec 1", Future, "2026-12-01"}, {"1st dec", Past, "2025-12-01"}, {"2026-2-3", Past, "2026-02-03"},
	} {
		d, err := Date(c.text, now, c.bias)
		if err != nil || d.String() != c.want {
			t.Errorf("%q leaning %d: %v, %v, want %s", c.text, c.bias, d, err, c.want)
		}
	}
	for _, text := range []string{"", "soon", "2026-02-30", "31 nov", "today tomorrow", "-3d", "99999d"} {
		if d, err := Date(text, now, Past); err == nil {
			t.Errorf("%q is taken for %v", text, d)
		}
	}
}

func TestWhen(t *testing.T) {
	for _, c := range []struct {
		text string
		bias Bias
		want string
	}{
		{"fri 10:00", Future, at(2026, 11, 27, 10, 0)}, {"10:00 fri", Future, at(2026, 11, 27, 10, 0)}, {"tomorrow", Future, at(2026, 11, 25, 9, 0)},
		{"mon", Past, at(2026, 11, 23, 12, 0)}, {"in 2 hours", Future, at(2026, 11, 24, 16, 2)}, {"2026-11-20T14:00", Future, at(2026, 11, 20, 14, 0)},
		{"2026-11-20 14:00", Future, at(2026, 11, 20, 14, 0)}, {"13:00", Future, at(2026, 11, 25, 13, 0)}, {" Now ", Past, at(2026, 11, 24, 14, 2)},
	} {
		got, err := When(c.text, now, c.bias)
		if err != nil || got.Std().Format("2006-01-02 15:04") != c.want {
			t.Errorf("%q leaning %d: %v, %v, want %s", c.text, c.bias, got.Std(), err, c.want)
		}
	}
	for text, key := range map[string]string{
		"": "entry.time_unknown", "soon": "entry.time_unknown", "fri 25:00": "entry.no_such_time", "2026-02-30": "entry.no_such_day", "fri 10:00 sharp": "entry.time_unknown",
	} {
		_, err := When(text, now, Future)
		if e := (*say.Error)(nil); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func TestKindThatWasPutAwayIsNeitherReadNorOffered(t *testing.T) {
	away := event.NewMemory()
	bodies := append(event.GeneralPack(), event.Set{Type: record.TypeKind, ID: record.KindID("visit"), Fields: []record.Assign{
		{Field: record.FieldArchived, Value: record.BoolValue(true)},
	}})
	if err := away.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	c := Context{Book: away.Book(), Now: now}
	if r := Parse("visit bolt", c); r.Kind != nil || len(r.Problems) == 0 {
		t.Errorf("a kind put away is read as %+v", r.Kind)
	}
	if slices.ContainsFunc(Complete("v", 1, c), func(s Suggestion) bool { return s.Text == "visit" }) {
		t.Error("a kind put away is offered")
	}
}

// Where only a part may be seen, a name that is not in it may be there all the
// same: the words are the same either way, and true.
func TestInAPartNothingIsSaidToBeNew(t *testing.T) {
	c := world(t)
	whole := c.Book
	own := record.Part{Accounts: map[record.ID]*record.Account{}, Goal: func(*record.Goal) bool { return false }, Setting: func(string) bool { return true }}
	acme := record.AccountID("Acme Ltd")
	own.Accounts[acme] = whole.Accounts[acme].Named()
	c.Book, c.Index = whole.Part(own), nil
	for line, want := range map[string]string{
		"call Bolt":       `account "Bolt", new to you`, // it is there
		"call Nobody Ltd": `account "Nobody Ltd", new to you`,
		"call Acme Ltd":   "Acme Ltd",
	} {
		if got := Parse(line, c).Explain(say.English()); !strings.HasPrefix(got, "Call · "+want+" ·") {
			t.Errorf("%q: %s", line, got)
		}
	}
	for _, line := range []string{`call "Acme Ltd"/"Big Renewal"`, `call "Bolt"/"Big Renewal"`} {
		if r := Parse(line, c); len(r.Problems) != 1 || !r.Deal.ID.IsZero() {
			t.Errorf("%q: %d problems, deal %v", line, len(r.Problems), r.Deal)
		}
	}
}
