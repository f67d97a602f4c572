package form

import (
	"errors"
	"slices"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"

	"foresail/store/clean"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// Form is an open form. It is part of a model and not safe for concurrent use.
type Form struct {
	say    *say.Printer
	spec   panel.Form
	huh    *huh.Form
	fields []*field
	at     int

	stale  bool   // the field in focus is to be judged anew
	asked  int    // number of the last question about it
	wrong  string // why it could not be saved
	saving bool
}

// Step says what a key did to the form.
type Step uint8

// The steps.
const (
	Stay  Step = iota
	Leave      // it is to be closed, whatever was typed
	Write      // what was entered is to be written by the command that came with it
)

// The actions of a form besides typing.
const (
	Next   keymap.Action = "form.next"
	Skip   keymap.Action = "form.skip"
	Prev   keymap.Action = "form.previous"
	Save   keymap.Action = "form.save"
	Cancel keymap.Action = "form.cancel"
	Break  keymap.Action = "form.break"
	Down   keymap.Action = "pick.next"
	Up     keymap.Action = "pick.previous"
)

// New opens a form.
func New(p *say.Printer, spec panel.Form) *Form {
	f := &Form{say: p, spec: spec, stale: true}
	inner := make([]huh.Field, len(spec.Fields))
	for i, q := range spec.Fields {
		f.fields = append(f.fields, newField(q))
		inner[i] = f.fields[i].huh
	}
	if len(inner) == 0 {
		return f
	}
	f.huh = huh.NewForm(huh.NewGroup(inner...)).WithTheme(huh.ThemeFunc(bare)).WithKeyMap(keys()).WithShowHelp(false).WithShowErrors(false)
	f.huh.Init()
	f.mark()
	return f
}

// mark shows what is wrong with what was entered before the form was opened, and
// goes to the first field of which that is so.
func (f *Form) mark() {
	first := -1
	for i, x := range f.fields {
		if x.Entered == nil && !x.pending || !x.changed() && !x.pending {
			continue
		}
		if x.known = x.judge(x.text()); x.known.wrong == nil {
			continue
		}
		if x.refused = true; first < 0 {
			first = i
		}
	}
	if first >= 0 {
		f.refuse(first, f.fields[first].known.wrong)
	}
}

// bare is a theme of huh with nothing in it: how things look is said by the
// cockpit's own theme.
func bare(bool) *huh.Styles { return &huh.Styles{FieldSeparator: lipgloss.NewStyle().SetString("\n")} }

// Changed reports whether anything was entered.
func (f *Form) Changed() bool {
	for _, x := range f.fields {
		if x.changed() {
			return true
		}
	}
	return false
}

// resized makes fields look again where their cursor is.
type resized struct{}

// Resize tells how large the box of View will be.
func (f *Form) Resize(w, _ int) {
	if f.huh == nil {
		return
	}
	g := f.layout(w)
	for _, x := range f.fields {
		x.huh.WithWidth(g.value)
	}
	f.send(resized{})
}

// send hands a message to huh. What it would like to be run is not: see the
// package's decisions.
func (f *Form) send(msg tea.Msg) {
	if f.huh != nil {
		f.huh.Update(msg)
	}
}

// Label gives what the field in focus is called.
func (f *Form) Label() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.now().Label
}

// Chooses reports whether one chooses in the field in focus rather than types.
func (f *Form) Chooses() bool { return len(f.fields) > 0 && f.now().Kind == panel.Choice }

// now gives the field in focus.
func (f *Form) now() *field { return f.fields[f.at] }

// Key takes a key press and the action that is bound to it, if any. Write comes
// with a command.
func (f *Form) Key(a keymap.Action, msg tea.KeyPressMsg) (Step, tea.Cmd) {
	if a == Cancel {
		return Leave, nil
	}
	if f.saving || len(f.fields) == 0 {
		return Stay, nil
	}
	switch a {
	case Next:
		f.now().pending = false // what stands there is taken
		return f.next()
	case Skip:
		if f.settle() {
			f.focus((f.at + 1) % len(f.fields))
		}
	case Prev:
		f.focus((f.at + len(f.fields) - 1) % len(f.fields))
	case Save:
		return f.save()
	case Down:
		f.vertical(1, tea.KeyDown)
	case Up:
		f.vertical(-1, tea.KeyUp)
	case Break:
		f.edit(tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModAlt})
	default:
		f.typed(a, msg)
	}
	return Stay, nil
}

