package keyring

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"foresail/store/clean"
	"foresail/store/say"

	"golang.org/x/crypto/ssh"
)

// Line is one public key that was read.
type Line struct {
	Number      int // of the line, from 1
	Type        string
	Bits        int // of an RSA key; 0 for types that have one size
	Fingerprint string
	Comment     string
}

// Refusal is one line that was not taken.
type Refusal struct {
	Number int
	Why    *say.Error
}

// The bounds of what is read.
const (
	maxLine    = 16 << 10 // bytes; an RSA key of 16,384 bits takes 2.8 KiB
	maxLines   = 10_000
	maxComment = 200 // bytes
	leastRSA   = 2048
)

// accepted are the types of keys that are let in.
var accepted = map[string]bool{
	ssh.KeyAlgoED25519: true, ssh.KeyAlgoSKED25519: true,
	ssh.KeyAlgoECDSA256: true, ssh.KeyAlgoECDSA384: true, ssh.KeyAlgoECDSA521: true, ssh.KeyAlgoSKECDSA256: true,
	ssh.KeyAlgoRSA: true,
}

// typeDSA is the type of keys that OpenSSH no longer takes either.
const typeDSA = "ssh-dss"

// Read reads public keys, one a line as in an authorized_keys or .pub file.
// Empty lines and those that begin with # are skipped. The error is about
// reading itself.
func Read(r io.Reader) ([]Line, []Refusal, error) {
	var lines []Line
	var refused []Refusal
	first := make(map[string]int)
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	in.Split(scanLines)
	block := "" // the end of a block that is skipped
	n := 0
	for n = 1; in.Scan() && n <= maxLines; n++ {
		text := strings.TrimSpace(in.Text())
		switch {
		case block != "":
			if strings.HasPrefix(text, block) {
				block = ""
			}
		case text == "" || strings.HasPrefix(text, "#"):
		default:
			line, err := parse(text)
			if err == nil && first[line.Fingerprint] != 0 {
				err = say.Errorf("keys.twice", "line", first[line.Fingerprint])
			}
			if err != nil {
				refused = append(refused, Refusal{n, err})
				block = blockEnd(text)
				continue
			}
			line.Number = n
			first[line.Fingerprint] = n
			lines = append(lines, line)
		}
	}
	if err := in.Err(); errors.Is(err, bufio.ErrTooLong) {
		refused = append(refused, Refusal{n, say.Errorf("keys.long", "bytes", maxLine)})
	} else if err != nil {
		return lines, refused, err
	}
	if n > maxLines {
		refused = append(refused, Refusal{n, say.Errorf("keys.many", "lines", maxLines)})
	}
	return lines, refused, nil
}

// scanLines splits at line feeds, carriage returns and both.
func scanLines(data []byte, end bool) (int, []byte, error) {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		if data[i] == '\r' {
			if i+1 == len(data) && !end {
				return 0, nil, nil
			}
			if i+1 < len(data) && data[i+1] == '\n' {
				return i + 2, data[:i], nil
			}
		}
		return i + 1, data[:i], nil
	}
	if end && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// blocks are the beginnings of files that are no line of a public key, with
// the beginning of the line that ends them.
var blocks = []struct{ begins, ends, why string }{
	{"-----BEGIN ", "-----END ", "keys.private"},
	{"PuTTY-User-Key-File-", "Private-MAC:", "keys.private"},
	{"---- BEGIN SSH2 ENCRYPTED", "---- END ", "keys.private"},
	{"---- BEGIN SSH2 PUBLIC KEY", "---- END ", "keys.rfc4716"},
}

func blockEnd(text string) string {
	for _, b := range blocks {
		if strings.HasPrefix(text, b.begins) {
			return b.ends
		}
	}
	return ""
}

// parse reads one line.
func parse(text string) (Line, *say.Error) {
	for _, b := range blocks {
		if strings.HasPrefix(text, b.begins) {
			if strings.Contains(text, "PUBLIC KEY") && b.why == "keys.private" {
				return Line{}, say.Errorf("keys.pem")
			}
			return Line{}, say.Errorf(b.why)
		}
	}
	kind, rest := word(text)
	if err := checkType(kind, rest); err != nil {
		return Line{}, err
	}
	body, comment := word(rest)
	blob, err := decode(body)
	if err != nil {
		return Line{}, err
	}
	return read(kind, blob, comment)
}

// word splits the first word off.
func word(text string) (first, rest string) {
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i], strings.TrimLeft(text[i:], " \t")
	}
	return text, ""
}

// checkType refuses what a line may begin with instead of a type of key that
// is let in.
func checkType(kind, rest string) *say.Error {
	switch {
	case accepted[kind]:
		return nil
	case strings.Contains(kind, "-cert-v0"):
		return say.Errorf("keys.certificate", "type", kind)
	case kind == typeDSA:
		return say.Errorf("keys.dsa")
	case strings.HasPrefix(kind, "SHA256:") || strings.HasPrefix(kind, "MD5:"):
		return say.Errorf("keys.fingerprint")
	case strings.HasPrefix(kind, "AAAA"):
		return say.Errorf("keys.no_type")
	}
	for w, left := word(rest); w != ""; w, left = word(left) {
		if accepted[w] || strings.Contains(w, "-cert-v0") || w == typeDSA {
			return say.Errorf("keys.options", "options", short(kind))
		}
	}
	return say.Errorf("keys.type", "type", short(kind))
}

// decode reads the base64 of a key.
func decode(body string) ([]byte, *say.Error) {
	if body == "" {
		return nil, say.Errorf("keys.no_body")
	}
	blob, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return nil, say.Errorf("keys.base64")
	}
	return blob, nil
}

// read makes a Line of a decoded key.
func read(kind string, blob []byte, comment string) (Line, *say.Error) {
	key, err := ssh.ParsePublicKey(blob)
	if err != nil {
		return Line{}, say.Errorf("keys.broken", "type", kind)
	}
	if key.Type() != kind {
		return Line{}, say.Errorf("keys.mismatch", "type", kind, "holds", key.Type())
	}
	line := Line{Type: kind, Fingerprint: ssh.FingerprintSHA256(key), Comment: cut(clean.Line(comment), maxComment)}
	if kind == ssh.KeyAlgoRSA {
		if line.Bits = rsaBits(key); line.Bits < leastRSA {
			return Line{}, say.Errorf("keys.weak", "bits", line.Bits, "least", leastRSA)
		}
	}
	return line, nil
}

func rsaBits(key ssh.PublicKey) int {
	if k, ok := key.(ssh.CryptoPublicKey); ok {
		if r, ok := k.CryptoPublicKey().(*rsa.PublicKey); ok {
			return r.N.BitLen()
		}
	}
	return 0
}

// short shows the beginning of a word that may be anything.
func short(s string) string { return cut(clean.Line(s), 40) }

// cut cuts text to at most n bytes, between characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
