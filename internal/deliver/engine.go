// Package deliver is the delivery engine: it takes recorded deliveries to LINE,
// in order within a conversation, by reply token while one lives and else by
// push, and records before each call that it is made and after it what came of
// it. A delivery is sent once: a push repeats only under its stored retry key, a
// reply only with its own token.
package deliver

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/line"
	"ohenji/internal/store"
)

const (
	// laneWidth is how many calls of one account run at once, so that an account
	// with much to send leaves room for the others.
	laneWidth = 64
	// engineWidth is how many calls run at once in this process.
	engineWidth = 256
	// leaseTime is how long a started delivery is this node's alone. It is longer
	// than any call may take (line.DefaultTimeout).
	leaseTime = 30 * time.Second
	// recoverEvery is how often leases of nodes that died are looked for.
	recoverEvery = 10 * time.Second
)

// Deps are what an Engine needs.
type Deps struct {
	DB     *store.DB
	Line   *line.Client
	Tokens *line.TokenSource
	Clock  *clock.Clock
	IDs    *id.Source
	Log    *slog.Logger
	// Node names this process; a restart under the same name takes its own work
	// up again at once.
	Node string
	// Counted is told of each push that LINE accepted on a channel.
	Counted func(channelID string)
}

// Engine sends. Kick it after a commit that recorded deliveries.
type Engine struct {
	Deps
	started time.Time
	width   chan struct{} // calls under way
	results chan result

	mu       sync.Mutex
	lanes    map[string]*lane
	begin    func(*lane) // nil while the engine does not run
	channels map[string]domain.Channel
	epoch    int             // rises with each Forget, so that a stale channel is not kept
	flying   map[string]bool // deliveries of this process whose outcome is not recorded yet
}

// New returns an engine; Run starts it.
func New(d Deps) *Engine {
	return &Engine{
		Deps: d, started: d.Clock.Now(),
		width: make(chan struct{}, engineWidth), results: make(chan result, engineWidth),
		lanes: map[string]*lane{}, channels: map[string]domain.Channel{}, flying: map[string]bool{},
	}
}

// Kick wakes the account's lane. It never blocks.
func (e *Engine) Kick(accountID string) { e.lane(accountID).kick.Now() }

// Forget drops what is remembered of an account's channel, after it changed.
func (e *Engine) Forget(accountID string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.epoch++
	delete(e.channels, accountID)
}

func (e *Engine) lane(accountID string) *lane {
	e.mu.Lock()
	defer e.mu.Unlock()
	l := e.lanes[accountID]
	if l == nil {
		l = &lane{engine: e, accountID: accountID, kick: clock.NewKick()}
		e.lanes[accountID] = l
		if e.begin != nil {
			e.begin(l)
		}
	}
	return l
}

// Run sends until ctx ends; then it begins nothing new, waits for the calls
// under way and records their outcomes.
func (e *Engine) Run(ctx context.Context) error {
	recorded := make(chan struct{})
	go func() { defer close(recorded); e.record(ctx) }()

	var lanes sync.WaitGroup
	e.mu.Lock()
	e.begin = func(l *lane) { lanes.Go(func() { l.run(ctx) }) }
	for _, l := range e.lanes {
		e.begin(l)
	}
	e.mu.Unlock()

	e.keepTakingUp(ctx)
	e.mu.Lock()
	e.begin = nil
	e.mu.Unlock()
	lanes.Wait()
	close(e.results)
	<-recorded
	return nil
}

// keepTakingUp looks for abandoned deliveries until ctx ends.
func (e *Engine) keepTakingUp(ctx context.Context) {
	for {
		if err := e.takeUp(ctx); err != nil && ctx.Err() == nil {
			e.Log.ErrorContext(ctx, "take up abandoned deliveries", "error", err)
		}
		if e.Clock.Sleep(ctx, recoverEvery) != nil {
			return
		}
	}
}

// takeUp queues again what was being sent by a process that is gone, and wakes
// the lanes of all accounts.
func (e *Engine) takeUp(ctx context.Context) error {
	var accounts []*domain.Account
	err := e.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		if accounts, err = tx.Accounts(ctx); err != nil {
			return err
		}
		ds, err := tx.AbandonedDeliveries(ctx, e.Node, e.started)
		if ds = slices.DeleteFunc(ds, e.isFlying); err != nil || len(ds) == 0 {
			return err
		}
		as := make([]domain.Attempt, len(ds))
		for i, d := range ds {
			as[i] = domain.Attempt{
				DeliveryID: d.ID, Number: d.Attempts, Method: d.Method, StartedAt: d.AttemptAt, Error: "interrupted",
			}
			d.State, d.NextAt = domain.DeliveryQueued, tx.Now()
			d.Problem = domain.Problem{Code: "delivery.interrupted"}
		}
		e.Log.WarnContext(ctx, "took up interrupted deliveries", "count", len(ds))
		return tx.FinishAttempts(ctx, ds, as)
	})
	for _, a := range accounts {
		e.Kick(a.ID)
	}
	return err
}

// channel returns the credentials of an account's channel.
func (e *Engine) channel(ctx context.Context, accountID string) (domain.Channel, error) {
	e.mu.Lock()
	c, ok := e.channels[accountID]
	epoch := e.epoch
	e.mu.Unlock()
	if ok {
		return c, nil
	}
	err := e.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.Account(ctx, accountID)
		if err == nil {
			c = a.Channel
		}
		return err
	})
	if err != nil {
		return c, fmt.Errorf("channel of %s: %w", accountID, err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.epoch == epoch { // else it changed while it was read
		e.channels[accountID] = c
	}
	return c, nil
}

// launched and landed keep the deliveries whose call is under way or whose
// outcome waits to be recorded: their lease may run out while the database is
// away, but they are not abandoned.
func (e *Engine) launched(cs []claimed) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, c := range cs {
		e.flying[c.delivery.ID] = true
	}
}

func (e *Engine) landed(deliveryID string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.flying, deliveryID)
}

// grounded takes back launched, for a claim that was not committed.
func (e *Engine) grounded(cs []claimed) {
	for _, c := range cs {
		e.landed(c.delivery.ID)
	}
}

func (e *Engine) isFlying(d *domain.Delivery) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.flying[d.ID]
}
