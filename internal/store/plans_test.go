package store_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// plannedQuery is a use of the store over tables that grow, with the index that
// must answer it.
type plannedQuery struct {
	name    string
	indexes []string // each of the run statements must use one
	sorts   bool     // of a choice that stays small
	run     func(ctx context.Context, tx *store.Tx) error
}

func TestGrowingTablesAreReadThroughTheirIndexes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		qs := append(append(folderQueries(w, a), deliveryQueries(w, a)...), otherQueries(w, a)...)
		for _, q := range qs {
			plans, err := w.db.Plans(t.Context(), q.run)
			if err != nil {
				t.Fatalf("%s: %v", q.name, err)
			}
			if len(plans) == 0 {
				t.Errorf("%s runs no statement", q.name)
			}
			for _, plan := range plans {
				checkPlan(t, p, q, plan)
			}
		}
	})
}

var (
	growing  = `(v|e|messages|conversations|contacts|contact_grams|deliveries|events|jobs|suggestions_dismissed)\b`
	fullScan = map[string]*regexp.Regexp{
		"sqlite":   regexp.MustCompile(`(?m)^SCAN ` + growing + `$`),
		"postgres": regexp.MustCompile(`Seq Scan on ` + growing),
	}
	sorting = map[string]*regexp.Regexp{
		"sqlite":   regexp.MustCompile(`TEMP B-TREE FOR .*ORDER BY`),
		"postgres": regexp.MustCompile(`(?m)^ *(->)? *Sort$`),
	}
)

func checkPlan(t *testing.T, p storetest.Place, q plannedQuery, plan string) {
	t.Helper()
	if fullScan[p.Name].MatchString(plan) {
		t.Errorf("%s reads a whole table:\n%s", q.name, plan)
	}
	if !q.sorts && sorting[p.Name].MatchString(plan) {
		t.Errorf("%s sorts what an index could have in order:\n%s", q.name, plan)
	}
	for _, index := range q.indexes {
		if strings.Contains(plan, index) {
			return
		}
	}
	t.Errorf("%s does not use %s:\n%s", q.name, strings.Join(q.indexes, " or "), plan)
}

func folderQueries(w *world, a *domain.Account) (qs []plannedQuery) {
	threads := func(f store.Folder, search string) func(context.Context, *store.Tx) error {
		return func(ctx context.Context, tx *store.Tx) error {
			_, _, err := tx.Threads(ctx, store.ThreadFilter{
				AccountID: a.ID, Folder: f, Search: search, BeforeAt: w.clock.Now(), BeforeID: "cnv_1", Limit: 50,
			})
			return err
		}
	}
	folders := map[store.Folder]string{
		store.FolderAll: "conversations_recent", store.FolderUnread: "conversations_unread",
		store.FolderUnanswered: "conversations_unanswered", store.FolderManual: "conversations_manual",
		store.FolderFollowUp: "conversations_status", store.FolderDone: "conversations_status", store.FolderSpam: "conversations_status",
	}
	for f, index := range folders {
		qs = append(qs, plannedQuery{"folder " + string(f), []string{index}, f == store.FolderManual, threads(f, "")})
		for _, search := range []string{"山", "山田", "山田太郎"} {
			// PostgreSQL's primary key of the grams is named after the table.
			qs = append(qs, plannedQuery{
				"search for " + search + " in folder " + string(f),
				[]string{"contact_grams_pkey", "sqlite_autoindex_contact_grams_1"},
				true, threads(f, search),
			})
		}
	}
	return qs
}

func deliveryQueries(w *world, a *domain.Account) []plannedQuery {
	ledger := func(s domain.DeliveryState) func(context.Context, *store.Tx) error {
		return func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Ledger(ctx, a.ID, s, "dlv_1", 50)
			return err
		}
	}
	return []plannedQuery{
		{"ledger", []string{"deliveries_ledger"}, false, ledger("")},
		{"ledger of accepted", []string{"deliveries_ledger"}, false, ledger(domain.DeliveryAccepted)},
		{"ledger of failed", []string{"deliveries_trouble"}, false, ledger(domain.DeliveryFailed)},
		{"ledger of unknown", []string{"deliveries_trouble"}, false, ledger(domain.DeliveryUnknown)},
		{"ledger of queued", []string{"deliveries_due"}, true, ledger(domain.DeliveryQueued)},
		{"ledger of sending", []string{"deliveries_sending"}, true, ledger(domain.DeliverySending)},
		{"due deliveries", []string{"deliveries_due"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.DueDeliveries(ctx, a.ID, 64)
			return err
		}},
		{"next delivery", []string{"deliveries_due"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.NextDelivery(ctx, a.ID)
			return err
		}},
		{"abandoned deliveries", []string{"deliveries_sending"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AbandonedDeliveries(ctx, "node", w.clock.Now())
			return err
		}},
		{"delivery by request", []string{"deliveries_request"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.DeliveryByRequest(ctx, "cnv_1", "request-1")
			return err
		}},
	}
}

func otherQueries(w *world, a *domain.Account) []plannedQuery {
	return []plannedQuery{
		{"timeline", []string{"messages_timeline"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Messages(ctx, "cnv_1", time.Time{}, "", 50)
			return err
		}},
		{"manual windows by their end", []string{"conversations_manual"}, true, func(ctx context.Context, tx *store.Tx) error {
			_, _, err := tx.ThreadsByEnd(ctx, a.ID, w.clock.Now().Add(time.Hour), "cnv_1", 50)
			return err
		}},
		{"messages to replay", []string{"messages_inbound"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Inbound(ctx, a.ID, w.clock.Now(), false, 2000)
			return err
		}},
		{"unanswered messages", []string{"messages_unmatched"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Inbound(ctx, a.ID, w.clock.Now(), true, 5000)
			return err
		}},
		{"threads by id", []string{"conversations_pkey", "sqlite_autoindex_conversations_1"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.ThreadsByID(ctx, a.ID, []string{"cnv_1", "cnv_2"})
			return err
		}},
		{"dismissed texts", []string{"suggestions_dismissed_pkey", "sqlite_autoindex_suggestions_dismissed_1"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.DismissedTexts(ctx, a.ID)
			return errors.Join(err, tx.RestoreTexts(ctx, a.ID, []string{"あ", "い"}))
		}},
		{"messages of a delivery", []string{"messages_delivery"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.MessagesOfDelivery(ctx, "dlv_1")
			return err
		}},
		{"threads by LINE user", []string{"contacts_account_id_line_user_id_key", "sqlite_autoindex_contacts_2"}, true, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.ThreadsByLine(ctx, a.ID, []string{"U1", "U2"})
			return err
		}},
		{"event figures", []string{"events_received", "events_set_aside", "hook_faults"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.EventStats(ctx, a.ID)
			return err
		}},
		{"claiming jobs", []string{"jobs_due"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.ClaimJobs(ctx, "node", w.clock.Now(), 4)
			return err
		}},
		{"recovering jobs", []string{"jobs_running"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.RecoverJobs(ctx, "node", w.clock.Now())
			return err
		}},
		{"next job", []string{"jobs_due"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.NextJob(ctx)
			return err
		}},
		{"forgetting jobs", []string{"jobs_done"}, false, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.DeleteDoneJobs(ctx, w.clock.Now())
			return err
		}},
	}
}
