package demo

import (
	"math"
	"math/rand/v2"

	"foresail/store/record"
)

// chance is one independent stream of random numbers.
type chance struct{ *rand.Rand }

// streams keep the parts of the world apart, so that a change in how notes
// are drawn does not change who wins a deal.
const (
	streamWeather = iota + 1 // the forces that move weekly counts
	streamPeople             // who and where
	streamDeals              // amounts and fates
	streamClock              // moments
	streamIDs
	streamHabits // how reps look after their next steps
)

func newChance(seed uint64, stream uint64) chance {
	return chance{rand.New(rand.NewPCG(seed, stream*0x9e3779b97f4a7c15))}
}

// around draws a count near a mean; spread 1 is about that of pure chance.
func (c chance) around(mean, spread float64) int {
	return max(0, int(math.Round(mean+spread*math.Sqrt(max(mean, 0))*c.NormFloat64())))
}

// hit is true with a probability.
func (c chance) hit(p float64) bool { return c.Float64() < p }

// delay draws an index by its share.
func (c chance) delay(shares []float64) int {
	x := c.Float64()
	for i, share := range shares {
		if x -= share; x < 0 {
			return i
		}
	}
	return len(shares) - 1
}

// between draws from low to high, both included.
func (c chance) between(low, high int) int { return low + c.IntN(high-low+1) }

// word draws a word by weight.
func (c chance) word(list weighted) string {
	total := 0
	for _, w := range list {
		total += w.weight
	}
	n := c.IntN(total)
	for _, w := range list {
		if n -= w.weight; n < 0 {
			return w.word
		}
	}
	return list[0].word
}

// id makes a time-ordered id (a ULID) for something recorded at a moment.
func (c chance) id(at record.Time) record.ID {
	var id record.ID
	ms := uint64(at.Unix) * 1000
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	high, low := c.Uint64(), c.Uint64()
	for i := range 8 {
		id[6+i] = byte(high >> (8 * i))
	}
	id[14], id[15] = byte(low), byte(low>>8)
	return id
}

// quota lets a share of things through evenly, without the luck of a coin.
type quota float64

// take adds a share and reports whether a whole one has come together.
func (q *quota) take(share float64) bool {
	*q += quota(share)
	if *q < 1 {
		return false
	}
	*q--
	return true
}
