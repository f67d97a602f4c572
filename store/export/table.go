package export

import (
	"io"
	"strconv"
	"time"

	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
)

// The formats, by their names in --format.
const (
	CSV  = "csv"
	JSON = "json" // one array, an object a line
	XLSX = "xlsx"
)

// Formats gives the names of the formats.
func Formats() []string { return []string{CSV, JSON, XLSX} }

// cell is a value of a row. The zero cell is empty.
type cell struct {
	text   string
	number bool // text is a number, to be written as one
}

func word(s string) cell { return cell{text: s} }

func integer(n int64) cell { return cell{strconv.FormatInt(n, 10), true} }

func float(x float64) cell { return cell{strconv.FormatFloat(x, 'g', -1, 64), true} }

// sum gives the number of an amount; empty for none.
func sum(m record.Money) cell {
	if m.IsZero() {
		return cell{}
	}
	return cell{money.Plain(m), true}
}

func moment(t record.Time) cell {
	if t.IsZero() {
		return cell{}
	}
	return word(t.Std().Format(time.RFC3339))
}

func id(x record.ID) cell {
	if x.IsZero() {
		return cell{}
	}
	return word(x.String())
}

// column is a column of a table of T.
type column[T any] struct {
	name string
	of   func(T) cell
}

// writer writes rows in a format.
type writer interface {
	head(names []string) error
	row(cells []cell) error
	close() error
}

// writers makes the writer of each format.
var writers = map[string]func(w io.Writer, sheet string) (writer, error){
	CSV: newCSV, JSON: newJSON, XLSX: newXLSX,
}

func newWriter(w io.Writer, format, sheet string) (writer, error) {
	make, ok := writers[format]
	if !ok {
		return nil, say.Errorf("export.format_unknown", "name", format, "names", "csv, json, xlsx")
	}
	return make(w, sheet)
}

// write writes every row that each gives.
func write[T any](w io.Writer, format, sheet string, columns []column[T], each func(yield func(T) bool) error) error {
	out, err := newWriter(w, format, sheet)
	if err != nil {
		return err
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	if err := out.head(names); err != nil {
		out.close()
		return err
	}
	cells := make([]cell, len(columns))
	var failed error
	err = each(func(x T) bool {
		for i, c := range columns {
			cells[i] = c.of(x)
		}
		failed = out.row(cells)
		return failed == nil
	})
	if err == nil {
		err = failed
	}
	if closing := out.close(); err == nil {
		err = closing
	}
	return err
}

// list gives the values of a slice one by one.
func list[T any](xs []T) func(func(T) bool) error {
	return func(yield func(T) bool) error {
		for _, x := range xs {
			if !yield(x) {
				break
			}
		}
		return nil
	}
}
