package inbox

import (
	"context"
	"errors"
	"strings"
	"time"

	"ohenji/internal/app/reception"
	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Answer is what a member sends by hand.
type Answer struct {
	// RequestID is made by the caller, new for each answer and the same when one
	// is repeated: the repetition returns the first one's messages and sends
	// nothing.
	RequestID string
	Bubbles   []domain.Bubble
	// Seen is the newest message that the writer had on the screen. When a
	// colleague has answered since, the answer is not sent: it fails with Conflict
	// answer.colleague, and is to be sent again without Seen if it is still meant.
	// "" sends in any case.
	Seen string
}

// maxRequestID bounds the caller's own id, in bytes.
const maxRequestID = 100

// Send answers a contact by hand: by reply token while one lives, else by push,
// and opens the manual window so that the rules stay silent.
func (s *Service) Send(ctx context.Context, actor domain.Actor, accountID, conversationID string, a Answer) ([]Entry, error) {
	if err := actor.Answers(accountID); err != nil {
		return nil, err
	}
	if a.RequestID == "" || len(a.RequestID) > maxRequestID || strings.HasPrefix(a.RequestID, "event/") {
		return nil, domain.E(domain.Invalid, "answer.request_id").At("requestId")
	}
	// Exactly as written: variables are for rules, whose author expects them.
	composed, err := compose.Verbatim(a.Bubbles)
	if err != nil {
		return nil, err
	}
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return nil, err
	}
	if !b.Account.Settings.Chat {
		return nil, domain.E(domain.Conflict, "answer.chat_off")
	}
	var out []Entry
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.LockThread(ctx, accountID, conversationID)
		if err != nil {
			return err
		}
		earlier, err := tx.DeliveryByRequest(ctx, conversationID, a.RequestID)
		if err != nil {
			return err
		}
		if earlier != nil {
			out, err = sentBefore(ctx, tx, earlier)
			return err
		}
		out, err = s.send(ctx, tx, actor, t, reception.Sendable(composed), a, b)
		return err
	})
	return out, err
}

func sentBefore(ctx context.Context, tx *store.Tx, d *domain.Delivery) ([]Entry, error) {
	ms, err := tx.MessagesOfDelivery(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	return withDeliveries(ctx, tx, ms)
}

func (s *Service) send(ctx context.Context, tx *store.Tx, actor domain.Actor, t *store.Thread,
	bubbles []reception.Outgoing, a Answer, b *responder.Book,
) ([]Entry, error) {
	if t.Contact.Friend == domain.Blocked {
		return nil, domain.E(domain.Conflict, "answer.blocked")
	}
	if err := colleague(ctx, tx, actor, t.Conversation.ID, a.Seen); err != nil {
		return nil, err
	}
	by := sender(actor)
	now := tx.Now()
	token, free := t.Conversation.TakeToken(now)
	d, ms := reception.Outbound(s.IDs, t, bubbles, by, a.RequestID, token, free, now)
	t.Conversation.OpenManual(by, reply.ManualUntil(b.Account.Settings, b.Hours, now), now)
	err := errors.Join(
		takeOver(ctx, tx, &t.Conversation),
		tx.InsertDeliveries(ctx, []*domain.Delivery{d}),
		tx.InsertMessages(ctx, ms),
		tx.SaveConversations(ctx, []*domain.Conversation{&t.Conversation}),
	)
	if err != nil {
		return nil, err
	}
	s.changed(tx, t)
	tx.AfterCommit(func() { s.Deliver.Kick(d.AccountID) })
	out := make([]Entry, len(ms))
	for i, m := range ms {
		out[i] = Entry{Message: m, Delivery: d}
	}
	return out, nil
}

// lookBack is how many messages are looked through for a colleague's answer.
const lookBack = 30

// colleague fails when somebody else has answered since the message seen was
// the newest: two members must not answer the same contact unknowingly.
func colleague(ctx context.Context, tx *store.Tx, actor domain.Actor, conversationID, seen string) error {
	if seen == "" {
		return nil
	}
	ms, err := tx.Messages(ctx, conversationID, time.Time{}, "", lookBack)
	if err != nil {
		return err
	}
	for _, m := range ms {
		if m.ID == seen {
			return nil
		}
		if m.Sender.Kind == domain.SenderMember && m.Sender.ID != actor.ID {
			return domain.E(domain.Conflict, "answer.colleague",
				"name", m.Sender.Name, "seconds", int(tx.Now().Sub(m.At).Seconds()))
		}
	}
	return nil
}

// takeOver silences what the rules have said but not sent yet: the human wins.
// The decisions on those messages then read as for any message within a manual
// window.
func takeOver(ctx context.Context, tx *store.Tx, c *domain.Conversation) error {
	errs := []error{tx.SupersedeAutomatic(ctx, c.ID, domain.Superseded())}
	for _, l := range c.Late {
		if l.Given != "" {
			errs = append(errs, tx.SetDecision(ctx, l.MessageID, l.Given, string(reply.ReasonManualWindow)))
		}
	}
	c.Late = nil
	return errors.Join(errs...)
}

func sender(a domain.Actor) domain.Sender {
	kind := domain.SenderMember
	if a.Kind != domain.ActorMember {
		kind = domain.SenderAPI
	}
	return domain.Sender{Kind: kind, ID: a.ID, Name: a.Name}
}

func (s *Service) changed(tx *store.Tx, t *store.Thread) {
	tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: t.Conversation.AccountID, ID: t.Conversation.ID})
}

