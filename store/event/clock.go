package event

import (
	"errors"
	"time"

	"foresail/store/record"
)

// MaxSkew is how far ahead of the local clock a stamp from elsewhere may be
// before it is refused.
const MaxSkew = 24 * time.Hour

// ErrSkew is returned for a stamp that lies too far in the future.
var ErrSkew = errors.New("clock is too far ahead")

// Clock is a hybrid logical clock: it follows the wall clock, never goes
// back, and runs ahead of every stamp it has seen, so that what is recorded
// after something was read is ordered after it.
//
// Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014.
type Clock struct {
	Node record.Node
	Last record.Stamp // the latest stamp given or seen
}

// Next gives the stamp of the next local event at the wall clock's time.
func (c *Clock) Next(now time.Time) record.Stamp {
	s := record.Stamp{Wall: now.UnixMilli(), Node: c.Node}
	if s.Wall <= c.Last.Wall {
		s.Wall, s.Count = c.Last.Wall, c.Last.Count+1
		if s.Count == 0 { // 65,536 events in one millisecond
			s.Wall++
		}
	}
	c.Last = s
	return s
}

// Saw takes note of a stamp from elsewhere.
func (c *Clock) Saw(s record.Stamp, now time.Time) error {
	if time.UnixMilli(s.Wall).Sub(now) > MaxSkew {
		return ErrSkew
	}
	if s.Compare(c.Last) > 0 {
		c.Last = s
	}
	return nil
}
