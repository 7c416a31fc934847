// Package inbox is the desk: conversations and their timelines, answers by
// hand, and the switch between people and rules for one contact.
package inbox

import (
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB        *store.DB
	Clock     *clock.Clock
	IDs       *id.Source
	Log       *slog.Logger
	Responder *responder.Service
	Deliver   *deliver.Engine
}

// Service serves the desk.
type Service struct{ Deps }

// New returns a service.
func New(d Deps) *Service { return &Service{d} }

// Limits of pages.
const (
	DefaultPage = 50
	MaxPage     = 100
)

// Thread is a conversation as the desk shows it.
type Thread struct {
	store.Thread
	// FreeUntil is the moment until which an answer is free; zero when an answer
	// would be a counted push.
	FreeUntil time.Time
	Now       time.Time
}

// Folder is a ready-made choice of conversations.
type Folder = store.Folder

// Query chooses a page of conversations. Cursor "" is the first page.
type Query struct {
	Folder Folder
	Search string
	Cursor string
	Limit  int
	// Ending chooses the open manual windows, the soonest to end at the top.
	// Folder and Search do not matter then.
	Ending bool
}

// MaxSearch is the longest name that is searched for, in characters.
const MaxSearch = 60

// Threads returns a page of conversations, newest first, and the cursor of the
// next page ("" at the end).
func (s *Service) Threads(ctx context.Context, actor domain.Actor, accountID string, q Query) ([]Thread, string, error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, "", err
	}
	if len([]rune(q.Search)) > MaxSearch {
		return nil, "", domain.E(domain.Invalid, "conversation.search_long", "max", MaxSearch).At("search")
	}
	at, beforeID, err := decodeCursor(q.Cursor)
	if err != nil {
		return nil, "", err
	}
	limit := page(q.Limit)
	var out []Thread
	next := ""
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		var ts []*store.Thread
		var more *store.Thread
		if q.Ending {
			ts, more, err = tx.ThreadsByEnd(ctx, accountID, at, beforeID, limit)
		} else {
			ts, more, err = tx.Threads(ctx, store.ThreadFilter{
				AccountID: accountID, Folder: q.Folder, Search: q.Search, BeforeAt: at, BeforeID: beforeID, Limit: limit,
			})
		}
		if err != nil {
			return err
		}
		for _, t := range ts {
			out = append(out, s.shown(t, tx.Now()))
		}
		if more != nil {
			next = q.cursorAfter(&more.Conversation)
		}
		return nil
	})
	return out, next, err
}

func (q Query) cursorAfter(c *domain.Conversation) string {
	if q.Ending {
		return encodeCursor(c.Manual.Until, c.ID)
	}
	return encodeCursor(c.Last.At, c.ID)
}

func (s *Service) shown(t *store.Thread, now time.Time) Thread {
	return Thread{Thread: *t, FreeUntil: t.Conversation.FreeUntil(now), Now: now}
}

// Thread returns one conversation.
func (s *Service) Thread(ctx context.Context, actor domain.Actor, accountID, conversationID string) (out Thread, err error) {
	if err := actor.Sees(accountID); err != nil {
		return out, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.Thread(ctx, accountID, conversationID)
		if err == nil {
			out = s.shown(t, tx.Now())
		}
		return err
	})
	return out, err
}

// Entry is a row of the timeline with what became of its delivery.
type Entry struct {
	*domain.Message
	Delivery *domain.Delivery // nil for inbound messages
}

// Messages returns a page of a conversation's timeline, newest first, and the
// cursor of the older page.
func (s *Service) Messages(ctx context.Context, actor domain.Actor, accountID, conversationID, cursor string, limit int) (out []Entry, next string, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, "", err
	}
	at, beforeID, err := decodeCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	limit = page(limit)
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Thread(ctx, accountID, conversationID); err != nil {
			return err
		}
		ms, err := tx.Messages(ctx, conversationID, at, beforeID, limit)
		if err != nil {
			return err
		}
		out, err = withDeliveries(ctx, tx, ms)
		return err
	})
	if len(out) == limit {
		last := out[len(out)-1]
		next = encodeCursor(last.At, last.ID)
	}
	return out, next, err
}

func withDeliveries(ctx context.Context, tx *store.Tx, ms []*domain.Message) ([]Entry, error) {
	var ids []string
	for _, m := range ms {
		if m.DeliveryID != "" {
			ids = append(ids, m.DeliveryID)
		}
	}
	ds, err := tx.DeliveriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*domain.Delivery, len(ds))
	for _, d := range ds {
		byID[d.ID] = d
	}
	out := make([]Entry, len(ms))
	for i, m := range ms {
		out[i] = Entry{Message: m, Delivery: byID[m.DeliveryID]}
	}
	return out, nil
}

// Ledger returns a page of the account's deliveries, newest first; state ""
// means all.
func (s *Service) Ledger(ctx context.Context, actor domain.Actor, accountID string, state domain.DeliveryState, cursor string, limit int) (out []*domain.Delivery, next string, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, "", err
	}
	limit = page(limit)
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		out, err = tx.Ledger(ctx, accountID, state, cursor, limit)
		return err
	})
	if len(out) == limit {
		next = out[len(out)-1].ID
	}
	return out, next, err
}

// DeliveryWithAttempts is a delivery with each of its tries.
type DeliveryWithAttempts struct {
	*domain.Delivery
	Tries []domain.Attempt
}

// Delivery returns one delivery of the account with its tries, or NotFound
// delivery.not_found.
func (s *Service) Delivery(ctx context.Context, actor domain.Actor, accountID, deliveryID string) (out DeliveryWithAttempts, err error) {
	if err := actor.Sees(accountID); err != nil {
		return out, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		ds, err := tx.DeliveriesByID(ctx, []string{deliveryID})
		if err != nil {
			return err
		}
		if len(ds) == 0 || ds[0].AccountID != accountID {
			return domain.E(domain.NotFound, "delivery.not_found")
		}
		out.Delivery = ds[0]
		out.Tries, err = tx.Attempts(ctx, deliveryID)
		return err
	})
	return out, err
}

func page(limit int) int {
	if limit <= 0 {
		return DefaultPage
	}
	return min(limit, MaxPage)
}

// A cursor names the last row of a page: its moment and id.
func encodeCursor(at time.Time, rowID string) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", at.UnixMilli(), rowID))
}

func decodeCursor(s string) (time.Time, string, error) {
	if s == "" {
		return time.Time{}, "", nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	ms, rowID, ok := strings.Cut(string(b), " ")
	n, errNumber := strconv.ParseInt(ms, 10, 64)
	if err != nil || errNumber != nil || !ok || n <= 0 {
		return time.Time{}, "", domain.E(domain.Invalid, "page.cursor_invalid").At("cursor")
	}
	return time.UnixMilli(n).UTC(), rowID, nil
}
