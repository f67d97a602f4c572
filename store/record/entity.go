package record

import (
	"cmp"
	"math"
	"slices"
)

// Type says what kind of thing an entity is.
type Type uint8

// The types. Their numbers are written to disk and never change meaning.
const (
	TypeActivity   Type = 1 // amendments of an activity; the activity itself is in the log
	TypeSetting    Type = 2
	TypeRep        Type = 3
	TypeKind       Type = 4
	TypeStage      Type = 5
	TypeAccount    Type = 6
	TypeContact    Type = 7
	TypeDeal       Type = 8
	TypeMeasure    Type = 9 // one year of one named series
	TypeGoal       Type = 10
	TypeAnnotation Type = 11
	TypeImport     Type = 12 // one import: which events it brought, and whether they stand
)

// Field names a property that can be asserted. One list serves all types.
type Field uint8

// The fields. Their numbers are written to disk and never change meaning.
const (
	FieldName        Field = 1
	FieldTitle       Field = 2
	FieldAccount     Field = 3
	FieldContact     Field = 4
	FieldRep         Field = 5
	FieldStage       Field = 6  // stage key; "won" and "lost" end a deal
	FieldAmount      Field = 7  // money
	FieldCreated     Field = 8  // time: when the world says the record began, where that is not the first At
	FieldExpected    Field = 9  // date: expected close
	FieldSource      Field = 10 // where the lead came from (web, referral …)
	FieldSegment     Field = 11
	FieldProduct     Field = 12
	FieldNextStep    Field = 13 // kind or words of the next step; empty clears it
	FieldNextDue     Field = 14 // time
	FieldLostReason  Field = 15
	FieldSystem      Field = 16 // Source.System of an imported record
	FieldKey         Field = 17 // Source.Key of an imported record; key of stages, kinds, settings
	FieldTeam        Field = 18
	FieldOrder       Field = 19 // number: place among stages or kinds
	FieldProbability Field = 20 // float 0..1
	FieldRotDays     Field = 21 // number of days
	FieldOutbound    Field = 22 // bool: an activity that the rep starts
	FieldOutcomes    Field = 23 // list, see Value.List
	FieldValue       Field = 24 // text of a setting
	FieldKind        Field = 25
	FieldOutcome     Field = 26
	FieldDuration    Field = 27 // seconds
	FieldNote        Field = 28
	FieldTags        Field = 29 // list
	FieldWhen        Field = 30 // time: when an activity happened
	FieldIndicator   Field = 31
	FieldPeriod      Field = 32
	FieldFrom        Field = 33 // date
	FieldTo          Field = 34 // date
	FieldExclude     Field = 35 // bool: leave the span out of baselines
	FieldEmail       Field = 36
	FieldPhone       Field = 37
	FieldArchived    Field = 38 // bool: no longer offered, kept in history
	FieldLost        Field = 39 // bool: an account that left (churn)
	FieldEnded       Field = 40 // date: when a rep left
	FieldForecast    Field = 41 // commit, best, pipeline, omitted
	FieldQualified   Field = 42 // bool: a lead that meets the bar
	FieldLead        Field = 43 // bool: an account or deal that came in as a lead
	FieldNumber      Field = 44 // float: a measurement, or the target of a goal
	FieldWorth       Field = 45 // money: the value noted with an activity
	FieldDeal        Field = 46
	FieldModified    Field = 47 // time: when the system it was imported from had last changed the record
	FieldFirst       Field = 48 // number: of the first event that a note of an import covers
	FieldUndone      Field = 49 // bool: an import that was taken back
)

// Form says how a field's value is written.
type Form uint8

// The forms of values.
const (
	FormText  Form = iota + 1 // Value.Text
	FormID                    // Value.Text holds 16 raw bytes; empty is none
	FormMoney                 // Value.Num minor units, Value.Text currency
	FormDate                  // Value.Num days
	FormTime                  // Value.Num Unix seconds, Value.Text "" or the offset in minutes
	FormInt                   // Value.Num
	FormFloat                 // Value.Num holds IEEE 754 bits
	FormBool                  // Value.Num 0 or 1
	FormList                  // Value.Text, items separated by U+001F
)

// FieldSpec describes a field: its name in exports and JSON, and its form.
type FieldSpec struct {
	Name string
	Form Form
}

