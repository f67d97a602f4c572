package cli

import (
	"fmt"
	"strings"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) dealCommand() *cobra.Command {
	cmd := a.command("deal", "deal", nil, nil)
	for _, build := range []func() *cobra.Command{
		a.dealAddCommand, a.dealMoveCommand, a.dealSetCommand, a.dealWinCommand, a.dealLoseCommand, a.dealShowCommand, a.dealListCommand,
	} {
		cmd.AddCommand(build())
	}
	return cmd
}

// dealOptions are the fields of a deal as flags; each is a field of the same
// name in `deal set FIELD=VALUE`.
var dealOptions = []struct {
	flag  string
	field record.Field
}{
	{"title", record.FieldTitle}, {"account", record.FieldAccount}, {"owner", record.FieldRep}, {"stage", record.FieldStage},
	{"amount", record.FieldAmount}, {"created", record.FieldCreated}, {"close", record.FieldExpected}, {"source", record.FieldSource},
	{"segment", record.FieldSegment}, {"product", record.FieldProduct}, {"next", record.FieldNextStep}, {"due", record.FieldNextDue},
	{"reason", record.FieldLostReason}, {"forecast", record.FieldForecast},
}

// forecasts are the forecast categories that a deal may be given by hand.
var forecasts = []string{"commit", "best", "pipeline", "omitted"}

// change collects what is to be asserted about one deal.
type change struct {
	*desk
	before []event.Body // a new account
	fields []record.Assign
}

// put reads the text of an option as a value of its field.
func (c *change) put(option, text string) error {
	for _, o := range dealOptions {
		if o.flag != option && o.field.Spec().Name != option {
			continue
		}
		v, err := c.read(o.flag, o.field, clean.Line(text))
		if err != nil {
			return err
		}
		c.fields = append(c.fields, record.Assign{Field: o.field, Value: v})
		return nil
	}
	var names []string
	for _, o := range dealOptions {
		names = append(names, o.flag)
	}
	return usagef("cli.deal.field", "field", option, "fields", list(c.say, names))
}

func (c *change) read(option string, f record.Field, text string) (record.Value, error) {
	switch f {
	case record.FieldAccount:
		return c.readAccount(text)
	case record.FieldRep:
		id, err := c.rep(text)
		return record.IDValue(id), err
	case record.FieldStage:
		key, err := c.stage(text)
		return record.Text(key), err
	case record.FieldAmount:
		m, err := money.Parse(text, c.book.Settings.Currency)
		if err != nil {
			return record.Value{}, usage{say.Because(err, "cli.amount", "text", text)}
		}
		if m.Minor < 0 {
			return record.Value{}, usagef("cli.amount.negative", "text", text)
		}
		return record.MoneyValue(m), nil
	case record.FieldForecast:
		for _, w := range forecasts {
			if w == text || text == "" {
				return record.Text(text), nil
			}
		}
		return record.Value{}, usagef("cli.deal.forecast", "text", text, "words", list(c.say, forecasts))
	}
	switch f.Spec().Form {
	case record.FormDate, record.FormTime:
		return c.readWhen(option, f, text)
	}
	return record.Text(text), nil
}

// readWhen reads a date or time by the grammar of quick entry: a deal began in
// the past, and all else about it lies ahead.
func (c *change) readWhen(option string, f record.Field, text string) (v record.Value, err error) {
	var day record.Date
	var at record.Time
	switch {
	case text == "":
		return record.Value{}, nil
	case f == record.FieldCreated:
		day, err = quick.Date(text, c.now, quick.Past)
		v = record.TimeValue(record.TimeOf(day.In(c.now.Location())))
	case f.Spec().Form == record.FormDate:
		day, err = quick.Date(text, c.now, quick.Future)
		v = record.DateValue(day)
	default:
		at, err = quick.When(text, c.now, quick.Future)
		v = record.TimeValue(at)
	}
	if err != nil {
		return record.Value{}, usagef("cli.date", "flag", option, "text", text)
	}
	return v, nil
}

