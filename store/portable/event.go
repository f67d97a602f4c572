package portable

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"foresail/store/event"
	"foresail/store/record"
)

// line is an event as JSON. Its first field tells a file of events from any
// other.
type line struct {
	Version int             `json:"foresail_event"`
	Node    string          `json:"node"`
	Seq     uint64          `json:"seq"`
	Wall    int64           `json:"wall"`
	Count   uint16          `json:"count,omitempty"`
	Stamped string          `json:"stamp_node,omitempty"` // where it is not the node
	By      string          `json:"by,omitempty"`
	Nth     uint16          `json:"nth,omitempty"`
	Kind    string          `json:"kind"`
	Body    json.RawMessage `json:"body"`
}

const version = 1

// kinds are the names of events in a line.
var kinds = map[event.Code]string{
	event.CodeActivity: "activity", event.CodeAmend: "amend", event.CodeSet: "set", event.CodeVoid: "void",
}

// typeNames are the names of the types of entities in a line; others are
// written as numbers.
var typeNames = map[record.Type]string{
	record.TypeActivity: "activity", record.TypeSetting: "setting", record.TypeRep: "rep", record.TypeKind: "kind",
	record.TypeStage: "stage", record.TypeAccount: "account", record.TypeContact: "contact", record.TypeDeal: "deal",
	record.TypeMeasure: "measure", record.TypeGoal: "goal", record.TypeAnnotation: "annotation", record.TypeImport: "import",
}

func typeText(t record.Type) string {
	if s := typeNames[t]; s != "" {
		return s
	}
	return "#" + strconv.Itoa(int(t))
}

func typeOf(s string) (record.Type, error) {
	for t, name := range typeNames {
		if name == s {
			return t, nil
		}
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 10, 8)
	if err != nil || !strings.HasPrefix(s, "#") {
		return 0, fmt.Errorf("type %q", s)
	}
	return record.Type(n), nil
}

// pair is one field given one value.
type pair struct {
	Field string          `json:"field"`
	Value json.RawMessage `json:"value"`
}

