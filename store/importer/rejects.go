package importer

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"foresail/store/clean"
)

// rejects writes the rows that were not taken as CSV: their cells as they
// came, then line, field and why. Nothing is opened before the first one.
type rejects struct {
	open func() (io.WriteCloser, error)
	to   io.WriteCloser
	w    *csv.Writer
}

func (j *rejects) write(h header, row raw, r Reject) error {
	if j.open == nil {
		return nil
	}
	if j.w == nil {
		to, err := j.open()
		if err != nil {
			return err
		}
		j.to, j.w = to, csv.NewWriter(to)
		if err := j.w.Write(append(guarded(h.names), "reject_line", "reject_field", "reject_why")); err != nil {
			return err
		}
	}
	cells := row.cells
	if n := len(h.names); len(cells) > n { // what is too much stands in the last cell
		cells = append(slices.Clone(cells[:n-1]), strings.Join(cells[n-1:], ","))
	}
	cells = guarded(cells)
	for len(cells) < len(h.names) {
		cells = append(cells, "")
	}
	return j.w.Write(append(cells, strconv.Itoa(r.Line), r.Field, r.Why))
}

func (j *rejects) close() error {
	if j.w == nil {
		return nil
	}
	j.w.Flush()
	return errors.Join(j.w.Error(), j.to.Close())
}

// guarded gives cells that no spreadsheet takes for formulas.
func guarded(cells []string) []string {
	out := make([]string, len(cells), len(cells)+3)
	for i, c := range cells {
		out[i] = clean.Cell(c)
	}
	return out
}
