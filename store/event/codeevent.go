package event

import "foresail/store/record"

// What the head of an encoded event holds beside kind and time.
const (
	headBy = 1 << iota
	headNth
	headCount
)

// Encode appends an event to dst, as differences from a frame and with the
// words of a dictionary. Ref is not written: whoever keeps the bytes knows
// it. The stamp's node is that of the reference.
func Encode(dst []byte, e Event, f Frame, w Words) ([]byte, error) {
	c := Encoder{Out: dst, Words: w}
	head := byte(0)
	if !e.By.IsZero() {
		head |= headBy
	}
	if e.Nth != 0 {
		head |= headNth
	}
	if e.Stamp.Count != f.Count {
		head |= headCount
	}
	c.Byte(byte(e.Body.Code()))
	c.Byte(head)
	c.Int(e.Stamp.Wall - f.Wall)
	if head&headBy != 0 {
		c.ID(e.By)
	}
	if head&headNth != 0 {
		c.Uint(uint64(e.Nth))
	}
	if head&headCount != 0 {
		c.Int(int64(e.Stamp.Count) - int64(f.Count))
	}
	switch b := e.Body.(type) {
	case Activity:
		encodeActivity(&c, &b.Activity, f)
	case Amend:
		c.Raw(b.Activity[:])
		encodeFields(&c, b.Fields)
	case Set:
		c.Byte(byte(b.Type))
		c.ID(b.ID)
		encodeTime(&c, b.At, f)
		encodeFields(&c, b.Fields)
	case Void:
		encodeVoid(&c, b, e.Ref)
	case Unknown:
		c.Raw(b.Raw)
	default:
		return dst, ErrCode
	}
	return c.Out, c.Err
}

// Decode reads what Encode wrote for the event of a reference. An event of an
// unknown kind becomes Unknown. Nothing in the result shares memory with b.
func Decode(b []byte, ref record.Ref, f Frame, w Words) (Event, error) {
	d := Decoder{In: b, Words: w}
	e := Event{Ref: ref}
	code, head := Code(d.Byte()), d.Byte()
	e.Stamp = record.Stamp{Wall: f.Wall + d.Int(), Count: f.Count, Node: ref.Node}
	if head&headBy != 0 {
		e.By = d.ID()
	}
	if head&headNth != 0 {
		e.Nth = uint16(d.Uint())
	}
	if head&headCount != 0 {
		e.Stamp.Count = uint16(int64(f.Count) + d.Int())
	}
	switch code {
	case CodeActivity:
		e.Body = Activity{decodeActivity(&d, f)}
	case CodeAmend:
		b := Amend{Activity: d.rawID()}
		b.Fields = decodeFields(&d)
		e.Body = b
	case CodeSet:
		b := Set{Type: record.Type(d.Byte()), ID: d.ID(), At: decodeTime(&d, f)}
		b.Fields = decodeFields(&d)
		e.Body = b
	case CodeVoid:
		e.Body = decodeVoid(&d, ref)
	default:
		e.Body = Unknown{Kind: code, Raw: append([]byte(nil), d.In...)}
		d.In = nil
	}
	return e, d.End()
}

// Which parts an encoded activity has.
const (
	hasID = 1 << iota // not there where it is derived from the source
	hasRep
	hasAccount
	hasOutcome
	hasNote
	hasSeconds
	hasDeal // from here on the presence takes a second byte
	hasContact
	hasSource
	hasOff // the offset is not the frame's
	hasWorth
	hasNextKind
	hasNextDue
	hasTags
)

func presence(a *record.Activity, f Frame) uint64 {
	var p uint64
	for _, part := range [...]struct {
		bit  uint64
		with bool
	}{
		{hasID, a.Source.IsZero() || a.Source.ID() != a.ID}, {hasRep, !a.Rep.IsZero()},
		{hasAccount, !a.Account.IsZero()}, {hasOutcome, a.Outcome != ""}, {hasNote, a.Note != ""},
		{hasSeconds, a.Seconds != 0}, {hasDeal, !a.Deal.IsZero()}, {hasContact, !a.Contact.IsZero()},
		{hasSource, !a.Source.IsZero()}, {hasOff, a.At.Off != f.Off}, {hasWorth, !a.Worth.IsZero()},
		{hasNextKind, a.NextKind != ""}, {hasNextDue, !a.NextDue.IsZero()}, {hasTags, len(a.Tags) > 0},
	} {
		if part.with {
			p |= part.bit
		}
	}
	return p
}

func encodeActivity(c *Encoder, a *record.Activity, f Frame) {
	p := presence(a, f)
	c.Uint(p)
	c.Word(a.Kind)
	c.Int(a.At.Unix - f.At)
	if p&hasOff != 0 {
		c.Int(int64(a.At.Off))
	}
	if p&hasID != 0 {
		c.Raw(a.ID[:])
	}
	for _, ref := range [...]struct {
		bit uint64
		id  record.ID
	}{{hasRep, a.Rep}, {hasAccount, a.Account}, {hasDeal, a.Deal}, {hasContact, a.Contact}} {
		if p&ref.bit != 0 {
			c.ID(ref.id)
		}
	}
	if p&hasOutcome != 0 {
		c.Word(a.Outcome)
	}
	if p&hasSeconds != 0 {
		c.Int(int64(a.Seconds))
	}
	encodeRest(c, a, p)
}

