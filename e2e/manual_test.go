package e2e

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/sim/platform"
)

func TestAMembersAnswerReachesThePhoneAndKeepsTheRulesSilentForAnHour(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.says(hanako, "予約できますか")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "friend: 予約できますか", "reply: 花子"+thanks)
		w.answers(hanako, "1", "何名様でしょうか")
		w.until("the answer", func() bool { return len(w.phone(hanako)) == 5 })
		if c := w.talk(hanako); c.Manual == nil || c.Manual.By.Name != "店長" || c.Unread != 0 || c.UnansweredSince != nil {
			t.Fatalf("after the answer the desk has %+v", c)
		}
		if got := w.newest(hanako, "out"); got.Sender.Kind != "member" || got.Sender.Name != "店長" {
			t.Errorf("the answer is by %+v", got.Sender)
		}

		w.passes(59 * time.Minute)
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "manual_window")
		w.says(taro, "営業時間")
		w.shows(taro, "friend: 営業時間", "reply: "+opening)

		w.passes(time.Minute)
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "rule:営業時間")
		if c := w.talk(hanako); c.Manual != nil {
			t.Errorf("the window is still open: %+v", c.Manual)
		}
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "friend: 予約できますか", "reply: 花子"+thanks,
			"push: 何名様でしょうか", "friend: 営業時間", "friend: 営業時間", "reply: "+opening)
	})
}

func TestEachAnswerOfAMemberSlidesTheWindow(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.answers(hanako, "1", "はい")
		first := w.talk(hanako).Manual.Until
		w.passes(40 * time.Minute)
		w.answers(hanako, "2", "はい")
		if got := w.talk(hanako).Manual.Until.Sub(first); got < 40*time.Minute || got > 41*time.Minute {
			t.Errorf("the window slid by %v", got)
		}
		w.passes(40 * time.Minute)
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "manual_window")
		w.settle()
	})
}

func TestAMemberTakesAConversationAndGivesItBack(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		var c conversation
		w.owner.put(w.path(hanako)+"/manual", nil, &c)
		if c.Manual == nil {
			t.Fatal("手動チャットで対応 opened no window")
		}
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "manual_window")
		w.owner.delete(w.path(hanako) + "/manual")
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "rule:営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "friend: 営業時間", "friend: 営業時間", "reply: "+opening)
	})
}

func TestDoneEndsTheWindowAndANewMessageOpensTheConversationAgain(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.answers(hanako, "1", "はい")
		w.owner.put(w.path(hanako)+"/status", m{"status": "done"}, nil)
		if c := w.talk(hanako); c.Status != "done" || c.Manual != nil {
			t.Errorf("done left %+v", c)
		}
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "rule:営業時間")
		if c := w.talk(hanako); c.Status != "open" || c.Unread != 1 {
			t.Errorf("the new message left %+v", c)
		}
		w.settle()
	})
}

func TestAMembersAnswerIsFreeWhileATokenLives(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		w.says(hanako, "予約できますか")
		if r := w.talk(hanako).Route; r.Method != "reply" || r.FreeUntil == nil || r.FreeUntil.After(w.clock.Now().Add(50*time.Second)) {
			t.Errorf("the composer says %+v", r)
		}
		w.passes(30 * time.Second)
		w.answers(hanako, "1", "はい")
		w.shows(hanako, "friend: 予約できますか", "reply: はい")
		if r := w.talk(hanako).Route; r.Method != "push" || r.FreeUntil != nil {
			t.Errorf("after the token is spent the composer says %+v", r)
		}
		w.answers(hanako, "2", "いつがよろしいですか")
		w.shows(hanako, "friend: 予約できますか", "reply: はい", "push: いつがよろしいですか")
	})
}

func TestAfterFiftySecondsAnAnswerIsAPushWithARetryKey(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		w.says(hanako, "予約できますか")
		w.passes(50 * time.Second)
		if r := w.talk(hanako).Route; r.Method != "push" {
			t.Errorf("the composer says %+v", r)
		}
		w.answers(hanako, "1", "はい")
		w.shows(hanako, "friend: 予約できますか", "push: はい")
		if sent := w.line.Sent(channelID); sent[0].RetryKey == "" {
			t.Error("the push has no retry key")
		}
	})
}

