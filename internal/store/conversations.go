package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

const conversationColumns = `v.id, v.account_id, v.contact_id, v.status, v.unread, v.unanswered_since, v.manual_until, v.manual_by,
	v.tokens, v.late, v.delivery_seq, v.last_id, v.last_at, v.last_direction, v.last_kind, v.last_preview, v.last_sender,
	v.created_at, v.updated_at`

func conversationDest(c *domain.Conversation) (dest []any, finish func() error) {
	var unanswered, manual, last, created, updated int64
	var by, tokens, late string
	dest = []any{
		&c.ID, &c.AccountID, &c.ContactID, &c.Status, &c.Unread, &unanswered, &manual, &by, &tokens, &late, &c.DeliverySeq,
		&c.Last.ID, &last, &c.Last.Direction, &c.Last.Kind, &c.Last.Preview, &c.Last.Sender, &created, &updated,
	}
	return dest, func() error {
		c.UnansweredSince, c.Manual.Until, c.Last.At = moment(unanswered), moment(manual), moment(last)
		c.CreatedAt, c.UpdatedAt = moment(created), moment(updated)
		return errors.Join(
			fromJSON(by, &c.Manual.By, "manual window", c.ID), fromJSON(tokens, &c.Tokens, "reply tokens", c.ID),
			fromJSON(late, &c.Late, "late answers", c.ID),
		)
	}
}

// fromJSON reads a column that is empty where there is nothing.
func fromJSON[T any](text string, into *T, what, conversationID string) error {
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("%s of %s: %w", what, conversationID, err)
	}
	return nil
}

