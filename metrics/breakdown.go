package metrics

import (
	"cmp"
	"context"
	"math"
	"slices"

	"foresail/store/record"
)

// Dimension is what a number is broken down by.
type Dimension string

// The dimensions. That of the rep follows who owned the record on its day;
// the others are fields of deals, as they stand on the as-of day.
const (
	ByRep     Dimension = "rep"
	BySegment Dimension = "segment"
	BySource  Dimension = "source"
	ByProduct Dimension = "product"
)

// dealFields say how a deal states a dimension.
var dealFields = []struct {
	by   Dimension
	from func(record.DealState) string
}{
	{BySegment, func(s record.DealState) string { return s.Segment }},
	{BySource, func(s record.DealState) string { return s.Source }},
	{ByProduct, func(s record.DealState) string { return s.Product }},
}

// Part is one row of a breakdown.
type Part struct {
	// Name is the rep or the word of the field. It is empty for records that
	// state none, and for what the other rows leave of the total.
	Name  string
	Value Value
}

// Breakdown is an indicator over a window by one dimension.
type Breakdown struct {
	By   Dimension
	Why  string // message that says why there is none; "" where there is one
	Adds bool   // the rows add up to the total
	Rows []Part // largest first; the row without a name last
}

// breakdowns gives an indicator over a window by everything its records carry.
func (f *frame) breakdowns(ctx context.Context, i *Indicator, from, to record.Date) ([]Breakdown, error) {
	total := f.value(i, from, to)
	out := []Breakdown{f.byRep(i, from, to)}
	for _, field := range dealFields {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, f.byField(i, field.by, field.from, from, to))
	}
	for k := range out {
		out[k].finish(i, total, f.currency)
	}
	return out, nil
}

func (f *frame) byRep(i *Indicator, from, to record.Date) Breakdown {
	b := Breakdown{By: ByRep}
	switch {
	case i.TeamOnly:
		b.Why = "why.team_only"
		return b
	case len(f.Reps) == 1:
		b.Why = "breakdown.one_rep"
		return b
	}
	for _, r := range f.Book.RepList() {
		if f.Reps != nil && !slices.Contains(f.Reps, r.ID) {
			continue
		}
		v := f.View
		v.Reps = []record.ID{r.ID}
		b.Rows = append(b.Rows, Part{r.Name, newFrame(v, f.memo).value(i, from, to)})
	}
	return b
}

// ofDeals reports whether an indicator looks at deals alone, so that a part of
// them has a value of its own.
func (i *Indicator) ofDeals() bool {
	return len(i.Needs.Kinds) == 0 && slices.Contains(i.Needs.Types, record.TypeDeal) &&
		!slices.ContainsFunc(i.Needs.Types, func(t record.Type) bool { return t != record.TypeDeal && t != record.TypeContact })
}

func (f *frame) byField(i *Indicator, by Dimension, word func(record.DealState) string, from, to record.Date) Breakdown {
	b := Breakdown{By: by}
	if !i.ofDeals() {
		b.Why = "breakdown.not_deals"
		return b
	}
	f.deals() // follows every deal
	parts := make(map[string][]*track)
	var names []string
	for _, t := range f.memo.list {
		s, ok := t.deal.At(f.AsOf)
		if !ok {
			continue
		}
		name := word(s)
		if parts[name] == nil {
			names = append(names, name)
		}
		parts[name] = append(parts[name], t)
	}
	if len(names) == 0 || len(names) == 1 && names[0] == "" {
		b.Why = "breakdown.none_stated"
		return b
	}
	slices.Sort(names)
	for _, name := range names {
		m := newMemo()
		m.list, m.tracks = parts[name], f.memo.tracks
		b.Rows = append(b.Rows, Part{name, newFrame(f.View, m).value(i, from, to)})
	}
	return b
}

// finish sorts the rows, drops those that have nothing, and adds what they
// leave of the total.
func (b *Breakdown) finish(i *Indicator, total Value, currency string) {
	if b.Why != "" {
		return
	}
	b.Adds = i.Fold == Sum || i.Fold == Stock && i.Unit == UnitMoney
	if b.Adds {
		b.rest(total, currency)
	}
	b.Rows = slices.DeleteFunc(b.Rows, func(p Part) bool { return !p.Value.Set || b.Adds && p.Value.X == 0 })
	slices.SortStableFunc(b.Rows, func(x, y Part) int {
		return cmp.Or(cmp.Compare(unnamed(x), unnamed(y)), cmp.Compare(y.Value.X, x.Value.X))
	})
	if len(b.Rows) == 0 {
		b.Why = "breakdown.nothing"
	}
}

func unnamed(p Part) int {
	if p.Name == "" {
		return 1
	}
	return 0
}

// rest adds what the rows leave of the total to the row without a name: of
// records whose rep is not known, or that state nothing. Money is added up in
// minor units, so that the rows come to the total to the cent.
func (b *Breakdown) rest(total Value, currency string) {
	minor, x, n := total.Minor, total.X, total.N
	for _, p := range b.Rows {
		minor, x, n = minor-p.Value.Minor, x-p.Value.X, n-p.Value.N
	}
	left := Value{N: n}
	switch {
	case !total.Set:
		return
	case total.Exact && minor != 0:
		left.Number = Amount(minor, currency)
	case !total.Exact && math.Abs(x) > 1e-9*math.Abs(total.X):
		left.Number = Float(x)
	default:
		return
	}
	at := slices.IndexFunc(b.Rows, func(p Part) bool { return p.Name == "" })
	if at < 0 {
		b.Rows = append(b.Rows, Part{"", left})
		return
	}
	have := &b.Rows[at].Value
	have.N += n
	if total.Exact {
		have.Number = Amount(have.Minor+minor, currency)
	} else {
		have.Number = Float(have.X + x)
	}
}
