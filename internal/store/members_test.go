package store_test

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

func TestEveryFieldOfAMemberSurvives(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		a, b := w.account("sakura"), w.account("momiji")
		want := &domain.Member{
			ID: "mem_1", Login: "sato", Name: "佐藤", PasswordHash: "$argon2id$x", Admin: true, Language: "en",
			Grants:    map[string]domain.Role{a.ID: domain.RoleOwner, b.ID: domain.RoleMember},
			CreatedAt: w.clock.Now(), UpdatedAt: w.clock.Now(),
		}
		noZeroField(t, *want)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMember(ctx, want) })
		check := func() {
			t.Helper()
			w.update(func(ctx context.Context, tx *store.Tx) error {
				byID, err1 := tx.Member(ctx, "mem_1")
				byLogin, err2 := tx.MemberByLogin(ctx, "sato")
				locked, err3 := tx.LockMember(ctx, "mem_1")
				all, err4 := tx.Members(ctx)
				for _, got := range append(all, byID, byLogin, locked) {
					if !reflect.DeepEqual(got, want) {
						t.Errorf("got  %+v\nwant %+v", got, want)
					}
				}
				return errors.Join(err1, err2, err3, err4)
			})
		}
		check()
		want.Name, want.PasswordHash, want.Admin, want.Language = "鈴木", "", false, "ja"
		want.Grants, want.UpdatedAt = map[string]domain.Role{b.ID: domain.RoleOwner}, w.clock.Now().Add(time.Second)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.UpdateMember(ctx, want) })
		check()
	})
}

func TestALoginBelongsToOneMember(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.member("sato")
		w.fails(domain.Conflict, "member.login_taken", func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertMember(ctx, &domain.Member{ID: "mem_2", Login: "sato", Language: "ja"})
		})
	})
}

func TestAMemberThatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		for name, use := range map[string]func(context.Context, *store.Tx) error{
			"by id":    func(ctx context.Context, tx *store.Tx) error { _, err := tx.Member(ctx, "mem_x"); return err },
			"by login": func(ctx context.Context, tx *store.Tx) error { _, err := tx.MemberByLogin(ctx, "x"); return err },
			"locking":  func(ctx context.Context, tx *store.Tx) error { _, err := tx.LockMember(ctx, "mem_x"); return err },
			"update": func(ctx context.Context, tx *store.Tx) error {
				return tx.UpdateMember(ctx, &domain.Member{ID: "mem_x"})
			},
			"delete": func(ctx context.Context, tx *store.Tx) error { return tx.DeleteMember(ctx, "mem_x") },
		} {
			t.Log(name)
			w.fails(domain.NotFound, "member.not_found", use)
		}
	})
}

func TestAMemberLeavesWithSessionsLinksAndGrants(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		m, other := w.member("sato"), w.member("suzuki")
		m.Grants[w.account("sakura").ID] = domain.RoleMember
		later := w.clock.Now().Add(time.Hour)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(
				tx.UpdateMember(ctx, m),
				tx.InsertSession(ctx, domain.Session{Hash: "s1", MemberID: m.ID, ExpiresAt: later}),
				tx.InsertSession(ctx, domain.Session{Hash: "s2", MemberID: other.ID, ExpiresAt: later}),
				tx.InsertLink(ctx, domain.Link{Hash: "l1", Purpose: domain.LinkJoin, MemberID: m.ID, ExpiresAt: later}),
			)
		})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteMember(ctx, m.ID) })
		w.fails(domain.Unauthorized, "session.required", func(ctx context.Context, tx *store.Tx) error { _, err := tx.Session(ctx, "s1"); return err })
		w.fails(domain.Unauthorized, "link.invalid", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.TakeLink(ctx, "l1", domain.LinkJoin)
			return err
		})
		w.view(func(ctx context.Context, tx *store.Tx) error { _, err := tx.Session(ctx, "s2"); return err })
	})
}

