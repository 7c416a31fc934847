package domain

import (
	"encoding/json"
	"time"
)

// Direction of a message as seen from the account.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// SenderKind says what stands behind a message.
type SenderKind string

// The kinds of senders.
const (
	SenderFriend   SenderKind = "friend"
	SenderMember   SenderKind = "member"
	SenderRule     SenderKind = "rule"
	SenderGreeting SenderKind = "greeting"
	SenderAPI      SenderKind = "api"
)

// Sender is who wrote a message. Name is kept as it was then: members leave and
// rules are renamed.
type Sender struct {
	Kind SenderKind `json:"kind"`
	ID   string     `json:"id"` // contact, member, rule or token
	Name string     `json:"name"`
}

// Automatic reports whether no person is behind the message.
func (s Sender) Automatic() bool { return s.Kind == SenderRule || s.Kind == SenderGreeting }

// Message is one bubble, inbound or outbound, or an event that the timeline
// shows (kinds follow, unfollow, postback …).
type Message struct {
	ID             string
	AccountID      string
	ConversationID string
	Direction      Direction
	Kind           string // LINE's message type, or the event type when there is no message
	Text           string // of text messages; "" otherwise
	Payload        json.RawMessage
	Sender         Sender
	LineMessageID  string
	EventID        string // journal entry of an inbound message
	DeliveryID     string // of an outbound message
	Decision       json.RawMessage
	Reason         string // of the decision (reply.Decision.Noted); "" when nothing was decided
	// At orders the timeline: when LINE says it happened, or when we sent it.
	At        time.Time
	CreatedAt time.Time
}

// Preview is the text a conversation list shows for the message; other kinds
// than text are named by the reader's language there.
func (m *Message) Preview() string {
	const most = 80
	return Cut(m.Text, most)
}
