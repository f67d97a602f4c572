package leadlag

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The calibration takes minutes and is asked for by
//
//	FORESAIL_CALIBRATE=200 go test -run Calibrate -v -timeout 60m ./metrics/leadlag
//
// with the number of simulated teams; a team is 150 pairs, 30 indicators and 5
// outcomes of the kinds in worlds_test.go. A short form runs with the tests.
// Of 100 teams (15 for power), at a level of 5 %:
//
//	share of teams with any false lead     52 weeks   104 weeks   156 weeks
//	  foresail                               1.0 %      4.0 %       4.0 %
//	  raw correlation, best lag             98.0 %    100.0 %     100.0 %
//	  Granger order 4                        8.0 %     40.0 %      59.0 %
//	  prewhitened CCF, 2/sqrt(n)           100.0 %    100.0 %     100.0 %
//	the same, one calendar for all: foresail 7.0 %, 4.0 %, 6.0 %
//	the same, with coincident and following pairs: 6.0 %, 4.0 %, 5.0 %
//
//	leads found (lag exact) at r 0.30, 0.45, 0.60, beside trend and season
//	                          52 weeks             104 weeks            156 weeks
//	  foresail         3 (3)  8 (8) 33 (33)   4 (4) 33 (33) 99 (99)  17 (17) 84 (84)  99 (99)
//	  raw correlation  3 (3) 11 (11) 32 (32)  7 (7) 35 (35) 76 (76)  13 (13) 57 (57)  93 (93)
//	  Granger order 4  3 (3)  4 (4) 17 (17)   3 (3) 20 (20) 44 (44)  11 (11) 44 (44)  56 (56)
//	the same between counts
//	  foresail         0 (0) 19 (19) 33 (33) 11 (11) 51 (51) 96 (96) 28 (28) 92 (92) 100 (100)
//	  raw correlation  1 (1) 27 (27) 64 (64) 15 (15) 65 (65) 99 (99) 28 (28) 95 (95) 100 (100)
//	  Granger order 4  1 (1)  8 (8) 16 (16)   7 (7) 31 (31) 52 (52)   8 (8)  44 (44)  45 (45)
//
// Worlds without a lead that easily show one (nulls_test.go), of 60 teams of 80
// pairs each; in brackets of 20, 10 or 6 what it was with ranks of lumpy series
// and without places of the calendar:
//
//	Poisson 0.05, 0.1, 0.2, 0.4, 0.8, 104 weeks   0, 1, 5, 4, 4 of 60   (4, 7, 9, 4, – of 10)
//	Poisson 0.2, 156 weeks; growing to 0.85       1, 2 of 60            (9, 6 of 10)
//	money in 10, 20, 30, 50, 70 % of the weeks    2, 7, 1, 2, 2 of 60   (10, 6, 6, –, – of 10)
//	rare money after counts, counts after it      7, 0 of 60
//	two high weeks a year, each series its own    2 of 60               (20 of 20)
//	a level for each week of the year             0 of 60               (15 of 20)
//	turns of months, days                         0 of 15               (6 of 6)
//	rolling means of 4, 8 (104), 13 (78, 156)     5, 11, 20, 12 of 60   (1, 3, 8, 6 of 20)
//	kinked trends, 78 and 156 weeks               5, 7 of 60            (1, 5 of 20)
//	S-curves, 156 weeks                           4 of 60               (4 of 20)
//	shares of few, 156; weekday counts, days      0 of 60, 1 of 15      (0 of 20, 0 of 5)
//
// Rolling means, kinks and S-curves are limits that the package comment names.
//
// At the same error (TestCalibrateEqual, 300 teams, before lumpy series and
// places of the calendar had ways of their own): each rival is held to the
// p-value up to which 5 % of teams without a lead show one, which nobody but a
// simulation of just these teams could tell it; foresail keeps its own level.
//
//	leads found at r 0.30, 0.45, 0.60       52 weeks        104 weeks
//	  foresail                             1   5  32       5  41  95
//	  raw correlation                      0   0   0       0   0   0
//	  Granger order 4                      0   3  13       0  10  38
//	  prewhitened CCF                      1   7  36       6  45  95
//
// The prewhitened CCF, so held, finds up to five points more of what arrives
// at one lag. That is about what foresail's runs of lags cost. Runs at a half and a quarter of the weight found
// 33 % and 46 % (instead of 29 % and 41 %) of single lags at 52 weeks and
// r 0.6, and at 104 and r 0.45, but 70 % instead of 79 % of effects over four
// weeks at 104 weeks and r 0.75, and 75 % instead of 81 % at 156 and 0.6; what
// moves sales comes over several weeks as a rule, so they kept their weight.
//
// Raw correlation and Granger have Bonferroni over all they try. Raw
// correlation finds more in short stationary counts (61 % against 42 % at 52
// weeks and r 0.6), at no error rate that could be named.
func calibrationRuns(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("FORESAIL_CALIBRATE"))
	if err != nil || n < 1 {
		t.Skip("FORESAIL_CALIBRATE=200 runs the calibration")
	}
	return n
}

