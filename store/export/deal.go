package export

import (
	"io"
	"slices"

	"foresail/store/record"
)

// dealAt is a deal as it stood on the day of the export.
type dealAt struct {
	*record.Deal
	record.DealState
	stage *record.Stage
}

// Deals writes every deal as it stood at the end of a day; the zero date
// means now.
func Deals(w io.Writer, format string, book *record.Book, asOf record.Date) error {
	return write(w, format, "deals", dealColumns(book), func(yield func(dealAt) bool) error {
		for _, d := range book.DealList() {
			if s, there := d.At(asOf); there && !yield(dealAt{d, s, book.Stage(s.Stage)}) {
				break
			}
		}
		return nil
	})
}

func dealColumns(b *record.Book) []column[dealAt] {
	type d = dealAt
	return []column[d]{
		{"foresail_id", func(x d) cell { return id(x.ID) }},
		{"title", func(x d) cell { return word(x.Title) }},
		{"account", func(x d) cell { return word(b.AccountName(x.Account)) }},
		{"contact", func(x d) cell { return word(contactName(b, x.Contact)) }},
		{"rep", func(x d) cell { return word(b.RepName(x.Rep)) }},
		{"stage", func(x d) cell { return word(x.Stage) }},
		{"stage_since", func(x d) cell { return moment(x.StageSince) }},
		{"stage_order", func(x d) cell { return x.order() }},
		{"stage_probability", func(x d) cell { return x.chance() }},
		{"amount", func(x d) cell { return x.amount() }},
		{"currency", func(x d) cell { return word(x.Amount.Currency) }},
		{"created", func(x d) cell { return moment(x.Created) }},
		{"closed", func(x d) cell { return moment(x.Closed) }},
		{"expected_close", func(x d) cell { return word(x.Expected.String()) }},
		{"source", func(x d) cell { return word(x.DealState.Source) }},
		{"segment", func(x d) cell { return word(x.Segment) }},
		{"product", func(x d) cell { return word(x.Product) }},
		{"next_step", func(x d) cell { return word(x.NextStep) }},
		{"next_due", func(x d) cell { return moment(x.NextDue) }},
		{"lost_reason", func(x d) cell { return word(x.LostReason) }},
		{"forecast", func(x d) cell { return word(x.Forecast) }},
		{"source_system", func(x d) cell { return word(x.Deal.Source.System) }},
		{"source_key", func(x d) cell { return word(x.Deal.Source.Key) }},
	}
}

func (d dealAt) amount() cell {
	if !d.HasAmount {
		return cell{}
	}
	return sum(d.Amount)
}

func (d dealAt) order() cell {
	if d.stage == nil {
		return cell{}
	}
	return integer(int64(d.stage.Order))
}

func (d dealAt) chance() cell {
	if d.stage == nil || d.stage.Probability == 0 {
		return cell{}
	}
	return float(d.stage.Probability)
}

// step is one move of one deal.
type step struct {
	deal *record.Deal
	record.Move
}

// StageChanges writes every move of every deal up to the end of a day, by
// time; the zero date means now.
func StageChanges(w io.Writer, format string, book *record.Book, asOf record.Date) error {
	var all []step
	for _, d := range book.DealList() {
		for _, m := range d.Moves {
			if asOf == 0 || m.At.Date() <= asOf {
				all = append(all, step{d, m})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b step) int { return a.At.Compare(b.At) })
	return write(w, format, "stage-changes", []column[step]{
		{"deal_id", func(x step) cell { return id(x.deal.ID) }},
		{"deal_title", func(x step) cell { return word(x.deal.Now.Title) }},
		{"at", func(x step) cell { return moment(x.At) }},
		{"from_stage", func(x step) cell { return word(x.From) }},
		{"stage", func(x step) cell { return word(x.To) }},
	}, list(all))
}
