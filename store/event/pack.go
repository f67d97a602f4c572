package event

import "foresail/store/record"

// packKind is an activity kind that a pack brings.
type packKind struct {
	key, name string
	outbound  bool
	outcomes  []string
}

// packStage is a stage of the pipeline that a pack brings.
type packStage struct {
	key, name   string
	probability float64 // chance of winning from there, until the team's own history says better
	rotDays     int64   // days after which a deal there rots, until the team's own history says better
}

// The general pack. Probabilities and rot days are starting points only: the
// customary even steps of a pipeline, not figures found anywhere.
var (
	generalKinds = []packKind{
		{"call", "Call", true, []string{"connected", "no-answer", "voicemail", "busy"}},
		{"email", "Email", true, []string{"sent", "replied", "bounced"}},
		{"meeting", "Meeting", true, []string{"booked", "held", "no-show", "cancelled", "moved"}},
		{"demo", "Demo", true, []string{"booked", "held", "no-show", "cancelled", "moved"}},
		{"proposal", "Proposal", true, []string{"sent", "accepted", "declined"}},
		{"visit", "Visit", true, []string{"booked", "held", "no-show", "cancelled"}},
		{record.KindInquiry, "Inquiry", false, []string{"qualified", "unqualified", "spam"}},
		{"follow-up", "Follow-up", true, []string{"connected", "no-answer", "replied"}},
		{"training", "Training", false, []string{"completed"}},
		{"note", "Note", false, nil},
	}
	generalStages = []packStage{
		{"lead", "Lead", 0.05, 14},
		{"qualified", "Qualified", 0.15, 21},
		{"meeting", "Meeting", 0.30, 21},
		{"proposal", "Proposal", 0.50, 21},
		{"negotiation", "Negotiation", 0.75, 14},
	}
)

// GeneralPack gives what a new data file begins with: the activity kinds and
// their outcome words, and the stages of the pipeline with default chances of
// winning (0..1) and rot days. The bodies hold from the beginning of time and
// say the same on every machine, so that two files that begin with the pack
// agree.
func GeneralPack() []Body {
	bodies := make([]Body, 0, len(generalKinds)+len(generalStages)+1)
	bodies = append(bodies, NewSetting(record.SettingPack, "general"))
	for i, k := range generalKinds {
		bodies = append(bodies, k.body(i+1))
	}
	for i, s := range generalStages {
		bodies = append(bodies, s.body(i+1))
	}
	return bodies
}

func (k packKind) body(order int) Set {
	return Set{Type: record.TypeKind, ID: record.KindID(k.key), Fields: []record.Assign{
		{Field: record.FieldKey, Value: record.Text(k.key)},
		{Field: record.FieldName, Value: record.Text(k.name)},
		{Field: record.FieldOutbound, Value: record.BoolValue(k.outbound)},
		{Field: record.FieldOutcomes, Value: record.ListValue(k.outcomes)},
		{Field: record.FieldOrder, Value: record.IntValue(int64(order))},
	}}
}

func (s packStage) body(order int) Set {
	return Set{Type: record.TypeStage, ID: record.StageID(s.key), Fields: []record.Assign{
		{Field: record.FieldKey, Value: record.Text(s.key)},
		{Field: record.FieldName, Value: record.Text(s.name)},
		{Field: record.FieldOrder, Value: record.IntValue(int64(order))},
		{Field: record.FieldProbability, Value: record.FloatValue(s.probability)},
		{Field: record.FieldRotDays, Value: record.IntValue(s.rotDays)},
	}}
}
