package say

// grantText is about who may do what. {may} are the roles that may, {role} is
// the reader's.
var grantText = []message{
	{key: "grant.role", other: "\"{text}\" is no role; roles are {roles}."},
	{key: "grant.no.reading", other: "Reading this is for {may}; you are here as {role}."},
	{key: "grant.no.log", other: "The log of all entries is for {may}; you are here as {role}."},
	{key: "grant.no.others", other: "The records of other people are for {may}; you are here as {role}."},
	{key: "grant.no.file", other: "Looking after the data file is for {may}; you are here as {role}."},
	{key: "grant.no.bulk", other: "Recording many things at once is for {may}; you are here as {role}."},
	{key: "grant.no.pause", other: "Only whoever started the program can stop it for a while."},
	{key: "grant.no.merge", other: "Taking in entries from another file is for {may}; you are here as {role}."},
	{key: "grant.no.signing", other: "Recording in the name of somebody else is for {may}; you are here as {role}."},
	{key: "grant.no.activity", other: "This entry is not yours. Those of other people are for {may}; you are here as {role}."},
	{key: "grant.no.deal", other: "This deal is not yours. Those of other people are for {may}; you are here as {role}."},
	{key: "grant.no.account", other: "This account belongs to somebody else. Such accounts are for {may}; you are here as {role}."},
	{key: "grant.no.contact", other: "This contact is at an account of somebody else. Such contacts are for {may}; you are here as {role}."},
	{key: "grant.no.owner", other: "Who owns a deal or account is decided by {may}; you are here as {role}."},
	{key: "grant.no.goal", other: "Goals are set by {may}; you are here as {role}."},
	{key: "grant.no.annotation", other: "Annotations are made by {may}; you are here as {role}."},
	{key: "grant.no.measure", other: "Measurements are recorded by {may}; you are here as {role}."},
	{key: "grant.no.setting", other: "Settings are changed by {may}; you are here as {role}."},
	{key: "grant.no.rep", other: "Who is in the team is decided by {may}; you are here as {role}."},
	{key: "grant.no.kind", other: "The kinds of activity are chosen by {may}; you are here as {role}."},
	{key: "grant.no.stage", other: "The stages of the pipeline are chosen by {may}; you are here as {role}."},
	{key: "grant.no.unknown", other: "This build does not know this kind of entry, so it is for {may}; you are here as {role}."},
	{key: "grant.no.undo", other: "This entry was not recorded by you. Taking back what others recorded is for {may}; you are here as {role}."},
	{key: "entry.say.account_unseen", other: "account \"{name}\", new to you"},
	{key: "entry.deal_unseen", other: "{account} has no deal \"{deal}\" of yours. Leave out \"/{deal}\"."},
	{key: "grant.account.bare", other: "another rep: you see its name and what you did there"},
	{key: "cli.rep.unseen", other: "there is no rep \"{name}\" whose numbers are for your role"},
	{key: "cli.rep.unseen.hint", other: "you see your own numbers and the team's"},
}
