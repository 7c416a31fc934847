package reception

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/inquiry"
	"ohenji/internal/job"
	"ohenji/internal/store"
)

// JobProfile is the kind of job that asks LINE for a contact's profile and
// sends the automatic answers that wait for the name in it.
const JobProfile = "profile"

type profilePayload struct {
	Conversation string `json:"conversation"`
}

// profileTask asks for the profile of the thread's contact. The key is the
// event's id where an answer waits, so that a job that is already at its end
// cannot leave that answer behind.
func profileTask(t *store.Thread, key string) job.Task {
	return job.Task{
		Kind: JobProfile, AccountID: t.Conversation.AccountID, Key: key, Payload: profilePayload{t.Conversation.ID},
	}
}

// Handlers are the jobs that reception does.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{JobProfile: s.introduce}
}

const (
	// nameTime bounds the question for a name that an answer waits for: reply
	// tokens live less than a minute.
	nameTime = 10 * time.Second
	// nameMargin is the rest of a reply token's life at which an answer goes
	// without the name rather than be counted.
	nameMargin = 20 * time.Second
)

// introduce fetches a contact's profile and sends what waited for it.
func (s *Service) introduce(ctx context.Context, j store.Job) error {
	var p profilePayload
	if err := json.Unmarshal([]byte(j.Payload), &p); err != nil {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err)
	}
	b, err := s.Responder.Book(ctx, j.AccountID)
	if err != nil {
		return err
	}
	var t *store.Thread
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err = tx.Thread(ctx, j.AccountID, p.Conversation)
		return err
	})
	if err != nil {
		return err
	}
	asked := s.ask(ctx, b, t.Contact)
	if asked != nil && s.canWait(&t.Conversation) {
		return asked // the job's schedule asks again
	}
	return errors.Join(asked, s.sendLate(ctx, b, p.Conversation))
}

// canWait reports whether the answers that wait for the name are still free
// after another try.
func (s *Service) canWait(c *domain.Conversation) bool {
	now := s.Clock.Now()
	for _, l := range c.Late {
		for _, token := range c.Tokens {
			if token.Token == l.Token && token.Until.Sub(now) < nameMargin {
				return false
			}
		}
	}
	return true
}

// ask fetches and stores the profile, unless another job has done so just now.
// That LINE does not show it is no failure.
func (s *Service) ask(ctx context.Context, b *responder.Book, c domain.Contact) error {
	if c.Profile.Name != "" {
		return nil
	}
	_, err, _ := s.asking.Do(c.ID, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), nameTime)
		defer cancel()
		p, err := s.Inquiry.Profile(ctx, b.Account.Channel, c.LineUserID)
		if errors.Is(err, inquiry.ErrNoProfile) {
			p, err = c.Profile, nil
			p.FetchedAt = s.Clock.Now()
		}
		if err != nil {
			return nil, err
		}
		return nil, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: c.AccountID})
			return tx.SetProfile(ctx, c.AccountID, c.ID, p, p.FetchedAt)
		})
	})
	return err
}

// sendLate sends the answers that waited, in their order.
func (s *Service) sendLate(ctx context.Context, b *responder.Book, conversationID string) error {
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.LockThread(ctx, b.Account.ID, conversationID)
		if err != nil || len(t.Conversation.Late) == 0 {
			return err
		}
		if b.Attributes {
			if err := tx.FillContacts(ctx, []*domain.Contact{&t.Contact}); err != nil {
				return err
			}
		}
		c := &t.Conversation
		waiting := c.Late
		c.Late = nil
		if c.Status == domain.StatusSpam || t.Contact.Friend == domain.Blocked {
			return tx.SaveConversations(ctx, []*domain.Conversation{c})
		}
		var ds []*domain.Delivery
		var all []*domain.Message
		for _, l := range waiting {
			d, ms, err := s.automatic(t, b, l, tx.Now())
			if err != nil {
				s.Log.ErrorContext(ctx, "automatic answer not composed", "account_id", c.AccountID, "rule_id", l.By.ID, "error", err)
				continue
			}
			ds, all = append(ds, d), append(all, ms...)
		}
		tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: c.AccountID, ID: c.ID})
		tx.AfterCommit(func() { s.Deliver.Kick(c.AccountID) })
		return errors.Join(tx.InsertDeliveries(ctx, ds), tx.InsertMessages(ctx, all), tx.SaveConversations(ctx, []*domain.Conversation{c}))
	})
}
