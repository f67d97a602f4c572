package forms

import (
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// NewDeal asks for a deal that is to be made.
func NewDeal(env *panel.Env, d panel.Data) panel.Form {
	s := newSheet(env, d, record.TypeDeal, env.NewID())
	s.dealRows(record.DealState{Rep: env.Rep}, true)
	for i := range s.rows {
		r := &s.rows[i]
		switch r.field {
		case record.FieldAccount:
			r.Hint = env.Say.T("form.account.deal")
		case record.FieldTitle:
			r.Hint = env.Say.T("form.title.fresh")
			r.Check = func(text string) error { _, err := s.text(text); return err } // Save gives one without a title that of its account
		case record.FieldStage:
			if len(r.Options) > 0 {
				r.Field.Value = r.Options[0].Value
			}
		}
	}
	f := s.form(env.Say.T("form.new-deal"), func(v panel.Values) string {
		if v["account"] == "" {
			return env.Say.T("form.deal.made.alone", "deal", v["title"])
		}
		return env.Say.T("form.deal.made", "deal", v["title"])
	})
	s.blank() // whatever stands in it at first is written, too
	f.Fresh = true
	save := f.Save
	f.Save = func(v panel.Values) (tea.Cmd, error) {
		if v["title"] != "" {
			return save(v)
		}
		named := maps.Clone(v)
		if named["title"] = s.accountName(v["account"]); named["title"] == "" {
			return nil, panel.At{Key: "title", Err: say.Errorf("form.title.missing")}
		}
		return save(named)
	}
	return f
}

// accountName gives the name of the account that a text means, also of one that
// is to be made.
func (s *sheet) accountName(text string) string {
	if a := s.knownAccount(text); text != "" && a != nil {
		return a.Name
	}
	return text
}

// EditDeal asks for what a deal shall be; for the owner only where it is
// somebody else's. An unknown one gives an empty form of nothing.
func EditDeal(env *panel.Env, d panel.Data, id record.ID) panel.Form {
	deal := d.Book.Deals[id]
	if deal == nil {
		return panel.Form{}
	}
	s := newSheet(env, d, record.TypeDeal, id)
	if !d.MineDeal(id) {
		return s.handOver(deal.Now.Title, deal.Now.Rep)
	}
	s.dealRows(deal.Now, false)
	return s.form(env.Say.T("form.edit-deal"), func(v panel.Values) string { return env.Say.T("form.deal.saved", "deal", v["title"]) })
}

// Whose asks whose a deal without an account is, and says why it is asked.
func Whose(env *panel.Env, d panel.Data, id record.ID) panel.Form {
	f := EditDeal(env, d, id)
	f.Amiss = say.Errorf("form.deal.alone")
	return f
}

// blank lets the rows count as changed whatever is entered, for something new.
func (s *sheet) blank() {
	s.fresh = true
	for i := range s.rows {
		s.rows[i].Field.Value = ""
	}
}

// dealRows adds the fields of a deal.
func (s *sheet) dealRows(now record.DealState, fresh bool) {
	book, zone := s.data.Book, s.env.Now().Location()
	amount, expected := "", ""
	if now.HasAmount {
		amount = money.Plain(now.Amount)
		if now.Amount.Currency != book.Settings.Currency {
			amount += " " + now.Amount.Currency
		}
	}
	if now.Expected != 0 {
		expected = now.Expected.String()
	}
	s.add("account", record.FieldAccount, book.AccountName(now.Account), s.account, offering(accountNames(book)))
	s.add("title", record.FieldTitle, now.Title, s.name)
	s.add("amount", record.FieldAmount, amount, s.amount(now.HasAmount))
	s.stageRow(now)
	s.add("expected", record.FieldExpected, expected, s.day)
	s.stepRows(now.NextStep, now.NextDue, zone)
	s.add("source", record.FieldSource, now.Source, s.text, offering(dealValues(book, func(d *record.DealState) string { return d.Source })))
	s.add("segment", record.FieldSegment, now.Segment, s.text, offering(dealValues(book, func(d *record.DealState) string { return d.Segment })))
	s.add("product", record.FieldProduct, now.Product, s.text, offering(dealValues(book, func(d *record.DealState) string { return d.Product })))
	s.ownerRow(now.Rep, fresh)
	if !fresh && !now.Open() {
		s.add("reason", record.FieldLostReason, now.LostReason, s.text)
	}
}

// ownerRow adds whose it is, for those who may hand things over; what is new is
// its maker's otherwise.
func (s *sheet) ownerRow(owner record.ID, fresh bool) {
	switch {
	case s.env.May(panel.HandOver):
		s.add("owner", record.FieldRep, s.data.Book.RepName(owner), s.rep, offering(repNames(s.data.Book)))
	case fresh:
		s.always = append(s.always, record.Assign{Field: record.FieldRep, Value: record.IDValue(owner)})
	}
}

// handOver asks who is to own what is somebody else's, and for nothing besides.
func (s *sheet) handOver(name string, owner record.ID) panel.Form {
	s.ownerRow(owner, false)
	return s.form(s.env.Say.T("form.hand-over", "name", name), func(v panel.Values) string {
		return s.env.Say.T("form.handed-over", "name", name, "owner", v["owner"])
	})
}

// stageRow adds the choice of a stage: those in use, and the one that the deal
// is in whatever it is.
func (s *sheet) stageRow(now record.DealState) {
	s.add("stage", record.FieldStage, now.Stage, s.name, func(r *row) {
		r.Kind = panel.Choice
		known := now.Stage == ""
		for _, g := range s.data.Book.Stages {
			if !g.Archived || g.Key == now.Stage {
				r.Options = append(r.Options, panel.Option{Value: g.Key, Text: g.Name})
				known = known || g.Key == now.Stage
			}
		}
		if !known {
			r.Options = append(r.Options, panel.Option{Value: now.Stage, Text: now.Stage})
		}
	})
}

// stepRows adds the next step and when it is due.
func (s *sheet) stepRows(step string, due record.Time, zone *time.Location) {
	s.add("next", record.FieldNextStep, step, s.text, offering(kindKeys(s.data.Book)))
	s.add("due", record.FieldNextDue, written(due, zone), s.moment)
}

// Lost asks why a deal was lost, which may be left open, and marks it as lost;
// done words that it was. An unknown deal gives an empty form of nothing.
func Lost(env *panel.Env, d panel.Data, id record.ID, title, done string) panel.Form {
	if d.Book.Deals[id] == nil {
		return panel.Form{}
	}
	s := newSheet(env, d, record.TypeDeal, id)
	reasons := dealValues(d.Book, func(d *record.DealState) string { return d.LostReason })
	s.add("reason", record.FieldLostReason, "", s.text, offering(reasons))
	s.rows[0].Hint = env.Say.T("form.reason.lost")
	s.always = []record.Assign{{Field: record.FieldStage, Value: record.Text(record.StageLost)}}
	return s.form(title, func(panel.Values) string { return done })
}

// NextStep asks for what comes next with a deal, and when.
func NextStep(env *panel.Env, d panel.Data, id record.ID) panel.Form {
	deal := d.Book.Deals[id]
	if deal == nil {
		return panel.Form{}
	}
	s := newSheet(env, d, record.TypeDeal, id)
	s.stepRows(deal.Now.NextStep, deal.Now.NextDue, env.Now().Location())
	title := deal.Now.Title
	if title == "" {
		title = d.Book.AccountName(deal.Now.Account)
	}
	return s.form(env.Say.T("form.next-step", "deal", title), func(panel.Values) string {
		return env.Say.T("form.next.saved", "deal", title)
	})
}

func accountNames(b *record.Book) []string {
	var out []string
	for _, a := range b.AccountList() {
		if !a.Archived {
			out = append(out, a.Name)
		}
	}
	return out
}

func repNames(b *record.Book) []string {
	var out []string
	for _, r := range b.RepList() {
		if !r.Archived && r.Ended == 0 {
			out = append(out, r.Name)
		}
	}
	return out
}

func kindKeys(b *record.Book) []string {
	var out []string
	for _, k := range b.Kinds {
		if !k.Archived {
			out = append(out, k.Key)
		}
	}
	return out
}

func dealValues(b *record.Book, of func(*record.DealState) string) []string {
	all := make([]string, 0, len(b.Deals))
	for _, d := range b.Deals {
		all = append(all, of(&d.Now))
	}
	return common(all)
}
