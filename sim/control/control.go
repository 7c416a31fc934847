// Package control is the surface by which tests, scripts and the phone page
// drive a simulated platform: /_sim/... Its contract is openapi.yaml beside
// this file, which a test holds against the code.
package control

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"ohenji/sim/platform"
)

// Document is the OpenAPI document of this surface.
//
//go:embed openapi.yaml
var Document []byte

const maxBody = 64 << 20 // friends send videos

// Control serves /_sim/. Wrap it in Guard.
type Control struct {
	platform *platform.Platform
	log      *slog.Logger
	mux      *http.ServeMux
}

// New returns the control surface of p.
func New(p *platform.Platform, log *slog.Logger) *Control {
	c := &Control{platform: p, log: log, mux: http.NewServeMux()}
	for _, r := range c.routes() {
		c.mux.Handle(r.pattern, c.endpoint(r.handle))
	}
	c.mux.HandleFunc("GET /_sim/friends/{user}/stream", c.stream)
	c.mux.HandleFunc("GET /_sim/channels/{channel}/contents/{message}", c.content)
	c.mux.HandleFunc("GET /_sim/openapi.yaml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/yaml")
		_, _ = w.Write(Document)
	})
	c.mux.HandleFunc("/_sim/", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, http.StatusNotFound, problem{"no such address: " + r.Method + " " + r.URL.Path})
	})
	return c
}

// ServeHTTP answers one control request.
func (c *Control) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.mux.ServeHTTP(w, r) }

type route struct {
	pattern string // of http.ServeMux
	handle  func(*http.Request) (any, error)
}

// routes is the whole surface, except what is no JSON: the stream, contents and
// the document itself.
func (c *Control) routes() []route {
	return []route{
		{"GET /_sim/channels", c.listChannels},
		{"POST /_sim/channels", c.addChannel},
		{"GET /_sim/channels/{channel}", c.getChannel},
		{"PATCH /_sim/channels/{channel}", c.changeChannel},
		{"GET /_sim/channels/{channel}/friends", c.listFriends},
		{"POST /_sim/channels/{channel}/friends", c.addFriend},
		{"GET /_sim/channels/{channel}/sent", c.listSent},
		{"GET /_sim/channels/{channel}/calls", c.listCalls},
		{"GET /_sim/channels/{channel}/webhooks", c.webhookStats},
		{"GET /_sim/channels/{channel}/quota", c.quota},
		{"GET /_sim/channels/{channel}/groups", c.listGroups},
		{"POST /_sim/channels/{channel}/groups", c.addGroup},
		{"POST /_sim/channels/{channel}/audiences", c.addAudience},
		{"GET /_sim/friends/{user}", c.getFriend},
		{"PATCH /_sim/friends/{user}", c.changeFriend},
		{"GET /_sim/friends/{user}/talk", c.getTalk},
		{"POST /_sim/friends/{user}/talk", c.record},
		{"POST /_sim/friends/{user}/messages", c.send},
		{"DELETE /_sim/friends/{user}/messages/{message}", c.unsend},
		{"POST /_sim/friends/{user}/postbacks", c.postback},
		{"POST /_sim/friends/{user}/block", c.block},
		{"POST /_sim/friends/{user}/unblock", c.unblock},
		{"GET /_sim/groups/{group}", c.getGroup},
		{"POST /_sim/groups/{group}/members", c.joinGroup},
		{"DELETE /_sim/groups/{group}/members/{user}", c.partGroup},
		{"POST /_sim/groups/{group}/messages", c.sendToGroup},
		{"PATCH /_sim/groups/{group}/messages/{message}", c.editInGroup},
		{"DELETE /_sim/groups/{group}/messages/{message}", c.unsendInGroup},
		{"POST /_sim/groups/{group}/postbacks", c.postbackInGroup},
		{"POST /_sim/groups/{group}/expel", c.expelFromGroup},
		{"POST /_sim/groups/{group}/invite", c.inviteToGroup},
		{"POST /_sim/events", c.inject},
		{"GET /_sim/faults", c.listFaults},
		{"POST /_sim/faults", c.addFault},
		{"DELETE /_sim/faults", c.clearFaults},
		{"DELETE /_sim/faults/{fault}", c.clearFaults},
		{"GET /_sim/clock", c.getClock},
		{"POST /_sim/clock", c.setClock},
		{"GET /_sim/idle", c.idle},
	}
}

// created makes the answer 201 instead of 200.
type created struct{ body any }

// problem is the body of every refusal.
type problem struct {
	Message string `json:"message"`
}

// list is the body of every list.
type list[T any] struct {
	Items []T `json:"items"`
}

// done is the body of a success that has nothing to say.
type done struct{}

func (c *Control) endpoint(handle func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		result, err := handle(r)
		status := http.StatusOK
		switch {
		case errors.Is(err, platform.ErrNotFound):
			status = http.StatusNotFound
		case errors.Is(err, platform.ErrConflict):
			status = http.StatusConflict
		case errors.Is(err, platform.ErrInvalid):
			status = http.StatusBadRequest
		case err != nil:
			status = http.StatusInternalServerError
			c.log.Error("simulator: control request failed", slog.String("pattern", r.Pattern), slog.Any("error", err))
		}
		if err != nil {
			writeJSON(w, status, problem{err.Error()})
			return
		}
		if made, ok := result.(created); ok {
			status, result = http.StatusCreated, made.body
		}
		writeJSON(w, status, result)
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // the client may be gone
}

// decode reads a JSON body strictly: a property that does not exist is a
// mistake of the caller, who would otherwise wonder why nothing happens.
func decode[T any](r *http.Request) (T, error) {
	var in T
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return in, fmt.Errorf("request body: %w: %w", platform.ErrInvalid, err)
	}
	return in, nil
}

func queryInt(r *http.Request, name string, fallback int) (int, error) {
	s := r.URL.Query().Get(name)
	if s == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s %q: %w", name, s, platform.ErrInvalid)
	}
	return n, nil
}
