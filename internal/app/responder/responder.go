// Package responder keeps what an account answers by itself: response settings,
// business hours, rules and greeting; their changes, and the compiled form that
// decisions are made with.
package responder

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB    *store.DB
	Clock *clock.Clock
	IDs   *id.Source
	Log   *slog.Logger
}

// Service answers for the accounts' rules. Safe for concurrent use.
type Service struct {
	Deps
	mu    sync.Mutex
	books map[string]*Book  // by account id
	keys  map[string]string // account key -> id
	epoch int               // rises with each Forget, so that a stale load is not kept
}

// New returns a service.
func New(d Deps) *Service {
	return &Service{Deps: d, books: map[string]*Book{}, keys: map[string]string{}}
}

// Book is all that a decision for one account needs, compiled. It never
// changes; a change of the account makes a new one.
type Book struct {
	Source  *Source // what it was compiled of; not to be changed
	Account *domain.Account
	Rules   *reply.Rules
	Hours   *hours.Hours            // the account's 応答時間
	Named   map[string]*hours.Hours // the schedules that rules can name
	// Cooldowns, Tags and Attributes say what decisions and answers ask of
	// contacts, so that nothing is read that nobody needs.
	Cooldowns  map[string]bool // rules that have one
	Tags       bool
	Attributes bool
	// RuleHours are the names of the schedules that rules keep to.
	RuleHours map[string]string
}

// Opening is when the named schedule, "" for the account's 応答時間, opens next:
// {次の営業開始}. It is zero where there are no hours: 応答時間 is off, or the
// schedule never opens.
func (b *Book) Opening(name string, now time.Time) time.Time {
	h, on := b.Hours, b.Account.Settings.Hours
	if name != "" {
		h, on = b.Named[name], true
	}
	if h == nil || !on {
		return time.Time{}
	}
	opening, ok := h.NextOpening(now)
	if !ok {
		return time.Time{}
	}
	return opening.In(h.Location())
}

// Values fill the variables of an answer to a contact. hoursName is the schedule
// that {次の営業開始} means, "" for the account's 応答時間.
func (b *Book) Values(c *domain.Contact, hoursName string, now time.Time) compose.Values {
	return compose.Values{
		ContactName: c.Profile.Name, Nameless: compose.Nameless, AccountName: b.Account.Name,
		Now: now.In(b.Hours.Location()), NextOpening: b.Opening(hoursName, now), Attributes: c.Attributes,
	}
}

// Book returns the account's compiled rules, or NotFound account.not_found.
func (s *Service) Book(ctx context.Context, accountID string) (*Book, error) {
	s.mu.Lock()
	b, epoch := s.books[accountID], s.epoch
	s.mu.Unlock()
	if b != nil {
		return b, nil
	}
	return s.load(ctx, epoch, func(ctx context.Context, tx *store.Tx) (*domain.Account, error) {
		return tx.Account(ctx, accountID)
	})
}

// BookByKey is Book by the account's key.
func (s *Service) BookByKey(ctx context.Context, key string) (*Book, error) {
	s.mu.Lock()
	b, epoch := s.books[s.keys[key]], s.epoch
	s.mu.Unlock()
	if b != nil {
		return b, nil
	}
	return s.load(ctx, epoch, func(ctx context.Context, tx *store.Tx) (*domain.Account, error) {
		return tx.AccountByKey(ctx, key)
	})
}

func (s *Service) load(ctx context.Context, epoch int, find func(context.Context, *store.Tx) (*domain.Account, error)) (*Book, error) {
	var b *Book
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := find(ctx, tx)
		if err != nil {
			return err
		}
		src, err := sourceOf(ctx, tx, a)
		if err != nil {
			return err
		}
		b, err = src.Book()
		return err
	})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.epoch == epoch { // else it changed while it was read
		s.books[b.Account.ID], s.keys[b.Account.Key] = b, b.Account.ID
	}
	return b, nil
}

// Forget drops the compiled form of an account that changed; the next decision
// is made with the new one.
func (s *Service) Forget(accountID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	delete(s.books, accountID)
}

// Changed is called in a transaction that changed what the account answers.
func (s *Service) Changed(tx *store.Tx, kind domain.HintKind, accountID, changedID string) {
	tx.Hint(domain.Hint{Kind: kind, AccountID: accountID, ID: changedID})
	tx.AfterCommit(func() { s.Forget(accountID) })
}
