package cli

import (
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"

	"foresail/cmd/sshd"
)

// printUnit prints a systemd unit that serves this data file with this
// program.
func (a *app) printUnit(o *serving) error {
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
	if u, err := user.Current(); err == nil && u.Uid != "0" {
		s.User = u.Username
	}
	if o.metrics != "" {
		s.Args = append(s.Args, "--metrics", o.metrics)
	}
	if o.metricsOpen {
		s.Args = append(s.Args, "--metrics-open")
	}
	_, s.Port, _ = net.SplitHostPort(o.listen)
	_, err = fmt.Fprint(a.Out, s.Unit())
	return err
}
