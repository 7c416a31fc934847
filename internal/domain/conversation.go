package domain

import (
	"slices"
	"time"
)

// Status is the state that members give a conversation.
type Status string

// The states of a conversation.
const (
	StatusOpen     Status = "open"
	StatusFollowUp Status = "followup" // 要対応
	StatusDone     Status = "done"     // 対応済み
	StatusSpam     Status = "spam"
)

// Valid reports whether s is a known state.
func (s Status) Valid() bool {
	return slices.Contains([]Status{StatusOpen, StatusFollowUp, StatusDone, StatusSpam}, s)
}

// ReplyToken is a chance to answer without cost. LINE takes it once, within a
// minute of the webhook (messaging-api reference, "Send reply message").
type ReplyToken struct {
	Token string    `json:"t"`
	Until time.Time `json:"u"` // not used at or after this moment
}

// MaxReplyTokens bounds how many live tokens a conversation remembers.
const MaxReplyTokens = 20

// ManualWindow is the time during which a member has the conversation and the
// rules are silent. Until zero means that none was ever open, and Endless that
// only a member ends it.
type ManualWindow struct {
	Until time.Time
	By    Sender
}

// Endless is the end of a manual window that has none.
func Endless() time.Time { return time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC) }

// ByHand reports whether only a member ends the window.
func (w ManualWindow) ByHand() bool { return !w.Until.Before(Endless()) }

// Open reports whether the window keeps the rules silent at t.
func (w ManualWindow) Open(t time.Time) bool { return t.Before(w.Until) }

// Conversation is トーク: the one thread between an account and a contact. Its
// methods are its state machine; nothing else changes its fields.
type Conversation struct {
	ID        string
	AccountID string
	ContactID string
	Status    Status
	Unread    int // inbound messages since a member last looked
	// UnansweredSince is the moment of the oldest message that no person (and no
	// final rule) has answered; zero when there is none.
	UnansweredSince time.Time
	Manual          ManualWindow
	Tokens          []ReplyToken
	DeliverySeq     int64 // of the newest delivery; deliveries leave in this order
	// Late are automatic answers that wait for the contact's name, in order.
	Late      []LateAnswer
	Last      LastMessage
	CreatedAt time.Time
	UpdatedAt time.Time
}

// MaxLate bounds how many automatic answers wait for a contact's name.
const MaxLate = 20

// LateAnswer is an automatic answer that is to say the contact's name, which
// LINE is still being asked for.
type LateAnswer struct {
	EventID   string   `json:"event"`
	MessageID string   `json:"message"` // the message it answers
	Token     string   `json:"token"`   // reply token of the event
	Bubbles   []Bubble `json:"bubbles"`
	By        Sender   `json:"by"`
	// Given is the decision on the message as it reads when a member takes over
	// before the answer has left.
	Given string `json:"given,omitempty"`
	// Final says that the answer settles the message of AskedAt.
	Final   bool      `json:"final,omitempty"`
	AskedAt time.Time `json:"askedAt,omitzero"`
	// Next is the first message behind that one that wants an answer too.
	Next time.Time `json:"next,omitzero"`
	// Hours names the schedule that {次の営業開始} means; empty is the account's.
	Hours string `json:"hours,omitempty"`
}

// LastMessage is what the conversation list shows of the newest message.
type LastMessage struct {
	ID        string
	At        time.Time
	Direction Direction
	Kind      string
	Preview   string
	Sender    SenderKind
}

// Receive takes in a message or event of the contact. A message (asks) wants an
// answer, an event such as a follow does not. until is the safe end of the
// reply token's life; an empty token is no chance to reply.
func (c *Conversation) Receive(m *Message, asks bool, token string, until, now time.Time) {
	if asks {
		c.Unread++
		if c.UnansweredSince.IsZero() {
			c.UnansweredSince = m.At
		}
		for i := range c.Late {
			if l := &c.Late[i]; l.Next.IsZero() {
				l.Next = m.At
			}
		}
		if c.Status == StatusDone {
			c.Status = StatusOpen
		}
	}
	if token != "" && until.After(now) {
		c.dropDeadTokens(now)
		c.Tokens = append(c.Tokens, ReplyToken{Token: token, Until: until})
		if over := len(c.Tokens) - MaxReplyTokens; over > 0 {
			c.Tokens = slices.Delete(c.Tokens, 0, over)
		}
	}
	// Whoever does anything for the first time appears in the list; later, a
	// block or an unblock is no reason to move up in it.
	if asks || c.Last.At.IsZero() {
		c.show(m)
	}
	c.UpdatedAt = now
}

