package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/store/storetest"
	"ohenji/sim/platform"
)

func TestAKeywordIsAnsweredForFree(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.wantDecision(hanako, "rule:営業時間")
		if got := w.newest(hanako, "out"); got.Sender.Kind != "rule" || got.Sender.Name != "営業時間" || got.Delivery.State != "accepted" {
			t.Errorf("the desk shows the answer as %+v", got)
		}
		if quota, err := w.line.Quota(channelID); err != nil || quota.Used != 0 {
			t.Errorf("the answer cost %d of the quota, %v", quota.Used, err)
		}
		if c := w.talk(hanako); c.Unread != 1 || c.UnansweredSince == nil {
			t.Errorf("an automatic answer must leave the conversation unread and unanswered: %+v", c)
		}
	})
}

func TestAUniformReplySaysTheNameOfAFriendWhomNobodyAskedForYet(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.shows(hanako, "friend: こんにちは", "reply: 花子"+thanks)
		w.says(hanako, "またね")
		w.shows(hanako, "friend: こんにちは", "reply: 花子"+thanks, "friend: またね", "reply: 花子"+thanks)
		w.wantDecision(hanako, "rule:一律")
		if c := w.talk(hanako); c.Contact.Name != "花子" {
			t.Errorf("the desk calls the friend %q", c.Contact.Name)
		}
	})
}

func TestAFriendWhoseProfileLINEDoesNotShowIsAnsweredWithoutAName(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "profile", Status: 404})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.shows(hanako, "friend: こんにちは", "reply: お客"+thanks)
		if c := w.talk(hanako); c.Contact.Name != "" {
			t.Errorf("the desk calls the friend %q", c.Contact.Name)
		}
	})
}

func TestLINEsTroubleWithProfilesDoesNotHoldUpTheAnswer(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "profile", Status: 500, Count: 2})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.until("an answer", func() bool { return len(w.phone(hanako)) == 2 })
		if got := w.phone(hanako)[1]; !strings.HasSuffix(got, thanks) {
			t.Errorf("the phone shows %q", got)
		}
		w.passes(time.Minute) // the profile is asked for again
		w.until("the friend's name", func() bool { return w.talk(hanako).Contact.Name == "花子" })
	})
}

func TestARuleCanSayTheAccountsName(t *testing.T) {
	const account = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}
    rules:
      - {title: 名前, keywords: [名前], bubbles: [{text: "{アカウント名}でございます。{アカウント名}!"}]}
`
	each(t, account, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "名前")
		w.shows(hanako, "friend: 名前", "reply: さくら珈琲店でございます。さくら珈琲店!")
	})
}

func TestFiveBubblesGoAsOneRequest(t *testing.T) {
	const account = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}
    rules:
      - {title: 案内, keywords: [案内], bubbles: [{text: 一}, {text: 二}, {text: 三}, {text: 四}, {text: 五}]}
`
	each(t, account, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "案内")
		w.shows(hanako, "friend: 案内", "reply: 一", "reply: 二", "reply: 三", "reply: 四", "reply: 五")
		if sent := w.line.Sent(channelID); len(sent) != 1 {
			t.Errorf("%d requests, want one", len(sent))
		}
		if got := w.timeline(hanako); len(got) != 6 {
			t.Errorf("the timeline has %d rows, want 6", len(got))
		}
	})
}

// several is an account whose rules get in each other's way.
const several = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}
    rules:
      - {title: 休み, enabled: false, keywords: [駐車場], bubbles: [{text: 休み}]}
      - {title: 先, keywords: [駐車場, 車], bubbles: [{text: 先}]}
      - {title: 後, keywords: [駐車場], bubbles: [{text: 後}]}
      - {title: 一律, bubbles: [{text: 一律}]}
