package panel

import (
	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Find is the filter line that panels share: "/" opens it, what is typed
// filters at once, enter leaves it standing, esc clears it. The zero Find
// filters nothing.
type Find struct {
	Line widget.Line
	Open bool // it is being typed
}

// FindKeys gives the bindings of a filter for a panel's typing scope, which is
// the panel's scope with ".typing" behind it.
func FindKeys(scope keymap.Scope) []keymap.Binding {
	return []keymap.Binding{
		{Scope: scope + ".typing", Action: Open, Keys: []string{"enter"}, Foot: 1},
		{Scope: scope + ".typing", Action: Back, Keys: []string{"esc"}, Foot: 2},
	}
}

// Text gives what is filtered by, "" for nothing.
func (f *Find) Text() string { return f.Line.Text }

// Update takes a message and reports whether it was one for the filter and
// whether what is filtered by may have changed.
func (f *Find) Update(msg tea.Msg) (mine, changed bool) {
	before := f.Line.Text
	switch msg := msg.(type) {
	case Act:
		mine = f.act(msg.Action)
	case tea.KeyPressMsg:
		if f.Open {
			Type(&f.Line, "", msg.Key())
			mine = true
		}
	case tea.PasteMsg:
		if f.Open {
			Insert(&f.Line, msg.Content)
			mine = true
		}
	}
	return mine, f.Line.Text != before
}

func (f *Find) act(a keymap.Action) bool {
	step, isStep := EditStep(a)
	switch {
	case f.Open && isStep:
		f.Line.Edit(step)
	case a == Filter:
		f.Open = true
	case f.Open && a == Open:
		f.Open = false
	case a == Back && (f.Open || f.Line.Text != ""):
		*f = Find{}
	default:
		return false
	}
	return true
}

// Shown reports whether the filter takes a row of the panel.
func (f *Find) Shown() bool { return f.Open || f.Line.Text != "" }

// Rows is how many rows of the panel the filter takes.
func (f *Find) Rows() int {
	if f.Shown() {
		return 1
	}
	return 0
}

// View draws the filter into one row; note is drawn at the right.
func (f *Find) View(b widget.Box, note string) {
	x := b.Print(2, 0, "/", theme.Accent|theme.Bold)
	w := b.W - x - 2 - b.Width(note)
	if f.Open {
		b.Input(x, 0, w, f.Line, nil)
	} else {
		b.Fit(x, 0, w, f.Line.Text, theme.Accent)
	}
	b.Right(0, 0, b.W-1, note, theme.Muted)
}
