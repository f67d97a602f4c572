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
}

// found is what a search over lags came to.
type found struct {
	p     float64 // of the strongest run, with the search paid for
	best  run     // strongest of all
	lags  []run   // the single lags 1, 2 …
	free  float64 // degrees of freedom of each t
	rows  int
	gram  [][]float64 // of the columns, residuals scaled to length 1
	waves [][]float64 // the columns themselves
	error []float64   // the outcome's innovations, scaled to length 1
}

// search tests whether the columns (the indicator 1, 2 … periods before, as
// the outcome's own past leaves it) go with the outcome's innovations. Each
// single lag and each run is a t test; the p-value of the strongest is
// multiplied by what the search costs, by the bound of Hunter and Worsley:
// P(any beyond) ≤ Σ P(one) − Σ P(both of neighbours), over a tree in which each
// hypothesis hangs on the earlier one that it resembles most.
//
// Source: Worsley, "An improved Bonferroni inequality and applications",
// Biometrika 69 (1982).
func search(e []float64, columns [][]float64, free float64) found {
	f := found{p: 1, free: free, rows: len(e), error: e, waves: columns, gram: gramOf(columns)}
	if free < 3 || len(columns) == 0 {
		return f
	}
	with := make([]float64, len(columns))
	for k, c := range columns {
		with[k] = inner(c, e)
	}
	runs := f.runs(with)
	if len(runs) == 0 {
		return f
	}
	for _, h := range runs {
		if h.width == 1 {
			f.lags = append(f.lags, h)
		}
		if f.best.width == 0 || math.Abs(h.t) > math.Abs(f.best.t) {
			f.best = h
		}
	}
	f.p = f.price(runs, math.Abs(f.best.t))
	return f
}

// runs works out every hypothesis.
func (f *found) runs(with []float64) []run {
	var out []run
	for _, w := range widths {
		if w > 1 && len(with) < 2*w {
			break
		}
		for at := 0; at+w <= len(with); at++ {
			top := 0.0
			for j := range w {
				top += with[at+j]
			}
			h := run{from: at + 1, width: w}
			if own := f.common(h, h); own > 1e-12 {
				h.r = top / math.Sqrt(own)
				h.t = h.r * math.Sqrt(f.free/math.Max(1-h.r*h.r, 1e-12))
			}
			out = append(out, h)
		}
	}
	return out
}

// common gives the inner product of the added-up columns of two runs.
func (f *found) common(a, b run) float64 {
	s := 0.0
	for i := a.from - 1; i < a.from-1+a.width; i++ {
		for j := b.from - 1; j < b.from-1+b.width; j++ {
			s += f.gram[i][j]
		}
	}
	return s
}

// price gives the chance that any run is as strong as t where none has an
// effect.
func (f *found) price(runs []run, t float64) float64 {
	one := 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: f.free}.Survival(t)
	if one <= 0 {
		return 0
	}
	z := -distuv.UnitNormal.Quantile(one / 2)
	p, at := 0.0, map[[2]int]int{}
	for i, h := range runs {
		at[[2]int{h.from, h.width}] = i
		p += one
		rho := 0.0
		for _, n := range elders(h) {
			if j, ok := at[n]; ok {
				rho = max(rho, f.likeness(h, runs[j]))
			}
		}
		if rho > 0 {
			p -= min(stat.BothBeyond(z, rho), one)
		}
	}
	return min(max(p, one), 1)
}

// elders are the runs tested before h that resemble it.
func elders(h run) [][2]int {
	half := h.width / 2
	out := [][2]int{{h.from - 1, h.width}}
	if half > 0 {
		for d := 0; d <= half; d++ {
			out = append(out, [2]int{h.from + d, half})
		}
	}
	return out
}

func (f *found) likeness(a, b run) float64 {
	own := f.common(a, a) * f.common(b, b)
	if own <= 1e-24 {
		return 0
	}
	return min(math.Abs(f.common(a, b))/math.Sqrt(own), 1)
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
