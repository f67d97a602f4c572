package theme

import "strings"

// Depth is how many colours a terminal shows.
type Depth uint8

// The depths. DepthMany covers 256 colours and true colour: the renderer
// brings true colours down to 256 where it has to.
const (
	DepthMany Depth = iota
	Depth16
	DepthNone
)

// Options say what the terminal is like and what its user wishes.
type Options struct {
	Light    bool  // dark text on a light background
	Depth    Depth // colours that the terminal has
	NoColour bool  // the user wants none
	ASCII    bool  // nothing but ASCII signs
	Contrast bool  // high contrast
}

// FromEnv adds the wishes that environment variables express: NO_COLOR with
// any non-empty value, FORESAIL_ASCII and FORESAIL_CONTRAST with anything but
// "", "0" and "false". environ holds KEY=value as os.Environ does.
func (o Options) FromEnv(environ []string) Options {
	for _, kv := range environ {
		key, value, _ := strings.Cut(kv, "=")
		on := on(value)
		switch key {
		case "NO_COLOR":
			o.NoColour = o.NoColour || value != ""
		case "FORESAIL_ASCII":
			o.ASCII = o.ASCII || on
		case "FORESAIL_CONTRAST":
			o.Contrast = o.Contrast || on
		}
	}
	return o
}

// Wished reports whether a variable of environ is set to anything but "", "0"
// and "false".
func Wished(environ []string, variable string) bool {
	for _, kv := range environ {
		if key, value, _ := strings.Cut(kv, "="); key == variable && on(value) {
			return true
		}
	}
	return false
}

func on(value string) bool { return value != "" && value != "0" && !strings.EqualFold(value, "false") }

// Theme is how styles and marks look on one terminal.
type Theme struct {
	options Options
	parts   [Count]part
	sgr     [Count]string
	marks   [marks]string
}

// New makes a theme.
func New(o Options) *Theme {
	t := &Theme{options: o}
	p := &palettes[o.variant()]
	for s := range Style(Count) {
		t.parts[s] = p.part(s)
		t.sgr[s] = t.parts[s].sgr()
	}
	for m := range marks {
		t.marks[m] = string(t.Rune(m))
	}
	return t
}

func (o Options) variant() variant {
	pick := func(d, l variant) variant {
		if o.Light {
			return l
		}
		return d
	}
	switch {
	case o.NoColour || o.Depth == DepthNone:
		return mono
	case o.Depth == Depth16:
		return pick(sixteenDark, sixteenLight)
	case o.Contrast:
		return pick(contrastDark, contrastLight)
	}
	return pick(dark, light)
}

// Options gives what the theme was made for.
func (t *Theme) Options() Options { return t.options }

// SGR gives the escape sequence that switches from any style to s.
func (t *Theme) SGR(s Style) string {
	if int(s) >= len(t.sgr) {
		s = Plain
	}
	return t.sgr[s]
}

// Turn appends to out the escape sequence that switches from one style to
// another, nothing where they look the same.
func (t *Theme) Turn(out []byte, from, to Style) []byte {
	was, now := t.part(from), t.part(to)
	switch {
	case was == now:
		return out
	case now == part{}:
		return append(out, "\x1b[m"...)
	}
	at := len(out)
	out = append(out, "\x1b["...)
	out = now.attrs.turn(out, was.attrs)
	out = change(out, was.fore, now.fore, ";39")
	out = change(out, was.back, now.back, ";49")
	return append(append(out[:at+2], out[at+3:]...), 'm') // without the first semicolon
}

// Alike reports whether a space looks the same in two styles.
func (t *Theme) Alike(a, b Style) bool {
	was, now := t.part(a), t.part(b)
	return was.back == now.back && (was.attrs|now.attrs)&(under|reverse) == 0
}

// change appends parameters that differ, or those that take them away.
func change(out []byte, was, now, off string) []byte {
	switch now {
	case was:
		return out
	case "":
		return append(out, off...)
	}
	return append(out, now...)
}

func (t *Theme) part(s Style) part {
	if int(s) >= len(t.parts) {
		s = Plain
	}
	return t.parts[s]
}
