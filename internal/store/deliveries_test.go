package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func (w *world) stored(d *domain.Delivery) *domain.Delivery {
	w.t.Helper()
	var got *domain.Delivery
	w.view(func(ctx context.Context, tx *store.Tx) error {
		ds, err := tx.DeliveriesByID(ctx, []string{d.ID})
		if err == nil && len(ds) == 1 {
			got = ds[0]
		}
		return err
	})
	if got == nil {
		w.t.Fatalf("delivery %s is not there", d.ID)
	}
	return got
}

// due returns the ids that may start now.
func (w *world) due(a *domain.Account, limit int) (ids []string) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		ds, err := tx.DueDeliveries(ctx, a.ID, limit)
		for _, d := range ds {
			ids = append(ids, d.ID)
		}
		return err
	})
	return ids
}

// start begins an attempt of a delivery on a node.
func (w *world) start(d *domain.Delivery, node string) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		d.State, d.Attempts, d.Uncertain = domain.DeliverySending, d.Attempts+1, true
		d.FirstAt, d.AttemptAt, d.LeasedBy, d.LeasedUntil = tx.Now(), tx.Now(), node, tx.Now().Add(time.Minute)
		return tx.StartAttempts(ctx, []*domain.Delivery{d})
	})
}

func (w *world) finish(d *domain.Delivery, s domain.DeliveryState) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		d.State = s
		a := domain.Attempt{DeliveryID: d.ID, Number: d.Attempts, Method: d.Method, StartedAt: d.AttemptAt, EndedAt: tx.Now(), Status: 200}
		return tx.FinishAttempts(ctx, []*domain.Delivery{d}, []domain.Attempt{a})
	})
}

func TestEveryFieldOfADeliverySurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		th := w.thread(w.account("sakura"), "", w.clock.Now())
		now := w.clock.Now()
		want := &domain.Delivery{
			ID: "dlv_1", AccountID: th.Contact.AccountID, ConversationID: th.Conversation.ID, Seq: 4, To: th.Contact.LineUserID,
			Origin: domain.Sender{Kind: domain.SenderMember, ID: "mem_1", Name: "佐藤"}, RequestID: "request-1", Method: domain.MethodReply,
			ReplyToken: domain.ReplyToken{Token: "token", Until: now.Add(time.Minute)}, RetryKey: "key",
			Messages: []json.RawMessage{json.RawMessage(`{"type":"text","text":"1"}`), json.RawMessage(`{"type":"text","text":"二"}`)},
			State:    domain.DeliverySending, Attempts: 2, Uncertain: true,
			NextAt: now, FirstAt: now.Add(-time.Minute), AttemptAt: now.Add(-time.Second), LeasedBy: "node", LeasedUntil: now.Add(time.Hour),
			Problem: domain.Problem{Code: "delivery.line_busy", Detail: "too many"}, LineRequest: "line-1",
			Sent: json.RawMessage(`[{"id":"1"}]`), CreatedAt: now.Add(-time.Hour), UpdatedAt: now,
		}
		noZeroField(t, *want)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertDeliveries(ctx, []*domain.Delivery{want})
		})
		if got := w.stored(want); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
}

func TestALaterDeliveryOfAConversationWaitsForTheEarlier(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th, other := w.thread(a, "", w.clock.Now()), w.thread(a, "", w.clock.Now())
		first, second, third := w.delivery(th), w.delivery(th), w.delivery(th)
		elsewhere := w.delivery(other)
		steps := []struct {
			name string
			do   func()
			want []string
		}{
			{"all are queued", func() {}, []string{first.ID, elsewhere.ID}},
			{"the first is being sent", func() { w.start(first, "node") }, []string{elsewhere.ID}},
			{"the first waits to be tried again", func() {
				first.NextAt = w.clock.Now().Add(time.Minute)
				w.finish(first, domain.DeliveryQueued)
			}, []string{elsewhere.ID}},
			{"its moment has come", func() { w.clock.Advance(time.Minute) }, []string{elsewhere.ID, first.ID}},
			{"it failed for good", func() {
				w.start(first, "node")
				w.finish(first, domain.DeliveryFailed)
			}, []string{second.ID, elsewhere.ID}},
			{"the second has gone", func() {
				w.start(second, "node")
				w.finish(second, domain.DeliveryAccepted)
			}, []string{third.ID, elsewhere.ID}},
			{"the third is unknown", func() {
				w.start(third, "node")
				w.finish(third, domain.DeliveryUnknown)
			}, []string{elsewhere.ID}},
		}
		for _, s := range steps {
			s.do()
			if got := w.due(a, 10); !slices.Equal(got, s.want) {
				t.Errorf("when %s, due are %v, want %v", s.name, got, s.want)
			}
		}
	})
}

func TestDueDeliveriesComeOldestFirstAndOfOneAccount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		w.delivery(w.thread(other, "", w.clock.Now()))
		var want []string
		for i := range 5 {
			d := w.aDelivery(w.thread(a, "", w.clock.Now()))
			d.NextAt = w.clock.Now().Add(-time.Duration(10-i) * time.Second)
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertDeliveries(ctx, []*domain.Delivery{d}) })
			want = append(want, d.ID)
		}
		if got := w.due(a, 3); !slices.Equal(got, want[:3]) {
			t.Errorf("three are %v, want %v", got, want[:3])
		}
		if got := w.due(a, 10); !slices.Equal(got, want) {
			t.Errorf("all are %v, want %v", got, want)
		}
	})
}

