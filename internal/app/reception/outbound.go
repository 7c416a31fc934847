package reception

import (
	"encoding/json"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Outgoing is one bubble as it will be sent.
type Outgoing struct {
	Kind    string
	Text    string
	Payload json.RawMessage // LINE's message object, sent exactly so
}

// Sendable is LINE message objects as rows of the timeline have them.
func Sendable(composed []compose.Message) []Outgoing {
	out := make([]Outgoing, len(composed))
	for i, m := range composed {
		out[i] = Outgoing{Kind: m.Type, Text: m.Text, Payload: m.JSON()}
	}
	return out
}

// Outbound makes the delivery of bubbles that belong together, with their rows
// of the timeline, and works them into the conversation. With a reply token it
// goes as a free reply, else as a counted push; the retry key of a push is made
// here, before any attempt.
func Outbound(ids *id.Source, t *store.Thread, bubbles []Outgoing, by domain.Sender, requestID string, free domain.ReplyToken, isFree bool, now time.Time) (*domain.Delivery, []*domain.Message) {
	c := &t.Conversation
	c.DeliverySeq++
	d := &domain.Delivery{
		ID: ids.New("dlv", now), AccountID: c.AccountID, ConversationID: c.ID, Seq: c.DeliverySeq,
		To: t.Contact.LineUserID, Origin: by, RequestID: requestID, Method: domain.MethodPush, RetryKey: ids.UUID(),
		State: domain.DeliveryQueued, NextAt: now, CreatedAt: now, UpdatedAt: now,
	}
	if isFree {
		d.Method, d.ReplyToken = domain.MethodReply, free
	}
	ms := make([]*domain.Message, len(bubbles))
	for i, b := range bubbles {
		d.Messages = append(d.Messages, b.Payload)
		ms[i] = &domain.Message{
			ID: ids.New("msg", now), AccountID: c.AccountID, ConversationID: c.ID, Direction: domain.Out,
			Kind: b.Kind, Text: b.Text, Payload: b.Payload, Sender: by, DeliveryID: d.ID, At: now, CreatedAt: now,
		}
		c.Send(ms[i], now)
	}
	return d, ms
}
