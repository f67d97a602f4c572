package sshd

import (
	"net"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// provenKey is the name under which the permissions of a key carry its
// fingerprint. The library keeps permissions with the key that they were given
// for, and hands back those of the key that was proven, so what stands here is
// never that of a key which was only offered.
const provenKey = "foresail-fingerprint"

// visit is what is known of a connection; contextKey finds it.
type visit struct {
	conn  *guarded
	empty *time.Timer // closes the connection when it has no session for long
	count int         // channels open; guarded by conn.mu
}

type contextKey struct{}

// arrived begins a visit.
func (s *Server) arrived(ctx ssh.Context, c net.Conn) net.Conn {
	if g, ok := c.(*guarded); ok {
		ctx.SetValue(contextKey{}, &visit{conn: g})
	}
	return c
}

func visitOf(ctx ssh.Context) *visit {
	v, _ := ctx.Value(contextKey{}).(*visit)
	return v
}

// known says whether a key may be tried. It is asked for every key that a
// client offers, whether or not the client holds it: nothing but the
// permissions of this very key may be set here.
func (s *Server) known(ctx ssh.Context, key ssh.PublicKey) bool {
	fingerprint := gossh.FingerprintSHA256(key)
	if _, ok := s.roster.find(fingerprint); !ok {
		s.meter.refused(refusedKey)
		s.Log.Info("key refused", "fingerprint", fingerprint, "type", key.Type(), "user", brief(ctx.User()), "address", ctx.RemoteAddr())
		return false
	}
	ctx.Permissions().Extensions = map[string]string{provenKey: fingerprint}
	return true
}

// The further reasons for which somebody is turned away.
const (
	refusedKey      = "unknown key"
	refusedShake    = "handshake failed"
	refusedRevoked  = "revoked key"
	refusedSessions = "too many sessions"
	refusedMine     = "too many sessions of one key"
	refusedChannel  = "channel of another kind"
	refusedRequest  = "request of another kind"
)

// protocol gives the settings for a connection, with a hook on the moment at
// which a key is proven.
func (s *Server) protocol(ctx ssh.Context) *gossh.ServerConfig {
	c := protocol()
	c.VerifiedPublicKeyCallback = func(_ gossh.ConnMetadata, _ gossh.PublicKey, p *gossh.Permissions, _ string) (*gossh.Permissions, error) {
		if v := visitOf(ctx); v != nil {
			v.conn.prove()
			v.leaveEmpty()
		}
		return p, nil
	}
	return c
}

// failed counts and logs a connection that ended before anybody was proven.
func (s *Server) failed(c net.Conn, err error) {
	s.meter.refused(refusedShake)
	s.Log.Info("handshake failed", "address", c.RemoteAddr(), "why", err)
}

// leaveEmpty begins the time for which a connection may have no session.
func (v *visit) leaveEmpty() {
	v.conn.mu.Lock()
	defer v.conn.mu.Unlock()
	v.empty = time.AfterFunc(emptyConnFor, func() { v.conn.Close() })
}

// add counts a channel, and reports false when there are too many.
func (v *visit) add() bool {
	v.conn.mu.Lock()
	defer v.conn.mu.Unlock()
	if v.count >= maxChannels {
		return false
	}
	v.count++
	if v.empty != nil {
		v.empty.Stop()
	}
	return true
}

func (v *visit) remove() {
	v.conn.mu.Lock()
	defer v.conn.mu.Unlock()
	if v.count--; v.count == 0 && v.empty != nil {
		v.empty.Reset(emptyConnFor)
	}
}
