package say

// shellText holds the words of what the cockpit does besides its tabs: the
// user's editor, long work, the keys.
var shellText = []message{
	{key: "editor.none", other: "no editor over a network: it would run on the other machine; e edits here"},
	{key: "editor.no-file", other: "cannot make a file for the editor: {why}"},
	{key: "editor.unchanged", other: "nothing was changed"},
	{key: "editor.unwritten", other: "nothing was written: {why}"},
	{key: "editor.kept", other: "{why}; your text is in {path}"},
	{key: "editor.long", other: "a text has at most {max} letters"},
	{key: "editor.failed", other: "{editor} ended with status {status}"},
	{key: "editor.missing", other: "cannot run {editor}: set VISUAL or EDITOR to an editor that is there"},
	{key: "action.editor", other: "Edit the text in your editor"},
	{key: "activity.noted", other: "note saved: {what}"},
}
