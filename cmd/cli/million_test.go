package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/cmd/cockpits"
	"foresail/store/demo"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// TestAMillionActivities uses the cockpit over a file of a million activities
// and tells what each frame took: Update and View of every message, which is
// what somebody who presses keys waits for, and apart from it the commands,
// which run beside. It runs with FORESAIL_MILLION=1; FORESAIL_ROWS asks for
// another number.
func TestAMillionActivities(t *testing.T) {
	if os.Getenv("FORESAIL_MILLION") == "" {
		t.Skip("takes a minute: FORESAIL_MILLION=1 runs it")
	}
	s, rep := demoFile(t, demo.Options{Seed: 1, Scale: float64(number(t, "FORESAIL_ROWS", 1_000_000)) / perScale})
	book := cockpits.Logbook(s)
	o := tuitest.Options(book, rep, afternoon)
	o.Grammar, o.Settle, o.Dwell = nil, 0, 0
	w := &watch{Driver: &tuitest.Driver{T: t}}
	w.phase("start", func() {
		w.Model = tui.New(t.Context(), o)
		w.run(w.Model.Init())
		w.send(tea.WindowSizeMsg{Width: 200, Height: 60})
	})
	w.phase("team", func() { w.press("r") })
	if w.Shows("pick") || w.Shows("Whole team") {
		w.phase("team picked", func() { w.press("enter") })
	}
	w.phase("tabs", func() { w.press("2", "3", "6", "7", "8") })
	w.phase("down 2,000 rows", func() { w.press(slices.Repeat([]string{"j"}, 2000)...) })
	w.phase("down by half screens", func() { w.press(slices.Repeat([]string{"ctrl+d"}, 500)...) })
	w.phase("to the bottom", func() { w.press("G") })
	w.phase("up 500 rows", func() { w.press(slices.Repeat([]string{"k"}, 500)...) })
	w.phase("to the top", func() { w.press("g") })
	w.phase("filter, many", func() { w.press("/", "c", "a", "l", "l") })
	w.phase("filter, none", func() { w.press("space", "q", "q", "x", "enter") })
	w.phase("filter cleared", func() { w.press("esc") })
	w.phase("periods", func() { w.press("]", "]", "[", "[") })
	w.phase("indicators", func() { w.press("2", "j", "j", "k", "enter", "esc") })
	t.Logf("%d activities\n%s", activities(t, book), w.report.String())
}

// perScale is about how many activities the demo makes for a scale of 1, when
// it makes many.
const perScale = 44_000

func activities(t *testing.T, book tui.Logbook) int {
	n := 0
	err := book.Activities(t.Context(), panel.Query{}, func(record.Activity) bool { n++; return true })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// watch drives a cockpit and takes the time.
type watch struct {
	*tuitest.Driver
	frames, commands []time.Duration
	report           strings.Builder
}

func (w *watch) phase(name string, do func()) {
	w.frames, w.commands = nil, nil
	began := time.Now()
	do()
	fmt.Fprintf(&w.report, "%-22s %5d messages: frame %s; %d commands, longest %v; in all %v\n",
		name, len(w.frames), spread(w.frames), len(w.commands), round(slices.Max(append(w.commands, 0))), round(time.Since(began)))
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

// spread gives median, 95th percentile and maximum.
func spread(d []time.Duration) string {
	if len(d) == 0 {
		return "none"
	}
	d = slices.Sorted(slices.Values(d))
	return fmt.Sprintf("median %v, p95 %v, max %v", round(d[len(d)/2]), round(d[len(d)*95/100]), round(d[len(d)-1]))
}

func (w *watch) press(keys ...string) {
	for _, k := range keys {
		w.send(tuitest.Key(k))
	}
}

// send hands a message to the cockpit, takes the time of the frame that comes
// of it, and runs the commands.
func (w *watch) send(msg tea.Msg) {
	began := time.Now()
	var cmd tea.Cmd
	w.Model, cmd = w.Model.Update(msg)
	w.Model.View()
	w.frames = append(w.frames, time.Since(began))
	w.run(cmd)
}

func (w *watch) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	began := time.Now()
	msg := cmd()
	w.commands = append(w.commands, time.Since(began))
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			next, _ := v.Index(i).Interface().(tea.Cmd)
			w.run(next)
		}
		return
	}
	if msg != nil {
		w.send(msg)
	}
}

