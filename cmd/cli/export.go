package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"foresail/store"
	"foresail/store/event"
	"foresail/store/export"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// exporter is one kind of records that can be exported.
type exporter struct {
	name  string
	write func(d *desk, ctx context.Context, w io.Writer, format string) error
}

// exporters are the kinds in the order of the help.
var exporters = []exporter{
	{"activities", (*desk).exportActivities},
	{"deals", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return d.exportAsOf(w, format, export.Deals)
	}},
	{"accounts", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return export.Accounts(w, format, d.book)
	}},
	{"contacts", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return export.Contacts(w, format, d.book)
	}},
	{"reps", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return export.Reps(w, format, d.book)
	}},
	{"measurements", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return export.Measurements(w, format, d.book)
	}},
	{"stage-changes", func(d *desk, _ context.Context, w io.Writer, format string) error {
		return d.exportAsOf(w, format, export.StageChanges)
	}},
	{"events", (*desk).exportEvents},
}

func exportKinds() []string {
	var names []string
	for _, e := range exporters {
		names = append(names, e.name)
	}
	return names
}

func (a *app) exportCommand() *cobra.Command {
	cmd := a.command("export", "export KIND", nil, a.takes(1, 1))
	format := cmd.Flags().String("format", export.CSV, a.say.T("cli.flag.export.format"))
	to := cmd.Flags().StringP("output", "o", "", a.say.T("cli.flag.export.output"))
	asJSON := cmd.Flags().Bool("json", false, a.say.T("cli.flag.export.json"))
	cmd.ValidArgs = exportKinds()
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(export.Formats(), cobra.ShellCompDirectiveNoFileComp))
	run := a.at(func(d *desk, cmd *cobra.Command, args []string) error { return d.export(cmd, args[0], *format, *to) })
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		if *asJSON {
			*format = export.JSON
		}
		if !slices.Contains(exportKinds(), args[0]) {
			return usagef("cli.export.kind", "kind", args[0], "kinds", list(a.say, exportKinds()))
		}
		if !slices.Contains(export.Formats(), *format) {
			return usagef("cli.export.format", "format", *format, "formats", list(a.say, export.Formats()))
		}
		return run(cmd, args)
	})
	return cmd
}

// export writes a kind of records to a file, which is there only when it is
// whole, or to standard output.
func (d *desk) export(cmd *cobra.Command, kind, format, to string) error {
	i := slices.IndexFunc(exporters, func(e exporter) bool { return e.name == kind })
	if to == "" || to == "-" {
		if format == export.XLSX && d.terminal(d.Out) {
			return usagef("cli.export.terminal")
		}
		return exporters[i].write(d, cmd.Context(), d.Out, format)
	}
	if err := writeFile(to, func(w io.Writer) error { return exporters[i].write(d, cmd.Context(), w, format) }); err != nil {
		return exportError(err, to)
	}
	fmt.Fprintln(d.Err, d.say.T("cli.export.done", "kind", kind, "file", to))
	return nil
}

// writeFile writes a file under another name and gives it its own when it is
// whole and on disk.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".foresail-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it has been renamed
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func exportError(err error, file string) error {
	var told *say.Error
	if errors.As(err, &told) {
		return err
	}
	if errors.Is(err, os.ErrPermission) {
		return fileError(err, file)
	}
	return say.Because(err, "cli.export.file", "file", file)
}

// exportActivities writes the activities of the window, which is everything
// where --from and --to are not given, oldest first.
func (d *desk) exportActivities(ctx context.Context, w io.Writer, format string) error {
	q := store.Query{Oldest: true}
	win, err := d.window(d.today())
	if err != nil {
		return err
	}
	if d.flags.from != "" {
		q.From = win.from
	}
	if d.flags.to != "" || d.flags.asOf != "" {
		q.To = win.to
	}
	reps, err := d.scope()
	if err != nil {
		return err
	}
	return export.Activities(w, format, d.book, func(yield func(record.Activity) bool) error {
		return d.store.Activities(ctx, q, func(a record.Activity) bool {
			if reps != nil && !slices.Contains(reps, a.Rep) {
				return true
			}
			return yield(a)
		})
	})
}

// exportAsOf writes records as they stood at the end of the day of --as-of,
// or as they stand.
func (d *desk) exportAsOf(w io.Writer, format string, write func(io.Writer, string, *record.Book, record.Date) error) error {
	asOf, err := d.past("as-of", d.flags.asOf, d.today(), 0)
	if err != nil {
		return err
	}
	return write(w, format, d.book, asOf)
}

func (d *desk) exportEvents(ctx context.Context, w io.Writer, format string) error {
	if _, err := d.store.Nodes(ctx); err != nil { // before there is a head
		return err
	}
	return export.Events(w, format, func(yield func(event.Event) bool) error {
		return d.store.Events(ctx, nil, yield)
	})
}
