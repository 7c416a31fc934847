package reply_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

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

// reference is the slow and obvious reading of the decision: go through all
// rules, and keep those that may answer.
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
	}
	reason = reply.ReasonNoMatch
	if in.Message.Kind != "text" {
		reason = reply.ReasonKind
	}
	var keyed, uniform []candidate
	for _, r := range rules {
		c, fits := something(&r, &in.Message)
		if !r.Enabled || !fits {
			continue
		}
		reason = reply.ReasonNoMatch
		if !allowed(&r, &in) {
			continue
		}
		if r.Uniform() {
			uniform = append(uniform, c)
		} else {
			keyed = append(keyed, c)
		}
	}
	slices.SortFunc(keyed, candidate.compare)
	slices.SortFunc(uniform, candidate.compare)
	switch {
	case len(keyed) > 0:
		return keyed[0].rule.ID, reply.ReasonRule
	case len(uniform) == 0:
		return "", reason
	case s.Uniform == domain.UniformRandom:
		return uniform[in.Seed%uint64(len(uniform))].rule.ID, reply.ReasonRule
	}
	return uniform[0].rule.ID, reply.ReasonRule
}

// candidate is a rule with the best that it has for the message.
type candidate struct {
	rule   *domain.Rule
	kind   int // 0 exact to 3 regular expression
	length int
}

func (c candidate) compare(d candidate) int {
	return cmp.Or(c.rule.Position-d.rule.Position, c.kind-d.kind, d.length-c.length, strings.Compare(c.rule.ID, d.rule.ID))
}

// something reports whether the rule has something for the message.
func something(r *domain.Rule, m *reply.Message) (c candidate, ok bool) {
	c = candidate{rule: r}
	take := func(kind, length int) {
		if next := (candidate{r, kind, length}); !ok || next.compare(c) < 0 {
			c, ok = next, true
		}
	}
	switch {
	case r.Uniform():
		return c, m.Kind == "text" || r.AnyKind && slices.Contains(domain.MessageKinds(), m.Kind)
	case m.Kind == "postback":
		for _, p := range r.Postbacks {
			if p.Data == m.Data && !p.Prefix {
				take(0, len(p.Data))
			} else if p.Prefix && strings.HasPrefix(m.Data, p.Data) {
				take(1, len(p.Data))
			}
		}
	case m.Kind == "text":
		keep := match.KeepOf(r.Keep)
		for _, k := range r.Keywords {
			kind := slices.Index([]domain.MatchKind{"", "prefix", "contains", "regex"}, r.Match)
			if matches(match.Pattern{Kind: match.Kind(kind), Text: k, Keep: keep}, m.Text) {
				length := utf8.RuneCountInString(k)
				if kind < 3 {
					length = utf8.RuneCountInString(keep.Fold(k))
				}
				take(kind, length)
			}
		}
	default:
		return c, slices.Contains(r.Kinds, m.Kind)
	}
	return c, ok
}

// matches compares one pattern with a text; tests of package match say what
// that means.
func matches(p match.Pattern, text string) bool {
	if p.Kind == match.Exact {
		return text != "" && p.Keep.Fold(p.Text) == p.Keep.Fold(text)
	}
	x, err := match.Compile([]match.Pattern{p})
	return err == nil && len(x.Find(text)) > 0
}

