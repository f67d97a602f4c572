package theme

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
	dark: {back: "48;2;41;46;62", inks: map[Style]ink{
		Muted: {fg: "38;2;139;146;160"}, Faint: {fg: "38;2;78;84;98"}, Accent: {fg: "38;2;125;174;247"},
		Good: {fg: "38;2;142;196;124"}, Late: {fg: "38;2;227;179;101"}, Risk: {fg: "38;2;242;119;122"},
		Leading: {fg: "38;2;125;200;205"}, Lagging: {fg: "38;2;192;160;232"},
		Kind: {fg: "38;2;125;174;247"}, Party: {fg: "38;2;142;196;124"}, When: {fg: "38;2;227;179;101"}, Value: {fg: "38;2;192;160;232"},
	}},
	light: {back: "48;2;226;232;246", inks: map[Style]ink{
		Muted: {fg: "38;2;95;102;115"}, Faint: {fg: "38;2;176;182;192"}, Accent: {fg: "38;2;24;82;190"},
		Good: {fg: "38;2;22;116;56"}, Late: {fg: "38;2;158;84;0"}, Risk: {fg: "38;2;184;28;36"},
		Leading: {fg: "38;2;0;108;118"}, Lagging: {fg: "38;2;112;60;170"},
		Kind: {fg: "38;2;24;82;190"}, Party: {fg: "38;2;22;116;56"}, When: {fg: "38;2;158;84;0"}, Value: {fg: "38;2;112;60;170"},
	}},
	contrastDark: {back: "48;2;0;0;128", inks: map[Style]ink{
		Muted: {fg: "38;2;215;215;215"}, Faint: {fg: "38;2;170;170;170"}, Accent: {fg: "38;2;120;220;255", attrs: "1"},
		Good: {fg: "38;2;120;255;120", attrs: "1"}, Late: {fg: "38;2;255;220;80", attrs: "1"}, Risk: {fg: "38;2;255;140;140", attrs: "1"},
		Leading: {fg: "38;2;120;255;255"}, Lagging: {fg: "38;2;235;190;255"},
		Kind: {fg: "38;2;120;220;255"}, Party: {fg: "38;2;120;255;120"}, When: {fg: "38;2;255;220;80"}, Value: {fg: "38;2;235;190;255"},
	}},
	contrastLight: {back: "48;2;255;240;150", inks: map[Style]ink{
		Muted: {fg: "38;2;40;40;40"}, Faint: {fg: "38;2;90;90;90"}, Accent: {fg: "38;2;0;0;150", attrs: "1"},
		Good: {fg: "38;2;0;80;0", attrs: "1"}, Late: {fg: "38;2;110;55;0", attrs: "1"}, Risk: {fg: "38;2;150;0;0", attrs: "1"},
		Leading: {fg: "38;2;0;75;85"}, Lagging: {fg: "38;2;80;0;130"},
		Kind: {fg: "38;2;0;0;150"}, Party: {fg: "38;2;0;80;0"}, When: {fg: "38;2;110;55;0"}, Value: {fg: "38;2;80;0;130"},
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
