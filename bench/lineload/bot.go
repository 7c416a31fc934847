package main

import (
	"bytes"
	"crypto/hmac"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// refBot is the least that can be called a bot server: it checks the signature,
// acknowledges and replies "echo: …" from a goroutine. It keeps nothing and is
// here to show what lineload can measure at most, and to test lineload.
type refBot struct {
	secret string
	api    string
	dedupe bool
	http   *http.Client
	mu     sync.Mutex
	seen   map[string]bool
}

func newRefBot(secret, api string, dedupe bool) *refBot {
	return &refBot{
		secret: secret, api: api, dedupe: dedupe, seen: map[string]bool{},
		http: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{MaxIdleConns: 256, MaxIdleConnsPerHost: 256}},
	}
}

func (b *refBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	if !hmac.Equal([]byte(Sign(b.secret, body)), []byte(r.Header.Get("X-Line-Signature"))) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	var in webhookBody
	if err := json.Unmarshal(body, &in); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	for _, e := range in.Events {
		if e.Message == nil || b.again(e.WebhookEventID) {
			continue
		}
		go b.reply(e)
	}
	w.Write([]byte("{}"))
}

func (b *refBot) again(id string) bool {
	if !b.dedupe {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.seen[id]
	b.seen[id] = true
	return old
}

func (b *refBot) reply(e webhookEvent) {
	out, _ := json.Marshal(map[string]any{
		"replyToken": e.ReplyToken,
		"messages":   []any{map[string]string{"type": "text", "text": "echo: " + e.Message.Text}},
	})
	req, err := http.NewRequest(http.MethodPost, b.api+"/v2/bot/message/reply", bytes.NewReader(out))
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer ref")
	req.Header.Set("Content-Type", "application/json")
	res, err := b.http.Do(req)
	if err != nil {
		return
	}
	io.Copy(io.Discard, res.Body)
	res.Body.Close()
}

func cmdBot(args []string) {
	o := newOptions("bot")
	listen := o.fs.String("listen", "127.0.0.1:8080", "address to serve on (loopback only)")
	api := o.fs.String("api", "http://127.0.0.1:9191", "Messaging API to call")
	secret := o.fs.String("secret", "", "channel secret")
	dedupe := o.fs.Bool("dedupe", false, "answer each webhookEventId once")
	o.parse(args)
	host, _, err := net.SplitHostPort(*listen)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		fatalf("listen address %q is not loopback", *listen)
	}
	logf("reference bot on http://%s", *listen)
	time.AfterFunc(o.maxTime, func() { fatalf("stopped after -max-time") })
	fatalf("%v", http.ListenAndServe(*listen, newRefBot(*secret, *api, *dedupe)))
}
