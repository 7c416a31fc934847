// Package job runs durable background work: queued in the transaction that
// wants it, leased, retried by a visible schedule, kept with its last error.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Handler does the work of one kind of job. It may run more than once for the
// same job. An error means try again later; one that wraps ErrGiveUp means
// never.
type Handler func(ctx context.Context, j store.Job) error

// ErrGiveUp marks an error that trying again cannot mend.
var ErrGiveUp = errors.New("job cannot succeed")

// schedule is how long a job waits after its first, second … failure. After
// the last it is dead: kept and shown, not tried again by itself.
var schedule = [...]time.Duration{
	time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute,
	time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
}

const (
	workers   = 16 // most of them wait for LINE
	leaseTime = 2 * time.Minute
	runLimit  = time.Minute // one attempt; shorter than the lease
	keepDone  = 7 * 24 * time.Hour

	sweepEvery = time.Hour

	// mostStarts bounds the starts of a job that takes the process with it, which
	// no schedule counts. Restarts for other reasons count too, so it is ample.
	mostStarts = 3 * len(schedule)
)

// Queue takes in jobs. It is apart from the Runner so that whoever queues work
// can be built before whoever handles it.
type Queue struct {
	ids  *id.Source
	kick clock.Kick
}

// NewQueue returns a queue; a Runner works it off.
func NewQueue(ids *id.Source) *Queue { return &Queue{ids: ids, kick: clock.NewKick()} }

// Task describes a job to queue. While a job of the kind with the same key is
// open, the new one is dropped.
type Task struct {
	Kind, AccountID, Key string
	Payload              any // marshalled to JSON
}

// Enqueue queues tasks in the caller's transaction and wakes the runner after
// the commit.
func (q *Queue) Enqueue(ctx context.Context, tx *store.Tx, tasks ...Task) error {
	js := make([]store.Job, len(tasks))
	for i, t := range tasks {
		payload, err := json.Marshal(t.Payload)
		if err != nil {
			return fmt.Errorf("payload of %s: %w", t.Kind, err)
		}
		js[i] = store.Job{
			ID: q.ids.New("job", tx.Now()), AccountID: t.AccountID, Kind: t.Kind, UniqueKey: t.Key,
			Payload: string(payload), NextAt: tx.Now(),
		}
	}
	if len(js) > 0 {
		tx.AfterCommit(q.kick.Now)
	}
	return tx.InsertJobs(ctx, js)
}

// Deps are what a Runner needs.
type Deps struct {
	DB    *store.DB
	Clock *clock.Clock
	IDs   *id.Source
	Log   *slog.Logger
	Queue *Queue
	// Node names this process; a restart under the same name takes its own work
	// up again at once.
	Node     string
	Handlers map[string]Handler
}

// Runner claims due jobs and runs them.
type Runner struct {
	Deps
	started time.Time
	swept   time.Time // when old finished jobs were last forgotten
}

// New returns a runner; Run starts it.
func New(d Deps) *Runner { return &Runner{Deps: d, started: d.Clock.Now()} }

// Run works until ctx ends, and returns when the running jobs have ended too.
func (r *Runner) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	free := make(chan struct{}, workers)
	for ctx.Err() == nil {
		jobs, next, err := r.claim(ctx, workers-len(free))
		if err != nil && ctx.Err() == nil {
			r.Log.ErrorContext(ctx, "claim jobs", "error", err)
			next = r.Clock.Now().Add(time.Second)
		}
		for _, j := range jobs {
			free <- struct{}{}
			wg.Go(func() {
				defer func() { <-free; r.Queue.kick.Now() }()
				r.run(ctx, j)
			})
		}
		if len(jobs) > 0 && len(free) < workers {
			continue
		}
		if r.Clock.WaitKick(ctx, next, r.Queue.kick) != nil {
			break
		}
	}
	return nil
}

// claim takes due jobs and tells when to look again.
func (r *Runner) claim(ctx context.Context, limit int) (jobs []store.Job, next time.Time, err error) {
	next = r.Clock.Now().Add(leaseTime) // to look for abandoned leases
	if limit <= 0 {
		return nil, next, nil
	}
	err = r.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		jobs, next = nil, tx.Now().Add(leaseTime)
		if _, err := tx.RecoverJobs(ctx, r.Node, r.started); err != nil {
			return err
		}
		if tx.Now().Sub(r.swept) > sweepEvery {
			if _, err := tx.DeleteDoneJobs(ctx, tx.Now().Add(-keepDone)); err != nil {
				return err
			}
			r.swept = tx.Now()
		}
		var err error
		if jobs, err = tx.ClaimJobs(ctx, r.Node, tx.Now().Add(leaseTime), limit); err != nil {
			return err
		}
		due, err := tx.NextJob(ctx)
		if !due.IsZero() && due.Before(next) {
			next = due
		}
		return err
	})
	if err != nil {
		return nil, next, err // nothing was leased
	}
	return jobs, next, nil
}

func (r *Runner) run(ctx context.Context, j store.Job) {
	var err error
	if j.Attempts > mostStarts {
		err = fmt.Errorf("%w: its process ended each time while it ran", ErrGiveUp)
	} else {
		err = r.attempt(ctx, j)
	}
	if ctx.Err() != nil && err != nil {
		// Shutting down: the lease is recovered at the next start.
		return
	}
	state, text, next := store.JobDone, "", time.Time{}
	if err != nil {
		text = domain.Storable(err.Error())
		if errors.Is(err, ErrGiveUp) || j.Attempts > len(schedule) {
			state = store.JobDead
			r.Log.ErrorContext(ctx, "job is dead", "job_id", j.ID, "kind", j.Kind, "attempts", j.Attempts, "error", err)
		} else {
			state = store.JobQueued
			next = r.Clock.Now().Add(r.IDs.Jitter(schedule[j.Attempts-1]))
			r.Log.WarnContext(ctx, "job failed, will try again", "job_id", j.ID, "kind", j.Kind, "attempts", j.Attempts, "error", err)
		}
	}
	end := func(ctx context.Context, tx *store.Tx) error { return tx.EndJob(ctx, j, r.Node, state, text, next) }
	if err := r.DB.Update(context.WithoutCancel(ctx), end); err != nil {
		r.Log.ErrorContext(ctx, "record end of job", "job_id", j.ID, "kind", j.Kind, "error", err)
	}
}

func (r *Runner) attempt(ctx context.Context, j store.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	do, ok := r.Handlers[j.Kind]
	if !ok {
		return fmt.Errorf("%w: no handler for this kind", ErrGiveUp)
	}
	ctx, cancel := context.WithTimeout(ctx, runLimit)
	defer cancel()
	return do(ctx, j)
}
