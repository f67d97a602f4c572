package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"foresail/cmd/keyring"
	"foresail/store"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) keyCommand() *cobra.Command {
	cmd := a.command("key", "key", nil, nil)
	cmd.AddCommand(a.keyAddCommand(), a.keyListCommand(), a.keyRevokeCommand())
	return cmd
}

// atKeys makes a command out of work on keys: the file's owner may do it, and
// from elsewhere an admin.
func (a *app) atKeys(work func(*desk, *cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return a.atWith(onlyReps, func(d *desk, cmd *cobra.Command, args []string) error {
		if d.away() && d.grant.Role != store.RoleAdmin {
			return say.Because(store.ErrNotAllowed, "cli.key.admins", "role", d.grant.Role)
		}
		return work(d, cmd, args)
	})
}

func (a *app) keyAddCommand() *cobra.Command {
	cmd := a.command("key.add", "add REP [FILE|-|KEY]", nil, a.takes(1, many))
	role := cmd.Flags().String("role", "", a.say.T("cli.flag.key.role"))
	_ = cmd.RegisterFlagCompletionFunc("role", cobra.FixedCompletions(store.Roles(), cobra.ShellCompDirectiveNoFileComp))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.atKeys(func(d *desk, cmd *cobra.Command, args []string) error {
		rep, err := d.rep(args[0])
		if err != nil {
			return err
		}
		r, err := store.ParseRole(*role)
		if err != nil {
			return usagef("cli.key.role", "roles", list(d.say, store.Roles()))
		}
		in, where, err := d.keySource(args[1:])
		if err != nil {
			return err
		}
		defer in.Close()
		return d.addKeys(cmd, in, keyring.Key{Rep: rep, Role: r, Added: d.today().String()}, where, *asJSON)
	}))
	return writes(cmd)
}

// keySource gives what keys are read from, and what to call it: a file,
// standard input, or the command line itself.
func (d *desk) keySource(args []string) (io.ReadCloser, string, error) {
	switch {
	case d.away() && len(args) == 1 && args[0] != "-" && !strings.Contains(args[0], " "):
		return nil, "", usagef("cli.key.no_file", "file", args[0])
	case len(args) == 0 || len(args) == 1 && args[0] == "-":
		if d.terminal(d.In) {
			fmt.Fprintln(d.Err, d.say.T("cli.key.input"))
		}
		return io.NopCloser(d.In), "-", nil
	case len(args) > 1 || strings.Contains(args[0], " "):
		return io.NopCloser(strings.NewReader(strings.Join(args, " "))), "-", nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, "", fileError(err, args[0])
	}
	return f, args[0], nil
}

// keyAnswer is the JSON answer of `foresail key add`.
type keyAnswer struct {
	Keys    []keyRow  `json:"keys"`
	Rejects []badLine `json:"rejects"`
}

// addKeys lets the keys in that can be read, all with what model says, and
// reports them with the lines that were refused; those make the command fail
// after the rest has landed.
func (d *desk) addKeys(cmd *cobra.Command, in io.Reader, model keyring.Key, where string, asJSON bool) error {
	lines, refused, err := keyring.Read(in)
	if err != nil {
		return fileError(err, where)
	}
	if len(lines)+len(refused) == 0 {
		return say.Errorf("cli.key.none", "where", where)
	}
	out := keyAnswer{Keys: []keyRow{}, Rejects: []badLine{}}
	var bodies []event.Body
	var told []string
	there := keyring.Keys(d.book)
	for _, l := range lines {
		k := model
		k.Fingerprint, k.Type, k.Bits, k.Comment = l.Fingerprint, l.Type, l.Bits, l.Comment
		text, change, err := d.letIn(k, there)
		if err != nil {
			return err
		}
		if change {
			bodies = append(bodies, keyring.Allow(k))
		}
		told = append(told, text)
		out.Keys = append(out.Keys, d.keyRow(k))
	}
	for _, r := range refused {
		out.Rejects = append(out.Rejects, badLine{Line: r.Number, Field: "key", Why: d.say.Err(r.Why)})
	}
	if err := d.writeKeys(cmd, bodies); err != nil {
		return err
	}
	return d.tellKeys(out, told, where, asJSON)
}

// letIn says what letting a key in means beside those that are, and whether
// it changes anything.
func (d *desk) letIn(k keyring.Key, there []keyring.Key) (text string, change bool, err error) {
	args := []any{"rep", d.book.RepName(k.Rep), "role", k.Role, "key", k.Fingerprint}
	for _, was := range there {
		switch {
		case was.Fingerprint != k.Fingerprint:
		case was.Rep != k.Rep:
			return "", false, say.Errorf("cli.key.other", "rep", d.book.RepName(was.Rep), "key", shortKey(k.Fingerprint))
		case was.Role == k.Role:
			return d.say.T("cli.key.same", args...), false, nil
		default:
			return d.say.T("cli.key.changed", append(args, "was", was.Role)...), true, nil
		}
	}
	return d.say.T("cli.key.added", args...), true, nil
}

// writeKeys records changes of keys: as told by whoever uses the file, or by
// nobody where nobody is chosen, as when a server is set up.
func (d *desk) writeKeys(cmd *cobra.Command, bodies []event.Body) error {
	if len(bodies) == 0 {
		return nil
	}
	by, _ := d.user()
	_, err := d.store.Append(cmd.Context(), by, bodies...)
	return err
}

