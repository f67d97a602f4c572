package sshd

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestTyped(t *testing.T) {
	for _, c := range []struct {
		keys, lines, shown string
		err                error
	}{
		{"abc\rd\n", "abc\n|d\n", "abc\r\nd\r\n", io.EOF},
		{"ab\x7fc\r", "ac\n", "ab\b \bc\r\n", io.EOF},
		{"日\x7f\x7fé\x08x\r", "x\n", "日\b \b\b \bé\b \bx\r\n", io.EOF},
		{"abc\x15d\r", "d\n", "abc" + strings.Repeat("\b \b", 3) + "d\r\n", io.EOF},
		{"a\x04\x04never", "a", "a", nil},
		{"a\x03b", "", "a^C\r\n", errBroken},
		{"a\x1b[Ab\r", "a[Ab\n", "a\a[Ab\r\n", io.EOF},
		{"half", "half", "half", io.EOF},
	} {
		var shown bytes.Buffer
		lines := make(chan []byte, maxWaiting)
		err := (&typist{echo: &shown, lines: lines}).read(strings.NewReader(c.keys))
		close(lines)
		var got []string
		for l := range lines {
			got = append(got, string(l))
		}
		if !errors.Is(err, c.err) || strings.Join(got, "|") != c.lines || shown.String() != c.shown {
			t.Errorf("%q: %q, %q, %v", c.keys, got, shown.String(), err)
		}
	}
}
