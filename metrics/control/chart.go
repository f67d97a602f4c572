package control

import (
	"math"

	"foresail/metrics/stat"
)

// Family says which limits fit the numbers of a series.
type Family uint8

// The families.
const (
	Individuals Family = iota // any measured value: natural limits from moving ranges
	Counts                    // whole numbers of things: Poisson limits while they are few
	Proportions               // K of N: binomial limits
)

// Factors of the mean moving range of two: three sigma and one sigma.
const (
	Three = 2.66        // rounded 3/1.128, as the books print it
	One   = Three / 3   // the one-sigma equivalent
	tail  = 0.001349898 // of a normal distribution beyond three sigma
	few   = 9           // below this mean, counts need exact limits
	least = 6           // points without which a baseline gives no limits
)

// Value is one point of a series.
type Value struct {
	X    float64
	K, N int  // of Proportions: X is K/N; of Counts: K is the count
	Gap  bool // there is no value
	Skip bool // there is one, but the baseline has to leave it out
}

// Signal is what a point is found to be.
type Signal uint8

// The signals, strongest first.
const (
	None    Signal = iota
	Above          // outside, above the upper limit
	Below          // outside, below the lower limit
	Shift          // the last of eight or more in a row on one side
	Cluster        // four of five beyond one sigma on one side
)

var signalWords = [...]string{Above: "above", Below: "below", Shift: "shift", Cluster: "cluster"}

// String gives the word of the JSON contract; "" for None.
func (s Signal) String() string { return signalWords[s] }

// Point is a value with the limits that held for it.
type Point struct {
	Value
	Limited           bool // the limits mean something
	Centre, Low, High float64
	Sigma             float64 // one-sigma equivalent
	Outside           Signal  // Above, Below or None
	Run               bool    // eight in a row end here
	Four              bool    // four of five beyond one sigma end here
}

// Signal gives the strongest signal of the point.
func (p Point) Signal() Signal {
	switch {
	case p.Outside != None:
		return p.Outside
	case p.Run:
		return Shift
	case p.Four:
		return Cluster
	}
	return None
}

// Segment is a stretch with one baseline.
type Segment struct {
	Start  int // index of its first point
	N      int // values in the baseline
	Centre float64
	Range  float64 // mean moving range
}

// Chart is a series with its limits and signals.
type Chart struct {
	Points   []Point
	Segments []Segment // the second and later ones begin with a shift
}

// Options of a chart. The zero value is a chart of individual values with a
// baseline of 12.
type Options struct {
	Family   Family
	Baseline int // values that make a baseline
	// Floor and Ceiling bound the limits where the value cannot go beyond
	// (0 for durations, 0 and 1 for shares); nil for none.
	Floor, Ceiling *float64
}

// New makes the chart of a series, oldest first.
func New(values []Value, o Options) Chart {
	if o.Baseline < least {
		o.Baseline = 12
	}
	c := Chart{Points: make([]Point, len(values))}
	for start := 0; start < len(values); {
		next := c.segment(values, start, o)
		if next <= start {
			break
		}
		start = next
	}
	return c
}

// segment fills the points from start on with the limits of the baseline that
// begins there, up to a shift, and gives the start of the next segment.
func (c *Chart) segment(values []Value, start int, o Options) int {
	l, ok := baseline(values[start:], o)
	seg := Segment{Start: start, N: l.n, Centre: l.centre, Range: l.moving}
	c.Segments = append(c.Segments, seg)
	run, side := 0, 0
	first := start
	var recent []int // sides beyond one sigma of the last points
	for i := start; i < len(values); i++ {
		p := Point{Value: values[i]}
		if ok && !p.Gap {
			l.limit(&p, o)
			s := sign(p.X - p.Centre)
			if s != side || s == 0 {
				run, side, first = 0, s, i
			}
			run++
			p.Run = s != 0 && run >= eight
			recent = append(recent, beyond(p))
			if len(recent) > five {
				recent = recent[1:]
			}
			p.Four = clustered(recent)
		}
		c.Points[i] = p
		// A run that begins after the segment does is a new process, once it
		// has points enough to judge it by.
		if p.Run && run == eight && first > start {
			return c.restart(values, first, o)
		}
	}
	return len(values)
}

const (
	eight = 8
	five  = 5
	four  = 4
)

