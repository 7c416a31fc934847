package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ohenji/internal/domain"
)

// ruleSpec is the part of a rule that no query looks into.
type ruleSpec struct {
	Keywords []string        `json:"keywords,omitempty"`
	Bubbles  []domain.Bubble `json:"bubbles"`
	domain.RuleOptions
}

func specOf(r *domain.Rule) (string, error) {
	b, err := json.Marshal(ruleSpec{r.Keywords, r.Bubbles, r.RuleOptions})
	return string(b), err
}

const ruleColumns = `id, account_id, title, enabled, position, spec, created_at, updated_at`

func scanRule(scan func(...any) error) (domain.Rule, error) {
	var r domain.Rule
	var spec string
	var created, updated int64
	if err := scan(&r.ID, &r.AccountID, &r.Title, &r.Enabled, &r.Position, &spec, &created, &updated); err != nil {
		return r, err
	}
	var s ruleSpec
	if err := json.Unmarshal([]byte(spec), &s); err != nil {
		return r, fmt.Errorf("rule %s: %w", r.ID, err)
	}
	r.Keywords, r.Bubbles, r.RuleOptions = s.Keywords, s.Bubbles, s.RuleOptions
	r.CreatedAt, r.UpdatedAt = moment(created), moment(updated)
	return r, nil
}

// Rules returns all rules of an account in their order.
func (tx *Tx) Rules(ctx context.Context, accountID string) ([]domain.Rule, error) {
	hits, err := tx.hitsByRule(ctx, accountID)
	if err != nil {
		return nil, err
	}
	var out []domain.Rule
	const q = `SELECT ` + ruleColumns + ` FROM rules WHERE account_id = $1 ORDER BY position, id`
	err = tx.rows(ctx, q, []any{accountID}, func(rs *sql.Rows) error {
		r, err := scanRule(rs.Scan)
		hits[r.ID].on(&r)
		out = append(out, r)
		return err
	})
	return out, err
}

// Rule returns one rule of the account, or NotFound rule.not_found.
func (tx *Tx) Rule(ctx context.Context, accountID, id string) (domain.Rule, error) {
	const q = `SELECT ` + ruleColumns + ` FROM rules WHERE id = $1 AND account_id = $2`
	r, err := scanRule(tx.run.QueryRowContext(ctx, q, id, accountID).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, domain.E(domain.NotFound, "rule.not_found")
	}
	if err != nil {
		return r, translate(err)
	}
	var last int64
	_, err = tx.row(ctx, `SELECT count, last_at FROM rule_hits WHERE rule_id = $1`, []any{id}, &r.Hits, &last)
	r.LastHitAt = moment(last)
	return r, err
}

// InsertRules stores new rules.
func (tx *Tx) InsertRules(ctx context.Context, rs []domain.Rule) error {
	rows := make([][]any, len(rs))
	for i := range rs {
		r := &rs[i]
		spec, err := specOf(r)
		if err != nil {
			return err
		}
		rows[i] = []any{r.ID, r.AccountID, r.Title, r.Enabled, r.Position, spec, millis(r.CreatedAt), millis(r.UpdatedAt)}
	}
	return tx.insertRows(ctx, `INSERT INTO rules (`+ruleColumns+`)`, rows, ``)
}

// UpdateRule stores all fields of a rule but its creation.
func (tx *Tx) UpdateRule(ctx context.Context, r domain.Rule) error {
	spec, err := specOf(&r)
	if err != nil {
		return err
	}
	const q = `UPDATE rules SET title = $1, enabled = $2, position = $3, spec = $4, updated_at = $5 WHERE id = $6 AND account_id = $7`
	n, err := tx.exec(ctx, q, r.Title, r.Enabled, r.Position, spec, millis(r.UpdatedAt), r.ID, r.AccountID)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "rule.not_found")
	}
	return err
}

// MoveRules stores other places of rules, by rule id. That changes nothing that
// their authors wrote, so it does not count as a change of the rules.
func (tx *Tx) MoveRules(ctx context.Context, accountID string, places map[string]int) error {
	if len(places) == 0 {
		return nil
	}
	rows := make([][]any, 0, len(places))
	for _, id := range slices.Sorted(maps.Keys(places)) {
		rows = append(rows, []any{id, accountID, places[id]})
	}
	return tx.updateRows(ctx, `UPDATE rules SET position = v.column3`, []string{"TEXT", "TEXT", "BIGINT"}, rows,
		`WHERE rules.id = v.column1 AND rules.account_id = v.column2`)
}

// DeleteRule removes a rule of the account, with what is counted of it.
func (tx *Tx) DeleteRule(ctx context.Context, accountID, id string) error {
	n, err := tx.exec(ctx, `DELETE FROM rules WHERE id = $1 AND account_id = $2`, id, accountID)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "rule.not_found")
	}
	if err != nil {
		return err
	}
	return tx.forgetRule(ctx, id)
}
