package match_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

func TestPrefixAndContains(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		pattern match.Pattern
		text    string
		want    bool
	}{
		{"the beginning", match.Pattern{Kind: match.Prefix, Text: "予約"}, "予約したいです", true},
		{"the beginning, behind a bracket", match.Pattern{Kind: match.Prefix, Text: "予約"}, "「予約」したいです", true},
		{"the beginning, however it is typed", match.Pattern{Kind: match.Prefix, Text: "メニュー"}, "ﾒﾆｭ-を見たい", true},
		{"the whole is its own beginning", match.Pattern{Kind: match.Prefix, Text: "予約"}, "予約！", true},
		{"the middle is not the beginning", match.Pattern{Kind: match.Prefix, Text: "予約"}, "席を予約したい", false},
		{"a beginning of punctuation", match.Pattern{Kind: match.Prefix, Text: "！"}, " !至急", true},
		{"punctuation elsewhere is not the beginning", match.Pattern{Kind: match.Prefix, Text: "！"}, "至急!", false},
		{"any part", match.Pattern{Kind: match.Contains, Text: "予約"}, "席を予約したい", true},
		{"any part, however it is typed", match.Pattern{Kind: match.Contains, Text: "ＷｉＦｉ"}, "お店にWIFIありますか", true},
		{"the end", match.Pattern{Kind: match.Contains, Text: "予約"}, "席を予約。", true},
		{"nothing of it", match.Pattern{Kind: match.Contains, Text: "予約"}, "予定の約束", false},
		{"a part of punctuation", match.Pattern{Kind: match.Contains, Text: "？"}, "空いてますか？", true},
		{"a part of punctuation is not in every text", match.Pattern{Kind: match.Contains, Text: "？"}, "空いてます。", false},
		{"case that counts", match.Pattern{Kind: match.Contains, Text: "LINE", Keep: match.KeepCase}, "onlineで", false},
		{"half a character is not a part", match.Pattern{Kind: match.Contains, Text: "い"}, "ぃ", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := len(compile(t, c.pattern).Find(c.text)) == 1; got != c.want {
				t.Errorf("%s %q finds %q: %v, want %v", c.pattern.Kind, c.pattern.Text, c.text, got, c.want)
			}
		})
	}
}

func TestRegularExpressions(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, pattern, text string
		keep                match.Keep
		want                bool
	}{
		{"a part", "予約|よやく", "席を予約したい", 0, true},
		{"no part", "予約|よやく", "席はありますか", 0, false},
		{"literal text is folded", "メニュー.*(見|み)たい", "ﾒﾆｭｰをみたい", 0, true},
		{"literal upper case", "WIFI", "wifiは？", 0, true},
		{"upper case that counts", "WIFI", "wifiは？", match.KeepCase, false},
		{"upper case that counts, asked for without case", "(?i)WIFI", "Wifiは？", match.KeepCase, true},
		{"digits of full width", `^[0-9]+名`, "４名です", 0, true},
		{"a class of katakana", `^[ァ-ヶー]+$`, "メニュー", 0, true},
		{"a class of letters", `^[A-Z]{3}$`, "ＡＢＣ", 0, true},
		{"a Unicode class", `^\p{Katakana}+$`, "カタカナ", 0, true},
		{"what a class leaves out", `^[^あ]+$`, "ア", 0, false},
		{"what a class lets in", `^[^あ]+$`, "イ", 0, true},
		{"anchors and punctuation around", "^予約$", "「予約」！", 0, true},
		{"punctuation that is asked for", "^予約！$", "予約！", 0, true},
		{"anchors and a longer text", "^予約$", "予約したい", 0, false},
		{"escapes keep their meaning", `^\S+$`, "予 約", 0, false},
		{"a hyphen between digits", `\d{3}-\d{4}`, "〒１５０−０００１", 0, true},
		{"a repeated long mark", "コーー?ヒ", "コ〜〜〜ヒー", 0, true},
		{"an optional word", "(至急)?連絡", "連絡ください", 0, true},
		{"a repeated word", "(はい){2,}", "はいはい", 0, true},
		{"not repeated enough", "(はい){2,}", "はい", 0, false},
		{"anything", ".*", "はい", 0, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := compile(t, match.Pattern{Kind: match.Regexp, Text: c.pattern, Keep: c.keep})
			if got := len(x.Find(c.text)) == 1; got != c.want {
				t.Errorf("%q finds %q: %v, want %v", c.pattern, c.text, got, c.want)
			}
		})
	}
}

