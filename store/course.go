package store

import "context"

// The shares of its time that a check takes for its stages: measured with a
// million activities.
const (
	shareCopy    = 0.01
	sharePages   = 0.01
	shareLog     = 0.06
	shareFold    = 0.44
	shareCompare = 0.48
)

// course tells how far something is that has several stages, and ends it when
// nobody waits any more.
type course struct {
	ctx         context.Context
	tell        func(share float64) // nil for nobody
	from, width float64             // of the stage
	done, total int64               // in the stage
	told        float64
}

// tellEvery is the share after which it is told how far it is.
const tellEvery = 0.002

// begin begins a stage of total steps, after which a share more is done.
func (c *course) begin(share float64, total int64) {
	c.from, c.width = c.from+c.width, share
	c.done, c.total = 0, max(total, 1)
	c.say(c.from)
}

func (c *course) step(n int64) error {
	c.done += n
	c.say(c.from + c.width*min(float64(c.done)/float64(c.total), 1))
	return c.ctx.Err()
}

func (c *course) say(share float64) {
	if c.tell != nil && (share-c.told >= tellEvery || share == 0) {
		c.told = share
		c.tell(share)
	}
}
