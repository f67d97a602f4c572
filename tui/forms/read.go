package forms

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
)

// text reads words as they stand.
func (s *sheet) text(text string) (reading, error) {
	if len(text) > event.MaxText {
		return reading{}, say.Errorf("form.long", "max", event.MaxText)
	}
	return reading{value: record.Text(text)}, nil
}

// name reads words that have to be there.
func (s *sheet) name(text string) (reading, error) {
	if text == "" {
		return reading{}, say.Errorf("form.missing")
	}
	return s.text(text)
}

// amountWhy words the reasons for which an amount is refused.
var amountWhy = []struct {
	err error
	key string
}{
	{money.ErrAmbiguous, "form.amount.ambiguous"}, {money.ErrTooPrecise, "form.amount.precise"},
	{money.ErrTooLarge, "form.amount.large"}, {money.ErrNoCurrency, "form.amount.no-currency"},
	{money.ErrCurrency, "form.amount.currency"},
}

// amount reads an amount. One that was there cannot be taken away, only be
// made another: had says that there was one.
func (s *sheet) amount(had bool) reader {
	return func(text string) (reading, error) {
		if text == "" {
			if had {
				return reading{}, say.Errorf("form.amount.empty")
			}
			return reading{}, nil
		}
		m, err := money.Parse(text, s.data.Book.Settings.Currency)
		if err != nil {
			return reading{}, s.refused(err, text)
		}
		if m.Minor < 0 {
			return reading{}, say.Errorf("form.amount.negative")
		}
		return reading{value: record.MoneyValue(m), words: s.env.Say.Money(m)}, nil
	}
}

// refused says why an amount cannot be read, and how it has to be.
func (s *sheet) refused(err error, text string) error {
	if e, ok := money.Misfit(err); ok {
		return say.Errorf(precise(e), "currency", e.Currency, "n", e.Decimals, "low", e.Low, "high", e.High)
	}
	for _, w := range amountWhy {
		if errors.Is(err, w.err) {
			return say.Errorf(w.key, "word", text, "code", s.code())
		}
	}
	return say.Errorf("form.amount.unknown", "word", text, "code", s.code())
}

// precise gives the message about the decimals of a currency.
func precise(e *money.PrecisionError) string {
	if e.Decimals == 0 {
		return "form.amount.whole"
	}
	return "form.amount.decimals"
}

// code gives the currency of the file as one types it.
func (s *sheet) code() string {
	return strings.ToLower(cmp.Or(s.data.Book.Settings.Currency, s.data.Pipeline.Currency, "usd"))
}

// day reads a day that lies ahead where nothing else is said.
func (s *sheet) day(text string) (reading, error) {
	if text == "" {
		return reading{value: record.DateValue(0)}, nil
	}
	d, err := quick.Date(text, s.env.Now(), quick.Future)
	if err != nil {
		return reading{}, err
	}
	return reading{value: record.DateValue(d), words: s.dayWords(d)}, nil
}

// past reads a day that lies behind where nothing else is said; today for nothing.
func (s *sheet) past(text string) (reading, error) {
	d := s.data.Today
	if text != "" {
		var err error
		if d, err = quick.Date(text, s.env.Now(), quick.Past); err != nil {
			return reading{}, err
		}
	}
	return reading{value: record.DateValue(d), words: s.dayWords(d)}, nil
}

// moment reads a time that lies ahead.
func (s *sheet) moment(text string) (reading, error) {
	if text == "" {
		return reading{value: record.TimeValue(record.Time{})}, nil
	}
	t, err := quick.When(text, s.env.Now(), quick.Future)
	if err != nil {
		return reading{}, err
	}
	return reading{value: record.TimeValue(t), words: s.dayWords(t.Date()) + " " + s.env.Say.Clock(t)}, nil
}

// dayWords words a day with its place in the week and the year.
func (s *sheet) dayWords(d record.Date) string {
	return s.env.Say.Weekday(d.Weekday()) + " " + s.env.Say.Date(d)
}

// written gives a time as moment reads it.
func written(t record.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	at := t.Std().In(zone)
	return record.DateOf(at).String() + " " + at.Format("15:04")
}

// account reads the name of an account: that of one known, a part of the name
// that only one has, or a new one.
func (s *sheet) account(text string) (reading, error) {
	if text == "" {
		return reading{value: record.IDValue(record.ID{})}, nil
	}
	if a := s.knownAccount(text); a != nil {
		return reading{value: record.IDValue(a.ID), words: differs(a.Name, text)}, nil
	}
	if len(text) > event.MaxText {
		return reading{}, say.Errorf("form.long", "max", event.MaxText)
	}
	id := record.AccountID(text)
	fields := []record.Assign{{Field: record.FieldName, Value: record.Text(text)}}
	if !s.env.Rep.IsZero() {
		fields = append(fields, record.Assign{Field: record.FieldRep, Value: record.IDValue(s.env.Rep)})
	}
	return reading{
		value: record.IDValue(id), words: s.env.Say.T("form.account.new", "name", text),
		first: []event.Body{event.Set{Type: record.TypeAccount, ID: id, At: record.TimeOf(s.env.Now()), Fields: fields}},
	}, nil
}

func (s *sheet) knownAccount(text string) *record.Account {
	if a := s.data.Book.Accounts[record.AccountID(text)]; a != nil {
		return a
	}
	var found choice[*record.Account]
	for _, a := range s.data.Book.Accounts {
		if !a.Archived {
			found.try(a, a.Name, record.Fold(text))
		}
	}
	a, _ := found.only()
	return a
}

// rep reads the name of a rep, or a part of it that only one has.
func (s *sheet) rep(text string) (reading, error) {
	if text == "" {
		return reading{value: record.IDValue(record.ID{})}, nil
	}
	var found choice[*record.Rep]
	for _, r := range s.data.Book.Reps {
		found.try(r, r.Name, record.Fold(text))
	}
	r, ok := found.only()
	if !ok {
		return reading{}, say.Errorf("form.owner.unknown", "name", text)
	}
	return reading{value: record.IDValue(r.ID), words: differs(r.Name, text)}, nil
}

// differs gives a name where it is another than what was typed.
func differs(name, typed string) string {
	if name == typed {
		return ""
	}
	return name
}

// choice finds the one thing that a text names.
type choice[T any] struct {
	exact, part []T
}

// try looks at one thing; folded is what was typed.
func (c *choice[T]) try(x T, name, folded string) {
	switch name = record.Fold(name); {
	case name == folded:
		c.exact = append(c.exact, x)
	case strings.Contains(" "+name, " "+folded):
		c.part = append(c.part, x)
	}
}

// only gives what was found, and false for nothing or several.
func (c *choice[T]) only() (x T, ok bool) {
	if len(c.exact) > 0 {
		return c.exact[0], true
	}
	if len(c.part) == 1 {
		return c.part[0], true
	}
	return x, false
}

// common gives the different values, most frequent first, at most most of them.
func common(values []string) []string {
	const most = 200
	n := make(map[string]int)
	for _, v := range values {
		if v != "" {
			n[v]++
		}
	}
	out := make([]string, 0, len(n))
	for v := range n {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), most)]
}
