package tuitest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// Noon is the moment at which sample data stands: a Friday.
var Noon = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.FixedZone("", 8*3600))

// Me is the rep who uses the cockpit in tests.
var Me = record.RepID("Dana Fox")

var sampleReps = []string{"Dana Fox", "José Núñez", "山田 太郎", "Wei Ling 👩🏽‍💼"}

// sampleAccounts hold names that have broken columns before.
var sampleAccounts = []string{
	"Acme", "Globex", "Initech", "日本電産株式会社", "Käse & Söhne", "Zażółć gęślą jaźń", "👨‍👩‍👧‍👦 Family Foods", "Donaudampfschifffahrtsgesellschaft mbH",
	"한국전력공사", "Z͑ͫ̓algo Ltd", "Ｆｕｌｌ Ｗｉｄｔｈ", "नमस्ते ट्रेडर्स", "Umbrella", "Hooli", "🇲🇾 Kuala Retail", "Stark",
}

// Sample makes a data file with half a year of a small team.
func Sample() *Logbook {
	l := NewLogbook(Noon)
	rnd := rand.New(rand.NewPCG(7, 11))
	var bodies []event.Body
	for _, n := range sampleReps {
		bodies = append(bodies, event.Set{Type: record.TypeRep, ID: record.RepID(n), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(n)}}})
	}
	for i, n := range sampleAccounts {
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: record.AccountID(n), At: ago(150-i*7, 9), Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(n)}, {Field: record.FieldRep, Value: record.IDValue(record.RepID(sampleReps[i%len(sampleReps)]))}}})
	}
	bodies = append(bodies, event.NewSetting(record.SettingCurrency, "EUR"))
	bodies = append(bodies, sampleDeals(rnd)...)
	bodies = append(bodies, sampleActivities(rnd)...)
	l.Seed(bodies...)
	return l
}

// ago gives an hour of a day before Noon.
func ago(days, hour int) record.Time {
	return record.TimeOf(time.Date(2026, time.November, 20-days, hour, 0, 0, 0, Noon.Location()))
}

var stages = []string{"lead", "qualified", "meeting", "proposal", "negotiation", record.StageWon}

func sampleDeals(rnd *rand.Rand) []event.Body {
	var out []event.Body
	for i := range 48 {
		id := record.DeriveID("sample/deal", fmt.Sprint(i))
		account := sampleAccounts[i%len(sampleAccounts)]
		began := 10 + rnd.IntN(150)
		step := func(days int, fields ...record.Assign) {
			out = append(out, event.Set{Type: record.TypeDeal, ID: id, At: ago(max(days, 0), 10), Fields: fields})
		}
		step(began,
			record.Assign{Field: record.FieldTitle, Value: record.Text(fmt.Sprintf("%s rollout %d", account, i))},
			record.Assign{Field: record.FieldAccount, Value: record.IDValue(record.AccountID(account))},
			record.Assign{Field: record.FieldRep, Value: record.IDValue(record.RepID(sampleReps[i%len(sampleReps)]))},
			record.Assign{Field: record.FieldStage, Value: record.Text(stages[0])},
			record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: int64(1+rnd.IntN(400)) * 25_000, Currency: "EUR"})},
			record.Assign{Field: record.FieldExpected, Value: record.DateValue(ago(30-rnd.IntN(120), 0).Date())},
		)
		for s, day := 1, began; s <= rnd.IntN(len(stages)); s++ {
			if day -= 4 + rnd.IntN(25); day < 0 {
				break
			}
			to := stages[s]
			if s == len(stages)-1 && rnd.IntN(3) == 0 {
				to = record.StageLost
			}
			step(day, record.Assign{Field: record.FieldStage, Value: record.Text(to)})
		}
		if i%3 != 0 {
			step(2, record.Assign{Field: record.FieldNextStep, Value: record.Text("demo")},
				record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(ago(-rnd.IntN(9)+1, 15))})
		}
	}
	return out
}

func sampleActivities(rnd *rand.Rand) []event.Body {
	kinds := []string{"call", "call", "call", "call", "email", "email", "meeting", "demo", "proposal", "inquiry", "visit"}
	notes := []string{"", "", "", "wants pricing before the budget freeze", "asked for 価格表", "👍🏽 likes it", "call back after 山の日, speak to e\u0301lodie"}
	var out []event.Body
	n := 0
	for day := 180; day >= 0; day-- {
		at := ago(day, 0)
		if wd := at.Date().Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		for range 3 + rnd.IntN(5) {
			n++
			kind := kinds[rnd.IntN(len(kinds))]
			a := event.Activity{}
			a.ID = record.DeriveID("sample/activity", fmt.Sprint(n))
			a.Kind, a.At = kind, ago(day, 8)
			a.At.Unix += int64(rnd.IntN(3*60)) * 60
			a.Rep = record.RepID(sampleReps[rnd.IntN(len(sampleReps))])
			a.Account = record.AccountID(sampleAccounts[rnd.IntN(len(sampleAccounts))])
			a.Note = notes[rnd.IntN(len(notes))]
			if kind == "call" {
				a.Outcome = []string{"connected", "no-answer", "voicemail"}[rnd.IntN(3)]
				a.Seconds = int32(60 * rnd.IntN(30))
			}
			out = append(out, a)
		}
	}
	return out
}
