package sshd

import (
	"fmt"
	"path/filepath"
	"strings"
)

// stateHome is where the files of a service of the whole machine lie.
const stateHome = stateRoot + "foresail"

// Settle is for a service that root sets up: a user of its own can neither
// read nor write in root's home. It moves the paths to where such a service
// can, and notes the commands that move the files.
func (s *Service) Settle() {
	s.Setup = append(s.Setup,
		"useradd --system --home-dir "+stateHome+" --shell /usr/sbin/nologin "+s.User,
		fmt.Sprintf("install -d -m 0700 -o %s -g %s %s", s.User, s.User, stateHome))
	if !strings.HasPrefix(s.Binary, "/usr/") && !strings.HasPrefix(s.Binary, "/opt/") {
		s.move(&s.Binary, "/usr/local/bin", "install -m 0755 %s %s")
	}
	for _, path := range []*string{&s.File, &s.HostKey} {
		if !strings.HasPrefix(*path, stateRoot) {
			s.move(path, stateHome, "mv -n %s %s")
		}
		s.Setup = append(s.Setup, fmt.Sprintf("chown %s: %s", s.User, shellWord(*path)))
	}
}

// move gives a file another folder.
func (s *Service) move(path *string, dir, command string) {
	to := filepath.Join(dir, filepath.Base(*path))
	s.Setup = append(s.Setup, fmt.Sprintf(command, shellWord(*path), shellWord(to)))
	*path = to
}

// shellWord quotes a word for a shell, on one line.
func shellWord(w string) string {
	w = strings.ReplaceAll(w, "\n", "?")
	if strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-") == "" {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
}
