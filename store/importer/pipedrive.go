package importer

// Pipedrive's exports and its sample files for import. Every label begins
// with what it belongs to ("Deal - Title"), a '*' marks what is required.
// Deals refer to organizations and persons by name.
var pipedriveFormats = []*format{
	{
		name: "pipedrive", records: Deals, system: "pipedrive/deal", deals: "pipedrive/deal", point: '.',
		marks: [][]string{{"deal - title"}, {"deal - stage", "deal - stage (pipeline)", "deal - status"}},
		columns: []column{
			{fID, []string{"deal - id", "deal - pipedrive system id"}},
			{fTitle, []string{"deal - title"}},
			{fAccount, []string{"deal - organization", "organization", "organization - name"}},
			{fContact, []string{"deal - contact person", "contact person", "person - name"}},
			{fRep, []string{"deal - owner"}},
			{fStage, []string{"deal - stage", "deal - stage (pipeline)"}},
			{fPipeline, []string{"deal - pipeline"}},
			{fStatus, []string{"deal - status"}},
			{fProbability, []string{"deal - probability"}},
			{fAmount, []string{"deal - value"}},
			{fCurrency, []string{"deal - currency of value", "deal - currency"}},
			{fCreated, []string{"deal - deal created", "deal - creation date"}},
			{fWonAt, []string{"deal - won time"}},
			{fLostAt, []string{"deal - lost time"}},
			{fClosed, []string{"deal - closed on", "deal - deal closed on"}},
			{fExpected, []string{"deal - expected close date"}},
			{fModified, []string{"deal - update time"}},
			{fStageSince, []string{"deal - last stage change"}},
			{fSource, []string{"deal - source", "deal - source channel", "deal - source origin"}},
			{fSegment, []string{"deal - label"}},
			{fProduct, []string{"deal - product name"}},
			{fNextDue, []string{"deal - next activity date"}},
			{fLostReason, []string{"deal - lost reason"}},
		},
	},
	{
		name: "pipedrive", records: Activities, system: "pipedrive/activity", deals: "pipedrive/deal", point: '.',
		marks: [][]string{{"activity - subject"}, {"activity - type"}},
		columns: []column{
			{fID, []string{"activity - id"}},
			{fKind, []string{"activity - type"}},
			{fAt, []string{"activity - marked as done time", "activity - due date"}},
			{fTime, []string{"activity - due time"}},
			{fRep, []string{"activity - assigned to user"}},
			{fAccount, []string{"activity - organization", "organization - name", "organization"}},
			{fDeal, []string{"activity - deal", "deal - title"}},
			{fContact, []string{"activity - contact person", "person - name", "contact person"}},
			{fDuration, []string{"activity - duration"}},
			{fSubject, []string{"activity - subject"}},
			{fNote, []string{"activity - note"}},
			{fDone, []string{"activity - done"}},
		},
	},
}
