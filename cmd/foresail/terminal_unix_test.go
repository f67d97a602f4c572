//go:build unix

package main_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// pane is a shell in a terminal of its own: tmux with nobody attached, on a
// socket of its own.
type pane struct {
	t      *testing.T
	socket string
	file   string // the data file
	dir    string
	path   string // of foresail
}

// newPane opens a shell in a terminal of 80×24 beside a data file of generated
// data. Without tmux the test is skipped.
func newPane(t *testing.T) *pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("needs tmux, which is not installed here")
	}
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	p := &pane{t: t, socket: fmt.Sprintf("foresail-test-%d-%s", os.Getpid(), strings.ReplaceAll(t.Name(), "/", "-")), dir: dir, file: filepath.Join(dir, "team.db"), path: path}
	must(t, p.file, "demo", "--file", p.file)
	p.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "env", "PS1=ready$ ", "TERM=screen-256color", "FORESAIL_FILE="+p.file, "sh", "-i")
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", p.socket, "kill-server").Run() })
	p.shows("ready$")
	return p
}

func (p *pane) tmux(args ...string) string {
	p.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-L", p.socket}, args...)...)
	cmd.Env = append(os.Environ(), "TMUX=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (p *pane) screen() string { return p.tmux("capture-pane", "-p") }

// until waits for something to become true, for as long as a busy machine may
// need.
func (p *pane) until(what string, ok func() bool) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s: not within 20 seconds; the terminal shows:\n%s", what, p.screen())
		}
	}
}

func (p *pane) shows(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.until("shows "+text, func() bool { return strings.Contains(p.screen(), text) })
	}
}

func (p *pane) gone(text string) {
	p.t.Helper()
	p.until("does not show "+text, func() bool { return !strings.Contains(p.screen(), text) })
}

// keys presses keys by tmux's names.
func (p *pane) keys(names ...string) {
	p.t.Helper()
	p.tmux(append([]string{"send-keys"}, names...)...)
}

// bytes sends what a terminal would.
func (p *pane) bytes(text string) { p.tmux("send-keys", "-l", text) }

// open starts the cockpit from the shell, which tells its exit status
// afterwards.
func (p *pane) open(args ...string) {
	p.t.Helper()
	command := fmt.Sprintf("sh -c 'echo $$ >%s/pid; exec %s %s'; echo ended $?", p.dir, p.path, strings.Join(args, " "))
	p.bytes(command)
	p.keys("Enter")
	p.shows("2 Indicators", "help")
}

// signal sends a signal to the cockpit.
func (p *pane) signal(s syscall.Signal) {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, "pid"))
	if err != nil {
		p.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := syscall.Kill(pid, s); err != nil {
		p.t.Fatal(err)
	}
}

// state tells whether the alternate screen is shown, the cursor is seen, and
// the mouse is taken.
func (p *pane) state() string {
	return strings.TrimSpace(p.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"))
}

// restored holds that the terminal is the shell's again, as it was: what was
// on it, its cursor, its mouse, its way to read keys.
func (p *pane) restored(status string) {
	p.t.Helper()
	p.shows("ended " + status)
	if got := p.state(); got != "0 1 0" {
		p.t.Errorf("alternate screen, cursor, mouse: %s, want 0 1 0", got)
	}
	if got := p.screen(); strings.Contains(got, "2 Indicators") || !strings.Contains(got, "ready$") {
		p.t.Errorf("the screen was not put back:\n%s", got)
	}
	p.bytes("echo $((6*7)) typed")
	p.keys("Enter")
	p.shows("echo $((6*7)) typed", "42 typed")
	must(p.t, p.file, "check")
}

func TestCockpitOpensAndLeaves(t *testing.T) {
	p := newPane(t)
	for _, leave := range []string{"q", "C-c"} {
		p.open()
		if got := p.state(); got != "1 0 1" {
			t.Errorf("alternate screen, cursor, mouse: %s, want 1 0 1", got)
		}
		p.keys("8")
		p.shows("outcome")
		p.keys("2")
		p.keys(leave)
		p.restored("0")
		p.keys("clear", "Enter")
		p.gone("ended")
	}
}

func TestSignalsGiveTheTerminalBack(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			p := newPane(t)
			p.open()
			p.keys("a")
			p.bytes("call half typed")
			p.shows("half typed")
			p.signal(s)
			p.shows("interrupted")
			p.restored("1")
		})
	}
}

