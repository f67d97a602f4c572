package entry

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/quick"
	"foresail/store/record"
)

// Amend opens the line with an activity in it, to be corrected. Lines that were
// pasted before come afterwards.
func (e *Entry) Amend(a record.Activity) {
	e.makeRoom()
	e.amend = &a
	e.line.Set(Line(local(a, e.o.Now().Location()), e.book))
	e.show()
}

// local gives an activity with the times that clocks in a zone showed, which
// is how the line is read.
func local(a record.Activity, zone *time.Location) record.Activity {
	a.At = record.TimeOf(a.At.Std().In(zone))
	if !a.NextDue.IsZero() {
		a.NextDue = record.TimeOf(a.NextDue.Std().In(zone))
	}
	return a
}

// Line writes an activity as one would type it.
func Line(a record.Activity, book *record.Book) string {
	var w []string
	add := func(s ...string) { w = append(w, s...) }
	add(a.Kind)
	if name := book.AccountName(a.Account); name != "" {
		if d := book.Deals[a.Deal]; d != nil && d.Now.Title != "" {
			add(quick.Quote(name) + "/" + quick.Quote(d.Now.Title))
		} else {
			add(quick.Quote(name))
		}
	}
	if c := book.Contacts[a.Contact]; c != nil {
		add("with", quick.Quote(c.Name))
	}
	if a.Seconds > 0 {
		add(duration(a.Seconds))
	}
	add("@"+a.At.Date().String(), a.At.Std().Format("15:04"))
	if !a.Worth.IsZero() {
		add("worth", money.Plain(a.Worth), strings.ToLower(a.Worth.Currency))
	}
	for _, t := range a.Tags {
		add("+" + quick.Quote(t))
	}
	if a.NextKind != "" {
		add("then", a.NextKind)
		if !a.NextDue.IsZero() {
			add(a.NextDue.Date().String(), a.NextDue.Std().Format("15:04"))
		}
	}
	if a.Outcome != "" {
		add(a.Outcome)
	}
	line := strings.Join(w, " ")
	if a.Note != "" {
		line += ": " + flat(a.Note)
	}
	return line
}

func duration(s int32) string {
	h, m, sec := s/3600, s%3600/60, s%60
	switch {
	case sec != 0:
		return strconv.Itoa(int(s)) + "s"
	case h > 0 && m > 0:
		return strconv.Itoa(int(h)) + "h" + strconv.Itoa(int(m))
	case h > 0:
		return strconv.Itoa(int(h)) + "h"
	}
	return strconv.Itoa(int(m)) + "m"
}

func flat(note string) string { return strings.Join(strings.Fields(note), " ") }

// amended turns a newly understood activity into the correction of the one
// being amended. There are no bodies when nothing is different.
func (e *Entry) amended(s Save) Save {
	old := *e.amend
	out := Save{Done: e.o.Say.T("typing.amended"), Lines: s.Lines, amend: e.amend}
	var fields []record.Assign
	step := false
	var typed, now record.Activity
	for _, b := range s.Bodies {
		if act, ok := b.(event.Activity); ok {
			typed, now = act.Activity, e.kept(old, act.Activity)
			fields = differences(old, now)
			step = act.NextKind != old.NextKind || !sameMinute(act.NextDue, old.NextDue)
		}
	}
	for _, b := range s.Bodies {
		switch b := b.(type) {
		case event.Activity:
			if len(fields) > 0 {
				out.Bodies = append(out.Bodies, event.Amend{Activity: old.ID, Fields: fields})
			}
		case event.Set:
			switch b.ID {
			case typed.Deal:
				b.ID = now.Deal
			case typed.Account:
				b.ID = now.Account
			}
			if step || !slices.ContainsFunc(b.Fields, func(a record.Assign) bool { return a.Field == record.FieldNextStep }) {
				out.Bodies = append(out.Bodies, b)
			}
		}
	}
	if len(fields) == 0 {
		out.Bodies = nil
	}
	return out
}

// sameMinute compares times as far as a line says them.
func sameMinute(a, b record.Time) bool {
	return a.IsZero() == b.IsZero() && a.Unix-a.Unix%60 == b.Unix-b.Unix%60
}

// kept gives what was typed with the old ids where the names are the same: a
// line holds names only, and others may share them.
func (e *Entry) kept(old, now record.Activity) record.Activity {
	if e.book.AccountName(now.Account) == e.book.AccountName(old.Account) {
		now.Account = old.Account
	}
	if a, b := e.book.Deals[now.Deal], e.book.Deals[old.Deal]; a != nil && b != nil && a.Now.Title == b.Now.Title && b.Now.Account == now.Account {
		now.Deal = old.Deal
	}
	if a, b := e.book.Contacts[now.Contact], e.book.Contacts[old.Contact]; a != nil && b != nil && a.Name == b.Name && b.Account == now.Account {
		now.Contact = old.Contact
	}
	return now
}

// differences gives the fields in which an activity is to be different.
func differences(old, now record.Activity) []record.Assign {
	var out []record.Assign
	set := func(different bool, f record.Field, v record.Value) {
		if different {
			out = append(out, record.Assign{Field: f, Value: v})
		}
	}
	set(old.Kind != now.Kind, record.FieldKind, record.Text(now.Kind))
	set(!sameMinute(old.At, now.At), record.FieldWhen, record.TimeValue(now.At))
	set(old.Account != now.Account, record.FieldAccount, record.IDValue(now.Account))
	set(old.Deal != now.Deal, record.FieldDeal, record.IDValue(now.Deal))
	set(old.Contact != now.Contact, record.FieldContact, record.IDValue(now.Contact))
	set(old.Outcome != now.Outcome, record.FieldOutcome, record.Text(now.Outcome))
	set(old.Seconds != now.Seconds, record.FieldDuration, record.IntValue(int64(now.Seconds)))
	set(old.Worth != now.Worth, record.FieldWorth, record.MoneyValue(now.Worth))
	set(old.NextKind != now.NextKind, record.FieldNextStep, record.Text(now.NextKind))
	set(!sameMinute(old.NextDue, now.NextDue), record.FieldNextDue, record.TimeValue(now.NextDue))
	set(!slices.Equal(old.Tags, now.Tags), record.FieldTags, record.ListValue(now.Tags))
	set(flat(old.Note) != flat(now.Note), record.FieldNote, record.Text(now.Note))
	return out
}
