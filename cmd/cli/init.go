package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"foresail/store"
	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// defaultCurrency is that of a new data file where none is chosen.
const defaultCurrency = "EUR"

// beginning is what a new data file is told at first run.
type beginning struct {
	rep, currency, pack, zone string
}

// packs are the industry presets by name.
var packs = map[string]func() []event.Body{"general": event.GeneralPack}

func (a *app) initCommand() *cobra.Command {
	cmd := a.command("init", "init", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	var b beginning
	cmd.Flags().StringVar(&b.currency, "currency", defaultCurrency, a.say.T("cli.flag.currency"))
	cmd.Flags().StringVar(&b.pack, "pack", "general", a.say.T("cli.flag.pack"))
	cmd.Flags().StringVar(&b.zone, "zone", "", a.say.T("cli.flag.zone"))
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		b.rep = a.flags.as
		if b.rep == "" {
			b.rep = a.Env("FORESAIL_REP")
		}
		if b.rep == "" {
			return usagef("cli.init.who")
		}
		if _, err := a.create(cmd, b); err != nil {
			return err
		}
		if *asJSON {
			return a.printJSON(map[string]string{"file": a.path(), "rep": clean.Line(b.rep), "currency": b.currency, "pack": b.pack})
		}
		fmt.Fprintln(a.Out, a.say.T("cli.init.done", "file", a.path(), "rep", clean.Line(b.rep), "currency", b.currency, "pack", b.pack))
		return nil
	})
	return writes(cmd)
}

// create makes the data file and tells it whose it is.
func (a *app) create(cmd *cobra.Command, b beginning) (*store.Store, error) {
	seed, err := a.seed(b)
	if err != nil {
		return nil, err
	}
	path := a.path()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, say.Because(err, "cli.folder", "folder", filepath.Dir(path))
	}
	s, err := store.Create(cmd.Context(), path, a.options(cmd), seed...)
	if errors.Is(err, store.ErrExists) {
		return nil, say.Because(err, "cli.init.exists", "file", path)
	}
	if err != nil {
		return nil, err
	}
	return s, a.claim(cmd.Context(), s, clean.Line(b.rep))
}

// claim says in the data file which rep it belongs to. Nobody in particular
// says it, so that undo never takes it back.
func (a *app) claim(ctx context.Context, s *store.Store, rep string) error {
	_, err := s.Append(ctx, record.ID{}, event.NewSetting(settingUser(s.Node()), rep))
	return err
}

// seed gives the events of a new data file.
func (a *app) seed(b beginning) ([]event.Body, error) {
	pack, ok := packs[b.pack]
	if !ok {
		return nil, usagef("cli.pack.unknown", "pack", b.pack)
	}
	if _, ok := money.Digits(b.currency); !ok {
		return nil, usagef("cli.currency.unknown", "code", b.currency)
	}
	if b.zone != "" {
		if _, err := time.LoadLocation(b.zone); err != nil {
			return nil, usagef("cli.zone.unknown", "zone", b.zone)
		}
	}
	rep := clean.Line(b.rep)
	if rep == "" {
		return nil, usagef("cli.init.who")
	}
	bodies := append(pack(), event.NewSetting(record.SettingCurrency, b.currency), event.NewRep(rep, ""))
	if zone := a.zoneName(b.zone); zone != "" {
		bodies = append(bodies, event.NewSetting(record.SettingZone, zone))
	}
	return bodies, nil
}

// zoneName gives the IANA name of the zone of a new file: the one asked for,
// or that of this machine where it can be told.
func (a *app) zoneName(asked string) string {
	if asked != "" {
		return asked
	}
	if tz := a.Env("TZ"); tz != "" {
		if _, err := time.LoadLocation(tz); err == nil {
			return tz
		}
	}
	if name := a.Zone.String(); name != "Local" {
		return name
	}
	target, err := filepath.EvalSymlinks("/etc/localtime")
	if err != nil {
		return ""
	}
	return zoneOfPath(target)
}

// zoneOfPath gives the zone that a file of the zone database is about:
// "/usr/share/zoneinfo/Europe/Berlin" is "Europe/Berlin".
func zoneOfPath(path string) string {
	_, name, found := strings.Cut(filepath.ToSlash(path), "/zoneinfo/")
	if _, err := time.LoadLocation(name); !found || err != nil {
		return ""
	}
	return name
}
