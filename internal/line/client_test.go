package line_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"ohenji/internal/line"
)

// seen is a request as LINE would get it.
type seen struct {
	Method, Path, Body string
	Header             http.Header
}

// fakeLINE answers every request with one answer and remembers the requests.
type fakeLINE struct {
	*httptest.Server
	mu   sync.Mutex
	seen []seen
}

func newFakeLINE(t *testing.T, status int, header map[string]string, body string) *fakeLINE {
	t.Helper()
	f := &fakeLINE{}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		f.mu.Lock()
		f.seen = append(f.seen, seen{r.Method, r.URL.EscapedPath(), string(b), r.Header})
		f.mu.Unlock()
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(f.Close)
	return f
}

func (f *fakeLINE) last(t *testing.T) seen {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.seen) == 0 {
		t.Fatal("no request came")
	}
	return f.seen[len(f.seen)-1]
}

func newClient(t *testing.T, address string) *line.Client {
	t.Helper()
	c, err := line.New(line.Options{APIBase: address, DataBase: address, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func texts(texts ...string) []json.RawMessage {
	var out []json.RawMessage
	for _, s := range texts {
		out = append(out, json.RawMessage(`{"type":"text","text":"`+s+`"}`))
	}
	return out
}

const accepted = `{"sentMessages":[{"id":"461230966842064897","quoteToken":"q1"},{"id":"461230966842064898"}],"new":1}`

func TestReplyCarriesTheMessagesUnchanged(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, map[string]string{"x-line-request-id": "r1"}, accepted)
	got, err := newClient(t, f.URL+"/tenant/").Reply(t.Context(), "token", "rt", texts("<a> & b", "c"), true)
	if err != nil {
		t.Fatal(err)
	}
	want := line.Sent{RequestID: "r1", Messages: []line.SentMessage{{ID: "461230966842064897", QuoteToken: "q1"}, {ID: "461230966842064898"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	r := f.last(t)
	if r.Method != "POST" || r.Path != "/tenant/v2/bot/message/reply" {
		t.Errorf("called %s %s", r.Method, r.Path)
	}
	const body = `{"replyToken":"rt","messages":[{"type":"text","text":"<a> & b"},{"type":"text","text":"c"}],"notificationDisabled":true}`
	if strings.TrimSpace(r.Body) != body {
		t.Errorf("sent %s\nwant %s", r.Body, body)
	}
	if r.Header.Get("Authorization") != "Bearer token" || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		t.Errorf("headers %v", r.Header)
	}
	if _, ok := r.Header["X-Line-Retry-Key"]; ok {
		t.Error("a reply must not carry a retry key: LINE refuses it")
	}
}

func TestPushCarriesItsRetryKey(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, map[string]string{"x-line-request-id": "r1"}, accepted)
	c := newClient(t, f.URL)
	got, err := c.Push(t.Context(), "token", "123e4567-e89b-42d3-a456-426614174000", friend, texts("a"))
	if err != nil || got.AlreadyAccepted || len(got.Messages) != 2 {
		t.Fatalf("got %+v, %v", got, err)
	}
	r := f.last(t)
	if r.Path != "/v2/bot/message/push" || r.Header.Get("X-Line-Retry-Key") != "123e4567-e89b-42d3-a456-426614174000" {
		t.Errorf("called %s with %v", r.Path, r.Header)
	}
	if _, err := c.Push(t.Context(), "token", "", friend, texts("a")); !errors.Is(err, line.ErrNoRetryKey) {
		t.Errorf("a push without a key: %v", err)
	}
	if len(f.seen) != 1 {
		t.Error("a push without a key was sent")
	}
}

func TestAKeyThatLINEAcceptedBeforeIsSuccess(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 409, map[string]string{"x-line-request-id": "r2", "x-line-accepted-request-id": "r1"},
		`{"message":"The retry key is already accepted","sentMessages":[{"id":"7","quoteToken":"q"}]}`)
	got, err := newClient(t, f.URL).Push(t.Context(), "token", "key", friend, texts("a"))
	want := line.Sent{RequestID: "r2", AcceptedRequestID: "r1", AlreadyAccepted: true, Messages: []line.SentMessage{{ID: "7", QuoteToken: "q"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if _, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", texts("a"), false); err == nil {
		t.Error("409 to a reply, which has no key, passed as success")
	}
}

func TestBrokenMessagesAreNotSent(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, nil, accepted)
	_, err := newClient(t, f.URL).Reply(t.Context(), "token", "rt", []json.RawMessage{json.RawMessage(`{"type":`)}, false)
	if err == nil || len(f.seen) != 0 {
		t.Errorf("got %v and %d requests", err, len(f.seen))
	}
}

// The SDK's requests mean the same as ours, apart from the properties that it
// always writes.
func TestRequestsMeanWhatTheOfficialSDKSends(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, map[string]string{"x-line-request-id": "r1"}, accepted)
	theirs, err := messaging_api.NewMessagingApiAPI("token", messaging_api.WithEndpoint(f.URL))
	if err != nil {
		t.Fatal(err)
	}
	ours := newClient(t, f.URL)
	message := messaging_api.TextMessage{Text: "<a> & b"}
	calls := map[string][2]func() error{
		"reply": {
			func() error {
				_, err := ours.Reply(t.Context(), "token", "rt", texts("<a> & b"), false)
				return err
			},
			func() error {
				_, err := theirs.ReplyMessage(&messaging_api.ReplyMessageRequest{ReplyToken: "rt", Messages: []messaging_api.MessageInterface{message}})
				return err
			},
		},
		"push": {
			func() error {
				_, err := ours.Push(t.Context(), "token", "k", friend, texts("<a> & b"))
				return err
			},
			func() error {
				_, err := theirs.PushMessage(&messaging_api.PushMessageRequest{To: friend, Messages: []messaging_api.MessageInterface{message}}, "k")
				return err
			},
		},
		"set endpoint": {
			func() error { return ours.SetWebhookEndpoint(t.Context(), "token", "https://example.com/hook?a=1&b") },
			func() error {
				_, err := theirs.SetWebhookEndpoint(&messaging_api.SetWebhookEndpointRequest{Endpoint: "https://example.com/hook?a=1&b"})
				return err
			},
		},
	}
	for name, pair := range calls {
		var got [2]seen
		for i, call := range pair {
			if err := call(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got[i] = f.last(t)
		}
		a, b := got[0], got[1]
		if a.Method != b.Method || a.Path != b.Path || a.Header.Get("Authorization") != b.Header.Get("Authorization") ||
			a.Header.Get("X-Line-Retry-Key") != b.Header.Get("X-Line-Retry-Key") {
			t.Errorf("%s: ours %+v\nthe SDK's %+v", name, a, b)
		}
		if x, y := meaning(t, a.Body), meaning(t, b.Body); !reflect.DeepEqual(x, y) {
			t.Errorf("%s: ours %v, the SDK's %v", name, x, y)
		}
	}
}

// meaning is a request body without what says the same when it is left out.
func meaning(t *testing.T, body string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	for k, v := range m {
		if v == nil || v == false {
			delete(m, k)
		}
	}
	return m
}

func TestReadingCalls(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, path, answer string
		call               func(ctx context.Context, c *line.Client) (any, error)
		want               any
	}{
		{
			"profile", "GET /v2/bot/profile/" + friend, `{"userId":"` + friend + `","displayName":"Hana","pictureUrl":"p","statusMessage":"s","language":"ja"}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.Profile(ctx, "token", friend) },
			line.Profile{UserID: friend, DisplayName: "Hana", PictureURL: "p", StatusMessage: "s", Language: "ja"},
		},
		{
			"bot info", "GET /v2/bot/info", `{"userId":"U1","basicId":"@1","displayName":"Shop","chatMode":"chat","markAsReadMode":"manual"}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.BotInfo(ctx, "token") },
			line.BotInfo{UserID: "U1", BasicID: "@1", DisplayName: "Shop", ChatMode: "chat", MarkAsReadMode: "manual"},
		},
		{
			"limited quota", "GET /v2/bot/message/quota", `{"type":"limited","value":200}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.Quota(ctx, "token") },
			line.Quota{Limited: true, Value: 200},
		},
		{
			"unlimited quota", "GET /v2/bot/message/quota", `{"type":"none"}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.Quota(ctx, "token") },
			line.Quota{},
		},
		{
			"consumption", "GET /v2/bot/message/quota/consumption", `{"totalUsage":42}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.Consumption(ctx, "token") },
			int64(42),
		},
		{
			"webhook endpoint", "GET /v2/bot/channel/webhook/endpoint", `{"endpoint":"https://example.com","active":true}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.WebhookEndpoint(ctx, "token") },
			line.WebhookEndpoint{Endpoint: "https://example.com", Active: true},
		},
		{
			"webhook test", "POST /v2/bot/channel/webhook/test", `{"success":false,"timestamp":"2026-11-22T03:04:05.000Z","statusCode":-1,"reason":"COULD_NOT_CONNECT","detail":"d"}`,
			func(ctx context.Context, c *line.Client) (any, error) { return c.TestWebhook(ctx, "token", "") },
			line.WebhookTest{Timestamp: time.Date(2026, 11, 22, 3, 4, 5, 0, time.UTC), StatusCode: -1, Reason: "COULD_NOT_CONNECT", Detail: "d"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFakeLINE(t, 200, nil, c.answer)
			got, err := c.call(t.Context(), newClient(t, f.URL))
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v; want %+v", got, err, c.want)
			}
			if r := f.last(t); r.Method+" "+r.Path != c.path || r.Header.Get("Authorization") != "Bearer token" {
				t.Errorf("called %s %s with %v", r.Method, r.Path, r.Header)
			}
		})
	}
}

