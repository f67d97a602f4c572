package export

import (
	"io"

	"foresail/store/event"
	"foresail/store/portable"
)

// Events writes the events that each gives, without loss; portable.Read reads
// the JSON and CSV forms back.
func Events(w io.Writer, format string, each func(yield func(event.Event) bool) error) error {
	switch format {
	case JSON:
		return portable.Write(w, each)
	case CSV:
		return portable.WriteCSV(w, each)
	}
	out, err := newWriter(w, format, "events")
	if err != nil {
		return err
	}
	if err := out.head(portable.Columns()); err != nil {
		out.close()
		return err
	}
	var failed error
	err = each(func(e event.Event) bool {
		row, bad := portable.Row(e)
		if failed = bad; bad == nil {
			failed = out.row(words(row))
		}
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

func words(row []string) []cell {
	out := make([]cell, len(row))
	for i, s := range row {
		out[i] = word(s)
	}
	return out
}
