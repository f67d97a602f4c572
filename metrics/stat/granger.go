package stat

import "gonum.org/v1/gonum/stat/distuv"

// Granger is the F test that the past of x says nothing about y beyond y's
// own past, at one fixed order.
type Granger struct {
	F, P     float64
	DF1, DF2 int
}

// GrangerTest tests whether x helps to foretell y, with order lags of each,
// as grangertest of R's lmtest does. It is false where too few values or
// constant ones leave nothing to test. Trend and season are the caller's.
//
// Source: Granger, Econometrica 37 (1969).
func GrangerTest(x, y []float64, order int) (Granger, bool) {
	n := min(len(x), len(y))
	rows := n - order
	free := rows - 2*order - 1
	if order < 1 || free < 1 {
		return Granger{}, false
	}
	var own Basis
	own.Add(ones(rows))
	for k := 1; k <= order; k++ {
		own.Add(y[order-k : n-k])
	}
	narrow := own.Residual(y[order:n])
	both := own.Clone()
	added := 0
	for k := 1; k <= order; k++ {
		if both.Add(x[order-k : n-k]) {
			added++
		}
	}
	wide := both.Residual(y[order:n])
	left := dot(wide, wide)
	if added == 0 || left <= 1e-24*dot(y, y) {
		return Granger{}, false
	}
	free = rows - both.Rank()
	f := (dot(narrow, narrow) - left) / float64(added) / (left / float64(free))
	p := distuv.F{D1: float64(added), D2: float64(free)}.Survival(max(f, 0))
	return Granger{f, p, added, free}, true
}
