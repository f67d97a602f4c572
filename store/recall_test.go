package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// stands is what stands of a file: every assertion in force, and the days.
func (w *world) stands(s *Store) map[string]string {
	out := make(map[string]string)
	w.must(s.view(context.Background(), func(b *bbolt.Tx) error {
		x := openState(b)
		return b.Bucket(bucketEntities).ForEach(func(k, v []byte) error {
			t := record.Type(k[0])
			if t == record.TypeActivity || t == record.TypeImport {
				return nil
			}
			e, err := decodeEntity(t, record.ID(k[1:]), v, x.words, x.nodes)
			if err != nil || !e.Exists() {
				return err
			}
			out[fmt.Sprintf("%x", k)] = fmt.Sprint(slices.Collect(e.Live))
			return nil
		})
	}))
	seen := w.look(s)
	for d, text := range seen.cells {
		out["cells "+d] = text
	}
	for d, text := range seen.rows {
		out["rows "+d] = text
	}
	for id, a := range seen.activities {
		out["activity "+id.String()] = fmt.Sprintf("%+v", a)
	}
	return out
}

func (w *world) equal(what string, a, b map[string]string) {
	for k := range maps.Keys(a) {
		if a[k] != b[k] {
			w.t.Fatalf("%s: %s was\n%s\nand is\n%s", what, k, a[k], b[k])
		}
	}
	for k := range maps.Keys(b) {
		if _, ok := a[k]; !ok {
			w.t.Fatalf("%s: there is a new %s:\n%s", what, k, b[k])
		}
	}
}

// load imports some bodies, and says by which note that is taken back.
func (w *world) load(s *Store, n int) record.Ref {
	v := w.retraction(s)
	b, err := s.Batch(context.Background(), record.ID{})
	w.must(err)
	b.Import("some.csv", record.RepID("ann"))
	for range n {
		body := w.body()
		if v != nil && rapid.IntRange(0, 5).Draw(w.t, "retract") == 0 {
			body = v
		}
		w.must(b.Add(body))
		if rapid.IntRange(0, 9).Draw(w.t, "cut") == 0 {
			b.expire() // what comes is in another transaction
		}
	}
	w.must(b.Close())
	return b.Ref()
}

// retraction takes something back that was said of a deal, as imports do; nil
// where nothing was said.
func (w *world) retraction(s *Store) (out event.Body) {
	snap, err := s.Snapshot(context.Background())
	w.must(err)
	for _, id := range slices.SortedFunc(maps.Keys(snap.Book.Deals), func(a, b record.ID) int { return slices.Compare(a[:], b[:]) }) {
		for c := range snap.Book.Deals[id].Entity().Live {
			return event.Void{Target: c.Ref, Type: record.TypeDeal, ID: id}
		}
	}
	return nil
}

// An import that is taken back leaves what was there before, and brought again
// what was there after it, whatever it touched, in one transaction or several,
// and also where it had been taken back before and others recorded meanwhile.
func TestAnImportTakenBackWasNeverThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		defer os.RemoveAll(w.dir)
		ctx, s := context.Background(), w.files[0]
		for range rapid.IntRange(0, 6).Draw(t, "earlier") {
			if rapid.Bool().Draw(t, "by hand") {
				_, err := s.Append(ctx, record.RepID("ann"), w.body())
				w.must(err)
			} else {
				w.load(s, 3)
			}
			if ref, err := s.LastOwn(ctx, record.RepID("ann")); err == nil && rapid.IntRange(0, 3).Draw(t, "undo") == 0 {
				_, err := s.Undo(ctx, record.RepID("ann"), ref)
				w.must(err)
			}
		}
		before := w.stands(s)
		note := w.load(s, rapid.IntRange(1, 30).Draw(t, "many"))
		after := w.stands(s)
		if note.IsZero() {
			w.equal("nothing was imported", before, after)
			return
		}
		last, err := s.LastOwn(ctx, record.RepID("ann"))
		if err != nil || last != note {
			t.Fatalf("the last own is %v (%v), not the import %v", last, err, note)
		}
		for range 2 {
			u, err := s.Undo(ctx, record.RepID("ann"), note)
			if err != nil || u.Restored || u.Import == nil || u.Import.File != "some.csv" {
				t.Fatalf("%+v, %v", u, err)
			}
			w.equal("taken back", before, w.stands(s))
			if again, err := s.LastOwn(ctx, record.RepID("ann")); err == nil && again == note {
				t.Fatal("it is still the last own")
			}
			if rapid.Bool().Draw(t, "rebuild") {
				w.must(s.Rebuild(ctx))
				w.equal("rebuilt", before, w.stands(s))
			}
			u, err = s.Undo(ctx, record.RepID("ann"), note)
			if err != nil || !u.Restored {
				t.Fatalf("%+v, %v", u, err)
			}
			w.equal("brought again", after, w.stands(s))
		}
		r, err := s.Check(ctx, nil)
		w.must(err)
		if len(r.Faults) > 0 {
			t.Fatalf("check finds %+v", r.Faults)
		}
	})
}

