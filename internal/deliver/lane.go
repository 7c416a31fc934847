package deliver

import (
	"context"
	"sync"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// lane sends the deliveries of one account.
type lane struct {
	engine    *Engine
	accountID string
	kick      clock.Kick

	mu      sync.Mutex
	running int
}

func (l *lane) free() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return laneWidth - l.running
}

func (l *lane) add(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running += n
}

// ended is called when an outcome is recorded: the next delivery of that
// conversation may go.
func (l *lane) ended() {
	l.add(-1)
	l.kick.Now()
}

// run claims and sends until ctx ends, and returns when its calls have ended.
func (l *lane) run(ctx context.Context) {
	var calls sync.WaitGroup
	defer calls.Wait()
	for ctx.Err() == nil {
		claimed, next, err := l.claim(ctx)
		if err != nil && ctx.Err() == nil {
			l.engine.Log.ErrorContext(ctx, "claim deliveries", "account_id", l.accountID, "error", err)
			next = l.engine.Clock.Now().Add(time.Second)
		}
		l.add(len(claimed))
		for _, c := range claimed {
			l.engine.width <- struct{}{}
			calls.Go(func() {
				defer func() { <-l.engine.width }()
				// A call that has begun is finished also when the server stops.
				d, a := l.engine.attempt(context.WithoutCancel(ctx), c)
				l.engine.results <- result{lane: l, delivery: d, attempt: a}
			})
		}
		if len(claimed) > 0 && l.free() > 0 {
			continue // there may be more
		}
		if l.engine.Clock.WaitKick(ctx, next, l.kick) != nil {
			return
		}
	}
}

// claimed is a delivery that has been recorded as being sent.
type claimed struct {
	delivery *domain.Delivery
	// mayHaveArrived says that an earlier attempt was left open.
	mayHaveArrived bool
}

// claim takes the due deliveries that have room, and tells when the next is
// due. What can no longer be sent is settled here.
func (l *lane) claim(ctx context.Context) (out []claimed, next time.Time, err error) {
	free := l.free()
	if free <= 0 {
		return nil, time.Time{}, nil
	}
	err = l.engine.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		l.engine.grounded(out) // of a run that was lost to a deadlock
		out, next = nil, time.Time{}
		due, err := tx.DueDeliveries(ctx, l.accountID, free)
		if err != nil {
			return err
		}
		for _, d := range due {
			open := d.Uncertain
			if prepare(d, tx.Now()) {
				out = append(out, claimed{delivery: d, mayHaveArrived: open})
				d.Uncertain = true
				d.LeasedBy, d.LeasedUntil = l.engine.Node, tx.Now().Add(leaseTime)
			} else {
				tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: d.AccountID, ID: d.ConversationID})
			}
		}
		if err := l.settle(ctx, tx, due); err != nil {
			return err
		}
		// Before the commit: no moment at which it is recorded as being sent and
		// looks abandoned, should the clock jump.
		l.engine.launched(out)
		next, err = tx.NextDelivery(ctx, l.accountID)
		return err
	})
	if err != nil {
		// Nothing is recorded, so nothing may be sent.
		l.engine.grounded(out)
		return nil, time.Time{}, err
	}
	return out, next, nil
}

// settle records the started deliveries, and those that prepare gave up.
func (l *lane) settle(ctx context.Context, tx *store.Tx, due []*domain.Delivery) error {
	if err := tx.StartAttempts(ctx, due); err != nil {
		return err
	}
	var given []*domain.Delivery
	for _, d := range due {
		if d.State.Final() {
			given = append(given, d)
		}
	}
	if len(given) > 0 {
		tx.AfterCommit(l.kick.Now) // the next of the conversation may go
	}
	return tx.SetProblems(ctx, given)
}
