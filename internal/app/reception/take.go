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
func (in *intake) take(a arrival) {
	t := in.threads[a.accountID][a.LineUserID]
	if t == nil || entry(a, in.now).State != store.EventProcessed {
		return // journalled only
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
	t.Conversation.Receive(m, a.Type == typeMessage, a.ReplyToken, a.at.Add(in.ReplyTokenLife), in.now)
	in.messages = append(in.messages, m)
	switch a.Type {
	case typeMessage, typePostback:
		in.answer(a, t, m)
	case typeFollow:
		in.greet(a, t, m)
	}
	if in.nameless(a, t) {
		in.jobs = append(in.jobs, profileTask(t, t.Contact.ID))
	}
}

// askAgain is how long LINE's refusal to show a profile is believed.
const askAgain = time.Hour

// nameless reports whether LINE should be asked for the contact's profile: it
// never was, or it showed none while the contact had blocked the account.
func (in *intake) nameless(a arrival, t *store.Thread) bool {
	p := t.Contact.Profile
	if p.FetchedAt.IsZero() {
		return len(t.Conversation.Late) == 0 // else its own job asks
	}
	return p.Name == "" && a.Type != typeUnfollow && (a.Type == typeFollow || in.now.Sub(p.FetchedAt) > askAgain)
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
func (in *intake) answer(a arrival, t *store.Thread, m *domain.Message) {
	b := in.books[a.accountID]
	d := reply.Decide(reply.Input{
		Settings: b.Account.Settings, Hours: b.Hours, NamedHours: b.Named, Rules: b.Rules,
		Message: reply.Message{
			Kind: m.Kind, Text: m.Text, Data: a.Postback, Standby: a.Standby, Spam: t.Conversation.Status == domain.StatusSpam,
		},
		ManualUntil: t.Conversation.Manual.Until, At: in.now,
		Tags: t.Contact.Tags, LastAnswered: in.answered[t.Contact.ID],
		// LINE's own id: a message that is decided again gets the same draw.
		Seed: reply.Seed(b.Account.Settings, a.WebhookEventID),
	})
	m.Decision, m.Reason = marshal(d), d.Noted()
	if d.Outcome != reply.Answered {
		return
	}
	in.hit(b, d.RuleID, t.Contact.ID)
	by := domain.Sender{Kind: domain.SenderRule, ID: d.RuleID, Name: d.RuleTitle}
	bubbles, final := d.Bubbles, d.Final
	d.Outcome, d.Reason, d.Final = reply.Silent, reply.ReasonManualWindow, false
	in.respond(t, b, domain.LateAnswer{
		EventID: a.WebhookEventID, MessageID: m.ID, Token: a.ReplyToken, Bubbles: bubbles, By: by, Given: string(marshal(d)),
		Final: final, AskedAt: m.At, Hours: b.RuleHours[by.ID],
	})
}

// greet answers a new friend with the greeting, if there is one, and one who
// comes back with what the settings say. LINE marks the follow event of a friend
// who unblocked the account (messaging-api reference, "Follow event").
func (in *intake) greet(a arrival, t *store.Thread, m *domain.Message) {
	b := in.books[a.accountID]
	bubbles := b.Account.GreetingFor(a.Unblocked)
	if len(bubbles) == 0 || a.Standby || t.Conversation.Status == domain.StatusSpam {
		return
	}
	in.respond(t, b, domain.LateAnswer{
		EventID: a.WebhookEventID, MessageID: m.ID, Token: a.ReplyToken, Bubbles: bubbles,
		By: domain.Sender{Kind: domain.SenderGreeting},
	})
}

// respond records an automatic answer. One that says the contact's name while
// nobody has asked LINE for that yet waits for a job that asks, and so do those
// behind it: no network call happens in here, and the order is kept.
func (in *intake) respond(t *store.Thread, b *responder.Book, l domain.LateAnswer) {
	c := &t.Conversation
	unknown := t.Contact.Profile.FetchedAt.IsZero() && compose.Uses(l.Bubbles, compose.ContactName)
	if (unknown || len(c.Late) > 0) && len(c.Late) < domain.MaxLate {
		c.Late = append(c.Late, l)
		in.jobs = append(in.jobs, profileTask(t, l.EventID))
		return
	}
	d, ms, err := in.automatic(t, b, l, in.now)
	if err != nil { // an answer's fault must not cost the friend's message
		in.Log.Error("automatic answer not composed", "account_id", c.AccountID, "rule_id", l.By.ID, "error", err)
		return
	}
	in.deliveries = append(in.deliveries, d)
	in.messages = append(in.messages, ms...)
}

// automatic makes the delivery and the timeline's rows of an automatic answer,
// and spends the reply token of the event that it answers.
func (s *Service) automatic(t *store.Thread, b *responder.Book, l domain.LateAnswer, now time.Time) (*domain.Delivery, []*domain.Message, error) {
	composed, err := compose.Compose(l.Bubbles, b.Values(&t.Contact, l.Hours, now))
	if err != nil {
		return nil, nil, err
	}
	free, ok := t.Conversation.TakeTokenOf(l.Token, now)
	// The event's id as the request's: what would be sent twice is refused.
	d, ms := Outbound(s.IDs, t, Sendable(composed), l.By, "event/"+l.EventID, free, ok, now)
	if l.Final {
		t.Conversation.Settle(l.AskedAt, l.Next)
	}
	return d, ms, nil
}
