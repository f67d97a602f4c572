package quick

import (
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// How people write times and spans when nobody tells them how.
func TestOtherWaysToSayWhen(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		"call bolt @now":                              "call | Bolt | " + at(2026, 11, 24, 14, 2),
		"call bolt @2026-11-20T14:00":                 "call | Bolt | " + at(2026, 11, 20, 14, 0),
		"call bolt on 2026-11-20t9:30 5m":             "call | Bolt | 5m0s | " + at(2026, 11, 20, 9, 30),
		"call bolt @20.11.2026 9:00":                  "call | Bolt | " + at(2026, 11, 20, 9, 0),
		"call bolt on 1.12.":                          "call | Bolt | " + at(2025, 12, 1, 12, 0),
		"call bolt @15 min ago":                       "call | Bolt | " + at(2026, 11, 24, 13, 47),
		"call bolt @2 hours":                          "call | Bolt | " + at(2026, 11, 24, 12, 2),
		"call bolt @1h 30m":                           "call | Bolt | 30m0s | " + at(2026, 11, 24, 13, 2),
		"call bolt 1h 30m":                            "call | Bolt | 1h30m0s",
		"call bolt 15 min connected":                  "call | Bolt | connected | 15m0s",
		"call bolt 2 hours: long":                     "call | Bolt | 2h0m0s | note long",
		"call bolt at 9:00 15 minutes":                "call | Bolt | 15m0s | " + at(2026, 11, 24, 9, 0),
		"call bolt then call in 2 hours":              "call | Bolt | then call " + at(2026, 11, 24, 16, 2),
		"call bolt then call next week":               "call | Bolt | then call " + at(2026, 11, 30, 9, 0),
		"call bolt then call next month 8am":          "call | Bolt | then call " + at(2026, 12, 1, 8, 0),
		"call bolt then call 2026-12-01T10:00: x":     "call | Bolt | then call " + at(2026, 12, 1, 10, 0) + " | note x",
		"call bolt then demo 2 hours":                 "call | Bolt | 2h0m0s | then demo " + at(2026, 11, 25, 9, 0),
		"call bolt then demo 1.12. 10:00":             "call | Bolt | then demo " + at(2026, 12, 1, 10, 0),
		"call acme with dana kim connected":           "call | Acme Ltd | with Dana Kim | connected",
		"call acme with dana kim: hi":                 "call | Acme Ltd | with Dana Kim | note hi",
		"call acme with dana connected":               "call | Acme Ltd | with Dana Kim | connected",
		"call bolt then call in 3 days at 10:00 busy": "call | Bolt | busy | then call " + at(2026, 11, 27, 10, 0),
	} {
		r := Parse(line, c)
		if got := brief(r); got != want || len(r.Problems) > 0 {
			t.Errorf("%s\n got %s\nwant %s\nproblems %v", line, got, want, problems(line, r))
		}
	}
	for line, want := range map[string]string{
		"call bolt @2026-02-30T14:00": "entry.no_such_day <@2026-02-30T14:00>",
		"call bolt @2026-11-20T25:00": "entry.no_such_time <@2026-11-20T25:00>",
		"call bolt @2026-11-20Tx":     "entry.no_such_time <@2026-11-20Tx>",
		"call bolt @31.11.2026":       "entry.no_such_day <@31.11.2026>",
		"call bolt @1.13.2026":        "entry.no_such_day <@1.13.2026>",
		"call bolt 30 hours":          "entry.duration_long <30 hours>",
		"call bolt 1h 90m":            "entry.duration_twice <90m>",
		"call bolt with dana kim":     "entry.word_unknown <kim>", // Bolt has no such contact
	} {
		r := Parse(line, c)
		if got := strings.Join(problems(line, r), "; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}

// A name that differs from a known one by a letter is new, and is said to be
// near it, before anybody has two of one.
func TestANewNameNearAKnownOne(t *testing.T) {
	c := world(t)
	for line, want := range map[string]string{
		"call lumeire":          `Call · NEW account "lumeire" (did you mean Café Lumière?) · today 14:02`,
		`call "Bolts"`:          `Call · NEW account "Bolts" (did you mean Bolt?) · today 14:02`,
		"call Zanzibar":         `Call · NEW account "Zanzibar" · today 14:02`,
		`call "renwables" busy`: `Call · NEW account "renwables" (did you mean Acme Renewables?) · busy · today 14:02`,
	} {
		if got := Parse(line, c).Explain(say.English()); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
	bodies, err := Parse("call lumeire", c).Bodies(func() record.ID { return record.ID{9} })
	if err != nil || len(bodies) != 2 || bodies[0].(event.Set).ID != record.AccountID("lumeire") {
		t.Errorf("it can be saved as it is: %v, %v", bodies, err)
	}
}
