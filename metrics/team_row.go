package metrics

import (
	"cmp"
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// asked is what inquiries came to a rep in the recent days.
type asked struct {
	waits []stat.Wait
	open  []record.Date // days of those not answered
	since []float64     // hours that those have been waiting
}

// askedBy gives the inquiries from a day on by the rep that they came to.
// Those that name no account cannot be told to be answered, and are left out.
func (f *frame) askedBy(from record.Date) map[record.ID]*asked {
	out := make(map[record.ID]*asked)
	from, to := f.window(from, f.AsOf).active()
	f.sweep(from, to)
	for d := from; d <= to; d++ {
		for _, q := range f.memo.inquiries[d] {
			id := f.Syms.ID(q.rep)
			if q.account == 0 || !f.scope.has(id, d) {
				continue
			}
			a := out[id]
			if a == nil {
				a = &asked{}
				out[id] = a
			}
			if q.answered {
				a.waits = append(a.waits, stat.Wait{T: float64(q.wait) / 60, Cause: stat.Event})
				continue
			}
			hours := f.waited(d, q)
			a.waits = append(a.waits, stat.Wait{T: hours})
			if d > f.AsOf-follow {
				a.open, a.since = append(a.open, d), append(a.since, hours)
			}
		}
	}
	return out
}

// late gives how many inquiries have waited longer than a limit in hours, and
// the day of the oldest.
func (a *asked) late(limit float64) (n int, since record.Date) {
	for i, hours := range a.since {
		if hours <= limit {
			continue
		}
		if n++; since == 0 || a.open[i] < since {
			since = a.open[i]
		}
	}
	return n, since
}

// rate makes a ratio of a value.
func rate(v Value) Ratio {
	return Ratio{Value: v.Number, N: v.N, Low: v.Low, High: v.High, Few: v.N < Floor}
}

// per makes the ratio of a count to another that it is no part of.
func per(k, n int) Ratio {
	if n == 0 {
		return Ratio{Few: true}
	}
	r := Ratio{Value: Float(float64(k) / float64(n)), N: n, Few: n < Floor}
	if low, high, ok := stat.Garwood(k, level); ok {
		r.Low, r.High = Float(low/float64(n)), Float(high/float64(n))
	}
	return r
}

// firstDeals gives the day of the first deal of every rep.
func (f *frame) firstDeals() map[record.ID]record.Date {
	out := make(map[record.ID]record.Date)
	note := func(rep record.ID, day record.Date) {
		if first, ok := out[rep]; !ok || day < first {
			out[rep] = day
		}
	}
	for _, d := range f.deals().facts {
		note(d.maker, d.created)
		if !d.now.open() {
			note(d.now.rep, d.now.closed)
		}
	}
	return out
}

// row works out the row of a rep.
func (b *teamBuilder) row(rep *record.Rep) TeamRow {
	f := b.narrowed(rep.ID)
	r := TeamRow{ID: rep.ID, Rep: rep.Name, Team: rep.TeamAt(b.AsOf), ended: rep.Ended}
	r.Gone = rep.Archived || rep.Ended != 0 && rep.Ended < b.AsOf
	if rep.Ended != 0 && rep.Ended <= b.AsOf {
		r.Left = rep.Ended.String()
	}
	w := b.work.reps[rep.ID]
	if w == nil {
		w = b.work.newWork()
	}
	a := b.asked[rep.ID]
	if a == nil {
		a = &asked{}
	}
	size, n := f.dealSize()
	if n < Floor { // too few of one's own to tell
		size = b.dealSize
	}
	b.fill(&r, f, w, a, size)
	if r.Gone {
		r.Signal, r.SignalSince, r.Up = "", "", false
	}
	return r
}

// narrowed gives the frame of one rep.
func (b *teamBuilder) narrowed(rep record.ID) *frame {
	f := *b.frame
	f.Reps = []record.ID{rep}
	f.scope = newScope(f.View)
	return &f
}

// total fills the row of everybody.
func (b *teamBuilder) total() {
	all := &asked{}
	for _, a := range b.asked {
		all.add(a)
	}
	b.fill(&b.out.Total, b.frame, b.work.total, all, b.dealSize)
	b.out.Total.Attention, b.out.Total.AtRisk = []Concern{}, nil
}

// fill works out a row for a frame.
func (b *teamBuilder) fill(r *TeamRow, f *frame, w *work, a *asked, size float64) {
	r.Activity = b.activity(w)
	r.Calls, r.Connected, r.Booked, r.Held = w.calls, w.connected, w.booked, w.held
	r.ConnectRate = rate(share(w.connected, w.calls, ""))
	r.MeetingRate = per(w.booked, w.connected)
	r.ResponseHours = rate(medianWait(a.waits, nil))
	limit := f.answerLimit(f.AsOf)
	r.AnswerWithin = Float(limit)
	r.Waiting, r.waitingSince = a.late(limit)

	now := f.window(b.start, b.end)
	created := pipelineCreated(now)
	r.Created, r.CreatedValue = created.N, created.Number
	won := bookedRevenue(now)
	r.Won, r.WonValue = won.N, won.Number
	r.WinRate = rate(winRate(f.window(f.from(), f.To)))
	b.standing(r, f)
	r.Coverage = f.coverageAt(f.AsOf, f.AsOf).Number
	r.Attainment = f.attainment(size)
}

// standing fills what is open, by the definitions of Pipeline.
func (b *teamBuilder) standing(r *TeamRow, f *frame) {
	p := Pipeline{}
	health := pipelineBuilder{Pipeline: &p, w: f.window(f.from(), f.To)}
	health.open()
	r.Open, r.OpenValue, r.WeightedValue = p.OpenCount, p.OpenValue, p.WeightedValue
	r.Overdue, r.OverdueNextStep, r.NoNextStep = p.Overdue, p.OverdueNextStep, p.NoNextStep
	for _, o := range f.openAt(f.AsOf) {
		d := b.risk(o)
		if d.Rotting {
			r.Rotting++
		}
		if d.Overdue || d.LateStep {
			r.PastDue++
		}
		if d.Rotting || d.Overdue || d.LateStep || d.NoStep {
			r.AtRisk = append(r.AtRisk, d)
		}
	}
	slices.SortFunc(r.AtRisk, func(x, y DealRisk) int {
		return cmp.Or(cmp.Compare(y.Minor, x.Minor), slices.Compare(x.Deal[:], y.Deal[:]))
	})
}

// risk says what is wrong with an open deal.
func (b *teamBuilder) risk(o open) DealRisk {
	now := b.agreed(o.at, b.AsOf)
	d := DealRisk{
		Deal: o.fact.deal.ID, Days: -1,
		Rotting: o.at.rots(b.AsOf, b.rot[o.at.stage]), Overdue: o.at.closePast(b.AsOf),
		LateStep: now.stepLate(b.AsOf), NoStep: !now.nextStep,
	}
	if o.at.priced && b.ours(o.at.code) {
		d.Minor = o.at.minor
	}
	if o.at.since != 0 {
		d.Days = int(b.AsOf - o.at.since)
	}
	return d
}

// rest gives the row of whatever belongs to nobody who has a row.
func (b *teamBuilder) rest() TeamRow {
	but := make(map[record.ID]bool, len(b.out.Rows))
	for _, r := range b.out.Rows {
		but[r.ID] = true
	}
	f := *b.frame
	f.scope = b.scope.without(but)
	w, a := b.work.newWork(), &asked{}
	for id, one := range b.work.reps {
		if !but[id] {
			w.add(one)
		}
	}
	for id, one := range b.asked {
		if !but[id] {
			a.add(one)
		}
	}
	r := TeamRow{Gone: true, Attention: []Concern{}}
	b.fill(&r, &f, w, a, 0)
	r.Signal, r.SignalSince, r.Up = "", "", false
	return r
}

func (w *work) add(o *work) {
	for i, n := range o.all {
		w.all[i] += n
	}
	for sym, counts := range o.kinds {
		own := w.kind(sym)
		for i, n := range counts {
			own[i] += n
		}
	}
	w.calls, w.connected, w.booked, w.held = w.calls+o.calls, w.connected+o.connected, w.booked+o.booked, w.held+o.held
	if w.first == 0 || o.first != 0 && o.first < w.first {
		w.first = o.first
	}
	w.last = max(w.last, o.last)
}

func (a *asked) add(o *asked) {
	a.waits, a.open, a.since = append(a.waits, o.waits...), append(a.open, o.open...), append(a.since, o.since...)
}
