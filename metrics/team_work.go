package metrics

import (
	"cmp"
	"slices"

	"foresail/store/record"
)

// Activity is how much a rep did: activities of the kinds that a rep starts,
// whatever came of them; agreed next steps, inquiries, notes and training are
// none. The usual is the centre of the process behaviour chart of the complete
// periods before, which begin with the first activity of the rep.
type Activity struct {
	Activities  int       `json:"activities"`        // this period, to date
	Before      int       `json:"activities_before"` // the whole period before
	Usual       Number    `json:"usual"`             // of a whole period
	UsualToDate Number    `json:"usual_to_date"`     // its share by working days gone, today by its hours
	Signal      string    `json:"signal"`            // of the last complete period
	SignalSince string    `json:"signal_since,omitempty"`
	Up          bool      `json:"signal_up,omitempty"` // it says more than usual
	Series      []Number  `json:"series"`              // the last periods, this one last
	Kinds       []KindUse `json:"kinds"`               // most usual first
	LastDay     string    `json:"last_activity"`       // anything logged but inquiries; "" for none in the periods looked at

	last        record.Date
	was, became float64 // levels before and after a signal
	signalFrom  record.Date
	usualPerDay float64     // a working day
	seen        record.Date // first activity in the periods looked at
}

// KindUse is how much a rep did of one kind.
type KindUse struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	N     int    `json:"n"` // this period, to date
	Usual Number `json:"usual"`
	Due   Number `json:"usual_to_date"`

	Signal string `json:"signal"` // of the last complete period
	Up     bool   `json:"signal_up,omitempty"`
}

// teamSeries is how many periods a row shows.
const teamSeries = 12

// work is what one rep did, counted.
type work struct {
	all                            []int // by period
	kinds                          map[record.Sym][]int
	calls, connected, booked, held int // in the recent days
	first, last                    record.Date
}

// workBook is the work of everybody in the scope, from the counts of days.
type workBook struct {
	starts []record.Date // of the periods, this one last
	reps   map[record.ID]*work
	total  *work
}

// workBook counts the activities of the periods up to the one that starts at
// start, and of the recent days, in one pass.
func (f *frame) workBook(start record.Date) *workBook {
	b := &workBook{reps: make(map[record.ID]*work), starts: make([]record.Date, baselinePeriods+1)}
	for k := range b.starts {
		b.starts[k] = f.Period.Add(start, k-baselinePeriods)
	}
	b.total = b.newWork()
	c := f.workCounter(b)
	first, last := f.Days.Span()
	if first == 0 {
		return b
	}
	for d := max(first, min(b.starts[0], c.recent)); d <= min(last, f.AsOf); d++ {
		c.day(d)
	}
	return b
}

func (b *workBook) newWork() *work {
	return &work{all: make([]int, len(b.starts)), kinds: make(map[record.Sym][]int)}
}

func (b *workBook) of(rep record.ID) *work {
	w := b.reps[rep]
	if w == nil {
		w = b.newWork()
		b.reps[rep] = w
	}
	return w
}

// workCounter goes through the counts of days in their order.
type workCounter struct {
	*frame
	book                           *workBook
	recent                         record.Date
	period                         int // of the day; -1 before the first
	planned, inquiry               record.Sym
	calls, connected, booked, held syms
	bySym                          map[record.Sym]*work
	ids                            map[record.Sym]record.ID
}

func (f *frame) workCounter(b *workBook) *workCounter {
	c := &workCounter{frame: f, book: b, recent: f.AsOf - recentDays + 1, period: -1}
	c.planned, _ = f.Syms.Find(record.Planned)
	c.inquiry, _ = f.Syms.Find(record.KindInquiry)
	c.calls, c.connected = f.syms(done(kindCall)), f.syms(connectedCalls)
	c.booked, c.held = f.syms(meetingsBooked), f.syms(meetingsHeld)
	c.bySym, c.ids = make(map[record.Sym]*work), make(map[record.Sym]record.ID)
	return c
}

// day counts one day. Its cells stand in the order of their reps.
func (c *workCounter) day(d record.Date) {
	for c.period+1 < len(c.book.starts) && c.book.starts[c.period+1] <= d {
		c.period++
	}
	var w *work
	rep, known := record.Sym(0), false
	for _, cell := range c.Days.Cells(d) {
		if !known || cell.Rep != rep {
			rep, known = cell.Rep, true
			w = c.whose(rep, d)
		}
		if w != nil {
			c.count(w, d, cell)
		}
	}
}

