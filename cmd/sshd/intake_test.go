package sshd_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// What would break the parser of one cockpit breaks none: 33 parameters end a
// process that parses them.
func TestInputThatBreaksParsers(t *testing.T) {
	t.Parallel()
	h := build(t)
	other := h.sit(h.enter("rep"), 80, 24)
	other.shows("Indicators")
	x := h.sit(h.enter("manager"), 80, 24)
	x.shows("Indicators")
	many := strings.Repeat(";1", 32)
	for _, attack := range []string{
		"\x1b[1" + many + "m", "\x1bP" + strings.Repeat("1;", 40) + "q\x1b\\", "\x9b1" + many + "m", "\x1b [1" + many + "m",
		"\x1b]✛1" + many + "m\x07", "\x1b[Maa\xd0\x9b1" + many + "m", "\x1b[65;30;97;1;0;65535_",
	} {
		x.press(attack)
		for _, piece := range strings.Split(attack, ";") { // in pieces as well
			x.press(piece + ";")
		}
	}
	x.press("\x18?")
	x.shows("On every tab")
	other.press("?")
	other.shows("On every tab")
	if h.ended() || h.logged("panic") {
		t.Error("a server ended, or a session panicked")
	}
}

// pasteGrows is by how much the memory of a server may grow in a paste of
// 64 MiB. Under the race detector it grew by 60 MiB; one that keeps what is
// pasted takes about four times its length.
const pasteGrows = 128 << 20

// A paste without an end takes no more than its bound, and the cockpit goes on
// after it.
func TestPasteWithoutEnd(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("this system has no /proc to read a process's memory from")
	}
	h := build(t)
	x := h.sit(h.enter("manager"), 80, 24)
	x.shows("Indicators")
	before := h.memory()
	x.press("\x1b[200~")
	piece := string(bytes.Repeat([]byte("aaaaaaaa"), 1<<14))
	for range 512 { // 64 MiB
		x.press(piece)
	}
	x.press("\x1b[201~")
	x.sent("MiB of what was pasted")
	if grew := h.memory() - before; grew > pasteGrows {
		t.Errorf("a paste of 64 MiB took %d MiB", grew>>20)
	}
}
