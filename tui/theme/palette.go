package theme

// Colours are those of the 256 that every such terminal draws alike. True
// colours would be twice as long on the wire, which a cursor move over SSH
// pays for in every row, and would look the same.

// ink is how one meaning is drawn: SGR parameters without ESC, [ and m.
type ink struct {
	fg    string
	attrs string
}

// palette is how all meanings are drawn on one sort of terminal.
type palette struct {
	inks   map[Style]ink
	back   string // SGR parameters of the background of a selected row
	invert bool   // a selected row is drawn in reverse instead
}

// variant names a palette.
type variant uint8

const (
	dark variant = iota
	light
	contrastDark
	contrastLight
	sixteenDark
	sixteenLight
	mono
)

var palettes = [...]palette{
	dark: {back: "48;5;237", inks: map[Style]ink{
		Muted: {fg: "38;5;246"}, Faint: {fg: "38;5;239"}, Accent: {fg: "38;5;111"},
		Good: {fg: "38;5;114"}, Late: {fg: "38;5;179"}, Risk: {fg: "38;5;210"},
		Leading: {fg: "38;5;80"}, Lagging: {fg: "38;5;183"},
		Kind: {fg: "38;5;111"}, Party: {fg: "38;5;114"}, When: {fg: "38;5;179"}, Value: {fg: "38;5;183"},
	}},
	light: {back: "48;5;254", inks: map[Style]ink{
		Muted: {fg: "38;5;241"}, Faint: {fg: "38;5;250"}, Accent: {fg: "38;5;26"},
		Good: {fg: "38;5;28"}, Late: {fg: "38;5;130"}, Risk: {fg: "38;5;124"},
		Leading: {fg: "38;5;30"}, Lagging: {fg: "38;5;91"},
		Kind: {fg: "38;5;26"}, Party: {fg: "38;5;28"}, When: {fg: "38;5;130"}, Value: {fg: "38;5;91"},
	}},
	contrastDark: {back: "48;5;18", inks: map[Style]ink{
		Muted: {fg: "38;5;253"}, Faint: {fg: "38;5;248"}, Accent: {fg: "38;5;123", attrs: "1"},
		Good: {fg: "38;5;120", attrs: "1"}, Late: {fg: "38;5;221", attrs: "1"}, Risk: {fg: "38;5;217", attrs: "1"},
		Leading: {fg: "38;5;123"}, Lagging: {fg: "38;5;225"},
		Kind: {fg: "38;5;123"}, Party: {fg: "38;5;120"}, When: {fg: "38;5;221"}, Value: {fg: "38;5;225"},
	}},
	contrastLight: {back: "48;5;229", inks: map[Style]ink{
		Muted: {fg: "38;5;235"}, Faint: {fg: "38;5;240"}, Accent: {fg: "38;5;18", attrs: "1"},
		Good: {fg: "38;5;22", attrs: "1"}, Late: {fg: "38;5;94", attrs: "1"}, Risk: {fg: "38;5;88", attrs: "1"},
		Leading: {fg: "38;5;23"}, Lagging: {fg: "38;5;54"},
		Kind: {fg: "38;5;18"}, Party: {fg: "38;5;22"}, When: {fg: "38;5;94"}, Value: {fg: "38;5;54"},
	}},
	sixteenDark: {invert: true, inks: map[Style]ink{
		Muted: {attrs: "2"}, Faint: {attrs: "2"}, Accent: {fg: "96"}, Good: {fg: "92"}, Late: {fg: "93"}, Risk: {fg: "91"},
		Leading: {fg: "36"}, Lagging: {fg: "95"}, Kind: {fg: "96"}, Party: {fg: "92"}, When: {fg: "93"}, Value: {fg: "95"},
	}},
	sixteenLight: {invert: true, inks: map[Style]ink{
		Muted: {attrs: "2"}, Faint: {attrs: "2"}, Accent: {fg: "34"}, Good: {fg: "32"}, Late: {fg: "35"}, Risk: {fg: "31"},
		Leading: {fg: "36"}, Lagging: {fg: "35"}, Kind: {fg: "34"}, Party: {fg: "32"}, When: {fg: "35"}, Value: {fg: "36"},
	}},
	mono: {invert: true, inks: map[Style]ink{
		Muted: {attrs: "2"}, Faint: {attrs: "2"}, Accent: {attrs: "1"}, Late: {attrs: "4"}, Risk: {attrs: "1"},
		Kind: {attrs: "1"},
	}},
}

// sgr gives the whole escape sequence that switches to a style from any other.
func (p *palette) sgr(s Style) string {
	i := p.inks[s.Meaning()]
	out := "\x1b[0"
	add := func(param string) {
		if param != "" {
			out += ";" + param
		}
	}
	if s&Bold != 0 {
		add("1")
	}
	add(i.attrs)
	if s&Under != 0 {
		add("4")
	}
	if s&Reverse != 0 || s&Select != 0 && p.invert {
		add("7")
	}
	add(i.fg)
	if s&Select != 0 {
		add(p.back)
	}
	return out + "m"
}
