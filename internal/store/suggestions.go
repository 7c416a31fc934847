package store

import (
	"context"
	"database/sql"
)

// DismissTexts notes that a member does not want these folded texts suggested.
// The account must be there.
func (tx *Tx) DismissTexts(ctx context.Context, accountID, by string, texts []string) error {
	if len(texts) == 0 {
		return nil
	}
	rows := make([][]any, len(texts))
	for i, text := range texts {
		rows[i] = []any{accountID, text, by, tx.now.UnixMilli()}
	}
	return tx.insertRows(ctx, `INSERT INTO suggestions_dismissed (account_id, text, by_id, at)`, rows, ` ON CONFLICT DO NOTHING`)
}

// RestoreTexts takes DismissTexts back.
func (tx *Tx) RestoreTexts(ctx context.Context, accountID string, texts []string) error {
	if len(texts) == 0 {
		return nil
	}
	keys := padded(texts)
	q := `DELETE FROM suggestions_dismissed WHERE account_id = $1 AND text IN (` + placeholders(2, len(keys)) + `)`
	_, err := tx.exec(ctx, q, append([]any{accountID}, keys...)...)
	return err
}

// DismissedTexts returns the folded texts that nobody wants suggested.
func (tx *Tx) DismissedTexts(ctx context.Context, accountID string) (map[string]bool, error) {
	out := map[string]bool{}
	const q = `SELECT text FROM suggestions_dismissed WHERE account_id = $1`
	err := tx.rows(ctx, q, []any{accountID}, func(r *sql.Rows) error {
		var text string
		err := r.Scan(&text)
		out[text] = true
		return err
	})
	return out, err
}
