package event

import "foresail/store/record"

var repFields = fields{
	record.FieldName: required, record.FieldTeam: optional, record.FieldEmail: optional,
	record.FieldEnded: optional, record.FieldArchived: optional,
}

var accountFields = fields{
	record.FieldName: required, record.FieldRep: optional, record.FieldSource: optional,
	record.FieldSegment: optional, record.FieldNextStep: optional, record.FieldNextDue: optional,
	record.FieldCreated: optional, record.FieldLead: optional, record.FieldQualified: optional,
	record.FieldLost: optional, record.FieldSystem: optional, record.FieldKey: optional,
	record.FieldArchived: optional, record.FieldModified: optional,
}

var contactFields = fields{
	record.FieldName: required, record.FieldAccount: optional, record.FieldEmail: optional,
	record.FieldPhone: optional, record.FieldSystem: optional, record.FieldKey: optional,
	record.FieldArchived: optional, record.FieldModified: optional,
}
