package panel

import (
	"foresail/store/record"
	"foresail/tui/keymap"
)

// Rights are what a user may be allowed to do, one thing or several.
type Rights uint16

// The rights.
const (
	SeeTotals  Rights = 1 << iota // the sums of the team
	SeeOwn                        // own records and numbers
	SeeTeam                       // the records and numbers of every rep
	Log                           // record own activities, deals, accounts and contacts, and correct them
	HandOver                      // say who owns a deal or account, whoever it is now
	SetGoals                      // set goals
	Annotate                      // note outside events
	Measure                       // record measurements
	Administer                    // record for others; settings, reps, kinds, stages
	Files                         // read and write files of the machine, which is the user's own
)

// AllRights are those of the owner of a file.
const AllRights = Files<<1 - 1

// Has reports whether all of some rights are among these.
func (s Rights) Has(some Rights) bool { return s&some == some }

// May reports whether the user may do something: what may not be done is not
// offered, and refused where it is tried.
func (e *Env) May(r Rights) bool { return e.Rights == 0 || e.Rights.Has(r) }

// Mine reports whether a record that a rep owns is the user's to change.
func (d Data) Mine(rep record.ID) bool {
	return d.Rights == 0 || d.Rights.Has(Administer) || d.Rights.Has(Log) && d.User == rep
}

// MineDeal reports whether a deal is the user's to change.
func (d Data) MineDeal(id record.ID) bool {
	deal := d.Book.Deals[id]
	return deal == nil || d.Mine(deal.Now.Rep)
}

// MineAccount reports whether an account is the user's to change: one that is
// nobody's is everybody's.
func (d Data) MineAccount(id record.ID) bool {
	a := d.Book.Accounts[id]
	return a == nil || d.Mine(a.Rep) || a.Rep.IsZero() && d.Rights.Has(Log)
}

// MineContact reports whether a contact is the user's to change: whoever
// entered it may, and whose account it is at.
func (d Data) MineContact(c *record.Contact) bool {
	if d.Rights == 0 || d.Rights.Has(Administer) {
		return true
	}
	if e := c.Entity(); len(e.Changes) > 0 && d.Mine(e.Changes[0].By) {
		return true
	}
	return !c.Account.IsZero() && d.MineAccount(c.Account)
}

// Keeper is a panel that shows what is not all its user's to change.
type Keeper interface {
	// Theirs reports whether an action would change somebody else's record, as
	// the cursor stands: it is not offered then, and refused at the key.
	Theirs(keymap.Action) bool
}