// steps are the keys by which huh performs the steps of editing, whichever keys
// they are bound to.
var steps = map[string]tea.Key{
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"word-left": {Code: 'b', Mod: tea.ModAlt}, "word-right": {Code: 'f', Mod: tea.ModAlt},
	"back": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "back-word": {Code: 'w', Mod: tea.ModCtrl},
	"back-all": {Code: 'u', Mod: tea.ModCtrl}, "kill": {Code: 'k', Mod: tea.ModCtrl},
}

// own reports a key that huh takes for a step of editing by itself. Only those it
// is bound to count.
func own(msg tea.KeyPressMsg) bool {
	return slices.ContainsFunc(panel.LineKeys, func(b keymap.Binding) bool { return slices.Contains(b.Keys, msg.String()) })
}

// deleteWord deletes the word ahead, which the line of bubbles v2.2.1 panics on
// before its last character: what is ahead is taken out, and what follows the
// word put back.
func (f *Form) deleteWord() {
	before := f.now().value
	f.edit(tea.KeyPressMsg(steps["kill"]))
	after := f.now().value
	at := 0
	for at < len(after) && after[at] == before[at] {
		at++
	}
	cut := widget.Line{Text: before[at : at+len(before)-len(after)]}
	if cut.Text == "" {
		return
	}
	if cut.Edit("delete-word"); cut.Text == "" {
		return
	}
	f.edit(tea.PasteMsg{Content: cut.Text})
	for range utf8.RuneCountInString(cut.Text) {
		f.edit(tea.KeyPressMsg(steps["left"]))
	}
}

// typed takes a key press that is no action of the form: text, or a step of
// editing.
func (f *Form) typed(a keymap.Action, msg tea.KeyPressMsg) {
	step, isStep := panel.EditStep(a)
	switch {
	case isStep && step == "delete-word":
		if f.now().Kind != panel.Choice {
			f.deleteWord()
		}
		return
	case isStep:
		f.edit(tea.KeyPressMsg(steps[step]))
		return
	case own(msg):
		return
	}
	if k := msg.Key(); k.Text != "" && k.Text != " " {
		if k.Text = clean.Line(k.Text); k.Text == "" {
			return
		}
		msg = tea.KeyPressMsg(k)
	}
	f.edit(msg)
}

// Paste puts pasted text where the cursor is.
func (f *Form) Paste(text string) {
	if f.saving || len(f.fields) == 0 {
		return
	}
	if text = f.now().clean(text); text != "" {
		f.edit(tea.PasteMsg{Content: text})
	}
}

// edit hands a message to the field in focus and notes what came of it.
func (f *Form) edit(msg tea.Msg) {
	x := f.now()
	before := x.value
	f.send(msg)
	if x.value != before {
		f.altered()
	}
}

// altered notes that the field in focus holds something else.
func (f *Form) altered() {
	x := f.now()
	x.touched, x.refused, x.pending, x.pick = true, false, false, -1
	f.wrong, f.stale = "", true
}

// vertical picks among what is offered or chosen, moves in a text, and goes to
// another field where there is neither.
func (f *Form) vertical(by int, code rune) {
	x := f.now()
	switch {
	case x.Kind != panel.Words:
		f.edit(tea.KeyPressMsg{Code: code})
	case len(f.offers()) > 0 && x.pick+by >= -1:
		x.pick = min(x.pick+by, len(x.offers)-1)
	case by < 0 && f.at > 0:
		f.focus(f.at - 1)
	case by > 0 && f.at < len(f.fields)-1 && f.settle():
		f.focus(f.at + 1)
	}
}

