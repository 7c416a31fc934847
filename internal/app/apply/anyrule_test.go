package apply_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"ohenji/internal/app/apply"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// Any rules: those that a random source makes of all that a rule can have.
func TestRulesOfAllKindsSurviveEachFormat(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		rng := rand.New(rand.NewPCG(1, 2))
		var all []domain.Rule
		for i := range 60 {
			all = append(all, anyRule(rng, i))
		}
		first := s.empty("a")
		for i := range all {
			if _, err := s.rules.CreateRule(t.Context(), domain.System(), first, all[i]); err != nil {
				t.Fatalf("rule %+v: %v", all[i], err)
			}
		}
		for i, format := range []apply.Format{apply.YAML, apply.JSON, apply.CSV} {
			text := s.exported(first, format)
			other := s.empty(strings.Repeat("b", i+2))
			s.imported(other, text, apply.Import{Format: format})
			if got := s.exported(other, format); got != text {
				t.Errorf("%s: exported again it is another file", format)
			}
			if got := s.imported(first, text, apply.Import{Format: format}); len(got) > 0 {
				t.Errorf("%s: an account's own rules change %q", format, got)
			}
		}
	})
}

// anyRule is a rule that is well, of random pieces.
func anyRule(rng *rand.Rand, i int) domain.Rule {
	word := func() string {
		letters := []rune("あア漢a1😀-=+@'\"#:,{}[]|>&*!%?、。\n 　")
		text := make([]rune, 1+rng.IntN(12))
		for i := range text {
			text[i] = letters[rng.IntN(len(letters))]
		}
		return "語" + string(text)
	}
	words := func() (out []string) {
		for range rng.IntN(4) {
			out = append(out, strings.ReplaceAll(word(), "\n", ""))
		}
		return out
	}
	r := domain.Rule{Title: strings.TrimSpace(strings.ReplaceAll(word(), "\n", "")), Enabled: rng.IntN(2) == 0, Keywords: words(), RuleOptions: domain.RuleOptions{
		Match: []domain.MatchKind{"", domain.MatchExact, domain.MatchPrefix, domain.MatchContains}[rng.IntN(4)], Forbidden: words(),
		Final: rng.IntN(2) == 0, CooldownMinutes: rng.IntN(3), Folder: strings.TrimSpace(strings.ReplaceAll(word(), "\n", "")), AnyKind: rng.IntN(2) == 0,
		Audience: domain.Audience{Any: words(), None: words()},
	}}
	if i%7 == 0 {
		r.Title = "同じ題" // rules of one title are told apart by their order
	}
	if rng.IntN(2) == 0 {
		r.Keep, r.Kinds = domain.Foldings()[:2], domain.MessageKinds()[:1+rng.IntN(3)]
		r.Postbacks = []domain.Postback{{Data: word(), Prefix: true}}
		r.Schedule = &domain.RuleSchedule{Days: hours.Days()[:3], Times: []string{"22:00-26:00"}}
	}
	action := domain.Action{Type: "message", Label: "はい", Text: word()}
	bubbles := []domain.Bubble{
		{Text: word() + "\n" + word()},
		{Text: word(), QuickReplies: []domain.QuickReply{{Action: action}}},
		{Image: &domain.ImageBubble{OriginalContentURL: "https://x.jp/a?b=c&d=e", PreviewImageURL: "https://x.jp/a"}},
		{Location: &domain.LocationBubble{Title: "店", Address: "東京", Latitude: 35.6812, Longitude: 139.7671}},
		{Confirm: &domain.ConfirmBubble{AltText: "確認", Text: word(), Actions: []domain.Action{action, action}}},
		{Flex: &domain.FlexBubble{AltText: "flex", Contents: domain.RawJSON(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"z","flex":0}]}}`)}},
	}
	for range 1 + rng.IntN(4) {
		r.Bubbles = append(r.Bubbles, bubbles[rng.IntN(len(bubbles))])
	}
	return r
}
