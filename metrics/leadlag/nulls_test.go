package leadlag

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// hardNulls are worlds without a lead in which each series has what easily
// passes for one: few happenings, jumps at days of its own, slow curves. Every
// team is 20 indicators and 4 outcomes of one kind.
type hardNull struct {
	name string
	unit Unit
	n    int
	x, y func(*rand.Rand, int) []float64
}

func poissonOf(mean float64) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 {
		v := make([]float64, n)
		for t := range v {
			v[t] = poisson(r, mean)
		}
		return v
	}
}

// rareMoney is 0 but in a share of the weeks.
func rareMoney(share float64) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 {
		v := make([]float64, n)
		for t := range v {
			if r.Float64() < share {
				v[t] = math.Round(1000 * math.Exp(0.8*r.NormFloat64()))
			}
		}
		return v
	}
}

// growingRare are happenings that become frequent.
func growingRare(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for t := range v {
		v[t] = poisson(r, 0.05+0.8*float64(t)/float64(n))
	}
	return v
}

// annualSpike has two high weeks a year, in weeks of its own.
func annualSpike(r *rand.Rand, n int) []float64 {
	v, at := autoregressive(r, n, 0.3), r.IntN(52)
	for t := range v {
		if (t-at+5200)%52 < 2 {
			v[t] += 4
		}
	}
	return v
}

// rolling is a mean over the last k weeks.
func rolling(k int) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 {
		e, v := autoregressive(r, n+k, 0), make([]float64, n)
		for t := range v {
			for j := range k {
				v[t] += e[t+j]
			}
		}
		return v
	}
}

// kinked has a trend that turns at a time of its own.
func kinked(r *rand.Rand, n int) []float64 {
	v, at := autoregressive(r, n, 0.4), n/4+r.IntN(n/2)
	was, is := r.NormFloat64()*0.06, r.NormFloat64()*0.06
	for t := range v {
		v[t] += was*float64(min(t, at)) + is*float64(max(t-at, 0))
	}
	return v
}

// curved grows along an S at a time of its own.
func curved(r *rand.Rand, n int) []float64 {
	v := autoregressive(r, n, 0.4)
	at, wide, high := float64(n)*(0.2+0.6*r.Float64()), float64(n)*(0.05+0.15*r.Float64()), 2+4*r.Float64()
	for t := range v {
		v[t] += high / (1 + math.Exp(-(float64(t)-at)/wide))
	}
	return v
}

// ownWeeks has a level for each week of the year.
func ownWeeks(r *rand.Rand, n int) []float64 {
	v, s := autoregressive(r, n, 0.4), make([]float64, 52)
	for i := range s {
		s[i] = 0.5 * r.NormFloat64()
	}
	for t := range v {
		v[t] = 50 * math.Exp(0.3*v[t]+s[t%52])
	}
	return v
}

// monthTurn has high days at the end or the beginning of months and low ones
// at weekends.
func monthTurn(r *rand.Rand, n int) []float64 {
	v, k := autoregressive(r, n, 0.3), r.IntN(3)
	for t := range v {
		d := int(math.Mod(float64(t), 30.44))
		if k == 0 && d >= 28 || k == 1 && d < 2 {
			v[t] += 4
		}
		if t%7 >= 5 {
			v[t] -= 3
		}
	}
	return v
}

func weekdayCounts(r *rand.Rand, n int) []float64 {
	var w [7]float64
	for i := range 5 {
		w[i] = 0.5 + r.Float64()
	}
	w[5], w[6] = 0.05, 0.02
	mean, a, v := 3+20*r.Float64(), autoregressive(r, n, 0.8), make([]float64, n)
	for t := range v {
		v[t] = poisson(r, mean*w[t%7]*math.Exp(0.2*a[t]))
	}
	return v
}

// shares are of few cases each, and missing where there is none.
func shares(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for t := range v {
		all, won := poisson(r, 3), 0.0
		for range int(all) {
			if r.Float64() < 0.4 {
				won++
			}
		}
		v[t] = won / all // NaN for none
	}
	return v
}

// lumpyWorlds is how many of hardNulls, from the first, are of few happenings.
const lumpyWorlds = 14

var hardNulls = []hardNull{
	{"Poisson 0.05", Week, 104, poissonOf(0.05), poissonOf(0.05)},
	{"Poisson 0.1", Week, 104, poissonOf(0.1), poissonOf(0.1)},
	{"Poisson 0.2", Week, 104, poissonOf(0.2), poissonOf(0.2)},
	{"Poisson 0.4", Week, 104, poissonOf(0.4), poissonOf(0.4)},
	{"Poisson 0.8", Week, 104, poissonOf(0.8), poissonOf(0.8)},
	{"Poisson 0.2, longer", Week, 156, poissonOf(0.2), poissonOf(0.2)},
	{"growing Poisson", Week, 104, growingRare, growingRare},
	{"money in 10 %", Week, 104, rareMoney(0.1), rareMoney(0.1)},
	{"money in 20 %", Week, 104, rareMoney(0.2), rareMoney(0.2)},
	{"money in 30 %", Week, 104, rareMoney(0.3), rareMoney(0.3)},
	{"money in 50 %", Week, 104, rareMoney(0.5), rareMoney(0.5)},
	{"money in 70 %", Week, 104, rareMoney(0.7), rareMoney(0.7)},
	{"rare money after counts", Week, 104, counts(5, 0.3), rareMoney(0.2)},
	{"counts after rare money", Week, 104, rareMoney(0.2), counts(5, 0.3)},
	{"one spike a year", Week, 156, annualSpike, annualSpike},
	{"own weeks", Week, 156, ownWeeks, ownWeeks},
	{"rolling 4", Week, 104, rolling(4), rolling(4)},
	{"rolling 8", Week, 104, rolling(8), rolling(8)},
	{"rolling 13", Week, 78, rolling(13), rolling(13)},
	{"rolling 13, longer", Week, 156, rolling(13), rolling(13)},
	{"kinked trends", Week, 78, kinked, kinked},
	{"kinked trends, longer", Week, 156, kinked, kinked},
	{"S-curves", Week, 156, curved, curved},
	{"shares of few", Week, 156, shares, shares},
	{"weekday counts", Day, 400, weekdayCounts, weekdayCounts},
	{"month turns", Day, 400, monthTurn, monthTurn},
}

