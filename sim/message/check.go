// Package message checks the message objects that a bot sends, with LINE's
// limits, texts and property paths (messaging-api reference, "Message
// objects"). It is pure.
package message

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
)

// Detail is one entry of "details" in LINE's error body.
type Detail struct {
	Message  string `json:"message,omitempty"`
	Property string `json:"property,omitempty"`
}

// Checked is a message object that LINE would take.
type Checked struct {
	Kind string
	Body json.RawMessage
}

// MaxMessages is how many messages one request may hold.
const MaxMessages = 5

const maxAltText = 1500

// Check returns the messages of one request, or everything that is wrong with
// them.
func Check(raws []json.RawMessage) ([]Checked, []Detail) {
	if len(raws) < 1 || len(raws) > MaxMessages {
		return nil, []Detail{{fmt.Sprintf("Size must be between 1 and %d", MaxMessages), "messages"}}
	}
	out := make([]Checked, len(raws))
	var details []Detail
	for i, raw := range raws {
		c := checker{path: fmt.Sprintf("messages[%d]", i)}
		out[i] = Checked{Kind: c.message(raw), Body: raw}
		details = append(details, c.details...)
	}
	if len(details) > 0 {
		return nil, details
	}
	return out, nil
}

// checker collects what is wrong with one message.
type checker struct {
	path    string
	details []Detail
}

func (c *checker) failf(property, format string, args ...any) {
	c.details = append(c.details, Detail{fmt.Sprintf(format, args...), c.path + "." + property})
}

// object is a decoded JSON object, looked at member by member.
type object map[string]json.RawMessage

// kinds lists LINE's message types in the order in which it names them.
func kinds() []string {
	return []string{
		"text", "textV2", "sticker", "image", "video", "audio", "location", "imagemap", "template", "flex", "coupon",
	}
}

func (c *checker) message(raw json.RawMessage) string {
	var o object
	if err := json.Unmarshal(raw, &o); err != nil || o == nil {
		c.details = append(c.details, Detail{"must be specified", c.path})
		return ""
	}
	kind, _ := c.text(o, "type", 0)
	if kind != "" && !slices.Contains(kinds(), kind) {
		c.failf("type", "Must be one of the following values: [%s]", strings.Join(kinds(), ", "))
		return ""
	}
	c.body(kind, o)
	c.common(o)
	return kind
}

func (c *checker) body(kind string, o object) {
	switch kind {
	case "text":
		c.textMessage(o)
	case "textV2":
		c.textV2(o)
	case "sticker":
		c.text(o, "packageId", 0)
		c.text(o, "stickerId", 0)
	case "image":
		c.url(o, "originalContentUrl", true, "https")
		c.url(o, "previewImageUrl", true, "https")
	case "video":
		c.url(o, "originalContentUrl", true, "https")
		c.url(o, "previewImageUrl", true, "https")
		c.optional(o, "trackingId", 100)
	case "audio":
		c.url(o, "originalContentUrl", true, "https")
		c.number(o, "duration")
	case "location":
		c.text(o, "title", 100)
		c.text(o, "address", 100)
		c.number(o, "latitude")
		c.number(o, "longitude")
	case "imagemap":
		c.url(o, "baseUrl", true, "https")
		c.text(o, "altText", maxAltText)
		c.present(o, "baseSize")
		c.present(o, "actions")
	case "template":
		c.text(o, "altText", maxAltText)
		c.present(o, "template")
	case "flex":
		c.text(o, "altText", maxAltText)
		c.present(o, "contents")
	case "coupon":
		c.text(o, "couponId", 0)
	}
}

