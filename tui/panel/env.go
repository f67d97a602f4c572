package panel

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// Env is what a panel has of the world around it.
type Env struct {
	// Say words messages in the reader's language.
	Say *say.Printer
	// Rep is who uses the cockpit.
	Rep record.ID
	// Now gives the time in the data file's zone.
	Now func() time.Time
	// NewID makes an id for something new.
	NewID func() record.ID
	// Append gives the command that writes facts, all together and durably,
	// the only way to write. done is said when they are on disk; undo takes
	// them back in one step.
	Append func(done string, bodies ...event.Body) tea.Cmd
	// Do gives a command whose message comes back to this panel.
	Do func(work func(context.Context) tea.Msg) tea.Cmd
	// Detail gives the command that works out everything about an indicator in
	// the scope of the data: of all of the file, like the numbers of Data, with
	// nothing in it that the user may not see. done makes its message, which
	// comes back to this panel; when the context ends there is none.
	Detail func(ctx context.Context, d Data, id string, done func(metrics.Detail) tea.Msg) tea.Cmd
	// Beside reports whether what is selected may be shown in the room that a
	// list leaves: not where the cockpit is read as lines. nil for always.
	Beside func() bool
	// Dwell gives the command that brings a message back to this panel once the
	// cursor has rested for a moment, unless the context ends before. nil for at
	// once.
	Dwell func(ctx context.Context, msg tea.Msg) tea.Cmd
	// Behind reports whether newer Data are known than the panel has, and on
	// their way to it while it is looked at. nil for never.
	Behind func() bool
	// Rights are what the user may do; see May.
	Rights Rights
	// Activities reads activities, newest first, until yield returns false. It
	// is for use inside the work of Do.
	Activities func(context.Context, Query, func(record.Activity) bool) error
}

// Query says which activities are wanted: those of a day, a rep … with zero
// values for no condition.
type Query struct {
	From, To record.Date
	Reps     []record.ID // of any of these; nil for everybody
	Account  record.ID   // on this account; zero for any
	Deal     record.ID   // on this deal; zero for any
	Text     string      // words that all occur in kind, names, outcome, tags or note
	Limit    int         // how many at most; 0 for all
	After    *Cursor     // continue behind this activity, in the order asked for
	Oldest   bool        // oldest first
}

// Cursor is a place among the activities, which are ordered by time and then
// by reference.
type Cursor struct {
	At  record.Time
	Ref record.Ref
}

// Data is the state of the data file with what has been worked out from it. It
// is immutable and shared by all panels.
type Data struct {
	// Rev grows with every Data handed out in this cockpit.
	Rev uint64
	// Facts counts states of the file: it grows when the file changed, not
	// when scope or period did.
	Facts uint64

	Book *record.Book
	Days record.Days
	Syms *record.Syms

	Now    time.Time   // when it was read, in the data file's zone
	Today  record.Date // the civil day of that
	Period record.Period
	Reps   []record.ID // the scope; nil for the whole team
	User   record.ID   // who uses the cockpit
	Rights Rights      // what they may do

	Report   metrics.Report
	Pipeline metrics.Pipeline
	Findings Findings // what leads what; the work on it may be under way
	// Team works the table of the team out, with rows of those only who may be
	// seen and a total of everybody, whatever the scope. It takes a while and
	// is for Spec.Eval; nil where there is nothing to work it out from.
	Team func(context.Context) metrics.Team
	Own  any // what the panel's Spec.Eval worked out, nil if it has none
}

// View gives the view of the numbers that the data stands for.
func (d Data) View() metrics.View {
	return metrics.View{
		Book: d.Book, Days: d.Days, Syms: d.Syms, AsOf: d.Today,
		Minute: metrics.Minute(d.Now), Period: d.Period, Reps: d.Reps,
	}
}
