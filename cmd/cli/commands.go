package cli

import "github.com/spf13/cobra"

// groups are the headings of the help, in order; their titles are the
// messages cli.group.NAME.
var groups = []string{"record", "read", "setup", "team", "trust"}

// commands are the commands below the root, in the order of the help.
var commands = []struct {
	group string
	build func(*app) *cobra.Command
}{
	{"record", (*app).logCommand},
	{"record", (*app).dealCommand},
	{"record", (*app).measureCommand},
	{"record", (*app).importCommand},
	{"record", (*app).undoCommand},
	{"read", (*app).todayCommand},
	{"read", (*app).indicatorsCommand},
	{"read", (*app).pipelineCommand},
	{"read", (*app).teamCommand},
	{"read", (*app).leadlagCommand},
	{"read", (*app).indicatorCommand},
	{"read", (*app).historyCommand},
	{"read", (*app).exportCommand},
	{"setup", (*app).initCommand},
	{"setup", (*app).demoCommand},
	{"setup", (*app).repCommand},
	{"setup", (*app).goalCommand},
	{"setup", (*app).annotateCommand},
	{"team", (*app).serveCommand},
	{"team", (*app).keyCommand},
	{"trust", (*app).checkCommand},
	{"trust", (*app).backupCommand},
	{"trust", (*app).restoreCommand},
	{"trust", (*app).rebuildCommand},
	{"setup", (*app).keymapCommand},
	{"setup", (*app).completionCommand},
	{"setup", (*app).manCommand},
}
