package event

import (
	"math"

	"foresail/store/record"
)

// Set asserts fields of an entity, from At on. A zero At means "as far back
// as anybody knows"; to say "now", the caller gives the time.
type Set struct {
	Type   record.Type
	ID     record.ID
	At     record.Time
	Fields []record.Assign
}

// Code implements Body.
func (Set) Code() Code { return CodeSet }

// Validate implements Body.
func (s Set) Validate() error {
	if s.ID.IsZero() {
		return &Invalid{"id", ErrMissing}
	}
	known, ok := schema[s.Type]
	if !ok {
		return &Invalid{"type", ErrUnknown}
	}
	return known.check(s.Fields)
}

// rule says what a value of a field has to satisfy beyond its form.
type rule uint8

const (
	optional rule = iota + 1
	required      // not empty when given
	positive      // zero or more
	share         // 0 to 1
)

type fields map[record.Field]rule

// schema says which fields each type of entity has: one table a type, in the
// file of its noun.
var schema = map[record.Type]fields{
	record.TypeDeal:       dealFields,
	record.TypeRep:        repFields,
	record.TypeAccount:    accountFields,
	record.TypeContact:    contactFields,
	record.TypeStage:      stageFields,
	record.TypeKind:       kindFields,
	record.TypeGoal:       goalFields,
	record.TypeAnnotation: annotationFields,
	record.TypeMeasure:    measureFields,
	record.TypeSetting:    settingFields,
	record.TypeImport:     importFields,
}

// FieldsOf gives the fields that a type of entity has, in the order of their
// numbers.
func FieldsOf(t record.Type) []record.Field {
	known := schema[t]
	if t == record.TypeActivity {
		known = amendable
	}
	var out []record.Field
	for f := record.Field(1); f.Spec().Form != 0; f++ {
		if _, ok := known[f]; ok {
			out = append(out, f)
		}
	}
	return out
}

func (known fields) check(given []record.Assign) error {
	if len(given) == 0 {
		return &Invalid{"fields", ErrNothing}
	}
	if len(given) > MaxFields {
		return &Invalid{"fields", ErrTooLong}
	}
	for i, a := range given {
		spec := a.Field.Spec()
		r, ok := known[a.Field]
		if !ok {
			return &Invalid{spec.Name, ErrUnknown}
		}
		for _, before := range given[:i] {
			if before.Field == a.Field {
				return &Invalid{spec.Name, ErrDuplicate}
			}
		}
		if err := checkValue(spec, r, a.Value); err != nil {
			return err
		}
	}
	return nil
}

func checkValue(spec record.FieldSpec, r rule, v record.Value) error {
	bad := func(why error) error { return &Invalid{spec.Name, why} }
	switch spec.Form {
	case record.FormText:
		limit := MaxText
		if spec.Name == "note" {
			limit = MaxNote
		}
		if err := checkText(spec.Name, v.Text, limit, spec.Name == "note"); err != nil {
			return err
		}
		if r == required && v.Text == "" {
			return bad(ErrMissing)
		}
	case record.FormList:
		items := v.List()
		if len(items) > MaxTags {
			return bad(ErrTooLong)
		}
		for _, s := range items {
			if err := checkText(spec.Name, s, MaxText, false); err != nil {
				return err
			}
		}
	case record.FormID:
		if v.Text != "" && len(v.Text) != len(record.ID{}) {
			return bad(ErrOutOfRange)
		}
		if r == required && v.ID().IsZero() {
			return bad(ErrMissing)
		}
	case record.FormMoney:
		if v.Text == "" && v.Num != 0 {
			return bad(ErrNoCurrency)
		}
		if v.Text != "" && !currencyCode(v.Text) {
			return bad(ErrNoCurrency)
		}
	case record.FormFloat:
		if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			return bad(ErrNotFinite)
		}
	case record.FormTime, record.FormDate:
		if r == required && v.Num == 0 && v.Text == "" {
			return bad(ErrMissing)
		}
	}
	switch r {
	case positive:
		if spec.Form == record.FormFloat && v.Float() < 0 || spec.Form != record.FormFloat && v.Num < 0 {
			return bad(ErrNegative)
		}
	case share:
		if x := v.Float(); x < 0 || x > 1 {
			return bad(ErrOutOfRange)
		}
	}
	return nil
}

func currencyCode(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range 3 {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
