package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"runtime/debug"
	"sync"

	"foresail/cmd/cockpits"
	"foresail/cmd/sshd"
	"foresail/store/record"
	"foresail/tui"
	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
)

// serving are the options of `foresail serve`.
type serving struct {
	listen, hostKey string
	metrics         string
	metricsOpen     bool
	unit, verbose   bool
	limits          sshd.Limits
}

func (a *app) serveCommand() *cobra.Command {
	cmd := a.command("serve", "serve", nil, a.takes(0, 0))
	o := &serving{limits: sshd.DefaultLimits()}
	f, t := cmd.Flags(), func(name string) string { return a.say.T("cli.flag.serve." + name) }
	f.StringVar(&o.listen, "listen", ":23234", t("listen"))
	f.StringVar(&o.hostKey, "host-key", "", t("key"))
	f.StringVar(&o.metrics, "metrics", "", t("metrics"))
	f.BoolVar(&o.metricsOpen, "metrics-open", false, t("metrics-open"))
	f.BoolVar(&o.unit, "print-unit", false, t("unit"))
	f.BoolVar(&o.verbose, "verbose", false, t("verbose"))
	l := &o.limits
	f.DurationVar(&l.Idle, "idle", l.Idle, t("idle"))
	f.DurationVar(&l.Lasting, "session-time", l.Lasting, t("lasting"))
	f.DurationVar(&l.Command, "command-time", l.Command, t("command"))
	f.DurationVar(&l.Handshake, "handshake-time", l.Handshake, t("handshake"))
	f.DurationVar(&l.Stuck, "stuck-time", l.Stuck, t("stuck"))
	f.IntVar(&l.Sessions, "sessions", l.Sessions, t("sessions"))
	f.IntVar(&l.SessionsPerKey, "sessions-per-key", l.SessionsPerKey, t("key-sessions"))
	f.IntVar(&l.Conns, "connections", l.Conns, t("conns"))
	f.IntVar(&l.ConnsPerAddr, "connections-per-address", l.ConnsPerAddr, t("addr-conns"))
	f.IntVar(&l.Waiting, "unproven", l.Waiting, t("waiting"))
	f.IntVar(&l.WaitingPerAddr, "unproven-per-address", l.WaitingPerAddr, t("addr-waiting"))
	f.Float64Var(&l.Rate, "rate", l.Rate, t("rate"))
	f.Float64Var(&l.RatePerAddr, "rate-per-address", l.RatePerAddr, t("addr-rate"))
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		if err := o.check(cmd); err != nil {
			return err
		}
		if o.unit {
			return a.printUnit(cmd, o)
		}
		return a.serve(cmd, o)
	})
	return writes(cmd)
}

// check refuses limits that would let nobody in.
func (o *serving) check(cmd *cobra.Command) error {
	for _, name := range []string{
		"handshake-time", "stuck-time", "sessions", "sessions-per-key", "connections", "connections-per-address",
		"unproven", "unproven-per-address", "rate", "rate-per-address",
	} {
		if v := cmd.Flags().Lookup(name).Value.String(); v == "0" || v == "0s" || v[0] == '-' {
			return usagef("cli.serve.bad", "flag", name)
		}
	}
	if o.metrics == "" || o.metricsOpen {
		return nil
	}
	host, _, err := net.SplitHostPort(o.metrics)
	if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return usagef("cli.serve.metrics-open", "address", o.metrics)
}

// serve serves until the run is ended.
func (a *app) serve(cmd *cobra.Command, o *serving) error {
	d, err := a.sitWith(cmd, record.TypeRep)
	if err != nil {
		return err
	}
	key, made, err := sshd.HostKey(a.hostKeyPath(o))
	if err != nil {
		return err
	}
	if a.Env("GOGC") == "" { // the operator's word counts
		defer debug.SetGCPercent(debug.SetGCPercent(sshd.GarbagePercent))
	}
	log := a.serverLog(o)
	ctx, cancel := context.WithCancel(cmd.Context())
	defer cancel()
	h := house{d, cockpits.New(d.store, cockpits.Options{Now: a.Now, Zone: d.now.Location(), Say: a.say, Poll: sshd.Pulse})}
	s, err := sshd.New(ctx, sshd.Config{
		Store: d.store, Key: key, Now: a.Now, Log: log, Say: a.say, Limits: o.limits,
		Open: h.seat, Run: h.run,
	})
	if err != nil {
		return err
	}
	listener, err := sshd.Listen(ctx, o.listen)
	if err != nil {
		return err
	}
	log.Info("serving", "address", listener.Addr(), "file", d.store.Path(), "host_key", ssh.FingerprintSHA256(key.PublicKey()), "made", made, "version", version())
	if s.Empty() {
		fmt.Fprintln(a.Err, a.say.T("cli.error", "what", a.say.T("cli.serve.nobody", "file", d.store.Path(), "rep", d.anyRep())))
	}
	page, err := o.page(ctx)
	if err != nil {
		return err
	}
	var beside sync.WaitGroup
	beside.Go(func() { h.room.Watch(ctx) })
	var failed error
	if page != nil {
		log.Info("page of health and metrics", "address", page.Addr())
		beside.Go(func() {
			failed = s.ServePage(ctx, page)
			cancel()
		})
	}
	err = s.Serve(ctx, listener)
	cancel()
	beside.Wait()
	return errors.Join(err, failed)
}

// page opens the address of the page of metrics, if there is to be one.
func (o *serving) page(ctx context.Context) (net.Listener, error) {
	if o.metrics == "" {
		return nil, nil
	}
	return sshd.Listen(ctx, o.metrics)
}

// hostKeyPath gives the file of the server's own key: that asked for, or one
// beside the data file.
func (a *app) hostKeyPath(o *serving) string {
	if o.hostKey != "" {
		return o.hostKey
	}
	return filepath.Join(filepath.Dir(a.path()), "foresail_host_key")
}

// serverLog writes one line an event to standard error, with the text of
// clients in quotes.
func (a *app) serverLog(o *serving) *slog.Logger {
	level := slog.LevelInfo
	if o.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: level}))
}

// anyRep gives a rep's name as it is typed, for an example.
func (d *desk) anyRep() string {
	if names := d.repNames(); len(names) > 0 {
		return fmt.Sprintf("%q", names[0])
	}
	return "REP"
}

// house is a data file that is served.
type house struct {
	*desk
	room *cockpits.Room
}

// seat completes a guest's cockpit.
func (h house) seat(_ context.Context, g sshd.Guest, o tui.Options) (tui.Options, func(), error) {
	seat := h.room.Sit(g.Grant)
	return seat.Cockpit(o), seat.Leave, nil
}

// remote runs a guest's command.
func (h house) run(ctx context.Context, g sshd.Guest, s sshd.Streams, args []string) int {
	defer h.room.Poke()
	w := World{Args: args, In: s.In, Out: s.Out, Err: s.Err, Now: h.Now, Zone: h.Zone}
	return h.remote(ctx, w, h.store.As(g.Grant))
}