// offers gives what is suggested now: nothing for what stood there before
// anything was typed.
func (f *Form) offers() []panel.Option {
	x := f.now()
	if !x.touched && x.value != "" {
		return nil
	}
	return x.offers
}

// next takes the suggestion that was picked, and goes on; it saves on the last
// field.
func (f *Form) next() (Step, tea.Cmd) {
	x := f.now()
	if offers := f.offers(); x.pick >= 0 && x.pick < len(offers) {
		x.set(offers[x.pick].Value)
		f.altered()
	}
	switch {
	case !f.settle():
		return Stay, nil
	case f.at == len(f.fields)-1:
		return f.save()
	}
	f.focus(f.at + 1)
	return Stay, nil
}

// settle judges the field in focus at once and reports whether it may be left.
func (f *Form) settle() bool {
	x := f.now()
	x.known = x.judge(x.text())
	f.stale = false
	f.asked++
	x.refused = x.known.wrong != nil
	return !x.refused
}

// focus goes to a field.
func (f *Form) focus(to int) {
	f.now().pick = -1
	for f.at != to {
		if f.at < to {
			f.send(huh.NextField())
			f.at++
		} else {
			f.send(huh.PrevField())
			f.at--
		}
	}
	x := f.now()
	x.touched, x.offers = false, nil
	f.stale = true
}

// Focus goes to the n-th field, unless the one in focus has to be mended first.
func (f *Form) Focus(n int) {
	if n < 0 || n >= len(f.fields) || f.saving || n > f.at && !f.settle() {
		return
	}
	f.focus(n)
}

// save hands over what was entered, or goes to what is wrong with it.
func (f *Form) save() (Step, tea.Cmd) {
	values := make(panel.Values, len(f.fields))
	for i, x := range f.fields {
		values[x.Key] = x.text()
		if !x.changed() && !x.pending && i != f.at && !f.spec.Fresh {
			continue
		}
		if x.known = x.judge(x.text()); x.known.wrong != nil {
			f.refuse(i, x.known.wrong)
			return Stay, nil
		}
	}
	cmd, err := f.spec.Save(values)
	if err != nil {
		f.failed(err)
		return Stay, nil
	}
	f.wrong, f.saving = "", true
	return Write, cmd
}

// refuse goes to a field, with what is wrong with it.
func (f *Form) refuse(i int, why error) {
	f.focus(i)
	f.fields[i].refused, f.fields[i].known = true, judgement{wrong: why}
	f.asked++
	f.stale = false // what was found out stands until something else is typed
}

// failed shows an error, at the field that it is about if it is about one.
func (f *Form) failed(err error) {
	var at panel.At
	if errors.As(err, &at) {
		if i := slices.IndexFunc(f.fields, func(x *field) bool { return x.Key == at.Key }); i >= 0 {
			f.refuse(i, at.Err)
			return
		}
	}
	f.wrong = f.say.Err(err)
}

// Refused brings the form back when what was entered in a field turned out to
// be wrong while it was being written.
func (f *Form) Refused(at panel.At) {
	f.saving = false
	f.failed(at)
}

// Failed brings the form back after a write that failed, with the reason.
func (f *Form) Failed(why string) { f.saving, f.wrong = false, why }

// Thought brings what was thought about the field in focus.
type Thought struct {
	n      int
	known  judgement
	offers []panel.Option
}

// Think gives the command that judges the field in focus, when that changed;
// nil otherwise.
func (f *Form) Think() tea.Cmd {
	if !f.stale || len(f.fields) == 0 {
		return nil
	}
	f.stale = false
	f.asked++
	n, x, text := f.asked, f.now(), f.now().text()
	return func() tea.Msg { return Thought{n: n, known: x.judge(text), offers: x.fitting(text)} }
}

// Take takes what Think brought, unless something else was typed meanwhile.
func (f *Form) Take(t Thought) {
	if t.n != f.asked || len(f.fields) == 0 {
		return
	}
	x := f.now()
	x.known, x.offers = t.known, t.offers
	x.pick = min(x.pick, len(x.offers)-1)
}