`

func TestTheFirstRuleThatIsOnAnswersAndTheDeskSaysWhyTheOthersDidNot(t *testing.T) {
	each(t, several, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "駐車場")
		w.shows(hanako, "friend: 駐車場", "reply: 先")
		var whys []string
		for _, o := range w.newest(hanako, "in").Decision.Others {
			whys = append(whys, o.Title+" "+o.Why)
		}
		if want := []string{"休み off", "後 lower_order", "一律 keyword_won"}; !slices.Equal(whys, want) {
			t.Errorf("the others: %v, want %v", whys, want)
		}
	})
}

func TestAChangeOfTheRulesCountsFromTheNextMessage(t *testing.T) {
	each(t, several, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		var rules list[struct{ ID, Title string }]
		w.owner.get("/accounts/{account}/rules", &rules)
		order := []string{rules.Items[2].ID, rules.Items[1].ID, rules.Items[0].ID, rules.Items[3].ID}
		w.owner.put("/accounts/{account}/rules/order", m{"ids": order}, nil)
		w.says(hanako, "駐車場")
		w.owner.put("/accounts/{account}/rules/"+rules.Items[2].ID,
			m{"title": "後", "enabled": false, "keywords": []string{"駐車場"}, "bubbles": []m{{"text": "後"}}}, nil)
		w.says(hanako, "駐車場")
		w.owner.delete("/accounts/{account}/rules/" + rules.Items[1].ID)
		w.says(hanako, "駐車場")
		w.owner.post("/accounts/{account}/rules",
			m{"title": "新", "enabled": true, "keywords": []string{"駐車場"}, "bubbles": []m{{"text": "新"}}}, nil)
		w.says(hanako, "駐車場")
		w.settle()
		var answers []string
		for _, line := range w.phone(hanako) {
			if text, ok := strings.CutPrefix(line, "reply: "); ok {
				answers = append(answers, text)
			}
		}
		if want := []string{"後", "先", "一律", "新"}; !slices.Equal(answers, want) {
			t.Errorf("answered %v, want %v", answers, want)
		}
	})
}

func TestWithManualChatAloneNothingIsAnsweredByItself(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間")
		w.wantDecision(hanako, "method_manual")
	})
}

func TestOutsideHoursTheRulesAnswerAndInsideThePeople(t *testing.T) {
	const account = `
    settings: {chat: true, hours: true, inside: manual, outside: auto, greeting: false}
    hours: {zone: Asia/Tokyo, week: {mon: ["10:00-19:00"], fri: ["10:00-14:00", "17:00-25:00"]}}
    rules:
      - {title: 一律, bubbles: [{text: "時間外です。"}]}
