package export

import (
	"io"
	"strings"

	"foresail/store/record"
)

// Activities writes the activities that each gives, with the names of a book.
func Activities(w io.Writer, format string, book *record.Book, each func(yield func(record.Activity) bool) error) error {
	return write(w, format, "activities", activityColumns(book), each)
}

func activityColumns(b *record.Book) []column[record.Activity] {
	type a = record.Activity
	return []column[a]{
		{"foresail_id", func(x a) cell { return id(x.ID) }},
		{"at", func(x a) cell { return moment(x.At) }},
		{"kind", func(x a) cell { return word(x.Kind) }},
		{"rep", func(x a) cell { return word(b.RepName(x.Rep)) }},
		{"account", func(x a) cell { return word(b.AccountName(x.Account)) }},
		{"deal_id", func(x a) cell { return id(x.Deal) }},
		{"deal", func(x a) cell { return word(dealTitle(b, x.Deal)) }},
		{"contact", func(x a) cell { return word(contactName(b, x.Contact)) }},
		{"outcome", func(x a) cell { return word(x.Outcome) }},
		{"duration", func(x a) cell { return seconds(x.Seconds) }},
		{"value", func(x a) cell { return sum(x.Worth) }},
		{"currency", func(x a) cell { return word(x.Worth.Currency) }},
		{"next_kind", func(x a) cell { return word(x.NextKind) }},
		{"next_due", func(x a) cell { return moment(x.NextDue) }},
		{"tags", func(x a) cell { return word(strings.Join(x.Tags, ";")) }},
		{"note", func(x a) cell { return word(x.Note) }},
		{"source_system", func(x a) cell { return word(x.Source.System) }},
		{"source_key", func(x a) cell { return word(x.Source.Key) }},
	}
}

func seconds(n int32) cell {
	if n == 0 {
		return cell{}
	}
	return integer(int64(n))
}

func dealTitle(b *record.Book, x record.ID) string {
	if d := b.Deals[x]; d != nil {
		return d.Now.Title
	}
	return ""
}

func contactName(b *record.Book, x record.ID) string {
	if c := b.Contacts[x]; c != nil {
		return c.Name
	}
	return ""
}
