package reply_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

// with sets options of a rule.
func with(r domain.Rule, o domain.RuleOptions) domain.Rule {
	r.RuleOptions = o
	return r
}

func on(s domain.RuleSchedule) domain.RuleOptions { return domain.RuleOptions{Schedule: &s} }

func tokyo(t *testing.T, text string) time.Time {
	t.Helper()
	ts, err := time.Parse("2006-01-02 15:04:05 -0700", text+" +0900")
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func TestARuleKeepsToItsSchedule(t *testing.T) {
	t.Parallel()
	december := domain.RuleSchedule{From: "2026-12-01", Until: "2026-12-31"}
	night := domain.RuleSchedule{Days: []string{"fri"}, Times: []string{"22:00-26:00"}, Until: "2026-11-27"}
	cases := []struct {
		name     string
		schedule domain.RuleSchedule
		at       string
		want     bool
	}{
		{"the second before the first day", december, "2026-11-30 23:59:59", false},
		{"the beginning of the first day", december, "2026-12-01 00:00:00", true},
		{"the end of the last day", december, "2026-12-31 23:59:59", true},
		{"the day after the last", december, "2027-01-01 00:00:00", false},
		{"no beginning", domain.RuleSchedule{Until: "2026-12-31"}, "1999-01-01 00:00:00", true},
		{"no end", domain.RuleSchedule{From: "2026-12-01"}, "2099-01-01 00:00:00", true},
		{"a day of the week", domain.RuleSchedule{Days: []string{"mon", "sun"}}, "2026-11-29 12:00:00", true},
		{"another day of the week", domain.RuleSchedule{Days: []string{"mon", "sun"}}, "2026-11-28 12:00:00", false},
		{"within its times", domain.RuleSchedule{Times: []string{"09:00-12:00", "13:00-17:00"}}, "2026-11-28 13:00:00", true},
		{"between its times", domain.RuleSchedule{Times: []string{"09:00-12:00", "13:00-17:00"}}, "2026-11-28 12:00:00", false},
		{"over midnight the day of the beginning counts", night, "2026-11-28 01:59:59", true},
		{"and the day after the last has no night of its own", night, "2026-11-28 22:00:00", false},
		{"nor has the day before one", night, "2026-11-27 01:00:00", false},
		{"in another zone", domain.RuleSchedule{Days: []string{"sun"}, Zone: "America/New_York"}, "2026-11-30 13:59:59", true},
		{"where the day is over", domain.RuleSchedule{Days: []string{"sun"}, Zone: "America/New_York"}, "2026-11-30 14:00:00", false},
		{"inside hours", domain.RuleSchedule{Hours: domain.InsideHours}, "2026-11-27 18:59:59", true},
		{"outside hours", domain.RuleSchedule{Hours: domain.InsideHours}, "2026-11-27 19:00:00", false},
		{"only outside hours, inside", domain.RuleSchedule{Hours: domain.OutsideHours}, "2026-11-27 18:59:59", false},
		{"only outside hours, outside", domain.RuleSchedule{Hours: domain.OutsideHours}, "2026-11-27 19:00:00", true},
		{"inside the hours that it names", domain.RuleSchedule{Hours: domain.InsideHours, HoursName: "電話"}, "2026-11-28 12:00:00", true},
		{"outside the hours that it names", domain.RuleSchedule{Hours: domain.OutsideHours, HoursName: "電話"}, "2026-11-28 12:00:00", false},
		{"names hours that do not exist, inside", domain.RuleSchedule{Hours: domain.InsideHours, HoursName: "閉店"}, "2026-11-28 12:00:00", false},
		{"names hours that do not exist, outside", domain.RuleSchedule{Hours: domain.OutsideHours, HoursName: "閉店"}, "2026-11-28 12:00:00", false},
		{"a schedule of nothing is always", domain.RuleSchedule{}, "2026-11-28 12:00:00", true},
		{"what cannot be read is never", domain.RuleSchedule{From: "tomorrow"}, "2026-11-28 12:00:00", false},
	}
	phone, err := hours.Compile(hours.Schedule{Week: hours.Week{"sat": {{Start: 0, End: 24 * 60}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := reply.Input{
				Settings: domain.ResponseSettings{Hours: true}, Hours: weekdays(t), NamedHours: map[string]*hours.Hours{"電話": phone},
				Rules: compile(t, with(keyword("a", 1, "予約"), on(c.schedule))), Message: text("予約"), At: tokyo(t, c.at),
			}
			d := reply.Decide(in)
			if answered := d.Outcome == reply.Answered; answered != c.want {
				t.Errorf("answered: %v", answered)
			}
			if !c.want && verdicts(d) != "a:schedule" {
				t.Errorf("trace %s", verdicts(d))
			}
		})
	}
	t.Run("while 応答時間 is off it is always inside", func(t *testing.T) {
		t.Parallel()
		rules := compile(t, with(keyword("in", 1, "予約"), on(domain.RuleSchedule{Hours: domain.InsideHours})), with(keyword("out", 0, "予約"), on(domain.RuleSchedule{Hours: domain.OutsideHours})))
		d := reply.Decide(reply.Input{Hours: weekdays(t), Rules: rules, Message: text("予約"), At: outside})
		if d.RuleID != "in" || verdicts(d) != "out:schedule" {
			t.Errorf("answered by %q, %s", d.RuleID, verdicts(d))
		}
	})
}

func TestWhoGetsAnAnswerAndHowOften(t *testing.T) {
	t.Parallel()
	vip := domain.RuleOptions{Audience: domain.Audience{Any: []string{"VIP", "得意先"}}}
	both := domain.RuleOptions{Audience: domain.Audience{All: []string{"VIP", "新規"}}}
	none := domain.RuleOptions{Audience: domain.Audience{None: []string{"休眠"}}}
	tenMinutes := domain.RuleOptions{CooldownMinutes: 10}
	cases := []struct {
		name    string
		options domain.RuleOptions
		tags    []string
		last    time.Duration // before the message; 0 is never
		want    string        // "" is answered
	}{
		{"one of the tags will do", vip, []string{"新規", "得意先"}, 0, ""},
		{"none of the tags", vip, []string{"新規"}, 0, "a:audience"},
		{"a contact without tags", vip, nil, 0, "a:audience"},
		{"all of the tags", both, []string{"新規", "VIP", "x"}, 0, ""},
		{"not all of the tags", both, []string{"VIP"}, 0, "a:audience"},
		{"without the tag that excludes", none, []string{"VIP"}, 0, ""},
		{"with the tag that excludes", none, []string{"休眠"}, 0, "a:audience"},
		{"never answered before", tenMinutes, nil, 0, ""},
		{"answered a moment ago", tenMinutes, nil, time.Second, "a:cooldown"},
		{"to the end of the cooldown", tenMinutes, nil, 10*time.Minute - time.Nanosecond, "a:cooldown"},
		{"at the end of the cooldown", tenMinutes, nil, 10 * time.Minute, ""},
		{"without a cooldown each message is answered", domain.RuleOptions{}, nil, time.Second, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, r := range []domain.Rule{keyword("a", 1, "予約"), uniform("a", 1)} {
				in := reply.Input{Rules: compile(t, with(r, c.options)), Message: text("予約"), At: inside, Tags: c.tags}
				if c.last > 0 {
					in.LastAnswered = map[string]time.Time{"a": inside.Add(-c.last), "b": inside}
				}
				d := reply.Decide(in)
				if (d.Outcome == reply.Answered) != (c.want == "") || verdicts(d) != c.want {
					t.Errorf("%s by %s, %q", d.Outcome, d.Reason, verdicts(d))
				}
				if c.want == "a:cooldown" && !d.Others[0].Until.Equal(inside.Add(10*time.Minute-c.last)) {
					t.Errorf("until %s", d.Others[0].Until)
				}
			}
		})
	}
}

func TestKindsOfMatchAndForbiddenWords(t *testing.T) {
	t.Parallel()
	exact, contains := keyword("e", 1, "予約"), with(keyword("c", 1, "予約"), domain.RuleOptions{Match: domain.MatchContains})
	cancel := with(keyword("c", 1, "予約"), domain.RuleOptions{Match: domain.MatchContains, Forbidden: []string{"キャンセル"}})
	prefix := with(keyword("p", 1, "予約"), domain.RuleOptions{Match: domain.MatchPrefix})
	number := with(keyword("n", 1, "予約番号[0-9]+"), domain.RuleOptions{Match: domain.MatchRegex})
	long := with(keyword("l", 1, "予約を"), domain.RuleOptions{Match: domain.MatchContains})
	cases := []struct {
		name  string
		rules []domain.Rule
		text  string
		want  string // rule:keyword
		trace string
	}{
		{"contains", []domain.Rule{contains}, "明日よやくできますか", ":", ""},
		{"contains, as folded", []domain.Rule{contains}, "明日、予約できますか", "c:予約", ""},
		{"a prefix", []domain.Rule{prefix}, "予約したい", "p:予約", ""},
		{"not at the beginning", []domain.Rule{prefix}, "明日の予約", ":", ""},
		{"a regular expression", []domain.Rule{number}, "予約番号１２３です", "n:予約番号[0-9]+", ""},
		{"a word that forbids", []domain.Rule{cancel}, "予約をｷｬﾝｾﾙしたい", ":", "c:forbidden"},
		{"a word that forbids keeps only its rule silent", []domain.Rule{cancel, uniform("u", 0)}, "予約をキャンセル", "u:", "c:forbidden"},
		{"a folding that is off", []domain.Rule{with(keyword("a", 1, "Wi-Fi"), domain.RuleOptions{Keep: []domain.Folding{domain.FoldCase}})}, "wi-fi", ":", ""},
		{"and another that is still on", []domain.Rule{with(keyword("a", 1, "Wi-Fi"), domain.RuleOptions{Keep: []domain.Folding{domain.FoldCase}})}, "Ｗi-Ｆi", "a:Wi-Fi", ""},
		{"at one position the more exact kind", []domain.Rule{contains, prefix, number, exact}, "予約", "e:予約", "c:lower_order p:lower_order"},
		{"prefix before contains", []domain.Rule{contains, prefix}, "予約したい", "p:予約", "c:lower_order"},
		{"contains before regular expression", []domain.Rule{with(keyword("a", 1, "予約.*"), domain.RuleOptions{Match: domain.MatchRegex}), contains}, "予約したい", "c:予約", "a:lower_order"},
		{"of one kind the longer keyword", []domain.Rule{contains, long}, "予約をしたい", "l:予約を", "c:lower_order"},
		{"in one rule the longer keyword is named", []domain.Rule{with(keyword("a", 1, "予", "予約", "約"), domain.RuleOptions{Match: domain.MatchContains})}, "予約", "a:予約", ""},
		{"of one length the keyword listed first", []domain.Rule{with(keyword("a", 1, "約", "予"), domain.RuleOptions{Match: domain.MatchContains})}, "予約", "a:約", ""},
		{"of one length and position the rule with the lower id", []domain.Rule{with(keyword("b", 1, "約"), domain.RuleOptions{Match: domain.MatchContains}), with(keyword("a", 1, "予"), domain.RuleOptions{Match: domain.MatchContains})}, "予約", "a:予", "b:lower_order"},
		{"the order before the kind", []domain.Rule{with(keyword("z", 0, "予約"), domain.RuleOptions{Match: domain.MatchContains}), exact}, "予約", "z:予約", "e:lower_order"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := reply.Input{Rules: compile(t, c.rules...), Message: text(c.text), At: inside}
			d, e := reply.Decide(in), reply.Explain(in)
			var whys []string
			for _, v := range e.Others {
				if v.Why != reply.WhyNoMatch {
					whys = append(whys, v.RuleID+":"+string(v.Why))
				}
				if (v.Why == reply.WhyForbidden) != (v.Forbidden == "キャンセル") {
					t.Errorf("forbidden by %q", v.Forbidden)
				}
			}
			slices.Sort(whys)
			if got := d.RuleID + ":" + d.Keyword; got != c.want || strings.Join(whys, " ") != c.trace {
				t.Errorf("answered by %s, %s; want %s, %s", got, whys, c.want, c.trace)
			}
		})
	}
}

