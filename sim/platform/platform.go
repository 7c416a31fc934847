// Package platform is the state and the rules of a simulated LINE Platform:
// providers, channels, people, talks, reply tokens, retry keys, quotas and the
// webhooks that leave it. It knows nothing of HTTP requests coming in; packages
// api and control put LINE's endpoints and the control surface over it.
//
// Every rule obeys the one clock it is given, so a test can jump over a reply
// token's minute or a retry key's day.
package platform

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/id"
)

// What a control request can be refused for. Errors of this package wrap one
// of them, except a Refusal, which is LINE's own answer to a bot.
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("invalid")
	ErrConflict = errors.New("conflict")
)

// Options of New. Clock and IDs are required.
type Options struct {
	Clock          *clock.Clock
	IDs            *id.Source
	Log            *slog.Logger  // nil: discard
	HTTP           *http.Client  // carries webhooks; nil: one of its own
	WebhookTimeout time.Duration // how long an endpoint may take to answer; 0: LINE's 2 s
	StateFile      string        // snapshot; "" keeps everything in memory
	Limits         Limits
}

// Limits bound what is remembered. A zero field takes its default.
type Limits struct {
	Sent       int             // accepted requests kept for each channel (100,000)
	Calls      int             // API calls kept for each channel (10,000)
	Talk       int             // bubbles kept for each talk (2,000)
	Content    int             // bytes of pictures, videos and so on kept for each channel (256 MB)
	InFlight   int             // webhooks under way at once for each channel (128)
	Redelivery []time.Duration // pauses before the redeliveries of one webhook (1 s, 10 s, 60 s)
}

func (l Limits) withDefaults() Limits {
	l.Sent = cmp.Or(l.Sent, 100_000)
	l.Calls = cmp.Or(l.Calls, 10_000)
	l.Talk = cmp.Or(l.Talk, 2_000)
	l.Content = cmp.Or(l.Content, 256<<20)
	l.InFlight = cmp.Or(l.InFlight, 128)
	if l.Redelivery == nil {
		// LINE keeps count and pauses secret ("Redelivering webhooks that
		// failed to be received"); these are the simulator's own.
		l.Redelivery = []time.Duration{time.Second, 10 * time.Second, time.Minute}
	}
	return l
}

// Platform is the simulated LINE Platform. Safe for concurrent use. Each
// channel has its own lock; nothing holds two of them.
type Platform struct {
	clock   *clock.Clock
	ids     *id.Source
	log     *slog.Logger
	post    *poster
	limits  Limits
	key     []byte // signs access, quote and read tokens, so that none need be stored
	lastID  atomic.Int64
	faults  faultTable
	redoing redelivery
	agenda  agenda
	busy    inFlight
	saver   *saver
	time    signal // fires when the clock was shifted through this platform

	mu       sync.RWMutex
	channels map[string]*channel
	people   map[string]*person // by user id: ids of two providers never meet
	tokens   map[string]string  // long-lived access token to channel id
	order    []string           // channel ids as they were added

	ctx    context.Context //nolint:containedctx // the platform's own life, which Close ends; no request's
	cancel context.CancelFunc
	wg     sync.WaitGroup
	gate   sync.RWMutex // held while a goroutine is started, so Close sees all of them
	closed bool
}

// New returns a platform, restored from the state file when that exists. The
// caller closes it.
func New(o Options) (*Platform, error) {
	if o.Clock == nil || o.IDs == nil {
		return nil, fmt.Errorf("platform: clock and ids: %w", ErrInvalid)
	}
	p := &Platform{
		clock: o.Clock, ids: o.IDs, log: cmp.Or(o.Log, slog.New(slog.DiscardHandler)),
		limits: o.Limits.withDefaults(), key: o.IDs.Bytes(32),
		channels: map[string]*channel{}, people: map[string]*person{}, tokens: map[string]string{},
	}
	p.post = newPoster(o.HTTP, cmp.Or(o.WebhookTimeout, 2*time.Second), p.limits.InFlight)
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.redoing.kick, p.agenda.kick = clock.NewKick(), clock.NewKick()
	if o.StateFile != "" {
		p.saver = newSaver(o.StateFile)
		if err := p.restore(); err != nil {
			p.cancel()
			return nil, err
		}
		p.spawn(p.saveLoop)
	}
	p.spawn(p.redeliverLoop)
	p.spawn(p.agendaLoop)
	p.resume()
	return p, nil
}

