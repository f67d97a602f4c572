package store

import (
	"slices"
	"strings"

	"foresail/store/record"
	"foresail/store/say"
)

// Role says what somebody who is let in may do. The zero Role may do nothing.
type Role uint8

// The roles.
const (
	RoleViewer  Role = iota + 1 // reads team totals
	RoleRep                     // reads and writes own records, reads team totals
	RoleManager                 // reads everything; writes own records, goals, annotations and measurements
	RoleAdmin                   // reads and writes everything
)

// roleNames are the words for roles, as people type and read them.
var roleNames = [...]string{RoleViewer: "viewer", RoleRep: "rep", RoleManager: "manager", RoleAdmin: "admin"}

// Roles gives the names of all roles, from the least rights to the most.
func Roles() []string { return slices.Clone(roleNames[1:]) }

// ParseRole reads the name of a role.
func ParseRole(text string) (Role, error) {
	for i, name := range roleNames {
		if i > 0 && strings.EqualFold(name, text) {
			return Role(i), nil
		}
	}
	return 0, say.Errorf("grant.role", "text", text, "roles", strings.Join(Roles(), ", "))
}

// String gives the name of the role, "none" for one that does not exist.
func (r Role) String() string {
	if r == 0 || int(r) >= len(roleNames) {
		return "none"
	}
	return roleNames[r]
}

// roles is a set of roles.
type roles uint8

func among(some ...Role) (out roles) {
	for _, r := range some {
		out |= 1 << r
	}
	return out
}

func (s roles) has(r Role) bool { return r != 0 && s&(1<<r) != 0 }

// String lists the roles of the set.
func (s roles) String() string {
	var out []string
	for r := RoleViewer; int(r) < len(roleNames); r++ {
		if s.has(r) {
			out = append(out, r.String())
		}
	}
	return strings.Join(out, ", ")
}

// Grant says as whom and as what somebody uses a data file. The zero Grant
// allows nothing.
type Grant struct {
	Role Role
	Rep  record.ID // whose records are their own
}

// owns reports whether a record of a rep is the grantee's own. What nobody
// owns is nobody's own.
func (g Grant) owns(rep record.ID) bool { return !rep.IsZero() && rep == g.Rep }

// whole reports whether the grant lets everything be read.
func (g Grant) whole() bool { return g.Role == RoleManager || g.Role == RoleAdmin }

// class is the grant as far as reading goes: those of one class see the same.
func (g Grant) class() Grant {
	switch {
	case g.whole():
		return Grant{Role: RoleManager}
	case g.Role == RoleRep && !g.Rep.IsZero():
		return g
	case g.Role == RoleRep:
		return Grant{}
	}
	return Grant{Role: g.Role}
}
