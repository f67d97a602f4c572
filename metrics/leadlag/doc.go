// Package leadlag says which indicators move before which outcomes, by how
// many periods, in which direction, and how sure that is. It never says cause.
//
// It promises: pure functions of the numbers given (no clock, no file, no
// global state); the same input, Options and seed give the same Report with
// any number of workers; missing periods, zeros, constant and short series are
// values with a reason, never errors or panics; a false lead among the pairs
// of an analysis stays as rare as Options.Level says. It imports metrics/stat,
// gonum and the standard library; what it says in words are message keys.
//
// # How a pair is tested
//
//  1. Stretch: the periods that both series cover. Gaps are bridged for the
//     filters and count in no correlation.
//  2. Scale: counts of rare things by their root, other positive numbers by
//     root or logarithm where the spread grows with the level.
//  3. Trend and season: a line, those harmonics of the unit's seasons that the
//     series shows, and the places of the calendar (weeks of the year, days of
//     the month) that are off each time, estimated on quasi-differences.
//  4. Differences: both are differenced once where either wanders (KPSS about a
//     line refuses stationarity at 5 % and Dickey–Fuller does not refuse a unit
//     root).
//  5. The outcome is regressed on its own past (order by AICc): what is left
//     is new in each period. The indicator is filtered by the outcome's
//     autoregression, as generalised least squares asks for, shifted by 1…L
//     periods and cleared of the outcome's past.
//  6. Single lags and runs of 2 and 4 neighbouring lags are t tests. The best
//     of them pays for the search by the bound of Hunter and Worsley, which
//     uses how alike neighbours are. Done by ranks and by values; the two are
//     combined after Cauchy. One p-value a pair.
//     Lumpy series, of which one value fills more than a quarter, have neither
//     ranks nor robust deviations (lumps.go says why), and their p-values are
//     those of shuffled innovations; with fewer than 15 periods of another
//     value nothing is claimed.
//  7. The same the other way round, and for the same period.
//  8. Benjamini and Hochberg (or Yekutieli) over all pairs.
//
// # Verdicts
//
// leads: the q of step 8 is within the level; the reverse direction is not
// there or clearly weaker; and where both also move in the same period,
// something is left that this does not explain. follows: the same with the
// roles changed. coincident: the same period holds, or both directions do.
// none: an effect of partial correlation 0.5 would have been found with a
// chance of 80 %, and nothing hints at one. insufficient: the rest, with the
// number of periods that would settle it.
//
// # Limits
//
// Where a series is not what the steps above take it for, more false leads come
// than the level says; nulls_test.go has the worlds, calibrate_test.go the
// shares. Rolling means over 8 and more periods are all but impossible to tell
// from their own past: what is plainly so is refused, the rest claims too
// often and is marked as doubtful, so give what happened in each period instead. Trends that turn and
// S-curves, each at its own time, claim a little too often over three years of
// weeks. Seasons of the year need two rounds to be seen, and places of single
// weeks that are off in one year only are movements like any other.
//
// A rival held to the same error by a simulation of just these teams, the
// prewhitened cross-correlation, finds a few points more of what arrives at
// one single lag; what arrives over several, it finds less.
//
// # Decisions
//
//   - No bootstrap for the p-value: with 150 pairs it has to be right at
//     0.0003, which takes 10,000 resamples a pair. The innovations of the
//     outcome are all but white, so that t is right far into the tails; the
//     calibration (calibrate_test.go) is what holds this to account.
//   - The outcome's filter instead of the indicator's: the classic prewhitening
//     by the indicator's autoregression tests correctly as well, but wastes
//     what a persistent indicator moves and what a persistent outcome's noise
//     could be cleared of. Simulated with noise and indicator AR(0…0.9), the
//     outcome's filter found as much or more in every case (up to twice). The
//     prewhitened cross-correlation is kept as the Profile that people look at.
//   - Ranks and values: ranks alone miss leads that rest on a few large
//     movements (eggs and chickens in the war years), values alone find false
//     ones in heavy-tailed series about twice too often.
//   - Short lags get more of the error allowed (1/√lag): long delays are rare,
//     and the price of asking for 26 weeks is then small for what happens in
//     the first eight.
//   - p belongs to one claim in every verdict, that the indicator moves first,
//     so that a pair never changes the meaning of its numbers.
//   - Speed: BenchmarkTeam (30 indicators, 5 outcomes, 26 lags, 156 weeks, all
//     that is claimed followed up) takes some 35 times BenchmarkYardstick, one
//     F test at order 4 for each pair, on two processors: a tenth of a second.
//   - One differencing for both, decided together: a wandering outcome hides a
//     steady indicator's effect and the reverse.
package leadlag
