package event

import "foresail/store/record"

var stageFields = fields{
	record.FieldKey: required, record.FieldName: required, record.FieldOrder: optional,
	record.FieldProbability: share, record.FieldRotDays: positive, record.FieldArchived: optional,
}

var kindFields = fields{
	record.FieldKey: required, record.FieldName: required, record.FieldOutbound: optional,
	record.FieldOutcomes: optional, record.FieldOrder: optional, record.FieldArchived: optional,
}

var goalFields = fields{
	record.FieldIndicator: required, record.FieldRep: optional, record.FieldPeriod: required,
	record.FieldFrom: optional, record.FieldNumber: optional, record.FieldAmount: optional,
}

var annotationFields = fields{
	record.FieldName: required, record.FieldFrom: required, record.FieldTo: optional,
	record.FieldExclude: optional,
}

var measureFields = fields{
	record.FieldName: required, record.FieldNumber: optional,
}

var settingFields = fields{
	record.FieldKey: required, record.FieldValue: optional,
}

// NewSetting sets a setting of the data file.
func NewSetting(key, value string) Set {
	return Set{Type: record.TypeSetting, ID: record.SettingID(key), Fields: []record.Assign{
		{Field: record.FieldKey, Value: record.Text(key)},
		{Field: record.FieldValue, Value: record.Text(value)},
	}}
}

// NewMeasure records one measurement: the value of a named series on a civil
// date. Recording the same date again replaces it.
func NewMeasure(name string, on record.Date, value float64) Set {
	year, _, _ := on.Civil()
	return Set{
		Type: record.TypeMeasure, ID: record.MeasureID(name, year),
		At: record.Time{Unix: int64(on)*86400 + 43200},
		Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(name)},
			{Field: record.FieldNumber, Value: record.FloatValue(value)},
		},
	}
}
