package record

// Activity is something a rep did, or a customer did (an inquiry), at a
// moment.
type Activity struct {
	ID    ID
	Ref   Ref   // the event that recorded it
	Stamp Stamp // when that was
	By    ID    // who recorded it; zero for imports

	Kind     string // key of a Kind: "call", "email" …
	At       Time
	Rep      ID
	Account  ID
	Deal     ID
	Contact  ID
	Outcome  string // an outcome word of the kind, or ""
	Seconds  int32  // duration
	Worth    Money  // value noted with it
	NextKind string // kind of the next step agreed in it, or ""
	NextDue  Time   // when that is due
	Tags     []string
	Note     string
	Source   Source
}

// Amended gives the activity as it stands after the amendments in patch (its
// TypeActivity entity, nil for none), and false when it was taken back.
func (a Activity) Amended(patch *Entity) (Activity, bool) {
	if patch == nil {
		return a, true
	}
	patch = patch.whole(a)
	if patch.Voided(a.Ref) {
		return a, false
	}
	for c := range patch.Live {
		switch c.Field {
		case FieldKind:
			a.Kind = c.Value.Text
		case FieldWhen:
			a.At = c.Value.Time()
		case FieldRep:
			a.Rep = c.Value.ID()
		case FieldAccount:
			a.Account = c.Value.ID()
		case FieldDeal:
			a.Deal = c.Value.ID()
		case FieldContact:
			a.Contact = c.Value.ID()
		case FieldOutcome:
			a.Outcome = c.Value.Text
		case FieldDuration:
			a.Seconds = int32(c.Value.Num)
		case FieldWorth:
			a.Worth = c.Value.Money()
		case FieldNextStep:
			a.NextKind = c.Value.Text
		case FieldNextDue:
			a.NextDue = c.Value.Time()
		case FieldTags:
			a.Tags = c.Value.List()
		case FieldNote:
			a.Note = c.Value.Text
		}
	}
	return a, true
}
