package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// The answers of the API about what would be.
type (
	dryRun struct {
		State    struct{ Method, Reason string }
		By       string
		Decision *struct {
			Outcome, Reason, RuleID, RuleTitle, Keyword string
			Others                                      []verdict
			NoMatch                                     int
		}
		Messages []struct{ Type, Text string }
		Cost     struct {
			Method  string
			Counted int
		}
	}
	verdict struct {
		Title, Why, Forbidden string
		Until                 *time.Time
	}
	replay struct {
		Total, Unchanged int
		Cut              bool
		Changed          []struct {
			ContactName, Text string
			Before, After     struct{ Outcome, Reason, RuleID, RuleTitle, Text string }
		}
	}
	suggestions struct {
		Items []struct {
			Title     string
			Count     int
			Spellings []struct {
				Text  string
				Count int
			}
			Examples []struct{ ConversationID, ContactName, Text string }
			Rules    []struct{ RuleID, Title, Keyword string }
		}
		Dismissed int
	}
)

// rehearses asks what would be answered.
func (w *world) rehearses(message m, more ...m) (out dryRun) {
	w.t.Helper()
	in := m{"message": message}
	for _, some := range more {
		maps.Copy(in, some)
	}
	w.bot.post("/accounts/{account}/rules/test", in, &out)
	return out
}

func text(s string) m { return m{"kind": "text", "text": s} }

// texts are the messages of the answer.
func (d dryRun) texts() []string {
	out := []string{}
	for _, one := range d.Messages {
		out = append(out, one.Text)
	}
	return out
}

func (d dryRun) why(title string) string {
	for _, v := range d.Decision.Others {
		if v.Title == title {
			return v.Why
		}
	}
	return ""
}

// crowded is an account with a rule for every way not to answer.
const crowded = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: true}
    greeting: {bubbles: [{text: "{友だちの表示名}さん、友だち追加ありがとうございます。"}]}
    rules:
      - {title: 休み, enabled: false, keywords: [駐車場], bubbles: [{text: 休み}]}
      - {title: 常連, keywords: [駐車場], audience: {any: [常連]}, bubbles: [{text: 常連さまは無料です}, {text: またどうぞ}]}
      - {title: 駐車場, keywords: [駐車場], match: contains, forbidden: [自転車], bubbles: [{text: "{友だちの表示名}さん、店の裏にあります"}]}
      - {title: 一度だけ, keywords: [クーポン], cooldownMinutes: 60, bubbles: [{text: "{属性:誕生日|今月}のクーポンです"}]}
      - {title: 昔, keywords: [駐車場], schedule: {until: "2020-12-31"}, bubbles: [{text: 昔}]}
      - {title: スタンプ, kinds: [sticker], bubbles: [{text: かわいいですね}]}
      - {title: 一律, bubbles: [{text: "{アカウント名}です。お待ちください"}]}
`

func TestADryRunTellsWhatThePhoneThenReceives(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.until("her name", func() bool { return w.talk(hanako).Contact.Name == "花子" })
		her := m{"contact": w.talk(hanako).ID}
		for _, step := range []struct {
			before func()
			text   string
			answer []string
			whys   map[string]string
		}{
			{nil, "駐車場", []string{"花子さん、店の裏にあります"}, map[string]string{"休み": "off", "常連": "audience", "昔": "schedule", "一律": "keyword_won", "スタンプ": "kind", "一度だけ": "no_match"}},
			{func() { w.tags(hanako, "常連") }, "駐車場", []string{"常連さまは無料です", "またどうぞ"}, map[string]string{"駐車場": "lower_order"}},
			{nil, "駐車場と自転車", []string{"さくら珈琲店です。お待ちください"}, map[string]string{"駐車場": "forbidden"}},
			{nil, "クーポン", []string{"今月のクーポンです"}, nil},
			{nil, "ｸｰﾎﾟﾝ", []string{"さくら珈琲店です。お待ちください"}, map[string]string{"一度だけ": "cooldown"}},
			{func() { w.passes(time.Hour) }, "クーポン", []string{"今月のクーポンです"}, nil},
		} {
			if step.before != nil {
				step.before()
			}
			told := w.rehearses(text(step.text), her)
			if got := told.texts(); !slices.Equal(got, step.answer) || told.By != "rule" || told.Cost.Method != "reply" || told.Cost.Counted != 0 {
				t.Errorf("%s: the dry run says %+v, want %v", step.text, told, step.answer)
			}
			for title, why := range step.whys {
				if got := told.why(title); got != why {
					t.Errorf("%s: %s does not answer because of %q, want %q", step.text, title, got, why)
				}
			}
			if n := len(told.Decision.Others); n != 6 {
				t.Errorf("%s: %d verdicts, want one for each other rule", step.text, n)
			}
			had := len(w.answersTo(hanako))
			w.says(hanako, step.text)
			if got := w.answersTo(hanako)[had:]; !slices.Equal(got, step.answer) {
				t.Errorf("%s: the phone received %v, and the dry run told %v", step.text, got, step.answer)
			}
		}
		had := len(w.answersTo(hanako))
		told := w.rehearses(m{"kind": "sticker"}, her)
		w.sticks(hanako)
		if got := w.answersTo(hanako)[had:]; !slices.Equal(got, told.texts()) || len(got) != 1 {
			t.Errorf("a sticker: the phone received %v, and the dry run told %v", got, told.texts())
		}
	})
}

func TestADryRunOfANewFriend(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		regular := m{"stranger": m{"name": "次郎", "tags": []string{"常連"}, "attributes": m{"誕生日": "5月"}}}
		for name, one := range map[string]struct {
			told dryRun
			want string
		}{
			"nothing known":    {w.rehearses(text("駐車場")), "お客さん、店の裏にあります"},
			"with a tag":       {w.rehearses(text("駐車場"), regular), "常連さまは無料です またどうぞ"},
			"with a birthday":  {w.rehearses(text("クーポン"), regular), "5月のクーポンです"},
			"adds the account": {w.rehearses(m{"kind": "follow"}, regular), "次郎さん、友だち追加ありがとうございます。"},
			"sends a picture":  {w.rehearses(m{"kind": "image"}, regular), ""},
		} {
			if got := strings.Join(one.told.texts(), " "); got != one.want {
				t.Errorf("%s: %q, want %q", name, got, one.want)
			}
		}
		if follow := w.rehearses(m{"kind": "follow"}); follow.By != "greeting" || follow.Decision != nil {
			t.Errorf("a follow is answered by %+v", follow)
		}
		w.settings(m{"onUnblock": "none"})
		if back := w.rehearses(m{"kind": "follow", "unblocked": true}); back.By != "nobody" || back.Cost.Method != "none" || len(back.Messages) != 0 {
			t.Errorf("who comes back would get %+v", back)
		}
	})
}

func TestADryRunAtAnotherTimeAndUnderOtherSettings(t *testing.T) {
	const account = `
    settings: {chat: true, hours: true, inside: manual, outside: auto, greeting: false}
    hours: {zone: Asia/Tokyo, week: {mon: ["10:00-19:00"]}}
    rules:
      - {title: 夜, bubbles: [{text: "{次の営業開始}から営業します"}]}
