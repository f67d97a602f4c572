package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"foresail/store/say"

	gossh "golang.org/x/crypto/ssh"
)

// HostKey reads the server's own key, or makes it (Ed25519) where there is no
// file of that name. made reports which. A key that others can read is
// refused: whoever has it can pass for this server.
func HostKey(path string) (key gossh.Signer, made bool, err error) {
	b, err := readSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeHostKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, false, say.Because(err, "serve.key.unmade", "file", path)
		}
		made = true
		b, err = readSecret(path)
	}
	if err != nil {
		return nil, made, err
	}
	key, err = gossh.ParsePrivateKey(b)
	var locked *gossh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return nil, made, say.Errorf("serve.key.locked", "file", path)
	case err != nil:
		return nil, made, say.Errorf("serve.key.bad", "file", path)
	}
	return key, made, nil
}

// readSecret reads a file that nobody else may read.
func readSecret(path string) ([]byte, error) {
	if at, err := os.Stat(path); err == nil && !at.Mode().IsRegular() { // opening others may wait, or do something
		return nil, say.Errorf("serve.key.bad", "file", path)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, say.Because(err, "serve.key.unread", "file", path)
	}
	defer f.Close()
	at, err := f.Stat()
	if err != nil {
		return nil, say.Because(err, "serve.key.unread", "file", path)
	}
	if mode := at.Mode(); runtime.GOOS != "windows" && mode.Perm()&0o077 != 0 {
		return nil, say.Errorf("serve.key.open", "file", path, "mode", fmt.Sprintf("%04o", mode.Perm()))
	}
	if !at.Mode().IsRegular() || at.Size() > maxHostKey {
		return nil, say.Errorf("serve.key.bad", "file", path)
	}
	b := make([]byte, at.Size())
	if _, err := f.ReadAt(b, 0); err != nil {
		return nil, say.Because(err, "serve.key.unread", "file", path)
	}
	return b, nil
}

const maxHostKey = 64 << 10

// makeHostKey makes a key file, whole or not at all; one that is there
// meanwhile stays (fs.ErrExist).
func makeHostKey(path string) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	block, err := gossh.MarshalPrivateKey(private, "foresail")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(pem.EncodeToMemory(block))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
