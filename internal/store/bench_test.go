package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// BenchmarkReception writes what reception writes for messages that a rule
// answers: journal, conversations, the message with its answer, the delivery.
func BenchmarkReception(b *testing.B) {
	for _, size := range []int{1, 64} {
		b.Run(fmt.Sprintf("events=%d", size), func(b *testing.B) {
			storetest.EachB(b, func(b *testing.B, p storetest.Place) {
				b.Helper()
				w := newWorld(b, p)
				friends := w.friends(w.account("sakura"), 512)
				n := 0
				for b.Loop() {
					w.receive(friends, n, size)
					n += size
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
			})
		})
	}
}

func (w *world) friends(a *domain.Account, n int) []*store.Thread {
	w.t.Helper()
	ts := make([]*store.Thread, n)
	for i := range ts {
		ts[i] = w.aThread(a, fmt.Sprintf("U%032x", i), "")
	}
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertThreads(ctx, ts) })
	return ts
}

// receive writes a batch of events, number from first on, of different friends.
func (w *world) receive(friends []*store.Thread, first, size int) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		accountID := friends[0].Contact.AccountID
		var es []store.Event
		var users []string
		for i := range size {
			users = append(users, friends[(first+i)%len(friends)].Contact.LineUserID)
			es = append(es, store.Event{
				AccountID: accountID, WebhookEventID: w.ids.New("", tx.Now()), Type: "message", State: store.EventProcessed,
				OccurredAt: tx.Now(), ReceivedAt: tx.Now(),
			})
		}
		if _, err := tx.InsertEvents(ctx, es); err != nil {
			return err
		}
		threads, err := tx.ThreadsByLine(ctx, accountID, users)
		if err != nil {
			return err
		}
		return w.answerAll(ctx, tx, threads, es, users)
	})
}

func (w *world) answerAll(ctx context.Context, tx *store.Tx, threads map[string]*store.Thread, es []store.Event, users []string) error {
	payload := json.RawMessage(`{"type":"text","id":"14353798921116","text":"営業時間を教えてください"}`)
	var vs []*domain.Conversation
	var ms []*domain.Message
	var ds []*domain.Delivery
	for i, user := range users {
		t := threads[user]
		in := &domain.Message{
			ID: w.ids.New("msg", tx.Now()), AccountID: t.Contact.AccountID, ConversationID: t.Conversation.ID, Direction: domain.In,
			Kind: "text", Text: "営業時間を教えてください", Payload: payload, Sender: domain.Sender{Kind: domain.SenderFriend, ID: t.Contact.ID},
			EventID: es[i].WebhookEventID, Decision: json.RawMessage(`{"outcome":"answered","rule":"rul_1"}`), At: tx.Now(), CreatedAt: tx.Now(),
		}
		t.Conversation.Receive(in, true, "", tx.Now(), tx.Now())
		d := w.aDelivery(t)
		out := &domain.Message{
			ID: w.ids.New("msg", tx.Now()), AccountID: t.Contact.AccountID, ConversationID: t.Conversation.ID, Direction: domain.Out,
			Kind: "text", Text: "10時から19時まで営業しております。", Payload: d.Messages[0], Sender: d.Origin, DeliveryID: d.ID, At: tx.Now(), CreatedAt: tx.Now(),
		}
		t.Conversation.Send(out, tx.Now())
		vs, ms, ds = append(vs, &t.Conversation), append(ms, in, out), append(ds, d)
	}
	if err := tx.SaveConversations(ctx, vs); err != nil {
		return err
	}
	if err := tx.InsertMessages(ctx, ms); err != nil {
		return err
	}
	return tx.InsertDeliveries(ctx, ds)
}
