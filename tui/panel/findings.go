package panel

import "foresail/metrics/findings"

// Findings say which indicators lead which outcomes in the scope and period of
// the Data they come with, and how far the work on that is. They are worked
// out once for all panels, in the background, after the numbers; see package
// tui for when. A panel in front also gets them as a message of their own
// whenever the work moves on.
type Findings struct {
	Found *findings.Findings // nil: nothing is known yet in this scope and period
	Facts uint64             // the Data.Facts that Found stands for
	Busy  bool               // they are being worked out
	// Done of All pairs are compared; All is 0 while the history is read.
	Done, All int
	Err       error // why the last attempt found nothing
}

// State says how far the work on findings is.
type State uint8

// The states. Earlier findings stand for a state of the file before the last
// changes; they are shown until newer ones come.
const (
	Waiting State = iota // nothing is known yet
	Running              // nothing is known yet, and it is being worked out
	Earlier              // something is known, and newer facts are looked at now or soon
	Ready                // what is known stands for the facts shown
	Broken               // they could not be worked out; Err says why
)

// State gives how far the findings are for facts, which is Data.Facts.
func (f Findings) State(facts uint64) State {
	switch {
	case f.Err != nil:
		return Broken
	case f.Found == nil && f.Busy:
		return Running
	case f.Found == nil:
		return Waiting
	case f.Busy || f.Facts != facts:
		return Earlier
	}
	return Ready
}
