package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"ohenji/internal/domain"
)

const messageColumns = `id, account_id, conversation_id, direction, kind, text, payload, sender_kind, sender_id, sender_name,
	line_message_id, event_id, delivery_id, decision, at, created_at, reason`

// InsertMessages stores new messages.
func (tx *Tx) InsertMessages(ctx context.Context, ms []*domain.Message) error {
	if len(ms) == 0 {
		return nil
	}
	rows := make([][]any, len(ms))
	for i, m := range ms {
		rows[i] = []any{
			m.ID, m.AccountID, m.ConversationID, string(m.Direction), m.Kind, m.Text, string(m.Payload),
			string(m.Sender.Kind), m.Sender.ID, m.Sender.Name, m.LineMessageID, m.EventID, m.DeliveryID, string(m.Decision),
			millis(m.At), millis(m.CreatedAt), m.Reason,
		}
	}
	return tx.insertRows(ctx, `INSERT INTO messages (`+messageColumns+`)`, rows, ``)
}

func scanMessage(scan func(...any) error) (*domain.Message, error) {
	var m domain.Message
	var payload, decision string
	var at, created int64
	err := scan(&m.ID, &m.AccountID, &m.ConversationID, &m.Direction, &m.Kind, &m.Text, &payload, &m.Sender.Kind, &m.Sender.ID,
		&m.Sender.Name, &m.LineMessageID, &m.EventID, &m.DeliveryID, &decision, &at, &created, &m.Reason)
	m.Payload, m.Decision = json.RawMessage(payload), json.RawMessage(decision)
	m.At, m.CreatedAt = moment(at), moment(created)
	return &m, err
}

// Messages returns a page of a conversation's timeline, newest first, before
// (at, id); a zero at means the newest.
func (tx *Tx) Messages(ctx context.Context, conversationID string, before time.Time, beforeID string, limit int) ([]*domain.Message, error) {
	at, id := millis(before), beforeID
	if at == 0 {
		at, id = 1<<62, ""
	}
	const q = `SELECT ` + messageColumns + ` FROM messages WHERE conversation_id = $1 AND (at, id) < ($2, $3)
		ORDER BY at DESC, id DESC LIMIT $4`
	return tx.messages(ctx, q, conversationID, at, id, limit)
}

// MessagesOfDelivery returns the bubbles of one request to LINE in their order.
func (tx *Tx) MessagesOfDelivery(ctx context.Context, deliveryID string) ([]*domain.Message, error) {
	const q = `SELECT ` + messageColumns + ` FROM messages WHERE delivery_id = $1 AND delivery_id <> '' ORDER BY id`
	return tx.messages(ctx, q, deliveryID)
}

func (tx *Tx) messages(ctx context.Context, query string, args ...any) ([]*domain.Message, error) {
	var out []*domain.Message
	err := tx.rows(ctx, query, args, func(r *sql.Rows) error {
		m, err := scanMessage(r.Scan)
		out = append(out, m)
		return err
	})
	return out, err
}

// SetDecision replaces the decision on an inbound message, when what it
// announced did not come about.
func (tx *Tx) SetDecision(ctx context.Context, messageID, decision, reason string) error {
	_, err := tx.exec(ctx, `UPDATE messages SET decision = $1, reason = $2 WHERE id = $3`, decision, reason, messageID)
	return err
}

// Inbound returns the account's newest inbound messages since a moment, oldest
// first. unmatched asks only for those that no rule had an answer of its own for.
func (tx *Tx) Inbound(ctx context.Context, accountID string, since time.Time, unmatched bool, limit int) ([]*domain.Message, error) {
	where := `direction = 'in'`
	if unmatched {
		where = `reason IN ('no_match', 'uniform')` // as the index says it
	}
	q := `SELECT ` + messageColumns + ` FROM messages WHERE account_id = $1 AND at >= $2 AND ` + where + `
		ORDER BY at DESC, id DESC LIMIT $3`
	ms, err := tx.messages(ctx, q, accountID, millis(since), limit)
	slices.Reverse(ms)
	return ms, err
}