func TestARegularExpressionThatCannotBeReadSaysWhy(t *testing.T) {
	t.Parallel()
	for text, detail := range map[string]string{
		"予約(": "missing closing )", "[a": "missing closing ]", "a{2000}": "invalid repeat count",
		`(?=a)`: "invalid or unsupported Perl syntax", `(a)\1`: "invalid escape sequence", "\xff": "invalid UTF-8",
	} {
		p := match.Pattern{Kind: match.Regexp, Text: text}
		e, ok := errors.AsType[*domain.Error](p.Validate())
		if !ok || e.Code != "match.regexp_invalid" || e.Params["detail"] != detail {
			t.Errorf("%q: %v, want %s", text, e, detail)
		}
		if _, err := match.Compile([]match.Pattern{p}); err == nil {
			t.Errorf("%q compiles", text)
		}
	}
	if err := (match.Pattern{Kind: match.Regexp, Text: "予約(する)?"}).Validate(); err != nil {
		t.Errorf("a good expression: %v", err)
	}
}

// randomPattern is a pattern of any kind.
func randomPattern(r *rand.Rand) match.Pattern {
	p := match.Pattern{Kind: match.Kind(r.IntN(4)), Text: randomText(r), Keep: match.Keep(r.IntN(allKeeps))}
	if p.Kind == match.Regexp {
		p.Text = regexp.QuoteMeta(p.Text)
	}
	return p
}

func TestAKeywordOfAnyKindAlwaysMatchesItself(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 10))
	for range 20_000 {
		text := randomText(r)
		keep := match.Keep(r.IntN(allKeeps))
		x := compile(t,
			match.Pattern{Kind: match.Exact, Text: text, Keep: keep}, match.Pattern{Kind: match.Prefix, Text: text, Keep: keep},
			match.Pattern{Kind: match.Contains, Text: text, Keep: keep}, match.Pattern{Kind: match.Regexp, Text: regexp.QuoteMeta(text), Keep: keep},
		)
		if got := found(x, text); len(got) != 4 {
			t.Fatalf("%+q keeping %06b is matched by %v of the four kinds", text, keep, got)
		}
	}
}

// matches compares one pattern with one text, plainly.
func matches(p match.Pattern, text string) bool {
	whole := (p.Keep | match.KeepEdges).Fold(text)
	switch p.Kind {
	case match.Exact:
		return p.Keep.Fold(text) == p.Keep.Fold(p.Text)
	case match.Prefix:
		return strings.HasPrefix(p.Keep.Fold(text), p.Keep.Fold(p.Text)) ||
			p.Keep&match.KeepEdges == 0 && strings.HasPrefix(strings.TrimLeftFunc(whole, unicode.IsSpace), p.Keep.Fold(p.Text))
	case match.Contains:
		return strings.Contains(whole, p.Keep.Fold(p.Text))
	}
	x, err := match.Compile([]match.Pattern{p})
	return err == nil && len(x.Find(text)) == 1
}

