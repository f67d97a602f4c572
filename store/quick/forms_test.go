package quick

import (
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// trap is a book whose names are words of the grammar, hold its signs, or
// begin like one another.
func trap(t testing.TB) Context {
	t.Helper()
	m := event.NewMemory()
	bodies := append(event.GeneralPack(), event.NewSetting(record.SettingCurrency, "EUR"))
	account := func(name string) record.ID {
		id := record.AccountID(name)
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: id, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}})
		return id
	}
	deal := func(n byte, of record.ID, title string) {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.ID{n}, Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text(title)}, {Field: record.FieldAccount, Value: record.IDValue(of)}, {Field: record.FieldStage, Value: record.Text("lead")},
		}})
	}
	acme, ltd := account("Acme"), account("Acme Ltd")
	for _, name := range []string{"Big Co", "Novo A/S", "held", "15m", "Moved Media", "Herald", "Sentinel", "Cafe", "Café", "Worth", "北海道商事", "Note", "Ikea", "Bluebird"} {
		account(name)
	}
	deal(1, acme, "Renewal")
	deal(2, ltd, "Big deal")
	deal(3, ltd, "Big fish")
	deal(4, record.AccountID("Big Co"), "Fleet/2027")
	bodies = append(bodies, event.Set{Type: record.TypeKind, ID: record.KindID("fax"), Fields: []record.Assign{
		{Field: record.FieldKey, Value: record.Text("fax")}, {Field: record.FieldName, Value: record.Text("Fax")}, {Field: record.FieldArchived, Value: record.BoolValue(true)},
	}})
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	return Context{Book: m.Book(), Rep: record.RepID("ann"), Now: now}
}

