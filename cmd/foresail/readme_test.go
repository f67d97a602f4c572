package main_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/cmd/cli"
	"foresail/metrics"
	"foresail/store/say"
	"foresail/tui"
)

func readme(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestReadmeIndicators holds the table of indicators to the catalogue.
func TestReadmeIndicators(t *testing.T) {
	text, p := readme(t), say.English()
	for _, i := range metrics.Catalogue() {
		row := "| `" + i.ID + "` | " + p.T("indicator."+i.ID+".name") + " | " + string(i.Horizon) + " | " + p.T("indicator."+i.ID+".formula") + " |\n"
		if !strings.Contains(text, row) {
			t.Errorf("README lacks the row\n%s", row)
		}
	}
	if n := len(regexp.MustCompile("(?m)^\\| `[a-z_]+` \\| [^|]+ \\| (leading|lagging) \\|").FindAllString(text, -1)); n != len(metrics.Catalogue()) {
		t.Errorf("README has %d indicators, the catalogue %d", n, len(metrics.Catalogue()))
	}
}

// TestReadmeCommands holds the table of commands to the help of the program.
func TestReadmeCommands(t *testing.T) {
	_, section, _ := strings.Cut(readme(t), "\n## Commands\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var told []string
	for _, row := range regexp.MustCompile("(?m)^\\| ((?:`[a-z ]+` ?)+)\\|").FindAllStringSubmatch(section, -1) {
		for _, name := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(row[1], -1) {
			told = append(told, name[1])
		}
	}
	var there []string
	for _, line := range strings.Split(helpOf(t), "\n") {
		if m := regexp.MustCompile(`^  ([a-z]+) +[A-Z]`).FindStringSubmatch(line); m != nil && m[1] != "help" {
			there = append(there, m[1])
		}
	}
	slices.Sort(told)
	slices.Sort(there)
	told = slices.DeleteFunc(told, func(s string) bool { return s == "foresail" })
	if !slices.Equal(told, there) {
		t.Errorf("README tells of the commands\n%v\nthere are\n%v", told, there)
	}
}

func helpOf(t *testing.T) string {
	t.Helper()
	var out, bad bytes.Buffer
	code := cli.Main(cli.World{
		Args: []string{"--help"}, In: strings.NewReader(""), Out: &out, Err: &bad,
		Env: func(string) string { return "" }, Now: time.Now, Zone: time.UTC,
	})
	if code != 0 {
		t.Fatalf("foresail --help: %d\n%s", code, bad.String())
	}
	return out.String()
}

// TestReadmeKeys holds that the keys.toml of the README is one.
func TestReadmeKeys(t *testing.T) {
	_, text, _ := strings.Cut(readme(t), "```toml\n")
	text, _, found := strings.Cut(text, "```")
	if m, problems := tui.ReadKeys([]byte(text)); !found || m == nil {
		t.Errorf("%v in\n%s", problems, text)
	}
}
