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

func TestLockManualTellsWhichManualWindowsAreOpen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		now := w.clock.Now()
		open, over, never := w.thread(a, "開", now), w.thread(a, "終", now), w.thread(a, "無", now)
		open.Conversation.Manual = domain.ManualWindow{Until: now.Add(time.Hour), By: domain.Sender{Kind: domain.SenderMember}}
		over.Conversation.Manual = domain.ManualWindow{Until: now.Add(-time.Second), By: domain.Sender{Kind: domain.SenderMember}}
		w.save(open)
		w.save(over)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.LockManual(ctx, []string{never.Conversation.ID, open.Conversation.ID, over.Conversation.ID})
			if !got[open.Conversation.ID] || got[over.Conversation.ID] || got[never.Conversation.ID] {
				t.Errorf("open windows: %v", got)
			}
			if none, err := tx.LockManual(ctx, nil); err != nil || len(none) != 0 {
				t.Errorf("of no conversations: %v, %v", none, err)
			}
			return err
		})
	})
}

func TestManualWindowsAreListedByTheirEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		now := w.clock.Now().Truncate(time.Millisecond)
		window := func(a *domain.Account, name string, until time.Time) {
			th := w.thread(a, name, now)
			th.Conversation.Manual = domain.ManualWindow{Until: until, By: domain.Sender{Kind: domain.SenderMember}}
			w.save(th)
		}
		window(a, "by hand", domain.Endless())
		window(a, "by hand too", domain.Endless())
		window(a, "in an hour", now.Add(time.Hour))
		window(a, "in a minute", now.Add(time.Minute))
		window(a, "in an hour too", now.Add(time.Hour))
		window(a, "over", now.Add(-time.Second))
		window(other, "of another account", now.Add(time.Minute))
		w.thread(a, "never", now)
		want := []string{"in a minute", "in an hour", "in an hour too", "by hand", "by hand too"}
		for _, limit := range []int{1, 2, 5, 100} {
			if got := w.byEnd(a.ID, limit); !slices.Equal(got, want) {
				t.Errorf("in pages of %d: %q", limit, got)
			}
		}
		w.clock.Advance(time.Hour + time.Second)
		if got := w.byEnd(a.ID, 100); !slices.Equal(got, want[3:]) {
			t.Errorf("an hour later: %q", got)
		}
	})
}

// byEnd walks the open manual windows to their end and returns the contacts'
// names.
func (w *world) byEnd(accountID string, limit int) (names []string) {
	w.t.Helper()
	var until time.Time
	id := ""
	for range 100 {
		var more *store.Thread
		w.view(func(ctx context.Context, tx *store.Tx) error {
			ts, last, err := tx.ThreadsByEnd(ctx, accountID, until, id, limit)
			for _, th := range ts {
				names = append(names, th.Contact.Profile.Name)
			}
			more = last
			return err
		})
		if more == nil {
			return names
		}
		until, id = more.Conversation.Manual.Until, more.Conversation.ID
	}
	w.t.Fatal("the pages never end")
	return nil
}
