package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
)

// bar shows on a terminal how far long work has come: share, rate, time left.
type bar struct {
	*app
	began, shown time.Time
	on           bool
}

// The bar appears after barDelay, so that short work shows none, and moves
// barRate times a second.
const (
	barDelay = 300 * time.Millisecond
	barRate  = 10
	barCells = 24
)

func (a *app) bar() *bar {
	now := a.Now()
	return &bar{app: a, began: now, shown: now.Add(barDelay - time.Second/barRate), on: a.terminal(a.Err)}
}

// show draws the bar anew where it is time to: done of size bytes (0 for not
// known), and a count of rows, 0 where there are none to count.
func (b *bar) show(done, size int64, rows int) {
	now := b.Now()
	if !b.on || now.Sub(b.shown) < time.Second/barRate {
		return
	}
	b.shown = now
	spent := now.Sub(b.began)
	rate := float64(rows) / spent.Seconds()
	if size <= 0 || done > size {
		fmt.Fprintf(b.Err, "\r\x1b[K%s", b.say.T("cli.bar.open", "rows", b.say.Int(int64(rows)), "rate", b.say.Int(int64(rate))))
		return
	}
	share := float64(done) / float64(size)
	full := int(share * barCells)
	left := time.Duration(0)
	if share > 0 {
		left = max(time.Duration(float64(spent)*(1-share)/share), time.Second)
	}
	key := "cli.bar.known"
	if rows == 0 {
		key = "cli.bar.share"
	}
	fmt.Fprintf(b.Err, "\r\x1b[K[%s%s] %s", strings.Repeat("#", full), strings.Repeat(".", barCells-full), b.say.T(key,
		"share", b.say.Percent(share, 0), "rows", b.say.Int(int64(rows)), "rate", b.say.Int(int64(rate)), "left", b.say.Duration(left)))
}

// share draws the bar for work of which only the share is known that is done.
func (b *bar) share(done float64) { b.show(int64(done*barWhole), barWhole, 0) }

// barWhole is how many parts the whole has of which share tells.
const barWhole = 1 << 20

// clear takes the bar off the screen.
func (b *bar) clear() {
	if b.on {
		fmt.Fprint(b.Err, "\r\x1b[K")
	}
}

// terminal reports whether a stream is one.
func (a *app) terminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(f.Fd())
}
