package keyring

import (
	"testing"
	"time"

	"foresail/store"
	"foresail/store/event"
	"foresail/store/record"
)

// book folds facts into a book that knows one rep.
func book(t *testing.T, bodies ...event.Body) *record.Book {
	t.Helper()
	s, err := store.Create(t.Context(), t.TempDir()+"/f.db", store.Options{Now: noon}, append([]event.Body{
		event.Set{Type: record.TypeRep, ID: record.RepID("Dana"), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Dana")}}},
	}, bodies...)...)
	if err != nil {
		t.Fatal(err)
	}
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return snap.Book
}

func TestKeysComeBackFromTheFile(t *testing.T) {
	k := Key{Fingerprint: "SHA256:abc", Rep: record.RepID("Dana"), Role: store.RoleManager, Type: "ssh-rsa", Bits: 4096, Comment: `quo"ted`, Added: "2026-11-24"}
	day, _ := record.ParseDate("2026-11-25")
	seen := k
	seen.Seen = day
	for name, c := range map[string]struct {
		facts []event.Body
		want  []Key
	}{
		"let in":          {[]event.Body{Allow(k)}, []Key{k}},
		"seen":            {[]event.Body{Allow(k), Seen(k.Fingerprint, day)}, []Key{seen}},
		"revoked":         {[]event.Body{Allow(k), Revoke(k.Fingerprint)}, nil},
		"let in again":    {[]event.Body{Allow(k), Revoke(k.Fingerprint), Allow(k)}, []Key{k}},
		"of nobody":       {[]event.Body{Allow(Key{Fingerprint: "SHA256:x", Rep: record.RepID("Fox"), Role: store.RoleAdmin})}, nil},
		"without a role":  {[]event.Body{Allow(Key{Fingerprint: "SHA256:x", Rep: record.RepID("Dana")})}, nil},
		"that is no JSON": {[]event.Body{event.NewSetting(settingKey+"SHA256:x", "yes")}, nil},
	} {
		got := Keys(book(t, c.facts...))
		if len(got) != len(c.want) || len(got) == 1 && got[0] != c.want[0] {
			t.Errorf("a key %s: %+v, not %+v", name, got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	keys := []Key{{Fingerprint: "SHA256:abc"}, {Fingerprint: "SHA256:abd"}, {Fingerprint: "SHA256:xyz"}}
	for text, want := range map[string]int{"ab": 2, "SHA256:ab": 2, "abc": 1, "SHA256:xyz": 1, "": 0, "SHA256:": 0, "bc": 0} {
		if got := len(Find(keys, text)); got != want {
			t.Errorf("%q finds %d, not %d", text, got, want)
		}
	}
}

func noon() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
