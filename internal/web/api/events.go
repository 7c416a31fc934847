package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ohenji/internal/domain"
	"ohenji/internal/live"
)

// pingEvery keeps proxies from closing a quiet stream, and is how often a
// stream's session is checked again.
const pingEvery = 20 * time.Second

type eventsInput struct {
	Account string `query:"account" doc:"Only this account's hints; empty means all that the caller sees"`
}

func (s *server) eventRoutes() {
	o := op("stream-events", http.MethodGet, "/events", "Live", "Server-sent events: hints of what to fetch again")
	o.Description = "`event: ready` once connected, then `event: hint` with {kind, account, id} and no content. " +
		"After a reconnect fetch everything that is shown anew: hints may be lost."
	o.Responses = map[string]*huma.Response{"200": {
		Description: "A stream without end", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: "string"}}},
	}}
	route(s, o, func(_ context.Context, a domain.Actor, in *eventsInput) (*huma.StreamResponse, error) {
		if in.Account != "" {
			if err := a.Sees(in.Account); err != nil {
				return nil, err
			}
		}
		sees := func(accountID string) bool {
			return a.Role(accountID) != "" && (in.Account == "" || in.Account == accountID)
		}
		return &huma.StreamResponse{Body: func(ctx huma.Context) { s.stream(ctx, sees) }}, nil
	})
}

// stream writes hints until the page goes, its session ends or it falls behind.
func (s *server) stream(hctx huma.Context, sees func(string) bool) {
	_, w := humago.Unwrap(hctx)
	ctx, who := hctx.Context(), identityOf(hctx.Context())
	out := &streamWriter{w: w, control: http.NewResponseController(w)}
	if err := out.begin(); err != nil {
		s.Log.DebugContext(ctx, "no deadline to lift", "error", err)
	}
	sub := s.Hub.Subscribe(sees)
	defer sub.Close()
	pings := s.pings(ctx)
	if !out.write("event: ready\ndata: {}\n\n") {
		return
	}
	for {
		select {
		case hint, open := <-sub.C():
			if !open || !out.write(hintText(hint, sub)) {
				return
			}
		case <-pings:
			if !s.stillIn(ctx, who) || !out.write(": ping\n\n") {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// writeTime is how long one write to a page may take. A page that does not
// read is cut off by then.
const writeTime = 10 * time.Second

// streamWriter writes to an open page.
type streamWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// begin sets the headers and lifts the server's limits on reading and writing,
// which are for requests that end.
func (s *streamWriter) begin() error {
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold hints back
	var never time.Time
	return errors.Join(s.control.SetReadDeadline(never), s.control.SetWriteDeadline(never))
}

func (s *streamWriter) write(text string) bool {
	stuck := time.AfterFunc(writeTime, func() {
		_ = s.control.SetWriteDeadline(time.Unix(1, 0)) // ends the write; there is nobody left to tell
	})
	defer stuck.Stop()
	_, err := io.WriteString(s.w, text)
	return err == nil && s.control.Flush() == nil
}

// pings ticks by the product's clock, from now until ctx ends.
func (s *server) pings(ctx context.Context) <-chan struct{} {
	out := make(chan struct{})
	next := s.Clock.Now().Add(pingEvery)
	go func() {
		for s.Clock.Wait(ctx, next) == nil {
			select {
			case out <- struct{}{}:
				next = s.Clock.Now().Add(pingEvery)
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// stillIn reports whether the stream's session or token is still good, and
// good for the same as when the stream began.
func (s *server) stillIn(ctx context.Context, who identity) bool {
	now := who.actor
	if who.session != "" {
		m, err := s.Member.BySession(ctx, who.session)
		if err != nil {
			return false
		}
		now = m.Actor()
	} else if who.token != "" {
		var err error
		if now, err = s.byToken(ctx, who.token); err != nil {
			return false
		}
	}
	return now.Admin == who.actor.Admin && maps.Equal(now.Account, who.actor.Account)
}

// hintText writes a hint with those that wait already, each once: a burst of
// changes in one conversation is one fetch.
func hintText(first domain.Hint, sub *live.Subscription) string {
	seen := map[domain.Hint]bool{}
	text := ""
	add := func(h domain.Hint) {
		if seen[h] {
			return
		}
		seen[h] = true
		data, err := json.Marshal(h)
		if err == nil {
			text += fmt.Sprintf("event: hint\ndata: %s\n\n", data)
		}
	}
	add(first)
	for range len(sub.C()) {
		if h, open := <-sub.C(); open {
			add(h)
		}
	}
	return text
}
