package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/clean"
	"foresail/store/money"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Answers are what the first run asks for.
type Answers struct {
	Name     string // of the rep
	Pack     string // key of an industry preset
	Currency string // ISO 4217
}

// First asks the three questions of the first run: a model of its own, shown
// before there is a data file.
type First struct {
	say       *say.Printer
	look      theme.Options
	packs     []string
	name      widget.Line
	pack      int
	code      widget.Line
	at        int             // the question with the focus
	edited    [questions]bool // its default was gone into; until then typing replaces it
	wrong     string
	w, h      int
	screen    *widget.Screen
	keys      *keymap.Map
	suspender Suspender
	// Done says that all questions were answered; without it the user left.
	Done bool
}

// The questions.
const (
	askName = iota
	askPack
	askCurrency
	questions
)

// questionKeys are the messages of the questions.
var questionKeys = [questions]string{"first.name", "first.pack", "first.currency"}

// NewFirst makes the questions with defaults; packs are the keys of the
// presets there are.
func NewFirst(o Options, defaults Answers, packs []string) *First {
	o = o.withDefaults()
	f := &First{say: o.Say, look: o.Look, packs: packs, screen: widget.NewScreen(theme.New(o.Look)), keys: o.Keys, suspender: o.Suspender}
	f.name.Set(clean.Line(defaults.Name))
	f.code.Set(defaults.Currency)
	for i, p := range packs {
		if p == defaults.Pack {
			f.pack = i
		}
	}
	return f
}

// Ask runs the questions and gives the answers; false when the user left.
func Ask(ctx context.Context, o Options, defaults Answers, packs []string) (Answers, bool, error) {
	o = o.withDefaults()
	f := NewFirst(o, defaults, packs)
	if err := f.run(ctx, o); err != nil {
		return Answers{}, false, err
	}
	return f.Answers(), f.Done, nil
}

func (f *First) run(ctx context.Context, o Options) error {
	if o.Linear {
		return runLines(ctx, o, o.Say.T("first.title"), func(s *speaker) tea.Model { return newFirstLines(f, s) })
	}
	return run(ctx, f, o)
}

// Answers gives what stands in the fields.
func (f *First) Answers() Answers {
	a := Answers{Name: clean.Line(f.name.Text), Currency: strings.ToUpper(strings.TrimSpace(f.code.Text))}
	if f.pack < len(f.packs) {
		a.Pack = f.packs[f.pack]
	}
	return a
}

// Init implements tea.Model.
func (f *First) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update implements tea.Model.
func (f *First) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		f.w, f.h = max(0, min(msg.Width, maxW)), max(0, min(msg.Height, maxH))
	case tea.BackgroundColorMsg:
		f.look.Light = !msg.IsDark()
		f.screen.SetTheme(theme.New(f.look))
	case tea.ColorProfileMsg:
		f.look.Depth = depth(msg.Profile)
		f.screen.SetTheme(theme.New(f.look))
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore && msg.Value != ansi.ModeNotRecognized {
			f.screen.SetMethod(ansi.GraphemeWidth)
		}
	case tea.PasteMsg:
		if l := f.edit(msg.Content != ""); l != nil {
			panel.Insert(l, msg.Content)
		}
	case tea.KeyPressMsg:
		return f, f.key(msg)
	}
	return f, nil
}

// line gives the line that is being typed, nil where one chooses.
func (f *First) line() *widget.Line {
	switch f.at {
	case askName:
		return &f.name
	case askCurrency:
		return &f.code
	}
	return nil
}

func (f *First) key(msg tea.KeyPressMsg) tea.Cmd {
	f.wrong = ""
	switch msg.String() {
	case "ctrl+c", "esc":
		return tea.Quit
	case "ctrl+z":
		if f.suspender == nil {
			return nil
		}
		return f.suspender(func(error) tea.Msg { return nil })
	case "enter", "tab", "down":
		return f.next()
	case "shift+tab", "up":
		f.at = max(f.at-1, 0)
	case "left", "right", "space":
		if f.line() == nil && len(f.packs) > 0 {
			step := 1
			if msg.String() == "left" {
				step = len(f.packs) - 1
			}
			f.pack = (f.pack + step) % len(f.packs)
			return nil
		}
		fallthrough
	default:
		if l := f.edit(msg.Key().Text != ""); l != nil {
			step, _ := f.keys.Find(msg.Key(), panel.ScopeLine)
			panel.Type(l, step, msg.Key())
		}
	}
	return nil
}

