package store

import "foresail/store/record"

// MayWrite refuses a type of record that the handle's grant lets nobody write,
// so that nothing need be read for it first. What it lets pass is judged when
// it is written.
func (s *Store) MayWrite(t record.Type) error {
	if s.grant == nil {
		return nil
	}
	p := permissions[t]
	if p.any.has(s.grant.Role) || p.own.has(s.grant.Role) || writeAll.has(s.grant.Role) {
		return nil
	}
	return s.grant.denies(p)
}
