package line_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ohenji/internal/line"
)

func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	const invalidToken, rate, month, user, unauthorized, temporary = "reply token", "rate", "month", "same user", "unauthorized", "temporary"
	cases := []struct {
		name   string
		status int
		body   string
		want   string // the one helper that says yes
		text   string
	}{
		{"used reply token", 400, `{"message":"Invalid reply token"}`, invalidToken, "Invalid reply token"},
		{"its older shape", 400, `{"message":"Invalid reply token","details":[]}`, invalidToken, "Invalid reply token"},
		{"too fast", 429, `{"message":"The API rate limit has been exceeded. Try again later."}`, rate, "The API rate limit has been exceeded. Try again later."},
		{"quota used up", 429, `{"message":"You have reached your monthly limit."}`, month, "You have reached your monthly limit."},
		{"one user too often", 429, `{"message":"You have sent a large number of messages to the same user."}`, user, "You have sent a large number of messages to the same user."},
		{"a 429 that nobody knows", 429, ``, rate, "Too Many Requests"},
		{"token revoked", 401, `{"message":"Authentication failed."}`, unauthorized, "Authentication failed."},
		{"failure of LINE", 500, `{"message":"Internal error"}`, temporary, "Internal error"},
		{"a proxy's page", 502, `<html>secret</html>`, temporary, "Bad Gateway"},
		{"forbidden", 403, `{"message":"Access to this API is not available for your account"}`, "", "Access to this API is not available for your account"},
		{"a redirect, which is not LINE's", 307, ``, "", "Temporary Redirect"},
		{"OAuth's shape", 400, `{"error":"invalid_client","error_description":"invalid client_secret"}`, "", "invalid_client: invalid client_secret"},
		{"OAuth's shape, short", 400, `{"error":"invalid_request"}`, "", "invalid_request"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFakeLINE(t, c.status, map[string]string{"x-line-request-id": "r9", "Location": "http://127.0.0.1:1/"}, c.body)
			_, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", texts("a"), false)
			e, ok := errors.AsType[*line.APIError](err)
			if !ok {
				t.Fatalf("got %v, want an APIError", err)
			}
			if e.Status != c.status || e.Message != c.text || e.RequestID != "r9" {
				t.Errorf("got %+v", e)
			}
			for name, got := range map[string]bool{
				invalidToken: e.IsInvalidReplyToken(), rate: e.IsRateLimited(), month: e.IsMonthlyLimit(),
				user: e.IsSameUserLimit(), unauthorized: e.IsUnauthorized(), temporary: e.Temporary(),
			} {
				if got != (name == c.want) {
					t.Errorf("%s: %v", name, got)
				}
			}
		})
	}
}

func TestDetailsNameTheProperty(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 400, map[string]string{"x-line-request-id": "r9"},
		`{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}`)
	_, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", texts(""), false)
	const want = "line: status 400: The request body has 1 error(s); messages[0].text: May not be empty (request r9)"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func transportError(t *testing.T, err error) *line.TransportError {
	t.Helper()
	e, ok := errors.AsType[*line.TransportError](err)
	if !ok {
		t.Fatalf("got %v, want a TransportError", err)
	}
	return e
}

func TestARefusedConnectionWasCertainlyNotSent(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = newClient(t, "http://"+l.Addr().String()).Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); e.Sent {
		t.Errorf("got %v, want certainty that it was not sent", e)
	}
}

func TestACallWhoseContextIsOverWasNotSent(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, nil, accepted)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newClient(t, f.URL).Reply(ctx, "token", "rt", texts("a"), false)
	if e := transportError(t, err); e.Sent || !errors.Is(err, context.Canceled) || len(f.seen) != 0 {
		t.Errorf("got %v and %d requests", e, len(f.seen))
	}
}

func TestAFailedTLSHandshakeWasNotSent(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the request arrived") }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	_, err := newClient(t, s.URL).Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); e.Sent {
		t.Errorf("got %v, want certainty that it was not sent", e)
	}
}

func TestABrokenConnectionLeavesOpenWhetherItWasSent(t *testing.T) {
	t.Parallel()
	address := rawServer(t, func(net.Conn) {})
	_, err := newClient(t, address).Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); !e.Sent {
		t.Errorf("got %v, but the request had been read whole", e)
	}
}

func TestATimeOutLeavesOpenWhetherItWasSent(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer s.Close()
	defer close(release)
	c, err := line.New(line.Options{APIBase: s.URL, Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); !e.Sent || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", e)
	}
}

// A transport that reports nothing about its progress proves nothing.
func TestAnUnknownTransportIsNotBelieved(t *testing.T) {
	t.Parallel()
	c, err := line.New(line.Options{HTTP: &http.Client{Transport: brokenTransport{}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); !e.Sent {
		t.Errorf("got %v", e)
	}
}

type brokenTransport struct{}

func (brokenTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("broken")
}

func TestAnAcceptanceCountsEvenWhenItsBodyBreaksOff(t *testing.T) {
	t.Parallel()
	address := rawServer(t, func(c net.Conn) {
		_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nX-Line-Request-Id: r1\r\n\r\n{\"sentMess"))
	})
	got, err := newClient(t, address).Reply(t.Context(), "token", "rt", texts("a"), false)
	if err != nil || got.RequestID != "r1" || got.Messages != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestWhoeverAnswersInLINEsPlaceIsNotBelieved(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, nil, "<html>Please log in to this hotel's network</html>")
	_, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", texts("a"), false)
	if e := transportError(t, err); !e.Sent {
		t.Errorf("got %v", e)
	}
	if _, err := newClient(t, f.URL).BotInfo(t.Context(), "token"); err == nil {
		t.Error("a page was read as bot info")
	}
}

func TestAnEndlessAnswerIsCutOff(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 500, nil, strings.Repeat("x", 3<<20))
	_, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", texts("a"), false)
	if e, ok := errors.AsType[*line.APIError](err); !ok || len(e.Message) > 100 {
		t.Errorf("got %.200v", err)
	}
}

func TestErrorsHideTokensAndSecrets(t *testing.T) {
	t.Parallel()
	c, err := line.New(line.Options{HTTP: &http.Client{Transport: brokenTransport{}}})
	if err != nil {
		t.Fatal(err)
	}
	_, _, issue := c.IssueStatelessToken(t.Context(), "1650000001", "hidden-secret")
	_, header := c.BotInfo(t.Context(), "hidden-token\n")
	_, profile := c.Profile(t.Context(), "hidden-token", friend)
	for _, err := range []error{issue, header, profile} {
		if err == nil || strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), friend) {
			t.Errorf("got %v", err)
		}
	}
}
