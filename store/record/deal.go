package record

// Terminal stages.
const (
	StageWon  = "won"
	StageLost = "lost"
)

// Move is one step of a deal through the pipeline. From is "" where the deal
// began.
type Move struct {
	At       Time
	From, To string
}

// DealState is a deal as it stood at a moment.
type DealState struct {
	Title      string
	Account    ID
	Contact    ID
	Rep        ID // the owner; after the close, the owner at the close
	Stage      string
	StageSince Time // when it entered the stage, detours aside (see Settled); zero when not known
	Amount     Money
	HasAmount  bool
	Created    Time // zero when not known
	Closed     Time // when it was won or lost; zero while open
	Expected   Date
	Source     string
	Segment    string
	Product    string
	NextStep   string
	NextDue    Time
	LostReason string
	Forecast   string
	Pushes     int // times the expected close moved later while open
}

// Open reports whether the deal is neither won nor lost.
func (s *DealState) Open() bool { return s.Stage != StageWon && s.Stage != StageLost }

// Won reports whether the deal was won.
func (s *DealState) Won() bool { return s.Stage == StageWon }

// Deal is a deal with its history.
type Deal struct {
	ID     ID
	Source Source
	Now    DealState // as of the latest assertion
	Moves  []Move    // every stage it entered, oldest first
	entity *Entity
}

// NewDeal reads a deal from its entity, which is not to be changed after.
func NewDeal(e *Entity) *Deal {
	d := &Deal{ID: e.ID, entity: e}
	d.Now, _ = d.fold(0, func(m Move) { d.Moves = append(d.Moves, m) })
	if v, ok := e.Latest(FieldSystem); ok {
		d.Source.System = v.Text
	}
	if v, ok := e.Latest(FieldKey); ok {
		d.Source.Key = v.Text
	}
	return d
}

// Entity gives the assertions behind the deal.
func (d *Deal) Entity() *Entity { return d.entity }

// At gives the deal as it stood at the end of a civil day, and false when it
// did not exist yet. The zero date means now.
func (d *Deal) At(day Date) (DealState, bool) {
	if day == 0 {
		return d.Now, true
	}
	if n := len(d.entity.Changes); n > 0 && len(d.entity.Marks)+len(d.entity.Recalls) == 0 && d.entity.Changes[n-1].At.Date() <= day {
		return d.Now, true
	}
	return d.fold(day, nil)
}

// fold applies the assertions in order, up to the end of a civil day (0 for
// all of them).
func (d *Deal) fold(day Date, moved func(Move)) (DealState, bool) {
	var s DealState
	found := false
	var explicit Time
	var lateExpected Date
	var room [8]Move
	moves := room[:0] // settled
	for c := range d.entity.Live {
		if day != 0 && c.At.Date() > day {
			break
		}
		if !found {
			found = true
			s.Created = c.At
		}
		closed := !s.Open()
		switch c.Field {
		case FieldTitle:
			s.Title = c.Value.Text
		case FieldAccount:
			s.Account = c.Value.ID()
		case FieldContact:
			s.Contact = c.Value.ID()
		case FieldRep:
			if !closed {
				s.Rep = c.Value.ID()
			}
		case FieldStage:
			if c.Value.Text == s.Stage {
				continue
			}
			m := Move{At: c.At, From: s.Stage, To: c.Value.Text}
			if moved != nil {
				moved(m)
			}
			moves = settle(moves, m)
			s.Stage, s.StageSince = m.To, moves[len(moves)-1].At
			s.Closed = Time{}
			if !s.Open() {
				s.Closed = c.At
			}
		case FieldAmount:
			s.Amount, s.HasAmount = c.Value.Money(), true
		case FieldCreated:
			explicit = c.Value.Time()
		case FieldExpected:
			to := c.Value.Date()
			if !closed && lateExpected != 0 && to > lateExpected {
				s.Pushes++
			}
			s.Expected, lateExpected = to, to
		case FieldSource:
			s.Source = c.Value.Text
		case FieldSegment:
			s.Segment = c.Value.Text
		case FieldProduct:
			s.Product = c.Value.Text
		case FieldNextStep:
			s.NextStep = c.Value.Text
		case FieldNextDue:
			s.NextDue = c.Value.Time()
		case FieldLostReason:
			s.LostReason = c.Value.Text
		case FieldForecast:
			s.Forecast = c.Value.Text
		}
	}
	if !explicit.IsZero() {
		s.Created = explicit
	}
	return s, found
}
