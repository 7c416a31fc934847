package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The shapes below follow LINE's published webhook definition (webhook.yml in
// line/line-openapi), limited to what a text message and a follow need.

type webhookBody struct {
	Destination string         `json:"destination"`
	Events      []webhookEvent `json:"events"`
}

type webhookEvent struct {
	Type            string          `json:"type"`
	Message         *webhookMessage `json:"message,omitempty"`
	Follow          *webhookFollow  `json:"follow,omitempty"`
	WebhookEventID  string          `json:"webhookEventId"`
	DeliveryContext deliveryContext `json:"deliveryContext"`
	Timestamp       int64           `json:"timestamp"`
	Source          webhookSource   `json:"source"`
	ReplyToken      string          `json:"replyToken"`
	Mode            string          `json:"mode"`
}

type webhookMessage struct {
	Type       string `json:"type"`
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken"`
	Text       string `json:"text"`
}

type webhookFollow struct {
	IsUnblocked bool `json:"isUnblocked"`
}

type deliveryContext struct {
	IsRedelivery bool `json:"isRedelivery"`
}

type webhookSource struct {
	Type   string `json:"type"`
	UserID string `json:"userId"`
}

// Event is one webhook event and everything observed about it. The fields from
// Attempts on belong to the Tracker and are read only through it.
type Event struct {
	Seq        int
	UserID     string
	EventID    string
	ReplyToken string
	Text       string
	Created    time.Time

	Sched  time.Time // when an open-loop schedule wanted it sent; zero otherwise
	Sent   time.Time // just before the webhook request was written
	Acked  time.Time // when the webhook response was complete
	Status int       // webhook response status; 0 when there was no response
	Err    string    // why there was no response

	Attempts  int       // reply calls naming this event's token
	Accepted  int       // of those, answered 2xx
	Pushed    int       // pushes credited to it (only with -count-push)
	FirstCall time.Time // arrival of the first call
	FirstOK   time.Time // arrival of the first call that was answered 2xx
	Answer    string    // first text of the first accepted call

	done     chan struct{} // closed at the first accepted answer
	kind     string        // "message" or "follow"
	recorded bool          // false for warm-up traffic
}

// acked reports whether the server promised to deal with the event.
func (e *Event) acked() bool { return e.Status >= 200 && e.Status < 300 }

// Sign returns the X-Line-Signature value of body.
func Sign(secret string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}

// UserID returns the i-th user of a seed: always the same, "U" and 32 hex digits.
func UserID(seed string, i int) string {
	h := sha256.Sum256([]byte(seed + "|" + strconv.Itoa(i)))
	return "U" + hex.EncodeToString(h[:16])
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newULID returns a 26-character ULID, the form LINE uses for webhookEventId.
func newULID(t time.Time) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], uint64(t.UnixMilli())<<16)
	rand.Read(raw[6:])
	hi, lo := binary.BigEndian.Uint64(raw[:8]), binary.BigEndian.Uint64(raw[8:])
	var out [26]byte
	for i := 25; i >= 0; i-- {
		out[i] = crockford[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return string(out[:])
}

func randomHex(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// modulo is the placeholder {seq%N}: the event's number modulo N.
var modulo = regexp.MustCompile(`\{seq%([1-9][0-9]{0,8})\}`)

// expand fills in a text: {seq} becomes the event's number, {run} the run's
// nonce and {user} the user id, so that a message can be found again in the
// database of the server under test. {seq%N} goes round in 0 to N-1, so that the
// messages can ask for N different answers.
func expand(text string, seq int, run, userID string) string {
	text = modulo.ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.Atoi(modulo.FindStringSubmatch(s)[1]) // digits only
		return strconv.Itoa(seq % n)
	})
	return strings.NewReplacer("{seq}", strconv.Itoa(seq), "{run}", run, "{user}", userID).Replace(text)
}

// newEvent makes the next event; text is expanded.
func newEvent(kind string, seq int, userID, text, run string) *Event {
	now := time.Now()
	e := &Event{
		Seq: seq, UserID: userID, kind: kind, Created: now,
		EventID: newULID(now), ReplyToken: randomHex(16),
		done: make(chan struct{}),
	}
	if kind == "message" {
		e.Text = expand(text, seq, run, userID)
	}
	return e
}

// encode returns the webhook body that carries the events.
func encode(destination string, events []*Event, redelivery bool) []byte {
	b := webhookBody{Destination: destination, Events: make([]webhookEvent, 0, len(events))}
	for _, e := range events {
		w := webhookEvent{
			Type: e.kind, WebhookEventID: e.EventID,
			DeliveryContext: deliveryContext{IsRedelivery: redelivery},
			Timestamp:       e.Created.UnixMilli(),
			Source:          webhookSource{Type: "user", UserID: e.UserID},
			ReplyToken:      e.ReplyToken, Mode: "active",
		}
		if e.kind == "follow" {
			w.Follow = &webhookFollow{}
		} else {
			w.Message = &webhookMessage{
				Type: "text", ID: fmt.Sprintf("%018d", e.Created.UnixNano()%1e18),
				QuoteToken: "q" + e.ReplyToken, Text: e.Text,
			}
		}
		b.Events = append(b.Events, w)
	}
	out, err := json.Marshal(b)
	if err != nil {
		panic(err) // plain structs of strings: cannot happen
	}
	return out
}
