package member_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/app/member"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// house is an installation with its first owner.
type house struct {
	t       *testing.T
	place   storetest.Place
	db      *store.DB
	clock   *clock.Clock
	members *member.Service
	owner   *domain.Member
	session string // of the owner
}

const password = "correct horse"

func each(t *testing.T, scenario func(t *testing.T, h *house)) {
	t.Helper()
	empty(t, func(t *testing.T, h *house) {
		link, err := h.members.SetupLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		h.owner, h.session, err = h.members.Setup(t.Context(), link, domain.Member{Login: " Owner ", Name: "店長"}, password)
		if err != nil {
			t.Fatal(err)
		}
		scenario(t, h)
	})
}

// empty is an installation that nobody has set up.
func empty(t *testing.T, scenario func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		h := &house{t: t, place: p, clock: clock.New()}
		h.db = p.Open(t, h.clock)
		h.members = member.New(member.Deps{DB: h.db, Clock: h.clock, IDs: id.New(rand.Reader), Log: slog.New(slog.DiscardHandler)})
		for i, accountID := range []string{"acc_1", "acc_2"} {
			a := &domain.Account{ID: accountID, Key: accountID[4:], Channel: domain.Channel{ID: fmt.Sprint(i), Secret: "s"}}
			err := h.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, a) })
			if err != nil {
				t.Fatal(err)
			}
		}
		scenario(t, h)
	})
}

// staff is a member who has joined, with the session.
func (h *house) staff(login string) (*domain.Member, string) {
	h.t.Helper()
	_, link, err := h.members.Invite(h.t.Context(), h.owner.Actor(), domain.Member{
		Login: login, Name: "佐藤", Grants: map[string]domain.Role{"acc_1": domain.RoleMember},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	m, session, err := h.members.Join(h.t.Context(), link, "佐藤", password)
	if err != nil {
		h.t.Fatal(err)
	}
	return m, session
}

func (h *house) login(login, pass string) error {
	_, _, err := h.members.Login(h.t.Context(), login, pass, "192.0.2.1")
	return err
}

// in reports whether a session is live.
func (h *house) in(session string) bool {
	h.t.Helper()
	_, err := h.members.BySession(h.t.Context(), session)
	if err != nil && domain.KindOf(err) != domain.Unauthorized {
		h.t.Error(err)
	}
	return err == nil
}

func wantCode(t *testing.T, err error, kind domain.Kind, codes ...string) {
	t.Helper()
	var found []string
	if many, ok := errors.AsType[domain.Errors](err); ok {
		for _, e := range many {
			found = append(found, e.Code)
		}
	} else if e, ok := errors.AsType[*domain.Error](err); ok {
		found = []string{e.Code}
	}
	if err == nil || domain.KindOf(err) != kind || !slices.Equal(found, codes) {
		t.Errorf("the error is %v, want %q", err, codes)
	}
}

func TestTheRightPasswordLetsIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m, session, err := h.members.Login(t.Context(), " OWNER ", password, "192.0.2.1")
		if err != nil || m.ID != h.owner.ID {
			t.Fatalf("logged in as %+v, %v", m, err)
		}
		got, err := h.members.BySession(t.Context(), session)
		if err != nil || got.ID != h.owner.ID || !got.Actor().Admin {
			t.Errorf("the session is of %+v, %v", got, err)
		}
		if session == h.session {
			t.Error("two log-ins have one session")
		}
	})
}

func TestAWrongPasswordAndAnUnknownLoginAreTheSame(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if _, _, err := h.members.Invite(t.Context(), h.owner.Actor(), domain.Member{Login: "invited", Name: "新人"}); err != nil {
			t.Fatal(err)
		}
		for name, try := range map[string][2]string{
			"wrong password":            {"owner", "wrong password"},
			"no password":               {"owner", ""},
			"a password that is longer": {"owner", password + " "},
			"unknown login":             {"nobody", password},
			"no login":                  {"", password},
			"who has not joined yet":    {"invited", ""},
			"a password beyond limits":  {"owner", strings.Repeat("x", 1<<20)},
		} {
			t.Log(name)
			wantCode(t, h.login(try[0], try[1]), domain.Unauthorized, "session.wrong_login")
		}
	})
}

func TestGuessingIsSlowedDownByLogin(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.staff("other")
		for i := range 10 {
			_, _, err := h.members.Login(t.Context(), "owner", "wrong password", fmt.Sprint("192.0.2.", i))
			wantCode(t, err, domain.Unauthorized, "session.wrong_login")
		}
		_, _, err := h.members.Login(t.Context(), "owner", password, "192.0.2.99")
		wantCode(t, err, domain.TooMany, "session.too_many_tries")
		if err := h.login("other", password); err != nil {
			t.Errorf("another member is kept out too: %v", err)
		}
		h.clock.Advance(time.Minute)
		if err := h.login("owner", password); err != nil {
			t.Errorf("a minute later: %v", err)
		}
		for range 9 { // a success has forgiven the failures
			wantCode(t, h.login("owner", "wrong password"), domain.Unauthorized, "session.wrong_login")
		}
	})
}

func TestGuessingIsSlowedDownBySource(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var refused int
		for i := range 60 {
			if err := h.login(fmt.Sprint("guess", i), strings.Repeat("x", 201)); domain.KindOf(err) == domain.TooMany {
				refused++
			}
		}
		if refused < 5 || refused > 10 { // 50 at once, and one for every 5 s that the test took
			t.Errorf("%d of 60 tries were refused", refused)
		}
	})
}

