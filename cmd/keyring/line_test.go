package keyring

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func line(t testing.TB, key any) string {
	t.Helper()
	k, err := ssh.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(ssh.MarshalAuthorizedKey(k)), "\n")
}

func edLine(t testing.TB) string {
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return line(t, public)
}

func rsaLine(t testing.TB, bits int) string {
	t.Setenv("GODEBUG", "rsa1024min=0")
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return line(t, &k.PublicKey)
}

func ecLine(t testing.TB) string {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return line(t, &k.PublicKey)
}

func certLine(t testing.TB) string {
	_, private, _ := ed25519.GenerateKey(rand.Reader)
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	c := &ssh.Certificate{Key: signer.PublicKey(), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
	if err := c.SignCert(rand.Reader, signer); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(ssh.MarshalAuthorizedKey(c)), "\n")
}

func privateKey(t testing.TB) string {
	_, private, _ := ed25519.GenerateKey(rand.Reader)
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(block))
}

func TestOneBadLineIsNoOtherLinesMatter(t *testing.T) {
	good := []string{edLine(t) + " dana@laptop", ecLine(t), rsaLine(t, 2048) + " two words"}
	body := strings.Fields(edLine(t))[1]
	bad := []struct{ line, why string }{
		{`from="10.0.0.0/8",no-pty ` + edLine(t), "options"},
		{`command="rm -rf /" ` + edLine(t), "options"},
		{"cert-authority " + edLine(t), "options"},
		{"no-pty ssh-dss AAAAB3NzaC1kc3MAAACBAP", "options"},
		{certLine(t), "certificates"},
		{"ssh-dss AAAAB3NzaC1kc3MAAACBAP", "DSA"},
		{rsaLine(t, 1024), "1024 bits"},
		{"ssh-rsa " + body, "holds a key of type ssh-ed25519"},
		{"ssh-ed25519 " + body[:41], "base64"},
		{"ssh-ed25519 " + body[:len(body)-4], "not whole"},
		{"ssh-ed25519 !!!!", "base64"},
		{"ssh-ed25519", "missing"},
		{body, "begin with the type"},
		{"SHA256:abcdef", "fingerprint"},
		{"hello there", `"hello"`},
		{"ssh-\x1b[31mevil\x07 x", "no type of key"},
	}
	var text strings.Builder
	for i, b := range bad {
		text.WriteString("\n# a remark\n" + b.line + "\r\n")
		if i < len(good) {
			text.WriteString("  " + good[i] + "\t\n")
		}
	}
	lines, refused, err := Read(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != len(good) || len(refused) != len(bad) {
		t.Fatalf("%d keys and %d refusals, not %d and %d: %v", len(lines), len(refused), len(good), len(bad), refused)
	}
	all := strings.Split(strings.ReplaceAll(text.String(), "\r\n", "\n"), "\n")
	for i, r := range refused {
		if got := strings.TrimSpace(all[r.Number-1]); got != bad[i].line {
			t.Errorf("line %d is %q, not %q", r.Number, got, bad[i].line)
		}
		if why := r.Why.Error(); !strings.Contains(why, bad[i].why) || strings.ContainsAny(why, "\x1b\x07") {
			t.Errorf("%q was refused with %q", bad[i].line, why)
		}
	}
	if lines[0].Comment != "dana@laptop" || lines[2].Comment != "two words" || lines[2].Bits != 2048 {
		t.Errorf("read %+v", lines)
	}
}

func TestFingerprintIsThatOfOpenSSH(t *testing.T) {
	// Source: ssh-keygen -l -f, OpenSSH 9.2, of GitHub's host key as published
	// at docs.github.com, "GitHub's SSH key fingerprints".
	const github = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
	lines, _, err := Read(strings.NewReader(github))
	if err != nil || len(lines) != 1 || lines[0].Fingerprint != "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU" {
		t.Fatalf("%v, %v", lines, err)
	}
}

func TestPrivateKeyIsSaidToBeOneAndNotShown(t *testing.T) {
	secret := privateKey(t)
	lines, refused, err := Read(strings.NewReader(secret + edLine(t) + "\n"))
	if err != nil || len(lines) != 1 || len(refused) != 1 {
		t.Fatalf("%v %v %v", lines, refused, err)
	}
	why := refused[0].Why.Error()
	if !strings.Contains(why, "PRIVATE KEY") {
		t.Error(why)
	}
	for _, part := range strings.Split(secret, "\n")[1:3] {
		if strings.Contains(why, part) {
			t.Error("the private key is in the message")
		}
	}
}

func TestTheSameKeyTwice(t *testing.T) {
	l := edLine(t)
	lines, refused, err := Read(strings.NewReader(l + " a\n\n" + l + " b\n"))
	if err != nil || len(lines) != 1 || len(refused) != 1 || refused[0].Number != 3 || !strings.Contains(refused[0].Why.Error(), "line 1") {
		t.Fatalf("%v %v %v", lines, refused, err)
	}
}

func TestEndlessLine(t *testing.T) {
	lines, refused, err := Read(strings.NewReader(edLine(t) + "\nssh-ed25519 " + strings.Repeat("A", maxLine) + "\n"))
	if err != nil || len(lines) != 1 || len(refused) != 1 {
		t.Fatalf("%v %v %v", lines, refused, err)
	}
}

// FuzzRead holds that whatever is read: what is let in is a whole key of a
// type that is let in, and no reason or comment acts on a terminal.
func FuzzRead(f *testing.F) {
	for _, s := range []string{edLine(f), certLine(f), privateKey(f), "ssh-rsa AAAA\r\n\r", "\x1b]0;x\x07 ssh-ed25519"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines, refused, err := Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if !accepted[l.Type] || len(l.Fingerprint) != len("SHA256:")+43 || strings.ContainsAny(l.Comment, "\x1b\r\n\x07") || len(l.Comment) > maxComment {
				t.Errorf("%+v", l)
			}
		}
		for _, r := range refused {
			if strings.ContainsAny(r.Why.Error(), "\x1b\r\n\x07") {
				t.Errorf("%q", r.Why.Error())
			}
		}
	})
}