// whose gives the work to which a rep's cells of a day count; nil where they
// are out of scope.
func (c *workCounter) whose(rep record.Sym, d record.Date) *work {
	id, ok := c.ids[rep]
	if !ok {
		id = c.Syms.ID(rep)
		c.ids[rep] = id
	}
	if !c.scope.has(id, d) {
		return nil
	}
	w := c.bySym[rep]
	if w == nil {
		w = c.book.of(id)
		c.bySym[rep] = w
	}
	return w
}

func (c *workCounter) count(w *work, d record.Date, cell record.Cell) {
	t, n := tally{kind: cell.Kind, outcome: cell.Outcome}, int(cell.Count)
	if d >= c.recent {
		c.ratios(w, t, n)
	}
	if cell.Outcome == c.planned && c.planned != 0 {
		return
	}
	if cell.Kind != c.inquiry || c.inquiry == 0 {
		w.seen(d)
	}
	if c.period < 0 || !c.isOutbound(cell.Kind) {
		return
	}
	total := c.book.total
	w.all[c.period] += n
	total.all[c.period] += n
	w.kind(cell.Kind)[c.period] += n
	total.kind(cell.Kind)[c.period] += n
	total.seen(d)
}

func (c *workCounter) ratios(w *work, t tally, n int) {
	total := c.book.total
	for _, r := range [...]struct {
		match syms
		w, t  *int
	}{
		{c.calls, &w.calls, &total.calls}, {c.connected, &w.connected, &total.connected},
		{c.booked, &w.booked, &total.booked}, {c.held, &w.held, &total.held},
	} {
		if r.match.has(t) {
			*r.w += n
			*r.t += n
		}
	}
}

func (w *work) seen(d record.Date) {
	if w.first == 0 {
		w.first = d
	}
	w.last = d
}

func (w *work) kind(k record.Sym) []int {
	counts := w.kinds[k]
	if counts == nil {
		counts = make([]int, len(w.all))
		w.kinds[k] = counts
	}
	return counts
}

// activity gives what the work comes to.
func (b *teamBuilder) activity(w *work) Activity {
	n := len(w.all)
	a := Activity{
		Activities: w.all[n-1], Before: w.all[n-2], Series: make([]Number, 0, teamSeries), Kinds: []KindUse{},
		LastDay: w.last.String(), last: w.last, seen: w.first,
	}
	for _, x := range w.all[n-teamSeries:] {
		a.Series = append(a.Series, Float(float64(x)))
	}
	l := b.judge(w.all, w.first)
	a.Usual, a.Signal, a.Up = l.usual, l.signal, l.up
	a.was, a.became, a.signalFrom = l.was, l.became, l.since
	if a.Signal != "" {
		a.SignalSince = l.since.String()
	}
	if l.usual.Set {
		if days := b.usualDays(); days > 0 {
			a.usualPerDay = l.usual.X / days
		}
	}
	a.UsualToDate = b.toDate(l.usual)
	b.kinds(&a, w)
	return a
}

// kinds fills how much was done of each kind.
func (b *teamBuilder) kinds(a *Activity, w *work) {
	for sym, counts := range w.kinds {
		l := b.judge(counts, w.first)
		k := KindUse{Kind: b.Syms.Text(sym), N: counts[len(counts)-1], Usual: l.usual, Due: b.toDate(l.usual), Signal: l.signal, Up: l.up}
		if kind := b.Book.Kind(k.Kind); kind != nil {
			k.Name = kind.Name
		}
		a.Kinds = append(a.Kinds, k)
	}
	slices.SortFunc(a.Kinds, func(x, y KindUse) int {
		return cmp.Or(cmp.Compare(y.Usual.X, x.Usual.X), cmp.Compare(y.N, x.N), cmp.Compare(x.Kind, y.Kind))
	})
}

// usualDays is how many working days a complete period has, on average.
func (b *teamBuilder) usualDays() float64 {
	last := b.lastComplete(b.start)
	from := b.Period.Add(last, -3)
	return float64(b.workdays(from, b.Period.End(last))) / 4
}

// toDate gives the share of a usual period by the working days gone.
func (b *teamBuilder) toDate(usual Number) Number {
	days := b.workdays(b.start, b.end)
	if !usual.Set || days == 0 {
		return Number{}
	}
	return Float(usual.X * b.worked(b.start, b.end) / float64(days))
}
