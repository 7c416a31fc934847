package simtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

// listener is a test that hears what is wrong instead of failing.
type listener struct {
	testing.TB
	heard []string
}

func (l *listener) Errorf(format string, args ...any) {
	l.heard = append(l.heard, fmt.Sprintf(format, args...))
}

func needDocuments(t *testing.T) {
	t.Helper()
	if os.Getenv(DocumentsEnv) == "" {
		t.Skipf("NOT CHECKED: set %s to a folder with LINE's OpenAPI documents", DocumentsEnv)
	}
}

func TestACallThatLINEsDocumentsForbidIsNoticed(t *testing.T) {
	t.Parallel()
	needDocuments(t)
	cases := []struct {
		name, method, path, body string
		status                   int
		answer                   string
		want                     string // in what is heard; "" for silence
	}{
		{"a push as it should be", "POST", "/v2/bot/message/push", `{"to":"U1","messages":[{"type":"text","text":"はい"}]}`, 200, `{"sentMessages":[{"id":"1","quoteToken":"q"}]}`, ""},
		{"a push without messages is taken", "POST", "/v2/bot/message/push", `{"to":"U1"}`, 200, `{"sentMessages":[]}`, "messages"},
		{"a push without messages is refused", "POST", "/v2/bot/message/push", `{"to":"U1"}`, 400, `{"message":"The request body has 1 error(s)"}`, ""},
		{"a message of no kind is taken", "POST", "/v2/bot/message/push", `{"to":"U1","messages":[{"type":"poem"}]}`, 200, `{"sentMessages":[]}`, "poem"},
		{"a text without a text is taken", "POST", "/v2/bot/message/push", `{"to":"U1","messages":[{"type":"text"}]}`, 200, `{"sentMessages":[]}`, "text"},
		{"an answer lacks what LINE promises", "GET", "/v2/bot/info", "", 200, `{"userId":"U1"}`, "basicId"},
		{"a status that LINE does not know", "GET", "/v2/bot/info", "", 204, "", "204"},
		{"a path that LINE does not have", "GET", "/v2/bot/nothing", "", 404, `{}`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := &listener{TB: t}
			next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.answer)) // a recorder takes everything
			})
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/json")
			held(l, next, &atomic.Bool{}).ServeHTTP(httptest.NewRecorder(), r)
			heard := strings.Join(l.heard, "\n")
			if (c.want == "") != (heard == "") || !strings.Contains(heard, c.want) {
				t.Errorf("heard %q, want %q", heard, c.want)
			}
		})
	}
}

func TestAWebhookThatLINEDoesNotSendIsNoticed(t *testing.T) {
	t.Parallel()
	needDocuments(t)
	event := func(fields string) string {
		return `{"destination":"U00000000000000000000000000000001","events":[{"webhookEventId":"01H","timestamp":1,"mode":"active",` +
			`"deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"U1"},` + fields + `}]}`
	}
	cases := []struct {
		name, body, want string
		strange          bool
	}{
		{"a follow", event(`"type":"follow","replyToken":"t","follow":{"isUnblocked":false}`), "", false},
		{"a follow without its follow", event(`"type":"follow","replyToken":"t"`), "follow", false},
		{"an event of no kind", event(`"type":"dream"`), "dream", false},
		{"the same, of the test's own making", event(`"type":"dream"`), "", true},
		{"a text without its id", event(`"type":"message","replyToken":"t","message":{"type":"text","text":"はい","quoteToken":"q"}`), "id", false},
	}
	bot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(bot.Close)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l, strange := &listener{TB: t}, &atomic.Bool{}
			strange.Store(c.strange)
			res, err := holding(l, nil, strange).Post(bot.URL, "application/json", strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if err := res.Body.Close(); err != nil {
				t.Fatal(err)
			}
			heard := strings.Join(l.heard, "\n")
			if (c.want == "") != (heard == "") || !strings.Contains(heard, c.want) {
				t.Errorf("heard %q, want %q", heard, c.want)
			}
		})
	}
}
