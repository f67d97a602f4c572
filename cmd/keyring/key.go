package keyring

import (
	"encoding/json"
	"slices"
	"strings"

	"foresail/store"
	"foresail/store/event"
	"foresail/store/record"
)

// Key is a public key that was let in.
type Key struct {
	Fingerprint string // SHA256:…, as ssh-keygen -l shows it
	Rep         record.ID
	Role        store.Role
	Type        string
	Bits        int // of an RSA key
	Comment     string
	Added       string      // day on which it was let in, YYYY-MM-DD
	Seen        record.Date // day on which it came in last; zero for never
}

// noted is a Key as its setting holds it.
type noted struct {
	Rep     string `json:"rep"`
	Role    string `json:"role"`
	Type    string `json:"type"`
	Bits    int    `json:"bits,omitempty"`
	Comment string `json:"comment,omitempty"`
	Added   string `json:"added"`
}

// The beginnings of the keys of the settings.
const (
	settingKey  = "ssh-key "
	settingSeen = "ssh-seen "
)

// Allow gives the fact that a key is let in.
func Allow(k Key) event.Body {
	b, _ := json.Marshal(noted{k.Rep.String(), k.Role.String(), k.Type, k.Bits, k.Comment, k.Added}) // strings and numbers only
	return event.NewSetting(settingKey+k.Fingerprint, string(b))
}

// Revoke gives the fact that a key is no longer let in.
func Revoke(fingerprint string) event.Body { return event.NewSetting(settingKey+fingerprint, "") }

// Seen gives the fact that a key came in on a day.
func Seen(fingerprint string, on record.Date) event.Body {
	return event.NewSetting(settingSeen+fingerprint, on.String())
}

// Keys gives the keys that are let in, by rep and fingerprint. What cannot be
// read, or whose rep is not there, lets nobody in.
func Keys(b *record.Book) []Key {
	var out []Key
	for setting, value := range b.Settings.More {
		fingerprint, ok := strings.CutPrefix(setting, settingKey)
		if !ok || value == "" {
			continue
		}
		if k, ok := readKey(fingerprint, value, b); ok {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(x, y Key) int {
		if c := strings.Compare(record.Fold(b.RepName(x.Rep)), record.Fold(b.RepName(y.Rep))); c != 0 {
			return c
		}
		return strings.Compare(x.Fingerprint, y.Fingerprint)
	})
	return out
}

func readKey(fingerprint, value string, b *record.Book) (Key, bool) {
	var n noted
	if err := json.Unmarshal([]byte(value), &n); err != nil {
		return Key{}, false
	}
	rep, err := record.ParseID(n.Rep)
	role, unknown := store.ParseRole(n.Role)
	if err != nil || unknown != nil || b.Reps[rep] == nil {
		return Key{}, false
	}
	k := Key{Fingerprint: fingerprint, Rep: rep, Role: role, Type: n.Type, Bits: n.Bits, Comment: n.Comment, Added: n.Added}
	if d, err := record.ParseDate(b.Settings.More[settingSeen+fingerprint]); err == nil {
		k.Seen = d
	}
	return k, true
}

// Find gives the keys whose fingerprint begins with a text, with or without
// "SHA256:".
func Find(keys []Key, prefix string) []Key {
	prefix = strings.TrimPrefix(prefix, "SHA256:")
	var out []Key
	for _, k := range keys {
		if prefix != "" && strings.HasPrefix(strings.TrimPrefix(k.Fingerprint, "SHA256:"), prefix) {
			out = append(out, k)
		}
	}
	return out
}

// Admins counts the keys of admins.
func Admins(keys []Key) int {
	n := 0
	for _, k := range keys {
		if k.Role == store.RoleAdmin {
			n++
		}
	}
	return n
}