// TestSuspendGivesTheFileAndTheTerminalBack: a cockpit that was stopped keeps
// nobody waiting, and shows afterwards what was written meanwhile.
func TestSuspendGivesTheFileAndTheTerminalBack(t *testing.T) {
	p := newPane(t)
	p.bytes(fmt.Sprintf("%s; echo ended $?", p.path))
	p.keys("Enter")
	p.shows("2 Indicators")
	p.keys("8")
	p.shows("outcome")
	p.keys("C-z")
	p.until("stopped", func() bool { return p.state() == "0 1 0" })
	p.shows("ready$")
	began := time.Now()
	must(t, p.file, "log", "visit", "Stopped-Inc", "20m")
	if waited := time.Since(began); waited > 5*time.Second {
		t.Errorf("an entry waited %v for a cockpit that is stopped", waited)
	}
	p.bytes("fg")
	p.keys("Enter")
	p.shows("2 Indicators", "Stopped-Inc")
	if got := p.state(); got != "1 0 1" {
		t.Errorf("alternate screen, cursor, mouse: %s, want 1 0 1", got)
	}
	p.keys("q")
	p.until("left", func() bool { return p.state() == "0 1 0" })
}

// TestACockpitWithoutAShellBehindItIsNotSuspended: nobody could continue it.
func TestACockpitWithoutAShellBehindItIsNotSuspended(t *testing.T) {
	p := newPane(t)
	p.tmux("new-window", p.path, "--file", p.file)
	p.shows("2 Indicators")
	p.keys("C-z")
	p.shows("has no shell")
	p.keys("8")
	p.shows("outcome")
	if got := p.state(); got != "1 0 1" {
		t.Errorf("alternate screen, cursor, mouse: %s, want 1 0 1", got)
	}
}

func TestResizesDownToOneColumnAndBack(t *testing.T) {
	p := newPane(t)
	p.open()
	p.keys("8")
	p.shows("outcome")
	p.shows("yesterday", "undo")
	before := p.screen()
	for _, size := range [][2]string{{"40", "15"}, {"1", "1"}, {"1", "24"}, {"39", "24"}, {"200", "60"}, {"80", "2"}} {
		p.tmux("resize-window", "-x", size[0], "-y", size[1])
		time.Sleep(30 * time.Millisecond)
	}
	p.tmux("resize-window", "-x", "80", "-y", "24")
	p.until("the same screen again as\n"+before, func() bool { return p.screen() == before })
	p.tmux("resize-window", "-x", "39", "-y", "20")
	p.shows("too small")
	p.keys("q")
}

