package leadlag

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// moderate is the partial correlation of an effect that must not stay hidden
// for the verdict to be none: a quarter of what is new in the outcome comes
// from the indicator.
const moderate = 0.5

// weak is the partial correlation of an effect that is told to be hard to see.
const weak = 0.3

// least gives the partial correlation below which n periods would not show an
// effect at an error level shared by so many pairs and lags; see enough.
func least(level float64, pairs, lags, used, n int) float64 {
	free := float64(n - 3 - used)
	if free < 1 {
		return 1
	}
	each := level / float64(max(pairs, 1)) / (1.7 * float64(max(lags, 1)))
	return math.Tanh(distuv.UnitNormal.Quantile(1-each/2) / math.Sqrt(free))
}

// enough gives the number of periods that find an effect of partial
// correlation r with a chance of 80 %, at an error level shared by so many
// pairs and lags, when used parameters are estimated beside it.
//
// Fisher's z of a correlation has the standard deviation 1/√(n−3); the search
// over L lags and their runs costs about as much as 1.7·L tests.
func enough(r, level float64, pairs, lags, used int) int {
	r = math.Abs(r)
	if r < 0.02 {
		return math.MaxInt32
	}
	each := level / float64(max(pairs, 1)) / (1.7 * float64(max(lags, 1)))
	z := distuv.UnitNormal.Quantile(1-each/2) + distuv.UnitNormal.Quantile(0.8)
	if r > 0.99 {
		r = 0.99
	}
	n := math.Pow(z/math.Atanh(r), 2) + 3 + float64(used)
	return max(shortest, int(math.Ceil(n)))
}
