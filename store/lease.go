package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"foresail/store/say"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// lease is the right to read or write the file, for one transaction. It is
// had in two steps, so that nobody starves: a process queues at the side
// file, waits at the head of the queue for the data file's own lock (the one
// that bbolt takes as well), and only then lets the next one to the head.
// Whoever releases and asks again stands behind all who wait.
type lease struct {
	db    *bbolt.DB
	file  *os.File // locked; bbolt closes it
	queue *os.File // held to the end by those who replace the file
	ended func()   // is called when the file is free, if not nil
}

func lockName(path string) string { return path + ".lock" }

// release gives the file free.
func (l *lease) release() error {
	var err error
	switch {
	case l.db != nil:
		err = l.db.Close()
	case l.file != nil:
		err = l.file.Close()
	}
	l.leave()
	l.end()
	return err
}

// end says once that the lease is over.
func (l *lease) end() {
	if l.ended != nil {
		l.ended()
		l.ended = nil
	}
}

// abandon gives the file free without bbolt's help, after a panic inside of
// it may have left its own locks taken. The memory map stays behind, and would
// keep the lock.
func (l *lease) abandon() {
	if l.file != nil {
		unlockFile(l.file)
		l.file.Close()
	}
	l.leave()
	l.end()
}

// leave lets the next one to the head of the queue.
func (l *lease) leave() {
	if l.queue != nil {
		l.queue.Close()
		l.queue = nil
	}
}

// seize waits for the lease, at most as long as the options say, and hands
// back the locked file with the queue still held.
func seize(ctx context.Context, path string, o Options, writing bool) (*lease, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil { // no side file for a data file that is not there
		return nil, cannotOpen(err, path)
	}
	wait, cancel := context.WithTimeoutCause(ctx, o.wait(), ErrBusy)
	defer cancel()
	queue, err := enqueue(wait, path, o)
	if err != nil && !(errors.Is(err, ErrReadOnly) && !writing) {
		return nil, err
	}
	l := &lease{queue: queue}
	for l.file == nil {
		if err := l.lock(wait, path, o, writing); err != nil {
			l.leave()
			return nil, err
		}
	}
	if writing {
		sign(l.queue, o)
	}
	return l, nil
}

// lock takes the lock of the file that the path names; when that was replaced
// while we waited there is no file yet.
func (l *lease) lock(ctx context.Context, path string, o Options, writing bool) error {
	flag := os.O_RDONLY
	if writing {
		flag = os.O_RDWR
	}
	f, err := openPlain(path, flag, 0)
	if err != nil {
		return cannotOpen(err, path)
	}
	if !locksHeld {
		l.file = f
		return nil
	}
	if err := waitLock(ctx, f, writing); err != nil {
		return lockFailed(ctx, err, path, o)
	}
	here, err := f.Stat()
	there, err2 := os.Stat(path)
	if err := errors.Join(err, err2); err != nil {
		f.Close()
		return cannotOpen(err, path)
	}
	if !os.SameFile(here, there) {
		return f.Close()
	}
	l.file = f
	return nil
}

// enqueue takes the place at the head of the queue.
func enqueue(ctx context.Context, path string, o Options) (*os.File, error) {
	f, err := openPlain(lockName(path), os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) || readOnly(err) {
		f, err = openQueue(path, err)
	}
	if err != nil {
		return nil, cannotOpen(err, path)
	}
	if err := waitLock(ctx, f, true); err != nil {
		return nil, lockFailed(ctx, err, path, o)
	}
	return f, nil
}

// openQueue opens a side file that may not be written: queueing takes no more
// than reading it.
func openQueue(path string, why error) (*os.File, error) {
	f, err := os.Open(lockName(path))
	if err != nil {
		return nil, why
	}
	return f, nil
}

// sign writes into the side file who holds the lease, for the sentence that
// others say when they have waited too long. A failure costs only that.
func sign(queue *os.File, o Options) {
	if queue == nil {
		return
	}
	line := fmt.Sprintf("%d\t%s\t%-40s\n", os.Getpid(), o.Now().UTC().Format(time.RFC3339), o.Holder)
	_, _ = queue.WriteAt([]byte(line), 0)
}

