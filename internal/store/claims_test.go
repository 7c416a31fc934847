package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// claim takes due deliveries as a lane of the engine does.
func claim(ctx context.Context, tx *store.Tx, accountID, node string, limit int) ([]*domain.Delivery, error) {
	ds, err := tx.DueDeliveries(ctx, accountID, limit)
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		d.State, d.Attempts, d.LeasedBy, d.LeasedUntil = domain.DeliverySending, d.Attempts+1, node, tx.Now().Add(time.Minute)
	}
	return ds, tx.StartAttempts(ctx, ds)
}

func TestNodesThatClaimAtOnceNeverGetTheSameDelivery(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		const conversations, each, nodes = 30, 3, 8
		for range conversations {
			th := w.thread(a, "", w.clock.Now())
			for range each {
				w.delivery(th)
			}
		}
		type claimed struct {
			conversation string
			seq          int64
		}
		order := make(chan claimed, conversations*each*2)
		for _, err := range atOnce(nodes, func(i int) error {
			node := string(rune('a' + i))
			for empty := 0; empty < 20; {
				var got []*domain.Delivery
				err := w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
					got, err = claim(ctx, tx, a.ID, node, 4)
					return err
				})
				if err != nil {
					return err
				}
				if len(got) == 0 {
					empty++
					continue
				}
				for _, d := range got {
					order <- claimed{d.ConversationID, d.Seq}
					d.State = domain.DeliveryAccepted
				}
				err = w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.FinishAttempts(ctx, got, nil) })
				if err != nil {
					return err
				}
			}
			return nil
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		close(order)
		next := map[string]int64{}
		n := 0
		for c := range order {
			n++
			if next[c.conversation]++; c.seq != next[c.conversation] {
				t.Errorf("conversation %s: number %d was claimed as the %d.", c.conversation, c.seq, next[c.conversation])
			}
		}
		// What the others had locked while a node gave up may be left.
		if n+len(w.due(a, 1000)) < conversations {
			t.Errorf("only %d deliveries were claimed", n)
		}
	})
}

// A claim that another transaction holds and has not committed is passed over,
// and so is all that waits behind it in its conversation.
func TestAClaimUnderWayIsPassedOver(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		if p.Name == "sqlite" {
			t.Skip("SQLite has one writer: there is no second transaction")
		}
		w := newWorld(t, p)
		a := w.account("sakura")
		th, other := w.thread(a, "", w.clock.Now()), w.thread(a, "", w.clock.Now())
		w.delivery(th)
		w.delivery(th)
		free := w.delivery(other)
		holding, release := make(chan struct{}), make(chan struct{})
		held := make(chan error, 1)
		go func() {
			held <- w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := claim(ctx, tx, a.ID, "one", 1)
				close(holding)
				<-release
				return err
			})
		}()
		<-holding
		if got := w.due(a, 10); !slices.Equal(got, []string{free.ID}) {
			t.Errorf("beside a claim under way, %v are due, want only %s", got, free.ID)
		}
		close(release)
		if err := <-held; err != nil {
			t.Error(err)
		}
	})
}
