package theme

// Colours are those of the 256 that every such terminal draws alike. True
// colours would be twice as long on the wire, which a cursor move over SSH
// pays for in every row, and would look the same.

// ink is how one meaning is drawn: SGR parameters without ESC, [ and m.
type ink struct {
	fg    string
	attrs attrs
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
	dark: {back: "48;5;238", inks: map[Style]ink{
		Muted: {fg: "38;5;246"}, Faint: {fg: "38;5;239"}, Accent: {fg: "38;5;111"},
		Good: {fg: "38;5;114"}, Late: {fg: "38;5;179"}, Risk: {fg: "38;5;210"},
		Leading: {fg: "38;5;80"}, Lagging: {fg: "38;5;183"},
		Kind: {fg: "38;5;111"}, Party: {fg: "38;5;114"}, When: {fg: "38;5;179"}, Value: {fg: "38;5;183"},
	}},
	light: {back: "48;5;252", inks: map[Style]ink{
		Muted: {fg: "38;5;241"}, Faint: {fg: "38;5;250"}, Accent: {fg: "38;5;26"},
		Good: {fg: "38;5;28"}, Late: {fg: "38;5;130"}, Risk: {fg: "38;5;124"},
		Leading: {fg: "38;5;30"}, Lagging: {fg: "38;5;91"},
		Kind: {fg: "38;5;26"}, Party: {fg: "38;5;28"}, When: {fg: "38;5;130"}, Value: {fg: "38;5;91"},
	}},
	contrastDark: {back: "48;5;18", inks: map[Style]ink{
		Muted: {fg: "38;5;253"}, Faint: {fg: "38;5;248"}, Accent: {fg: "38;5;123", attrs: bold},
		Good: {fg: "38;5;120", attrs: bold}, Late: {fg: "38;5;221", attrs: bold}, Risk: {fg: "38;5;217", attrs: bold},
		Leading: {fg: "38;5;123"}, Lagging: {fg: "38;5;225"},
		Kind: {fg: "38;5;123"}, Party: {fg: "38;5;120"}, When: {fg: "38;5;221"}, Value: {fg: "38;5;225"},
	}},
	contrastLight: {back: "48;5;229", inks: map[Style]ink{
		Muted: {fg: "38;5;235"}, Faint: {fg: "38;5;240"}, Accent: {fg: "38;5;18", attrs: bold},
		Good: {fg: "38;5;22", attrs: bold}, Late: {fg: "38;5;94", attrs: bold}, Risk: {fg: "38;5;88", attrs: bold},
		Leading: {fg: "38;5;23"}, Lagging: {fg: "38;5;54"},
		Kind: {fg: "38;5;18"}, Party: {fg: "38;5;22"}, When: {fg: "38;5;94"}, Value: {fg: "38;5;54"},
	}},
	sixteenDark: {invert: true, inks: map[Style]ink{
		Muted: {attrs: dim}, Faint: {attrs: dim}, Accent: {fg: "96"}, Good: {fg: "92"}, Late: {fg: "93"}, Risk: {fg: "91"},
		Leading: {fg: "36"}, Lagging: {fg: "95"}, Kind: {fg: "96"}, Party: {fg: "92"}, When: {fg: "93"}, Value: {fg: "95"},
	}},
	sixteenLight: {invert: true, inks: map[Style]ink{
		Muted: {attrs: dim}, Faint: {attrs: dim}, Accent: {fg: "34"}, Good: {fg: "32"}, Late: {fg: "35"}, Risk: {fg: "31"},
		Leading: {fg: "36"}, Lagging: {fg: "35"}, Kind: {fg: "34"}, Party: {fg: "32"}, When: {fg: "35"}, Value: {fg: "36"},
	}},
	mono: {invert: true, inks: map[Style]ink{
		Muted: {attrs: dim}, Faint: {attrs: dim}, Accent: {attrs: bold}, Late: {attrs: under}, Risk: {attrs: bold},
		Kind: {attrs: bold},
	}},
}

// part is what a style asks of a terminal. The colours are parameters of the
// escape sequence SGR with a semicolon before each.
type part struct {
	attrs      attrs
	fore, back string
}

// attrs is a set of attributes other than colours.
type attrs uint8

const (
	bold attrs = 1 << iota
	dim
	under
	reverse
)

// codes switch attributes on and off; bold and dim go off together.
var codes = []struct {
	attr    attrs
	on, off string
	also    attrs // what goes off with it
}{
	{bold, ";1", ";22", dim},
	{dim, ";2", ";22", bold},
	{under, ";4", ";24", 0},
	{reverse, ";7", ";27", 0},
}

// turn appends the parameters that switch from some attributes to others.
func (a attrs) turn(out []byte, was attrs) []byte {
	for _, c := range codes {
		if was&c.attr != 0 && a&c.attr == 0 {
			out = append(out, c.off...)
			was &^= c.attr | c.also
		}
	}
	for _, c := range codes {
		if a&c.attr != 0 && was&c.attr == 0 {
			out = append(out, c.on...)
		}
	}
	return out
}

// part gives what a style asks for.
func (p *palette) part(s Style) part {
	i := p.inks[s.Meaning()]
	out := part{attrs: i.attrs}
	if s&Bold != 0 {
		out.attrs |= bold
	}
	if s&Under != 0 {
		out.attrs |= under
	}
	if s&Reverse != 0 || s&Select != 0 && p.invert {
		out.attrs |= reverse
	}
	if i.fg != "" {
		out.fore = ";" + i.fg
	}
	if s&Select != 0 && p.back != "" {
		out.back = ";" + p.back
	}
	return out
}

// sgr gives the whole escape sequence that switches to a style from any other.
func (p part) sgr() string {
	return "\x1b[0" + string(p.attrs.turn(nil, 0)) + p.fore + p.back + "m"
}
