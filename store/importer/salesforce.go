package importer

import "foresail/store/record"

// Salesforce's exports. The weekly export has the API names of fields, ids
// of 18 characters, times in UTC and 0/1 for booleans. Report exports have
// the labels of the report, names instead of ids, and the viewer's own zone.
var salesforceFormats = []*format{
	{
		name: "salesforce", records: Deals, system: "salesforce/opportunity", deals: "salesforce/opportunity", utc: true, point: '.', ids: true,
		marks: [][]string{{"stagename"}, {"closedate"}, {"isclosed"}, {"iswon"}},
		days:  []field{fClosed, fExpected},
		columns: []column{
			{fID, []string{"Id"}}, {fTitle, []string{"Name"}}, {fAccountID, []string{"AccountId"}}, {fContactID, []string{"ContactId"}},
			{fRepID, []string{"OwnerId"}}, {fStage, []string{"StageName"}}, {fStageOrder, []string{"StageSortOrder"}},
			{fProbability, []string{"Probability"}}, {fIsClosed, []string{"IsClosed"}}, {fIsWon, []string{"IsWon"}},
			{fAmount, []string{"Amount"}}, {fCurrency, []string{"CurrencyIsoCode"}}, {fCreated, []string{"CreatedDate"}},
			{fClosed, []string{"CloseDate"}}, {fModified, []string{"LastModifiedDate"}}, {fStageSince, []string{"LastStageChangeDate"}},
			{fSource, []string{"LeadSource"}}, {fSegment, []string{"Type"}}, {fNextStep, []string{"NextStep"}},
			{fForecast, []string{"ForecastCategoryName", "ForecastCategory"}}, {fDeleted, []string{"IsDeleted"}},
			{fLostReason, []string{"LossReason__c", "Loss_Reason__c", "Lost_Reason__c"}},
		},
	},
	{
		name: "salesforce", records: StageChanges, system: "salesforce/opportunity", deals: "salesforce/opportunity", utc: true, point: '.',
		marks: [][]string{{"opportunityid"}, {"stagename"}, {"createddate"}},
		days:  []field{fExpected},
		columns: []column{
			{fDeal, []string{"OpportunityId"}}, {fAt, []string{"CreatedDate"}}, {fStage, []string{"StageName"}},
			{fProbability, []string{"Probability"}}, {fAmount, []string{"Amount"}}, {fCurrency, []string{"CurrencyIsoCode"}},
			{fExpected, []string{"CloseDate"}}, {fDeleted, []string{"IsDeleted"}},
		},
	},
	{
		name: "salesforce", records: StageChanges, system: "salesforce/opportunity", deals: "salesforce/opportunity", utc: true, point: '.',
		marks: [][]string{{"opportunityid"}, {"field"}, {"newvalue"}, {"createddate"}},
		columns: []column{
			{fDeal, []string{"OpportunityId"}}, {fAt, []string{"CreatedDate"}}, {fField, []string{"Field"}},
			{fValue, []string{"NewValue"}}, {fDeleted, []string{"IsDeleted"}},
		},
	},
	{
		name: "salesforce", records: Activities, system: "salesforce/task", deals: "salesforce/opportunity", utc: true, point: '.', ids: true,
		marks:   [][]string{{"whoid"}, {"whatid"}, {"tasksubtype", "calldurationinseconds"}},
		columns: salesforceTask, tweak: salesforceWhat,
	},
	{
		name: "salesforce", records: Activities, system: "salesforce/event", deals: "salesforce/opportunity", utc: true, point: '.', ids: true,
		marks: [][]string{{"whoid"}, {"whatid"}, {"activitydatetime", "startdatetime", "eventsubtype"}},
		columns: []column{
			{fID, []string{"Id"}}, {fKind, []string{"Type", "EventSubtype"}}, {fAt, []string{"StartDateTime", "ActivityDateTime", "ActivityDate"}},
			{fRepID, []string{"OwnerId"}}, {fAccountID, []string{"AccountId"}}, {fDeal, []string{"WhatId"}}, {fContactID, []string{"WhoId"}},
			{fMinutes, []string{"DurationInMinutes"}}, {fSubject, []string{"Subject"}}, {fNote, []string{"Description"}}, {fDeleted, []string{"IsDeleted"}},
		},
		tweak: salesforceWhat,
	},
	{
		name: "salesforce", records: Contacts, system: "salesforce/contact", utc: true, ids: true,
		marks: [][]string{{"lastname"}, {"accountid"}, {"email"}},
		columns: []column{
			{fContactID, []string{"Id"}}, {fName, []string{"Name", "LastName"}}, {fAccountID, []string{"AccountId"}}, {fEmail, []string{"Email"}},
			{fPhone, []string{"Phone", "MobilePhone"}}, {fModified, []string{"LastModifiedDate"}}, {fDeleted, []string{"IsDeleted"}},
		},
	},
	{
		name: "salesforce", records: Reps, ids: true,
		marks: [][]string{{"username"}, {"lastname"}, {"profileid", "userroleid", "isactive"}},
		columns: []column{
			{fRepID, []string{"Id"}}, {fName, []string{"Name", "LastName"}}, {fTeam, []string{"Division", "Department"}}, {fEmail, []string{"Email"}},
		},
	},
	{
		name: "salesforce", records: Accounts, system: "salesforce/account", utc: true, ids: true,
		marks: [][]string{{"id"}, {"name"}, {"ownerid"}, {"billingcity", "industry", "accountsource", "parentid"}},
		columns: []column{
			{fAccountID, []string{"Id"}}, {fName, []string{"Name"}}, {fRepID, []string{"OwnerId"}}, {fSource, []string{"AccountSource"}},
			{fSegment, []string{"Industry", "Type"}}, {fCreated, []string{"CreatedDate"}}, {fModified, []string{"LastModifiedDate"}}, {fDeleted, []string{"IsDeleted"}},
		},
	},
	{
		name: "salesforce", records: Deals, system: "salesforce/opportunity", deals: "salesforce/opportunity",
		marks: [][]string{{"opportunity name"}, {"stage"}, {"close date"}},
		columns: []column{
			{fID, []string{"opportunity id", "opportunity id (18)", "18 digit opportunity id"}}, {fTitle, []string{"opportunity name"}},
			{fAccount, []string{"account name"}}, {fContact, []string{"primary contact", "contact: full name"}},
			{fRep, []string{"opportunity owner", "owner", "opportunity owner: full name"}}, {fStage, []string{"stage"}},
			{fProbability, []string{"probability (%)", "probability"}}, {fIsClosed, []string{"closed"}}, {fIsWon, []string{"won"}},
			{fAmount, []string{"amount", "amount (converted)"}}, {fCurrency, []string{"amount currency", "opportunity currency"}},
			{fCreated, []string{"created date"}}, {fClosed, []string{"close date"}}, {fModified, []string{"last modified date"}},
			{fStageSince, []string{"last stage change date"}}, {fSource, []string{"lead source"}}, {fSegment, []string{"type"}},
			{fNextStep, []string{"next step"}}, {fForecast, []string{"forecast category"}}, {fLostReason, []string{"loss reason", "closed lost reason"}},
		},
	},
}

