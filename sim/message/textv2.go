package message

import (
	"encoding/json"
	"regexp"
	"strings"
)

var (
	keyShape  = regexp.MustCompile(`^[a-zA-Z0-9_]{1,20}$`)
	userShape = regexp.MustCompile(`^U[0-9a-f]{32}$`)
)

// substitute is what stands in for one key.
type substitute struct {
	emoji   bool
	mention string // a user id or MentionAll
}

// textV2 checks the braces of the text against the substitution and returns
// who is mentioned.
func (n node) textV2() []string {
	text, _ := n.required("text", maxText, Units)
	substitution := object{}
	if raw, ok := n.raw("substitution"); ok && json.Unmarshal(raw, &substitution) != nil {
		n.failf("substitution", "must be specified")
		return nil
	}
	if len(substitution) > 100 {
		n.failf("substitution", "Size must be between 0 and 100")
		return nil
	}
	var mentions []string
	emojis, known := 0, map[string]substitute{}
	for _, key := range n.keys(text) {
		s, seen := known[key]
		if !seen {
			s = n.substitute(key, substitution[key])
			known[key] = s
		}
		if s.emoji {
			emojis++
		}
		if s.mention != "" {
			mentions = append(mentions, s.mention)
		}
	}
	if emojis > maxEmojis {
		n.failf("text", "The number of emojis must be less than or equal to %d.", maxEmojis)
	}
	if len(mentions) > maxMentions {
		n.failf("text", "The number of mentions must be less than or equal to %d.", maxMentions)
	}
	return mentions
}

// keys returns what stands in braces, in the order of the text, with
// repetitions. Doubled braces are braces.
func (n node) keys(text string) []string {
	var out []string
	for rest := strings.NewReplacer("{{", "", "}}", "").Replace(text); ; {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			return out
		}
		size := strings.IndexByte(rest[open+1:], '}')
		if rest[open] == '}' || size < 0 {
			n.failf("text", "The '{' and '}' in the text are not balanced.")
			return out
		}
		key := rest[open+1 : open+1+size]
		if !keyShape.MatchString(key) {
			n.failf("text", "The key '%s' enclosed in '{}' does not match the pattern '%s'.", key, keyShape)
		} else {
			out = append(out, key)
		}
		rest = rest[open+size+2:]
	}
}

func (n node) substitute(key string, raw json.RawMessage) substitute {
	if raw == nil {
		n.failf("text", "The key '%s' enclosed in '{}' is not found in the substitution.", key)
		return substitute{}
	}
	v := node{report: n.report, path: "substitution." + key}
	if !v.decode(raw) {
		return substitute{}
	}
	switch v.oneOf("type", true, "mention", "emoji") {
	case "emoji":
		v.required("productId", 0, Units)
		v.required("emojiId", 0, Units)
		return substitute{emoji: true}
	case "mention":
		return substitute{mention: v.mentionee()}
	}
	return substitute{}
}

func (n node) mentionee() string {
	m, ok := n.child("mentionee")
	if !ok {
		return ""
	}
	if m.oneOf("type", true, "user", MentionAll) == MentionAll {
		return MentionAll
	}
	id, ok := m.required("userId", 0, Units)
	if ok && !userShape.MatchString(id) {
		m.failf("userId", "Must match the pattern: %s", userShape)
	}
	return id
}
