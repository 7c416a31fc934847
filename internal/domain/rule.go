package domain

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Rule is 応答メッセージ: what to answer, and to which messages. Without
// keywords it is a uniform reply (一律応答).
type Rule struct {
	ID        string
	AccountID string
	Title     string // for members only, friends never see it
	Enabled   bool
	Position  int // explicit order, lowest first
	Keywords  []string
	Bubbles   []Bubble
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Uniform reports whether the rule answers any text.
func (r *Rule) Uniform() bool { return len(r.Keywords) == 0 }

// Bubble is one 吹き出し as its author wrote it, variables unfilled.
type Bubble struct {
	Text string `json:"text" yaml:"text"`
}

// Limits of rules. LINE takes at most five message objects in one request and
// 5,000 UTF-16 code units in a text (messaging-api reference, "Text message").
const (
	MaxBubbles      = 5
	MaxTextUnits    = 5000
	MaxRuleTitle    = 50  // characters
	MaxKeywords     = 100 // of one rule
	MaxKeywordRunes = 100
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

// Validate returns all faults as Errors.
func (r *Rule) Validate() error {
	var es Errors
	if n := utf8.RuneCountInString(strings.TrimSpace(r.Title)); n == 0 || n > MaxRuleTitle {
		es = append(es, E(Invalid, "rule.title_length", "max", MaxRuleTitle, "count", n).At("title"))
	}
	if len(r.Keywords) > MaxKeywords {
		es = append(es, E(Invalid, "rule.keywords_many", "max", MaxKeywords, "count", len(r.Keywords)).At("keywords"))
	}
	for i, k := range r.Keywords {
		if n := utf8.RuneCountInString(strings.TrimSpace(k)); n == 0 || n > MaxKeywordRunes {
			es = append(es, E(Invalid, "rule.keyword_length", "max", MaxKeywordRunes, "count", n).At(fmt.Sprintf("keywords[%d]", i)))
		}
	}
	return append(es, validateBubbles(r.Bubbles, "bubbles")...).OrNil()
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
