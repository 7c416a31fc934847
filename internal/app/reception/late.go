package reception

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ohenji/internal/domain"
	"ohenji/internal/inquiry"
	"ohenji/internal/job"
	"ohenji/internal/store"
)

// The kinds of jobs that reception queues.
const (
	JobProfile = "profile"
	JobLate    = "late_answer"
)

type profilePayload struct {
	ContactID string `json:"contact"`
}

func profileTask(accountID, contactID string) job.Task {
	return job.Task{Kind: JobProfile, AccountID: accountID, Key: contactID, Payload: profilePayload{contactID}}
}

// late is an automatic answer that waits for the contact's name.
type late struct {
	AccountID      string          `json:"account"`
	ConversationID string          `json:"conversation"`
	EventID        string          `json:"event"`
	Token          string          `json:"token"`
	Bubbles        []domain.Bubble `json:"bubbles"`
	By             domain.Sender   `json:"by"`
}

func lateTask(l late) job.Task {
	return job.Task{Kind: JobLate, AccountID: l.AccountID, Key: l.EventID, Payload: l}
}

// Handlers are the jobs that reception does.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{JobProfile: s.fetchProfile, JobLate: s.answerLate}
}

// fetchProfile asks LINE for a new contact's profile. That LINE does not show
// it is no failure.
func (s *Service) fetchProfile(ctx context.Context, j store.Job) error {
	var p profilePayload
	if err := json.Unmarshal([]byte(j.Payload), &p); err != nil {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err)
	}
	var contact domain.Contact
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		contact, err = tx.Contact(ctx, j.AccountID, p.ContactID)
		return err
	})
	if domain.IsNotFound(err) {
		return nil // gone meanwhile
	}
	if err != nil || !contact.Profile.FetchedAt.IsZero() {
		return err
	}
	return s.storeProfile(ctx, j.AccountID, contact)
}

// storeProfile fetches and stores a contact's profile.
func (s *Service) storeProfile(ctx context.Context, accountID string, c domain.Contact) error {
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return err
	}
	p, err := s.Inquiry.Profile(ctx, b.Account.Channel, c.LineUserID)
	if errors.Is(err, inquiry.ErrNoProfile) {
		p, err = c.Profile, nil
		p.FetchedAt = s.Clock.Now()
	}
	if err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: accountID, ID: ""})
		return tx.SetProfile(ctx, accountID, c.ID, p, p.FetchedAt)
	})
}

// answerLate sends an automatic answer that says the contact's name, once that
// is known. Without the name it goes out all the same while that is free.
func (s *Service) answerLate(ctx context.Context, j store.Job) error {
	var l late
	if err := json.Unmarshal([]byte(j.Payload), &l); err != nil {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err)
	}
	var t *store.Thread
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		t, err = tx.Thread(ctx, l.AccountID, l.ConversationID)
		return err
	})
	if err != nil {
		return err
	}
	if t.Contact.Profile.FetchedAt.IsZero() {
		if err := s.storeProfile(ctx, l.AccountID, t.Contact); err != nil {
			s.Log.WarnContext(ctx, "answer without the contact's name", "account_id", l.AccountID, "event_id", l.EventID, "error", err)
		}
	}
	b, err := s.Responder.Book(ctx, l.AccountID)
	if err != nil {
		return err
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.LockThread(ctx, l.AccountID, l.ConversationID)
		if err != nil {
			return err
		}
		if t.Conversation.Manual.Open(tx.Now()) {
			return nil // a member was quicker: the human wins
		}
		// The event's id makes a job that runs twice send once.
		d, ms, err := s.automatic(t, b, l.Token, l.Bubbles, l.By, tx.Now())
		if err != nil {
			return err
		}
		d.RequestID = "event/" + l.EventID
		err = errors.Join(
			tx.InsertDeliveries(ctx, []*domain.Delivery{d}), tx.InsertMessages(ctx, ms),
			tx.SaveConversations(ctx, []*domain.Conversation{&t.Conversation}),
		)
		tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: l.AccountID, ID: l.ConversationID})
		tx.AfterCommit(func() { s.Deliver.Kick(l.AccountID) })
		return err
	})
	if domain.KindOf(err) == domain.Conflict {
		return nil // it was sent by an earlier run of this job
	}
	return err
}
