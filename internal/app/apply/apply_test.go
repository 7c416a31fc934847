package apply_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/app/account"
	"ohenji/internal/app/apply"
	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/id"
	"ohenji/internal/job"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// sakura is the file of the documentation, as it stands there.
const sakura = `accounts:
  - key: sakura                 # also the path of the webhook: /hook/sakura
    name: さくら珈琲店
    channel: {id: "1650000001", secret: "0123456789abcdef0123456789abcdef"}
    settings: {chat: true, hours: true, inside: manual+auto, outside: auto, greeting: true}
    hours: {zone: Asia/Tokyo, week: {mon: ["10:00-19:00"], fri: ["10:00-14:00", "17:00-25:00"]}}
    rules:
      - {title: 営業時間, keywords: [営業時間, 何時まで], bubbles: [{text: "10時から19時まで営業しております。"}]}
      - {title: 一律, bubbles: [{text: "{友だちの表示名}さん、メッセージありがとうございます。"}]}
`

type shop struct {
	t     *testing.T
	db    *store.DB
	place storetest.Place
	rules *responder.Service
	apply *apply.Service
	hints []domain.Hint
}

func each(t *testing.T, scenario func(t *testing.T, s *shop)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		s := &shop{t: t, place: p}
		c, ids, log := clock.New(), id.New(rand.Reader), slog.New(slog.DiscardHandler)
		s.db = p.OpenWith(t, store.Options{Clock: c, Publish: func(hs []domain.Hint) { s.hints = append(s.hints, hs...) }})
		s.rules = responder.New(responder.Deps{DB: s.db, Clock: c, IDs: ids, Log: log})
		s.apply = apply.New(apply.Deps{
			DB: s.db, IDs: ids, Log: log, Responder: s.rules,
			Account: account.New(account.Deps{
				DB: s.db, Clock: c, IDs: ids, Log: log, Responder: s.rules, Jobs: job.NewQueue(ids),
				Deliver: deliver.New(deliver.Deps{DB: s.db, Clock: c, IDs: ids, Log: log}), // records only, nothing runs
			}),
		})
		scenario(t, s)
	})
}

// run applies a file that has no fault and returns the steps in short.
func (s *shop) run(file string, dryRun bool) []string {
	s.t.Helper()
	steps, err := s.apply.Apply(s.t.Context(), domain.System(), strings.NewReader(file), dryRun)
	if err != nil {
		s.t.Fatalf("apply: %v", err)
	}
	out := make([]string, len(steps))
	for i, st := range steps {
		out[i] = strings.TrimSpace(fmt.Sprintf("%s %s %s", st.Account, st.What, st.Title))
	}
	return out
}

// takes checks the steps that a file takes: first in a dry run, which must not
// change anything, then in earnest, then not once more.
func (s *shop) takes(file string, want ...string) {
	s.t.Helper()
	before := s.contents()
	if got := s.run(file, true); !slices.Equal(got, want) {
		s.t.Errorf("a dry run says %q, want %q", got, want)
	}
	if s.contents() != before {
		s.t.Error("a dry run changed the database")
	}
	if got := s.run(file, false); !slices.Equal(got, want) {
		s.t.Errorf("it takes %q, want %q", got, want)
	}
	after := s.contents()
	s.hints = nil
	if got := s.run(file, false); len(got) != 0 {
		s.t.Errorf("applied again it takes %q", got)
	}
	if s.contents() != after || len(s.hints) != 0 {
		s.t.Errorf("applied again it changed something, with %d hints", len(s.hints))
	}
}

// contents is all that a file can change, as text.
func (s *shop) contents() string {
	s.t.Helper()
	return fmt.Sprint(
		s.place.Rows(s.t, `SELECT id, key, name, channel_id, channel_secret, channel_old_secret, settings, greeting FROM accounts ORDER BY id`), s.place.Rows(s.t, `SELECT account_id, spec FROM hours ORDER BY account_id`),
		s.place.Rows(s.t, `SELECT id, account_id, title, enabled, position, spec, updated_at FROM rules ORDER BY id`), s.place.Rows(s.t, `SELECT id, kind FROM jobs ORDER BY id`),
	)
}

