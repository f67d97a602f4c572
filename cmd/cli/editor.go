package cli

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/say"
	"foresail/tui"
)

// editor runs the editor that VISUAL or EDITOR names, with its options, else
// the one that every machine of its kind has.
func (a *app) editor() tui.Editor {
	usual := "vi"
	if runtime.GOOS == "windows" {
		usual = "notepad"
	}
	words := strings.Fields(cmp.Or(strings.TrimSpace(a.Env("VISUAL")), strings.TrimSpace(a.Env("EDITOR")), usual))
	return func(path string, done func(error) tea.Msg) tea.Cmd {
		c := exec.Command(words[0], append(words[1:], path)...)
		// Left open, these would be the cockpit's own, and its output is a
		// painter: an editor has to write to the terminal itself.
		c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
		return tea.ExecProcess(c, func(err error) tea.Msg { return done(editorError(err, words[0])) })
	}
}

// editorError words how an editor ended.
func editorError(err error, name string) error {
	var ended *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ended):
		return say.Because(err, "editor.failed", "editor", name, "status", ended.ExitCode())
	}
	return say.Because(err, "editor.missing", "editor", name)
}