`
	each(t, account, func(t *testing.T, w *world) {
		noon, night := m{"at": "2026-11-23T12:00:00+09:00"}, m{"at": "2026-11-23T20:00:00+09:00"}
		if day := w.rehearses(text("あの"), noon); day.By != "nobody" || day.State.Reason != "inside_hours" || day.Decision.Reason != "method_manual" || day.why("夜") != "not_asked" {
			t.Errorf("by day %+v", day)
		}
		if late := w.rehearses(text("あの"), night); strings.Join(late.texts(), "") != "11月30日(月) 10:00から営業します" || late.State.Reason != "outside_hours" {
			t.Errorf("by night %+v", late)
		}
		for when, reason := range map[string]string{"inside": "inside_hours", "outside": "outside_hours"} {
			if next := w.rehearses(text("あの"), m{"when": when}); next.State.Reason != reason {
				t.Errorf("the next time %s of hours: %+v", when, next)
			}
		}
		if held := w.rehearses(text("あの"), night, m{"manual": true}); held.By != "nobody" || held.State.Reason != "manual_window" {
			t.Errorf("under a manual window %+v", held)
		}
		var s m
		w.owner.get("/accounts/{account}/settings", &s)
		delete(s, "now")
		s["inside"] = "auto"
		if day := w.rehearses(text("あの"), noon, m{"settings": s}); day.By != "rule" {
			t.Errorf("by day under other settings %+v", day)
		}

		hanako := w.friend("花子")
		w.says(hanako, "あの")
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		now := m{"contact": w.talk(hanako).ID, "settings": s}
		if held := w.rehearses(text("あの"), now); held.State.Reason != "manual_window" {
			t.Errorf("in a member's hands %+v", held)
		}
		if free := w.rehearses(text("あの"), now, m{"manual": false}); free.By != "rule" {
			t.Errorf("as if nobody had the talk %+v", free)
		}
	})
}

func TestWhatFriendsSentOfLateIsOfferedToBeTried(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.hears(hanako, "昨日のこと")
		w.passes(25 * time.Hour)
		w.hears(hanako, "駐車場", "予約", "駐車場！", "ヨヤク")
		w.sticks(hanako)
		var offered list[struct{ Kind, Text string }]
		w.bot.get("/accounts/{account}/rules/test/examples", &offered)
		var got []string
		for _, one := range offered.Items {
			got = append(got, one.Kind+" "+one.Text)
		}
		want(t, "offered", got, []string{"sticker ", "text ヨヤク", "text 駐車場！", "text 予約"})
	})
}

func TestADryRunOfARuleThatIsBeingEdited(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		var rules list[struct{ ID, Title string }]
		w.owner.get("/accounts/{account}/rules", &rules)
		parking := rules.Items[2].ID
		edited := func(rule m, more ...m) m {
			e := m{"rule": rule}
			for _, some := range more {
				maps.Copy(e, some)
			}
			return m{"edited": e}
		}
		renamed := spec("新しい駐車場", m{"id": parking, "keywords": []string{"くるま"}})
		if got := w.rehearses(text("くるま"), edited(renamed)); got.Decision.RuleID != parking || got.Decision.RuleTitle != "新しい駐車場" {
			t.Errorf("the edited rule: %+v", got.Decision)
		}
		if got := w.rehearses(text("駐車場"), edited(renamed)); got.Decision.RuleTitle != "一律" {
			t.Errorf("what it answered before: %+v", got.Decision)
		}
		fresh := spec("新", m{"keywords": []string{"駐車場"}})
		if got := w.rehearses(text("駐車場"), edited(fresh)); got.why("新") != "lower_order" {
			t.Errorf("a new rule stands behind: %+v", got.Decision)
		}
		first := []string{"new"}
		if got := w.rehearses(text("駐車場"), edited(fresh, m{"order": first})); got.Decision.RuleID != "new" || got.why("駐車場") != "lower_order" {
			t.Errorf("a new rule in front: %+v", got.Decision)
		}
		if got := w.rehearses(text("駐車場"), edited(fresh, m{"removed": []string{parking}})); got.Decision.RuleID != "new" {
			t.Errorf("without the one before it: %+v", got.Decision)
		}

		faulty := spec("", m{"keywords": []string{"["}, "match": "regex", "bubbles": []m{{"text": ""}}, "schedule": m{"hours": "inside", "hoursName": "ない"}})
		in := m{"message": text("駐車場"), "edited": m{"rule": faulty}}
		status, p := w.bot.try(http.MethodPost, "/accounts/{account}/rules/test", in, nil)
		var at []string
		for _, e := range p.Errors {
			at = append(at, e.Location)
		}
		sort.Strings(at)
		where := []string{"body.edited.rule.bubbles[0].text", "body.edited.rule.keywords[0]", "body.edited.rule.schedule.hoursName", "body.edited.rule.title"}
		if status != http.StatusUnprocessableEntity || !slices.Equal(slices.Compact(at), where) {
			t.Errorf("faults: %d %v, want %v", status, at, where)
		}
		w.bot.refused(404, "rule.not_found", http.MethodPost, "/accounts/{account}/rules/test", m{"message": text("あ"), "edited": m{"rule": spec("無", m{"id": "rul_x"})}})
		w.bot.refused(404, "conversation.not_found", http.MethodPost, "/accounts/{account}/rules/test", m{"message": text("あ"), "contact": "cnv_x"})
	})
}

// stored is how many rows the tables have that an answer fills, and what rules
// and conversations are.
func (w *world) stored() string {
	w.t.Helper()
	var out []string
	for _, table := range []string{"events", "contacts", "messages", "deliveries", "attempts", "jobs", "rule_hits", "rule_answers", "rules", "suggestions_dismissed"} {
		out = append(out, table+" "+w.place.Rows(w.t, `SELECT COUNT(*) FROM `+table)[0][0])
	}
	for _, q := range []string{
		`SELECT id, spec, position, updated_at FROM rules ORDER BY id`, `SELECT settings, greeting FROM accounts`,
		`SELECT id, unread, unanswered_since, manual_until, tokens, delivery_seq, last_id FROM conversations ORDER BY id`,
	} {
		out = append(out, fmt.Sprint(w.place.Rows(w.t, q)))
	}
	return strings.Join(out, "\n")
}

func TestADryRunKnowsNoTimeThatHasNoCalendar(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		for _, at := range []string{"0000-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2101-01-01T00:00:00Z"} {
			status, p := w.bot.try("POST", "/accounts/{account}/rules/test", m{"message": text("駐車場"), "at": at}, nil)
			if status != 422 || p.Code != "rehearse.at" {
				t.Errorf("at %s: %d %s", at, status, p.Code)
			}
		}
	})
}

func TestADryRunAndAReplayWriteAndSendNothing(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "駐車場")
		w.shows(hanako, "friend: 駐車場", "reply: 花子さん、店の裏にあります")
		before, sent := w.stored(), len(w.line.Sent(channelID))
		her := m{"contact": w.talk(hanako).ID}
		fresh := m{"edited": m{"rule": spec("新", m{"keywords": []string{"駐車場"}}), "order": []string{"new"}}}
		for _, message := range []m{text("駐車場"), text("クーポン"), {"kind": "sticker"}, {"kind": "postback", "data": "x"}, {"kind": "follow"}} {
			w.rehearses(message)
			w.rehearses(message, her)
			w.rehearses(message, her, fresh)
		}
		w.bot.post("/accounts/{account}/rules/replay", fresh, nil)
		w.bot.get("/accounts/{account}/rules/suggestions", nil)
		w.bot.get("/accounts/{account}/rules/warnings", nil)
		w.settle()
		if after := w.stored(); after != before {
			t.Errorf("the database was\n%s\nand is\n%s", before, after)
		}
		if n := len(w.line.Sent(channelID)); n != sent {
			t.Errorf("%d requests were sent", n-sent)
		}
	})
}