// allowed asks for all that has to hold besides the message.
func allowed(r *domain.Rule, in *reply.Input) bool {
	if s := r.Schedule; s != nil {
		if !minutely(s, in.At) {
			return false
		}
		h, exists := in.NamedHours[s.HoursName]
		inside := h.Inside(in.At)
		if s.HoursName == "" {
			inside, exists = !in.Settings.Hours || in.Hours.Inside(in.At), true
		}
		if s.Hours != "" && (!exists || inside != (s.Hours == domain.InsideHours)) {
			return false
		}
	}
	for _, tag := range r.Audience.All {
		if !slices.Contains(in.Tags, tag) {
			return false
		}
	}
	anyOf := len(r.Audience.Any) == 0
	for _, tag := range in.Tags {
		anyOf = anyOf || slices.Contains(r.Audience.Any, tag)
		if slices.Contains(r.Audience.None, tag) {
			return false
		}
	}
	last, before := in.LastAnswered[r.ID]
	if !anyOf || before && in.At.Sub(last) < time.Duration(r.CooldownMinutes)*time.Minute {
		return false
	}
	for _, word := range r.Forbidden {
		if in.Message.Kind == "text" && matches(match.Pattern{Kind: match.Contains, Text: word, Keep: match.KeepOf(r.Keep)}, in.Message.Text) {
			return false
		}
	}
	return true
}

// minutely asks whether the day, or the one before, has a time that is on, by
// comparing what is written.
func minutely(s *domain.RuleSchedule, at time.Time) bool {
	zone, err := time.LoadLocation(cmp.Or(s.Zone, "Asia/Tokyo"))
	if err != nil {
		return false
	}
	local := at.In(zone)
	for back := range 2 {
		day := time.Date(local.Year(), local.Month(), local.Day()-back, 12, 0, 0, 0, time.UTC)
		date, clock := day.Format("2006-01-02"), fmt.Sprintf("%02d:%02d", local.Hour()+24*back, local.Minute())
		if s.From != "" && date < s.From || s.Until != "" && date > s.Until {
			continue
		}
		if len(s.Days) > 0 && !slices.Contains(s.Days, strings.ToLower(day.Format("Mon"))) {
			continue
		}
		if len(s.Times) == 0 && back == 0 {
			return true
		}
		for _, slot := range s.Times {
			if from, until, _ := strings.Cut(slot, "-"); from <= clock && clock < until {
				return true
			}
		}
	}
	return false
}

var (
	words    = []string{"予約", "よやく", "ヨヤク", "営業時間", "メニュー", "めにゅー", "ﾒﾆｭｰ", "wifi", "Wi-Fi", "WiFi！", "？", "!", "ー", "はい"}
	texts    = append([]string{"予約したい", "ﾒﾆｭｰはwifi?", "はい、予約", "明日の営業時間は？", ""}, words...)
	patterns = []string{"^予約", "営業.*は", "(wi-fi|予約)", "[0-9]+", "ﾒﾆｭｰ", "。"}
	data     = []string{"menu", "menu=1", "menu=12", "shop", "m"}
	tags     = []string{"VIP", "新規", "休眠"}
	dates    = []string{"", "", "2026-11-20", "2026-11-24", "2026-11-26"}
	slots    = []string{"09:00-12:00", "11:00-13:00", "22:00-26:00", "00:00-24:00"}
)

// some picks up to n.
func some[T any](r *rand.Rand, n int, from []T) (out []T) {
	for range r.IntN(n + 1) {
		out = append(out, from[r.IntN(len(from))])
	}
	return out
}

func randomRules(r *rand.Rand) []domain.Rule {
	rules := make([]domain.Rule, r.IntN(16))
	for i := range rules {
		rules[i] = uniform(fmt.Sprintf("r%02d", r.IntN(100)*100+i), r.IntN(4))
		rules[i].Enabled = r.IntN(5) > 0
		if r.IntN(4) == 0 {
			rules[i].AnyKind = r.IntN(2) == 0
		} else {
			rules[i].Match = []domain.MatchKind{"", "prefix", "contains", "regex"}[r.IntN(4)]
			rules[i].Keywords = some(r, 3, words)
			if rules[i].Match == domain.MatchRegex {
				rules[i].Keywords = some(r, 2, patterns)
			}
			rules[i].Kinds = some(r, 1, []string{"sticker", "image"})
			rules[i].Postbacks = some(r, 2, []domain.Postback{{Data: data[r.IntN(5)]}, {Data: data[r.IntN(5)], Prefix: true}})
		}
		if r.IntN(2) == 0 {
			randomConditions(r, &rules[i])
		}
	}
	return rules
}