func (s *shop) account(key string) *domain.Account {
	s.t.Helper()
	var a *domain.Account
	err := s.db.View(s.t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		a, err = tx.AccountByKey(ctx, key)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// titles are the account's rules in their order.
func (s *shop) titles(key string) (out []string) {
	s.t.Helper()
	rs, err := s.rules.Rules(s.t.Context(), domain.System(), s.account(key).ID)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range rs {
		out = append(out, r.Title)
	}
	return out
}

func TestTheFileOfTheDocumentationIsApplied(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.takes(sakura, "sakura account.add", "sakura hours.change", "sakura rule.add 営業時間", "sakura rule.add 一律")
		a := s.account("sakura")
		want := domain.ResponseSettings{
			Chat: true, Hours: true, Inside: domain.ManualAuto, Outside: domain.Auto, Greeting: true, ManualMinutes: 60,
		}
		if a.Name != "さくら珈琲店" || a.Channel.ID != "1650000001" || a.Channel.Secret != "0123456789abcdef0123456789abcdef" || a.Settings != want {
			t.Errorf("the account is %+v", a)
		}
		book, err := s.rules.Book(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if book.Hours.Location().String() != "Asia/Tokyo" {
			t.Errorf("the hours are in %v", book.Hours.Location())
		}
		sched, err := s.rules.Hours(t.Context(), domain.System(), a.ID, "")
		if err != nil || !slices.Equal(sched.Week["fri"], []hours.Slot{{Start: 600, End: 840}, {Start: 1020, End: 1500}}) || len(sched.Week) != 2 {
			t.Errorf("the hours are %+v, %v", sched, err)
		}
		rules, err := s.rules.Rules(t.Context(), domain.System(), a.ID)
		if err != nil || len(rules) != 2 || !slices.Equal(rules[0].Keywords, []string{"営業時間", "何時まで"}) || !rules[1].Uniform() || !rules[0].Enabled ||
			rules[1].Bubbles[0].Text != "{友だちの表示名}さん、メッセージありがとうございます。" {
			t.Errorf("the rules are %+v, %v", rules, err)
		}
		if n := len(s.place.Rows(t, `SELECT id FROM jobs WHERE kind = 'account_check'`)); n != 1 {
			t.Errorf("LINE will be asked about the account %d times, want once", n)
		}
	})
}

func TestEachChangeIsAStepOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(sakura, false)
		change := func(old, new string) string {
			t.Helper()
			if !strings.Contains(sakura, old) {
				t.Fatalf("the file has no %q", old)
			}
			return strings.Replace(sakura, old, new, 1)
		}
		for _, c := range []struct{ file, step string }{
			{change("name: さくら珈琲店", `name: " さくら喫茶 "`), "sakura account.change"},
			{change("outside: auto", "outside: manual"), "sakura settings.change"},
			{change("greeting: true}", "greeting: true, manualMinutes: 30}"), "sakura settings.change"},
			{change("    rules:", "    greeting: {bubbles: [{text: はじめまして}]}\n    rules:"), "sakura greeting.change"},
			{change("zone: Asia/Tokyo", "zone: Asia/Seoul"), "sakura hours.change"},
			{change(`"17:00-25:00"`, `"17:00-26:00"`), "sakura hours.change"},
			{change("keywords: [営業時間, 何時まで]", "keywords: [営業時間]"), "sakura rule.change 営業時間"},
			{change("title: 一律,", "title: 一律, enabled: false,"), "sakura rule.change 一律"},
			{change("10時から19時まで営業しております。", "休みです。"), "sakura rule.change 営業時間"},
		} {
			s.takes(c.file, c.step)
			s.run(sakura, false)
		}
	})
}

func TestWhatTheFileLeavesOutStays(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(strings.Replace(sakura, "    rules:", "    greeting: {bubbles: [{text: はじめまして}]}\n    rules:", 1), false)
		before := s.account("sakura")
		s.takes("accounts:\n- key: sakura\n  name: さくら珈琲店\n  channel: {id: \"1650000001\", secret: 0123456789abcdef0123456789abcdef}\n  settings: {chat: false}\n",
			"sakura settings.change")
		a := s.account("sakura")
		if a.Settings.Chat || a.Settings.Outside != before.Settings.Outside || len(a.Greeting) != 1 || len(s.titles("sakura")) != 2 {
			t.Errorf("now it is %+v with rules %v", a, s.titles("sakura"))
		}
		other := strings.NewReplacer("sakura", "momiji", "1650000001", "1650000002").Replace(sakura)
		s.run(other, false)
		if got := len(s.titles("sakura")); got != 2 {
			t.Errorf("an account that a file does not name has %d rules", got)
		}
	})
}

const ruleFile = `accounts:
- key: sakura
  name: さくら珈琲店
  channel: {id: "1650000001", secret: 0123456789abcdef0123456789abcdef}
  rules: [%s]
`

func rules(titles ...string) string {
	var rs []string
	for _, t := range titles {
		rs = append(rs, fmt.Sprintf("{title: %s, keywords: [%s], bubbles: [{text: %s}]}", t, t, t))
	}
	return fmt.Sprintf(ruleFile, strings.Join(rs, ", "))
}

