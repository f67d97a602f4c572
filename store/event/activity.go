package event

import (
	"foresail/store/clean"
	"foresail/store/record"
)

// Activity logs something done. Its ID is made by the client, once, so that a
// retry logs nothing twice; Ref, Stamp and By are given by the store.
type Activity struct{ record.Activity }

// Code implements Body.
func (Activity) Code() Code { return CodeActivity }

// Validate implements Body.
func (a Activity) Validate() error {
	switch {
	case a.ID.IsZero():
		return &Invalid{"id", ErrMissing}
	case a.Kind == "":
		return &Invalid{"kind", ErrMissing}
	case a.At.IsZero():
		return &Invalid{"at", ErrMissing}
	case a.Seconds < 0:
		return &Invalid{"duration", ErrNegative}
	case a.Worth.Minor < 0:
		return &Invalid{"value", ErrNegative}
	case a.Worth.Minor != 0 && a.Worth.Currency == "":
		return &Invalid{"value", ErrNoCurrency}
	case len(a.Tags) > MaxTags:
		return &Invalid{"tags", ErrTooLong}
	case !a.Source.IsZero() && a.Source.ID() != a.ID:
		return &Invalid{"id", ErrOutOfRange}
	}
	for _, t := range []struct{ name, text string }{
		{"kind", a.Kind}, {"outcome", a.Outcome}, {"next_step", a.NextKind},
		{"source_system", a.Source.System}, {"key", a.Source.Key},
	} {
		if err := checkText(t.name, t.text, MaxText, false); err != nil {
			return err
		}
	}
	for _, tag := range a.Tags {
		if err := checkText("tags", tag, MaxText, false); err != nil {
			return err
		}
	}
	return checkText("note", a.Note, MaxNote, true)
}

// Amend corrects fields of an activity.
type Amend struct {
	Activity record.ID
	Fields   []record.Assign
}

// Code implements Body.
func (Amend) Code() Code { return CodeAmend }

var amendable = fields{
	record.FieldKind: required, record.FieldWhen: required, record.FieldRep: optional,
	record.FieldAccount: optional, record.FieldDeal: optional, record.FieldContact: optional,
	record.FieldOutcome: optional, record.FieldDuration: positive, record.FieldWorth: positive,
	record.FieldNextStep: optional, record.FieldNextDue: optional, record.FieldTags: optional,
	record.FieldNote: optional,
}

// Validate implements Body.
func (a Amend) Validate() error {
	if a.Activity.IsZero() {
		return &Invalid{"id", ErrMissing}
	}
	return amendable.check(a.Fields)
}

func checkText(name, s string, limit int, lines bool) error {
	switch {
	case len(s) > limit:
		return &Invalid{name, ErrTooLong}
	case !clean.Is(s, lines):
		return &Invalid{name, ErrUnclean}
	}
	return nil
}
