package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var atNoon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// served is a data file of two reps, each with an account, a deal and a call.
type served struct {
	t    *testing.T
	s    *store.Store
	me   record.ID
	role store.Role
}

func serve(t *testing.T, role store.Role) *served {
	t.Helper()
	options := store.Options{Now: func() time.Time { return atNoon }, Zone: time.UTC, NoSync: true}
	seed := demo.Setup(demo.Options{Seed: 1, Now: atNoon})
	seed = slices.DeleteFunc(seed, func(b event.Body) bool {
		s, is := b.(event.Set)
		return is && s.Type == record.TypeRep
	})
	ann, bob := record.RepID("Ann"), record.RepID("Bob")
	seed = append(seed, event.NewRep("Ann", ""), event.NewRep("Bob", ""))
	for _, x := range []struct {
		rep           record.ID
		account, deal string
	}{{ann, "Acme", "Sails"}, {bob, "Bolt", "Keels"}} {
		id := record.DeriveID("test/deal", x.deal)
		at := record.TimeOf(atNoon.AddDate(0, 0, -20))
		seed = append(seed,
			event.Set{Type: record.TypeAccount, ID: record.AccountID(x.account), At: at, Fields: []record.Assign{
				{Field: record.FieldName, Value: record.Text(x.account)}, {Field: record.FieldRep, Value: record.IDValue(x.rep)}}},
			event.Set{Type: record.TypeDeal, ID: id, At: at, Fields: []record.Assign{
				{Field: record.FieldTitle, Value: record.Text(x.deal)}, {Field: record.FieldRep, Value: record.IDValue(x.rep)},
				{Field: record.FieldAccount, Value: record.IDValue(record.AccountID(x.account))}, {Field: record.FieldStage, Value: record.Text("qualified")},
				{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 100_000, Currency: "EUR"})}}},
			event.Activity{Activity: record.Activity{ID: record.DeriveID("test/call", x.deal), Kind: "call", At: record.TimeOf(atNoon.AddDate(0, 0, -1)),
				Rep: x.rep, Account: record.AccountID(x.account), Deal: id, Note: "note of " + x.account}},
		)
	}
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "f.db"), options, seed...)
	if err != nil {
		t.Fatal(err)
	}
	return &served{t: t, s: s, me: ann, role: role}
}

// run runs a command as Ann in the role.
func (v *served) run(in string, args ...string) (out, told string, status int) {
	v.t.Helper()
	var o, e bytes.Buffer
	w := World{Args: args, In: strings.NewReader(in), Out: &o, Err: &e, Now: func() time.Time { return atNoon }, Zone: time.UTC}
	status = Remote(v.t.Context(), w, v.s.As(store.Grant{Role: v.role, Rep: v.me}))
	return o.String(), e.String(), status
}

// everyone are all roles.
var everyone = []store.Role{store.RoleViewer, store.RoleRep, store.RoleManager, store.RoleAdmin}

