package e2e

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// nextDay is the date of the next such day in Tokyo, as goTo finds it.
func (w *world) nextDay(day time.Weekday) time.Time {
	now := w.clock.Now().In(japan)
	then := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, japan)
	for then.Weekday() != day || !then.After(now) {
		then = then.AddDate(0, 0, 1)
	}
	return then
}

var japan = time.FixedZone("Asia/Tokyo", 9*60*60)

func TestARuleKeepsToItsOwnSchedule(t *testing.T) {
	type spoken struct {
		day    time.Weekday
		at     string
		answer bool
	}
	const date = "2006-01-02"
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "はじめまして")
		w.hours("", tenToSeven)
		w.hours("電話", m{"zone": "Asia/Tokyo", "week": m{"wed": []string{"09:00-12:00"}}})
		for _, c := range []struct {
			name     string
			schedule func() m
			when     []spoken // in the order of time
		}{
			{"from one day to another", func() m {
				monday := w.nextDay(time.Monday)
				return m{"from": monday.Format(date), "until": monday.AddDate(0, 0, 1).Format(date)}
			}, []spoken{{time.Monday, "00:00", true}, {time.Tuesday, "23:59", true}, {time.Wednesday, "00:00", false}}},
			{
				"from a day on", func() m { return m{"from": w.nextDay(time.Tuesday).Format(date)} },
				[]spoken{{time.Monday, "23:59", false}, {time.Tuesday, "00:00", true}},
			},
			{
				"days of the week", func() m { return m{"days": []string{"mon", "wed"}} },
				[]spoken{{time.Monday, "12:00", true}, {time.Tuesday, "12:00", false}, {time.Wednesday, "12:00", true}},
			},
			{
				"times", func() m { return m{"times": []string{"09:00-12:00", "13:00-17:00"}} },
				[]spoken{{time.Monday, "08:59", false}, {time.Monday, "09:00", true}, {time.Monday, "12:00", false}, {time.Monday, "13:00", true}, {time.Monday, "17:00", false}},
			},
			{
				"times over midnight belong to the day on which they begin", func() m { return m{"days": []string{"fri"}, "times": []string{"22:00-26:00"}} },
				[]spoken{{time.Friday, "01:00", false}, {time.Friday, "22:00", true}, {time.Saturday, "01:59", true}, {time.Saturday, "02:00", false}, {time.Saturday, "22:00", false}},
			},
			{
				"in another zone", func() m { return m{"days": []string{"sun"}, "zone": "America/Los_Angeles"} },
				[]spoken{{time.Sunday, "12:00", false}, {time.Monday, "12:00", true}},
			},
			{
				"inside hours only", func() m { return m{"hours": "inside"} },
				[]spoken{{time.Monday, "09:59", false}, {time.Monday, "10:00", true}, {time.Monday, "19:00", false}},
			},
			{
				"outside hours only", func() m { return m{"hours": "outside"} },
				[]spoken{{time.Monday, "09:59", true}, {time.Monday, "10:00", false}, {time.Monday, "19:00", true}},
			},
			{
				"inside the hours that it names", func() m { return m{"hours": "inside", "hoursName": "電話"} },
				[]spoken{{time.Monday, "12:00", false}, {time.Wednesday, "09:00", true}, {time.Wednesday, "12:00", false}},
			},
			{
				"outside the hours that it names", func() m { return m{"hours": "outside", "hoursName": "電話"} },
				[]spoken{{time.Monday, "12:00", true}, {time.Wednesday, "09:00", false}, {time.Wednesday, "12:00", true}},
			},
		} {
			w.settings(m{"hours": true, "inside": "auto", "outside": "auto"})
			id := w.rule("応答", m{"schedule": c.schedule()})
			for _, at := range c.when {
				w.goTo(at.day, at.at)
				w.says(hanako, "こんにちは")
				wanted := map[bool]string{true: "rule:応答", false: "no_match"}[at.answer]
				if got := w.decided(hanako); got != wanted {
					t.Errorf("%s, %s %s: decided %q, want %q", c.name, at.day, at.at, got, wanted)
				}
				if got := w.why(hanako, "応答"); !at.answer && got != "schedule" {
					t.Errorf("%s, %s %s: the desk says %q", c.name, at.day, at.at, got)
				}
			}
			w.owner.delete("/accounts/{account}/rules/" + id)
		}
	})
}

