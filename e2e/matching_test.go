package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/sim/platform"
)

func TestEachKindOfMatch(t *testing.T) {
	cases := []struct {
		name, match string
		keywords    []string
		fits, not   []string
	}{
		{
			"exact, as nothing is said", "",
			[]string{"開けない", "営業時間"},
			[]string{"開けない", "営業時間", "「営業時間」？"},
			[]string{"開けません", "ツールが開けないです", "営業時間は"},
		},
		{"exact", "exact", []string{"予約"}, []string{"予約", "予約！"}, []string{"予約したい", "明日の予約", "予"}},
		{"a prefix", "prefix", []string{"予約"}, []string{"予約", "予約したい", "「予約」したい"}, []string{"明日の予約", "予定"}},
		{"any part", "contains", []string{"予約", "空席"}, []string{"予約", "明日の予約です", "空席は？"}, []string{"予定の約束", "満席"}},
		{
			"a regular expression", "regex",
			[]string{`^[0-9]+名`, "(席|テーブル).*(空|あ)いて"},
			[]string{"４名です", "12名", "席はまだ空いてますか", "テーブルあいてる？"},
			[]string{"大人4名", "席を取りたい", "名"},
		},
	}
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		for _, c := range cases {
			id := w.rule("応答", m{"keywords": c.keywords, "match": orExact(c.match)})
			wanted := slices.Concat(slices.Repeat([]string{"rule:応答"}, len(c.fits)), slices.Repeat([]string{"no_match"}, len(c.not)))
			want(t, c.name+" "+strings.Join(slices.Concat(c.fits, c.not), " | "), w.hears(hanako, slices.Concat(c.fits, c.not)...), wanted)
			w.owner.delete("/accounts/{account}/rules/" + id)
		}
	})
}

func orExact(kind string) string {
	if kind == "" {
		return "exact"
	}
	return kind
}

// typed is a keyword and the way in which a friend types it, by the folding
// that overlooks the difference.
type typed struct{ folding, keyword, text string }

// typedFor is what friends type so that only one folding makes it fit. What is
// around the keyword depends on the kind of match.
func typedFor(kind string) []typed {
	before, after := "", ""
	switch kind {
	case "prefix":
		after = "について"
	case "contains", "regex":
		before, after = "すみません", "について"
	}
	all := []typed{
		{"width", "クーポン", "ｸｰﾎﾟﾝ"},
		{"case", "wifi", "WiFi"},
		{"kana", "おすすめ", "オススメ"},
		{"long", "メニュー", "メニュ-"},
		{"small", "キャンセル", "キヤンセル"},
	}
	for i := range all {
		all[i].text = before + all[i].text + after
	}
	switch kind {
	case "exact":
		return append(all, typed{"edges", "予約", " 「予約」！"})
	case "prefix":
		return append(all, typed{"edges", "予約", "「予約したい"})
	case "contains": // in a text it is of no account where the keyword stands
		return append(all, typed{"edges", "予約！", "明日予約したい"})
	}
	return append(all, typed{"edges", "^予約$", "予約！"})
}

func TestEachFoldingForEachKindOfMatch(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		for _, kind := range []string{"exact", "prefix", "contains", "regex"} {
			all := typedFor(kind)
			var keywords, texts []string
			for _, one := range all {
				keywords, texts = append(keywords, one.keyword), append(texts, one.text)
			}
			id := w.rule("応答", m{"keywords": keywords, "match": kind})
			want(t, kind+", all foldings on", w.hears(hanako, texts...), slices.Repeat([]string{"rule:応答"}, len(texts)))
			for i, one := range all {
				w.changes(id, "応答", m{"keywords": keywords, "match": kind, "keep": []string{one.folding}})
				wanted := slices.Repeat([]string{"rule:応答"}, len(texts))
				wanted[i] = "no_match"
				want(t, kind+", keeping "+one.folding, w.hears(hanako, texts...), wanted)
			}
			w.owner.delete("/accounts/{account}/rules/" + id)
		}
	})
}

