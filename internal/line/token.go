package line

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"ohenji/internal/clock"
)

// TokenSource keeps one stateless channel access token for each channel and
// renews it when two thirds of its life are over. Safe for concurrent use.
type TokenSource struct {
	client *Client
	clock  *clock.Clock
	flight singleflight.Group

	mu    sync.Mutex
	owned map[string]heldToken // by channel id
}

type heldToken struct {
	secret  string // of the channel when the token was issued
	token   string
	renew   time.Time
	expires time.Time
}

// NewTokenSource returns a source without tokens.
func NewTokenSource(client *Client, clk *clock.Clock) *TokenSource {
	return &TokenSource{client: client, clock: clk, owned: map[string]heldToken{}}
}

// Token returns a token that is valid for some minutes. Callers that ask at the
// same time share one call to LINE, which goes on when the context of one of
// them ends. When renewing fails, the old token serves until it expires. The
// errors are those of Client.IssueStatelessToken.
func (s *TokenSource) Token(ctx context.Context, channelID, secret string) (string, error) {
	held, now := s.held(channelID, secret), s.clock.Now()
	if now.Before(held.renew) {
		return held.token, nil
	}
	shared := context.WithoutCancel(ctx) // the client's own time-out still ends it
	result := s.flight.DoChan(channelID+"\x00"+secret, func() (any, error) {
		return s.issue(shared, channelID, secret)
	})
	select {
	case <-ctx.Done():
		return "", &TransportError{Err: ctx.Err()}
	case r := <-result:
		if r.Err == nil {
			return r.Val.(string), nil
		}
		if now.Before(held.expires) {
			return held.token, nil
		}
		return "", r.Err
	}
}

func (s *TokenSource) issue(ctx context.Context, channelID, secret string) (string, error) {
	// A caller that looked before the last flight landed starts another one.
	began := s.clock.Now()
	if held := s.held(channelID, secret); began.Before(held.renew) {
		return held.token, nil
	}
	token, life, err := s.client.IssueStatelessToken(ctx, channelID, secret)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owned[channelID] = heldToken{secret: secret, token: token, renew: began.Add(life * 2 / 3), expires: began.Add(life)}
	return token, nil
}

// Forget drops the channel's token after LINE refused it with 401. It does
// nothing when the channel has another token by then, so that many refusals of
// one token lead to one new token.
func (s *TokenSource) Forget(channelID, token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owned[channelID].token == token {
		delete(s.owned, channelID)
	}
}

// held is the zero value when there is no token that was issued for the secret.
func (s *TokenSource) held(channelID, secret string) heldToken {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.owned[channelID]; h.secret == secret {
		return h
	}
	return heldToken{}
}
