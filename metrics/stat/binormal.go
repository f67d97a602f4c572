package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// BothBeyond gives the chance that of two standard normal values with
// correlation rho the one is beyond ±a and the other beyond ±b, whatever
// their signs, for a and b ≥ 0.
//
// Source: the arc integral of Plackett (1954) and of Drezner and Wesolowsky
// (1990), by Gauss and Legendre with twelve points.
func BothBeyond(a, b, rho float64) float64 {
	rho = math.Abs(rho)
	if rho >= 1-1e-9 {
		return 2 * distuv.UnitNormal.Survival(max(a, b))
	}
	alone := distuv.UnitNormal.Survival(a) * distuv.UnitNormal.Survival(b)
	arc := math.Asin(rho)
	return max(0, 4*alone+(arcIntegral(a, b, arc)-arcIntegral(a, -b, arc))/math.Pi)
}

// arcIntegral is ∫ exp(−(a²+b²−2ab·sin θ)/(2cos²θ)) dθ from 0 to arc.
func arcIntegral(a, b, arc float64) float64 {
	sum := 0.0
	for i, node := range legendreAt {
		for _, u := range [2]float64{1 - node, 1 + node} {
			s, c := math.Sincos(arc * u / 2)
			sum += legendreWeight[i] * math.Exp(-(a*a+b*b-2*a*b*s)/(2*c*c))
		}
	}
	return sum * arc / 2
}

// Nodes and weights of Gauss and Legendre with twelve points on −1..1; the
// negative nodes mirror these.
var (
	legendreAt = [6]float64{0.1252334085114689, 0.3678314989981802, 0.5873179542866175,
		0.7699026741943047, 0.9041172563704749, 0.9815606342467192}
	legendreWeight = [6]float64{0.2491470458134028, 0.2334925365383548, 0.2031674267230659,
		0.1600783285433462, 0.1069393259953184, 0.0471753363865118}
)
