package export

import (
	"io"
	"maps"
	"slices"

	"foresail/store/record"
)

// point is one measurement of one series.
type point struct {
	name string
	record.Point
}

// Measurements writes every measurement, by series and date.
func Measurements(w io.Writer, format string, book *record.Book) error {
	return write(w, format, "measurements", []column[point]{
		{"measure", func(x point) cell { return word(x.name) }},
		{"date", func(x point) cell { return word(x.Date.String()) }},
		{"value", func(x point) cell { return float(x.Value) }},
	}, func(yield func(point) bool) error {
		for _, key := range slices.Sorted(maps.Keys(book.Measures)) {
			m := book.Measures[key]
			for _, p := range m.Points {
				if !yield(point{m.Name, p}) {
					return nil
				}
			}
		}
		return nil
	})
}