// rival is another way to say whether x leads y, and by how much: at which lag
// and with what p-value, all that it pays for paid. Up to 0.05 it is a lead.
type rival struct {
	name string
	look func(x, y []float64, p *Pair, pairs, most int) (lag int, p2 float64)
}

func (v rival) lead(x, y []float64, p *Pair, pairs, most int) int {
	lag, q := v.look(x, y, p, pairs, most)
	if q > 0.05 {
		return 0
	}
	return lag
}

var rivals = []rival{
	{"foresail", func(_, _ []float64, p *Pair, _, _ int) (int, float64) {
		if p.Verdict != Leads {
			return 0, 1
		}
		return *p.Lag, p.Q
	}},
	{"raw correlation, best lag, Bonferroni", rawRival},
	{"Granger order 4, Bonferroni", grangerRival},
	{"prewhitened CCF, 2/sqrt(n)", prewhitenedRival},
}

// rawRival is as careful as one can be with raw correlations: the p-value of
// the best lag, times lags and pairs.
func rawRival(x, y []float64, _ *Pair, pairs, most int) (int, float64) {
	best, lag := 0.0, 0
	for k := 1; k <= most; k++ {
		n := len(x) - k
		r, _ := correlation(centre(x[:n]), centre(y[k:]))
		if t := math.Abs(tOf(r, float64(n-2))); t > best {
			best, lag = t, k
		}
	}
	p := 2 * distuv.StudentsT{Sigma: 1, Nu: float64(len(x) - lag - 2)}.Survival(best)
	return lag, p * float64(pairs*most)
}

// grangerRival names no lag; for the count of exact lags it gets the one of
// its order with the largest raw correlation.
func grangerRival(x, y []float64, p *Pair, pairs, _ int) (int, float64) {
	g, ok := grangerTest(x, y, 4)
	if !ok {
		return 0, 1
	}
	best, lag := -1.0, 0
	for k := 1; k <= 4; k++ {
		if r := math.Abs(p.at(k)); r > best {
			best, lag = r, k
		}
	}
	return lag, g.P * float64(pairs)
}

// prewhitenedRival takes what is beyond the bounds, whatever the number of
// lags and pairs; at that bound its p-value counts as 0.05.
func prewhitenedRival(_, _ []float64, p *Pair, _, most int) (int, float64) {
	best, lag := 0.0, 0
	for k := 1; k <= most; k++ {
		if r := math.Abs(p.at(k)); r > best {
			best, lag = r, k
		}
	}
	if best == 0 {
		return 0, 1
	}
	bound := distuv.UnitNormal.Survival(2)
	return lag, 0.05 * distuv.UnitNormal.Survival(best*math.Sqrt(float64(p.N))) / bound
}

// team is 30 indicators and 5 outcomes; lag[i][j] tells a planted lead.
type team struct {
	x, y []Series
	lag  map[[2]int]int
}

func nullTeam(r *rand.Rand, n int) team {
	t := team{lag: map[[2]int]int{}}
	for i := range 30 {
		t.x = append(t.x, Series{fmt.Sprint("x", i), makers[r.IntN(len(makers))].make(r, n)})
	}
	for i := range 5 {
		t.y = append(t.y, Series{fmt.Sprint("y", i), makers[r.IntN(len(makers))].make(r, n)})
	}
	return t
}

// plantedTeam gives each outcome one true lead by 1…8 weeks; rho is the
// correlation of the outcome, less its trend and season, with the indicator
// so many weeks before. The other 145 pairs have none.
func plantedTeam(r *rand.Rand, n int, rho float64) team {
	t := nullTeam(r, n)
	for j := range t.y {
		lag := 1 + r.IntN(8)
		long := autoregressive(r, n+lag, 0.4)
		y := autoregressive(r, n, 0.4)
		for i := range y {
			y[i] = math.Sqrt(1-rho*rho)*y[i] + rho*long[i]
		}
		plus(y, year(r, n, 0.5, 0.5, 0), ramp(n, 2))
		t.x[j].Values, t.y[j].Values = long[lag:], y
		t.lag[[2]int{j, j}] = lag
	}
	return t
}

