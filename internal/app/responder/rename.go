package responder

import (
	"context"
	"errors"
	"strings"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// RenameHours gives a named schedule another name; settings and rules that name
// it name it by the new one. It fails with NotFound hours.not_found and, where
// another schedule has the name, Conflict hours.taken.
func (s *Service) RenameHours(ctx context.Context, actor domain.Actor, accountID, from, to string) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	to = strings.TrimSpace(to)
	if e := HoursNameFault(to); e != nil {
		return e.At("to")
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.LockAccount(ctx, accountID)
		if err != nil {
			return err
		}
		all, err := tx.AllHours(ctx, accountID)
		if err != nil {
			return err
		}
		sched, known := all[from]
		if !known || from == "" {
			return domain.E(domain.NotFound, "hours.not_found")
		}
		if from == to {
			return nil
		}
		if _, taken := all[to]; taken {
			return domain.E(domain.Conflict, "hours.taken", "name", to).At("to")
		}
		s.Changed(tx, domain.HintSettings, accountID, "")
		return errors.Join(
			tx.DeleteHours(ctx, accountID, from), tx.SetHours(ctx, accountID, to, sched),
			s.renameInSettings(ctx, tx, a, from, to), s.renameInRules(ctx, tx, accountID, from, to),
		)
	})
}

func (s *Service) renameInSettings(ctx context.Context, tx *store.Tx, a *domain.Account, from, to string) error {
	if a.Settings.HoursName != from {
		return nil
	}
	a.Settings.HoursName, a.UpdatedAt = to, tx.Now()
	return tx.UpdateAccount(ctx, a)
}

func (s *Service) renameInRules(ctx context.Context, tx *store.Tx, accountID, from, to string) error {
	rules, err := tx.Rules(ctx, accountID)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.Schedule == nil || r.Schedule.HoursName != from {
			continue
		}
		r.Schedule.HoursName, r.UpdatedAt = to, tx.Now()
		if err := tx.UpdateRule(ctx, r); err != nil {
			return err
		}
		s.Changed(tx, domain.HintRules, accountID, r.ID)
	}
	return nil
}