func TestWhileHoursAreOffARuleForInsideAnswersAlways(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.hours("", tenToSeven)
		w.rule("営業中", m{"schedule": m{"hours": "inside"}})
		w.rule("営業時間外", m{"schedule": m{"hours": "outside"}})
		hanako := w.friend("花子")
		for _, at := range []moment{byDay, byNight} {
			w.goTo(at.day, at.at)
			w.says(hanako, "こんにちは")
			w.wantDecision(hanako, "rule:営業中")
		}
		w.settings(m{"hours": true})
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:営業時間外")
	})
}

func TestAnAccountsHoursCanBeAnyOfItsSchedules(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.hours("", tenToSeven)
		w.hours("電話", m{"zone": "Asia/Tokyo", "week": m{"mon": []string{"20:00-22:00"}}})
		w.settings(m{"hours": true, "inside": "manual", "outside": "auto", "hoursName": "電話"})
		hanako := w.friend("花子")
		w.goTo(time.Monday, "12:00")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:自動")
		w.goTo(time.Monday, "21:00")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "method_manual")
		w.settings(m{"hoursName": ""})
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:自動")
	})
}

func TestAScheduleThatIsNamedStays(t *testing.T) {
	const phone = "?name=%E9%9B%BB%E8%A9%B1"
	each(t, bare, func(t *testing.T, w *world) {
		path := "/accounts/{account}/hours"
		unknown := spec("応答", m{"schedule": m{"hours": "inside", "hoursName": "電話"}})
		w.owner.refused(http.StatusUnprocessableEntity, "hours.unknown", "POST", "/accounts/{account}/rules", unknown)
		w.owner.refused(http.StatusNotFound, "hours.not_found", "GET", path+phone, nil)
		w.hours("電話", tenToSeven)
		id := w.rule("応答", m{"schedule": m{"hours": "inside", "hoursName": "電話"}})
		w.owner.refused(http.StatusConflict, "hours.in_use", "DELETE", path+phone, nil)
		w.settings(m{"hours": true, "hoursName": "電話"})
		w.owner.delete("/accounts/{account}/rules/" + id)
		w.owner.refused(http.StatusConflict, "hours.in_use", "DELETE", path+phone, nil)
		w.settings(m{"hoursName": ""})
		w.owner.delete(path + phone)
		var all list[struct{ Name string }]
		w.owner.get("/accounts/{account}/schedules", &all)
		if len(all.Items) != 1 || all.Items[0].Name != "" {
			t.Errorf("schedules left: %+v", all.Items)
		}
	})
}

func TestARuleAnswersItsAudience(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		everybody := map[string][]string{"花子": {"VIP", "新規"}, "太郎": {"VIP", "休眠"}, "次郎": {"新規"}, "梅": {}}
		names := []string{"花子", "太郎", "次郎", "梅"}
		friends := map[string]friend{}
		for _, name := range names {
			friends[name] = w.friend(name)
			w.says(friends[name], "はじめまして")
			w.tags(friends[name], everybody[name]...)
		}
		for _, c := range []struct {
			name     string
			audience m
			answered string
		}{
			{"everybody", m{}, "花子 太郎 次郎 梅"},
			{"any of two tags", m{"any": []string{"VIP", "新規"}}, "花子 太郎 次郎"},
			{"all of two tags", m{"all": []string{"VIP", "新規"}}, "花子"},
			{"none of two tags", m{"none": []string{"VIP", "休眠"}}, "次郎 梅"},
			{"all three", m{"any": []string{"VIP", "得意先"}, "all": []string{"VIP"}, "none": []string{"休眠"}}, "花子"},
			{"a tag that nobody has", m{"any": []string{"得意先"}}, ""},
		} {
			id := w.rule("応答", m{"audience": c.audience})
			var answered []string
			for _, name := range names {
				w.says(friends[name], "こんにちは")
				switch got := w.decided(friends[name]); got {
				case "rule:応答":
					answered = append(answered, name)
				case "no_match":
					if why := w.why(friends[name], "応答"); why != "audience" {
						t.Errorf("%s, %s: the desk says %q", c.name, name, why)
					}
				default:
					t.Errorf("%s, %s: decided %q", c.name, name, got)
				}
			}
			if got := strings.Join(answered, " "); got != c.answered {
				t.Errorf("%s: answered %q, want %q", c.name, got, c.answered)
			}
			w.owner.delete("/accounts/{account}/rules/" + id)
		}
	})
}

func TestAChangeOfTagsCountsFromTheNextMessage(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("VIP", m{"audience": m{"any": []string{"VIP"}}})
		w.rule("一般", nil)
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一般")
		w.tags(hanako, "VIP")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:VIP")
		w.restart()
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:VIP")
		w.tags(hanako)
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一般")
	})
}

