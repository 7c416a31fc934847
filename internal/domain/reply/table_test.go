package reply_test

import (
	"encoding/json"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

// Monday to Friday, 10:00 to 19:00 in Tokyo.
var (
	inside  = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)  // Monday noon
	outside = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // Monday 21:00
)

func weekdays(t testing.TB) *hours.Hours {
	t.Helper()
	h, err := hours.Compile(hours.Default())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func compile(t testing.TB, rules ...domain.Rule) *reply.Rules {
	t.Helper()
	rs, err := reply.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// keyword and uniform make rules that are on; the title is the id.
func keyword(id string, position int, keywords ...string) domain.Rule {
	return domain.Rule{
		ID: id, Title: "title of " + id, Enabled: true, Position: position, Keywords: keywords,
		Bubbles: []domain.Bubble{{Text: "answer of " + id}},
	}
}

func uniform(id string, position int) domain.Rule { return keyword(id, position) }

func off(r domain.Rule) domain.Rule {
	r.Enabled = false
	return r
}

func text(s string) reply.Message { return reply.Message{Kind: reply.KindText, Text: s} }

// The table of response settings as LINE's own manager has it, and what we
// allow beyond: people, or both, outside hours.
func TestResponseSettings(t *testing.T) {
	t.Parallel()
	const manual, both, auto = domain.Manual, domain.ManualAuto, domain.Auto
	type settings = domain.ResponseSettings
	cases := []struct {
		name     string
		settings settings
		at       time.Time
		want     reply.State
	}{
		{"chat off: rules answer inside hours", settings{Hours: true, Inside: manual, Outside: manual}, inside, reply.State{true, auto, true, reply.StateChatOff}},
		{"chat off: rules answer outside hours", settings{Hours: true, Inside: manual, Outside: manual}, outside, reply.State{false, auto, true, reply.StateChatOff}},
		{"chat off, hours off: rules answer", settings{Inside: manual, Outside: manual}, outside, reply.State{true, auto, true, reply.StateChatOff}},
		{"hours off, manual: a message waits for people by day", settings{Chat: true, Inside: manual, Outside: auto}, inside, reply.State{true, manual, false, reply.StateAlways}},
		{"hours off, manual: a message waits for people by night", settings{Chat: true, Inside: manual, Outside: auto}, outside, reply.State{true, manual, false, reply.StateAlways}},
		{"hours off, both: rules answer by night", settings{Chat: true, Inside: both, Outside: manual}, outside, reply.State{true, both, true, reply.StateAlways}},
		{"hours off, rules: they answer by night", settings{Chat: true, Inside: auto, Outside: manual}, outside, reply.State{true, auto, true, reply.StateAlways}},
		{"inside, manual: a message waits for people", settings{Chat: true, Hours: true, Inside: manual, Outside: auto}, inside, reply.State{true, manual, false, reply.StateInside}},
		{"inside, both: rules answer", settings{Chat: true, Hours: true, Inside: both, Outside: manual}, inside, reply.State{true, both, true, reply.StateInside}},
		{"inside, rules: they answer", settings{Chat: true, Hours: true, Inside: auto, Outside: manual}, inside, reply.State{true, auto, true, reply.StateInside}},
		{"outside, rules: they answer", settings{Chat: true, Hours: true, Inside: manual, Outside: auto}, outside, reply.State{false, auto, true, reply.StateOutside}},
		{"outside, both: rules answer", settings{Chat: true, Hours: true, Inside: manual, Outside: both}, outside, reply.State{false, both, true, reply.StateOutside}},
		{"outside, manual: a message waits for people", settings{Chat: true, Hours: true, Inside: auto, Outside: manual}, outside, reply.State{false, manual, false, reply.StateOutside}},
		{"a method that is not known leaves it to people", settings{Chat: true, Inside: "robot"}, inside, reply.State{true, "robot", false, reply.StateAlways}},
	}
	h := weekdays(t)
	rules := compile(t, uniform("u", 1))
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := reply.StateAt(c.settings, h, time.Time{}, c.at); got != c.want {
				t.Errorf("StateAt = %+v, want %+v", got, c.want)
			}
			d := reply.Decide(reply.Input{Settings: c.settings, Hours: h, Rules: rules, Message: text("はい"), At: c.at})
			want := reply.Decision{Outcome: reply.Silent, Reason: reply.ReasonMethodManual}
			if c.want.RulesAnswer {
				want = reply.Decision{Outcome: reply.Answered, Reason: reply.ReasonRule}
			}
			if d.Outcome != want.Outcome || d.Reason != want.Reason || d.Method != c.want.Method || d.Inside != c.want.Inside {
				t.Errorf("Decide = %+v, want %s by %s", d, want.Outcome, want.Reason)
			}
		})
	}
	t.Run("every hour painted as outside: rules answer all day", func(t *testing.T) {
		t.Parallel()
		never, err := hours.Compile(hours.Schedule{})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range []*hours.Hours{never, nil} {
			s := settings{Chat: true, Hours: true, Inside: manual, Outside: auto}
			if got := reply.StateAt(s, h, time.Time{}, inside); !got.RulesAnswer || got.Reason != reply.StateOutside {
				t.Errorf("StateAt = %+v", got)
			}
		}
	})
}