func TestMessagesWithoutText(t *testing.T) {
	t.Parallel()
	rules := compile(t,
		uniform("u", 0),
		with(uniform("any", 1), domain.RuleOptions{AnyKind: true}),
		with(keyword("pic", 2, "写真"), domain.RuleOptions{Kinds: []string{"image", "video"}, Final: true}),
		with(uniform("menu", 3), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "menu="}, {Data: "menu=", Prefix: true}, {Data: "menu=1", Prefix: true}}}),
		with(uniform("one", 3), domain.RuleOptions{Postbacks: []domain.Postback{{Data: "menu=1"}}}),
		off(with(uniform("off", 4), domain.RuleOptions{Kinds: []string{"audio"}})),
	)
	cases := []struct {
		name, kind, data string
		want             string // rule:keyword
		reason           reply.Reason
		others           string
	}{
		{"a picture has a rule of its own", "image", "", "pic:", reply.ReasonRule, "any:keyword_won menu:kind off:off one:kind u:kind"},
		{"a sticker is for the uniform rule that takes all kinds", "sticker", "", "any:", reply.ReasonRule, "menu:kind off:off one:kind pic:kind u:kind"},
		{"the only rule for the kind is off", "audio", "", "any:", reply.ReasonRule, "menu:kind off:off one:kind pic:kind u:kind"},
		{"data as they are", "postback", "menu=1", "one:menu=1", reply.ReasonRule, "any:kind menu:lower_order off:off pic:kind u:kind"},
		{"data that begin so, by the longer beginning", "postback", "menu=12", "menu:menu=1", reply.ReasonRule, "any:kind off:off one:no_match pic:kind u:kind"},
		{"the exact before the beginning", "postback", "menu=", "menu:menu=", reply.ReasonRule, "any:kind off:off one:no_match pic:kind u:kind"},
		{"data are not folded", "postback", "MENU=1", ":", reply.ReasonKind, "any:kind menu:no_match off:off one:no_match pic:kind u:kind"},
		{"no data", "postback", "", ":", reply.ReasonKind, "any:kind menu:no_match off:off one:no_match pic:kind u:kind"},
		{"what is no message", "follow", "", ":", reply.ReasonKind, "any:kind menu:kind off:off one:kind pic:kind u:kind"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := reply.Input{Rules: rules, Message: reply.Message{Kind: c.kind, Data: c.data}, At: inside}
			d, e := reply.Decide(in), reply.Explain(in)
			if got := d.RuleID + ":" + d.Keyword; got != c.want || d.Reason != c.reason || d.Kind != c.kind || d.Final != (d.RuleID == "pic") {
				t.Errorf("answered by %s by %s: %+v", got, d.Reason, d)
			}
			if got := verdicts(e); got != c.others {
				t.Errorf("explained as %s\nwant         %s", got, c.others)
			}
		})
	}
	t.Run("text is not for rules by kind", func(t *testing.T) {
		t.Parallel()
		e := reply.Explain(reply.Input{Rules: rules, Message: text("写真"), At: inside})
		if e.RuleID != "pic" || verdicts(e) != "any:keyword_won menu:kind off:off one:kind u:keyword_won" {
			t.Errorf("answered by %s, %s", e.RuleID, verdicts(e))
		}
	})
}

