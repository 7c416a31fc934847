// Package live brings hints ("fetch this again") to the pages that are open on
// this node. Hints carry no content and may be lost: a page that reconnects
// fetches everything anew.
package live

import (
	"sync"

	"ohenji/internal/domain"
)

// buffered is how many hints may wait for one page. A page that is further
// behind is cut off; it reconnects and heals itself.
const buffered = 256

// Hub spreads hints to subscriptions. Safe for concurrent use; Publish never
// blocks.
type Hub struct {
	mu   sync.Mutex
	subs map[*Subscription]struct{}
	shut bool
}

// New returns a hub without subscribers.
func New() *Hub { return &Hub{subs: map[*Subscription]struct{}{}} }

// Subscription is one open page.
type Subscription struct {
	hub  *Hub
	sees func(accountID string) bool
	c    chan domain.Hint
}

// Subscribe begins a subscription to the hints of accounts that sees allows.
// Close it when the page goes.
func (h *Hub) Subscribe(sees func(accountID string) bool) *Subscription {
	s := &Subscription{hub: h, sees: sees, c: make(chan domain.Hint, buffered)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.shut {
		close(s.c)
		return s
	}
	h.subs[s] = struct{}{}
	return s
}

// C delivers the hints. It is closed when the subscription was cut off or the
// hub was closed.
func (s *Subscription) C() <-chan domain.Hint { return s.c }

// Close ends the subscription; closing twice is fine.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.hub.drop(s)
}

func (h *Hub) drop(s *Subscription) {
	if _, ok := h.subs[s]; ok {
		delete(h.subs, s)
		close(s.c)
	}
}

// Publish hands the hints to every subscription that may see them.
func (h *Hub) Publish(hints []domain.Hint) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs {
		for _, hint := range hints {
			if hint.AccountID != "" && !s.sees(hint.AccountID) {
				continue
			}
			select {
			case s.c <- hint:
				continue
			default:
			}
			h.drop(s)
			break
		}
	}
}

// Close cuts off all subscriptions, so that a server that shuts down does not
// wait for pages that stay open for hours.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shut = true
	for s := range h.subs {
		h.drop(s)
	}
}

// Count is the number of open subscriptions.
func (h *Hub) Count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.subs)
}
