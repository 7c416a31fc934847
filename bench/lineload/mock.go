package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Mock is a stand-in for the part of LINE's Messaging API that a bot server
// calls. It keeps LINE's rules where a bot can trip over them: a reply token
// works once, one to five messages per call, at most 500 recipients per
// multicast, a repeated X-Line-Retry-Key is answered 409.
type Mock struct {
	Latency    time.Duration // added to every answer, like a network and a real API
	TokenReuse bool          // accept a reply token more than once (LINE does not)
	TokenTTL   time.Duration // reject reply tokens older than this; 0 = never
	Faults     []*Fault
	Tracker    *Tracker // may be nil: then every unused token is accepted

	next      atomic.Int64
	mu        sync.Mutex
	paths     map[string]*pathStats
	spent     map[string]bool   // reply tokens used up
	retryKeys map[string]string // retry key -> request id that it was accepted under
	unknown   int               // reply calls with a token that was never sent
	recip     map[string]int    // accepted messages per recipient, all paths with a "to"
}

type pathStats struct {
	Calls      int            `json:"calls"`
	Status     map[string]int `json:"status"`
	Recipients int            `json:"recipients,omitempty"`     // sum over accepted calls
	MaxPerCall int            `json:"max_per_call,omitempty"`   // recipients in the largest call
	RetryKeyed int            `json:"with_retry_key,omitempty"` // calls that carried X-Line-Retry-Key
	First      time.Time      `json:"first"`
	Last       time.Time      `json:"last"`
	SpanS      float64        `json:"span_s"`
}

// MockStats is what GET /_mock/stats returns and what a summary contains.
type MockStats struct {
	Paths            map[string]*pathStats `json:"paths"`
	UnknownTokens    int                   `json:"unknown_reply_tokens"`
	FaultsInjected   int                   `json:"faults_injected"`
	UniqueRecipients int                   `json:"unique_recipients"`
	MaxPerRecipient  int                   `json:"max_messages_per_recipient"`
}

func newMock(t *Tracker) *Mock {
	m := &Mock{Tracker: t}
	m.reset()
	return m
}

func (m *Mock) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.paths = map[string]*pathStats{}
	m.spent = map[string]bool{}
	m.retryKeys = map[string]string{}
	m.recip = map[string]int{}
	m.unknown = 0
}

// listen serves the mock on addr until stop is called. Only loopback is taken.
func (m *Mock) listen(addr string) (stop func(), err error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("mock address %s is not loopback", addr)
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &http.Server{Handler: m, ReadHeaderTimeout: 10 * time.Second}
	go s.Serve(ln)
	return func() { s.Close() }, nil
}

// stats returns a copy of the counters.
func (m *Mock) stats() MockStats {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := MockStats{Paths: map[string]*pathStats{}, UnknownTokens: m.unknown, UniqueRecipients: len(m.recip)}
	for k, p := range m.paths {
		c := *p
		c.Status = map[string]int{}
		maps.Copy(c.Status, p.Status)
		c.SpanS = p.Last.Sub(p.First).Seconds()
		s.Paths[k] = &c
	}
	for _, n := range m.recip {
		s.MaxPerRecipient = max(s.MaxPerRecipient, n)
	}
	for _, f := range m.Faults {
		f.mu.Lock()
		s.FaultsInjected += f.hits
		f.mu.Unlock()
	}
	return s
}

// calls returns how many calls of any kind have arrived.
func (m *Mock) calls() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, p := range m.paths {
		n += p.Calls
	}
	return n
}