func TestACooldownIsForOneFriend(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		id := w.rule("一律", m{"cooldownMinutes": 10})
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一律")
		w.passes(9 * time.Minute)
		w.says(hanako, "もしもし")
		w.wantDecision(hanako, "no_match")
		if got := w.why(hanako, "一律"); got != "cooldown" {
			t.Errorf("the desk says %q", got)
		}
		w.says(taro, "こんにちは")
		w.wantDecision(taro, "rule:一律")
		w.restart() // it is remembered
		w.says(hanako, "もしもし")
		w.wantDecision(hanako, "no_match")
		w.passes(time.Minute)
		w.says(hanako, "もしもし")
		w.wantDecision(hanako, "rule:一律")
		w.says(taro, "もしもし")
		w.wantDecision(taro, "no_match")
		w.changes(id, "一律", m{"cooldownMinutes": 0})
		w.says(taro, "もしもし")
		w.wantDecision(taro, "rule:一律")
		want(t, "answers to 花子", w.answersTo(hanako), []string{"一律", "一律"})
	})
}

func TestACooldownHoldsWithinOneRequestToo(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("一度だけ", m{"cooldownMinutes": 10})
		w.rule("二度目", nil)
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.inject(
			`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"`+hanako.id+`"},"message":{"type":"text","id":"1","text":"一"}}`,
			`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"`+taro.id+`"},"message":{"type":"text","id":"2","text":"一"}}`,
			`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"`+hanako.id+`"},"message":{"type":"text","id":"3","text":"二"}}`,
		)
		w.settle()
		want(t, "花子", w.decisions(hanako, 2), []string{"rule:一度だけ", "rule:二度目"})
		want(t, "太郎", w.decisions(taro, 1), []string{"rule:一度だけ"})
	})
}

func TestAFinalRuleSettlesItsMessageButNoOlderOne(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("営業時間", m{"keywords": []string{"営業時間"}, "final": true})
		w.rule("住所", m{"keywords": []string{"住所"}})
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.says(hanako, "営業時間")
		if c := w.talk(hanako); c.UnansweredSince != nil || c.Unread != 1 {
			t.Errorf("after a final answer the desk has %+v", c)
		}
		w.says(hanako, "住所")
		if c := w.talk(hanako); c.UnansweredSince == nil {
			t.Error("an answer that is not final settled its message")
		}
		w.says(taro, "予約できますか")
		asked := w.talk(taro).UnansweredSince
		w.passes(time.Minute)
		w.says(taro, "営業時間")
		w.wantDecision(taro, "rule:営業時間")
		if c := w.talk(taro); c.UnansweredSince == nil || !c.UnansweredSince.Equal(*asked) {
			t.Errorf("the older question is unanswered since %v, want %v", c.UnansweredSince, asked)
		}
		if got := w.pages("filter=unanswered", ""); got != "太郎 花子" {
			t.Errorf("unanswered are %q", got)
		}
	})
}

// counter is what a rule says of its use.
type counter struct {
	Title     string
	Hits      int
	LastHitAt *time.Time
}

func (w *world) counters() map[string]counter {
	w.t.Helper()
	var rules list[counter]
	w.owner.get("/accounts/{account}/rules", &rules)
	out := map[string]counter{}
	for _, r := range rules.Items {
		out[r.Title] = r
	}
	return out
}

func TestHitsAreCountedOnceHoweverOftenAMessageComes(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		id := w.rule("予約", m{"keywords": []string{"予約"}})
		w.rule("一律", nil)
		w.rule("無用", m{"keywords": []string{"無用"}})
		friends := []friend{w.friend("花子"), w.friend("太郎"), w.friend("梅")}
		const messages, times = 60, 4
		begin := w.clock.Now()
		var group sync.WaitGroup
		for i := range messages {
			text := []string{"予約", "予約", "こんにちは"}[i%3]
			body := request(event(strings.Repeat("x", i+1), friends[i/3%3].id, text, begin))
			for range times {
				group.Go(func() {
					if got := w.signed(body); got != http.StatusOK {
						t.Errorf("%d", got)
					}
				})
			}
		}
		group.Wait()
		w.settle()
		end := w.clock.Now()
		for title, hits := range map[string]int{"予約": messages * 2 / 3, "一律": messages / 3, "無用": 0} {
			c := w.counters()[title]
			if c.Hits != hits || (c.LastHitAt != nil) != (hits > 0) {
				t.Errorf("%s answered %d messages, want %d: %+v", title, c.Hits, hits, c)
			}
			if hits > 0 && (c.LastHitAt.Before(begin) || c.LastHitAt.After(end)) {
				t.Errorf("%s answered last at %s, which is not between %s and %s", title, c.LastHitAt, begin, end)
			}
		}
		w.passes(time.Hour)
		w.says(friends[0], "予約")
		c := w.counters()["予約"]
		if c.Hits != messages*2/3+1 || c.LastHitAt.Before(end.Add(time.Hour)) {
			t.Errorf("after another hour: %+v", c)
		}
		w.changes(id, "予約", m{"keywords": []string{"予約", "よやく"}})
		if c := w.counters()["予約"]; c.Hits != messages*2/3+1 || c.LastHitAt == nil {
			t.Errorf("a change of the rule left %+v", c)
		}
	})
}