func TestAnIdOfAnotherShapeNeverBecomesAPath(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, nil, `{}`)
	c := newClient(t, f.URL)
	if _, err := c.Profile(t.Context(), "token", "../../v2/bot/info"); !errors.Is(err, line.ErrInvalidID) {
		t.Errorf("profile: %v", err)
	}
	if _, err := c.Content(t.Context(), "token", "../1"); !errors.Is(err, line.ErrInvalidID) {
		t.Errorf("content: %v", err)
	}
	if len(f.seen) != 0 {
		t.Error("a request was made")
	}
}

func TestIssueStatelessToken(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, nil, `{"token_type":"Bearer","access_token":"tok","expires_in":900}`)
	token, life, err := newClient(t, f.URL).IssueStatelessToken(t.Context(), "1650000001", officialSecret)
	if err != nil || token != "tok" || life != 15*time.Minute {
		t.Fatalf("got %q, %v, %v", token, life, err)
	}
	r := f.last(t)
	const form = "client_id=1650000001&client_secret=" + officialSecret + "&grant_type=client_credentials"
	if r.Method+" "+r.Path != "POST /oauth2/v3/token" || r.Body != form || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Errorf("called %+v", r)
	}
	for _, body := range []string{`{}`, `{"access_token":"a"}`, `{"access_token":"","expires_in":5}`} {
		if _, _, err := newClient(t, newFakeLINE(t, 200, nil, body).URL).IssueStatelessToken(t.Context(), "1", "s"); err == nil {
			t.Errorf("accepted %s", body)
		}
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	f := newFakeLINE(t, 200, map[string]string{"Content-Type": "image/jpeg"}, "JPEG")
	got, err := newClient(t, f.URL).Content(t.Context(), "token", "560000000000000001")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if b, err := io.ReadAll(got.Body); err != nil || string(b) != "JPEG" || got.Type != "image/jpeg" || got.Length != 4 {
		t.Errorf("got %+v with %q, %v", got, b, err)
	}
	if r := f.last(t); r.Path != "/v2/bot/message/560000000000000001/content" {
		t.Errorf("called %s", r.Path)
	}
	if _, err := newClient(t, newFakeLINE(t, 202, nil, "").URL).Content(t.Context(), "token", "1"); !errors.Is(err, line.ErrPreparing) {
		t.Errorf("while LINE prepares it: %v", err)
	}
	_, err = newClient(t, newFakeLINE(t, 410, nil, `{"message":"The content is gone"}`).URL).Content(t.Context(), "token", "1")
	if e, ok := errors.AsType[*line.APIError](err); !ok || e.Status != 410 || e.Message != "The content is gone" {
		t.Errorf("after unsend: %v", err)
	}
}

func TestBasesMustBeAddresses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"api.line.me", "ftp://a", "http://", "http://a?b", ":", "http://a#b"} {
		if _, err := line.New(line.Options{APIBase: s}); err == nil {
			t.Errorf("API base %q was accepted", s)
		}
		if _, err := line.New(line.Options{DataBase: s}); err == nil {
			t.Errorf("data base %q was accepted", s)
		}
	}
	if _, err := line.New(line.Options{}); err != nil {
		t.Errorf("LINE itself: %v", err)
	}
}

// rawServer hands each connection's request to answer, which writes bytes.
func rawServer(t *testing.T, answer func(c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			r, err := http.ReadRequest(bufio.NewReader(c))
			if err == nil {
				_, _ = io.Copy(io.Discard, r.Body)
				answer(c)
			}
			c.Close()
		}
	}()
	return "http://" + l.Addr().String()
}
