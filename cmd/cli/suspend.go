package cli

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"foresail/tui"
)

// suspender stops this process until its shell lets it go on; nil where
// processes are not stopped.
//
// Bubble Tea has a suspension of its own, which loses the terminal in two
// ways. It stops its clock in a goroutine that nobody waits for: where the
// process is stopped before that goroutine had its turn, the clock that was
// started meanwhile is the one that is stopped, and nothing is ever shown
// again. And where no shell can bring the process back, as in a terminal that
// runs nothing else, the system does not stop it, and waiting for the end of
// that has no end.
func suspender() tui.Suspender {
	if !stoppable {
		return nil
	}
	return func(done func(error) tea.Msg) tea.Cmd {
		return tea.Exec(suspension{}, done)
	}
}

// suspension is the time for which a process is stopped, as a command that has
// the terminal to itself.
type suspension struct{}

// Run implements tea.ExecCommand.
func (suspension) Run() error { return stopUntilContinued() }

// SetStdin implements tea.ExecCommand.
func (suspension) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (suspension) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (suspension) SetStderr(io.Writer) {}
