package responder

import (
	"context"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Settings are the response settings with the greeting and what they mean now.
type Settings struct {
	domain.ResponseSettings
	Greeting []domain.Bubble
	Now      reply.State
}

// Settings returns an account's response settings.
func (s *Service) Settings(ctx context.Context, actor domain.Actor, accountID string) (Settings, error) {
	if err := actor.Sees(accountID); err != nil {
		return Settings{}, err
	}
	b, err := s.Book(ctx, accountID)
	if err != nil {
		return Settings{}, err
	}
	now := reply.StateAt(b.Account.Settings, b.Hours, time.Time{}, s.Clock.Now())
	return Settings{ResponseSettings: b.Account.Settings, Greeting: b.Account.Greeting, Now: now}, nil
}

// SetSettings changes an account's response settings and greeting.
func (s *Service) SetSettings(ctx context.Context, actor domain.Actor, accountID string, rs domain.ResponseSettings, greeting []domain.Bubble) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	if err := rs.Validate(); err != nil {
		return err
	}
	if len(greeting) > 0 {
		if err := domain.ValidateBubbles(greeting); err != nil {
			return err
		}
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.LockAccount(ctx, accountID)
		if err != nil {
			return err
		}
		a.Settings, a.Greeting, a.UpdatedAt = rs, greeting, tx.Now()
		s.Changed(tx, domain.HintSettings, accountID, "")
		return tx.UpdateAccount(ctx, a)
	})
}

// Hours returns an account's business hours.
func (s *Service) Hours(ctx context.Context, actor domain.Actor, accountID string) (sched hours.Schedule, err error) {
	if err := actor.Sees(accountID); err != nil {
		return sched, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Account(ctx, accountID); err != nil {
			return err
		}
		sched, err = tx.Hours(ctx, accountID)
		return err
	})
	return sched, err
}

// Calendar tells what applies on each of the next days, from today on.
func (s *Service) Calendar(ctx context.Context, actor domain.Actor, accountID string, days int) ([]hours.Day, error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	b, err := s.Book(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return b.Hours.Calendar(s.Clock.Now(), days), nil
}

// SetHours changes an account's business hours.
func (s *Service) SetHours(ctx context.Context, actor domain.Actor, accountID string, sched hours.Schedule) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	if err := sched.Validate(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		s.Changed(tx, domain.HintSettings, accountID, "")
		return tx.SetHours(ctx, accountID, sched.Canonical())
	})
}
