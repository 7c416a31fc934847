package responder

import (
	"context"
	"strings"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
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

// UpdateRule replaces what the rule's author can edit; its place stays. The
// author read the rule as it was at r.UpdatedAt: when somebody has changed it
// since, it fails with Conflict rule.changed. The zero time overwrites whatever
// is there.
func (s *Service) UpdateRule(ctx context.Context, actor domain.Actor, accountID string, r domain.Rule) (domain.Rule, error) {
	seen := r.UpdatedAt
	return s.saveRule(ctx, actor, accountID, r, func(ctx context.Context, tx *store.Tx, r *domain.Rule) error {
		old, err := tx.Rule(ctx, accountID, r.ID)
		if err != nil {
			return err
		}
		// The database keeps milliseconds.
		if !seen.IsZero() && seen.UnixMilli() != old.UpdatedAt.UnixMilli() {
			return domain.E(domain.Conflict, "rule.changed")
		}
		r.Position, r.CreatedAt, r.Hits, r.LastHitAt = old.Position, old.CreatedAt, old.Hits, old.LastHitAt
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
	Clean(&r)
	if err := reply.Validate(&r); err != nil {
		return r, err
	}
	err := s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		r.AccountID, r.UpdatedAt = accountID, tx.Now()
		if err := hoursKnown(ctx, tx, &r); err != nil {
			return err
		}
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		s.Changed(tx, domain.HintRules, accountID, r.ID)
		return nil
	})
	return r, err
}

// AddKeywords adds keywords to a rule, behind those that it has; those that it
// has already stay as they are.
func (s *Service) AddKeywords(ctx context.Context, actor domain.Actor, accountID, ruleID string, keywords []string) (domain.Rule, error) {
	return s.editRule(ctx, actor, accountID, ruleID, func(r *domain.Rule) error {
		r.Keywords = append(r.Keywords, keywords...)
		Clean(r)
		return reply.Validate(r)
	})
}

// RuleChange is what a list changes of a rule; nil leaves it as it is.
type RuleChange struct {
	Enabled *bool
	Folder  *string
}

// ChangeRule turns a rule on or off or moves it to a folder, and leaves what
// somebody else may be writing in it.
func (s *Service) ChangeRule(ctx context.Context, actor domain.Actor, accountID, ruleID string, c RuleChange) (domain.Rule, error) {
	return s.editRule(ctx, actor, accountID, ruleID, func(r *domain.Rule) error {
		if c.Enabled != nil {
			r.Enabled = *c.Enabled
		}
		if c.Folder != nil {
			r.Folder = strings.TrimSpace(*c.Folder)
		}
		// Not all of the rule: one that was taken by older checks can be turned off.
		if n := utf8.RuneCountInString(r.Folder); n > domain.MaxFolder {
			return domain.E(domain.Invalid, "rule.folder_length", "max", domain.MaxFolder, "count", n).At("folder")
		}
		return nil
	})
}

// editRule changes a stored rule by edit, with the account locked.
func (s *Service) editRule(ctx context.Context, actor domain.Actor, accountID, ruleID string, edit func(r *domain.Rule) error) (r domain.Rule, err error) {
	if err := actor.Owns(accountID); err != nil {
		return r, err
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		if r, err = tx.Rule(ctx, accountID, ruleID); err != nil {
			return err
		}
		if err := edit(&r); err != nil {
			return err
		}
		r.UpdatedAt = tx.Now()
		s.Changed(tx, domain.HintRules, accountID, r.ID)
		return tx.UpdateRule(ctx, r)
	})
	return r, err
}

// hoursKnown fails with Invalid hours.unknown when the rule names a schedule
// that the account does not have.
func hoursKnown(ctx context.Context, tx *store.Tx, r *domain.Rule) error {
	if r.Schedule == nil || r.Schedule.HoursName == "" {
		return nil
	}
	all, err := tx.AllHours(ctx, r.AccountID)
	if err != nil {
		return err
	}
	if e := hoursUnknown(all, r.Schedule.HoursName); e != nil {
		return e.At("schedule.hoursName")
	}
	return nil
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
		moved := map[string]int{}
		for i := range all {
			at, ok := place[all[i].ID]
			if !ok {
				return domain.E(domain.Conflict, "rule.order_stale")
			}
			if all[i].Position != at {
				moved[all[i].ID] = at
			}
		}
		s.Changed(tx, domain.HintRules, accountID, "")
		return tx.MoveRules(ctx, accountID, moved)
	})
}

// Hit is how often a rule answered.
type Hit = store.Hit

// Hits returns how often each rule of the account has answered; those that
// never did are left out.
func (s *Service) Hits(ctx context.Context, actor domain.Actor, accountID string) (hits []Hit, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		hits, err = tx.Hits(ctx, accountID)
		return err
	})
	return hits, err
}

// Clean drops what nobody means: spaces around words, and the same word twice.
func Clean(r *domain.Rule) {
	r.Title, r.Folder = strings.TrimSpace(r.Title), strings.TrimSpace(r.Folder)
	if r.Match != domain.MatchRegex { // spaces are part of a regular expression
		r.Keywords = words(r.Keywords)
	}
	r.Forbidden = words(r.Forbidden)
	r.Audience = domain.Audience{Any: words(r.Audience.Any), All: words(r.Audience.All), None: words(r.Audience.None)}
	if r.Schedule != nil && r.Schedule.IsZero() {
		r.Schedule = nil
	}
}

func words(list []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, w := range list {
		if w = strings.TrimSpace(w); !seen[w] {
			seen[w] = true
			kept = append(kept, w)
		}
	}
	return kept
}
