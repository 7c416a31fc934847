package job_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/id"
	"ohenji/internal/job"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// bench is a queue with its database. Everything runs on the clock of
// synctest, where waiting costs nothing.
type bench struct {
	t     *testing.T
	place storetest.Place
	db    *store.DB
	clock *clock.Clock
	ids   *id.Source
	queue *job.Queue
}

// each runs a scenario on both databases, in a bubble of its own.
func each(t *testing.T, scenario func(t *testing.T, b *bench)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		synctest.Test(t, func(t *testing.T) {
			b := &bench{t: t, place: p, clock: clock.New(), ids: id.New(rand.Reader)}
			b.db, b.queue = p.Open(t, b.clock), job.NewQueue(b.ids)
			scenario(t, b)
		})
	})
}

// node starts a process that works the queue off; stop ends it and returns when
// it has ended.
func (b *bench) node(name string, handlers map[string]job.Handler) (stop func()) {
	b.t.Helper()
	r := job.New(job.Deps{
		DB: b.db, Clock: b.clock, IDs: b.ids, Log: slog.New(slog.DiscardHandler), Queue: b.queue, Node: name, Handlers: handlers,
	})
	ctx, cancel := context.WithCancel(b.t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := r.Run(ctx); err != nil {
			b.t.Error(err)
		}
	})
	stop = func() { cancel(); wg.Wait() }
	b.t.Cleanup(stop)
	return stop
}

func (b *bench) enqueue(tasks ...job.Task) {
	b.t.Helper()
	err := b.db.Update(b.t.Context(), func(ctx context.Context, tx *store.Tx) error { return b.queue.Enqueue(ctx, tx, tasks...) })
	if err != nil {
		b.t.Fatal(err)
	}
}

// wants checks what the database says of the jobs, as "state attempts".
func (b *bench) wants(want ...string) {
	b.t.Helper()
	synctest.Wait()
	var got []string
	for _, r := range b.place.Rows(b.t, `SELECT state, attempts FROM jobs ORDER BY id`) {
		got = append(got, strings.Join(r, " "))
	}
	if !slices.Equal(got, want) {
		b.t.Errorf("jobs are %q, want %q", got, want)
	}
}

// pass lets time go by.
func (b *bench) pass(d time.Duration) {
	b.t.Helper()
	if err := b.clock.Sleep(b.t.Context(), d); err != nil {
		b.t.Fatal(err)
	}
}

// calls notes when a handler was called.
type calls struct {
	clock *clock.Clock

	mu sync.Mutex
	at []time.Time
}

func (c *calls) note() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = append(c.at, c.clock.Now())
}

func (c *calls) times() []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.at)
}

// only is a set of handlers with one that notes its calls and fails as told.
func only(c *calls, fail func(n int) error) map[string]job.Handler {
	return map[string]job.Handler{"work": func(context.Context, store.Job) error {
		c.note()
		return fail(len(c.times()))
	}}
}

func always(err error) func(int) error { return func(int) error { return err } }

var task = job.Task{Kind: "work", AccountID: "acc_1", Key: "1", Payload: map[string]string{"名": "😀"}}

func TestAJobRunsAtOnceWithItsPayload(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		began := b.clock.Now()
		got := make(chan store.Job, 1)
		b.node("node", map[string]job.Handler{"work": func(_ context.Context, j store.Job) error {
			got <- j
			return nil
		}})
		synctest.Wait() // the node has nothing to do and waits
		b.enqueue(task)
		j := <-got
		if j.AccountID != "acc_1" || j.Kind != "work" || j.Payload != `{"名":"😀"}` || j.Attempts != 1 {
			t.Errorf("it came as %+v", j)
		}
		if waited := b.clock.Now().Sub(began); waited != 0 {
			t.Errorf("the commit did not wake the node, it took %v", waited)
		}
		b.wants("done 1")
	})
}

func TestAJobOfATransactionThatFailsIsNotQueued(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, always(nil)))
		boom := errors.New("boom")
		err := b.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(b.queue.Enqueue(ctx, tx, task), boom)
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		b.pass(time.Hour)
		b.wants()
		if len(c.times()) != 0 {
			t.Error("it ran all the same")
		}
	})
}

func TestAPayloadThatIsNoJSONIsRefused(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		err := b.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return b.queue.Enqueue(ctx, tx, job.Task{Kind: "work", Payload: func() {}})
		})
		if err == nil || !strings.Contains(err.Error(), "payload of work") {
			t.Errorf("the error is %v", err)
		}
		b.wants()
	})
}

func TestAFailingJobIsTriedByTheScheduleAndThenDead(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, always(errors.New("LINE is away"))))
		b.enqueue(task)
		b.pass(100 * time.Hour)
		b.wants("dead 10")
		at := c.times()
		// Each pause is the schedule's, less the jitter of up to half.
		for i, pause := range []time.Duration{
			time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute,
			time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
		} {
			got := at[i+1].Sub(at[i])
			if got < pause/2 || got > pause+10*time.Millisecond {
				t.Errorf("pause %d is %v, want %v to %v", i+1, got, pause/2, pause)
			}
		}
		if rows := b.place.Rows(t, `SELECT last_error FROM jobs`); rows[0][0] != "LINE is away" {
			t.Errorf("the error that is kept is %q", rows[0][0])
		}
	})
}

