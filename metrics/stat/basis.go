package stat

import "math"

// Basis is an orthonormal basis of the columns added to it: what a regression
// on them leaves over is what Residual gives. Columns that others already
// explain are not added. The zero Basis is empty.
//
// Source: modified Gram–Schmidt with one reorthogonalisation; Björck,
// Numerical Methods for Least Squares Problems (1996), section 2.4.
type Basis struct {
	columns [][]float64
	coef    [][]float64 // of column j on the ones before, then its own length
}

// Rank gives the number of columns kept.
func (b *Basis) Rank() int { return len(b.columns) }

// Clone gives a basis that can grow on its own; the columns are shared and
// never changed.
func (b *Basis) Clone() *Basis {
	return &Basis{b.columns[:len(b.columns):len(b.columns)], b.coef[:len(b.coef):len(b.coef)]}
}

// collinear is the share of a column's length below which what the others
// leave of it counts as nothing.
const collinear = 1e-9

// Add takes in a column and reports whether it brought anything new. The
// column is copied.
func (b *Basis) Add(column []float64) bool {
	v := append([]float64(nil), column...)
	coef := make([]float64, len(b.columns)+1)
	length := math.Sqrt(dot(v, v))
	for range 2 {
		for j, q := range b.columns {
			c := dot(q, v)
			coef[j] += c
			axpy(-c, q, v)
		}
	}
	rest := math.Sqrt(dot(v, v))
	if !(rest > collinear*length) {
		return false
	}
	for i := range v {
		v[i] /= rest
	}
	coef[len(b.columns)] = rest
	b.columns, b.coef = append(b.columns, v), append(b.coef, coef)
	return true
}

// Residual gives what the columns do not explain of v, which is not changed.
func (b *Basis) Residual(v []float64) []float64 {
	out := append([]float64(nil), v...)
	b.Reduce(out)
	return out
}

// Reduce is Residual in place.
func (b *Basis) Reduce(v []float64) {
	for _, q := range b.columns {
		axpy(-dot(q, v), q, v)
	}
}

// Coefficients gives the regression coefficients of v on the columns kept, in
// the order in which they were added.
func (b *Basis) Coefficients(v []float64) []float64 {
	rest := append([]float64(nil), v...)
	out := make([]float64, len(b.columns))
	for j, q := range b.columns {
		out[j] = dot(q, rest)
		axpy(-out[j], q, rest)
	}
	for j := len(out) - 1; j >= 0; j-- {
		for i := j + 1; i < len(out); i++ {
			out[j] -= b.coef[i][j] * out[i]
		}
		out[j] /= b.coef[j][j]
	}
	return out
}

func axpy(a float64, x, y []float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += a * v
	}
}
