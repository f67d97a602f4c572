package panel

import "foresail/store/record"

// Rights are what a user may be allowed to do, one thing or several.
type Rights uint16

// The rights.
const (
	SeeTotals  Rights = 1 << iota // the sums of the team
	SeeOwn                        // own records and numbers
	SeeTeam                       // the records and numbers of every rep
	Log                           // record own activities, deals, accounts and contacts, and correct them
	HandOver                      // say who owns a deal or account
	SetGoals                      // set goals
	Annotate                      // note outside events
	Measure                       // record measurements
	Administer                    // record for others; settings, reps, kinds, stages
)

// AllRights are those of the owner of a file.
const AllRights = Administer<<1 - 1

// Has reports whether all of some rights are among these.
func (s Rights) Has(some Rights) bool { return s&some == some }

// May reports whether the user may do something: what may not be done is not
// offered, and refused where it is tried.
func (e *Env) May(r Rights) bool { return e.Rights == 0 || e.Rights.Has(r) }

// Mine reports whether a record that a rep owns is the user's to change.
func (d Data) Mine(rep record.ID) bool {
	return d.Rights == 0 || d.Rights.Has(Administer) || d.Rights.Has(Log) && d.User == rep
}