`
	each(t, account, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		say := func(day time.Weekday, at, want string) {
			t.Helper()
			w.goTo(day, at)
			w.says(hanako, at)
			if got := w.decided(hanako); got != want {
				t.Errorf("%s %s: the rules decided %q, want %q", day, at, got, want)
			}
			var settings struct{ Now struct{ RulesAnswer bool } }
			w.bot.get("/accounts/{account}/settings", &settings)
			if settings.Now.RulesAnswer != (want != "method_manual") {
				t.Errorf("%s %s: the settings page says %+v", day, at, settings.Now)
			}
		}
		say(time.Monday, "09:59", "rule:一律")
		say(time.Monday, "10:00", "method_manual")
		say(time.Monday, "18:59", "method_manual")
		say(time.Monday, "19:00", "rule:一律")
		say(time.Friday, "15:00", "rule:一律")
		say(time.Saturday, "00:59", "method_manual") // 25:00 of Friday is yet to come
		say(time.Saturday, "01:00", "rule:一律")
		w.settle()
	})
}

func TestWithChatOffTheRulesAnswerAndAMemberCannot(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"chat": false, "inside": "manual"})
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.owner.refused(409, "answer.chat_off", "POST", w.path(hanako)+"/messages", answer("1", "はい"))
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
	})
}

func TestAStandbyEventIsStoredAndNotAnswered(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.inject(`{"type":"message","mode":"standby","source":{"type":"user","userId":"` + hanako.id + `"},` +
			`"message":{"type":"text","id":"1","text":"営業時間"}}`)
		w.settle()
		w.wantDecision(hanako, "standby")
		if sent := w.line.Sent(channelID); len(sent) > 0 {
			t.Errorf("answered %+v", sent)
		}
	})
}

func TestSpamIsStoredAndNotAnswered(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.owner.put(w.path(hanako)+"/status", m{"status": "spam"}, nil)
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "friend: 営業時間")
		w.wantDecision(hanako, "spam")
	})
}

func TestAStickerIsStoredAndNoTextRuleAnswersIt(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		_, err := w.line.Send(channelID, hanako.id, platform.Inbound{Sticker: &platform.Sticker{PackageID: "446", StickerID: "1988"}})
		w.must(err)
		w.idle()
		w.shows(hanako, "friend: (sticker)")
		w.wantDecision(hanako, "kind")
		if got := w.newest(hanako, "in"); got.Kind != "sticker" || !strings.Contains(string(got.Payload), `"1988"`) {
			t.Errorf("the desk has %+v", got)
		}
	})
}

func TestANewFriendIsGreeted(t *testing.T) {
	const account = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: true}
    greeting: {bubbles: [{text: "{友だちの表示名}さん、はじめまして。"}, {text: "{アカウント名}です。"}]}
    rules: []
`
	each(t, account, func(t *testing.T, w *world) {
		f := w.line.AddFriend(channelID, "花子")
		hanako := friend{f.UserID, "花子"}
		w.shows(hanako, "reply: 花子さん、はじめまして。", "reply: さくら珈琲店です。")
		if got := w.newest(hanako, "out").Sender.Kind; got != "greeting" {
			t.Errorf("the sender is %q", got)
		}
	})
}

func TestAFaultyRuleIsRefusedWithItsFieldAndNothingIsLost(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		status, p := w.owner.try("POST", "/accounts/{account}/rules", m{"title": "", "enabled": true, "keywords": []string{}, "bubbles": []m{}}, nil)
		if status != 422 || p.Code != "request.invalid" || len(p.Errors) == 0 || p.Detail == "" {
			t.Errorf("%d %+v", status, p)
		}
		english := &client{w: w, token: w.bot.token, header: map[string][]string{"Accept-Language": {"en"}}}
		_, e := english.try("POST", "/accounts/{account}/rules", m{"title": "", "enabled": true, "keywords": []string{}, "bubbles": []m{}}, nil)
		if e.Detail == p.Detail || e.Detail == "" {
			t.Errorf("the English reader is told %q, the Japanese one %q", e.Detail, p.Detail)
		}
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
	})
}

func TestRulesThatWereAppliedAgainStay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := found(t, p, sakura)
		before := w.rules()
		w.apply("accounts:\n  - key: sakura\n    name: さくら珈琲店\n    channel: {id: \"" + channelID + "\", secret: \"" + channelSecret + "\"}\n" +
			strings.TrimLeft(sakura, "\n"))
		if after := w.rules(); !slices.Equal(before, after) {
			t.Errorf("rules %v became %v", before, after)
		}
	})
}

func (w *world) rules() []string {
	w.t.Helper()
	var rules list[struct{ ID, Title, UpdatedAt string }]
	w.owner.get("/accounts/{account}/rules", &rules)
	var out []string
	for _, r := range rules.Items {
		out = append(out, r.ID+" "+r.Title+" "+r.UpdatedAt)
	}
	return out
}

// settings changes some of the response settings.
func (w *world) settings(changes m) {
	w.t.Helper()
	var now m
	w.owner.get("/accounts/{account}/settings", &now)
	delete(now, "now")
	maps.Copy(now, changes)
	w.owner.put("/accounts/{account}/settings", now, nil)
}

// inject sends the account one webhook request with these events.
func (w *world) inject(events ...string) {
	w.t.Helper()
	var in platform.Injection
	for _, e := range events {
		in.Events = append(in.Events, []byte(e))
	}
	w.must(w.line.Inject(channelID, in))
	w.idle()
}