// fact gives the fact that a deal has a stage, of one who says so by hand.
func stageOf(n byte, stage string, fields ...record.Assign) event.Set {
	return event.Set{Type: record.TypeDeal, ID: id(int(n)), At: record.TimeOf(base), Fields: append(fields, record.Assign{Field: record.FieldStage, Value: record.Text(stage)})}
}

func title(text string) record.Assign {
	return record.Assign{Field: record.FieldTitle, Value: record.Text(text)}
}

func accountSet(name string) event.Set {
	return event.Set{Type: record.TypeAccount, ID: record.AccountID(name), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}}
}

// loaded imports groups of facts and gives the note.
func loaded(t *testing.T, s *Store, groups ...[]event.Body) record.Ref {
	t.Helper()
	b, err := s.Batch(context.Background(), record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	b.Import("deals.csv", record.RepID("ann"))
	for _, g := range groups {
		if err := b.Add(g...); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Ref()
}

// What somebody changed after an import began it stays whole, and is counted;
// what the import changed is as it was before; what others refer to since then
// keeps its name.
func TestWhatWasChangedAfterAnImportStays(t *testing.T) {
	ctx, ann := context.Background(), record.RepID("ann")
	s := create(t, event.GeneralPack()...)
	if _, err := s.Append(ctx, ann, stageOf(1, "lead", title("mine"))); err != nil {
		t.Fatal(err)
	}
	named := func(name string) record.Assign {
		return record.Assign{Field: record.FieldAccount, Value: record.IDValue(record.AccountID(name))}
	}
	gone, edited, called := call(50), call(51), call(52)
	note := loaded(t, s,
		[]event.Body{accountSet("acme")}, []event.Body{accountSet("bolt")}, []event.Body{accountSet("cray")}, []event.Body{accountSet("dull")},
		[]event.Body{stageOf(1, "proposal", title("theirs"))}, []event.Body{stageOf(2, "lead", title("touched"), named("bolt"))},
		[]event.Body{stageOf(3, "lead", title("untouched"), named("dull"))}, []event.Body{gone}, []event.Body{edited},
	)
	called.Account = record.AccountID("cray")
	for _, b := range []event.Body{
		stageOf(1, "negotiation"), stageOf(2, "won"), called,
		event.Amend{Activity: edited.ID, Fields: []record.Assign{{Field: record.FieldNote, Value: record.Text("corrected")}}},
	} {
		if _, err := s.Append(ctx, ann, b); err != nil {
			t.Fatal(err)
		}
	}
	u, err := s.Undo(ctx, ann, note)
	if err != nil {
		t.Fatal(err)
	}
	// gone: dull, deal 3, one activity; kept: bolt, cray, deal 2, the other activity and acme, where it was
	if want := (Recalled{File: "deals.csv", Gone: 3, Reset: 1, Kept: 5}); *u.Import != want {
		t.Errorf("%+v, want %+v", *u.Import, want)
	}
	snap, err := s.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	d := snap.Book.Deals
	if d[id(1)].Now.Title != "mine" || d[id(1)].Now.Stage != "negotiation" {
		t.Errorf("the deal that was there before: %+v", d[id(1)].Now)
	}
	if d[id(2)] == nil || d[id(2)].Now.Title != "touched" || d[id(2)].Now.Stage != "won" || d[id(3)] != nil {
		t.Errorf("the deals of the import: %+v, %+v", d[id(2)], d[id(3)])
	}
	for name, there := range map[string]bool{"acme": true, "bolt": true, "cray": true, "dull": false} {
		if (snap.Book.Accounts[record.AccountID(name)] != nil) != there {
			t.Errorf("%s is there: %v", name, !there)
		}
	}
	if n := len(snap.Rows(record.DateOf(base))); n != 2 {
		t.Errorf("%d activities stand", n)
	}
	if u, err = s.Undo(ctx, ann, note); err != nil || !u.Restored || u.Import.Gone != 3 || u.Import.Reset != 1 {
		t.Errorf("brought again: %+v, %v", u.Import, err)
	}
}

// What an import began can be imported anew once it was taken back: it is the
// new one's then, whatever becomes of the old one.
func TestImportingAgainAfterTakingBack(t *testing.T) {
	ctx, ann := context.Background(), record.RepID("ann")
	s := create(t)
	group := []event.Body{call(1), stageOf(1, "lead", title("ship"))}
	first := loaded(t, s, group)
	undo := func(ref record.Ref) {
		t.Helper()
		if _, err := s.Undo(ctx, ann, ref); err != nil {
			t.Fatal(err)
		}
	}
	standing := func(want bool) {
		t.Helper()
		snap, err := s.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n := len(snap.Rows(record.DateOf(base)))
		if there := snap.Book.Deals[id(1)] != nil; there != want || (n == 1) != want {
			t.Fatalf("there: %v, with %d activities; want %v", there, n, want)
		}
	}
	undo(first)
	standing(false)
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	if _, known, err := b.Activity(id(1)); known || err != nil {
		t.Errorf("the batch knows it: %v", err)
	}
	if e, err := b.Entity(record.TypeDeal, id(1)); err != nil || !e.Recalled() {
		t.Errorf("%+v, %v", e, err)
	}
	b.Abandon()
	second := loaded(t, s, group)
	standing(true)
	undo(first) // back again: twice there
	standing(true)
	undo(second)
	standing(true)
	undo(first)
	standing(false)
	r, err := s.Check(ctx, nil)
	if err != nil || len(r.Faults) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// An import that stopped can be taken back as far as it came; what was not
// committed is nobody's.
func TestAnImportThatStoppedIsTakenBack(t *testing.T) {
	s := create(t)
	ctx, cancel := context.WithCancel(context.Background())
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	b.Import("calls.csv", record.ID{})
	if !b.Ref().IsZero() {
		t.Error("nothing landed, and it can be taken back")
	}
	for i := range 5 {
		if err := b.Add(call(i)); err != nil {
			t.Fatal(err)
		}
	}
	b.expire()
	cancel()
	if err := b.Add(call(9)); !errors.Is(err, context.Canceled) {
		t.Errorf("added after the end: %v", err)
	}
	u, err := s.Undo(context.Background(), record.ID{}, b.Ref())
	if err != nil || u.Import.Gone != 5 {
		t.Errorf("%+v, %v", u.Import, err)
	}
}

// Whoever waits for an import to be taken back is told how far it is, and can
// end it: nothing was done then.
func TestTakingBackCanBeEnded(t *testing.T) {
	s := create(t)
	var groups [][]event.Body
	for i := range 3 * paceEvery {
		groups = append(groups, []event.Body{call(i)})
	}
	note := loaded(t, s, groups...)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := s.Undo(ctx, record.ID{}, note, func(done, total int64) {
		if done > 0 && total >= int64(len(groups)) {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("it was not ended: %v", err)
	}
	n := 0
	if err := s.Activities(context.Background(), Query{}, func(record.Activity) bool { n++; return true }); err != nil || n != len(groups) {
		t.Errorf("%d of %d activities stand (%v)", n, len(groups), err)
	}
	told := int64(0)
	if _, err := s.Undo(context.Background(), record.ID{}, note, func(done, total int64) { told = max(told, done*100/total) }); err != nil || told < 60 {
		t.Errorf("told up to %d %%: %v", told, err)
	}
}

// Only who may write everybody's records takes an import back, also of those
// who may import.
func TestWhoTakesAnImportBack(t *testing.T) {
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	ann := record.RepID("ann")
	mine := call(1)
	mine.Rep = ann
	note := loaded(t, s, []event.Body{mine})
	for _, role := range []Role{RoleViewer, RoleRep, RoleManager, RoleAdmin} {
		g := s.As(Grant{Role: role, Rep: ann})
		_, err := g.Undo(ctx, ann, note)
		if (err == nil) != (role == RoleAdmin) {
			t.Errorf("%v: %v", role, err)
		}
		if err != nil && strings.Contains(fmt.Sprint(err), "deals.csv") {
			t.Errorf("%v hears: %v", role, err)
		}
		_, err = g.Append(ctx, ann, event.NewRecall(record.ImportID(record.Ref{Node: s.Node(), Seq: 1}), false))
		if (err == nil) != (role == RoleAdmin) {
			t.Errorf("%v writes of imports: %v", role, err)
		}
	}
}
