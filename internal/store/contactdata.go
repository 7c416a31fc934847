package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"ohenji/internal/domain"
)

// FillContacts reads tags and attributes into contacts.
func (tx *Tx) FillContacts(ctx context.Context, cs []*domain.Contact) error {
	if len(cs) == 0 {
		return nil
	}
	byID := make(map[string][]*domain.Contact, len(cs))
	ids := make([]string, 0, len(cs))
	for _, c := range cs {
		c.Tags, c.Attributes = nil, nil
		if byID[c.ID] == nil {
			ids = append(ids, c.ID)
		}
		byID[c.ID] = append(byID[c.ID], c)
	}
	keys := padded(ids)
	q := `SELECT contact_id, tag FROM contact_tags WHERE contact_id IN (` + placeholders(1, len(keys)) + `)`
	err := tx.rows(ctx, q, keys, func(r *sql.Rows) error {
		var id, tag string
		err := r.Scan(&id, &tag)
		for _, c := range byID[id] {
			c.Tags = append(c.Tags, tag)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range cs { // here, as databases differ in how they order texts
		slices.Sort(c.Tags)
	}
	q = `SELECT contact_id, name, value FROM contact_attributes WHERE contact_id IN (` + placeholders(1, len(keys)) + `)`
	return tx.rows(ctx, q, keys, func(r *sql.Rows) error {
		var id, name, value string
		err := r.Scan(&id, &name, &value)
		for _, c := range byID[id] {
			if c.Attributes == nil {
				c.Attributes = map[string]string{}
			}
			c.Attributes[name] = value
		}
		return err
	})
}

// SetTags replaces a contact's tags.
func (tx *Tx) SetTags(ctx context.Context, accountID, contactID string, tags []string) error {
	if _, err := tx.exec(ctx, `DELETE FROM contact_tags WHERE contact_id = $1`, contactID); err != nil || len(tags) == 0 {
		return err
	}
	rows := make([][]any, len(tags))
	for i, tag := range tags {
		rows[i] = []any{contactID, tag, accountID}
	}
	return tx.insertRows(ctx, `INSERT INTO contact_tags (contact_id, tag, account_id)`, rows, ` ON CONFLICT DO NOTHING`)
}

// SetAttributes replaces a contact's attributes.
func (tx *Tx) SetAttributes(ctx context.Context, accountID, contactID string, attributes map[string]string) error {
	if _, err := tx.exec(ctx, `DELETE FROM contact_attributes WHERE contact_id = $1`, contactID); err != nil || len(attributes) == 0 {
		return err
	}
	var rows [][]any
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		rows = append(rows, []any{contactID, name, attributes[name], accountID})
	}
	return tx.insertRows(ctx, `INSERT INTO contact_attributes (contact_id, name, value, account_id)`, rows, ``)
}

// maxNames bounds how many tags and names of attributes a list offers.
const maxNames = 500

// Tags returns the tags that the account's contacts have, in order.
func (tx *Tx) Tags(ctx context.Context, accountID string) ([]string, error) {
	return tx.names(ctx, `SELECT DISTINCT tag FROM contact_tags WHERE account_id = $1 ORDER BY tag LIMIT $2`, accountID)
}

// AttributeNames returns the names of the attributes that the account's
// contacts have, in order.
func (tx *Tx) AttributeNames(ctx context.Context, accountID string) ([]string, error) {
	return tx.names(ctx, `SELECT DISTINCT name FROM contact_attributes WHERE account_id = $1 ORDER BY name LIMIT $2`, accountID)
}

func (tx *Tx) names(ctx context.Context, q, accountID string) ([]string, error) {
	out := []string{}
	err := tx.rows(ctx, q, []any{accountID, maxNames}, func(r *sql.Rows) error {
		var name string
		err := r.Scan(&name)
		out = append(out, name)
		return err
	})
	return out, err
}