func TestUniformRepliesDrawnAtRandom(t *testing.T) {
	t.Parallel()
	rules := compile(t,
		uniform("a", 1), uniform("b", 2), off(uniform("c", 3)),
		with(uniform("d", 4), domain.RuleOptions{Audience: domain.Audience{Any: []string{"VIP"}}}), uniform("e", 5), keyword("k", 6, "予約"))
	in := reply.Input{Settings: domain.ResponseSettings{Uniform: domain.UniformRandom, UniformSeed: 42}, Rules: rules, Message: text("はい"), At: inside}
	drawn := map[string]int{}
	for i := range 3_000 {
		in.Seed = reply.Seed(in.Settings, fmt.Sprintf("01KAM%09d", i))
		d := reply.Decide(in)
		drawn[d.RuleID]++
		if again := reply.Explain(in); again.RuleID != d.RuleID {
			t.Fatalf("drawn %s and then %s", d.RuleID, again.RuleID)
		}
		if i == 0 && d.RuleID != "a" && !strings.Contains(verdicts(d), "a:not_drawn") {
			t.Errorf("trace %s", verdicts(d))
		}
	}
	for _, id := range []string{"a", "b", "e"} {
		if n := drawn[id]; n < 900 || n > 1_100 {
			t.Errorf("%s drawn %d times of 3,000", id, n)
		}
	}
	if len(drawn) != 3 {
		t.Errorf("drawn: %v", drawn)
	}
	other := in.Settings
	other.UniformSeed++
	if reply.Seed(in.Settings, "m") == reply.Seed(other, "m") {
		t.Error("the seed of the settings does not count")
	}
	in.Message.Text = "予約"
	if d := reply.Decide(in); d.RuleID != "k" {
		t.Errorf("%s beats the keyword", d.RuleID)
	}
}

