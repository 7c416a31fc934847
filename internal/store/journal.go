package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ohenji/internal/domain"
)

// EventState says what became of a delivered webhook event.
type EventState string

// The states of a journal entry.
const (
	EventProcessed EventState = "processed"
	EventIgnored   EventState = "ignored" // a type that we know nothing to do with
	EventFailed    EventState = "failed"  // set aside with its error
)

// Event is a journal entry: one webhook event as LINE delivered it.
type Event struct {
	AccountID      string
	WebhookEventID string
	Type           string
	State          EventState
	Reason         string // why it was ignored or set aside
	Raw            string // the event's JSON, where no message holds it
	OccurredAt     time.Time
	ReceivedAt     time.Time
}

// InsertEvents records events and returns those that were not there before, by
// webhookEventId. Doubles within es count once. Rows are inserted in one order
// so that nodes that take the same redelivery wait for each other and do not
// deadlock.
func (tx *Tx) InsertEvents(ctx context.Context, es []Event) (fresh map[string]bool, err error) {
	if len(es) == 0 {
		return nil, nil
	}
	sorted := slices.SortedFunc(slices.Values(es), func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.WebhookEventID, b.WebhookEventID))
	})
	rows := make([][]any, len(sorted))
	for i, e := range sorted {
		rows[i] = []any{
			e.AccountID, e.WebhookEventID, e.Type, string(e.State), e.Reason, e.Raw,
			millis(e.OccurredAt), millis(e.ReceivedAt),
		}
	}
	const head = `INSERT INTO events (account_id, webhook_event_id, type, state, reason, raw, occurred_at, received_at)`
	const tail = ` ON CONFLICT (account_id, webhook_event_id) DO NOTHING RETURNING account_id || '/' || webhook_event_id`
	return tx.insertRowsReturning(ctx, head, rows, tail)
}

// EventKey is how InsertEvents names a fresh event.
func (e *Event) EventKey() string { return e.AccountID + "/" + e.WebhookEventID }

// EventStats is what the owner sees of the webhook.
type EventStats struct {
	LastAt       time.Time // of the newest event
	SetAside     int       // events that failed
	BadSignature Fault
}

// Fault counts webhook requests that were refused.
type Fault struct {
	Count  int64
	LastAt time.Time
}

// FaultBadSignature is the kind of refused requests with a wrong or missing
// signature.
const FaultBadSignature = "bad_signature"

// AddHookFaults adds to the count of refused requests.
func (tx *Tx) AddHookFaults(ctx context.Context, accountID, kind string, n int64, lastAt time.Time) error {
	const q = `INSERT INTO hook_faults (account_id, kind, count, last_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, kind) DO UPDATE SET count = hook_faults.count + excluded.count,
			last_at = CASE WHEN hook_faults.last_at > excluded.last_at THEN hook_faults.last_at ELSE excluded.last_at END`
	_, err := tx.exec(ctx, q, accountID, kind, n, millis(lastAt))
	return err
}

// EventStats reads what the owner sees of the account's webhook.
func (tx *Tx) EventStats(ctx context.Context, accountID string) (EventStats, error) {
	var s EventStats
	var last, faultAt int64
	const newest = `SELECT received_at FROM events WHERE account_id = $1 ORDER BY received_at DESC LIMIT 1`
	if _, err := tx.row(ctx, newest, []any{accountID}, &last); err != nil {
		return s, err
	}
	const failed = `SELECT COUNT(*) FROM events WHERE account_id = $1 AND state = 'failed'`
	if _, err := tx.row(ctx, failed, []any{accountID}, &s.SetAside); err != nil {
		return s, err
	}
	const faults = `SELECT count, last_at FROM hook_faults WHERE account_id = $1 AND kind = $2`
	if _, err := tx.row(ctx, faults, []any{accountID, FaultBadSignature}, &s.BadSignature.Count, &faultAt); err != nil {
		return s, err
	}
	s.LastAt, s.BadSignature.LastAt = moment(last), moment(faultAt)
	return s, nil
}

// Event returns one journal entry, or NotFound event.not_found.
func (tx *Tx) Event(ctx context.Context, accountID, webhookEventID string) (Event, error) {
	e := Event{AccountID: accountID, WebhookEventID: webhookEventID}
	var state string
	var occurred, received int64
	const q = `SELECT type, state, reason, raw, occurred_at, received_at FROM events WHERE account_id = $1 AND webhook_event_id = $2`
	found, err := tx.row(ctx, q, []any{accountID, webhookEventID}, &e.Type, &state, &e.Reason, &e.Raw, &occurred, &received)
	if err == nil && !found {
		err = domain.E(domain.NotFound, "event.not_found")
	}
	e.State, e.OccurredAt, e.ReceivedAt = EventState(state), moment(occurred), moment(received)
	return e, err
}
