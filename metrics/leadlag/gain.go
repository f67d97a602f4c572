package leadlag

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// gain is what an indicator is worth in forecasts out of sample.
type gain struct {
	share float64 // 1 − mean absolute error with / without
	p     float64 // that it is worth nothing, one-sided
	ok    bool
}

// value measures forecasts of the outcome one to lag periods ahead, made in
// turn from each period of the second half with what was known by then: once
// from the outcome's own past and once with the indicator at its lag, both by
// least squares, fitted anew each time. Whether the larger model forecasts
// better is tested as Clark and West do, since a plain comparison would favour
// the smaller one. Scale, trend, season and orders are those of the whole
// series.
//
// Source: Clark and West, Journal of Econometrics 138 (2007).
func (t *trial) value(lag, width int) gain {
	x, y := t.sides()
	f := foresight{x: x.values, y: y.values, own: len(y.phi), lag: lag, width: width, d: t.d, weak: y.weak}
	first := max(len(f.y)/2, f.own+2*lag+width+12)
	score := make([]float64, len(f.y))
	count := make([]float64, len(f.y))
	var with, without float64
	for h := 1; h <= lag; h++ {
		w, wo := f.run(h, first, score, count)
		with, without = with+w, without+wo
	}
	var f2 []float64
	for i, n := range count {
		if n > 0 {
			f2 = append(f2, score[i]/n)
		}
	}
	if len(f2) < 10 || without == 0 {
		return gain{}
	}
	return gain{1 - with/without, positive(f2, lag-1), true}
}

// foresight makes forecasts of one outcome.
type foresight struct {
	x, y       []float64
	weak       []bool
	own        int // lags of the outcome
	lag, width int
	d          int
}

// run makes the forecasts h periods ahead from every period from first on. It
// adds each one's Clark–West difference to score and gives the sums of the
// absolute errors.
func (f *foresight) run(h, first int, score, count []float64) (with, without float64) {
	small, large := newFit(f.own+1), newFit(f.own+2)
	rows := make([]float64, f.own+2)
	for t := f.start(); t+h < len(f.y); t++ {
		// Only what is known at t may be fitted: targets up to t.
		if past := t - h; past >= f.start() {
			f.row(past, h, rows)
			target := f.target(past, h)
			small.add(rows[:f.own+1], target)
			large.add(rows, target)
		}
		if t < first || f.weak[t+h] {
			continue
		}
		f.row(t, h, rows)
		a, okA := small.foretell(rows[:f.own+1])
		b, okB := large.foretell(rows)
		if !okA || !okB {
			continue
		}
		target := f.target(t, h)
		ea, eb := target-a, target-b
		score[t] += ea*ea - eb*eb + (a-b)*(a-b)
		count[t]++
		without += math.Abs(ea)
		with += math.Abs(eb)
	}
	return with, without
}

func (f *foresight) start() int { return max(f.own, f.lag+f.width) }

// target is the outcome h periods on; of a differenced one, how far it goes.
func (f *foresight) target(t, h int) float64 {
	if f.d == 0 {
		return f.y[t+h]
	}
	sum := 0.0
	for _, v := range f.y[t+1 : t+h+1] {
		sum += v
	}
	return sum
}

// row gives constant, own past and, last, the indicator, known at t.
func (f *foresight) row(t, h int, out []float64) {
	out[0] = 1
	for i := range f.own {
		out[1+i] = f.y[t-i]
	}
	sum, from := 0.0, h
	if f.d == 1 {
		from = 1
	}
	for j := from; j <= h; j++ {
		for w := range f.width {
			if at := t + j - f.lag - w; at >= 0 {
				sum += f.x[at]
			}
		}
	}
	out[f.own+1] = sum
}

// fit is a least-squares fit that grows by rows.
type fit struct {
	q      int
	normal []float64 // X'X
	right  []float64 // X'y
	rows   int
	work   []float64
	coef   []float64
}

func newFit(q int) *fit {
	return &fit{q: q, normal: make([]float64, q*q), right: make([]float64, q), work: make([]float64, q*q), coef: make([]float64, q)}
}

func (f *fit) add(row []float64, target float64) {
	for i, a := range row {
		for j, b := range row[:i+1] {
			f.normal[i*f.q+j] += a * b
		}
		f.right[i] += a * target
	}
	f.rows++
}

// foretell solves the normal equations by Cholesky and applies them to a row;
// false where they do not determine the coefficients.
func (f *fit) foretell(row []float64) (float64, bool) {
	if f.rows < f.q+5 {
		return 0, false
	}
	q, l := f.q, f.work
	for i := range q {
		for j := 0; j <= i; j++ {
			s := f.normal[i*q+j]
			for k := range j {
				s -= l[i*q+k] * l[j*q+k]
			}
			if i != j {
				l[i*q+j] = s / l[j*q+j]
				continue
			}
			if !(s > 1e-10*f.normal[i*q+i]) {
				return 0, false
			}
			l[i*q+i] = math.Sqrt(s)
		}
	}
	for i := range q {
		s := f.right[i]
		for k := range i {
			s -= l[i*q+k] * f.coef[k]
		}
		f.coef[i] = s / l[i*q+i]
	}
	out := 0.0
	for i := q - 1; i >= 0; i-- {
		for k := i + 1; k < q; k++ {
			f.coef[i] -= l[k*q+i] * f.coef[k]
		}
		f.coef[i] /= l[i*q+i]
		out += f.coef[i] * row[i]
	}
	return out, true
}

// positive gives the one-sided p-value that the mean is above 0, with the
// variance of Newey and West over lag neighbours.
func positive(v []float64, lag int) float64 {
	n, mean := float64(len(v)), 0.0
	for _, x := range v {
		mean += x / n
	}
	dev := make([]float64, len(v))
	for i, x := range v {
		dev[i] = x - mean
	}
	long := sumSquares(dev)
	for k := 1; k <= lag && k < len(v); k++ {
		long += 2 * (1 - float64(k)/float64(lag+1)) * inner(dev[k:], dev[:len(v)-k])
	}
	if long <= 0 {
		return 1
	}
	t := mean * n / math.Sqrt(long)
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Survival(t)
}
