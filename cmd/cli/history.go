package cli

import (
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) historyCommand() *cobra.Command {
	cmd := a.command("history", "history ID", nil, a.takes(1, 1))
	asJSON := a.jsonFlag(cmd)
	cmd.ValidArgsFunction = a.completing(dealTitles)
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error { return d.history(cmd, args[0], *asJSON) }))
	return cmd
}

// historyRow is one event about a thing in JSON.
type historyRow struct {
	Ref      string        `json:"ref"`
	Recorded string        `json:"recorded"` // when it was recorded, RFC 3339
	By       string        `json:"by"`
	From     string        `json:"from"` // from when on it holds; "" for as far back as known
	What     string        `json:"what"`
	Undone   bool          `json:"undone"`
	Fields   []historyCell `json:"fields"`
}

type historyCell struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// history tells every event about an activity or a deal, oldest first.
func (d *desk) history(cmd *cobra.Command, text string, asJSON bool) error {
	t, id, err := d.subject(cmd, text)
	if err != nil {
		return err
	}
	events, err := d.eventsOf(cmd, t, id)
	if err != nil {
		return err
	}
	rows := []historyRow{}
	voided, err := d.store.TakenBack(cmd.Context(), events...)
	if err != nil {
		return err
	}
	for _, e := range events {
		rows = append(rows, d.historyRow(e, voided[e.Ref]))
	}
	if asJSON {
		return d.printJSON(rows)
	}
	table := d.table("ref", "recorded", "by", "what")
	table.limit = 0
	for _, r := range rows {
		what := r.What
		if r.Undone {
			what = d.say.T("cli.history.undone", "what", what)
		}
		if from := day(r.From); from != "" && from != day(r.Recorded) {
			what = d.say.T("cli.history.from", "what", what, "from", from)
		}
		table.row(r.Ref, minute(r.Recorded), r.By, what)
	}
	table.print(d.Out)
	return nil
}

// subject finds what a history is asked of: the event of a reference, an
// activity's id, or a deal.
func (d *desk) subject(cmd *cobra.Command, text string) (record.Type, record.ID, error) {
	if ref, err := d.store.Ref(text); err == nil {
		e, err := d.store.Event(cmd.Context(), ref)
		if err != nil {
			return 0, record.ID{}, err
		}
		t, id := event.Subject(e.Body)
		return t, id, nil
	}
	if id, err := record.ParseID(text); err == nil && d.book.Deals[id] == nil {
		return record.TypeActivity, id, nil
	}
	deal, err := d.deal(text)
	if err != nil {
		return 0, record.ID{}, err
	}
	return record.TypeDeal, deal.ID, nil
}

// eventsOf gives the events about one thing, oldest first.
func (d *desk) eventsOf(cmd *cobra.Command, t record.Type, id record.ID) ([]event.Event, error) {
	out, err := d.store.History(cmd.Context(), t, id)
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, say.Errorf("cli.history.none", "id", id)
	}
	return out, nil
}

func (d *desk) historyRow(e event.Event, voided bool) historyRow {
	r := historyRow{
		Ref: d.store.RefText(e.Ref), By: d.book.RepName(e.By), What: d.describe(e.Body), Undone: voided, Fields: []historyCell{},
		Recorded: time.UnixMilli(e.Stamp.Wall).In(d.now.Location()).Format("2006-01-02T15:04:05Z07:00"),
	}
	var fields []record.Assign
	switch b := e.Body.(type) {
	case event.Set:
		fields, r.From = b.Fields, stamp(b.At)
	case event.Amend:
		fields = b.Fields
	case event.Activity:
		r.From = stamp(b.At)
	}
	for _, f := range fields {
		r.Fields = append(r.Fields, historyCell{f.Field.Spec().Name, d.value(f.Field, f.Value)})
	}
	return r
}

// minute gives the date and time of day of an RFC 3339 stamp.
func minute(stamp string) string {
	if len(stamp) < len("2006-01-02T15:04") {
		return stamp
	}
	return stamp[:10] + " " + stamp[11:16]
}
