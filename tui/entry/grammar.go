package entry

import (
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/theme"
)

// Grammar understands lines. The cockpit uses that of store/quick; it stands
// between so that what is typed can be tested without it.
type Grammar interface {
	// Prepare gets ready for a state of the book; it may take its time, is
	// called from commands, and is safe beside the other methods.
	Prepare(*record.Book)
	// Parse never fails and is cheap enough for every key press.
	Parse(line string, k Known) Understood
	// Complete offers what may stand at a place in the line, best first.
	Complete(line string, at int, k Known) []Suggestion
}

// Known is what a line is understood against.
type Known struct {
	Book *record.Book
	Rep  record.ID
	Now  time.Time // in the data file's zone
	Say  *say.Printer
}

// Understood is what a line means.
type Understood struct {
	Words    string    // the meaning in words
	Done     string    // what to say when it is saved
	Parts    []Part    // what each piece of the line is
	Problems []Problem // what has to be mended before it can be saved
	Ready    bool      // it can be saved
	// Bodies gives the facts; an error says why there are none.
	Bodies func(newID func() record.ID) ([]event.Body, error)
}

// Part is a piece of the line, in bytes, with its meaning for the eye.
type Part struct {
	Start, End int
	Style      theme.Style
}

// Problem is a piece of the line, in bytes, with what is wrong with it.
type Problem struct {
	Start, End int
	Text       string
}

// Suggestion is something that may stand in the place of a piece of the line.
type Suggestion struct {
	Start, End int    // bytes of the line that it replaces
	Text       string // what it puts there, with a space behind where one belongs
	Label      string // how it is shown
	Note       string // what is known about it
}
