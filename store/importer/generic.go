package importer

const genericName = "generic"

// The generic layouts: labels that files of many makers have for the fields.
// Files whose labels are others need --map.
var genericFormats = []*format{
	{
		name: genericName, records: Deals, system: "generic/deal", deals: "generic/deal",
		columns: []column{
			{fID, []string{"id", "deal id", "opportunity id", "record id", "deal_key"}},
			{fTitle, []string{"title", "deal title", "deal name", "deal", "opportunity name", "opportunity", "name"}},
			{fAccount, []string{"account", "account name", "company", "company name", "organization", "organisation", "customer", "client", "associated company"}},
			{fContact, []string{"contact", "contact name", "contact person", "primary contact"}},
			{fRep, []string{"rep", "sales agent", "sales rep", "salesperson", "owner", "deal owner", "opportunity owner", "agent"}},
			{fStage, []string{"stage", "deal stage", "stage name", "pipeline stage", "sales stage"}},
			{fStatus, []string{"status", "deal status"}},
			{fProbability, []string{"probability", "win probability", "probability %"}},
			{fAmount, []string{"amount", "deal value", "value", "close value", "deal amount", "deal size", "revenue"}},
			{fCurrency, []string{"currency", "currency code", "amount currency"}},
			{fCreated, []string{"created", "created date", "create date", "created on", "created at", "creation date", "engage date", "opened", "open date"}},
			{fClosed, []string{"closed", "close date", "closed date", "closed on", "closed at", "closing date"}},
			{fExpected, []string{"expected close", "expected close date", "expected closing date", "forecast close date"}},
			{fModified, []string{"modified", "last modified", "last modified date", "modified at", "updated", "updated at", "last updated"}},
			{fStageSince, []string{"stage since", "stage entered", "last stage change date"}},
			{fSource, []string{"source", "lead source", "deal source"}},
			{fSegment, []string{"segment", "deal type", "customer segment"}},
			{fProduct, []string{"product", "product name"}},
			{fNextStep, []string{"next step"}},
			{fNextDue, []string{"next due", "next step due", "next step date"}},
			{fLostReason, []string{"lost reason", "loss reason", "closed lost reason"}},
			{fForecast, []string{"forecast category"}},
		},
	},
	{
		name: genericName, records: Activities, system: "generic/activity", deals: "generic/deal",
		columns: []column{
			{fID, []string{"id", "activity id", "record id"}},
			{fKind, []string{"kind", "type", "activity type", "activity", "activity kind"}},
			{fAt, []string{"at", "when", "date", "datetime", "timestamp", "activity date", "created on", "start", "start time"}},
			{fTime, []string{"time"}},
			{fRep, []string{"rep", "sales agent", "sales rep", "salesperson", "owner", "user", "assigned to", "agent"}},
			{fAccount, []string{"account", "account name", "company", "company name", "organization", "organisation", "customer", "client", "associated company"}},
			{fDeal, []string{"deal", "deal id", "opportunity id", "opportunity", "deal title", "deal name"}},
			{fContact, []string{"contact", "contact name", "contact person", "person"}},
			{fOutcome, []string{"outcome", "result", "disposition"}},
			{fDuration, []string{"duration"}},
			{fMinutes, []string{"minutes", "duration minutes", "duration (min)", "duration in minutes"}},
			{fValue, []string{"value", "worth", "amount"}},
			{fCurrency, []string{"currency"}},
			{fSubject, []string{"subject"}},
			{fNote, []string{"note", "notes", "description", "comment", "comments"}},
			{fTags, []string{"tags"}},
			{fDone, []string{"done"}},
		},
	},
	{
		name: genericName, records: StageChanges, system: "generic/deal", deals: "generic/deal",
		columns: []column{
			{fDeal, []string{"deal", "deal id", "opportunity id", "deal title"}},
			{fAt, []string{"at", "when", "date", "changed at", "changed on", "entered", "date entered", "timestamp"}},
			{fStage, []string{"stage", "to stage", "new stage", "stage name", "deal stage"}},
			{fField, []string{"field", "field name", "property"}},
			{fValue, []string{"value", "new value", "to"}},
		},
	},
	{
		name: genericName, records: Measurements,
		columns: []column{
			{fName, []string{"name", "measure", "metric", "series", "indicator"}},
			{fDate, []string{"date", "day", "on", "observation date"}},
			{fValue, []string{"value", "number", "count"}},
		},
	},
	{
		name: genericName, records: Contacts, system: "generic/contact",
		columns: []column{
			{fID, []string{"id", "contact id", "record id"}},
			{fName, []string{"name", "contact", "contact name", "full name", "person"}},
			{fAccount, []string{"account", "account name", "company", "company name", "organization", "organisation", "customer"}},
			{fEmail, []string{"email", "e-mail", "email address"}},
			{fPhone, []string{"phone", "phone number", "telephone", "mobile"}},
			{fModified, []string{"modified", "last modified", "last modified date", "updated at"}},
		},
	},
	{
		name: genericName, records: Accounts, system: "generic/account",
		columns: []column{
			{fID, []string{"id", "account id", "company id", "record id"}},
			{fName, []string{"account", "account name", "company", "company name", "name", "organization", "organisation", "customer"}},
			{fRep, []string{"rep", "owner", "account owner", "account manager"}},
			{fSource, []string{"source", "lead source", "referral source"}},
			{fSegment, []string{"segment", "sector", "industry"}},
			{fCreated, []string{"created", "created date", "created on", "created at", "signup date", "customer since"}},
			{fModified, []string{"modified", "last modified", "last modified date", "updated at"}},
			{fLead, []string{"lead", "is lead"}},
		},
	},
	{
		name: genericName, records: Reps,
		columns: []column{
			{fName, []string{"rep", "sales agent", "sales rep", "salesperson", "name"}},
			{fTeam, []string{"team", "manager", "regional office", "region"}},
			{fEmail, []string{"email", "e-mail", "email address"}},
		},
	},
}