func TestAJobThatFailsAndThenSucceedsIsDone(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, func(n int) error {
			if n < 3 {
				return errors.New("not yet")
			}
			return nil
		}))
		b.enqueue(task)
		b.pass(time.Hour)
		b.wants("done 3")
		if n := len(c.times()); n != 3 {
			t.Errorf("it ran %d times", n)
		}
	})
}

func TestAJobThatCannotSucceedIsDeadAtOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, always(fmt.Errorf("no such contact: %w", job.ErrGiveUp))))
		b.enqueue(task, job.Task{Kind: "unheard of", Key: "1"})
		b.pass(100 * time.Hour)
		b.wants("dead 1", "dead 1")
		if n := len(c.times()); n != 1 {
			t.Errorf("it ran %d times", n)
		}
	})
}

func TestAPanicIsAFailureLikeOthers(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, func(n int) error {
			if n == 1 {
				panic("poison")
			}
			return nil
		}))
		b.enqueue(task)
		synctest.Wait()
		b.wants("queued 1")
		if rows := b.place.Rows(t, `SELECT last_error FROM jobs`); !strings.HasPrefix(rows[0][0], "panic: poison") {
			t.Errorf("the error that is kept is %q", rows[0][0])
		}
		b.pass(time.Minute)
		b.wants("done 2")
	})
}

func TestAJobIsDroppedWhileItsLikeIsOpen(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		release := make(chan struct{})
		b.node("node", map[string]job.Handler{"work": func(context.Context, store.Job) error { <-release; return nil }})
		b.enqueue(task, task)
		b.wants("running 1")
		b.enqueue(task)
		b.wants("running 1")
		close(release)
		b.wants("done 1")
		b.enqueue(task)
		b.wants("done 1", "done 1")
	})
}

func TestSomeJobsRunAtOnceAndTheOthersFollow(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		const all = 60
		release := make(chan struct{})
		c := calls{clock: b.clock}
		b.node("node", map[string]job.Handler{"work": func(context.Context, store.Job) error {
			c.note()
			<-release
			return nil
		}})
		var tasks []job.Task
		for i := range all {
			tasks = append(tasks, job.Task{Kind: "work", Key: fmt.Sprint(i)})
		}
		b.enqueue(tasks...)
		synctest.Wait()
		if n := len(c.times()); n < 2 || n > all/2 {
			t.Errorf("%d run at once", n)
		}
		close(release)
		b.wants(slices.Repeat([]string{"done 1"}, all)...)
	})
}

func TestAHandlerThatHangsIsCutOffAndTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", map[string]job.Handler{"work": func(ctx context.Context, _ store.Job) error {
			c.note()
			if len(c.times()) == 1 {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}})
		b.enqueue(task)
		b.pass(59 * time.Second)
		b.wants("running 1")
		b.pass(time.Minute)
		b.wants("done 2")
	})
}

func TestARestartTakesItsOwnJobsUpAtOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		stop := b.node("one", map[string]job.Handler{"work": func(ctx context.Context, _ store.Job) error {
			<-ctx.Done() // the process ends in the middle of it
			return ctx.Err()
		}})
		b.enqueue(task)
		b.wants("running 1")
		b.pass(time.Second)
		stop()
		b.wants("running 1")
		c := calls{clock: b.clock}
		b.node("one", only(&c, always(nil)))
		b.wants("done 2")
	})
}

func TestTheJobsOfANodeThatDiedAreTakenUpAfterTheLease(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		stop := b.node("dead", map[string]job.Handler{"work": func(ctx context.Context, _ store.Job) error {
			<-ctx.Done()
			return ctx.Err()
		}})
		b.enqueue(task)
		synctest.Wait()
		stop()
		c := calls{clock: b.clock}
		b.node("alive", only(&c, always(nil)))
		b.pass(119 * time.Second)
		b.wants("running 1")
		b.pass(3 * time.Minute)
		b.wants("done 2")
	})
}

func TestAJobThatTakesTheProcessWithItIsGivenUpInTheEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.enqueue(task)
		for range 40 {
			stop := b.node("node", map[string]job.Handler{"work": func(ctx context.Context, _ store.Job) error {
				c.note()
				<-ctx.Done()
				return ctx.Err()
			}})
			synctest.Wait()
			b.pass(time.Millisecond)
			stop()
		}
		if n := len(c.times()); n != 27 {
			t.Errorf("it was started %d times, want 27", n)
		}
		b.wants("dead 28")
	})
}

func TestTwoNodesShareTheWorkAndDoNothingTwice(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		var mu sync.Mutex
		done := map[string]int{}
		work := map[string]job.Handler{"work": func(_ context.Context, j store.Job) error {
			mu.Lock()
			defer mu.Unlock()
			done[j.UniqueKey]++
			return nil
		}}
		b.node("one", work)
		b.node("two", work)
		want := map[string]int{}
		for i := range 40 {
			b.enqueue(job.Task{Kind: "work", Key: fmt.Sprint(i)})
			want[fmt.Sprint(i)] = 1
		}
		b.pass(5 * time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if !reflect.DeepEqual(done, want) {
			t.Errorf("done are %v", done)
		}
	})
}

func TestFinishedJobsAreForgottenAfterAWeek(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		c := calls{clock: b.clock}
		b.node("node", only(&c, always(nil)))
		b.enqueue(task)
		b.pass(6 * 24 * time.Hour)
		b.wants("done 1")
		b.pass(25 * time.Hour)
		b.wants()
	})
}
