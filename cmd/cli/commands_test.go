package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"foresail/store/say"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func testApp(args ...string) *app {
	return &app{
		World: World{Args: args, In: strings.NewReader(""), Out: &strings.Builder{}, Err: &strings.Builder{},
			Env: func(string) string { return "" }, Now: time.Now, Zone: time.UTC},
		say: say.English(),
	}
}

// each calls do for every command that does something.
func each(cmd *cobra.Command, do func(*cobra.Command)) {
	for _, c := range cmd.Commands() {
		if !c.HasSubCommands() && c.Name() != "help" {
			do(c)
		}
		each(c, do)
	}
}

func TestCommandsAreDescribed(t *testing.T) {
	n := 0
	each(testApp().root(), func(c *cobra.Command) {
		n++
		if c.Short == "" || strings.HasPrefix(c.Short, "cli.") {
			t.Errorf("%s has no short text: %q", c.CommandPath(), c.Short)
		}
		c.Flags().VisitAll(flagIsDescribed(t, c))
	})
	if n < 25 {
		t.Errorf("only %d commands", n)
	}
}

// TestReadsAnswerInJSON holds that every command that reads the data file and
// answers with data takes --json.
func TestReadsAnswerInJSON(t *testing.T) {
	none := map[string]bool{ // do not answer with data of the file
		"foresail demo": true, "foresail backup": true, "foresail completion": true, "foresail man": true, "foresail keymap": true,
	}
	each(testApp().root(), func(c *cobra.Command) {
		if c.Annotations["writes"] == "" && !none[c.CommandPath()] && c.Flags().Lookup("json") == nil {
			t.Errorf("%s has no --json", c.CommandPath())
		}
	})
}

// TestCommandsHaveScripts holds that every command occurs in a script of the
// whole program.
func TestCommandsHaveScripts(t *testing.T) {
	files, err := filepath.Glob("../foresail/testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	each(testApp().root(), func(c *cobra.Command) {
		if !strings.Contains(all.String(), c.CommandPath()) {
			t.Errorf("no script runs %s", c.CommandPath())
		}
	})
}

// TestMessagesExist holds that every key named in this package is in the
// catalogue, and every key of the catalogue is named here.
func TestMessagesExist(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`"(cli\.[a-z_.]*[a-z_])"`)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range key.FindAllStringSubmatch(string(b), -1) {
			if !say.English().Has(m[1]) {
				t.Errorf("%s: no message %q", f, m[1])
			}
		}
	}
}

func flagIsDescribed(t *testing.T, c *cobra.Command) func(*pflag.Flag) {
	return func(f *pflag.Flag) {
		if !f.Hidden && (f.Usage == "" || strings.HasPrefix(f.Usage, "cli.")) {
			t.Errorf("%s --%s is not described: %q", c.CommandPath(), f.Name, f.Usage)
		}
	}
}
