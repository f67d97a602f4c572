package tuitest

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"foresail/tui"
)

// Monkey uses a cockpit as nobody would: any key, click, paste and size of
// window, in any order. The same seed does the same.
type Monkey struct {
	*Driver
	Method ansi.Method // how the terminal measures text
	rnd    *rand.Rand
	w, h   int
	last   []string // what was done, newest last
}

// NewMonkey lets a monkey sit down before a cockpit. With an odd seed the
// terminal measures text by grapheme clusters.
func NewMonkey(d *Driver, seed uint64) *Monkey {
	m := &Monkey{Driver: d, rnd: rand.New(rand.NewPCG(seed, 1)), w: 100, h: 30}
	d.Send(tea.WindowSizeMsg{Width: m.w, Height: m.h})
	if seed%2 == 1 {
		m.Method = ansi.GraphemeWidth
		d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	}
	return m
}

// deeds are what a monkey does now and then instead of pressing a key; each
// gives a message and its name.
var deeds = []func(*Monkey) tea.Msg{
	func(m *Monkey) tea.Msg {
		m.w, m.h = 1+m.rnd.IntN(180), 1+m.rnd.IntN(60)
		return tea.WindowSizeMsg{Width: m.w, Height: m.h}
	},
	func(m *Monkey) tea.Msg {
		return tea.MouseClickMsg{X: m.rnd.IntN(m.w+2) - 1, Y: m.rnd.IntN(m.h+2) - 1, Button: tea.MouseLeft}
	},
	func(m *Monkey) tea.Msg {
		return tea.MouseClickMsg{X: m.rnd.IntN(m.w), Y: m.rnd.IntN(m.h), Button: tea.MouseButton(m.rnd.IntN(12))}
	},
	func(m *Monkey) tea.Msg {
		return tea.MouseWheelMsg{X: m.rnd.IntN(m.w), Y: m.rnd.IntN(m.h), Button: tea.MouseWheelUp + tea.MouseButton(m.rnd.IntN(4))}
	},
	func(m *Monkey) tea.Msg { return tea.MouseReleaseMsg{X: m.rnd.IntN(m.w), Button: tea.MouseLeft} },
	func(m *Monkey) tea.Msg { return tea.MouseMotionMsg{X: m.rnd.IntN(m.w), Y: m.rnd.IntN(m.h)} },
	func(m *Monkey) tea.Msg { return tea.PasteMsg{Content: pastes[m.rnd.IntN(len(pastes))]} },
	func(m *Monkey) tea.Msg {
		return tea.BackgroundColorMsg{Color: []color.Color{color.White, color.Black}[m.rnd.IntN(2)]}
	},
	func(m *Monkey) tea.Msg {
		return tea.ColorProfileMsg{Profile: []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.TrueColor}[m.rnd.IntN(3)]}
	},
	func(*Monkey) tea.Msg { return tui.Poke{} },
	func(*Monkey) tea.Msg { return tea.ResumeMsg{} },
}

// pastes are what a clipboard may hold.
var pastes = []string{
	"call acme", "call acme\nemail globex\n???\n\nmeeting initech 1h held: long talk", "\x1b[31m日本\x1b]0;title\x07\u0090\n", "👨‍👩‍👧‍👦\u200d\u202e\u2066", "\t\r\n",
	strings.Repeat("call acme 15m connected: x\n", 300), strings.Repeat("long", 5000), "\xff\xfe\x00", "99999999999999999999999",
}

// names are the keys that monkeys press most: those that do something.
var names = strings.Fields(`a r [ ] : ? u ctrl+r . 1 2 3 4 5 6 7 8 j k h l j k h l g G ctrl+d ctrl+u enter enter enter esc esc tab shift+tab / y e d x w v L H > < n o
	space backspace delete up down left right home end pgup pgdown ctrl+n ctrl+p ctrl+w ctrl+k ctrl+a ctrl+e ctrl+l M q`)

// strange are keys as terminals report them that are not of one's own
// keyboard.
var strange = []tea.KeyPressMsg{
	{Code: 'ф', Text: "ф", BaseCode: 'a'}, {Code: 'о', Text: "о", BaseCode: 'j'}, {Code: 'に', Text: "に"}, {Code: 'e', Text: "e\u0301"},
	{Code: tea.KeyF5}, {Code: tea.KeyExtended, Text: "👨‍👩‍👧‍👦"}, {Code: ' ', Mod: tea.ModCtrl}, {Code: 'j', Mod: tea.ModAlt}, {Code: tea.KeyInsert}, {}, {Code: -1}, {Code: 0x10ffff, Text: "\U0010ffff"},
}

// Step does one thing and checks the frame that comes of it.
func (m *Monkey) Step() {
	m.T.Helper()
	var msg tea.Msg
	switch n := m.rnd.IntN(100); {
	case n < 15:
		msg = deeds[m.rnd.IntN(len(deeds))](m)
	case n < 80:
		msg = Key(names[m.rnd.IntN(len(names))])
	case n < 97:
		msg = Key(string(rune('!' + m.rnd.IntN('~'-'!'+1))))
	default:
		msg = strange[m.rnd.IntN(len(strange))]
	}
	m.note(msg)
	defer func() {
		if r := recover(); r != nil {
			m.T.Logf("after %s", strings.Join(m.last, ", "))
			panic(r)
		}
	}()
	m.Send(msg)
	if err := m.Misfit(m.w, m.h, m.Method); err != nil {
		m.T.Fatalf("%v\nafter %s", err, strings.Join(m.last, ", "))
	}
}

// note keeps the last steps, to be told when something is wrong.
func (m *Monkey) note(msg tea.Msg) {
	text := fmt.Sprintf("%.40q", fmt.Sprint(msg))
	if k, ok := msg.(tea.KeyPressMsg); !ok {
		text = fmt.Sprintf("%T %s", msg, text)
	} else {
		text = k.String()
	}
	if m.last = append(m.last, text); len(m.last) > 60 {
		m.last = m.last[1:]
	}
}

// Misfit reports a frame that is not exactly w columns by h rows, as a
// terminal measures them.
func (d *Driver) Misfit(w, h int, method ansi.Method) error {
	if w == 0 || h == 0 {
		return nil
	}
	rows := strings.Split(d.Model.View().Content, "\n")
	if len(rows) != h {
		return fmt.Errorf("%d×%d: %d rows", w, h, len(rows))
	}
	for y, row := range rows {
		if n := method.StringWidth(row); n != w {
			return fmt.Errorf("%d×%d: row %d is %d columns: %q", w, h, y, n, row)
		}
	}
	return nil
}
