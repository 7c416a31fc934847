package api

import (
	"context"
	"net/http"

	"ohenji/internal/domain"
)

// Session is who is logged in and where.
type Session struct {
	Member   Me               `json:"member"`
	Accounts []SessionAccount `json:"accounts" doc:"Accounts on which the member has a role"`
}

// Me is the member who is logged in.
type Me struct {
	ID       string `json:"id"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Admin    bool   `json:"admin" doc:"Owner of the installation"`
	Language string `json:"language" enum:"ja,en"`
}

// SessionAccount is an account in the switcher.
type SessionAccount struct {
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name"`
	Role string `json:"role" enum:"owner,member"`
}

type sessionAnswer struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Session
}

type noCookieAnswer struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

type loginInput struct {
	Body struct {
		Login    string `json:"login" maxLength:"100"`
		Password string `json:"password" maxLength:"1000"`
	}
}

type linkInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"What stands behind #token= in the link"`
	}
}

type setupInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200"`
		Name     string `json:"name" maxLength:"200"`
		Login    string `json:"login" maxLength:"100"`
		Password string `json:"password" maxLength:"1000"`
		Language string `json:"language,omitempty" enum:"ja,en"`
	}
}

type joinInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200"`
		Name     string `json:"name" maxLength:"200"`
		Password string `json:"password" maxLength:"1000"`
	}
}

// SetupState tells whether the installation still needs its owner.
type SetupState struct {
	Needed bool `json:"needed"`
}

type meInput struct {
	Body struct {
		Name     string `json:"name,omitempty" maxLength:"200"`
		Language string `json:"language,omitempty" enum:"ja,en"`
	}
}

type passwordInput struct {
	Body struct {
		Old string `json:"old" maxLength:"1000"`
		New string `json:"new" maxLength:"1000"`
	}
}

func (s *server) sessionRoutes() {
	const tag = "Session"
	route(s, op("get-session", http.MethodGet, "/session", tag, "Who is logged in"),
		func(ctx context.Context, _ domain.Actor, _ *empty) (*body[Session], error) {
			who := identityOf(ctx)
			if who.member == nil {
				return nil, domain.E(domain.Forbidden, "actor.member_only")
			}
			out, err := s.session(ctx, who.member)
			return answer(out), err
		})
	route(s, op("login", http.MethodPost, "/session", tag, "Log in with a password", open),
		func(ctx context.Context, _ domain.Actor, in *loginInput) (*sessionAnswer, error) {
			m, secret, err := s.Member.Login(ctx, in.Body.Login, in.Body.Password, identityOf(ctx).source)
			return s.loggedIn(ctx, m, secret, err)
		})
	route(s, op("login-by-link", http.MethodPost, "/session/link", tag, "Log in with a one-time link", open),
		func(ctx context.Context, _ domain.Actor, in *linkInput) (*sessionAnswer, error) {
			m, secret, err := s.Member.ByLink(ctx, in.Body.Token)
			return s.loggedIn(ctx, m, secret, err)
		})
	route(s, op("logout", http.MethodDelete, "/session", tag, "Log out", open),
		func(ctx context.Context, _ domain.Actor, _ *empty) (*noCookieAnswer, error) {
			out := &noCookieAnswer{SetCookie: s.cookie("")}
			if secret := identityOf(ctx).session; secret != "" {
				return out, s.Member.Logout(ctx, secret)
			}
			return out, nil
		})
	route(s, op("get-setup", http.MethodGet, "/setup", tag, "Whether the installation needs its owner", open),
		func(ctx context.Context, _ domain.Actor, _ *empty) (*body[SetupState], error) {
			needed, err := s.Member.SetupNeeded(ctx)
			return answer(SetupState{needed}), err
		})
	route(s, op("setup", http.MethodPost, "/setup", tag, "Create the owner with the one-time link of the first start", open),
		func(ctx context.Context, _ domain.Actor, in *setupInput) (*sessionAnswer, error) {
			b := in.Body
			m, secret, err := s.Member.Setup(ctx, b.Token, domain.Member{Login: b.Login, Name: b.Name, Language: b.Language}, b.Password)
			return s.loggedIn(ctx, m, secret, err)
		})
	route(s, op("join", http.MethodPost, "/join", tag, "Set the first password with the one-time link of an invitation", open),
		func(ctx context.Context, _ domain.Actor, in *joinInput) (*sessionAnswer, error) {
			m, secret, err := s.Member.Join(ctx, in.Body.Token, in.Body.Name, in.Body.Password)
			return s.loggedIn(ctx, m, secret, err)
		})
	s.meRoutes(tag)
}

func (s *server) meRoutes(tag string) {
	route(s, op("update-me", http.MethodPatch, "/me", tag, "Change my name or language"),
		func(ctx context.Context, a domain.Actor, in *meInput) (*body[Session], error) {
			m, err := s.Member.UpdateMe(ctx, a, in.Body.Name, in.Body.Language)
			if err != nil {
				return nil, err
			}
			out, err := s.session(ctx, m)
			return answer(out), err
		})
	route(s, op("set-my-password", http.MethodPut, "/me/password", tag, "Change my password; my other sessions end", noContent),
		func(ctx context.Context, a domain.Actor, in *passwordInput) (*empty, error) {
			return nil, s.Member.SetPassword(ctx, a, identityOf(ctx).session, in.Body.Old, in.Body.New)
		})
}

func (s *server) loggedIn(ctx context.Context, m *domain.Member, secret string, err error) (*sessionAnswer, error) {
	if err != nil {
		return nil, err
	}
	out, err := s.session(ctx, m)
	return &sessionAnswer{SetCookie: s.cookie(secret), Body: out}, err
}

func (s *server) session(ctx context.Context, m *domain.Member) (Session, error) {
	actor := m.Actor()
	out := Session{Member: Me{ID: m.ID, Login: m.Login, Name: m.Name, Admin: m.Admin, Language: m.Language}, Accounts: []SessionAccount{}}
	accounts, err := s.Account.Accounts(ctx, actor)
	for _, a := range accounts {
		out.Accounts = append(out.Accounts, SessionAccount{ID: a.ID, Key: a.Key, Name: a.Name, Role: string(actor.Role(a.ID))})
	}
	return out, err
}
