package platform

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
	"unicode/utf16"
)

// Sticker names a sticker of LINE's shop.
type Sticker struct {
	PackageID string   `json:"packageId"`
	StickerID string   `json:"stickerId"`
	Resource  string   `json:"stickerResourceType"` // "STATIC"
	Keywords  []string `json:"keywords,omitempty"`
}

// Inbound is what a friend sends: a text or a sticker.
type Inbound struct {
	Text    string    `json:"text,omitempty"`
	Sticker *Sticker  `json:"sticker,omitempty"`
	At      time.Time `json:"at,omitzero"`     // when it was written; zero: now
	Quiet   bool      `json:"quiet,omitempty"` // history only, no webhook
}

// SendText lets the friend write to the account now.
func (p *Platform) SendText(channelID, userID, text string) (Bubble, error) {
	return p.Send(channelID, userID, Inbound{Text: text})
}

// Send lets the friend write to the account, which need not be a friend of
// theirs (LINE: one can write from an account's profile). Who has blocked the
// account cannot write: ErrConflict. A text is 1 to 10,000 UTF-16 units.
func (p *Platform) Send(channelID, userID string, in Inbound) (Bubble, error) {
	if err := in.check(); err != nil {
		return Bubble{}, err
	}
	var out Bubble
	err := p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		if t.relation == Blocked {
			return fmt.Errorf("friend %q has blocked the account: %w", userID, ErrConflict)
		}
		now := p.clock.Now()
		at := in.At.UTC()
		if in.At.IsZero() {
			at = now
		}
		messageID := p.nextMessageID(now)
		body := p.inboundMessage(c.id, userID, messageID, in)
		out = Bubble{
			ID: strconv.FormatInt(messageID, 10), From: FromFriend, At: at, Kind: in.kind(), Body: body,
			Read: c.view.ChatMode == ModeBot, // LINE reads by itself while the account's chat is off
		}
		t.add(out, p.limits.Talk)
		if at.After(t.wroteAt) {
			t.wroteAt = at
		}
		if !in.Quiet {
			p.emit(c, t, p.newEvent(c, userID, at, true, "message", "message", body))
		}
		return nil
	})
	return out, err
}

func (in Inbound) kind() string {
	if in.Sticker != nil {
		return "sticker"
	}
	return "text"
}

func (in Inbound) check() error {
	switch {
	case (in.Text == "") == (in.Sticker == nil):
		return fmt.Errorf("give either text or sticker: %w", ErrInvalid)
	case in.Sticker != nil && (in.Sticker.PackageID == "" || in.Sticker.StickerID == ""):
		return fmt.Errorf("sticker needs packageId and stickerId: %w", ErrInvalid)
	case len(utf16.Encode([]rune(in.Text))) > 10_000: // what the LINE app lets one type
		return fmt.Errorf("text is longer than 10,000 UTF-16 units: %w", ErrInvalid)
	}
	return nil
}

// inboundMessage is LINE's message object. Struct tags fix the member order.
func (p *Platform) inboundMessage(channelID, userID string, messageID int64, in Inbound) json.RawMessage {
	type common struct {
		Type       string `json:"type"`
		ID         string `json:"id"`
		QuoteToken string `json:"quoteToken"`
		ReadToken  string `json:"markAsReadToken"`
	}
	head := common{
		Type: in.kind(), ID: strconv.FormatInt(messageID, 10),
		QuoteToken: p.seal(sealQuote, channelID, userID, messageID),
		ReadToken:  p.seal(sealRead, channelID, userID, messageID),
	}
	if in.Sticker == nil {
		return encode(struct {
			common
			Text string `json:"text"`
		}{head, in.Text})
	}
	s := *in.Sticker
	if s.Resource == "" {
		s.Resource = "STATIC"
	}
	return encode(struct {
		common
		Sticker
	}{head, s})
}

// encode marshals what cannot fail: structs of strings, numbers and raw JSON
// that was checked before.
func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("platform: encode %T: %v", v, err))
	}
	return b
}

// Postback lets the friend tap a button with this data; params may be nil.
func (p *Platform) Postback(channelID, userID, data string, params json.RawMessage) error {
	if params != nil && !json.Valid(params) {
		return fmt.Errorf("params are no JSON: %w", ErrInvalid)
	}
	return p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		body := encode(struct {
			Data   string          `json:"data"`
			Params json.RawMessage `json:"params,omitempty"`
		}{data, params})
		p.emit(c, t, p.newEvent(c, userID, p.clock.Now(), true, "postback", "postback", body))
		return nil
	})
}
