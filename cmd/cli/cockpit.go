package cli

import (
	"context"
	"errors"
	"maps"
	"os/user"
	"slices"

	"foresail/cmd/cockpits"
	"foresail/store"
	"foresail/store/say"
	"foresail/tui"
	"github.com/spf13/cobra"
)

// cockpit is what foresail does without a command.
func (a *app) cockpit(cmd *cobra.Command, _ []string) error {
	if _, err := a.keys(); err != nil {
		return err
	}
	if !a.terminal(a.Out) {
		return say.Errorf("cli.no_terminal")
	}
	d, err := a.sit(cmd)
	if errors.Is(err, store.ErrNoFile) && !a.flags.noInput && a.terminal(a.In) {
		if made, err := a.firstRun(cmd); !made {
			return err
		}
		d, err = a.sit(cmd)
	}
	if err != nil {
		return err
	}
	return d.show(cmd.Context())
}

// show runs the cockpit on the open data file.
func (d *desk) show(ctx context.Context) error {
	rep, err := d.user()
	if err != nil && (d.flags.as != "" || d.Env("FORESAIL_REP") != "" || len(d.book.Reps) == 0) {
		return err
	}
	w, err := d.window(d.today())
	if err != nil {
		return err
	}
	keys, err := d.keys()
	if err != nil {
		return err
	}
	return tui.Run(ctx, tui.Options{
		Logbook: cockpits.Logbook(d.store), Rep: rep, Now: d.Now, Zone: d.now.Location(), Say: d.say,
		Look: d.look(), Editor: d.editor(), Suspender: suspender(), Keys: keys, Importer: d.importer(), Importable: importable,
		Exporter: d.exporter(), Backup: d.backup, Check: d.check, Writable: writable, Period: w.period, Team: d.flags.team || rep.IsZero(),
		Linear: d.flags.linear,
	})
}

// firstRun asks who the user is, which pack and which currency, and makes the
// data file. It reports false when the user left without answering.
func (a *app) firstRun(cmd *cobra.Command) (bool, error) {
	names := slices.Sorted(maps.Keys(packs))
	answers, answered, err := tui.Ask(cmd.Context(), tui.Options{Now: a.Now, Say: a.say, Look: a.look(), Linear: a.flags.linear, Suspender: suspender()},
		tui.Answers{Name: a.login(), Pack: "general", Currency: defaultCurrency}, names)
	if err != nil || !answered {
		return false, err
	}
	_, err = a.create(cmd, beginning{rep: answers.Name, pack: answers.Pack, currency: answers.Currency})
	return err == nil, err
}

// login gives the user's name on this machine as a first guess.
func (a *app) login() string {
	if name := a.Env("FORESAIL_REP"); name != "" {
		return name
	}
	u, err := user.Current()
	switch {
	case err != nil:
		return "me"
	case u.Name != "":
		return u.Name
	}
	return u.Username
}
