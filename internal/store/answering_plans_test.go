package store_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// busy fills the database as years of use would: 200 conversations of 100
// messages, of which few fitted no rule, with rules that were used and contacts
// with tags and attributes. Nine of ten rows belong to the other account.
func (w *world) busy(a, other *domain.Account) []string {
	w.t.Helper()
	now := w.clock.Now()
	var threads []*store.Thread
	var ids []string
	for i := range 200 {
		of := other
		if i%10 == 0 {
			of = a
		}
		th := w.aThread(of, fmt.Sprintf("U%032d", i), "")
		threads = append(threads, th)
		if of == a {
			ids = append(ids, th.Contact.ID)
		}
	}
	w.update(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.InsertThreads(ctx, threads); err != nil {
			return err
		}
		for i, th := range threads {
			if err := w.busyThread(ctx, tx, th, i, now); err != nil {
				return err
			}
		}
		return tx.Exec(ctx, `ANALYZE`)
	})
	return ids
}

func (w *world) busyThread(ctx context.Context, tx *store.Tx, th *store.Thread, i int, now time.Time) error {
	accountID, contactID := th.Contact.AccountID, th.Contact.ID
	var ms []*domain.Message
	for j := range 100 {
		at := now.Add(-time.Duration(j*200+i) * time.Minute)
		m := &domain.Message{
			ID: w.ids.New("msg", at), AccountID: accountID, ConversationID: th.Conversation.ID, Direction: domain.In, Kind: "text",
			Text: "こんにちは", Reason: "rule", At: at, CreatedAt: at,
		}
		switch {
		case j%2 == 1:
			m.Direction, m.Reason = domain.Out, ""
		case j%20 == 0:
			m.Reason = "no_match"
		}
		ms = append(ms, m)
	}
	if err := tx.InsertMessages(ctx, ms); err != nil {
		return err
	}
	var tags []string
	attributes, answers := map[string]string{}, map[string]time.Time{}
	for j := range 20 {
		tags = append(tags, fmt.Sprintf("タグ%d", j))
		attributes[fmt.Sprintf("項目%d", j)] = "値"
		answers[fmt.Sprintf("rul_%d_%d", i, j)] = now
	}
	if err := tx.AddHits(ctx, accountID, []store.Hit{{RuleID: fmt.Sprintf("rul_%d", i), Count: 1, LastAt: now}}); err != nil {
		return err
	}
	if err := tx.SetTags(ctx, accountID, contactID, tags); err != nil {
		return err
	}
	if err := tx.SetAttributes(ctx, accountID, contactID, attributes); err != nil {
		return err
	}
	return tx.SetLastAnswers(ctx, map[string]map[string]time.Time{contactID: answers})
}

func answeringQueries(w *world, a *domain.Account, contacts []string) []plannedQuery {
	inbound := func(unmatched bool) func(context.Context, *store.Tx) error {
		return func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Inbound(ctx, a.ID, w.clock.Now().Add(-24*time.Hour), unmatched, 500)
			return err
		}
	}
	return []plannedQuery{
		{"real messages of a day", []string{"messages_inbound"}, false, inbound(false)},
		{"messages that no rule fitted", []string{"messages_unmatched"}, false, inbound(true)},
		{"last answers to a few contacts", []string{"rule_answers_pkey", "sqlite_autoindex_rule_answers_1"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.LastAnswers(ctx, contacts[:3])
			return err
		}},
		{"tags and attributes of a few contacts", []string{
			"contact_tags_pkey", "sqlite_autoindex_contact_tags_1", "contact_attributes_pkey", "sqlite_autoindex_contact_attributes_1",
		}, false, func(ctx context.Context, tx *store.Tx) error {
			return tx.FillContacts(ctx, []*domain.Contact{{ID: contacts[0]}, {ID: contacts[1]}})
		}},
		{"replacing tags", []string{"contact_tags_pkey", "sqlite_autoindex_contact_tags_1"}, false, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetTags(ctx, a.ID, contacts[0], nil)
		}},
		{"replacing attributes", []string{"contact_attributes_pkey", "sqlite_autoindex_contact_attributes_1"}, false, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetAttributes(ctx, a.ID, contacts[0], nil)
		}},
		{"tags of an account", []string{"contact_tags_tag"}, true, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Tags(ctx, a.ID)
			return err
		}},
		{"names of attributes of an account", []string{"contact_attributes_name"}, true, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AttributeNames(ctx, a.ID)
			return err
		}},
	}
}

// wholeTable finds scans of tables that grow. The counters of rules are as few
// as the rules.
var wholeTable = regexp.MustCompile(`(?m)^SCAN (messages|rule_answers|contact_tags|contact_attributes)$|Seq Scan on (messages|rule_answers|contact_tags|contact_attributes)\b`)

func TestABusyDatabaseIsReadThroughItsIndexes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		contacts := w.busy(a, other)
		for _, q := range answeringQueries(w, a, contacts) {
			plans, err := w.db.PlansOfItsOwn(t.Context(), q.run)
			if err != nil {
				t.Fatalf("%s: %v", q.name, err)
			}
			if len(plans) == 0 {
				t.Errorf("%s runs no statement", q.name)
			}
			for _, plan := range plans {
				if wholeTable.MatchString(plan) {
					t.Errorf("%s reads a whole table:\n%s", q.name, plan)
				}
				checkPlan(t, p, q, plan)
			}
		}
		forgetting, err := w.db.PlansOfItsOwn(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			r := w.aRule(a, 1, "一")
			if err := tx.InsertRules(ctx, []domain.Rule{r}); err != nil {
				return err
			}
			return tx.DeleteRule(ctx, a.ID, r.ID)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range forgetting {
			if wholeTable.MatchString(plan) {
				t.Errorf("deleting a rule reads a whole table:\n%s", plan)
			}
		}
		if last := forgetting[len(forgetting)-1]; !strings.Contains(last, "rule_answers_rule") {
			t.Errorf("a deleted rule's last answers are found by\n%s", last)
		}
	})
}
