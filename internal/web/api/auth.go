package api

import (
	"context"
	"net"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ohenji/internal/app/member"
	"ohenji/internal/domain"
)

const cookieName = "ohenji_session"

// identity is who makes a request.
type identity struct {
	actor   domain.Actor
	member  *domain.Member // nil for tokens
	session string         // secret of the session, "" for tokens
	token   string         // secret of the token, "" for sessions
	source  string         // address the request came from
	err     error          // why credentials that were given do not count
}

type identityKey struct{}

func identityOf(ctx context.Context) identity {
	who, _ := ctx.Value(identityKey{}).(identity)
	return who
}

// identify finds out who makes the request; route passes it on as an argument.
func (s *server) identify(ctx huma.Context, next func(huma.Context)) {
	who := identity{source: source(ctx.RemoteAddr(), ctx.Header("X-Forwarded-For"))}
	if secret, ok := strings.CutPrefix(ctx.Header("Authorization"), "Bearer "); ok {
		who.token = strings.TrimSpace(secret)
		who.actor, who.err = s.byToken(ctx.Context(), who.token)
	} else if cookie, err := huma.ReadCookie(ctx, cookieName); err == nil && cookie.Value != "" {
		who.session = cookie.Value
		who.member, who.err = s.Member.BySession(ctx.Context(), cookie.Value)
		if who.err == nil {
			who.actor = who.member.Actor()
		}
	}
	next(huma.WithValue(ctx, identityKey{}, who))
}

// source is the address a request came from. A reverse proxy on the same machine
// is believed about it: it adds the address that it saw at the end.
func source(remote, forwarded string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() && forwarded != "" {
		if last := strings.TrimSpace(forwarded[strings.LastIndexByte(forwarded, ',')+1:]); net.ParseIP(last) != nil {
			return last
		}
	}
	return host
}

func (s *server) byToken(ctx context.Context, secret string) (domain.Actor, error) {
	if !strings.HasPrefix(secret, member.TokenPrefix) {
		return domain.Actor{}, domain.E(domain.Unauthorized, "token.invalid")
	}
	t, err := s.Member.ByToken(ctx, secret)
	if err != nil {
		return domain.Actor{}, err
	}
	return t.Actor(), nil
}

// cookie carries the session's secret; an empty one ends it in the browser.
func (s *server) cookie(secret string) http.Cookie {
	c := http.Cookie{ //nolint:gosec // Secure follows the public URL: a desk on loopback has no https
		Name: cookieName, Value: secret, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(member.SessionLife.Seconds()),
	}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }
