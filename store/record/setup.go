package record

// Stage is an ordered step of the pipeline.
type Stage struct {
	ID          ID
	Key         string // folded name, as deals hold it
	Name        string
	Order       int
	Probability float64 // default chance of winning, 0..1
	RotDays     int     // days in the stage beyond which a deal rots, until history says better
	Archived    bool
}

// StageID is the id of the stage of a key.
func StageID(key string) ID { return DeriveID("stage", key) }

// NewStage reads a stage from its entity.
func NewStage(e *Entity) *Stage {
	s := &Stage{ID: e.ID}
	for c := range e.Live {
		switch c.Field {
		case FieldKey:
			s.Key = c.Value.Text
		case FieldName:
			s.Name = c.Value.Text
		case FieldOrder:
			s.Order = int(c.Value.Num)
		case FieldProbability:
			s.Probability = c.Value.Float()
		case FieldRotDays:
			s.RotDays = int(c.Value.Num)
		case FieldArchived:
			s.Archived = c.Value.Bool()
		}
	}
	return s
}

// Kind is a kind of activity. Kinds are data: packs and users add their own.
type Kind struct {
	ID       ID
	Key      string // the word of quick entry: "call", "follow-up"
	Name     string
	Outbound bool // started by the rep: answers an inquiry
	Outcomes []string
	Order    int
	Archived bool
}

// KindID is the id of the activity kind of a key.
func KindID(key string) ID { return DeriveID("kind", key) }

// NewKind reads an activity kind from its entity.
func NewKind(e *Entity) *Kind {
	k := &Kind{ID: e.ID}
	for c := range e.Live {
		switch c.Field {
		case FieldKey:
			k.Key = c.Value.Text
		case FieldName:
			k.Name = c.Value.Text
		case FieldOutbound:
			k.Outbound = c.Value.Bool()
		case FieldOutcomes:
			k.Outcomes = c.Value.List()
		case FieldOrder:
			k.Order = int(c.Value.Num)
		case FieldArchived:
			k.Archived = c.Value.Bool()
		}
	}
	return k
}

// KindInquiry is the key of inbound inquiries, which lead response time and
// the inquiry indicators are about.
const KindInquiry = "inquiry"

// Goal is a target for an indicator, for the team (zero Rep) or one rep, per
// period, from a date on.
type Goal struct {
	ID        ID
	Indicator string
	Rep       ID
	Period    Period
	From      Date
	Target    float64 // in the indicator's unit; money in major units
	Amount    Money   // the target of a money indicator, exactly; zero otherwise
}

// GoalID is the id of the goal for an indicator, rep and period.
func GoalID(indicator string, rep ID, p Period, from Date) ID {
	return DeriveID("goal/"+indicator+"/"+p.String(), rep.String()+from.String())
}

// NewGoal reads a goal from its entity.
func NewGoal(e *Entity) *Goal {
	g := &Goal{ID: e.ID}
	for c := range e.Live {
		switch c.Field {
		case FieldIndicator:
			g.Indicator = c.Value.Text
		case FieldRep:
			g.Rep = c.Value.ID()
		case FieldPeriod:
			g.Period, _ = ParsePeriod(c.Value.Text)
		case FieldFrom:
			g.From = c.Value.Date()
		case FieldNumber:
			g.Target = c.Value.Float()
		case FieldAmount:
			g.Amount = c.Value.Money()
		}
	}
	return g
}

// Annotation is an outside event on the calendar.
type Annotation struct {
	ID       ID
	Name     string
	From, To Date
	Exclude  bool // leave the span out of baselines
}

// NewAnnotation reads an annotation from its entity.
func NewAnnotation(e *Entity) *Annotation {
	a := &Annotation{ID: e.ID}
	for c := range e.Live {
		switch c.Field {
		case FieldName:
			a.Name = c.Value.Text
		case FieldFrom:
			a.From = c.Value.Date()
		case FieldTo:
			a.To = c.Value.Date()
		case FieldExclude:
			a.Exclude = c.Value.Bool()
		}
	}
	if a.To == 0 {
		a.To = a.From
	}
	return a
}

// Point is one measured value.
type Point struct {
	Date  Date
	Value float64
}

// Measure is a named series of measurements, sorted by date, one a date.
type Measure struct {
	Name   string
	Points []Point
}

// MeasureID is the id of the entity that holds one year of a series.
func MeasureID(name string, year int) ID {
	return DeriveID("measure/"+Fold(name), NewDate(year, 1, 1).String())
}

// appendPoints adds the measurements of one entity: per date, the latest
// assertion.
func appendPoints(to []Point, e *Entity) []Point {
	for c := range e.Live {
		if c.Field != FieldNumber {
			continue
		}
		d := c.At.Date()
		if n := len(to); n > 0 && to[n-1].Date == d {
			to[n-1].Value = c.Value.Float()
			continue
		}
		to = append(to, Point{Date: d, Value: c.Value.Float()})
	}
	return to
}

// Settings of a data file.
type Settings struct {
	Currency string // ISO 4217
	Pack     string
	Zone     string // IANA name of the data file's time zone
	Fiscal   int    // month in which the fiscal year starts, 1..12; 0 means 1
	More     map[string]string
}

// The keys of settings.
const (
	SettingCurrency = "currency"
	SettingPack     = "pack"
	SettingZone     = "zone"
	SettingFiscal   = "fiscal"
)

// SettingID is the id of the setting of a key.
func SettingID(key string) ID { return DeriveID("setting", key) }
