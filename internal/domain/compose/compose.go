package compose

import (
	"encoding/json"
	"strings"

	"ohenji/internal/domain"
)

// Message is one LINE message object.
type Message struct {
	Type string `json:"type"` // LINE's message type
	Text string `json:"text"` // of text messages; "" otherwise

	raw string // the whole object, when there is more to it than type and text
}

// JSON is the object as it is sent to LINE. The text stands in it as it is:
// <, > and & are not escaped.
func (m Message) JSON() json.RawMessage {
	if m.raw != "" {
		return json.RawMessage(m.raw)
	}
	return marshal(m)
}

// Compose fills the variables of the bubbles and returns what to send, checked
// by LINE's limits; codes are those of Check, fields begin with "messages[0]".
// When a text with its values would be longer than LINE takes, the longest
// values in it are cut, never what its author wrote.
func Compose(bubbles []domain.Bubble, v Values) ([]Message, error) {
	c := checker{filled: true}
	if n := len(bubbles); n == 0 || n > domain.MaxBubbles {
		c.fault("messages", domain.E(domain.Invalid, "bubbles.count", "max", domain.MaxBubbles, "count", n))
	}
	messages := make([]Message, len(bubbles))
	for i := range bubbles {
		b := v.fillBubble(&bubbles[i])
		c.bubble(&b, place("messages", i))
		messages[i] = messageOf(&b)
	}
	if len(c.es) > 0 {
		return nil, c.es
	}
	return messages, nil
}

// Verbatim returns what to send of bubbles whose braces are no variables, as a
// member writes them in the composer. It fails as Check does of texts without
// variables.
func Verbatim(bubbles []domain.Bubble) ([]Message, error) {
	if err := check(bubbles, true); err != nil {
		return nil, err
	}
	messages := make([]Message, len(bubbles))
	for i := range bubbles {
		messages[i] = messageOf(&bubbles[i])
	}
	return messages, nil
}

// fillBubble returns the bubble with its variables filled. It shares nothing
// that differs with the original.
func (v Values) fillBubble(b *domain.Bubble) domain.Bubble {
	if kinds := b.Kinds(); len(b.QuickReplies) == 0 && len(kinds) == 1 && kinds[0] == domain.BubbleText {
		return domain.Bubble{Text: v.Fill(b.Text)}
	}
	var filled domain.Bubble
	// The copy is of plain fields that have just been read from JSON or YAML.
	_ = json.Unmarshal(marshal(b), &filled)
	texts(&filled, "", func(f field) { *f.text = v.fill(*f.text, f.max, f.counting) })
	if filled.Flex != nil {
		filled.Flex.Contents = rewrite(filled.Flex.Contents, v.fill)
	}
	return filled
}

// Fill fills the variables of one text, cutting long values so that it stays
// within domain.MaxTextUnits if what its author wrote does.
func (v Values) Fill(text string) string { return v.fill(text, domain.MaxTextUnits, units) }

func (v Values) fill(text string, limit int, c counting) string {
	if !strings.Contains(text, "{") {
		return text
	}
	parts := v.split(text)
	fit(parts, limit, c)
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
	}
	return b.String()
}

// fit cuts the values so that all parts together count at most limit: all
// values longer than a common length are cut to it.
func fit(parts []part, limit int, c counting) {
	lengths := make([]int, len(parts))
	total, longest := 0, 0
	for i, p := range parts {
		lengths[i] = c.of(p.text)
		total += lengths[i]
		if p.value {
			longest = max(longest, lengths[i])
		}
	}
	if total <= limit {
		return
	}
	common := commonLength(parts, lengths, limit, longest)
	for i := range parts {
		if parts[i].value && lengths[i] > common {
			parts[i].text = c.cut(parts[i].text, common)
		}
	}
}

// commonLength is the greatest length to cut the values to so that all fits,
// 0 when nothing helps.
func commonLength(parts []part, lengths []int, limit, longest int) int {
	low, high := 0, longest
	for low < high {
		mid := (low + high + 1) / 2
		total := 0
		for i, p := range parts {
			if p.value {
				total += min(lengths[i], mid)
			} else {
				total += lengths[i]
			}
		}
		if total <= limit {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}
