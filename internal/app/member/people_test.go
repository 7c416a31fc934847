package member_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/domain"
)

func TestAnInvitedMemberJoinsOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		invited, link, err := h.members.Invite(ctx, h.owner.Actor(), domain.Member{
			Login: " Sato ", Name: "佐藤", Grants: map[string]domain.Role{"acc_1": domain.RoleMember},
		})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = h.members.Join(ctx, link, "", "short")
		wantCode(t, err, domain.Invalid, "member.name_length", "member.password_length")
		_, _, err = h.members.ByLink(ctx, link)
		wantCode(t, err, domain.Unauthorized, "link.invalid") // it is for joining, not for logging in
		m, session, err := h.members.Join(ctx, link, "佐藤花子", password)
		if err != nil || m.ID != invited.ID || m.Login != "sato" || m.Name != "佐藤花子" || m.Admin || m.Grants["acc_1"] != domain.RoleMember || !h.in(session) {
			t.Fatalf("joined as %+v, %v", m, err)
		}
		_, _, err = h.members.Join(ctx, link, "他人", password)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
		if err := h.login("sato", password); err != nil {
			t.Error(err)
		}
	})
}

func TestAnInvitationEndsAfterAWeek(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, link, err := h.members.Invite(t.Context(), h.owner.Actor(), domain.Member{Login: "sato", Name: "佐藤"})
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(7 * 24 * time.Hour)
		_, _, err = h.members.Join(t.Context(), link, "佐藤", password)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
	})
}

func TestInvitedAgainTheMemberGetsANewPasswordAndTheOldSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		m, session := h.staff("sato")
		link, err := h.members.InviteAgain(ctx, h.owner.Actor(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !h.in(session) {
			t.Error("the session ended before the link was used")
		}
		_, fresh, err := h.members.Join(ctx, link, "佐藤", "another password")
		if err != nil {
			t.Fatal(err)
		}
		if h.in(session) || !h.in(fresh) || !h.in(h.session) {
			t.Error("the wrong sessions ended")
		}
		wantCode(t, h.login("sato", password), domain.Unauthorized, "session.wrong_login")
		if err := h.login("sato", "another password"); err != nil {
			t.Error(err)
		}
		_, err = h.members.InviteAgain(ctx, h.owner.Actor(), "mem_x")
		wantCode(t, err, domain.NotFound, "member.not_found")
	})
}

func TestAnInvitationIsChecked(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		invite := func(m domain.Member) error {
			_, _, err := h.members.Invite(t.Context(), h.owner.Actor(), m)
			return err
		}
		wantCode(t, invite(domain.Member{Login: "OWNER", Name: "x"}), domain.Conflict, "member.login_taken")
		wantCode(t, invite(domain.Member{Login: "佐藤", Name: ""}), domain.Invalid, "member.login_invalid", "member.name_length")
		wantCode(t, invite(domain.Member{Login: "a", Name: "x", Grants: map[string]domain.Role{"acc_x": domain.RoleMember}}), domain.NotFound, "account.not_found")
		wantCode(t, invite(domain.Member{Login: "a", Name: "x", Grants: map[string]domain.Role{"acc_1": "boss"}}), domain.Invalid, "member.role_unknown")
		if ms, err := h.members.Members(t.Context(), h.owner.Actor()); err != nil || len(ms) != 1 {
			t.Errorf("members are %v, %v", ms, err)
		}
	})
}

func TestTheLastOwnerStays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx, actor := t.Context(), h.owner.Actor()
		_, err := h.members.SetGrants(ctx, actor, h.owner.ID, false, nil)
		wantCode(t, err, domain.Conflict, "member.last_owner")
		wantCode(t, h.members.Remove(ctx, actor, h.owner.ID), domain.Conflict, "member.last_owner")
		second, session := h.staff("sato")
		if _, err := h.members.SetGrants(ctx, actor, second.ID, true, nil); err != nil {
			t.Fatal(err)
		}
		// Each removes the other: one of them stays.
		errs := make([]error, 2)
		var wg sync.WaitGroup
		wg.Go(func() { errs[0] = h.members.Remove(ctx, actor, second.ID) })
		wg.Go(func() { _, errs[1] = h.members.SetGrants(ctx, actor, h.owner.ID, false, nil) })
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("removing both at once: %v and %v, want one to fail", errs[0], errs[1])
		}
		if errs[0] == nil && h.in(session) {
			t.Error("who was removed is still in")
		}
	})
}

