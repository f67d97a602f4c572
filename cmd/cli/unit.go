package cli

import (
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"slices"

	"foresail/cmd/sshd"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// unitOwn are the options of serve that a unit has in any case, or not at all.
var unitOwn = []string{"listen", "host-key", "print-unit"}

// printUnit prints a systemd unit that serves this data file with this
// program.
func (a *app) printUnit(cmd *cobra.Command, o *serving) error {
	binary, err := os.Executable()
	if err != nil {
		return err
	}
	s := sshd.Service{Binary: binary, File: a.path(), HostKey: a.hostKeyPath(o), User: "foresail", Args: []string{"--listen", o.listen}}
	for _, path := range []*string{&s.Binary, &s.File, &s.HostKey} {
		if *path, err = filepath.Abs(*path); err != nil {
			return err
		}
		if whole, err := filepath.EvalSymlinks(*path); err == nil {
			*path = whole
		}
	}
	switch u, err := user.Current(); {
	case err == nil && u.Uid == "0":
		s.Settle()
	case err == nil:
		s.User = u.Username
	}
	own := cmd.LocalNonPersistentFlags()
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if own.Lookup(f.Name) != nil && !slices.Contains(unitOwn, f.Name) {
			s.Args = append(s.Args, "--"+f.Name+"="+f.Value.String())
		}
	})
	_, s.Port, _ = net.SplitHostPort(o.listen)
	_, err = fmt.Fprint(a.Out, s.Unit())
	return err
}
