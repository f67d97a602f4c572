package cli

import (
	"context"
	"errors"
	"time"

	"foresail/metrics"
	"foresail/store"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// settingUsers begins the keys of the settings that say whose a file is.
const settingUsers = "rep@"

// settingUser is the key of the setting that holds the name of the rep whose
// file this is; the node makes it the file's own, also after a sync.
func settingUser(n record.Node) string { return settingUsers + n.String() }

// open opens the data file for a command.
func (a *app) open(cmd *cobra.Command) (*store.Store, error) {
	if a.away() {
		return a.served, nil
	}
	s, err := store.Open(cmd.Context(), a.path(), a.options(cmd))
	if errors.Is(err, store.ErrNoFile) {
		return nil, say.Because(err, "cli.no_file", "file", a.path())
	}
	return s, err
}

func (a *app) options(cmd *cobra.Command) store.Options {
	return store.Options{Now: a.Now, Zone: a.Zone, Holder: cmd.CommandPath()}
}

// desk is an open data file with what it holds at this moment.
type desk struct {
	*app
	store *store.Store
	snap  *store.Snapshot
	book  *record.Book
	now   time.Time // in the data file's zone
}

// sit opens the data file and reads it.
func (a *app) sit(cmd *cobra.Command) (*desk, error) {
	s, err := a.open(cmd)
	if err != nil {
		return nil, err
	}
	snap, err := s.Snapshot(cmd.Context())
	if err != nil {
		return nil, err
	}
	return a.desk(s, snap, snap.Book)
}

// sitWith opens the data file and reads entities of some types only, and the
// settings, which is quicker by far: the desk's snap is nil.
func (a *app) sitWith(cmd *cobra.Command, types ...record.Type) (*desk, error) {
	s, err := a.open(cmd)
	if err != nil {
		return nil, err
	}
	book, err := s.Book(cmd.Context(), append(types, record.TypeSetting)...)
	if err != nil {
		return nil, err
	}
	return a.desk(s, nil, book)
}

func (a *app) desk(s *store.Store, snap *store.Snapshot, book *record.Book) (*desk, error) {
	d := &desk{app: a, store: s, snap: snap, book: book, now: a.Now().In(a.Zone)}
	if name := book.Settings.Zone; name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil, say.Because(err, "cli.zone", "zone", name)
		}
		d.now = d.now.In(zone)
	}
	return d, nil
}

// at makes a command out of work at a desk.
func (a *app) at(work func(d *desk, cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		d, err := a.sit(cmd)
		if err != nil {
			return err
		}
		return work(d, cmd, args)
	}
}

// atWith is at with a desk that sitWith gives.
func (a *app) atWith(types []record.Type, work func(d *desk, cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		d, err := a.sitWith(cmd, types...)
		if err != nil {
			return err
		}
		return work(d, cmd, args)
	}
}

// onlyReps is all that commands read that only have to know who records.
var onlyReps = []record.Type{record.TypeRep}

func (d *desk) today() record.Date { return record.DateOf(d.now) }

// user gives the rep who records: who the grant says, where the run is for
// somebody elsewhere; else --as, FORESAIL_REP, the rep chosen at first
// run, or the only rep there is.
func (d *desk) user() (record.ID, error) {
	if d.away() && d.flags.as == "" {
		return d.grant.Rep, nil
	}
	for _, name := range []string{d.flags.as, d.Env("FORESAIL_REP")} {
		if name != "" {
			return d.rep(name)
		}
	}
	if name := d.book.Settings.More[settingUser(d.store.Node())]; name != "" {
		if id := record.RepID(name); d.book.Reps[id] != nil {
			return id, nil
		}
	}
	if len(d.book.Reps) == 1 {
		for id := range d.book.Reps {
			return id, nil
		}
	}
	return record.ID{}, say.Errorf("cli.who", "reps", list(d.say, d.repNames()))
}

// rep finds a rep by name, or by a part of it that only one has.
func (d *desk) rep(name string) (record.ID, error) {
	if id := record.RepID(name); d.book.Reps[id] != nil {
		return id, nil
	}
	reps := d.book.RepList()
	names := d.repNames()
	if i, only := onlyMatch(name, names); only {
		return reps[i].ID, nil
	}
	if d.grant.Role == store.RoleRep || d.grant.Role == store.RoleViewer {
		return record.ID{}, say.Errorf("cli.rep.unseen", "name", name)
	}
	if close := near(name, names); len(close) > 0 {
		return record.ID{}, say.Errorf("cli.rep.near", "name", name, "reps", list(d.say, close))
	}
	return record.ID{}, say.Errorf("cli.rep.unknown", "name", name)
}

func (d *desk) repNames() []string {
	var names []string
	for _, r := range d.book.RepList() {
		names = append(names, r.Name)
	}
	return names
}

// scope gives the reps of --rep; nil for everybody.
func (d *desk) scope() ([]record.ID, error) {
	var ids []record.ID
	for _, name := range d.flags.reps {
		id, err := d.rep(name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// totals gives the view under the reading options, of the whole file also for
// those who may see only a part of it. Nothing but sums may be told of it.
func (d *desk) totals() (metrics.View, error) {
	v, err := d.optioned()
	v.Book, v.Days = d.snap.Totals().Book, d.snap.Totals()
	return v, err
}

// view gives the metrics' view of the file under the reading options. Where
// only a part of it may be seen, that is one's own.
func (d *desk) view() (metrics.View, error) {
	v, err := d.optioned()
	if d.snap.Part() {
		v.Reps = []record.ID{d.grant.Rep}
	}
	return v, err
}

func (d *desk) optioned() (metrics.View, error) {
	w, err := d.window(d.today())
	if err != nil {
		return metrics.View{}, err
	}
	reps, err := d.scope()
	if err != nil {
		return metrics.View{}, err
	}
	return metrics.View{
		Book: d.book, Days: d.snap, Syms: d.snap.Syms,
		AsOf: w.asOf, From: w.from, To: w.to, Period: w.period, Reps: reps,
	}, nil
}

// when reads a moment given by --on: a date (at noon), or now where it is
// today or not given. What has not come yet has not happened.
func (d *desk) when(text string) (record.Time, error) {
	day, err := d.past("on", text, d.today(), d.today())
	if err != nil {
		return record.Time{}, err
	}
	switch today := d.today(); {
	case day > today:
		return record.Time{}, usagef("cli.on.future", "day", day)
	case day == today:
		return record.TimeOf(d.now), nil
	}
	return record.TimeOf(day.In(d.now.Location()).Add(12 * time.Hour)), nil
}

// sound gives the error for which what was worked out from the snapshot does
// not count: the command was stopped, or the file could not be read.
func (d *desk) sound(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.snap.Err()
}
