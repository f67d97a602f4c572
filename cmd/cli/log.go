package cli

import (
	"fmt"
	"strings"

	"foresail/store"
	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/oklog/ulid/v2"
	"github.com/spf13/cobra"
)

func (a *app) logCommand() *cobra.Command {
	cmd := a.command("log", "log ENTRY…", nil, a.takes(1, many))
	asJSON := a.jsonFlag(cmd)
	id := cmd.Flags().String("id", "", a.say.T("cli.flag.id"))
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		line := joinEntry(args)
		d, err := a.sitWith(cmd, entryTypes(line)...)
		if err != nil {
			return err
		}
		return d.log(cmd, line, *id, *asJSON)
	})
	cmd.ValidArgsFunction = a.completeEntry
	return writes(cmd)
}

// entryTypes says what has to be read to understand an entry. Deals and
// contacts are most of a file, and few entries name one.
func entryTypes(line string) []record.Type {
	types := []record.Type{record.TypeRep, record.TypeKind, record.TypeAccount}
	if strings.Contains(line, "/") {
		types = append(types, record.TypeDeal, record.TypeStage)
	}
	if strings.Contains(strings.ToLower(line), "with") {
		types = append(types, record.TypeContact)
	}
	return types
}

// newID makes the id of a new record.
func (d *desk) newID() record.ID {
	return record.ID(ulid.MustNew(ulid.Timestamp(d.Now()), ulid.DefaultEntropy()))
}

func (d *desk) log(cmd *cobra.Command, line, id string, asJSON bool) error {
	by, err := d.user()
	if err != nil {
		return err
	}
	entry := quick.Parse(line, quick.Context{Book: d.book, Rep: by, Now: d.now})
	if err := entryError(line, entry); err != nil {
		return err
	}
	bodies, err := entry.Bodies(d.newID)
	if err != nil {
		return usage{err}
	}
	if err := keepID(bodies, id); err != nil {
		return err
	}
	receipt, err := d.store.Append(cmd.Context(), by, bodies...)
	if err != nil {
		return err
	}
	r := d.receipt(receipt, bodies)
	if asJSON {
		return d.printJSON(r)
	}
	key := "cli.log.done"
	if r.Duplicate {
		key = "cli.log.duplicate"
	}
	fmt.Fprintln(d.Out, d.say.T(key, "what", entry.Explain(d.say), "ref", r.Ref))
	return nil
}

// entryError gives what is wrong with an entry, each with its place in it.
func entryError(line string, entry quick.Result) error {
	var all joined
	for _, p := range entry.Problems {
		all = append(all, pointed{p.Err, line, p.Start, p.End})
	}
	if len(all) > 0 {
		return usage{all}
	}
	if !entry.Complete {
		return usagef("cli.log.incomplete", "line", line)
	}
	return nil
}

// keepID gives the logged activity an id of the caller's, so that a script
// may try again and log nothing twice. Any text will do.
func keepID(bodies []event.Body, id string) error {
	if id == "" {
		return nil
	}
	given, err := record.ParseID(id)
	if err != nil {
		given = record.DeriveID("cli/log", id)
	}
	for i, b := range bodies {
		if a, ok := b.(event.Activity); ok {
			a.ID = given
			bodies[i] = a
			return nil
		}
	}
	return usagef("cli.log.incomplete", "line", id)
}

// logged is the JSON answer of `foresail log`.
type logged struct {
	ID        string `json:"id"`
	Ref       string `json:"ref"` // what `foresail undo` takes
	Duplicate bool   `json:"duplicate"`
	activityRow
}

func (d *desk) receipt(r store.Receipt, bodies []event.Body) logged {
	out := logged{Duplicate: r.Duplicate}
	if len(r.Events) > 0 {
		out.Ref = d.store.RefText(r.Events[0].Ref)
	}
	names := d.book
	for _, b := range bodies {
		if a, ok := b.(event.Activity); ok {
			out.ID = a.ID.String()
			out.activityRow = rowOf(names, a.Activity, bodies)
		}
	}
	return out
}

// activityRow is an activity in JSON.
type activityRow struct {
	Kind     string   `json:"kind"`
	At       string   `json:"at"` // RFC 3339
	Rep      string   `json:"rep"`
	Account  string   `json:"account"`
	Deal     string   `json:"deal"`
	Contact  string   `json:"contact"`
	Outcome  string   `json:"outcome"`
	Seconds  int32    `json:"seconds"`
	Worth    any      `json:"worth"`
	Currency string   `json:"currency"`
	Next     string   `json:"next"`
	NextDue  string   `json:"next_due"`
	Tags     []string `json:"tags"`
	Note     string   `json:"note"`
}

func rowOf(book *record.Book, a record.Activity, fresh []event.Body) activityRow {
	row := activityRow{
		Kind: a.Kind, At: stamp(a.At), Rep: book.RepName(a.Rep), Account: nameIn(book.AccountName(a.Account), a.Account, fresh),
		Outcome: a.Outcome, Seconds: a.Seconds, Next: a.NextKind, NextDue: stamp(a.NextDue), Tags: a.Tags, Note: a.Note,
	}
	if d := book.Deals[a.Deal]; d != nil {
		row.Deal = d.Now.Title
	}
	contact := ""
	if c := book.Contacts[a.Contact]; c != nil {
		contact = c.Name
	}
	row.Contact = nameIn(contact, a.Contact, fresh)
	if !a.Worth.IsZero() {
		row.Worth, row.Currency = money.JSON(a.Worth), a.Worth.Currency
	}
	if row.Tags == nil {
		row.Tags = []string{}
	}
	return row
}

// nameIn gives a known name, or that which new bodies give to the id.
func nameIn(known string, id record.ID, fresh []event.Body) string {
	if known != "" || id.IsZero() {
		return known
	}
	for _, b := range fresh {
		if s, ok := b.(event.Set); ok && s.ID == id {
			for _, f := range s.Fields {
				if f.Field == record.FieldName {
					return f.Value.Text
				}
			}
		}
	}
	return ""
}

// stamp gives a time in RFC 3339, "" for none.
func stamp(t record.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Std().Format("2006-01-02T15:04:05Z07:00")
}

// joined is several errors told one after the other.
type joined []error

// Error implements error.
func (j joined) Error() string { return say.English().N("cli.errors", len(j)) }

// Unwrap gives the errors.
func (j joined) Unwrap() []error { return j }
