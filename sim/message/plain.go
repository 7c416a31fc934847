package message

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"unicode/utf16"
)

const (
	maxText     = 5000
	maxEmojis   = 20
	maxMentions = 20
)

var (
	trackingShape = regexp.MustCompile(`^[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}$`)
	tagShape      = regexp.MustCompile(`^[A-Za-z0-9_]{1,30}$`)
	reservedName  = regexp.MustCompile(`(?i)\bLINE\b`)
)

// textMessage checks the plain text: at most 5,000 UTF-16 units, and each LINE
// emoji on a "$" of the text.
func (n node) textMessage() {
	text, ok := n.required("text", maxText, Units)
	raw, has := n.raw("emojis")
	if !has || !ok {
		return
	}
	var emojis []struct {
		Index     *int
		ProductID string
		EmojiID   string
	}
	if json.Unmarshal(raw, &emojis) != nil {
		n.failf("emojis", "must be specified")
		return
	}
	if len(emojis) > maxEmojis {
		n.failf("emojis", "Size must be between 0 and %d", maxEmojis)
	}
	units := utf16.Encode([]rune(text))
	for i, e := range emojis {
		at := fmt.Sprintf("emojis[%d]", i)
		if e.ProductID == "" {
			n.failf(at+".productId", "May not be empty")
		}
		if e.EmojiID == "" {
			n.failf(at+".emojiId", "May not be empty")
		}
		if e.Index == nil || *e.Index < 0 || *e.Index >= len(units) || units[*e.Index] != '$' {
			n.failf(at+".index", "Invalid emoji index")
		}
	}
}

func (n node) media(out *Checked) {
	n.https("originalContentUrl", true)
	if out.Kind == "audio" {
		n.whole("duration", 1, math.MaxInt32)
		return
	}
	n.https("previewImageUrl", true)
	if out.Kind != "video" {
		return
	}
	id, ok := n.optional("trackingId", 100, Units)
	if ok && !trackingShape.MatchString(id) {
		n.failf("trackingId", "Must match the pattern: %s", trackingShape)
	}
	out.TrackingID = id
}

func (n node) location() {
	n.required("title", 100, Units)
	n.required("address", 100, Units)
	n.number("latitude", -90, 90)
	n.number("longitude", -180, 180)
}

func (n node) coupon() string {
	id, _ := n.required("couponId", 0, Units)
	if tag, ok := n.optional("deliveryTag", 30, Units); ok && !tagShape.MatchString(tag) {
		n.failf("deliveryTag", "Must match the pattern: %s", tagShape)
	}
	return id
}

// sender checks who the message seems to come from.
func (n node) sender() {
	s, ok := n.optionalChild("sender")
	if !ok {
		return
	}
	if name, ok := s.optional("name", 20, Units); ok && reservedName.MatchString(name) {
		s.failf("name", "Contains a word that cannot be used")
	}
	s.https("iconUrl", false)
}

func (n node) quickReply() {
	q, ok := n.optionalChild("quickReply")
	if !ok {
		return
	}
	for _, item := range q.list("items", 1, 13) {
		item.oneOf("type", false, "action")
		item.https("imageUrl", false)
		if a, ok := item.child("action"); ok {
			a.action(inQuickReply)
		}
	}
}
