package cli

import (
	"path/filepath"
	"time"

	"foresail/store/quick"
	"foresail/store/record"
	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// globals are the options that every command takes.
type globals struct {
	file, as       string
	asOf, from, to string
	reps           []string
	team           bool
	period, lang   string
	noColor        bool
	noInput        bool
	ascii, linear  bool
}

// reading are the options that only mean something where numbers are read.
var reading = []string{"as-of", "from", "to", "rep", "team", "period"}

func (a *app) addGlobals(fs *pflag.FlagSet) {
	f, t := &a.flags, func(name string) string { return a.say.T("cli.flag." + name) }
	fs.StringVar(&f.file, "file", "", t("file"))
	fs.StringVar(&f.as, "as", "", t("as"))
	fs.StringVar(&f.asOf, "as-of", "", t("as-of"))
	fs.StringVar(&f.from, "from", "", t("from"))
	fs.StringVar(&f.to, "to", "", t("to"))
	fs.StringArrayVar(&f.reps, "rep", nil, t("rep"))
	fs.BoolVar(&f.team, "team", false, t("team"))
	fs.StringVar(&f.period, "period", "week", t("period"))
	fs.StringVar(&f.lang, "lang", "en", t("lang"))
	fs.BoolVar(&f.noColor, "no-color", false, t("no-color"))
	fs.BoolVar(&f.noInput, "no-input", false, t("no-input"))
	fs.BoolVar(&f.ascii, "ascii", false, t("ascii"))
	fs.BoolVar(&f.linear, "linear", false, t("linear"))
}

// checkGlobals refuses what can be told wrong without the data file.
func (a *app) checkGlobals(cmd *cobra.Command) error {
	switch f := &a.flags; {
	case f.lang == "ms":
		return usagef("cli.lang.ms")
	case f.lang != "en":
		return usagef("cli.lang.unknown", "lang", f.lang)
	case f.team && len(f.reps) > 0:
		return usagef("cli.scope.both")
	}
	if err := a.checkRemote(cmd); err != nil {
		return err
	}
	if cmd.Annotations["writes"] == "" {
		return nil
	}
	for _, name := range reading {
		if cmd.Flags().Changed(name) && cmd.LocalNonPersistentFlags().Lookup(name) == nil {
			return usagef("cli.writes", "flag", name, "command", cmd.CommandPath())
		}
	}
	return nil
}

// path gives the path of the data file: --file, FORESAIL_FILE, or the user's
// data folder.
func (a *app) path() string {
	if a.flags.file != "" {
		return a.flags.file
	}
	if p := a.Env("FORESAIL_FILE"); p != "" {
		return p
	}
	return filepath.Join(xdg.DataHome, "foresail", "foresail.db")
}

// window is the span of days that a reading command looks at.
type window struct {
	asOf, from, to record.Date
	period         record.Period
}

// yearDays is how long the window is when --from is not given.
const yearDays = 365

// window reads --as-of, --from, --to and --period.
func (a *app) window(today record.Date) (window, error) {
	w := window{asOf: today}
	var err error
	if w.asOf, err = a.past("as-of", a.flags.asOf, today, today); err != nil {
		return w, err
	}
	if w.to, err = a.past("to", a.flags.to, today, w.asOf); err != nil {
		return w, err
	}
	if w.from, err = a.past("from", a.flags.from, today, w.to-yearDays+1); err != nil {
		return w, err
	}
	if w.from > w.to {
		return w, usagef("cli.date.order", "from", w.from, "to", w.to)
	}
	p, ok := record.ParsePeriod(a.flags.period)
	if !ok || p == record.Day || p == record.Year {
		return w, usagef("cli.period", "text", a.flags.period)
	}
	w.period = p
	return w, nil
}

// past reads a day that lies behind where nothing else is said, by the grammar
// of quick entry: YYYY-MM-DD, yesterday, mon, 2w, "20 nov" …
func (a *app) past(flag, text string, today, otherwise record.Date) (record.Date, error) {
	if text == "" {
		return otherwise, nil
	}
	d, err := quick.Date(text, today.At(12, 0, 0, time.UTC), quick.Past)
	if err != nil {
		return 0, usagef("cli.date", "flag", flag, "text", text)
	}
	return d, nil
}

// date reads a date that may as well lie behind as ahead, so that words would
// leave it open: YYYY-MM-DD, today, yesterday.
func (a *app) date(flag, text string, today, otherwise record.Date) (record.Date, error) {
	switch text {
	case "":
		return otherwise, nil
	case "today":
		return today, nil
	case "yesterday":
		return today - 1, nil
	}
	d, err := record.ParseDate(text)
	if err != nil {
		return 0, usagef("cli.date", "flag", flag, "text", text)
	}
	return d, nil
}
