package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/theme"
	"foresail/tui/widget"
)

// firstLines asks the questions of the first run as lines: each is said when
// its turn comes, and its answer stands below it, with the cursor in it.
type firstLines struct {
	*First
	out  *speaker
	told int  // the question that was said last, -1 before the first
	bare bool // nothing stood at the cursor then
}

func newFirstLines(f *First, out *speaker) *firstLines {
	return &firstLines{First: f, out: out, told: -1}
}

// Init implements tea.Model.
func (l *firstLines) Init() tea.Cmd {
	l.out.say([]string{l.say.T("first.lead"), spoken(l.say.T("first.keys"))})
	l.tell()
	return nil
}

// Update implements tea.Model.
func (l *firstLines) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "ctrl+l" {
		l.told = -1
		l.tell()
		return l, nil
	}
	_, cmd := l.First.Update(msg)
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		l.tell()
	}
	return l, cmd
}

// View implements tea.Model: nothing is drawn.
func (l *firstLines) View() tea.View { return tea.View{Content: " "} }

// tell says the question whose turn it is, or what is wrong with the answer, and
// lets the answer stand at the cursor.
func (l *firstLines) tell() {
	var lines []string
	if l.told != l.at {
		l.told = l.at
		lines = append(lines, l.say.T("first.line", "n", l.at+1, "of", questions, "question", l.say.T(questionKeys[l.at])))
		if l.line() == nil && len(l.packs) > 1 {
			lines = append(lines, l.say.T("first.pack.line", "n", len(l.packs)))
		}
	}
	if l.wrong != "" {
		lines = append(lines, l.wrong)
	}
	line := l.line()
	bare := line != nil && line.Text == ""
	if bare && !l.bare {
		lines = append(lines, l.say.T(questionKeys[l.at]+".hint"))
	}
	l.bare = bare
	if len(lines) > 0 {
		l.out.say(lines)
	}
	prompt := l.screen.Box().Mark(theme.MarkPrompt) + " "
	switch {
	case line != nil:
		l.out.echo(prompt+line.Text, len(prompt)+widget.Width(l.screen.Method(), line.Text[:line.At]))
	case l.pack < len(l.packs):
		l.out.echo(prompt+l.say.T("first.pack."+l.packs[l.pack]), len(prompt))
	}
}

// spoken gives what is drawn apart as one sentence.
func spoken(text string) string {
	pieces := strings.FieldsFunc(strings.ReplaceAll(text, "   ", "\n"), func(r rune) bool { return r == '\n' })
	return strings.Join(pieces, ", ")
}
