package importer

import (
	"encoding/binary"

	"foresail/store/record"
	"foresail/store/say"
)

// Report says what an import did, or would do. Rows is the sum of Created,
// Updated, Unchanged, Rejected and Skipped. The JSON names are a contract.
type Report struct {
	File      string            `json:"file"`
	Format    string            `json:"format"`
	Records   Records           `json:"records"`
	Rows      int               `json:"rows"`
	Created   int               `json:"created"`
	Updated   int               `json:"updated"`
	Unchanged int               `json:"unchanged"`
	Rejected  int               `json:"rejected"`
	Skipped   int               `json:"skipped"`
	Rejects   []Reject          `json:"rejects"` // the first MaxRejects of them
	Notes     []Note            `json:"notes"`
	Stages    []string          `json:"stages_added"`
	Kinds     []string          `json:"kinds_added"`
	Map       map[string]string `json:"map"`
	Reason    []string          `json:"recognised_by"`
	Encoding  string            `json:"encoding"`
	Delimiter string            `json:"delimiter,omitempty"`
	Sheet     string            `json:"sheet,omitempty"`
	DryRun    bool              `json:"dry_run"`
	Complete  bool              `json:"complete"`  // false when the import stopped before the end of the file
	Line      int               `json:"last_line"` // the last line that was read
	Undo      string            `json:"undo"`      // by which it is taken back; "" where nothing of it can be
}

// MaxRejects is how many rejects a report lists; all of them stand in the
// rejects file.
const MaxRejects = 1000

// Reject is one row that was not taken.
type Reject struct {
	Line  int    `json:"line"`
	Field string `json:"field"`
	Why   string `json:"why"`
}

// Note is something that the reader of the report should know: Key with N is
// worded by package say, What is that wording.
type Note struct {
	Key  string `json:"key"`
	N    int    `json:"n"`
	What string `json:"what"`
}

// The notes, by their keys in package say.
const (
	noteEncoding   = "import.note.encoding"
	noteNegative   = "import.note.closed_before_created"
	noteTitles     = "import.note.duplicate_names"
	noteDeleted    = "import.note.deleted"
	noteNotDone    = "import.note.not_done"
	noteFuture     = "import.note.future"
	noteNoDeal     = "import.note.no_deal"
	noteManyDeals  = "import.note.many_deals"
	noteAfterClose = "import.note.after_close"
	noteTakenBack  = "import.note.taken_back"
	noteOlder      = "import.note.older"
	noteSerials    = "import.note.serials"
	noteFooter     = "import.note.footer"
	noteNameless   = "import.note.nameless"
	noteChance     = "import.note.no_probability"
	noteSeenFull   = "import.note.seen_full"
	noteOthers     = "import.note.more_values"
	noteOutbound   = "import.note.outbound"
)

// note counts something worth saying.
func (r *run) note(key string) { r.notes[key]++ }

// noteOrder lists every note in the order in which reports have them.
var noteOrder = []string{
	noteEncoding, noteDeleted, noteNotDone, noteFuture, noteFooter, noteNegative, noteTitles, noteNameless, noteNoDeal, noteManyDeals,
	noteAfterClose, noteTakenBack, noteOlder, noteSerials, noteChance, noteOutbound, noteOthers, noteSeenFull,
}

func (r *run) finish() {
	for _, key := range noteOrder {
		if n := r.notes[key]; n > 0 {
			r.rep.Notes = append(r.rep.Notes, Note{Key: key, N: n, What: r.o.Printer.N(key, n)})
		}
	}
}

// problem is why a row is not taken.
type problem struct {
	field field
	name  string // of the field, where it is none of ours
	why   *say.Error
}

func (p *problem) Error() string { return p.why.Error() }

func refuse(f field, key string, args ...any) error {
	return &problem{field: f, why: say.Errorf(key, args...)}
}

// reject counts a row as not taken, lists it and writes it to the rejects.
func (r *run) reject(row raw, p *problem) error {
	r.rep.Rejected++
	name := p.name
	if p.field != 0 {
		name = p.field.String()
	}
	j := Reject{Line: row.line, Field: name, Why: r.o.Printer.Err(p.why)}
	if len(r.rep.Rejects) < MaxRejects {
		r.rep.Rejects = append(r.rep.Rejects, j)
	}
	return r.rejected.write(r.head, row, j)
}

// Progress is how far an import has come.
type Progress struct {
	Bytes, Size int64 // read, and in all (0 where not known)
	Rows        int
	Landed      int // created and updated
}

func (r *run) progress() Progress {
	return Progress{Bytes: r.counter.n, Size: r.o.Size, Rows: r.rep.Rows, Landed: r.rep.Created + r.rep.Updated}
}

// seen remembers the ids of rows with what they said, up to a cap.
type seen struct {
	rows map[uint64]seenRow
	most int
	full bool
}

type seenRow struct {
	line int32
	sum  uint32 // of the row's content
}

func newSeen(most int) *seen { return &seen{rows: make(map[uint64]seenRow), most: most} }

// meet gives the line on which an id was met before, 0 for none, and whether
// the row said the same.
func (s *seen) meet(id record.ID, line int, sum uint64) (before int, same bool) {
	key := binary.BigEndian.Uint64(id[:8])
	if b, ok := s.rows[key]; ok {
		return int(b.line), b.sum == uint32(sum)
	}
	if len(s.rows) >= s.most {
		s.full = true
		return 0, false
	}
	s.rows[key] = seenRow{int32(line), uint32(sum)}
	return 0, false
}

// twice reports the second time that an id is met, and no later one.
func (s *seen) twice(id record.ID, line int) bool {
	before, first := s.meet(id, line, 0)
	if before == 0 || !first {
		return false
	}
	s.rows[binary.BigEndian.Uint64(id[:8])] = seenRow{int32(line), 1}
	return true
}

// again settles a row whose id was met before in this file: one that says
// the same is unchanged, one that says something else is refused, unless
// rows say when they were changed.
func (r *run) again(id record.ID, dated bool) (known bool, err error) {
	before, same := r.ids.meet(id, r.line, r.sum())
	if r.ids.full && r.notes[noteSeenFull] == 0 {
		r.note(noteSeenFull)
	}
	switch {
	case before == 0:
		return false, nil
	case same:
		return true, nil
	case dated:
		return false, nil
	}
	return false, refuse(fID, "import.same_id", "line", before)
}

// sum is a number for the content of the row, good for this run only.
func (r *run) sum() uint64 {
	r.hash.Reset()
	for _, c := range r.cells {
		r.hash.WriteString(c)
		r.hash.WriteByte(0x1f)
	}
	return r.hash.Sum64()
}
