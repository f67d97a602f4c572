package store

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

var base = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// ticking is a clock that moves a second with every look.
func ticking() func() time.Time {
	n := 0
	return func() time.Time {
		n++
		return base.Add(time.Duration(n) * time.Second)
	}
}

func testOptions() Options {
	return Options{Now: ticking(), Wait: 20 * time.Second, Holder: "test"}
}

func create(t testing.TB, seed ...event.Body) *Store {
	t.Helper()
	s, err := Create(context.Background(), filepath.Join(t.TempDir(), "a.db"), testOptions(), seed...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func id(n int) record.ID { return record.DeriveID("test", strconv.Itoa(n)) }

func call(n int) event.Activity {
	return event.Activity{Activity: record.Activity{
		ID: id(n), Kind: "call", Rep: record.RepID("ann"), Account: record.AccountID("acme"), Outcome: "connected",
		At: record.TimeOf(base.Add(time.Duration(n) * time.Minute)), Seconds: 60, Note: "wants pricing",
	}}
}

func TestAppendThenSee(t *testing.T) {
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	ann := record.RepID("ann")
	r, err := s.Append(ctx, ann, call(1))
	if err != nil || len(r.Events) != 1 {
		t.Fatalf("append: %+v, %v", r, err)
	}
	again, err := s.Append(ctx, ann, call(1))
	if err != nil || !again.Duplicate || again.Events[0].Ref != r.Events[0].Ref {
		t.Fatalf("a retry: %+v, %v", again, err)
	}
	snap, err := s.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if snap.Book.Kind("call") == nil || len(snap.Book.Stages) == 0 {
		t.Error("the seed is not in the book")
	}
	day := record.DateOf(base)
	if rows := snap.Rows(day); len(rows) != 1 || snap.Syms.Text(rows[0].Kind) != "call" {
		t.Errorf("rows %+v", rows)
	}
	if changed, err := s.Changed(snap.Rev); err != nil || changed {
		t.Errorf("changed right after reading: %v, %v", changed, err)
	}
	if _, err := s.Append(ctx, ann, call(2)); err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Changed(snap.Rev); err != nil || !changed {
		t.Errorf("not changed after an append: %v, %v", changed, err)
	}
	next, changes, err := s.Refresh(ctx, snap)
	if err != nil || changes.All || len(changes.Days) != 1 || len(changes.Kinds) != 1 {
		t.Fatalf("refresh: %+v, %v", changes, err)
	}
	if len(next.Rows(day)) != 2 || len(snap.Rows(day)) != 1 {
		t.Errorf("rows: %d after, %d before", len(next.Rows(day)), len(snap.Rows(day)))
	}
	if same, _, err := s.Refresh(ctx, next); err != nil || same != next {
		t.Errorf("a refresh of nothing: %v", err)
	}
}

func TestUndoAndBack(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	ann := record.RepID("ann")
	deal := event.Set{Type: record.TypeDeal, ID: id(50), At: record.TimeOf(base), Fields: []record.Assign{{Field: record.FieldNextStep, Value: record.Text("demo")}}}
	r, err := s.Append(ctx, ann, call(1), deal)
	if err != nil {
		t.Fatal(err)
	}
	count := func() (activities, deals int) {
		err := s.Activities(ctx, Query{}, func(record.Activity) bool { activities++; return true })
		if err != nil {
			t.Fatal(err)
		}
		snap, err := s.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return activities, len(snap.Book.Deals)
	}
	last, err := s.LastOwn(ctx, ann)
	if err != nil || last != r.Events[1].Ref {
		t.Fatalf("last own %v, %v", last, err)
	}
	u, err := s.Undo(ctx, ann, last)
	if err != nil || len(u.Events) != 2 || u.Restored {
		t.Fatalf("undo %+v, %v", u, err)
	}
	if a, d := count(); a != 0 || d != 0 {
		t.Errorf("after undo %d activities, %d deals", a, d)
	}
	if _, err := s.LastOwn(ctx, ann); !errors.Is(err, ErrNothing) {
		t.Errorf("nothing left to undo, but %v", err)
	}
	if u, err := s.Undo(ctx, ann, r.Events[0].Ref); err != nil || !u.Restored {
		t.Fatalf("redo %+v, %v", u, err)
	}
	if a, d := count(); a != 1 || d != 1 {
		t.Errorf("after redo %d activities, %d deals", a, d)
	}
}

func TestQueryPagesBothWays(t *testing.T) {
	ctx := context.Background()
	s := create(t)
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	const n = 3000
	for i := range n {
		if err := b.Add(call(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	for _, oldest := range []bool{false, true} {
		var all []record.Activity
		q := Query{Oldest: oldest, Limit: 700}
		for {
			before := len(all)
			if err := s.Activities(ctx, q, func(a record.Activity) bool { all = append(all, a); return true }); err != nil {
				t.Fatal(err)
			}
			if len(all) == before {
				break
			}
			last := all[len(all)-1]
			q.Before = &Cursor{At: last.At, Ref: last.Ref}
		}
		if len(all) != n {
			t.Fatalf("oldest %v: read %d of %d", oldest, len(all), n)
		}
		for i, a := range all {
			want := i
			if !oldest {
				want = n - 1 - i
			}
			if a.ID != id(want) {
				t.Fatalf("oldest %v: activity %d is %v", oldest, i, a.ID)
			}
		}
	}
}

func TestCheckRebuildBackupRestore(t *testing.T) {
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	for i := range 200 {
		if _, err := s.Append(ctx, record.RepID("ann"), call(i)); err != nil {
			t.Fatal(err)
		}
	}
	sound := func(s *Store) Report {
		t.Helper()
		r, err := s.Check(ctx, nil)
		if err != nil || len(r.Faults) > 0 || r.Activities != 200 {
			t.Fatalf("check: %+v, %v", r, err)
		}
		return r
	}
	sound(s)
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	sound(s)
	to := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, to); !errors.Is(err, ErrExists) {
		t.Errorf("a second backup over the first: %v", err)
	}
	if err := Restore(ctx, to, s.Path(), testOptions()); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(ctx, s.Path(), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	sound(restored)
	if restored.Node() == s.Node() {
		t.Error("a restored file records under its old node")
	}
	if _, err := restored.Append(ctx, record.RepID("ann"), call(500)); err != nil {
		t.Fatal(err)
	}
}

// Book reads the same views as a snapshot, of the types asked for only.
func TestBookOfSomeTypes(t *testing.T) {
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	deal := event.Set{Type: record.TypeDeal, ID: id(1), At: record.TimeOf(base), Fields: []record.Assign{{Field: record.FieldTitle, Value: record.Text("ship")}}}
	r, err := s.Append(ctx, record.RepID("ann"), deal)
	if err != nil {
		t.Fatal(err)
	}
	snap, err := s.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r.Rev != snap.Rev.Seq {
		t.Errorf("the receipt says revision %d, the snapshot %d", r.Rev, snap.Rev.Seq)
	}
	some, err := s.Book(ctx, record.TypeKind, record.TypeStage)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(some.Kinds, snap.Book.Kinds) || !reflect.DeepEqual(some.Stages, snap.Book.Stages) || len(some.Kinds) == 0 || len(some.Deals) != 0 {
		t.Errorf("%d kinds, %d stages, %d deals", len(some.Kinds), len(some.Stages), len(some.Deals))
	}
	if deals, err := s.Book(ctx, record.TypeDeal); err != nil || len(deals.Deals) != 1 || len(deals.Kinds) != 0 {
		t.Errorf("deals alone: %+v, %v", deals, err)
	}
}
