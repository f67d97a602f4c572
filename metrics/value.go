package metrics

import "foresail/metrics/stat"

// level is the confidence of every interval.
const level = 0.95

// counted is a count with its exact Poisson interval.
func counted(n int) Value {
	v := Value{Number: Float(float64(n)), N: n, K: n}
	if low, high, ok := stat.Garwood(n, level); ok {
		v.Low, v.High = Float(low), Float(high)
	}
	return v
}

// share is k of n with Wilson's interval.
func share(k, n int, why string) Value {
	if n == 0 {
		return none(why, 0)
	}
	v := Value{Number: Float(float64(k) / float64(n)), N: n, K: k, Of: n}
	if low, high, ok := stat.Wilson(k, n, level); ok {
		v.Low, v.High = Float(low), Float(high)
	}
	return v
}

// mean is a mean with Student's interval.
func mean(xs []float64, why string) Value {
	m, ok := stat.Mean(xs)
	if !ok {
		return none(why, 0)
	}
	v := Value{Number: Float(m), N: len(xs)}
	if low, high, ok := stat.MeanInterval(xs, level); ok {
		v.Low, v.High = Float(low), Float(high)
	}
	return v
}

// median is a median with the interval of order statistics.
func median(xs []float64, why string) Value {
	m, ok := stat.Median(xs)
	if !ok {
		return none(why, 0)
	}
	v := Value{Number: Float(m), N: len(xs)}
	if low, high, ok := stat.MedianInterval(xs, level); ok {
		v.Low, v.High = Float(low), Float(high)
	}
	return v
}
