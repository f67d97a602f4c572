package importer

import (
	"slices"
	"strings"
)

// Records says what the rows of a file are.
type Records string

// The kinds of records, by their names in --records and in reports.
const (
	Deals        Records = "deals"
	Activities   Records = "activities"
	Accounts     Records = "accounts"
	Contacts     Records = "contacts"
	Reps         Records = "reps"
	Measurements Records = "measurements"
	StageChanges Records = "stage-changes"
)

// field is what a column means. One list serves all records.
type field uint8

const (
	fID field = iota + 1
	fOwnID
	fTitle
	fAccount
	fAccountID
	fContact
	fContactID
	fRep
	fRepID
	fStage
	fStageOrder
	fProbability
	fStatus
	fIsClosed
	fIsWon
	fIsLost
	fAmount
	fCurrency
	fCreated
	fClosed
	fWonAt
	fLostAt
	fExpected
	fModified
	fStageSince
	fSource
	fSegment
	fProduct
	fNextStep
	fNextDue
	fLostReason
	fForecast
	fPipeline
	fDeleted
	fKind
	fAt
	fTime
	fDeal
	fOutcome
	fDuration
	fMinutes
	fValue
	fNote
	fSubject
	fDone
	fTags
	fNextKind
	fName
	fDate
	fField
	fEmail
	fPhone
	fTeam
	fLead
	fSystem
	fKey
	fieldCount
)

// fieldNames are the names of fields in --map and reports. "" stands for
// fields that only formats set.
var fieldNames = [fieldCount]string{
	fID: "id", fOwnID: "foresail_id", fTitle: "title", fAccount: "account", fAccountID: "account_id",
	fContact: "contact", fContactID: "contact_id", fRep: "rep", fRepID: "rep_id", fStage: "stage", fStageOrder: "stage_order",
	fProbability: "probability", fStatus: "status", fIsClosed: "is_closed", fIsWon: "is_won", fIsLost: "is_lost",
	fAmount: "amount", fCurrency: "currency", fCreated: "created", fClosed: "closed", fWonAt: "won_at", fLostAt: "lost_at",
	fExpected: "expected_close", fModified: "modified", fStageSince: "stage_since", fSource: "source",
	fSegment: "segment", fProduct: "product", fNextStep: "next_step", fNextDue: "next_due",
	fLostReason: "lost_reason", fForecast: "forecast", fPipeline: "pipeline", fDeleted: "deleted", fKind: "kind",
	fAt: "at", fTime: "time", fDeal: "deal", fOutcome: "outcome", fDuration: "duration", fMinutes: "minutes",
	fValue: "value", fNote: "note", fSubject: "subject", fDone: "done", fTags: "tags", fNextKind: "next_kind", fName: "name",
	fDate: "date", fField: "field", fEmail: "email", fPhone: "phone", fTeam: "team", fLead: "lead",
	fSystem: "source_system", fKey: "source_key",
}

func (f field) String() string { return fieldNames[f] }

// recordsSpec says which fields a kind of record has, and of which at least
// one each has to be there.
type recordsSpec struct {
	records  Records
	fields   []field
	required [][]field
}

// recordSpecs are in the order in which a generic file is tried for them.
var recordSpecs = []recordsSpec{
	{StageChanges, []field{fDeal, fAt, fStage, fField, fValue, fStageOrder, fProbability, fAmount, fCurrency, fExpected, fDeleted},
		[][]field{{fDeal}, {fAt}, {fStage, fField}}},
	{Deals, []field{fID, fOwnID, fTitle, fAccount, fAccountID, fContact, fContactID, fRep, fRepID, fStage, fStageOrder, fProbability, fStatus,
		fIsClosed, fIsWon, fIsLost, fAmount, fCurrency, fCreated, fClosed, fWonAt, fLostAt, fExpected, fModified, fStageSince, fSource,
		fSegment, fProduct, fNextStep, fNextDue, fLostReason, fForecast, fPipeline, fDeleted, fSystem, fKey},
		[][]field{{fID, fOwnID, fTitle}, {fStage, fStatus, fIsWon}}},
	{Activities, []field{fID, fOwnID, fKind, fAt, fTime, fRep, fRepID, fAccount, fAccountID, fDeal, fContact, fContactID, fOutcome,
		fDuration, fMinutes, fValue, fCurrency, fNote, fSubject, fDone, fTags, fNextKind, fNextDue, fDeleted, fSystem, fKey},
		[][]field{{fKind}, {fAt}}},
	{Measurements, []field{fName, fDate, fValue}, [][]field{{fName}, {fDate}, {fValue}}},
	{Contacts, []field{fID, fContactID, fName, fAccount, fAccountID, fEmail, fPhone, fModified, fDeleted, fSystem, fKey}, [][]field{{fName}, {fAccount, fAccountID, fEmail, fPhone}}},
	{Accounts, []field{fID, fAccountID, fName, fRep, fRepID, fSource, fSegment, fNextStep, fNextDue, fCreated, fModified, fLead, fDeleted, fSystem, fKey}, [][]field{{fName}}},
	{Reps, []field{fRepID, fName, fTeam, fEmail}, [][]field{{fName}, {fTeam, fEmail}}},
}

func specOf(r Records) *recordsSpec {
	for i := range recordSpecs {
		if recordSpecs[i].records == r {
			return &recordSpecs[i]
		}
	}
	return nil
}

// named finds a field of the records by its name in --map.
func (s *recordsSpec) named(name string) (field, bool) {
	for _, f := range s.fields {
		if fieldNames[f] == strings.ToLower(strings.TrimSpace(name)) {
			return f, true
		}
	}
	return 0, false
}

// names gives the fields that --map may name.
func (s *recordsSpec) names() string {
	out := make([]string, len(s.fields))
	for i, f := range s.fields {
		out[i] = fieldNames[f]
	}
	return strings.Join(out, " ")
}

// RecordKinds gives the kinds of records that can be imported, by name.
func RecordKinds() []string {
	out := make([]string, len(recordSpecs))
	for i, s := range recordSpecs {
		out[i] = string(s.records)
	}
	slices.Sort(out)
	return out
}
