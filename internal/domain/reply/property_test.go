package reply_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/match"
	"ohenji/internal/domain/reply"
)

// verdicts lists a trace as "id:why", sorted by id.
func verdicts(d reply.Decision) string {
	var out []string
	for _, v := range d.Others {
		out = append(out, v.RuleID+":"+string(v.Why))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// reference is the slow and obvious reading of the decision.
func reference(rules []domain.Rule, in reply.Input) (winner string, reason reply.Reason) {
	s := in.Settings
	method := s.Inside
	if s.Hours && !in.Hours.Inside(in.At) {
		method = s.Outside
	}
	switch {
	case in.Message.Spam:
		return "", reply.ReasonSpam
	case in.Message.Standby:
		return "", reply.ReasonStandby
	case in.At.Before(in.ManualUntil):
		return "", reply.ReasonManualWindow
	case s.Chat && method == domain.Manual:
		return "", reply.ReasonMethodManual
	case in.Message.Kind != "text":
		return "", reply.ReasonKind
	}
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b domain.Rule) int {
		if a.Position != b.Position {
			return a.Position - b.Position
		}
		return strings.Compare(a.ID, b.ID)
	})
	for _, wantUniform := range []bool{false, true} {
		for _, r := range rules {
			if !r.Enabled || r.Uniform() != wantUniform {
				continue
			}
			fits := func(k string) bool { return match.Fold(k) == match.Fold(in.Message.Text) }
			if wantUniform || slices.ContainsFunc(r.Keywords, fits) {
				return r.ID, reply.ReasonRule
			}
		}
	}
	return "", reply.ReasonNoMatch
}

var words = []string{"予約", "よやく", "ヨヤク", "営業時間", "メニュー", "めにゅー", "ﾒﾆｭｰ", "wifi", "Wi-Fi", "WiFi！", "？", "!", "ー", "はい"}

func randomRules(r *rand.Rand) []domain.Rule {
	rules := make([]domain.Rule, r.IntN(40))
	for i := range rules {
		rules[i] = uniform(fmt.Sprintf("r%02d", r.IntN(100)*100+i), r.IntN(4))
		rules[i].Enabled = r.IntN(4) > 0
		for range r.IntN(4) {
			rules[i].Keywords = append(rules[i].Keywords, words[r.IntN(len(words))])
		}
	}
	return rules
}

func randomInput(r *rand.Rand, h *hours.Hours) reply.Input {
	methods := []domain.Method{domain.Manual, domain.ManualAuto, domain.Auto}
	at := inside.Add(time.Duration(r.IntN(7*24)) * time.Hour)
	in := reply.Input{
		Settings: domain.ResponseSettings{Chat: r.IntN(3) > 0, Hours: r.IntN(2) == 0, Inside: methods[r.IntN(3)], Outside: methods[r.IntN(3)]},
		Hours:    h, At: at,
		Message: reply.Message{Kind: "text", Text: words[r.IntN(len(words))], Spam: r.IntN(20) == 0, Standby: r.IntN(20) == 0},
	}
	if r.IntN(10) == 0 {
		in.Message.Kind = "sticker"
	}
	if r.IntN(5) == 0 {
		in.ManualUntil = at.Add(time.Duration(r.IntN(3)-1) * time.Minute)
	}
	return in
}

func TestDecisionsAgreeWithThePlainReading(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	h := weekdays(t)
	for range 400 {
		rules := randomRules(r)
		compiled := compile(t, rules...)
		shuffled := slices.Clone(rules)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := compile(t, shuffled...)
		for range 50 {
			in := randomInput(r, h)
			winner, reason := reference(rules, in)
			in.Rules = compiled
			d, e := reply.Decide(in), reply.Explain(in)
			if d.RuleID != winner || d.Reason != reason {
				t.Fatalf("answered by %q by %s, want %q by %s\n%+v\n%+v", d.RuleID, d.Reason, winner, reason, in, rules)
			}
			if d.RuleID != e.RuleID || d.Reason != e.Reason || d.Keyword != e.Keyword {
				t.Fatalf("Decide says %+v, Explain says %+v", d, e)
			}
			if winner != "" && (d.Bubbles[0].Text != "answer of "+winner) {
				t.Fatalf("the winner is %s, what is sent is %v", winner, d.Bubbles)
			}
			counted(t, rules, d, e)
			in.Rules = again
			if d2 := reply.Decide(in); !reflect.DeepEqual(d, d2) {
				t.Fatalf("the order in which rules were stored changed\n%+v to\n%+v", d, d2)
			}
		}
	}
}

