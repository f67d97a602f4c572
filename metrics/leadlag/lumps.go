package leadlag

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"foresail/metrics/stat"
)

// Bounds of what counts as lumpy.
const (
	lumpyFrom = 4  // one value fills more than one in so many periods
	busiest   = 15 // fewest periods with another value that anything is said about
)

// lumps says how a series of few happenings is filled: most periods hold one
// value (of sales, 0), and only those that do not, the others, carry news.
type lumps struct {
	lumpy  bool
	others int
}

// lumpsOf counts the most frequent value among those not weak.
func lumpsOf(v []float64, weak []bool) lumps {
	times := map[float64]int{}
	most, all := 0, 0
	for t, x := range v {
		if weak[t] {
			continue
		}
		all++
		times[x]++
		most = max(most, times[x])
	}
	return lumps{lumpyFrom*most > all, all - most}
}

// sparse reports whether too little happens in the series for any claim.
func (l lumps) sparse() bool { return l.lumpy && l.others < busiest }

// plain gives the deviations from the mean in standard deviations, at most
// outlying; of weak values 0. It is what a lumpy series is compared by in every
// view: its ranks differ only by the trend and season fitted to it, which they
// would blow up to the size of what happened, and so would deviations measured
// by their median.
func plain(v []float64, weak []bool) []float64 {
	own := make([]float64, 0, len(v))
	for i, x := range v {
		if !weak[i] {
			own = append(own, x)
		}
	}
	middle, _ := stat.Mean(own)
	spread := math.Sqrt(sumSquares(centre(own)) / float64(max(len(own), 1)))
	out := make([]float64, len(v))
	if !(spread > 0) {
		return out
	}
	for i, x := range v {
		if !weak[i] {
			out[i] = min(max((x-middle)/spread, -outlying), outlying)
		}
	}
	return out
}

// Draws of a shuffled p-value: it ends when so many of them were as extreme.
const (
	shuffleHits  = 20
	shuffleLeast = 5000
	shuffleMost  = 100_000
	shuffleFrom  = 0.05 // p-values above it need none
	shuffleBlock = 26   // periods within which the order is drawn, so that times in which more happens stay so
)

// shuffler draws the order of an outcome's innovations anew, for p-values of
// lumpy series: few happenings that fall on few others by chance are more
// frequent than Student's t says. The numbers are drawn alike for every pair,
// so that none depends on which others are looked at.
type shuffler struct {
	seed  uint64
	draws int
}

// shuffles gives the shuffler for an analysis of so many pairs: the smallest
// p-value it can give has to survive the correction for all of them.
func shuffles(seed uint64, pairs int, level float64) shuffler {
	draws := int(4 * float64(pairs) / level)
	return shuffler{seed, min(max(draws, shuffleLeast), shuffleMost)}
}

// p gives the larger of before and the share of orders of e in which extreme
// holds, by Besag and Clifford's sequential test.
//
// Source: Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78
// (1991).
func (s shuffler) p(before float64, e []float64, extreme func([]float64) bool) float64 {
	if before > shuffleFrom || s.draws == 0 {
		return before
	}
	r := rand.New(rand.NewPCG(s.seed, 0x1eadb))
	e = append([]float64(nil), e...)
	block := (len(e) + len(e)/shuffleBlock) / (len(e)/shuffleBlock + 1)
	hits := 0
	for n := 1; n <= s.draws; n++ {
		for from := 0; from < len(e); from += block {
			part := e[from:min(from+block, len(e))]
			r.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		}
		if extreme(e) {
			if hits++; hits == shuffleHits {
				return max(before, float64(hits)/float64(n))
			}
		}
	}
	return max(before, float64(hits+1)/float64(s.draws+1))
}

// shuffled pays for few happenings: p of a search by the orders in which any
// run comes to as much as the best one did, by its weight.
func (s *search) shuffled(e []float64, columns [][]float64, from int, by shuffler) {
	if s.p > shuffleFrom || len(s.runs) == 0 {
		return
	}
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: s.free}
	least := s.best.one / s.best.weight
	bound := make([]float64, len(s.runs)) // of the sum of a run's products
	for i, h := range s.runs {
		bound[i] = math.Inf(1)
		if own := min(least*h.weight, 1); own > 0 && h.norm > 0 {
			t := student.Quantile(1 - own/2)
			bound[i] = h.norm * t / math.Sqrt(s.free+t*t) * (1 - 1e-9)
		}
	}
	with := make([]float64, len(columns)+1)
	s.p = by.p(s.p, e, func(e []float64) bool {
		for k, c := range columns {
			with[k+1] = with[k] + inner(c, e) // summed up
		}
		for i, h := range s.runs {
			at := h.from - from
			if math.Abs(with[at+h.width]-with[at]) >= bound[i] {
				return true
			}
		}
		return false
	})
}
