package findings

import (
	"context"
	"slices"
	"sync"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/store/record"
)

// Finder finds leads in the states of one data file and remembers what it
// found in the views asked for last. It is safe for concurrent use; those who
// ask take turns. The zero Finder is ready.
type Finder struct {
	// Workers is how many pairs are tested at the same time; 0 is one for each
	// processor.
	Workers int

	mu     sync.Mutex
	engine metrics.Engine
	kept   []kept // asked for last at the end
}

// kept is what was found in a view.
type kept struct {
	period record.Period
	team   string
	reps   []record.ID
	all    bool // everybody: nil reps are not no reps
	found  *Findings
}

// views is how many views a Finder remembers.
const views = 16

func (k *kept) suits(v metrics.View) bool {
	return k.period == v.Period && k.team == v.Team && k.all == (v.Reps == nil) && slices.Equal(k.reps, v.Reps)
}

// Changed tells what happened to the file between the view asked for last and
// the next one, as metrics.Engine has to be told.
func (f *Finder) Changed(book *record.Book, c metrics.Changes) { f.engine.Changed(book, c) }

// Find gives the findings of a view. Where its history holds the same numbers
// as when it was asked for last, that is the same *Findings as then. progress
// is told how many of all pairs are done, from several goroutines; nil for
// nobody. The error is the context's.
func (f *Finder) Find(ctx context.Context, v metrics.View, progress func(done, all int)) (*Findings, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if v.Period == 0 {
		v.Period = record.Week
	}
	h, err := Read(ctx, &f.engine, v)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(f.kept, func(k kept) bool { return k.suits(v) })
	if at >= 0 && f.kept[at].found.History.equal(h) {
		return f.kept[at].found, nil
	}
	r, err := leadlag.Analyse(ctx, h.Indicators, h.Outcomes, leadlag.Options{Unit: h.Unit, Workers: f.Workers, Progress: progress})
	if err != nil {
		return nil, err
	}
	found := newFindings(h, r)
	if at >= 0 {
		f.kept = slices.Delete(f.kept, at, at+1)
	}
	f.kept = append(f.kept, kept{v.Period, v.Team, slices.Clone(v.Reps), v.Reps == nil, found})
	f.kept = f.kept[max(len(f.kept)-views, 0):]
	return found, nil
}
