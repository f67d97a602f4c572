package tui_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/tui"
	"foresail/tui/tuitest"
)

// pausing is a data file that notes when it is paused, and can refuse to be.
type pausing struct {
	*tuitest.Logbook
	seen *[]string
	err  error
}

func (p pausing) Pause(context.Context) (func(), error) {
	if p.err != nil {
		return nil, p.err
	}
	*p.seen = append(*p.seen, "paused")
	return func() { *p.seen = append(*p.seen, "resumed") }, nil
}

// suspend presses ctrl+z in a cockpit, and tells in which order what happened.
func suspend(t *testing.T, busy, failed error) (seen []string, d *tuitest.Driver) {
	t.Helper()
	o := tuitest.Options(pausing{tuitest.Sample(), &seen, busy}, tuitest.Me, tuitest.Noon)
	o.Suspender = func(done func(error) tea.Msg) tea.Cmd {
		return func() tea.Msg {
			seen = append(seen, "stopped")
			return done(failed)
		}
	}
	d = tuitest.StartWith(t, o, 80, 24)
	d.Press("ctrl+z")
	return seen, d
}

func TestTheFileIsLetGoOfWhileTheProcessIsStopped(t *testing.T) {
	if seen, _ := suspend(t, nil, nil); !slices.Equal(seen, []string{"paused", "stopped", "resumed"}) {
		t.Errorf("in this order: %q", seen)
	}
}

func TestAFileInUseIsNotTakenAlongIntoASuspension(t *testing.T) {
	seen, d := suspend(t, context.DeadlineExceeded, nil)
	if len(seen) > 0 {
		t.Errorf("did %q", seen)
	}
	d.MustShow("the data file is in use")
}

func TestASuspensionThatFailsIsToldAndTheFileUsedAgain(t *testing.T) {
	seen, d := suspend(t, nil, errors.New("no such process"))
	if !slices.Equal(seen, []string{"paused", "stopped", "resumed"}) {
		t.Errorf("in this order: %q", seen)
	}
	d.MustShow("no such process")
}

func TestWithoutAShellBehindItACockpitIsNotSuspended(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Suspender = nil
	d := tuitest.StartWith(t, o, 80, 24)
	d.Press("ctrl+z")
	d.MustShow("there is no shell")
}

var _ tui.Pauser = pausing{}
