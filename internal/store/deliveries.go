package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ohenji/internal/domain"
)

const deliveryColumns = `id, account_id, conversation_id, seq, recipient, origin_kind, origin_id, origin_name, request_id,
	method, reply_token, reply_until, retry_key, messages, state, attempts, uncertain, next_at, first_at, attempt_at,
	leased_by, leased_until, problem_code, problem_detail, line_request, sent, created_at, updated_at`

func scanDelivery(scan func(...any) error) (*domain.Delivery, error) {
	var d domain.Delivery
	var messages, sent string
	var replyUntil, next, first, attempt, leased, created, updated int64
	err := scan(&d.ID, &d.AccountID, &d.ConversationID, &d.Seq, &d.To, &d.Origin.Kind, &d.Origin.ID, &d.Origin.Name, &d.RequestID,
		&d.Method, &d.ReplyToken.Token, &replyUntil, &d.RetryKey, &messages, &d.State, &d.Attempts, &d.Uncertain, &next, &first, &attempt,
		&d.LeasedBy, &leased, &d.Problem.Code, &d.Problem.Detail, &d.LineRequest, &sent, &created, &updated)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(messages), &d.Messages); err != nil {
		return nil, fmt.Errorf("messages of %s: %w", d.ID, err)
	}
	d.Sent = json.RawMessage(sent)
	d.ReplyToken.Until, d.NextAt, d.FirstAt, d.AttemptAt = moment(replyUntil), moment(next), moment(first), moment(attempt)
	d.LeasedUntil, d.CreatedAt, d.UpdatedAt = moment(leased), moment(created), moment(updated)
	return &d, nil
}

// InsertDeliveries records requests to LINE before their first attempt. A
// RequestID that the conversation already has is a Conflict delivery.repeated.
func (tx *Tx) InsertDeliveries(ctx context.Context, ds []*domain.Delivery) error {
	if len(ds) == 0 {
		return nil
	}
	rows := make([][]any, len(ds))
	for i, d := range ds {
		messages, err := json.Marshal(d.Messages)
		if err != nil {
			return err
		}
		rows[i] = []any{
			d.ID, d.AccountID, d.ConversationID, d.Seq, d.To, string(d.Origin.Kind), d.Origin.ID, d.Origin.Name, d.RequestID,
			string(d.Method), d.ReplyToken.Token, millis(d.ReplyToken.Until), d.RetryKey, string(messages), string(d.State), d.Attempts,
			d.Uncertain, millis(d.NextAt), millis(d.FirstAt), millis(d.AttemptAt), d.LeasedBy, millis(d.LeasedUntil),
			d.Problem.Code, d.Problem.Detail, d.LineRequest, string(d.Sent), millis(d.CreatedAt), millis(d.UpdatedAt),
		}
	}
	err := tx.insertRows(ctx, `INSERT INTO deliveries (`+deliveryColumns+`)`, rows, ``)
	if errors.Is(err, errConflict) {
		return domain.E(domain.Conflict, "delivery.repeated").Because(err)
	}
	return err
}

// DueDeliveries returns up to limit queued deliveries of the account whose
// moment has come, oldest first, and of each conversation only the first that
// is still open: later ones wait for it. The caller starts them in the same
// transaction.
func (tx *Tx) DueDeliveries(ctx context.Context, accountID string, limit int) ([]*domain.Delivery, error) {
	q := `SELECT ` + deliveryColumns + ` FROM deliveries
		WHERE account_id = $1 AND state = 'queued' AND next_at <= $2 AND NOT EXISTS (
			SELECT 1 FROM deliveries e WHERE e.conversation_id = deliveries.conversation_id AND e.seq < deliveries.seq
			AND e.state IN ('queued', 'sending'))
		ORDER BY next_at, id LIMIT $3` + tx.db.Dialect.skipLocked
	return tx.deliveries(ctx, q, accountID, tx.now.UnixMilli(), limit)
}

// StartAttempts records, before the call, that these deliveries are being sent.
func (tx *Tx) StartAttempts(ctx context.Context, ds []*domain.Delivery) error {
	if len(ds) == 0 {
		return nil
	}
	rows := make([][]any, len(ds))
	for i, d := range ds {
		rows[i] = []any{
			d.ID, string(d.Method), string(d.State), d.Attempts, d.Uncertain, millis(d.FirstAt), millis(d.AttemptAt),
			d.LeasedBy, millis(d.LeasedUntil), tx.now.UnixMilli(),
		}
	}
	casts := []string{"TEXT", "TEXT", "TEXT", "BIGINT", "BOOLEAN", "BIGINT", "BIGINT", "TEXT", "BIGINT", "BIGINT"}
	return tx.updateRows(ctx, `UPDATE deliveries SET method = v.column2, state = v.column3, attempts = v.column4, uncertain = v.column5,
		first_at = v.column6, attempt_at = v.column7, leased_by = v.column8, leased_until = v.column9, updated_at = v.column10`,
		casts, rows, `WHERE deliveries.id = v.column1 AND deliveries.state = 'queued'`)
}

