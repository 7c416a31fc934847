package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestEveryFieldOfAConversationSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		want := w.thread(w.account("sakura"), "", time.Time{})
		now := w.clock.Now()
		id, account, contact, created := want.Conversation.ID, want.Conversation.AccountID, want.Conversation.ContactID, want.Conversation.CreatedAt
		full := domain.Conversation{
			ID: id, AccountID: account, ContactID: contact, Status: domain.StatusFollowUp, Unread: 3,
			UnansweredSince: now.Add(-time.Hour),
			Manual:          domain.ManualWindow{Until: now.Add(time.Hour), By: domain.Sender{Kind: domain.SenderMember, ID: "mem_1", Name: "佐藤 \"花\""}},
			Tokens:          []domain.ReplyToken{{Token: "t1", Until: now.Add(20 * time.Second)}, {Token: "t2", Until: now.Add(40 * time.Second)}},
			DeliverySeq:     7,
			Late: []domain.LateAnswer{{
				EventID: "01A", MessageID: "msg_0", Token: "t1", Bubbles: []domain.Bubble{{Text: "{友だちの表示名}さん"}},
				By: domain.Sender{Kind: domain.SenderRule, ID: "rul_1", Name: "一律"}, Given: "{}",
			}},
			Last: domain.LastMessage{
				ID: "msg_1", At: now.Add(-time.Minute), Direction: domain.Out, Kind: "sticker", Preview: "ありがとう😀", Sender: domain.SenderRule,
			},
			CreatedAt: created, UpdatedAt: now,
		}
		empty := domain.Conversation{ID: id, AccountID: account, ContactID: contact, Status: domain.StatusOpen, CreatedAt: created, UpdatedAt: now}
		for _, c := range []domain.Conversation{full, empty, full} {
			noZeroField(t, full)
			want.Conversation = c
			w.save(want)
			w.view(func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.Thread(ctx, account, id)
				if err == nil && !reflect.DeepEqual(got.Conversation, c) {
					t.Errorf("got  %+v\nwant %+v", got.Conversation, c)
				}
				return err
			})
		}
	})
}

// noZeroField keeps the test above honest when a field is added.
func noZeroField(t *testing.T, v any) {
	t.Helper()
	s := reflect.ValueOf(v)
	for i := range s.NumField() {
		if s.Field(i).IsZero() {
			t.Fatalf("give %s a value in this test", s.Type().Field(i).Name)
		}
	}
}

func TestEveryFieldOfAContactSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		want := w.aThread(a, "U1", "山田")
		now := w.clock.Now()
		want.Contact.Friend = domain.Friend
		want.Contact.Profile = domain.Profile{
			Name: "山田", PictureURL: "https://example.com/p", StatusMessage: "元気", Language: "ja", FetchedAt: now.Add(-time.Hour),
		}
		want.Contact.Tags, want.Contact.Attributes = []string{"VIP", "常連"}, map[string]string{"誕生日": "5月1日", "担当": "佐藤"}
		noZeroField(t, want.Contact)
		noZeroField(t, want.Contact.Profile)
		known := want.Contact
		want.Contact.Tags, want.Contact.Attributes = nil, nil // read only where they are asked for
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertThreads(ctx, []*store.Thread{want}) })
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(
				tx.SetTags(ctx, a.ID, known.ID, []string{"常連", "VIP"}), tx.SetAttributes(ctx, a.ID, known.ID, known.Attributes),
			)
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Contact(ctx, a.ID, known.ID)
			err = errors.Join(err, tx.FillContacts(ctx, []*domain.Contact{&got}))
			if !reflect.DeepEqual(got, known) {
				t.Errorf("got  %+v\nwant %+v", got, known)
			}
			return err
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Contact(ctx, a.ID, want.Contact.ID)
			if !reflect.DeepEqual(got, want.Contact) {
				t.Errorf("got  %+v\nwant %+v", got, want.Contact)
			}
			return err
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Thread(ctx, a.ID, want.Conversation.ID)
			if err == nil && !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			return err
		})
	})
}

func TestConversationsOfOtherAccountsAreNotFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		th := w.thread(a, "山田", w.clock.Now())
		w.fails(domain.NotFound, "conversation.not_found", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Thread(ctx, other.ID, th.Conversation.ID)
			return err
		})
		w.fails(domain.NotFound, "conversation.not_found", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.LockThread(ctx, other.ID, th.Conversation.ID)
			return err
		})
		w.fails(domain.NotFound, "contact.not_found", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Contact(ctx, other.ID, th.Contact.ID)
			return err
		})
		w.fails(domain.NotFound, "contact.not_found", func(ctx context.Context, tx *store.Tx) error {
			return tx.SetProfile(ctx, other.ID, th.Contact.ID, domain.Profile{Name: "x"}, tx.Now())
		})
	})
}

