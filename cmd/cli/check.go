package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"foresail/store"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// A check runs in a child process, since a damaged file can fault whoever
// reads it or send them in circles. The child may be silent for this long, and
// this much more for every byte of the file, on how far it is.
const (
	checkTime    = 30 * time.Second
	checkPerByte = 200 * time.Nanosecond // 200 s for a gigabyte
	checkGrace   = 5 * time.Second       // from being told to end until it is ended
)

func (a *app) checkCommand() *cobra.Command {
	cmd := a.command("check", "check", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	inside := cmd.Flags().Bool("inside", false, "")
	ahead := cmd.Flags().Bool("ahead", false, "")
	for _, name := range []string{"inside", "ahead"} {
		_ = cmd.Flags().MarkHidden(name)
	}
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		if *inside {
			return a.checkInside(cmd, *asJSON, *ahead)
		}
		bar := a.bar()
		return a.checkOutside(cmd.Context(), *asJSON, bar.share, bar.clear)
	})
	return cmd
}

// checkOutside runs the check in a child and says what became of it. ahead is
// told the share that is done; over is called when no more is to come, before
// anything is said.
func (a *app) checkOutside(ctx context.Context, asJSON bool, ahead func(float64), over func()) error {
	info, err := os.Stat(a.path())
	if errors.Is(err, os.ErrNotExist) {
		return say.Because(err, "cli.no_file", "file", a.path())
	}
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	limit := checkTime + time.Duration(info.Size())*checkPerByte
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	silence := time.AfterFunc(limit, func() { stop(context.DeadlineExceeded) })
	defer silence.Stop()
	args := []string{"check", "--inside", "--ahead", "--file", a.path()}
	if asJSON {
		args = append(args, "--json")
	}
	var out bytes.Buffer
	told := courier{ahead: func(share float64) { silence.Reset(limit); ahead(share) }}
	child := exec.CommandContext(ctx, self, args...)
	child.Stdout, child.Stderr = &out, &told
	child.Cancel = func() error { return child.Process.Signal(os.Interrupt) } // it takes its copy of the file away
	child.WaitDelay = checkGrace
	err = child.Run()
	over()
	if _, bad := out.WriteTo(a.Out); bad != nil && err == nil {
		return bad
	}
	return a.checkEnd(ctx, err, told.String(), limit)
}

// checkEnd says how the child ended.
func (a *app) checkEnd(ctx context.Context, err error, told string, limit time.Duration) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return say.Errorf("cli.check.endless", "file", a.path(), "limit", limit.Round(time.Second))
	case ctx.Err() != nil:
		return ctx.Err()
	case !errors.As(err, &exit):
		return err
	case exit.ExitCode() == exitFailed:
		fmt.Fprint(a.Err, told)
		return silent{err}
	}
	return say.Errorf("cli.check.crashed", "file", a.path(), "how", faultLine(told, exit))
}

// courier takes what a child says on standard error: how far it is, in lines of
// their own, and all else.
type courier struct {
	rest  bytes.Buffer // all else; not embedded, whose ReadFrom would pass Write by
	ahead func(float64)
	line  []byte // begun, and not ended yet
}

// aheadMark begins a line that says how far the child is; no text does.
const aheadMark = "\x00ahead "

// Write implements io.Writer.
func (c *courier) Write(p []byte) (int, error) {
	for _, b := range p {
		if c.line = append(c.line, b); b != '\n' && len(c.line) < len(aheadMark) {
			continue
		}
		share, is := strings.CutPrefix(string(c.line), aheadMark)
		if is && b != '\n' {
			continue
		}
		if x, err := strconv.ParseFloat(strings.TrimSpace(share), 64); is && err == nil {
			c.ahead(x)
		} else {
			c.rest.Write(c.line)
		}
		c.line = c.line[:0]
	}
	return len(p), nil
}

// String gives all else that the child said.
func (c *courier) String() string { return c.rest.String() + string(c.line) }

// faultLine gives the line in which the Go runtime says why a program died.
func faultLine(text string, exit *exec.ExitError) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "fatal error:") || strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "unexpected fault") || strings.HasPrefix(line, "runtime: out of memory") {
			return line
		}
	}
	return exit.String()
}

// checkInside is the check itself, in the child.
func (a *app) checkInside(cmd *cobra.Command, asJSON, ahead bool) error {
	info, err := os.Stat(a.path())
	if err != nil {
		return err
	}
	if err := limitMemory(checkMemory + 2*uint64(info.Size())); err != nil {
		return err
	}
	s, err := a.open(cmd)
	if err != nil {
		return err
	}
	var tell func(float64)
	if ahead {
		tell = func(share float64) { fmt.Fprintf(a.Err, "%s%.4f\n", aheadMark, share) }
	}
	report, err := s.Check(cmd.Context(), tell)
	if err != nil {
		return err
	}
	sound := len(report.Faults) == 0
	if asJSON {
		if report.Faults == nil {
			report.Faults = []store.Fault{}
		}
		if err := a.printJSON(checked{File: a.path(), Sound: sound, Report: report}); err != nil {
			return err
		}
	} else if sound {
		fmt.Fprintln(a.Out, a.say.T("cli.check.good", "file", a.path(), "events", a.say.Int(int64(report.Events)),
			"activities", a.say.Int(int64(report.Activities)), "things", a.say.Int(int64(report.Entities))))
	}
	if sound {
		return nil
	}
	return a.faults(report)
}

// checked is the JSON answer of `foresail check`.
type checked struct {
	File  string `json:"file"`
	Sound bool   `json:"sound"`
	store.Report
}

// faults tells what a check found, and how it can be mended.
func (a *app) faults(r store.Report) error {
	for _, f := range r.Faults {
		fmt.Fprintln(a.Err, a.say.T("cli.check.fault", "where", f.Where, "what", f.What))
	}
	return a.faulty(r)
}

// faulty is the error of a check that found something.
func (a *app) faulty(r store.Report) error {
	key := "cli.check.folded"
	for _, f := range r.Faults {
		if f.Log || f.Where == "database" {
			key = "cli.check.bad"
		}
	}
	return say.Errorf(key, "file", a.path(), "n", len(r.Faults))
}

// checkMemory is the address space that a child has beyond twice the size of
// the file that it maps.
const checkMemory = 4 << 30
