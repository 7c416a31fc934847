package compose

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	zeroWidthJoiner = 0x200D
	regionalFirst   = 0x1F1E6 // two of these make a flag
	regionalLast    = 0x1F1FF
)

// cut returns the longest beginning of s of at most units UTF-16 code units
// that does not tear what a reader sees as one character. It knows surrogates,
// combining marks, variation selectors, skin tones, joined emoji and flags;
// the finer rules of Unicode's annex 29 (such as for Hangul letters) would
// need its tables.
func cut(s string, units int) string {
	used, safe, flags := 0, 0, 0
	var before rune
	for i, r := range s {
		if !joins(before, r, flags) {
			safe = i
		}
		used += max(utf16.RuneLen(r), 1)
		if used > units {
			return s[:safe]
		}
		if regional(r) {
			flags++
		} else {
			flags = 0
		}
		before = r
	}
	return s
}

// joins reports whether r belongs to the character before it, which follows
// on as many regional indicators as flags counts.
func joins(before, r rune, flags int) bool {
	switch {
	case before == 0:
		return false
	case before == zeroWidthJoiner, r == zeroWidthJoiner:
		return true
	case before == '\r' && r == '\n':
		return true
	case regional(r):
		return flags%2 == 1
	case r < utf8.RuneSelf:
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Variation_Selector) ||
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones
		r >= 0xE0020 && r <= 0xE007F || // tags, as in the flag of Scotland
		r == 'ﾞ' || r == 'ﾟ'
}

func regional(r rune) bool { return r >= regionalFirst && r <= regionalLast }
