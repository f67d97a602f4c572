package importer

import (
	"strings"

	"foresail/store/event"
	"foresail/store/record"
)

// dealRow is a row of deals, read.
type dealRow struct {
	id       record.ID
	fields   []record.Assign // but stage, title and lost reason
	title    string
	made     bool   // the title was made up from the rest
	stage    string // key of the open stage, "" where not said
	terminal string // won, lost, or "" for an open deal
	lost     string // the reason
	created  moment
	closed   moment // of a terminal deal
	modified moment
	since    moment // when it entered the stage
}

// deal takes a row of deals.
func (r *run) deal() (verdict, error) {
	d, skip, err := r.readDeal()
	if err != nil || skip {
		return skipped, err
	}
	e, err := r.sink.Entity(record.TypeDeal, d.id)
	if err != nil {
		return 0, err
	}
	if known, err := r.again(d.id, !d.modified.isZero()); known || err != nil {
		return unchanged, err
	}
	r.warnTitle(&d)
	if e == nil || len(e.Changes) == 0 || e.Recalled() {
		return created, r.add(d.fresh(r)...)
	}
	if !e.Exists() {
		r.note(noteTakenBack)
		return unchanged, nil
	}
	bodies := r.dealNews(e, d)
	if len(bodies) == 0 {
		return unchanged, nil
	}
	return updated, r.add(bodies...)
}

// readDeal reads the cells of the row. It skips what the system has deleted.
func (r *run) readDeal() (d dealRow, skip bool, err error) {
	if d.id, err = r.dealID(&d); err != nil {
		return d, false, err
	}
	if skip, err = r.dealStage(&d); err != nil || skip {
		return d, skip, err
	}
	if err = r.dealTimes(&d); err != nil {
		return d, false, err
	}
	if err = r.dealParties(&d); err != nil {
		return d, false, err
	}
	if err = r.dealWords(&d); err != nil {
		return d, false, err
	}
	return d, false, nil
}

// dealID gives the id of the row: foresail's own, the system's, or the one
// that the title gives.
func (r *run) dealID(d *dealRow) (record.ID, error) {
	if own, src, err := r.ownID(); err != nil || !own.IsZero() {
		d.source(src)
		return own, err
	}
	key := r.key(fID)
	if key == "" {
		if r.m.has(fID) {
			return record.ID{}, refuse(fID, "import.empty_cell")
		}
		if key = r.clean(fTitle); key == "" {
			return record.ID{}, refuse(fTitle, "import.empty_cell")
		}
		key = strings.TrimSuffix(record.Fold(key)+" / "+record.Fold(r.first(fAccount)), " / ")
		src := record.Source{System: r.f.system + "-title", Key: key}
		d.source(src)
		return src.ID(), nil
	}
	src := record.Source{System: r.f.system, Key: key}
	d.source(src)
	return src.ID(), nil
}

func (d *dealRow) source(s record.Source) {
	if !s.IsZero() {
		d.fields = append(d.fields, textField(record.FieldSystem, s.System), textField(record.FieldKey, s.Key))
	}
}

// ownID reads foresail's own id of a row, and the source it came from before.
func (r *run) ownID() (record.ID, record.Source, error) {
	text := r.text(fOwnID)
	if text == "" {
		return record.ID{}, record.Source{}, nil
	}
	src := record.Source{System: r.clean(fSystem), Key: r.clean(fKey)}
	id, err := record.ParseID(text)
	if err != nil {
		return id, src, refuse(fOwnID, "import.own_id")
	}
	return id, src, nil
}

