package export

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonWriter writes one array, an object a line, with the columns in their
// order. Empty cells are null.
type jsonWriter struct {
	w    *bufio.Writer
	keys [][]byte
	line []byte
	rows int
}

func newJSON(w io.Writer, _ string) (writer, error) { return &jsonWriter{w: bufio.NewWriter(w)}, nil }

func (j *jsonWriter) head(names []string) error {
	for _, n := range names {
		key, err := json.Marshal(n)
		if err != nil {
			return err
		}
		j.keys = append(j.keys, key)
	}
	return nil
}

func (j *jsonWriter) row(cells []cell) error {
	j.line = append(append(j.line[:0], j.before()...), '{')
	for i, c := range cells {
		if i > 0 {
			j.line = append(j.line, ',')
		}
		j.line = append(append(j.line, j.keys[i]...), ':')
		switch {
		case c.text == "":
			j.line = append(j.line, "null"...)
		case c.number:
			j.line = append(j.line, c.text...)
		default:
			text, err := json.Marshal(c.text)
			if err != nil {
				return err
			}
			j.line = append(j.line, text...)
		}
	}
	j.rows++
	_, err := j.w.Write(append(j.line, '}'))
	return err
}

// before gives what stands before the next row.
func (j *jsonWriter) before() string {
	if j.rows == 0 {
		return "[\n"
	}
	return ",\n"
}

func (j *jsonWriter) close() error {
	end := "\n]\n"
	if j.rows == 0 {
		end = "[]\n"
	}
	if _, err := j.w.WriteString(end); err != nil {
		return err
	}
	return j.w.Flush()
}
