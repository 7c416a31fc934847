package line_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/line"
)

// issuer is a transport that issues tokens t1, t2, ... without a network, so
// that synctest can see when everybody waits.
type issuer struct {
	calls atomic.Int64
	slow  time.Duration
	down  atomic.Bool
}

func (i *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	n := i.calls.Add(1)
	if i.slow > 0 {
		select {
		case <-time.After(i.slow):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	if i.down.Load() {
		return nil, errors.New("down")
	}
	body := fmt.Sprintf(`{"access_token":"t%d","expires_in":900}`, n)
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func newTokens(t *testing.T, i *issuer) (*line.TokenSource, *clock.Clock) {
	t.Helper()
	c, err := line.New(line.Options{HTTP: &http.Client{Transport: i}})
	if err != nil {
		t.Fatal(err)
	}
	clk := clock.New()
	return line.NewTokenSource(c, clk), clk
}

func mustToken(t *testing.T, s *line.TokenSource, secret, want string) {
	t.Helper()
	if got, err := s.Token(t.Context(), "1650000001", secret); err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestATokenIsKeptForTwoThirdsOfItsLife(t *testing.T) {
	t.Parallel()
	s, clk := newTokens(t, &issuer{})
	mustToken(t, s, "secret", "t1")
	clk.Advance(9 * time.Minute)
	mustToken(t, s, "secret", "t1")
	clk.Advance(time.Minute)
	mustToken(t, s, "secret", "t2")
}

func TestManyCallersShareOneCallToLINE(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{slow: time.Second}
		s, _ := newTokens(t, i)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() { mustToken(t, s, "secret", "t1") })
		}
		wg.Wait()
		if n := i.calls.Load(); n != 1 {
			t.Errorf("%d calls, want 1", n)
		}
	})
}

func TestACallerWhoGivesUpDoesNotSpoilItForTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{slow: 3 * time.Second}
		s, _ := newTokens(t, i)
		hasty, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := s.Token(hasty, "1650000001", "secret"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the hasty caller got %v", err)
			}
		})
		synctest.Wait()
		wg.Go(func() { mustToken(t, s, "secret", "t1") })
		wg.Wait()
	})
}

func TestOneRefusedTokenLeadsToOneNewToken(t *testing.T) {
	t.Parallel()
	s, _ := newTokens(t, &issuer{})
	mustToken(t, s, "secret", "t1")
	s.Forget("1650000001", "t1")
	mustToken(t, s, "secret", "t2")
	s.Forget("1650000001", "t1") // a second delivery learns late that t1 was refused
	mustToken(t, s, "secret", "t2")
}

func TestAnotherSecretGetsAnotherToken(t *testing.T) {
	t.Parallel()
	s, _ := newTokens(t, &issuer{})
	mustToken(t, s, "secret", "t1")
	mustToken(t, s, "reissued", "t2")
	mustToken(t, s, "reissued", "t2")
}

func TestWhileLINEIsAwayTheOldTokenServesUntilItExpires(t *testing.T) {
	t.Parallel()
	i := &issuer{}
	s, clk := newTokens(t, i)
	mustToken(t, s, "secret", "t1")
	i.down.Store(true)
	clk.Advance(12 * time.Minute)
	mustToken(t, s, "secret", "t1")
	clk.Advance(4 * time.Minute)
	if _, err := s.Token(t.Context(), "1650000001", "secret"); err == nil {
		t.Error("an expired token was handed out")
	}
	i.down.Store(false)
	mustToken(t, s, "secret", "t4")
}
