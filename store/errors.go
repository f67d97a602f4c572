package store

import (
	"errors"
	"io/fs"

	"foresail/store/say"
)

// What a caller may want to decide on. Errors of this package wrap them and
// say themselves in words.
var (
	ErrNoFile     = errors.New("no data file")
	ErrExists     = errors.New("the data file exists")
	ErrNewer      = errors.New("the data file is of a newer format")
	ErrDamaged    = errors.New("the data file is damaged")
	ErrNotOurs    = errors.New("not a data file of foresail")
	ErrBusy       = errors.New("the data file is in use")
	ErrReadOnly   = errors.New("the data file cannot be written")
	ErrNoEvent    = errors.New("no such event")
	ErrNothing    = errors.New("nothing to take back")
	ErrGap        = errors.New("events are missing before these")
	ErrTwin       = errors.New("two files record under one name")
	ErrFull       = errors.New("there is no room on the disk")
	errEnded      = errors.New("the batch has ended")
	ErrNotAllowed = errors.New("not allowed")
	ErrUncertain  = errors.New("it is not known whether this was saved")
)

func damaged(path, what string) error {
	return say.Because(ErrDamaged, "store.damaged", "file", path, "what", what)
}

// reason joins a sentinel with what the system said.
type reason struct{ is, cause error }

func (r reason) Error() string   { return r.cause.Error() }
func (r reason) Unwrap() []error { return []error{r.is, r.cause} }

func cannotOpen(err error, path string) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return say.Because(reason{ErrNoFile, err}, "store.no_file", "file", path)
	case errors.Is(err, fs.ErrPermission), readOnly(err):
		return say.Because(reason{ErrReadOnly, err}, "store.read_only", "file", path)
	}
	if full(err) {
		return say.Because(reason{ErrFull, err}, "store.full", "file", path)
	}
	return say.Because(err, "store.cannot_open", "file", path)
}
