//go:build unix

package store

import (
	"os/signal"
	"syscall"
)

// limitFileSize makes every write beyond a size fail, as a full disk does.
func limitFileSize(bytes int64) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
}