func TestAForbiddenWordKeepsItsRuleSilent(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("予約", m{"keywords": []string{"予約"}, "match": "contains", "forbidden": []string{"キャンセル", "取り消し"}})
		hanako := w.friend("花子")
		want(t, "予約 but not キャンセル", w.hears(hanako, "予約したい", "予約をｷｬﾝｾﾙしたい", "予約の取り消し", "キャンセル"),
			[]string{"rule:予約", "no_match", "no_match", "no_match"})
		w.says(hanako, "予約をキャンセルします")
		if got := w.why(hanako, "予約"); got != "forbidden" {
			t.Errorf("the desk says of the rule %q", got)
		}
		w.rule("一律", nil)
		want(t, "another rule may answer", w.hears(hanako, "予約をキャンセルしたい"), []string{"rule:一律"})
	})
}

// sends lets the friend send a message of a kind that the simulated phone has
// no button for.
func (w *world) sends(f friend, kind string) {
	w.t.Helper()
	w.inject(`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"` + f.id + `"},` +
		`"message":{"type":"` + kind + `","id":"1","contentProvider":{"type":"line"}}}`)
	w.settle()
}

func TestRulesByKindOfMessage(t *testing.T) {
	kinds := []string{"sticker", "image", "video", "audio", "file", "location"}
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		uniform := w.rule("一律", nil)
		for _, kind := range kinds {
			w.sends(hanako, kind)
		}
		want(t, "a uniform rule answers texts only", w.decisions(hanako, 6), slices.Repeat([]string{"kind"}, 6))
		w.changes(uniform, "一律", m{"anyKind": true})
		for _, kind := range kinds {
			w.sends(hanako, kind)
		}
		want(t, "unless it is to answer all kinds", w.decisions(hanako, 6), slices.Repeat([]string{"rule:一律"}, 6))
		for _, kind := range kinds {
			w.rule("種類 "+kind, m{"kinds": []string{kind}})
		}
		w.rule("写真か動画", m{"kinds": []string{"image", "video"}}) // behind those of one kind
		for _, kind := range kinds {
			w.sends(hanako, kind)
		}
		var wanted []string
		for _, kind := range kinds {
			wanted = append(wanted, "rule:種類 "+kind)
		}
		want(t, "a rule for the kind comes first", w.decisions(hanako, 6), wanted)
		w.sends(hanako, "hologram") // a kind that LINE may have one day
		w.wantDecision(hanako, "kind")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一律")
		if got := w.why(hanako, "種類 image"); got != "" {
			t.Errorf("of a rule for pictures the desk says %q about a text", got)
		}
	})
}

func TestAStickerOfThePhoneIsAnsweredByItsRule(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("スタンプ", m{"kinds": []string{"sticker"}, "keywords": []string{"スタンプ"}})
		hanako := w.friend("花子")
		w.sticks(hanako)
		w.says(hanako, "スタンプ")
		w.shows(hanako, "friend: (sticker)", "reply: スタンプ", "friend: スタンプ", "reply: スタンプ")
	})
}

func TestRulesByPostback(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.rule("一律", m{"anyKind": true})
		w.rule("メニュー", m{"postbacks": []m{{"data": "menu="}, {"data": "menu=", "prefix": true}}})
		w.rule("ランチ", m{"postbacks": []m{{"data": "menu=lunch"}, {"data": "menu=lunch&", "prefix": true}}})
		presses := func(data, wanted string) {
			t.Helper()
			w.must(w.line.Postback(channelID, hanako.id, data, nil))
			w.settle()
			w.wantDecision(hanako, wanted)
		}
		presses("menu=lunch", "rule:メニュー") // the order comes first
		w.reorder("ランチ", "一律", "メニュー")
		presses("menu=lunch", "rule:ランチ")
		presses("menu=lunch&page=2", "rule:ランチ")
		presses("menu=lunches", "rule:メニュー")
		presses("menu=", "rule:メニュー")
		presses("menu", "kind")
		presses("MENU=lunch", "kind") // programs write it: nothing is folded
		w.says(hanako, "menu=lunch")
		w.wantDecision(hanako, "rule:一律")
		if c := w.talk(hanako); c.Unread != 1 {
			t.Errorf("%d unread, want the text alone", c.Unread)
		}
	})
}