// waitLock waits for the lock of an open file, exclusive or shared. A wait
// that is given up on is left to a goroutine, which closes the file once the
// system lets go: a waiting lock cannot be called off. After an error the file
// is closed, or will be.
func waitLock(ctx context.Context, f *os.File, exclusive bool) error {
	if tryLock(f, exclusive) == nil {
		return nil
	}
	got := make(chan error, 1)
	go func() { got <- lockFile(f, exclusive) }()
	select {
	case err := <-got:
		if err != nil {
			f.Close()
		}
		return err
	case <-ctx.Done():
		go func() {
			<-got
			f.Close()
		}()
		return ctx.Err()
	}
}

func lockFailed(ctx context.Context, err error, path string, o Options) error {
	switch {
	case errors.Is(context.Cause(ctx), ErrBusy):
		return busy(path, o)
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return cannotOpen(err, path)
}

// busy says who holds the file.
func busy(path string, o Options) error {
	seconds := strconv.FormatFloat(o.wait().Seconds(), 'f', -1, 64)
	b, err := os.ReadFile(lockName(path))
	line, _, _ := strings.Cut(string(b), "\n")
	parts := strings.Split(line, "\t")
	if err != nil || len(parts) != 3 || strings.TrimSpace(parts[2]) == "" {
		return say.Because(ErrBusy, "store.busy_other", "file", path, "seconds", seconds)
	}
	pid, err := strconv.Atoi(parts[0])
	if err != nil || !alive(pid) {
		return say.Because(ErrBusy, "store.busy_other", "file", path, "seconds", seconds)
	}
	return say.Because(ErrBusy, "store.busy", "file", path, "seconds", seconds, "holder", strings.TrimSpace(parts[2]), "pid", pid)
}

// open lets bbolt have the file, after a look at it. On an error the lease is
// released.
func (l *lease) open(path string, o Options, writing bool, mapped int) (err error) {
	if err := look(l.file, path); err != nil {
		l.abandon()
		return err
	}
	err = guard(path, func() error {
		db, err := bbolt.Open(path, 0o600, boltOptions(l.file, writing, o.NoSync, mapped))
		if err == nil {
			l.db = db
			db.AllocSize = growBy
		}
		return err
	})
	if err == nil {
		return nil
	}
	l.abandon()
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return busy(path, o)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return damaged(path, "header")
	}
	return cannotOpen(err, path)
}

// trim gives back the unused space at the end of the file, which nobody has
// in use. Where that cannot be done it stays.
func (l *lease) trim() {
	if h, ok := readHead(l.file); ok {
		_ = l.file.Truncate(int64(h.pages) * int64(h.pageSize))
	}
}

// growBy is by how much the file grows at a time, in bytes: unused space at
// its end against the sync that growing costs.
const growBy = 256 << 10

// boltPage is the page size of files made here, on every machine.
const boltPage = 4096

// boltOptions has bbolt use a file that is open already, so that it never
// makes one.
func boltOptions(f *os.File, writing, noSync bool, mapped int) *bbolt.Options {
	if !mapsAhead {
		mapped = 0
	}
	return &bbolt.Options{
		ReadOnly: !writing, NoSync: noSync, NoStatistics: true, PageSize: boltPage, InitialMmapSize: mapped,
		Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	}
}

// guard runs fn and turns what a damaged file does to bbolt (a panic, or a
// fault in mapped memory) into an error.
func guard(path string, fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = say.Because(reason{ErrDamaged, panicked{p}}, "store.damaged_log", "file", path)
		}
	}()
	return fn()
}

// panicked is what a guarded function panicked with.
type panicked struct{ value any }

func (p panicked) Error() string { return fmt.Sprint(p.value) }

func isPanic(err error) bool {
	var p panicked
	return errors.As(err, &p)
}
