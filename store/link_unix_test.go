//go:build unix

package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestLinkedFileIsOneFile: a file reached through a symbolic link has the same
// lock, and a rebuild or restore through the link replaces the file itself;
// else those who use the file by its own name would go on with the old one.
func TestLinkedFileIsOneFile(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	file, link := filepath.Join(dir, "team.db"), filepath.Join(dir, "link.db")
	direct, err := Create(ctx, file, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("team.db", link); err != nil {
		t.Fatal(err)
	}
	linked, err := Open(ctx, link, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := linked.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copy.db")
	if err := direct.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, copied, link, testOptions()); err != nil {
		t.Fatal(err)
	}
	if at, err := os.Lstat(link); err != nil || at.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v %v", at, err)
	}
	if _, err := os.Lstat(link + ".lock"); err == nil {
		t.Error("the link has a lock of its own")
	}
	if _, err := Open(ctx, file, testOptions()); err != nil {
		t.Error(err)
	}
}
