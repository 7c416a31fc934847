package boot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"ohenji/internal/web/api"
	"ohenji/internal/web/console"
	"ohenji/internal/web/hook"
)

// The limits of the HTTP server. Streams lift them for themselves.
const (
	headerTime   = 10 * time.Second
	readTime     = 30 * time.Second
	writeTime    = 60 * time.Second
	idleTime     = 2 * time.Minute
	shutdownTime = 10 * time.Second
	maxHeader    = 64 << 10
)

// Handler serves everything: webhook, API, console, health.
func (a *App) Handler() http.Handler { return a.handler }

func (a *App) routes() (http.Handler, error) {
	rest, err := api.Handler(api.Deps{
		Account: a.Account, Apply: a.Apply, Inbox: a.Inbox, Member: a.Member, Rehearse: a.Rehearse, Responder: a.Responder, Hub: a.Hub, Clock: a.Clock, Text: a.Text,
		Log: a.Log, PublicURL: a.PublicURL, Version: a.Version,
	})
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /hook/{account}", &hook.Handler{Receiver: a.Reception, Log: a.Log})
	mux.Handle(api.Base+"/", rest)
	mux.Handle("GET "+api.Base+"/docs", http.RedirectHandler("/api-docs", http.StatusFound)) // a page of the console
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("/", console.Handler(console.Options{ImageSources: a.pictureSources()}))
	return a.guard(mux), nil
}

// ready is 200 when the product can do its work: the database answers.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	if err := a.DB.Ping(r.Context()); err != nil {
		a.Log.ErrorContext(r.Context(), "not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// guard names each request for the log and survives a handler that panics.
func (a *App) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Pages count down by this clock: it is the one that windows end by, and in
		// the demo it can be ahead of the reader's.
		w.Header().Set("Date", a.Clock.Now().Format(http.TimeFormat))
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "same-origin")
		w.Header().Set("X-Frame-Options", "DENY")
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p) // net/http's own way to cut a connection
			}
			a.Log.ErrorContext(r.Context(), "handler panicked", "method", r.Method, "pattern", r.Pattern, "panic", p)
			w.WriteHeader(http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

// Run serves on ln until ctx ends, then stops in order: no new requests, what
// was received is committed, what is being sent is finished and recorded.
func (a *App) Run(ctx context.Context, ln net.Listener) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var wg sync.WaitGroup
	failed := make(chan error, 4)
	start := func(run func(context.Context) error) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed <- fmt.Errorf("panic: %v\n%s", p, debug.Stack())
				}
			}()
			if err := run(work); err != nil {
				failed <- err
			}
		})
	}
	start(a.Reception.Run)
	start(a.Deliver.Run)
	start(a.Jobs.Run)

	server := &http.Server{
		Handler: a.handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelDebug),
	}
	serving := make(chan error, 1)
	go func() { serving <- server.Serve(ln) }()

	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	case err = <-serving:
	}
	a.Hub.Close() // streams never end by themselves
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if down := server.Shutdown(stop); down != nil {
		err = errors.Join(err, server.Close())
	}
	stopWork()
	wg.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}