func TestGrantsDecideWhatAMemberMayDo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		m, session := h.staff("sato")
		grants := map[string]domain.Role{"acc_2": domain.RoleOwner}
		if _, err := h.members.SetGrants(ctx, h.owner.Actor(), m.ID, false, grants); err != nil {
			t.Fatal(err)
		}
		got, err := h.members.BySession(ctx, session)
		if err != nil || !maps.Equal(got.Grants, grants) {
			t.Errorf("with the same session the grants are %v, %v", got.Grants, err)
		}
		_, err = h.members.SetGrants(ctx, h.owner.Actor(), m.ID, false, map[string]domain.Role{"acc_x": domain.RoleOwner})
		wantCode(t, err, domain.NotFound, "account.not_found")
		_, err = h.members.SetGrants(ctx, h.owner.Actor(), m.ID, false, map[string]domain.Role{"acc_1": "boss"})
		wantCode(t, err, domain.Invalid, "member.role_unknown")
		_, err = h.members.SetGrants(ctx, h.owner.Actor(), "mem_x", false, nil)
		wantCode(t, err, domain.NotFound, "member.not_found")
	})
}

// A member who edits the own name at the moment when an owner takes a role away
// must not bring it back.
func TestChangesOfOneMemberAtOnceDoNotUndoEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		m, _ := h.staff("sato")
		for range 10 {
			if _, err := h.members.SetGrants(ctx, h.owner.Actor(), m.ID, false, map[string]domain.Role{"acc_1": domain.RoleOwner}); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					if _, err := h.members.UpdateMe(ctx, m.Actor(), "佐藤", "en"); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Go(func() {
				if _, err := h.members.SetGrants(ctx, h.owner.Actor(), m.ID, false, nil); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			if got := h.place.Rows(t, `SELECT role FROM grants WHERE member_id = $1`, m.ID); len(got) != 0 {
				t.Fatalf("the role is back: %v", got)
			}
		}
	})
}

func TestARemovedMemberIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m, session := h.staff("sato")
		link, err := h.members.LoginLink(t.Context(), "sato")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.members.Remove(t.Context(), h.owner.Actor(), m.ID); err != nil {
			t.Fatal(err)
		}
		_, _, err = h.members.ByLink(t.Context(), link)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
		wantCode(t, h.login("sato", password), domain.Unauthorized, "session.wrong_login")
		if h.in(session) {
			t.Error("the session is live")
		}
		wantCode(t, h.members.Remove(t.Context(), h.owner.Actor(), m.ID), domain.NotFound, "member.not_found")
	})
}

func TestAMemberChangesTheOwnNameAndLanguage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m, _ := h.staff("sato")
		got, err := h.members.UpdateMe(t.Context(), m.Actor(), "花子", "")
		if err != nil || got.Name != "花子" || got.Language != "ja" {
			t.Errorf("it became %+v, %v", got, err)
		}
		got, err = h.members.UpdateMe(t.Context(), m.Actor(), "", "en")
		if err != nil || got.Name != "花子" || got.Language != "en" || got.Grants["acc_1"] != domain.RoleMember {
			t.Errorf("it became %+v, %v", got, err)
		}
		_, err = h.members.UpdateMe(t.Context(), m.Actor(), strings.Repeat("x", 41), "fr")
		wantCode(t, err, domain.Invalid, "member.name_length", "member.language_unknown")
	})
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		m, here := h.staff("sato")
		_, there, err := h.members.Login(ctx, "sato", password, "x")
		if err != nil {
			t.Fatal(err)
		}
		wantCode(t, h.members.SetPassword(ctx, m.Actor(), here, "wrong password", "another password"), domain.Invalid, "member.password_wrong")
		wantCode(t, h.members.SetPassword(ctx, m.Actor(), here, password, "short"), domain.Invalid, "member.password_length")
		if !h.in(there) {
			t.Error("a refused change ended a session")
		}
		if err := h.members.SetPassword(ctx, m.Actor(), here, password, "another password"); err != nil {
			t.Fatal(err)
		}
		if !h.in(here) || h.in(there) || !h.in(h.session) {
			t.Error("the wrong sessions ended")
		}
		wantCode(t, h.login("sato", password), domain.Unauthorized, "session.wrong_login")
		if err := h.login("sato", "another password"); err != nil {
			t.Error(err)
		}
	})
}

func TestGuessingTheOldPasswordIsSlowedDown(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m, session := h.staff("sato")
		change := func(old string) error {
			return h.members.SetPassword(t.Context(), m.Actor(), session, old, "another password")
		}
		for range 10 {
			wantCode(t, change("wrong password"), domain.Invalid, "member.password_wrong")
		}
		wantCode(t, change(password), domain.TooMany, "session.too_many_tries")
	})
}

func TestAnAPITokenActsWithinItsGrants(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx, owner := t.Context(), h.owner.Actor()
		_, all, err1 := h.members.CreateToken(ctx, owner, " 連携 ", nil)
		few, some, err2 := h.members.CreateToken(ctx, owner, "予約", map[string]domain.Role{"acc_1": domain.RoleMember})
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		got, err := h.members.ByToken(ctx, all)
		if err != nil || got.Name != "連携" || got.Actor().Administers() != nil || got.Actor().Kind != domain.ActorToken {
			t.Errorf("the token for everything is %+v, %v", got, err)
		}
		got, err = h.members.ByToken(ctx, some)
		if err != nil || got.Actor().Answers("acc_1") != nil || got.Actor().Owns("acc_1") == nil || got.Actor().Sees("acc_2") == nil || got.Actor().Administers() == nil {
			t.Errorf("the token for one account is %+v, %v", got, err)
		}
		if ts, err := h.members.Tokens(ctx, owner); err != nil || len(ts) != 2 {
			t.Errorf("the tokens are %v, %v", ts, err)
		}
		if err := h.members.DeleteToken(ctx, owner, few.ID); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{some, "", "ohj_", all[:len(all)-1], all + "x"} {
			_, err := h.members.ByToken(ctx, secret)
			wantCode(t, err, domain.Unauthorized, "token.invalid")
		}
		wantCode(t, h.members.DeleteToken(ctx, owner, few.ID), domain.NotFound, "token.not_found")
	})
}

