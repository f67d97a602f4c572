package panel

import tea "charm.land/bubbletea/v2"

// Form asks the user for several things at once, over the panel in front.
// Texts are already worded. Making one may take its time, as names are
// gathered from the book: do it in a command.
type Form struct {
	Title  string
	Fields []Field
	// Fresh says that something new is made of it, so that every field is
	// judged before it is saved, also one that nobody touched.
	Fresh bool
	// Amiss is what of a text that the form was made of is in none of its
	// fields; it is said below them until it is saved. nil for nothing.
	Amiss error
	// Save gives the command that writes what was entered, such as Env.Append
	// with the bodies made of it. It is called only when no field has an
	// error; an error keeps the form open and is shown under it, an At at its
	// field, and so does a write that fails.
	Save func(Values) (tea.Cmd, error)
}

// At is an error of Save about one field.
type At struct {
	Key string // of the field
	Err error
}

// Error implements error.
func (e At) Error() string { return e.Err.Error() }

// Unwrap gives what is wrong.
func (e At) Unwrap() error { return e.Err }

// Values are what was entered, by the key of the field, cleaned.
type Values map[string]string

// Field is one question of a form.
type Field struct {
	Key   string
	Label string
	Hint  string // what may be entered, shown under the field; "" for nothing
	Value string // what stands in it at first
	// Entered is what was entered before the form was opened, in the place of
	// Value and as changed as if it had been typed; nil for nothing.
	Entered *string
	// Wrong is what is wrong with what was entered before the form was opened,
	// where Entered cannot hold it: it stands at the field until something is
	// chosen there. nil for nothing.
	Wrong error
	Kind  FieldKind
	// Options are what a Choice offers, and what Words suggest while one
	// types.
	Options []Option
	// Check says what is wrong with a value, while it is typed and before
	// Save; nil allows all.
	Check func(string) error
	// Means words how a value without an error is understood, "" where that
	// goes without saying; nil for never.
	Means func(string) string
}

// Option is one answer of a choice.
type Option struct{ Value, Text string }

// FieldKind says how a field is answered.
type FieldKind uint8

// The kinds of fields.
const (
	Words  FieldKind = iota // one line
	Text                    // several lines
	Choice                  // one of Options
)
