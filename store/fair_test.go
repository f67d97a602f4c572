package store

import (
	"bufio"
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"foresail/store/record"
)

// A process that never stops writing and looking, with many callers at once,
// lets another one in. Turns are counted, not time: two or three of each caller
// is usual for one entry of the other's; the bound leaves room for a machine on
// which the other process does not run for seconds.
func TestOneProcessDoesNotKeepAnotherOut(t *testing.T) {
	s := create(t)
	const callers, entries, most = 15, 40, 20_000
	ctx, cancel := context.WithCancel(context.Background())
	var turns atomic.Int64
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				if _, err := s.Append(context.Background(), record.RepID("bob"), call(1_000_000+i*100_000+n)); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Changed(Revision{}); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Book(context.Background(), record.TypeRep); err != nil {
					t.Error(err)
					return
				}
				turns.Add(1)
			}
		})
	}
	c := startChild(t, "append", s.path, 0, entries)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	before, worst := int64(-1), int64(0)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "error") {
			t.Error(lines.Text())
		}
		now := turns.Load()
		if before >= 0 {
			worst = max(worst, now-before)
		}
		before = now
	}
	cancel()
	wg.Wait()
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	t.Logf("at worst %d turns of %d callers for one entry", worst, callers)
	if worst > most {
		t.Errorf("one entry waited for %d turns", worst)
	}
}
