package leadlag

import (
	"math"
	"math/rand/v2"
)

// resamples is how often the interval of a lag is drawn.
const resamples = 400

// interval gives the range that the lag keeps in 90 % of bootstrap samples:
// blocks of periods, of geometric length and n^⅓ on average, are drawn with
// the innovations of the outcome and all lags of the indicator together.
//
// Source: Politis and Romano, "The stationary bootstrap", JASA 89 (1994).
func (d *directed) interval(x, y *side, most int, r *rand.Rand) (low, high int) {
	view := d.sure()
	e, columns := y.news[view], y.columns(x, view, 1, most)
	hits := make([]int, most+1)
	weight := make([]float64, len(e))
	for range resamples {
		draw(weight, r)
		hits[strongest(e, columns, weight)]++
	}
	return middle(hits, resamples/20)
}

// bounds is the interval together with the run of an effect that is spread.
func (d *directed) bounds(x, y *side, most int, r *rand.Rand) (low, high int) {
	low, high = d.interval(x, y, most, r)
	if from, to, ok := d.spread(); ok {
		low, high = min(low, from), max(high, to)
	}
	return low, high
}

// draw counts how often each period comes up in one sample of blocks.
func draw(weight []float64, r *rand.Rand) {
	n := len(weight)
	clear(weight)
	turn := 1 / math.Cbrt(float64(n))
	at := 0
	for i := range n {
		if i == 0 || r.Float64() < turn {
			at = r.IntN(n)
		}
		weight[at]++
		if at++; at == n {
			at = 0
		}
	}
}

// strongest gives the lag (from 1) with the largest correlation in a sample.
func strongest(e []float64, columns [][]float64, weight []float64) int {
	best, lag := -1.0, 1
	for k, c := range columns {
		with, own := 0.0, 0.0
		for i, w := range weight {
			if w != 0 {
				v := w * c[i]
				with += v * e[i]
				own += v * c[i]
			}
		}
		if own > 0 && with*with/own > best {
			best, lag = with*with/own, k+1
		}
	}
	return lag
}

// middle gives the range of indices between which all but cut of the hits lie
// on either side.
func middle(hits []int, cut int) (low, high int) {
	for sum := 0; low < len(hits)-1; low++ {
		if sum += hits[low]; sum > cut {
			break
		}
	}
	high = len(hits) - 1
	for sum := 0; high > low; high-- {
		if sum += hits[high]; sum > cut {
			break
		}
	}
	return low, high
}

// spread reports whether an effect arrives over a run of lags, and over
// which: the run as a whole is much surer than its strongest lag.
func (d *directed) spread() (from, to int, ok bool) {
	if d.run.width < 2 || d.run.t*d.run.t < d.t*d.t+4 {
		return 0, 0, false
	}
	return d.run.from, d.run.from + d.run.width - 1, true
}

// fades reports whether the effect at a lag was clear in the first two thirds
// of the time and has weakened since, by more than chance explains (5 %, one
// side), to nothing that could be told from 0.
func (d *directed) fades(x, y *side, most int) bool {
	if d.lag < 1 || d.lag > most {
		return false
	}
	e, c := y.news[byRank], y.columns(x, byRank, d.lag, d.lag)[0]
	cut := len(e) * 2 / 3
	was, wasN := correlation(e[:cut], c[:cut])
	is, isN := correlation(e[cut:], c[cut:])
	if wasN < 12 || isN < 12 {
		return false
	}
	if d.t < 0 {
		was, is = -was, -is
	}
	se := math.Sqrt(1/(wasN-3) + 1/(isN-3))
	clear := was*math.Sqrt(wasN) > 2 && is*math.Sqrt(isN) < 1.645
	return clear && (math.Atanh(min(was, 0.999))-math.Atanh(min(max(is, -0.999), 0.999)))/se > 1.645
}

func correlation(a, b []float64) (r, n float64) {
	own := sumSquares(a) * sumSquares(b)
	if own <= 0 {
		return 0, 0
	}
	return min(max(inner(a, b)/math.Sqrt(own), -1), 1), float64(len(a))
}
