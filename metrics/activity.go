package metrics

import "foresail/store/record"

// match says which activities count: those of the kinds, with one of the
// outcomes Only (nil for any) and none of Except. An agreed next step counts
// under its own kind with the outcome record.Planned.
type match struct {
	Kinds  []string
	Only   []string
	Except []string
}

// The kinds that the general indicators are about.
const (
	kindCall     = "call"
	kindEmail    = "email"
	kindMeeting  = "meeting"
	kindDemo     = "demo"
	kindProposal = "proposal"
	kindTraining = "training"
	kindNote     = "note"
)

// The outcomes that the general indicators look at.
const (
	outcomeConnected = "connected"
	outcomeBooked    = "booked"
	outcomeSpam      = "spam"
)

var (
	booked  = []string{record.Planned, outcomeBooked}
	planned = []string{record.Planned}
	// The answer to a proposal is not another one sent.
	unsent = []string{record.Planned, "accepted", "declined"}
	noise  = []string{record.Planned, outcomeSpam}
	// A meeting logged with no outcome is taken to have happened.
	unheld = []string{record.Planned, outcomeBooked, "no-show", "cancelled", "canceled", "rescheduled", "moved"}
)

// What the general indicators and the table of the team both count.
var (
	connectedCalls = match{Kinds: []string{kindCall}, Only: []string{outcomeConnected}}
	meetingsBooked = match{Kinds: []string{kindMeeting}, Only: booked}
	meetingsHeld   = match{Kinds: []string{kindMeeting}, Except: unheld}
)

// done counts activities of a kind that were done, whatever came of them.
func done(kind string) match { return match{Kinds: []string{kind}, Except: planned} }

type tallyKey struct {
	scope string
	day   record.Date
}

// tally is what a scope did on a day, by kind and outcome.
type tally struct {
	kind, outcome record.Sym
	count         int
	seconds       int64
}

// tally gives the counts of a day for the scope.
func (f *frame) tally(day record.Date) []tally {
	key := tallyKey{f.scope.key, day}
	if t, ok := f.memo.tallies[key]; ok {
		return t
	}
	var out []tally
	for _, c := range f.Days.Cells(day) {
		if !f.scope.all() && !f.scope.has(f.Syms.ID(c.Rep), day) {
			continue
		}
		out = addTally(out, c)
	}
	f.memo.tallies[key] = out
	return out
}

func addTally(to []tally, c record.Cell) []tally {
	for i := range to {
		if to[i].kind == c.Kind && to[i].outcome == c.Outcome {
			to[i].count += int(c.Count)
			to[i].seconds += c.Seconds
			return to
		}
	}
	return append(to, tally{c.Kind, c.Outcome, int(c.Count), c.Seconds})
}

// syms is a match in the data file's own numbers.
type syms struct{ kinds, only, except []record.Sym }

func (f *frame) syms(m match) syms {
	find := func(words []string) []record.Sym {
		var out []record.Sym
		for _, s := range words {
			if y, ok := f.Syms.Find(s); ok {
				out = append(out, y)
			}
		}
		return out
	}
	s := syms{find(m.Kinds), find(m.Only), find(m.Except)}
	if m.Only != nil && s.only == nil {
		s.kinds = nil // none of the outcomes ever occurred
	}
	return s
}

func (s syms) has(t tally) bool {
	return contains(s.kinds, t.kind) && (s.only == nil || contains(s.only, t.outcome)) && !contains(s.except, t.outcome)
}

func contains(ys []record.Sym, y record.Sym) bool {
	for _, x := range ys {
		if x == y {
			return true
		}
	}
	return false
}

// count adds up the activities of the window that match.
func (w *Window) count(m match) (n int, seconds int64) {
	s := w.syms(m)
	if len(s.kinds) == 0 {
		return 0, 0
	}
	from, to := w.active()
	for day := from; day <= to; day++ {
		for _, t := range w.tally(day) {
			if s.has(t) {
				n += t.count
				seconds += t.seconds
			}
		}
	}
	return n, seconds
}

// counting makes the Eval of a count of activities.
func counting(m match) func(*Window) Value {
	return func(w *Window) Value {
		n, _ := w.count(m)
		return counted(n)
	}
}

// trainingHours adds up time spent on training; where the file has the
// measurement "training hours", that is taken instead.
func trainingHours(w *Window) Value {
	if w.scope.all() && w.measuredUntil(measureTraining) != 0 {
		return measured(measureTraining, total)(w)
	}
	n, seconds := w.count(done(kindTraining))
	return Value{Number: Float(float64(seconds) / 3600), N: n}
}