// TestKeyToBytes measures from a key press to the bytes that it makes on a
// terminal of 200×60, of the cockpit over a million activities beside a bare
// Bubble Tea program that moves one sign, in turns. It runs with
// FORESAIL_MILLION=1.
func TestKeyToBytes(t *testing.T) {
	if os.Getenv("FORESAIL_MILLION") == "" {
		t.Skip("takes a minute: FORESAIL_MILLION=1 runs it")
	}
	s, rep := demoFile(t, demo.Options{Seed: 1, Scale: float64(number(t, "FORESAIL_ROWS", 1_000_000)) / perScale})
	o := tuitest.Options(cockpits.Logbook(s), rep, afternoon)
	o.Poll = 0
	plain := begin(t, func(in io.Reader, out io.Writer) error {
		_, err := tea.NewProgram(new(bare), tea.WithInput(in), tea.WithOutput(out), tea.WithFPS(120), tea.WithoutSignals(),
			tea.WithEnvironment(o.Environ), tea.WithWindowSize(200, 60)).Run()
		return err
	})
	cockpit := begin(t, func(in io.Reader, out io.Writer) error {
		o := o
		o.In, o.Out, o.Program = in, out, []tea.ProgramOption{tea.WithWindowSize(200, 60)}
		return tui.Run(context.Background(), o)
	})
	cockpit.key("8")
	cockpit.quiet(2 * time.Second)
	var a, b []time.Duration
	for n := range 300 {
		a = append(a, plain.key("jk"[n%2:n%2+1]))
		b = append(b, cockpit.key("jjjk"[n%4:n%4+1]))
	}
	t.Logf("bare: %s; cockpit: %s; ratio of medians %.2f, of p95 %.2f", spread(a), spread(b), share(b, a, 50), share(b, a, 95))
	plain.end("q")
	cockpit.end("\x03")
}

func share(a, b []time.Duration, percent int) float64 {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return float64(a[len(a)*percent/100]) / float64(b[len(b)*percent/100])
}

// wire is a program with a keyboard and a terminal that notes when bytes
// arrive.
type wire struct {
	t     *testing.T
	keys  io.Writer
	at    chan time.Time
	ended chan error
}

func begin(t *testing.T, run func(io.Reader, io.Writer) error) *wire {
	in, keys := io.Pipe()
	l := &wire{t: t, keys: keys, at: make(chan time.Time, 1024), ended: make(chan error, 1)}
	go func() { l.ended <- run(in, l) }()
	l.quiet(2 * time.Second)
	return l
}

// Write implements io.Writer for the program's output.
func (l *wire) Write(p []byte) (int, error) {
	select {
	case l.at <- time.Now():
	default:
	}
	return len(p), nil
}

// quiet waits until nothing has arrived for a while.
func (l *wire) quiet(d time.Duration) {
	for {
		select {
		case <-l.at:
		case <-time.After(d):
			return
		}
	}
}

// key presses a key and gives the time until bytes arrive.
func (l *wire) key(text string) time.Duration {
	l.quiet(15 * time.Millisecond) // past the next frame
	began := time.Now()
	if _, err := io.WriteString(l.keys, text); err != nil {
		l.t.Fatal(err)
	}
	return (<-l.at).Sub(began)
}

func (l *wire) end(key string) {
	if _, err := io.WriteString(l.keys, key); err != nil {
		l.t.Fatal(err)
	}
	if err := <-l.ended; err != nil {
		l.t.Fatal(err)
	}
}

// bare is the least program that answers a key.
type bare struct{ x int }

func (m *bare) Init() tea.Cmd { return nil }

func (m *bare) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		m.x++
		if key.String() == "q" {
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m *bare) View() tea.View {
	v := tea.NewView(string(rune('a' + m.x%26)))
	v.AltScreen = true
	return v
}
