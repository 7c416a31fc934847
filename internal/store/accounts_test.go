package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestEveryFieldOfAnAccountSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		want := w.anAccount("sakura")
		want.Channel.OldSecret = domain.Secret(strings.Repeat("f", 32))
		want.Channel.OldUntil = w.clock.Now().Add(time.Hour)
		want.BotUserID, want.BasicID, want.ChatMode = "U123", "@123abcde", "chat"
		want.Settings = domain.ResponseSettings{
			Chat: true, Hours: true, Inside: domain.Manual, Outside: domain.ManualAuto, Greeting: true, ManualMinutes: 90,
			ManualEnd: domain.ManualByClosing, OnUnblock: domain.GreetBackOwn, HoursName: "電話", ManagerOff: true,
			Uniform: domain.UniformRandom, UniformSeed: 1<<64 - 1,
		}
		want.Greeting = []domain.Bubble{{Text: "はじめまして😀"}, {Text: "よろしく"}}
		want.GreetingBack = []domain.Bubble{{Sticker: &domain.StickerBubble{PackageID: "446", StickerID: "1988"}}}
		noZeroField(t, *want)
		noZeroField(t, want.Channel)
		noZeroField(t, want.Settings)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, want) })
		check := func() {
			t.Helper()
			w.update(func(ctx context.Context, tx *store.Tx) error {
				byID, err1 := tx.Account(ctx, want.ID)
				byKey, err2 := tx.AccountByKey(ctx, want.Key)
				locked, err3 := tx.LockAccount(ctx, want.ID)
				for _, got := range []*domain.Account{byID, byKey, locked} {
					if !reflect.DeepEqual(got, want) {
						t.Errorf("got  %+v\nwant %+v", got, want)
					}
				}
				return errors.Join(err1, err2, err3)
			})
		}
		check()
		want.Key, want.Name, want.Channel.ID, want.Channel.Secret = "momiji", "もみじ", "999999", domain.Secret(strings.Repeat("1", 32))
		want.Channel.OldSecret, want.BotUserID, want.ChatMode = "", "", "bot"
		want.Settings, want.Greeting, want.GreetingBack, want.UpdatedAt = domain.DefaultSettings(), nil, nil, w.clock.Now()
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.UpdateAccount(ctx, want) })
		check()
	})
}

func TestAnAccountThatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.account("sakura")
		for name, use := range map[string]func(context.Context, *store.Tx) error{
			"by id":   func(ctx context.Context, tx *store.Tx) error { _, err := tx.Account(ctx, "acc_x"); return err },
			"by key":  func(ctx context.Context, tx *store.Tx) error { _, err := tx.AccountByKey(ctx, "x"); return err },
			"locking": func(ctx context.Context, tx *store.Tx) error { _, err := tx.LockAccount(ctx, "acc_x"); return err },
			"update":  func(ctx context.Context, tx *store.Tx) error { return tx.UpdateAccount(ctx, w.anAccount("new")) },
		} {
			t.Log(name)
			w.fails(domain.NotFound, "account.not_found", use)
		}
	})
}

func TestAKeyOrChannelBelongsToOneAccount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, b := w.account("sakura"), w.account("momiji")
		insert := func(change func(*domain.Account)) func(context.Context, *store.Tx) error {
			n := w.anAccount("ume")
			change(n)
			return func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, n) }
		}
		w.fails(domain.Conflict, "account.taken", insert(func(n *domain.Account) { n.Key = a.Key }))
		w.fails(domain.Conflict, "account.taken", insert(func(n *domain.Account) { n.Channel.ID = a.Channel.ID }))
		w.fails(domain.Conflict, "account.taken", func(ctx context.Context, tx *store.Tx) error {
			changed := *b
			changed.Channel.ID = a.Channel.ID
			return tx.UpdateAccount(ctx, &changed)
		})
	})
}

func TestAccountsComeOldestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		var want []string
		for _, key := range []string{"c", "a", "b"} {
			want = append(want, w.account(key).Key)
			w.clock.Advance(time.Second)
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			all, err := tx.Accounts(ctx)
			var got []string
			for _, a := range all {
				got = append(got, a.Key)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			return err
		})
	})
}

func TestAStolenRowDoesNotGiveTheSecretAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.anAccount("sakura")
		a.Channel.OldSecret = domain.Secret(strings.Repeat("0123456789abcdef", 2))
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, a) })
		other := w.account("momiji")
		var secret, old string
		w.view(func(ctx context.Context, tx *store.Tx) error {
			const q = `SELECT channel_secret, channel_old_secret FROM accounts WHERE id = $1`
			return tx.Raw(ctx, q, []any{a.ID}, func(r *sql.Rows) error { return r.Scan(&secret, &old) })
		})
		for _, column := range []string{secret, old} {
			if column == "" || column == domain.Secret("").String() ||
				strings.Contains(column, string(a.Channel.Secret)) || strings.Contains(column, string(a.Channel.OldSecret)) {
				t.Errorf("the column holds %q", column)
			}
		}
		// Copied into another account's row it is worth nothing.
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.Exec(ctx, `UPDATE accounts SET channel_secret = $1 WHERE id = $2`, secret, other.ID)
		})
		w.fails(domain.Internal, "seal.wrong_key", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Account(ctx, other.ID)
			return err
		})
	})
}

func TestALockedAccountIsChangedByOneAtATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		const n = 20
		for _, err := range atOnce(n, func(int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.LockAccount(ctx, a.ID)
				if err != nil {
					return err
				}
				got.Settings.ManualMinutes++
				return tx.UpdateAccount(ctx, got)
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Account(ctx, a.ID)
			if err == nil && got.Settings.ManualMinutes != a.Settings.ManualMinutes+n {
				t.Errorf("%d of %d changes are there", got.Settings.ManualMinutes-a.Settings.ManualMinutes, n)
			}
			return err
		})
	})
}

func TestHoursAreTheDefaultUntilTheyAreSet(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		night := hours.Schedule{Zone: "Asia/Seoul", Week: hours.Week{"fri": {{Start: 600, End: 840}, {Start: 1020, End: 1500}}}}
		never := hours.Schedule{Zone: "Asia/Tokyo", Week: hours.Week{}}
		check := func(accountID string, want hours.Schedule) {
			t.Helper()
			w.view(func(ctx context.Context, tx *store.Tx) error {
				all, err := tx.AllHours(ctx, accountID)
				if len(all) != 1 || !reflect.DeepEqual(all[""].Canonical(), want.Canonical()) {
					t.Errorf("got %+v, want %+v", all, want)
				}
				return err
			})
		}
		none := func(accountID string) {
			t.Helper()
			w.view(func(ctx context.Context, tx *store.Tx) error {
				all, err := tx.AllHours(ctx, accountID)
				if len(all) != 0 {
					t.Errorf("got %+v, want none: nobody set any", all)
				}
				return err
			})
		}
		none(a.ID)
		for _, s := range []hours.Schedule{night, never, night} {
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.SetHours(ctx, a.ID, "", s) })
			check(a.ID, s)
		}
		none(other.ID)
	})
}

func (w *world) aRule(a *domain.Account, position int, title string) domain.Rule {
	now := w.clock.Now()
	return domain.Rule{
		ID: w.ids.New("rul", now), AccountID: a.ID, Title: title, Enabled: true, Position: position,
		Keywords: []string{"営業時間", "何時まで"}, Bubbles: []domain.Bubble{{Text: "10時から\n19時まで😀"}, {Text: "どうぞ"}},
		CreatedAt: now, UpdatedAt: now,
	}
}

func TestRulesAreKeptAsTheyAreInTheirOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		third, first, second, tie := w.aRule(a, 30, "三"), w.aRule(a, 10, "一"), w.aRule(a, 20, "二"), w.aRule(a, 20, "二の次")
		second.Keywords, second.Enabled = nil, false
		elsewhere := w.aRule(other, 1, "他")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertRules(ctx, []domain.Rule{third, first, second, tie, elsewhere})
		})
		check := func(want ...domain.Rule) {
			t.Helper()
			w.view(func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.Rules(ctx, a.ID)
				if !reflect.DeepEqual(got, want) {
					t.Errorf("got  %+v\nwant %+v", got, want)
				}
				return err
			})
		}
		check(first, second, tie, third)
		first.Title, first.Enabled, first.Position, first.Keywords = "一改", false, 99, []string{"別"}
		first.Bubbles, first.UpdatedAt = []domain.Bubble{{Text: "別"}}, w.clock.Now()
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.UpdateRule(ctx, first) })
		check(second, tie, third, first)
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Rule(ctx, a.ID, first.ID)
			if !reflect.DeepEqual(got, first) {
				t.Errorf("got %+v, want %+v", got, first)
			}
			return err
		})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteRule(ctx, a.ID, tie.ID) })
		check(second, third, first)
	})
}

func TestRulesOfOtherAccountsAreNotFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		r := w.aRule(a, 1, "一")
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertRules(ctx, []domain.Rule{r}) })
		w.fails(domain.NotFound, "rule.not_found", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Rule(ctx, other.ID, r.ID)
			return err
		})
		w.fails(domain.NotFound, "rule.not_found", func(ctx context.Context, tx *store.Tx) error { return tx.DeleteRule(ctx, other.ID, r.ID) })
		w.fails(domain.NotFound, "rule.not_found", func(ctx context.Context, tx *store.Tx) error {
			foreign := r
			foreign.AccountID = other.ID
			return tx.UpdateRule(ctx, foreign)
		})
	})
}

func TestTenThousandRulesAreStoredAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		var rs []domain.Rule
		for i := range 10_000 {
			rs = append(rs, w.aRule(a, i, fmt.Sprint(i)))
		}
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.InsertRules(ctx, nil), tx.InsertRules(ctx, rs))
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Rules(ctx, a.ID)
			if len(got) != len(rs) || got[9_999].Title != "9999" {
				t.Errorf("%d rules are there", len(got))
			}
			return err
		})
	})
}