func TestASessionSlidesWhileItIsUsedAndThenEnds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.clock.Advance(member.SessionLife - time.Hour)
			if !h.in(h.session) {
				t.Fatal("a session that is used has ended")
			}
		}
		h.clock.Advance(member.SessionLife)
		if h.in(h.session) {
			t.Error("a session that nobody used is live")
		}
	})
}

func TestTheUseOfASessionIsNotWrittenEachTime(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		end := func() string { return h.place.Rows(t, `SELECT expires_at FROM sessions`)[0][0] }
		before := end()
		h.clock.Advance(59 * time.Minute)
		if !h.in(h.session) || end() != before {
			t.Error("within the hour the use was written")
		}
		h.clock.Advance(2 * time.Minute)
		if !h.in(h.session) || end() == before {
			t.Error("after an hour the use was not written")
		}
	})
}

func TestLoggingOutEndsOneSession(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, second, err := h.members.Login(t.Context(), "owner", password, "x")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.members.Logout(t.Context(), second); err != nil {
			t.Fatal(err)
		}
		if h.in(second) || !h.in(h.session) {
			t.Error("the wrong session ended")
		}
		if err := errors.Join(h.members.Logout(t.Context(), second), h.members.Logout(t.Context(), "")); err != nil {
			t.Errorf("logging out twice: %v", err)
		}
	})
}

func TestSecretsAreStoredAsHashesOnly(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		link, err := h.members.LoginLink(t.Context(), "owner")
		if err != nil {
			t.Fatal(err)
		}
		token, secret, err := h.members.CreateToken(t.Context(), h.owner.Actor(), "連携", nil)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(secret, member.TokenPrefix) || len(secret) < 40 || token.Hash == secret {
			t.Errorf("the token's secret is %q", secret)
		}
		var all strings.Builder
		for _, columns := range []string{
			"id, login, name, password_hash FROM members", "hash, member_id FROM sessions",
			"hash, purpose, member_id FROM links", "id, hash, name, grants FROM tokens",
		} {
			rows := h.place.Rows(t, "SELECT "+columns)
			if len(rows) == 0 {
				t.Errorf("nothing in %s", columns)
			}
			fmt.Fprint(&all, rows)
		}
		for name, plain := range map[string]string{"password": password, "session": h.session, "link": link, "token": secret} {
			if strings.Contains(all.String(), plain) {
				t.Errorf("the %s is in the database", name)
			}
		}
		if !strings.Contains(all.String(), "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Error("the password is not hashed with argon2id as decided")
		}
	})
}

func TestSetUpIsDoneOnceByTheNewestLink(t *testing.T) {
	empty(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		needed := func() bool {
			n, err := h.members.SetupNeeded(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		setup := func(link string) error {
			_, _, err := h.members.Setup(ctx, link, domain.Member{Login: "owner", Name: "店長"}, password)
			return err
		}
		if !needed() {
			t.Error("a new installation needs no owner")
		}
		old, err1 := h.members.SetupLink(ctx)
		link, err2 := h.members.SetupLink(ctx)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		wantCode(t, setup("guessed"), domain.Unauthorized, "link.invalid")
		wantCode(t, setup(old), domain.Unauthorized, "link.invalid")
		_, _, err := h.members.Setup(ctx, link, domain.Member{Login: "店長"}, "short")
		wantCode(t, err, domain.Invalid, "member.login_invalid", "member.name_length", "member.password_length")
		if err := setup(link); err != nil { // bad input did not use the link up
			t.Fatal(err)
		}
		if needed() {
			t.Error("an owner is still needed")
		}
		wantCode(t, setup(link), domain.Unauthorized, "link.invalid")
		_, err = h.members.SetupLink(ctx)
		wantCode(t, err, domain.Conflict, "setup.done")
	})
}

func TestTheLinkForSettingUpEndsAfterADay(t *testing.T) {
	empty(t, func(t *testing.T, h *house) {
		link, err := h.members.SetupLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(24 * time.Hour)
		_, _, err = h.members.Setup(t.Context(), link, domain.Member{Login: "owner", Name: "店長"}, password)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
	})
}

func TestOfTwoWhoSetUpAtOnceOneBecomesOwner(t *testing.T) {
	empty(t, func(t *testing.T, h *house) {
		link, err := h.members.SetupLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				_, _, errs[i] = h.members.Setup(t.Context(), link, domain.Member{Login: fmt.Sprint("owner", i), Name: "店長"}, password)
			})
		}
		wg.Wait()
		if n := len(slices.DeleteFunc(errs, func(err error) bool { return err != nil })); n != 1 {
			t.Errorf("%d became owner", n)
		}
		if got := h.place.Rows(t, `SELECT id FROM members`); len(got) != 1 {
			t.Errorf("members are %v", got)
		}
	})
}

func TestALogInLinkWorksOnceAndForADay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		link := func() string {
			l, err := h.members.LoginLink(ctx, " OWNER ")
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		first, second := link(), link()
		_, _, err := h.members.ByLink(ctx, first)
		wantCode(t, err, domain.Unauthorized, "link.invalid") // a newer one was made
		m, session, err := h.members.ByLink(ctx, second)
		if err != nil || m.ID != h.owner.ID || !h.in(session) {
			t.Errorf("it let in %+v, %v", m, err)
		}
		_, _, err = h.members.ByLink(ctx, second)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
		late := link()
		h.clock.Advance(24 * time.Hour)
		_, _, err = h.members.ByLink(ctx, late)
		wantCode(t, err, domain.Unauthorized, "link.invalid")
		_, err = h.members.LoginLink(ctx, "nobody")
		wantCode(t, err, domain.NotFound, "member.not_found")
	})
}
