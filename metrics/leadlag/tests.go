package leadlag

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// directed is the test whether one series moves before the other, looked at in
// every view.
type directed struct {
	p    float64
	view [views]search
	lag  int     // of the strongest single lag, 1 …
	run  run     // the run of the view that is surer
	t    float64 // of the strongest single lag, mean of the views
	ts   []float64
}

// before tests whether x moves before y, beyond what y's own past says.
func before(x, y *side, most int, by shuffler) directed {
	if !x.ok || !y.ok || most < 1 {
		return directed{p: 1}
	}
	var d directed
	for v := range d.view {
		columns := y.columns(x, v, 1, most)
		d.view[v] = scan(y.news[v], columns, 1, y.free)
		if x.lumps.lumpy || y.lumps.lumpy {
			d.view[v].shuffled(y.news[v], columns, 1, by)
		}
	}
	d.conclude(most)
	return d
}

// beyondNow gives t of the run that showed a lead, once what x does in the same
// period is taken out of both: a lead that is only the echo of a common
// movement of persistent series has none left. The sign is that of the lead's.
func (d *directed) beyondNow(x, y *side) float64 {
	v := d.sure()
	c := y.shifted(x.lumps.seen(x.values, x.weak, v)[len(y.phi):], 0, d.run.from+d.run.width-1)
	e := without(y.news[v], c[0])
	sum := make([]float64, len(e))
	for _, w := range c[d.run.from:] {
		for i, x := range w {
			sum[i] += x
		}
	}
	t := tOf(inner(e, without(sum, c[0])), y.free-1)
	if d.run.t < 0 {
		return -t
	}
	return t
}

// sure gives the view that is surer of a lead.
func (d *directed) sure() int {
	if d.view[byValue].p < d.view[byRank].p {
		return byValue
	}
	return byRank
}

// without gives v less its part along a column of length 1, with length 1.
func without(v, column []float64) []float64 {
	out := append([]float64(nil), v...)
	along := inner(v, column)
	for i, c := range column {
		out[i] -= along * c
	}
	if !unit(out) {
		clear(out)
	}
	return out
}

func (d *directed) conclude(most int) {
	d.p = together(d.view[byRank].p, d.view[byValue].p)
	d.run = d.view[d.sure()].best
	d.ts = make([]float64, most)
	for _, s := range d.view {
		for i := 0; i < most && i < len(s.runs); i++ { // single lags come first
			d.ts[i] += s.runs[i].t / views
		}
	}
	for i, t := range d.ts {
		if d.lag == 0 || math.Abs(t) > math.Abs(d.t) {
			d.lag, d.t = i+1, t
		}
	}
}

// r gives the partial correlation at the strongest single lag, mean of the
// views.
func (d *directed) r() float64 {
	sum := 0.0
	for _, s := range d.view {
		if d.lag >= 1 && d.lag <= len(s.runs) {
			sum += s.runs[d.lag-1].r / views
		}
	}
	return sum
}

// now is the test whether both move in the same period, beyond what each one's
// own past says.
type now struct {
	p, r, t float64
}

func same(x, y *side, by shuffler) now {
	if !x.ok || !y.ok {
		return now{p: 1}
	}
	free := min(x.free, y.free)
	if free < 3 {
		return now{p: 1}
	}
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: free}
	var out now
	var ps [views]float64
	for v := range ps {
		a, b := x.news[v], y.news[v]
		n := min(len(a), len(b))
		a, b = a[len(a)-n:], b[len(b)-n:]
		r := min(max(inner(a, b), -1), 1)
		ps[v] = 2 * student.Survival(math.Abs(tOf(r, free)))
		if x.lumps.lumpy || y.lumps.lumpy {
			bound := math.Abs(r) * (1 - 1e-9)
			ps[v] = by.p(ps[v], b, func(b []float64) bool { return math.Abs(inner(a, b)) >= bound })
		}
		out.r += r / views
	}
	out.t, out.p = tOf(out.r, free), together(ps[:]...)
	return out
}