// restart begins a segment at the first point of a run. The points of the run
// keep what they were found to be under the old limits.
func (c *Chart) restart(values []Value, first int, o Options) int {
	found := append([]Point(nil), c.Points[first:first+0]...)
	for i := first; i < len(c.Points) && (c.Points[i].Limited || c.Points[i].Gap); i++ {
		found = append(found, c.Points[i])
	}
	end := c.segment(values, first, o)
	for i, was := range found {
		p := &c.Points[first+i]
		if was.Signal() != None {
			p.Outside, p.Run, p.Four = was.Outside, was.Run, was.Four
		}
	}
	return end
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func beyond(p Point) int {
	if math.Abs(p.X-p.Centre) > p.Sigma {
		return sign(p.X - p.Centre)
	}
	return 0
}

// clustered reports whether the last point and at least three of the four
// before it lie beyond one sigma on the same side.
func clustered(recent []int) bool {
	if len(recent) < four || recent[len(recent)-1] == 0 {
		return false
	}
	n := 0
	for _, s := range recent {
		if s == recent[len(recent)-1] {
			n++
		}
	}
	return n >= four
}

// limits are what a baseline says.
type limits struct {
	n              int
	centre, moving float64
}

// baseline reads centre and mean moving range from the first values of a
// segment.
func baseline(values []Value, o Options) (limits, bool) {
	var l limits
	sum, k, of, moving, ranges := 0.0, 0, 0, 0.0, 0
	last, linked := 0.0, false
	for _, v := range values {
		if l.n == o.Baseline {
			break
		}
		if v.Gap || v.Skip {
			linked = linked && v.Gap
			continue
		}
		l.n++
		sum += v.X
		k, of = k+v.K, of+v.N
		if linked {
			moving += math.Abs(v.X - last)
			ranges++
		}
		last, linked = v.X, true
	}
	if l.n < least || ranges == 0 {
		return l, false
	}
	l.centre, l.moving = sum/float64(l.n), moving/float64(ranges)
	if o.Family == Proportions {
		if of == 0 {
			return l, false
		}
		l.centre = float64(k) / float64(of)
	}
	return l, true
}

func (l limits) limit(p *Point, o Options) {
	p.Limited, p.Centre = true, l.centre
	switch {
	case o.Family == Counts && l.centre < few:
		l.poisson(p)
	case o.Family == Proportions:
		l.binomial(p)
	default:
		p.Sigma = One * l.moving
		p.Low, p.High = l.centre-Three*l.moving, l.centre+Three*l.moving
		p.Outside = outside(p.X < p.Low, p.X > p.High)
	}
	if o.Floor != nil {
		p.Low = max(p.Low, *o.Floor)
	}
	if o.Ceiling != nil {
		p.High = min(p.High, *o.Ceiling)
	}
}

// poisson gives the smallest and largest counts that are no signal.
func (l limits) poisson(p *Point) {
	p.Sigma = math.Sqrt(l.centre)
	low, high := 0, int(math.Ceil(l.centre))
	for {
		if atMost, _ := stat.PoissonTails(low, l.centre); atMost > tail {
			break
		}
		low++
	}
	for {
		if _, atLeast := stat.PoissonTails(high+1, l.centre); atLeast <= tail {
			break
		}
		high++
	}
	p.Low, p.High = float64(low), float64(high)
	p.Outside = outside(p.X < p.Low, p.X > p.High)
}

func (l limits) binomial(p *Point) {
	n := p.N
	p.Sigma = math.Sqrt(l.centre * (1 - l.centre) / float64(max(n, 1)))
	low, high := 0, int(math.Ceil(l.centre*float64(n)))
	for low < n {
		if atMost, _ := stat.BinomialTails(low, n, l.centre); atMost > tail {
			break
		}
		low++
	}
	for high < n {
		if _, atLeast := stat.BinomialTails(high+1, n, l.centre); atLeast <= tail {
			break
		}
		high++
	}
	p.Low, p.High = float64(low)/float64(max(n, 1)), float64(high)/float64(max(n, 1))
	p.Outside = outside(p.K < low, p.K > high)
}

func outside(below, above bool) Signal {
	switch {
	case above:
		return Above
	case below:
		return Below
	}
	return None
}

// Latest gives the signal of the last point that has a value, with the index
// at which it began; None and -1 for no signal.
func (c Chart) Latest() (Signal, int) {
	for i := len(c.Points) - 1; i >= 0; i-- {
		if c.Points[i].Gap {
			continue
		}
		s := c.Points[i].Signal()
		if s == None {
			return None, -1
		}
		return s, i
	}
	return None, -1
}
