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
	"foresail/store/record"
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
	m, err := d.measuring(cmd)
	if err != nil {
		return err
	}
	m.hold = append(m.hold, b)
	if err := m.write(); err != nil {
		return err
	}
	return m.report(asJSON)
}

// measured is the JSON answer of `foresail measure`. Rejects holds the first
// maxRejects of the lines that were refused.
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

// The bounds of one run that reads lines.
const (
	maxMeasureLine  = 1 << 16  // bytes of a line
	maxMeasureBytes = 64 << 20 // of all lines
	maxRejects      = 100      // refused lines that are named
	measureBatch    = 2000     // measurements written at once
)

// measuring is a run of `foresail measure`: it writes measurements in batches,
// so that what it holds does not grow with what it is given.
type measuring struct {
	*desk
	ctx  context.Context
	by   record.ID
	hold []event.Body
	out  measured
}

// measuring begins a run. Nothing is read for somebody who may not record.
func (d *desk) measuring(cmd *cobra.Command) (*measuring, error) {
	if err := d.store.MayWrite(record.TypeMeasure); err != nil {
		return nil, err
	}
	by, err := d.user()
	if err != nil {
		return nil, err
	}
	return &measuring{desk: d, ctx: cmd.Context(), by: by, out: measured{Rejects: []badLine{}}}, nil
}

func (m *measuring) add(b event.Body) error {
	if m.hold = append(m.hold, b); len(m.hold) < measureBatch {
		return nil
	}
	return m.write()
}

// write writes what is held.
func (m *measuring) write() error {
	if len(m.hold) == 0 {
		return nil
	}
	r, err := m.store.Append(m.ctx, m.by, m.hold...)
	if err != nil {
		return err
	}
	if len(r.Events) > 0 {
		m.out.Ref = m.store.RefText(r.Events[0].Ref)
	}
	m.out.Recorded += len(m.hold)
	m.hold = m.hold[:0]
	return nil
}

func (m *measuring) refuse(line int, field string, why error) {
	m.out.Rejected++
	if len(m.out.Rejects) < maxRejects {
		m.out.Rejects = append(m.out.Rejects, badLine{line, field, m.say.Err(why)})
	}
}

// report says what was recorded, and which lines were refused; those make the
// command fail after the rest has landed.
func (m *measuring) report(asJSON bool) error {
	switch {
	case asJSON:
		if err := m.printJSON(m.out); err != nil {
			return err
		}
	case m.out.Recorded > measureBatch:
		fmt.Fprintln(m.Out, m.say.N("cli.measure.many", m.out.Recorded, "ref", m.out.Ref))
	case m.out.Recorded > 0:
		fmt.Fprintln(m.Out, m.say.N("cli.measure.done", m.out.Recorded, "ref", m.out.Ref))
	}
	for _, b := range m.out.Rejects {
		fmt.Fprintln(m.Err, m.say.T("cli.measure.bad", "line", b.Line, "why", b.Why))
	}
	if more := m.out.Rejected - len(m.out.Rejects); more > 0 {
		fmt.Fprintln(m.Err, m.say.N("cli.measure.more", more))
	}
	if m.out.Rejected > 0 {
		return say.Errorf("cli.measure.rejected", "bad", m.out.Rejected, "good", m.out.Recorded)
	}
	return nil
}

// measureLines reads name,date,value lines from standard input.
func (d *desk) measureLines(cmd *cobra.Command, asJSON bool) error {
	m, err := d.measuring(cmd)
	if err != nil {
		return err
	}
	in, stop := d.interruptible(cmd.Context())
	defer stop()
	if err = m.read(in); err == nil {
		err = m.write()
	}
	if gone := cmd.Context().Err(); gone != nil {
		err = gone
	}
	if err != nil && m.out.Recorded > 0 {
		fmt.Fprintln(d.Err, d.say.N("cli.measure.before", m.out.Recorded))
	}
	if err != nil {
		return err
	}
	return m.report(asJSON)
}

// read takes lines until their end.
func (m *measuring) read(in io.Reader) error {
	bounded := &io.LimitedReader{R: in, N: maxMeasureBytes}
	lines := bufio.NewScanner(bounded)
	lines.Buffer(nil, maxMeasureLine)
	for n := 1; lines.Scan(); n++ {
		if bounded.N == 0 {
			return say.Errorf("cli.measure.bound", "line", n, "mib", maxMeasureBytes>>20)
		}
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || n == 1 && strings.EqualFold(strings.ReplaceAll(text, " ", ""), "name,date,value") {
			continue
		}
		b, field, err := m.measureLine(text)
		if err != nil {
			m.refuse(n, field, err)
			continue
		}
		if err := m.add(b); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return say.Because(err, "cli.measure.read")
	}
	return nil
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
