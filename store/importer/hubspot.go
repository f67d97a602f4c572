package importer

// HubSpot's exports: the labels of "all properties" in English, quoted cells,
// dates as YYYY-MM-DD HH:MM without a zone (the account's own), amounts with
// a point, several values of one property separated by ';'.
var hubspotFormats = []*format{
	{
		name: "hubspot", records: Deals, system: "hubspot/deal", deals: "hubspot/deal", point: '.',
		marks: [][]string{{"record id", "deal id"}, {"deal name"}, {"deal stage"}},
		columns: []column{
			{fID, []string{"record id", "deal id"}},
			{fTitle, []string{"deal name"}},
			{fAccount, []string{"associated company (primary)", "associated company", "primary associated company"}},
			{fContact, []string{"associated contact"}},
			{fRep, []string{"deal owner"}},
			{fStage, []string{"deal stage"}},
			{fPipeline, []string{"pipeline"}},
			{fProbability, []string{"deal probability"}},
			{fIsWon, []string{"is closed won", "is closed won?"}},
			{fIsLost, []string{"is closed lost"}},
			{fIsClosed, []string{"is deal closed?"}},
			{fAmount, []string{"amount"}},
			{fCurrency, []string{"currency"}},
			{fCreated, []string{"create date"}},
			{fClosed, []string{"close date"}},
			{fModified, []string{"last modified date"}},
			{fStageSince, []string{"date entered current stage"}},
			{fSource, []string{"original traffic source", "latest traffic source"}},
			{fSegment, []string{"deal type"}},
			{fNextStep, []string{"next step"}},
			{fNextDue, []string{"next activity date"}},
			{fLostReason, []string{"closed lost reason", "dead deal reason"}},
			{fForecast, []string{"forecast category"}},
		},
	},
	hubspotActivity("call", []string{"call title", "call outcome", "call duration", "call duration (hh:mm:ss)"}, "call"),
	hubspotActivity("meeting", []string{"meeting name", "meeting outcome", "meeting start time"}, "meeting"),
	hubspotActivity("email", []string{"email subject", "email send status", "email direction"}, "email"),
	hubspotActivity("note", []string{"note body"}, "note"),
	hubspotActivity("task", []string{"task title", "task status"}, "task"),
	hubspotActivity("activity", []string{"activity type", "engagement type"}, ""),
}

// hubspotActivity is the export of one kind of engagement, told by its own
// labels; kind is "" where a column says the kind.
func hubspotActivity(name string, marks []string, kind string) *format {
	f := &format{
		name: "hubspot", records: Activities, system: "hubspot/" + name, deals: "hubspot/deal", point: '.',
		marks: [][]string{marks, {"record id", "activity date", "activity assigned to", "create date"}},
		columns: []column{
			{fID, []string{"record id", "engagement id"}},
			{fKind, []string{"activity type", "engagement type"}},
			{fAt, []string{"activity date", "meeting start time", "completed at", "due date", "create date"}},
			{fRep, []string{"activity assigned to", "assigned to", "activity created by", "owner"}},
			{fAccount, []string{"associated company (primary)", "associated company"}},
			{fContact, []string{"associated contact"}},
			{fDeal, []string{"associated deal ids", "associated deal id", "associated deal"}},
			{fOutcome, []string{"call outcome", "meeting outcome", "email send status"}},
			{fDuration, []string{"call duration", "call duration (hh:mm:ss)", "duration"}},
			{fSubject, []string{"call title", "meeting name", "email subject", "task title", "subject"}},
			{fNote, []string{"call notes", "meeting description", "task notes", "note body", "body preview", "notes"}},
			{fDone, []string{"task status"}},
		},
	}
	if kind != "" {
		f.fixed = map[field]string{fKind: kind}
	}
	return f
}