func TestAnIndexOfAllKindsAgreesWithComparingOneByOne(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 11))
	expressions := []string{"か+", "あ.*1", "[aか]ー", "(?:っか|かか)", ".", "^a", "[^a]$", "あ?1|ー"}
	for range 200 {
		patterns := make([]match.Pattern, 1+r.IntN(50))
		for i := range patterns {
			patterns[i] = randomPattern(r)
			if patterns[i].Kind == match.Regexp && r.IntN(2) == 0 {
				patterns[i].Text = expressions[r.IntN(len(expressions))]
			}
			if r.IntN(2) == 0 {
				patterns[i].Keep = 0
			}
		}
		x := compile(t, patterns...)
		for range 30 {
			text := randomText(r) + randomText(r)
			want := []int{}
			for i, p := range patterns {
				if matches(p, text) {
					want = append(want, i)
				}
			}
			if got := found(x, text); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q finds %v, want %v of %+v", text, got, want, patterns)
			}
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("予約", "席を予約したい", uint8(2), uint8(0))
	f.Add("(メニュー|ﾒﾆｭｰ)[ァ-ヶ]?$", "メニューは？", uint8(3), uint8(0))
	f.Add("[^あ]{2,3}", "アアア", uint8(3), uint8(4))
	f.Add("！", "！！", uint8(1), uint8(63))
	f.Add("\xff", "\xff", uint8(0), uint8(1))
	f.Fuzz(func(t *testing.T, keyword, text string, kind, keep uint8) {
		if len(keyword) > 200 || len(text) > 2_000 {
			return
		}
		p := match.Pattern{Kind: match.Kind(kind % 4), Text: keyword, Keep: match.Keep(keep % allKeeps)}
		x, err := match.Compile([]match.Pattern{p})
		if (err == nil) != (p.Validate() == nil) {
			t.Fatalf("%+v: Compile says %v, Validate says %v", p, err, p.Validate())
		}
		if err != nil {
			return
		}
		if p.Kind != match.Regexp && len(x.Find(keyword)) != 1 {
			t.Errorf("%+v does not match itself", p)
		}
		if got := len(x.Find(text)) == 1; text != "" && got != matches(p, text) {
			t.Errorf("%+v finds %q: %v", p, text, got)
		}
	})
}

// patternsOfAllKinds makes n patterns as a very big company would write them.
func patternsOfAllKinds(n int) []match.Pattern {
	patterns := make([]match.Pattern, n)
	for i := range patterns {
		switch kind := match.Kind(i % 4); kind {
		case match.Exact:
			patterns[i] = match.Pattern{Kind: kind, Text: fmt.Sprintf("商品%dについて教えてください", i)}
		case match.Prefix:
			patterns[i] = match.Pattern{Kind: kind, Text: fmt.Sprintf("ご予約番号%d", i)}
		case match.Contains:
			patterns[i] = match.Pattern{Kind: kind, Text: fmt.Sprintf("キャンペーン%d", i)}
		case match.Regexp:
			patterns[i] = match.Pattern{Kind: kind, Text: fmt.Sprintf("店舗%d(の|は).*(何時|営業時間|いつ)", i)}
		}
	}
	return patterns
}

func BenchmarkFindAllKinds(b *testing.B) {
	x := compile(b, patternsOfAllKinds(30_000)...)
	texts := map[string]string{
		"nothing": "こんにちは、来週の土曜日の夜７時から４名で予約したいのですが、席は空いていますか？",
		"one":     "こんにちは、来週の土曜日に伺いたいのですが、店舗４０３は何時まで開いていますでしょうか",
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Find(text)
			}
		})
	}
}

func BenchmarkCompileAllKinds(b *testing.B) {
	patterns := patternsOfAllKinds(30_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := match.Compile(patterns); err != nil {
			b.Fatal(err)
		}
	}
}

func TestFoldingsOfARuleAreTheBitsByTheirNames(t *testing.T) {
	t.Parallel()
	names := map[domain.Folding]match.Keep{
		domain.FoldWidth: match.KeepWidth, domain.FoldCase: match.KeepCase, domain.FoldKana: match.KeepKana,
		domain.FoldLong: match.KeepLong, domain.FoldSmall: match.KeepSmall, domain.FoldEdges: match.KeepEdges,
	}
	for _, f := range domain.Foldings() {
		if got := match.KeepOf([]domain.Folding{f, "unknown"}); got != names[f] || got == 0 {
			t.Errorf("%s is %06b", f, got)
		}
	}
	if all := match.KeepOf(domain.Foldings()); !all.Valid() || (all + 1).Valid() {
		t.Errorf("all are %06b", all)
	}
	for _, kind := range []domain.MatchKind{"", domain.MatchExact, domain.MatchPrefix, domain.MatchContains, domain.MatchRegex} {
		p, err := match.PatternOf("予約", &domain.RuleOptions{Match: kind})
		if err != nil || p.Kind.String() != string(cmp.Or(kind, domain.MatchExact)) {
			t.Errorf("%q is %v %v", kind, p.Kind, err)
		}
	}
	if _, err := match.PatternOf("予約", &domain.RuleOptions{Match: "fuzzy"}); err == nil {
		t.Error("an unknown kind is known")
	}
}
