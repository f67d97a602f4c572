package say

// shellText holds the words of what the cockpit does besides its tabs: the
// user's editor, long work, the keys.
var shellText = []message{
	{key: "keymap.head.1", other: "Keys of foresail as they are without this file. Save it as keys.toml in the folder"},
	{key: "keymap.head.2", other: "foresail of your configuration (or of FORESAIL_CONFIG) and leave only the lines that"},
	{key: "keymap.head.3", other: "you change: one key, a list of keys, or [] for none."},
	{key: "keymap.at", other: "{file}, line {line}: {cause}"},
	{key: "keymap.unread", other: "cannot read the keys in {file}: {cause}"},
	{key: "keymap.unread.hint", other: "mend it or take it away: without it the keys are those of the help"},
	{key: "keymap.large", other: "a file of keys has at most {max} bytes"},
	{key: "keymap.syntax", other: "this is not TOML: {what}"},
	{key: "keymap.scope", other: "there is no scope [{scope}] whose keys can be changed; there are {scopes}"},
	{key: "keymap.no-scope", other: "{action} stands before any scope such as [global]"},
	{key: "keymap.action", other: "there is nothing called {action} in [{scope}]; foresail keymap lists what there is"},
	{key: "keymap.twice", other: "{action} has keys already in line {line}"},
	{key: "keymap.form", other: "{action} wants a key in quotes, or a list of them"},
	{key: "keymap.key", other: "there is no key “{key}”; write x, X, ctrl+x, alt+x, shift+tab, enter or f1"},
	{key: "keymap.typed", other: "“{key}” is typed in [{scope}], so it cannot do something there; add ctrl or alt"},
	{key: "keymap.kept", other: "{action} has to have a key, or nobody could leave"},
	{key: "keymap.conflict", other: "{key} would be {one} in [{scope}] and {other} in [{there}]; give one of them another key"},

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
