package tui

import (
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"foresail/tui/intake"
	"foresail/tui/panel"
)

// guarded puts the guard of tui/intake before the input of a program, and gives
// what closes a terminal that was opened for it. send tells the program.
func (o Options) guarded(send func(tea.Msg)) (in io.Reader, done func(), err error) {
	cut := func() { go send(panel.Toast{Text: o.Say.T("typing.cut", "mib", intake.MostPasted>>20), Bad: true}) }
	switch f, isFile := o.In.(*os.File); {
	case isFile:
		return intake.NewTerminal(f, o.Now, cut), func() {}, nil
	case o.In != nil:
		return intake.New(o.In, o.Now, cut), func() {}, nil
	case term.IsTerminal(os.Stdin.Fd()):
		return intake.NewTerminal(os.Stdin, o.Now, cut), func() {}, nil
	}
	f, out, err := tea.OpenTTY()
	if err != nil {
		return nil, nil, err
	}
	done = func() {
		_ = f.Close() // was only read
		if out != f {
			_ = out.Close() // was not written
		}
	}
	return intake.NewTerminal(f, o.Now, cut), done, nil
}
