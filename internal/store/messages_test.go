package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func (w *world) message(th *store.Thread, text string, at time.Time) *domain.Message {
	w.t.Helper()
	m := &domain.Message{
		ID: w.ids.New("msg", at), AccountID: th.Contact.AccountID, ConversationID: th.Conversation.ID, Direction: domain.In,
		Kind: "text", Text: text, Payload: json.RawMessage(`{}`), Decision: json.RawMessage(`{}`), At: at, CreatedAt: at,
		Sender: domain.Sender{Kind: domain.SenderFriend, ID: th.Contact.ID},
	}
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMessages(ctx, []*domain.Message{m}) })
	return m
}

func TestEveryFieldOfAMessageSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		th := w.thread(w.account("sakura"), "", w.clock.Now())
		want := &domain.Message{
			ID: "msg_1", AccountID: th.Contact.AccountID, ConversationID: th.Conversation.ID, Direction: domain.Out, Kind: "text",
			Text: "一行目\n\t\"二\" 😀 \\ ' %s $1 ?", Payload: json.RawMessage(`{"type":"text","text":"😀"}`),
			Sender:        domain.Sender{Kind: domain.SenderMember, ID: "mem_1", Name: "佐藤"},
			LineMessageID: "1435", EventID: "01HX", DeliveryID: "dlv_1", Decision: json.RawMessage(`{"outcome":"answered"}`), Reason: "rule",
			At: w.clock.Now().Add(-time.Minute), CreatedAt: w.clock.Now(),
		}
		noZeroField(t, *want)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMessages(ctx, []*domain.Message{want}) })
		w.view(func(ctx context.Context, tx *store.Tx) error {
			for _, read := range []func() ([]*domain.Message, error){
				func() ([]*domain.Message, error) {
					return tx.Messages(ctx, th.Conversation.ID, time.Time{}, "", 10)
				},
				func() ([]*domain.Message, error) { return tx.MessagesOfDelivery(ctx, "dlv_1") },
			} {
				got, err := read()
				if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
					t.Errorf("got %+v, %v\nwant %+v", got, err, want)
				}
			}
			return nil
		})
	})
}

func TestPagesOfATimelineKeepTheOrderOfEqualMoments(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th, other := w.thread(a, "", w.clock.Now()), w.thread(a, "", w.clock.Now())
		now := w.clock.Now()
		var want []string
		for i := range 17 {
			text := fmt.Sprintf("message %02d", i)
			w.message(th, text, now.Add(time.Duration(i/6)*time.Second))
			want = append(want, text)
		}
		w.message(other, "of another friend", now)
		slices.Reverse(want)
		for _, limit := range []int{1, 4, 6, 17, 50} {
			var got []string
			at, before := time.Time{}, ""
			for range 100 {
				var page []*domain.Message
				w.view(func(ctx context.Context, tx *store.Tx) (err error) {
					page, err = tx.Messages(ctx, th.Conversation.ID, at, before, limit)
					return err
				})
				if len(page) == 0 {
					break
				}
				for _, m := range page {
					got = append(got, m.Text)
				}
				at, before = page[len(page)-1].At, page[len(page)-1].ID
			}
			if !slices.Equal(got, want) {
				t.Errorf("in pages of %d: %q", limit, got)
			}
		}
	})
}

func TestMessagesWithoutADeliveryBelongToNone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.message(w.thread(w.account("sakura"), "", w.clock.Now()), "はい", w.clock.Now())
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.MessagesOfDelivery(ctx, "")
			if len(got) != 0 {
				t.Errorf("got %v", got)
			}
			return err
		})
	})
}

// The rows of one statement are cut into powers of two; every size must arrive.
func TestBatchesOfEverySizeArriveWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		for _, n := range []int{0, 1, 2, 3, 63, 64, 65, 127, 200} {
			th := w.thread(a, "", w.clock.Now())
			var ms []*domain.Message
			for i := range n {
				ms = append(ms, &domain.Message{
					ID: fmt.Sprintf("msg_%d_%03d", n, i), AccountID: a.ID, ConversationID: th.Conversation.ID, At: w.clock.Now(),
				})
			}
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMessages(ctx, ms) })
			w.view(func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.Messages(ctx, th.Conversation.ID, time.Time{}, "", 1000)
				if len(got) != n {
					t.Errorf("of %d messages %d are there", n, len(got))
				}
				return err
			})
		}
	})
}
