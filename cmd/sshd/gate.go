package sshd

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// gate is a listener that turns connections away before anything is done for
// them: too many, too many from one address, too fast, or too many that have
// not proven who they are.
type gate struct {
	net.Listener
	limits  Limits
	now     func() time.Time
	refused func(addr netip.Addr, why string)

	mu      sync.Mutex
	all     tally
	places  map[netip.Addr]*place
	arrives *rate.Limiter
}

// tally counts connections.
type tally struct{ open, waiting int }

// place is what is known of an address.
type place struct {
	tally
	arrives *rate.Limiter
}

// The reasons for which a connection is turned away; they are labels of a
// counter.
const (
	refusedMany     = "too many connections"
	refusedAddr     = "too many connections from one address"
	refusedWaiting  = "too many unproven connections"
	refusedRate     = "connections come too fast"
	refusedAddrRate = "connections from one address come too fast"
)

func newGate(l net.Listener, limits Limits, now func() time.Time, refused func(netip.Addr, string)) *gate {
	return &gate{
		Listener: l, limits: limits, now: now, refused: refused, places: make(map[netip.Addr]*place),
		arrives: rate.NewLimiter(rate.Limit(limits.Rate), burst(limits.Rate)),
	}
}

// burst lets two seconds' worth come at once.
func burst(perSecond float64) int { return max(1, int(2*perSecond)) }

// Accept implements net.Listener.
func (g *gate) Accept() (net.Conn, error) {
	for {
		c, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		addr := addrOf(c.RemoteAddr())
		if why := g.enter(addr); why != "" {
			c.Close()
			g.refused(addr, why)
			continue
		}
		return &guarded{Conn: c, gate: g, addr: addr}, nil
	}
}

// addrOf gives the address without its port. Addresses of one IPv6 network of
// 64 bits count as one, since whoever has one of them has them all.
func addrOf(a net.Addr) netip.Addr {
	p, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Addr{}
	}
	addr := p.Addr().Unmap().WithZone("")
	if addr.Is6() {
		if net, err := addr.Prefix(64); err == nil {
			return net.Addr()
		}
	}
	return addr
}

// enter counts a connection, or says why it is turned away.
func (g *gate) enter(addr netip.Addr) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget()
	p := g.places[addr]
	if p == nil {
		p = &place{arrives: rate.NewLimiter(rate.Limit(g.limits.RatePerAddr), burst(g.limits.RatePerAddr))}
		g.places[addr] = p
	}
	switch now := g.now(); {
	case p.open >= g.limits.ConnsPerAddr:
		return refusedAddr
	case p.waiting >= g.limits.WaitingPerAddr:
		return refusedWaiting
	case !p.arrives.AllowN(now, 1):
		return refusedAddrRate
	case g.all.open >= g.limits.Conns:
		return refusedMany
	case g.all.waiting >= g.limits.Waiting:
		return refusedWaiting
	case !g.arrives.AllowN(now, 1):
		return refusedRate
	}
	for _, t := range []*tally{&g.all, &p.tally} {
		t.open++
		t.waiting++
	}
	return ""
}

// placesKept bounds the addresses that are remembered without a connection.
const placesKept = 1024

// forget drops addresses that have nothing open, when there are many.
func (g *gate) forget() {
	if len(g.places) < placesKept {
		return
	}
	for addr, p := range g.places {
		if p.open == 0 {
			delete(g.places, addr)
		}
	}
}

// proved counts a connection as one that has proven who it is.
func (g *gate) proved(addr netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.all.waiting--
	if p := g.places[addr]; p != nil {
		p.waiting--
	}
}

func (g *gate) leave(addr netip.Addr, waiting bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.places[addr]
	for _, t := range []*tally{&g.all, &p.tally} {
		t.open--
		if waiting {
			t.waiting--
		}
	}
}

// count gives the connections that are open.
func (g *gate) count() tally {
	if g == nil {
		return tally{}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.all
}

// guarded is a connection that the gate counts.
type guarded struct {
	net.Conn
	gate *gate
	addr netip.Addr

	mu     sync.Mutex
	proven bool
	closed bool
}

// prove notes that the client has proven who it is.
func (c *guarded) prove() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.proven && !c.closed {
		c.proven = true
		c.gate.proved(c.addr)
	}
}

// Write implements net.Conn. A client that does not take what is sent loses
// the connection.
func (c *guarded) Write(b []byte) (int, error) {
	_ = c.SetWriteDeadline(c.gate.now().Add(c.gate.limits.Stuck))
	return c.Conn.Write(b)
}

// Close implements net.Conn.
func (c *guarded) Close() error {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		c.gate.leave(c.addr, !c.proven)
	}
	c.mu.Unlock()
	return c.Conn.Close()
}
