package export

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"foresail/store/record"
)

// Accounts writes every account, by name.
func Accounts(w io.Writer, format string, book *record.Book) error {
	type a = *record.Account
	return write(w, format, "accounts", []column[a]{
		{"foresail_id", func(x a) cell { return id(x.ID) }},
		{"account", func(x a) cell { return word(x.Name) }},
		{"rep", func(x a) cell { return word(book.RepName(x.Rep)) }},
		{"source", func(x a) cell { return word(x.Source) }},
		{"segment", func(x a) cell { return word(x.Segment) }},
		{"created", func(x a) cell { return moment(x.Created) }},
		{"lead", func(x a) cell { return yes(x.Lead) }},
		{"qualified", func(x a) cell { return moment(x.Qualified) }},
		{"lost", func(x a) cell { return moment(x.Lost) }},
		{"next_step", func(x a) cell { return word(x.NextStep) }},
		{"next_due", func(x a) cell { return moment(x.NextDue) }},
		{"source_system", func(x a) cell { return word(x.Origin.System) }},
		{"source_key", func(x a) cell { return word(x.Origin.Key) }},
	}, list(book.AccountList()))
}

func yes(b bool) cell {
	if b {
		return word("yes")
	}
	return cell{}
}

// Contacts writes every contact, by name.
func Contacts(w io.Writer, format string, book *record.Book) error {
	type c = *record.Contact
	all := slices.SortedFunc(maps.Values(book.Contacts), func(a, b c) int {
		return cmp.Or(cmp.Compare(record.Fold(a.Name), record.Fold(b.Name)), slices.Compare(a.ID[:], b.ID[:]))
	})
	return write(w, format, "contacts", []column[c]{
		{"foresail_id", func(x c) cell { return id(x.ID) }},
		{"contact", func(x c) cell { return word(x.Name) }},
		{"account", func(x c) cell { return word(book.AccountName(x.Account)) }},
		{"email", func(x c) cell { return word(x.Email) }},
		{"phone", func(x c) cell { return word(x.Phone) }},
		{"source_system", func(x c) cell { return word(x.Origin.System) }},
		{"source_key", func(x c) cell { return word(x.Origin.Key) }},
	}, list(all))
}

// Reps writes every rep, by name.
func Reps(w io.Writer, format string, book *record.Book) error {
	type r = *record.Rep
	return write(w, format, "reps", []column[r]{
		{"foresail_id", func(x r) cell { return id(x.ID) }},
		{"rep", func(x r) cell { return word(x.Name) }},
		{"team", func(x r) cell { return word(x.Team) }},
		{"email", func(x r) cell { return word(x.Email) }},
	}, list(book.RepList()))
}
