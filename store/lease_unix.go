//go:build unix

package store

import (
	"errors"
	"math/bits"
	"os"

	"golang.org/x/sys/unix"
)

// locksHeld says that a lock taken on an open file is there when bbolt asks
// for it through the same file.
const locksHeld = true

// mapsAhead says that more than the file can be mapped without making it
// longer.
const mapsAhead = bits.UintSize == 64

func how(exclusive bool) int {
	if exclusive {
		return unix.LOCK_EX
	}
	return unix.LOCK_SH
}

func tryLock(f *os.File, exclusive bool) error {
	return unix.Flock(int(f.Fd()), how(exclusive)|unix.LOCK_NB)
}

func lockFile(f *os.File, exclusive bool) error {
	for {
		err := unix.Flock(int(f.Fd()), how(exclusive))
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func unlockFile(f *os.File) { _ = unix.Flock(int(f.Fd()), unix.LOCK_UN) } // closed already: nothing to do

// openPlain opens a file without telling Go's poller, which takes four system
// calls more and is of no use for files on disk.
func openPlain(path string, flag int, perm os.FileMode) (*os.File, error) {
	for {
		fd, err := unix.Open(path, flag|unix.O_CLOEXEC, uint32(perm))
		switch {
		case err == nil:
			return os.NewFile(uintptr(fd), path), nil
		case !errors.Is(err, unix.EINTR):
			return nil, &os.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

// alive reports whether a process exists.
func alive(pid int) bool {
	err := unix.Kill(pid, 0)
	return err == nil || errors.Is(err, unix.EPERM)
}
