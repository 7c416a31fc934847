package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"ohenji/internal/domain"
)

// Hit is how often a rule answered.
type Hit struct {
	RuleID string
	Count  int64
	LastAt time.Time
}

// AddHits counts answers of the account's rules. Rows are written in one order,
// so that nodes never deadlock.
func (tx *Tx) AddHits(ctx context.Context, accountID string, hits []Hit) error {
	if len(hits) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(hits), func(a, b Hit) int { return cmp.Compare(a.RuleID, b.RuleID) })
	rows := make([][]any, len(sorted))
	for i, h := range sorted {
		rows[i] = []any{h.RuleID, accountID, h.Count, millis(h.LastAt)}
	}
	return tx.insertRows(ctx, `INSERT INTO rule_hits (rule_id, account_id, count, last_at)`, rows,
		` ON CONFLICT (rule_id) DO UPDATE SET count = rule_hits.count + excluded.count,
			last_at = CASE WHEN excluded.last_at > rule_hits.last_at THEN excluded.last_at ELSE rule_hits.last_at END`)
}

// Hits returns the counts of the account's rules, of those that ever answered.
func (tx *Tx) Hits(ctx context.Context, accountID string) ([]Hit, error) {
	var out []Hit
	const q = `SELECT rule_id, count, last_at FROM rule_hits WHERE account_id = $1 ORDER BY rule_id`
	err := tx.rows(ctx, q, []any{accountID}, func(r *sql.Rows) error {
		var h Hit
		var last int64
		err := r.Scan(&h.RuleID, &h.Count, &last)
		h.LastAt = moment(last)
		out = append(out, h)
		return err
	})
	return out, err
}

func (tx *Tx) hitsByRule(ctx context.Context, accountID string) (map[string]Hit, error) {
	all, err := tx.Hits(ctx, accountID)
	out := make(map[string]Hit, len(all))
	for _, h := range all {
		out[h.RuleID] = h
	}
	return out, err
}

// LastAnswers returns when each of the contacts last got the answers that were
// noted by SetLastAnswers: contact id, rule id.
func (tx *Tx) LastAnswers(ctx context.Context, contactIDs []string) (map[string]map[string]time.Time, error) {
	out := map[string]map[string]time.Time{}
	if len(contactIDs) == 0 {
		return out, nil
	}
	keys := padded(contactIDs)
	q := `SELECT contact_id, rule_id, at FROM rule_answers WHERE contact_id IN (` + placeholders(1, len(keys)) + `)`
	err := tx.rows(ctx, q, keys, func(r *sql.Rows) error {
		var contact, rule string
		var at int64
		err := r.Scan(&contact, &rule, &at)
		if out[contact] == nil {
			out[contact] = map[string]time.Time{}
		}
		out[contact][rule] = moment(at)
		return err
	})
	return out, err
}

// SetLastAnswers notes when contacts got answers of rules that have a cooldown:
// contact id, rule id.
func (tx *Tx) SetLastAnswers(ctx context.Context, answers map[string]map[string]time.Time) error {
	var rows [][]any
	for contact, byRule := range answers {
		for rule, at := range byRule {
			rows = append(rows, []any{contact, rule, millis(at)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(string), b[1].(string)))
	})
	return tx.insertRows(ctx, `INSERT INTO rule_answers (contact_id, rule_id, at)`, rows,
		` ON CONFLICT (contact_id, rule_id) DO UPDATE SET at = excluded.at`)
}

func (tx *Tx) forgetRule(ctx context.Context, ruleID string) error {
	if _, err := tx.exec(ctx, `DELETE FROM rule_hits WHERE rule_id = $1`, ruleID); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM rule_answers WHERE rule_id = $1`, ruleID)
	return err
}

func (h Hit) on(r *domain.Rule) { r.Hits, r.LastHitAt = h.Count, h.LastAt }
