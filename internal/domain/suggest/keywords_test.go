package suggest

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheRulesThatAreLikeAText(t *testing.T) {
	t.Parallel()
	rules := [][]string{
		{"営業時間", "何時まで"}, {"駐車場", "パーキング"}, {"駐車場の料金"}, {"予約"}, {"WiFi", "ワイファイ"}, {"予約のキャンセル"}, {"車"},
	}
	var all []Keyword
	for rule, words := range rules {
		for _, w := range words {
			all = append(all, Keyword{rule, w})
		}
	}
	ks := NewKeywords(all)
	for text, want := range map[string]string{
		"駐車場はありますか":    "1 駐車場, 2 駐車場の料金", // one is in it, the other is like it
		"ぱーきんぐ":        "1 パーキング",
		"予約キャンセル":      "3 予約, 5 予約のキャンセル",
		"ＷＩＦＩ使えますか":    "4 WiFi",
		"料金":           "2 駐車場の料金", // it is in the keyword
		"何時までやってますか":   "0 何時まで",
		"こんにちは":        "",
		"車":            "", // too short to be like anything
		"":             "",
		"営業時間と何時までと予約": "0 何時まで, 3 予約",
	} {
		var got []string
		for _, k := range ks.Near(text, 3) {
			got = append(got, fmt.Sprint(k.Rule, " ", k.Text))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q is like %v, want %s", text, got, want)
		}
	}
	if got := ks.Near("駐車場の料金", 1); len(got) != 1 || got[0].Rule != 2 {
		t.Errorf("the nearest is %v", got)
	}
}

func BenchmarkNearAmongManyKeywords(b *testing.B) {
	var all []Keyword
	for i := range 30_000 {
		all = append(all, Keyword{i / 3, fmt.Sprintf("商品%d番の在庫", i)})
	}
	ks := NewKeywords(all)
	for b.Loop() {
		ks.Near("商品12345番はありますか", 3)
	}
}
