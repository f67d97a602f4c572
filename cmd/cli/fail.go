package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"foresail/store/clean"
	"foresail/store/say"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1 // understood, but could not be done
	exitUsage  = 2 // the words of the command line could not be understood
)

// usage marks an error of the command line itself.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Say words the error underneath.
func (u usage) Say(p *say.Printer) string { return p.Err(u.error) }

// usagef makes an error of the command line from a message.
func usagef(key string, args ...any) error { return usage{say.Errorf(key, args...)} }

// pointed is an error about a place in a line that a person typed.
type pointed struct {
	error
	line       string
	start, end int // bytes
}

func (e pointed) Unwrap() error { return e.error }

// silent is an error that has been told already, such as the findings of a
// check.
type silent struct{ error }

// fail tells an error and gives the exit status that belongs to it.
func (a *app) fail(err error) int {
	status := exitFailed
	var u usage
	if errors.As(err, &u) {
		status = exitUsage
	}
	var told silent
	if errors.As(err, &told) || errors.Is(err, syscall.EPIPE) {
		return status
	}
	for _, e := range flatten(err) {
		a.tell(e)
	}
	return status
}

// interrupted is fail for a run that a signal ended.
func (a *app) interrupted(err error) int {
	if !errors.Is(err, context.Canceled) {
		return a.fail(err)
	}
	fmt.Fprintln(a.Err, a.say.T("cli.error", "what", a.say.T("cli.interrupted")))
	return exitFailed
}

// flatten gives the errors that were joined into one, which a command's own
// mark may lie around.
func flatten(err error) []error {
	if r := (ran{}); errors.As(err, &r) {
		err = r.error
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

// tell prints one error: what, where in the line, and the hint if its message
// has one.
func (a *app) tell(err error) {
	fmt.Fprintln(a.Err, a.say.T("cli.error", "what", a.word(err)))
	var at pointed
	if errors.As(err, &at) {
		fmt.Fprint(a.Err, caret(at.line, at.start, at.end))
	}
	if hint := a.hint(err); hint != "" {
		fmt.Fprintln(a.Err, a.say.T("cli.hint", "hint", hint))
	}
}

// word says an error, with the outermost worded error if it has one.
func (a *app) word(err error) string {
	var e *say.Error
	if errors.As(err, &e) {
		return e.Say(a.say)
	}
	return err.Error()
}

// hint gives the text of the first message KEY.hint among an error and its
// causes, "" for none.
func (a *app) hint(err error) string {
	for err != nil {
		var e *say.Error
		if !errors.As(err, &e) {
			return ""
		}
		if key := e.Key + ".hint"; a.say.Has(key) {
			return (&say.Error{Key: key, Args: e.Args, Cause: e.Cause}).Say(a.say)
		}
		err = e.Cause
	}
	return ""
}

// caret shows a line with a mark under the bytes from start to end.
func caret(line string, start, end int) string {
	start = max(0, min(start, len(line)))
	end = max(start, min(end, len(line)))
	show := func(s string) string { return strings.ReplaceAll(clean.Show(s), "\n", "\uFFFD") }
	before, marked, after := show(line[:start]), show(line[start:end]), show(line[end:])
	width := max(1, cells(marked))
	return "  " + before + marked + after + "\n  " + strings.Repeat(" ", cells(before)) + "^" + strings.Repeat("~", width-1) + "\n"
}