func randomConditions(r *rand.Rand, rule *domain.Rule) {
	rule.Keep = some(r, 1, domain.Foldings())
	rule.Forbidden = some(r, 1, words)
	rule.CooldownMinutes = r.IntN(3)
	rule.Audience = domain.Audience{Any: some(r, 1, tags), All: some(r, 1, tags), None: some(r, 1, tags)}
	if r.IntN(2) == 0 {
		rule.Audience = domain.Audience{}
	}
	if r.IntN(2) == 0 {
		rule.Schedule = &domain.RuleSchedule{
			From: dates[r.IntN(len(dates))], Until: dates[r.IntN(len(dates))], Days: some(r, 3, hours.Days()), Times: some(r, 2, slots),
			Zone: []string{"", "America/New_York"}[r.IntN(2)], Hours: []domain.When{"", "inside", "outside"}[r.IntN(3)],
			HoursName: []string{"", "電話", "ない"}[r.IntN(3)],
		}
		if reply.Validate(rule) != nil { // dates and times in the wrong order, or hours without need
			rule.Schedule = nil
		}
	}
}

func randomInput(r *rand.Rand, rules []domain.Rule, h, phone *hours.Hours) reply.Input {
	methods := []domain.Method{domain.Manual, domain.ManualAuto, domain.Auto, domain.Auto}
	at := inside.Add(time.Duration(r.IntN(7*24*60)) * time.Minute)
	in := reply.Input{
		Settings: domain.ResponseSettings{
			Chat: r.IntN(3) > 0, Hours: r.IntN(2) == 0, Inside: methods[r.IntN(4)], Outside: methods[r.IntN(4)],
			Uniform: []domain.UniformChoice{"", domain.UniformRandom}[r.IntN(2)],
		},
		Hours: h, NamedHours: map[string]*hours.Hours{"電話": phone}, At: at, Seed: r.Uint64(),
		Message: reply.Message{Kind: "text", Text: texts[r.IntN(len(texts))], Spam: r.IntN(20) == 0, Standby: r.IntN(20) == 0},
		Tags:    some(r, 2, tags), LastAnswered: map[string]time.Time{},
	}
	if r.IntN(3) == 0 {
		in.Message.Kind = []string{"sticker", "image", "postback", "follow"}[r.IntN(4)]
		in.Message.Data = data[r.IntN(len(data))]
	}
	if r.IntN(5) == 0 {
		in.ManualUntil = at.Add(time.Duration(r.IntN(3)-1) * time.Minute)
	}
	for i := range rules {
		if r.IntN(2) == 0 {
			in.LastAnswered[rules[i].ID] = at.Add(-time.Duration(r.IntN(4)) * 30 * time.Second)
		}
	}
	return in
}

func TestDecisionsAgreeWithThePlainReading(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	h := weekdays(t)
	phone, err := hours.Compile(hours.Schedule{Week: hours.Week{"mon": {{Start: 60 * 20, End: 60 * 30}}, "wed": {{Start: 60 * 9, End: 60 * 12}}}})
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[reply.Reason]int{}
	whys := map[reply.Why]int{}
	for range 2_000 { // times 50 is 100,000 cases
		rules := randomRules(r)
		compiled := compile(t, rules...)
		shuffled := slices.Clone(rules)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := compile(t, shuffled...)
		for range 50 {
			in := randomInput(r, rules, h, phone)
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
			reasons[d.Reason]++
			for _, v := range e.Others {
				whys[v.Why]++
			}
		}
	}
	// The cases are of use only if they come by every way out.
	if len(reasons) != 7 || len(whys) != 11 {
		t.Errorf("reasons met: %v\nverdicts met: %v", reasons, whys)
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
