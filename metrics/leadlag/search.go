package leadlag

import (
	"math"

	"foresail/metrics/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// widths are the lengths of the runs of neighbouring lags that are tested as
// one effect, beside the single lags: an effect that arrives over some weeks
// is weak at each of them.
var widths = [...]int{1, 2, 4}

// run is one hypothesis: the effects at lags from…from+width−1, added up.
type run struct {
	from, width int
	r, t        float64 // partial correlation and its t value
	one         float64 // p-value if it were the only one
	weight      float64 // its share of the error allowed, not normed
	norm        float64 // length of the columns added up
}

// search is the test of many runs at once.
type search struct {
	p    float64 // of the strongest run, with the search paid for
	best run     // the one that makes p
	runs []run
	free float64     // degrees of freedom of each t
	gram [][]float64 // inner products of the columns, while searching
}

// scan tests whether the columns (the indicator from, from+1 … periods before,
// as the outcome's own past leaves it) go with the outcome's innovations. Each
// single lag and each run is a t test. Short lags get more of the error
// allowed than long ones, by 1/√lag, since long delays are rare.
func scan(e []float64, columns [][]float64, from int, free float64) search {
	s := search{p: 1, free: free, gram: gramOf(columns)}
	if free < 3 || len(columns) == 0 {
		return s
	}
	with := make([]float64, len(columns))
	for k, c := range columns {
		with[k] = inner(c, e)
	}
	s.hypotheses(with, from)
	least := math.Inf(1)
	for _, h := range s.runs {
		if c := h.one / h.weight; c < least {
			least, s.best = c, h
		}
	}
	s.p = s.price(least, from)
	s.gram = nil // n² numbers a pair are not kept
	return s
}

func (s *search) hypotheses(with []float64, from int) {
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: s.free}
	for _, w := range widths {
		if w > 1 && len(with) < 2*w {
			break
		}
		for at := 0; at+w <= len(with); at++ {
			h := run{from: from + at, width: w, one: 1}
			h.weight = 1 / math.Sqrt(float64(h.from)+float64(w-1)/2)
			if own := s.common(at, w, at, w); own > 1e-12 {
				top := 0.0
				for _, c := range with[at : at+w] {
					top += c
				}
				h.norm = math.Sqrt(own)
				h.r = min(max(top/h.norm, -1), 1)
				h.t = tOf(h.r, s.free)
				h.one = 2 * student.Survival(math.Abs(h.t))
			}
			s.runs = append(s.runs, h)
		}
	}
}

// tOf gives Student's t of a correlation.
func tOf(r, free float64) float64 { return r * math.Sqrt(free/math.Max(1-r*r, 1e-12)) }

// common gives the inner product of the columns added up over two runs.
func (s *search) common(a, aw, b, bw int) float64 {
	sum := 0.0
	for _, row := range s.gram[a : a+aw] {
		for _, g := range row[b : b+bw] {
			sum += g
		}
	}
	return sum
}

// price gives the chance that any run comes to a p-value of least times its
// weight where none has an effect, by the bound of Hunter and Worsley:
// P(any) ≤ Σ P(one) − Σ P(both of neighbours), over a tree in which each run
// hangs on the earlier one that it resembles most.
//
// Source: Worsley, "An improved Bonferroni inequality and applications",
// Biometrika 69 (1982).
func (s *search) price(least float64, from int) float64 {
	at := make(map[[2]int]int, len(s.runs))
	beyond := make([]float64, len(s.runs))
	p := 0.0
	for i, h := range s.runs {
		at[[2]int{h.from, h.width}] = i
		own := min(least*h.weight, 1)
		p += own
		if own >= 1 || own <= 0 {
			continue
		}
		beyond[i] = -distuv.UnitNormal.Quantile(own / 2)
		like, near := 0.0, -1
		for _, n := range elders(h) {
			if j, ok := at[n]; ok {
				if rho := s.likeness(h, s.runs[j], from); rho > like {
					like, near = rho, j
				}
			}
		}
		if near >= 0 && beyond[near] > 0 {
			p -= min(stat.BothBeyond(beyond[i], beyond[near], like), own)
		}
	}
	return min(max(p, 0), 1)
}

// elders are the runs tested before h that resemble it.
func elders(h run) [][2]int {
	half := h.width / 2
	out := [][2]int{{h.from - 1, h.width}}
	for d := 0; half > 0 && d <= half; d++ {
		out = append(out, [2]int{h.from + d, half})
	}
	return out
}

func (s *search) likeness(a, b run, from int) float64 {
	i, j := a.from-from, b.from-from
	own := s.common(i, a.width, i, a.width) * s.common(j, b.width, j, b.width)
	if own <= 1e-24 {
		return 0
	}
	return min(math.Abs(s.common(i, a.width, j, b.width))/math.Sqrt(own), 1)
}

func gramOf(columns [][]float64) [][]float64 {
	g := make([][]float64, len(columns))
	for i := range g {
		g[i] = make([]float64, len(columns))
	}
	for i, a := range columns {
		for j := i; j < len(columns); j++ {
			g[i][j] = inner(a, columns[j])
			g[j][i] = g[i][j]
		}
	}
	return g
}

func inner(a, b []float64) float64 {
	s := 0.0
	b = b[:len(a)]
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

// together combines the p-values of tests that look at the same thing in
// different ways, whatever their dependence: a result that both share costs
// nothing, one that only one of two sees costs a factor of two.
//
// Source: Liu and Xie, "Cauchy combination test", JASA 115 (2020).
func together(ps ...float64) float64 {
	sum := 0.0
	for _, p := range ps {
		switch {
		case p <= 0:
			return 0
		case p < 1e-15:
			sum += 1 / (math.Pi * p)
		default:
			// A p of exactly 1 would outweigh everything.
			sum += math.Tan((0.5 - min(p, 0.99)) * math.Pi)
		}
	}
	t := sum / float64(len(ps))
	if t > 1e15 {
		return 1 / (math.Pi * t)
	}
	return 0.5 - math.Atan(t)/math.Pi
}
