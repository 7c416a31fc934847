// Package reception takes in what LINE delivers: it journals each event once,
// keeps contacts and conversations, decides what to answer and records the
// answer, all in one transaction before LINE gets its 200.
package reception

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/inquiry"
	"ohenji/internal/job"
	"ohenji/internal/store"
)

// Event is one webhook event as the hook decoded it.
type Event struct {
	WebhookEventID string
	Type           string
	Standby        bool // another channel has the chat: store, do not answer
	OccurredAt     time.Time
	LineUserID     string // "" when the source is not a single user
	SourceType     string
	ReplyToken     string
	Message        *Message // of message events
	Postback       string   // data of postback events
	Unblocked      bool     // of follow events
	Raw            string   // the event's JSON
	Fault          error    // it could not be decoded
}

// Message is the message of an event.
type Message struct {
	ID      string
	Kind    string
	Text    string
	Payload json.RawMessage // LINE's message object
}

// Deps are what a Service needs.
type Deps struct {
	DB        *store.DB
	Clock     *clock.Clock
	IDs       *id.Source
	Log       *slog.Logger
	Responder *responder.Service
	Deliver   *deliver.Engine
	Jobs      *job.Queue
	Inquiry   *inquiry.Desk
	// ReplyTokenLife is how long after its reception a reply token is used. LINE
	// promises one minute; the default keeps a margin for the way there.
	ReplyTokenLife time.Duration
}

const (
	// batchMost is how many events share one transaction.
	batchMost = 256
	// waitingMost is how many requests may wait for their transaction. More are
	// refused, so that LINE redelivers them when the database can follow.
	waitingMost = 1024
	// faultsEvery is how often refused signatures are written down.
	faultsEvery = time.Second
)

// Service receives. Run it before the first Receive.
type Service struct {
	Deps
	queue  chan *request
	asking singleflight.Group // profiles, by contact

	mu     sync.Mutex
	faults map[string]*store.Fault // refused signatures by account, not yet written
}

// New returns a service.
func New(d Deps) *Service {
	return &Service{Deps: d, queue: make(chan *request, waitingMost), faults: map[string]*store.Fault{}}
}

// request is one webhook request that waits for its events' commit.
type request struct {
	accountID string
	events    []Event
	at        time.Time // of its arrival: reply tokens live from then on
	done      chan error
}

// Channel is what the hook needs to check a signature.
type Channel struct {
	AccountID string
	Secrets   []string // the current one, and the one before while it is being replaced
}

// Channel finds the account by the last part of the webhook path, or NotFound
// account.not_found.
func (s *Service) Channel(ctx context.Context, key string) (Channel, error) {
	b, err := s.Responder.BookByKey(ctx, key)
	if err != nil {
		return Channel{}, err
	}
	c := Channel{AccountID: b.Account.ID, Secrets: []string{string(b.Account.Channel.Secret)}}
	if old := b.Account.Channel.OldSecret; old != "" && s.Clock.Now().Before(b.Account.Channel.OldUntil) {
		c.Secrets = append(c.Secrets, string(old))
	}
	return c, nil
}

// Receive returns nil once all events are committed. After an error LINE must
// not get 200, so that it delivers them again.
func (s *Service) Receive(ctx context.Context, accountID string, events []Event) error {
	if len(events) == 0 {
		return nil
	}
	r := &request{accountID: accountID, events: events, at: s.Clock.Now(), done: make(chan error, 1)}
	select {
	case s.queue <- r:
	default:
		return domain.E(domain.Unavailable, "reception.overloaded")
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Run writes what is received until ctx ends; what was taken in before is
// still committed.
func (s *Service) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { s.writeFaults(ctx) })
	for {
		select {
		case r := <-s.queue:
			s.commit(context.WithoutCancel(ctx), s.gather(r))
		case <-ctx.Done():
			s.drain(context.WithoutCancel(ctx))
			return nil
		}
	}
}

func (s *Service) drain(ctx context.Context) {
	for {
		select {
		case r := <-s.queue:
			s.commit(ctx, s.gather(r))
		default:
			return
		}
	}
}

// gather takes the requests that wait already into one transaction.
func (s *Service) gather(first *request) []*request {
	rs, n := []*request{first}, len(first.events)
	for n < batchMost {
		select {
		case r := <-s.queue:
			rs, n = append(rs, r), n+len(r.events)
		default:
			return rs
		}
	}
	return rs
}

// commit writes the requests' events together. When one of them cannot be
// written, each is tried by itself, so that the poisoned one is set aside and
// does not harm its neighbours. Every other failure may pass: LINE is not told
// 200 and delivers all of them again.
func (s *Service) commit(ctx context.Context, rs []*request) {
	var all []arrival
	for _, r := range rs {
		for i := range r.events {
			all = append(all, arrival{accountID: r.accountID, at: r.at, Event: &r.events[i]})
		}
	}
	err := s.write(ctx, all)
	if err == nil || !store.Poisoned(err) {
		for _, r := range rs {
			r.done <- err
		}
		return
	}
	s.Log.ErrorContext(ctx, "a batch of events could not be written, trying one by one", "events", len(all), "error", err)
	for _, r := range rs {
		r.done <- s.oneByOne(ctx, r)
	}
}

func (s *Service) oneByOne(ctx context.Context, r *request) error {
	for i := range r.events {
		e := &r.events[i]
		err := s.write(ctx, []arrival{{accountID: r.accountID, at: r.at, Event: e}})
		if err == nil {
			continue
		}
		if !store.Poisoned(err) {
			return err // LINE delivers it again
		}
		s.Log.ErrorContext(ctx, "event set aside", "account_id", r.accountID, "event_id", e.WebhookEventID, "type", e.Type, "error", err)
		e.Fault = err
		if err := s.write(ctx, []arrival{{accountID: r.accountID, at: r.at, Event: e}}); err != nil {
			return fmt.Errorf("set event aside: %w", err)
		}
	}
	return nil
}

// RefusedSignature counts a webhook request whose signature is wrong or
// missing, for the owner to see. It never touches the database itself, so that
// a flood of them costs nothing.
func (s *Service) RefusedSignature(accountID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.faults[accountID]
	if f == nil {
		f = &store.Fault{}
		s.faults[accountID] = f
	}
	f.Count++
	f.LastAt = s.Clock.Now()
}

func (s *Service) writeFaults(ctx context.Context) {
	for {
		ended := s.Clock.Sleep(ctx, faultsEvery) != nil
		s.mu.Lock()
		faults := s.faults
		s.faults = map[string]*store.Fault{}
		s.mu.Unlock()
		if len(faults) > 0 {
			if err := s.addFaults(context.WithoutCancel(ctx), faults); err != nil {
				s.Log.ErrorContext(ctx, "write count of refused signatures", "error", err)
			}
		}
		if ended {
			return
		}
	}
}

func (s *Service) addFaults(ctx context.Context, faults map[string]*store.Fault) error {
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		var errs []error
		for accountID, f := range faults {
			errs = append(errs, tx.AddHookFaults(ctx, accountID, store.FaultBadSignature, f.Count, f.LastAt))
			tx.Hint(domain.Hint{Kind: domain.HintAccount, AccountID: accountID})
		}
		return errors.Join(errs...)
	})
}
