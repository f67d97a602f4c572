package sshd

import (
	"strings"
	"testing"
)

func TestAServiceOfRootLeavesRootsHome(t *testing.T) {
	s := Service{Binary: "/root/bin/foresail", File: "/root/it's/team.db", HostKey: "/root/it's/key", User: "foresail", Port: "22"}
	s.Settle()
	unit := s.Unit()
	for _, line := range []string{
		"# useradd --system --home-dir /var/lib/foresail --shell /usr/sbin/nologin foresail",
		"# install -m 0755 /root/bin/foresail /usr/local/bin/foresail",
		`# mv -n '/root/it'\''s/team.db' /var/lib/foresail/team.db`,
		"# chown foresail: /var/lib/foresail/key",
		"ExecStart=/usr/local/bin/foresail serve --file /var/lib/foresail/team.db --host-key /var/lib/foresail/key",
		"StateDirectory=foresail", "ProtectHome=yes", "SystemCallErrorNumber=EPERM",
	} {
		if !strings.Contains(unit, line+"\n") {
			t.Errorf("%q is missing in\n%s", line, unit)
		}
	}
	kept := Service{Binary: "/usr/bin/foresail", File: "/var/lib/sales/team.db", HostKey: "/var/lib/sales/key", User: "foresail"}
	kept.Settle()
	if kept.File != "/var/lib/sales/team.db" || kept.Binary != "/usr/bin/foresail" {
		t.Errorf("moved: %+v", kept)
	}
}
