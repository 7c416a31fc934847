package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

// until waits until ok says so. It looks again at each hint of the product and
// at each call of it that LINE has answered.
func (w *world) until(what string, ok func() bool) {
	w.t.Helper()
	deadline := time.After(patience)
	for {
		hints := w.live.next()
		calls, err := w.line.Watch(channelID)
		w.must(err)
		if ok() {
			return
		}
		select {
		case <-hints:
		case <-calls:
		case <-deadline:
			w.t.Fatalf("waited in vain for: %s\n%s", what, w.log)
		}
	}
}

// settle waits until every webhook has its answer and nothing is on its way to
// LINE: what has not happened by then will not.
func (w *world) settle() {
	w.t.Helper()
	w.idle()
	w.until("all deliveries to end", func() bool { return w.open() == 0 })
}

// idle waits until every webhook has its answer.
func (w *world) idle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.line.Idle(ctx); err != nil {
		w.t.Fatalf("webhooks still under way: %v", err)
	}
}

// open counts the newest deliveries that have not ended.
func (w *world) open() int {
	w.t.Helper()
	n := 0
	for _, d := range w.deliveries() {
		if d.State == "queued" || d.State == "sending" {
			n++
		}
	}
	return n
}

// hint is what an open page gets; of kind "ping" it only says that it was
// looked after.
type hint struct{ Kind, Account, ID string }

// stream is an open page's event stream.
type stream struct {
	res    *http.Response
	closed chan struct{} // when the product ended it

	mu    sync.Mutex
	hints []hint
	fresh chan struct{} // closed and replaced at each hint
}

// listen opens an event stream and returns when it is ready.
func (w *world) listen(c *client) *stream { return w.listenTo(c, "/events") }

func (w *world) listenTo(c *client, path string) *stream {
	w.t.Helper()
	r := c.request(http.MethodGet, path, nil)
	res, err := (&http.Client{}).Do(r) // no time-out: it has no end
	w.must(err)
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("event stream: %s", res.Status)
	}
	w.t.Cleanup(func() { res.Body.Close() })
	s := &stream{res: res, closed: make(chan struct{}), fresh: make(chan struct{})}
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || lines.Text() != "event: ready" {
		w.t.Fatalf("event stream begins with %q", lines.Text())
	}
	go s.read(lines)
	return s
}

func (s *stream) read(lines *bufio.Scanner) {
	defer close(s.closed)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		var h hint
		if lines.Text() == ": ping" {
			h.Kind = "ping"
		} else if !ok || json.Unmarshal([]byte(data), &h) != nil || h.Kind == "" {
			continue
		}
		s.mu.Lock()
		s.hints = append(s.hints, h)
		close(s.fresh)
		s.fresh = make(chan struct{})
		s.mu.Unlock()
	}
}

// next is closed at the next hint.
func (s *stream) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fresh
}

func (s *stream) all() []hint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]hint{}, s.hints...)
}
