package store_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// world is a database with makers of what tests need in it.
type world struct {
	t     testing.TB
	db    *store.DB
	clock *clock.Clock
	ids   *id.Source
	place storetest.Place
}

func newWorld(t testing.TB, p storetest.Place) *world {
	t.Helper()
	return newWorldWith(t, p, store.Options{})
}

func newWorldWith(t testing.TB, p storetest.Place, o store.Options) *world {
	t.Helper()
	o.Clock = clock.New()
	return &world{t: t, db: p.OpenWith(t, o), clock: o.Clock, ids: id.New(rand.Reader), place: p}
}

// update runs fn in a transaction that must succeed.
func (w *world) update(fn func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	if err := w.db.Update(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// view runs fn with reads that must succeed.
func (w *world) view(fn func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	if err := w.db.View(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// fails runs fn in a transaction that must fail with the code.
func (w *world) fails(kind domain.Kind, code string, fn func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	wantError(w.t, w.db.Update(w.t.Context(), fn), kind, code)
}

func wantError(t testing.TB, err error, kind domain.Kind, code string) {
	t.Helper()
	if domain.KindOf(err) != kind || err == nil || codeOf(err) != code {
		t.Errorf("error is %v, want %s", err, code)
	}
}

func (w *world) account(key string) *domain.Account {
	w.t.Helper()
	a := w.anAccount(key)
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, a) })
	return a
}

// anAccount is an account that is not stored yet.
func (w *world) anAccount(key string) *domain.Account {
	now := w.clock.Now()
	return &domain.Account{
		ID: w.ids.New("acc", now), Key: key, Name: "さくら珈琲店",
		Channel:   domain.Channel{ID: fmt.Sprintf("%d", 1_650_000_000+now.UnixNano()%1_000_000+int64(len(key))*7_000_000+int64(key[len(key)-1])), Secret: domain.Secret(w.ids.Hex(16))},
		Settings:  domain.DefaultSettings(),
		CreatedAt: now, UpdatedAt: now,
	}
}

// aThread is a contact with its conversation, not stored yet.
func (w *world) aThread(a *domain.Account, userID, name string) *store.Thread {
	now := w.clock.Now()
	t := &store.Thread{
		Contact: domain.Contact{
			ID: w.ids.New("con", now), AccountID: a.ID, LineUserID: userID, Friend: domain.FriendUnknown,
			Profile: domain.Profile{Name: name}, CreatedAt: now, UpdatedAt: now,
		},
	}
	t.Conversation = domain.Conversation{
		ID: w.ids.New("cnv", now), AccountID: a.ID, ContactID: t.Contact.ID, Status: domain.StatusOpen, CreatedAt: now, UpdatedAt: now,
	}
	return t
}

// thread stores a contact whose last message came at a moment ("never" when
// that is zero).
func (w *world) thread(a *domain.Account, name string, lastAt time.Time) *store.Thread {
	w.t.Helper()
	t := w.aThread(a, "U"+w.ids.Hex(16), name)
	if !lastAt.IsZero() {
		t.Conversation.Last = domain.LastMessage{
			ID: w.ids.New("msg", lastAt), At: lastAt, Direction: domain.In, Kind: "text", Preview: "こんにちは", Sender: domain.SenderFriend,
		}
	}
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertThreads(ctx, []*store.Thread{t}) })
	return t
}

// save stores a conversation as it is now.
func (w *world) save(t *store.Thread) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveConversations(ctx, []*domain.Conversation{&t.Conversation})
	})
}

// aDelivery is the next delivery of a conversation, due now, not stored yet.
func (w *world) aDelivery(t *store.Thread) *domain.Delivery {
	now := w.clock.Now()
	t.Conversation.DeliverySeq++
	return &domain.Delivery{
		ID: w.ids.New("dlv", now), AccountID: t.Conversation.AccountID, ConversationID: t.Conversation.ID, Seq: t.Conversation.DeliverySeq,
		To: t.Contact.LineUserID, Origin: domain.Sender{Kind: domain.SenderRule, ID: "rul_1", Name: "一律"}, Method: domain.MethodPush,
		RetryKey: w.ids.UUID(), Messages: []json.RawMessage{json.RawMessage(`{"type":"text","text":"はい"}`)},
		State: domain.DeliveryQueued, NextAt: now, CreatedAt: now, UpdatedAt: now,
	}
}

func (w *world) delivery(t *store.Thread) *domain.Delivery {
	w.t.Helper()
	d := w.aDelivery(t)
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertDeliveries(ctx, []*domain.Delivery{d}) })
	return d
}

func (w *world) member(login string) *domain.Member {
	w.t.Helper()
	now := w.clock.Now()
	m := &domain.Member{
		ID: w.ids.New("mem", now), Login: login, Name: "佐藤", PasswordHash: "$argon2id$x", Language: "ja",
		Grants: map[string]domain.Role{}, CreatedAt: now, UpdatedAt: now,
	}
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMember(ctx, m) })
	return m
}

// atOnce runs fn n times at the same time and returns the errors in order.
func atOnce(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-gate
			errs[i] = fn(i)
		})
	}
	close(gate)
	wg.Wait()
	return errs
}

func codeOf(err error) string {
	if e, ok := errors.AsType[*domain.Error](err); ok {
		return e.Code
	}
	return ""
}

// size of a file of a SQLite database, in bytes.
func (w *world) size(name string) int64 {
	w.t.Helper()
	info, err := os.Stat(filepath.Join(w.place.Dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return info.Size()
}

// column reads the first column of a query, as text.
func (w *world) column(query string, args ...any) (out []string) {
	w.t.Helper()
	w.view(func(ctx context.Context, tx *store.Tx) error {
		return tx.Raw(ctx, query, args, func(r *sql.Rows) error {
			var s string
			err := r.Scan(&s)
			out = append(out, s)
			return err
		})
	})
	return out
}
