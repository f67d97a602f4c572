package sshd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestOnlyKeysThatAreLetInComeIn(t *testing.T) {
	t.Parallel()
	h := build(t)
	for name, auth := range map[string][]gossh.AuthMethod{
		"nothing":        nil,
		"a password":     {gossh.Password("secret")},
		"questions":      {gossh.KeyboardInteractive(func(_, _ string, q []string, _ []bool) ([]string, error) { return make([]string, len(q)), nil })},
		"an unknown key": {gossh.PublicKeys(h.keys["unknown"])},
	} {
		config := h.client()
		config.Auth = auth
		if c, err := gossh.Dial("tcp", h.addr, config); err == nil {
			c.Close()
			t.Errorf("%s was let in", name)
		}
	}
	for _, p := range people {
		if _, bad, status := h.remote(h.enter(p.key), "pipeline --json", ""); status != 0 {
			t.Errorf("%s cannot read totals: %d %s", p.key, status, bad)
		}
	}
	h.must("key", "revoke", "Fox Mulder")
	h.eventually("the key is refused", func() bool {
		c, err := gossh.Dial("tcp", h.addr, h.client(h.keys["rep"]))
		if err == nil {
			c.Close()
		}
		return err != nil
	})
}

// switcher is a signer that asks the server whether it takes one key, and then
// proves that it holds another: the client of the library asks for the bytes
// of the key twice for its question, and a third time for the proof.
type switcher struct {
	gossh.Signer // that is proven
	offers       gossh.PublicKey
	asked        *int
}

func (s switcher) PublicKey() gossh.PublicKey { return switched{s.Signer.PublicKey(), s} }

type switched struct {
	gossh.PublicKey
	s switcher
}

func (k switched) Marshal() []byte {
	if *k.s.asked++; *k.s.asked <= 2 {
		return k.s.offers.Marshal()
	}
	return k.PublicKey.Marshal()
}

// liar claims to hold a key, and signs with another.
type liar struct {
	gossh.Signer
	claims gossh.PublicKey
}

func (l liar) PublicKey() gossh.PublicKey { return l.claims }

// CVE-2024-45337: a client offers the key of an admin, does not prove it, and
// comes in with its own.
func TestKeyThatIsOnlyOfferedIsNobody(t *testing.T) {
	t.Parallel()
	h := build(t)
	mine, admin := h.keys["viewer"], h.keys["admin"].PublicKey()
	asked := 0
	for name, keys := range map[string][]gossh.Signer{
		"offered before the one that is proven": {switcher{mine, admin, &asked}},
		"behind the one that is proven":         {mine, h.keys["admin"]},
	} {
		c, err := gossh.Dial("tcp", h.addr, h.client(keys...))
		h.check(err)
		defer c.Close()
		if _, bad, status := h.remote(c, "log call acme", ""); status != 1 || !strings.Contains(bad, "you are here as viewer") {
			t.Errorf("with the admin's key %s, a viewer's call was answered %d %q", name, status, bad)
		}
	}
	if asked < 3 {
		t.Errorf("the client asked for the key %d times: the attack did not take place", asked)
	}
	if c, err := gossh.Dial("tcp", h.addr, h.client(liar{mine, admin}, mine)); err == nil {
		c.Close()
		t.Error("somebody came in after a false proof")
	}
}

// The same with the real client, which offers the public half of a key that it
// does not hold.
func TestRealClientOffersAKeyThatItDoesNotHold(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.check(os.Remove(filepath.Join(h.dir, "admin")))
	_, bad, status := h.ssh("admin.pub", "", "-i", filepath.Join(h.dir, "viewer"), "HOST", "log", "call", "acme")
	if status != 1 || !strings.Contains(bad, "you are here as viewer") {
		t.Errorf("a viewer's call was answered %d %q", status, bad)
	}
}

func TestWrongRole(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, c := range []struct {
		key, command string
		status       int
		says         string
	}{
		{"viewer", "log call acme", 1, "you are here as viewer"},
		{"viewer", "export activities --format csv", 0, ""},
		{"rep", "goal set calls 40", 1, "you are here as rep"},
		{"rep", "measure web 5", 1, "you are here as rep"},
		{"rep", "log call beta", 0, ""},
		{"rep", "rep add 'Somebody Else'", 1, "you are here as rep"},
		{"manager", "rep add 'Somebody Else'", 1, "you are here as manager"},
		{"manager", "goal set calls 40", 0, ""},
		{"admin", "rep add 'Somebody Else'", 0, ""},
		{"rep", "backup /tmp/x", 2, ""},
		{"admin", "restore /etc/passwd", 2, ""},
		{"admin", "serve", 2, ""},
		{"admin", "leadlag --csv /etc/passwd --x a --y b", 2, ""},
		{"admin", "--file /etc/passwd pipeline", 2, ""},
	} {
		_, bad, status := h.remote(h.enter(c.key), c.command, "")
		if status != c.status || !strings.Contains(bad, c.says) {
			t.Errorf("%s: %s: %d %q", c.key, c.command, status, bad)
		}
	}
}

