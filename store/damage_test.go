package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// made gives the path of a sound file with some of everything in it.
func made(t testing.TB) string {
	t.Helper()
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		deal := event.Set{Type: record.TypeDeal, ID: id(i), At: record.TimeOf(base), Fields: []record.Assign{{Field: record.FieldTitle, Value: record.Text("a deal")}}}
		if err := b.Add(call(i), deal); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return s.Path()
}

// What is not a sound data file is refused by its own name, and not touched.
func TestRefusedFiles(t *testing.T) {
	good, err := os.ReadFile(made(t))
	if err != nil {
		t.Fatal(err)
	}
	torn := bytes.Clone(good)
	torn[20], torn[4096+20] = 9, 9
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"empty":       {nil, ErrDamaged},
		"text":        {[]byte("name,date\n"), ErrNotOurs},
		"long text":   {bytes.Repeat([]byte("name,date\n"), 9000), ErrNotOurs},
		"zeros":       {make([]byte, 65536), ErrNotOurs},
		"half":        {good[:len(good)/2], ErrDamaged},
		"one page":    {good[:4096], ErrDamaged},
		"torn header": {torn, ErrDamaged},
		"another's":   {foreign(t, nil), ErrNotOurs},
		"newer":       {foreign(t, key32(FormatVersion+1)), ErrNewer},
	} {
		path := filepath.Join(t.TempDir(), "a.db")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), path, testOptions()); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if _, err := Create(context.Background(), path, testOptions()); !errors.Is(err, ErrExists) {
			t.Errorf("%s: created over: %v", name, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.content) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
	}
	if _, err := Open(context.Background(), t.TempDir(), testOptions()); !errors.Is(err, ErrNotOurs) {
		t.Errorf("a folder: %v", err)
	}
	missing := filepath.Join(t.TempDir(), "none.db")
	if _, err := Open(context.Background(), missing, testOptions()); !errors.Is(err, ErrNoFile) {
		t.Errorf("a missing file: %v", err)
	}
	if left, err := filepath.Glob(missing + "*"); err != nil || len(left) > 0 {
		t.Errorf("looking for a missing file left %v", left)
	}
}

// foreign makes a bbolt file that is not ours, or one of a given format.
func foreign(t testing.TB, format []byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(b *bbolt.Tx) error {
		m, err := b.CreateBucket(bucketMeta)
		if err != nil || format == nil {
			return err
		}
		for _, kv := range [][2][]byte{{metaFormat, format}, {metaFile, make([]byte, 16)}, {metaNode, key64(1)}} {
			if err := m.Put(kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A changed byte in any value that is read is noticed by reading, by Check,
// or by both.
func TestChangedValuesAreNoticed(t *testing.T) {
	ctx := context.Background()
	path := made(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, name := range [][]byte{bucketLog, bucketDict, bucketEntities, bucketCells, bucketRows, bucketIDs} {
		for range 6 {
			bad := filepath.Join(t.TempDir(), "bad.db")
			if err := copyFile(path, bad); err != nil {
				t.Fatal(err)
			}
			flip(t, bad, name, rnd)
			s, err := Open(ctx, bad, testOptions())
			if err != nil {
				continue
			}
			r, err := s.Check(ctx, nil)
			if err == nil && len(r.Faults) == 0 {
				t.Errorf("a changed byte in %s was not noticed", name)
			}
			for _, f := range r.Faults {
				if f.Log != (string(name) == "log" || string(name) == "dict") {
					t.Errorf("a fault of %s is said to be in the log: %v: %+v", name, f.Log, f)
				}
			}
		}
	}
}

// flip changes one bit of one value of a bucket.
func flip(t testing.TB, path string, name []byte, rnd *rand.Rand) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(b *bbolt.Tx) error {
		bucket := b.Bucket(name)
		for deeper := bucket; deeper != nil; {
			bucket, deeper = deeper, nil
			if k, v := bucket.Cursor().First(); v == nil && k != nil {
				deeper = bucket.Bucket(k)
			}
		}
		var keys [][]byte
		if err := bucket.ForEach(func(k, v []byte) error {
			if v != nil {
				keys = append(keys, bytes.Clone(k))
			}
			return nil
		}); err != nil {
			return err
		}
		k := keys[rnd.IntN(len(keys))]
		v := bytes.Clone(bucket.Get(k))
		v[rnd.IntN(len(v))] ^= 1 << rnd.IntN(8)
		return bucket.Put(k, v)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// Bytes changed in any page give errors to readers, or nothing, but do not end
// the program or keep it for ever.
func TestDamagedPagesDoNotPanic(t *testing.T) {
	ctx := context.Background()
	path := made(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 150 {
		bad := bytes.Clone(good)
		for range 1 + rnd.IntN(4) {
			page := rnd.IntN(len(bad) / 4096)
			bad[page*4096+rnd.IntN(64)] = byte(rnd.Uint32())
		}
		to := filepath.Join(t.TempDir(), "bad.db")
		if err := os.WriteFile(to, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		s, err := Open(limited, to, testOptions())
		if err == nil {
			_, _ = s.Snapshot(limited)
			_ = s.Activities(limited, Query{}, func(record.Activity) bool { return true })
		}
		cancel()
	}
}

// The tree of buckets in doc.go is that of a file.
func TestSchemaIsAsDrawn(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, line := range bytes.Split(doc, []byte("\n")) {
		if word, ok := bytes.CutPrefix(line, []byte("//\t")); ok && word[0] != ' ' {
			drawn[string(bytes.Fields(word)[0])] = true
		}
	}
	s, err := Open(context.Background(), made(t), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	err = s.view(context.Background(), func(b *bbolt.Tx) error {
		return b.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			if !drawn[string(name)] {
				t.Errorf("bucket %s is not drawn in doc.go", name)
			}
			delete(drawn, string(name))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range drawn {
		t.Errorf("bucket %s is drawn in doc.go and not in the file", name)
	}
}

// Every format up to this build's has its step.
func TestEveryVersionHasAMigration(t *testing.T) {
	if len(migrations) != FormatVersion-1 {
		t.Errorf("%d migrations lead to version %d", len(migrations), FormatVersion)
	}
}

// A migration keeps a copy, runs each step once, and leaves the new version.
func TestMigration(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, made(t), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	steps := append(slices.Clone(migrations), func(*bbolt.Tx) error { runs++; return nil })
	for range 2 { // the second finds it done
		if err := s.migrate(ctx, FormatVersion, FormatVersion+1, steps); err != nil {
			t.Fatal(err)
		}
	}
	if runs != 1 {
		t.Errorf("the step ran %d times", runs)
	}
	if _, err := Open(ctx, s.Path(), testOptions()); !errors.Is(err, ErrNewer) {
		t.Errorf("the version did not move: %v", err)
	}
	if _, err := Open(ctx, fmt.Sprintf("%s.v%d", s.Path(), FormatVersion), testOptions()); err != nil {
		t.Errorf("the copy: %v", err)
	}
	failing := append(steps, func(b *bbolt.Tx) error { return errors.Join(b.DeleteBucket(bucketDict), errBlock) })
	if err := s.migrate(ctx, FormatVersion+1, FormatVersion+2, failing); err == nil {
		t.Error("a failing step went unnoticed")
	}
	if err := s.view(ctx, func(b *bbolt.Tx) error {
		if b.Bucket(bucketDict) == nil {
			t.Error("a failing step left its marks")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
