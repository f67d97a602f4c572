package sshd

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestHostKeyIsMadeOnceAndStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "key")
	var all sync.WaitGroup
	keys := make([]gossh.Signer, 8)
	for i := range keys { // servers that start at the same moment
		all.Go(func() {
			var err error
			if keys[i], _, err = HostKey(path); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	again, made, err := HostKey(path)
	if err != nil || made {
		t.Fatalf("the second time: %v %v", made, err)
	}
	for _, k := range keys {
		if !bytes.Equal(k.PublicKey().Marshal(), again.PublicKey().Marshal()) {
			t.Error("two servers have two keys")
		}
	}
	if at, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && at.Mode() != 0o600 {
		t.Errorf("%v %v", at.Mode(), err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestHostKeyIsRefused(t *testing.T) {
	_, private, _ := ed25519.GenerateKey(rand.Reader)
	plain, _ := gossh.MarshalPrivateKey(private, "")
	locked, _ := gossh.MarshalPrivateKeyWithPassphrase(private, "", []byte("secret"))
	good := pem.EncodeToMemory(plain)
	for name, c := range map[string]struct {
		holds []byte
		mode  os.FileMode
		says  string
	}{
		"readable by the group":  {good, 0o640, "others can read"},
		"readable by all":        {good, 0o604, "others can read"},
		"writable by others":     {good, 0o602, "others can read"},
		"with a passphrase":      {pem.EncodeToMemory(locked), 0o600, "passphrase"},
		"empty":                  {nil, 0o600, "no private key"},
		"a public key":           {gossh.MarshalAuthorizedKey(mustSigner(t, private).PublicKey()), 0o600, "no private key"},
		"cut":                    {good[:len(good)/2], 0o600, "no private key"},
		"larger than a key is":   {bytes.Repeat([]byte("x"), maxHostKey+1), 0o600, "no private key"},
		"in a folder of its own": {nil, 0, ""},
	} {
		if runtime.GOOS == "windows" && c.mode&0o077 != 0 {
			continue
		}
		path := filepath.Join(t.TempDir(), "key")
		if c.mode == 0 {
			path = t.TempDir() // a folder instead of a file
			if err := os.Chmod(path, 0o700); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(path, c.holds, c.mode); err != nil {
			t.Fatal(err)
		}
		if c.mode != 0 {
			if err := os.Chmod(path, c.mode); err != nil { // whatever the umask is
				t.Fatal(err)
			}
		}
		if _, _, err := HostKey(path); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("a key %s: %v", name, err)
		}
	}
}

func mustSigner(t *testing.T, key any) gossh.Signer {
	t.Helper()
	s, err := gossh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestUnit(t *testing.T) {
	for name, c := range map[string]struct {
		s    Service
		want []string
		not  []string
	}{
		"in systemd's own place": {
			Service{Binary: "/usr/bin/foresail", File: "/var/lib/foresail/team.db", HostKey: "/var/lib/foresail/key", User: "foresail", Port: "23234"},
			[]string{"ExecStart=/usr/bin/foresail serve --file /var/lib/foresail/team.db --host-key /var/lib/foresail/key\n", "StateDirectory=foresail\n", "ProtectHome=yes\n", "ProtectSystem=strict\n", "CapabilityBoundingSet=\n"},
			[]string{"ReadWritePaths"},
		},
		"at home, with odd names, on a low port": {
			Service{Binary: "/home/dana/bin/foresail", File: `/home/dana/50% of "all"/$team.db`, HostKey: "/etc/foresail/key", User: "dana", Port: "22"},
			[]string{`--file "/home/dana/50%% of \"all\"/$$team.db"`, "ProtectHome=read-only\n", "ReadWritePaths=\"/home/dana/50%% of \\\"all\\\"\"\n", "ReadWritePaths=/etc/foresail\n", "AmbientCapabilities=CAP_NET_BIND_SERVICE\n"},
			[]string{"StateDirectory"},
		},
	} {
		got := c.s.Unit()
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the unit lacks %q:\n%s", name, w, got)
			}
		}
		for _, n := range c.not {
			if strings.Contains(got, n) {
				t.Errorf("%s: the unit has %q:\n%s", name, n, got)
			}
		}
	}
}

// TestAlgorithms holds the lists to what is left out for a reason.
func TestAlgorithms(t *testing.T) {
	p := protocol()
	for _, list := range [][]string{p.KeyExchanges, p.Ciphers, p.MACs, p.PublicKeyAuthAlgorithms} {
		for _, a := range list {
			if strings.Contains(a, "sha1") || strings.Contains(a, "cbc") || a == "ssh-rsa" || a == "ssh-dss" || strings.HasPrefix(a, "ecdh-") || strings.HasPrefix(a, "diffie-hellman") {
				t.Errorf("%s is spoken", a)
			}
		}
	}
	for _, m := range p.MACs {
		if !strings.Contains(m, "-etm@") {
			t.Errorf("%s is taken over plain text", m)
		}
	}
	supported := gossh.SupportedAlgorithms()
	for _, k := range p.KeyExchanges[:2] {
		found := false
		for _, s := range supported.KeyExchanges {
			found = found || s == k
		}
		if !found {
			t.Errorf("%s is not known to the library", k)
		}
	}
}
