package platform

import (
	"container/heap"
	"log/slog"
	"slices"
	"sync"
	"time"

	"ohenji/internal/clock"
)

// lane is the queue of webhooks of one talk. The first one stays in it until
// it has been answered, so that a snapshot has it. The channel's lock guards it.
type lane struct {
	queue []*parcel
	busy  bool // a goroutine drains it
}

// emit queues an event of a talk. The channel is locked, so the order of
// events is the order of what happened.
func (p *Platform) emit(c *channel, t *talk, e event) {
	p.enqueue(c, &t.lane, &parcel{User: t.who.id, Events: []event{e}})
}

func (p *Platform) enqueue(c *channel, l *lane, q *parcel) {
	if !c.view.Webhook.Active || c.view.Webhook.Endpoint == "" {
		return // LINE does not keep what it cannot deliver
	}
	p.busy.add(1)
	q.Queued = p.clock.Now()
	l.queue = append(l.queue, q)
	p.start(c, l)
}

// start drains the lane unless somebody does already. The channel is locked.
func (p *Platform) start(c *channel, l *lane) {
	if !l.busy && len(l.queue) > 0 {
		l.busy = p.spawn(func() { p.drain(c, l) })
	}
}

// drain sends the lane's webhooks one after the other: events of one friend
// keep their order, friends do not wait for each other.
func (p *Platform) drain(c *channel, l *lane) {
	for {
		c.mu.Lock()
		if len(l.queue) == 0 {
			l.busy, l.queue = false, nil
			c.mu.Unlock()
			return
		}
		q := l.queue[0]
		c.mu.Unlock()
		select {
		case c.slots <- struct{}{}:
		case <-p.ctx.Done():
			return
		}
		p.deliver(c, q)
		<-c.slots
		if p.ctx.Err() != nil {
			return // cut off in the middle: it stays queued for the next start
		}
		c.mu.Lock()
		l.queue[0] = nil
		l.queue = l.queue[1:]
		c.mu.Unlock()
		p.busy.add(-1)
	}
}

// deliver makes one attempt and plans the next when it failed.
func (p *Platform) deliver(c *channel, q *parcel) {
	faults := p.webhookFaults(c.id, q.User)
	if faults.delay > 0 && p.clock.Wait(p.ctx, q.Queued.Add(faults.delay)) != nil {
		return
	}
	c.mu.Lock()
	hook, secret, destination := c.view.Webhook, c.view.Secret, c.view.BotUserID
	now := p.clock.Now()
	for _, e := range q.Events {
		c.tokens.received(e.Token, now, q.Redelivery)
	}
	c.mu.Unlock()
	if !hook.Active || hook.Endpoint == "" || faults.lost {
		return
	}
	body := q.body(destination, faults.unknownFields, faults.unknownType)
	signature := Sign(secret, body)
	if faults.badSignature {
		signature = Sign(secret+"-wrong", body)
	}
	out := p.post.send(p.ctx, hook.Endpoint, body, signature)
	for range faults.duplicates {
		p.post.send(p.ctx, hook.Endpoint, body, signature)
	}
	if p.ctx.Err() == nil {
		p.settle(c, q, out, hook.Redelivery)
	}
}

// settle counts the outcome and plans a redelivery.
func (p *Platform) settle(c *channel, q *parcel, out outcome, redeliver bool) {
	c.mu.Lock()
	q.Tries++
	tries := q.Tries
	c.stats.count(p.clock.Now(), tries, out)
	c.mu.Unlock()
	if out.OK {
		return
	}
	p.log.Warn("simulator: webhook not accepted", slog.String("channel_id", c.id),
		slog.String("reason", out.Reason), slog.String("detail", out.Detail), slog.Int("try", tries))
	if redeliver && tries <= len(p.limits.Redelivery) {
		again := &parcel{User: q.User, Events: q.Events, Body: q.Body, Tries: tries, Redelivery: true}
		p.redoing.plan(p.clock.Now().Add(p.limits.Redelivery[tries-1]), c, again)
	}
	p.changed()
}

// redelivery holds what is to be sent again later, by due time.
type redelivery struct {
	mu    sync.Mutex
	due   dueHeap
	kick  clock.Kick
	taken signal // what was due went back to its lane
}

type dueParcel struct {
	at     time.Time
	c      *channel
	parcel *parcel
}

type dueHeap []dueParcel

func (h dueHeap) Len() int           { return len(h) }
func (h dueHeap) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h dueHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)        { *h = append(*h, x.(dueParcel)) }
func (h *dueHeap) Pop() any {
	last := len(*h) - 1
	out := (*h)[last]
	*h = (*h)[:last]
	return out
}

func (r *redelivery) plan(at time.Time, c *channel, q *parcel) {
	r.mu.Lock()
	heap.Push(&r.due, dueParcel{at, c, q})
	r.mu.Unlock()
	r.kick.Now()
}

// overdue tells whether something should have been sent again by now.
func (r *redelivery) overdue(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.due) > 0 && !r.due[0].at.After(now)
}

// take returns what is due, and when the next one will be (zero: never). What
// it returns counts as busy, until the caller says otherwise.
func (r *redelivery) take(now time.Time, busy *inFlight) (ready []dueParcel, next time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() { busy.add(len(ready)) }()
	for len(r.due) > 0 && !r.due[0].at.After(now) {
		ready = append(ready, heap.Pop(&r.due).(dueParcel))
	}
	if len(r.due) > 0 {
		next = r.due[0].at
	}
	return ready, next
}

func (r *redelivery) waiting(c *channel) []dueParcel {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := slices.DeleteFunc(slices.Clone(r.due), func(d dueParcel) bool { return d.c != c })
	slices.SortFunc(out, func(a, b dueParcel) int { return a.at.Compare(b.at) })
	return out
}

func (p *Platform) redeliverLoop() {
	for {
		ready, next := p.redoing.take(p.clock.Now(), &p.busy)
		for _, d := range ready {
			d.c.mu.Lock()
			p.enqueue(d.c, d.c.laneOf(d.parcel.User), d.parcel)
			d.c.mu.Unlock()
			p.busy.add(-1)
		}
		if len(ready) > 0 {
			p.redoing.taken.fire()
		}
		if p.clock.WaitKick(p.ctx, next, p.redoing.kick) != nil {
			return
		}
	}
}

func (c *channel) laneOf(chat string) *lane {
	if t, ok := c.talks[chat]; ok {
		return &t.lane
	}
	if g, ok := c.groups[chat]; ok {
		return &g.lane
	}
	return &c.lane
}