// countTeam plants leads between counts: the mean of each outcome depends on
// the indicator's count so many weeks before.
func countTeam(r *rand.Rand, n int, rho float64) team {
	t := nullTeam(r, n)
	for j := range t.y {
		lag := 1 + r.IntN(8)
		long, noise := counts(6, 0.3)(r, n+lag), autoregressive(r, n, 0.4)
		y := make([]float64, n)
		for i := range y {
			// Standard deviations: of the root of a count ½, of the noise 1.
			z := math.Sqrt(1-rho*rho)*noise[i] + rho*2*(math.Sqrt(long[i]+0.375)-math.Sqrt(6.4))
			y[i] = poisson(r, 20*math.Exp(0.4*z))
		}
		t.x[j].Values, t.y[j].Values = long[lag:], y
		t.lag[[2]int{j, j}] = lag
	}
	return t
}

// sameTeam has outcomes that move with five indicators in the same week, and
// outcomes that lead five others: no indicator leads.
func sameTeam(r *rand.Rand, n int, rho float64) team {
	t := nullTeam(r, n)
	for j := range t.y {
		phi, lag := 0.8*r.Float64(), 1+r.IntN(6)
		long := autoregressive(r, n+lag, phi)
		t.y[j].Values = long[lag:]
		now, after := autoregressive(r, n, 0.8*r.Float64()), autoregressive(r, n, 0.8*r.Float64())
		for i := range now {
			now[i] = math.Sqrt(1-rho*rho)*now[i] + rho*long[i+lag]
			after[i] = math.Sqrt(1-rho*rho)*after[i] + rho*long[i]
		}
		t.x[j].Values, t.x[5+j].Values = now, after
	}
	return t
}

type tally struct{ anyFalse, falses, hits, exact, covered, planted int }

func (c *tally) run(t *testing.T, w team, v rival, rep Report) {
	false1 := 0
	for i := range rep.Pairs {
		j, k := i/len(w.x), i%len(w.x)
		lag := v.lead(w.x[k].Values, w.y[j].Values, &rep.Pairs[i], len(rep.Pairs), rep.MaxLag)
		want, planted := w.lag[[2]int{k, j}]
		switch {
		case planted:
			c.planted++
			if lag > 0 {
				c.hits++
			}
			if lag == want {
				c.exact++
			}
			if p := &rep.Pairs[i]; lag > 0 && p.Verdict == Leads && *p.LagLow <= want && want <= *p.LagHigh {
				c.covered++
			}
		case lag > 0:
			false1++
		}
	}
	c.falses += false1
	if false1 > 0 {
		c.anyFalse++
	}
}

