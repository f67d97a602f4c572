package importer

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"foresail/store/portable"
	"foresail/store/say"
)

// ErrEvents says that a file holds events of foresail, which package portable
// reads, and no table.
var ErrEvents = errors.New("a file of events")

// open finds out what kind of file it is, and begins to read it.
func (r *run) open() error {
	in := bufio.NewReaderSize(r.counter, sampleSize)
	sample, err := in.Peek(sampleSize)
	if err != nil && err != io.EOF {
		return err
	}
	if len(sample) == 0 {
		return say.Errorf("import.empty")
	}
	name, err := detectEncoding(sample, err == io.EOF)
	if r.o.Encoding != "" && name != encodingXLSX {
		name, err = strings.ToLower(r.o.Encoding), nil
	}
	if err != nil {
		return err
	}
	r.rep.Encoding = name
	if name == encodingXLSX {
		return r.openSheet(in)
	}
	if name == encoding1252 && r.o.Encoding == "" {
		r.note(noteEncoding)
	}
	text, err := decoded(in, name)
	if err != nil {
		return err
	}
	return r.openText(text)
}

func (r *run) openSheet(in io.Reader) error {
	s, name, from1904, err := openSheet(in, r.o.Sheet, r.o.Limits)
	if err != nil {
		return err
	}
	r.source, r.rep.Sheet, r.xlsx, r.days1904 = s, name, true, from1904
	return nil
}

func (r *run) openText(text io.Reader) error {
	in := bufio.NewReaderSize(text, sampleSize)
	sample, err := in.Peek(sampleSize)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return err
	}
	if portable.Is(sample) {
		return say.Because(ErrEvents, "import.events")
	}
	delim, skip := detectDelimiter(string(sample))
	if r.o.Delimiter != "" {
		delim = r.o.Delimiter[0]
	}
	if _, err := in.Discard(skip); err != nil {
		return err
	}
	s := newScanner(in, delim, r.o.Limits)
	if skip > 0 {
		s.line++
	}
	r.source, r.rep.Delimiter = s, string(delim)
	return nil
}

// setWidth tells the source how many cells a row has to have.
func (r *run) setWidth(n int) {
	switch s := r.source.(type) {
	case *scanner:
		s.width = n
	case *sheet:
		s.width = n
	}
}

// badText refuses what no table of text holds: NUL, or bytes of another
// encoding.
func badText(s string) *say.Error {
	if strings.IndexByte(s, 0) >= 0 {
		return say.Errorf("import.nul")
	}
	if !utf8.ValidString(s) {
		return say.Errorf("import.not_utf8")
	}
	return nil
}

// Preview is what can be said of a file from its first rows.
type Preview struct {
	Columns []string
	Rows    [][]string // the first few
	Guesses []Guess    // best first
	Map     map[string]string
	Format  string
	Records Records
	Err     error // why it cannot be imported without more options; nil when it can
}

// Inspect reads the header and up to n rows of a file, for an interactive
// mapping.
func Inspect(in io.Reader, n int, o Options) (Preview, error) {
	r, err := start(in, nil, nil, o)
	if r.head.names == nil {
		return Preview{}, err
	}
	p := Preview{Columns: r.head.names, Format: r.rep.Format, Records: r.rep.Records, Map: r.rep.Map, Err: err}
	for _, c := range candidates(r.head) {
		p.Guesses = append(p.Guesses, c.Guess)
	}
	for len(p.Rows) < n {
		row, err := r.source.next()
		if err != nil {
			break
		}
		p.Rows = append(p.Rows, append([]string(nil), row.cells...))
	}
	r.source.close()
	return p, nil
}