func TestATokenIsCheckedWhenItIsMade(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		create := func(name string, grants map[string]domain.Role) error {
			_, _, err := h.members.CreateToken(t.Context(), h.owner.Actor(), name, grants)
			return err
		}
		wantCode(t, create(" ", nil), domain.Invalid, "token.name_length")
		wantCode(t, create(strings.Repeat("字", 61), nil), domain.Invalid, "token.name_length")
		wantCode(t, create("a", map[string]domain.Role{"acc_1": "boss"}), domain.Invalid, "member.role_unknown")
		wantCode(t, create("a", map[string]domain.Role{"acc_x": domain.RoleOwner}), domain.NotFound, "account.not_found")
		if err := create(strings.Repeat("字", 60), nil); err != nil {
			t.Error(err)
		}
	})
}

func TestTheUseOfATokenIsNotedOncePerHour(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, secret, err := h.members.CreateToken(t.Context(), h.owner.Actor(), "連携", nil)
		if err != nil {
			t.Fatal(err)
		}
		used := func() string {
			if _, err := h.members.ByToken(t.Context(), secret); err != nil {
				t.Fatal(err)
			}
			return h.place.Rows(t, `SELECT last_used_at FROM tokens`)[0][0]
		}
		first := used()
		h.clock.Advance(59 * time.Minute)
		if first == "0" || used() != first {
			t.Error("the first use was not noted, or the second was")
		}
		h.clock.Advance(2 * time.Minute)
		if used() == first {
			t.Error("after an hour the use was not noted")
		}
	})
}

func TestOnlyOwnersOfTheInstallationManagePeopleAndTokens(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		m, _ := h.staff("sato")
		token, _, err := h.members.CreateToken(ctx, h.owner.Actor(), "連携", nil)
		if err != nil {
			t.Fatal(err)
		}
		uses := map[string]func(a domain.Actor) error{
			"Members": func(a domain.Actor) error { _, err := h.members.Members(ctx, a); return err },
			"Invite": func(a domain.Actor) error {
				_, _, err := h.members.Invite(ctx, a, domain.Member{Login: "x", Name: "x", Admin: true})
				return err
			},
			"InviteAgain": func(a domain.Actor) error { _, err := h.members.InviteAgain(ctx, a, h.owner.ID); return err },
			"SetGrants":   func(a domain.Actor) error { _, err := h.members.SetGrants(ctx, a, m.ID, true, nil); return err },
			"Remove":      func(a domain.Actor) error { return h.members.Remove(ctx, a, m.ID) },
			"CreateToken": func(a domain.Actor) error { _, _, err := h.members.CreateToken(ctx, a, "x", nil); return err },
			"Tokens":      func(a domain.Actor) error { _, err := h.members.Tokens(ctx, a); return err },
			"DeleteToken": func(a domain.Actor) error { return h.members.DeleteToken(ctx, a, token.ID) },
		}
		boss := domain.Actor{Kind: domain.ActorMember, ID: m.ID, Account: map[string]domain.Role{"acc_1": domain.RoleOwner, "acc_2": domain.RoleOwner}}
		before := h.place.Rows(t, `SELECT id, admin FROM members ORDER BY id`)
		for name, use := range uses {
			t.Log(name)
			wantCode(t, use(domain.Actor{}), domain.Unauthorized, "session.required")
			wantCode(t, use(m.Actor()), domain.Forbidden, "actor.admin_only")
			wantCode(t, use(boss), domain.Forbidden, "actor.admin_only")
		}
		after := h.place.Rows(t, `SELECT id, admin FROM members ORDER BY id`)
		if !slices.EqualFunc(before, after, slices.Equal) || len(h.place.Rows(t, `SELECT id FROM tokens`)) != 1 {
			t.Errorf("somebody changed the members to %v or the tokens", after)
		}
		for _, a := range []domain.Actor{{}, domain.System(), {Kind: domain.ActorToken, ID: m.ID, Admin: true}} {
			_, err := h.members.UpdateMe(ctx, a, "x", "")
			wantCode(t, err, domain.Forbidden, "actor.member_only")
			wantCode(t, h.members.SetPassword(ctx, a, "", password, "another password"), domain.Forbidden, "actor.member_only")
		}
	})
}
