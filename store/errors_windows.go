package store

import (
	"errors"

	"golang.org/x/sys/windows"
)

func readOnly(error) bool { return false }

// full reports that there is no room for what was to be written.
func full(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