// Send takes in an outbound message. A person's answer settles what was
// unanswered; an automatic one does not.
func (c *Conversation) Send(m *Message, now time.Time) {
	c.show(m)
	if m.Sender.Kind == SenderMember || m.Sender.Kind == SenderAPI {
		c.UnansweredSince = time.Time{}
		c.Unread = 0
	}
	c.UpdatedAt = now
}

// Settle notes that an automatic answer has dealt with the message of that
// moment for good. An older one that waits for a person goes on waiting, and so
// does next, the message behind it that came before the answer left, if any.
func (c *Conversation) Settle(asked, next time.Time) {
	if c.UnansweredSince.Equal(asked) {
		c.UnansweredSince = next
	}
}

func (c *Conversation) show(m *Message) {
	if m.At.Before(c.Last.At) {
		return
	}
	c.Last = LastMessage{
		ID: m.ID, At: m.At, Direction: m.Direction, Kind: m.Kind,
		Preview: m.Preview(), Sender: m.Sender.Kind,
	}
}

// TakeToken spends the live reply token that dies first, and reports whether
// there was one. The one that dies first is taken so that the later ones stay
// for a second answer.
func (c *Conversation) TakeToken(now time.Time) (ReplyToken, bool) {
	c.dropDeadTokens(now)
	if len(c.Tokens) == 0 {
		return ReplyToken{}, false
	}
	t := c.Tokens[0]
	c.Tokens = slices.Delete(c.Tokens, 0, 1)
	return t, true
}

// TakeTokenOf spends one certain token, when it is still there and alive: a
// rule answers with the token of the very message it answers.
func (c *Conversation) TakeTokenOf(token string, now time.Time) (ReplyToken, bool) {
	c.dropDeadTokens(now)
	i := slices.IndexFunc(c.Tokens, func(t ReplyToken) bool { return t.Token == token })
	if i < 0 {
		return ReplyToken{}, false
	}
	t := c.Tokens[i]
	c.Tokens = slices.Delete(c.Tokens, i, i+1)
	return t, true
}

// FreeUntil is the moment until which an answer is free; zero when it would be
// a counted push.
func (c *Conversation) FreeUntil(now time.Time) time.Time {
	var last time.Time
	for _, t := range c.Tokens {
		if t.Until.After(now) && t.Until.After(last) {
			last = t.Until
		}
	}
	return last
}

func (c *Conversation) dropDeadTokens(now time.Time) {
	c.Tokens = slices.DeleteFunc(c.Tokens, func(t ReplyToken) bool { return !t.Until.After(now) })
	slices.SortStableFunc(c.Tokens, func(a, b ReplyToken) int { return a.Until.Compare(b.Until) })
}

// OpenManual opens the manual window or slides its end; it never makes an open
// window shorter.
func (c *Conversation) OpenManual(by Sender, until, now time.Time) {
	if c.Manual.Open(now) && c.Manual.Until.After(until) {
		until = c.Manual.Until
	}
	c.Manual = ManualWindow{Until: until, By: by}
	c.UpdatedAt = now
}

// EndManual gives the conversation back to the rules.
func (c *Conversation) EndManual(now time.Time) {
	c.Manual = ManualWindow{}
	c.UpdatedAt = now
}

// Read marks everything as seen by a member.
func (c *Conversation) Read(now time.Time) {
	c.Unread = 0
	c.UpdatedAt = now
}

// SetStatus changes the state. Done also ends the manual window and settles
// what was unanswered.
func (c *Conversation) SetStatus(s Status, now time.Time) error {
	if !s.Valid() {
		return E(Invalid, "conversation.status_unknown", "value", string(s)).At("status")
	}
	c.Status = s
	if s == StatusDone || s == StatusSpam {
		c.EndManual(now)
		c.UnansweredSince = time.Time{}
		c.Unread = 0
	}
	c.UpdatedAt = now
	return nil
}
