package quick

import (
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// Bodies gives the facts that a line tells, to be appended together: a new
// account and contact first, then the activity, then the next step, last that
// the one of the account is done. newID
// makes the activity's id. A line with problems, or one that lacks something,
// has none.
func (r Result) Bodies(newID func() record.ID) ([]event.Body, error) {
	if len(r.Problems) > 0 {
		return nil, r.Problems[0].Err
	}
	if r.Missing != "" {
		return nil, say.Errorf(r.Missing)
	}
	var out []event.Body
	if r.Account.New {
		out = append(out, r.newAccount())
	}
	if r.Contact.New {
		out = append(out, r.newContact())
	}
	a := record.Activity{
		ID: newID(), Kind: r.Kind.Key, At: r.At, Rep: r.context.Rep, Account: r.Account.ID, Deal: r.Deal.ID,
		Contact: r.Contact.ID, Outcome: r.Outcome, Seconds: r.Seconds, Worth: r.Worth, Tags: r.Tags, Note: r.Note,
	}
	if r.Next != nil {
		a.NextKind, a.NextDue = r.Next.Key, r.NextDue
	}
	out = append(out, event.Activity{Activity: a})
	if step, ok := r.step(); ok {
		out = append(out, step)
	}
	if step, ok := r.settled(); ok {
		out = append(out, step)
	}
	return out, nil
}

// settled gives the assertion that what was agreed on with the account is done by
// what was done on a deal that it counts for: one without a step of its own.
func (r Result) settled() (event.Set, bool) {
	set := event.Set{Type: record.TypeAccount, ID: r.Account.ID, At: r.At, Fields: stepFields("", record.Time{})}
	d := r.context.Book.Deals[r.Deal.ID]
	if d == nil || d.Now.Account != r.Account.ID {
		return set, false
	}
	planned, due, shared := r.context.Book.Agreed(&d.Now)
	return set, shared && planned == r.Kind.Key && !due.IsZero() && due.Date() <= r.At.Date()
}

func (r Result) newAccount() event.Set {
	fields := []record.Assign{{Field: record.FieldName, Value: record.Text(r.Account.Name)}}
	if !r.context.Rep.IsZero() {
		fields = append(fields, record.Assign{Field: record.FieldRep, Value: record.IDValue(r.context.Rep)})
	}
	if r.Kind.Key == record.KindInquiry {
		fields = append(fields, record.Assign{Field: record.FieldLead, Value: record.BoolValue(true)})
	}
	return event.Set{Type: record.TypeAccount, ID: r.Account.ID, At: r.At, Fields: fields}
}

func (r Result) newContact() event.Set {
	fields := []record.Assign{{Field: record.FieldName, Value: record.Text(r.Contact.Name)}}
	if !r.Account.ID.IsZero() {
		fields = append(fields, record.Assign{Field: record.FieldAccount, Value: record.IDValue(r.Account.ID)})
	}
	return event.Set{Type: record.TypeContact, ID: r.Contact.ID, At: r.At, Fields: fields}
}

// step gives the assertion about the next step: the one agreed on, or that
// the one there was is done.
func (r Result) step() (event.Set, bool) {
	set := event.Set{Type: record.TypeAccount, ID: r.Account.ID, At: r.At}
	planned, due := "", record.Time{}
	if a := r.context.Book.Accounts[r.Account.ID]; a != nil {
		planned, due = a.NextStep, a.NextDue
	}
	if !r.Deal.ID.IsZero() {
		set.Type, set.ID = record.TypeDeal, r.Deal.ID
		planned, due = "", record.Time{}
		if d := r.context.Book.Deals[r.Deal.ID]; d != nil {
			planned, due = d.Now.NextStep, d.Now.NextDue
		}
	}
	switch {
	case set.ID.IsZero():
		return set, false
	case r.Next != nil:
		set.Fields = stepFields(r.Next.Key, r.NextDue)
		return set, true
	case planned == r.Kind.Key && !due.IsZero() && due.Date() <= r.At.Date():
		set.Fields = stepFields("", record.Time{})
		return set, true
	}
	return set, false
}

func stepFields(kind string, due record.Time) []record.Assign {
	return []record.Assign{
		{Field: record.FieldNextStep, Value: record.Text(kind)},
		{Field: record.FieldNextDue, Value: record.TimeValue(due)},
	}
}