// TestCommandsFromElsewhere runs commands in every role: for each the roles for
// which it works, and what the others are told.
func TestCommandsFromElsewhere(t *testing.T) {
	owns, leads, runs := everyone[1:], everyone[2:], everyone[3:]
	for _, c := range []struct {
		line, in string
		may      []store.Role
		status   int // for the others; 1 where it is not given
	}{
		{line: "log call acme connected: wants it", may: owns},
		{line: "log call newco", may: owns},
		{line: "undo", may: nil}, // nothing of Ann's own yet
		{line: "deal add Masts --account acme --amount 5000", may: owns},
		{line: "deal move Sails proposal", may: owns},
		{line: "deal set Sails next=demo", may: owns},
		{line: "deal win Sails", may: owns},
		{line: "deal win Keels", may: runs},
		{line: "deal lose Sails --reason price", may: owns},
		{line: "deal show Sails", may: owns},
		{line: "deal show Keels", may: leads},
		{line: "deal list", may: everyone},
		{line: "history Sails", may: owns},
		{line: "history Keels", may: leads},
		{line: "measure traffic 12", may: leads},
		{line: "measure -", in: "traffic,2026-11-01,5\n", may: leads},
		{line: "goal set calls 20", may: leads},
		{line: "goal list", may: everyone},
		{line: "annotate fair --from 2026-11-01", may: leads},
		{line: "rep add Cid", may: runs},
		{line: "rep list", may: everyone},
		{line: "key list", may: runs},
		{line: "key add Bob --role rep -", in: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl bob\n", may: runs},
		{line: "key revoke nobody", may: nil},
		{line: "indicators", may: everyone},
		{line: "indicators --rep Bob", may: leads},
		{line: "indicator explain calls", may: everyone},
		{line: "pipeline", may: everyone},
		{line: "leadlag", may: everyone},
		{line: "today", may: everyone},
		{line: "team", may: everyone},
		{line: "team --json", may: everyone},
		{line: "export activities", may: everyone},
		{line: "export deals --format json", may: everyone},
		{line: "export events", may: leads},
		{line: "indicators --as Bob", may: leads, status: 2},
		{line: "log --as Bob call bolt", may: runs, status: 0},
	} {
		for _, role := range everyone {
			v := serve(t, role)
			out, told, status := v.run(c.in, strings.Fields(c.line)...)
			switch may := slices.Contains(c.may, role); {
			case may && (status != 0 || told != "" && !strings.Contains(c.line, "win")):
				t.Errorf("%s as %v: %d, %s", c.line, role, status, told)
			case !may && status == 0:
				t.Errorf("%s as %v works: %s", c.line, role, out)
			case !may && out != "":
				t.Errorf("%s as %v fails and answers: %s", c.line, role, out)
			case !may && !strings.HasPrefix(told, "foresail: "):
				t.Errorf("%s as %v: %q does not say what failed", c.line, role, told)
			}
		}
	}
}

// TestNothingOfOthersIsTold holds that no command shows a rep or a viewer what
// belongs to somebody else.
func TestNothingOfOthersIsTold(t *testing.T) {
	lines := []string{"deal list", "deal show Keels", "deal show Bolt", "history Keels", "export activities", "export deals", "export accounts",
		"export contacts", "export reps", "export stage-changes", "export events", "goal list", "rep list", "indicators --json", "pipeline --json",
		"leadlag --json", "today", "today --team --json", "team", "team --json", "undo 1", "deal list --rep Bob", "pipeline --rep Bob", "export activities --rep Bob", "log call bol"}
	for _, role := range everyone[:2] {
		for _, line := range lines {
			out, told, _ := serve(t, role).run("", strings.Fields(line)...)
			if strings.Contains(line, "Bolt") || strings.Contains(line, "Keels") || strings.Contains(line, "Bob") {
				told = "" // it repeats what was asked for
			}
			for _, name := range []string{"Bolt", "Keels", "Bob"} {
				if strings.Contains(out, name) || strings.Contains(told, name) {
					t.Errorf("%s as %v tells of %s: %s%s", line, role, name, out, told)
				}
			}
		}
	}
	if out, _, _ := serve(t, store.RoleManager).run("", "deal", "list"); !strings.Contains(out, "Keels") || !strings.Contains(out, "Sails") {
		t.Errorf("a manager does not see all deals: %s", out)
	}
	rep, _, _ := serve(t, store.RoleRep).run("", "pipeline", "--json")
	boss, _, _ := serve(t, store.RoleManager).run("", "pipeline", "--json")
	if rep != boss {
		t.Errorf("team totals differ by role:\n%s\n%s", rep, boss)
	}
}

func TestAnotherRepsAccountIsNeitherToldOfNorTakenOver(t *testing.T) {
	v := serve(t, store.RoleRep)
	out, told, status := v.run("", "log", "--json", "call", "bolt", "then", "demo", "fri:", "hello")
	if status != 0 || strings.Contains(told, "Bolt") {
		t.Fatalf("%d %s %s", status, out, told)
	}
	book, err := v.s.Book(t.Context(), record.TypeAccount)
	if err != nil {
		t.Fatal(err)
	}
	a := book.Accounts[record.AccountID("bolt")]
	if a.Name != "Bolt" || a.Rep != record.RepID("Bob") || a.NextStep != "" || a.Lead {
		t.Errorf("the account was changed: %+v", a)
	}
	if out, _, _ = v.run("", "export", "activities"); !strings.Contains(out, "hello") {
		t.Errorf("the call was not logged: %s", out)
	}
}

// TestWhatIsNotThereFromElsewhere holds that commands and options that read or
// write files of the server are not there.
func TestWhatIsNotThereFromElsewhere(t *testing.T) {
	for _, line := range []string{
		"", "init", "demo", "import /etc/passwd", "check", "backup /tmp/x", "restore /tmp/x", "rebuild", "completion bash", "man",
		"serve", "key add Ann --role rep /etc/passwd", "rep use Bob", "indicators --file /tmp/other.db", "export deals -o /tmp/x",
		"export deals --output=/tmp/x", "leadlag --csv /etc/passwd --x a --y b", "__complete log ", "--no-color __complete log ", "--lang en __completeNoDesc log ", "help init",
	} {
		out, told, status := serve(t, store.RoleAdmin).run("", strings.Fields(line)...)
		if status == 0 || out != "" || told == "" {
			t.Errorf("%q: %d, %q, %q", line, status, out, told)
		}
	}
	if out, _, status := serve(t, store.RoleAdmin).run("", "--help"); status != 0 || strings.Contains(out, "import") || strings.Contains(out, "--file") || !strings.Contains(out, "log") {
		t.Errorf("the help: %d %s", status, out)
	}
	if out, told, status := serve(t, store.RoleAdmin).run("", "export", "deals", "-o", "-"); status != 0 || !strings.Contains(out, "Sails") {
		t.Errorf("standard output by its name: %d %s", status, told)
	}
}

func TestAnswersAndErrorsFromElsewhere(t *testing.T) {
	v := serve(t, store.RoleRep)
	out, told, status := v.run("", "indicators", "--json")
	if status != 0 || told != "" || !json.Valid([]byte(out)) {
		t.Errorf("%d %q %q", status, out, told)
	}
	for _, c := range []struct {
		line   string
		status int
	}{{"undo 99999", 1}, {"log", 2}, {"nonsense", 2}, {"indicators --nonsense", 2}, {"deal show nothing", 1}, {"log fly acme", 2}} {
		if out, told, status := v.run("", strings.Fields(c.line)...); status != c.status || out != "" || told == "" {
			t.Errorf("%s: %d %q %q", c.line, status, out, told)
		}
	}
	if status := Remote(t.Context(), World{Args: []string{"deal", "list"}, Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Now: time.Now, Zone: time.UTC}, v.s); status == 0 {
		t.Error("the owner's handle was taken for somebody elsewhere")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var e bytes.Buffer
	if status := Remote(ctx, World{Args: []string{"log", "call", "acme"}, Out: &bytes.Buffer{}, Err: &e, Now: time.Now, Zone: time.UTC}, v.s.As(store.Grant{Role: store.RoleRep, Rep: v.me})); status != 1 || e.Len() == 0 {
		t.Errorf("a run that was ended: %d %s", status, e.String())
	}
}

// broken panics when it is read.
type broken struct{}

func (broken) Read([]byte) (int, error) { panic("a broken reader") }

func TestAPanicIsAFailedCommand(t *testing.T) {
	v := serve(t, store.RoleManager)
	var o, e bytes.Buffer
	w := World{Args: []string{"measure", "-"}, In: broken{}, Out: &o, Err: &e, Now: func() time.Time { return atNoon }, Zone: time.UTC}
	if status := Remote(t.Context(), w, v.s.As(store.Grant{Role: v.role, Rep: v.me})); status != 1 || !strings.Contains(e.String(), "a broken reader") {
		t.Errorf("%d %s", status, e.String())
	}
}

// TestRemotesAreCommands holds that the table is about commands there are, and
// that each of their options is known to be harmless or to be local: whoever
// adds one has to think of it.
func TestRemotesAreCommands(t *testing.T) {
	harmless := strings.Fields(`help json format id on rep team as as-of from to period lang no-color no-input version
		account contact amount stage expected source segment product next-step next-due forecast title lost-reason reason
		close due next owner periods since max-lag dates any-dependence in exclude all open closed created indicator quota why limit role force`)
	seen := map[string]bool{}
	each(testApp().root(), func(c *cobra.Command) {
		path := strings.TrimPrefix(c.CommandPath(), "foresail ")
		if !remotes[path] {
			return
		}
		seen[path] = true
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !local(f.Name) && !slices.Contains(harmless, f.Name) {
				t.Errorf("is --%s of %q harmless from elsewhere? Say so here, or make it local", f.Name, path)
			}
		})
	})
	for path := range remotes {
		if !seen[path] {
			t.Errorf("there is no command %q", path)
		}
	}
}
