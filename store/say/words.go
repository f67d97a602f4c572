package say

// wordText holds single words that several areas share.
var wordText = []message{
	{key: "word.rep", other: "rep"},
	{key: "word.team", other: "team"},
	{key: "word.account", other: "account"},
	{key: "word.deal", other: "deal"},
	{key: "word.stage", other: "stage"},
	{key: "word.none", other: "none"},
}