func (d *desk) tellKeys(out keyAnswer, told []string, where string, asJSON bool) error {
	if asJSON {
		if err := d.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, t := range told {
			fmt.Fprintln(d.Out, t)
		}
	}
	if len(out.Rejects) == 0 {
		return nil
	}
	for _, r := range out.Rejects {
		fmt.Fprintln(d.Err, d.say.T("cli.error", "what", d.say.T("cli.key.bad", "where", where, "line", r.Line, "why", r.Why)))
	}
	return silent{errors.New(d.say.N("cli.key.refused", len(out.Rejects)))}
}

// keyRow is the JSON of a key.
type keyRow struct {
	Fingerprint string `json:"fingerprint"`
	Rep         string `json:"rep"`
	Role        string `json:"role"`
	Type        string `json:"type"`
	Bits        int    `json:"bits,omitempty"`
	Comment     string `json:"comment"`
	Added       string `json:"added"`
	Seen        string `json:"seen"`
}

func (d *desk) keyRow(k keyring.Key) keyRow {
	return keyRow{k.Fingerprint, d.book.RepName(k.Rep), k.Role.String(), k.Type, k.Bits, k.Comment, k.Added, k.Seen.String()}
}

// shortKey is as much of a fingerprint as is shown in a table: 12 of its 43
// characters, which no two keys of a team will share.
func shortKey(fingerprint string) string {
	return fingerprint[:min(len(fingerprint), len("SHA256:")+12)]
}

func (a *app) keyListCommand() *cobra.Command {
	cmd := a.command("key.list", "list", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.atKeys(func(d *desk, _ *cobra.Command, _ []string) error {
		rows := []keyRow{}
		for _, k := range keyring.Keys(d.book) {
			rows = append(rows, d.keyRow(k))
		}
		if *asJSON {
			return d.printJSON(rows)
		}
		if len(rows) == 0 {
			fmt.Fprintln(d.Out, d.say.T("cli.key.empty"))
			return nil
		}
		t := d.table("rep", "role", "key", "type", "added", "seen", "comment")
		for _, r := range rows {
			t.row(r.Rep, r.Role, shortKey(r.Fingerprint), r.Type, r.Added, r.Seen, r.Comment)
		}
		t.print(d.Out)
		return nil
	}))
	return cmd
}

func (a *app) keyRevokeCommand() *cobra.Command {
	cmd := a.command("key.revoke", "revoke FINGERPRINT|REP", nil, a.takes(1, 1))
	force := cmd.Flags().Bool("force", false, a.say.T("cli.flag.key.force"))
	cmd.ValidArgsFunction = a.completing(repNames, keyNames)
	cmd.RunE = guarded(a.atKeys(func(d *desk, cmd *cobra.Command, args []string) error {
		there := keyring.Keys(d.book)
		gone, err := d.meantKeys(there, args[0])
		if err != nil {
			return err
		}
		if admins := keyring.Admins(gone); admins > 0 && admins == keyring.Admins(there) && !*force && !d.agrees("cli.key.last.ask") {
			return say.Errorf("cli.key.last")
		}
		var bodies []event.Body
		for _, k := range gone {
			bodies = append(bodies, keyring.Revoke(k.Fingerprint))
		}
		if err := d.writeKeys(cmd, bodies); err != nil {
			return err
		}
		for _, k := range gone {
			fmt.Fprintln(d.Out, d.say.T("cli.key.revoked", "rep", d.book.RepName(k.Rep), "role", k.Role, "key", k.Fingerprint))
		}
		return nil
	}))
	return writes(cmd)
}

func keyNames(d *desk) []string {
	var out []string
	for _, k := range keyring.Keys(d.book) {
		out = append(out, shortKey(k.Fingerprint))
	}
	return out
}

// meantKeys finds the keys that a text means: the one whose fingerprint begins
// so, or all of a rep.
func (d *desk) meantKeys(there []keyring.Key, text string) ([]keyring.Key, error) {
	found := keyring.Find(there, text)
	rep, err := d.rep(text)
	switch {
	case len(found) == 1:
		return found, nil
	case len(found) > 1 && d.book.Reps[record.RepID(text)] == nil:
		var names []string
		for _, k := range found {
			names = append(names, shortKey(k.Fingerprint))
		}
		return nil, say.Errorf("cli.key.several", "text", text, "keys", list(d.say, names))
	case err != nil && len(near(text, d.repNames())) > 0:
		return nil, err
	case err != nil:
		return nil, say.Errorf("cli.key.unknown", "text", text)
	}
	mine := slices.DeleteFunc(slices.Clone(there), func(k keyring.Key) bool { return k.Rep != rep })
	if len(mine) == 0 {
		return nil, say.Errorf("cli.key.nobody", "rep", d.book.RepName(rep))
	}
	return mine, nil
}

// agrees asks a question that only y answers with yes; where nobody can be
// asked, the answer is no.
func (a *app) agrees(question string) bool {
	if a.flags.noInput || !a.terminal(a.In) {
		return false
	}
	fmt.Fprint(a.Err, a.say.T(question))
	answer, _ := bufio.NewReader(a.In).ReadString('\n')
	return strings.EqualFold(strings.TrimSpace(answer), "y")
}