func TestValidateFindsAllFaultsOfARule(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("長", 101)
	cases := []struct {
		name    string
		options domain.RuleOptions
		want    []string
	}{
		{"all options", domain.RuleOptions{
			Match: domain.MatchContains, Keep: domain.Foldings(), Forbidden: []string{"いいえ"}, Kinds: domain.MessageKinds(), Postbacks: []domain.Postback{{Data: "menu=", Prefix: true}},
			Schedule: &domain.RuleSchedule{From: "2026-12-01", Until: "2026-12-01", Days: hours.Days(), Times: []string{"09:00-12:00", "22:00-26:00"}, Zone: "Asia/Seoul", Hours: domain.InsideHours, HoursName: "電話"},
			Audience: domain.Audience{Any: []string{"a"}, All: []string{"b"}, None: []string{"c"}}, CooldownMinutes: 60, Final: true, Folder: "予約",
		}, nil},
		{"unknown names", domain.RuleOptions{Match: "fuzzy", Keep: []domain.Folding{"width", "colour"}, Kinds: []string{"image", "text"}}, []string{"match.kind_unknown match", "match.keep_unknown keep[1]", "rule.kind_unknown kinds[1]"}},
		{"lengths", domain.RuleOptions{
			Forbidden: []string{"", long}, Postbacks: []domain.Postback{{}, {Data: strings.Repeat("a", 301)}}, Folder: long, Audience: domain.Audience{All: []string{" "}, None: []string{long}},
		}, []string{"rule.forbidden_length forbidden[0]", "rule.forbidden_length forbidden[1]", "rule.postback_length postbacks[0].data", "rule.postback_length postbacks[1].data", "rule.tag_length audience.all[0]", "rule.tag_length audience.none[0]", "rule.folder_length folder"}},
		{"numbers", domain.RuleOptions{
			Forbidden: slices.Repeat([]string{"a"}, 51), Postbacks: slices.Repeat([]domain.Postback{{Data: "a"}}, 51), Audience: domain.Audience{Any: slices.Repeat([]string{"a"}, 51)}, CooldownMinutes: 43_201,
			Schedule: &domain.RuleSchedule{Times: slices.Repeat([]string{"00:00-24:00"}, 21)},
		}, []string{"rule.forbidden_many forbidden", "rule.postbacks_many postbacks", "rule.audience_many audience.any", "rule.cooldown cooldownMinutes", "rule.times_many schedule.times"}},
		{"a cooldown below nothing", domain.RuleOptions{CooldownMinutes: -1}, []string{"rule.cooldown cooldownMinutes"}},
		{"dates in the wrong order", domain.RuleOptions{Schedule: &domain.RuleSchedule{From: "2026-12-02", Until: "2026-12-01"}}, []string{"rule.date_order schedule.until"}},
		{"dates without a year, and that do not exist", domain.RuleOptions{Schedule: &domain.RuleSchedule{From: "12-01", Until: "2026-02-30"}}, []string{"rule.date_format schedule.from", "rule.date_format schedule.until"}},
		{"days, times, zone", domain.RuleOptions{Schedule: &domain.RuleSchedule{Days: []string{"mon", "holiday"}, Times: []string{"9時", "12:00-11:00", "10:00-12:00", "11:00-13:00"}, Zone: "Asia/Edo"}}, []string{"hours.zone_unknown schedule.zone", "hours.day_unknown schedule.days[1]", "hours.slot_format schedule.times[0]", "hours.slot_order schedule.times[1]", "hours.slot_overlap schedule.times[3]"}},
		{"hours without a side, and an unknown side", domain.RuleOptions{Schedule: &domain.RuleSchedule{HoursName: "電話"}}, []string{"rule.hours_name schedule.hoursName"}},
		{"an unknown side", domain.RuleOptions{Schedule: &domain.RuleSchedule{Hours: "near"}}, []string{"rule.when_unknown schedule.hours"}},
		{"a regular expression that is none", domain.RuleOptions{Match: domain.MatchRegex}, []string{"match.regexp_invalid keywords[1]"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := with(keyword("a", 1, "はい", "(いいえ"), c.options)
			r.Bubbles = append(r.Bubbles, domain.Bubble{Text: " "}, domain.Bubble{Audio: &domain.AudioBubble{OriginalContentURL: "https://example.com/a.m4a"}})
			var got []string
			var es domain.Errors
			if err := reply.Validate(&r); errors.As(err, &es) {
				if n := len(es) - len(c.want); c.name != "numbers" && n != 2 {
					t.Errorf("%d faults of two bubbles", n)
				}
				for _, e := range es {
					if !strings.HasPrefix(e.Field, "schedule.times[") || e.Code != "hours.slot_overlap" || c.name == "days, times, zone" {
						got = append(got, e.Code+" "+e.Field)
					}
				}
			}
			// Text faults are told once, although two packages look at texts.
			got = slices.DeleteFunc(got, func(s string) bool {
				return s == "bubble.text_empty bubbles[1].text" || s == "bubble.duration bubbles[2].audio.duration"
			})
			if !slices.Equal(got, c.want) {
				t.Errorf("faults %q\nwant   %q", got, c.want)
			}
		})
	}
}
