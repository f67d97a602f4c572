package store

import (
	"foresail/store/record"
	"foresail/store/say"
)

// As gives a handle on the same open file under which everything that is read
// and written is held to a grant. It shares the queue of commits and the
// snapshots with the others. A handle that is under a grant already gives no
// other: what it gives may do nothing.
func (s *Store) As(g Grant) *Store {
	if s.grant != nil {
		g = Grant{}
	}
	return &Store{shared: s.shared, grant: &g}
}

// Grant gives the grant that the handle is under, and false for that of the
// file's owner, who may do everything.
func (s *Store) Grant() (Grant, bool) {
	if s.grant == nil {
		return Grant{}, false
	}
	return *s.grant, true
}

// The roles that may use a method.
var (
	readAll    = among(RoleManager, RoleAdmin)
	readSome   = among(RoleViewer, RoleRep, RoleManager, RoleAdmin)
	recordSome = among(RoleRep, RoleManager, RoleAdmin)
	writeAll   = among(RoleAdmin)
	nobodyElse = among() // only the file's owner
)

// permit refuses what the handle's grant is not among; what is the key of the
// refusal.
func (s *Store) permit(may roles, what string) error {
	if s.grant == nil || may.has(s.grant.Role) {
		return nil
	}
	return s.grant.refuse(what, may)
}

// refuse says what is not allowed, and who may do it.
func (g Grant) refuse(what string, may roles) error {
	if g.Role == 0 {
		what = "nothing"
	}
	return say.Because(ErrNotAllowed, "grant.no."+what, "role", g.Role, "may", may)
}

// denies says why the grant lets nothing of a type be written: that is for other
// roles, the role only looks, or the grant stands for no rep whose own it could
// be.
func (g Grant) denies(p permission) error {
	switch {
	case p.own == 0:
		return g.refuse(p.what, p.any)
	case !p.own.has(g.Role):
		return g.refuse("writing", p.any|p.own)
	}
	return g.refuse("nobody", p.any)
}

// signs refuses facts told by another rep than the grant's.
func (s *Store) signs(by record.ID) error {
	if s.grant == nil || s.grant.Role == RoleAdmin || s.grant.owns(by) {
		return nil
	}
	switch {
	case !recordSome.has(s.grant.Role):
		return s.grant.refuse("writing", recordSome)
	case s.grant.Rep.IsZero():
		return s.grant.refuse("nobody", writeAll)
	}
	return s.grant.refuse("signing", writeAll)
}