var salesforceTask = []column{
	{fID, []string{"Id"}}, {fKind, []string{"Type", "TaskSubtype"}}, {fAt, []string{"CompletedDateTime", "ActivityDate", "CreatedDate"}},
	{fRepID, []string{"OwnerId"}}, {fAccountID, []string{"AccountId"}}, {fDeal, []string{"WhatId"}}, {fContactID, []string{"WhoId"}},
	{fOutcome, []string{"CallDisposition"}}, {fDuration, []string{"CallDurationInSeconds"}}, {fSubject, []string{"Subject"}},
	{fNote, []string{"Description"}}, {fDone, []string{"IsClosed"}}, {fDeleted, []string{"IsDeleted"}},
}

// salesforceNull is what the weekly export writes for a reference to nothing.
const salesforceNull = "000000000000000AAA"

// The first characters of a Salesforce id say what it names.
const (
	prefixAccount     = "001"
	prefixOpportunity = "006"
)

// salesforceWhat reads WhatId, which may name an opportunity, an account or
// something that foresail does not keep.
func salesforceWhat(r *run) {
	r.what = func(id string) (deal, account record.ID) {
		switch {
		case len(id) < shortID:
		case id[:3] == prefixOpportunity:
			return record.Source{System: "salesforce/opportunity", Key: id}.ID(), record.ID{}
		case id[:3] == prefixAccount:
			return record.ID{}, record.Source{System: "salesforce/account", Key: id}.ID()
		}
		return record.ID{}, record.ID{}
	}
}

// shortID is the length of an id as reports have it: upper and lower case
// tell ids apart. Exports append three characters that say which are upper.
const shortID = 15

// longID completes an id of 15 characters; anything else stays as it is.
//
// Source: Salesforce help, "Length of IDs": each of the three characters
// stands for five of the others, one bit each, the first the lowest.
func longID(id string) string {
	if len(id) != shortID {
		return id
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	out := id
	for block := range 3 {
		bits := 0
		for i := range 5 {
			c := id[5*block+i]
			switch {
			case c >= 'A' && c <= 'Z':
				bits |= 1 << i
			case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			default:
				return id
			}
		}
		out += string(alphabet[bits])
	}
	return out
}

// key gives a cell with an id of the other system.
func (r *run) key(f field) string {
	s := r.clean(f)
	if r.f.name == "salesforce" {
		return longID(s)
	}
	return s
}
