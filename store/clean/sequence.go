package clean

import "unicode/utf8"

// sequence gives the length of the escape sequence at the start of s, at
// least that of its introducer.
//
// Source: ECMA-48, 5th edition, sections 5.3 to 5.6.
func sequence(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r == 0x1b {
		if len(s) == 1 || s[1] < 0x20 || s[1] > 0x7e {
			return 1
		}
		c := s[1]
		if c < 0x30 {
			return intermediates(s)
		}
		if r, n = 0, 2; c >= 0x40 && c <= 0x5f {
			r = rune(c) + 0x40 // ESC [ is U+009B, and so on
		}
	}
	switch r {
	case 0x9b: // CSI
		return n + control(s[n:])
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f: // DCS SOS OSC PM APC
		return n + controlString(s[n:])
	}
	return n
}

// intermediates gives the length of ESC, intermediate bytes and a final one,
// such as ESC ( B.
func intermediates(s string) int {
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x30 {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] < 0x7f {
		return i + 1
	}
	return 2
}

// control gives the length of the parameters and the final byte of a control
// sequence; 0 when it does not end.
func control(s string) int {
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x40 {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		return i + 1
	}
	return 0
}

// controlString gives the length of a control string with its end, BEL or ST;
// 0 when a line break, a cancel or another sequence comes before.
func controlString(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0x07:
			return i + 1
		case c == 0x1b:
			if i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
			return 0
		case c == 0xc2 && i+1 < len(s) && s[i+1] == 0x9c:
			return i + 2
		case c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0, c == '\n', c == '\r', c == 0x18, c == 0x1a:
			return 0
		}
	}
	return 0
}
