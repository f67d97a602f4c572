package portable

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

func drawID(t *rapid.T, name string) record.ID {
	var id record.ID
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, name))
	return id
}

func drawTime(t *rapid.T, name string) record.Time {
	return rapid.OneOf(
		rapid.Just(record.Time{}),
		rapid.Custom(func(t *rapid.T) record.Time {
			return record.Time{Unix: rapid.Int64Range(0, 4e9).Draw(t, "unix"), Off: int16(rapid.IntRange(-840, 840).Draw(t, "off"))}
		}),
		rapid.Custom(func(t *rapid.T) record.Time {
			return record.Time{Unix: rapid.Int64().Draw(t, "unix"), Off: rapid.Int16().Draw(t, "off")}
		}),
	).Draw(t, name)
}

func drawFields(t *rapid.T) []record.Assign {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record.Assign {
		f := record.Field(rapid.Uint8Range(1, 60).Draw(t, "field"))
		v := rapid.OneOf(
			rapid.Custom(func(t *rapid.T) record.Value {
				return record.Value{Text: rapid.String().Draw(t, "text"), Num: rapid.Int64().Draw(t, "num")}
			}),
			rapid.Custom(func(t *rapid.T) record.Value { return record.FloatValue(rapid.Float64().Draw(t, "x")) }),
			rapid.Custom(func(t *rapid.T) record.Value { return record.IDValue(drawID(t, "id")) }),
			rapid.Custom(func(t *rapid.T) record.Value { return record.TimeValue(drawTime(t, "time")) }),
			rapid.Custom(func(t *rapid.T) record.Value {
				return record.Value{Text: string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))}
			}),
		).Draw(t, "value")
		return record.Assign{Field: f, Value: v}
	}), 1, 4).Draw(t, "fields")
}

func drawEvent(t *rapid.T) event.Event {
	e := event.Event{
		Ref:   record.Ref{Node: record.Node(rapid.Uint64().Draw(t, "node")), Seq: rapid.Uint64Min(1).Draw(t, "seq")},
		Stamp: record.Stamp{Wall: rapid.Int64().Draw(t, "wall"), Count: rapid.Uint16().Draw(t, "count")},
		By:    rapid.SampledFrom([]record.ID{{}, {1, 2}}).Draw(t, "by"),
		Nth:   rapid.Uint16().Draw(t, "nth"),
	}
	e.Stamp.Node = rapid.SampledFrom([]record.Node{e.Ref.Node, 7}).Draw(t, "stamp node")
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		e.Body = event.Activity{Activity: record.Activity{
			ID: drawID(t, "id"), Kind: rapid.String().Draw(t, "kind"), At: drawTime(t, "at"), Rep: drawID(t, "rep"),
			Seconds: rapid.Int32().Draw(t, "s"), Worth: record.Money{Minor: rapid.Int64().Draw(t, "m"), Currency: "EUR"},
			Tags: rapid.SampledFrom([][]string{nil, {"a"}, {"a", "b,c"}}).Draw(t, "tags"), Note: rapid.String().Draw(t, "note"), NextDue: drawTime(t, "due"),
		}}
	case 1:
		e.Body = event.Amend{Activity: drawID(t, "id"), Fields: drawFields(t)}
	case 2:
		e.Body = event.Set{Type: record.Type(rapid.Uint8().Draw(t, "type")), ID: drawID(t, "id"), At: drawTime(t, "at"), Fields: drawFields(t)}
	case 3:
		e.Body = event.Void{Target: record.Ref{Node: 9, Seq: 3}, Type: record.TypeDeal, ID: drawID(t, "id"), Restore: rapid.Bool().Draw(t, "restore")}
	case 4:
		e.Body = event.Unknown{Kind: event.Code(rapid.Uint8().Draw(t, "code")), Raw: rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "raw")}
	}
	return e
}

func TestEventsRoundTripAsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		b, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(b, "\n\r") {
			t.Fatalf("more than one line: %s", b)
		}
		back, err := Decode(b)
		if err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		if !reflect.DeepEqual(e, back) {
			t.Fatalf("%+v came back as %+v from %s", e, back, b)
		}
		row, err := Row(e)
		if err != nil {
			t.Fatal(err)
		}
		if back, err = decodeRow(row); err != nil || !reflect.DeepEqual(e, back) {
			t.Fatalf("%+v came back as %+v, %v from %q", e, back, err, row)
		}
	})
}

func sampleEvents() []event.Event {
	at := record.Time{Unix: 1_780_000_000, Off: 480}
	deal := record.DeriveID("t", "deal")
	return []event.Event{
		{Ref: record.Ref{Node: 1, Seq: 1}, Stamp: record.Stamp{Wall: 5, Node: 1}, Body: event.Set{Type: record.TypeDeal, ID: deal, At: at, Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("=Acme, \"big\"\u00e9")}, {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1200, Currency: "EUR"})},
		}}},
		{Ref: record.Ref{Node: 1, Seq: 2}, Stamp: record.Stamp{Wall: 6, Node: 1}, Body: event.Void{Target: record.Ref{Node: 1, Seq: 1}, Type: record.TypeDeal, ID: deal}},
	}
}

func each(events []event.Event) func(func(event.Event) bool) error {
	return func(yield func(event.Event) bool) error {
		for _, e := range events {
			if !yield(e) {
				break
			}
		}
		return nil
	}
}

func TestFilesRoundTrip(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"json": func(b *bytes.Buffer) error { return Write(b, each(sampleEvents())) },
		"csv":  func(b *bytes.Buffer) error { return WriteCSV(b, each(sampleEvents())) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if !Is(b.Bytes()[:20]) {
			t.Errorf("%s: not recognised: %s", name, b.Bytes()[:40])
		}
		var got []event.Event
		if err := Read(&b, func(e event.Event) error { got = append(got, e); return nil }); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, sampleEvents()) {
			t.Errorf("%s: %+v came back", name, got)
		}
	}
}

func TestReadNamesTheBadLine(t *testing.T) {
	good, _ := Encode(sampleEvents()[0])
	for name, text := range map[string]string{
		"cut":         string(good) + "\n" + string(good[:40]) + "\n",
		"not json":    string(good) + "\nhello\n",
		"bad body":    string(good) + "\n" + strings.Replace(string(good), `"minor":1200`, `"minor":-5`, 1) + "\n",
		"other kind":  string(good) + "\n" + strings.Replace(string(good), `"kind":"set"`, `"kind":"burn"`, 1) + "\n",
		"later form":  string(good) + "\n" + strings.Replace(string(good), `"foresail_event":1`, `"foresail_event":2`, 1) + "\n",
		"bad node":    string(good) + "\n" + strings.Replace(string(good), `"node":"0000`, `"node":"!000`, 1) + "\n",
		"no sequence": string(good) + "\n" + strings.Replace(string(good), `"seq":1`, `"seq":0`, 1) + "\n",
	} {
		n := 0
		err := Read(strings.NewReader(text), func(event.Event) error { n++; return nil })
		var e *say.Error
		if n != 1 || !errors.As(err, &e) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %d events and %v, want one and an error that names line 2", name, n, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	Write(&b, each(sampleEvents()))
	f.Add(b.Bytes())
	b.Reset()
	WriteCSV(&b, each(sampleEvents()))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		Read(bytes.NewReader(data), func(e event.Event) error {
			again, err := Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := Decode(again); err != nil || !reflect.DeepEqual(normal(e), normal(back)) {
				t.Fatalf("%+v came back as %+v, %v", e, back, err)
			}
			return nil
		})
	})
}

// normal makes nothing and an empty list the same.
func normal(e event.Event) event.Event {
	if a, ok := e.Body.(event.Activity); ok && len(a.Tags) == 0 {
		a.Tags = nil
		e.Body = a
	}
	return e
}
