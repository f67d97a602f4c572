package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foresail/store"
	"foresail/tui"
	"foresail/tui/panel"
)

// deskOf gives a desk at a file whose cockpit was opened with flags that are not
// about what it writes out.
func deskOf(t *testing.T) *desk {
	t.Helper()
	v := serve(t, store.RoleAdmin)
	snap, err := v.s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := testApp()
	a.flags.reps = []string{"nobody"}
	d, err := a.desk(v.s, snap, snap.Book)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheCockpitExportsEveryKindInEveryFormat(t *testing.T) {
	d := deskOf(t)
	x, folder := d.exporter(), t.TempDir()
	for _, kind := range x.Kinds {
		for _, format := range x.Formats {
			path, said := filepath.Join(folder, kind+"."+format), int64(0)
			err := x.Write(t.Context(), tui.ExportFile{Kind: kind, Format: format, Path: path}, func(p panel.Progress) { said = p.Done })
			info, bad := os.Stat(path)
			if err != nil || bad != nil {
				t.Fatalf("%s as %s: %v, %v", kind, format, err, bad)
			}
			if said != info.Size() && format != "xlsx" { // a workbook is put together from parts
				t.Errorf("%s as %s has %d bytes, of which %d were told", kind, format, info.Size(), said)
			}
		}
		if !d.say.Has("exporting.kind." + kind) {
			t.Errorf("%s has no words", kind)
		}
	}
	for _, f := range x.Formats {
		if !d.say.Has("exporting.format." + f) {
			t.Errorf("%s has no words", f)
		}
	}
}

func TestTheCockpitWritesOverNothing(t *testing.T) {
	d := deskOf(t)
	path := filepath.Join(t.TempDir(), "precious.csv")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := d.exporter().Write(t.Context(), tui.ExportFile{Kind: "deals", Format: "csv", Path: path}, func(panel.Progress) {})
	if err == nil || !strings.Contains(d.say.Err(err), "already") {
		t.Errorf("exporting over a file gives %v", err)
	}
	if err := d.backup(t.Context(), path); !errors.Is(err, store.ErrExists) {
		t.Errorf("a backup over a file gives %v", err)
	}
	if text, err := os.ReadFile(path); string(text) != "precious" {
		t.Errorf("the file holds %q, %v", text, err)
	}
	if writable(path) == nil || writable(filepath.Join(filepath.Dir(path), "none", "a.csv")) == nil || writable(path+".new") != nil {
		t.Error("what can be written is told wrongly")
	}
}

func TestAnExportThatIsStoppedLeavesNothing(t *testing.T) {
	d := deskOf(t)
	folder := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	g := &gauge{w: &strings.Builder{}, ctx: ctx, ahead: func(panel.Progress) { stop() }}
	if n, err := g.Write([]byte("abc")); n != 3 || err != nil {
		t.Errorf("wrote %d, %v", n, err)
	}
	if _, err := g.Write([]byte("abc")); !errors.Is(err, context.Canceled) {
		t.Errorf("after its end writing gives %v", err)
	}
	err := d.exporter().Write(ctx, tui.ExportFile{Kind: "activities", Format: "csv", Path: filepath.Join(folder, "a.csv")}, func(panel.Progress) {})
	if left, _ := os.ReadDir(folder); !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("%v; left %v", err, left)
	}
}
