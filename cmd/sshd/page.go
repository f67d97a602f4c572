package sshd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// ServePage serves a page of health (/healthz) and of metrics (/metrics) until
// the context ends. It asks nobody who they are, and says nothing of whom the
// server serves: numbers only.
func (s *Server) ServePage(ctx context.Context, l net.Listener) error {
	page := &http.Server{
		Handler: s.pages(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: 30 * time.Second, MaxHeaderBytes: 8 << 10,
	}
	defer context.AfterFunc(ctx, func() { page.Close() })()
	if err := page.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (s *Server) pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.roster.follow(r.Context()); err != nil {
			http.Error(w, "the data file cannot be read", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = w.Write(s.meter.page(s.gate.Load().count()))
	})
	return mux
}
