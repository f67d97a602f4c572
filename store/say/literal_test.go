package say

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// literal finds whatever in quotes looks like a key: also those in tables,
// which are worded far from where they stand.
var literal = regexp.MustCompile(`"([a-z]+(?:\.[a-z0-9_-]+)+)"`)

// below gives the source of a directory, without tests, comments and the
// texts. The
// interfaces are not looked at so: what a key does and where the mouse is have
// names of the same form.
func below(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), "/say/") {
			return err
		}
		b, err := os.ReadFile(path)
		for line := range strings.Lines(string(b)) {
			if !strings.HasPrefix(strings.TrimSpace(line), "//") {
				all.WriteString(line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// Whatever begins as the keys of an area do is a key, or the beginning of
// some that are put together.
func TestEveryLiteralOfAnAreaIsAKey(t *testing.T) {
	first, begins := map[string]bool{}, map[string]bool{}
	for _, area := range areas {
		for _, m := range area {
			name, _, _ := strings.Cut(m.key, ".")
			first[name] = true
			for i := range m.key {
				if m.key[i] == '.' {
					begins[m.key[:i]] = true
				}
			}
		}
	}
	p := English()
	for _, dir := range []string{"../../store", "../../metrics"} {
		found := 0
		for _, m := range literal.FindAllStringSubmatch(below(t, dir), -1) {
			name, _, _ := strings.Cut(m[1], ".")
			if !first[name] {
				continue
			}
			if found++; !p.Has(m[1]) && !begins[m[1]] {
				t.Errorf("%s: %q looks like a key and is not in the catalogue", dir, m[1])
			}
		}
		if found == 0 {
			t.Errorf("no keys were found in %s: the pattern misses them", dir)
		}
	}
}