func calibrate(t *testing.T, runs, n int, make func(*rand.Rand) team) []tally {
	t.Helper()
	out := make2(len(rivals))
	for run := range runs {
		w := make(rand.New(rand.NewPCG(uint64(run), uint64(n))))
		rep, err := Analyse(context.Background(), w.x, w.y, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range rivals {
			out[i].run(t, w, v, rep)
		}
	}
	return out
}

func make2(n int) []tally { return make([]tally, n) }

func TestCalibrateNull(t *testing.T) {
	runs := calibrationRuns(t)
	for _, n := range []int{52, 104, 156} {
		for i, c := range calibrate(t, runs, n, func(r *rand.Rand) team { return nullTeam(r, n) }) {
			t.Logf("%d weeks, no lead: any false in %5.1f %% of %d teams, %.2f false of 150 pairs  %s",
				n, 100*float64(c.anyFalse)/float64(runs), runs, float64(c.falses)/float64(runs), rivals[i].name)
		}
	}
}

// seasonTeam has nothing but series with the same calendar and no lead.
func seasonTeam(r *rand.Rand, n int) team {
	t := nullTeam(r, n)
	weak := []float64{0, 0.5, 1, 2}
	for _, list := range [][]Series{t.x, t.y} {
		for i := range list {
			list[i].Values = plus(autoregressive(r, n, 0.4), year(r, n, weak[r.IntN(4)], weak[r.IntN(4)], 2*weak[r.IntN(4)]), ramp(n, weak[r.IntN(4)]))
		}
	}
	return t
}

func TestCalibrateSeason(t *testing.T) {
	runs := calibrationRuns(t)
	for _, n := range []int{52, 104, 156} {
		for i, c := range calibrate(t, runs, n, func(r *rand.Rand) team { return seasonTeam(r, n) })[:1] {
			t.Logf("%d weeks, one calendar, no lead: any false in %5.1f %% of %d teams, %.2f false of 150 pairs  %s",
				n, 100*float64(c.anyFalse)/float64(runs), runs, float64(c.falses)/float64(runs), rivals[i].name)
		}
	}
}

func TestCalibrateSame(t *testing.T) {
	runs := calibrationRuns(t)
	for _, n := range []int{52, 104, 156} {
		for i, c := range calibrate(t, runs, n, func(r *rand.Rand) team { return sameTeam(r, n, 0.4+0.5*r.Float64()) }) {
			t.Logf("%d weeks, 5 pairs in the same week and 5 in reverse, no lead: any false in %5.1f %% of %d teams, %.2f false  %s",
				n, 100*float64(c.anyFalse)/float64(runs), runs, float64(c.falses)/float64(runs), rivals[i].name)
		}
	}
}

// TestCalibrateEqual compares the power at the same error: the p-value up to
// which a rival claims a lead is brought down until no more than 5 % of the
// teams without a lead show one. foresail keeps its own level.
func TestCalibrateEqual(t *testing.T) {
	runs := calibrationRuns(t)
	for _, n := range []int{52, 104} {
		limits := equalLimits(t, runs, n)
		for _, rho := range []float64{0.3, 0.45, 0.6} {
			hits, exact, planted := make2(len(rivals)), make2(len(rivals)), 0
			for run := range max(runs/4, 1) {
				w := plantedTeam(rand.New(rand.NewPCG(uint64(run), uint64(n))), n, rho)
				rep := analysed(t, w)
				for i := range rep.Pairs {
					j, k := i/len(w.x), i%len(w.x)
					want, ok := w.lag[[2]int{k, j}]
					if !ok {
						continue
					}
					planted++
					for r, v := range rivals {
						if lag, p := v.look(w.x[k].Values, w.y[j].Values, &rep.Pairs[i], len(rep.Pairs), rep.MaxLag); p <= limits[r] && lag > 0 {
							hits[r].hits++
							if lag == want {
								exact[r].hits++
							}
						}
					}
				}
			}
			for r, v := range rivals {
				t.Logf("%d weeks, r %.2f, at equal error: found %5.1f %%, lag exact %5.1f %%  %s (limit %.2g)", n, rho,
					100*float64(hits[r].hits)/float64(planted), 100*float64(exact[r].hits)/float64(planted), v.name, limits[r])
			}
		}
	}
}

// equalLimits gives for each rival the limit below which 5 % of teams without
// a lead have their smallest p-value.
func equalLimits(t *testing.T, runs, n int) []float64 {
	t.Helper()
	least := make([][]float64, len(rivals))
	for run := range runs {
		w := nullTeam(rand.New(rand.NewPCG(uint64(run), uint64(n))), n)
		rep := analysed(t, w)
		for r, v := range rivals {
			low := 1.0
			for i := range rep.Pairs {
				if _, p := v.look(w.x[i%len(w.x)].Values, w.y[i/len(w.x)].Values, &rep.Pairs[i], len(rep.Pairs), rep.MaxLag); p < low {
					low = p
				}
			}
			least[r] = append(least[r], low)
		}
	}
	out := make([]float64, len(rivals))
	out[0] = 0.05
	for r := 1; r < len(rivals); r++ {
		slices.Sort(least[r])
		out[r] = math.Nextafter(least[r][runs/20], 0)
	}
	return out
}

func analysed(t *testing.T, w team) Report {
	t.Helper()
	rep, err := Analyse(context.Background(), w.x, w.y, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestCalibratePower(t *testing.T)  { calibratePower(t, "", plantedTeam) }
func TestCalibrateCounts(t *testing.T) { calibratePower(t, "counts, ", countTeam) }

func calibratePower(t *testing.T, what string, plant func(*rand.Rand, int, float64) team) {
	runs := max(calibrationRuns(t)/4, 1)
	for _, n := range []int{52, 104, 156} {
		for _, rho := range []float64{0.3, 0.45, 0.6} {
			for i, c := range calibrate(t, runs, n, func(r *rand.Rand) team { return plant(r, n, rho) }) {
				t.Logf("%s%d weeks, r %.2f: found %5.1f %%, lag exact %5.1f %%, within its interval %d of %d, false %.2f a team  %s", what, n, rho,
					100*float64(c.hits)/float64(c.planted), 100*float64(c.exact)/float64(c.planted), c.covered, c.hits,
					float64(c.falses)/float64(runs), rivals[i].name)
			}
		}
	}
}
