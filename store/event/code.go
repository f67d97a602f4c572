package event

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"foresail/store/record"
)

// Words is a dictionary of texts and ids that occur often, so that an encoded
// event holds a small number in their place. A nil Words writes and reads
// them in full, which is the portable form: it means the same in any file.
type Words interface {
	// Sym gives the number of a text, making one if needed; 0 for "".
	Sym(text string) (record.Sym, error)
	// SymID gives the number of an id, making one if needed; 0 for none.
	SymID(id record.ID) (record.Sym, error)
	// Text gives the text of a number, or an error for one never given.
	Text(record.Sym) (string, error)
	// ID gives the id of a number, or an error for one never given.
	ID(record.Sym) (record.ID, error)
}

// ErrCode is returned for bytes that are not an encoded event.
var ErrCode = errors.New("not an encoded event")

// Frame is what the events of one block of the log have in common; encoded
// events hold differences from it. The zero Frame serves the portable form.
type Frame struct {
	Wall  int64 // Unix milliseconds
	Count uint16
	At    int64 // Unix seconds
	Off   int16 // minutes east of UTC
}

// Encoder writes the primitives of which events and entities consist. After
// an error it writes nothing more and keeps the first.
type Encoder struct {
	Out   []byte
	Words Words
	Err   error
}

// Byte writes one byte.
func (e *Encoder) Byte(b byte) { e.Out = append(e.Out, b) }

// Uint writes a number, small ones short.
func (e *Encoder) Uint(u uint64) { e.Out = binary.AppendUvarint(e.Out, u) }

// Int writes a number that may be negative, small ones short.
func (e *Encoder) Int(i int64) { e.Out = binary.AppendVarint(e.Out, i) }

// Raw writes bytes as they are; the reader has to know how many.
func (e *Encoder) Raw(b []byte) { e.Out = append(e.Out, b...) }

// Text writes a text in full.
func (e *Encoder) Text(s string) {
	e.Uint(uint64(len(s)))
	e.Out = append(e.Out, s...)
}

// Word writes a text that occurs often.
func (e *Encoder) Word(s string) {
	if e.Words == nil {
		e.Text(s)
		return
	}
	y, err := e.Words.Sym(s)
	e.sym(y, err)
}

// ID writes an id that occurs often.
func (e *Encoder) ID(id record.ID) {
	if e.Words == nil {
		e.Raw(id[:])
		return
	}
	y, err := e.Words.SymID(id)
	e.sym(y, err)
}

func (e *Encoder) sym(y record.Sym, err error) {
	if err != nil && e.Err == nil {
		e.Err = err
	}
	e.Uint(uint64(y))
}

// Decoder reads what an Encoder wrote. After an error it reads zeros and
// keeps the first. It never panics, whatever it is given.
type Decoder struct {
	In    []byte
	Words Words
	Err   error
}

// Fail keeps an error, unless there is one.
func (d *Decoder) Fail(err error) {
	if d.Err == nil {
		d.Err = err
	}
	d.In = nil
}

// Byte reads one byte.
func (d *Decoder) Byte() byte {
	if len(d.In) == 0 {
		d.Fail(ErrCode)
		return 0
	}
	b := d.In[0]
	d.In = d.In[1:]
	return b
}

// Uint reads a number.
func (d *Decoder) Uint() uint64 {
	if len(d.In) > 0 && d.In[0] < 0x80 {
		u := d.In[0]
		d.In = d.In[1:]
		return uint64(u)
	}
	u, n := binary.Uvarint(d.In)
	if n <= 0 {
		d.Fail(ErrCode)
		return 0
	}
	d.In = d.In[n:]
	return u
}

// Int reads a number that may be negative.
func (d *Decoder) Int() int64 {
	u := d.Uint()
	return int64(u>>1) ^ -int64(u&1)
}

// Count reads the number of things that follow, each at least one byte long.
func (d *Decoder) Count() int {
	n := d.Uint()
	if n > uint64(len(d.In)) {
		d.Fail(ErrCode)
		return 0
	}
	return int(n)
}

