package platform

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Methods by which a bot sends.
const (
	MethodReply = "reply"
	MethodPush  = "push"
)

// Message is one message object of a bot, already checked.
type Message struct {
	Kind string          // LINE's type
	Body json.RawMessage // as it came
}

// SentMessage is LINE's receipt for one message.
type SentMessage struct {
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken,omitempty"`
}

// Sent is one accepted request.
type Sent struct {
	RequestID  string            `json:"requestId"`
	Method     string            `json:"method"` // "reply" or "push"
	To         string            `json:"to"`     // user id
	ReplyToken string            `json:"replyToken,omitempty"`
	RetryKey   string            `json:"retryKey,omitempty"`
	At         time.Time         `json:"at"`
	Messages   []json.RawMessage `json:"messages"`
	Receipts   []SentMessage     `json:"sentMessages"`
	Delivered  bool              `json:"delivered"` // false: accepted, but the friend sees nothing
	Counted    int64             `json:"counted"`   // what it took of the month's quota
	Attempts   int               `json:"attempts"`  // 1, and one for each repetition that was refused
}

// Texts returns the text of each message, "" for those that are no text.
func (s Sent) Texts() []string {
	out := make([]string, len(s.Messages))
	for i, m := range s.Messages {
		var body struct{ Text string }
		if json.Unmarshal(m, &body) == nil {
			out[i] = body.Text
		}
	}
	return out
}

// Outgoing is one request of a bot to send.
type Outgoing struct {
	RequestID string
	Messages  []Message
}

// quotable lists the kinds that get a quote token (docs, "Get quote tokens").
func quotable(kind string) bool {
	return slices.Contains([]string{"text", "textV2", "sticker", "image", "video", "template", "flex"}, kind)
}

// Reply spends a reply token. Refusal 400 for a token that is used, too old,
// another channel's or not known; LINE does not tell which.
func (p *Platform) Reply(channelID, token string, out Outgoing) ([]SentMessage, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	found, ok := c.tokens.alive(token, now)
	if !ok {
		return nil, refuse(http.StatusBadRequest, TextReplyToken)
	}
	sent := &Sent{RequestID: out.RequestID, Method: MethodReply, To: found.user, ReplyToken: token, At: now}
	t := c.talks[found.user]
	sent.Delivered = t != nil && t.relation != Blocked
	p.accept(c, t, sent, out.Messages)
	found.sent = sent
	return sent.Receipts, nil
}

// Push sends to one person. retryKey may be empty. Refusals: 409 for a retry
// key that was accepted within 24 hours, 400 for somebody whom the channel does
// not know, 429 when the month's quota is used up.
func (p *Platform) Push(channelID, to, retryKey string, out Outgoing) ([]SentMessage, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	if first, ok := c.retries.accepted(retryKey, now); ok && retryKey != "" {
		first.Attempts++
		return nil, &Refusal{
			Status: http.StatusConflict, Message: TextRetryKey,
			AcceptedRequestID: first.RequestID, SentMessages: first.Receipts,
		}
	}
	t, known := c.talks[to]
	if !known {
		return nil, refuse(http.StatusBadRequest, TextFailedToSend)
	}
	if c.view.Quota != nil && c.usage.of(now) >= *c.view.Quota {
		return nil, refuse(http.StatusTooManyRequests, TextMonthlyLimit)
	}
	sent := &Sent{RequestID: out.RequestID, Method: MethodPush, To: to, RetryKey: retryKey, At: now}
	if sent.Delivered = t.reachable(now); sent.Delivered {
		sent.Counted = 1 // recipients count, not messages; who cannot get it does not (docs, "Pricing")
		c.usage.add(now, sent.Counted)
	}
	p.accept(c, t, sent, out.Messages)
	if retryKey != "" {
		c.retries.remember(retryKey, sent)
	}
	return sent.Receipts, nil
}

// accept gives the messages their ids, shows them to the friend and notes the
// request. The channel is locked; t is nil when nobody is to see them.
func (p *Platform) accept(c *channel, t *talk, sent *Sent, messages []Message) {
	sent.Attempts = 1
	sent.Messages = make([]json.RawMessage, len(messages))
	sent.Receipts = make([]SentMessage, len(messages))
	for i, m := range messages {
		n := p.nextMessageID(sent.At)
		receipt := SentMessage{ID: strconv.FormatInt(n, 10)}
		if quotable(m.Kind) {
			receipt.QuoteToken = p.seal(sealQuote, c.id, sent.To, n)
		}
		sent.Messages[i], sent.Receipts[i] = m.Body, receipt
		if sent.Delivered {
			t.add(Bubble{
				ID: receipt.ID, From: FromAccount, At: sent.At, Kind: m.Kind, Body: m.Body, Method: sent.Method,
			}, p.limits.Talk)
		}
	}
	c.sent.add(sent)
	if sent.Delivered {
		t.who.news.fire()
	}
	c.news.fire()
	p.changed()
}

// TokenOwner is the person behind a reply token of the channel, "" when the
// token is not known.
func (p *Platform) TokenOwner(channelID, token string) string {
	c, err := p.channel(channelID)
	if err != nil {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.tokens.byToken[token]; ok {
		return t.user
	}
	return ""
}

// Sent returns the accepted requests that are kept, oldest first.
func (p *Platform) Sent(channelID string) ([]Sent, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Sent, 0, len(c.sent.items))
	c.sent.each(func(s *Sent) { out = append(out, *s) })
	return out, nil
}
