package line

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Event types that the product acts on. LINE adds types without notice; all
// others are decoded as far as their common fields go.
const (
	EventMessage  = "message"
	EventFollow   = "follow"
	EventUnfollow = "unfollow"
	EventPostback = "postback"
	EventUnsend   = "unsend"
	EventJoin     = "join"
	EventLeave    = "leave"
)

// Modes of an event. In standby another module has the say over the chat: the
// event carries no reply token and must not be answered
// (https://developers.line.biz/en/reference/messaging-api/#common-properties).
const (
	ModeActive  = "active"
	ModeStandby = "standby"
)

// Types of an event's source.
const (
	SourceUser  = "user"
	SourceGroup = "group"
	SourceRoom  = "room"
)

// RawEvent is one event of a webhook request: its bytes as LINE sent them, and
// what they say.
type RawEvent struct {
	// Raw is the event's JSON text. It is always valid UTF-8.
	Raw json.RawMessage
	// Event is what could be understood; when Err is set, that may be a part.
	Event Event
	// Err says why the event cannot be acted on: a field has the wrong type,
	// or the type or the id is missing. It concerns this event alone.
	Err error
}

// Event is one thing that happened on LINE. Fields that an event does not have
// are zero: LINE leaves properties without a value out.
type Event struct {
	Type           string
	Mode           string // ModeActive or ModeStandby
	Timestamp      int64  // when it happened, Unix milliseconds; kept at redelivery; 0 when not told
	Source         Source
	WebhookEventID string // the same for each delivery of the same event
	Redelivery     bool   // true for LINE's own retries only, not for every duplicate
	ReplyToken     string // works once, within a minute; "" when the event cannot be replied to
	Message        *MessageContent
	Postback       *Postback
	Follow         *Follow
	Unsend         *Unsend
}

// Source is where an event came from. Some event types have none; in groups
// and rooms the user id is there only for users who consented.
type Source struct {
	Type    string `json:"type"`
	UserID  string `json:"userId"`
	GroupID string `json:"groupId"`
	RoomID  string `json:"roomId"`
}

// ChatID is the id of the talk: the group's or room's, else the user's. It is
// "" when the event has no source.
func (s Source) ChatID() string {
	switch s.Type {
	case SourceGroup:
		return s.GroupID
	case SourceRoom:
		return s.RoomID
	}
	return s.UserID
}

// MessageContent is what a friend sent. Which fields are set depends on Type.
type MessageContent struct {
	ID              string   `json:"id"`
	Type            string   `json:"type"` // text, image, video, audio, file, location, sticker, or a future one
	Text            string   `json:"text"`
	QuoteToken      string   `json:"quoteToken"`
	MarkAsReadToken string   `json:"markAsReadToken"`
	QuotedMessageID string   `json:"quotedMessageId"`
	PackageID       string   `json:"packageId"`
	StickerID       string   `json:"stickerId"`
	Keywords        []string `json:"keywords"`
	FileName        string   `json:"fileName"`
	FileSize        int64    `json:"fileSize"` // bytes
	Duration        int64    `json:"duration"` // milliseconds
	Title           string   `json:"title"`
	Address         string   `json:"address"`
	Latitude        float64  `json:"latitude"`
	Longitude       float64  `json:"longitude"`
	// Raw is the whole message object, with what this struct does not name.
	Raw json.RawMessage `json:"-"`
}

// Postback is a press on a button or a tap in a rich menu.
type Postback struct {
	Data   string          `json:"data"`
	Params json.RawMessage `json:"params"` // a picked date, or a rich menu switch; nil when there are none
}

// Follow tells a new friend from one who unblocked the account. LINE does not
// guarantee that it is right.
type Follow struct {
	IsUnblocked bool `json:"isUnblocked"`
}

// Unsend names the message that its sender took back.
type Unsend struct {
	MessageID string `json:"messageId"`
}

// ErrNoEvents says that a webhook body has no list of events, so that it is
// not LINE's.
var ErrNoEvents = errors.New("line: webhook body has no events array")

