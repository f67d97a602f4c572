package store

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"foresail/store/say"
)

// lease is the right to open the data file. At most one process and one
// goroutine in it has it at a time, for one transaction.
type lease struct{ file *os.File }

// takeLease waits for the lease, at most as long as wait, in the order in
// which the operating system queues those who wait.
func takeLease(ctx context.Context, path, holder string, wait time.Duration) (*lease, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, cannotOpen(err, path)
	}
	if err := tryLock(f); err == nil {
		return taken(f, holder), nil
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	got := make(chan error, 1)
	go func() { got <- lockFile(f) }()
	select {
	case err := <-got:
		if err != nil {
			f.Close()
			return nil, cannotOpen(err, path)
		}
		return taken(f, holder), nil
	case <-ctx.Done():
		go func() { // the queue cannot be left: hand the lease on as soon as it comes
			<-got
			f.Close()
		}()
		return nil, busy(ctx, path, wait)
	}
}

func taken(f *os.File, holder string) *lease {
	line := strconv.Itoa(os.Getpid()) + " " + holder + "\n"
	if err := f.Truncate(0); err == nil {
		// What is written here only words a message; a failure costs nothing.
		_, _ = f.WriteAt([]byte(line), 0)
	}
	return &lease{file: f}
}

func (l *lease) release() {
	if l.file != nil {
		l.file.Close()
	}
}

func busy(ctx context.Context, path string, wait time.Duration) error {
	if context.Cause(ctx) == context.Canceled {
		return context.Canceled
	}
	b, err := os.ReadFile(path + ".lock")
	pid, holder, ok := strings.Cut(strings.TrimSpace(string(b)), " ")
	if err != nil || !ok {
		pid, holder = "?", "?"
	}
	return say.Because(ErrBusy, "store.busy", "file", path, "seconds", fmt.Sprintf("%.0f", wait.Seconds()), "holder", holder, "pid", pid)
}
