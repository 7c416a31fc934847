package reply_test

import (
	"fmt"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
)

var sizes = []int{10, 1_000, 10_000}

// shop makes rules of three keywords each, and one uniform reply.
func shop(n int) []domain.Rule {
	rules := make([]domain.Rule, n)
	for i := range rules {
		rules[i] = keyword(fmt.Sprintf("rul_%08d", i), i,
			fmt.Sprintf("メニュー%dについて教えてください", i), fmt.Sprintf("営業時間%d", i), fmt.Sprintf("Wi-Fi %d", i))
	}
	return append(rules, uniform("rul_uniform", n))
}

// Messages of 40 characters.
const (
	missing = "こんにちは、来週の土曜日の夜７時から４名で予約したいのですが、席は空いていますか？"
)

func BenchmarkDecide(b *testing.B) {
	h := weekdays(b)
	for _, n := range sizes {
		rules := compile(b, shop(n)...)
		for name, message := range map[string]string{"uniform": missing, "keyword": "ﾒﾆｭｰ７について教えてください！"} {
			b.Run(fmt.Sprintf("rules=%d/%s", n, name), func(b *testing.B) {
				in := reply.Input{Settings: domain.DefaultSettings(), Hours: h, Rules: rules, Message: text(message), At: inside}
				in.Settings.Hours = true
				b.ReportAllocs()
				for b.Loop() {
					if reply.Decide(in).Outcome != reply.Answered {
						b.Fatal("no answer")
					}
				}
			})
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, n := range sizes {
		rules := shop(n)
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reply.Compile(rules); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