// reorder puts the rules into the order of these titles.
func (w *world) reorder(titles ...string) {
	w.t.Helper()
	var rules list[struct{ ID, Title string }]
	w.owner.get("/accounts/{account}/rules", &rules)
	byTitle := map[string]string{}
	for _, r := range rules.Items {
		byTitle[r.Title] = r.ID
	}
	ids := []string{}
	for _, title := range titles {
		ids = append(ids, byTitle[title])
	}
	w.owner.put("/accounts/{account}/rules/order", m{"ids": ids}, nil)
}

func TestAmongRulesThatFitOneAnswers(t *testing.T) {
	keyed := func(match string, keywords ...string) m { return m{"match": match, "keywords": keywords} }
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("一律", nil)
		w.rule("正規", keyed("regex", "予約.*"))
		w.rule("短い", keyed("contains", "予約"))
		w.rule("長い", keyed("contains", "予約を変更"))
		w.rule("前方", keyed("prefix", "予約"))
		w.rule("完全", keyed("exact", "予約を変更"))
		hanako := w.friend("花子")
		orders := [][]string{
			{"一律", "正規", "短い", "長い", "前方", "完全"},
			{"完全", "前方", "長い", "短い", "正規", "一律"},
			{"一律", "前方", "短い", "完全", "長い", "正規"},
		}
		first := [][]string{ // of the texts below, in the same order
			{"rule:正規", "rule:正規", "rule:正規", "rule:一律"},
			{"rule:完全", "rule:前方", "rule:長い", "rule:一律"},
			{"rule:前方", "rule:前方", "rule:短い", "rule:一律"},
		}
		for i, order := range orders {
			w.reorder(order...)
			want(t, "in the order "+strings.Join(order, " "),
				w.hears(hanako, "予約を変更", "予約したい", "明日の予約を変更したい", "こんにちは"), first[i])
		}
		w.reorder("完全", "長い", "正規", "短い", "前方", "一律")
		w.says(hanako, "予約を変更")
		w.wantDecision(hanako, "rule:完全")
		for _, title := range []string{"長い", "正規", "短い", "前方"} {
			if got := w.why(hanako, title); got != "lower_order" {
				t.Errorf("of %s the desk says %q", title, got)
			}
		}
		if got := w.why(hanako, "一律"); got != "keyword_won" {
			t.Errorf("of the uniform rule the desk says %q", got)
		}
	})
}

// Rules of a file may share a place; then the more exact kind answers, and of
// one kind the longer keyword.
func TestAmongRulesOfOnePlaceTheMoreExactAndThenTheLongerKeywordAnswers(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("正規", m{"match": "regex", "keywords": []string{"予約.*"}})
		w.rule("短い", m{"match": "contains", "keywords": []string{"予約"}})
		w.rule("長い", m{"match": "contains", "keywords": []string{"予約を変更"}})
		w.rule("前方", m{"match": "prefix", "keywords": []string{"予約"}})
		w.rule("完全", m{"keywords": []string{"予約を変更"}})
		w.stop()
		w.place.Exec(t, `UPDATE rules SET position = 1`)
		w.start()
		w.live = w.listen(w.owner)
		hanako := w.friend("花子")
		want(t, "of one place", w.hears(hanako, "予約を変更", "予約したい", "明日の予約を変更したい", "明日の予約"),
			[]string{"rule:完全", "rule:前方", "rule:長い", "rule:短い"})
	})
}

