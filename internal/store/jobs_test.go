package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func (w *world) jobs(js ...store.Job) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertJobs(ctx, js) })
}

func (w *world) aJob(kind, key string) store.Job {
	now := w.clock.Now()
	return store.Job{ID: w.ids.New("job", now), AccountID: "acc_1", Kind: kind, UniqueKey: key, Payload: `{}`, NextAt: now}
}

func (w *world) claimJobs(node string, limit int) (js []store.Job) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) (err error) {
		js, err = tx.ClaimJobs(ctx, node, tx.Now().Add(time.Minute), limit)
		return err
	})
	return js
}

// jobRows counts the jobs by state.
func (w *world) jobRows() map[string]int {
	w.t.Helper()
	out := map[string]int{}
	w.view(func(ctx context.Context, tx *store.Tx) error {
		return tx.Raw(ctx, `SELECT state FROM jobs`, nil, func(r *sql.Rows) error {
			var state string
			err := r.Scan(&state)
			out[state]++
			return err
		})
	})
	return out
}

func TestAJobIsTakenUpAsItWasQueued(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		want := w.aJob("profile", "con_1")
		want.Payload = `{"contact":"con_1","名":"😀"}`
		w.jobs(want)
		js := w.claimJobs("node", 9)
		if len(js) != 1 {
			t.Fatalf("claimed %v", js)
		}
		want.Attempts, want.CreatedAt = 1, js[0].CreatedAt
		if js[0] != want || js[0].CreatedAt.IsZero() {
			t.Errorf("got  %+v\nwant %+v", js[0], want)
		}
	})
}

func TestAJobIsDroppedWhileOneWithItsKeyIsOpen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.jobs(w.aJob("profile", "con_1"), w.aJob("profile", "con_1"), w.aJob("profile", "con_2"), w.aJob("late", "con_1"))
		if got := w.jobRows()[store.JobQueued]; got != 3 {
			t.Fatalf("%d are queued, want 3", got)
		}
		js := w.claimJobs("node", 9)
		w.jobs(w.aJob("profile", "con_1")) // still open: it runs
		if got := w.jobRows(); got[store.JobQueued] != 0 || got[store.JobRunning] != 3 {
			t.Fatalf("while it runs, jobs are %v", got)
		}
		for i, state := range []string{store.JobDone, store.JobDead, store.JobDone} {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.EndJob(ctx, js[i], "node", state, "", time.Time{})
			})
		}
		w.jobs(w.aJob("profile", "con_1"), w.aJob("profile", "con_2"), w.aJob("late", "con_1"))
		if got := w.jobRows()[store.JobQueued]; got != 3 {
			t.Errorf("after the end %d are queued, want 3", got)
		}
	})
}

func TestNodesThatClaimJobsAtOnceNeverGetTheSame(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		const n, nodes, limit = 60, 8, 3
		var js []store.Job
		for i := range n {
			js = append(js, w.aJob("profile", fmt.Sprint(i)))
		}
		w.jobs(js...)
		claimed := make(chan string, n*2)
		for _, err := range atOnce(nodes, func(i int) error {
			for empty := 0; empty < 5; {
				var got []store.Job
				err := w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
					got, err = tx.ClaimJobs(ctx, fmt.Sprint("node ", i), tx.Now().Add(time.Minute), limit)
					return err
				})
				if err != nil {
					return err
				}
				if len(got) > limit {
					return fmt.Errorf("claimed %d, want at most %d", len(got), limit)
				}
				if len(got) == 0 {
					empty++
				}
				for _, j := range got {
					claimed <- j.ID
				}
			}
			return nil
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		close(claimed)
		seen := map[string]bool{}
		for id := range claimed {
			if seen[id] {
				t.Errorf("%s was claimed twice", id)
			}
			seen[id] = true
		}
		if len(seen) != n {
			t.Errorf("%d of %d jobs were claimed", len(seen), n)
		}
	})
}