// The order of the decision: each row is settled by the first thing that
// applies, although all that come after it apply too.
func TestOrderOfTheDecision(t *testing.T) {
	t.Parallel()
	h := weekdays(t)
	rules := compile(t, keyword("k", 1, "営業時間"), uniform("u", 2))
	manual := domain.ResponseSettings{Chat: true, Hours: true, Inside: domain.Manual, Outside: domain.Manual}
	chatOff := domain.ResponseSettings{Hours: true, Inside: domain.Manual, Outside: domain.Manual}
	byRules := domain.ResponseSettings{Chat: true, Inside: domain.ManualAuto, Outside: domain.Manual}
	later := inside.Add(time.Minute)
	cases := []struct {
		name    string
		in      reply.Input
		outcome reply.Outcome
		reason  reply.Reason
		rule    string
	}{
		{"1. spam gets no answer", reply.Input{Settings: byRules, Message: reply.Message{Kind: "text", Text: "営業時間", Spam: true}, ManualUntil: later}, reply.Silent, reply.ReasonSpam, ""},
		{"1. a chat that another channel has gets no answer", reply.Input{Settings: chatOff, Message: reply.Message{Kind: "text", Text: "営業時間", Standby: true}, ManualUntil: later}, reply.Silent, reply.ReasonStandby, ""},
		{"2. in the manual window no rule answers", reply.Input{Settings: byRules, Message: text("営業時間"), ManualUntil: later}, reply.Silent, reply.ReasonManualWindow, ""},
		{"2. not even with chat off", reply.Input{Settings: chatOff, Message: text("営業時間"), ManualUntil: later}, reply.Silent, reply.ReasonManualWindow, ""},
		{"2. nor outside hours", reply.Input{Settings: byRules, Message: text("営業時間"), ManualUntil: outside.Add(time.Nanosecond), At: outside}, reply.Silent, reply.ReasonManualWindow, ""},
		{"2. at the window's end rules answer again", reply.Input{Settings: byRules, Message: text("営業時間"), ManualUntil: inside}, reply.Answered, reply.ReasonRule, "k"},
		{"3. with chat off rules answer, whatever the methods", reply.Input{Settings: chatOff, Message: text("営業時間")}, reply.Answered, reply.ReasonRule, "k"},
		{"4. and 5. in the manual method nothing is sent", reply.Input{Settings: manual, Message: text("営業時間")}, reply.Silent, reply.ReasonMethodManual, ""},
		{"5. a keyword that fits beats the uniform reply", reply.Input{Settings: byRules, Message: text("営業時間")}, reply.Answered, reply.ReasonRule, "k"},
		{"5. the uniform reply answers what no keyword fits", reply.Input{Settings: byRules, Message: text("営業時間は")}, reply.Answered, reply.ReasonRule, "u"},
		{"5. a sticker is not answered", reply.Input{Settings: byRules, Message: reply.Message{Kind: "sticker"}}, reply.Silent, reply.ReasonKind, ""},
		{"5. text in another kind is not compared", reply.Input{Settings: byRules, Message: reply.Message{Kind: "image", Text: "営業時間"}}, reply.Silent, reply.ReasonKind, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.in.Hours, c.in.Rules = h, rules
			if c.in.At.IsZero() {
				c.in.At = inside
			}
			for _, d := range []reply.Decision{reply.Decide(c.in), reply.Explain(c.in)} {
				if d.Outcome != c.outcome || d.Reason != c.reason || d.RuleID != c.rule {
					t.Errorf("%s by %s (%s), want %s by %s (%s)", d.Outcome, d.Reason, d.RuleID, c.outcome, c.reason, c.rule)
				}
				if (len(d.Bubbles) > 0) != (c.outcome == reply.Answered) {
					t.Errorf("bubbles %v with outcome %s", d.Bubbles, d.Outcome)
				}
			}
		})
	}
}