func (c *change) readAccount(text string) (record.Value, error) {
	if text == "" {
		return record.Value{}, nil
	}
	id, known, err := c.account(text)
	if err != nil || known {
		return record.IDValue(id), err
	}
	c.before = append(c.before, event.Set{Type: record.TypeAccount, ID: id, At: record.TimeOf(c.now), Fields: []record.Assign{
		{Field: record.FieldName, Value: record.Text(text)},
	}})
	return record.IDValue(id), nil
}

// dealt is the JSON answer of the commands that change a deal.
type dealt struct {
	Ref     string  `json:"ref"` // what `foresail undo` takes
	Changed bool    `json:"changed"`
	Deal    dealRow `json:"deal"`
}

// save appends the change of a deal and tells how the deal stands then.
func (c *change) save(cmd *cobra.Command, id record.ID, at record.Time, asJSON bool) error {
	by, err := c.user()
	if err != nil {
		return err
	}
	set := event.Set{Type: record.TypeDeal, ID: id, At: at, Fields: c.fields}
	r, err := c.store.Append(cmd.Context(), by, append(c.before, set)...)
	if err != nil {
		return err
	}
	fresh, _, err := c.store.Refresh(cmd.Context(), c.snap)
	if err != nil {
		return err
	}
	after := *c.desk
	after.snap, after.book = fresh, fresh.Book
	out := dealt{Changed: len(r.Events) > 0}
	if out.Changed {
		out.Ref = after.store.RefText(r.Events[0].Ref)
	}
	deal := after.book.Deals[id]
	if deal == nil {
		return say.Errorf("cli.deal.unknown", "text", id.String())
	}
	out.Deal = after.dealRow(deal, deal.Now, after.today())
	if asJSON {
		return after.printJSON(out)
	}
	fmt.Fprintln(after.Out, after.say.T("cli.deal.saved", "deal", after.dealLine(out.Deal), "ref", out.Ref))
	return nil
}

// dealLine says a deal in one line.
func (d *desk) dealLine(r dealRow) string {
	parts := []string{r.Title}
	if r.Account != "" {
		parts[0] = r.Account + "/" + r.Title
	}
	parts = append(parts, r.Stage)
	if r.money != "" {
		parts = append(parts, r.money)
	}
	if r.ExpectedClose != "" && r.Closed == "" {
		parts = append(parts, d.say.T("cli.deal.expected", "date", r.ExpectedClose))
	}
	return strings.Join(parts, ", ")
}

// dealRow is a deal in JSON, as it stood on the day asked for.
type dealRow struct {
	ID            string `json:"id"`
	Title         string `json:"title"`
	Account       string `json:"account"`
	Rep           string `json:"rep"`
	Stage         string `json:"stage"`
	StageSince    string `json:"stage_since"`
	DaysInStage   *int   `json:"days_in_stage"`
	Amount        any    `json:"amount"` // null where none is known
	Currency      string `json:"currency"`
	Created       string `json:"created"`
	Closed        string `json:"closed"`
	ExpectedClose string `json:"expected_close"`
	Source        string `json:"source"`
	Segment       string `json:"segment"`
	Product       string `json:"product"`
	NextStep      string `json:"next_step"`
	NextDue       string `json:"next_due"`
	LostReason    string `json:"lost_reason"`
	Forecast      string `json:"forecast"`
	Pushes        int    `json:"pushes"`

	money string
}

func (d *desk) dealRow(deal *record.Deal, s record.DealState, asOf record.Date) dealRow {
	r := dealRow{
		ID: deal.ID.String(), Title: s.Title, Account: d.book.AccountName(s.Account), Rep: d.book.RepName(s.Rep),
		Stage: s.Stage, StageSince: stamp(s.StageSince), Created: stamp(s.Created), Closed: stamp(s.Closed),
		ExpectedClose: s.Expected.String(), Source: s.Source, Segment: s.Segment, Product: s.Product,
		NextStep: s.NextStep, NextDue: stamp(s.NextDue), LostReason: s.LostReason, Forecast: s.Forecast, Pushes: s.Pushes,
	}
	if s.HasAmount {
		r.Amount, r.Currency, r.money = money.JSON(s.Amount), s.Amount.Currency, moneyText(d.say, s.Amount)
	}
	if !s.StageSince.IsZero() && s.Open() {
		days := int(asOf - s.StageSince.Date())
		r.DaysInStage = &days
	}
	return r
}