type activityBody struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	At       string   `json:"at"`
	Rep      string   `json:"rep,omitempty"`
	Account  string   `json:"account,omitempty"`
	Deal     string   `json:"deal,omitempty"`
	Contact  string   `json:"contact,omitempty"`
	Outcome  string   `json:"outcome,omitempty"`
	Seconds  int32    `json:"seconds,omitempty"`
	Worth    *amount  `json:"worth,omitempty"`
	NextKind string   `json:"next_kind,omitempty"`
	NextDue  string   `json:"next_due,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Note     string   `json:"note,omitempty"`
	System   string   `json:"source_system,omitempty"`
	Key      string   `json:"source_key,omitempty"`
}

type setBody struct {
	Type   string `json:"type,omitempty"`
	ID     string `json:"id"`
	At     string `json:"at,omitempty"`
	Fields []pair `json:"fields"`
}

type voidBody struct {
	Node    string `json:"node"`
	Seq     uint64 `json:"seq"`
	Type    string `json:"type"`
	ID      string `json:"id"`
	Restore bool   `json:"restore,omitempty"`
}

type unknownBody struct {
	Code uint8  `json:"code"`
	Raw  string `json:"raw"` // base 64
}

// Encode gives an event as one line of JSON, without a line break.
func Encode(e event.Event) ([]byte, error) {
	l, err := newLine(e)
	if err != nil {
		return nil, err
	}
	return json.Marshal(l)
}

func newLine(e event.Event) (line, error) {
	l := line{
		Version: version, Node: e.Ref.Node.String(), Seq: e.Ref.Seq, Wall: e.Stamp.Wall, Count: e.Stamp.Count,
		By: idText(e.By), Nth: e.Nth, Kind: kinds[e.Body.Code()],
	}
	if e.Stamp.Node != e.Ref.Node {
		l.Stamped = e.Stamp.Node.String()
	}
	var body any
	switch b := e.Body.(type) {
	case event.Activity:
		body = newActivity(b.Activity)
	case event.Amend:
		body = setBody{ID: b.Activity.String(), Fields: newPairs(b.Fields)}
	case event.Set:
		body = setBody{Type: typeText(b.Type), ID: b.ID.String(), At: textOf(b.At), Fields: newPairs(b.Fields)}
	case event.Void:
		body = voidBody{b.Target.Node.String(), b.Target.Seq, typeText(b.Type), b.ID.String(), b.Restore}
	case event.Unknown:
		l.Kind, body = "unknown", unknownBody{uint8(b.Kind), base64.StdEncoding.EncodeToString(b.Raw)}
	default:
		return l, fmt.Errorf("encode event %v: %w", e.Ref, event.ErrUnknown)
	}
	var err error
	l.Body, err = json.Marshal(body)
	return l, err
}

func newActivity(a record.Activity) activityBody {
	b := activityBody{
		ID: a.ID.String(), Kind: a.Kind, At: textOf(a.At), Rep: idText(a.Rep), Account: idText(a.Account), Deal: idText(a.Deal),
		Contact: idText(a.Contact), Outcome: a.Outcome, Seconds: a.Seconds, NextKind: a.NextKind, NextDue: textOf(a.NextDue),
		Tags: a.Tags, Note: a.Note, System: a.Source.System, Key: a.Source.Key,
	}
	if !a.Worth.IsZero() {
		b.Worth = &amount{a.Worth.Minor, a.Worth.Currency}
	}
	return b
}

func newPairs(fields []record.Assign) []pair {
	out := make([]pair, 0, len(fields))
	for _, f := range fields {
		spec := f.Field.Spec()
		name := spec.Name
		if name == "" {
			name = "#" + strconv.Itoa(int(f.Field))
		}
		v, err := json.Marshal(encodeValue(spec.Form, f.Value))
		if err != nil { // strings and numbers only: cannot be
			continue
		}
		out = append(out, pair{name, v})
	}
	return out
}

// Decode reads what Encode wrote.
func Decode(b []byte) (event.Event, error) {
	var l line
	if err := json.Unmarshal(b, &l); err != nil {
		return event.Event{}, fmt.Errorf("decode event: %w", err)
	}
	e, err := l.event()
	if err != nil {
		return event.Event{}, fmt.Errorf("decode event: %w", err)
	}
	return e, nil
}

func (l line) event() (e event.Event, err error) {
	if l.Version != version {
		return e, fmt.Errorf("version %d", l.Version)
	}
	if e.Ref.Node, err = record.ParseNode(l.Node); err != nil {
		return e, err
	}
	e.Ref.Seq, e.Nth = l.Seq, l.Nth
	e.Stamp = record.Stamp{Wall: l.Wall, Count: l.Count, Node: e.Ref.Node}
	if l.Stamped != "" {
		if e.Stamp.Node, err = record.ParseNode(l.Stamped); err != nil {
			return e, err
		}
	}
	if e.By, err = idOf(l.By); err != nil {
		return e, err
	}
	read, ok := bodies[l.Kind]
	if !ok {
		return e, fmt.Errorf("kind %q", l.Kind)
	}
	e.Body, err = read(l.Body)
	return e, err
}

// bodies read the body of each kind.
var bodies = map[string]func([]byte) (event.Body, error){
	"activity": readActivity, "amend": readAmend, "set": readSet, "void": readVoid, "unknown": readUnknown,
}

func readActivity(raw []byte) (event.Body, error) {
	var b activityBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, err
	}
	a := record.Activity{
		Kind: b.Kind, Outcome: b.Outcome, Seconds: b.Seconds, NextKind: b.NextKind, Tags: b.Tags, Note: b.Note,
		Source: record.Source{System: b.System, Key: b.Key},
	}
	if b.Worth != nil {
		a.Worth = record.Money{Minor: b.Worth.Minor, Currency: b.Worth.Currency}
	}
	for _, x := range []struct {
		to   *record.ID
		text string
	}{{&a.ID, b.ID}, {&a.Rep, b.Rep}, {&a.Account, b.Account}, {&a.Deal, b.Deal}, {&a.Contact, b.Contact}} {
		id, err := idOf(x.text)
		if err != nil {
			return nil, err
		}
		*x.to = id
	}
	var err error
	if a.At, err = timeOf(b.At); err != nil {
		return nil, err
	}
	a.NextDue, err = timeOf(b.NextDue)
	return event.Activity{Activity: a}, err
}

func readAmend(raw []byte) (event.Body, error) {
	var b setBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, err
	}
	id, err := record.ParseID(b.ID)
	if err != nil {
		return nil, err
	}
	fields, err := readPairs(b.Fields)
	return event.Amend{Activity: id, Fields: fields}, err
}

func readSet(raw []byte) (event.Body, error) {
	var b setBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, err
	}
	s := event.Set{}
	var err error
	if s.Type, err = typeOf(b.Type); err != nil {
		return nil, err
	}
	if s.ID, err = record.ParseID(b.ID); err != nil {
		return nil, err
	}
	if s.At, err = timeOf(b.At); err != nil {
		return nil, err
	}
	s.Fields, err = readPairs(b.Fields)
	return s, err
}

func readPairs(pairs []pair) ([]record.Assign, error) {
	var out []record.Assign
	for _, p := range pairs {
		f, ok := record.FieldNamed(p.Field)
		if !ok {
			n, err := strconv.ParseUint(strings.TrimPrefix(p.Field, "#"), 10, 8)
			if err != nil || !strings.HasPrefix(p.Field, "#") {
				return nil, fmt.Errorf("field %q", p.Field)
			}
			f = record.Field(n)
		}
		v, err := decodeValue(f.Spec().Form, p.Value)
		if err != nil {
			return nil, fmt.Errorf("field %q: %w", p.Field, err)
		}
		out = append(out, record.Assign{Field: f, Value: v})
	}
	return out, nil
}

func readVoid(raw []byte) (event.Body, error) {
	var b voidBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, err
	}
	v := event.Void{Restore: b.Restore}
	var err error
	if v.Target.Node, err = record.ParseNode(b.Node); err != nil {
		return nil, err
	}
	v.Target.Seq = b.Seq
	if v.Type, err = typeOf(b.Type); err != nil {
		return nil, err
	}
	v.ID, err = record.ParseID(b.ID)
	return v, err
}

func readUnknown(raw []byte) (event.Body, error) {
	var b unknownBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, err
	}
	bytes, err := base64.StdEncoding.DecodeString(b.Raw)
	return event.Unknown{Kind: event.Code(b.Code), Raw: bytes}, err
}
