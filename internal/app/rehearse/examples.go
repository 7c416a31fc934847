package rehearse

import (
	"context"
	"slices"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
	"ohenji/internal/store"
)

const (
	// MaxExamples is how many different messages are offered to be tried.
	MaxExamples = 12
	// maxRecent is how many messages they are chosen from.
	maxRecent = 200
	// exampleAge is how old they are at most.
	exampleAge = 24 * time.Hour
)

// Examples are what friends have sent of late and rules can answer, the newest
// first, of each spelling one.
func (s *Service) Examples(ctx context.Context, actor domain.Actor, accountID string) (out []*domain.Message, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	var all []*domain.Message
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		all, err = tx.Inbound(ctx, accountID, tx.Now().Add(-exampleAge), false, maxRecent)
		return err
	})
	seen := map[string]bool{}
	for _, m := range slices.Backward(all) {
		key := m.Kind + " " + match.Fold(m.Text)
		if len(m.Decision) == 0 || seen[key] {
			continue
		}
		seen[key] = true
		if out = append(out, m); len(out) == MaxExamples {
			break
		}
	}
	return out, err
}
