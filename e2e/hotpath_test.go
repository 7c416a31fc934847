package e2e

import (
	"net/http"
	"testing"
)

// asides are the tables that a decision reads only when a rule asks for what is
// in them.
var asides = []string{"contact_tags", "contact_attributes", "rule_answers"}

// takesAway stops the product, hides these tables, and starts it again: whoever
// reads or writes them now fails.
func (w *world) takesAway(tables ...string) {
	w.t.Helper()
	w.stop()
	for _, table := range tables {
		w.place.Exec(w.t, `ALTER TABLE `+table+` RENAME TO hidden_`+table)
	}
	w.start()
	w.live = w.listen(w.owner)
}

// receives reports whether the product takes a message.
func (w *world) receives(t *testing.T, id string, f friend) bool {
	t.Helper()
	status := w.signed(request(event(id, f.id, "こんにちは", w.clock.Now())))
	w.settle()
	return status == http.StatusOK
}

func TestWhatNoRuleAsksForIsNotRead(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.noisy = true // the last messages are to fail
		w.rule("一律", nil)
		w.rule("写真", m{"kinds": []string{"image"}, "schedule": m{"hours": "inside"}})
		id := w.rule("予約", m{"keywords": []string{"予約"}, "forbidden": []string{"キャンセル"}, "final": true})
		hanako := w.friend("花子")
		w.says(hanako, "はじめまして")
		w.takesAway(asides...)
		if !w.receives(t, "1", hanako) {
			t.Error("rules that ask for nothing of the contact cannot be asked without its tags, attributes and last answers")
		}
		for name, options := range map[string]m{
			"an audience":  {"audience": m{"any": []string{"VIP"}}},
			"a cooldown":   {"cooldownMinutes": 10},
			"an attribute": {"bubbles": []m{{"text": "{属性:誕生日|未登録}"}}},
		} {
			w.changes(id, "予約", options)
			if w.receives(t, name, hanako) {
				t.Errorf("with %s nothing more was read, so that this test proves nothing", name)
			}
		}
		w.changes(id, "予約", m{"keywords": []string{"予約"}})
		if !w.receives(t, "2", hanako) {
			t.Error("after the change back it is still read")
		}
	})
}

func TestARuleWithACooldownNeedsNoTags(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("一律", m{"cooldownMinutes": 10})
		w.takesAway("contact_tags", "contact_attributes")
		if hanako := w.friend("花子"); !w.receives(t, "1", hanako) || !w.receives(t, "2", hanako) {
			t.Error("tags or attributes were read")
		}
	})
}