func TestATokenThatARuleSpentIsNotSpentAgainByAMember(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		if r := w.talk(hanako).Route; r.Method != "push" {
			t.Errorf("the composer says %+v", r)
		}
		w.answers(hanako, "1", "ほかにご質問は")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: ほかにご質問は")
		if n := w.called("replyMessage"); n != 1 {
			t.Errorf("%d tries to reply, want the rule's only", n)
		}
	})
}

func TestTwoBubblesOfAMemberGoAsOneRequest(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.answers(hanako, "1", "一", "二")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: 一", "push: 二")
		if sent := w.line.Sent(channelID); len(sent) != 2 || len(sent[1].Messages) != 2 {
			t.Errorf("sent %+v", sent)
		}
		if quota, err := w.line.Quota(channelID); err != nil || quota.Used != 1 {
			t.Errorf("the answer cost %d, %v", quota.Used, err)
		}
	})
}

func TestTheSameRequestTwentyTimesAtOnceSendsOnce(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		path := w.path(hanako) + "/messages"
		var group sync.WaitGroup
		ids := make([]string, 20)
		for i := range ids {
			group.Go(func() {
				var ms list[message]
				w.owner.post(path, answer("the same", "はい"), &ms)
				ids[i] = ms.Items[0].ID
			})
		}
		group.Wait()
		for _, id := range ids {
			if id != ids[0] || id == "" {
				t.Errorf("answers of the same request: %q and %q", ids[0], id)
			}
		}
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: はい")
		w.answers(hanako, "the same", "はい")
		w.answers(hanako, "another", "はい")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: はい", "push: はい")
	})
}

func TestWhoBlockedTheAccountCannotBeAnswered(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.must(w.line.Block(channelID, hanako.id))
		w.idle()
		if c := w.talk(hanako); c.Contact.Friend != "blocked" {
			t.Errorf("the desk calls the friend %q", c.Contact.Friend)
		}
		w.owner.refused(409, "answer.blocked", "POST", w.path(hanako)+"/messages", answer("1", "はい"))
		w.must(w.line.Unblock(channelID, hanako.id))
		w.idle()
		w.answers(hanako, "1", "おかえりなさい")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "reply: おかえりなさい") // the follow brought a token
	})
}

func TestWhatAMemberWritesArrivesUnaltered(t *testing.T) {
	texts := map[string]string{
		"markup":               `<b>&amp; "quotes" 'and' \backslashes\ </b>`,
		"emoji":                "👨\u200d👩\u200d👧\u200d👦 👍🏽 🇯🇵 ☕️",
		"what rules fill in":   "{アカウント名} {友だちの表示名}",
		"spaces and new lines": "  一行目\n\n　三行目\t。 ",
		"the longest":          strings.Repeat("あ", 5000),
		"rare characters":      "𠮷野家 髙橋 ｶﾀｶﾅ ㍿ e\u0301",
		"a separator":          "a\u2028b\u2029c",
	}
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		for name, text := range texts {
			ms := w.answers(hanako, name, text)
			w.settle()
			phone := w.phone(hanako)
			if got := strings.TrimPrefix(phone[len(phone)-1], "push: "); got != text {
				t.Errorf("%s: the phone shows %q, want %q", name, got, text)
			}
			if ms[0].Text != text {
				t.Errorf("%s: the desk shows %q, want %q", name, ms[0].Text, text)
			}
		}
	})
}

func TestAnAnswerThatLINEWouldNotTakeIsRefusedAtItsField(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		path := w.path(hanako) + "/messages"
		for name, in := range map[string]m{
			"no bubble":       answer("1"),
			"six bubbles":     answer("1", "1", "2", "3", "4", "5", "6"),
			"an empty one":    answer("1", ""),
			"too long":        answer("1", strings.Repeat("あ", 5001)),
			"long by emoji":   answer("1", strings.Repeat("😀", 2501)),
			"no request id":   answer("", "はい"),
			"an event's id":   answer("event/1", "はい"),
			"a long one":      answer(strings.Repeat("1", 101), "はい"),
			"no bubbles":      {"requestId": "1"},
			"of a wrong type": {"requestId": "1", "bubbles": "はい"},
			"null":            {"requestId": "1", "bubbles": nil},
		} {
			status, p := w.owner.try("POST", path, in, nil)
			if status != 422 || p.Code == "" || p.Detail == "" {
				t.Errorf("%s: %d %+v", name, status, p)
			}
		}
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
	})
}

