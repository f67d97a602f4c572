package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// layers say which packages of foresail a package may import: the first rule
// whose pattern matches the importer holds, and everything that it imports of
// foresail has to match one of the patterns allowed.
var layers = []struct {
	importer string
	allowed  []string
}{
	{`cmd/.*`, []string{`.*`}},
	{`tui/(panel|widget|keymap|theme)`, []string{`tui/(panel|widget|keymap|theme)`, `metrics(/.*)?`, `store/(record|event|say|money|quick|clean)`}},
	{`tui/tuitest`, []string{`tui(/.*)?`, `metrics(/.*)?`, `store/(record|event|say|money|quick|clean)`}},
	{`tui/intake`, nil},
	{`tui/(list|page)`, []string{`tui/(panel|widget|theme|keymap)`, `store/quick`}},
	{`tui/preview`, []string{`tui/(page|panel|widget|theme)`}},
	{`tui/forms`, []string{`tui/panel`, `metrics`, `store/(record|event|say|money|quick|clean)`}},
	{`tui/[^/]+`, []string{`tui/(panel|widget|list|page|preview|keymap|theme|tuitest|forms)`, `metrics(/.*)?`, `store/(record|event|say|money|quick|near|clean)`}},
	{`tui`, []string{`tui/.*`, `metrics(/.*)?`, `store/(record|event|say|money|quick|near|clean)`}},
	{`metrics/stat`, nil},
	{`metrics/control`, []string{`metrics/stat`}},
	{`metrics/(leadlag|forecast)`, []string{`metrics/stat`}},
	{`metrics/findings`, []string{`metrics(/(leadlag|stat))?`, `store/record`}},
	{`metrics(/.*)?`, []string{`metrics/.*`, `store/(record|event|say|money|clean)`}},
	{`store/record`, nil},
	{`store/clean`, nil},
	{`store/money`, []string{`store/record`}},
	{`store/say`, []string{`store/(record|money|clean)`}},
	{`store/event`, []string{`store/(record|clean)`}},
	{`store/portable`, []string{`store/(record|event|say|clean)`}},
	{`store/(importer|export)`, []string{`store/(record|event|say|money|clean|portable)`}},
	{`store/near`, nil},
	{`store/plain`, []string{`store/record`}},
	{`store/quick`, []string{`store/(record|event|say|money|clean|near|plain)`}},
	{`store/demo`, []string{`store/(record|event|say|money|clean)`}},
	{`store/yardstick`, []string{`.*`}},
	{`store`, []string{`store/(record|event|say|clean|plain)`}},
}

// keepers say who alone may import a library from outside.
var keepers = []struct{ library, keeper string }{
	{`go\.etcd\.io/bbolt`, `store`},
	{`github\.com/NimbleMarkets/ntcharts/v2.*`, `tui/widget`},
	{`charm\.land/huh/v2`, `tui/form`},
	{`github\.com/pelletier/go-toml/v2.*`, `tui/keyfile`},
	{`charm\.land/wish/v2.*`, `cmd/sshd`},
	{`charm\.land/ssh`, `cmd/sshd`},
	{`golang\.org/x/crypto/.*`, `cmd/(sshd|keyring|cli)`},
	{`github\.com/spf13/cobra`, `cmd/cli`},
	{`charm\.land/fang/v2`, `cmd/cli`},
	{`github\.com/xuri/excelize/v2`, `store/(importer|export)`},
	{`github\.com/bojanz/currency`, `store/money`},
	{`github\.com/blevesearch/vellum.*`, `store/near`},
}

const module = "foresail/"

func TestImportDirections(t *testing.T) {
	for _, p := range packages(t) {
		own := strings.TrimPrefix(p.ImportPath, module)
		for _, i := range p.Imports {
			checkImport(t, own, i)
		}
	}
}

func checkImport(t *testing.T, own, imported string) {
	t.Helper()
	if inside, ok := strings.CutPrefix(imported, module); ok {
		for _, l := range layers {
			if !whole(l.importer, own) {
				continue
			}
			if !slices.ContainsFunc(l.allowed, func(p string) bool { return whole(p, inside) }) {
				t.Errorf("%s imports %s; it may import %v", own, inside, l.allowed)
			}
			return
		}
		t.Errorf("no layer says what %s may import", own)
		return
	}
	for _, k := range keepers {
		if whole(k.library, imported) && !whole(k.keeper, own) {
			t.Errorf("%s imports %s, which only %s may", own, imported, k.keeper)
		}
	}
}

// TestClockIsPassedIn holds that only cmd asks what time it is.
func TestClockIsPassedIn(t *testing.T) {
	asks := regexp.MustCompile(`\btime\.(Now|Since|Until)\b`)
	for _, p := range packages(t) {
		if strings.HasPrefix(p.ImportPath, module+"cmd/") {
			continue
		}
		for _, name := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(src), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if asks.MatchString(code) {
					t.Errorf("%s/%s:%d asks for the time: %s", strings.TrimPrefix(p.ImportPath, module), name, i+1, strings.TrimSpace(line))
				}
			}
		}
	}
}

// TestLayersAreReal holds that every rule above is about something: a rule
// whose package has gone would protect nothing.
func TestLayersAreReal(t *testing.T) {
	all := packages(t)
	for _, l := range layers {
		if !slices.ContainsFunc(all, func(p listed) bool { return whole(l.importer, strings.TrimPrefix(p.ImportPath, module)) }) {
			t.Errorf("no package matches the layer %s", l.importer)
		}
	}
}

func whole(pattern, s string) bool {
	return regexp.MustCompile("^(?:" + pattern + ")$").MatchString(s)
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json", "foresail/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
