package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"foresail/store/importer"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// imports are the options of `foresail import`.
type imports struct {
	importer.Options
	records string
	maps    []string
	json    bool
}

func (a *app) importCommand() *cobra.Command {
	cmd := a.command("import", "import FILE…", nil, a.takes(1, many))
	var o imports
	t := func(name string) string { return a.say.T("cli.flag.import." + name) }
	fs := cmd.Flags()
	fs.BoolVar(&o.json, "json", false, a.say.T("cli.flag.json"))
	fs.StringVar(&o.Format, "format", "", t("format"))
	fs.StringVar(&o.records, "records", "", t("records"))
	fs.StringArrayVar(&o.maps, "map", nil, t("map"))
	fs.StringVar(&o.Dates, "dates", "", t("dates"))
	fs.StringVar(&o.Decimal, "decimal", "", t("decimal"))
	fs.StringVar(&o.Sheet, "sheet", "", t("sheet"))
	fs.StringVar(&o.Delimiter, "delimiter", "", t("delimiter"))
	fs.StringVar(&o.Encoding, "encoding", "", t("encoding"))
	fs.StringVar(&o.Currency, "currency", "", t("currency"))
	fs.StringVar(&o.System, "system", "", t("system"))
	fs.BoolVar(&o.DryRun, "dry-run", false, t("dry-run"))
	for flag, words := range map[string]func() []string{"format": importer.FormatNames, "records": importer.RecordKinds} {
		_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words(), cobra.ShellCompDirectiveNoFileComp))
	}
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error { return d.importFiles(cmd, args, o) }))
	return writes(cmd)
}

// prepare reads the options that are not taken as they are.
func (o *imports) prepare(d *desk) error {
	if o.records != "" && !slices.Contains(importer.RecordKinds(), o.records) {
		return usagef("cli.import.records", "text", o.records, "kinds", list(d.say, importer.RecordKinds()))
	}
	o.Records = importer.Records(o.records)
	o.Map = make(map[string]string)
	for _, m := range o.maps {
		field, column, ok := strings.Cut(m, "=")
		if !ok || field == "" || column == "" {
			return usagef("cli.import.map", "text", m)
		}
		o.Map[field] = column
	}
	if o.Delimiter == "tab" || o.Delimiter == `\t` {
		o.Delimiter = "\t"
	}
	if o.Currency == "" {
		o.Currency = d.book.Settings.Currency
	}
	o.Now, o.Zone, o.Printer = d.Now(), d.now.Location(), d.say
	return nil
}

// importFiles imports one file after the other. One that cannot be read does
// not keep the others from landing.
func (d *desk) importFiles(cmd *cobra.Command, files []string, o imports) error {
	if err := o.prepare(d); err != nil {
		return err
	}
	var reports []*importer.Report
	var failed joined
	for _, file := range files {
		r, rejects, err := d.importFile(cmd.Context(), file, o.Options)
		if err != nil {
			failed = append(failed, err)
			if cmd.Context().Err() != nil {
				break
			}
		}
		if r == nil || r.Format == "" || err != nil && r.Rows == 0 { // nothing was begun
			continue
		}
		reports = append(reports, r)
		if !o.json {
			d.printReport(r, rejects)
		}
	}
	if err := d.answerImports(reports, len(files), o.json); err != nil {
		return err
	}
	if failed = append(failed, refusals(reports)...); len(failed) > 0 {
		return failed
	}
	return nil
}

// refusals makes rows that were not taken an error, as bad lines of other
// commands are: whoever runs it unattended has to hear of them, although the
// good rows have landed.
func refusals(reports []*importer.Report) (out joined) {
	for _, r := range reports {
		key := "cli.import.rejected"
		if r.DryRun {
			key = "cli.import.would_reject"
		}
		if r.Rejected > 0 && r.Complete {
			out = append(out, say.Errorf(key, "file", r.File, "bad", r.Rejected, "rows", r.Rows))
		}
	}
	return out
}

// answerImports writes the reports as JSON: one object for one file, a list
// for several.
func (d *desk) answerImports(reports []*importer.Report, files int, asJSON bool) error {
	switch {
	case !asJSON || files == 1 && len(reports) == 0:
		return nil
	case files == 1:
		return d.printJSON(reports[0])
	}
	return d.printJSON(append([]*importer.Report{}, reports...))
}

// importFile imports one file with a bar that says how far it is.
func (d *desk) importFile(ctx context.Context, file string, o importer.Options) (r *importer.Report, rejects string, err error) {
	bar := d.bar()
	defer bar.clear()
	return d.takeIn(ctx, file, o, func(p importer.Progress) { bar.show(p.Bytes, p.Size, p.Rows) })
}

// takeIn imports one file, and says where the rejected rows are, if any.
func (d *desk) takeIn(ctx context.Context, file string, o importer.Options, ahead func(importer.Progress)) (r *importer.Report, rejects string, err error) {
	in, size, err := openFile(file)
	if err != nil {
		return nil, "", err
	}
	defer in.Close()
	o.Name, o.Size = file, size
	if !o.DryRun {
		o.Rejects = func() (f io.WriteCloser, err error) {
			f, rejects, err = createRejects(file)
			return f, err
		}
	}
	o.Progress = ahead
	events, err := holdsEvents(in)
	if err != nil {
		return nil, "", fileError(err, file)
	}
	if events {
		r, err = d.importEvents(ctx, in, o)
	} else {
		r, err = d.importTable(ctx, in, o)
	}
	return r, rejects, inFile(err, file)
}