func TestPasteOfManyLinesAndMouse(t *testing.T) {
	p := newPane(t)
	p.open()
	p.keys("8")
	p.shows("outcome")
	before := strings.Count(must(t, p.file, "export", "activities", "--format", "csv"), "\n")
	lines := filepath.Join(p.dir, "lines")
	if err := os.WriteFile(lines, []byte("call Pasted-One 5m\nemail Pasted-Two\nvisit Pasted-Three\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.tmux("load-buffer", lines)
	p.tmux("paste-buffer", "-p")
	p.shows("Pasted-One", "Pasted-Two", "Pasted-Three")
	if after := strings.Count(must(t, p.file, "export", "activities", "--format", "csv"), "\n"); after != before {
		t.Error("a paste was saved before anybody said so")
	}
	p.keys("Enter")
	p.until("three activities more", func() bool {
		return strings.Count(must(t, p.file, "export", "activities", "--format", "csv"), "\n") == before+3
	})
	p.click(p.find("3 Pipeline"))
	p.shows("open")
	p.click(p.find("8 Log"))
	p.shows("outcome")
	_, y := p.find("Pasted-Two")
	p.click(4, y)
	p.shows("› ")
	p.click(4, y)
	p.shows("esc back")
	p.keys("Escape")
	p.gone("esc back")
	p.click(p.find("help"))
	p.shows("On every tab")
	p.keys("Escape")
	p.gone("On every tab")
	top := p.screen()
	for range 12 {
		p.bytes("\x1b[<65;10;10M")
	}
	p.until("the wheel scrolls", func() bool { return p.screen() != top })
	p.keys("q")
	p.restored("0")
}

// find gives where a text stands on the screen.
func (p *pane) find(text string) (x, y int) {
	p.t.Helper()
	for y, row := range strings.Split(p.screen(), "\n") {
		if before, _, ok := strings.Cut(row, text); ok {
			return len([]rune(before)), y
		}
	}
	p.t.Fatalf("%q is not on the screen:\n%s", text, p.screen())
	return 0, 0
}

// click presses and releases the left button at a cell.
func (p *pane) click(x, y int) {
	p.bytes(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x+1, y+1, x+1, y+1))
}

func TestLinesInATerminal(t *testing.T) {
	p := newPane(t)
	p.bytes(p.path + " --linear; echo ended $?")
	p.keys("Enter")
	told := func(texts ...string) func() bool { // it may have scrolled away by now
		return func() bool {
			all := p.tmux("capture-pane", "-p", "-S", "-")
			return !slices.ContainsFunc(texts, func(s string) bool { return !strings.Contains(all, s) })
		}
	}
	p.until("it begins", told("as lines", "Tab "))
	if got := p.state(); got != "0 1 0" {
		t.Errorf("alternate screen, cursor, mouse: %s, want 0 1 0", got)
	}
	p.keys("8", "j")
	p.until("the tab is told", told("Tab 8, Log", "kind "))
	p.keys("C-c")
	p.shows("ended 0")
	p.bytes("echo $((6*7)) typed")
	p.keys("Enter")
	p.shows("42 typed")
}

// TestAnEditorHasTheTerminalToItself: the user's editor reads and writes the
// terminal itself, and afterwards the cockpit is whole again.
func TestAnEditorHasTheTerminalToItself(t *testing.T) {
	p := newPane(t)
	editor := filepath.Join(p.dir, "editor")
	script := `#!/bin/sh
[ -t 0 ] && [ -t 1 ] && [ -t 2 ] || exit 3
printf '\033[?1049h\033[2J\033[Hthe editor is open\n'
read -r key
echo 'written in the editor' >"$1"
printf '\033[?1049l'
`
	if err := os.WriteFile(editor, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	p.bytes("export VISUAL=" + editor)
	p.keys("Enter")
	p.open()
	p.keys("8")
	p.shows("outcome", "yesterday")
	p.keys("o")
	p.shows("the editor is open")
	time.Sleep(300 * time.Millisecond) // frames that would be painted over the editor
	if got := p.screen(); strings.Contains(got, "2 Indicators") || !strings.Contains(got, "the editor is open") {
		t.Errorf("while the editor is open the screen shows:\n%s", got)
	}
	p.keys("Enter")
	p.shows("2 Indicators", "note saved", "written in", "help")
	if got := p.state(); got != "1 0 1" {
		t.Errorf("alternate screen, cursor, mouse: %s, want 1 0 1", got)
	}
	if got := p.screen(); strings.Contains(got, "the editor is open") {
		t.Errorf("the editor left something behind:\n%s", got)
	}
	if got := must(t, p.file, "export", "activities", "--format", "csv"); !strings.Contains(got, "written in the editor") {
		t.Error("the note was not changed")
	}
	p.keys("q")
	p.restored("0")
}