var fieldSpecs = [...]FieldSpec{
	FieldName: {"name", FormText}, FieldTitle: {"title", FormText}, FieldAccount: {"account", FormID},
	FieldContact: {"contact", FormID}, FieldRep: {"rep", FormID}, FieldStage: {"stage", FormText},
	FieldAmount: {"amount", FormMoney}, FieldCreated: {"created", FormTime}, FieldExpected: {"expected_close", FormDate},
	FieldSource: {"source", FormText}, FieldSegment: {"segment", FormText}, FieldProduct: {"product", FormText},
	FieldNextStep: {"next_step", FormText}, FieldNextDue: {"next_due", FormTime}, FieldLostReason: {"lost_reason", FormText},
	FieldSystem: {"source_system", FormText}, FieldKey: {"key", FormText}, FieldTeam: {"team", FormText},
	FieldOrder: {"order", FormInt}, FieldProbability: {"probability", FormFloat}, FieldRotDays: {"rot_days", FormInt},
	FieldOutbound: {"outbound", FormBool}, FieldOutcomes: {"outcomes", FormList}, FieldValue: {"value", FormText},
	FieldKind: {"kind", FormText}, FieldOutcome: {"outcome", FormText}, FieldDuration: {"duration", FormInt},
	FieldNote: {"note", FormText}, FieldTags: {"tags", FormList}, FieldWhen: {"at", FormTime},
	FieldIndicator: {"indicator", FormText}, FieldPeriod: {"period", FormText}, FieldFrom: {"from", FormDate},
	FieldTo: {"to", FormDate}, FieldExclude: {"exclude", FormBool}, FieldEmail: {"email", FormText},
	FieldPhone: {"phone", FormText}, FieldArchived: {"archived", FormBool}, FieldLost: {"lost", FormBool},
	FieldEnded: {"ended", FormDate}, FieldForecast: {"forecast", FormText}, FieldQualified: {"qualified", FormBool},
	FieldLead: {"lead", FormBool}, FieldNumber: {"number", FormFloat}, FieldWorth: {"worth", FormMoney}, FieldDeal: {"deal", FormID},
	FieldModified: {"modified", FormTime}, FieldFirst: {"first", FormInt}, FieldUndone: {"undone", FormBool},
}

// Spec describes f; the zero FieldSpec for a field that this build does not
// know (a newer peer's), which is kept and forwarded but not read.
func (f Field) Spec() FieldSpec {
	if int(f) < len(fieldSpecs) {
		return fieldSpecs[f]
	}
	return FieldSpec{}
}

// FieldNamed finds a field by its name in exports and JSON.
func FieldNamed(name string) (Field, bool) {
	for f, s := range fieldSpecs {
		if s.Name == name && name != "" {
			return Field(f), true
		}
	}
	return 0, false
}

// Value is what a field is asserted to be, in the form of the field.
type Value struct {
	Text string
	Num  int64
}

// Text, IDValue, MoneyValue … make values of each form.
func Text(s string) Value { return Value{Text: s} }

// IDValue makes a value of FormID.
func IDValue(id ID) Value {
	if id.IsZero() {
		return Value{}
	}
	return Value{Text: string(id[:])}
}

// MoneyValue makes a value of FormMoney.
func MoneyValue(m Money) Value { return Value{Text: m.Currency, Num: m.Minor} }

// DateValue makes a value of FormDate.
func DateValue(d Date) Value { return Value{Num: int64(d)} }

// TimeValue makes a value of FormTime.
func TimeValue(t Time) Value {
	v := Value{Num: t.Unix}
	if t.Off != 0 {
		v.Text = string([]byte{byte(uint16(t.Off) >> 8), byte(t.Off)})
	}
	return v
}

// IntValue makes a value of FormInt.
func IntValue(n int64) Value { return Value{Num: n} }

// FloatValue makes a value of FormFloat.
func FloatValue(x float64) Value { return Value{Num: int64(math.Float64bits(x))} }

// BoolValue makes a value of FormBool.
func BoolValue(b bool) Value {
	if b {
		return Value{Num: 1}
	}
	return Value{}
}

// ListValue makes a value of FormList.
func ListValue(items []string) Value { return Value{Text: joinList(items)} }

// ID reads a value of FormID; the zero ID when it holds none.
func (v Value) ID() ID {
	var id ID
	if len(v.Text) == len(id) {
		copy(id[:], v.Text)
	}
	return id
}

// Money reads a value of FormMoney.
func (v Value) Money() Money { return Money{Minor: v.Num, Currency: v.Text} }

// Date reads a value of FormDate.
func (v Value) Date() Date { return Date(v.Num) }

// Time reads a value of FormTime.
func (v Value) Time() Time {
	t := Time{Unix: v.Num}
	if len(v.Text) == 2 {
		t.Off = int16(uint16(v.Text[0])<<8 | uint16(v.Text[1]))
	}
	return t
}

