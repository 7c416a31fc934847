package match_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

func compile(t testing.TB, patterns ...match.Pattern) *match.Index {
	t.Helper()
	x, err := match.Compile(patterns)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// found lists the patterns that match.
func found(x *match.Index, text string) []int {
	out := []int{}
	for _, h := range x.Find(text) {
		out = append(out, h.Pattern)
	}
	return out
}

func exact(text string) match.Pattern { return match.Pattern{Text: text} }

func TestExactKeywords(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		keywords []string
		text     string
		want     []int
	}{
		{"the whole message must be the keyword", []string{"開けない"}, "開けません", []int{}},
		{"a part of it is not enough", []string{"開けない"}, "ツールが開けないです", []int{}},
		{"however it is typed", []string{"メニュー"}, "「ﾒﾆｭ〜」？", []int{0}},
		{"all keywords that fit are found, in order", []string{"wifi", "メニュー", "ＷＩＦＩ", "WiFi！"}, "wifi", []int{0, 2, 3}},
		{"a keyword of punctuation matches itself", []string{"！", "ー"}, "!", []int{0}},
		{"and nothing else", []string{"！", "ー", "。"}, "はい！", []int{}},
		{"a keyword of a long mark matches any of them", []string{"！", "ー"}, "〜〜", []int{1}},
		{"nothing matches the empty text", []string{"！", "ー", " "}, "", []int{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var patterns []match.Pattern
			for _, k := range c.keywords {
				patterns = append(patterns, exact(k))
			}
			if got := found(compile(t, patterns...), c.text); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%q finds %v of %q, want %v", c.text, got, c.keywords, c.want)
			}
		})
	}
}

func TestHitsSayHowLongTheKeywordIs(t *testing.T) {
	t.Parallel()
	got := compile(t, exact("「メニュー」")).Find("メニュー")
	if want := []match.Hit{{Pattern: 0, Kind: match.Exact, Length: 4}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestKeywordsWithDifferentFoldingsStandInOneIndex(t *testing.T) {
	t.Parallel()
	x := compile(t,
		match.Pattern{Text: "WiFi", Keep: match.KeepCase}, exact("wifi"),
		match.Pattern{Text: "WIFI", Keep: match.KeepWidth}, match.Pattern{Text: "wifi", Keep: match.KeepCase},
	)
	for text, want := range map[string][]int{"WiFi": {0, 1, 2}, "wifi": {1, 2, 3}, "ｗｉｆｉ": {1, 3}, "WIFI": {1, 2}} {
		if got := found(x, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

func TestFaultyPatternsAreNamedAllAtOnce(t *testing.T) {
	t.Parallel()
	_, err := match.Compile([]match.Pattern{exact(""), exact("はい"), {Text: "a", Keep: 64}, {Text: "a", Kind: 9}})
	var es domain.Errors
	if !errors.As(err, &es) {
		t.Fatalf("Compile: %v", err)
	}
	var got []string
	for _, e := range es {
		got = append(got, e.Code+" "+e.Field)
	}
	want := []string{"match.text_missing [0]", "match.keep_unknown [2]", "match.kind_unknown [3]"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("faults %q, want %q", got, want)
	}
}

func TestKindsReadBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for _, kind := range []match.Kind{match.Exact, match.Prefix, match.Contains, match.Regexp} {
		text, _ := kind.MarshalText()
		var again match.Kind
		if err := again.UnmarshalText(text); err != nil || again != kind {
			t.Errorf("%s reads as %s %v", text, again, err)
		}
	}
	var k match.Kind = match.Regexp
	if err := k.UnmarshalText(nil); err != nil || k != match.Exact {
		t.Errorf("no kind is %s %v, want exact", k, err)
	}
	if err := k.UnmarshalText([]byte("fuzzy")); domain.KindOf(err) != domain.Invalid {
		t.Errorf("unknown kind: %v", err)
	}
}

// randomText is of characters that fold, combine and delimit.
func randomText(r *rand.Rand) string {
	alphabet := []rune("かがカｶﾞっッｯあーｰ-〜～Aaａ1１ 　！?。「#葛一\u3099\u200b❤\uFE0F")
	text := make([]rune, 1+r.IntN(6))
	for i := range text {
		text[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(text)
}

func TestAKeywordAlwaysMatchesItself(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	for range 20_000 {
		p := match.Pattern{Text: randomText(r), Keep: match.Keep(r.IntN(allKeeps))}
		x := compile(t, p)
		for _, text := range []string{p.Text, p.Keep.Fold(p.Text)} {
			if len(x.Find(text)) != 1 {
				t.Fatalf("%+v does not match %+q", p, text)
			}
		}
	}
}

func TestTheIndexAgreesWithComparingOneByOne(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		patterns := make([]match.Pattern, 1+r.IntN(60))
		for i := range patterns {
			patterns[i] = match.Pattern{Text: randomText(r), Keep: match.Keep(r.IntN(3))}
		}
		x := compile(t, patterns...)
		for range 30 {
			text := randomText(r)
			want := []int{}
			for i, p := range patterns {
				if p.Keep.Fold(p.Text) == p.Keep.Fold(text) {
					want = append(want, i)
				}
			}
			if got := found(x, text); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q finds %v, want %v of %+v", text, got, want, patterns)
			}
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{30, 3_000, 30_000} {
		var patterns []match.Pattern
		for i := range n {
			patterns = append(patterns, exact(fmt.Sprintf("メニュー%dについて", i)))
		}
		x := compile(b, patterns...)
		b.Run(fmt.Sprint("patterns=", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Find("こんにちは、来週の土曜日の夜７時から４名で予約したいのですが、席は空いていますか？")
			}
		})
	}
}