func TestOnlyAQueuedDeliveryStarts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		th := w.thread(w.account("sakura"), "", w.clock.Now())
		d := w.delivery(th)
		w.start(d, "one")
		before := w.stored(d)
		late := *d
		late.Attempts = 0
		w.start(&late, "two")
		if got := w.stored(d); got.LeasedBy != "one" || got.Attempts != 1 || !reflect.DeepEqual(got, before) {
			t.Errorf("a delivery that is being sent was started again: %+v", got)
		}
		w.finish(d, domain.DeliveryAccepted)
		w.start(&late, "two")
		if got := w.stored(d); got.State != domain.DeliveryAccepted {
			t.Errorf("an accepted delivery is %s again", got.State)
		}
	})
}

func TestAnAttemptIsRecordedWithWhatCameOfIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		d := w.delivery(w.thread(w.account("sakura"), "", w.clock.Now()))
		d.Method = domain.MethodPush
		w.start(d, "node")
		started := w.stored(d)
		if started.State != domain.DeliverySending || started.LeasedBy != "node" || !started.Uncertain || started.FirstAt.IsZero() || started.AttemptAt.IsZero() {
			t.Errorf("started it is %+v", started)
		}
		d.Uncertain, d.NextAt = false, w.clock.Now().Add(time.Hour)
		d.Problem, d.LineRequest, d.Sent = domain.Problem{Code: "delivery.line_busy", Detail: "slow down"}, "line-9", json.RawMessage(`[]`)
		d.ReplyToken.Until = w.clock.Now().Add(-time.Minute)
		w.finish(d, domain.DeliveryQueued)
		got := w.stored(d)
		if got.State != domain.DeliveryQueued || got.Uncertain || !got.NextAt.Equal(d.NextAt) || got.Problem != d.Problem ||
			got.LineRequest != "line-9" || string(got.Sent) != `[]` || !got.ReplyToken.Until.Equal(d.ReplyToken.Until) {
			t.Errorf("finished it is %+v", got)
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			as, err := tx.Attempts(ctx, d.ID)
			if len(as) != 1 || as[0].Number != 1 || as[0].Status != 200 || as[0].Method != domain.MethodPush ||
				!as[0].StartedAt.Equal(d.AttemptAt) || as[0].EndedAt.IsZero() {
				t.Errorf("the attempts are %+v", as)
			}
			return err
		})
	})
}

func TestTheOutcomeOfALeaseThatWasTakenOverIsIgnored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		d := w.delivery(w.thread(w.account("sakura"), "", w.clock.Now()))
		w.start(d, "slow")
		slow := *d
		w.finish(d, domain.DeliveryQueued) // the lease was over
		w.start(d, "quick")
		w.finish(&slow, domain.DeliveryAccepted)
		if got := w.stored(d); got.State != domain.DeliverySending || got.LeasedBy != "quick" {
			t.Errorf("it is %s by %s, want sending by quick", got.State, got.LeasedBy)
		}
		other := *d
		other.LeasedBy = "third"
		w.finish(&other, domain.DeliveryFailed)
		if got := w.stored(d); got.State != domain.DeliverySending {
			t.Errorf("another node's outcome made it %s", got.State)
		}
	})
}

func TestAbandonedDeliveriesAreThoseThatNobodySendsAnyMore(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		mine := w.delivery(w.thread(a, "", w.clock.Now()))
		theirs := w.delivery(w.thread(a, "", w.clock.Now()))
		w.delivery(w.thread(a, "", w.clock.Now())) // only queued
		w.start(mine, "me")
		w.start(theirs, "they")
		abandoned := func(started time.Time) (ids []string) {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				ds, err := tx.AbandonedDeliveries(ctx, "me", started)
				for _, d := range ds {
					ids = append(ids, d.ID)
				}
				return err
			})
			return ids
		}
		if got := abandoned(mine.AttemptAt); len(got) != 0 {
			t.Errorf("while all is well, %v are abandoned", got)
		}
		w.clock.Advance(time.Second)
		if got := abandoned(w.clock.Now()); !slices.Equal(got, []string{mine.ID}) {
			t.Errorf("after my restart, %v are abandoned, want only mine", got)
		}
		w.clock.Advance(time.Minute)
		if got := abandoned(mine.AttemptAt); len(got) != 2 {
			t.Errorf("after the lease, %v are abandoned, want both", got)
		}
	})
}