func (h hardNull) team(r *rand.Rand) team {
	t := team{lag: map[[2]int]int{}}
	for i := range 20 {
		t.x = append(t.x, Series{fmt.Sprint("x", i), h.x(r, h.n)})
	}
	for i := range 4 {
		t.y = append(t.y, Series{fmt.Sprint("y", i), h.y(r, h.n)})
	}
	return t
}

// outcome counts verdicts over teams; any is the teams with a false lead.
type outcome struct {
	any   int
	pairs map[Verdict]int
}

func (h hardNull) run(t *testing.T, teams int) outcome {
	t.Helper()
	out := outcome{pairs: map[Verdict]int{}}
	for k := range teams {
		w := h.team(rand.New(rand.NewPCG(uint64(k)+1000, 77)))
		r, err := Analyse(t.Context(), w.x, w.y, Options{Unit: h.unit})
		if err != nil {
			t.Fatal(err)
		}
		before := out.pairs[Leads]
		for _, p := range r.Pairs {
			out.pairs[p.Verdict]++
		}
		if out.pairs[Leads] > before {
			out.any++
		}
	}
	return out
}

func TestCalibrateHard(t *testing.T) {
	runs := calibrationRuns(t)
	for _, h := range hardNulls {
		if only := os.Getenv("FORESAIL_WORLD"); !strings.Contains(h.name, only) {
			continue
		}
		teams := runs
		if h.unit == Day {
			teams = max(runs/4, 1)
		}
		o := h.run(t, teams)
		t.Logf("%-24s %3d %-5s any false %3d of %3d  %v", h.name, h.n, h.unit, o.any, teams, o.pairs)
	}
}

// Where few things happen, what falls together by chance is no lead: at a level
// of 5 %, two or more of six teams without a lead show one in 3 % of cases.
func TestFewHappeningsLeadNothing(t *testing.T) {
	for _, h := range hardNulls[:lumpyWorlds] {
		if o := h.run(t, 6); o.any > 1 {
			t.Errorf("%s: false leads in %d of 6 teams: %v", h.name, o.any, o.pairs)
		}
	}
}

// What comes back in the same weeks of each year or at the turn of each month,
// of each series in its own, is a calendar and no lead. Without its places
// every one of these teams has false leads.
func TestTheCalendarLeadsNothing(t *testing.T) {
	teams := map[string]int{"one spike a year": 3, "own weeks": 3, "month turns": 1}
	for _, h := range hardNulls {
		n := teams[h.name]
		if n == 0 {
			continue
		}
		if o := h.run(t, n); o.any > 0 {
			t.Errorf("%s: false leads in %d of %d teams: %v", h.name, o.any, n, o.pairs)
		}
	}
}

// Where the dates are known, the places of a month are counted from its nearer
// end, through months of any length.
func TestPlacesOfAMonth(t *testing.T) {
	c := calendar{Day, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	at := c.places(366)
	last := func(month time.Month) int { return time.Date(2024, month+1, 0, 0, 0, 0, 0, time.UTC).YearDay() - 1 }
	for month := time.January; month <= time.December; month++ {
		first := time.Date(2024, month, 1, 0, 0, 0, 0, time.UTC).YearDay() - 1
		if at[first] != at[0] || at[last(month)] != at[30] || at[last(month)-1] != at[29] {
			t.Errorf("%s: first %d, last %d, the one before %d", month, at[first], at[last(month)], at[last(month)-1])
		}
	}
	if later := c.in(31).places(29); later[0] != at[31] || later[28] != at[59] {
		t.Errorf("a stretch from February: %d and %d, not %d and %d", later[0], later[28], at[31], at[59])
	}
}

// What rolling means still seem to lead is marked as doubtful.
func TestRollingMeansAreDoubtful(t *testing.T) {
	found, marked := 0, 0
	for k := range uint64(12) {
		w := hardNull{n: 78, x: rolling(13), y: rolling(13)}.team(rand.New(rand.NewPCG(k+1000, 77)))
		for _, p := range analysed(t, w).Pairs {
			if p.Verdict == Leads {
				found++
				if p.Doubtful() {
					marked++
				}
			}
		}
	}
	if found == 0 || marked < found*2/3 {
		t.Errorf("%d of %d false leads are marked", marked, found)
	}
}
