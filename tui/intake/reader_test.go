package intake_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"foresail/tui/intake"
)

// clock gives a time that only moves when told to.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// script gives one chunk a read, with pauses on a clock before them.
type script struct {
	clock  *clock
	chunks []string
	pause  time.Duration
}

func (s *script) Read(p []byte) (int, error) {
	if len(s.chunks) == 0 {
		return 0, io.EOF
	}
	s.clock.at = s.clock.at.Add(s.pause)
	n := copy(p, s.chunks[0])
	if s.chunks[0] = s.chunks[0][n:]; s.chunks[0] == "" {
		s.chunks = s.chunks[1:]
	}
	return n, nil
}

// through gives what passes of chunks, and how many pastes were cut.
func through(t *testing.T, pause time.Duration, chunks ...string) (string, int) {
	t.Helper()
	cuts := 0
	c := &clock{at: time.Unix(0, 0)}
	r := intake.New(&script{c, chunks, pause}, c.now, func() { cuts++ })
	var out []byte
	for buf := make([]byte, 4096); ; {
		n, err := r.Read(buf)
		out = append(out, buf[:n]...)
		if errors.Is(err, io.EOF) {
			return string(out), cuts
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// ordinary is what terminals send: keys, mice, answers, pastes.
var ordinary = []string{
	"call acme: hello\r", "Привет, Мир — ✛ 👩‍👩‍👧 日本語 é", "\x1b", "\x1ba", "\x1b\x1b", "\x1bü", "\x1b[A", "\x1b[1;5D", "\x1bOP", "\x1b[15~",
	"\x1b[<0;12;7M\x1b[<0;12;7m", "\x1b[M !!", "\x1b[97:65:97;2:1;65u", "\x1b[27;5;13~", "\x1b[?2026;2$y", "\x1b[?64;1;2;4;6;9;15;18;21;22;28;29c",
	"\x1b[>41;354;0c", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1bP1+r524742=38\x1b\\", "\x1bP>|xterm(390)\x1b\\",
	"\x1b[I\x1b[O", "\x1b[8;24;80t", "\x1b[200~a;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;b\r\nЛ;;;;\x1b[201~", "\x1b[2$", "\x00\x01\x7f\t", "\x1b_Gi=1;OK\x1b\\",
}

func TestOrdinaryInputPassesByteForByteAtAnySplit(t *testing.T) {
	for _, in := range append(ordinary, strings.Join(ordinary[:20], "")) {
		for at := range len(in) {
			if got, _ := through(t, 0, in[:at], in[at:]); got != in {
				t.Fatalf("%q split at %d came out as %q", in, at, got)
			}
		}
		if got, _ := through(t, 0, strings.Split(in, "")...); got != in {
			t.Errorf("%q by characters came out as %q", in, got)
		}
	}
}

func TestWhatIsTypedPassesAtOnce(t *testing.T) {
	for _, key := range []string{"\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1bO", "a"} {
		c := &clock{at: time.Unix(0, 0)}
		r := intake.New(strings.NewReader(key), c.now, nil)
		buf := make([]byte, 4096)
		if n, _ := r.Read(buf); string(buf[:n]) != key {
			t.Errorf("of %q %q passes", key, buf[:n])
		}
	}
}

func TestWhatIsNoInputIsDropped(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"33 parameters", "a\x1b[1" + strings.Repeat(";1", 32) + "mb", "ab"},
		{"16 separators", "a\x1b[" + strings.Repeat(":", 16) + "mb", "ab"},
		{"16 parameters", "a\x1b[1" + strings.Repeat(";1", 15) + "mb", "a\x1b[1" + strings.Repeat(";1", 15) + "mb"},
		{"of a device", "a\x1bP" + strings.Repeat("1;", 40) + "qdata\x18\x1b[A", "a\x1b[A"},
		{"behind an intermediate", "a\x1b [1" + strings.Repeat(";1", 32) + "mb", "ab"},
		{"of eight bits", "a\x9b1" + strings.Repeat(";1", 32) + "mb", "a1" + strings.Repeat(";1", 32) + "mb"},
		{"a long number", "a\x1b[12345678901~b", "ab"},
		{"a record of a key", "a\x1b[65;30;97;1;0;65535_b", "ab"},
		{"half a character", "a\xd0b\x9b\xff\xc0\xafc", "abc"},
		{"a long number of parameters in a paste", "\x1b[200~a\x1b[1" + strings.Repeat(";1", 32) + "mb\x1b[201~", "\x1b[200~ab\x1b[201~"},
		{"a mouse with eight bits", "\x1b[M !\xc3\xa9x", "\x1b[M !~x"},
	} {
		if got, _ := through(t, 0, c.in); got != c.want {
			t.Errorf("%s: %.80q passes, not %.80q", c.name, got, c.want)
		}
	}
}

func TestALongStringIsEndedAndItsRestSwallowed(t *testing.T) {
	for _, begin := range []string{"\x1b]52;c;", "\x1bP1$r", "\x1b_G", "\x1b^", "\x1bX"} {
		got, _ := through(t, 0, "a"+begin, strings.Repeat("x", 1<<20), "\x1b[Ab")
		if len(got) > 4200 || !strings.HasSuffix(got, "x\x1b\\\x1b[Ab") {
			t.Errorf("of a string begun by %q %d bytes pass, ending in %q", begin, len(got), got[len(got)-10:])
		}
	}
}

func TestAPauseEndsAString(t *testing.T) {
	got, _ := through(t, time.Second, "\x1b]", strings.Repeat("a", 3000), strings.Repeat("a", 3000), "М")
	if want := "\x1b]\x1b\\" + strings.Repeat("a", 6000) + "М"; got != want {
		t.Errorf("%.60q passes, not %.60q", got, want)
	}
}

func TestALongPasteIsCut(t *testing.T) {
	long := strings.Repeat("call acme: hello there\r", 100_000)
	for _, chunks := range [][]string{
		{"\x1b[200~" + long + "\x1b[201~x"}, {"\x1b[200~", long, "\x1b[20", "1~x"},
		{"\x1b[200~\x1b]", long, "\x1b[Maa\x1b", "[201~x"}, {"\x1b[0200;1~", long + "\x1b[201~x"},
	} {
		got, cuts := through(t, 0, chunks...)
		if cuts != 1 {
			t.Errorf("cut %d times", cuts)
		}
		if len(got) > intake.MostPasted+100 || !strings.HasSuffix(got, "\x1b[201~x") {
			t.Errorf("%d bytes pass, ending in %q", len(got), got[len(got)-10:])
		}
	}
	whole := "\x1b[200~" + strings.Repeat(strings.Repeat("x", 199)+"\n", 5000) + "\x1b[201~"
	if got, cuts := through(t, 0, whole); got != whole || cuts != 0 {
		t.Error("5,000 lines of 200 bytes were cut")
	}
}

func TestErrorsComeAfterWhatWasRead(t *testing.T) {
	c := &clock{}
	r := intake.New(iotest.DataErrReader(strings.NewReader("abc")), c.now, nil)
	if got, err := io.ReadAll(iotest.OneByteReader(r)); string(got) != "abc" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzReader reads anything in pieces, and has what passes read as Bubble Tea
// reads it, with and without pauses.
func FuzzReader(f *testing.F) {
	for i, s := range ordinary {
		f.Add([]byte(s), uint8(i))
	}
	f.Add([]byte("\x1b[1"+strings.Repeat(";1", 40)+"m"), uint8(7))
	f.Add([]byte("\x1bP"+strings.Repeat("1;", 40)+"q"), uint8(3))
	f.Add([]byte("\x1b [1"+strings.Repeat(":1", 40)+"m"), uint8(3))
	f.Add([]byte("\x1b[Maa\xd0\x9b1"+strings.Repeat(";1", 40)+"m"), uint8(9))
	f.Add([]byte("\x1b]✛1"+strings.Repeat(";1", 40)+"m"), uint8(9))
	f.Add([]byte("\x1b[200~\x1b[200~a\x1b[201~"), uint8(2))
	f.Fuzz(func(t *testing.T, in []byte, size uint8) {
		var chunks []string
		for rest := in; len(rest) > 0; {
			n := min(int(size)+1, len(rest))
			chunks, rest = append(chunks, string(rest[:n])), rest[n:]
		}
		whole, _ := through(t, 0, string(in))
		parse(whole)
		for _, pause := range []time.Duration{0, time.Second} {
			got, _ := through(t, pause, append([]string(nil), chunks...)...)
			parse(got)
			stream(got, int(size)+1)
		}
	})
}

// parse has bytes read by both parsers of Bubble Tea, from any character on.
func parse(s string) {
	p := ansi.GetParser()
	defer ansi.PutParser(p)
	for from := range s[:min(len(s), 64)] {
		var state byte
		for b := []byte(s[from:]); len(b) > 0; {
			_, _, n, next := ansi.DecodeSequence(b, state, p)
			b, state = b[max(n, 1):], next
		}
	}
	var d uv.EventDecoder
	for b := []byte(s); len(b) > 0; {
		n, _ := d.Decode(bytes.Clone(b))
		b = b[max(n, 1):]
	}
}

// stream has bytes read as a program does.
func stream(s string, size int) {
	events := make(chan uv.Event)
	go func() {
		for range events {
		}
	}()
	_ = uv.NewTerminalReader(&pieces{s, size}, "xterm-256color").StreamEvents(context.Background(), events)
	close(events)
}

type pieces struct {
	s    string
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.s == "" {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), p.size)], p.s)
	p.s = p.s[n:]
	return n, nil
}
