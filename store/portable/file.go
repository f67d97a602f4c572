package portable

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"foresail/store/event"
	"foresail/store/say"
)

// maxLine is the longest line of a file of events, in bytes.
const maxLine = 4 << 20

// columns is the head of the CSV form.
var columns = []string{"foresail_event", "node", "seq", "wall", "count", "stamp_node", "by", "nth", "kind", "body"}

// jsonStart is how every line of the JSON form begins.
const jsonStart = `{"foresail_event":`

// Is reports whether a file that begins like this is one of events.
func Is(sample []byte) bool {
	sample = bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(sample, []byte(jsonStart)) || bytes.HasPrefix(sample, []byte(columns[0]+","))
}

// Write writes events as lines of JSON, in the order in which each gives
// them.
func Write(w io.Writer, each func(yield func(event.Event) bool) error) error {
	out := bufio.NewWriter(w)
	var failed error
	err := each(func(e event.Event) bool {
		b, err := Encode(e)
		if err == nil {
			_, err = out.Write(append(b, '\n'))
		}
		failed = err
		return err == nil
	})
	return errors.Join(err, failed, out.Flush())
}

// WriteCSV writes events as CSV, with the body as JSON in the last column.
func WriteCSV(w io.Writer, each func(yield func(event.Event) bool) error) error {
	out := csv.NewWriter(w)
	failed := out.Write(columns)
	if failed != nil {
		return failed
	}
	err := each(func(e event.Event) bool {
		row, err := Row(e)
		if err == nil {
			err = out.Write(row)
		}
		failed = err
		return err == nil
	})
	out.Flush()
	return errors.Join(err, failed, out.Error())
}

// Columns gives the head of the CSV form.
func Columns() []string { return append([]string(nil), columns...) }

// Row gives an event as the cells of the CSV form.
func Row(e event.Event) ([]string, error) {
	l, err := newLine(e)
	if err != nil {
		return nil, err
	}
	num := func(n uint64) string { return strconv.FormatUint(n, 10) }
	return []string{
		strconv.Itoa(l.Version), l.Node, num(l.Seq), strconv.FormatInt(l.Wall, 10), num(uint64(l.Count)), l.Stamped, l.By,
		num(uint64(l.Nth)), l.Kind, string(l.Body),
	}, nil
}

// Read reads events that Write or WriteCSV wrote, one by one, until yield
// returns an error. Each event was found valid, but for fields and types that
// a newer build may know.
//
// Errors are *say.Error with the line, or those of yield and the reader.
func Read(r io.Reader, yield func(event.Event) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(3)
	if err != nil && err != io.EOF {
		return err
	}
	if string(head) == "\xef\xbb\xbf" {
		in.Discard(3)
	}
	sample, err := in.Peek(len(columns[0]) + 1)
	if err != nil && err != io.EOF {
		return err
	}
	if bytes.HasPrefix(sample, []byte(columns[0]+",")) {
		return readCSV(in, yield)
	}
	return readJSON(in, yield)
}

func readJSON(in io.Reader, yield func(event.Event) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for lines.Scan() {
		n++
		b := bytes.TrimSpace(lines.Bytes())
		if len(b) == 0 {
			continue
		}
		e, err := Decode(b)
		if err := take(e, err, n, yield); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return say.Because(err, "portable.line", "line", n+1)
	}
	return nil
}

func readCSV(in io.Reader, yield func(event.Event) error) error {
	rows := csv.NewReader(in)
	rows.FieldsPerRecord = len(columns)
	rows.ReuseRecord = true
	for first := true; ; first = false {
		cells, err := rows.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			n := 0
			if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
				n = bad.StartLine
			}
			return say.Because(err, "portable.line", "line", n)
		}
		n, _ := rows.FieldPos(0)
		if first {
			continue
		}
		e, err := decodeRow(cells)
		if err := take(e, err, n, yield); err != nil {
			return err
		}
	}
}

func decodeRow(c []string) (event.Event, error) {
	l := line{Node: c[1], Stamped: c[5], By: c[6], Kind: c[8], Body: json.RawMessage(c[9])}
	count, err1 := strconv.ParseUint(c[4], 10, 16)
	nth, err2 := strconv.ParseUint(c[7], 10, 16)
	var err3, err4, err5 error
	l.Version, err3 = strconv.Atoi(c[0])
	l.Seq, err4 = strconv.ParseUint(c[2], 10, 64)
	l.Wall, err5 = strconv.ParseInt(c[3], 10, 64)
	l.Count, l.Nth = uint16(count), uint16(nth)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return event.Event{}, err
	}
	return l.event()
}

// take hands an event on, after it was found valid.
func take(e event.Event, err error, n int, yield func(event.Event) error) error {
	if err == nil {
		if err = e.Body.Validate(); errors.Is(err, event.ErrUnknown) {
			err = nil // a newer peer's field or type: kept and forwarded
		}
	}
	if err == nil && e.Ref.IsZero() {
		err = event.ErrMissing
	}
	if err != nil {
		return say.Because(err, "portable.line", "line", n)
	}
	return yield(e)
}
