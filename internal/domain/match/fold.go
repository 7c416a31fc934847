package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Keep is a set of differences that are to count: each bit turns one folding
// off. The zero value folds everything, which is what owners expect.
type Keep uint8

// The differences that can be kept.
const (
	KeepWidth Keep = 1 << iota // half and full width, and other compatibility forms (NFKC)
	KeepCase                   // upper and lower case
	KeepKana                   // hiragana and katakana
	KeepLong                   // long-vowel marks, hyphens, dashes and tildes, and how many
	KeepSmall                  // small and large kana
	KeepEdges                  // white space and punctuation at both ends

	keepAll = 1<<iota - 1
)

// Valid reports whether k has no unknown bits.
func (k Keep) Valid() bool { return k <= keepAll }

// longMark is what long-vowel marks, hyphens, dashes and tildes become.
const longMark = 'ー'

// maxPasses bounds the search for a form that folds to itself. Two passes are
// enough for every pair of characters of Unicode (see the tests).
const maxPasses = 8

// Fold folds s with every folding. Folding a folded text changes nothing, and
// only the empty text folds to the empty text: a text of nothing but
// punctuation keeps it, so that "！" can be a keyword and does not match
// everything.
func Fold(s string) string { return Keep(0).Fold(s) }

// Fold folds s but for the differences that k keeps.
func (k Keep) Fold(s string) string {
	return k.trim(k.squash(s), s)
}

// squash folds everything but the ends. It may return the empty text, for a
// text of invisible characters.
func (k Keep) squash(s string) string {
	if out, ok := k.quick(s); ok {
		return out
	}
	for range maxPasses {
		next, settled := k.pass(s)
		if settled || next == s {
			return next
		}
		s = next
	}
	return s
}

// trim cuts the ends off a squashed text, less of them when nothing would
// remain: first punctuation stays, then white space too, then the text is
// original, which was of invisible characters only.
func (k Keep) trim(squashed, original string) string {
	if squashed == "" {
		return original
	}
	if k&KeepEdges != 0 {
		return squashed
	}
	if t := k.trimEdges(squashed); t != "" {
		return t
	}
	if t := strings.TrimFunc(squashed, unicode.IsSpace); t != "" {
		return t
	}
	return squashed
}

// quick squashes a text of common characters, which need no tables of Unicode,
// at a tenth of the cost. It gives up on any other text.
func (k Keep) quick(s string) (string, bool) {
	var room [512]byte
	out := room[:0]
	marks := false
	for _, r := range s {
		if r >= '！' && r <= '～' && k&KeepWidth == 0 {
			r -= '！' - '!'
		} else if r == '　' && k&KeepWidth == 0 {
			r = ' '
		} else if !common(r) {
			return "", false
		}
		r = k.mapRune(r)
		if r == longMark && k&KeepLong == 0 {
			if marks {
				continue
			}
			marks = true
		} else {
			marks = false
		}
		out = utf8.AppendRune(out, r)
	}
	if string(out) == s {
		return s, true
	}
	return string(out), true
}

// common reports whether r is of the characters that most messages are made
// of. None of them has another form in NFKC or composes with a character
// before it.
func common(r rune) bool {
	switch {
	case r < 0x80,
		r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヾ', r >= '、' && r <= '〟',
		r >= 0x4E00 && r <= 0x9FFF,                                 // kanji
		r >= 0x2600 && r <= 0x27BF,                                 // signs
		r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F900 && r <= 0x1F9FF: // emoji
		return true
	}
	return false
}

// pass normalises and maps once. It reports settled when another pass is known
// to change nothing: normalising and mapping can each bring about what the
// other changes (small tsu with a voiced mark becomes tsu with one, which is
// one character).
func (k Keep) pass(s string) (out string, settled bool) {
	form := norm.NFKC
	if k&KeepWidth != 0 {
		form = norm.NFC // canonically equal texts are the same text
	}
	if !form.IsNormalString(s) {
		s = form.String(s)
	}
	var b strings.Builder
	settled = true
	written := 0 // bytes of s that are in b; b is not used before the first change
	marks := false
	for i, r := range s {
		to := k.mapRune(r)
		drop := to < 0 || to == longMark && marks && k&KeepLong == 0
		marks = to == longMark || marks && to < 0
		settled = settled && (drop && to == longMark || plain(to))
		size := utf8.RuneLen(r)
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			size = 1 // a byte that is not UTF-8
		} else if to == r && !drop {
			continue
		}
		if b.Len() == 0 && written == 0 {
			b.Grow(len(s) + utf8.UTFMax)
		}
		b.WriteString(s[written:i])
		written = i + size
		if !drop {
			b.WriteRune(to)
		}
	}
	if written == 0 {
		return s, settled
	}
	b.WriteString(s[written:])
	return b.String(), settled
}

