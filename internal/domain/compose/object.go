package compose

import (
	"ohenji/internal/domain"
)

// The parts of template messages, beside what their bubbles have. The empty
// altText hides that of the bubble, which stands outside of the template.
type (
	buttons struct {
		Type string `json:"type"`
		*domain.ButtonsBubble
		AltText string `json:"altText,omitempty"`
	}
	confirm struct {
		Type string `json:"type"`
		*domain.ConfirmBubble
		AltText string `json:"altText,omitempty"`
	}
	carousel struct {
		Type string `json:"type"`
		*domain.CarouselBubble
		AltText string `json:"altText,omitempty"`
	}
	imageCarousel struct {
		Type string `json:"type"`
		*domain.ImageCarouselBubble
		AltText string `json:"altText,omitempty"`
	}
	template struct {
		AltText  string `json:"altText"`
		Template any    `json:"template"`
	}
	text struct {
		Text string `json:"text"`
	}
	quickReply struct {
		Type     string        `json:"type"`
		ImageURL string        `json:"imageUrl,omitempty"`
		Action   domain.Action `json:"action"`
	}
	quickReplies struct {
		Items []quickReply `json:"items"`
	}
)

// messageOf is the message object of a filled bubble.
func messageOf(b *domain.Bubble) Message {
	kind, content := contentOf(b)
	m := Message{Type: kind, Text: b.Text}
	if kind == "text" && len(b.QuickReplies) == 0 {
		return m
	}
	object := `{"type":"` + kind + `",` + string(marshal(content))[1:]
	if len(b.QuickReplies) > 0 {
		var q quickReplies
		for _, r := range b.QuickReplies {
			q.Items = append(q.Items, quickReply{"action", r.ImageURL, r.Action})
		}
		object = object[:len(object)-1] + `,"quickReply":` + string(marshal(q)) + `}`
	}
	m.raw = object
	return m
}

// contentOf returns LINE's message type and what the object has besides; all
// contents have fields that are always written.
func contentOf(b *domain.Bubble) (string, any) {
	switch {
	case b.Image != nil:
		return "image", b.Image
	case b.Video != nil:
		return "video", b.Video
	case b.Audio != nil:
		return "audio", b.Audio
	case b.Sticker != nil:
		return "sticker", b.Sticker
	case b.Location != nil:
		return "location", b.Location
	case b.Buttons != nil:
		return "template", template{b.Buttons.AltText, buttons{Type: "buttons", ButtonsBubble: b.Buttons}}
	case b.Confirm != nil:
		return "template", template{b.Confirm.AltText, confirm{Type: "confirm", ConfirmBubble: b.Confirm}}
	case b.Carousel != nil:
		return "template", template{b.Carousel.AltText, carousel{Type: "carousel", CarouselBubble: b.Carousel}}
	case b.ImageCarousel != nil:
		return "template", template{b.ImageCarousel.AltText, imageCarousel{Type: "image_carousel", ImageCarouselBubble: b.ImageCarousel}}
	case b.Imagemap != nil:
		return "imagemap", b.Imagemap
	case b.Flex != nil:
		return "flex", b.Flex
	}
	return "text", text{b.Text}
}
