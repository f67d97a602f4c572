package importer

import (
	"foresail/store/event"
	"foresail/store/record"
)

// measurement takes a row of measurements.
func (r *run) measurement() (verdict, error) {
	name := r.clean(fName)
	if name == "" {
		return 0, refuse(fName, "import.empty_cell")
	}
	on, err := r.date(fDate)
	if err != nil {
		return 0, err
	}
	if on == 0 {
		return 0, refuse(fDate, "import.empty_cell")
	}
	if r.text(fValue) == "" {
		return 0, refuse(fValue, "import.empty_cell")
	}
	x, err := r.number(fValue)
	if err != nil {
		return 0, err
	}
	key := record.DeriveID("measure/"+record.Fold(name), on.String())
	if known, err := r.again(key, false); known || err != nil {
		if p, ok := err.(*problem); ok {
			p.field, p.why.Key = fDate, "import.same_date"
		}
		return unchanged, err
	}
	set := event.NewMeasure(name, on, x)
	e, err := r.sink.Entity(record.TypeMeasure, set.ID)
	if err != nil {
		return 0, err
	}
	if e != nil {
		if said, any := measured(e, on); any {
			if said == x {
				return unchanged, nil
			}
			return updated, r.add(set)
		}
	}
	return created, r.add(set)
}

// measured gives what the last import said of a date, or, where none did,
// what stands.
func measured(e *record.Entity, on record.Date) (x float64, any bool) {
	imported := false
	for c := range e.Live {
		if c.Field == record.FieldNumber && c.At.Date() == on && (c.By.IsZero() || !imported) {
			x, any, imported = c.Value.Float(), true, imported || c.By.IsZero()
		}
	}
	return x, any
}
