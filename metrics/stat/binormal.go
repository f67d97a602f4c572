package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// BothBeyond gives the chance that two standard normal values with
// correlation rho are both beyond ±z, whatever their signs, for z ≥ 0.
//
// Source: the arc integral of Plackett (1954) and Drezner and Wesolowsky
// (1990), by Gauss and Legendre with twelve points.
func BothBeyond(z, rho float64) float64 {
	tail := distuv.UnitNormal.Survival(z)
	rho = math.Abs(rho)
	if rho >= 1-1e-12 {
		return 2 * tail
	}
	return 2*quadrant(z, rho, tail) + 2*quadrant(z, -rho, tail)
}

// quadrant is P(Z₁ > z, Z₂ > z).
func quadrant(z, rho, tail float64) float64 {
	arc := math.Asin(rho)
	sum := 0.0
	for i, node := range legendreAt {
		for _, u := range [2]float64{1 - node, 1 + node} {
			s := math.Sin(arc * u / 2)
			sum += legendreWeight[i] * math.Exp(-z*z/(1+s))
		}
	}
	return math.Max(0, tail*tail+sum*arc/(4*math.Pi))
}

// Nodes and weights of Gauss and Legendre with twelve points on −1..1; the
// negative nodes mirror these.
var (
	legendreAt = [6]float64{0.1252334085114689, 0.3678314989981802, 0.5873179542866175,
		0.7699026741943047, 0.9041172563704749, 0.9815606342467192}
	legendreWeight = [6]float64{0.2491470458134028, 0.2334925365383548, 0.2031674267230659,
		0.1600783285433462, 0.1069393259953184, 0.0471753363865118}
)
