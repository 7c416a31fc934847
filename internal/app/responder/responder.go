// Package responder keeps what an account answers by itself: response settings,
// business hours, rules and greeting; their changes, and the compiled form that
// decisions are made with.
package responder

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
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
	Account *domain.Account
	Rules   *reply.Rules
	Hours   *hours.Hours
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
		b, err = compile(ctx, tx, a)
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

func compile(ctx context.Context, tx *store.Tx, a *domain.Account) (*Book, error) {
	schedule, err := tx.Hours(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	h, err := hours.Compile(schedule)
	if err != nil {
		return nil, fmt.Errorf("hours of %s: %w", a.ID, err)
	}
	rules, err := tx.Rules(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	compiled, err := reply.Compile(rules)
	if err != nil {
		return nil, fmt.Errorf("rules of %s: %w", a.ID, err)
	}
	return &Book{Account: a, Rules: compiled, Hours: h}, nil
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