// dealStage settles whether the deal is open, won or lost.
func (r *run) dealStage(d *dealRow) (skip bool, err error) {
	status := record.Fold(r.clean(fStatus))
	if status == "deleted" {
		r.note(noteDeleted)
		return true, nil
	}
	name := r.stageName()
	if d.terminal = terminals[status]; d.terminal == "" {
		d.terminal, err = r.flagsEnd()
	}
	if err != nil {
		return false, err
	}
	word := terminals[record.Fold(name)]
	switch {
	case word != "" && d.terminal != "" && word != d.terminal:
		return false, refuse(fStage, "import.stage_conflict", "stage", name, "end", d.terminal)
	case word != "":
		d.terminal = word
	case name != "" && (d.terminal == "" || r.f.name == "pipedrive"):
		d.stage, err = r.stage(name)
	case d.terminal == "" && r.f.own: // a deal may have no stage yet
	case d.terminal == "" && (status == "" || !r.m.has(fStatus)):
		return false, refuse(fStage, "import.empty_cell")
	case d.terminal == "" && status != "open":
		d.stage, err = r.stage(r.clean(fStatus)) // a status column that holds stages
	}
	return false, err
}

// stageName gives the stage's label, without the pipeline that HubSpot puts
// behind it in brackets.
func (r *run) stageName() string {
	name := r.clean(fStage)
	if p := r.clean(fPipeline); p != "" {
		name = strings.TrimSpace(strings.TrimSuffix(name, "("+p+")"))
	}
	return name
}

// flagsEnd reads the columns that say by yes and no whether a deal ended.
func (r *run) flagsEnd() (string, error) {
	won, err := r.flag(fIsWon)
	if err != nil {
		return "", err
	}
	lost, err := r.flag(fIsLost)
	if err != nil {
		return "", err
	}
	closed, err := r.flag(fIsClosed)
	if err != nil {
		return "", err
	}
	switch {
	case won && lost:
		return "", refuse(fIsWon, "import.won_and_lost")
	case won:
		return record.StageWon, nil
	case lost, closed && r.m.has(fIsWon):
		return record.StageLost, nil
	}
	return "", nil
}

// dealTimes reads when the deal began, ended or is to end.
func (r *run) dealTimes(d *dealRow) (err error) {
	for _, t := range []struct {
		f  field
		to *moment
	}{{fCreated, &d.created}, {fModified, &d.modified}, {fStageSince, &d.since}, {fClosed, &d.closed}} {
		if *t.to, err = r.when(t.f); err != nil {
			return err
		}
	}
	end := map[string]field{record.StageWon: fWonAt, record.StageLost: fLostAt}[d.terminal]
	if end != 0 && r.text(end) != "" {
		if d.closed, err = r.when(end); err != nil {
			return err
		}
	}
	expected, err := r.when(fExpected)
	if err != nil {
		return err
	}
	if d.terminal != "" && d.closed.isZero() {
		return refuse(fClosed, "import.no_close_date", "end", d.terminal)
	}
	if expected.isZero() && (d.terminal == "" || r.f.name == "salesforce") {
		expected = d.closed
	}
	if !expected.isZero() {
		d.fields = append(d.fields, assign(record.FieldExpected, record.DateValue(expected.t.Date())))
	}
	if d.terminal == "" {
		d.closed = moment{}
	}
	if d.closed.day && d.closed.t.Date() == d.created.t.Date() && d.closed.t.Compare(d.created.t) < 0 {
		d.closed.t = d.created.t
	}
	return nil
}

// dealParties reads rep, account and contact.
func (r *run) dealParties(d *dealRow) error {
	rep, err := r.repOf()
	if err != nil {
		return err
	}
	account, err := r.accountOf()
	if err != nil {
		return err
	}
	contact, err := r.contactOf(account)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		f  record.Field
		id record.ID
	}{{record.FieldRep, rep}, {record.FieldAccount, account}, {record.FieldContact, contact}} {
		if !p.id.IsZero() {
			d.fields = append(d.fields, assign(p.f, record.IDValue(p.id)))
		}
	}
	return nil
}

// dealTexts are the fields of a deal that are taken as they are.
var dealTexts = []struct {
	from field
	to   record.Field
}{
	{fSource, record.FieldSource}, {fSegment, record.FieldSegment}, {fProduct, record.FieldProduct}, {fNextStep, record.FieldNextStep},
}

