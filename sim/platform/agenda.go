package platform

import (
	"container/heap"
	"sync"
	"time"

	"ohenji/internal/clock"
)

// agenda is what the platform does by itself later, by the virtual clock.
type agenda struct {
	mu    sync.Mutex
	due   planHeap
	doing bool // an item was taken out and is not done yet
	count int
	kick  clock.Kick
	done  signal
}

type plan struct {
	at  time.Time
	nth int // keeps the order of what is due at the same moment
	do  func()
}

type planHeap []plan

func (h planHeap) Len() int { return len(h) }
func (h planHeap) Less(i, j int) bool {
	return h[i].at.Before(h[j].at) || (h[i].at.Equal(h[j].at) && h[i].nth < h[j].nth)
}
func (h planHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *planHeap) Push(x any)   { *h = append(*h, x.(plan)) }
func (h *planHeap) Pop() any {
	last := len(*h) - 1
	out := (*h)[last]
	*h = (*h)[:last]
	return out
}

func (a *agenda) plan(at time.Time, do func()) {
	a.mu.Lock()
	a.count++
	heap.Push(&a.due, plan{at, a.count, do})
	a.mu.Unlock()
	a.kick.Now()
}

// overdue tells whether something should have been done by now.
func (a *agenda) overdue(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.doing || (len(a.due) > 0 && !a.due[0].at.After(now))
}

// take returns what is due, nil if nothing is, and then when the next will be.
func (a *agenda) take(now time.Time) (do func(), next time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.doing = false
	if len(a.due) == 0 {
		return nil, time.Time{}
	}
	if a.due[0].at.After(now) {
		return nil, a.due[0].at
	}
	a.doing = true
	return heap.Pop(&a.due).(plan).do, time.Time{}
}

func (p *Platform) agendaLoop() {
	for {
		do, next := p.agenda.take(p.clock.Now())
		if do != nil {
			do()
			continue
		}
		p.agenda.done.fire()
		if p.clock.WaitKick(p.ctx, next, p.agenda.kick) != nil {
			return
		}
	}
}