func TestOfOwnersWhoRemoveEachOtherAtOnceOneStays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		const n = 6
		var owners []*domain.Member
		for i := range n {
			m := w.member(string(rune('a' + i)))
			m.Admin = true
			w.update(func(ctx context.Context, tx *store.Tx) error { return tx.UpdateMember(ctx, m) })
			owners = append(owners, m)
		}
		last := errors.New("the last owner")
		kept := 0
		for _, err := range atOnce(n, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				count, err := tx.LockAdmins(ctx)
				if err != nil {
					return err
				}
				if count <= 1 {
					return last
				}
				return tx.DeleteMember(ctx, owners[i].ID)
			})
		}) {
			if errors.Is(err, last) {
				kept++
			} else if err != nil {
				t.Error(err)
			}
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			left, err := tx.CountAdmins(ctx)
			if left != 1 || kept != 1 {
				t.Errorf("%d owners are left and %d were kept, want one", left, kept)
			}
			return err
		})
	})
}

func TestASessionLivesUntilItsEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		m := w.member("sato")
		want := domain.Session{Hash: "h", MemberID: m.ID, CreatedAt: w.clock.Now(), ExpiresAt: w.clock.Now().Add(time.Hour)}
		noZeroField(t, want)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertSession(ctx, want) })
		gone := func(ctx context.Context, tx *store.Tx) error { _, err := tx.Session(ctx, "h"); return err }
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.Session(ctx, "h")
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			return err
		})
		w.clock.Advance(59 * time.Minute)
		until := w.clock.Now().Add(time.Hour)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.ExtendSession(ctx, "h", until) })
		w.clock.Advance(59 * time.Minute)
		w.view(gone)
		w.clock.Advance(time.Minute)
		w.fails(domain.Unauthorized, "session.required", gone)
	})
}

func TestSessionsEndOneByOneOrAllButOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		m, other := w.member("sato"), w.member("suzuki")
		later := w.clock.Now().Add(time.Hour)
		begin := func(owner *domain.Member, hashes ...string) {
			for _, h := range hashes {
				w.update(func(ctx context.Context, tx *store.Tx) error {
					return tx.InsertSession(ctx, domain.Session{Hash: h, MemberID: owner.ID, ExpiresAt: later})
				})
			}
		}
		live := func(want map[string]bool) {
			t.Helper()
			got := map[string]bool{}
			for h := range want {
				err := w.db.View(t.Context(), func(ctx context.Context, tx *store.Tx) error { _, err := tx.Session(ctx, h); return err })
				got[h] = err == nil
			}
			if !maps.Equal(got, want) {
				t.Errorf("live are %v, want %v", got, want)
			}
		}
		begin(m, "a", "b", "c")
		begin(other, "x")
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.DeleteSession(ctx, "a"), tx.DeleteSession(ctx, "a"), tx.DeleteSession(ctx, "unknown"))
		})
		live(map[string]bool{"a": false, "b": true, "c": true, "x": true})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteSessionsOf(ctx, m.ID, "b") })
		live(map[string]bool{"b": true, "c": false, "x": true})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteSessionsOf(ctx, m.ID, "") })
		live(map[string]bool{"b": false, "x": true})
	})
}

func TestOfTwoWhoTakeAOneTimeLinkAtOnceOneWins(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		m := w.member("sato")
		want := domain.Link{Hash: "h", Purpose: domain.LinkLogin, MemberID: m.ID, CreatedAt: w.clock.Now(), ExpiresAt: w.clock.Now().Add(time.Hour)}
		noZeroField(t, want)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertLink(ctx, want) })
		won := 0
		for _, err := range atOnce(10, func(int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.TakeLink(ctx, "h", domain.LinkLogin)
				if err == nil && got != want {
					t.Errorf("got %+v, want %+v", got, want)
				}
				return err
			})
		}) {
			if err == nil {
				won++
				continue
			}
			wantError(t, err, domain.Unauthorized, "link.invalid")
		}
		if won != 1 {
			t.Errorf("%d of 10 took the link", won)
		}
	})
}

