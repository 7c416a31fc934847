// Package clock is the one source of time. Nothing else in the product calls
// time.Now, so tests and the demo can shift a whole process by hours.
package clock

import (
	"context"
	"sync"
	"time"
)

// Clock tells the time, shifted by an offset that may grow while it runs. The
// zero value is not usable; see New. Safe for concurrent use.
type Clock struct {
	mu      sync.Mutex
	offset  time.Duration
	changed chan struct{} // closed and replaced at each shift
}

// New returns a clock that agrees with the machine's.
func New() *Clock {
	return &Clock{changed: make(chan struct{})}
}

// NewBehind returns a clock that is d behind the machine's and can be advanced
// up to it: so a demo plays the past week before it opens.
func NewBehind(d time.Duration) *Clock {
	c := New()
	c.offset = -d
	return c
}

// Now is the current instant in UTC, cut to milliseconds: what the database
// can hold is all that anybody compares.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	return time.Now().Add(c.offset).UTC().Truncate(time.Millisecond)
}

// Offset is how far the clock is ahead of the machine's.
func (c *Clock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// Advance shifts the clock forward by d and wakes all waiters whose moment has
// come. A negative d is ignored: time that runs backwards breaks orders that
// are already written down.
func (c *Clock) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	close(c.changed)
	c.changed = make(chan struct{})
}

// Wait returns nil when the clock has reached t, or the context's error when
// that ends first.
func (c *Clock) Wait(ctx context.Context, t time.Time) error {
	for {
		c.mu.Lock()
		left, changed := t.Sub(c.now()), c.changed
		c.mu.Unlock()
		if left <= 0 {
			return ctx.Err()
		}
		if err := waitOnce(ctx, left, changed); err != nil {
			return err
		}
	}
}

// Sleep waits for d of this clock's time.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	return c.Wait(ctx, c.Now().Add(d))
}

func waitOnce(ctx context.Context, d time.Duration, changed <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-changed:
	}
	return nil
}

// Kick wakes one waiting loop early. Any number of kicks before the loop looks
// count as one. The zero value is not usable; see NewKick.
type Kick struct{ c chan struct{} }

// NewKick returns a kick without a pending wake-up.
func NewKick() Kick { return Kick{c: make(chan struct{}, 1)} }

// Now wakes the loop. It never blocks.
func (k Kick) Now() {
	select {
	case k.c <- struct{}{}:
	default:
	}
}

// WaitKick waits until the clock has reached t or the kick comes, whichever is
// first. A zero t means that only the kick or the context ends the wait.
func (c *Clock) WaitKick(ctx context.Context, t time.Time, k Kick) error {
	for {
		c.mu.Lock()
		left, changed := t.Sub(c.now()), c.changed
		c.mu.Unlock()
		if t.IsZero() {
			left = time.Hour
		} else if left <= 0 {
			return ctx.Err()
		}
		timer := time.NewTimer(left)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-k.c:
			timer.Stop()
			return nil
		case <-timer.C:
		case <-changed:
			timer.Stop()
		}
	}
}