func TestNextDeliveryIsTheEarliestThatIsStillToCome(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		now := w.clock.Now()
		next := func() (at time.Time) {
			w.view(func(ctx context.Context, tx *store.Tx) (err error) {
				at, err = tx.NextDelivery(ctx, a.ID)
				return err
			})
			return at
		}
		if got := next(); !got.IsZero() {
			t.Errorf("without deliveries it is %v", got)
		}
		for _, in := range []time.Duration{-time.Minute, 2 * time.Hour, time.Hour} {
			d := w.aDelivery(w.thread(a, "", now))
			d.NextAt = now.Add(in)
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertDeliveries(ctx, []*domain.Delivery{d}) })
		}
		elsewhere := w.aDelivery(w.thread(other, "", now))
		elsewhere.NextAt = now.Add(time.Minute)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertDeliveries(ctx, []*domain.Delivery{elsewhere})
		})
		if got := next(); !got.Equal(now.Add(time.Hour)) {
			t.Errorf("it is %v, want in an hour", got.Sub(now))
		}
	})
}

func TestARequestIsRecordedOncePerConversation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th, other := w.thread(a, "", w.clock.Now()), w.thread(a, "", w.clock.Now())
		insert := func(th *store.Thread, request string) error {
			d := w.aDelivery(th)
			d.RequestID = request
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.InsertDeliveries(ctx, []*domain.Delivery{d})
			})
		}
		for _, ok := range []error{insert(th, "r1"), insert(th, "r2"), insert(other, "r1"), insert(th, ""), insert(th, "")} {
			if ok != nil {
				t.Error(ok)
			}
		}
		wantError(t, insert(th, "r1"), domain.Conflict, "delivery.repeated")
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.DeliveryByRequest(ctx, th.Conversation.ID, "r2")
			if err != nil || got == nil || got.RequestID != "r2" || got.ConversationID != th.Conversation.ID {
				t.Errorf("found %+v, %v", got, err)
			}
			none, err := tx.DeliveryByRequest(ctx, th.Conversation.ID, "r3")
			empty, errEmpty := tx.DeliveryByRequest(ctx, th.Conversation.ID, "")
			if none != nil || empty != nil {
				t.Errorf("found %+v and %+v, want none", none, empty)
			}
			return errors.Join(err, errEmpty)
		})
	})
}

func TestTheLedgerShowsEachDeliveryOnceNewestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		if p.Name == "postgres" {
			// As on a server that was set up for a language: there a punctuation mark
			// comes before letters.
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.Exec(ctx, `ALTER TABLE deliveries ALTER COLUMN id TYPE TEXT COLLATE "ja-x-icu"`)
			})
		}
		w.delivery(w.thread(other, "", w.clock.Now()))
		all := map[domain.DeliveryState][]string{}
		states := []domain.DeliveryState{
			domain.DeliveryQueued, domain.DeliverySending, domain.DeliveryAccepted, domain.DeliveryFailed, domain.DeliveryUnknown,
		}
		for i := range 21 {
			d := w.aDelivery(w.thread(a, "", w.clock.Now()))
			d.State, d.LeasedUntil = states[i%5], w.clock.Now().Add(time.Minute)
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertDeliveries(ctx, []*domain.Delivery{d}) })
			all[d.State] = append([]string{d.ID}, all[d.State]...)
			all[""] = append([]string{d.ID}, all[""]...)
		}
		for state, want := range all {
			for _, limit := range []int{1, 4, 30} {
				var got []string
				for before := ""; len(got) < 100; {
					var page []*domain.Delivery
					w.view(func(ctx context.Context, tx *store.Tx) (err error) {
						page, err = tx.Ledger(ctx, a.ID, state, before, limit)
						return err
					})
					for _, d := range page {
						got, before = append(got, d.ID), d.ID
					}
					if len(page) < limit {
						break
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("state %q in pages of %d: %v, want %v", state, limit, got, want)
				}
			}
		}
	})
}

func TestADeliveryThatWasGivenUpKeepsTheReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		d := w.delivery(w.thread(w.account("sakura"), "", w.clock.Now()))
		d.State, d.Problem.Code = domain.DeliveryUnknown, "delivery.reply_lost"
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.StartAttempts(ctx, []*domain.Delivery{d}), tx.SetProblems(ctx, []*domain.Delivery{d}))
		})
		if got := w.stored(d); got.State != domain.DeliveryUnknown || got.Problem.Code != "delivery.reply_lost" || got.LeasedBy != "" {
			t.Errorf("it is %+v", got)
		}
	})
}

func TestBusyTellsWhetherAnythingIsOnItsWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		busy := func() (b bool) {
			w.view(func(ctx context.Context, tx *store.Tx) (err error) {
				b, err = tx.Busy(ctx)
				return err
			})
			return b
		}
		check := func(when string, want bool) {
			t.Helper()
			if busy() != want {
				t.Errorf("%s, busy is %v", when, !want)
			}
		}
		check("with nothing to do", false)
		d := w.delivery(w.thread(w.account("sakura"), "", w.clock.Now()))
		check("with a delivery that is due", true)
		w.start(d, "node")
		check("while it is sent", true)
		d.NextAt = w.clock.Now().Add(time.Hour)
		w.finish(d, domain.DeliveryQueued)
		check("while it waits", false)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertJobs(ctx, []store.Job{{ID: "job_1", Kind: "k", UniqueKey: "1", NextAt: tx.Now()}})
		})
		check("with a job that is due", true)
		w.claimJobs("node", 1)
		check("while it runs", true)
	})
}
