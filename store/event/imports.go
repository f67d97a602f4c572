package event

import "foresail/store/record"

var importFields = fields{
	record.FieldName: required, record.FieldFirst: positive, record.FieldUndone: optional,
}

// NewImport notes that the events before this one, back to the number first,
// came with an import of a file.
func NewImport(id record.ID, file string, first uint64) Set {
	return Set{Type: record.TypeImport, ID: id, Fields: []record.Assign{
		{Field: record.FieldName, Value: record.Text(file)},
		{Field: record.FieldFirst, Value: record.IntValue(int64(first))},
	}}
}

// NewRecall takes back an import with all that it brought, or brings it again.
func NewRecall(id record.ID, undone bool) Set {
	return Set{Type: record.TypeImport, ID: id, Fields: []record.Assign{
		{Field: record.FieldUndone, Value: record.BoolValue(undone)},
	}}
}