func TestManyWhoBeginTheSameConversationsEndWithOneEach(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		const nodes, friends = 10, 20
		found := make([]map[string]*store.Thread, nodes)
		for _, err := range atOnce(nodes, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
				var ts []*store.Thread
				var users []string
				for n := range friends {
					users = append(users, fmt.Sprintf("U%d", (n+i)%friends)) // each in another order
					ts = append(ts, w.aThread(a, users[n], ""))
				}
				if err := tx.InsertThreads(ctx, ts); err != nil {
					return err
				}
				found[i], err = tx.ThreadsByLine(ctx, a.ID, users)
				return err
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for i, ts := range found {
			if len(ts) != friends {
				t.Errorf("node %d sees %d conversations, want %d", i, len(ts), friends)
			}
			for user, th := range ts {
				if th.Conversation.ID != found[0][user].Conversation.ID || th.Conversation.ContactID != th.Contact.ID {
					t.Errorf("node %d sees another conversation of %s", i, user)
				}
			}
		}
	})
}

func TestThreadsByLineLeavesOutStrangersAndOtherAccounts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		mine := w.aThread(a, "U1", "")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertThreads(ctx, []*store.Thread{mine, w.aThread(other, "U1", ""), w.aThread(other, "U2", "")})
		})
		w.update(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.ThreadsByLine(ctx, a.ID, []string{"U1", "U2", "U3"})
			if len(got) != 1 || got["U1"] == nil || got["U1"].Conversation.ID != mine.Conversation.ID {
				t.Errorf("got %v, want only U1 of this account", got)
			}
			none, errNone := tx.ThreadsByLine(ctx, a.ID, nil)
			if len(none) != 0 || errNone != nil {
				t.Errorf("asked for nobody, got %v, %v", none, errNone)
			}
			return err
		})
	})
}

func TestALockedConversationIsChangedByOneAtATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th := w.thread(a, "山田", w.clock.Now())
		lockers := []func(ctx context.Context, tx *store.Tx) (*store.Thread, error){
			func(ctx context.Context, tx *store.Tx) (*store.Thread, error) {
				return tx.LockThread(ctx, a.ID, th.Conversation.ID)
			},
			func(ctx context.Context, tx *store.Tx) (*store.Thread, error) {
				ts, err := tx.ThreadsByLine(ctx, a.ID, []string{th.Contact.LineUserID})
				return ts[th.Contact.LineUserID], err
			},
		}
		const changes = 40
		for _, err := range atOnce(changes, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				got, err := lockers[i%2](ctx, tx)
				if err != nil {
					return err
				}
				got.Conversation.Unread++
				return tx.SaveConversations(ctx, []*domain.Conversation{&got.Conversation})
			})
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Thread(ctx, a.ID, th.Conversation.ID)
			if err == nil && got.Conversation.Unread != changes {
				t.Errorf("%d of %d changes are there", got.Conversation.Unread, changes)
			}
			return err
		})
	})
}

func TestTheBondWithAContactIsStored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th := w.thread(a, "", w.clock.Now())
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.SetFriend(ctx, th.Contact.ID, domain.Blocked) })
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Contact(ctx, a.ID, th.Contact.ID)
			if got.Friend != domain.Blocked {
				t.Errorf("the bond is %q", got.Friend)
			}
			return err
		})
	})
}

// pages walks a folder to its end and returns the contacts' names.
func (w *world) pages(f store.ThreadFilter) (names []string, pages int) {
	w.t.Helper()
	for {
		var more *store.Thread
		w.view(func(ctx context.Context, tx *store.Tx) error {
			ts, last, err := tx.Threads(ctx, f)
			for _, th := range ts {
				names = append(names, th.Contact.Profile.Name)
			}
			more = last
			return err
		})
		pages++
		if more == nil {
			return names, pages
		}
		if pages > 1000 {
			w.t.Fatal("the pages never end")
		}
		f.BeforeAt, f.BeforeID = more.Conversation.Last.At, more.Conversation.ID
	}
}

func TestPagesShowEachConversationOnceNewestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		now := w.clock.Now()
		var want []string
		for i := range 23 { // ties: groups of five at the same moment
			name := fmt.Sprintf("friend %02d", i)
			w.thread(a, name, now.Add(time.Duration(i/5)*time.Second))
			want = append(want, name)
		}
		slices.Reverse(want)
		w.thread(a, "follows only", time.Time{})
		w.thread(other, "of another account", now)
		for _, limit := range []int{1, 2, 5, 7, 23, 100} {
			got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Limit: limit})
			if !slices.Equal(got, want) {
				t.Errorf("in pages of %d: %q", limit, got)
			}
		}
	})
}

