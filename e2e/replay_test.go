package e2e

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

func TestAReplayNamesTheAnswersThatChangeWhenTheEditIsSaved(t *testing.T) {
	each(t, crowded, func(t *testing.T, w *world) {
		w.goTo(time.Tuesday, "09:00")
		asked := []string{"駐車場", "営業時間", "クルマ", "駐車場と自転車", "こんにちは", "車"}
		friends := []friend{w.friend("花子"), w.friend("太郎")}
		for _, f := range friends {
			w.says(f, "やあ")
			w.until("a name", func() bool { return w.talk(f).Contact.Name == f.name })
		}
		w.tags(friends[1], "常連")
		say := func() map[string]string {
			out := map[string]string{}
			for _, f := range friends {
				for _, q := range asked {
					had := len(w.answersTo(f))
					w.says(f, q)
					out[f.name+" "+q] = strings.Join(w.answersTo(f)[had:], "|")
				}
			}
			return out
		}
		before := say()
		var rules list[struct{ ID, Title string }]
		w.owner.get("/accounts/{account}/rules", &rules)
		parking := spec("駐車場", m{"keywords": []string{"駐車場", "くるま"}, "bubbles": []m{{"text": "近くにあります"}}})
		withID := maps.Clone(parking)
		withID["id"] = rules.Items[2].ID
		var told replay
		w.bot.post("/accounts/{account}/rules/replay", m{"edited": m{"rule": withID}}, &told)
		w.changes(rules.Items[2].ID, "駐車場", parking)
		after := say()

		var want, got []string
		for key, answer := range before {
			if after[key] != answer {
				want = append(want, key)
			}
		}
		for _, c := range told.Changed {
			got = append(got, c.ContactName+" "+c.Text)
		}
		sort.Strings(want)
		sort.Strings(got)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("the replay names %v, and these changed: %v", got, want)
		}
		if told.Total != len(asked)*2+2 || told.Unchanged != told.Total-len(got) || told.Cut {
			t.Errorf("the replay counts %+v", told)
		}
		if newest := told.Changed[0]; newest.Before.RuleTitle == newest.After.RuleTitle && newest.Before.Text == newest.After.Text {
			t.Errorf("a change without a difference: %+v", newest)
		}
		var again replay
		w.bot.post("/accounts/{account}/rules/replay", m{}, &again)
		if len(again.Changed) != 0 || again.Total != 2*told.Total-2 {
			t.Errorf("without an edit the replay says %+v", again)
		}
	})
}

func TestAReplayCountsCooldownsInOrder(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.goTo(time.Tuesday, "00:30")
		coupon := m{"keywords": []string{"クーポン"}, "cooldownMinutes": 600, "bubbles": []m{{"text": "どうぞ"}}}
		id := w.rule("クーポン", coupon)
		hanako := w.friend("花子")
		w.goTo(time.Tuesday, "20:00")
		w.says(hanako, "クーポン") // answered; the cooldown reaches into the next day
		w.goTo(time.Wednesday, "05:00")
		w.says(hanako, "クーポン")
		w.goTo(time.Wednesday, "06:01")
		w.says(hanako, "クーポン") // answered
		w.goTo(time.Wednesday, "08:00")
		w.says(hanako, "クーポン")
		replays := func(minutes int) string {
			edited := spec("クーポン", coupon)
			edited["id"], edited["cooldownMinutes"] = id, minutes
			var told replay
			w.bot.post("/accounts/{account}/rules/replay", m{"edited": m{"rule": edited}}, &told)
			if told.Total != 3 {
				t.Errorf("%d messages of today, want 3", told.Total)
			}
			var out []string
			for _, c := range told.Changed {
				out = append(out, c.Before.Outcome+">"+c.After.Outcome)
			}
			return strings.Join(out, " ")
		}
		for minutes, want := range map[int]string{
			600: "",
			0:   "silent>answered silent>answered", // 8:00 and 5:00
			60:  "silent>answered silent>answered", // each long after the one before
			530: "answered>silent silent>answered", // until 4:50
			700: "silent>answered answered>silent", // until 7:40
			800: "answered>silent",                 // until 9:20
		} {
			if got := replays(minutes); got != want {
				t.Errorf("with a cooldown of %d minutes: %q, want %q", minutes, got, want)
			}
		}
	})
}

func TestAReplayLeavesAloneWhatRulesHadNoPartIn(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.goTo(time.Tuesday, "09:00")
		hanako, taro, jiro := w.friend("花子"), w.friend("太郎"), w.friend("次郎")
		for _, f := range []friend{hanako, taro, jiro} {
			w.says(f, "予約")
		}
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.says(hanako, "予約")
		w.owner.put(w.path(taro)+"/status", m{"status": "spam"}, nil)
		w.says(taro, "予約")
		w.standby(jiro, "予約")
		var told replay
		w.bot.post("/accounts/{account}/rules/replay", m{"edited": m{"rule": spec("予約", m{"keywords": []string{"予約"}})}}, &told)
		if told.Total != 6 || told.Unchanged != 3 || len(told.Changed) != 3 {
			t.Errorf("the replay says %+v", told)
		}
		for _, c := range told.Changed {
			if c.Before.Reason != "no_match" || c.After.RuleID != "new" || c.After.Text != "予約" {
				t.Errorf("changed: %+v", c)
			}
		}
		w.goTo(time.Wednesday, "00:01")
		w.bot.post("/accounts/{account}/rules/replay", m{}, &told)
		if told.Total != 0 {
			t.Errorf("of yesterday are %d messages in today", told.Total)
		}
		w.bot.post("/accounts/{account}/rules/replay", m{"hours": 24}, &told)
		if told.Total != 6 {
			t.Errorf("of the last 24 hours are %d messages", told.Total)
		}
	})
}

