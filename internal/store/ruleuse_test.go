package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestEveryOptionOfARuleSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		want := w.aRule(a, 1, "全部")
		want.RuleOptions = domain.RuleOptions{
			Match: domain.MatchRegex, Keep: domain.Foldings(), Forbidden: []string{"キャンセル"}, Kinds: domain.MessageKinds(),
			Postbacks: []domain.Postback{{Data: "menu="}, {Data: "menu=\u2028<&>", Prefix: true}}, AnyKind: true,
			Schedule: &domain.RuleSchedule{
				From: "2026-12-01", Until: "2026-12-31", Days: []string{"mon", "sun"}, Times: []string{"22:00-26:00"}, Zone: "Asia/Seoul",
				Hours: domain.OutsideHours, HoursName: "電話",
			},
			Audience:        domain.Audience{Any: []string{"VIP"}, All: []string{"新規"}, None: []string{"休眠"}},
			CooldownMinutes: 30, Final: true, Folder: "予約",
		}
		noZeroField(t, want.RuleOptions)
		noZeroField(t, *want.Schedule)
		noZeroField(t, want.Audience)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertRules(ctx, []domain.Rule{want}) })
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Rule(ctx, a.ID, want.ID)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			return err
		})
	})
}

// used reads a rule's counter in both ways.
func (w *world) used(accountID, ruleID string) store.Hit {
	w.t.Helper()
	var out store.Hit
	w.view(func(ctx context.Context, tx *store.Tx) error {
		one, err1 := tx.Rule(ctx, accountID, ruleID)
		all, err2 := tx.Rules(ctx, accountID)
		for _, r := range all {
			if r.ID == ruleID && (r.Hits != one.Hits || !r.LastHitAt.Equal(one.LastHitAt)) {
				w.t.Errorf("the list says %d %s, the rule %d %s", r.Hits, r.LastHitAt, one.Hits, one.LastHitAt)
			}
		}
		out = store.Hit{RuleID: ruleID, Count: one.Hits, LastAt: one.LastHitAt}
		return errors.Join(err1, err2)
	})
	return out
}

func (w *world) hit(accountID string, hits ...store.Hit) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.AddHits(ctx, accountID, hits) })
}

func TestHitsAddUpAndTheLastOneIsTheLatest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		one, two := w.aRule(a, 1, "一"), w.aRule(a, 2, "二")
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertRules(ctx, []domain.Rule{one, two}) })
		if got := w.used(a.ID, one.ID); got.Count != 0 || !got.LastAt.IsZero() {
			t.Errorf("a rule that never answered says %+v", got)
		}
		now := w.clock.Now()
		w.hit(a.ID)
		w.hit(a.ID, store.Hit{two.ID, 5, now}, store.Hit{one.ID, 1, now})
		w.hit(a.ID, store.Hit{one.ID, 2, now.Add(time.Minute)})
		w.hit(a.ID, store.Hit{one.ID, 3, now.Add(-time.Minute)}) // another node was quicker
		if got, want := w.used(a.ID, one.ID), (store.Hit{one.ID, 6, now.Add(time.Minute)}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if got, want := w.used(a.ID, two.ID), (store.Hit{two.ID, 5, now}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		changed := one
		changed.Title, changed.Hits = "一改", 99
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.UpdateRule(ctx, changed) })
		if got := w.used(a.ID, one.ID); got.Count != 6 {
			t.Errorf("a change of the rule made %d hits of 6", got.Count)
		}
	})
}

func TestHitsThatAreCountedAtOnceAreAllThere(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		rules := []domain.Rule{w.aRule(a, 1, "一"), w.aRule(a, 2, "二"), w.aRule(a, 3, "三")}
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertRules(ctx, rules) })
		now := w.clock.Now()
		const n = 24
		for _, err := range atOnce(n, func(i int) error {
			var hits []store.Hit
			for j := range rules { // each in another order
				hits = append(hits, store.Hit{RuleID: rules[(i+j)%len(rules)].ID, Count: 1, LastAt: now.Add(time.Duration(i) * time.Second)})
			}
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.AddHits(ctx, a.ID, hits) })
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for _, r := range rules {
			if got, want := w.used(a.ID, r.ID), (store.Hit{r.ID, n, now.Add((n - 1) * time.Second)}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		}
	})
}

// answered reads when contacts last got answers.
func (w *world) answered(contactIDs ...string) (out map[string]map[string]time.Time) {
	w.t.Helper()
	w.view(func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = tx.LastAnswers(ctx, contactIDs)
		return err
	})
	return out
}

func (w *world) note(answers map[string]map[string]time.Time) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.SetLastAnswers(ctx, answers) })
}

func TestLastAnswersAreKeptForEachContactAndRule(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		hanako, taro, ume := w.thread(a, "花子", w.clock.Now()).Contact.ID, w.thread(a, "太郎", w.clock.Now()).Contact.ID, w.thread(a, "梅", w.clock.Now()).Contact.ID
		now := w.clock.Now()
		w.note(nil)
		w.note(map[string]map[string]time.Time{hanako: {"rul_1": now, "rul_2": now}, taro: {"rul_1": now}})
		w.note(map[string]map[string]time.Time{hanako: {"rul_1": now.Add(time.Hour)}})
		want := map[string]map[string]time.Time{
			hanako: {"rul_1": now.Add(time.Hour), "rul_2": now}, taro: {"rul_1": now},
		}
		if got := w.answered(hanako, taro, ume); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
		if got := w.answered(taro); !reflect.DeepEqual(got, map[string]map[string]time.Time{taro: want[taro]}) {
			t.Errorf("of one contact: %v", got)
		}
		if got := w.answered(); len(got) != 0 {
			t.Errorf("of nobody: %v", got)
		}
	})
}

func TestADeletedRuleLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		gone, kept, elsewhere := w.aRule(a, 1, "一"), w.aRule(a, 2, "二"), w.aRule(other, 1, "他")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertRules(ctx, []domain.Rule{gone, kept, elsewhere})
		})
		contact := w.thread(a, "花子", w.clock.Now()).Contact.ID
		now := w.clock.Now()
		w.hit(a.ID, store.Hit{gone.ID, 1, now}, store.Hit{kept.ID, 1, now})
		w.hit(other.ID, store.Hit{elsewhere.ID, 1, now})
		w.note(map[string]map[string]time.Time{contact: {gone.ID: now, kept.ID: now}})
		w.fails(domain.NotFound, "rule.not_found", func(ctx context.Context, tx *store.Tx) error { return tx.DeleteRule(ctx, a.ID, elsewhere.ID) })
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteRule(ctx, a.ID, gone.ID) })
		want := fmt.Sprint([]string{min(kept.ID, elsewhere.ID), max(kept.ID, elsewhere.ID)})
		if got := fmt.Sprint(w.column(`SELECT rule_id FROM rule_hits ORDER BY rule_id`)); got != want {
			t.Errorf("counters of %s, want %s", got, want)
		}
		if got := w.column(`SELECT rule_id FROM rule_answers`); len(got) != 1 || got[0] != kept.ID {
			t.Errorf("last answers of %v", got)
		}
	})
}
