package message

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Sizes of a container's JSON.
const (
	maxBubble       = 30 << 10
	maxFlexCarousel = 50 << 10
	maxBubbles      = 12
	maxAnimated     = 10 // animated pictures in one message
)

// flexCheck goes through one Flex container.
type flexCheck struct {
	animated int
}

// flex checks a container: a bubble or a carousel of bubbles.
func (n node) flex(raw json.RawMessage) {
	if !n.decode(raw) {
		return
	}
	var compact bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		return
	}
	f := &flexCheck{}
	switch n.oneOf("type", true, "bubble", "carousel") {
	case "bubble":
		if compact.Len() > maxBubble {
			n.failSelf("Too large flex message. The maximum size of JSON data for a bubble is 30 KB")
			return
		}
		f.bubble(n, false)
	case "carousel":
		if compact.Len() > maxFlexCarousel {
			n.failSelf("Too large flex message. The maximum size of JSON data for a carousel is 50 KB")
			return
		}
		f.carousel(n)
	}
	if f.animated > maxAnimated {
		n.failSelf("The number of animated images must be less than or equal to 10")
	}
}

func (f *flexCheck) carousel(n node) {
	size := ""
	for i, b := range n.list("contents", 1, maxBubbles) {
		if b.oneOf("type", true, "bubble") == "" {
			continue
		}
		this := f.bubble(b, true)
		if i == 0 {
			size = this
		}
		if this != size {
			b.failf("size", "the size must be the same in all bubbles")
		}
	}
}

// bubble checks one bubble and returns its size.
func (f *flexCheck) bubble(n node, inCarousel bool) string {
	n.oneOf("direction", false, "ltr", "rtl")
	size := n.oneOf("size", false, "nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
	if size == "" {
		size = "mega"
	}
	blocks := 0
	for _, property := range []string{"header", "hero", "body", "footer"} {
		block, ok := n.optionalChild(property)
		if !ok {
			continue
		}
		blocks++
		if property != "hero" {
			f.component(block, "box")
			continue
		}
		if f.component(block, "box", "image", "video") == "video" &&
			(inCarousel || !slices.Contains([]string{"kilo", "mega", "giga"}, size)) {
			block.failSelf(invalidProperty)
		}
	}
	if blocks == 0 {
		n.failSelf("At least one block must be specified")
	}
	f.styles(n)
	f.action(n)
	return size
}

func (f *flexCheck) styles(n node) {
	styles, ok := n.optionalChild("styles")
	if !ok {
		return
	}
	for _, property := range []string{"header", "hero", "body", "footer"} {
		if style, ok := styles.optionalChild(property); ok {
			style.values(map[string]value{
				"backgroundColor": isColor, "separator": isBool, "separatorColor": isColor,
			})
		}
	}
}

// action checks what a tap does, where nothing must.
func (f *flexCheck) action(n node) {
	if a, ok := n.optionalChild("action"); ok {
		a.action(inFlex)
	}
}

// component checks one component of these types and returns its type.
func (f *flexCheck) component(n node, allowed ...string) string {
	if _, ok := n.raw("type"); !ok {
		n.failSelf(invalidProperty)
		return ""
	}
	kind := n.oneOf("type", true, allowed...)
	switch kind {
	case "box":
		f.box(n)
	case "button":
		n.values(buttonValues())
		if a, ok := n.child("action"); ok {
			a.action(inFlexButton)
		}
	case "image":
		f.image(n)
	case "video":
		f.video(n)
	case "icon":
		n.https("url", true)
		n.values(iconValues())
	case "text":
		f.text(n)
	case "span":
		if _, ok := n.raw("text"); ok {
			n.required("text", 0, Units)
		}
		n.values(spanValues())
	case "separator":
		n.values(map[string]value{"margin": isSpacing, "color": isColor})
	case "filler":
		n.values(map[string]value{"flex": isCount})
	}
	return kind
}

// box checks a box. In a baseline box stand only texts, icons and fillers; an
// icon stands nowhere else.
func (f *flexCheck) box(n node) {
	layout := n.oneOf("layout", true, "horizontal", "vertical", "baseline")
	allowed := []string{"box", "button", "image", "text", "separator", "filler"}
	if layout == "baseline" {
		allowed = []string{"icon", "text", "filler"}
	}
	n.values(boxValues())
	if g, ok := n.optionalChild("background"); ok {
		if g.oneOf("type", true, "linearGradient") != "" {
			g.needs("angle", isAngle)
			g.needs("startColor", isColor)
			g.needs("endColor", isColor)
			g.values(map[string]value{"centerColor": isColor, "centerPosition": isPercent})
		}
	}
	f.action(n)
	for _, inner := range n.list("contents", 0, maxBubble) {
		f.component(inner, allowed...)
	}
}

func (f *flexCheck) image(n node) {
	n.https("url", true)
	n.values(imageValues())
	f.action(n)
	var animated bool
	if raw, ok := n.raw("animated"); ok && json.Unmarshal(raw, &animated) == nil && animated {
		f.animated++
	}
}

func (f *flexCheck) video(n node) {
	n.https("url", true)
	n.https("previewUrl", true)
	n.values(map[string]value{"aspectRatio": isRatio})
	f.action(n)
	if alt, ok := n.child("altContent"); ok {
		f.component(alt, "box", "image")
	}
}

// text needs a text or spans.
func (f *flexCheck) text(n node) {
	n.values(textValues())
	f.action(n)
	_, spans := n.raw("contents")
	if spans {
		for _, span := range n.list("contents", 0, maxBubble) {
			f.component(span, "span")
		}
	}
	if !spans && !n.given("text") {
		n.failf("text", "must be non-empty text")
		return
	}
	n.optional("text", 0, Units)
}