// textMessage checks the plain text: at most 5,000 UTF-16 units, and each LINE
// emoji on a "$" of the text.
func (c *checker) textMessage(o object) {
	text, ok := c.text(o, "text", 5000)
	rawEmojis, has := o["emojis"]
	if !has || isNull(rawEmojis) || !ok {
		return
	}
	var emojis []struct {
		Index     *int
		ProductID string
		EmojiID   string
	}
	if json.Unmarshal(rawEmojis, &emojis) != nil {
		c.failf("emojis", "must be specified")
		return
	}
	if len(emojis) > 20 {
		c.failf("emojis", "Size must be between 0 and 20")
	}
	units := utf16.Encode([]rune(text))
	for i, e := range emojis {
		at := fmt.Sprintf("emojis[%d]", i)
		if e.ProductID == "" {
			c.failf(at+".productId", "May not be empty")
		}
		if e.EmojiID == "" {
			c.failf(at+".emojiId", "May not be empty")
		}
		if e.Index == nil || *e.Index < 0 || *e.Index >= len(units) || units[*e.Index] != '$' {
			c.failf(at+".index", "Invalid emoji index")
		}
	}
}

// textV2 checks length and that the substitution is an object of at most 100.
func (c *checker) textV2(o object) {
	c.text(o, "text", 5000)
	raw, ok := o["substitution"]
	if !ok || isNull(raw) {
		return
	}
	var substitution object
	if json.Unmarshal(raw, &substitution) != nil {
		c.failf("substitution", "must be specified")
	} else if len(substitution) > 100 {
		c.failf("substitution", "Size must be between 0 and 100")
	}
}

// common checks what every message may carry: quick reply and sender.
func (c *checker) common(o object) {
	if raw, ok := o["sender"]; ok && !isNull(raw) {
		var sender object
		if json.Unmarshal(raw, &sender) != nil {
			c.failf("sender", "must be specified")
		} else {
			inner := checker{path: c.path + ".sender"}
			inner.optional(sender, "name", 20)
			inner.url(sender, "iconUrl", false, "https")
			c.details = append(c.details, inner.details...)
		}
	}
	raw, ok := o["quickReply"]
	if !ok || isNull(raw) {
		return
	}
	var quick struct{ Items []object }
	if json.Unmarshal(raw, &quick) != nil {
		c.failf("quickReply", "must be specified")
		return
	}
	if len(quick.Items) < 1 || len(quick.Items) > 13 {
		c.failf("quickReply.items", "Size must be between 1 and 13")
	}
	for i, item := range quick.Items {
		inner := checker{path: fmt.Sprintf("%s.quickReply.items[%d]", c.path, i)}
		inner.present(item, "action")
		inner.url(item, "imageUrl", false, "https")
		c.details = append(c.details, inner.details...)
	}
}

// text checks a required string of at most limit UTF-16 units; 0: no limit.
func (c *checker) text(o object, property string, limit int) (string, bool) {
	raw, ok := o[property]
	if !ok || isNull(raw) {
		c.failf(property, "must be specified")
		return "", false
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		c.failf(property, "must be specified")
		return "", false
	}
	if s == "" {
		c.failf(property, "May not be empty")
		return "", false
	}
	if limit > 0 && Units(s) > limit {
		c.failf(property, "Length must be between 0 and %d", limit)
		return s, false
	}
	return s, true
}

func (c *checker) optional(o object, property string, limit int) {
	if raw, ok := o[property]; ok && !isNull(raw) && string(raw) != `""` {
		c.text(o, property, limit)
	}
}

func (c *checker) present(o object, property string) {
	if raw, ok := o[property]; !ok || isNull(raw) {
		c.failf(property, "must be specified")
	}
}

func (c *checker) number(o object, property string) {
	var n float64
	if raw, ok := o[property]; !ok || isNull(raw) || json.Unmarshal(raw, &n) != nil {
		c.failf(property, "must be specified")
	}
}

// url checks an address of at most 2,000 characters. LINE looks at its text
// only; it fetches nothing when a message is sent.
func (c *checker) url(o object, property string, required bool, schemes ...string) {
	if raw, ok := o[property]; !required && (!ok || isNull(raw) || string(raw) == `""`) {
		return
	}
	s, ok := c.text(o, property, 2000)
	if !ok {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
		c.failf(property, "invalid uri")
	}
}

func isNull(raw json.RawMessage) bool { return string(raw) == "null" }

// Units is the length of s as LINE counts it: in UTF-16 code units (docs,
// "Character counting in a text").
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r)) // invalid bytes count as the replacement character
	}
	return n
}
