package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func (w *world) event(a *domain.Account, eventID string) store.Event {
	return store.Event{
		AccountID: a.ID, WebhookEventID: eventID, Type: "message", State: store.EventProcessed,
		OccurredAt: w.clock.Now().Add(-time.Second), ReceivedAt: w.clock.Now(),
	}
}

func TestAnEventDeliveredFiftyTimesAtOnceIsFreshOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		e := w.event(a, "01HX")
		fresh := make([]bool, 50)
		for _, err := range atOnce(50, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.InsertEvents(ctx, []store.Event{e})
				fresh[i] = got[e.EventKey()]
				return err
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		n := 0
		for _, f := range fresh {
			if f {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d of 50 deliveries found the event fresh, want 1", n)
		}
	})
}

func TestOverlappingBatchesTakeEachEventOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		accounts := []*domain.Account{w.account("sakura"), w.account("momiji")}
		const senders, events = 12, 90
		counts := make([]map[string]bool, senders)
		for _, err := range atOnce(senders, func(i int) error {
			var batch []store.Event
			for n := range events {
				batch = append(batch, w.event(accounts[n%2], fmt.Sprintf("ev-%03d", n)))
			}
			if i%2 == 1 {
				slices.Reverse(batch) // the store brings batches into one order
			}
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
				counts[i], err = tx.InsertEvents(ctx, batch)
				return err
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		seen := map[string]int{}
		for _, fresh := range counts {
			for key := range fresh {
				seen[key]++
			}
		}
		if len(seen) != events {
			t.Errorf("%d events were fresh, want %d", len(seen), events)
		}
		for key, n := range seen {
			if n != 1 {
				t.Errorf("%s was fresh %d times", key, n)
			}
		}
	})
}

func TestADoubleWithinABatchCountsOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		one, two := w.event(a, "ev-1"), w.event(a, "ev-2")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			fresh, err := tx.InsertEvents(ctx, []store.Event{two, one, two, one, two})
			if len(fresh) != 2 || !fresh[one.EventKey()] || !fresh[two.EventKey()] {
				t.Errorf("fresh are %v, want both once", fresh)
			}
			return err
		})
		w.update(func(ctx context.Context, tx *store.Tx) error {
			fresh, err := tx.InsertEvents(ctx, []store.Event{one, two})
			if len(fresh) != 0 {
				t.Errorf("delivered again, %v are fresh, want none", fresh)
			}
			return err
		})
	})
}

func TestTheSameEventIDOfTwoAccountsIsTwoEvents(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, b := w.account("sakura"), w.account("momiji")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			fresh, err := tx.InsertEvents(ctx, []store.Event{w.event(a, "ev"), w.event(b, "ev")})
			if len(fresh) != 2 {
				t.Errorf("fresh are %v, want two", fresh)
			}
			return err
		})
	})
}

func TestNoEventsAreNoStatement(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		plans, err := w.db.Plans(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			fresh, err := tx.InsertEvents(ctx, nil)
			if len(fresh) != 0 {
				t.Errorf("fresh are %v", fresh)
			}
			return err
		})
		if err != nil || len(plans) != 0 {
			t.Errorf("ran %v, %v", plans, err)
		}
	})
}

func TestAnEventIsKeptAsItCame(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		want := w.event(a, "ev-1")
		want.Type, want.State, want.Reason, want.Raw = "membership", store.EventFailed, "cannot decode", `{"type":"membership","絵":"😀"}`
		w.update(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.InsertEvents(ctx, []store.Event{want})
			return err
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Event(ctx, a.ID, "ev-1")
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			return err
		})
		other := w.account("momiji")
		w.fails(domain.NotFound, "event.not_found", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Event(ctx, other.ID, "ev-1")
			return err
		})
	})
}

func TestTheOwnerSeesTheNewestEventAndWhatWasSetAside(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		newest := w.clock.Now()
		w.update(func(ctx context.Context, tx *store.Tx) error {
			es := []store.Event{w.event(a, "1"), w.event(a, "2"), w.event(a, "3"), w.event(other, "4")}
			es[0].ReceivedAt = newest
			es[1].ReceivedAt, es[1].State = newest.Add(-time.Minute), store.EventFailed
			es[2].ReceivedAt, es[2].State = newest.Add(-time.Hour), store.EventIgnored
			es[3].ReceivedAt, es[3].State = newest.Add(time.Hour), store.EventFailed
			_, err := tx.InsertEvents(ctx, es)
			return err
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.EventStats(ctx, a.ID)
			if want := (store.EventStats{LastAt: newest, SetAside: 1}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			return err
		})
	})
}

func TestRefusedSignaturesAddUp(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		last := w.clock.Now()
		for _, err := range atOnce(10, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.AddHookFaults(ctx, a.ID, store.FaultBadSignature, int64(i), last.Add(-time.Duration(i)*time.Second))
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.EventStats(ctx, a.ID)
			if want := (store.Fault{Count: 45, LastAt: last}); got.BadSignature != want {
				t.Errorf("got %+v, want %+v", got.BadSignature, want)
			}
			return err
		})
	})
}
