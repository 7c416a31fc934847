package platform

import (
	"context"
	"sync"
)

// signal wakes everybody who waits for a change. The zero value is ready, and
// firing costs next to nothing while nobody waits.
type signal struct {
	mu sync.Mutex
	ch chan struct{}
}

// wait returns a channel that is closed at the next fire. Take it before
// looking at the state, or the change between is missed.
func (s *signal) wait() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch == nil {
		s.ch = make(chan struct{})
	}
	return s.ch
}

func (s *signal) fire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch != nil {
		close(s.ch)
		s.ch = nil
	}
}

// inFlight counts webhooks that wait or are under way.
type inFlight struct {
	mu   sync.Mutex
	n    int
	idle signal
}

func (f *inFlight) add(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n += n
	if f.n == 0 {
		f.idle.fire()
	}
}

func (f *inFlight) wait(ctx context.Context) error {
	for {
		f.mu.Lock()
		n, idle := f.n, f.idle.wait()
		f.mu.Unlock()
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-idle:
		}
	}
}

// ring keeps the newest max items. The zero value keeps nothing; see newRing.
type ring[T any] struct {
	items []T
	next  int // where the next item goes once items is full
	max   int
}

func newRing[T any](max int) ring[T] { return ring[T]{max: max} }

func (r *ring[T]) add(item T) {
	if len(r.items) < r.max {
		r.items = append(r.items, item)
		return
	}
	r.items[r.next] = item
	r.next = (r.next + 1) % r.max
}

// each calls f for every item, oldest first.
func (r *ring[T]) each(f func(T)) {
	for i := range r.items {
		f(r.items[(r.next+i)%len(r.items)])
	}
}
