package event

import "foresail/store/record"

var dealFields = fields{
	record.FieldTitle: required, record.FieldAccount: optional, record.FieldContact: optional,
	record.FieldRep: optional, record.FieldStage: required, record.FieldAmount: positive,
	record.FieldCreated: optional, record.FieldExpected: optional, record.FieldSource: optional,
	record.FieldSegment: optional, record.FieldProduct: optional, record.FieldNextStep: optional,
	record.FieldNextDue: optional, record.FieldLostReason: optional, record.FieldForecast: optional,
	record.FieldSystem: optional, record.FieldKey: optional, record.FieldQualified: optional,
	record.FieldLead: optional, record.FieldModified: optional,
}
