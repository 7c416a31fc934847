package e2e

import (
	"testing"
	"time"
)

// setting is a row of the table of response settings.
type setting struct {
	name     string
	settings m
	rules    bool // whether there is a rule that is on
	want     string
	now      string // what the page of the settings says at that time
}

const (
	byRule = "rule:自動"
	people = "method_manual"
	no     = "no_match"
)

// The table by day, inside hours.
func daySettings() []setting {
	return []setting{
		{"chat off, hours off: rules answer", m{"chat": false, "hours": false, "inside": "manual", "outside": "manual"}, true, byRule, "chat_off"},
		{"chat off, hours on: rules answer inside too", m{"chat": false, "hours": true, "inside": "manual", "outside": "manual"}, true, byRule, "chat_off"},
		{"chat off and no rule that is on: silence", m{"chat": false, "hours": true, "inside": "auto", "outside": "auto"}, false, no, "chat_off"},
		{"hours off, manual: it waits for people", m{"chat": true, "hours": false, "inside": "manual", "outside": "auto"}, true, people, "hours_off"},
		{"hours off, both: rules answer", m{"chat": true, "hours": false, "inside": "manual+auto", "outside": "manual"}, true, byRule, "hours_off"},
		{"hours off, rules: they answer", m{"chat": true, "hours": false, "inside": "auto", "outside": "manual"}, true, byRule, "hours_off"},
		{"inside, manual: it waits for people", m{"chat": true, "hours": true, "inside": "manual", "outside": "auto"}, true, people, "inside_hours"},
		{"inside, both: rules answer", m{"chat": true, "hours": true, "inside": "manual+auto", "outside": "manual"}, true, byRule, "inside_hours"},
		{"inside, rules: they answer", m{"chat": true, "hours": true, "inside": "auto", "outside": "manual"}, true, byRule, "inside_hours"},
		{"inside, rules, and none that is on: silence", m{"chat": true, "hours": true, "inside": "auto", "outside": "manual"}, false, no, "inside_hours"},
	}
}

// The table by night, outside hours.
func nightSettings() []setting {
	return []setting{
		{"chat off, hours off: rules answer by night", m{"chat": false, "hours": false, "inside": "manual", "outside": "manual"}, true, byRule, "chat_off"},
		{"chat off, hours on: rules answer outside too", m{"chat": false, "hours": true, "inside": "manual", "outside": "manual"}, true, byRule, "chat_off"},
		{"chat off and no rule that is on: silence by night", m{"chat": false, "hours": true, "inside": "auto", "outside": "auto"}, false, no, "chat_off"},
		{"hours off, manual: the inside method by night", m{"chat": true, "hours": false, "inside": "manual", "outside": "auto"}, true, people, "hours_off"},
		{"hours off, both: the inside method by night", m{"chat": true, "hours": false, "inside": "manual+auto", "outside": "manual"}, true, byRule, "hours_off"},
		{"outside, rules, as in LINE's own manager", m{"chat": true, "hours": true, "inside": "manual", "outside": "auto"}, true, byRule, "outside_hours"},
		{"outside, rules, and none that is on: silence", m{"chat": true, "hours": true, "inside": "manual", "outside": "auto"}, false, no, "outside_hours"},
		{"outside, both: rules answer", m{"chat": true, "hours": true, "inside": "manual", "outside": "manual+auto"}, true, byRule, "outside_hours"},
		{"outside, manual: it waits for people", m{"chat": true, "hours": true, "inside": "auto", "outside": "manual"}, true, people, "outside_hours"},
	}
}

func TestTheTableOfResponseSettings(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.hours("", tenToSeven)
		id := w.rule("自動", nil)
		for _, part := range []struct {
			at   moment
			rows []setting
		}{{byDay, daySettings()}, {byNight, nightSettings()}} {
			w.goTo(part.at.day, part.at.at)
			for _, row := range part.rows {
				w.holds(t, id, row)
			}
		}
	})
}

// holds lets somebody new write under a row's settings.
func (w *world) holds(t *testing.T, ruleID string, row setting) {
	t.Helper()
	w.settings(row.settings)
	w.changes(ruleID, "自動", m{"enabled": row.rules})
	hanako := w.friend("花子")
	w.says(hanako, "こんにちは")
	if got := w.decided(hanako); got != row.want {
		t.Errorf("%s: the rules decided %q, want %q", row.name, got, row.want)
	}
	answers := []string{}
	if row.want == byRule {
		answers = []string{"自動"}
	}
	want(t, row.name, w.answersTo(hanako), answers)
	var settings struct {
		Now struct {
			RulesAnswer bool
			Reason      string
		}
	}
	w.bot.get("/accounts/{account}/settings", &settings)
	if settings.Now.Reason != row.now || settings.Now.RulesAnswer != (row.want != people) {
		t.Errorf("%s: the page of the settings says %+v, want %s", row.name, settings.Now, row.now)
	}
	chat := row.settings["chat"].(bool)
	if status, p := w.owner.try("POST", w.path(hanako)+"/messages", answer("1", "はい"), nil); chat != (status < 300) || !chat && p.Code != "answer.chat_off" {
		t.Errorf("%s: a member who answers is told %d %s", row.name, status, p.Code)
	}
}

// Owners of LINE's own manager paint every hour as outside, so that rules
// answer day and night while a member can still take one friend over.
func TestEveryHourPaintedAsOutside(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.hours("", m{"zone": "Asia/Tokyo", "week": m{}})
		w.settings(m{"hours": true, "inside": "manual", "outside": "auto"})
		hanako := w.friend("花子")
		for _, at := range []moment{byDay, byNight} {
			w.goTo(at.day, at.at)
			w.says(hanako, "こんにちは")
			w.wantDecision(hanako, byRule)
		}
		w.answers(hanako, "1", "担当の山田です")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "manual_window")
		w.settle()
	})
}

// Each step of the decision settles it although all later ones apply as well.
func TestTheOrderOfTheDecision(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("営業時間", m{"keywords": []string{"営業時間"}})
		w.rule("一律", nil)
		w.hours("", tenToSeven)
		w.goTo(byNight.day, byNight.at)
		waiting := m{"chat": true, "hours": true, "inside": "manual", "outside": "manual"}
		w.settings(waiting)
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "method_manual") // so that the conversation is there

		w.owner.put(w.path(hanako)+"/status", m{"status": "spam"}, nil)
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.standby(hanako, "営業時間")
		w.wantDecision(hanako, "spam")
		w.owner.put(w.path(hanako)+"/status", m{"status": "open"}, nil)
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.standby(hanako, "営業時間")
		w.wantDecision(hanako, "standby")
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "manual_window")
		w.settings(m{"chat": false})
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "manual_window") // with chat off too
		want(t, "answers so far", w.answersTo(hanako), []string{})

		w.owner.delete(w.path(hanako) + "/manual")
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "rule:営業時間") // chat off, whatever the methods
		w.settings(waiting)
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "method_manual")
		w.settings(m{"outside": "auto"})
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "rule:営業時間") // a keyword before the uniform reply
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一律")
		w.sticks(hanako)
		w.wantDecision(hanako, "kind")
		w.goTo(time.Tuesday, "10:00")
		w.says(hanako, "営業時間")
		w.wantDecision(hanako, "method_manual") // the inside method
		want(t, "all answers", w.answersTo(hanako), []string{"営業時間", "営業時間", "一律"})
	})
}