func TestEachFolderShowsItsConversations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		now := w.clock.Now()
		make := func(name string, change func(*domain.Conversation)) {
			th := w.thread(a, name, now)
			change(&th.Conversation)
			w.save(th)
		}
		make("read", func(*domain.Conversation) {})
		make("unread", func(c *domain.Conversation) { c.Unread = 1 })
		make("unanswered", func(c *domain.Conversation) { c.UnansweredSince = now })
		make("manual", func(c *domain.Conversation) { c.Manual.Until = now.Add(time.Hour) })
		make("manual over", func(c *domain.Conversation) { c.Manual.Until = now.Add(-time.Second) })
		make("followup", func(c *domain.Conversation) { c.Status = domain.StatusFollowUp })
		make("done", func(c *domain.Conversation) { c.Status = domain.StatusDone })
		make("spam", func(c *domain.Conversation) { c.Status, c.Unread, c.UnansweredSince = domain.StatusSpam, 1, now })
		for folder, want := range map[store.Folder][]string{
			store.FolderAll:        {"done", "followup", "manual", "manual over", "read", "unanswered", "unread"},
			store.FolderUnread:     {"unread"},
			store.FolderUnanswered: {"unanswered"},
			store.FolderManual:     {"manual"},
			store.FolderFollowUp:   {"followup"},
			store.FolderDone:       {"done"},
			store.FolderSpam:       {"spam"},
		} {
			got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Folder: folder, Limit: 3})
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s shows %q, want %q", folder, got, want)
			}
			one, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Folder: folder, Search: want[0], Limit: 3})
			if !slices.Contains(one, want[0]) {
				t.Errorf("%s does not find %q", folder, want[0])
			}
		}
		w.clock.Advance(2 * time.Hour)
		if got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Folder: store.FolderManual, Limit: 3}); len(got) != 0 {
			t.Errorf("after the window, %q are still in manual hands", got)
		}
	})
}

func TestNamesAreFoundByAnyPart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, other := w.account("sakura"), w.account("momiji")
		now := w.clock.Now()
		for i, name := range []string{"山田 太郎", "ヤマダ☆はなこ", "Suzuki Ichiro", "小山", "田山", "やま", "😀さん", "ｶﾌｪ"} {
			w.thread(a, name, now.Add(-time.Duration(i)*time.Second))
		}
		w.thread(other, "山田", now)
		for search, want := range map[string][]string{
			"山":     {"山田 太郎", "小山", "田山"},
			"山田":    {"山田 太郎"},
			"田山":    {"田山"}, // its characters are in 山田 too
			"やまだ":   {"ヤマダ☆はなこ"},
			"ﾔﾏ":    {"ヤマダ☆はなこ", "やま"},
			"suz":   {"Suzuki Ichiro"},
			"ＩＣＨＩ":  {"Suzuki Ichiro"},
			"i":     {"Suzuki Ichiro"},
			"カフェ":   {"ｶﾌｪ"},
			"😀":     {"😀さん"},
			"太郎":    {"山田 太郎"},
			"山田 太郎": {"山田 太郎"},
			"山太":    nil,
			"%":     nil,
			"_":     nil,
			"'":     nil,
		} {
			got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Search: search, Limit: 50})
			if !slices.Equal(got, want) {
				t.Errorf("%q finds %q, want %q", search, got, want)
			}
		}
		if got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Search: " 　", Limit: 50}); len(got) != 8 {
			t.Errorf("a search for spaces finds %q, want everybody", got)
		}
	})
}

func TestAPageOfASearchCanBeShortAndGoOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		now := w.clock.Now()
		// All have the pairs of ababa, only the oldest has it whole.
		for i := range 6 {
			w.thread(a, "ab ba", now.Add(-time.Duration(i)*time.Second))
		}
		w.thread(a, "xababax", now.Add(-time.Minute))
		w.view(func(ctx context.Context, tx *store.Tx) error {
			first, more, err := tx.Threads(ctx, store.ThreadFilter{AccountID: a.ID, Search: "ababa", Limit: 3})
			if len(first) != 0 || more == nil {
				t.Errorf("the first page has %d conversations, more is %v; want none and more", len(first), more)
			}
			return err
		})
		got, pages := w.pages(store.ThreadFilter{AccountID: a.ID, Search: "ababa", Limit: 3})
		if !slices.Equal(got, []string{"xababax"}) || pages != 3 {
			t.Errorf("found %q in %d pages", got, pages)
		}
	})
}

func TestANewNameReplacesTheOldInTheSearch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a := w.account("sakura")
		th := w.thread(a, "", w.clock.Now())
		setName := func(name string) {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.SetProfile(ctx, a.ID, th.Contact.ID, domain.Profile{Name: name}, tx.Now())
			})
		}
		setName("山田")
		setName("すずき")
		if got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Search: "山", Limit: 9}); len(got) != 0 {
			t.Errorf("the old name finds %q", got)
		}
		if got, _ := w.pages(store.ThreadFilter{AccountID: a.ID, Search: "スズ", Limit: 9}); len(got) != 1 {
			t.Errorf("the new name finds %q", got)
		}
		setName("")
		rows := 0
		w.view(func(ctx context.Context, tx *store.Tx) error {
			return tx.Raw(ctx, `SELECT gram FROM contact_grams WHERE contact_id = $1`, []any{th.Contact.ID}, func(r *sql.Rows) error {
				rows++
				var gram string
				return r.Scan(&gram)
			})
		})
		if rows != 0 {
			t.Errorf("%d pieces of a name that is gone remain", rows)
		}
	})
}