// DecodeWebhook splits the body of a webhook request into its events. It fails
// only when the body is not JSON or has no events array; an empty array is
// LINE's probe of the connection and fine. Each event is decoded by itself, so
// that one that is malformed does not harm its neighbours
// (https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects).
//
// The text of the body is scanned about four times in all: the standard
// decoder checks before it decodes, once for the envelope and once for each
// event. BenchmarkDecodeWebhook has the cost.
func DecodeWebhook(body []byte) (destination string, events []RawEvent, err error) {
	var envelope struct {
		Destination string            `json:"destination"`
		Events      []json.RawMessage `json:"events"`
	}
	if !utf8.Valid(body) {
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	if err := json.Unmarshal(body, &envelope); err != nil {
		return "", nil, fmt.Errorf("line: decode webhook: %w", err)
	}
	if envelope.Events == nil {
		return "", nil, ErrNoEvents
	}
	events = make([]RawEvent, len(envelope.Events))
	for i, raw := range envelope.Events {
		e, err := DecodeEvent(raw)
		events[i] = RawEvent{Raw: raw, Event: e, Err: err}
	}
	return envelope.Destination, events, nil
}

// wireEvent is the shape on the wire. The message stays raw at first: its text
// is wanted as it is, besides its fields.
type wireEvent struct {
	Type            string `json:"type"`
	Mode            string `json:"mode"`
	Timestamp       int64  `json:"timestamp"`
	Source          Source `json:"source"`
	WebhookEventID  string `json:"webhookEventId"`
	ReplyToken      string `json:"replyToken"`
	DeliveryContext struct {
		IsRedelivery bool `json:"isRedelivery"`
	} `json:"deliveryContext"`
	Message  json.RawMessage `json:"message"`
	Postback *Postback       `json:"postback"`
	Follow   *Follow         `json:"follow"`
	Unsend   *Unsend         `json:"unsend"`
}

// DecodeEvent decodes one event as DecodeWebhook does. On an error the event
// holds what could be understood.
func DecodeEvent(raw json.RawMessage) (Event, error) {
	var w wireEvent
	err := json.Unmarshal(raw, &w)
	e := Event{
		Type: w.Type, Mode: w.Mode, Timestamp: w.Timestamp, Source: w.Source,
		WebhookEventID: w.WebhookEventID, Redelivery: w.DeliveryContext.IsRedelivery, ReplyToken: w.ReplyToken,
		Postback: w.Postback, Follow: w.Follow, Unsend: w.Unsend,
	}
	if len(w.Message) > 0 && string(w.Message) != "null" {
		e.Message = &MessageContent{}
		err = errors.Join(err, json.Unmarshal(w.Message, e.Message))
		e.Message.Raw = w.Message
	}
	if err == nil {
		err = e.check()
	}
	if bytes.Contains(raw, []byte(`\u0000`)) {
		e.replaceNUL()
	}
	if err != nil {
		return e, fmt.Errorf("line: decode event: %w", err)
	}
	return e, nil
}

// check demands what no event can be acted on without.
func (e *Event) check() error {
	switch {
	case e.Type == "":
		return errors.New("type is missing")
	case e.WebhookEventID == "":
		return errors.New("webhookEventId is missing")
	case e.Type == EventMessage && (e.Message == nil || e.Message.ID == "" || e.Message.Type == ""):
		return errors.New("message, its id or its type is missing")
	case e.Type == EventPostback && e.Postback == nil:
		return errors.New("postback is missing")
	case e.Type == EventUnsend && (e.Unsend == nil || e.Unsend.MessageID == ""):
		return errors.New("unsend.messageId is missing")
	}
	return nil
}

// replaceNUL puts the replacement character where JSON text wrote U+0000,
// which PostgreSQL holds in no text column. Such an event is the oddest input
// there is, but a friend's message is not lost for it. Raw keeps the escape.
func (e *Event) replaceNUL() {
	fields := []*string{
		&e.Type, &e.Mode, &e.WebhookEventID, &e.ReplyToken,
		&e.Source.Type, &e.Source.UserID, &e.Source.GroupID, &e.Source.RoomID,
	}
	if m := e.Message; m != nil {
		fields = append(fields, &m.ID, &m.Type, &m.Text, &m.QuoteToken, &m.MarkAsReadToken, &m.QuotedMessageID,
			&m.PackageID, &m.StickerID, &m.FileName, &m.Title, &m.Address)
		for i := range m.Keywords {
			fields = append(fields, &m.Keywords[i])
		}
	}
	if e.Postback != nil {
		fields = append(fields, &e.Postback.Data)
	}
	if e.Unsend != nil {
		fields = append(fields, &e.Unsend.MessageID)
	}
	for _, f := range fields {
		*f = strings.ReplaceAll(*f, "\x00", "\uFFFD")
	}
}

var (
	userID = regexp.MustCompile(`^U[0-9a-f]{32}$`)
	chatID = regexp.MustCompile(`^[UCR][0-9a-f]{32}$`)
)

// ValidUserID reports whether s has the shape of a LINE user id.
func ValidUserID(s string) bool { return userID.MatchString(s) }

// ValidChatID reports whether s has the shape of what a push can go to: the id
// of a user, a group or a room.
func ValidChatID(s string) bool { return chatID.MatchString(s) }
