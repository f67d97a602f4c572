package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"foresail/store/importer"
	"foresail/tui"
	"foresail/tui/panel"
)

// importer imports files for the cockpit, as `foresail import` does.
func (d *desk) importer() tui.Importer {
	return func(ctx context.Context, f tui.ImportFile, ahead func(panel.Progress)) (tui.Imported, error) {
		own := *d // what it reads of the file is not the cockpit's
		o := imports{Options: importer.Options{Dates: f.Dates}}
		if err := o.prepare(&own); err != nil {
			return tui.Imported{}, err
		}
		r, rejects, err := own.takeIn(ctx, atHome(f.Path), o.Options, func(p importer.Progress) { ahead(panel.Progress{Done: p.Bytes, Total: p.Size, Count: int64(p.Rows)}) })
		if r == nil {
			return tui.Imported{}, err
		}
		did := tui.Imported{Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Rejected: r.Rejected, Rejects: rejects}
		if len(r.Rejects) > 0 {
			did.Why = d.say.T("cli.import.reject_first", "line", r.Rejects[0].Line, "field", r.Rejects[0].Field, "why", r.Rejects[0].Why)
		}
		if r.Undo != "" {
			ref, bad := d.store.Ref(r.Undo)
			did.Ref, err = ref, errors.Join(err, bad)
		}
		return did, err
	}
}

// importable says what keeps a file from being read, as the import would.
func importable(path string) error {
	in, _, err := openFile(atHome(path))
	if err != nil {
		return err
	}
	return in.Close()
}

// atHome gives a path in which ~ stands for the user's home folder, as in a
// shell.
func atHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~")
	home, err := os.UserHomeDir()
	if !ok || err != nil || rest != "" && rest[0] != '/' && rest[0] != filepath.Separator {
		return path
	}
	return filepath.Join(home, rest)
}