// counted checks that every rule is accounted for once, and that the short
// trace is part of the long one.
func counted(t *testing.T, rules []domain.Rule, d, e reply.Decision) {
	t.Helper()
	winners := 0
	if d.Outcome == reply.Answered {
		winners = 1
	}
	if len(e.Others)+winners != len(rules) {
		t.Fatalf("Explain accounts for %d of %d rules", len(e.Others)+winners, len(rules))
	}
	asked := d.Reason == reply.ReasonRule || d.Reason == reply.ReasonNoMatch
	if asked && len(d.Others)+d.NoMatch+d.Omitted+winners != len(rules) {
		t.Fatalf("Decide accounts for %d others, %d without match, %d omitted of %d rules", len(d.Others), d.NoMatch, d.Omitted, len(rules))
	}
	if asked && d.NoMatch != e.NoMatch {
		t.Fatalf("%d rules without match, Explain says %d", d.NoMatch, e.NoMatch)
	}
	if len(d.Others) > reply.MaxOthers {
		t.Fatalf("%d others", len(d.Others))
	}
	at := 0
	for _, v := range d.Others { // in the same order
		for at < len(e.Others) && e.Others[at] != v {
			at++
		}
		if at == len(e.Others) {
			t.Fatalf("verdict %+v is not in the long trace %+v", v, e.Others)
		}
	}
}

func TestTheStoredTraceStaysSmallAndShowsTheNearestRules(t *testing.T) {
	t.Parallel()
	var rules []domain.Rule
	for i := range 10_000 {
		r := keyword(fmt.Sprintf("r%05d", i), i, fmt.Sprint("語", i), "共通")
		r.Enabled = i%2 == 1
		if i < 9_990 {
			r.Keywords = r.Keywords[:1]
		}
		rules = append(rules, r)
	}
	d := reply.Decide(reply.Input{Rules: compile(t, rules...), Message: text("共通"), At: inside})
	if d.RuleID != "r09991" || len(d.Others) != reply.MaxOthers {
		t.Fatalf("answered by %s, %d others", d.RuleID, len(d.Others))
	}
	fitting := 0
	for _, v := range d.Others {
		if v.Keyword == "共通" {
			fitting++
		}
	}
	if fitting != 9 {
		t.Errorf("%d of the 9 other rules that fit are listed", fitting)
	}
	if d.NoMatch != 4_995 || d.Omitted != 10_000-1-4_995-reply.MaxOthers {
		t.Errorf("%d without match, %d omitted", d.NoMatch, d.Omitted)
	}
}

func TestCompiledRulesAreSharedAndDoNotChange(t *testing.T) {
	t.Parallel()
	source := []domain.Rule{keyword("a", 1, "予約"), uniform("u", 2)}
	rules := compile(t, source...)
	in := reply.Input{Rules: rules, Message: text("予約"), At: inside}
	want := reply.Decide(in)
	source[0].Keywords[0], source[0].Bubbles[0].Text, source[0].Enabled = "別", "別", false
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got := reply.Decide(in); !reflect.DeepEqual(got, want) || got.Bubbles[0].Text != "answer of a" {
					t.Errorf("decision changed to %+v", got)
				}
			}
		})
	}
	wg.Wait()
	if rules.Len() != 2 || (*reply.Rules)(nil).Len() != 0 {
		t.Error("wrong number of rules")
	}
}

func TestAKeywordThatCannotBeCompiledIsNamed(t *testing.T) {
	t.Parallel()
	_, err := reply.Compile([]domain.Rule{keyword("b", 2, "予約"), keyword("a", 1, "はい", "")})
	var es domain.Errors
	if !errors.As(err, &es) || len(es) != 1 || es[0].Field != "rules[1].keywords[1]" || es[0].Code != "match.text_missing" {
		t.Errorf("Compile: %v", err)
	}
}
