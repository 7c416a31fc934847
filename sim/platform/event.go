package platform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// event is one webhook event, ready to be written. Redelivery changes nothing
// in it but deliveryContext, which therefore stands apart.
type event struct {
	Token    string          `json:"token,omitempty"`    // reply token, "" when it has none
	Head     string          `json:"head,omitempty"`     // members before deliveryContext, without braces
	Tail     string          `json:"tail,omitempty"`     // members after it
	Verbatim json.RawMessage `json:"verbatim,omitempty"` // sent as it is, if set
}

func raw(s string) json.RawMessage { return json.RawMessage(s) }

// source is where an event comes from: a talk, a group or a room, and who of
// it, "" when LINE does not tell.
type source struct{ chat, user string }

// alone is the source of a 1:1 talk.
func alone(userID string) source { return source{userID, userID} }

func (s source) json() string {
	who := ""
	if s.user != "" {
		who = `,"userId":"` + s.user + `"`
	}
	switch s.chat[0] {
	case 'C':
		return `{"type":"group","groupId":"` + s.chat + `"` + who + `}`
	case 'R':
		return `{"type":"room","roomId":"` + s.chat + `"` + who + `}`
	}
	return `{"type":"user"` + who + `}`
}

// newEvent makes an event. The members stand in the order in which LINE's own
// webhooks were seen to have them. The channel is locked.
func (p *Platform) newEvent(c *channel, from source, at time.Time, withToken bool, kind, member string, body json.RawMessage) event {
	var head, tail strings.Builder
	head.WriteString(`"type":"` + kind + `"`)
	if member != "" {
		head.WriteString(`,"` + member + `":`)
		head.Write(body)
	}
	head.WriteString(`,"webhookEventId":"` + p.ids.New("", p.clock.Now()) + `"`)
	tail.WriteString(`"timestamp":` + strconv.FormatInt(at.UnixMilli(), 10))
	tail.WriteString(`,"source":` + from.json())
	e := event{}
	if withToken {
		e.Token = p.ids.Hex(16)
		c.tokens.issue(e.Token, from.chat, at, p.clock.Now())
		tail.WriteString(`,"replyToken":"` + e.Token + `"`)
	}
	tail.WriteString(`,"mode":"active"`)
	e.Head, e.Tail = head.String(), tail.String()
	return e
}

// write appends the event. extra members are unknown to every bot; they show
// that LINE may add properties at any time.
func (e event) write(b *bytes.Buffer, redelivery bool, extra string) {
	if e.Verbatim != nil {
		b.Write(e.Verbatim)
		return
	}
	b.WriteByte('{')
	if e.Head != "" {
		b.WriteString(e.Head)
		b.WriteByte(',')
	}
	fmt.Fprintf(b, `"deliveryContext":{"isRedelivery":%t}`, redelivery)
	if e.Tail != "" {
		b.WriteByte(',')
		b.WriteString(e.Tail)
	}
	b.WriteString(extra)
	b.WriteByte('}')
}

// parcel is one webhook request on its way: usually one event, after raw
// injection any number.
type parcel struct {
	User       string    `json:"user,omitempty"` // user, group or room whose lane it takes; "" the channel's own
	Queued     time.Time `json:"queued"`
	Events     []event   `json:"events,omitempty"`
	Body       []byte    `json:"body,omitempty"`  // sent as it is instead of events
	Tries      int       `json:"tries,omitempty"` // finished attempts
	Redelivery bool      `json:"redelivery,omitempty"`
}

// body writes the request. mangle lists the faults that change it.
func (q *parcel) body(destination string, unknownFields, unknownType bool) []byte {
	if q.Body != nil {
		return q.Body
	}
	var b bytes.Buffer
	b.Grow(1024)
	b.WriteString(`{"destination":"` + destination + `"`)
	extra := ""
	if unknownFields {
		extra = `,"futureProperty":{"nested":[1,"two",null]}`
		b.WriteString(extra)
	}
	b.WriteString(`,"events":[`)
	if unknownType {
		// A neighbour of a kind that does not exist yet, without a source.
		b.WriteString(`{"type":"futureEvent","futureEvent":{"data":"x"},"webhookEventId":"01JZZZZZZZZZZZZZZZZZZZZZZZ",` +
			`"deliveryContext":{"isRedelivery":false},"timestamp":0,"mode":"active"}`)
		if len(q.Events) > 0 {
			b.WriteByte(',')
		}
	}
	for i, e := range q.Events {
		if i > 0 {
			b.WriteByte(',')
		}
		e.write(&b, q.Redelivery, extra)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}
