package cli

import (
	"strconv"
	"strings"

	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
)

// describe says in a few words what an event says.
func (d *desk) describe(b event.Body) string {
	switch b := b.(type) {
	case event.Activity:
		return d.describeActivity(b.Activity)
	case event.Amend:
		return d.say.T("cli.event.amend", "fields", d.assigns(b.Fields))
	case event.Set:
		return d.say.T("cli.event.set", "thing", d.thing(b.Type, b.ID), "fields", d.assigns(b.Fields))
	case event.Void:
		key := "cli.event.void"
		if b.Restore {
			key = "cli.event.restore"
		}
		return d.say.T(key, "ref", d.store.RefText(b.Target))
	}
	return d.say.T("cli.event.unknown")
}

func (d *desk) describeActivity(a record.Activity) string {
	words := []string{a.Kind}
	for _, w := range []string{d.book.AccountName(a.Account), a.Outcome} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// things names the types of entities for the catalogue.
var things = map[record.Type]string{
	record.TypeActivity: "activity", record.TypeSetting: "setting", record.TypeRep: "rep", record.TypeKind: "kind",
	record.TypeStage: "stage", record.TypeAccount: "account", record.TypeContact: "contact", record.TypeDeal: "deal",
	record.TypeMeasure: "measure", record.TypeGoal: "goal", record.TypeAnnotation: "annotation", record.TypeImport: "import",
}

// thing names an entity: its type and, where it has one, its name.
func (d *desk) thing(t record.Type, id record.ID) string {
	kind := d.say.T("cli.thing." + things[t])
	if name := d.nameOf(t, id); name != "" {
		return kind + " " + strconv.Quote(name)
	}
	return kind
}

func (d *desk) nameOf(t record.Type, id record.ID) string {
	switch t {
	case record.TypeRep:
		return d.book.RepName(id)
	case record.TypeAccount:
		return d.book.AccountName(id)
	case record.TypeContact:
		if c := d.book.Contacts[id]; c != nil {
			return c.Name
		}
	case record.TypeDeal:
		if deal := d.book.Deals[id]; deal != nil {
			return deal.Now.Title
		}
	}
	return ""
}

func (d *desk) assigns(fields []record.Assign) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Field.Spec().Name+" "+d.value(f.Field, f.Value))
	}
	return strings.Join(parts, ", ")
}

// value renders the value of a field for people.
func (d *desk) value(f record.Field, v record.Value) string {
	switch f.Spec().Form {
	case record.FormID:
		return d.nameOf(referred[f], v.ID())
	case record.FormMoney:
		if v.Text == "" {
			return ""
		}
		return money.Format(v.Money()) + " " + v.Text
	case record.FormDate:
		return v.Date().String()
	case record.FormTime:
		if v.Time().IsZero() {
			return ""
		}
		return v.Time().Std().Format("2006-01-02 15:04")
	case record.FormInt:
		return strconv.FormatInt(v.Num, 10)
	case record.FormFloat:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case record.FormBool:
		return d.say.T("cli.bool." + strconv.FormatBool(v.Bool()))
	case record.FormList:
		return strings.Join(v.List(), ", ")
	}
	return v.Text
}

// referred says what type of entity a field of ids refers to.
var referred = map[record.Field]record.Type{
	record.FieldAccount: record.TypeAccount, record.FieldContact: record.TypeContact,
	record.FieldRep: record.TypeRep, record.FieldDeal: record.TypeDeal,
}

// moneyText renders an amount with its currency.
func moneyText(_ *say.Printer, m record.Money) string {
	if m.IsZero() {
		return ""
	}
	return money.Format(m) + " " + m.Currency
}