func TestNamesInEachOthersWay(t *testing.T) {
	c := trap(t)
	for line, want := range map[string]string{
		"call acme: hi":                               "call | Acme | note hi",
		"call acme 15m connected: x":                  "call | Acme | connected | 15m0s | note x",
		"call acme/renewal":                           "call | Acme | deal Renewal",
		"call acme/ren connected":                     "call | Acme | deal Renewal | connected",
		"call acme ltd":                               "call | Acme Ltd",
		"call acme l conn":                            "call | Acme Ltd | connected",
		"call acme ltd/big deal connected":            "call | Acme Ltd | deal Big deal | connected",
		"call acme ltd/big fish":                      "call | Acme Ltd | deal Big fish",
		`call "Acme Ltd"/"Big deal"`:                  "call | Acme Ltd | deal Big deal",
		`call "Acme Ltd"/big: x`:                      "call | Acme Ltd | deal Big deal | note x",
		`call “Acme Ltd” connected`:                   "call | Acme Ltd | connected",
		"call big co/fleet":                           "call | Big Co | deal Fleet/2027",
		`call "Big Co"/"Fleet/2027"`:                  "call | Big Co | deal Fleet/2027",
		"call novo a/s connected":                     "call | Novo A/S | connected",
		`call "Novo A/S"`:                             "call | Novo A/S",
		`call "Novo A"/"S" 15m`:                       "call | Novo A/S | 15m0s",
		"call Newer A/S":                              "call | NEW Newer A | deal S",
		"m acme held":                                 "meeting | Acme | held",
		"mt acme held":                                "meeting | Acme | held",
		"mtg acme":                                    "meeting | Acme",
		"m held":                                      "meeting | held",
		"m held held":                                 "meeting | held | held",
		"m held acme":                                 "meeting | held",
		"m moved media":                               "meeting | Moved Media",
		"m moved acme":                                "meeting | Acme | moved",
		"em sent acme":                                "email | Acme | sent",
		`call "15m" 15m`:                              "call | 15m | 15m0s",
		`call "worth" worth 5`:                        "call | Worth | EUR 500",
		`call "note": hi`:                             "call | Note | note hi",
		"call Café":                                   "call | Café",
		"call cafe":                                   "call | Cafe",
		"call 北海":                                     "call | 北海道商事",
		"call ikeaa":                                  "call | NEW ikeaa",
		"call nikea":                                  "call | NEW nikea",
		"call acme with dana +a +a":                   "call | Acme | with dana | +a",
		`call acme with "Dana Kim" +"two words"`:      "call | Acme | with Dana Kim | +two words",
		`call "Acme: East": hi`:                       "call | NEW Acme: East | note hi",
		`call "Acme:" connected`:                      "call | Acme | connected",
		"c acme then demo":                            "call | Acme | then demo " + at(2026, 11, 25, 9, 0),
		"c acme then demo 2h":                         "call | Acme | 2h0m0s | then demo " + at(2026, 11, 25, 9, 0),
		"c acme then demo 15m connected":              "call | Acme | connected | 15m0s | then demo " + at(2026, 11, 25, 9, 0),
		"c acme then call in 30m":                     "call | Acme | then call " + at(2026, 11, 24, 14, 32),
		"c acme then demo on fri":                     "call | Acme | then demo " + at(2026, 11, 27, 9, 0),
		"c acme then demo @fri 10:00":                 "call | Acme | then demo " + at(2026, 11, 27, 10, 0),
		"c acme then demo fri at 10:00":               "call | Acme | then demo " + at(2026, 11, 27, 10, 0),
		"call acme connected then demo fri 10:00: ok": "call | Acme | connected | then demo " + at(2026, 11, 27, 10, 0) + " | note ok",
		"c acme then demo tomorrow @yesterday 10:00":  "call | Acme | " + at(2026, 11, 23, 10, 0) + " | then demo " + at(2026, 11, 25, 9, 0),
		"c acme @2026-11-02 then demo 2026-11-09":     "call | Acme | " + at(2026, 11, 2, 12, 0) + " | then demo " + at(2026, 11, 9, 9, 0),
		"call acme @ 14:00":                           "call | Acme | " + at(2026, 11, 24, 14, 0),
		"call acme on monday":                         "call | Acme | " + at(2026, 11, 23, 12, 0),
		"call acme at 14:00 on monday":                "call | Acme | " + at(2026, 11, 23, 14, 0),
		"call acme at 13:00 15m":                      "call | Acme | 15m0s | " + at(2026, 11, 24, 13, 0),
		"call acme @15m":                              "call | Acme | " + at(2026, 11, 24, 13, 47),
		"call acme @2h ago 15m":                       "call | Acme | 15m0s | " + at(2026, 11, 24, 12, 2),
		"call acme @yesterday 2h":                     "call | Acme | 2h0m0s | " + at(2026, 11, 23, 12, 0),
		"call acme 15min":                             "call | Acme | 15m0s",
		"call acme worth eur 1200":                    "call | Acme | EUR 120,000",
		"call acme worth eur 1.2k busy":               "call | Acme | busy | EUR 120,000",
	} {
		r := Parse(line, c)
		if got := brief(r); got != want {
			t.Errorf("%s\n got %s\nwant %s\nproblems %v", line, got, want, problems(line, r))
		}
	}
}