// plain reports whether r, as a result of mapRune, stays what it is in every
// further pass whatever stands beside it: nothing composes with it but
// combining marks, which are not plain.
func plain(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 0
	case r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ':
		return true
	case r >= 0x4E00 && r <= 0x9FFF: // kanji
		return true
	case r == longMark, r == '、', r == '。', r == '々':
		return true
	}
	return false
}

// mapRune maps one normalised character; -1 drops it.
func (k Keep) mapRune(r rune) rune {
	if r < 0x80 {
		switch {
		case r >= 'A' && r <= 'Z' && k&KeepCase == 0:
			return r + 'a' - 'A'
		case (r == '-' || r == '~') && k&KeepLong == 0:
			return longMark
		}
		return r
	}
	if r >= 0x4E00 && r <= 0x9FFF {
		return r
	}
	if k&KeepWidth == 0 && invisible(r) {
		return -1
	}
	if k&KeepLong == 0 && long(r) {
		return longMark
	}
	if k&KeepSmall == 0 {
		r = enlarge(r)
	}
	if k&KeepKana == 0 {
		r = hiragana(r)
	}
	if k&KeepCase == 0 && (r < 0x2E80 || r > 0xA000) {
		// By way of the upper case, so that the two small sigmas are one.
		r = unicode.ToLower(unicode.ToUpper(r))
	}
	return r
}

// long reports whether r is typed for a long vowel, or like it. "一" (one) is
// not among them.
func long(r rune) bool {
	switch r {
	case longMark,
		'ｰ',                               // half width, when the width is kept
		'‐', '\u2011', '‒', '–', '—', '―', // U+2010 to U+2015
		'−', '－', '﹣', '﹘', // minus, full and small forms
		'˗', '⁃', '⁻', '₋', '➖',
		'─', '━', // box drawing, which input methods offer
		'〜', '～', '∼', '˜', '⁓', '〰', '∿', '゠':
		return true
	}
	return false
}

// enlarge maps small kana, also of half width and of Ainu, to large ones.
func enlarge(r rune) rune {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ',
		'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ':
		return r + 1
	case 'ゕ':
		return 'か'
	case 'ゖ':
		return 'け'
	case 'ヵ':
		return 'カ'
	case 'ヶ':
		return 'ケ'
	}
	if r >= 'ㇰ' && r <= 'ㇿ' {
		return []rune("クシストヌハヒフヘホムラリルレロ")[r-'ㇰ']
	}
	if r >= 'ｧ' && r <= 'ｯ' {
		return []rune("ｱｲｳｴｵﾔﾕﾖﾂ")[r-'ｧ']
	}
	return r
}

// hiragana maps katakana of full width.
func hiragana(r rune) rune {
	if r >= 'ァ' && r <= 'ヶ' || r == 'ヽ' || r == 'ヾ' {
		return r - 'ァ' + 'ぁ'
	}
	return r
}

// invisible reports whether r shows nothing and is typed by no one: joins,
// marks of direction, and selectors of a variant (❤ and ❤️ are one emoji). The
// joiner that makes one emoji of several stays.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x180E,
		r >= 0x200B && r <= 0x200F && r != 0x200D,
		r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF,
		r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// trimEdges cuts white space and punctuation off both ends. A long mark at the
// end stays when it lengthens kana: "カレー" is not "カレ", but "営業時間〜" is
// "営業時間".
func (k Keep) trimEdges(s string) string {
	s = strings.TrimLeftFunc(s, k.edge)
	for {
		r, size := utf8.DecodeLastRuneInString(s)
		if size == 0 || !k.edge(r) {
			return s
		}
		if r == longMark {
			if before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size]); kana(before) {
				return s
			}
		}
		s = s[:len(s)-size]
	}
}

func kana(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }

// edge reports whether r is white space, punctuation or, when the foldings make
// it of hyphens, a long mark. Signs that say something, as in "C#" and "100%",
// are no punctuation here.
func (k Keep) edge(r rune) bool {
	switch r {
	case '#', '%', '&', '*', '@', '‰', '＃', '％', '＆', '＊', '＠', '※', '〒':
		return false
	case '~', '˜', '∼', '～', '`', '^', '´', '¨', '＾', '｀', '|', '｜', '<', '>', '＜', '＞':
		return true
	case longMark:
		return k&KeepLong == 0
	}
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7F || unicode.IsPunct(r)
	}
	if r >= 0x3041 && r <= 0x30FA || r >= 0x4E00 && r <= 0x9FFF { // kana, kanji
		return false
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.IsPunct(r)
}
