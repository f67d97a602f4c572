package tuitest

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/record"
	"foresail/tui"
)

// Driver runs a cockpit without a terminal: every message is followed by all
// commands that come of it, until nothing is left to do.
type Driver struct {
	T     testing.TB
	Model tea.Model
	Quit  bool   // a command asked to quit
	Clip  string // what was put on the clipboard last
}

// Start opens a cockpit on a data file, at a size.
func Start(t testing.TB, book tui.Logbook, rep record.ID, now time.Time, w, h int) *Driver {
	t.Helper()
	return StartWith(t, Options(book, rep, now), w, h)
}

// Options gives the options of a cockpit that neither watches nor reads the
// environment, and makes ids in order.
func Options(book tui.Logbook, rep record.ID, now time.Time) tui.Options {
	n := byte(0)
	count := uint64(0)
	return tui.Options{
		Logbook: book, Rep: rep, Now: func() time.Time { return now }, Zone: now.Location(), Poll: -1, Settle: -1, Dwell: -1, Environ: []string{"TERM=xterm-256color"},
		Grammar: Grammar{},
		NewID: func() record.ID {
			count++
			n++
			return record.ID{0xee, byte(count >> 8), n}
		},
	}
}

// StartWith opens a cockpit with options, at a size.
func StartWith(t testing.TB, o tui.Options, w, h int) *Driver {
	t.Helper()
	d := &Driver{T: t, Model: tui.New(context.Background(), o)}
	d.Start()
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// Start runs what a model does first.
func (d *Driver) Start() { d.run(d.Model.Init()) }

// Send hands messages to the cockpit and runs what comes of them to rest.
func (d *Driver) Send(msgs ...tea.Msg) {
	for _, m := range msgs {
		var cmd tea.Cmd
		d.Model, cmd = d.Model.Update(m)
		d.run(cmd)
	}
}

func (d *Driver) run(cmd tea.Cmd) {
	queue := []tea.Cmd{cmd}
	for steps := 0; len(queue) > 0; steps++ {
		if steps > 10_000 {
			d.T.Fatal("the cockpit does not come to rest")
		}
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		msg := next()
		if more, ok := several(msg); ok {
			queue = append(queue, more...)
			continue
		}
		if d.noted(msg) {
			continue
		}
		var after tea.Cmd
		d.Model, after = d.Model.Update(msg)
		queue = append(queue, after)
	}
}

// several takes a batch or a sequence apart; the type of the latter is not
// exported.
func several(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	out := make([]tea.Cmd, v.Len())
	for i := range out {
		out[i], _ = v.Index(i).Interface().(tea.Cmd)
	}
	return out, true
}

// noted keeps what a command asked of the program itself.
func (d *Driver) noted(msg tea.Msg) bool {
	switch msg.(type) {
	case nil:
		return true
	case tea.QuitMsg:
		d.Quit = true
		return true
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.String && strings.Contains(v.Type().Name(), "lipboard") {
		d.Clip = v.String()
		return true
	}
	return false
}

// Press presses keys by name: "a", "G", "enter", "ctrl+d", "space".
func (d *Driver) Press(keys ...string) {
	for _, k := range keys {
		d.Send(Key(k))
	}
}

// Type types text, one key a character, as a terminal reports it.
func (d *Driver) Type(text string) {
	for text != "" {
		c, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		d.Send(tea.KeyPressMsg{Code: []rune(c)[0], Text: c})
		text = text[len(c):]
	}
}

// named are the keys that have a name.
var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "delete": tea.KeyDelete,
}

// Key makes the press of a key from its name.
func Key(name string) tea.KeyPressMsg {
	var k tea.Key
	for {
		mod, rest, ok := strings.Cut(name, "+")
		if !ok || rest == "" {
			break
		}
		switch mod {
		case "ctrl":
			k.Mod |= tea.ModCtrl
		case "alt":
			k.Mod |= tea.ModAlt
		case "shift":
			k.Mod |= tea.ModShift
		}
		name = rest
	}
	if code, ok := named[name]; ok {
		k.Code = code
		return tea.KeyPressMsg(k)
	}
	if name == "space" {
		name = " "
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return tea.KeyPressMsg(k)
}

// Frame gives what the screen shows, without styles.
func (d *Driver) Frame() string { return ansi.Strip(d.Model.View().Content) }

// Rows gives what the screen shows row by row, without the spaces at the end.
func (d *Driver) Rows() []string {
	rows := strings.Split(d.Frame(), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return rows
}

// Shows reports whether a text stands on the screen.
func (d *Driver) Shows(text string) bool { return strings.Contains(d.Frame(), text) }

// MustShow fails the test unless texts stand on the screen.
func (d *Driver) MustShow(texts ...string) {
	d.T.Helper()
	for _, s := range texts {
		if !d.Shows(s) {
			d.T.Fatalf("%q is not on the screen:\n%s", s, strings.Join(d.Rows(), "\n"))
		}
	}
}

// Golden compares the frame with testdata/NAME.txt, or writes that file when
// FORESAIL_UPDATE is 1.
func (d *Driver) Golden(name string) {
	d.T.Helper()
	d.golden(name, strings.Join(d.Rows(), "\n")+"\n")
}

func (d *Driver) golden(name, got string) {
	d.T.Helper()
	path := filepath.Join("testdata", name+".txt")
	if os.Getenv("FORESAIL_UPDATE") == "1" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			d.T.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			d.T.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		d.T.Fatalf("%v (FORESAIL_UPDATE=1 writes it)", err)
	}
	if got != string(want) {
		d.T.Errorf("%s is different.\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// GoldenStyled compares the frame with its styles, escapes written as ␛.
func (d *Driver) GoldenStyled(name string) {
	d.T.Helper()
	d.golden(name, strings.ReplaceAll(d.Model.View().Content, "\x1b", "␛")+"\n")
}

// MustOrder fails the test unless texts stand below one another.
func (d *Driver) MustOrder(texts ...string) {
	d.T.Helper()
	rows, at := d.Rows(), 0
	for _, s := range texts {
		for at < len(rows) && !strings.Contains(rows[at], s) {
			at++
		}
		if at == len(rows) {
			d.T.Fatalf("%q does not stand below what comes before:\n%s", s, strings.Join(rows, "\n"))
		}
	}
}
