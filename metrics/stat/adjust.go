package stat

import (
	"cmp"
	"slices"
)

// BenjaminiHochberg adjusts p-values so that rejecting those at most q keeps
// the share of false discoveries below q, for independent or positively
// dependent tests. The result is in the order given.
//
// Source: Benjamini and Hochberg, JRSS B 57 (1995).
func BenjaminiHochberg(p []float64) []float64 { return stepUp(p, 1) }

// BenjaminiYekutieli adjusts p-values likewise for tests with any dependence.
//
// Source: Benjamini and Yekutieli, Annals of Statistics 29 (2001).
func BenjaminiYekutieli(p []float64) []float64 {
	sum := 0.0
	for i := range p {
		sum += 1 / float64(i+1)
	}
	return stepUp(p, sum)
}

func stepUp(p []float64, factor float64) []float64 {
	order := ranks(p)
	out := make([]float64, len(p))
	least, m := 1.0, float64(len(p))
	for i := len(order) - 1; i >= 0; i-- {
		least = min(least, factor*m/float64(i+1)*p[order[i]])
		out[order[i]] = least
	}
	return out
}

func ranks(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	return order
}
