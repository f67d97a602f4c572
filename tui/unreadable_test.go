package tui_test

import (
	"context"
	"errors"
	"testing"

	"foresail/tui"
	"foresail/tui/tuitest"
)

// unreadable is a data file of which the days cannot be read.
type unreadable struct{ *tuitest.Logbook }

func (u unreadable) Snapshot(ctx context.Context) (tui.Snapshot, error) {
	s, err := u.Logbook.Snapshot(ctx)
	s.Err = func() error { return errors.New("the disk is gone") }
	return s, err
}

func TestNumbersOfAFileThatCannotBeReadAreNotShown(t *testing.T) {
	d := tuitest.Start(t, unreadable{tuitest.Sample()}, tuitest.Me, tuitest.Noon, 120, 36)
	d.MustShow("the disk is gone")
	if d.Shows("Calls ") {
		t.Errorf("numbers are shown although the file could not be read:\n%s", d.Frame())
	}
}
