package logbook

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
)

// about opens an activity that another tab pointed to. Such pointers are to
// what was done lately: one that is not among what is read, nor on the newest
// page, is let go, and the list stays where that is.
func (p *logbook) about(ref record.Ref) tea.Cmd {
	p.open, p.sought = false, ref
	if p.seek() {
		return nil
	}
	*p.list.Find = panel.Find{}
	return p.read(fresh)
}

// seek brings the cursor to the activity that is sought and opens it, if it is
// among what is read.
func (p *logbook) seek() bool {
	i := slices.IndexFunc(p.rows, func(a record.Activity) bool { return a.Ref == p.sought && !p.sought.IsZero() })
	if i < 0 {
		return false
	}
	p.list.To(i)
	p.open, p.page, p.sought = true, page.Page{}, record.Ref{}
	return true
}
