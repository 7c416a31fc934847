package reception_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"ohenji/internal/app/reception"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
)

// Nobody writes here: it is what a database that hangs looks like.
func TestMoreRequestsThanCanWaitAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := reception.New(reception.Deps{Clock: clock.New()})
		ctx, giveUp := context.WithCancel(t.Context())
		event := []reception.Event{{WebhookEventID: "1", Type: "message"}}
		var refused, given atomic.Int32
		for range 1500 {
			go func() {
				err := s.Receive(ctx, "acc_1", event)
				if e, ok := errors.AsType[*domain.Error](err); ok && e.Kind == domain.Unavailable && e.Code == "reception.overloaded" {
					refused.Add(1)
				} else if errors.Is(err, context.Canceled) {
					given.Add(1)
				} else {
					t.Errorf("received: %v", err)
				}
			}()
		}
		synctest.Wait()
		if n := refused.Load(); n != 1500-1024 {
			t.Errorf("%d refused at once, want all that find 1024 before them", n)
		}
		giveUp() // LINE does not wait for ever
		synctest.Wait()
		if n := given.Load(); n != 1024 {
			t.Errorf("%d requests came back when LINE gave up, want 1024", n)
		}
	})
}

func TestARequestWithoutEventsNeedsNoDatabase(t *testing.T) {
	t.Parallel()
	s := reception.New(reception.Deps{Clock: clock.New()})
	if err := s.Receive(t.Context(), "acc_1", nil); err != nil {
		t.Error(err)
	}
}
