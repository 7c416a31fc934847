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
	Text      string   `json:"text,omitempty"` // of message stickers
}

// Location is a place that a friend shows.
type Location struct {
	Title     string  `json:"title,omitempty"`
	Address   string  `json:"address,omitempty"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Inbound is what a friend sends: exactly one of the kinds.
type Inbound struct {
	Text     string          `json:"text,omitempty"`
	Emojis   json.RawMessage `json:"emojis,omitempty"`  // of the text, as LINE writes them
	Mention  json.RawMessage `json:"mention,omitempty"` // of the text, as LINE writes it
	Sticker  *Sticker        `json:"sticker,omitempty"`
	Image    *Media          `json:"image,omitempty"`
	Video    *Media          `json:"video,omitempty"`
	Audio    *Media          `json:"audio,omitempty"`
	File     *Media          `json:"file,omitempty"`
	Location *Location       `json:"location,omitempty"`
	Quote    string          `json:"quote,omitempty"` // id of a message of this talk
	At       time.Time       `json:"at,omitzero"`     // when it was written; zero: now
	Quiet    bool            `json:"quiet,omitempty"` // history only, no webhook
}

// SendText lets the friend write to the account now.
func (p *Platform) SendText(channelID, userID, text string) (Bubble, error) {
	return p.Send(channelID, userID, Inbound{Text: text})
}

// Send lets the friend write to the account, which need not be a friend of
// theirs (LINE: one can write from an account's profile). Who has blocked the
// account cannot write: ErrConflict. A text is 1 to 10,000 UTF-16 units.
func (p *Platform) Send(channelID, userID string, in Inbound) (Bubble, error) {
	m, err := p.prepare(userID, in)
	if err != nil {
		return Bubble{}, err
	}
	var out Bubble
	err = p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		if t.relation == Blocked {
			return fmt.Errorf("friend %q has blocked the account: %w", userID, ErrConflict)
		}
		if out, err = p.place(c, &t.history, m); err != nil {
			return err
		}
		if m.at.After(t.wroteAt) {
			t.wroteAt = m.at
		}
		if !in.Quiet {
			p.emit(c, t, p.newEvent(c, alone(userID), m.at, true, "message", "message", out.Body))
		}
		return nil
	})
	return out, err
}

// incoming is a message of a friend on its way into a chat.
type incoming struct {
	Inbound
	id    int64
	chat  string
	user  string // which member, in a group
	at    time.Time
	media *Media // of whatever kind has one
	keep  *content
	data  []byte
}

// prepare checks a message and makes its content, before anything is locked.
func (p *Platform) prepare(chat string, in Inbound) (incoming, error) {
	if err := in.check(); err != nil {
		return incoming{}, err
	}
	now := p.clock.Now()
	m := incoming{Inbound: in, id: p.nextMessageID(now), chat: chat, at: in.At.UTC(), media: in.media()}
	if in.At.IsZero() {
		m.at = now
	}
	if m.media == nil || m.media.URL != "" {
		return m, nil
	}
	var err error
	m.keep, m.data, err = m.media.content(strconv.FormatInt(m.id, 10), in.kind(), m.at)
	return m, err
}

// place puts a message into the history and keeps its content. The channel is
// locked.
func (p *Platform) place(c *channel, h *history, m incoming) (Bubble, error) {
	if m.Quote != "" {
		if quoted := h.find(m.Quote); quoted == nil || !quotable(quoted.Kind) || quoted.Unsent {
			return Bubble{}, fmt.Errorf("message %q cannot be quoted: %w", m.Quote, ErrInvalid)
		}
	}
	if m.keep != nil {
		if err := p.keepContent(c, m.keep, m.data); err != nil {
			return Bubble{}, err
		}
	}
	out := Bubble{
		ID: strconv.FormatInt(m.id, 10), From: FromFriend, At: m.at, Kind: m.kind(), Quotes: m.Quote, User: m.user,
		Body: p.inboundMessage(c.id, m),
		Read: c.view.ChatMode == ModeBot, // LINE reads by itself while the account's chat is off
	}
	h.add(out, p.limits.Talk)
	return out, nil
}

func (in Inbound) kind() string {
	switch {
	case in.Sticker != nil:
		return "sticker"
	case in.Image != nil:
		return "image"
	case in.Video != nil:
		return "video"
	case in.Audio != nil:
		return "audio"
	case in.File != nil:
		return "file"
	case in.Location != nil:
		return "location"
	}
	return "text"
}

func (in Inbound) media() *Media {
	for _, m := range []*Media{in.Image, in.Video, in.Audio, in.File} {
		if m != nil {
			return m
		}
	}
	return nil
}

func (in Inbound) check() error {
	given := 0
	for _, has := range []bool{
		in.Text != "", in.Sticker != nil, in.Image != nil, in.Video != nil, in.Audio != nil, in.File != nil, in.Location != nil,
	} {
		if has {
			given++
		}
	}
	switch {
	case given != 1:
		return fmt.Errorf("give one of text, sticker, image, video, audio, file and location: %w", ErrInvalid)
	case in.Sticker != nil && (in.Sticker.PackageID == "" || in.Sticker.StickerID == ""):
		return fmt.Errorf("sticker needs packageId and stickerId: %w", ErrInvalid)
	case len(utf16.Encode([]rune(in.Text))) > 10_000: // what the LINE app lets one type
		return fmt.Errorf("text is longer than 10,000 UTF-16 units: %w", ErrInvalid)
	case in.Quote != "" && in.Text == "" && in.Sticker == nil:
		return fmt.Errorf("only texts and stickers quote: %w", ErrInvalid)
	}
	for _, raw := range []json.RawMessage{in.Emojis, in.Mention} {
		if raw != nil && !json.Valid(raw) {
			return fmt.Errorf("emojis and mention must be JSON: %w", ErrInvalid)
		}
	}
	if m := in.media(); m != nil {
		return m.check(in.kind())
	}
	return nil
}

// inboundJSON is LINE's message object of every kind. The order is that of
// LINE's own webhooks.
type inboundJSON struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	QuoteToken string          `json:"quoteToken,omitempty"`
	ReadToken  string          `json:"markAsReadToken,omitempty"`
	PackageID  string          `json:"packageId,omitempty"`
	StickerID  string          `json:"stickerId,omitempty"`
	Resource   string          `json:"stickerResourceType,omitempty"`
	Keywords   []string        `json:"keywords,omitempty"`
	Text       string          `json:"text,omitempty"`
	Emojis     json.RawMessage `json:"emojis,omitempty"`
	Mention    json.RawMessage `json:"mention,omitempty"`
	Duration   int64           `json:"duration,omitempty"`
	Provider   *providerJSON   `json:"contentProvider,omitempty"`
	Set        *ImageSet       `json:"imageSet,omitempty"`
	FileName   string          `json:"fileName,omitempty"`
	FileSize   int             `json:"fileSize,omitempty"`
	Title      string          `json:"title,omitempty"`
	Address    string          `json:"address,omitempty"`
	Latitude   *float64        `json:"latitude,omitempty"`
	Longitude  *float64        `json:"longitude,omitempty"`
	Quoted     string          `json:"quotedMessageId,omitempty"`
}

type providerJSON struct {
	Type     string `json:"type"`
	Original string `json:"originalContentUrl,omitempty"`
	Preview  string `json:"previewImageUrl,omitempty"`
}

// inboundMessage writes LINE's message object.
func (p *Platform) inboundMessage(channelID string, m incoming) json.RawMessage {
	out := inboundJSON{
		Type: m.kind(), ID: strconv.FormatInt(m.id, 10), Text: m.Text, Emojis: m.Emojis, Mention: m.Mention,
		ReadToken: p.seal(sealRead, channelID, m.chat, m.id), Quoted: m.Quote,
	}
	if quotable(out.Type) {
		out.QuoteToken = p.seal(sealQuote, channelID, m.chat, m.id)
	}
	if s := m.Sticker; s != nil {
		out.PackageID, out.StickerID, out.Resource, out.Keywords, out.Text = s.PackageID, s.StickerID, s.Resource, s.Keywords, s.Text
		if out.Resource == "" {
			out.Resource = "STATIC"
		}
	}
	if l := m.Location; l != nil {
		out.Title, out.Address, out.Latitude, out.Longitude = l.Title, l.Address, &l.Latitude, &l.Longitude
	}
	switch {
	case m.media == nil:
	case m.File != nil:
		out.FileName, out.FileSize = m.keep.Name, m.keep.Size
	default:
		out.Duration, out.Set = m.media.Duration, m.media.Set
		out.Provider = &providerJSON{Type: "line"}
		if m.media.URL != "" {
			out.Provider = &providerJSON{"external", m.media.URL, m.media.PreviewURL}
		}
	}
	return encode(out)
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
	body, err := postbackBody(data, params)
	if err != nil {
		return err
	}
	return p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		p.emit(c, t, p.newEvent(c, alone(userID), p.clock.Now(), true, "postback", "postback", body))
		return nil
	})
}

func postbackBody(data string, params json.RawMessage) (json.RawMessage, error) {
	if params != nil && !json.Valid(params) {
		return nil, fmt.Errorf("params are no JSON: %w", ErrInvalid)
	}
	return encode(struct {
		Data   string          `json:"data"`
		Params json.RawMessage `json:"params,omitempty"`
	}{data, params}), nil
}

// Unsend takes back what the friend wrote; the unsend event is sent. chat is a
// user, group or room id.
func (p *Platform) Unsend(channelID, chat, messageID string) error {
	erase := func(c *channel, h *history) (string, error) {
		b := h.find(messageID)
		if b == nil || b.From != FromFriend {
			return "", fmt.Errorf("message %q of a friend: %w", messageID, ErrNotFound)
		}
		if b.Unsent {
			return "", fmt.Errorf("message %q is unsent already: %w", messageID, ErrConflict)
		}
		b.Unsent, b.Body = true, encode(map[string]string{"type": b.Kind})
		if kept := c.stored.find(messageID); kept != nil {
			kept.Unsent = true
			p.dropContent(kept)
		}
		return b.User, nil
	}
	body := encode(map[string]string{"messageId": messageID})
	if groupShape.MatchString(chat) {
		return p.withGroup(chat, func(c *channel, g *group) error {
			user, err := erase(c, &g.history)
			if err == nil && g.joined {
				p.tell(c, g, user, false, "unsend", "unsend", body)
			}
			return err
		})
	}
	return p.withTalk(channelID, chat, func(c *channel, t *talk) error {
		if _, err := erase(c, &t.history); err != nil {
			return err
		}
		p.emit(c, t, p.newEvent(c, alone(chat), p.clock.Now(), false, "unsend", "unsend", body))
		return nil
	})
}
