package metrics

import (
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// StageHealth is one stage of the pipeline.
type StageHealth struct {
	Stage       string  `json:"stage"` // key
	Name        string  `json:"name"`
	Probability float64 `json:"probability"`
	Open        int     `json:"open"`
	Value       Number  `json:"value"`
	Weighted    Number  `json:"weighted"`

	Entered        int    `json:"entered"`  // deals that entered it in the window
	Advanced       int    `json:"advanced"` // of those, the ones that went further, or were won
	Dropped        int    `json:"dropped"`  // of those, the ones lost before they did
	Conversion     Number `json:"conversion"`
	ConversionLow  Number `json:"conversion_low"`
	ConversionHigh Number `json:"conversion_high"`
	MedianDays     Number `json:"median_days"` // in the stage, of those that entered it in the window
	MedianLow      Number `json:"median_days_low"`
	MedianHigh     Number `json:"median_days_high"`

	RotAfterDays Number `json:"rot_after_days"`
	RotBy        string `json:"rot_by"` // "history", "stage" or "" for nothing to go by
	RotN         int    `json:"rot_n"`  // deals that moved on, behind history
	Rotting      int    `json:"rotting"`
}

// rotPercentile and rotLeast say beyond which share of the times of deals
// that moved on a deal rots, and how many of those it takes.
const (
	rotPercentile = 0.80
	rotLeast      = 20
)

// visit is a stay of a deal in a stage.
type visit struct {
	fact *fact
	from record.Date // zero when not known
	// left is when it left the stage for anywhere, advanced when it first
	// was in a further one or won, lost when it was lost before that.
	left, advanced, lost record.Date
	movedOn              bool // it left the stage by advancing
}

// ladder is the order of the stages.
type ladder map[string]int

func (f *frame) ladder() ladder {
	l := ladder{record.StageWon: 1 << 20}
	for i, s := range f.Book.Stages {
		l[s.Key] = i + 1
	}
	return l
}

// further reports whether b is beyond a. Stages that the book does not know
// are beyond nothing, and nothing is beyond them but won.
func (l ladder) further(a, b string) bool {
	if b == record.StageWon {
		return a != record.StageWon
	}
	x, okA := l[a]
	y, okB := l[b]
	return okA && okB && y > x
}

// visits gives every stay of a deal in a stage up to the as-of day.
func (f *frame) visits(d *fact, l ladder, yield func(stage string, v visit)) {
	moves := d.moves(f.AsOf)
	for i, m := range moves {
		if m.To == record.StageWon || m.To == record.StageLost || m.To == "" {
			continue
		}
		v := visit{fact: d, from: m.At.Date()}
		if i+1 < len(moves) {
			v.left = moves[i+1].At.Date()
			v.movedOn = l.further(m.To, moves[i+1].To)
		}
		v.resolve(m.To, moves[i+1:], l)
		yield(m.To, v)
	}
}

// resolve finds how the stay ended: a lost deal may come back, so the last
// word counts.
func (v *visit) resolve(stage string, after []record.Move, l ladder) {
	for _, m := range after {
		if l.further(stage, m.To) {
			v.advanced, v.lost = m.At.Date(), 0
			return
		}
		v.lost = 0
		if m.To == record.StageLost {
			v.lost = m.At.Date()
		}
	}
}

// stages fills the state of every stage.
func (b *pipelineBuilder) stages() {
	f := b.w.frame
	l := f.ladder()
	visits := make(map[string][]visit)
	for _, d := range f.deals().facts {
		f.visits(d, l, func(stage string, v visit) { visits[stage] = append(visits[stage], v) })
	}
	openIn := make(map[string][]open)
	for _, o := range f.openAt(f.AsOf) {
		openIn[o.at.stage] = append(openIn[o.at.stage], o)
	}
	for _, s := range f.stageList(visits, openIn) {
		h := StageHealth{Stage: s.Key, Name: s.Name, Probability: s.Probability}
		b.w.entered(&h, visits[s.Key])
		b.w.rot(&h, s, visits[s.Key])
		f.standing(&h, openIn[s.Key])
		b.Rotting += h.Rotting
		if !h.RotAfterDays.Set {
			b.RottingUnknown += h.Open
		} else {
			b.RottingUnknown += undated(openIn[s.Key])
		}
		b.Pipeline.Stages = append(b.Pipeline.Stages, h)
	}
}

func undated(deals []open) int {
	n := 0
	for _, o := range deals {
		if o.at.since == 0 {
			n++
		}
	}
	return n
}

// stageList gives the stages of the book that are offered or occupied, and
// after them those that deals are in but the book does not know.
func (f *frame) stageList(visits map[string][]visit, openIn map[string][]open) []record.Stage {
	var out []record.Stage
	known := make(map[string]bool)
	for _, s := range f.Book.Stages {
		known[s.Key] = true
		if !s.Archived || len(openIn[s.Key]) > 0 || len(visits[s.Key]) > 0 {
			out = append(out, *s)
		}
	}
	var unknown []string
	for key := range visits {
		if !known[key] {
			unknown = append(unknown, key)
		}
	}
	for key := range openIn {
		if !known[key] && !slices.Contains(unknown, key) {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		out = append(out, record.Stage{Key: key, Name: key})
	}
	return out
}

// entered fills what became of the deals that entered the stage in the
// window. A deal that entered it twice counts from the first time; the stays
// are counted each.
func (w *Window) entered(h *StageHealth, visits []visit) {
	var waits, stays []stat.Wait
	seen := make(map[*fact]bool)
	for _, v := range visits {
		if v.from == 0 || v.from < w.From || v.from > w.To || !w.mine(v) {
			continue
		}
		stays = append(stays, waitFor(v.from, v.left, 0, w.AsOf))
		if seen[v.fact] {
			continue
		}
		seen[v.fact] = true
		h.Entered++
		wait := waitFor(v.from, v.advanced, v.lost, w.AsOf)
		waits = append(waits, wait)
		switch wait.Cause {
		case stat.Event:
			h.Advanced++
		case stat.Competing:
			h.Dropped++
		}
	}
	c := converted(waits, "")
	h.Conversion, h.ConversionLow, h.ConversionHigh = c.Number, c.Low, c.High
	h.medianStay(stays)
}

func (h *StageHealth) medianStay(stays []stat.Wait) {
	c := stat.NewCurve(stays)
	m, ok := c.Median()
	if !ok {
		return
	}
	h.MedianDays = Float(m)
	if low, high, ok := c.MedianInterval(level); ok {
		h.MedianLow, h.MedianHigh = Float(low), Float(high)
	}
}

// mine reports whether the deal belonged to the scope when the stay began.
func (w *Window) mine(v visit) bool {
	if w.scope.all() {
		return true
	}
	rep := v.fact.maker
	if s := v.fact.track.at(v.from); s != nil {
		rep = s.rep
	}
	return w.scope.has(rep, v.from)
}

// rot finds after how many days a deal rots in the stage, from all deals of
// everybody that ever moved on from it.
func (w *Window) rot(h *StageHealth, s record.Stage, visits []visit) {
	var days []float64
	for _, v := range visits {
		if v.movedOn && v.from != 0 && v.left >= v.from {
			days = append(days, float64(v.left-v.from))
		}
	}
	h.RotN = len(days)
	if len(days) >= rotLeast {
		q, _ := stat.Quantile(days, rotPercentile)
		h.RotAfterDays, h.RotBy = Float(q), "history"
		return
	}
	if s.RotDays > 0 {
		h.RotAfterDays, h.RotBy = Float(float64(s.RotDays)), "stage"
	}
}

// standing fills what is in the stage now.
func (f *frame) standing(h *StageHealth, deals []open) {
	var sum, weighted amounts
	for _, o := range deals {
		h.Open++
		sum.add(f, o.at.minor, o.at.code, o.at.priced)
		if o.at.priced && f.ours(o.at.code) {
			weighted.minor += weigh(o.at.minor, h.Probability)
			weighted.n++
		}
		if o.at.rots(f.AsOf, h.RotAfterDays) {
			h.Rotting++
		}
	}
	h.Value, h.Weighted = f.total(sum, h.Open).Number, f.total(weighted, h.Open).Number
}
