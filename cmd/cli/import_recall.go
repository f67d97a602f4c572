package cli

import (
	"context"
	"io"
	"maps"

	"foresail/store/importer"
	"foresail/store/record"
)

// recall fills in how files with this header were mapped before, where the
// command says nothing of it. The columns are those of the header, nil where
// the file is not a table or cannot be read twice.
func (d *desk) recall(in io.ReadSeeker, o *importer.Options) (columns []string, err error) {
	p, bad := importer.Inspect(in, 0, *o)
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if bad != nil {
		return nil, nil // the import itself says what is wrong
	}
	m, ok := importer.Recall(d.book, p.Columns)
	if !ok || len(o.Map) > 0 || o.Format != "" || o.Records != "" && o.Records != m.Records {
		return p.Columns, nil
	}
	o.Records, o.Map = m.Records, m.Map
	for _, f := range []struct {
		to  *string
		was string
	}{{&o.Dates, m.Dates}, {&o.Decimal, m.Decimal}, {&o.System, m.System}} {
		if *f.to == "" {
			*f.to = f.was
		}
	}
	return p.Columns, nil
}

// remember keeps the mapping of an import that landed, for the next file with
// this header.
func (d *desk) remember(ctx context.Context, columns []string, o importer.Options) error {
	if o.DryRun || len(o.Map) == 0 || len(columns) == 0 {
		return nil
	}
	m := importer.Remembered{Records: o.Records, Map: o.Map, Dates: o.Dates, Decimal: o.Decimal, System: o.System}
	if was, ok := importer.Recall(d.book, columns); ok && was.Records == m.Records && maps.Equal(was.Map, m.Map) &&
		was.Dates == m.Dates && was.Decimal == m.Decimal && was.System == m.System {
		return nil
	}
	s, err := importer.Remember(columns, m)
	if err != nil {
		return nil // longer than a setting may be: it has to be given again
	}
	_, err = d.store.Append(ctx, record.ID{}, s)
	return err
}