// What a role may not see comes on no tab, and what it may not do is not done
// by any key.
func TestWrongRoleByScreen(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.remote(h.enter("rep"), "log call foxglove connected: mulderssecret", "")
	h.remote(h.enter("manager"), "log call bosscorp connected: skinnerssecret", "")
	for _, c := range []struct {
		key  string
		sees []string
		not  []string
	}{
		{"viewer", nil, []string{"foxglove", "mulderssecret", "bosscorp", "skinnerssecret"}},
		{"rep", []string{"foxglove"}, []string{"bosscorp", "skinnerssecret"}},
		{"manager", []string{"foxglove", "bosscorp"}, nil},
	} {
		x := h.sit(h.enter(c.key), 120, 36)
		x.shows("Indicators")
		var shown strings.Builder
		for _, key := range strings.Split("1 2 \r \x1b 3 4 5 6 \r \x1b 7 \r \x1b 8 \r \x1b /fox\r \x1b /boss\r \x1b ?", " ") {
			x.press(key)
			x.rest()
			shown.WriteString(x.text())
		}
		all := shown.String() + string(x.bytes())
		for _, text := range c.sees {
			if !strings.Contains(all, text) {
				t.Errorf("a %s does not see %q", c.key, text)
			}
		}
		for _, text := range c.not {
			if strings.Contains(all, text) {
				t.Errorf("a %s sees %q:\n%s", c.key, text, all[max(0, strings.Index(all, text)-200):][:400])
			}
		}
	}
	x := h.sit(h.enter("viewer"), 120, 36)
	x.shows("Indicators")
	x.press("acall viewercorp\r")
	x.rest()
	x.press("\x1bn")
	x.rest()
	if out := h.must("export", "activities"); strings.Contains(out, "viewercorp") {
		t.Error("a viewer logged a call by keys")
	}
	if h.logged("secret") || h.logged("foxglove") {
		t.Error("the server's log tells of entries")
	}
}

// An admin says from elsewhere who gets in; nobody else does, and no file of
// the server is read.
func TestAdminLetsOthersIn(t *testing.T) {
	t.Parallel()
	h := build(t)
	h.makeKey("new")
	public, err := os.ReadFile(filepath.Join(h.dir, "new.pub"))
	h.check(err)
	admin := h.enter("admin")
	for _, key := range []string{"manager", "rep", "viewer"} {
		for _, command := range []string{"key add 'Fox Mulder' --role admin -", "key list", "key revoke 'Dana Scully' --force"} {
			if _, bad, status := h.remote(h.enter(key), command, string(public)); status != 1 || !strings.Contains(bad, "for admins") {
				t.Errorf("%s: %s: %d %q", key, command, status, bad)
			}
		}
	}
	if _, bad, status := h.remote(admin, "key add fox --role rep "+filepath.Join(h.dir, "new.pub"), ""); status != 2 || !strings.Contains(bad, "file of the server") {
		t.Errorf("a file of the server: %d %q", status, bad)
	}
	if out, bad, status := h.remote(admin, "key add fox --role rep -", string(public)); status != 0 {
		t.Fatalf("%d %q %q", status, out, bad)
	}
	h.eventually("the new key comes in", func() bool {
		c, err := gossh.Dial("tcp", h.addr, h.client(h.keys["new"]))
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	if out, _, status := h.remote(admin, "key list --json", ""); status != 0 || !strings.Contains(out, gossh.FingerprintSHA256(h.keys["new"].PublicKey())) {
		t.Errorf("%d %s", status, out)
	}
	if _, bad, status := h.remote(admin, "key revoke 'Dana Scully'", ""); status != 1 || !strings.Contains(bad, "nobody is left") {
		t.Errorf("the last admin: %d %q", status, bad)
	}
}

// What the log of a server shows of a client is quoted, so that none can write
// a line of its own there.
func TestUserNameForgesNoLogLine(t *testing.T) {
	t.Parallel()
	h := build(t)
	config := h.client(h.keys["unknown"], h.keys["rep"])
	config.User = "team\ntime=2026-11-24T00:00:00Z level=INFO msg=forged\x1b[2J\u202e"
	c, err := gossh.Dial("tcp", h.addr, config)
	h.check(err)
	defer c.Close()
	h.remote(c, "forged\nmsg=forged", "")
	h.eventually("logged", func() bool { return h.logged("msg=command") })
	for _, line := range strings.Split(strings.TrimSpace(h.log.String()), "\n") {
		if !strings.HasPrefix(line, "time=") || strings.Contains(line, "msg=forged") && !strings.Contains(line, `\n`) || strings.ContainsAny(line, "\x1b\u202e") {
			t.Errorf("the log holds the line %q", line)
		}
	}
}

func TestFileWithoutKeysSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h := &house{t: t, dir: t.TempDir(), keys: make(map[string]gossh.Signer)}
	h.file = filepath.Join(h.dir, "new.db")
	h.must("init", "--as", "Dana Scully")
	h.start()
	h.eventually("what to do is said", func() bool { return h.logged("key add \"Dana Scully\" --role admin") && h.logged(h.file) })
	h.makeKey("dana")
	h.must("key", "add", "dana", "--role", "admin", filepath.Join(h.dir, "dana.pub"))
	h.eventually("the first admin comes in", func() bool {
		c, err := gossh.Dial("tcp", h.addr, h.client(h.keys["dana"]))
		if err == nil {
			c.Close()
		}
		return err == nil
	})
}

func TestSecondServerOnTheSameAddress(t *testing.T) {
	t.Parallel()
	h := build(t)
	_, bad, status := h.foresail("serve", "--listen", h.addr)
	if status != 1 || !strings.Contains(bad, "in use") {
		t.Errorf("%d %q", status, bad)
	}
}
