package e2e

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"ohenji/internal/store/storetest"
)

func TestTheFirstStartIsOneLinkThatWorksOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := begin(t, p)
		nobody := &client{w: w}
		var setup struct{ Needed bool }
		nobody.get("/setup", &setup)
		if !setup.Needed {
			t.Fatal("a new installation needs no owner")
		}
		lost, err := w.app.Member.SetupLink(t.Context())
		w.must(err)
		token, err := w.app.Member.SetupLink(t.Context())
		w.must(err)
		w.secrets = append(w.secrets, lost, token)
		owner := m{"token": token, "name": "店長", "login": "Owner", "password": password}
		with := func(key string, value any) m {
			out := maps.Clone(owner)
			out[key] = value
			return out
		}
		for name, bad := range map[string]m{
			"no token":          with("token", ""),
			"a guess":           with("token", strings.Repeat("x", 43)),
			"the earlier link":  with("token", lost),
			"no name":           with("name", " "),
			"no login":          with("login", ""),
			"a short password":  with("password", "123456789"),
			"an endless one":    with("password", strings.Repeat("x", 201)),
			"a foreign tongue":  with("language", "tlh"),
			"a login of spaces": with("login", "a b"),
		} {
			if status, p := nobody.try(http.MethodPost, "/setup", bad, nil); status < 400 || status >= 500 || p.Code == "" {
				t.Errorf("%s: %d %+v", name, status, p)
			}
		}
		w.owner = &client{w: w}
		w.owner.post("/setup", owner, nil) // the link has survived the mistakes
		w.secrets = append(w.secrets, w.owner.cookie)
		if status, p := nobody.try(http.MethodPost, "/setup", with("login", "second"), nil); status < 400 {
			t.Errorf("the link works twice: %+v", p)
		}
		nobody.get("/setup", &setup)
		if setup.Needed {
			t.Error("an owner is still needed")
		}
		if _, err := w.app.Member.SetupLink(t.Context()); err == nil {
			t.Error("a second owner could be made")
		}
		var session struct {
			Member struct {
				Login, Name string
				Admin       bool
			}
		}
		w.owner.get("/session", &session)
		if me := session.Member; me.Login != "owner" || me.Name != "店長" || !me.Admin {
			t.Errorf("logged in as %+v", me)
		}
	})
}

func TestASetupLinkDiesAfterADay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := begin(t, p)
		token, err := w.app.Member.SetupLink(t.Context())
		w.must(err)
		w.clock.Advance(24 * time.Hour)
		nobody := &client{w: w}
		status, problem := nobody.try(http.MethodPost, "/setup", m{"token": token, "name": "店長", "login": "owner", "password": password}, nil)
		if status/100 != 4 || problem.Code == "" {
			t.Errorf("%d %+v", status, problem)
		}
	})
}

func TestAMemberLogsInAndOut(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		c := &client{w: w}
		res, err := browser.Do(c.request(http.MethodPost, "/session", m{"login": " OWNER ", "password": password}))
		w.must(err)
		res.Body.Close()
		cookies := res.Cookies()
		if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].Path != "/" || cookies[0].Value == "" {
			t.Fatalf("the cookie is %+v", cookies)
		}
		c.cookie = cookies[0].Value
		w.secrets = append(w.secrets, c.cookie)
		c.get("/accounts", nil)
		old := *c
		c.delete("/session")
		if c.cookie != "" {
			t.Error("the cookie stays in the browser")
		}
		old.refused(401, "session.required", http.MethodGet, "/accounts", nil)
		w.owner.get("/accounts", nil) // the other session of the same member goes on
	})
}

func TestASessionEndsAfterThirtyDaysWithoutUse(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		c := &client{w: w} // who has no page open
		c.post("/session", m{"login": "owner", "password": password}, nil)
		w.secrets = append(w.secrets, c.cookie)
		for range 3 {
			w.passes(29 * 24 * time.Hour)
			c.get("/session", nil)
		}
		w.passes(30 * 24 * time.Hour)
		c.refused(401, "session.required", http.MethodGet, "/session", nil)
	})
}

func TestGuessingPasswordsIsSlowedDown(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		nobody := &client{w: w}
		for range 10 {
			nobody.refused(401, "session.wrong_login", http.MethodPost, "/session", m{"login": "owner", "password": "a wrong guess"})
		}
		nobody.refused(429, "session.too_many_tries", http.MethodPost, "/session", m{"login": "owner", "password": "a wrong guess"})
		nobody.refused(429, "session.too_many_tries", http.MethodPost, "/session", m{"login": "owner", "password": password})
		nobody.refused(401, "session.wrong_login", http.MethodPost, "/session", m{"login": "somebody else", "password": password})
		w.passes(time.Minute)
		nobody.post("/session", m{"login": "owner", "password": password}, nil)
		w.secrets = append(w.secrets, nobody.cookie)
	})
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		other := &client{w: w}
		other.post("/session", m{"login": "owner", "password": password}, nil)
		w.secrets = append(w.secrets, other.cookie, "another password")
		page := w.listen(other)
		w.owner.refused(422, "member.password_wrong", http.MethodPut, "/me/password", m{"old": "wrong", "new": "another password"})
		w.owner.put("/me/password", m{"old": password, "new": "another password"}, nil)
		w.owner.get("/session", nil)
		other.refused(401, "session.required", http.MethodGet, "/session", nil)
		w.passes(time.Minute)
		page.ends(t)
		nobody := &client{w: w}
		nobody.refused(401, "session.wrong_login", http.MethodPost, "/session", m{"login": "owner", "password": password})
		nobody.post("/session", m{"login": "owner", "password": "another password"}, nil)
		w.secrets = append(w.secrets, nobody.cookie)
	})
}

func TestALoginLinkLogsInOnce(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		token, err := w.app.Member.LoginLink(t.Context(), "owner")
		w.must(err)
		c := &client{w: w}
		c.post("/session/link", m{"token": token}, nil)
		w.secrets = append(w.secrets, token, c.cookie)
		c.get("/session", nil)
		nobody := &client{w: w}
		if status, p := nobody.try(http.MethodPost, "/session/link", m{"token": token}, nil); status/100 != 4 || p.Code == "" {
			t.Errorf("the second time: %d %+v", status, p)
		}
	})
}

func TestTheInstallationKeepsAnOwner(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		var session struct{ Member struct{ ID string } }
		w.owner.get("/session", &session)
		me := "/members/" + session.Member.ID
		if status, p := w.owner.try(http.MethodDelete, me, nil, nil); status/100 != 4 || p.Code == "" {
			t.Errorf("the last owner removes himself: %d %+v", status, p)
		}
		if status, p := w.owner.try(http.MethodPut, me+"/grants", m{"admin": false, "grants": []m{}}, nil); status/100 != 4 || p.Code == "" {
			t.Errorf("the last owner resigns: %d %+v", status, p)
		}
		w.owner.get("/members", nil)
	})
}
