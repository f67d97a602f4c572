package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"foresail/store/export"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/panel"
)

// exporter writes records out for the cockpit, as `foresail export` does, but
// never over a file that is there.
func (d *desk) exporter() tui.Exporter {
	return tui.Exporter{Kinds: exportKinds(), Formats: export.Formats(), Write: func(ctx context.Context, f tui.ExportFile, ahead func(panel.Progress)) error {
		path := atHome(f.Path)
		if err := writable(path); err != nil { // there may be one by now
			return err
		}
		own, err := d.anew(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(exporters, func(e exporter) bool { return e.name == f.Kind })
		err = writeFile(path, func(w io.Writer) error {
			return exporters[i].write(own, ctx, &gauge{w: w, ctx: ctx, ahead: ahead}, f.Format)
		})
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		}
		return exportError(err, path)
	}}
}

// anew gives a desk with the file as it is now, and with no flags: those of the
// cockpit are about its screen.
func (d *desk) anew(ctx context.Context) (*desk, error) {
	snap, err := d.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	app := *d.app
	app.flags = globals{file: d.flags.file, period: record.Week.String()}
	return app.desk(d.store, snap, snap.Book)
}

// gauge is a writer that says how much went through it, and ends with its
// context.
type gauge struct {
	w     io.Writer
	ctx   context.Context
	ahead func(panel.Progress)
	done  int64
}

// Write implements io.Writer.
func (g *gauge) Write(p []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := g.w.Write(p)
	g.done += int64(n)
	g.ahead(panel.Progress{Done: g.done})
	return n, err
}

// backup writes a verified copy of the data file for the cockpit.
func (d *desk) backup(ctx context.Context, path string) error {
	return d.store.Backup(ctx, atHome(path))
}

// check checks the data file for the cockpit, as `foresail check` does, in a
// process of its own.
func (d *desk) check(ctx context.Context, ahead func(panel.Progress)) (string, error) {
	var out, told bytes.Buffer
	app := *d.app
	app.Out, app.Err = &out, &told
	err := app.checkOutside(ctx, true, func(share float64) {
		ahead(panel.Progress{Done: int64(share * barWhole), Total: barWhole})
	}, func() {})
	var quiet silent
	if err != nil && !errors.As(err, &quiet) {
		return "", err
	}
	var found checked
	if bad := json.Unmarshal(out.Bytes(), &found); bad != nil {
		return "", errors.Join(err, bad)
	}
	if found.Sound {
		r := found.Report
		return d.say.T("checking.good", "events", d.say.Int(int64(r.Events)), "activities", d.say.Int(int64(r.Activities)), "things", d.say.Int(int64(r.Entities))), nil
	}
	return "", d.faulty(found.Report)
}

// writable says what keeps a new file from being written at a path.
func writable(path string) error {
	path = atHome(path)
	if _, err := os.Lstat(path); err == nil {
		return say.Errorf("exporting.exists", "file", path)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return say.Errorf("exporting.folder", "folder", filepath.Dir(path))
	}
	return nil
}
