package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// demoSeed grows the team that everybody sees who names no other seed.
const demoSeed = 1

func (a *app) demoCommand() *cobra.Command {
	cmd := a.command("demo", "demo", nil, a.takes(0, 0))
	seed := cmd.Flags().Uint64("seed", demoSeed, a.say.T("cli.flag.seed"))
	pack := cmd.Flags().String("pack", "general", a.say.T("cli.flag.pack"))
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		if packs[*pack] == nil {
			return usagef("cli.pack.unknown", "pack", *pack)
		}
		return a.demo(cmd, *seed)
	})
	return cmd
}

// demo makes up a data file and opens the cockpit on it; without a terminal
// it says where the file is, which then has to be named by --file.
func (a *app) demo(cmd *cobra.Command, seed uint64) error {
	kept := a.flags.file != ""
	if !kept && !a.terminal(a.Out) {
		return say.Errorf("cli.demo.no_terminal")
	}
	if !kept {
		dir, err := os.MkdirTemp("", "foresail-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		a.flags.file = filepath.Join(dir, "demo.db")
	}
	if a.terminal(a.Err) {
		fmt.Fprintln(a.Err, a.say.T("cli.demo.making"))
	}
	seat, err := a.makeDemo(cmd, seed)
	if err != nil {
		return err
	}
	if !a.terminal(a.Out) {
		fmt.Fprintln(a.Out, a.say.T("cli.demo.made", "file", a.path()))
		return nil
	}
	d, err := a.sit(cmd)
	if err != nil {
		return err
	}
	if d.flags.as == "" { // whatever FORESAIL_REP says of another file
		d.flags.as = seat
	}
	d.flags.team = true
	return d.show(cmd.Context())
}

// makeDemo writes the made-up records into a new data file and gives the name
// of the rep in whose seat the newcomer sits.
func (a *app) makeDemo(cmd *cobra.Command, seed uint64) (string, error) {
	o := demo.Options{Seed: seed, Now: a.Now().In(a.Zone), Zone: a.Zone}
	options := a.options(cmd)
	options.NoSync = true // nothing here was typed by anybody
	s, err := store.Create(cmd.Context(), a.path(), options, demo.Setup(o)...)
	if errors.Is(err, store.ErrExists) {
		return "", say.Because(err, "cli.demo.exists", "file", a.path())
	}
	if err != nil {
		return "", err
	}
	if err := fill(cmd.Context(), s, o); err != nil {
		return "", err
	}
	return a.seat(cmd.Context(), s)
}

// seat gives the made-up file to the first of the team who is still there, so
// that what is logged is signed and there are numbers of one's own.
func (a *app) seat(ctx context.Context, s *store.Store) (string, error) {
	book, err := s.Book(ctx, record.TypeRep)
	if err != nil {
		return "", err
	}
	for _, r := range book.RepList() {
		if r.Ended == 0 {
			return r.Name, a.claim(ctx, s, r.Name)
		}
	}
	return "", nil
}

func fill(ctx context.Context, s *store.Store, o demo.Options) error {
	batch, err := s.Batch(ctx, record.ID{})
	if err != nil {
		return err
	}
	if err := demo.Write(batch, o); err != nil {
		batch.Abandon()
		return err
	}
	return batch.Close()
}
