//go:build unix

package store

import (
	"errors"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

func readOnly(err error) bool { return errors.Is(err, unix.EROFS) }

// full reports that there is no room for what was to be written. bbolt keeps
// of some errors only the text.
func full(err error) bool {
	for _, no := range [...]syscall.Errno{unix.ENOSPC, unix.EDQUOT, unix.EFBIG} {
		if errors.Is(err, no) || strings.HasSuffix(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}
