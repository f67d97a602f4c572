package importer

// foresail's own exports. They are told by the column foresail_id, or by the
// measurement file's own label.
var ownFormats = []*format{
	{
		name: "foresail", records: Deals, system: "foresail/deal", deals: "foresail/deal", point: '.', own: true,
		marks: [][]string{{"foresail_id"}, {"stage"}, {"title"}},
		columns: []column{
			{fOwnID, []string{"foresail_id"}}, {fTitle, []string{"title"}}, {fAccount, []string{"account"}}, {fContact, []string{"contact"}},
			{fRep, []string{"rep"}}, {fStage, []string{"stage"}}, {fStageSince, []string{"stage_since"}}, {fAmount, []string{"amount"}},
			{fCurrency, []string{"currency"}}, {fCreated, []string{"created"}}, {fClosed, []string{"closed"}}, {fExpected, []string{"expected_close"}},
			{fSource, []string{"source"}}, {fSegment, []string{"segment"}}, {fProduct, []string{"product"}}, {fNextStep, []string{"next_step"}},
			{fNextDue, []string{"next_due"}}, {fLostReason, []string{"lost_reason"}}, {fForecast, []string{"forecast"}},
			{fProbability, []string{"stage_probability"}}, {fStageOrder, []string{"stage_order"}},
			{fSystem, []string{"source_system"}}, {fKey, []string{"source_key"}},
		},
	},
	{
		name: "foresail", records: Activities, system: "foresail/activity", deals: "foresail/deal", point: '.', own: true,
		marks: [][]string{{"foresail_id"}, {"kind"}, {"at"}},
		columns: []column{
			{fOwnID, []string{"foresail_id"}}, {fKind, []string{"kind"}}, {fAt, []string{"at"}}, {fRep, []string{"rep"}},
			{fAccount, []string{"account"}}, {fDeal, []string{"deal_id"}}, {fContact, []string{"contact"}}, {fOutcome, []string{"outcome"}},
			{fDuration, []string{"duration"}}, {fValue, []string{"value"}}, {fCurrency, []string{"currency"}}, {fNote, []string{"note"}},
			{fTags, []string{"tags"}}, {fNextKind, []string{"next_kind"}}, {fNextDue, []string{"next_due"}},
			{fSystem, []string{"source_system"}}, {fKey, []string{"source_key"}},
		},
	},
	{
		name: "foresail", records: StageChanges, system: "foresail/deal", deals: "foresail/deal", point: '.', own: true,
		marks: [][]string{{"deal_id"}, {"at"}, {"stage"}, {"deal_title"}},
		columns: []column{
			{fDeal, []string{"deal_id"}}, {fAt, []string{"at"}}, {fStage, []string{"stage"}},
		},
	},
	{
		name: "foresail", records: Measurements, own: true,
		marks:   [][]string{{"measure"}, {"date"}, {"value"}},
		columns: []column{{fName, []string{"measure"}}, {fDate, []string{"date"}}, {fValue, []string{"value"}}},
	},
	{
		name: "foresail", records: Accounts, own: true,
		marks: [][]string{{"foresail_id"}, {"account"}, {"segment"}, {"lead"}},
		columns: []column{
			{fName, []string{"account"}}, {fRep, []string{"rep"}}, {fSource, []string{"source"}}, {fSegment, []string{"segment"}},
			{fCreated, []string{"created"}}, {fLead, []string{"lead"}}, {fNextStep, []string{"next_step"}}, {fNextDue, []string{"next_due"}},
			{fSystem, []string{"source_system"}}, {fKey, []string{"source_key"}},
		},
	},
	{
		name: "foresail", records: Contacts, own: true,
		marks: [][]string{{"foresail_id"}, {"contact"}, {"phone"}},
		columns: []column{
			{fName, []string{"contact"}}, {fAccount, []string{"account"}}, {fEmail, []string{"email"}}, {fPhone, []string{"phone"}},
			{fSystem, []string{"source_system"}}, {fKey, []string{"source_key"}},
		},
	},
	{
		name: "foresail", records: Reps, own: true,
		marks:   [][]string{{"foresail_id"}, {"rep"}, {"team"}},
		columns: []column{{fName, []string{"rep"}}, {fTeam, []string{"team"}}, {fEmail, []string{"email"}}},
	},
}
