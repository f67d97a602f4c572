package record

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func moved(hour int, from, to string) Move {
	return Move{At: Time{Unix: 86400*100 + int64(hour)*3600}, From: from, To: to}
}

func TestADetourOfLessThanADayIsNone(t *testing.T) {
	began, on := moved(0, "", "lead"), moved(200, "lead", "proposal")
	for _, c := range []struct {
		name string
		all  []Move
		want []Move
	}{
		{"back at once", []Move{began, on, moved(201, "proposal", "lead")}, []Move{began}},
		{"back after 23 hours", []Move{began, on, moved(223, "proposal", "lead")}, []Move{began}},
		{"back after a day", []Move{began, on, moved(224, "proposal", "lead")}, []Move{began, on, moved(224, "proposal", "lead")}},
		{"there again", []Move{began, on, moved(201, "proposal", "lead"), moved(202, "lead", "proposal")}, []Move{began, moved(202, "lead", "proposal")}},
		{"over two stages", []Move{began, on, moved(205, "proposal", "won"), moved(210, "won", "lead")}, []Move{began}},
		{"of the second", []Move{began, on, moved(205, "proposal", "won"), moved(210, "won", "proposal")}, []Move{began, on}},
		{"none", []Move{began, on}, []Move{began, on}},
		{"on no known day", []Move{{To: "lead"}, {From: "lead", To: "won"}, {From: "won", To: "lead"}}, []Move{{To: "lead"}, {From: "lead", To: "won"}, {From: "won", To: "lead"}}},
	} {
		if got := Settled(c.all); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestADealPutBackIsAsOldAsBefore(t *testing.T) {
	at := func(hour int, stage string) Change {
		return Change{At: moved(hour, "", "").At, Field: FieldStage, Value: Text(stage)}
	}
	d := life(at(0, "lead"), at(200, "proposal"), at(200, "lead"))
	if d.Now.StageSince != moved(0, "", "").At || len(d.Moves) != 3 {
		t.Errorf("in the stage since %v; %d moves", d.Now.StageSince, len(d.Moves))
	}
	d = life(at(0, "lead"), at(200, "proposal"), at(230, "lead"))
	if d.Now.StageSince != moved(230, "", "").At {
		t.Errorf("after more than a day it is in the stage since %v", d.Now.StageSince)
	}
}

// Settled moves lead from stage to stage and end where the deal is; settling
// them again changes nothing, and what is given stays as it is.
func TestSettledMovesAreOneWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Move
		hour, stage := 0, ""
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			hour += rapid.IntRange(0, 30).Draw(t, "hours")
			to := rapid.SampledFrom([]string{"a", "b", "c", "won"}).Draw(t, "to")
			if to == stage {
				continue
			}
			all = append(all, moved(hour, stage, to))
			stage = to
		}
		given := slices.Clone(all)
		got := Settled(all)
		if !slices.Equal(all, given) || !slices.Equal(Settled(got), got) {
			t.Fatalf("of %v: %v", given, got)
		}
		from := ""
		for _, m := range got {
			if m.From != from {
				t.Fatalf("%v does not lead on", got)
			}
			from = m.To
		}
		if from != stage {
			t.Fatalf("%v ends in %q, not in %q", got, from, stage)
		}
	})
}