// Close stops the webhooks, waits for those under way to end and saves. What
// was still waiting to be sent is in the snapshot. Closing twice is harmless.
func (p *Platform) Close() error {
	p.gate.Lock()
	again := p.closed
	p.closed = true
	p.cancel()
	p.gate.Unlock()
	p.wg.Wait()
	p.post.close()
	if again || p.saver == nil {
		return nil
	}
	return p.save()
}

// Done is closed when the platform closes; streams of open pages end with it.
func (p *Platform) Done() <-chan struct{} { return p.ctx.Done() }

// spawn starts f unless the platform is closing.
func (p *Platform) spawn(f func()) bool {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.closed {
		return false
	}
	p.wg.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				p.log.Error("simulator: a background task panicked", slog.Any("panic", v))
			}
		}()
		f()
	})
	return true
}

// Now is the virtual time.
func (p *Platform) Now() time.Time { return p.clock.Now() }

// Offset is how far the virtual time is ahead of the machine's.
func (p *Platform) Offset() time.Duration { return p.clock.Offset() }

// Advance moves the virtual time forward; d below zero changes nothing.
func (p *Platform) Advance(d time.Duration) {
	p.clock.Advance(d)
	p.time.fire()
	p.changed()
}

// Wait waits until the virtual time has reached t.
func (p *Platform) Wait(ctx context.Context, t time.Time) error { return p.clock.Wait(ctx, t) }

// Idle waits until every webhook that is due has been sent and answered.
// Redeliveries whose moment lies ahead do not count. What the platform itself
// was to do by now, such as a narrowcast, has been done too.
func (p *Platform) Idle(ctx context.Context) error {
	for {
		taken, done := p.redoing.taken.wait(), p.agenda.done.wait()
		now := p.clock.Now()
		if !p.redoing.overdue(now) && !p.agenda.overdue(now) {
			return p.busy.wait(ctx) // what was taken out of redoing counts as busy
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-taken:
		case <-done:
		}
	}
}

func (p *Platform) channel(id string) (*channel, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	c, ok := p.channels[id]
	if !ok {
		return nil, fmt.Errorf("channel %q: %w", id, ErrNotFound)
	}
	return c, nil
}

func (p *Platform) person(userID string) (*person, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	who, ok := p.people[userID]
	return who, ok
}

// all returns the channels in the order they were added.
func (p *Platform) all() []*channel {
	p.mu.RLock()
	defer p.mu.RUnlock()
	out := make([]*channel, 0, len(p.order))
	for _, id := range p.order {
		out = append(out, p.channels[id])
	}
	return out
}

// allPeople returns everybody, by user id.
func (p *Platform) allPeople() []*person {
	p.mu.RLock()
	defer p.mu.RUnlock()
	out := make([]*person, 0, len(p.people))
	for _, who := range p.people {
		out = append(out, who)
	}
	slices.SortFunc(out, func(a, b *person) int { return cmp.Compare(a.id, b.id) })
	return out
}

// nextMessageID returns a decimal id of 18 digits that rises strictly, also
// over restarts: it starts from the clock.
func (p *Platform) nextMessageID(now time.Time) int64 {
	floor := now.UnixMilli() * 100_000
	for {
		last := p.lastID.Load()
		next := max(last+1, floor)
		if p.lastID.CompareAndSwap(last, next) {
			return next
		}
	}
}
