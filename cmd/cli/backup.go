package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"foresail/store"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) backupCommand() *cobra.Command {
	cmd := a.command("backup", "backup FILE", nil, a.takes(1, 1))
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		s, err := a.open(cmd)
		if err != nil {
			return err
		}
		if err := s.Backup(cmd.Context(), args[0]); err != nil {
			return err
		}
		fmt.Fprintln(a.Out, a.say.T("cli.backup.done", "file", args[0]))
		return nil
	})
	return cmd
}

func (a *app) restoreCommand() *cobra.Command {
	cmd := a.command("restore", "restore FILE", nil, a.takes(1, 1))
	force := cmd.Flags().Bool("force", false, a.say.T("cli.flag.restore.force"))
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		if _, err := os.Stat(args[0]); err != nil {
			return fileError(err, args[0])
		}
		if _, err := os.Stat(a.path()); err == nil && !*force {
			return say.Errorf("cli.restore.exists", "file", a.path())
		} else if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fileError(err, a.path())
		}
		if err := store.Restore(cmd.Context(), args[0], a.path(), a.options(cmd)); err != nil {
			return err
		}
		if err := a.reclaim(cmd); err != nil {
			return err
		}
		fmt.Fprintln(a.Out, a.say.T("cli.restore.done", "file", a.path(), "from", args[0]))
		return nil
	})
	return writes(cmd)
}

// reclaim says of a restored file, which is a new node, whose it is: whose the
// backup was, if that is beyond doubt.
func (a *app) reclaim(cmd *cobra.Command) error {
	d, err := a.sit(cmd)
	if err != nil {
		return err
	}
	owners := make(map[string]bool)
	for key, name := range d.book.Settings.More {
		if strings.HasPrefix(key, settingUsers) && d.book.Reps[record.RepID(name)] != nil {
			owners[name] = true
		}
	}
	if len(owners) != 1 {
		return nil
	}
	for name := range owners {
		err = a.claim(cmd.Context(), d.store, name)
	}
	return err
}

func (a *app) rebuildCommand() *cobra.Command {
	cmd := a.command("rebuild", "rebuild", nil, a.takes(0, 0))
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		s, err := a.open(cmd)
		if err != nil {
			return err
		}
		if err := s.Rebuild(cmd.Context()); err != nil {
			return err
		}
		fmt.Fprintln(a.Out, a.say.T("cli.rebuild.done", "file", a.path()))
		return nil
	})
	return writes(cmd)
}
