package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/keyfile"
	"foresail/tui/keymap"
)

func (a *app) keymapCommand() *cobra.Command {
	cmd := a.command("keymap", "keymap", nil, a.takes(0, 0))
	cmd.RunE = guarded(func(*cobra.Command, []string) error {
		_, err := fmt.Fprint(a.Out, tui.WriteKeys(a.say))
		return err
	})
	return cmd
}

// keyFile gives the path of the user's own keys.
func (a *app) keyFile() string {
	return filepath.Join(cmp.Or(a.Env("FORESAIL_CONFIG"), filepath.Join(xdg.ConfigHome, "foresail")), "keys.toml")
}

// keys reads the user's own keys; nil where there are none.
func (a *app) keys() (*keymap.Map, error) {
	path := a.keyFile()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, usage{say.Because(err, "keymap.unread", "file", path)}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, keyfile.MaxSize+1))
	if err != nil {
		return nil, usage{say.Because(err, "keymap.unread", "file", path)}
	}
	m, problems := tui.ReadKeys(text)
	if len(problems) == 0 {
		return m, nil
	}
	var all joined
	for _, p := range problems {
		all = append(all, usage{say.Because(p.Err, "keymap.at", "file", path, "line", p.Line)})
	}
	return nil, all
}