func TestAScriptAnswersWithATokenAsAMemberDoes(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.bot.post(w.path(hanako)+"/messages", answer("1", "はい"), nil)
		w.shows(hanako, "friend: 営業時間", "reply: はい")
		if got := w.newest(hanako, "out"); got.Sender.Kind != "api" || got.Sender.Name != "test" {
			t.Errorf("the answer is by %+v", got.Sender)
		}
	})
}

func TestTheListOfConversationsIsPagedFilteredAndSearched(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		var friends []friend
		for i := range 7 {
			f := w.friend("友だち" + strconv.Itoa(i))
			friends = append(friends, f)
			w.says(f, "こんにちは")
			w.passes(time.Second)
		}
		w.until("all names", func() bool {
			var all list[conversation]
			w.bot.get("/accounts/{account}/conversations?search=友だち", &all)
			return len(all.Items) == 7
		})
		w.owner.post(w.path(friends[3])+"/read", nil, nil)
		w.answers(friends[4], "1", "はい")
		w.owner.put(w.path(friends[5])+"/status", m{"status": "spam"}, nil)
		w.owner.put(w.path(friends[6])+"/status", m{"status": "followup"}, nil)
		for query, want := range map[string]string{
			"filter=all":        "4 6 3 2 1 0",
			"filter=unread":     "6 2 1 0",
			"filter=unanswered": "6 3 2 1 0",
			"filter=manual":     "4",
			"filter=followup":   "6",
			"filter=done":       "",
			"filter=spam":       "5",
			"search=友だち2":       "2",
			"search=トモダチ":       "",
		} {
			if got := w.pages(query, "友だち"); got != want {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		w.bot.refused(422, "page.cursor_invalid", "GET", "/accounts/{account}/conversations?cursor=x", nil)
		w.settle()
	})
}

// pages reads a list in pages of two and returns what stands behind prefix in
// the names.
func (w *world) pages(query, prefix string) string {
	w.t.Helper()
	var names []string
	for cursor := ""; ; {
		var page list[conversation]
		w.bot.get("/accounts/{account}/conversations?limit=2&"+query+"&cursor="+cursor, &page)
		for _, c := range page.Items {
			names = append(names, strings.TrimPrefix(c.Contact.Name, prefix))
		}
		if cursor = page.Next; cursor == "" {
			return strings.Join(names, " ")
		}
	}
}

func TestTheTimelineIsPagedWithoutGapsOrDoubles(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		for i := range 9 {
			w.says(hanako, "営業時間")
			if i%2 == 0 {
				w.passes(time.Second)
			}
		}
		w.settle()
		seen := map[string]bool{}
		for cursor := ""; ; {
			var page list[message]
			w.bot.get(w.path(hanako)+"/messages?limit=4&before="+cursor, &page)
			for _, one := range page.Items {
				if seen[one.ID] {
					t.Errorf("%s twice", one.ID)
				}
				seen[one.ID] = true
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		if len(seen) != 18 {
			t.Errorf("%d messages, want 18", len(seen))
		}
	})
}

func TestTheMonthsQuotaIsShownAndUsedUp(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		limit := int64(1)
		_, err := w.line.ChangeChannel(channelID, platform.ChannelChange{Quota: &limit})
		w.must(err)
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.answers(hanako, "1", "一通目")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: 一通目")
		var status struct {
			Quota struct {
				Known, Limited bool
				Limit, Used    int64
			}
		}
		w.passes(time.Minute)
		w.owner.get("/accounts/{account}/status", &status)
		if q := status.Quota; !q.Known || !q.Limited || q.Limit != 1 || q.Used != 1 {
			t.Errorf("the desk shows %+v", q)
		}
		w.answers(hanako, "2", "二通目")
		w.settle()
		d := w.newest(hanako, "out").Delivery
		if d.State != "failed" || d.Error == nil || d.Error.Code != "delivery.monthly_limit" {
			t.Errorf("the second push: %+v", d)
		}
		w.shows(hanako, "friend: 営業時間", "reply: "+opening, "push: 一通目")
	})
}
