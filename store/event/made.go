package event

import "foresail/store/record"

// NewRep adds a rep by name, in a team or in none ("").
func NewRep(name, team string) Set {
	fields := []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}
	if team != "" {
		fields = append(fields, record.Assign{Field: record.FieldTeam, Value: record.Text(team)})
	}
	return Set{Type: record.TypeRep, ID: record.RepID(name), Fields: fields}
}

// NewAnnotation notes an outside event of a span of days; exclude leaves the
// span out of baselines.
func NewAnnotation(id record.ID, text string, from, to record.Date, exclude bool) Set {
	return Set{Type: record.TypeAnnotation, ID: id, Fields: []record.Assign{
		{Field: record.FieldName, Value: record.Text(text)},
		{Field: record.FieldFrom, Value: record.DateValue(from)},
		{Field: record.FieldTo, Value: record.DateValue(to)},
		{Field: record.FieldExclude, Value: record.BoolValue(exclude)},
	}}
}

// NewGoal sets a goal for an indicator and a rep (zero for the team) from a day
// on; target are the fields that say what is asked for. The same indicator, rep,
// period and day again replace it.
func NewGoal(indicator string, rep record.ID, p record.Period, from record.Date, target ...record.Assign) Set {
	return Set{Type: record.TypeGoal, ID: record.GoalID(indicator, rep, p, from), Fields: append([]record.Assign{
		{Field: record.FieldIndicator, Value: record.Text(indicator)},
		{Field: record.FieldRep, Value: record.IDValue(rep)},
		{Field: record.FieldPeriod, Value: record.Text(p.String())},
		{Field: record.FieldFrom, Value: record.DateValue(from)},
	}, target...)}
}
