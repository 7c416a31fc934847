package store_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestTheNewestInboundMessagesComeOldestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		hanako, taro, far := w.thread(a, "花子", w.clock.Now()), w.thread(a, "太郎", w.clock.Now()), w.thread(other, "梅", w.clock.Now())
		now := w.clock.Now()
		put := func(th *store.Thread, d domain.Direction, text, reason string, seconds int) {
			m := w.message(th, text, now.Add(time.Duration(seconds)*time.Second))
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.Exec(ctx, `UPDATE messages SET direction = $1, reason = $2 WHERE id = $3`, string(d), reason, m.ID)
			})
		}
		put(hanako, domain.In, "一", "no_match", 1)
		put(taro, domain.In, "二", "rule", 2)
		put(taro, domain.Out, "答え", "", 3)
		put(hanako, domain.In, "三", "manual_window", 4)
		put(far, domain.In, "他", "no_match", 5)
		put(taro, domain.In, "四", "uniform", 6)
		for _, c := range []struct {
			name      string
			since     int
			unmatched bool
			limit     int
			want      []string
		}{
			{"all", 0, false, 100, []string{"一", "二", "三", "四"}},
			{"since a moment, which is included", 2, false, 100, []string{"二", "三", "四"}},
			{"the newest two", 0, false, 2, []string{"三", "四"}},
			{"those that no rule fitted", 0, true, 100, []string{"一", "四"}},
			{"the newest of those", 0, true, 1, []string{"四"}},
			{"after the last", 7, false, 100, nil},
		} {
			w.view(func(ctx context.Context, tx *store.Tx) error {
				ms, err := tx.Inbound(ctx, a.ID, now.Add(time.Duration(c.since)*time.Second), c.unmatched, c.limit)
				var got []string
				for _, one := range ms {
					got = append(got, one.Text)
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%s: %q, want %q", c.name, got, c.want)
				}
				return err
			})
		}
	})
}

func TestADecisionThatIsReplacedCountsByItsNewReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		m := w.message(w.thread(a, "花子", w.clock.Now()), "はい", w.clock.Now())
		unmatched := func() (n int) {
			w.view(func(ctx context.Context, tx *store.Tx) error {
				ms, err := tx.Inbound(ctx, a.ID, time.Time{}, true, 10)
				n = len(ms)
				return err
			})
			return n
		}
		for _, c := range []struct {
			reason string
			want   int
		}{{"no_match", 1}, {"manual_window", 0}} {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.SetDecision(ctx, m.ID, `{"reason":"`+c.reason+`"}`, c.reason)
			})
			if got := unmatched(); got != c.want {
				t.Errorf("%s: %d unmatched messages, want %d", c.reason, got, c.want)
			}
		}
	})
}

func TestSchedulesAreKeptByNameForEachAccount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		shop := hours.Default().Canonical()
		phone := hours.Schedule{Week: hours.Week{"sat": {{Start: 540, End: 720}}}, Holidays: hours.Holidays{Mode: hours.Closed}}.Canonical()
		for name, s := range map[string]hours.Schedule{"": shop, "電話": phone} {
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.SetHours(ctx, a.ID, name, s) })
		}
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.SetHours(ctx, other.ID, "電話", shop) })
		check := func(accountID string, want map[string]hours.Schedule) {
			t.Helper()
			w.view(func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.AllHours(ctx, accountID)
				if !reflect.DeepEqual(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
				}
				return err
			})
		}
		check(a.ID, map[string]hours.Schedule{"": shop, "電話": phone})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteHours(ctx, a.ID, "電話") })
		check(a.ID, map[string]hours.Schedule{"": shop})
		check(other.ID, map[string]hours.Schedule{"電話": shop})
		for _, name := range []string{"電話", "知らない", ""} { // the one without a name always stays
			w.fails(domain.NotFound, "hours.not_found", func(ctx context.Context, tx *store.Tx) error { return tx.DeleteHours(ctx, a.ID, name) })
		}
		check(a.ID, map[string]hours.Schedule{"": shop})
	})
}
