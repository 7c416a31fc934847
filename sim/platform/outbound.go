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
	MethodReply      = "reply"
	MethodPush       = "push"
	MethodMulticast  = "multicast"
	MethodBroadcast  = "broadcast"
	MethodNarrowcast = "narrowcast"
)

// Message is one message object of a bot, already checked.
type Message struct {
	Kind       string          `json:"kind"` // LINE's type
	Body       json.RawMessage `json:"body"` // as it came
	QuoteToken string          `json:"-"`    // of the message that it quotes
	Mentions   []string        `json:"-"`    // user ids, or "all"
	TrackingID string          `json:"-"`    // of a video
	quotes     string          // id of the message that it quotes
}

// SentMessage is LINE's receipt for one message.
type SentMessage struct {
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken,omitempty"`
}

// Sent is one accepted request.
type Sent struct {
	RequestID  string            `json:"requestId"`
	Method     string            `json:"method"`               // "reply", "push", "multicast", "broadcast" or "narrowcast"
	To         string            `json:"to"`                   // user, group or room id; "" when there are many
	Recipients []string          `json:"recipients,omitempty"` // user ids of those who see it, when they are many
	ReplyToken string            `json:"replyToken,omitempty"`
	RetryKey   string            `json:"retryKey,omitempty"`
	Unit       string            `json:"customAggregationUnit,omitempty"`
	Silent     bool              `json:"notificationDisabled,omitempty"`
	At         time.Time         `json:"at"`
	Messages   []json.RawMessage `json:"messages"`
	Receipts   []SentMessage     `json:"sentMessages"`
	Delivered  bool              `json:"delivered"` // false: accepted, but nobody sees anything
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
	Silent    bool   // notificationDisabled
	Unit      string // customAggregationUnits, of which there is at most one
}

// quotable lists the kinds that get a quote token (docs, "Get quote tokens").
func quotable(kind string) bool {
	return slices.Contains([]string{"text", "textV2", "sticker", "image", "video", "template", "flex"}, kind)
}

// chat is where messages go: a talk, a group or a room. The channel is locked.
type chat interface {
	show(b Bubble, most int)
	readers(now time.Time, reply bool) int64 // how many people see it
	mentionable(id string) bool
	fire()
}

func (t *talk) show(b Bubble, most int) {
	t.loading = time.Time{} // the animation goes with the next message
	t.add(b, most)
}

func (t *talk) readers(now time.Time, reply bool) int64 {
	if t.reachable(now) || (reply && t.relation != Blocked) {
		return 1
	}
	return 0
}

func (t *talk) mentionable(string) bool { return false }
func (t *talk) fire()                   { t.who.news.fire() }

// chat finds where a reply or push goes; groups only while the account is in
// them.
func (c *channel) chat(id string) (chat, bool) {
	if t, ok := c.talks[id]; ok {
		return t, true
	}
	if g, ok := c.groups[id]; ok && g.joined {
		return g, true
	}
	return nil, false
}

// suits checks what can be known only when it is known where the messages go.
// to is nil when they go to many: there, nothing can be quoted. It resolves
// quote tokens.
func (p *Platform) suits(c *channel, id string, to chat, messages []Message) error {
	for i := range messages {
		m := &messages[i]
		if m.QuoteToken != "" {
			chatID, messageID, ok := p.unseal(sealQuote, c.id, m.QuoteToken)
			if !ok || to == nil || chatID != id {
				return refuse(http.StatusBadRequest, TextQuoteToken)
			}
			m.quotes = strconv.FormatInt(messageID, 10)
		}
		for _, user := range m.Mentions {
			if to == nil || !to.mentionable(user) {
				return refuse(http.StatusBadRequest, TextMentionee)
			}
		}
		if _, group := to.(*group); group && m.TrackingID != "" {
			return refuse(http.StatusBadRequest, TextTrackedVideo)
		}
	}
	return nil
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
	to, known := c.chat(found.user)
	if known {
		if err := p.suits(c, found.user, to, out.Messages); err != nil {
			return nil, err
		}
	}
	sent := &Sent{RequestID: out.RequestID, Method: MethodReply, To: found.user, ReplyToken: token, At: now}
	var seen []chat
	if known && to.readers(now, true) > 0 {
		seen = []chat{to}
		c.counts.add(MethodReply, now, to.readers(now, true))
	}
	p.accept(c, sent, out, seen)
	found.sent = sent
	return sent.Receipts, nil
}

// repeated refuses a request whose retry key was accepted within 24 hours.
func (c *channel) repeated(retryKey string, now time.Time) error {
	first, ok := c.retries.accepted(retryKey, now)
	if !ok || retryKey == "" {
		return nil
	}
	first.Attempts++
	out := &Refusal{Status: http.StatusConflict, Message: TextRetryKey, AcceptedRequestID: first.RequestID}
	if first.Method == MethodPush {
		out.SentMessages = first.Receipts
	}
	return out
}

// affords tells whether the month has room for n more, what is reserved taken
// away. Once it is used up, nothing goes, not even what would reach nobody.
func (c *channel) affords(now time.Time, n int64) error {
	if c.view.Quota != nil && c.usage.of(now)+c.reserved()+max(1, n) > *c.view.Quota {
		return refuse(http.StatusTooManyRequests, TextMonthlyLimit)
	}
	return nil
}