// toJSON is "" for nothing.
func toJSON(v any, there bool) (string, error) {
	if !there {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

func conversationRow(c *domain.Conversation) ([]any, error) {
	by, errBy := toJSON(c.Manual.By, !c.Manual.Until.IsZero())
	tokens, errTokens := toJSON(c.Tokens, len(c.Tokens) > 0)
	late, errLate := toJSON(c.Late, len(c.Late) > 0)
	if err := errors.Join(errBy, errTokens, errLate); err != nil {
		return nil, err
	}
	return []any{
		c.ID, c.AccountID, c.ContactID, string(c.Status), c.Unread, millis(c.UnansweredSince), millis(c.Manual.Until), by, tokens, late,
		c.DeliverySeq, c.Last.ID, millis(c.Last.At), string(c.Last.Direction), c.Last.Kind, c.Last.Preview, string(c.Last.Sender),
		millis(c.CreatedAt), millis(c.UpdatedAt),
	}, nil
}

// SaveConversations inserts or replaces whole conversations. Lock those that
// exist before changing them (ThreadsByLine, LockThread).
func (tx *Tx) SaveConversations(ctx context.Context, vs []*domain.Conversation) error {
	if len(vs) == 0 {
		return nil
	}
	rows := make([][]any, len(vs))
	for i, v := range vs {
		var err error
		if rows[i], err = conversationRow(v); err != nil {
			return err
		}
	}
	const head = `INSERT INTO conversations (id, account_id, contact_id, status, unread, unanswered_since, manual_until, manual_by,
		tokens, late, delivery_seq, last_id, last_at, last_direction, last_kind, last_preview, last_sender, created_at, updated_at)`
	const tail = ` ON CONFLICT (id) DO UPDATE SET status = excluded.status, unread = excluded.unread,
		unanswered_since = excluded.unanswered_since, manual_until = excluded.manual_until, manual_by = excluded.manual_by,
		tokens = excluded.tokens, late = excluded.late, delivery_seq = excluded.delivery_seq, last_id = excluded.last_id, last_at = excluded.last_at,
		last_direction = excluded.last_direction, last_kind = excluded.last_kind, last_preview = excluded.last_preview,
		last_sender = excluded.last_sender, updated_at = excluded.updated_at`
	return tx.insertRows(ctx, head, rows, tail)
}

// LockManual locks conversations in one order and returns those whose manual
// window is open.
func (tx *Tx) LockManual(ctx context.Context, conversationIDs []string) (open map[string]bool, err error) {
	open = map[string]bool{}
	if len(conversationIDs) == 0 {
		return open, nil
	}
	keys := padded(conversationIDs)
	q := `SELECT id, manual_until FROM conversations WHERE id IN (` + placeholders(1, len(keys)) + `) ORDER BY id` + tx.db.Dialect.lockRows
	err = tx.rows(ctx, q, keys, func(r *sql.Rows) error {
		var id string
		var until int64
		err := r.Scan(&id, &until)
		open[id] = domain.ManualWindow{Until: moment(until)}.Open(tx.now)
		return err
	})
	return open, err
}

// lockOf is lockRows for one table of a join.
func (db *DB) lockOf(alias string) string {
	if db.Dialect.lockRows == "" {
		return ""
	}
	return db.Dialect.lockRows + " OF " + alias
}

// Thread returns one conversation of the account with its contact, or NotFound
// conversation.not_found.
func (tx *Tx) Thread(ctx context.Context, accountID, conversationID string) (*Thread, error) {
	return tx.thread(ctx, accountID, conversationID, "")
}

// LockThread is Thread for a transaction that will change the conversation.
func (tx *Tx) LockThread(ctx context.Context, accountID, conversationID string) (*Thread, error) {
	return tx.thread(ctx, accountID, conversationID, tx.db.lockOf("v"))
}

func (tx *Tx) thread(ctx context.Context, accountID, conversationID, lock string) (*Thread, error) {
	q := `SELECT ` + contactColumns + `, ` + conversationColumns + `
		FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE v.id = $1 AND v.account_id = $2` + lock
	t, err := scanThread(tx.run.QueryRowContext(ctx, q, conversationID, accountID).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, domain.E(domain.NotFound, "conversation.not_found")
	}
	return t, translate(err)
}

// Folder is a ready-made choice of conversations.
type Folder string

// The folders. All leaves out spam, as LINE's own すべて does.
const (
	FolderAll        Folder = "all"
	FolderUnread     Folder = "unread"
	FolderUnanswered Folder = "unanswered"
	FolderManual     Folder = "manual"
	FolderFollowUp   Folder = "followup"
	FolderDone       Folder = "done"
	FolderSpam       Folder = "spam"
)

// ThreadFilter chooses conversations of one account. The page begins after
// (BeforeAt, BeforeID); a zero BeforeAt means the first page.
type ThreadFilter struct {
	AccountID string
	Folder    Folder
	Search    string // part of the contact's name
	BeforeAt  time.Time
	BeforeID  string
	Limit     int
}

// folderWhere is literal SQL, so that the partial indexes apply. A placeholder
// in it is written $%d.
func folderWhere(f Folder, now time.Time) (where string, args []any) {
	switch f {
	case FolderUnread:
		return ` AND v.unread > 0 AND v.status <> 'spam'`, nil
	case FolderUnanswered:
		return ` AND v.unanswered_since > 0 AND v.status <> 'spam'`, nil
	case FolderManual:
		return ` AND v.manual_until > 0 AND v.manual_until > $%d`, []any{now.UnixMilli()}
	case FolderFollowUp:
		return ` AND v.status <> 'open' AND v.status = 'followup'`, nil
	case FolderDone:
		return ` AND v.status <> 'open' AND v.status = 'done'`, nil
	case FolderSpam:
		return ` AND v.status <> 'open' AND v.status = 'spam'`, nil
	default:
		return ` AND v.last_at > 0 AND v.status <> 'spam'`, nil
	}
}

// Threads returns a page of conversations, newest message first, and the last
// row that was looked at when there may be more. A page of a search can be
// short without being the last.
func (tx *Tx) Threads(ctx context.Context, f ThreadFilter) (out []*Thread, more *Thread, err error) {
	before, beforeID := millis(f.BeforeAt), f.BeforeID
	if before == 0 {
		before, beforeID = 1<<62, ""
	}
	args := []any{f.AccountID, before, beforeID}
	where, extra := folderWhere(f.Folder, tx.now)
	if len(extra) > 0 {
		where = fmt.Sprintf(where, len(args)+1)
		args = append(args, extra...)
	}
	search := match.Fold(strings.TrimSpace(f.Search))
	if search != "" {
		gs := queryGrams(search)
		keys := padded(gs)
		where += fmt.Sprintf(` AND v.contact_id IN (SELECT contact_id FROM contact_grams WHERE account_id = $%d AND gram IN (%s)
			GROUP BY contact_id HAVING COUNT(*) = $%d)`, len(args)+1, placeholders(len(args)+2, len(keys)), len(args)+2+len(keys))
		args = append(args, f.AccountID)
		args = append(args, keys...)
		args = append(args, len(gs))
	}
	args = append(args, f.Limit)
	at := "v.last_at"
	if f.Folder == FolderManual {
		// Not the bare column: the few open windows are found by their end and
		// sorted, instead of walking all conversations in the list's order.
		at = "v.last_at + 0"
	}
	q := `SELECT ` + contactColumns + `, ` + conversationColumns + `
		FROM conversations v JOIN contacts c ON c.id = v.contact_id
		WHERE v.account_id = $1 AND (` + at + `, v.id) < ($2, $3)` + where +
		fmt.Sprintf(` ORDER BY %s DESC, v.id DESC LIMIT $%d`, at, len(args))
	seen := 0
	err = tx.rows(ctx, q, args, func(r *sql.Rows) error {
		t, err := scanThread(r.Scan)
		if err != nil {
			return err
		}
		if seen++; seen == f.Limit {
			more = t
		}
		if nameContains(t, search) {
			out = append(out, t)
		}
		return nil
	})
	return out, more, err
}

// ThreadsByEnd returns a page of the conversations whose manual window is open,
// by its end, those that only a member ends at the bottom, and the last row when
// there may be more. The page begins after (until, id); a zero until means the
// first page.
func (tx *Tx) ThreadsByEnd(ctx context.Context, accountID string, until time.Time, id string, limit int) (out []*Thread, more *Thread, err error) {
	if !until.After(tx.now) {
		until, id = tx.now.Add(time.Millisecond), "" // a window ends at its end
	}
	const q = `SELECT ` + contactColumns + `, ` + conversationColumns + `
		FROM conversations v JOIN contacts c ON c.id = v.contact_id
		WHERE v.account_id = $1 AND v.manual_until > 0 AND v.manual_until >= $2 AND (v.manual_until, v.id) > ($2, $3)
		ORDER BY v.manual_until, v.id LIMIT $4`
	err = tx.rows(ctx, q, []any{accountID, millis(until), id, limit}, func(r *sql.Rows) error {
		t, err := scanThread(r.Scan)
		out = append(out, t)
		return err
	})
	if len(out) == limit {
		more = out[limit-1]
	}
	return out, more, err
}

// nameContains settles what the pairs of characters leave open. search is folded.
func nameContains(t *Thread, search string) bool {
	return search == "" || strings.Contains(match.Fold(t.Contact.Profile.Name), search)
}

// ThreadsByID returns conversations of the account with their contacts, by
// conversation id, for reading. Unknown ids are missing from the result.
func (tx *Tx) ThreadsByID(ctx context.Context, accountID string, conversationIDs []string) (map[string]*Thread, error) {
	out := make(map[string]*Thread, len(conversationIDs))
	if len(conversationIDs) == 0 {
		return out, nil
	}
	keys := padded(conversationIDs)
	q := `SELECT ` + contactColumns + `, ` + conversationColumns + `
		FROM conversations v JOIN contacts c ON c.id = v.contact_id
		WHERE v.id IN (` + placeholders(1, len(keys)) + `) AND v.account_id = $` + strconv.Itoa(len(keys)+1)
	err := tx.rows(ctx, q, append(keys, accountID), func(r *sql.Rows) error {
		t, err := scanThread(r.Scan)
		if err == nil {
			out[t.Conversation.ID] = t
		}
		return err
	})
	return out, err
}
