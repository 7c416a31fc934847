package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

// Thread is a contact with its one conversation.
type Thread struct {
	Contact      domain.Contact
	Conversation domain.Conversation
}

const contactColumns = `c.id, c.account_id, c.line_user_id, c.name, c.picture_url, c.status_message, c.language,
	c.profile_fetched_at, c.friend, c.created_at, c.updated_at`

func contactDest(c *domain.Contact) (dest []any, finish func()) {
	var fetched, created, updated int64
	dest = []any{
		&c.ID, &c.AccountID, &c.LineUserID, &c.Profile.Name, &c.Profile.PictureURL, &c.Profile.StatusMessage,
		&c.Profile.Language, &fetched, &c.Friend, &created, &updated,
	}
	return dest, func() {
		c.Profile.FetchedAt, c.CreatedAt, c.UpdatedAt = moment(fetched), moment(created), moment(updated)
	}
}

// ThreadsByLine returns the account's threads of these LINE user ids, locked
// for change in one order (by conversation), so that batches on several nodes
// never deadlock. Unknown ids are missing from the result.
func (tx *Tx) ThreadsByLine(ctx context.Context, accountID string, userIDs []string) (map[string]*Thread, error) {
	out := make(map[string]*Thread, len(userIDs))
	if len(userIDs) == 0 {
		return out, nil
	}
	keys := padded(userIDs)
	q := `SELECT ` + contactColumns + `, ` + conversationColumns + `
		FROM contacts c JOIN conversations v ON v.contact_id = c.id
		WHERE c.account_id = $1 AND c.line_user_id IN (` + placeholders(2, len(keys)) + `)
		ORDER BY v.id` + tx.db.lockOf("v")
	err := tx.rows(ctx, q, append([]any{accountID}, keys...), func(r *sql.Rows) error {
		t, err := scanThread(r.Scan)
		if err == nil {
			out[t.Contact.LineUserID] = t
		}
		return err
	})
	return out, err
}

func scanThread(scan func(...any) error) (*Thread, error) {
	var t Thread
	contact, finishContact := contactDest(&t.Contact)
	conversation, finishConversation := conversationDest(&t.Conversation)
	if err := scan(append(contact, conversation...)...); err != nil {
		return nil, err
	}
	finishContact()
	return &t, finishConversation()
}

// InsertThreads stores new contacts, each with its conversation. Contacts that
// another transaction has stored meanwhile are left alone; read them again.
func (tx *Tx) InsertThreads(ctx context.Context, ts []*Thread) error {
	if len(ts) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(ts), func(a, b *Thread) int {
		return cmp.Or(cmp.Compare(a.Contact.AccountID, b.Contact.AccountID), cmp.Compare(a.Contact.LineUserID, b.Contact.LineUserID))
	})
	rows := make([][]any, len(sorted))
	for i, t := range sorted {
		c := t.Contact
		rows[i] = []any{
			c.ID, c.AccountID, c.LineUserID, c.Profile.Name, c.Profile.PictureURL, c.Profile.StatusMessage, c.Profile.Language,
			millis(c.Profile.FetchedAt), string(c.Friend), millis(c.CreatedAt), millis(c.UpdatedAt),
		}
	}
	const head = `INSERT INTO contacts (id, account_id, line_user_id, name, picture_url, status_message, language,
		profile_fetched_at, friend, created_at, updated_at)`
	fresh, err := tx.insertRowsReturning(ctx, head, rows, ` ON CONFLICT (account_id, line_user_id) DO NOTHING RETURNING id`)
	if err != nil {
		return err
	}
	var vs []*domain.Conversation
	var named [][]any
	for _, t := range sorted {
		if fresh[t.Contact.ID] {
			vs = append(vs, &t.Conversation)
			named = append(named, gramRows(t.Contact.AccountID, t.Contact.ID, t.Contact.Profile.Name)...)
		}
	}
	if err := tx.SaveConversations(ctx, vs); err != nil {
		return err
	}
	return tx.insertGrams(ctx, named)
}

// SetFriend stores what the contact did to the bond.
func (tx *Tx) SetFriend(ctx context.Context, contactID string, s domain.FriendState) error {
	_, err := tx.exec(ctx, `UPDATE contacts SET friend = $1, updated_at = $2 WHERE id = $3`, string(s), tx.now.UnixMilli(), contactID)
	return err
}

// SetProfile stores what LINE tells about a contact, and makes its name
// searchable. A profile that LINE refuses (404) keeps the old fields and only
// moves fetchedAt. Fails with NotFound contact.not_found.
func (tx *Tx) SetProfile(ctx context.Context, accountID, contactID string, p domain.Profile, fetchedAt time.Time) error {
	const q = `UPDATE contacts SET name = $1, picture_url = $2, status_message = $3, language = $4,
		profile_fetched_at = $5, updated_at = $6 WHERE id = $7 AND account_id = $8`
	n, err := tx.exec(ctx, q, p.Name, p.PictureURL, p.StatusMessage, p.Language, millis(fetchedAt), tx.now.UnixMilli(), contactID, accountID)
	if err == nil && n == 0 {
		err = domain.E(domain.NotFound, "contact.not_found")
	}
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `DELETE FROM contact_grams WHERE contact_id = $1`, contactID); err != nil {
		return err
	}
	return tx.insertGrams(ctx, gramRows(accountID, contactID, p.Name))
}

func gramRows(accountID, contactID, name string) [][]any {
	var rows [][]any
	for _, g := range grams(name) {
		rows = append(rows, []any{accountID, g, contactID})
	}
	return rows
}

func (tx *Tx) insertGrams(ctx context.Context, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.insertRows(ctx, `INSERT INTO contact_grams (account_id, gram, contact_id)`, rows, ` ON CONFLICT DO NOTHING`)
}

// grams cuts a folded text into all its single characters and pairs.
func grams(text string) []string {
	rs := []rune(match.Fold(text))
	seen := make(map[string]bool, 2*len(rs))
	for i := range rs {
		seen[string(rs[i])] = true
		if i+1 < len(rs) {
			seen[string(rs[i:i+2])] = true
		}
	}
	out := make([]string, 0, len(seen))
	for g := range seen {
		out = append(out, g)
	}
	slices.Sort(out)
	return out
}

// queryGrams are the grams that a name must have to contain a folded text: the
// pairs, or the one character.
func queryGrams(text string) []string {
	rs := []rune(text)
	if len(rs) == 1 {
		return []string{string(rs)}
	}
	var out []string
	for i := 0; i+1 < len(rs); i++ {
		out = append(out, string(rs[i:i+2]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Contact returns one contact of the account, or NotFound contact.not_found.
func (tx *Tx) Contact(ctx context.Context, accountID, id string) (domain.Contact, error) {
	var c domain.Contact
	dest, finish := contactDest(&c)
	q := `SELECT ` + contactColumns + ` FROM contacts c WHERE c.id = $1 AND c.account_id = $2`
	found, err := tx.row(ctx, q, []any{id, accountID}, dest...)
	if err == nil && !found {
		err = domain.E(domain.NotFound, "contact.not_found")
	}
	finish()
	return c, err
}
