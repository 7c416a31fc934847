package reply_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

func lint(t testing.TB, s domain.ResponseSettings, rules ...domain.Rule) string {
	t.Helper()
	warnings, err := reply.Lint(rules, s)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, w := range warnings {
		out = append(out, strings.TrimRight(fmt.Sprintf("%s %s %s %s %s", w.RuleID, w.Fault, w.Keyword, w.OtherID, w.Word), " "))
	}
	return strings.Join(out, "\n")
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	match := func(id string, position int, kind domain.MatchKind, keywords ...string) domain.Rule {
		return with(keyword(id, position, keywords...), domain.RuleOptions{Match: kind})
	}
	evenings := on(domain.RuleSchedule{Times: []string{"18:00-24:00"}})
	kept := domain.RuleOptions{Keep: []domain.Folding{domain.FoldKana}}
	random := domain.ResponseSettings{Uniform: domain.UniformRandom}
	cases := []struct {
		name     string
		settings domain.ResponseSettings
		rules    []domain.Rule
		want     string
	}{
		{"nothing is wrong", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "予約"), keyword("b", 2, "営業時間"), uniform("u", 3)}, ""},
		{"the same keyword, written otherwise", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "ﾒﾆｭｰ"), keyword("b", 2, "めにゅー！")}, "b never_wins めにゅー！ a ﾒﾆｭｰ"},
		{"one of two keywords", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "予約"), keyword("b", 2, "予約", "よやく")}, "b keyword_shadowed 予約 a 予約"},
		{"the order of the list does not count", domain.ResponseSettings{}, []domain.Rule{keyword("b", 2, "予約"), keyword("a", 1, "予約")}, "b never_wins 予約 a 予約"},
		{"a part before the whole", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "contains", "予約"), keyword("b", 2, "予約したい")}, "b never_wins 予約したい a 予約"},
		{"the whole before a part is fine", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "予約したい"), match("b", 2, "contains", "予約")}, ""},
		{"a beginning before a longer one", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "prefix", "予"), match("b", 2, "prefix", "予約")}, "b never_wins 予約 a 予"},
		{"a beginning does not cover a part", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "prefix", "予約"), match("b", 2, "contains", "予約")}, ""},
		{"a regular expression before a keyword that it matches", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "regex", "予約|よやく"), keyword("b", 2, "よやく")}, "b never_wins よやく a 予約|よやく"},
		{"a regular expression of punctuation does not cover what is without", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "regex", "予約！"), keyword("b", 2, "予約！")}, ""},
		{"the same regular expression", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "regex", "予.*"), match("b", 2, "regex", "予.*")}, "b never_wins 予.* a 予.*"},
		{"a rule with a schedule takes nothing away for good", domain.ResponseSettings{}, []domain.Rule{with(keyword("a", 1, "予約"), evenings), keyword("b", 2, "予約")}, ""},
		{"a rule that is off takes nothing away", domain.ResponseSettings{}, []domain.Rule{off(keyword("a", 1, "予約")), keyword("b", 2, "予約")}, ""},
		{"a rule that folds less does not cover", domain.ResponseSettings{}, []domain.Rule{with(keyword("a", 1, "よやく"), kept), keyword("b", 2, "よやく")}, ""},
		{"a rule that folds more does", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "ヨヤク"), with(keyword("b", 2, "よやく"), kept)}, "b never_wins よやく a ヨヤク"},
		{"at one position it depends on the text", domain.ResponseSettings{}, []domain.Rule{match("a", 1, "contains", "予約"), keyword("b", 1, "予約")}, ""},
		{"a keyword twice", domain.ResponseSettings{}, []domain.Rule{keyword("a", 1, "WiFi", "ｗｉｆｉ", "wifi?")}, "a keyword_twice ｗｉｆｉ  WiFi\na keyword_twice wifi?  WiFi"},
		{"a keyword that its rule forbids", domain.ResponseSettings{}, []domain.Rule{with(keyword("a", 1, "予約キャンセル", "予約"), domain.RuleOptions{Forbidden: []string{"ｷｬﾝｾﾙ"}})}, "a forbids_itself 予約キャンセル  ｷｬﾝｾﾙ"},
		{"a second uniform reply", domain.ResponseSettings{}, []domain.Rule{uniform("u", 1), uniform("v", 2)}, "v never_wins  u"},
		{"a second uniform reply when they are drawn", random, []domain.Rule{uniform("u", 1), uniform("v", 2)}, ""},
		{"a uniform reply that takes more kinds", domain.ResponseSettings{}, []domain.Rule{uniform("u", 1), with(uniform("v", 2), domain.RuleOptions{AnyKind: true})}, ""},
		{"a second rule for stickers", domain.ResponseSettings{}, []domain.Rule{with(uniform("a", 1), domain.RuleOptions{Kinds: []string{"sticker", "image"}}), with(uniform("b", 2), domain.RuleOptions{Kinds: []string{"sticker"}})}, "b never_wins"},
		{"a second rule for stickers with a keyword of its own", domain.ResponseSettings{}, []domain.Rule{with(uniform("a", 1), domain.RuleOptions{Kinds: []string{"sticker"}}), with(keyword("b", 2, "はい"), domain.RuleOptions{Kinds: []string{"sticker"}})}, ""},
		{"a postback within another", domain.ResponseSettings{}, []domain.Rule{with(uniform("a", 1), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "m", Prefix: true}}}), with(uniform("b", 2), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "menu"}}})}, "b never_wins"},
		{"a postback longer than another", domain.ResponseSettings{}, []domain.Rule{with(uniform("a", 1), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "m"}}}), with(uniform("b", 2), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "menu"}}})}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := lint(t, c.settings, c.rules...); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	if _, err := reply.Lint([]domain.Rule{match("a", 1, "regex", "(")}, domain.ResponseSettings{}); err == nil {
		t.Error("a regular expression that is none is fine")
	}
}

