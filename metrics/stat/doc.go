// Package stat is the numeric leaf: intervals, quantiles, survival estimates
// and multiple-testing corrections, as pure functions over slices.
//
// It promises: no function changes what it is given, panics on data, reads a
// clock or draws a random number; a sample too small for an answer is a value
// (ok false), not an error. It imports gonum and the standard library only.
//
// # Decisions
//
//   - Distribution functions come from gonum; what is written here is what
//     gonum does not have (Wilson, Garwood, order-statistic intervals,
//     Kaplan–Meier, Aalen–Johansen, p-value adjustment).
//   - Quantiles are of type 7 of Hyndman and Fan (the default of R, NumPy and
//     spreadsheets), so that a person who checks a number elsewhere finds it.
//   - Intervals are two-sided with equal tails and are named by the confidence
//     level, 0.95 and not 0.05.
package stat
