package importer

import (
	"bytes"
	"io"

	"foresail/store/say"
)

// raw is one record of the file as it came: the cells, or what is wrong with
// it. cells are valid until the next call.
type raw struct {
	line  int // physical line of the file on which the record begins
	cells []string
	gap   bool // an empty line came before it
	bad   *say.Error
}

// rows is a file, record by record; io.EOF ends it.
type rows interface {
	next() (raw, error)
	close() error
}

// scanner reads delimiter-separated records from UTF-8 text. The buffer
// always holds a whole record of the largest size allowed, so that a record
// which does not come out right can be given up after its first line.
type scanner struct {
	r          io.Reader
	delim      byte
	width      int // cells of the header; 0 while reading it
	limits     Limits
	buf        []byte
	start, end int
	eof        bool
	line       int // of buf[start]
	text       []byte
	ends       []int
	cells      []string
}

func newScanner(r io.Reader, delim byte, limits Limits) *scanner {
	return &scanner{r: r, delim: delim, limits: limits, buf: make([]byte, 2*limits.Record+4096), line: 1}
}

func (s *scanner) close() error { return nil }

// fill makes the buffer hold a whole record, as far as the file goes.
func (s *scanner) fill() error {
	if s.eof || s.end-s.start > s.limits.Record {
		return nil
	}
	copy(s.buf, s.buf[s.start:s.end])
	s.end -= s.start
	s.start = 0
	for idle := 0; s.end < len(s.buf); {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.eof = true
			return nil
		}
		if idle++; n > 0 {
			idle = 0
		}
		if err == nil && idle > 100 {
			err = io.ErrNoProgress
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) next() (raw, error) {
	gap := false
	for {
		if err := s.fill(); err != nil {
			return raw{}, err
		}
		b := s.buf[s.start:s.end]
		if len(b) == 0 {
			return raw{}, io.EOF
		}
		if n := newline(b); n > 0 {
			gap = true
			s.start += n
			s.line++
			continue
		}
		return s.record(b, gap), nil
	}
}

// record takes one record off the buffer.
func (s *scanner) record(b []byte, gap bool) raw {
	whole := s.eof && len(b) <= s.limits.Record
	if len(b) > s.limits.Record {
		b = b[:s.limits.Record]
	}
	s.text, s.ends = s.text[:0], s.ends[:0]
	n, lines, bad := s.parse(b, whole)
	r := raw{line: s.line, gap: gap, bad: bad}
	s.cut()
	r.cells = s.cells
	if bad == nil && s.width > 0 && len(r.cells) != s.width {
		r.bad = say.Errorf("import.cells", "cells", len(r.cells), "want", s.width)
	}
	if r.bad != nil && lines > 1 {
		n, lines = firstLine(b), 1
		if n == 0 {
			n, lines = s.skipLine()
		}
		s.cells = append(s.cells[:0], string(bytes.TrimRight(b[:min(n, len(b))], "\r\n")))
		r.cells = s.cells
	}
	s.start += n
	s.line += lines
	return r
}

// skipLine gives up a line that is longer than a record may be.
func (s *scanner) skipLine() (int, int) {
	for {
		b := s.buf[s.start:s.end]
		if n := firstLine(b); n > 0 {
			return n, 1
		}
		if s.eof {
			return len(b), 1
		}
		s.start = s.end
		if s.fill() != nil {
			s.eof = true // the same error comes again with the next read
		}
	}
}

// parse reads the cells of the record at the start of b into text and ends.
// whole says that nothing follows b. It gives the bytes and lines taken.
func (s *scanner) parse(b []byte, whole bool) (n, lines int, bad *say.Error) {
	i, lines := 0, 0
	for {
		i += quoteAhead(b[i:])
		if i < len(b) && b[i] == '"' {
			k, inside, why := s.quoted(b[i:], whole)
			lines += inside
			if why != nil {
				return i, lines + 2, why // more than one line: give up the first only
			}
			if lines > s.limits.Lines {
				return i, lines, say.Errorf("import.quote_open", "lines", s.limits.Lines)
			}
			i += k
		} else {
			k := i
			for i < len(b) && b[i] != s.delim && b[i] != '\n' && b[i] != '\r' {
				i++
			}
			s.text = append(s.text, b[k:i]...)
		}
		s.ends = append(s.ends, len(s.text))
		if len(s.ends) > s.limits.Cells {
			return i, lines + 2, say.Errorf("import.too_many_cells", "n", s.limits.Cells)
		}
		if i == len(b) {
			if whole {
				return i, lines + 1, nil
			}
			return i, lines + 2, say.Errorf("import.record_long", "bytes", s.limits.Record)
		}
		if b[i] == s.delim {
			i++
			continue
		}
		return i + newline(b[i:]), lines + 1, nil
	}
}

// quoteAhead gives the number of spaces before a quote; 0 where something
// else comes first.
func quoteAhead(b []byte) int {
	n := 0
	for n < len(b) && b[n] == ' ' {
		n++
	}
	if n < len(b) && b[n] == '"' {
		return n
	}
	return 0
}

// quoted reads a cell in quotes, and gives the bytes and the line breaks in
// it.
func (s *scanner) quoted(b []byte, whole bool) (n, lines int, bad *say.Error) {
	i := 1
	for {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 {
			return len(b), lines, say.Errorf("import.quote_open", "lines", s.limits.Lines)
		}
		lines += countLines(b[i : i+j])
		s.text = append(s.text, b[i:i+j]...)
		i += j + 1
		if i < len(b) && b[i] == '"' {
			s.text = append(s.text, '"')
			i++
			continue
		}
		break
	}
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i < len(b) && b[i] != s.delim && b[i] != '\n' && b[i] != '\r' {
		return i, lines, say.Errorf("import.quote_stray")
	}
	return i, lines, nil
}

// cut makes strings of the cells read.
func (s *scanner) cut() {
	all := string(s.text)
	s.cells = s.cells[:0]
	from := 0
	for _, to := range s.ends {
		s.cells = append(s.cells, all[from:to])
		from = to
	}
}

// newline gives the length of the line break at the start of b, 0 for none.
func newline(b []byte) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0] == '\n':
		return 1
	case b[0] == '\r' && len(b) > 1 && b[1] == '\n':
		return 2
	case b[0] == '\r':
		return 1
	}
	return 0
}

// firstLine gives the length of the first line with its break, 0 when there
// is no break.
func firstLine(b []byte) int {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		return 0
	}
	return i + newline(b[i:])
}

func countLines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	for i, c := range b {
		if c == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			n++
		}
	}
	return n
}
