package domain

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Bubble is one 吹き出し as its author wrote it, variables unfilled.
type Bubble struct {
	Text string `json:"text" yaml:"text"`
}

// Limits of bubbles. LINE takes at most five message objects in one request and
// 5,000 UTF-16 code units in a text (messaging-api reference, "Text message").
const (
	MaxBubbles   = 5
	MaxTextUnits = 5000
)

// UTF16Len is the length of s as LINE counts texts: in UTF-16 code units
// (LINE docs, "Character counting in a text").
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// ValidateBubbles returns all faults of bubbles to be sent as Errors.
func ValidateBubbles(bs []Bubble) error { return validateBubbles(bs, "bubbles").OrNil() }

func validateBubbles(bs []Bubble, path string) Errors {
	var es Errors
	if len(bs) == 0 || len(bs) > MaxBubbles {
		es = append(es, E(Invalid, "bubbles.count", "max", MaxBubbles, "count", len(bs)).At(path))
	}
	for i, b := range bs {
		field := fmt.Sprintf("%s[%d].text", path, i)
		if strings.TrimSpace(b.Text) == "" {
			es = append(es, E(Invalid, "bubble.text_empty").At(field))
		} else if n := UTF16Len(b.Text); n > MaxTextUnits {
			es = append(es, E(Invalid, "bubble.text_long", "max", MaxTextUnits, "count", n).At(field))
		}
	}
	return es
}
