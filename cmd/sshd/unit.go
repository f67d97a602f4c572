package sshd

import (
	"path/filepath"
	"slices"
	"strings"
)

// Service says what a systemd unit is to run.
type Service struct {
	Binary, File, HostKey string // absolute paths
	User                  string
	Args                  []string // of serve, behind the above
	Port                  string
	Setup                 []string // commands to be run before, as comments
}

// stateRoot is where systemd keeps what services own.
const stateRoot = "/var/lib/"

// Unit gives a systemd unit for a server that may touch its data file, its own
// key and the network, and nothing else.
func (s Service) Unit() string {
	command := append([]string{s.Binary, "serve", "--file", s.File, "--host-key", s.HostKey}, s.Args...)
	for i, w := range command {
		command[i] = strings.ReplaceAll(unitWord(w), "$", "$$") // in commands alone it begins a variable
	}
	lines := []string{
		"# /etc/systemd/system/foresail.service",
		"# systemctl daemon-reload && systemctl enable --now foresail",
	}
	if len(s.Setup) > 0 {
		lines = append(lines, "#", "# Before that, with no server running:")
		for _, c := range s.Setup {
			lines = append(lines, "# "+c)
		}
	}
	lines = append(lines,
		"[Unit]",
		"Description=foresail: a team's sales cockpit over SSH",
		"After=network.target",
		"",
		"[Service]",
		"ExecStart="+strings.Join(command, " "),
		"User="+s.User,
		"Restart=on-failure",
		"RestartSec=2",
		"TimeoutStopSec=10",
		"UMask=0077",
	)
	lines = append(lines, s.folders()...)
	lines = append(lines, hardening...)
	if s.low() {
		lines = append(lines, "AmbientCapabilities=CAP_NET_BIND_SERVICE", "CapabilityBoundingSet=CAP_NET_BIND_SERVICE")
	} else {
		lines = append(lines, "AmbientCapabilities=", "CapabilityBoundingSet=")
	}
	lines = append(lines, "", "[Install]", "WantedBy=multi-user.target", "")
	return strings.Join(lines, "\n")
}

// folders gives the lines that let the service write where its files are, and
// nowhere else.
func (s Service) folders() []string {
	var out, write []string
	home := "ProtectHome=yes"
	for _, path := range []string{s.File, s.HostKey} {
		dir := filepath.Dir(path)
		if name, ok := strings.CutPrefix(dir, stateRoot); ok && !strings.Contains(name, "/") {
			write = append(write, "StateDirectory="+unitWord(name), "StateDirectoryMode=0700")
		} else {
			write = append(write, "ReadWritePaths="+unitWord(dir))
		}
	}
	for _, path := range []string{s.Binary, s.File, s.HostKey} {
		if strings.HasPrefix(path, "/home/") || strings.HasPrefix(path, "/root/") {
			home = "ProtectHome=read-only"
		}
	}
	for _, line := range write {
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return append(out, home)
}

// low reports a port that takes rights of its own.
func (s Service) low() bool { return len(s.Port) < 4 && s.Port != "" && s.Port != "0" }

// unitWord writes a word as systemd reads it: % doubled, and quoted where it
// holds anything but the usual.
func unitWord(w string) string {
	w = strings.ReplaceAll(w, "%", "%%")
	if w != "" && strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-:=%@+,[]") == "" {
		return w
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w) + `"`
}

// hardening is what a service that only serves needs nothing of. A call that is
// kept from it fails, and does not kill it: which calls Go makes is for Go to
// say. Limits on resources stay allowed, as Go raises that on open files.
//
// Source: systemd.exec(5), systemd-analyze security.
var hardening = []string{
	"NoNewPrivileges=yes",
	"ProtectSystem=strict",
	"PrivateTmp=yes",
	"PrivateDevices=yes",
	"ProtectKernelTunables=yes",
	"ProtectKernelModules=yes",
	"ProtectKernelLogs=yes",
	"ProtectControlGroups=yes",
	"ProtectClock=yes",
	"ProtectHostname=yes",
	"ProtectProc=invisible",
	"ProcSubset=pid",
	"RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
	"RestrictNamespaces=yes",
	"RestrictRealtime=yes",
	"RestrictSUIDSGID=yes",
	"LockPersonality=yes",
	"MemoryDenyWriteExecute=yes",
	"RemoveIPC=yes",
	"SystemCallArchitectures=native",
	"SystemCallFilter=@system-service",
	"SystemCallFilter=~@privileged",
	"SystemCallErrorNumber=EPERM",
}
