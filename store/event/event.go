package event

import (
	"errors"
	"fmt"

	"foresail/store/record"
)

// Code is the number of an event kind on disk and on the wire.
type Code uint8

// The kinds of event.
const (
	CodeActivity Code = 1
	CodeAmend    Code = 2
	CodeSet      Code = 3
	CodeVoid     Code = 4
)

// Body is what an event says.
type Body interface {
	Code() Code
	// Validate reports the first thing wrong with the body, as an *Invalid.
	Validate() error
}

// Event is a fact in the log.
type Event struct {
	Ref   record.Ref
	Stamp record.Stamp
	By    record.ID // the rep who recorded it; zero for imports and the program itself
	Nth   uint16    // place among the events appended together, from 0: they are undone together
	Body  Body
}

// Invalid says which field of a body is wrong and why.
type Invalid struct {
	Field string // name as in exports
	Why   error
}

// Error implements error.
func (i *Invalid) Error() string { return fmt.Sprintf("%s: %v", i.Field, i.Why) }

// Unwrap gives the reason.
func (i *Invalid) Unwrap() error { return i.Why }

// The reasons for which a body is refused.
var (
	ErrMissing    = errors.New("is missing")
	ErrTooLong    = errors.New("is too long")
	ErrUnclean    = errors.New("holds control characters")
	ErrNegative   = errors.New("is negative")
	ErrOutOfRange = errors.New("is out of range")
	ErrNoCurrency = errors.New("has no currency code")
	ErrUnknown    = errors.New("is not known for this type")
	ErrNothing    = errors.New("says nothing")
	ErrNotFinite  = errors.New("is not a finite number")
	ErrDuplicate  = errors.New("is given twice")
)

// Limits of what one event may hold.
const (
	MaxText   = 1 << 10 // bytes of a name, title or other short text
	MaxNote   = 1 << 16 // bytes of a note
	MaxFields = 64
	MaxTags   = 32
)

// Unknown is an event of a kind that this build does not know. It is kept and
// forwarded as it came.
type Unknown struct {
	Kind Code
	Raw  []byte
}

// Code implements Body.
func (u Unknown) Code() Code { return u.Kind }

// Validate implements Body; there is nothing that could be checked.
func (u Unknown) Validate() error { return nil }

// Void takes an event back, or restores it.
type Void struct {
	Target  record.Ref
	Type    record.Type // what the target is about: TypeActivity or an entity's type
	ID      record.ID   // the activity or entity that the target is about
	Restore bool
}

// Code implements Body.
func (v Void) Code() Code { return CodeVoid }

// Validate implements Body.
func (v Void) Validate() error {
	switch {
	case v.Target.IsZero():
		return &Invalid{"target", ErrMissing}
	case v.ID.IsZero():
		return &Invalid{"id", ErrMissing}
	case v.Type == 0:
		return &Invalid{"type", ErrMissing}
	}
	return nil
}

// Subject gives the type and id of what an event is about; zero for unknown
// events.
func Subject(b Body) (record.Type, record.ID) {
	switch b := b.(type) {
	case Activity:
		return record.TypeActivity, b.ID
	case Amend:
		return record.TypeActivity, b.Activity
	case Set:
		return b.Type, b.ID
	case Void:
		return b.Type, b.ID
	}
	return 0, record.ID{}
}
