package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/store/say"
)

func TestJoinEntry(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"call", "acme", "15m"}, "call acme 15m"},
		{[]string{"call acme 15m connected: hi"}, "call acme 15m connected: hi"},
		{[]string{"call", "acme corp", "15m"}, `call "acme corp" 15m`},
		{[]string{"call", "acme corp/big deal", "15m"}, `call "acme corp"/"big deal" 15m`},
		{[]string{"call", `"acme corp a/s"`}, `call "acme corp a/s"`},
		{[]string{"call", "acme", "with", "dana scully/fox"}, `call acme with "dana scully/fox"`},
		{[]string{"call", "acme", "connected: wants pricing"}, "call acme connected: wants pricing"},
		{[]string{"call", "acme", "connected:", "wants", "two words"}, "call acme connected: wants two words"},
		{[]string{"call", "acme", "then demo fri 10:00"}, "call acme then demo fri 10:00"},
		{[]string{"call", "acme", "@yesterday 14:00"}, "call acme @yesterday 14:00"},
		{[]string{"call", "acme", "with", "dana scully"}, `call acme with "dana scully"`},
		{[]string{"call", `"acme corp"`}, `call "acme corp"`},
	} {
		if got := joinEntry(c.args); got != c.want {
			t.Errorf("joinEntry(%q) = %q, want %q", c.args, got, c.want)
		}
	}
}

func TestEndFlags(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"log call acme connected: wants --json -10%", "log call acme -- connected: wants --json -10%"},
		{"log --as x: call acme", "log --as x: call acme"},
		{"--file a: log call acme --json held: yes", "--file a: log call acme --json -- held: yes"},
		{"log -- call acme held: yes", "log -- call acme held: yes"},
		{"measure traffic: 3", "measure traffic: 3"},
		{"log call acme @14:00 15m", "log call acme @14:00 15m"},
		{"log call acme worth -5 connected", "log call acme worth -- -5 connected"},
		{"log call acme -5m: hi", "log call acme -- -5m: hi"},
		{"measure nps -12", "measure nps -- -12"},
		{"measure nps -.5 --on today", "measure nps --on today -- -.5"},
		{"goal set earnings_ratio -1 --period month", "goal set earnings_ratio --period month -- -1"},
		{"measure --on -5 nps 3", "measure --on -5 nps 3"},
		{"measure -", "measure -"},
		{"deal add x --amount -5", "deal add x --amount -5"},
	} {
		a := &app{World: World{Env: func(string) string { return "" }, Now: time.Now, Zone: time.UTC}, say: say.English()}
		if got := a.endFlags(a.root(), strings.Fields(c.args)); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("endFlags(%q) = %q, want %q", c.args, got, c.want)
		}
	}
}