func encodeRest(c *Encoder, a *record.Activity, p uint64) {
	if p&hasSource != 0 {
		c.Word(a.Source.System)
		c.Text(a.Source.Key)
	}
	if p&hasWorth != 0 {
		c.Int(a.Worth.Minor)
		c.Word(a.Worth.Currency)
	}
	if p&hasNextKind != 0 {
		c.Word(a.NextKind)
	}
	if p&hasNextDue != 0 {
		c.Int(a.NextDue.Unix - a.At.Unix)
		c.Int(int64(a.NextDue.Off) - int64(a.At.Off))
	}
	if p&hasTags != 0 {
		c.Uint(uint64(len(a.Tags)))
		for _, t := range a.Tags {
			c.Word(t)
		}
	}
	if p&hasNote != 0 {
		c.Text(a.Note)
	}
}

func decodeActivity(d *Decoder, f Frame) (a record.Activity) {
	p := d.Uint()
	a.Kind = d.Word()
	a.At = record.Time{Unix: f.At + d.Int(), Off: f.Off}
	if p&hasOff != 0 {
		a.At.Off = int16(d.Int())
	}
	if p&hasID != 0 {
		a.ID = d.rawID()
	}
	for _, ref := range [...]struct {
		bit uint64
		id  *record.ID
	}{{hasRep, &a.Rep}, {hasAccount, &a.Account}, {hasDeal, &a.Deal}, {hasContact, &a.Contact}} {
		if p&ref.bit != 0 {
			*ref.id = d.ID()
		}
	}
	if p&hasOutcome != 0 {
		a.Outcome = d.Word()
	}
	if p&hasSeconds != 0 {
		a.Seconds = int32(d.Int())
	}
	decodeRest(d, &a, p)
	return a
}

func decodeRest(d *Decoder, a *record.Activity, p uint64) {
	if p&hasSource != 0 {
		a.Source = record.Source{System: d.Word(), Key: d.Text()}
		if p&hasID == 0 {
			a.ID = a.Source.ID()
		}
	}
	if p&hasWorth != 0 {
		a.Worth = record.Money{Minor: d.Int(), Currency: d.Word()}
	}
	if p&hasNextKind != 0 {
		a.NextKind = d.Word()
	}
	if p&hasNextDue != 0 {
		a.NextDue.Unix = a.At.Unix + d.Int()
		a.NextDue.Off = int16(int64(a.At.Off) + d.Int())
	}
	if p&hasTags != 0 {
		a.Tags = make([]string, d.Count())
		for i := range a.Tags {
			a.Tags[i] = d.Word()
		}
	}
	if p&hasNote != 0 {
		a.Note = d.Text()
	}
}

func encodeFields(c *Encoder, fields []record.Assign) {
	c.Uint(uint64(len(fields)))
	for _, a := range fields {
		c.Assign(a.Field, a.Value)
	}
}

func decodeFields(d *Decoder) []record.Assign {
	n := d.Count()
	if n == 0 {
		return nil
	}
	fields := make([]record.Assign, 0, min(n, MaxFields))
	for range n {
		f, v := d.Assign()
		if d.Err != nil {
			return nil
		}
		fields = append(fields, record.Assign{Field: f, Value: v})
	}
	return fields
}

// How the time of a Set is written.
const (
	timeNone = iota
	timeSame // with the offset of the frame
	timeFull
)

func encodeTime(c *Encoder, t record.Time, f Frame) {
	switch {
	case t.IsZero():
		c.Byte(timeNone)
	case t.Off == f.Off:
		c.Byte(timeSame)
		c.Int(t.Unix - f.At)
	default:
		c.Byte(timeFull)
		c.Int(t.Unix - f.At)
		c.Int(int64(t.Off))
	}
}

func decodeTime(d *Decoder, f Frame) record.Time {
	switch d.Byte() {
	case timeNone:
		return record.Time{}
	case timeSame:
		return record.Time{Unix: f.At + d.Int(), Off: f.Off}
	}
	return record.Time{Unix: f.At + d.Int(), Off: int16(d.Int())}
}

// What an encoded Void says beside its target.
const (
	voidRestore   = 1 << iota
	voidElsewhere // the target was recorded at another node
	voidActivity
)

func encodeVoid(c *Encoder, v Void, at record.Ref) {
	flags := byte(0)
	if v.Restore {
		flags |= voidRestore
	}
	if v.Target.Node != at.Node {
		flags |= voidElsewhere
	}
	if v.Type == record.TypeActivity {
		flags |= voidActivity
	}
	c.Byte(flags)
	if flags&voidElsewhere != 0 {
		c.Uint(uint64(v.Target.Node))
	}
	c.Uint(v.Target.Seq)
	if flags&voidActivity != 0 {
		c.Raw(v.ID[:])
		return
	}
	c.Byte(byte(v.Type))
	c.ID(v.ID)
}

func decodeVoid(d *Decoder, at record.Ref) Void {
	flags := d.Byte()
	v := Void{Restore: flags&voidRestore != 0, Target: record.Ref{Node: at.Node}, Type: record.TypeActivity}
	if flags&voidElsewhere != 0 {
		v.Target.Node = record.Node(d.Uint())
	}
	v.Target.Seq = d.Uint()
	if flags&voidActivity != 0 {
		v.ID = d.rawID()
		return v
	}
	v.Type, v.ID = record.Type(d.Byte()), d.ID()
	return v
}
