package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ohenji/internal/domain"
)

func noContent(o *huma.Operation) { o.DefaultStatus = http.StatusNoContent }

// Grant is a role on an account.
type Grant struct {
	Account string `json:"account"`
	Role    string `json:"role" enum:"owner,member"`
}

// Member is a person who logs in.
type Member struct {
	ID     string  `json:"id"`
	Login  string  `json:"login"`
	Name   string  `json:"name"`
	Admin  bool    `json:"admin" doc:"Owner of the installation: everything, on every account"`
	Joined bool    `json:"joined" doc:"Whether the member has set a password"`
	Grants []Grant `json:"grants"`
}

// Invitation is a member with the link that lets that person in.
type Invitation struct {
	Member Member `json:"member"`
	Link   string `json:"link" doc:"One-time link to set the password, for seven days. It is shown only now."`
}

// JoinLink lets a member set a password.
type JoinLink struct {
	Link string `json:"link" doc:"One-time link, for seven days. It is shown only now."`
}

// Token is an API token; its secret is shown only when it is made.
type Token struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Admin      bool       `json:"admin"`
	Grants     []Grant    `json:"grants"`
	CreatedAt  time.Time  `json:"createdAt"`
	LastUsedAt *time.Time `json:"lastUsedAt,omitempty"`
	Secret     string     `json:"secret,omitempty" doc:"Only in the answer to its creation"`
}

// List is a list without pages.
type List[T any] struct {
	Items []T `json:"items"`
}

// MemberPath names a member.
type MemberPath struct {
	Member string `path:"member"`
}

type inviteInput struct {
	Body struct {
		Login  string  `json:"login" maxLength:"100"`
		Name   string  `json:"name" maxLength:"200"`
		Admin  bool    `json:"admin,omitempty"`
		Grants []Grant `json:"grants,omitempty"`
	}
}

type grantsInput struct {
	MemberPath
	Body struct {
		Admin  bool    `json:"admin"`
		Grants []Grant `json:"grants"`
	}
}

type tokenInput struct {
	Body struct {
		Name   string  `json:"name" maxLength:"200"`
		Grants []Grant `json:"grants,omitempty" doc:"Without grants the token may do everything"`
	}
}

func (s *server) memberRoutes() {
	const tag = "Members"
	route(s, op("list-members", http.MethodGet, "/members", tag, "All members"),
		func(ctx context.Context, a domain.Actor, _ *empty) (*body[List[Member]], error) {
			ms, err := s.Member.Members(ctx, a)
			return answer(List[Member]{convert(ms, memberOf)}), err
		})
	route(s, op("invite-member", http.MethodPost, "/members", tag, "Add a member", created),
		func(ctx context.Context, a domain.Actor, in *inviteInput) (*body[Invitation], error) {
			b := in.Body
			m, secret, err := s.Member.Invite(ctx, a, domain.Member{Login: b.Login, Name: b.Name, Admin: b.Admin, Grants: grants(b.Grants)})
			if err != nil {
				return nil, err
			}
			return answer(Invitation{memberOf(m), s.joinLink(secret)}), nil
		})
	route(s, op("invite-member-again", http.MethodPost, "/members/{member}/link", tag, "A new link for a member who forgot the password", created),
		func(ctx context.Context, a domain.Actor, in *MemberPath) (*body[JoinLink], error) {
			secret, err := s.Member.InviteAgain(ctx, a, in.Member)
			if err != nil {
				return nil, err
			}
			return answer(JoinLink{s.joinLink(secret)}), nil
		})
	route(s, op("set-member-grants", http.MethodPut, "/members/{member}/grants", tag, "Change what a member may do"),
		func(ctx context.Context, a domain.Actor, in *grantsInput) (*body[Member], error) {
			m, err := s.Member.SetGrants(ctx, a, in.Member, in.Body.Admin, grants(in.Body.Grants))
			if err != nil {
				return nil, err
			}
			return answer(memberOf(m)), nil
		})
	route(s, op("remove-member", http.MethodDelete, "/members/{member}", tag, "Remove a member; what that person wrote stays"),
		func(ctx context.Context, a domain.Actor, in *MemberPath) (*empty, error) {
			return nil, s.Member.Remove(ctx, a, in.Member)
		})
	s.tokenRoutes()
}

func (s *server) tokenRoutes() {
	const tag = "API tokens"
	route(s, op("list-tokens", http.MethodGet, "/tokens", tag, "All API tokens"),
		func(ctx context.Context, a domain.Actor, _ *empty) (*body[List[Token]], error) {
			ts, err := s.Member.Tokens(ctx, a)
			return answer(List[Token]{convert(ts, tokenOf)}), err
		})
	route(s, op("create-token", http.MethodPost, "/tokens", tag, "Make an API token", created),
		func(ctx context.Context, a domain.Actor, in *tokenInput) (*body[Token], error) {
			t, secret, err := s.Member.CreateToken(ctx, a, in.Body.Name, grants(in.Body.Grants))
			if err != nil {
				return nil, err
			}
			out := tokenOf(t)
			out.Secret = secret
			return answer(out), nil
		})
	route(s, op("delete-token", http.MethodDelete, "/tokens/{token}", tag, "Revoke an API token"),
		func(ctx context.Context, a domain.Actor, in *struct {
			Token string `path:"token"`
		},
		) (*empty, error) {
			return nil, s.Member.DeleteToken(ctx, a, in.Token)
		})
}

func (s *server) joinLink(secret string) string {
	return strings.TrimSuffix(s.PublicURL, "/") + "/join#token=" + secret
}

func grants(gs []Grant) map[string]domain.Role {
	out := map[string]domain.Role{}
	for _, g := range gs {
		out[g.Account] = domain.Role(g.Role)
	}
	return out
}

func grantsOf(m map[string]domain.Role) []Grant {
	out := []Grant{}
	for accountID, role := range m {
		out = append(out, Grant{accountID, string(role)})
	}
	slices.SortFunc(out, func(a, b Grant) int { return strings.Compare(a.Account, b.Account) })
	return out
}

func memberOf(m *domain.Member) Member {
	return Member{ID: m.ID, Login: m.Login, Name: m.Name, Admin: m.Admin, Joined: m.PasswordHash != "", Grants: grantsOf(m.Grants)}
}

func tokenOf(t *domain.Token) Token {
	return Token{ID: t.ID, Name: t.Name, Admin: t.Admin, Grants: grantsOf(t.Grants), CreatedAt: t.CreatedAt, LastUsedAt: when(t.LastUsedAt)}
}

// when is nil for a moment that never was.
func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func convert[A, B any](in []A, to func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = to(v)
	}
	return out
}