// No rule that is said never to win ever does, and removing a keyword that is
// there in vain changes no answer.
func TestWarningsAreRight(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	h := weekdays(t)
	warned := 0
	for range 1_500 {
		rules := randomRules(r)
		s := domain.ResponseSettings{Uniform: []domain.UniformChoice{"", domain.UniformRandom}[r.IntN(2)]}
		warnings, err := reply.Lint(rules, s)
		if err != nil {
			t.Fatal(err)
		}
		never := map[string]bool{}
		for _, w := range warnings {
			never[w.RuleID] = never[w.RuleID] || w.Fault == reply.NeverWins
		}
		warned += len(warnings)
		compiled := compile(t, rules...)
		for range 40 {
			in := randomInput(r, rules, h, h)
			in.Rules, in.Settings.Uniform, in.Settings.Chat = compiled, s.Uniform, false
			d := reply.Decide(in)
			if never[d.RuleID] {
				t.Fatalf("%s wins with %q: %+v\n%+v", d.RuleID, d.Keyword, warnings, rules)
			}
			for _, w := range warnings {
				if w.RuleID == d.RuleID && w.Keyword == d.Keyword && w.Keyword != "" && w.Fault != reply.KeywordTwice {
					t.Fatalf("%s wins with the keyword of %+v, for %q\n%+v", d.RuleID, w, in.Message.Text, rules)
				}
			}
		}
	}
	if warned < 1_000 {
		t.Errorf("only %d warnings", warned)
	}
}

func BenchmarkLint(b *testing.B) {
	rules := shop(10_000)
	for b.Loop() {
		if _, err := reply.Lint(rules, domain.ResponseSettings{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestRulesThatSayTheSame(t *testing.T) {
	t.Parallel()
	a := with(keyword("a", 1, "予約"), domain.RuleOptions{Forbidden: []string{}, Schedule: &domain.RuleSchedule{Days: hours.Days()}})
	b := with(keyword("a", 9, "予約"), domain.RuleOptions{Schedule: &domain.RuleSchedule{Days: hours.Days(), Times: []string{}}})
	b.ID, b.UpdatedAt = "b", inside
	if !a.SameAs(&b) {
		t.Error("place, id and time count, or an empty list does")
	}
	for i, change := range []func(*domain.Rule){
		func(r *domain.Rule) { r.Title = "x" },
		func(r *domain.Rule) { r.Enabled = false },
		func(r *domain.Rule) { r.Keywords = []string{"予", "約"} },
		func(r *domain.Rule) { r.Bubbles = nil },
		func(r *domain.Rule) { r.Schedule = nil },
		func(r *domain.Rule) { r.Final = true },
	} {
		c := b
		change(&c)
		if a.SameAs(&c) {
			t.Errorf("change %d does not count", i)
		}
	}
}
