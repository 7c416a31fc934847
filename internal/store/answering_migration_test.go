package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/seal"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// firstDatabase makes a database as the first version of the program left it:
// an account with a rule, a contact, and messages with decisions.
func firstDatabase(t *testing.T, p storetest.Place) {
	t.Helper()
	all, err := store.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	first := all[0]
	p.Exec(t, `CREATE TABLE migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)`)
	p.Exec(t, first.Text())
	p.Exec(t, `INSERT INTO migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)`, 1, first.Name(), first.Checksum(), 1)
	box, err := seal.Open(p.Dir, "")
	if err != nil {
		t.Fatal(err)
	}
	secret := box.Seal("0123456789abcdef0123456789abcdef", "accounts/acc_1")
	p.Exec(t, `INSERT INTO accounts (id, key, name, channel_id, channel_secret, channel_old_secret, channel_old_until, bot_user_id, chat_mode,
			settings, greeting, created_at, updated_at)
		VALUES ('acc_1', 'sakura', 'さくら珈琲店', '1650000001', $1, '', 0, 'U1', 'chat',
			'{"chat":true,"hours":false,"inside":"manual","outside":"auto","greeting":true,"manualMinutes":90}', '[{"text":"はじめまして"}]', 1000, 2000)`, secret)
	p.Exec(t, `INSERT INTO rules (id, account_id, title, enabled, position, spec, created_at, updated_at)
		VALUES ('rul_1', 'acc_1', '営業時間', true, 1, '{"keywords":["営業時間"],"bubbles":[{"text":"10時から"}]}', 1000, 2000)`)
	p.Exec(t, `INSERT INTO hours (account_id, name, spec, updated_at) VALUES ('acc_1', '', '{"zone":"Asia/Tokyo","week":{"sat":["10:00-12:00"]}}', 1000)`)
	p.Exec(t, `INSERT INTO contacts (id, account_id, line_user_id, friend, name, picture_url, status_message, language, profile_fetched_at, created_at, updated_at)
		VALUES ('con_1', 'acc_1', 'U2', 'friend', '花子', '', '', 'ja', 1000, 1000, 1000)`)
	p.Exec(t, `INSERT INTO conversations (id, account_id, contact_id, status, unread, unanswered_since, manual_until, manual_by, tokens, late,
			delivery_seq, last_id, last_at, last_direction, last_kind, last_preview, last_sender, created_at, updated_at)
		VALUES ('cnv_1', 'acc_1', 'con_1', 'followup', 3, 1000, 0, '{}', '[]', '[]', 0, 'msg_4', 4000, 'in', 'text', '四', 'friend', 1000, 4000)`)
	for i, m := range []struct{ direction, text, decision string }{
		{"in", "一", `{"outcome":"silent","reason":"no_match","method":"auto","inside":true,"others":[]}`},
		{"in", "二", `{"outcome":"answered","reason":"rule","method":"auto","inside":true,"ruleId":"rul_1","keyword":"二","others":[]}`},
		{"out", `"reason":"no_match"`, ``},
		{"in", "四", `{"outcome":"silent","reason":"manual_window","method":"manual","inside":true,"others":[{"ruleId":"rul_1","title":"営業時間","why":"no_match"}]}`},
		{"in", "五", `{"outcome":"silent","reason":"no_match","method":"auto","inside":true,"others":[{"ruleId":"rul_1","title":"営業時間","why":"off"}]}`},
	} {
		p.Exec(t, `INSERT INTO messages (id, account_id, conversation_id, direction, kind, text, payload, sender_kind, sender_id, sender_name,
				line_message_id, event_id, delivery_id, decision, at, created_at)
			VALUES ($1, 'acc_1', 'cnv_1', $2, 'text', $3, '{}', 'friend', 'con_1', '花子', '', '', '', $4, $5, $5)`,
			fmt.Sprintf("msg_%d", i+1), m.direction, m.text, m.decision, int64(i+1)*1000)
	}
}

func TestADatabaseOfTheFirstVersionKeepsItsDataAndLearnsWhatNobodyAnswered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		firstDatabase(t, p)
		w := newWorld(t, p)
		w.view(func(ctx context.Context, tx *store.Tx) error {
			a, err := tx.AccountByKey(ctx, "sakura")
			if err != nil {
				return err
			}
			if a.Name != "さくら珈琲店" || a.Settings.ManualMinutes != 90 || a.Settings.Inside != domain.Manual || len(a.Greeting) != 1 ||
				a.Channel.Secret != "0123456789abcdef0123456789abcdef" || a.GreetingBack != nil || a.BasicID != "" {
				t.Errorf("the account is %+v", a)
			}
			r, err := tx.Rule(ctx, a.ID, "rul_1")
			if err != nil || r.Title != "営業時間" || !r.Enabled || !slices.Equal(r.Keywords, []string{"営業時間"}) || r.Hits != 0 || r.Uniform() {
				t.Errorf("the rule is %+v, %v", r, err)
			}
			all, err := tx.AllHours(ctx, a.ID)
			if err != nil || len(all) != 1 || len(all[""].Week["sat"]) != 1 {
				t.Errorf("the hours are %+v, %v", all, err)
			}
			th, err := tx.Thread(ctx, a.ID, "cnv_1")
			if err != nil || th.Contact.Profile.Name != "花子" || th.Conversation.Unread != 3 || th.Conversation.Status != domain.StatusFollowUp {
				t.Errorf("the conversation is %+v, %v", th, err)
			}
			ms, err := tx.Messages(ctx, "cnv_1", time.Time{}, "", 10)
			if err != nil || len(ms) != 5 {
				t.Errorf("%d messages, %v", len(ms), err)
			}
			unmatched, err := tx.Inbound(ctx, a.ID, time.Time{}, true, 10)
			var texts []string
			for _, m := range unmatched {
				texts = append(texts, m.Text)
			}
			if !slices.Equal(texts, []string{"一", "五"}) {
				t.Errorf("no rule fitted %q", texts)
			}
			return err
		})
		w.answersOnAsBefore()
		if p.Name == "sqlite" && len(copies(t, p)) != 1 {
			t.Errorf("copies of the file as it was: %v", copies(t, p))
		}
	})
}

// answersOnAsBefore writes what the migrated tables are for.
func (w *world) answersOnAsBefore() {
	w.t.Helper()
	now := w.clock.Now()
	w.hit("acc_1", store.Hit{RuleID: "rul_1", Count: 2, LastAt: now})
	w.note(map[string]map[string]time.Time{"con_1": {"rul_1": now}})
	w.know("acc_1", "con_1", []string{"VIP"}, map[string]string{"誕生日": "4月1日"})
	if got := w.used("acc_1", "rul_1"); got.Count != 2 {
		w.t.Errorf("the rule has %+v", got)
	}
	if got := w.answered("con_1"); !got["con_1"]["rul_1"].Equal(now) {
		w.t.Errorf("the contact got %v", got)
	}
}

func TestADatabaseOfTheFirstVersionIsMigratedByOneOfManyNodes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		firstDatabase(t, p)
		for _, err := range atOnce(4, func(int) error {
			_, err := p.TryOpen(t, store.Options{Clock: clock.New()})
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		w := newWorld(t, p)
		all, err := store.Migrations()
		if err != nil {
			t.Fatal(err)
		}
		if got := w.column(`SELECT name FROM migrations`); len(got) != len(all) {
			t.Errorf("applied are %v", got)
		}
	})
}
