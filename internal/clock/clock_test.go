package clock_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"ohenji/internal/clock"
)

func TestWaitEndsWhenTheMomentComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := clock.New()
		began := c.Now()
		if err := c.Sleep(t.Context(), 90*time.Minute); err != nil {
			t.Fatal(err)
		}
		if got := c.Now().Sub(began); got != 90*time.Minute {
			t.Errorf("slept %v, want 90m", got)
		}
	})
}

func TestAdvanceWakesWhoeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := clock.New()
		woken := make(chan time.Duration, 1)
		real := time.Now()
		go func() {
			if err := c.Sleep(t.Context(), time.Hour); err == nil {
				woken <- time.Since(real)
			}
		}()
		synctest.Wait()
		c.Advance(30 * time.Minute)
		synctest.Wait()
		select {
		case <-woken:
			t.Fatal("woken after half of the time")
		default:
		}
		c.Advance(30 * time.Minute)
		if d := <-woken; d != 0 {
			t.Errorf("waited %v of real time, want none", d)
		}
	})
}

func TestAdvanceNeverGoesBack(t *testing.T) {
	c := clock.New()
	before := c.Now()
	c.Advance(-time.Hour)
	if c.Now().Before(before) {
		t.Error("the clock ran backwards")
	}
}

func TestKickEndsAWaitEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, k := clock.New(), clock.NewKick()
		k.Now()
		k.Now()
		began := c.Now()
		if err := c.WaitKick(t.Context(), began.Add(time.Hour), k); err != nil {
			t.Fatal(err)
		}
		if c.Now() != began {
			t.Error("the kick was not seen")
		}
		if err := c.WaitKick(t.Context(), began.Add(time.Hour), k); err != nil {
			t.Fatal(err)
		}
		if c.Now() != began.Add(time.Hour) {
			t.Error("two kicks before a look must count as one")
		}
	})
}

func TestContextEndsAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, k := clock.New(), clock.NewKick()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := c.WaitKick(ctx, time.Time{}, k); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the deadline", err)
		}
		if err := c.Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the deadline", err)
		}
	})
}
