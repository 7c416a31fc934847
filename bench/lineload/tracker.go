package main

import (
	"sync"
	"time"
)

// Tracker connects the calls that arrive at the mock with the events sent.
type Tracker struct {
	CountPush bool // a push to a user answers that user's oldest open event

	mu      sync.Mutex
	byToken map[string]*Event
	open    map[string][]*Event // by user, oldest first; kept only with CountPush
	events  []*Event
	nAcked  int
	nOpen   int // acknowledged messages without an answer
	nDone   int
}

func newTracker(countPush bool) *Tracker {
	return &Tracker{CountPush: countPush, byToken: map[string]*Event{}, open: map[string][]*Event{}}
}

// add makes the events known. It must be called before they are sent.
func (t *Tracker) add(events []*Event, recorded bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range events {
		e.recorded = recorded
		t.byToken[e.ReplyToken] = e
		if t.CountPush {
			t.open[e.UserID] = append(t.open[e.UserID], e)
		}
		t.events = append(t.events, e)
	}
}

// seen notes that a reply call named the token, whatever it is answered.
func (t *Tracker) seen(token string, at time.Time) (known bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.byToken[token]
	if e == nil {
		return false
	}
	e.Attempts++
	if e.FirstCall.IsZero() {
		e.FirstCall = at
	}
	return true
}

// accepted notes that a reply call was answered 2xx.
func (t *Tracker) accepted(token string, at time.Time, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e := t.byToken[token]; e != nil {
		t.answered(e, at, text)
		e.Accepted++
	}
}

// pushed credits an accepted push to the oldest open event of the user.
func (t *Tracker) pushed(user string, at time.Time, text string) {
	if !t.CountPush {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.open[user]
	if len(q) == 0 {
		return
	}
	e := q[0]
	if e.FirstCall.IsZero() {
		e.FirstCall = at
	}
	t.answered(e, at, text)
	e.Pushed++
}

// answered must be called with the lock held.
func (t *Tracker) answered(e *Event, at time.Time, text string) {
	if !e.FirstOK.IsZero() {
		return
	}
	e.FirstOK, e.Answer = at, text
	t.nDone++
	if e.kind == "message" && e.acked() {
		t.nOpen--
	}
	close(e.done)
	if q := t.open[e.UserID]; t.CountPush {
		for i, o := range q {
			if o == e {
				t.open[e.UserID] = append(q[:i:i], q[i+1:]...)
				break
			}
		}
	}
}

// openAcked counts events that were acknowledged and are still unanswered.
func (t *Tracker) openAcked() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.nOpen
}

// ack records the webhook response of the events.
func (t *Tracker) ack(events []*Event, status int, errText string, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range events {
		was := e.acked()
		e.Status, e.Err, e.Acked = status, errText, at
		if e.acked() && !was {
			t.nAcked++
			if e.kind == "message" && e.FirstOK.IsZero() {
				t.nOpen++
			}
		}
	}
}

// snapshot returns copies of the recorded events.
func (t *Tracker) snapshot() []Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]Event, 0, len(t.events))
	for _, e := range t.events {
		if e.recorded {
			out = append(out, *e)
		}
	}
	return out
}

// drain waits until every acknowledged message has been answered, at most limit.
// It returns early when nothing has been answered for quiet.
func (t *Tracker) drain(limit, quiet time.Duration) {
	deadline := time.Now().Add(limit)
	last, lastChange := -1, time.Now()
	for time.Now().Before(deadline) {
		n := t.openAcked()
		if n == 0 {
			return
		}
		if n != last {
			last, lastChange = n, time.Now()
		}
		if quiet > 0 && time.Since(lastChange) > quiet {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// age returns how long ago the event of a token was sent.
func (t *Tracker) age(token string, at time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e := t.byToken[token]; e != nil && !e.Sent.IsZero() {
		return at.Sub(e.Sent)
	}
	return 0
}

// sent records the moment just before the events' request is written.
func (t *Tracker) sent(events []*Event, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range events {
		e.Sent = at
	}
}

// progress counts the acknowledged and the answered events so far.
func (t *Tracker) progress() (acked, answered int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.nAcked, t.nDone
}

// unacked returns the recorded events that were sent and not acknowledged.
func (t *Tracker) unacked() []*Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []*Event
	for _, e := range t.events {
		if e.recorded && !e.Sent.IsZero() && !e.acked() {
			out = append(out, e)
		}
	}
	return out
}