func TestWhatCannotBeMeant(t *testing.T) {
	c := trap(t)
	for line, want := range map[string]string{
		"fax acme":                                    "entry.kind_unknown <fax>",
		"call acme/":                                  "entry.deal_empty </>",
		"call /renewal":                               "entry.account_empty </>",
		"call acme/zzz":                               "entry.deal_unknown <zzz>",
		`call acme/"Rene"`:                            `entry.deal_unknown <"Rene">`,
		"call nobody/x":                               "entry.deal_of_new <x>",
		`call "Acme Ltd`:                              `entry.quote_open <"Acme Ltd>`,
		`call acme with "Dana: hi`:                    `entry.quote_open <"Dana: hi>`,
		`call ""`:                                     `entry.account_empty <"">`,
		`call acme with ""`:                           `entry.contact_missing <with "">`,
		"call acme with dana with kim":                "entry.contact_twice <with kim>",
		"call acme worth 5 worth 6":                   "entry.worth_twice <worth 6>",
		"call acme then demo then call":               "entry.then_twice <then call>",
		"call acme connected busy":                    "entry.outcome_twice <busy>",
		"call connected busy":                         "entry.outcome_twice <busy>",
		"call acme 0m 5m":                             "entry.duration_twice <5m>",
		"call acme -5m":                               "entry.duration_negative <-5m>",
		"call acme @":                                 "entry.when_unknown <@>",
		"call acme @2026-11-20 25:00":                 "entry.no_such_time <@2026-11-20 25:00>",
		"call acme on 2026-02-30":                     "entry.no_such_day <on 2026-02-30>",
		"call acme @2026-02-30: note":                 "entry.no_such_day <@2026-02-30>",
		"call acme then demo 2026-02-30":              "entry.no_such_day <then demo 2026-02-30>",
		"call acme then demo fri 99:00: x":            "entry.no_such_time <then demo fri 99:00>",
		"call acme then demo today 10:00":             "entry.then_past <then demo today 10:00>",
		"call acme then demo fri @yesterday ":         "",
		"call acme +\u200b":                           "entry.tag_empty <+\u200b>",
		"call acme worth 1.234":                       "entry.worth_ambiguous <worth 1.234>",
		"call acme worth 1.999 usd":                   "entry.worth_ambiguous <worth 1.999 usd>",
		"call acme worth 5.001":                       "entry.worth_ambiguous <worth 5.001>",
		"call acme worth 0.001":                       "entry.worth_precise <worth 0.001>",
		"call acme worth 12.5 jpy":                    "form.amount.whole <worth 12.5 jpy>",
		"call acme worth 99999999999999999999":        "entry.worth_large <worth 99999999999999999999>",
		"call acme worth 5 xyz":                       "entry.word_unknown <xyz>",
		"note acme xyz":                               "entry.word_unknown_here <xyz>",
		"call blue sky":                               "entry.word_unknown <sky>",
		"v: x":                                        "",
		": x":                                         "entry.kind_unknown <:>",
		`"" acme`:                                     `entry.kind_unknown <"">`,
		"call " + strings.Repeat("x", 1100):           "entry.account_long <" + strings.Repeat("x", 1100) + ">",
		"call acme +" + strings.Repeat("x", 1100):     "entry.tag_long <+" + strings.Repeat("x", 1100) + ">",
		"call acme with " + strings.Repeat("x", 1100): "entry.contact_long <with " + strings.Repeat("x", 1100) + ">",
	} {
		r := Parse(line, c)
		if got := strings.Join(problems(line, r), "; "); got != want {
			t.Errorf("%.60q\n got %.300s\nwant %.300s\n%.200s", line, got, want, brief(r))
		}
	}
}

// A line may be empty, and a book may know nobody or not be there.
func TestNobodyKnown(t *testing.T) {
	m := event.NewMemory()
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, event.GeneralPack()...); err != nil {
		t.Fatal(err)
	}
	if r := Parse("call acme corp connected", Context{Book: m.Book(), Now: now}); brief(r) != "call | NEW acme corp | connected" || !r.Complete {
		t.Errorf("%s %v", brief(r), r.Problems)
	}
	if r := Parse("call acme", Context{Now: now}); len(r.Problems) == 0 || Complete("call ", 5, Context{Now: now}) != nil {
		t.Errorf("without a book: %s", brief(r))
	}
}

func TestALongLineTakesNoLongTime(t *testing.T) {
	c := trap(t)
	start := time.Now()
	Parse(strings.Repeat("call ", 20_000), c)
	Parse("call "+strings.Repeat("zz ", 20_000), c)
	Parse("call "+strings.Repeat("/", 20_000), c)
	Parse(strings.Repeat(`"`, 20_001), c)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%v", took)
	}
}

// What Quote writes is one name again, whatever it holds.
func TestQuotedNames(t *testing.T) {
	c := Context{Now: now, Book: trap(t).Book}
	for _, name := range []string{"Acme", "Acme Ltd", "a/b", "x:", "15m", "-5m", "@home", "+1", "on", "Then", "note", "held", `Big "Fish" Ltd`, "“Smart” Co", "„Zitat“", "non\u00a0breaking", ":", "/"} {
		r := Parse("call "+Quote(name)+" connected: n", c)
		if !strings.EqualFold(r.Account.Name, name) || r.Outcome != "connected" || r.Note != "n" || len(r.Problems) > 0 {
			t.Errorf("%s is read as %s, %v", Quote(name), brief(r), r.Problems)
		}
	}
}
