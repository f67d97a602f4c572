package importer

import (
	"strings"
	"unicode"

	"foresail/store/clean"
)

// header is the first row of a file.
type header struct {
	line    int
	names   []string // cleaned, as shown
	squeeze []string // for comparison
}

func newHeader(r raw) header {
	h := header{line: r.line}
	for _, c := range r.cells {
		name := clean.Line(c)
		h.names = append(h.names, name)
		h.squeeze = append(h.squeeze, squeeze(name))
	}
	return h
}

// squeeze brings a label to the form in which labels are compared: letters
// and digits only, lower case. A '*' that marks a required column goes, too.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// plain gives a label in lower case without a '*' at its end.
func plain(s string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "*")))
}

// find gives the columns with a label, compared as squeeze has it.
func (h header) find(label string) []int {
	want := squeeze(label)
	var out []int
	for i, s := range h.squeeze {
		if s == want && s != "" {
			out = append(out, i)
		}
	}
	return out
}

// has reports whether a column has exactly this label, but for case and '*'.
func (h header) has(label string) bool {
	for _, n := range h.names {
		if plain(n) == plain(label) {
			return true
		}
	}
	return false
}

// begins reports whether the first name of the header begins so.
func (h header) begins(with string) bool {
	return len(h.names) > 0 && strings.HasPrefix(strings.TrimSpace(h.names[0]), with)
}

// list gives the labels for a message.
func (h header) list() string {
	var out []string
	for _, n := range h.names {
		if n != "" {
			out = append(out, n)
		}
	}
	const most = 40
	if len(out) > most {
		out = append(out[:most], "…")
	}
	return strings.Join(out, ", ")
}

// delimiters that a file may use, the likelier first.
const delimiters = ",;\t|"

// detectDelimiter counts the delimiters of the first line that stand outside
// quotes. It gives the offset at which the table begins, too, which is not 0
// for a file that begins with "sep=;".
func detectDelimiter(sample string) (delim byte, skip int) {
	if rest, ok := strings.CutPrefix(sample, "sep="); ok && len(rest) > 1 && strings.IndexByte(delimiters, rest[0]) >= 0 {
		if n := newline([]byte(rest[1:min(3, len(rest))])); n > 0 {
			return rest[0], len("sep=") + 1 + n
		}
	}
	var count [256]int
	quoted := false
	for i := 0; i < len(sample); i++ {
		c := sample[i]
		if c == '"' {
			quoted = !quoted
		}
		if (c == '\n' || c == '\r') && !quoted && strings.TrimSpace(sample[:i]) != "" {
			break
		}
		if !quoted {
			count[c]++
		}
	}
	delim = ','
	for i := range len(delimiters) {
		if count[delimiters[i]] > count[delim] {
			delim = delimiters[i]
		}
	}
	return delim, 0
}
