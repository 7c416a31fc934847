package inbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// ContactData is what members keep about a contact.
type ContactData struct {
	Tags       []string
	Attributes map[string]string
}

// ContactData returns the tags and attributes of a conversation's contact.
func (s *Service) ContactData(ctx context.Context, actor domain.Actor, accountID, conversationID string) (ContactData, error) {
	if err := actor.Sees(accountID); err != nil {
		return ContactData{}, err
	}
	var c domain.Contact
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.Thread(ctx, accountID, conversationID)
		if err != nil {
			return err
		}
		c = t.Contact
		return tx.FillContacts(ctx, []*domain.Contact{&c})
	})
	return ContactData{c.Tags, c.Attributes}, err
}

// SetContactData replaces the tags and attributes of a conversation's contact.
// An attribute without content is none.
func (s *Service) SetContactData(ctx context.Context, actor domain.Actor, accountID, conversationID string, d ContactData) (ContactData, error) {
	d = d.tidy()
	if err := actor.Answers(accountID); err != nil {
		return d, err
	}
	if err := domain.Faults(domain.ValidateTags(d.Tags), domain.ValidateAttributes(d.Attributes)).OrNil(); err != nil {
		return d, err
	}
	return d, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.LockThread(ctx, accountID, conversationID)
		if err != nil {
			return err
		}
		s.changed(tx, t)
		return errors.Join(
			tx.SetTags(ctx, accountID, t.Contact.ID, d.Tags), tx.SetAttributes(ctx, accountID, t.Contact.ID, d.Attributes),
		)
	})
}

func (d ContactData) tidy() ContactData {
	out := ContactData{Attributes: map[string]string{}}
	for _, tag := range d.Tags {
		if tag = strings.TrimSpace(tag); !slices.Contains(out.Tags, tag) {
			out.Tags = append(out.Tags, tag)
		}
	}
	for name, value := range d.Attributes {
		if value = strings.TrimSpace(value); value != "" {
			out.Attributes[strings.TrimSpace(name)] = value
		}
	}
	return out
}

// ContactWords returns the tags and the names of attributes that the account's
// contacts have.
func (s *Service) ContactWords(ctx context.Context, actor domain.Actor, accountID string) (tags, attributes []string, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		if tags, err = tx.Tags(ctx, accountID); err != nil {
			return err
		}
		attributes, err = tx.AttributeNames(ctx, accountID)
		return err
	})
	return tags, attributes, err
}