func TestAListOfRulesReplacesTheRules(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.takes(rules("a", "b", "c"), "sakura account.add", "sakura rule.add a", "sakura rule.add b", "sakura rule.add c")
		ids := s.place.Rows(t, `SELECT id FROM rules WHERE title = 'b'`)
		s.takes(rules("c", "b", "a"), "sakura rule.move c", "sakura rule.move b")
		s.takes(rules("b", "d"), "sakura rule.add d", "sakura rule.remove c", "sakura rule.remove a")
		if got := s.titles("sakura"); !slices.Equal(got, []string{"b", "d"}) {
			t.Errorf("the rules are %v", got)
		}
		if got := s.place.Rows(t, `SELECT id FROM rules WHERE title = 'b'`); fmt.Sprint(got) != fmt.Sprint(ids) {
			t.Error("a rule that stayed has another id: its history is lost")
		}
		s.takes(rules(), "sakura rule.remove b", "sakura rule.remove d")
	})
}

func TestRulesOfOneTitleThatTheDeskMadeBecomeOne(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(rules("a"), false)
		twin := domain.Rule{Title: "a", Enabled: true, Keywords: []string{"x"}, Bubbles: []domain.Bubble{{Text: "x"}}}
		if _, err := s.rules.CreateRule(t.Context(), domain.System(), s.account("sakura").ID, twin); err != nil {
			t.Fatal(err)
		}
		s.takes(rules("a"), "sakura rule.remove a")
	})
}

func TestARuleThatWasSwitchedOffInTheDeskIsOnAgain(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(rules("a"), false)
		rs, err := s.rules.Rules(t.Context(), domain.System(), s.account("sakura").ID)
		if err != nil {
			t.Fatal(err)
		}
		rs[0].Enabled = false
		if _, err := s.rules.UpdateRule(t.Context(), domain.System(), rs[0].AccountID, rs[0]); err != nil {
			t.Fatal(err)
		}
		s.takes(rules("a"), "sakura rule.change a")
	})
}

func TestANewSecretLeavesTheOldOneValidForWebhooks(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(sakura, false)
		const fresh = "ffffffffffffffffffffffffffffffff"
		s.takes(strings.Replace(sakura, "0123456789abcdef0123456789abcdef", fresh, 1), "sakura channel.change")
		if c := s.account("sakura").Channel; c.Secret != fresh || c.OldSecret != "0123456789abcdef0123456789abcdef" {
			t.Errorf("the secrets are %q and before %q", string(c.Secret), string(c.OldSecret))
		}
	})
}

func TestAFileIsAppliedWholeOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.run(rules("a"), false)
		before := s.contents()
		// The second account takes the channel of the one that is there.
		file := strings.Replace(rules("b"), "accounts:\n", "", 1)
		file = "accounts:\n" + strings.NewReplacer("sakura", "ume", "1650000001", "1650000009").Replace(file) + strings.Replace(file, "sakura", "momiji", 1)
		_, err := s.apply.Apply(t.Context(), domain.System(), strings.NewReader(file), false)
		if domain.KindOf(err) != domain.Conflict || err == nil {
			t.Errorf("the error is %v, want that the channel is taken", err)
		}
		if s.contents() != before {
			t.Error("the first account was added all the same")
		}
	})
}

func TestOnlyOwnersOfTheInstallationApplyFiles(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		for _, actor := range []domain.Actor{
			{},
			{Admin: true},
			{Kind: domain.ActorMember, Account: map[string]domain.Role{"x": domain.RoleOwner}},
			{Kind: domain.ActorToken, Account: map[string]domain.Role{"x": domain.RoleOwner}},
		} {
			for _, dry := range []bool{true, false} {
				_, err := s.apply.Apply(t.Context(), actor, strings.NewReader(sakura), dry)
				if k := domain.KindOf(err); err == nil || (k != domain.Unauthorized && k != domain.Forbidden) {
					t.Errorf("%+v got %v", actor, err)
				}
			}
		}
		if got := s.place.Rows(t, `SELECT id FROM accounts`); len(got) != 0 {
			t.Errorf("accounts are %v", got)
		}
	})
}

func TestAFaultyFileChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		file := strings.Replace(sakura, `[{text: "10時から19時まで営業しております。"}]`, "[]", 1)
		_, err := s.apply.Apply(t.Context(), domain.System(), strings.NewReader(file), false)
		faults, ok := errors.AsType[apply.Faults](err)
		if !ok || len(faults) != 1 || faults[0].Line != 8 || faults[0].Err.Code != "bubbles.count" {
			t.Errorf("the faults are %v", err)
		}
		if got := s.place.Rows(t, `SELECT id FROM accounts`); len(got) != 0 {
			t.Errorf("accounts are %v", got)
		}
	})
}