func TestJobsOfTheFutureWait(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		j := w.aJob("profile", "1")
		j.NextAt = w.clock.Now().Add(time.Hour)
		w.jobs(j)
		w.view(func(ctx context.Context, tx *store.Tx) error {
			at, err := tx.NextJob(ctx)
			if !at.Equal(j.NextAt) {
				t.Errorf("the next is due at %v, want %v", at, j.NextAt)
			}
			return err
		})
		if got := w.claimJobs("node", 9); len(got) != 0 {
			t.Errorf("claimed %v an hour early", got)
		}
		w.clock.Advance(time.Hour)
		if got := w.claimJobs("node", 9); len(got) != 1 {
			t.Errorf("when due, claimed %v", got)
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			at, err := tx.NextJob(ctx)
			if !at.IsZero() {
				t.Errorf("with nothing queued, the next is due at %v", at)
			}
			return err
		})
	})
}

func TestOnlyTheAttemptThatRunsCanEndAJob(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.jobs(w.aJob("profile", "1"))
		first := w.claimJobs("node", 1)[0]
		end := func(j store.Job, node string) {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.EndJob(ctx, j, node, store.JobDone, "", time.Time{})
			})
		}
		end(first, "another")
		if got := w.jobRows(); got[store.JobRunning] != 1 {
			t.Errorf("another node ended it: %v", got)
		}
		w.clock.Advance(2 * time.Minute)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.RecoverJobs(ctx, "node", time.Time{})
			return err
		})
		second := w.claimJobs("node", 1)[0]
		end(first, "node")
		if got := w.jobRows(); got[store.JobRunning] != 1 {
			t.Errorf("an attempt whose lease was over ended it: %v", got)
		}
		end(second, "node")
		if got := w.jobRows(); got[store.JobDone] != 1 {
			t.Errorf("after its end jobs are %v", got)
		}
	})
}

func TestAFailedJobKeepsItsErrorAndComesAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.jobs(w.aJob("profile", "1"))
		j := w.claimJobs("node", 1)[0]
		again := w.clock.Now().Add(time.Minute)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.EndJob(ctx, j, "node", store.JobQueued, "LINE is away", again)
		})
		w.clock.Advance(time.Minute)
		js := w.claimJobs("node", 1)
		if len(js) != 1 || js[0].Attempts != 2 || js[0].LastError != "LINE is away" || !js[0].NextAt.Equal(again) {
			t.Errorf("it came again as %+v", js)
		}
	})
}

func TestJobsThatNobodyWorksOnAreQueuedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.jobs(w.aJob("profile", "1"))
		w.claimJobs("me", 1)
		w.jobs(w.aJob("profile", "2"))
		w.claimJobs("they", 1)
		recovered := func(started time.Time) (n int64) {
			w.update(func(ctx context.Context, tx *store.Tx) (err error) {
				n, err = tx.RecoverJobs(ctx, "me", started)
				return err
			})
			return n
		}
		if n := recovered(w.clock.Now().Add(-time.Hour)); n != 0 {
			t.Errorf("while both work, %d were recovered", n)
		}
		w.clock.Advance(time.Second)
		if n := recovered(w.clock.Now()); n != 1 {
			t.Errorf("after my restart %d were recovered, want mine", n)
		}
		w.clock.Advance(time.Minute)
		if n := recovered(w.clock.Now().Add(-time.Hour)); n != 1 {
			t.Errorf("after the lease %d were recovered, want theirs", n)
		}
		if got := w.jobRows(); got[store.JobQueued] != 2 {
			t.Errorf("jobs are %v, want two queued", got)
		}
	})
}

func TestOldFinishedJobsAreForgottenAndDeadOnesKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.jobs(w.aJob("profile", "1"), w.aJob("profile", "2"), w.aJob("profile", "3"))
		js := w.claimJobs("node", 9)
		for i, state := range []string{store.JobDone, store.JobDead, store.JobDone} {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.EndJob(ctx, js[i], "node", state, "", time.Time{})
			})
			w.clock.Advance(time.Hour)
		}
		var n int64
		w.update(func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = tx.DeleteDoneJobs(ctx, tx.Now().Add(-2*time.Hour))
			return err
		})
		if got := w.jobRows(); n != 1 || got[store.JobDone] != 1 || got[store.JobDead] != 1 {
			t.Errorf("forgot %d, left are %v", n, got)
		}
	})
}
