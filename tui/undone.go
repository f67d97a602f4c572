package tui

import (
	"slices"
	"strings"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

// What was taken back or restored is named by what it was about, as it is after
// that: the deal and the stage it is back in, the entry that was corrected.

// names are what the words of an undo are made with: the book after it, and the
// activities that facts speak of by their id only.
type names struct {
	book       *record.Book
	activities map[record.ID]record.Activity
}

// mostSought bounds how many of the newest activities are looked through for
// the one that is to be named.
const mostSought = 20_000

// named finds the activities that some facts speak of, beside those that are
// known already. It reads the file, so it is for commands.
func (a *App) named(bodies []event.Body, known map[record.ID]record.Activity) map[record.ID]record.Activity {
	var ids []record.ID
	for _, b := range bodies {
		switch b := b.(type) {
		case event.Amend:
			ids = append(ids, b.Activity)
		case event.Void:
			if b.Type == record.TypeActivity {
				ids = append(ids, b.ID)
			}
		}
	}
	out := make(map[record.ID]record.Activity, len(known))
	for id, act := range known {
		out[id] = act
	}
	ids = slices.DeleteFunc(ids, func(id record.ID) bool { _, ok := out[id]; return ok })
	if len(ids) == 0 {
		return out
	}
	_ = a.book.Activities(a.ctx, panel.Query{Limit: mostSought}, func(act record.Activity) bool { // without it there is a word less
		if slices.Contains(ids, act.ID) {
			out[act.ID] = act
		}
		return len(out) < len(ids)+len(known)
	})
	return out
}

// after gives the names as they are now. It reads the file, so it is for
// commands.
func (a *App) after(snap Snapshot, bodies []event.Body, known map[record.ID]record.Activity) names {
	n := names{book: snap.Book, activities: a.named(bodies, known)}
	if next, _, err := a.book.Refresh(a.ctx, snap); err == nil {
		n.book = next.Book
	}
	return n
}

// describe words what was taken back or, with redo, done again.
func (a *App) describe(bodies []event.Body, n names, redo bool) string {
	if n.book == nil {
		return a.say.N("undo.facts", len(bodies))
	}
	for _, find := range []func() string{
		func() string { return a.entries(bodies, n) },
		func() string { return a.dealFact(bodies, n, redo) },
		func() string { return a.partyFact(bodies, n) },
		func() string { return a.setupFact(bodies) },
	} {
		if text := find(); text != "" {
			return text
		}
	}
	return a.say.N("undo.facts", len(bodies))
}

// entries words facts about activities: what was logged, else what was
// corrected, else what was taken back. "" where there are none.
func (a *App) entries(bodies []event.Body, n names) string {
	var logged, amended, voided []record.Activity
	for _, b := range bodies {
		switch b := b.(type) {
		case event.Activity:
			logged = append(logged, b.Activity)
		case event.Amend:
			amended = append(amended, n.activities[b.Activity])
		case event.Void:
			if b.Type == record.TypeActivity {
				voided = append(voided, n.activities[b.ID])
			}
		}
	}
	switch {
	case len(logged) > 0:
		return a.entryName(logged, n)
	case len(amended) > 0:
		return a.say.T("undo.amend", "what", a.entryName(amended, n))
	case len(voided) > 0:
		return a.say.T("undo.void", "what", a.entryName(voided, n))
	}
	return ""
}

// entryName names an activity, and counts several.
func (a *App) entryName(all []record.Activity, n names) string {
	if len(all) == 1 && all[0].Kind != "" {
		return strings.TrimSpace(all[0].Kind + " " + n.book.AccountName(all[0].Account))
	}
	return a.say.N("undo.entries", len(all))
}

// dealFact words what was said of a deal, "" where nothing was.
func (a *App) dealFact(bodies []event.Body, n names, redo bool) string {
	i := slices.IndexFunc(bodies, func(b event.Body) bool { s, ok := b.(event.Set); return ok && s.Type == record.TypeDeal })
	if i < 0 {
		return ""
	}
	set := bodies[i].(event.Set)
	deal, title, said := n.book.Deals[set.ID], assigned(set, record.FieldTitle), assigned(set, record.FieldStage)
	if deal != nil && deal.Now.Title != "" {
		title = deal.Now.Title
	}
	if title == "" && deal != nil {
		title = n.book.AccountName(deal.Now.Account)
	}
	switch {
	case deal == nil || a.state.data.Book == nil || a.state.data.Book.Deals[set.ID] == nil: // it is not there after, or was not before
		return a.say.T("undo.deal.new", "title", title)
	case said == "":
		return a.say.T("undo.deal.fields", "title", title, "fields", a.fieldNames(set))
	case redo && !deal.Now.Open():
		return a.say.T("undo.deal.is."+deal.Now.Stage, "title", title)
	case redo:
		return a.say.T("undo.deal.in", "title", title, "stage", a.stageName(n.book, deal.Now.Stage))
	case said == record.StageWon || said == record.StageLost:
		return a.say.T("undo.deal.not."+said, "title", title, "stage", a.stageName(n.book, deal.Now.Stage))
	}
	return a.say.T("undo.deal.back", "title", title, "stage", a.stageName(n.book, deal.Now.Stage))
}

// stageName names a stage; those that end a deal have the words of the
// catalogue.
func (a *App) stageName(b *record.Book, key string) string {
	if key == record.StageWon || key == record.StageLost {
		return a.say.T("undo.stage." + key)
	}
	if s := b.Stage(key); s != nil && s.Name != "" {
		return s.Name
	}
	return key
}

// assigned gives the text that a fact gives a field, "" for none.
func assigned(s event.Set, f record.Field) string {
	for _, x := range s.Fields {
		if x.Field == f {
			return x.Value.Text
		}
	}
	return ""
}

// fieldKeys are the messages that name the fields of which forms ask.
var fieldKeys = map[record.Field]string{
	record.FieldAccount: "form.account", record.FieldTitle: "form.title", record.FieldAmount: "form.amount", record.FieldExpected: "form.expected",
	record.FieldNextStep: "form.next", record.FieldNextDue: "form.due", record.FieldSource: "form.source", record.FieldSegment: "form.segment",
	record.FieldProduct: "form.product", record.FieldRep: "form.owner", record.FieldLostReason: "form.reason", record.FieldName: "form.name",
	record.FieldEmail: "form.email", record.FieldPhone: "form.phone",
}

// fieldNames names the fields that a fact gives.
func (a *App) fieldNames(s event.Set) string {
	var out []string
	for _, x := range s.Fields {
		name := x.Field.Spec().Name
		if key, ok := fieldKeys[x.Field]; ok {
			name = a.say.T(key)
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// partyFact words what was said of an account or a contact, "" where nothing
// was.
func (a *App) partyFact(bodies []event.Body, n names) string {
	for _, b := range bodies {
		s, ok := b.(event.Set)
		if !ok || s.Type != record.TypeAccount && s.Type != record.TypeContact {
			continue
		}
		name := n.book.AccountName(s.ID)
		if c := n.book.Contacts[s.ID]; c != nil && s.Type == record.TypeContact {
			name = c.Name
		}
		if name == "" {
			return a.say.T("undo.new", "title", assigned(s, record.FieldName))
		}
		return a.say.T("undo.deal.fields", "title", name, "fields", a.fieldNames(s))
	}
	return ""
}
