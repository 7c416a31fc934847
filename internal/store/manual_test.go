package store_test

import (
	"context"
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
