// Package control holds process behaviour charts: which points of a series
// are signals and which are the noise that this process always has.
//
// It promises: a chart is a value made from numbers alone; a series too short
// for limits gives a chart without limits and without signals, never a guess.
// It imports metrics/stat and the standard library only.
//
// # Decisions
//
//   - Limits come from a baseline, the first points of a segment (twenty, where
//     there are as many), and are held for the points after it. Limits
//     that follow every new point would swallow the change they should show.
//   - Eight in a row on one side of the centre are a shift: a new segment with
//     its own baseline begins at the first of the eight, and says so.
//   - Twenty, because of false alarms: of 26 quiet points the last one is a
//     signal in 5 % of series with a baseline of twelve and in 3 % with twenty,
//     while a jump of four sigma is seen as often (80 %); see TestFalseAlarms.
//   - Three signals only: a point outside the limits, four of five beyond one
//     sigma on the same side, eight in a row on one side. A trend of six is no
//     rule: on charts of individual values it mostly cries wolf.
//   - The spread is the mean moving range, not the standard deviation of all
//     values, which a shift within the baseline would inflate. Moving ranges
//     do not bridge points left out.
//   - A baseline is cleared of points outside its own limits, up to three
//     times and while six are left: one wild week must not hide the next one,
//     nor pass for a shift of all that follow it.
//   - Counts with a mean below 9 (where the mean less three sigma would be
//     negative) and proportions have exact limits: each tail holds at most
//     0.00135, as three sigma of a normal distribution do.
//
// Sources: Wheeler and Chambers, Understanding Statistical Process Control;
// NIST/SEMATECH e-Handbook, section 6.3.
package control
