package sshd

import (
	"errors"
	"strings"
)

// errUnended says that a quote or backslash waits for what is not there.
var errUnended = errors.New("a quote or backslash at the end of a command line")

// splitter splits a command line into words.
type splitter struct {
	words []string
	word  strings.Builder
	begun bool // a word, which quotes may leave empty
	quote rune // that is open; 0 for none
	slash bool // a backslash came before
}

// split splits a command line as a shell does (POSIX, 2.2 "Quoting"), and does
// nothing else that a shell does: no variable, no pattern, no comment, no
// command but the one.
func split(text string) ([]string, error) {
	var s splitter
	for _, c := range text {
		s.take(c)
	}
	if s.quote != 0 || s.slash {
		return nil, errUnended
	}
	s.end()
	return s.words, nil
}

func (s *splitter) take(c rune) {
	switch {
	case s.slash:
		s.slash = false
		if s.quote != 0 && !strings.ContainsRune("$`\"\\\n", c) {
			s.word.WriteByte('\\') // within double quotes it counts before these only
		}
		if c != '\n' { // a line that goes on
			s.word.WriteRune(c)
		}
	case c == '\\' && s.quote != '\'':
		s.slash, s.begun = true, true
	case c == s.quote:
		s.quote = 0
	case s.quote != 0:
		s.word.WriteRune(c)
	case c == '\'' || c == '"':
		s.quote, s.begun = c, true
	case strings.ContainsRune(" \t\r\n", c):
		s.end()
	default:
		s.begun = true
		s.word.WriteRune(c)
	}
}

// end ends a word, if one was begun.
func (s *splitter) end() {
	if s.begun {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.begun = false
}
