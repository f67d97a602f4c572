package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"foresail/store"
)

// unread fails a test that reads it.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("read before it was asked whether one may record")
	return 0, io.EOF
}

func (v *served) measureFrom(t *testing.T, in io.Reader, role store.Role) (out, bad string, status int) {
	t.Helper()
	var o, e bytes.Buffer
	w := World{Args: []string{"measure", "-"}, In: in, Out: &o, Err: &e, Now: func() time.Time { return atNoon }, Zone: time.UTC}
	status = Remote(t.Context(), w, v.s.As(store.Grant{Role: role, Rep: v.me}))
	return o.String(), e.String(), status
}

func TestNothingIsReadForWhoMayNotRecord(t *testing.T) {
	v := serve(t, store.RoleManager)
	for _, role := range []store.Role{store.RoleViewer, store.RoleRep} {
		if _, bad, status := v.measureFrom(t, unread{t}, role); status == 0 || !strings.Contains(bad, "Measurements are recorded by") {
			t.Errorf("%v: %d %s", role, status, bad)
		}
	}
}

func TestManyLinesAreRecordedInBatches(t *testing.T) {
	v := serve(t, store.RoleManager)
	var in strings.Builder
	for i := range 2*measureBatch + 1 {
		fmt.Fprintf(&in, "traffic %d,2026-11-01,%d\nnonsense\n", i, i)
	}
	out, bad, status := v.measureFrom(t, strings.NewReader(in.String()), store.RoleManager)
	if status != 1 || !strings.Contains(out, "recorded 4,001 measurements in several steps") {
		t.Errorf("%d %s", status, out)
	}
	if named := strings.Count(bad, "is not name,date,value"); named != maxRejects || !strings.Contains(bad, "and 3,901 more lines") {
		t.Errorf("%d lines are named, and: %.400s", named, bad[max(0, len(bad)-400):])
	}
}

// endless gives lines for ever.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
		if i%1000 == 999 {
			b[i] = '\n'
		}
	}
	return len(b), nil
}

func TestInputWithoutEndEnds(t *testing.T) {
	v := serve(t, store.RoleManager)
	_, bad, status := v.measureFrom(t, endless{}, store.RoleManager)
	if status != 1 || !strings.Contains(bad, "64 MiB end") {
		t.Errorf("%d %s", status, bad)
	}
}