// Float reads a value of FormFloat.
func (v Value) Float() float64 { return math.Float64frombits(uint64(v.Num)) }

// Bool reads a value of FormBool.
func (v Value) Bool() bool { return v.Num != 0 }

// List reads a value of FormList.
func (v Value) List() []string { return splitList(v.Text) }

// Assign is one field given one value.
type Assign struct {
	Field Field
	Value Value
}

// Change is one assertion in an entity's history: from At on, as recorded at
// Stamp by event Ref, Field is Value.
type Change struct {
	At    Time
	Stamp Stamp
	Ref   Ref
	By    ID // the rep who recorded it; zero for imports and the program itself
	Field Field
	Value Value
}

// Mark says that an event was taken back or restored, by an event of Stamp's
// node; of several marks of an event the latest stamp wins. All are kept, since
// the one that wins may be taken back with the import that brought it.
type Mark struct {
	Ref   Ref
	Stamp Stamp
	Seq   uint64 // number of the event that says so
	Void  bool
}

// Entity is everything ever asserted about one thing: Changes sorted by
// (At, Stamp, Field) without duplicates, and Marks sorted by Ref and Stamp. Its
// value does not depend on the order in which events arrived.
type Entity struct {
	Type    Type
	ID      ID
	Changes []Change
	Marks   []Mark
	Recalls Recalls // imports taken back that it is to do without: see Attach
}

func compareChanges(a, b Change) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if c := a.Stamp.Compare(b.Stamp); c != 0 {
		return c
	}
	return cmp.Compare(a.Field, b.Field)
}

// Add puts an assertion in its place; one that is there already changes
// nothing.
func (e *Entity) Add(c Change) {
	i, found := slices.BinarySearchFunc(e.Changes, c, compareChanges)
	if found {
		return
	}
	e.Changes = slices.Insert(e.Changes, i, c)
}

// SetMark takes an event back or restores it; a mark that is there already
// changes nothing.
func (e *Entity) SetMark(m Mark) {
	i, found := slices.BinarySearchFunc(e.Marks, m, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Ref.Node, b.Ref.Node), cmp.Compare(a.Ref.Seq, b.Ref.Seq), a.Stamp.Compare(b.Stamp))
	})
	if found {
		e.Marks[i].Seq = max(e.Marks[i].Seq, m.Seq)
		return
	}
	e.Marks = slices.Insert(e.Marks, i, m)
}

// mark gives the mark that counts for an event, nil for none.
func (e *Entity) mark(r Ref) (last *Mark) {
	for i := range e.Marks {
		m := &e.Marks[i]
		if m.Ref == r && !e.Recalls.Covers(Ref{Node: m.Stamp.Node, Seq: m.Seq}) {
			last = m
		}
	}
	return last
}

// Voided reports whether the event was taken back, by itself or with its
// import.
func (e *Entity) Voided(r Ref) bool {
	if len(e.Marks) == 0 && len(e.Recalls) == 0 {
		return false
	}
	m := e.mark(r)
	if rc := e.Recalls.of(r); rc != nil && (m == nil || m.Stamp.Compare(rc.Stamp) < 0) {
		return true
	}
	return m != nil && m.Void
}

// Clone gives a copy that shares nothing.
func (e *Entity) Clone() *Entity {
	return &Entity{Type: e.Type, ID: e.ID, Changes: slices.Clone(e.Changes), Marks: slices.Clone(e.Marks), Recalls: e.Recalls}
}

// Live calls yield for every assertion not taken back, oldest first, until
// yield returns false.
func (e *Entity) Live(yield func(Change) bool) {
	for _, c := range e.Changes {
		if e.Voided(c.Ref) {
			continue
		}
		if !yield(c) {
			return
		}
	}
}

// Latest gives the value of a field now, and whether it was ever asserted.
func (e *Entity) Latest(f Field) (Value, bool) {
	for i := len(e.Changes) - 1; i >= 0; i-- {
		c := e.Changes[i]
		if c.Field == f && !e.Voided(c.Ref) {
			return c.Value, true
		}
	}
	return Value{}, false
}

// Exists reports whether anything about the entity stands.
func (e *Entity) Exists() bool {
	for range e.Live {
		return true
	}
	return false
}

func joinList(items []string) string {
	n := 0
	for _, s := range items {
		n += len(s) + 1
	}
	b := make([]byte, 0, n)
	for i, s := range items {
		if i > 0 {
			b = append(b, 0x1f)
		}
		b = append(b, s...)
	}
	return string(b)
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] == 0x1f {
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}