func TestChoosingAmongRules(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		rules   []domain.Rule
		text    string
		rule    string // "" for silence
		keyword string
	}{
		{"the order decides between keywords that fit", []domain.Rule{keyword("b", 2, "予約"), keyword("a", 1, "予約")}, "予約", "a", "予約"},
		{"a rule that is off is passed over", []domain.Rule{off(keyword("a", 1, "予約")), keyword("b", 2, "予約")}, "予約", "b", "予約"},
		{"a keyword low in the order beats a uniform reply above it", []domain.Rule{uniform("u", 1), keyword("k", 9, "予約")}, "予約", "k", "予約"},
		{"the order decides between uniform replies", []domain.Rule{uniform("v", 2), uniform("u", 1)}, "はい", "u", ""},
		{"a uniform reply that is off is passed over", []domain.Rule{off(uniform("u", 1)), uniform("v", 2)}, "はい", "v", ""},
		{"equal positions: the older rule, whose id is lower", []domain.Rule{keyword("b", 1, "予約"), keyword("a", 1, "予約")}, "予約", "a", "予約"},
		{"any keyword of a rule will do", []domain.Rule{keyword("a", 1, "営業時間", "何時まで")}, "何時まで", "a", "何時まで"},
		{"the keyword is named as its author wrote it", []domain.Rule{keyword("a", 1, "ＷｉＦｉ")}, "wifi？", "a", "ＷｉＦｉ"},
		{"without rules there is silence", nil, "はい", "", ""},
		{"with no rule that fits there is silence", []domain.Rule{keyword("a", 1, "予約"), off(uniform("u", 2))}, "はい", "", ""},
		{"a part of the message is not enough", []domain.Rule{keyword("a", 1, "開けない")}, "ツールが開けないです", "", ""},
		{"an empty text fits no keyword but a uniform reply", []domain.Rule{keyword("a", 1, "予約"), uniform("u", 2)}, "", "u", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := reply.Decide(reply.Input{Rules: compile(t, c.rules...), Message: text(c.text), At: inside})
			if d.RuleID != c.rule || d.Keyword != c.keyword {
				t.Errorf("answered by %q with %q, want %q with %q", d.RuleID, d.Keyword, c.rule, c.keyword)
			}
			if c.rule == "" && (d.Outcome != reply.Silent || d.Reason != reply.ReasonNoMatch) {
				t.Errorf("%s by %s, want silence", d.Outcome, d.Reason)
			}
		})
	}
}

func TestTheTraceSaysWhyOthersDidNotAnswer(t *testing.T) {
	t.Parallel()
	rules := compile(t,
		uniform("greet", 1),
		off(keyword("old", 2, "予約", "よやく")),
		keyword("book", 3, "予約"),
		keyword("late", 4, "予約"),
		keyword("access", 5, "アクセス"),
		off(keyword("gone", 6, "駐車場")),
	)
	cases := []struct {
		name           string
		settings       domain.ResponseSettings
		message        reply.Message
		decide, expain string
	}{
		{
			"a keyword fits",
			domain.ResponseSettings{},
			text("予約！"),
			`{"outcome":"answered","reason":"rule","method":"auto","inside":true,"ruleId":"book","ruleTitle":"title of book","keyword":"予約","others":[` +
				`{"ruleId":"greet","title":"title of greet","why":"keyword_won"},` +
				`{"ruleId":"old","title":"title of old","why":"off","keyword":"予約"},` +
				`{"ruleId":"late","title":"title of late","why":"lower_order","keyword":"予約"},` +
				`{"ruleId":"gone","title":"title of gone","why":"off"}],"noMatch":1}`,
			`access:no_match gone:off greet:keyword_won late:lower_order old:off`,
		},
		{
			"nothing fits but the uniform reply",
			domain.ResponseSettings{},
			text("はい"),
			`{"outcome":"answered","reason":"rule","method":"auto","inside":true,"ruleId":"greet","ruleTitle":"title of greet","others":[` +
				`{"ruleId":"old","title":"title of old","why":"off"},` +
				`{"ruleId":"gone","title":"title of gone","why":"off"}],"noMatch":3}`,
			`access:no_match book:no_match gone:off late:no_match old:off`,
		},
		{
			"the rules are not asked",
			domain.ResponseSettings{Chat: true, Inside: domain.Manual},
			text("予約"),
			`{"outcome":"silent","reason":"method_manual","method":"manual","inside":true,"others":[]}`,
			`access:no_match book:not_asked gone:off greet:not_asked late:not_asked old:off`,
		},
		{
			"a sticker",
			domain.ResponseSettings{},
			reply.Message{Kind: "sticker"},
			`{"outcome":"silent","reason":"kind","method":"auto","inside":true,"kind":"sticker","others":[]}`,
			`access:kind book:kind gone:off greet:kind late:kind old:off`,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := reply.Input{Settings: c.settings, Rules: rules, Message: c.message, At: inside}
			got, err := json.Marshal(reply.Decide(in))
			if err != nil || string(got) != c.decide {
				t.Errorf("stored as %s %v\nwant      %s", got, err, c.decide)
			}
			if got := verdicts(reply.Explain(in)); got != c.expain {
				t.Errorf("explained as %s\nwant         %s", got, c.expain)
			}
		})
	}
}