// Raw reads n bytes, which share memory with the input.
func (d *Decoder) Raw(n int) []byte {
	if n < 0 || n > len(d.In) {
		d.Fail(ErrCode)
		return nil
	}
	b := d.In[:n]
	d.In = d.In[n:]
	return b
}

// Text reads a text.
func (d *Decoder) Text() string { return string(d.Raw(d.Count())) }

// Word reads a text that occurs often.
func (d *Decoder) Word() string {
	if d.Words == nil {
		return d.Text()
	}
	s, err := d.Words.Text(d.sym())
	if err != nil {
		d.Fail(err)
	}
	return s
}

// ID reads an id that occurs often.
func (d *Decoder) ID() record.ID {
	if d.Words == nil {
		return d.rawID()
	}
	id, err := d.Words.ID(d.sym())
	if err != nil {
		d.Fail(err)
	}
	return id
}

func (d *Decoder) rawID() (id record.ID) {
	copy(id[:], d.Raw(len(id)))
	return id
}

func (d *Decoder) sym() record.Sym {
	u := d.Uint()
	if u > 1<<32-1 {
		d.Fail(ErrCode)
		return 0
	}
	return record.Sym(u)
}

// End checks that nothing is left over and gives the first error.
func (d *Decoder) End() error {
	if d.Err == nil && len(d.In) > 0 {
		d.Err = ErrCode
	}
	return d.Err
}

// How a value is written: which parts it has, and in which form.
const (
	valueNum   = 1 << iota // a number
	valueFloat             // the number holds IEEE 754 bits
	valueWord              // a text of the dictionary
	valueText              // a text in full
	valueID                // an id of the dictionary
)

// repeated are the fields whose texts occur often; id fields always do.
var repeated = map[record.Field]bool{
	record.FieldStage: true, record.FieldAmount: true, record.FieldSource: true, record.FieldSegment: true,
	record.FieldProduct: true, record.FieldLostReason: true, record.FieldSystem: true, record.FieldTeam: true,
	record.FieldKind: true, record.FieldOutcome: true, record.FieldIndicator: true, record.FieldPeriod: true,
	record.FieldForecast: true, record.FieldWorth: true, record.FieldNextDue: true, record.FieldCreated: true,
	record.FieldWhen: true, record.FieldOutcomes: true, record.FieldNextStep: true,
}

// Assign writes a field and its value.
func (e *Encoder) Assign(f record.Field, v record.Value) {
	form := f.Spec().Form
	mode := byte(0)
	if v.Num != 0 {
		mode |= valueNum
		if form == record.FormFloat {
			mode |= valueFloat
		}
	}
	switch {
	case v.Text == "":
	case form == record.FormID && len(v.Text) == len(record.ID{}) && !v.ID().IsZero():
		mode |= valueID
	case repeated[f]:
		mode |= valueWord
	default:
		mode |= valueText
	}
	e.Byte(byte(f))
	e.Byte(mode)
	switch {
	case mode&valueFloat != 0:
		e.Uint(bits.ReverseBytes64(uint64(v.Num))) // round numbers end in zeros
	case mode&valueNum != 0:
		e.Int(v.Num)
	}
	switch {
	case mode&valueID != 0:
		e.ID(v.ID())
	case mode&valueWord != 0:
		e.Word(v.Text)
	case mode&valueText != 0:
		e.Text(v.Text)
	}
}

// Assign reads a field and its value.
func (d *Decoder) Assign() (record.Field, record.Value) {
	f, mode := record.Field(d.Byte()), d.Byte()
	var v record.Value
	switch {
	case mode&valueFloat != 0:
		v.Num = int64(bits.ReverseBytes64(d.Uint()))
	case mode&valueNum != 0:
		v.Num = d.Int()
	}
	switch {
	case mode&valueID != 0:
		v.Text = d.idText()
	case mode&valueWord != 0:
		v.Text = d.Word()
	case mode&valueText != 0:
		v.Text = d.Text()
	}
	return f, v
}

// idText reads an id as the text that values hold.
func (d *Decoder) idText() string {
	if d.Words == nil {
		return string(d.Raw(len(record.ID{})))
	}
	s, err := d.Words.Text(d.sym())
	if err != nil {
		d.Fail(err)
	}
	return s
}
