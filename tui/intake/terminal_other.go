//go:build !windows

package intake

import (
	"io"
	"os"
	"time"
)

// NewTerminal makes a reader of the terminal that a file is; see New.
func NewTerminal(f *os.File, now func() time.Time, cut func()) io.Reader {
	return NewFile(f, now, cut)
}
