// Package message checks the message objects that a bot sends, with LINE's
// limits, texts and property paths (messaging-api reference, "Message
// objects"). It is pure.
//
// LINE checks in two rounds. The first looks at the request as a whole and
// answers "The request body has N error(s)" with paths like
// messages[0].quickReply.items. Only when it finds nothing does the second look
// into templates, Flex containers and the braces of a textV2; it stops at the
// first message that is wrong and answers "A message (messages[0]) in the
// request body is invalid" with paths from inside that message, such as
// template/actions/0/uri or /footer/contents/2.
package message

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Detail is one entry of "details" in LINE's error body.
type Detail struct {
	Message  string `json:"message,omitempty"`
	Property string `json:"property,omitempty"`
}

// Invalid is LINE's answer 400 to messages that it does not take.
type Invalid struct {
	Message string
	Details []Detail
}

// Error is LINE's text.
func (i *Invalid) Error() string { return i.Message }

// Checked is a message object that LINE would take.
type Checked struct {
	Kind       string
	Body       json.RawMessage
	QuoteToken string   // of the message that it quotes
	Mentions   []string // user ids, and MentionAll
	CouponID   string
	TrackingID string // of a video; such a video may not go to a group
}

// MentionAll among Mentions stands for everybody in the group.
const MentionAll = "all"

// Rules says what a simulator takes though LINE would not.
type Rules struct {
	PlainHTTP bool // media over http too, for pictures on this machine
}

// MaxMessages is how many messages one request may hold.
const MaxMessages = 5

const maxAltText = 1500

// Check returns the messages of one request, or what LINE says is wrong with
// them. before is what is already known to be wrong with the rest of the
// request.
func Check(raws []json.RawMessage, rules Rules, before ...Detail) ([]Checked, *Invalid) {
	first := &report{rules: rules, details: before}
	if len(raws) < 1 || len(raws) > MaxMessages {
		first.add("messages", fmt.Sprintf("Size must be between 1 and %d", MaxMessages))
		return nil, first.asBody()
	}
	out := make([]Checked, len(raws))
	for i, raw := range raws {
		n := node{report: first, path: fmt.Sprintf("messages[%d]", i)}
		if n.decode(raw) {
			out[i] = n.outer(raw)
		}
	}
	if len(first.details) > 0 {
		return nil, first.asBody()
	}
	for i := range out {
		second := &report{rules: rules}
		second.inner(&out[i])
		if len(second.details) > 0 {
			return nil, &Invalid{fmt.Sprintf("A message (messages[%d]) in the request body is invalid", i), second.details}
		}
	}
	return out, nil
}

// BadRequest is LINE's answer to a body with these errors.
func BadRequest(details ...Detail) *Invalid {
	return (&report{details: details}).asBody()
}

func (r *report) asBody() *Invalid {
	return &Invalid{fmt.Sprintf("The request body has %d error(s)", len(r.details)), r.details}
}

// kinds lists LINE's message types in the order in which it names them.
func kinds() []string {
	return []string{
		"text", "textV2", "sticker", "image", "video", "audio", "location", "imagemap", "template", "flex", "coupon",
	}
}

// outer is the first round.
func (n node) outer(raw json.RawMessage) Checked {
	out := Checked{Body: raw}
	kind, ok := n.required("type", 0, Units)
	if !ok {
		return out
	}
	if !slices.Contains(kinds(), kind) {
		n.failf("type", "Must be one of the following values: [%s]", strings.Join(kinds(), ", "))
		return out
	}
	out.Kind = kind
	n.body(&out)
	n.sender()
	n.quickReply()
	return out
}

func (n node) body(out *Checked) {
	switch out.Kind {
	case "text":
		n.textMessage()
		out.QuoteToken, _ = n.optional("quoteToken", 0, Units)
	case "textV2":
		n.required("text", maxText, Units)
		out.QuoteToken, _ = n.optional("quoteToken", 0, Units)
	case "sticker":
		n.required("packageId", 0, Units)
		n.required("stickerId", 0, Units)
		out.QuoteToken, _ = n.optional("quoteToken", 0, Units)
	case "image", "video", "audio":
		n.media(out)
	case "location":
		n.location()
	case "imagemap":
		n.imagemap()
	case "template":
		n.required("altText", maxAltText, Units)
		n.present("template")
	case "flex":
		n.required("altText", maxAltText, Units)
		n.present("contents")
	case "coupon":
		out.CouponID = n.coupon()
	}
}

// inner is the second round.
func (r *report) inner(m *Checked) {
	n := node{report: r}
	n.decode(m.Body)
	switch m.Kind {
	case "textV2":
		m.Mentions = n.textV2()
	case "template":
		if t, ok := (node{report: r, dialect: template, o: n.o}).child("template"); ok {
			t.template()
		}
	case "flex":
		if raw, ok := n.raw("contents"); ok {
			c := node{report: r, dialect: flex}
			c.flex(raw)
		}
	}
}
