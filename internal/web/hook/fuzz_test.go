package hook_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

const (
	secret  = "0123456789abcdef0123456789abcdef"
	account = `accounts:
  - key: sakura
    name: Sakura
    channel: {id: "1650000001", secret: "` + secret + `"}
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: true}
    greeting: {bubbles: [{text: "{\u53cb\u3060\u3061\u306e\u8868\u793a\u540d}\u3055\u3093\u3001\u306f\u3058\u3081\u307e\u3057\u3066\u3002"}]}
    rules: [{title: uniform, bubbles: [{text: "\u3042\u308a\u304c\u3068\u3046\u3054\u3056\u3044\u307e\u3059\u3002"}]}]
`
)

// product starts the whole product on SQLite, with a LINE that it can call.
func product(f *testing.F) http.Handler {
	f.Helper()
	line := simtest.Start(f)
	line.AddChannel(platform.ChannelSpec{ID: "1650000001", Secret: secret, NoLimits: true})
	app, err := boot.New(f.Context(), boot.Options{
		Dir: f.TempDir(), PublicURL: "http://127.0.0.1", LineAPIBase: line.URL, LineDataBase: line.URL,
		ReplyWindow: 50 * time.Second, Clock: clock.New(), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		f.Fatal(err)
	}
	if _, err := app.Apply.Apply(f.Context(), domain.System(), strings.NewReader(account), false); err != nil {
		f.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	server := httptest.NewUnstartedServer(nil)
	go func() { ended <- app.Run(ctx, server.Listener) }()
	f.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			f.Error(err)
		}
		if err := app.Close(); err != nil {
			f.Error(err)
		}
	})
	return app.Handler()
}

// FuzzHook takes whatever LINE, or somebody who knows the secret, signs. With a
// working database that is stored or refused, and nothing breaks.
func FuzzHook(f *testing.F) {
	handler := product(f)
	source := `"source":{"type":"user","userId":"U0123456789abcdef0123456789abcdef"}`
	for _, event := range []string{
		`{"type":"message","webhookEventId":"01","timestamp":1700000000000,` + source + `,"replyToken":"t","mode":"active","message":{"type":"text","id":"1","text":"\u3053\u3093\u306b\u3061\u306f"}}`,
		`{"type":"message","webhookEventId":"02","mode":"standby",` + source + `,"message":{"type":"sticker","id":"1","packageId":"446"}}`,
		`{"type":"follow","webhookEventId":"03",` + source + `,"replyToken":"t","follow":{"isUnblocked":true}}`,
		`{"type":"unfollow",` + source + `}`,
		`{"type":"postback",` + source + `,"postback":{"data":"a=b","params":{"date":"2026-01-01"}}}`,
		`{"type":"join","source":{"type":"group","groupId":"C1"}}`,
		`{"type":"message","webhookEventId":"\u0000\ud800","timestamp":-1,"source":null,"message":[]}`,
		`null`,
	} {
		f.Add([]byte(`{"destination":"U0","events":[` + event + `]}`))
	}
	f.Add([]byte(`{"events":[]}`))
	f.Add([]byte(`{}`))
	f.Add([]byte(``))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/hook/sakura", strings.NewReader(string(body)))
		r.Header.Set("X-Line-Signature", platform.Sign(secret, body))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		switch w.Code {
		case http.StatusOK, http.StatusBadRequest, http.StatusRequestEntityTooLarge:
		default:
			t.Errorf("%d for %q", w.Code, body)
		}
	})
}