func TestUniformRulesByOrderAndAtRandom(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		for _, title := range []string{"一", "二", "三"} {
			w.rule(title, nil)
		}
		w.rule("休み", m{"enabled": false})
		hanako := w.friend("花子")
		const many = 40
		texts := slices.Repeat([]string{"こんにちは"}, many)
		want(t, "by order", w.hears(hanako, texts...), slices.Repeat([]string{"rule:一"}, many))
		w.settings(m{"uniform": "random"})
		taro := w.friend("太郎")
		w.hears(taro, texts...)
		drawn := map[string]int{}
		for _, one := range w.inbound(taro, many) {
			drawn[decisionOf(one)]++
		}
		if len(drawn) != 3 || drawn["rule:一"] < 3 || drawn["rule:二"] < 3 || drawn["rule:三"] < 3 {
			t.Errorf("of %d messages were drawn %v", many, drawn)
		}
		for _, o := range w.newest(taro, "in").Decision.Others {
			if wanted := map[bool]string{true: "off", false: "not_drawn"}[o.Title == "休み"]; o.Why != wanted {
				t.Errorf("of %s the desk says %q, want %q", o.Title, o.Why, wanted)
			}
		}
		w.draws(t, taro, many)
	})
}

// draws asks the stored seed again for what was drawn about the friend's last
// n messages, and for a message after a restart.
func (w *world) draws(t *testing.T, f friend, n int) {
	t.Helper()
	var rules list[struct {
		Title   string
		Enabled bool
	}]
	w.owner.get("/accounts/{account}/rules", &rules)
	titles := []string{}
	for _, r := range rules.Items {
		if r.Enabled {
			titles = append(titles, r.Title)
		}
	}
	w.restart()
	w.settings(m{"inside": "manual+auto"}) // a change elsewhere leaves the seed as it is
	w.says(f, "こんばんは")
	seed := w.storedSeed()
	for _, row := range w.place.Rows(t, `SELECT event_id, decision FROM messages WHERE direction = 'in' AND decision LIKE '%"reason":"rule"%' ORDER BY at DESC, id DESC`)[:n+1] {
		wanted := titles[draw(seed, row[0])%uint64(len(titles))]
		if !strings.Contains(row[1], `"ruleTitle":"`+wanted+`"`) {
			t.Errorf("event %s: decided %s, the seed draws %s", row[0], row[1], wanted)
		}
	}
}

func TestTheSameMessageTwiceIsDrawnOnce(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		for _, title := range []string{"一", "二", "三", "四", "五"} {
			w.rule(title, nil)
		}
		w.settings(m{"uniform": "random"})
		hanako := w.friend("花子")
		w.says(hanako, "はい")
		body := request(event("same", hanako.id, "こんにちは", w.clock.Now()))
		for range 5 {
			w.signed(body)
			w.passes(time.Second)
		}
		w.settle()
		if got := w.answersTo(hanako); len(got) != 2 {
			t.Errorf("a message that LINE delivered five times was answered %q", got[1:])
		}
	})
}

func TestAPictureAndATextInOneRequestAreEachDecided(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("写真", m{"kinds": []string{"image"}})
		w.rule("挨拶", m{"keywords": []string{"こんにちは"}})
		hanako := w.friend("花子")
		w.must(w.line.Inject(channelID, platform.Injection{Events: raws(
			`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"`+hanako.id+`"},"message":{"type":"image","id":"1"}}`,
			`{"type":"message","replyToken":"auto","source":{"type":"user","userId":"`+hanako.id+`"},"message":{"type":"text","id":"2","text":"こんにちは"}}`,
		)}))
		w.settle()
		want(t, "decided", w.decisions(hanako, 2), []string{"rule:写真", "rule:挨拶"})
		want(t, "answered", w.answersTo(hanako), []string{"写真", "挨拶"})
	})
}
