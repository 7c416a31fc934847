package platform

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
)

// Injection is one webhook request made by hand, for whatever the simulator
// has no button for.
//
// Each element of Events that is an object gets what it lacks of
// webhookEventId, timestamp, deliveryContext and mode, and a working
// replyToken when its replyToken is "auto". With Exact, or when it is no object
// at all, it is sent as it is. Body replaces the whole request and is signed
// like any other.
type Injection struct {
	Events []json.RawMessage `json:"events,omitempty"`
	Exact  bool              `json:"exact,omitempty"`
	Body   string            `json:"body,omitempty"`
}

// Inject sends one webhook request. No events and no body is LINE's
// connectivity probe, `"events":[]`.
func (p *Platform) Inject(channelID string, in Injection) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	q := &parcel{}
	if in.Body != "" {
		q.Body = []byte(in.Body)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range in.Events {
		e, user, err := p.rawEvent(c, one, in.Exact)
		if err != nil {
			return err
		}
		q.Events = append(q.Events, e)
		q.User = user // a batch takes the lane of its last event
	}
	p.enqueue(c, c.laneOf(q.User), q)
	return nil
}

func (p *Platform) rawEvent(c *channel, one json.RawMessage, exact bool) (event, string, error) {
	if !json.Valid(one) {
		return event{}, "", fmt.Errorf("event is no JSON (use body for that): %w", ErrInvalid)
	}
	var known struct {
		Source struct {
			UserID  string `json:"userId"`
			GroupID string `json:"groupId"`
			RoomID  string `json:"roomId"`
		} `json:"source"`
	}
	_ = json.Unmarshal(one, &known) // a source of a wrong type is sent all the same
	user := cmp.Or(known.Source.GroupID, known.Source.RoomID, known.Source.UserID)
	if exact || bytes.TrimSpace(one)[0] != '{' {
		return event{Verbatim: one}, user, nil
	}
	return p.complete(c, user, one), user, nil
}

// complete adds what an event lacks and keeps the order of what it has.
func (p *Platform) complete(c *channel, user string, one json.RawMessage) event {
	now := p.clock.Now()
	e := event{}
	has := map[string]bool{}
	var b bytes.Buffer
	put := func(key string, value []byte) {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(key))
		b.WriteByte(':')
		b.Write(value)
		has[key] = true
	}
	for _, m := range members(one) {
		switch {
		case m.key == "deliveryContext": // redelivery decides it
		case m.key == "replyToken" && string(m.value) == `"auto"`:
			e.Token = p.ids.Hex(16)
			c.tokens.issue(e.Token, user, now, now)
			put(m.key, encode(e.Token))
		default:
			put(m.key, m.value)
		}
	}
	if !has["webhookEventId"] {
		put("webhookEventId", encode(p.ids.New("", now)))
	}
	if !has["timestamp"] {
		put("timestamp", []byte(strconv.FormatInt(now.UnixMilli(), 10)))
	}
	if !has["mode"] {
		put("mode", []byte(`"active"`))
	}
	e.Head = b.String()
	return e
}

type jsonMember struct {
	key   string
	value json.RawMessage
}

// members lists an object's members in their order. The input is valid JSON.
func members(object json.RawMessage) []jsonMember {
	d := json.NewDecoder(bytes.NewReader(object))
	_, _ = d.Token() // the brace
	var out []jsonMember
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return out
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return out
		}
		out = append(out, jsonMember{fmt.Sprint(key), value})
	}
	return out
}