// forecasts are the words for forecast categories, folded.
var forecasts = map[string]string{
	"commit": "commit", "best case": "best", "best": "best", "bestcase": "best", "most likely": "best", "pipeline": "pipeline",
	"omitted": "omitted", "not forecasted": "omitted", "closed": "", "closed won": "", "": "",
}

// dealWords reads title, amount and the other fields.
func (r *run) dealWords(d *dealRow) error {
	for _, t := range dealTexts {
		if s := r.clean(t.from); s != "" {
			d.fields = append(d.fields, textField(t.to, s))
		}
	}
	if c := forecasts[record.Fold(r.clean(fForecast))]; c != "" {
		d.fields = append(d.fields, textField(record.FieldForecast, c))
	}
	due, err := r.when(fNextDue)
	if err != nil {
		return err
	}
	if !due.isZero() {
		d.fields = append(d.fields, assign(record.FieldNextDue, record.TimeValue(due.t)))
	}
	m, given, err := r.amount(fAmount)
	if err != nil {
		return err
	}
	if given {
		d.fields = append(d.fields, assign(record.FieldAmount, record.MoneyValue(m)))
	}
	if d.terminal == record.StageLost {
		d.lost = r.clean(fLostReason)
	}
	d.title = r.clean(fTitle)
	if d.title == "" {
		d.title, d.made = r.makeTitle(), true
	}
	return nil
}

// makeTitle names a deal by what is known of it, where the file has no title.
func (r *run) makeTitle() string {
	var parts []string
	for _, f := range []field{fAccount, fProduct} {
		if s := r.first(f); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return r.clean(fID)
	}
	return strings.Join(parts, ", ")
}

func (r *run) warnTitle(d *dealRow) {
	if d.made {
		return
	}
	if r.titles.twice(record.DeriveID("title", record.Fold(d.title)), r.line) {
		r.note(noteTitles)
	}
}

// fresh gives a deal that was not there before.
func (d *dealRow) fresh(r *run) []event.Body {
	base := d.created.t
	fields := append([]record.Assign{textField(record.FieldTitle, d.title)}, d.fields...)
	fields = append(fields, asOf(d.modified)...)
	late := d.terminal != "" && !d.created.isZero() && d.closed.t.Compare(d.created.t) < 0
	if late {
		r.note(noteNegative)
		base = d.closed.t
		fields = append(fields, assign(record.FieldCreated, record.TimeValue(d.created.t)))
	}
	out := []event.Body{}
	set := func(at record.Time, fields ...record.Assign) {
		out = append(out, event.Set{Type: record.TypeDeal, ID: d.id, At: at, Fields: fields})
	}
	end := d.ending()
	if d.terminal != "" && r.m.atClose {
		fields, end = later(record.FieldAmount, fields, end)
	}
	apart := d.stage != "" && d.terminal == "" && d.since.t.Compare(base) > 0
	if d.stage != "" && !apart {
		fields = append(fields, textField(record.FieldStage, d.stage))
	}
	set(base, fields...)
	if apart {
		set(d.since.t, textField(record.FieldStage, d.stage))
	}
	if d.terminal != "" {
		set(d.closed.t, end...)
	}
	return out
}

// later moves a field from what holds since the creation to what holds since
// the close.
func later(f record.Field, base, end []record.Assign) (left, right []record.Assign) {
	for _, a := range base {
		if a.Field == f {
			end = append(end, a)
		} else {
			left = append(left, a)
		}
	}
	return left, end
}

// ending gives the last stage, with the reason of a loss.
func (d *dealRow) ending() []record.Assign {
	out := []record.Assign{textField(record.FieldStage, d.terminal)}
	if d.lost != "" {
		out = append(out, textField(record.FieldLostReason, d.lost))
	}
	return out
}