func TestALinkIsGoodForItsPurposeAndTimeOnly(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		insert := func(hash string, purpose domain.LinkPurpose, member string) {
			w.update(func(ctx context.Context, tx *store.Tx) error {
				return tx.InsertLink(ctx, domain.Link{Hash: hash, Purpose: purpose, MemberID: member, ExpiresAt: w.clock.Now().Add(time.Hour)})
			})
		}
		take := func(hash string, purpose domain.LinkPurpose) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error { _, err := tx.TakeLink(ctx, hash, purpose); return err }
		}
		insert("join", domain.LinkJoin, "mem_1")
		w.fails(domain.Unauthorized, "link.invalid", take("join", domain.LinkLogin))
		w.update(take("join", domain.LinkJoin)) // the wrong purpose did not use it up
		w.fails(domain.Unauthorized, "link.invalid", take("join", domain.LinkJoin))

		insert("old", domain.LinkJoin, "mem_1")
		insert("other", domain.LinkJoin, "mem_2")
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteLinks(ctx, domain.LinkJoin, "mem_1") })
		w.fails(domain.Unauthorized, "link.invalid", take("old", domain.LinkJoin))

		w.clock.Advance(time.Hour)
		w.fails(domain.Unauthorized, "link.invalid", take("other", domain.LinkJoin))
	})
}

func TestWhatIsOverIsForgotten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		m := w.member("sato")
		now := w.clock.Now()
		w.update(func(ctx context.Context, tx *store.Tx) error {
			var errs []error
			for hash, life := range map[string]time.Duration{"short": time.Minute, "long": time.Hour} {
				errs = append(errs, tx.InsertSession(ctx, domain.Session{Hash: hash, MemberID: m.ID, ExpiresAt: now.Add(life)}),
					tx.InsertLink(ctx, domain.Link{Hash: hash, Purpose: domain.LinkLogin, MemberID: m.ID, ExpiresAt: now.Add(life)}))
			}
			return errors.Join(errs...)
		})
		w.clock.Advance(2 * time.Minute)
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteExpired(ctx) })
		for _, table := range []string{"sessions", "links"} {
			if got := w.column(`SELECT hash FROM ` + table); len(got) != 1 || got[0] != "long" {
				t.Errorf("%s holds %v, want only the long", table, got)
			}
		}
	})
}

func TestAnAPITokenIsFoundByItsHash(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		want := &domain.Token{
			ID: "tok_1", Hash: "h1", Name: "連携", Admin: true, Grants: map[string]domain.Role{"acc_1": domain.RoleMember},
			CreatedAt: w.clock.Now(), LastUsedAt: w.clock.Now().Add(-time.Hour),
		}
		noZeroField(t, *want)
		plain := &domain.Token{ID: "tok_2", Hash: "h2", Name: "二", CreatedAt: w.clock.Now().Add(time.Second)}
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.InsertToken(ctx, want), tx.InsertToken(ctx, plain))
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.TokenByHash(ctx, "h1")
			all, errAll := tx.Tokens(ctx)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(all, []*domain.Token{want, plain}) {
				t.Errorf("got %+v and %+v", got, all)
			}
			return errors.Join(err, errAll)
		})
		w.clock.Advance(time.Minute)
		var touched time.Time
		w.update(func(ctx context.Context, tx *store.Tx) error {
			touched = tx.Now()
			return tx.TouchToken(ctx, "tok_1")
		})
		w.view(func(ctx context.Context, tx *store.Tx) error {
			got, err := tx.TokenByHash(ctx, "h1")
			if err == nil && !got.LastUsedAt.Equal(touched) {
				t.Errorf("last used at %v, want %v", got.LastUsedAt, touched)
			}
			return err
		})
		w.update(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteToken(ctx, "tok_1") })
		w.fails(domain.NotFound, "token.not_found", func(ctx context.Context, tx *store.Tx) error { return tx.DeleteToken(ctx, "tok_1") })
		w.fails(domain.Unauthorized, "token.invalid", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.TokenByHash(ctx, "h1")
			return err
		})
	})
}
