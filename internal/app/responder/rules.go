package responder

import (
	"context"
	"strings"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// MaxRules is how many rules one account may have.
const MaxRules = 10_000

// Rules returns an account's rules in their order.
func (s *Service) Rules(ctx context.Context, actor domain.Actor, accountID string) (rs []domain.Rule, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		rs, err = tx.Rules(ctx, accountID)
		return err
	})
	return rs, err
}

// Rule returns one rule of the account.
func (s *Service) Rule(ctx context.Context, actor domain.Actor, accountID, ruleID string) (r domain.Rule, err error) {
	if err := actor.Sees(accountID); err != nil {
		return r, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		r, err = tx.Rule(ctx, accountID, ruleID)
		return err
	})
	return r, err
}

// CreateRule adds a rule behind the others.
func (s *Service) CreateRule(ctx context.Context, actor domain.Actor, accountID string, r domain.Rule) (domain.Rule, error) {
	return s.saveRule(ctx, actor, accountID, r, func(ctx context.Context, tx *store.Tx, r *domain.Rule) error {
		all, err := tx.Rules(ctx, accountID)
		if err != nil {
			return err
		}
		if len(all) >= MaxRules {
			return domain.E(domain.Conflict, "rule.too_many", "max", MaxRules)
		}
		r.ID, r.CreatedAt = s.IDs.New("rul", tx.Now()), tx.Now()
		r.Position = 1
		if len(all) > 0 {
			r.Position = all[len(all)-1].Position + 1
		}
		return tx.InsertRules(ctx, []domain.Rule{*r})
	})
}

// UpdateRule replaces what the rule's author can edit; its place stays.
func (s *Service) UpdateRule(ctx context.Context, actor domain.Actor, accountID string, r domain.Rule) (domain.Rule, error) {
	return s.saveRule(ctx, actor, accountID, r, func(ctx context.Context, tx *store.Tx, r *domain.Rule) error {
		old, err := tx.Rule(ctx, accountID, r.ID)
		if err != nil {
			return err
		}
		r.Position, r.CreatedAt = old.Position, old.CreatedAt
		return tx.UpdateRule(ctx, *r)
	})
}

// saveRule checks a rule as its author wrote it and stores it by save, with the
// account locked: what save reads of its rules is still true when it writes.
func (s *Service) saveRule(ctx context.Context, actor domain.Actor, accountID string, r domain.Rule,
	save func(ctx context.Context, tx *store.Tx, r *domain.Rule) error,
) (domain.Rule, error) {
	if err := actor.Owns(accountID); err != nil {
		return r, err
	}
	clean(&r)
	if err := r.Validate(); err != nil {
		return r, err
	}
	err := s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		r.AccountID, r.UpdatedAt = accountID, tx.Now()
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		s.Changed(tx, domain.HintRules, accountID, r.ID)
		return nil
	})
	return r, err
}

// DeleteRule removes a rule.
func (s *Service) DeleteRule(ctx context.Context, actor domain.Actor, accountID, ruleID string) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		s.Changed(tx, domain.HintRules, accountID, ruleID)
		return tx.DeleteRule(ctx, accountID, ruleID)
	})
}

// OrderRules puts the rules into the order of ids. It fails with Conflict
// rule.order_stale when ids are not exactly the account's rules: somebody else
// has added or removed one.
func (s *Service) OrderRules(ctx context.Context, actor domain.Actor, accountID string, ids []string) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i + 1
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		all, err := tx.Rules(ctx, accountID)
		if err != nil {
			return err
		}
		if len(all) != len(ids) || len(place) != len(ids) {
			return domain.E(domain.Conflict, "rule.order_stale")
		}
		for _, r := range all {
			at, ok := place[r.ID]
			if !ok {
				return domain.E(domain.Conflict, "rule.order_stale")
			}
			if r.Position == at {
				continue
			}
			r.Position, r.UpdatedAt = at, tx.Now()
			if err := tx.UpdateRule(ctx, r); err != nil {
				return err
			}
		}
		s.Changed(tx, domain.HintRules, accountID, "")
		return nil
	})
}

// clean drops what nobody means: spaces around the title and keywords, and the
// same keyword twice.
func clean(r *domain.Rule) {
	r.Title = strings.TrimSpace(r.Title)
	seen := map[string]bool{}
	var kept []string
	for _, k := range r.Keywords {
		if k = strings.TrimSpace(k); !seen[k] {
			seen[k] = true
			kept = append(kept, k)
		}
	}
	r.Keywords = kept
}
