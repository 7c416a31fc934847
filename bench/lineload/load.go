package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Plan says what a stream of webhook requests looks like.
type Plan struct {
	Kind        string // "message" or "follow"
	Users       int
	UserSeed    string
	Text        string
	Run         string
	PerRequest  int
	Concurrency int
	WaitReply   bool          // a sender waits for the answers, not only for the ack
	WaitMax     time.Duration // how long it waits for them
	Rate        float64       // events per second, open loop; 0 = as fast as answered
	Duration    time.Duration
	MaxEvents   int // 0 = no limit but Duration
}

// stream sends events by the plan and returns when every sender has stopped.
// next numbers the events; it goes on from where the last stream ended.
func stream(ctx context.Context, c *Client, p Plan, next *atomic.Int64, recorded bool) (start, stop time.Time) {
	ctx, cancel := context.WithTimeout(ctx, p.Duration)
	defer cancel()
	s := sender{client: c, plan: p, next: next, first: next.Load(), start: time.Now(), recorded: recorded}
	var wg sync.WaitGroup
	for range p.Concurrency {
		wg.Go(func() {
			for more := true; more && ctx.Err() == nil; {
				more = s.one(ctx)
			}
		})
	}
	wg.Wait()
	return s.start, time.Now()
}

// sender is what all senders of one stream share.
type sender struct {
	client   *Client
	plan     Plan
	next     *atomic.Int64
	first    int64 // number of the stream's first event
	start    time.Time
	recorded bool
}

// one sends the next request and waits as the plan says. It returns false when
// there is nothing more to send.
func (s *sender) one(ctx context.Context) bool {
	p := &s.plan
	to := s.next.Add(int64(p.PerRequest))
	from := to - int64(p.PerRequest)
	if p.MaxEvents > 0 {
		to = min(to, s.first+int64(p.MaxEvents))
	}
	if from >= to {
		return false
	}
	due, ok := s.await(ctx, from)
	if !ok {
		return false
	}
	events := make([]*Event, 0, to-from)
	for n := from; n < to; n++ {
		e := newEvent(p.Kind, int(n), UserID(p.UserSeed, int(n)%p.Users), p.Text, p.Run)
		e.Sched = due
		events = append(events, e)
	}
	s.client.Tracker.add(events, s.recorded)
	// A request under way is not cut off when the time is up.
	status := s.client.deliver(context.WithoutCancel(ctx), events, false)
	if status == 0 { // no server there: do not spin
		time.Sleep(20 * time.Millisecond)
	}
	if p.WaitReply && status >= 200 && status < 300 {
		waitAnswers(events, p.WaitMax)
	}
	return true
}

// await waits for the moment at which a schedule wants the event with this
// number; without a schedule that is now, and the moment zero.
func (s *sender) await(ctx context.Context, number int64) (due time.Time, ok bool) {
	if s.plan.Rate == 0 {
		return time.Time{}, true
	}
	due = s.start.Add(time.Duration(float64(number-s.first) / s.plan.Rate * float64(time.Second)))
	select {
	case <-time.After(time.Until(due)):
		return due, true
	case <-ctx.Done():
		return due, false
	}
}

// waitAnswers returns when all events have been answered, or after limit.
func waitAnswers(events []*Event, limit time.Duration) {
	t := time.NewTimer(limit)
	defer t.Stop()
	for _, e := range events {
		select {
		case <-e.done:
		case <-t.C:
			return
		}
	}
}