// suggested are the suggestions in words: title, count and spellings.
func (w *world) suggested(query string) (words []string, all suggestions) {
	w.t.Helper()
	w.bot.get("/accounts/{account}/rules/suggestions"+query, &all)
	for _, s := range all.Items {
		line := fmt.Sprint(s.Title, " ", s.Count)
		for _, sp := range s.Spellings {
			line += fmt.Sprint(" ", sp.Text, "*", sp.Count)
		}
		words = append(words, line)
	}
	return words, all
}

func TestUnansweredTextsAreSuggestedUntilARuleAnswersThem(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		parking := w.rule("駐車場", m{"keywords": []string{"駐車場"}})
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.hears(hanako, "駐車場", "駐車場はありますか", "ペット可", "駐車場はありますか？")
		w.hears(taro, "駐車場ありますか", "ﾍﾟｯﾄ可")
		w.until("a name", func() bool { return w.talk(hanako).Contact.Name == "花子" })
		words, all := w.suggested("")
		want(t, "suggested", words, []string{"駐車場はありますか 3 駐車場はありますか*2 駐車場ありますか*1", "ペット可 2 ペット可*2"})
		first := all.Items[0]
		if len(first.Rules) != 1 || first.Rules[0].RuleID != parking || first.Rules[0].Keyword != "駐車場" {
			t.Errorf("rules that are near: %+v", first.Rules)
		}
		if e := first.Examples[len(first.Examples)-1]; len(first.Examples) != 3 || e.ConversationID != w.talk(hanako).ID || e.ContactName != "花子" {
			t.Errorf("the examples are %+v", first.Examples)
		}
		w.owner.post("/accounts/{account}/rules/"+parking+"/keywords", m{"keywords": []string{"駐車場はありますか", "駐車場ありますか"}}, nil)
		words, _ = w.suggested("")
		want(t, "suggested after the keywords", words, []string{"ペット可 2 ペット可*2"})
		w.says(taro, "駐車場ありますか")
		w.wantDecision(taro, "rule:駐車場")
		w.rule("ペット", m{"keywords": []string{"ペット"}, "match": "contains"})
		words, _ = w.suggested("")
		want(t, "suggested after the rule", words, nil)
	})
}

func TestWhatOnlyAUniformReplyAnswersIsSuggestedToo(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("一律", m{"keywords": []string{}})
		w.rule("営業時間", m{"keywords": []string{"営業時間"}})
		hanako := w.friend("花子")
		w.hears(hanako, "営業時間", "ペット可")
		w.wantDecision(hanako, "rule:一律")
		w.sticks(hanako)
		words, _ := w.suggested("")
		want(t, "suggested", words, []string{"ペット可 1 ペット可*1"})
		w.rule("ペット", m{"keywords": []string{"ペット可"}})
		words, _ = w.suggested("")
		want(t, "suggested after the rule", words, nil)
	})
}

func TestASuggestionThatAMemberDoesNotWantIsGoneUntilItIsRestored(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.hears(hanako, "ありがとう", "アリガトウ!", "ペット可", "予約したいです")
		member, _ := w.token(m{"account": w.account, "role": "member"})
		member.post("/accounts/{account}/rules/suggestions/dismiss", m{"texts": []string{"ありがとう"}}, nil)
		member.post("/accounts/{account}/rules/suggestions/dismiss", m{"texts": []string{"ありがとう", "ペット可"}}, nil) // harmless twice
		w.hears(hanako, "ありがとう！！")
		words, all := w.suggested("")
		want(t, "suggested", words, []string{"予約したいです 1 予約したいです*1"})
		if all.Dismissed != 2 {
			t.Errorf("%d are dismissed, want 2", all.Dismissed)
		}
		words, _ = w.suggested("?dismissed=true")
		want(t, "dismissed", words, []string{"ありがとう 3 ありがとう*3", "ペット可 1 ペット可*1"})
		member.post("/accounts/{account}/rules/suggestions/restore", m{"texts": []string{"ありがとう"}}, nil)
		words, _ = w.suggested("")
		want(t, "suggested again", words, []string{"ありがとう 3 ありがとう*3", "予約したいです 1 予約したいです*1"})
		w.passes(31 * 24 * time.Hour)
		words, all = w.suggested("")
		want(t, "suggested a month later", words, nil)
		if all.Dismissed != 0 {
			t.Errorf("a month later %d are dismissed", all.Dismissed)
		}
		words, _ = w.suggested("?days=60")
		want(t, "of two months", words, []string{"ありがとう 3 ありがとう*3", "予約したいです 1 予約したいです*1"})
	})
}

func TestRulesThatNeverWinAreWarnedOf(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		first := w.rule("先", m{"keywords": []string{"駐車場"}})
		second := w.rule("後", m{"keywords": []string{"駐車場"}})
		var warnings list[struct{ Fault, RuleID, OtherID string }]
		w.bot.get("/accounts/{account}/rules/warnings", &warnings)
		if len(warnings.Items) != 1 || warnings.Items[0].Fault != "never_wins" || warnings.Items[0].RuleID != second || warnings.Items[0].OtherID != first {
			t.Errorf("the warnings are %+v", warnings.Items)
		}
		w.changes(second, "後", m{"keywords": []string{"バス"}})
		w.bot.get("/accounts/{account}/rules/warnings", &warnings)
		if len(warnings.Items) != 0 {
			t.Errorf("of good rules: %+v", warnings.Items)
		}
	})
}
