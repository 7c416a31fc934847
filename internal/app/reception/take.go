package reception

import (
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// take works one event into its conversation.
func (in *intake) take(a arrival) error {
	t := in.threads[a.accountID][a.LineUserID]
	if t == nil || entry(a, in.now).State != store.EventProcessed {
		return nil // journalled only
	}
	in.changed[t.Conversation.ID] = &t.Conversation
	switch a.Type {
	case typeFollow:
		in.setFriend(t, domain.Friend)
	case typeUnfollow:
		in.setFriend(t, domain.Blocked)
	default: // who writes has not blocked the account
		if t.Contact.Friend == domain.Blocked {
			in.setFriend(t, domain.FriendUnknown)
		}
	}
	m := in.inbound(a, t)
	t.Conversation.Receive(m, a.Type == typeMessage, a.ReplyToken, in.now.Add(in.ReplyTokenLife), in.now)
	in.messages = append(in.messages, m)
	switch a.Type {
	case typeMessage:
		return in.answer(a, t, m)
	case typeFollow:
		return in.greet(a, t)
	}
	return nil
}

func (in *intake) setFriend(t *store.Thread, s domain.FriendState) {
	if t.Contact.Friend != s {
		t.Contact.Friend = s
		in.friends[t.Contact.ID] = s
	}
}

// inbound is the timeline's row of an event.
func (in *intake) inbound(a arrival, t *store.Thread) *domain.Message {
	at := a.OccurredAt
	if at.IsZero() || at.After(in.now) {
		at = in.now // LINE's clock may be a little ahead of ours
	}
	m := &domain.Message{
		ID: in.IDs.New("msg", in.now), AccountID: a.accountID, ConversationID: t.Conversation.ID,
		Direction: domain.In, Kind: a.Type, EventID: a.WebhookEventID, At: at, CreatedAt: in.now,
		Sender: domain.Sender{Kind: domain.SenderFriend, ID: t.Contact.ID, Name: t.Contact.Profile.Name},
	}
	if a.Message != nil {
		m.Kind, m.Text, m.Payload, m.LineMessageID = a.Message.Kind, a.Message.Text, a.Message.Payload, a.Message.ID
	}
	if a.Type == typePostback {
		m.Text = a.Postback
	}
	return m
}

// answer decides on a message and records the decision and the answer.
func (in *intake) answer(a arrival, t *store.Thread, m *domain.Message) error {
	b := in.books[a.accountID]
	d := reply.Decide(reply.Input{
		Settings: b.Account.Settings, Hours: b.Hours, Rules: b.Rules,
		Message: reply.Message{
			Kind: m.Kind, Text: m.Text, Standby: a.Standby, Spam: t.Conversation.Status == domain.StatusSpam,
		},
		ManualUntil: t.Conversation.Manual.Until, At: in.now,
	})
	m.Decision = marshal(d)
	if d.Outcome != reply.Answered {
		return nil
	}
	return in.respond(a, t, b, d.Bubbles, domain.Sender{Kind: domain.SenderRule, ID: d.RuleID, Name: d.RuleTitle})
}

// greet answers a new friend with the greeting, if there is one.
func (in *intake) greet(a arrival, t *store.Thread) error {
	b := in.books[a.accountID]
	if !b.Account.Settings.Greeting || len(b.Account.Greeting) == 0 || a.Standby || t.Conversation.Status == domain.StatusSpam {
		return nil
	}
	return in.respond(a, t, b, b.Account.Greeting, domain.Sender{Kind: domain.SenderGreeting})
}

// respond records an automatic answer to the event. When it says the contact's
// name and nobody has asked LINE for that yet, a job asks first: no network
// call happens in here.
func (in *intake) respond(a arrival, t *store.Thread, b *responder.Book, bubbles []domain.Bubble, by domain.Sender) error {
	if compose.Uses(bubbles, compose.ContactName) && t.Contact.Profile.FetchedAt.IsZero() {
		in.jobs = append(in.jobs, lateTask(late{
			AccountID: a.accountID, ConversationID: t.Conversation.ID, EventID: a.WebhookEventID,
			Token: a.ReplyToken, Bubbles: bubbles, By: by,
		}))
		return nil
	}
	d, ms, err := in.automatic(t, b, a.ReplyToken, bubbles, by, in.now)
	if err != nil {
		return err
	}
	in.deliveries = append(in.deliveries, d)
	in.messages = append(in.messages, ms...)
	return nil
}

// automatic makes the delivery and the timeline's rows of an automatic answer,
// and spends the reply token of the event that it answers.
func (s *Service) automatic(t *store.Thread, b *responder.Book, token string, bubbles []domain.Bubble, by domain.Sender, now time.Time) (*domain.Delivery, []*domain.Message, error) {
	composed, err := compose.Compose(bubbles, compose.Values{
		ContactName: t.Contact.Profile.Name, Nameless: compose.Nameless, AccountName: b.Account.Name,
	})
	if err != nil {
		return nil, nil, err
	}
	outbound := make([]Outgoing, len(composed))
	for i, m := range composed {
		outbound[i] = Outgoing{Kind: m.Type, Text: m.Text, Payload: m.JSON()}
	}
	free, ok := t.Conversation.TakeTokenOf(token, now)
	d, ms := Outbound(s.IDs, t, outbound, by, "", free, ok, now)
	return d, ms, nil
}
