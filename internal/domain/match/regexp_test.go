package match

import (
	"slices"
	"testing"
)

// An expression is run only on texts that have a word it needs: a word too
// many here is a match missed, one too few is time lost.
func TestWordsThatAnExpressionNeeds(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, pattern string
		want          []string
	}{
		{"a word", "メニュー", []string{"めにゆー"}},
		{"without case", "(?i)WiFi", []string{"wifi"}},
		{"the longest of several", "店.*営業時間.*いつ", []string{"営業時間"}},
		{"either of two", "予約|空席", []string{"予約", "空席"}},
		{"either of two in brackets beats a shorter word", "の(予約|空席)", []string{"予約", "空席"}},
		{"one of two that can be anything needs nothing", "予約|.", nil},
		{"an optional word is not needed", "(予約)?.", nil},
		{"nor one that may repeat no times", "(予約){0,2}.", nil},
		{"nor one with a star", "(予約)*", nil},
		{"a repeated word is needed once", "(予約){2,}", []string{"予約"}},
		{"so is one with a plus", "(予約)+", []string{"予約"}},
		{"a small class is its members", "[月火]曜", []string{"曜"}},
		{"and they are needed when there is nothing better", "[月火]", []string{"月", "火"}},
		{"a big class is not", "[0-9a-z]+", nil},
		{"an anchor needs nothing", "^$", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e, err := Keep(0).parse(c.pattern)
			if err != nil {
				t.Fatal(err)
			}
			got := slices.Sorted(slices.Values(e.needed))
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q needs %q, want %q", c.pattern, got, c.want)
			}
		})
	}
}
