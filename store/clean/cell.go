package clean

import "strings"

// Cell makes text safe as a cell of a spreadsheet: what would be taken for a
// formula (it begins with = + - @, a tab or a carriage return) gets a ' in
// front. Plain numbers, such as -5, stay as they are. Uncell takes it back:
// Uncell(Cell(s)) == s.
func Cell(s string) string {
	if formula(strings.TrimLeft(s, "'")) && !number(s) {
		return "'" + s
	}
	return s
}

// Uncell takes the ' of Cell, or of another program that does the same, off
// again.
func Uncell(s string) string {
	if len(s) > 1 && s[0] == '\'' && formula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func formula(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}

// number reports digits with an optional sign, one point and no more.
func number(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits, points := 0, 0
	for i := range len(s) {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case s[i] == '.':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points < 2
}
