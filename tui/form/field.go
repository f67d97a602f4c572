package form

import (
	"strings"
	"sync"

	"charm.land/bubbles/v2/key"
	"charm.land/huh/v2"

	"foresail/store/clean"
	"foresail/store/quick"
	"foresail/tui/panel"
)

// field is a question with what was answered.
type field struct {
	panel.Field
	huh   huh.Field
	input *huh.Input // of Words
	value string

	touched bool // changed since it got the focus
	refused bool // it was to be left with what is wrong with it
	pending bool // Field.Wrong still holds: nothing was chosen or typed since
	known   judgement
	offers  []panel.Option
	pick    int // of the offers; -1 for none
	names   func() []string
}

// judgement is what is known of the text of a field.
type judgement struct {
	wrong error
	means string
}

// mostOffers is how many suggestions are shown.
const mostOffers = 4

// textRows is how many rows a Text has.
const textRows = 4

// newField makes the field of huh for a question.
func newField(q panel.Field) *field {
	f := &field{Field: q, pick: -1}
	f.Value = f.clean(q.Value)
	if f.value = f.Value; q.Entered != nil {
		f.value = f.clean(*q.Entered)
	}
	f.pending = q.Wrong != nil
	f.names = sync.OnceValue(func() []string {
		folded := make([]string, len(q.Options))
		for i, o := range q.Options {
			folded[i] = quick.Plain(o.Text)
		}
		return folded
	})
	switch q.Kind {
	case panel.Text:
		text := huh.NewText().Key(q.Key).Lines(textRows).CharLimit(0).ExternalEditor(false)
		text.WithWidth(startWidth)
		f.huh = text.Value(&f.value)
	case panel.Choice:
		options := make([]huh.Option[string], len(q.Options))
		for i, o := range q.Options {
			options[i] = huh.NewOption(o.Text, o.Value)
		}
		f.huh = huh.NewSelect[string]().Key(q.Key).Options(options...).Value(&f.value)
	default:
		f.input = huh.NewInput().Key(q.Key).Prompt("")
		f.input.WithWidth(startWidth)
		f.huh = f.input.Value(&f.value)
	}
	return f
}

// startWidth is the width of fields until the size of the box is known.
const startWidth = 40

// clean takes out of a text what is not to be in a field.
func (f *field) clean(text string) string {
	if f.Kind == panel.Text {
		return clean.Note(text)
	}
	return clean.Line(text)
}

// text gives what stands in the field, cleaned.
func (f *field) text() string { return f.clean(f.value) }

// changed reports whether there is something else in the field than at first.
func (f *field) changed() bool { return f.text() != f.Value }

// judge says what is known of a text; it may take its time.
func (f *field) judge(text string) judgement {
	var j judgement
	if f.pending {
		return judgement{wrong: f.Wrong}
	}
	if f.Check != nil {
		j.wrong = f.Check(text)
	}
	if f.Means != nil && j.wrong == nil {
		j.means = f.Means(text)
	}
	return j
}

// fitting gives the options that fit a text, those that begin with it first;
// none for one that is an option already.
func (f *field) fitting(text string) []panel.Option {
	if f.Kind != panel.Words || len(f.Options) == 0 {
		return nil
	}
	folded := quick.Plain(text)
	var begin, word, part []panel.Option
	for i, name := range f.names() {
		switch {
		case name == folded:
			return nil
		case strings.HasPrefix(name, folded):
			begin = append(begin, f.Options[i])
		case strings.Contains(name, " "+folded):
			word = append(word, f.Options[i])
		case strings.Contains(name, folded):
			part = append(part, f.Options[i])
		}
		if len(begin) == mostOffers {
			break
		}
	}
	all := append(append(begin, word...), part...)
	return all[:min(len(all), mostOffers)]
}

// set puts a text into a field of Words, with the cursor behind it.
func (f *field) set(text string) {
	f.value = text
	f.input.Value(&f.value)
}

// chosen gives the place of what is chosen among the options.
func (f *field) chosen() int {
	for i, o := range f.Options {
		if o.Value == f.value {
			return i
		}
	}
	return 0
}

// shown gives the text of the answer as it is read.
func (f *field) shown() string {
	if f.Kind == panel.Choice {
		if i := f.chosen(); i < len(f.Options) {
			return f.Options[i].Text
		}
	}
	return strings.Join(strings.Fields(f.value), " ")
}

// keys are those that huh's fields still see: the cockpit's table knows the
// others, and nothing of huh runs an editor, filters or moves on by itself.
func keys() *huh.KeyMap {
	none := key.NewBinding(key.WithDisabled())
	k := &huh.KeyMap{Quit: none}
	k.Input = huh.InputKeyMap{AcceptSuggestion: none, Next: none, Prev: none, Submit: none}
	k.Text = huh.TextKeyMap{Next: none, Prev: none, NewLine: key.NewBinding(key.WithKeys(newLine)), Editor: none, Submit: none}
	k.Select = huh.SelectKeyMap{
		Next: none, Prev: none, Left: none, Right: none, Filter: none, SetFilter: none, ClearFilter: none, Submit: none,
		HalfPageUp: none, HalfPageDown: none,
		Up: key.NewBinding(key.WithKeys("up")), Down: key.NewBinding(key.WithKeys("down")),
		GotoTop: key.NewBinding(key.WithKeys("home")), GotoBottom: key.NewBinding(key.WithKeys("end")),
	}
	return k
}

// newLine is the key that huh takes for a line break.
const newLine = "alt+enter"
