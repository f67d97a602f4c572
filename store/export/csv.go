package export

import (
	"encoding/csv"
	"io"

	"foresail/store/clean"
)

// csvWriter writes RFC 4180 with LF, in UTF-8.
type csvWriter struct {
	w     *csv.Writer
	cells []string
}

func newCSV(w io.Writer, _ string) (writer, error) { return &csvWriter{w: csv.NewWriter(w)}, nil }

func (c *csvWriter) head(names []string) error { return c.w.Write(names) }

func (c *csvWriter) row(cells []cell) error {
	c.cells = c.cells[:0]
	for _, x := range cells {
		text := x.text
		if !x.number {
			text = clean.Cell(text)
		}
		c.cells = append(c.cells, text)
	}
	return c.w.Write(c.cells)
}

func (c *csvWriter) close() error {
	c.w.Flush()
	return c.w.Error()
}
