package tui_test

import (
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/tui"
	"foresail/tui/tuitest"
)

// BenchmarkKeyToBytes measures the time from a key press to the bytes that it
// makes on the terminal, in a running program at 120×36: the cockpit over a
// data file in memory, beside a bare Bubble Tea program that moves one sign.
// The ratio of the two is what the cockpit adds.
func BenchmarkKeyToBytes(b *testing.B) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	for _, c := range []struct {
		name  string
		model func() tea.Model
	}{
		{"bare", func() tea.Model { return new(bare) }},
		{"cockpit", func() tea.Model { return tui.New(b.Context(), o) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			in, keys := io.Pipe()
			out := arrivals{at: make(chan time.Time, 1024)}
			p := tea.NewProgram(c.model(), tea.WithInput(in), tea.WithOutput(out), tea.WithFPS(120),
				tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithWindowSize(120, 36), tea.WithoutSignals())
			ended := make(chan error, 1)
			go func() { _, err := p.Run(); ended <- err }()
			out.quiet(300 * time.Millisecond)
			var sum time.Duration
			for n := 0; b.Loop(); n++ {
				start := time.Now()
				if _, err := keys.Write([]byte{"jk"[n%2]}); err != nil {
					b.Fatal(err)
				}
				sum += (<-out.at).Sub(start)
				out.quiet(12 * time.Millisecond) // past the next frame
			}
			b.ReportMetric(float64(sum.Microseconds())/float64(b.N), "µs/key")
			p.Quit()
			if err := <-ended; err != nil {
				b.Fatal(err)
			}
		})
	}
}

// arrivals is a terminal that notes when bytes arrive.
type arrivals struct{ at chan time.Time }

func (a arrivals) Write(p []byte) (int, error) {
	select {
	case a.at <- time.Now():
	default:
	}
	return len(p), nil
}

// quiet waits until nothing has arrived for a while.
func (a arrivals) quiet(d time.Duration) {
	for {
		select {
		case <-a.at:
		case <-time.After(d):
			return
		}
	}
}

// bare is the least program that answers a key.
type bare struct{ x int }

func (m *bare) Init() tea.Cmd { return nil }

func (m *bare) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		m.x++
	}
	return m, nil
}

func (m *bare) View() tea.View {
	v := tea.NewView(string(rune('a' + m.x%26)))
	v.AltScreen = true
	return v
}