// change runs a small change of one conversation and returns it as the desk
// shows it.
func (s *Service) change(ctx context.Context, actor domain.Actor, accountID, conversationID string, do func(ctx context.Context, tx *store.Tx, c *domain.Conversation) error) (out Thread, err error) {
	if err := actor.Answers(accountID); err != nil {
		return out, err
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := tx.LockThread(ctx, accountID, conversationID)
		if err != nil {
			return err
		}
		if err := do(ctx, tx, &t.Conversation); err != nil {
			return err
		}
		out = s.shown(t, tx.Now())
		s.changed(tx, t)
		return tx.SaveConversations(ctx, []*domain.Conversation{&t.Conversation})
	})
	return out, err
}

// Read marks a conversation as seen.
func (s *Service) Read(ctx context.Context, actor domain.Actor, accountID, conversationID string) (Thread, error) {
	return s.change(ctx, actor, accountID, conversationID, func(ctx context.Context, tx *store.Tx, c *domain.Conversation) error {
		c.Read(tx.Now())
		return nil
	})
}

// SetStatus changes the state that members gave a conversation.
func (s *Service) SetStatus(ctx context.Context, actor domain.Actor, accountID, conversationID string, st domain.Status) (Thread, error) {
	return s.change(ctx, actor, accountID, conversationID, func(ctx context.Context, tx *store.Tx, c *domain.Conversation) error {
		return c.SetStatus(st, tx.Now())
	})
}

// TakeManual is 手動チャットで対応: the rules are silent for this contact for as
// long as the settings say.
func (s *Service) TakeManual(ctx context.Context, actor domain.Actor, accountID, conversationID string) (Thread, error) {
	if err := actor.Answers(accountID); err != nil {
		return Thread{}, err
	}
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return Thread{}, err
	}
	return s.change(ctx, actor, accountID, conversationID, func(ctx context.Context, tx *store.Tx, c *domain.Conversation) error {
		c.OpenManual(sender(actor), reply.ManualUntil(b.Account.Settings, b.Hours, tx.Now()), tx.Now())
		return takeOver(ctx, tx, c)
	})
}

// EndManual is 自動応答に戻す: the rules answer this contact again.
func (s *Service) EndManual(ctx context.Context, actor domain.Actor, accountID, conversationID string) (Thread, error) {
	return s.change(ctx, actor, accountID, conversationID, func(ctx context.Context, tx *store.Tx, c *domain.Conversation) error {
		c.EndManual(tx.Now())
		return nil
	})
}