// Push sends to one person, group or room. retryKey may be empty. Refusals: 409
// for a retry key that was accepted within 24 hours, 400 for somebody whom the
// channel does not know or a group without the account, 429 when the month's
// quota is used up.
func (p *Platform) Push(channelID, id, retryKey string, out Outgoing) ([]SentMessage, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	if err := c.repeated(retryKey, now); err != nil {
		return nil, err
	}
	to, known := c.chat(id)
	if !known {
		return nil, refuse(http.StatusBadRequest, TextFailedToSend)
	}
	if err := p.suits(c, id, to, out.Messages); err != nil {
		return nil, err
	}
	// Recipients count, not messages; in a group all its members; who cannot
	// get it does not (docs, "Pricing").
	n := to.readers(now, false)
	if err := c.affords(now, n); err != nil {
		return nil, err
	}
	sent := &Sent{RequestID: out.RequestID, Method: MethodPush, To: id, RetryKey: retryKey, At: now, Counted: n}
	var seen []chat
	if n > 0 {
		seen = []chat{to}
	}
	c.spend(now, sent, out.Unit)
	p.accept(c, sent, out, seen)
	return sent.Receipts, nil
}

// spend counts what was sent against the quota and in the statistics.
func (c *channel) spend(now time.Time, sent *Sent, unit string) {
	c.usage.add(now, sent.Counted)
	c.counts.add(sent.Method, now, sent.Counted)
	c.units.add(now, unit)
}

// Multicast sends to many people. Who is given twice gets it once; who is
// blocked, no friend or not known gets nothing, and the bot is not told.
// Refusals as with Push.
func (p *Platform) Multicast(channelID string, users []string, retryKey string, out Outgoing) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	seen, now := map[string]*talk{}, p.clock.Now()
	for _, user := range users {
		if t, ok := c.talks[user]; ok && t.reachable(now) {
			seen[user] = t
		}
	}
	return p.spread(c, MethodMulticast, retryKey, out, seen)
}

// Broadcast sends to all friends. Refusals as with Push.
func (p *Platform) Broadcast(channelID, retryKey string, out Outgoing) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return p.spread(c, MethodBroadcast, retryKey, out, c.friends())
}

func (c *channel) friends() map[string]*talk {
	out := map[string]*talk{}
	for id, t := range c.talks {
		if t.relation == Friended {
			out[id] = t
		}
	}
	return out
}

func (p *Platform) spread(c *channel, method, retryKey string, out Outgoing, to map[string]*talk) error {
	now := p.clock.Now()
	if err := c.repeated(retryKey, now); err != nil {
		return err
	}
	if err := p.suits(c, "", nil, out.Messages); err != nil {
		return err
	}
	n := int64(len(to))
	if err := c.affords(now, n); err != nil {
		return err
	}
	sent := &Sent{RequestID: out.RequestID, Method: method, RetryKey: retryKey, At: now, Counted: n}
	c.spend(now, sent, out.Unit)
	p.accept(c, sent, out, sent.reach(to))
	return nil
}

// reach notes the recipients and returns their talks, in the order of the ids.
func (s *Sent) reach(to map[string]*talk) []chat {
	s.Recipients = make([]string, 0, len(to))
	for id := range to {
		s.Recipients = append(s.Recipients, id)
	}
	slices.Sort(s.Recipients)
	out := make([]chat, 0, len(to))
	for _, id := range s.Recipients {
		out = append(out, to[id])
	}
	return out
}

// accept notes the request and shows its messages. The channel is locked.
func (p *Platform) accept(c *channel, sent *Sent, out Outgoing, to []chat) {
	sent.Attempts, sent.Silent, sent.Unit = 1, out.Silent, out.Unit
	sent.Messages = make([]json.RawMessage, len(out.Messages))
	sent.Receipts = make([]SentMessage, len(out.Messages))
	for i, m := range out.Messages {
		n := p.nextMessageID(sent.At)
		sent.Messages[i], sent.Receipts[i] = m.Body, SentMessage{ID: strconv.FormatInt(n, 10)}
		if quotable(m.Kind) && sent.To != "" {
			sent.Receipts[i].QuoteToken = p.seal(sealQuote, c.id, sent.To, n)
		}
	}
	c.sent.add(sent)
	if sent.RetryKey != "" {
		c.retries.remember(sent.RetryKey, sent)
	}
	p.showSent(sent, out.Messages, to, sent.At)
	c.news.fire()
	p.changed()
}

// showSent puts the messages on the phones.
func (p *Platform) showSent(sent *Sent, messages []Message, to []chat, at time.Time) {
	sent.Delivered = len(to) > 0
	for i, m := range messages {
		b := Bubble{
			ID: sent.Receipts[i].ID, From: FromAccount, At: at, Kind: m.Kind, Body: m.Body, Method: sent.Method,
			Silent: sent.Silent, Quotes: m.quotes,
		}
		for _, one := range to {
			one.show(b, p.limits.Talk)
		}
	}
	for _, one := range to {
		one.fire()
	}
}

// TokenOwner is the person or group behind a reply token of the channel, ""
// when the token is not known.
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