// openFile opens a file to read and gives its size.
func openFile(file string) (*os.File, int64, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, 0, fileError(err, file)
	}
	info, err := in.Stat()
	if err == nil && info.IsDir() {
		in.Close()
		return nil, 0, say.Errorf("cli.import.folder", "file", file)
	}
	if err != nil {
		in.Close()
		return nil, 0, fileError(err, file)
	}
	return in, info.Size(), nil
}

// importTable imports a table in one batch. What was read before an error has
// been reported as landed, and does land.
func (d *desk) importTable(ctx context.Context, in io.ReadSeeker, o importer.Options) (*importer.Report, error) {
	snap, _, err := d.store.Refresh(ctx, d.snap)
	if err != nil {
		return nil, err
	}
	d.snap, d.book = snap, snap.Book
	columns, err := d.recall(in, &o)
	if err != nil {
		return nil, err
	}
	batch, err := d.store.Batch(ctx, record.ID{})
	if err != nil {
		return nil, err
	}
	who, err := d.user()
	if err != nil {
		who = record.ID{} // it is nobody's last entry, then
	}
	batch.Import(filepath.Base(o.Name), who)
	r, err := importer.Import(ctx, in, batch, d.book, o)
	if o.DryRun {
		batch.Abandon()
		return r, err
	}
	err = errors.Join(err, batch.Close())
	if ref := batch.Ref(); !ref.IsZero() {
		r.Undo = d.store.RefText(ref)
	}
	if err != nil {
		return r, err
	}
	return r, d.remember(ctx, columns, o)
}

// createRejects makes the file of rejected rows beside the imported one, or in
// the current folder where it cannot be there.
func createRejects(file string) (io.WriteCloser, string, error) {
	path := file + ".rejects.csv"
	f, err := os.Create(path)
	if err == nil {
		return f, path, nil
	}
	path = filepath.Base(path)
	if f, err := os.Create(path); err == nil {
		return f, path, nil
	}
	return nil, "", fileError(err, file+".rejects.csv")
}

// inFile names the file that an error is about.
func inFile(err error, file string) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok && len(many.Unwrap()) == 1 {
		err = many.Unwrap()[0]
	}
	named := say.Because(err, "cli.import.file", "file", file)
	if e := (*say.Error)(nil); errors.As(err, &e) && slices.Contains(badOptions, e.Key) {
		return usage{named}
	}
	return named
}

// badOptions are the errors of an import that are about its options.
var badOptions = []string{
	"import.dates_option", "import.decimal_option", "import.delimiter_option", "import.format_unknown",
	"import.records_unknown", "import.encoding_unknown", "import.field_unknown",
}

// fileError words that a file cannot be opened.
func fileError(err error, file string) error {
	for _, k := range []struct {
		cause error
		key   string
	}{{os.ErrNotExist, "cli.file.none"}, {os.ErrPermission, "cli.file.permission"}} {
		if errors.Is(err, k.cause) {
			return say.Because(err, k.key, "file", file)
		}
	}
	return say.Because(err, "cli.file.other", "file", file)
}

// shownRejects is how many rejected rows the text of a report names.
const shownRejects = 10

func (d *desk) printReport(r *importer.Report, rejects string) {
	key := "cli.import.done"
	if r.DryRun {
		key = "cli.import.dry"
	}
	n := func(x int) string { return d.say.Int(int64(x)) }
	fmt.Fprintln(d.Out, d.say.T(key, "file", r.File, "format", r.Format, "records", r.Records, "rows", n(r.Rows),
		"created", n(r.Created), "updated", n(r.Updated), "unchanged", n(r.Unchanged), "rejected", n(r.Rejected), "skipped", n(r.Skipped)))
	if len(r.Stages) > 0 {
		fmt.Fprintln(d.Out, d.say.T("cli.import.stages", "stages", list(d.say, r.Stages)))
	}
	if len(r.Kinds) > 0 {
		fmt.Fprintln(d.Out, d.say.T("cli.import.kinds", "kinds", list(d.say, r.Kinds)))
	}
	for _, note := range r.Notes {
		fmt.Fprintln(d.Out, d.say.T("cli.import.note", "what", note.What))
	}
	if r.Undo != "" {
		fmt.Fprintln(d.Out, d.say.T("cli.import.undo", "ref", r.Undo))
	}
	for i, j := range r.Rejects {
		if i == shownRejects {
			fmt.Fprintln(d.Err, d.say.T("cli.import.more", "n", n(r.Rejected-shownRejects)))
			break
		}
		key := "cli.import.reject"
		if j.Field == "" {
			key = "cli.import.reject_row"
		}
		fmt.Fprintln(d.Err, d.say.T(key, "file", r.File, "line", j.Line, "field", j.Field, "why", j.Why))
	}
	if r.Rejected > 0 && !r.DryRun {
		fmt.Fprintln(d.Err, d.say.T("cli.import.rejects", "file", rejects))
	}
}