func TestWhatRulesDidNotSayIsNotCounted(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("予約", m{"keywords": []string{"予約"}})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.says(hanako, "予約")
		w.standby(hanako, "予約")
		if c := w.counters()["予約"]; c.Hits != 0 || c.LastHitAt != nil {
			t.Errorf("a rule that was silent counts %+v", c)
		}
	})
}

func TestVariables(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		text := func(s string) []m { return []m{{"text": s}} }
		const opens = "次の営業は{次の営業開始|お電話でお尋ねください}"
		w.hours("", tenToSeven)
		w.hours("電話", m{"zone": "Asia/Tokyo", "week": m{"wed": []string{"09:00-12:00"}}})
		w.hours("なし", m{"zone": "Asia/Tokyo", "week": m{}})
		w.rule("営業", m{"keywords": []string{"営業"}, "bubbles": text(opens)})
		w.rule("電話", m{"keywords": []string{"電話"}, "bubbles": text(opens), "schedule": m{"hours": "outside", "hoursName": "電話"}})
		w.rule("なし", m{"keywords": []string{"なし"}, "bubbles": text(opens), "schedule": m{"hours": "outside", "hoursName": "なし"}})
		w.rule("日付", m{"keywords": []string{"日付"}, "bubbles": text("今日は{日付}")})
		w.rule("誕生日", m{"keywords": []string{"誕生日"}, "bubbles": text("{属性:誕生日|未登録}。{属性:好み}。{知らない}")})
		w.goTo(byNight.day, byNight.at)
		monday := w.clock.Now().In(japan)
		day := func(days int) string {
			d := monday.AddDate(0, 0, days)
			return d.Format("1月2日") + "(" + []string{"日", "月", "火", "水", "木", "金", "土"}[d.Weekday()] + ")"
		}
		hanako := w.friend("花子")
		said := func(wanted ...string) {
			t.Helper()
			got := w.answersTo(hanako)
			want(t, "answers", got[len(got)-len(wanted):], wanted)
		}
		w.hears(hanako, "営業", "電話", "なし", "日付", "誕生日")
		said("次の営業はお電話でお尋ねください", "次の営業は"+day(2)+" 09:00", "次の営業はお電話でお尋ねください", "今日は"+day(0), "未登録。。{知らない}")
		w.settings(m{"hours": true})
		w.owner.put(w.path(hanako)+"/contact", m{"tags": []string{}, "attributes": m{"誕生日": "4月1日", "好み": "{アカウント名}"}}, nil)
		w.hears(hanako, "営業", "誕生日")
		said("次の営業は"+day(1)+" 10:00", "4月1日。{アカウント名}。{知らない}")
		w.goTo(time.Tuesday, "11:00") // inside: the opening after this one
		w.hears(hanako, "営業")
		said("次の営業は" + day(7) + " 10:00")
	})
}

func TestAnswersThatSayAnAttributeAndWaitForTheNameHaveBoth(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("一律", m{"bubbles": []m{{"text": "{友だちの表示名}さん、{属性:会員番号|会員登録をどうぞ}"}}})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.shows(hanako, "friend: こんにちは", "reply: 花子さん、会員登録をどうぞ")
		w.owner.put(w.path(hanako)+"/contact", m{"tags": []string{}, "attributes": m{"会員番号": "123"}}, nil)
		w.says(hanako, "こんにちは")
		got := w.answersTo(hanako)
		if !slices.Equal(got[1:], []string{"花子さん、123"}) {
			t.Errorf("answered %q", got)
		}
	})
}
