package say

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// called finds a key where it is given as a literal to what words messages.
var called = regexp.MustCompile(`(?:\.T|\.N|say\.Errorf|usagef|say\.Because)\((?:[a-zA-Z_.{}\[\], ]+, )?"([a-z_]+[.][a-z0-9_.-]+)"`)

// sources gives the program's own Go source, without tests and the texts.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for line := range strings.Lines(string(b)) {
			if !strings.Contains(line, "{key:") {
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

func TestEveryKeyThatIsUsedExists(t *testing.T) {
	p, found := English(), 0
	for _, m := range called.FindAllStringSubmatch(sources(t), -1) {
		if strings.HasSuffix(m[1], ".") { // the beginning of a key that is put together
			continue
		}
		found++
		if !p.Has(m[1]) {
			t.Errorf("%q is used but not in the catalogue", m[1])
		}
	}
	if found < 200 {
		t.Errorf("only %d keys were found in the source: the pattern misses them", found)
	}
}

func TestNoKeyStandsTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, area := range areas {
		for _, m := range area {
			if seen[m.key] {
				t.Errorf("%q stands twice", m.key)
			}
			seen[m.key] = true
			if m.other == "" && m.key != "cli.head.you" { // a column without a head
				t.Errorf("%q says nothing", m.key)
			}
		}
	}
}

// A key is used when the source holds it, or a beginning of it that ends in a
// dot, as keys are put together: "indicator." + id.
func TestEveryKeyIsUsed(t *testing.T) {
	text := sources(t)
	used := func(key string) bool {
		if strings.Contains(text, `"`+key+`"`) || strings.Contains(text, "`"+key+"`") {
			return true
		}
		for i := len(key) - 1; i > 0; i-- {
			if (key[i] == '.' || key[i] == '-' || key[i] == '_') && strings.Contains(text, `"`+key[:i+1]) && (strings.Contains(text, `"`+key[:i+1]+`"`) || strings.Contains(text, `"`+key[:i+1]+`%`)) {
				return true
			}
		}
		return false
	}
	for _, area := range areas {
		for _, m := range area {
			base := m.key
			for _, end := range []string{".hint", ".plus", ".minus"} { // put behind a key
				base = strings.TrimSuffix(base, end)
			}
			if !used(m.key) && !used(base) {
				t.Errorf("%q is not used anywhere", m.key)
			}
		}
	}
}

func TestPlaceholders(t *testing.T) {
	well := regexp.MustCompile(`^[a-z_0-9]+$`)
	for _, area := range areas {
		for _, m := range area {
			for _, hole := range regexp.MustCompile(`\{([^}]*)\}`).FindAllStringSubmatch(m.other+m.one, -1) {
				if !well.MatchString(hole[1]) {
					t.Errorf("%q has the placeholder %q", m.key, hole[0])
				}
			}
		}
	}
}

func TestWording(t *testing.T) {
	p := English()
	for got, want := range map[string]string{
		p.Int(1234567):       "1,234,567",
		p.Int(-1234):         "-1,234",
		p.Int(0):             "0",
		p.T("no.such.key"):   "no.such.key",
		p.Percent(0.6318, 1): "63.2%",
		p.Err(Errorf("store.no_event", "ref", 7)): "There is no entry 7.",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := p.Err(Because(Errorf("store.no_event", "ref", 7), "store.failed", "file", "x.db")); !strings.Contains(got, "There is no entry 7.") {
		t.Errorf("the cause is not worded: %q", got)
	}
}
