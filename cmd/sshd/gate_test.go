package sshd

import (
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// clock is a clock that stands until it is moved.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newTestGate(l Limits) (*gate, *clock) {
	c := &clock{time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}
	return newGate(nil, l.withDefaults(), c.Now, func(netip.Addr, string) {}), c
}

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }

func TestGate(t *testing.T) {
	one, two := addr("192.0.2.1"), addr("192.0.2.2")
	fast := Limits{Rate: 1e6, RatePerAddr: 1e6}
	for name, c := range map[string]struct {
		limits Limits
		proven bool // each proves a key before the next comes
		from   []netip.Addr
		want   []string
	}{
		"in all":                {with(fast, func(l *Limits) { l.Conns = 2 }), true, []netip.Addr{one, one, two}, []string{"", "", refusedMany}},
		"from an address":       {with(fast, func(l *Limits) { l.ConnsPerAddr = 1 }), true, []netip.Addr{one, one, two}, []string{"", refusedAddr, ""}},
		"unproven":              {with(fast, func(l *Limits) { l.Waiting = 2 }), false, []netip.Addr{one, two, two}, []string{"", "", refusedWaiting}},
		"unproven, an address":  {with(fast, func(l *Limits) { l.WaitingPerAddr = 1 }), false, []netip.Addr{one, one, two}, []string{"", refusedWaiting, ""}},
		"proven do not count":   {with(fast, func(l *Limits) { l.WaitingPerAddr = 1 }), true, []netip.Addr{one, one, one}, []string{"", "", ""}},
		"rate in all":           {Limits{Rate: 1, RatePerAddr: 1e6}, true, []netip.Addr{one, two, one}, []string{"", "", refusedRate}},
		"rate from one address": {Limits{Rate: 1e6, RatePerAddr: 1}, true, []netip.Addr{one, one, one, two}, []string{"", "", refusedAddrRate, ""}},
	} {
		g, _ := newTestGate(c.limits)
		for i, a := range c.from {
			got := g.enter(a)
			if got != c.want[i] {
				t.Errorf("%s: number %d is answered %q, not %q", name, i, got, c.want[i])
			}
			if got == "" && c.proven {
				g.proved(a)
			}
		}
	}
}

func with(l Limits, change func(*Limits)) Limits {
	change(&l)
	return l
}

// Who was turned away for coming too fast comes in a while later.
func TestRateIsForgiven(t *testing.T) {
	g, c := newTestGate(Limits{Rate: 1e6, RatePerAddr: 1})
	for range 2 {
		g.enter(addr("192.0.2.1"))
	}
	if g.enter(addr("192.0.2.1")) != refusedAddrRate {
		t.Fatal("a third in the same moment comes in")
	}
	c.now = c.now.Add(time.Second)
	if why := g.enter(addr("192.0.2.1")); why != "" {
		t.Errorf("a second later: %s", why)
	}
}

// Whoever has one address of a network of IPv6 has all of them.
func TestAddressesThatAreOne(t *testing.T) {
	for a, b := range map[string]string{
		"[2001:db8::1]:1": "[2001:db8::ffff:1]:2", "192.0.2.1:1": "[::ffff:192.0.2.1]:9", "[fe80::1%eth0]:1": "[fe80::2]:2",
	} {
		x, _ := net.ResolveTCPAddr("tcp", a)
		y, _ := net.ResolveTCPAddr("tcp", b)
		if addrOf(x) != addrOf(y) {
			t.Errorf("%s and %s are %s and %s", a, b, addrOf(x), addrOf(y))
		}
	}
}

// TestGateCountsWhatIsOpen holds the counts to a plain list of what is open,
// whatever comes, proves and leaves in any order.
func TestGateCountsWhatIsOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, c := newTestGate(Limits{Conns: 6, ConnsPerAddr: 3, Waiting: 4, WaitingPerAddr: 2, Rate: 5, RatePerAddr: 3})
		var open []*guarded
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				a := netip.AddrFrom4([4]byte{192, 0, 2, rapid.Byte().Draw(t, "host") % 3})
				if g.enter(a) == "" {
					conn, other := net.Pipe()
					other.Close()
					open = append(open, &guarded{Conn: conn, gate: g, addr: a})
				}
			case 1:
				c.now = c.now.Add(200 * time.Millisecond)
			case 2, 3:
				if len(open) == 0 {
					continue
				}
				i := rapid.IntRange(0, len(open)-1).Draw(t, "which")
				if rapid.Bool().Draw(t, "proves") {
					open[i].prove()
					open[i].prove() // twice is once
					continue
				}
				open[i].Close()
				open[i].Close()
				open[i].prove() // too late
				open = append(open[:i], open[i+1:]...)
			}
			checkCounts(t, g, open)
		}
	})
}

func checkCounts(t *rapid.T, g *gate, open []*guarded) {
	var want tally
	per := make(map[netip.Addr]tally)
	for _, c := range open {
		p := per[c.addr]
		want.open, p.open = want.open+1, p.open+1
		if !c.proven {
			want.waiting, p.waiting = want.waiting+1, p.waiting+1
		}
		per[c.addr] = p
	}
	if g.count() != want {
		t.Fatalf("counted %+v, open are %+v", g.count(), want)
	}
	for a, p := range g.places {
		if p.tally != per[a] {
			t.Fatalf("%s counted %+v, open are %+v", a, p.tally, per[a])
		}
	}
	if want.open > 6 || want.waiting > 4 {
		t.Fatalf("too many: %+v", want)
	}
}

func TestClamp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := clamp(rapid.Uint32().Draw(t, "w"), rapid.Uint32().Draw(t, "h"))
		if w < 1 || w > maxW || h < 1 || h > maxH {
			t.Fatalf("%d×%d", w, h)
		}
	})
	if w, h := clamp(0, 0); w != defaultW || h != defaultH {
		t.Errorf("no size is %d×%d", w, h)
	}
}

// The page has to be what Prometheus reads: every line is a remark or NAME
// LABELS VALUE, and every name has its help and type before it.
func TestPageOfMetrics(t *testing.T) {
	m := newMeter()
	m.refused(`with "quotes"`)
	m.shown(3 * time.Millisecond)
	m.shown(time.Minute)
	page := string(m.page(tally{open: 3, waiting: 1}))
	for _, want := range []string{
		"\nforesail_connections{proven=\"yes\"} 2\n", "\nforesail_refused_total{reason=\"with \\\"quotes\\\"\"} 1\n",
		"\nforesail_frame_seconds_bucket{le=\"0.005\"} 1\n", "\nforesail_frame_seconds_bucket{le=\"10\"} 1\n",
		"\nforesail_frame_seconds_bucket{le=\"+Inf\"} 2\n", "\nforesail_frame_seconds_sum 60.003\n", "\nforesail_frame_seconds_count 2\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	typed := make(map[string]bool)
	for line := range strings.Lines(page) {
		if name, ok := strings.CutPrefix(line, "# TYPE "); ok {
			typed[strings.Fields(name)[0]] = true
			continue
		}
		name, _, _ := strings.Cut(strings.Fields(line)[0], "{")
		for _, end := range []string{"_bucket", "_sum", "_count"} {
			name = strings.TrimSuffix(name, end)
		}
		if line[0] != '#' && !typed[name] {
			t.Errorf("%q has no type", name)
		}
	}
}
