package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// Many who write at once share commits, and each gets its own answer: those
// that are refused do not spoil it for the others.
func TestWritersShareCommits(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	before, err := s.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const writers, each = 20, 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if _, err := s.Append(ctx, record.RepID("ann"), call(w*1000+i)); err != nil {
					t.Error(err)
				}
				if _, err := s.Undo(ctx, record.RepID("ann"), record.Ref{Node: s.Node(), Seq: 1 << 30}); !errors.Is(err, ErrNoEvent) {
					t.Errorf("an undo of nothing: %v", err)
				}
			}
		})
	}
	wg.Wait()
	after, changes, err := s.Refresh(ctx, before)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for d := range changes.Days {
		n += len(after.Rows(changes.Days[d]))
	}
	if commits := after.Rev.txid - before.Rev.txid; n != writers*each || commits >= 2*writers*each {
		t.Errorf("%d activities in %d commits", n, commits)
	}
}

// A batch lets go of the file while whoever fills it pauses.
func TestBatchLetsOthersWork(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(call(1)); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := s.Append(ctx, record.RepID("ann"), call(2)); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("an append waited %v for a batch that paused", waited)
	}
	for _, n := range []int{1, 2, 3} { // two of them known, one of those by somebody else's hand
		if _, known, err := b.Activity(id(n)); err != nil || known != (n < 3) {
			t.Errorf("activity %d known: %v, %v", n, known, err)
		}
		if err := b.Add(call(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := b.Add(call(4)); err == nil {
		t.Error("a closed batch took something")
	}
	nodes, err := s.Nodes(ctx)
	if err != nil || nodes[s.Node()] != 3 {
		t.Errorf("%d events, want 3 (%v)", nodes[s.Node()], err)
	}
}

// What a batch was given and did not commit is gone after Abandon.
func TestAbandonedBatch(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(call(1)); err != nil {
		t.Fatal(err)
	}
	b.Abandon()
	if nodes, err := s.Nodes(ctx); err != nil || len(nodes) != 0 && nodes[s.Node()] != 0 {
		t.Errorf("nodes %v, %v", nodes, err)
	}
}

// A retry of a group records nothing; a group of which some activities are
// new records those.
func TestRetriesOfGroups(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	account := event.Set{Type: record.TypeAccount, ID: record.AccountID("acme"), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Acme")}}}
	first, err := s.Append(ctx, record.RepID("ann"), account, call(1))
	if err != nil || len(first.Events) != 2 {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := s.Append(ctx, record.RepID("ann"), account, call(1))
	if err != nil || !again.Duplicate || len(again.Events) != 1 || again.Events[0].Ref != first.Events[1].Ref {
		t.Errorf("a retry: %+v, %v", again, err)
	}
	mixed, err := s.Append(ctx, record.RepID("ann"), account, call(1), call(2))
	if err != nil || mixed.Duplicate || len(mixed.Events) != 2 {
		t.Errorf("a group with one new activity: %+v, %v", mixed, err)
	}
}

// References read back as they are written, also those of other files.
func TestRefs(t *testing.T) {
	ctx := context.Background()
	s, other := create(t), create(t)
	r, err := other.Append(ctx, record.RepID("ben"), call(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Merge(ctx, r.Events); err != nil {
		t.Fatal(err)
	}
	for _, ref := range []record.Ref{{Node: s.Node(), Seq: 17}, r.Events[0].Ref} {
		if back, err := s.Ref(s.RefText(ref)); err != nil || back != ref {
			t.Errorf("%v is written %q and read as %v, %v", ref, s.RefText(ref), back, err)
		}
	}
	for _, bad := range []string{"", "0", "-1", "x", "12x", "zzzzzz-1", "-", "1-", strings.Repeat("9", 30)} {
		if ref, err := s.Ref(bad); err == nil {
			t.Errorf("%q is read as %v", bad, ref)
		}
	}
}

// Events that cannot follow on what is here, that come from the future, or
// that give away a copied file are refused, and leave nothing behind.
func TestRefusedMerges(t *testing.T) {
	ctx := context.Background()
	s, other := create(t), create(t)
	var events []event.Event
	for i := range 3 {
		r, err := other.Append(ctx, record.RepID("ben"), call(i))
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, r.Events...)
	}
	changed := func(e event.Event, do func(*event.Event)) event.Event { do(&e); return e }
	for name, c := range map[string]struct {
		events []event.Event
		want   error
	}{
		"a gap":           {events[1:], ErrGap},
		"the future":      {[]event.Event{changed(events[0], func(e *event.Event) { e.Stamp.Wall += 48 * 3600 * 1000 })}, event.ErrSkew},
		"no number":       {[]event.Event{changed(events[0], func(e *event.Event) { e.Ref.Seq = 0 })}, ErrUnplaced},
		"another's stamp": {[]event.Event{changed(events[0], func(e *event.Event) { e.Stamp.Node = 5 })}, ErrUnplaced},
		"an empty body":   {[]event.Event{changed(events[0], func(e *event.Event) { e.Body = event.Activity{} })}, event.ErrMissing},
		"our own name":    {[]event.Event{changed(events[0], func(e *event.Event) { e.Ref.Node, e.Stamp.Node = s.Node(), s.Node() })}, ErrTwin},
	} {
		if err := s.Merge(ctx, c.events); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if nodes, err := s.Nodes(ctx); err != nil || len(nodes) != 0 {
		t.Errorf("something was left: %v, %v", nodes, err)
	}
	if err := s.Merge(ctx, events); err != nil {
		t.Fatal(err)
	}
	twin := changed(events[2], func(e *event.Event) { e.Stamp.Wall++ })
	if err := s.Merge(ctx, []event.Event{twin}); !errors.Is(err, ErrTwin) {
		t.Errorf("two events of one number: %v", err)
	}
}

// What only a newer build understands is kept and handed on as it came.
func TestNewerEventsAreForwarded(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	node := record.Node(99)
	at := func(n uint64, b event.Body) event.Event {
		return event.Event{Ref: record.Ref{Node: node, Seq: n}, Stamp: record.Stamp{Wall: base.UnixMilli(), Count: uint16(n), Node: node}, Body: b}
	}
	events := []event.Event{
		at(1, event.Unknown{Kind: 77, Raw: []byte{1, 2, 3}}),
		at(2, event.Set{Type: record.TypeDeal, ID: id(1), At: record.TimeOf(base), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("ship")}, {Field: 200, Value: record.Value{Text: "new", Num: 5}}}}),
		at(3, event.Set{Type: 90, ID: id(2), Fields: []record.Assign{{Field: 201, Value: record.Text("newer")}}}),
	}
	if err := s.Merge(ctx, events); err != nil {
		t.Fatal(err)
	}
	var got []event.Event
	if err := s.Events(ctx, nil, func(e event.Event) bool { got = append(got, e); return true }); err != nil {
		t.Fatal(err)
	}
	other := create(t)
	if err := other.Merge(ctx, got); err != nil {
		t.Fatal(err)
	}
	snap, err := other.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := snap.Book.Deals[id(1)]; d == nil || d.Now.Title != "ship" {
		t.Errorf("the known part: %+v", d)
	}
	if r, err := other.Check(ctx, nil); err != nil || len(r.Faults) > 0 || r.Events != 3 {
		t.Errorf("check: %+v, %v", r, err)
	}
}

// A file that was restored over one in use is seen by those who have it open,
// and the one that it replaced is kept.
func TestRestoreUnderARunningProgram(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	if _, err := s.Append(ctx, record.RepID("ann"), call(1)); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	r, err := s.Append(ctx, record.RepID("ann"), call(2))
	if err != nil {
		t.Fatal(err)
	}
	snap, err := s.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, backup, s.Path(), testOptions()); err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Changed(snap.Rev); err != nil || !changed {
		t.Errorf("the restored file goes unnoticed: %v, %v", changed, err)
	}
	next, changes, err := s.Refresh(ctx, snap)
	if err != nil || !changes.All || len(next.Rows(record.DateOf(base))) != 1 {
		t.Errorf("after the restore: %+v, %v", changes, err)
	}
	again, err := s.Append(ctx, record.RepID("ann"), call(3))
	if err != nil {
		t.Fatal(err)
	}
	if again.Events[0].Ref == r.Events[0].Ref {
		t.Error("a reference was given twice")
	}
	kept, err := filepath.Glob(s.Path() + ".before-restore*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	old, err := Open(ctx, kept[0], testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if e, err := old.Event(ctx, r.Events[0].Ref); err != nil || e.Stamp != r.Events[0].Stamp {
		t.Errorf("the file replaced: %+v, %v", e, err)
	}
}
