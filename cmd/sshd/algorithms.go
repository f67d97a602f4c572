package sshd

import gossh "golang.org/x/crypto/ssh"

// The algorithms that are spoken, best first. Left out of what the library
// has: key exchange over NIST curves and with Diffie–Hellman groups (costly
// for the server, cheap for whoever attacks it), SHA-1, CBC, and MACs that
// are taken over the plain text.
var (
	keyExchanges = []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519, "curve25519-sha256@libssh.org"}
	ciphers      = []string{
		gossh.CipherAES128GCM, gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM,
		gossh.CipherAES128CTR, gossh.CipherAES256CTR,
	}
	macs     = []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM}
	userKeys = []string{
		gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519,
		gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521, gossh.KeyAlgoSKECDSA256,
		gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512,
	}
)

// protocol gives the settings of the protocol for one connection.
func protocol() *gossh.ServerConfig {
	return &gossh.ServerConfig{
		Config:                  gossh.Config{KeyExchanges: keyExchanges, Ciphers: ciphers, MACs: macs},
		PublicKeyAuthAlgorithms: userKeys,
		MaxAuthTries:            maxTries,
		ServerVersion:           "SSH-2.0-foresail",
	}
}
