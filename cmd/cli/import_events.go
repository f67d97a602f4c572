package cli

import (
	"bufio"
	"context"
	"io"

	"foresail/store/event"
	"foresail/store/importer"
	"foresail/store/portable"
	"foresail/store/record"
)

// eventsAtOnce is how many events of a file are taken in together.
const eventsAtOnce = 20_000

// sampleSize is how much of a file tells whether it is one of events.
const sampleSize = 512

// holdsEvents reports whether a file is an export of events. It leaves the
// reader at the beginning.
func holdsEvents(in io.ReadSeeker) (bool, error) {
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(in, sample)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false, err
	}
	_, err = in.Seek(0, io.SeekStart)
	return portable.Is(sample[:n]), err
}

// importEvents takes in an export of events as a sync would: those that are
// here already change nothing, whatever their order.
func (d *desk) importEvents(ctx context.Context, in io.Reader, o importer.Options) (*importer.Report, error) {
	r := &importer.Report{
		File: o.Name, Format: "foresail", Records: "events", DryRun: o.DryRun, Encoding: "utf-8",
		Rejects: []importer.Reject{}, Notes: []importer.Note{}, Stages: []string{}, Kinds: []string{}, Map: map[string]string{}, Reason: []string{},
	}
	known, err := d.store.Nodes(ctx)
	if err != nil {
		return r, err
	}
	m := merger{desk: d, ctx: ctx, report: r, known: known}
	if err := portable.Read(bufio.NewReader(in), m.take); err != nil {
		return r, err
	}
	if err := m.flush(); err != nil {
		return r, err
	}
	r.Complete = true
	return r, nil
}

// merger gathers events until it is worth a transaction.
type merger struct {
	*desk
	ctx    context.Context
	report *importer.Report
	known  map[record.Node]uint64
	held   []event.Event
}

func (m *merger) take(e event.Event) error {
	m.report.Rows++
	if e.Ref.Seq <= m.known[e.Ref.Node] {
		m.report.Unchanged++
		return nil
	}
	m.held = append(m.held, e)
	if len(m.held) < eventsAtOnce {
		return nil
	}
	return m.flush()
}

func (m *merger) flush() error {
	if !m.report.DryRun {
		if err := m.store.Merge(m.ctx, m.held); err != nil {
			return err
		}
	}
	m.report.Created += len(m.held)
	m.held = m.held[:0]
	return m.ctx.Err()
}
