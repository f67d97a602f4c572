package importer

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"strings"
	"time"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// Sink takes what an import gives, and says what stands, with what it was
// given before included. A group is recorded, and taken back, together.
type Sink interface {
	Add(group ...event.Body) error
	// Activity gives an activity as it was logged.
	Activity(record.ID) (record.Activity, bool, error)
	// Entity gives an entity, nil for one of which nothing is known.
	Entity(record.Type, record.ID) (*record.Entity, error)
}

// run is an import on its way.
type run struct {
	o        Options
	f        *format
	m        *mapping
	head     header
	sink     Sink
	book     *record.Book
	rep      *Report
	rejected rejects
	notes    map[string]int
	counter  *counter
	source   rows
	names    names
	ids      *seen
	titles   *seen
	equal    map[uint64]uint32
	hash     maphash.Hash
	cells    []string
	line     int
	makings  []making
	derived  bool // the account of this activity is that of its deal
	xlsx     bool
	days1904 bool
	now      record.Time
	what     func(string) (deal, account record.ID)
}

// Import reads a file and gives what it says to the sink. book is the state
// before, for names. The report is never nil; with an error it says what
// landed before.
//
// Errors are *say.Error, the context's, or those of reader, sink and rejects.
func Import(ctx context.Context, in io.Reader, sink Sink, book *record.Book, o Options) (*Report, error) {
	r, err := start(in, sink, book, o)
	if err != nil {
		return r.rep, err
	}
	err = r.all(ctx)
	r.finish()
	err = errors.Join(err, r.source.close(), r.rejected.close())
	r.rep.Complete = err == nil
	return r.rep, simple(err)
}

// simple unpacks a joined error of one.
func simple(err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok && len(many.Unwrap()) == 1 {
		return many.Unwrap()[0]
	}
	return err
}

