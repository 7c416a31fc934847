package match_test

import (
	"math/rand/v2"
	"testing"
	"unicode"
	"unicode/utf8"

	"ohenji/internal/domain/match"
)

func TestFold(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, in, want string }{
		{"plain text stays", "営業時間", "営業時間"},
		{"full width letters and digits", "Ｗｉｆｉ１２３", "wifi123"},
		{"half width katakana with its marks", "ﾎﾟｲﾝﾄｶﾞ", "ぽいんとが"},
		{"circled and bracketed forms", "①㈱㌔", "1(株)きろ"},
		{"case", "Wi-Fi", "wiーfi"},
		{"both small sigmas", "ΣΊΣΥΦΟΣ", "σίσυφοσ"},
		{"katakana", "カタカナ ヴァイオリン", "かたかな ゔあいおりん"},
		{"iteration marks", "ヽヾ", "ゝゞ"},
		{"small kana", "キャッシュ ヶヵ ゎ", "きやつしゆ けか わ"},
		{"small kana of Ainu", "ㇷ゚", "ぷ"},
		{"a long mark typed as a hyphen", "メニュ-", "めにゆー"},
		{"as a full width hyphen", "メニュ－", "めにゆー"},
		{"as a wave", "メニュ〜", "めにゆー"},
		{"as another wave", "メニュ～", "めにゆー"},
		{"as a dash", "コ―ヒ—", "こーひー"},
		{"as a minus", "コ−ヒ−", "こーひー"},
		{"as a box line", "コ─ヒ━", "こーひー"},
		{"half width", "ｺｰﾋｰ", "こーひー"},
		{"several in a row", "すごーーい〜〜〜", "すごーいー"},
		{"the kanji for one is not a long mark", "一番", "一番"},
		{"a long mark at the end counts", "カレー", "かれー"},
		{"and so does its absence", "カレ", "かれ"},
		{"a wave after kanji at the end is punctuation", "営業時間〜", "営業時間"},
		{"a dash at the beginning is punctuation", "－ 営業時間 －", "営業時間"},
		{"white space at the ends", " \t　営業時間\r\n", "営業時間"},
		{"white space inside stays one space for each", "営業　時間", "営業 時間"},
		{"punctuation at the ends", "「営業時間は？！」。", "営業時間は"},
		{"dots", "予約…・・。", "予約"},
		{"punctuation inside", "はい、予約", "はい、予約"},
		{"signs that say something", "#1 C# 100%", "#1 c# 100%"},
		{"a pictograph", "予約❤️", "予約❤"},
		{"invisible characters", "\u200b営\u200d業\ufeff時\u00ad間\u200e", "営\u200d業時間"},
		{"a decomposed mark", "か\u3099", "が"},
		{"a variant of a kanji", "葛\U000E0100城", "葛城"},
		{"nothing", "", ""},
		{"nothing but punctuation keeps it", "！", "!"},
		{"but not the white space around", " ！？ ", "!?"},
		{"nothing but a long mark", "ー", "ー"},
		{"nothing but a wave", "〜〜", "ー"},
		{"nothing but white space", "　 ", "  "},
		{"nothing but what cannot be seen", "\u200b", "\u200b"},
		{"bytes that are no text", "予\xff約", "予\uFFFD約"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := match.Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestEachFoldingCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	const text = " ﾒﾆｭｰ～ Wi－Fi カタッ！"
	cases := []struct {
		name string
		keep match.Keep
		want string
	}{
		{"all on", 0, "めにゆー wiーfi かたつ"},
		{"width counts", match.KeepWidth, "ﾒﾆﾕー wiーfi かたつ"},
		{"case counts", match.KeepCase, "めにゆー WiーFi かたつ"},
		{"kana count", match.KeepKana, "メニユー wiーfi カタツ"},
		{"long marks count", match.KeepLong, "めにゆー~ wi-fi かたつ"},
		{"small kana count", match.KeepSmall, "めにゅー wiーfi かたっ"},
		{"the ends count", match.KeepEdges, " めにゆー wiーfi かたつ!"},
		{"all off", match.KeepWidth | match.KeepCase | match.KeepKana | match.KeepLong | match.KeepSmall | match.KeepEdges, text},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.keep.Fold(text); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

const allKeeps = 64

// idempotent checks what must hold of every text under every folding.
func idempotent(t *testing.T, s string, keep match.Keep) {
	t.Helper()
	once := keep.Fold(s)
	if twice := keep.Fold(once); twice != once {
		t.Fatalf("%+q folds to %+q and that to %+q, keeping %06b", s, once, twice, keep)
	}
	if (once == "") != (s == "") {
		t.Fatalf("%+q folds to %+q", s, once)
	}
	if !utf8.ValidString(once) {
		t.Fatalf("%+q folds to %+q, which is not UTF-8", s, once)
	}
}

// marks are characters that combine with, or change, what they stand beside.
var marks = []rune{
	0x300, 0x301, 0x307, 0x308, 0x327, 0x345, 0x3099, 0x309A, 'ﾞ', 'ﾟ', '゛', 0x200D, 0xFE0F, 0x20E3, 0x1161, 0x11A8,
	'ー', '-', '~', ' ', '!', 'っ', 'ッ', 'ｯ', 'か', 'A', 'İ', 'ß', '々', '\uFFFD',
}

func TestFoldingEveryCharacterTwiceIsFoldingItOnce(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	for c := rune(1); c <= unicode.MaxRune; c++ {
		if !utf8.ValidRune(c) || c >= 0x20000 && c < 0xE0000 && c%61 != 0 || c > 0xE0200 && c%977 != 0 {
			continue // of the far planes of kanji and of private use, samples
		}
		idempotent(t, string(c), 0)
		keep := match.Keep(r.IntN(allKeeps))
		idempotent(t, string(c), keep)
		mark := marks[r.IntN(len(marks))]
		idempotent(t, string([]rune{c, mark}), keep)
		idempotent(t, string([]rune{mark, c, marks[r.IntN(len(marks))]}), 0)
	}
}

func TestFoldingRandomTextsTwiceIsFoldingThemOnce(t *testing.T) {
	t.Parallel()
	ranges := [][2]rune{{0x20, 0x7F}, {0xA0, 0x250}, {0x300, 0x400}, {0x2000, 0x2100}, {0x3000, 0x3100}, {0x3200, 0x3400}, {0xFE00, 0x10000}, {0x1F000, 0x1FA00}}
	r := rand.New(rand.NewPCG(4, 4))
	for range 60_000 {
		text := make([]rune, r.IntN(8))
		for i := range text {
			if r.IntN(3) == 0 {
				text[i] = marks[r.IntN(len(marks))]
				continue
			}
			span := ranges[r.IntN(len(ranges))]
			text[i] = span[0] + r.Int32N(span[1]-span[0])
		}
		idempotent(t, string(text), match.Keep(r.IntN(allKeeps)))
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "営業時間は？", "ﾒﾆｭｰ～", "Wi－Fi", "！", "ー", "か\u3099っ\u3099", "\xff\xfe", "ㇷ゚", "❤️\u200d🔥", "İǅßΣς", "゛", "\u0345\u0391\u0301", "ᄀ\u1161"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(allKeeps-1))
	}
	f.Fuzz(func(t *testing.T, s string, keep uint8) {
		idempotent(t, s, match.Keep(keep%allKeeps))
	})
}

func BenchmarkFold(b *testing.B) {
	texts := map[string]string{
		"japanese": "こんにちは、来週の土曜日の夜７時から４名で予約したいのですが、席は空いていますか？",
		"kana":     "ｺﾝﾆﾁﾊ、メニューについて教えてください！",
		"folded":   "こんにちは、来週の土曜日の予約したいのですが席は空いていますか",
		"ascii":    "what are your opening hours on saturday?",
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				match.Fold(text)
			}
		})
	}
}
