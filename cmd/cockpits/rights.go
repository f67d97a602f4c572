package cockpits

import (
	"foresail/store"
	"foresail/tui/panel"
)

// seesAll is what those have in common who see the whole file.
const seesAll = panel.SeeTeam

// rights say what the screen offers to each role. The store refuses the rest,
// so a mistake here shows or hides a key and opens nothing.
var rights = map[store.Role]panel.Rights{
	store.RoleViewer: panel.SeeTotals,
	store.RoleRep:    panel.SeeTotals | panel.SeeOwn | panel.Log,
	store.RoleManager: panel.SeeTotals | panel.SeeOwn | panel.SeeTeam | panel.Log |
		panel.HandOver | panel.SetGoals | panel.Annotate | panel.Measure,
	store.RoleAdmin: panel.AllRights,
}

// rightsOf gives the rights of a grant; whoever has no role may see the
// totals only, which the store then refuses too.
func rightsOf(g store.Grant) panel.Rights {
	if r, ok := rights[g.Role]; ok {
		return r
	}
	return panel.SeeTotals
}
