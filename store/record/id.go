package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"unicode"
)

// ID names an activity or an entity for ever, on every machine. Ids made for
// new things are ULIDs (time-ordered); ids of things known by a name or by a
// source key are derived from it with DeriveID. The zero ID names nothing.
type ID [16]byte

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// IsZero reports whether the id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String gives 26 lower-case characters (Crockford base 32) that sort as the
// id does.
func (id ID) String() string { return idEncoding.EncodeToString(id[:]) }

// ErrBadID is returned for text that is not an id.
var ErrBadID = errors.New("not an id")

// ParseID reads what String wrote.
func ParseID(s string) (ID, error) {
	var id ID
	b, err := idEncoding.DecodeString(strings.ToLower(s))
	if err != nil || len(b) != len(id) {
		return ID{}, ErrBadID
	}
	copy(id[:], b)
	return id, nil
}

// DeriveID makes the id of something known by a key within a space, such as
// DeriveID("account", "acme") or DeriveID("hubspot/deal", "5123"). The same
// arguments give the same id on every machine. Keys that people type are to
// be folded first (see Fold).
func DeriveID(space, key string) ID {
	h := sha256.New()
	h.Write([]byte(space))
	h.Write([]byte{0})
	h.Write([]byte(key))
	var id ID
	copy(id[:], h.Sum(nil))
	return id
}

// Fold brings a name to the form in which names are compared: lower case,
// letters and digits kept, every run of anything else one space.
func Fold(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		gap = true
	}
	if b.Len() == 0 {
		return strings.TrimSpace(strings.ToLower(name))
	}
	return b.String()
}

// Node names one data file among those that may exchange events.
type Node uint64

// String gives 13 lower-case characters.
func (n Node) String() string {
	var b [8]byte
	for i := range b {
		b[i] = byte(n >> (56 - 8*i))
	}
	return idEncoding.EncodeToString(b[:])
}

// ParseNode reads what String wrote.
func ParseNode(s string) (Node, error) {
	b, err := idEncoding.DecodeString(strings.ToLower(s))
	if err != nil || len(b) != 8 {
		return 0, ErrBadID
	}
	var n Node
	for _, c := range b {
		n = n<<8 | Node(c)
	}
	return n, nil
}

// Ref names one event: the Seq-th event recorded at Node, counted from 1
// without gaps.
type Ref struct {
	Node Node
	Seq  uint64
}

// IsZero reports whether the reference names no event.
func (r Ref) IsZero() bool { return r.Seq == 0 }

// Stamp says when and where an event was recorded. Stamps order all events of
// all machines in one way: by Wall (Unix milliseconds of a hybrid logical
// clock), then Count, then Node.
//
// Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014.
type Stamp struct {
	Wall  int64
	Count uint16
	Node  Node
}

// IsZero reports whether the stamp was never given.
func (s Stamp) IsZero() bool { return s == Stamp{} }

// Compare orders stamps; it returns 0 only for the same stamp.
func (s Stamp) Compare(o Stamp) int {
	if c := cmp.Compare(s.Wall, o.Wall); c != 0 {
		return c
	}
	if c := cmp.Compare(s.Count, o.Count); c != 0 {
		return c
	}
	return cmp.Compare(s.Node, o.Node)
}

// Source says from which file of which system a record came: System such as
// "hubspot/deal", Key the row's own id there. The zero Source is a record
// typed in by hand.
type Source struct {
	System string
	Key    string
}

// IsZero reports whether there is no source.
func (s Source) IsZero() bool { return s == Source{} }

// ID is the id that every machine gives to a record of this source.
func (s Source) ID() ID { return DeriveID(s.System, s.Key) }
