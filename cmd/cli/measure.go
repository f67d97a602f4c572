package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/say"
	"github.com/muesli/cancelreader"
	"github.com/spf13/cobra"
)

func (a *app) measureCommand() *cobra.Command {
	cmd := a.command("measure", "measure NAME VALUE | measure -", nil, a.takes(1, 2))
	asJSON := a.jsonFlag(cmd)
	on := cmd.Flags().String("on", "", a.say.T("cli.flag.on"))
	cmd.RunE = guarded(a.atWith(onlyReps, func(d *desk, cmd *cobra.Command, args []string) error {
		if args[0] == "-" && len(args) == 1 {
			return d.measureLines(cmd, *asJSON)
		}
		if len(args) != 2 {
			return usagef("cli.measure.args")
		}
		return d.measureOne(cmd, args[0], args[1], *on, *asJSON)
	}))
	return writes(cmd)
}

func (d *desk) measureOne(cmd *cobra.Command, name, value, on string, asJSON bool) error {
	day, err := d.past("on", on, d.today(), d.today())
	if err != nil {
		return err
	}
	b, err := quick.Measurement(name, day, value)
	if err != nil {
		return usage{err}
	}
	return d.measure(cmd, []event.Body{b}, nil, asJSON)
}

// measured is the JSON answer of `foresail measure`.
type measured struct {
	Recorded int       `json:"recorded"`
	Ref      string    `json:"ref"`
	Rejected int       `json:"rejected"`
	Rejects  []badLine `json:"rejects"`
}

type badLine struct {
	Line  int    `json:"line"`
	Field string `json:"field"`
	Why   string `json:"why"`
}

// measure records measurements and reports them together with the lines that
// were refused; refused lines make the command fail after the rest has landed.
func (d *desk) measure(cmd *cobra.Command, bodies []event.Body, bad []badLine, asJSON bool) error {
	out := measured{Recorded: len(bodies), Rejected: len(bad), Rejects: append([]badLine{}, bad...)}
	if len(bodies) > 0 {
		by, err := d.user()
		if err != nil {
			return err
		}
		r, err := d.store.Append(cmd.Context(), by, bodies...)
		if err != nil {
			return err
		}
		if len(r.Events) > 0 {
			out.Ref = d.store.RefText(r.Events[0].Ref)
		}
	}
	if asJSON {
		if err := d.printJSON(out); err != nil {
			return err
		}
	} else if len(bodies) > 0 {
		fmt.Fprintln(d.Out, d.say.N("cli.measure.done", len(bodies), "ref", out.Ref))
	}
	for _, b := range bad {
		fmt.Fprintln(d.Err, d.say.T("cli.measure.bad", "line", b.Line, "why", b.Why))
	}
	if len(bad) > 0 {
		return say.Errorf("cli.measure.rejected", "bad", len(bad), "good", len(bodies))
	}
	return nil
}

// maxMeasureLine bounds a line of standard input.
const maxMeasureLine = 1 << 16

// measureLines reads name,date,value lines from standard input.
func (d *desk) measureLines(cmd *cobra.Command, asJSON bool) error {
	var bodies []event.Body
	var bad []badLine
	in, stop := d.interruptible(cmd.Context())
	defer stop()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxMeasureLine)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || n == 1 && strings.EqualFold(strings.ReplaceAll(text, " ", ""), "name,date,value") {
			continue
		}
		b, field, err := d.measureLine(text)
		if err != nil {
			bad = append(bad, badLine{n, field, d.say.Err(err)})
			continue
		}
		bodies = append(bodies, b)
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}
	if err := lines.Err(); err != nil {
		return say.Because(err, "cli.measure.read")
	}
	return d.measure(cmd, bodies, bad, asJSON)
}

// interruptible gives standard input as a reader that ends with the context,
// also while it waits. A file never waits and is read as it is: the kernel
// does not watch files.
func (a *app) interruptible(ctx context.Context) (io.Reader, func()) {
	in, err := cancelreader.NewReader(a.In)
	if err != nil {
		return a.In, func() {}
	}
	unhook := context.AfterFunc(ctx, func() { in.Cancel() })
	return in, func() { unhook(); in.Close() }
}

func (d *desk) measureLine(text string) (event.Body, string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.TrimLeadingSpace = true
	f, err := r.Read()
	if err != nil && !errors.Is(err, io.EOF) || len(f) != 3 {
		return nil, "", say.Errorf("cli.measure.columns", "text", text)
	}
	day, err := d.past("on", strings.TrimSpace(f[1]), d.today(), 0)
	if err != nil || day == 0 {
		return nil, "date", say.Errorf("cli.measure.date", "text", f[1])
	}
	b, err := quick.Measurement(f[0], day, strings.TrimSpace(f[2]))
	return b, "value", err
}