// start opens the file, reads the header and settles format and mapping.
func start(in io.Reader, sink Sink, book *record.Book, o Options) (*run, error) {
	if o.Printer == nil {
		o.Printer = say.English()
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if book == nil {
		book = record.NewBook()
	}
	o.Limits = o.Limits.orDefault()
	r := &run{
		o: o, book: book, sink: sink, notes: make(map[string]int), counter: &counter{r: in},
		rep: &Report{File: o.Name, DryRun: o.DryRun, Rejects: []Reject{}, Notes: []Note{}, Stages: []string{}, Kinds: []string{}},
		ids: newSeen(o.Limits.Seen), titles: newSeen(o.Limits.Seen), equal: make(map[uint64]uint32),
		now: record.TimeOf(o.Now.In(o.Zone)), rejected: rejects{open: o.Rejects},
	}
	if o.DryRun {
		r.sink = dry{sink}
	}
	if err := r.checkOptions(); err != nil {
		return r, err
	}
	if err := r.open(); err != nil {
		return r, err
	}
	if err := r.layout(); err != nil {
		r.source.close()
		return r, err
	}
	r.names = newNames(r)
	return r, nil
}

func (r *run) checkOptions() error {
	switch {
	case r.o.Dates != "" && r.o.Dates != DatesDMY && r.o.Dates != DatesMDY:
		return say.Errorf("import.dates_option", "value", r.o.Dates)
	case r.o.Decimal != "" && r.o.Decimal != "." && r.o.Decimal != ",":
		return say.Errorf("import.decimal_option", "value", r.o.Decimal)
	case len(r.o.Delimiter) > 1 || r.o.Delimiter == "\"":
		return say.Errorf("import.delimiter_option", "value", r.o.Delimiter)
	}
	return nil
}

// layout reads the header and settles what its columns mean.
func (r *run) layout() error {
	first, err := r.source.next()
	if err == io.EOF {
		return say.Errorf("import.empty")
	}
	if err != nil {
		return err
	}
	if first.bad != nil {
		return say.Because(first.bad, "import.header_bad")
	}
	r.head = newHeader(first)
	r.setWidth(len(first.cells))
	f, reason, err := choose(r.head, r.o)
	if err != nil {
		return err
	}
	r.f, r.rep.Format, r.rep.Records, r.rep.Reason = f, f.name, f.records, reason
	if r.m, err = newMapping(f, r.head, r.o); err != nil {
		return err
	}
	r.rep.Map = r.m.describe(r.head)
	if r.o.System != "" {
		renamed := *f
		renamed.system = swapSystem(f.system, r.o.System)
		renamed.deals = swapSystem(f.deals, r.o.System)
		r.f = &renamed
	}
	if f.tweak != nil {
		f.tweak(r)
	}
	return nil
}

// swapSystem gives "other/deal" for "generic/deal".
func swapSystem(system, name string) string {
	_, kind, _ := strings.Cut(system, "/")
	return clean.Line(name) + "/" + kind
}

// all takes every row.
func (r *run) all(ctx context.Context) error {
	every := r.o.Every
	if every <= 0 {
		every = 1024
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		row, err := r.source.next()
		if err == io.EOF {
			r.tell()
			return nil
		}
		if err != nil {
			return err
		}
		r.line, r.rep.Line = row.line, row.line
		if err := r.row(row); err != nil {
			return err
		}
		if r.rep.Rows%every == 0 {
			r.tell()
		}
	}
}

func (r *run) tell() {
	if r.o.Progress != nil {
		r.o.Progress(r.progress())
	}
}

// verdict is what became of a row.
type verdict uint8

const (
	created verdict = iota + 1
	updated
	unchanged
	skipped
)

// row takes one row: it is counted exactly once.
func (r *run) row(row raw) error {
	r.rep.Rows++
	if r.footer(row) {
		r.rep.Skipped++
		return nil
	}
	r.cells = row.cells
	v, err := r.take(row)
	if err == nil {
		err = r.settle()
	}
	var p *problem
	switch {
	case errors.As(err, &p):
		r.forget()
		return r.reject(row, p)
	case err != nil:
		r.rep.Rows--
		return err
	}
	switch v {
	case created:
		r.rep.Created++
	case updated:
		r.rep.Updated++
	case unchanged:
		r.rep.Unchanged++
	default:
		r.rep.Skipped++
	}
	return nil
}

// footer recognises what Salesforce writes under a report: after an empty
// line, lines of a single cell.
func (r *run) footer(row raw) bool {
	if r.f.name != "salesforce" || r.m.has(fOwnID) || len(r.head.names) < 2 {
		return false
	}
	filled := 0
	for _, c := range row.cells {
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	if filled != 1 || strings.TrimSpace(row.cells[0]) == "" || !row.gap && r.notes[noteFooter] == 0 {
		return false
	}
	r.note(noteFooter)
	return true
}

// takers say for each kind of records how a row is taken.
var takers = map[Records]func(*run) (verdict, error){
	Deals:        (*run).deal,
	Activities:   (*run).activity,
	Accounts:     (*run).account,
	Contacts:     (*run).contact,
	Reps:         (*run).repRow,
	Measurements: (*run).measurement,
	StageChanges: (*run).stageChange,
}

func (r *run) take(row raw) (verdict, error) {
	if row.bad != nil {
		return 0, &problem{why: row.bad}
	}
	for i, c := range row.cells {
		if why := badText(c); why != nil {
			return 0, &problem{name: r.head.names[i], why: why}
		}
	}
	if yes, err := r.flag(fDeleted); err != nil || yes {
		if yes {
			r.note(noteDeleted)
		}
		return skipped, err
	}
	return takers[r.f.records](r)
}

// add gives a group to the sink, after each body was found valid.
func (r *run) add(group ...event.Body) error {
	for _, b := range group {
		if err := b.Validate(); err != nil {
			return invalid(err)
		}
	}
	if err := r.settle(); err != nil {
		return err
	}
	return r.sink.Add(group...)
}

// invalid words what is wrong with a body.
func invalid(err error) error {
	var i *event.Invalid
	if errors.As(err, &i) {
		return &problem{name: i.Field, why: say.Because(i.Why, "import.invalid")}
	}
	return err
}

// dry is a sink that takes nothing.
type dry struct{ Sink }

func (dry) Add(...event.Body) error { return nil }

// counter counts the bytes read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