// FinishAttempts records what came of attempts. A delivery whose lease another
// node has taken over meanwhile is left as that node has it.
func (tx *Tx) FinishAttempts(ctx context.Context, ds []*domain.Delivery, as []domain.Attempt) error {
	if len(ds) == 0 {
		return nil
	}
	rows := make([][]any, len(ds))
	for i, d := range ds {
		rows[i] = []any{
			d.ID, string(d.State), d.Uncertain, millis(d.NextAt), d.Problem.Code, d.Problem.Detail, d.LineRequest, string(d.Sent),
			tx.now.UnixMilli(), d.Attempts, d.LeasedBy, millis(d.ReplyToken.Until),
		}
	}
	casts := []string{"TEXT", "TEXT", "BOOLEAN", "BIGINT", "TEXT", "TEXT", "TEXT", "TEXT", "BIGINT", "BIGINT", "TEXT", "BIGINT"}
	err := tx.updateRows(ctx, `UPDATE deliveries SET state = v.column2, uncertain = v.column3, next_at = v.column4,
		problem_code = v.column5, problem_detail = v.column6, line_request = v.column7, sent = v.column8, updated_at = v.column9,
		reply_until = v.column12`,
		casts, rows, `WHERE deliveries.id = v.column1 AND deliveries.state = 'sending'
			AND deliveries.attempts = v.column10 AND deliveries.leased_by = v.column11`)
	if err != nil {
		return err
	}
	return tx.insertAttempts(ctx, as)
}

func (tx *Tx) insertAttempts(ctx context.Context, as []domain.Attempt) error {
	if len(as) == 0 {
		return nil
	}
	rows := make([][]any, len(as))
	for i, a := range as {
		rows[i] = []any{a.DeliveryID, a.Number, string(a.Method), millis(a.StartedAt), millis(a.EndedAt), a.Status, a.LineRequest, a.Error}
	}
	return tx.insertRows(ctx, `INSERT INTO attempts (delivery_id, number, method, started_at, ended_at, status, line_request, error)`,
		rows, ` ON CONFLICT (delivery_id, number) DO NOTHING`)
}

// AbandonedDeliveries returns deliveries that are being sent by nobody any
// more: their lease is over, or it was this node's before it was restarted.
func (tx *Tx) AbandonedDeliveries(ctx context.Context, node string, startedAt time.Time) ([]*domain.Delivery, error) {
	q := `SELECT ` + deliveryColumns + ` FROM deliveries
		WHERE state = 'sending' AND (leased_until <= $1 OR (leased_by = $2 AND attempt_at < $3))
		ORDER BY leased_until, id LIMIT 500` + tx.db.Dialect.skipLocked
	return tx.deliveries(ctx, q, tx.now.UnixMilli(), node, millis(startedAt))
}

// NextDelivery is the earliest moment after now at which a queued delivery of
// the account is due; zero when there is none.
func (tx *Tx) NextDelivery(ctx context.Context, accountID string) (time.Time, error) {
	var at int64
	const q = `SELECT next_at FROM deliveries WHERE account_id = $1 AND state = 'queued' AND next_at > $2 ORDER BY next_at LIMIT 1`
	_, err := tx.row(ctx, q, []any{accountID, tx.now.UnixMilli()}, &at)
	return moment(at), err
}

func (tx *Tx) deliveries(ctx context.Context, query string, args ...any) ([]*domain.Delivery, error) {
	var out []*domain.Delivery
	err := tx.rows(ctx, query, args, func(r *sql.Rows) error {
		d, err := scanDelivery(r.Scan)
		out = append(out, d)
		return err
	})
	return out, err
}

// DeliveriesByID returns the deliveries with these ids, in any order.
func (tx *Tx) DeliveriesByID(ctx context.Context, ids []string) ([]*domain.Delivery, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	keys := padded(ids)
	q := `SELECT ` + deliveryColumns + ` FROM deliveries WHERE id IN (` + placeholders(1, len(keys)) + `)`
	return tx.deliveries(ctx, q, keys...)
}

