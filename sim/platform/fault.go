package platform

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Phase says when a fault strikes: before LINE accepts the request, or after.
// After is what retry keys exist for: the bot sees an error, the friend sees
// the message.
type Phase string

// The phases.
const (
	Before Phase = "before"
	After  Phase = "after"
)

// Kinds of faults in webhooks.
const (
	FaultDuplicate     = "duplicate"      // the same request twice, isRedelivery false both times
	FaultUnknownFields = "unknown_fields" // properties that do not exist yet
	FaultUnknownType   = "unknown_type"   // an event of a type that does not exist yet stands before the real one
	FaultBadSignature  = "bad_signature"
	FaultLost          = "lost" // never sent
	FaultSlow          = "slow" // only Delay
)

// EndpointWebhook is the Endpoint of faults in webhooks.
const EndpointWebhook = "webhook"

// Fault makes the platform misbehave. What is empty matches everything.
type Fault struct {
	ID       string        `json:"id"`
	Channel  string        `json:"channel,omitempty"`
	Endpoint string        `json:"endpoint,omitempty"` // "reply", "push", "profile", "token", "content", "loading", "webhook" or LINE's operationId
	Friend   string        `json:"friend,omitempty"`   // user id; calls that concern nobody do not match
	When     Phase         `json:"when,omitempty"`     // "before"
	Status   int           `json:"status,omitempty"`   // answer this; 0: the usual answer
	Message  string        `json:"message,omitempty"`  // text of the answer; "": LINE's usual for the status
	Delay    time.Duration `json:"-"`                  // answer, or send the webhook, so long after it came up, by the virtual clock
	Drop     bool          `json:"drop,omitempty"`     // close the connection instead of an answer
	Kind     string        `json:"kind,omitempty"`     // for webhooks
	Count    int           `json:"count,omitempty"`    // strike so often; 0: until removed
	Hits     int           `json:"hits"`               // has struck so often
}

func (f Fault) check() error {
	hook := []string{FaultDuplicate, FaultUnknownFields, FaultUnknownType, FaultBadSignature, FaultLost, FaultSlow}
	switch {
	case f.When != Before && f.When != After:
		return fmt.Errorf("when %q must be before or after: %w", f.When, ErrInvalid)
	case f.Endpoint == EndpointWebhook && !slices.Contains(hook, f.Kind):
		return fmt.Errorf("kind %q must be one of %v: %w", f.Kind, hook, ErrInvalid)
	case f.Endpoint != EndpointWebhook && f.Kind != "":
		return fmt.Errorf("kind is for webhooks only: %w", ErrInvalid)
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("status %d must be 400 to 599: %w", f.Status, ErrInvalid)
	case f.Delay < 0 || f.Count < 0:
		return fmt.Errorf("delay and count must not be negative: %w", ErrInvalid)
	case f.Endpoint != EndpointWebhook && f.Status == 0 && !f.Drop && f.Delay == 0:
		return fmt.Errorf("give status, drop or delay: %w", ErrInvalid)
	}
	return nil
}

type faultTable struct {
	any atomic.Bool // spares the lock while there are none
	mu  sync.Mutex
	all []*Fault
}

// AddFault lets the fault strike from now on.
func (p *Platform) AddFault(f Fault) (Fault, error) {
	if f.When == "" {
		f.When = Before
	}
	if err := f.check(); err != nil {
		return Fault{}, err
	}
	f.ID, f.Hits = p.ids.New("flt", p.clock.Now()), 0
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	p.faults.all = append(p.faults.all, &f)
	p.faults.any.Store(true)
	return f, nil
}

// Faults returns all faults, also those that have struck as often as they
// should, in the order they were added.
func (p *Platform) Faults() []Fault {
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	out := make([]Fault, 0, len(p.faults.all))
	for _, f := range p.faults.all {
		out = append(out, *f)
	}
	return out
}

// ClearFaults removes one fault, or all when the id is empty.
func (p *Platform) ClearFaults(id string) error {
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	before := len(p.faults.all)
	p.faults.all = slices.DeleteFunc(p.faults.all, func(f *Fault) bool { return id == "" || f.ID == id })
	p.faults.any.Store(len(p.faults.all) > 0)
	if id != "" && len(p.faults.all) == before {
		return fmt.Errorf("fault %q: %w", id, ErrNotFound)
	}
	return nil
}

// Strike returns the first fault that matches a call, and counts it.
// endpoints are the names of the called endpoint.
func (p *Platform) Strike(channelID, friend string, when Phase, endpoints ...string) (Fault, bool) {
	if !p.faults.any.Load() {
		return Fault{}, false
	}
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	for _, f := range p.faults.all {
		if f.Endpoint != EndpointWebhook && f.When == when && f.matches(channelID, friend, endpoints) {
			f.Hits++
			return *f, true
		}
	}
	return Fault{}, false
}

func (f *Fault) matches(channelID, friend string, endpoints []string) bool {
	return (f.Count == 0 || f.Hits < f.Count) &&
		(f.Channel == "" || f.Channel == channelID) &&
		(f.Friend == "" || f.Friend == friend) &&
		(f.Endpoint == "" || slices.Contains(endpoints, f.Endpoint))
}

// hookFaults is everything that strikes one webhook request.
type hookFaults struct {
	unknownFields, unknownType, badSignature, lost bool
	duplicates                                     int
	delay                                          time.Duration
}

func (p *Platform) webhookFaults(channelID, friend string) hookFaults {
	var out hookFaults
	if !p.faults.any.Load() {
		return out
	}
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	for _, f := range p.faults.all {
		if f.Endpoint != EndpointWebhook || !f.matches(channelID, friend, []string{EndpointWebhook}) {
			continue
		}
		f.Hits++
		out.delay += f.Delay
		switch f.Kind {
		case FaultDuplicate:
			out.duplicates++
		case FaultUnknownFields:
			out.unknownFields = true
		case FaultUnknownType:
			out.unknownType = true
		case FaultBadSignature:
			out.badSignature = true
		case FaultLost:
			out.lost = true
		}
	}
	return out
}

// HasFaults tells whether any fault is set, without looking closer.
func (p *Platform) HasFaults() bool { return p.faults.any.Load() }
