package compose

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"ohenji/internal/domain"
)

// Message is one LINE message object.
type Message struct {
	Type string `json:"type"` // always "text" for now
	Text string `json:"text"`
}

// JSON is the object as it is sent to LINE. The text stands in it as it is:
// <, > and & are not escaped.
func (m Message) JSON() json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// Two strings into memory: there is nothing that could fail.
	_ = enc.Encode(m)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Compose fills the variables of the bubbles and returns what to send, checked
// by Validate. When a text with its values would be longer than LINE takes,
// the longest values in it are cut, never what its author wrote.
func Compose(bubbles []domain.Bubble, v Values) ([]Message, error) {
	messages := make([]Message, len(bubbles))
	for i, b := range bubbles {
		messages[i] = Message{Type: "text", Text: v.Fill(b.Text)}
	}
	if err := Validate(messages); err != nil {
		return nil, err
	}
	return messages, nil
}

// Fill fills the variables of one text, cutting long values so that it stays
// within domain.MaxTextUnits if what its author wrote does.
func (v Values) Fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	parts := v.split(text)
	fit(parts, domain.MaxTextUnits)
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
	}
	return b.String()
}

// fit cuts the values so that all parts together have at most limit UTF-16
// code units: all values longer than a common length are cut to it.
func fit(parts []part, limit int) {
	lengths := make([]int, len(parts))
	total, longest := 0, 0
	for i, p := range parts {
		lengths[i] = domain.UTF16Len(p.text)
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
			parts[i].text = cut(parts[i].text, common)
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

// Validate checks messages by LINE's limits (messaging-api reference, "Message
// objects"): one to five in a request, and texts that are not empty and have
// at most 5,000 UTF-16 code units. It returns all faults as domain.Errors:
// bubbles.count, bubble.text_empty and bubble.text_long.
func Validate(messages []Message) error {
	var es domain.Errors
	if n := len(messages); n == 0 || n > domain.MaxBubbles {
		es = append(es, domain.E(domain.Invalid, "bubbles.count", "max", domain.MaxBubbles, "count", n).At("messages"))
	}
	for i, m := range messages {
		field := fmt.Sprintf("messages[%d].text", i)
		if strings.TrimSpace(m.Text) == "" {
			es = append(es, domain.E(domain.Invalid, "bubble.text_empty").At(field))
		} else if n := domain.UTF16Len(m.Text); n > domain.MaxTextUnits {
			es = append(es, domain.E(domain.Invalid, "bubble.text_long", "max", domain.MaxTextUnits, "count", n).At(field))
		}
	}
	return es.OrNil()
}