type sendBody struct {
	ReplyToken string          `json:"replyToken"`
	To         json.RawMessage `json:"to"`
	Messages   []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"messages"`
}

// kindOf names a path for statistics and faults.
func kindOf(method, path string) string {
	switch {
	case strings.HasPrefix(path, "/v2/bot/message/"):
		return strings.TrimPrefix(path, "/v2/bot/message/")
	case method == http.MethodGet && strings.HasPrefix(path, "/v2/bot/profile/"):
		return "profile"
	case method == http.MethodPost && path == "/oauth2/v3/token":
		return "token"
	default:
		return method + " " + path
	}
}

func (m *Mock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := time.Now()
	if strings.HasPrefix(r.URL.Path, "/_mock/") {
		m.admin(w, r)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 4<<20))
	if err != nil {
		return
	}
	c := call{at: at, kind: kindOf(r.Method, r.URL.Path), retryKey: r.Header.Get("X-Line-Retry-Key")}
	p := m.countCall(&c)
	if err := c.parse(body); err != nil {
		m.finish(w, p, 400, errorBody("The request body could not be parsed"))
		return
	}
	if c.kind == "reply" && m.Tracker != nil && !m.Tracker.seen(c.body.ReplyToken, at) {
		m.mu.Lock()
		m.unknown++
		m.mu.Unlock()
	}
	if m.Latency > 0 {
		time.Sleep(m.Latency)
	}
	if m.misbehave(w, p, &c) {
		return
	}
	switch {
	case c.kind == "token":
		m.finish(w, p, 200, map[string]any{"token_type": "Bearer", "access_token": randomHex(32), "expires_in": 900})
	case r.Header.Get("Authorization") == "":
		m.finish(w, p, 401, errorBody("Authentication failed due to the following reason: missing header"))
	case c.sends():
		m.send(w, p, &c)
	default:
		m.answer(w, r, p, c.kind)
	}
}

// call is one request to the mock.
type call struct {
	at       time.Time
	kind     string
	retryKey string
	body     sendBody
	to       []string
}

// sends reports whether the call wants messages delivered.
func (c *call) sends() bool {
	switch c.kind {
	case "reply", "push", "multicast", "broadcast", "narrowcast":
		return true
	}
	return false
}

// parse reads the body of a call that sends.
func (c *call) parse(body []byte) error {
	if !c.sends() {
		return nil
	}
	if err := json.Unmarshal(body, &c.body); err != nil {
		return err
	}
	switch c.kind {
	case "push":
		var one string
		if err := json.Unmarshal(c.body.To, &one); err != nil {
			return err
		}
		c.to = []string{one}
	case "multicast":
		return json.Unmarshal(c.body.To, &c.to)
	}
	return nil
}

// key identifies the message that the call is about.
func (c *call) key() string {
	if key := c.body.ReplyToken + c.retryKey; key != "" {
		return key
	}
	return strings.Join(c.to, ",")
}

func (m *Mock) countCall(c *call) *pathStats {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.paths[c.kind]
	if p == nil {
		p = &pathStats{Status: map[string]int{}, First: c.at}
		m.paths[c.kind] = p
	}
	p.Calls++
	p.Last = c.at
	if c.retryKey != "" {
		p.RetryKeyed++
	}
	return p
}

// misbehave applies the faults; it reports whether the call is dealt with.
func (m *Mock) misbehave(w http.ResponseWriter, p *pathStats, c *call) bool {
	key := c.key()
	for _, f := range m.Faults {
		if !f.hit(c.kind, key) {
			continue
		}
		if f.Delay > 0 {
			time.Sleep(f.Delay)
		}
		if f.Drop {
			m.count(p, "dropped")
			panic(http.ErrAbortHandler)
		}
		if f.Status != 0 {
			m.finish(w, p, f.Status, errorBody(faultText(f.Status)))
			return true
		}
	}
	return false
}

// answer serves what a bot server asks.
func (m *Mock) answer(w http.ResponseWriter, r *http.Request, p *pathStats, kind string) {
	switch {
	case kind == "profile":
		id := strings.TrimPrefix(r.URL.Path, "/v2/bot/profile/")
		m.finish(w, p, 200, map[string]any{
			"userId": id, "displayName": "User " + id[max(0, len(id)-6):], "language": "en",
			"pictureUrl": "https://profile.example/" + id, "statusMessage": "hello",
		})
	case r.URL.Path == "/v2/bot/info":
		m.finish(w, p, 200, map[string]any{
			"userId": UserID("bot", 0), "basicId": "@000aaaaa", "displayName": "Mock bot",
			"chatMode": "bot", "markAsReadMode": "auto",
		})
	case kind == "quota":
		m.finish(w, p, 200, map[string]any{"type": "limited", "value": 1000000})
	case kind == "quota/consumption":
		m.finish(w, p, 200, map[string]any{"totalUsage": 0})
	default:
		m.finish(w, p, 200, map[string]any{})
	}
}

// send answers a call that delivers messages, by LINE's rules.
func (m *Mock) send(w http.ResponseWriter, p *pathStats, c *call) {
	b, to := &c.body, c.to
	if len(b.Messages) < 1 || len(b.Messages) > 5 {
		m.finish(w, p, 400, errorBody("The request body has 1 error(s): messages: Size must be between 1 and 5"))
		return
	}
	if c.kind == "multicast" && (len(to) < 1 || len(to) > 500) {
		m.finish(w, p, 400, errorBody("The request body has 1 error(s): to: Size must be between 1 and 500"))
		return
	}
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", m.next.Add(1))
	w.Header().Set("X-Line-Request-Id", id)

	m.mu.Lock()
	if c.kind == "reply" {
		late := m.TokenTTL > 0 && m.Tracker != nil && m.Tracker.age(b.ReplyToken, c.at) > m.TokenTTL
		if b.ReplyToken == "" || late || (m.spent[b.ReplyToken] && !m.TokenReuse) {
			m.mu.Unlock()
			m.finish(w, p, 400, errorBody("Invalid reply token"))
			return
		}
		m.spent[b.ReplyToken] = true
	} else if c.retryKey != "" {
		if first, dup := m.retryKeys[c.retryKey]; dup {
			m.mu.Unlock()
			w.Header().Set("X-Line-Accepted-Request-Id", first)
			m.finish(w, p, 409, errorBody("The retry key is already accepted"))
			return
		}
		m.retryKeys[c.retryKey] = id
	}
	for _, u := range to {
		m.recip[u]++
	}
	p.Recipients += len(to)
	p.MaxPerCall = max(p.MaxPerCall, len(to))
	m.mu.Unlock()

	if c.kind == "reply" || c.kind == "push" {
		sent := make([]map[string]string, len(b.Messages))
		for i := range sent {
			sent[i] = map[string]string{"id": strconv.FormatInt(500000000000000000+m.next.Add(1), 10), "quoteToken": "mock"}
		}
		m.finish(w, p, 200, map[string]any{"sentMessages": sent})
	} else {
		m.finish(w, p, 200, map[string]any{})
	}
	if m.Tracker == nil {
		return
	}
	// Last, so that whoever waits for the answer finds it counted.
	switch c.kind {
	case "reply":
		m.Tracker.accepted(b.ReplyToken, c.at, b.Messages[0].Text)
	case "push":
		m.Tracker.pushed(to[0], c.at, b.Messages[0].Text)
	}
}

func (m *Mock) count(p *pathStats, status string) {
	m.mu.Lock()
	p.Status[status]++
	m.mu.Unlock()
}

func (m *Mock) finish(w http.ResponseWriter, p *pathStats, status int, body any) {
	m.count(p, strconv.Itoa(status))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// admin serves /_mock/stats (GET) and /_mock/reset (POST).
func (m *Mock) admin(w http.ResponseWriter, r *http.Request) {
	switch r.Method + " " + r.URL.Path {
	case "GET /_mock/stats":
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(m.stats())
	case "POST /_mock/reset":
		m.reset()
	default:
		http.NotFound(w, r)
	}
}

func errorBody(s string) map[string]string { return map[string]string{"message": s} }

func faultText(status int) string {
	if status == 429 {
		return "The API rate limit has been exceeded. Try again later."
	}
	return http.StatusText(status)
}
