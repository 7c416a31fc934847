// Package sim is a LINE Platform that runs on one machine: LINE's API and its
// webhooks, a control surface for tests and scripts, and a page that is a
// friend's phone. It is useful to any bot, in any language; of this project it
// uses only the clock and the ids.
package sim

import (
	"cmp"
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/id"
	"ohenji/sim/api"
	"ohenji/sim/control"
	"ohenji/sim/phone"
	"ohenji/sim/platform"
)

// Options of New. The zero value is a simulator in memory that keeps the
// machine's time.
type Options struct {
	Clock          *clock.Clock    // shared with whoever must obey the same time; nil: its own
	IDs            *id.Source      // nil: random
	StateFile      string          // JSON snapshot, read by New, written after changes and by Close; "": memory only
	Log            *slog.Logger    // nil: discard
	WebhookTimeout time.Duration   // 0: LINE's 2 s
	HTTP           *http.Client    // carries webhooks; nil: its own
	Limits         platform.Limits // what is remembered; zero fields: large defaults
	AnyHost        bool            // serve controls and phones under any host name; they have no password
}

// Sim is one simulated LINE Platform.
type Sim struct {
	platform *platform.Platform
	handler  http.Handler
}

// New returns a running simulator; the caller closes it. When the state file
// was written by a shifted clock, New shifts o.Clock forward to the same offset.
func New(o Options) (*Sim, error) {
	log := cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	ids := o.IDs
	if ids == nil {
		ids = id.New(rand.Reader)
	}
	clk := o.Clock
	if clk == nil {
		clk = clock.New()
	}
	p, err := platform.New(platform.Options{
		Clock: clk, IDs: ids, Log: log, HTTP: o.HTTP, WebhookTimeout: o.WebhookTimeout,
		StateFile: o.StateFile, Limits: o.Limits,
	})
	if err != nil {
		return nil, err
	}
	return &Sim{platform: p, handler: routes(p, ids, log, o.AnyHost)}, nil
}

func routes(p *platform.Platform, ids *id.Source, log *slog.Logger, anyHost bool) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", api.New(p, ids, log))
	mux.Handle("/_sim/", control.Guard(control.New(p, log), anyHost))
	mux.Handle("/phone/", control.Guard(phone.Handler(), anyHost))
	mux.Handle("GET /{$}", http.RedirectHandler("/phone/", http.StatusFound))
	return mux
}

// Handler serves LINE's API, the control surface under /_sim/ and the phones
// under /phone/, all on one host.
func (s *Sim) Handler() http.Handler { return s.handler }

// Platform gives access in the same process: seeding, friends' messages, and
// what was sent.
func (s *Sim) Platform() *platform.Platform { return s.platform }

// Close stops the webhooks, ends the pages' streams and saves the state.
// Streams end with it, so call it before http.Server.Shutdown.
func (s *Sim) Close() error { return s.platform.Close() }