// edit gives the line that is being typed, nil where one chooses. Text typed
// on a default takes its place; any other key goes into it.
func (f *First) edit(text bool) *widget.Line {
	l := f.line()
	if l == nil {
		return nil
	}
	if text && !f.edited[f.at] {
		l.Set("")
	}
	f.edited[f.at] = true
	return l
}

// next goes to the next question once this one is answered; after the last it
// ends.
func (f *First) next() tea.Cmd {
	a := f.Answers()
	switch f.at {
	case askName:
		if a.Name == "" {
			f.wrong = f.say.T("first.name.missing")
			return nil
		}
	case askCurrency:
		if _, ok := money.Digits(a.Currency); !ok {
			f.wrong = f.say.T("first.currency.unknown", "code", a.Currency)
			return nil
		}
	}
	if f.at++; f.at < questions {
		return nil
	}
	f.at, f.Done = askCurrency, true
	return tea.Quit
}

// View implements tea.Model.
func (f *First) View() tea.View {
	f.screen.Resize(f.w, f.h)
	f.screen.Clear()
	f.screen.HideCursor()
	f.draw(f.screen.Box())
	v := tea.NewView(f.screen.Frame())
	v.AltScreen = true
	v.WindowTitle = "foresail"
	if x, y, ok := f.screen.Cursor(); ok {
		v.Cursor = tea.NewCursor(x, y)
	}
	return v
}

func (f *First) draw(b widget.Box) {
	w := min(b.W-4, 64)
	lead := widget.Wrap(b.Method(), f.say.T("first.lead"), w)
	rows := len(lead) + 3*questions + 5
	b = b.Sub((b.W-w)/2, max(0, (b.H-rows)/3), w, b.H)
	b.Fit(0, 0, b.W, f.say.T("first.title"), theme.Accent|theme.Bold)
	y := 2
	if b.H < rows { // no room for all: the question that is asked
		y = f.question(b, f.at, y)
	} else {
		for i, line := range lead {
			b.Fit(0, 1+i, b.W, line, theme.Muted)
		}
		y += len(lead)
		for q := range questions {
			y = f.question(b, q, y)
		}
	}
	if f.wrong != "" {
		x := b.Print(0, y, b.Mark(theme.MarkFail)+" ", theme.Risk|theme.Bold)
		b.Fit(x, y, b.W-x, f.wrong, theme.Risk)
	}
	b.Fit(0, min(y+2, b.H-1), b.W, f.say.T("first.keys"), theme.Muted)
}

// question draws one question in two rows and an empty one.
func (f *First) question(b widget.Box, q, y int) int {
	style := theme.Muted
	if q == f.at {
		style = theme.Plain | theme.Bold
	}
	b.Fit(0, y, b.W, f.say.T(questionKeys[q]), style)
	if q == f.at {
		b.Print(0, y+1, b.Mark(theme.MarkPrompt), theme.Accent|theme.Bold)
	}
	switch {
	case q == askPack && f.pack < len(f.packs):
		b.Fit(2, y+1, b.W-2, f.say.T("first.pack."+f.packs[f.pack]), theme.Plain)
	case q == f.at:
		l := *f.line()
		b.Input(2, y+1, b.W-2, l, nil)
		if l.Text == "" {
			b.Fit(3, y+1, b.W-3, f.say.T(questionKeys[q]+".hint"), theme.Muted)
		}
	case q == askName:
		b.Fit(2, y+1, b.W-2, f.name.Text, theme.Plain)
	case q == askCurrency:
		b.Fit(2, y+1, b.W-2, f.code.Text, theme.Plain)
	}
	return y + 3
}
