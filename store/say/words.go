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

// dateText holds the words of dates and spans of time.
var dateText = []message{
	{key: "date.today", other: "today"},
	{key: "date.yesterday", other: "yesterday"},
	{key: "date.tomorrow", other: "tomorrow"},
	{key: "date.day", other: "{day} {month}"},
	{key: "month.1", other: "Jan"},
	{key: "month.2", other: "Feb"},
	{key: "month.3", other: "Mar"},
	{key: "month.4", other: "Apr"},
	{key: "month.5", other: "May"},
	{key: "month.6", other: "Jun"},
	{key: "month.7", other: "Jul"},
	{key: "month.8", other: "Aug"},
	{key: "month.9", other: "Sep"},
	{key: "month.10", other: "Oct"},
	{key: "month.11", other: "Nov"},
	{key: "month.12", other: "Dec"},
	{key: "weekday.0", other: "Sun"},
	{key: "weekday.1", other: "Mon"},
	{key: "weekday.2", other: "Tue"},
	{key: "weekday.3", other: "Wed"},
	{key: "weekday.4", other: "Thu"},
	{key: "weekday.5", other: "Fri"},
	{key: "weekday.6", other: "Sat"},
	{key: "span.seconds", other: "{n} s"},
	{key: "span.minutes", other: "{n} min"},
	{key: "span.hours", other: "{n} h"},
	{key: "span.days", other: "{n} d"},
}
