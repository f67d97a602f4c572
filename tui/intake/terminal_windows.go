package intake

import (
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/ansi"
	xwindows "github.com/charmbracelet/x/windows"
	"golang.org/x/sys/windows"
)

// NewTerminal makes a reader of the terminal that a file is; see New.
func NewTerminal(f *os.File, now func() time.Time, cut func()) io.Reader {
	var mode uint32
	if windows.GetConsoleMode(windows.Handle(f.Fd()), &mode) != nil {
		return NewFile(f, now, cut)
	}
	return &Console{file: f, reader: New(&console{handle: windows.Handle(f.Fd())}, now, cut)}
}

// Console is the console of Windows with its guard. It is a terminal to Bubble
// Tea, which sets it up and puts it back, and by intent has no Name: a file with
// one is read past its Read.
type Console struct {
	file   *os.File
	reader *Reader
}

// Read implements io.Reader. After at most patience it gives no bytes and no
// error, so that whoever gave up reading meanwhile is not kept, and nothing is
// read that is for the next.
func (c *Console) Read(p []byte) (int, error) { return c.reader.once(p) }

// Write implements io.Writer.
func (c *Console) Write(p []byte) (int, error) { return c.file.Write(p) }

// Close implements io.Closer.
func (c *Console) Close() error { return c.file.Close() }

// Fd gives the handle of the console.
func (c *Console) Fd() uintptr { return c.file.Fd() }

// patience is how long a read waits for input, in milliseconds.
const patience = 100

// atOnce is how many records are read at once.
const atOnce = 256

// console gives the records of a console as the bytes that a terminal sends.
type console struct {
	handle  windows.Handle
	units   units
	size    windows.Coord // the last that was told
	rest    []byte
	records [atOnce]xwindows.InputRecord
}

// Read implements io.Reader.
func (c *console) Read(p []byte) (int, error) {
	if len(c.rest) == 0 {
		if err := c.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// fill waits for records and takes those that are there.
func (c *console) fill() error {
	c.rest = c.rest[:0]
	if err := c.prepare(); err != nil {
		return err
	}
	event, err := windows.WaitForSingleObject(c.handle, patience)
	if err != nil || event != windows.WAIT_OBJECT_0 {
		return err
	}
	var n uint32
	if err := windows.GetNumberOfConsoleInputEvents(c.handle, &n); err != nil || n == 0 {
		return err
	}
	if err := xwindows.ReadConsoleInput(c.handle, &c.records[0], min(n, atOnce), &n); err != nil {
		return err
	}
	for _, r := range c.records[:n] {
		c.take(r)
	}
	return nil
}

// prepare has the console send sequences as terminals do, and tell its size.
// Whoever had the console meanwhile may have set it otherwise.
func (c *console) prepare() error {
	const wanted = windows.ENABLE_VIRTUAL_TERMINAL_INPUT | windows.ENABLE_WINDOW_INPUT | windows.ENABLE_EXTENDED_FLAGS
	var mode uint32
	if err := windows.GetConsoleMode(c.handle, &mode); err != nil {
		return err
	}
	if mode&^windows.ENABLE_QUICK_EDIT_MODE == mode && mode&wanted == wanted {
		return nil
	}
	return windows.SetConsoleMode(c.handle, mode&^windows.ENABLE_QUICK_EDIT_MODE|wanted)
}

// take writes a record as a terminal does. Records of the mouse and of menus are
// not: what is done with the mouse comes as sequences.
func (c *console) take(r xwindows.InputRecord) {
	switch r.EventType {
	case xwindows.KEY_EVENT:
		k := r.KeyEvent()
		if typed := k.Char != 0 || k.VirtualKeyCode == 0; k.KeyDown && typed { // else a key such as shift alone
			c.rest = c.units.add(c.rest, k.Char)
		}
	case xwindows.WINDOW_BUFFER_SIZE_EVENT:
		if s := r.WindowBufferSizeEvent().Size; s != c.size {
			c.size = s
			c.rest = append(c.rest, ansi.WindowOp(8, int(s.Y), int(s.X))...)
		}
	}
}