// DeliveryByRequest finds what an earlier, identical request of a caller made;
// nil when there was none.
func (tx *Tx) DeliveryByRequest(ctx context.Context, conversationID, requestID string) (*domain.Delivery, error) {
	q := `SELECT ` + deliveryColumns + ` FROM deliveries WHERE conversation_id = $1 AND request_id = $2 AND request_id <> ''`
	ds, err := tx.deliveries(ctx, q, conversationID, requestID)
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	return ds[0], nil
}

// afterAllIDs sorts behind every id in whatever order of characters PostgreSQL
// was set up with: ids begin with a lower-case letter before z. A punctuation
// mark would come first in most languages' orders.
const afterAllIDs = "z"

// Ledger returns a page of the account's deliveries, newest first, before
// beforeID ("" = from the newest); state "" means all.
func (tx *Tx) Ledger(ctx context.Context, accountID string, state domain.DeliveryState, beforeID string, limit int) ([]*domain.Delivery, error) {
	if beforeID == "" {
		beforeID = afterAllIDs
	}
	// The state is literal SQL where few of many rows have it, so that the
	// partial indexes apply. What is open has none in the order of ids: it is
	// little, found by its own index and sorted. The bare columns would make
	// SQLite walk all that the account ever sent.
	where := `account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`
	args := []any{accountID, beforeID, limit}
	switch state {
	case "":
	case domain.DeliveryFailed:
		where = `state IN ('failed', 'unknown') AND state = 'failed' AND ` + where
	case domain.DeliveryUnknown:
		where = `state IN ('failed', 'unknown') AND state = 'unknown' AND ` + where
	case domain.DeliveryQueued:
		where = `state = 'queued' AND account_id = $1 AND next_at > 0 AND id || '' < $2 ORDER BY id || '' DESC LIMIT $3`
	case domain.DeliverySending:
		where = `state = 'sending' AND account_id || '' = $1 AND leased_until > 0 AND id || '' < $2 ORDER BY id || '' DESC LIMIT $3`
	default:
		where = `account_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4`
		args = []any{accountID, string(state), beforeID, limit}
	}
	return tx.deliveries(ctx, `SELECT `+deliveryColumns+` FROM deliveries WHERE `+where, args...)
}

// Attempts returns the tries of one delivery in their order.
func (tx *Tx) Attempts(ctx context.Context, deliveryID string) ([]domain.Attempt, error) {
	var out []domain.Attempt
	const q = `SELECT number, method, started_at, ended_at, status, line_request, error FROM attempts WHERE delivery_id = $1 ORDER BY number`
	err := tx.rows(ctx, q, []any{deliveryID}, func(r *sql.Rows) error {
		a := domain.Attempt{DeliveryID: deliveryID}
		var started, ended int64
		err := r.Scan(&a.Number, &a.Method, &started, &ended, &a.Status, &a.LineRequest, &a.Error)
		a.StartedAt, a.EndedAt = moment(started), moment(ended)
		out = append(out, a)
		return err
	})
	return out, err
}

// SetProblems records why deliveries were given up before an attempt.
func (tx *Tx) SetProblems(ctx context.Context, ds []*domain.Delivery) error {
	for _, d := range ds {
		const q = `UPDATE deliveries SET problem_code = $1, leased_by = '', leased_until = 0 WHERE id = $2`
		if _, err := tx.exec(ctx, q, d.Problem.Code, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// Busy reports whether anything is on its way: a delivery or a job that is due
// or running. What waits for a later moment does not count.
func (tx *Tx) Busy(ctx context.Context) (bool, error) {
	var n int
	const q = `SELECT (SELECT COUNT(*) FROM deliveries WHERE state = 'sending') +
		(SELECT COUNT(*) FROM jobs WHERE state = 'running') +
		(SELECT COUNT(*) FROM jobs WHERE state = 'queued' AND next_at <= $1)`
	if _, err := tx.row(ctx, q, []any{tx.now.UnixMilli()}, &n); err != nil || n > 0 {
		return n > 0, err
	}
	const queued = `SELECT COUNT(*) FROM deliveries WHERE state = 'queued' AND next_at <= $1`
	_, err := tx.row(ctx, queued, []any{tx.now.UnixMilli()}, &n)
	return n > 0, err
}

// SupersedeAutomatic gives up automatic answers of a conversation that have not
// left yet and certainly have not arrived: a member takes over.
func (tx *Tx) SupersedeAutomatic(ctx context.Context, conversationID string, why domain.Problem) error {
	const q = `UPDATE deliveries SET state = 'failed', problem_code = $1, updated_at = $2
		WHERE conversation_id = $3 AND state IN ('queued', 'sending') AND state = 'queued' AND uncertain = $4
		AND origin_kind IN ('rule', 'greeting')`
	_, err := tx.exec(ctx, q, why.Code, tx.now.UnixMilli(), conversationID, false)
	return err
}
