package intake

// sequence is the escape sequence that is being read.
//
// Source: ECMA-48, sections 5.3 to 5.6; for X10's mouse, xterm's control
// sequences (ctlseqs), "Mouse Tracking".
type sequence struct {
	state    state
	start    int  // in what came out of this read; -1 for an earlier one
	skipping bool // its rest is swallowed
	bytes    int

	device   bool // begun by ESC P: a string follows, which only ESC ends
	command  bool // begun by ESC ]: BEL ends it
	plain    bool // without prefix and intermediates
	params   int  // separators so far
	digits   int  // of the parameter being read
	number   int  // the parameter being read
	first    int  // the first parameter
	position int  // bytes of a mouse's position that are to come
}

// state is where in a sequence one is.
type state int

const (
	ground  state = iota
	escape        // after ESC
	control       // after ESC [ or ESC P, up to the final byte
	text          // in a string, up to its end
	single        // after ESC O
	mouse         // after ESC [ M
)

const (
	esc      = 0x1B
	bel      = 0x07
	can      = 0x18
	sub      = 0x1A
	pasteEnd = "\x1b[201~"
)

// The numbers that mark the ends of a paste.
const (
	pasteBegins = 200
	pasteEnds   = 201
)

// letter takes a character that is not ASCII. In a string it has no place: its
// bytes would end one.
func (r *Reader) letter(char []byte) {
	switch r.state {
	case text:
		return
	case mouse:
		r.let('~') // the last column that has a byte of its own
		r.moved()
		return
	}
	r.sequence = sequence{}
	r.pass(char...)
}

// ascii takes a byte.
func (r *Reader) ascii(c byte) {
	switch {
	case c == esc:
		r.sequence = sequence{state: escape, start: len(r.out)}
		r.let(c)
		return
	case r.state == ground:
		r.pass(c)
		return
	}
	if r.bytes++; r.bytes >= mostBytes || c == '_' && r.state == control && !r.device {
		r.refuse()
	}
	r.let(c)
	steps[r.state](r, c)
}

// let lets a byte of a sequence through, unless its rest is swallowed. In a
// paste no sequence passes.
func (r *Reader) let(c byte) {
	if !r.skipping && r.pasted == 0 {
		r.pass(c)
	}
}

var steps = [...]func(*Reader, byte){
	escape: (*Reader).inEscape, control: (*Reader).inControl, text: (*Reader).inText,
	single: (*Reader).inSingle, mouse: func(r *Reader, _ byte) { r.moved() },
}

func (r *Reader) inEscape(c byte) {
	switch {
	case c == '[' || c == 'P':
		r.state, r.device, r.plain = control, c == 'P', true
	case c == ']' || c == 'X' || c == '^' || c == '_':
		r.state, r.command = text, c == ']' && r.bytes == 1
	case c == 'O':
		r.state = single
	case c < ' ' || c > '/': // a key with Alt, or a sequence of two bytes
		r.sequence = sequence{}
	}
}

func (r *Reader) inControl(c byte) {
	switch {
	case c >= '0' && c <= '9':
		r.number = r.number*10 + int(c-'0')
		if r.digits++; r.digits > mostDigits {
			r.refuse()
		}
	case c == ';' || c == ':':
		r.separate()
	case c >= '<' && c <= '?':
		if r.plain = false; r.params > 0 || r.digits > 0 {
			r.refuse()
		}
	case c >= ' ' && c <= '/':
		r.plain = false
	case c >= '@' && c <= '~':
		r.final(c)
	default: // no sequence after all
		r.sequence = sequence{}
	}
}

// separate ends a parameter.
func (r *Reader) separate() {
	if r.params == 0 {
		r.first = r.number
	}
	r.number, r.digits = 0, 0
	if r.params++; r.params >= mostParams {
		r.refuse()
	}
}

// final takes the byte that ends a sequence and says what it is.
func (r *Reader) final(c byte) {
	if r.device {
		r.state = text
		return
	}
	if r.params == 0 {
		r.first = r.number
	}
	s := r.sequence
	r.sequence = sequence{}
	switch {
	case s.skipping || !s.plain:
	case c == '~' && s.first == pasteBegins:
		if !r.draining {
			r.pasted = max(r.pasted, s.bytes)
		}
	case c == '~' && s.first == pasteEnds:
		if r.pasted > 0 {
			r.pass([]byte(pasteEnd)...)
		}
		r.pasted, r.draining = 0, false
	case c == 'M':
		r.sequence = sequence{state: mouse, start: -1, position: 3}
	}
}

// moved takes a byte of a mouse's position.
func (r *Reader) moved() {
	if r.position--; r.position == 0 {
		r.sequence = sequence{}
	}
}

func (r *Reader) inText(c byte) {
	if (c == can || c == sub) && !r.device || c == bel && r.command {
		r.sequence = sequence{}
	}
}

func (r *Reader) inSingle(c byte) {
	if c < '0' || c > '9' {
		r.sequence = sequence{}
	}
}

// refuse drops a sequence. What passed of it in an earlier read is ended in a
// way that means nothing, and its rest is swallowed.
func (r *Reader) refuse() {
	switch {
	case r.skipping || r.pasted > 0 || r.draining:
	case r.start >= 0:
		r.out = r.out[:r.start]
	case r.state == text:
		r.closeText()
	default:
		r.pass('m')
	}
	r.skipping = true
}

// closeText ends a string of which something passed.
func (r *Reader) closeText() {
	if !r.skipping && r.pasted == 0 {
		r.pass(esc, '\\')
	}
}
