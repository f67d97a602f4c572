//go:build unix

package store

import (
	"errors"

	"golang.org/x/sys/unix"
)

func readOnly(err error) bool { return errors.Is(err, unix.EROFS) }

// full reports that there is no room for what was to be written.
func full(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EFBIG)
}
