package control

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"ohenji/internal/clock"
	"ohenji/internal/id"
	"ohenji/sim/platform"
)

// rig is the control surface on a server, with its document.
type rig struct {
	t        *testing.T
	doc      *openapi3.T
	server   *httptest.Server
	platform *platform.Platform
}

func setup(t *testing.T) *rig {
	t.Helper()
	p, err := platform.New(platform.Options{Clock: clock.New(), IDs: id.New(rand.Reader)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(Guard(New(p, slog.New(slog.DiscardHandler)), false))
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
	})
	return &rig{t, document(t), server, p}
}

func document(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(Document)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return doc
}

// call sends a request and holds body and answer against the document. path is
// the document's; each {parameter} is filled from values in order.
func (r *rig) call(method, path, body string, want int, values ...string) map[string]any {
	r.t.Helper()
	op := r.doc.Paths.Find(path).GetOperation(method)
	if op == nil {
		r.t.Fatalf("%s %s is not in the document", method, path)
	}
	url := path
	for _, v := range values {
		from, to := strings.Index(url, "{"), strings.Index(url, "}")
		url = url[:from] + v + url[to+1:]
	}
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.server.URL+url, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, _ := io.ReadAll(res.Body)
	if res.StatusCode != want {
		r.t.Fatalf("%s %s answers %d, want %d: %s", method, url, res.StatusCode, want, text)
	}
	if body != "" && want < 400 {
		r.check(op.RequestBody.Value.Content.Get("application/json").Schema.Value, []byte(body), "body of "+method+" "+path)
	}
	documented := op.Responses.Status(want)
	if documented == nil {
		r.t.Fatalf("%s %s: status %d is not in the document", method, path, want)
	}
	r.check(documented.Value.Content.Get("application/json").Schema.Value, text, "answer of "+method+" "+path)
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		r.t.Fatal(err)
	}
	return out
}

func (r *rig) check(schema *openapi3.Schema, text []byte, what string) {
	r.t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		r.t.Fatalf("%s is no JSON: %s", what, text)
	}
	if err := schema.VisitJSON(v); err != nil {
		r.t.Errorf("%s is not as documented: %v\n%s", what, err, text)
	}
}

func TestTheDocumentListsExactlyTheRoutes(t *testing.T) {
	t.Parallel()
	var documented, served []string
	for path, item := range document(t).Paths.Map() {
		for method := range item.Operations() {
			documented = append(documented, method+" "+path)
		}
	}
	for _, r := range (&Control{}).routes() {
		served = append(served, r.pattern)
	}
	served = append(served, "GET /_sim/friends/{user}/stream", "GET /_sim/openapi.yaml", "GET /_sim/channels/{channel}/contents/{message}")
	slices.Sort(documented)
	slices.Sort(served)
	if !slices.Equal(documented, served) {
		t.Errorf("documented: %v\nserved: %v", documented, served)
	}
}

func TestEveryRouteDoesWhatTheDocumentSays(t *testing.T) {
	t.Parallel()
	r := setup(t)
	const hanako = "U00000000000000000000000000000001"
	const one, friends = "/_sim/channels/{channel}", "/_sim/channels/{channel}/friends"

	channel := r.call("POST", "/_sim/channels", `{"id":"1650000001","name":"さくら珈琲店","quota":200}`, 201)
	r.call("POST", "/_sim/channels", `{"id":"1650000001"}`, 409)
	r.call("POST", "/_sim/channels", `{"id":"abc"}`, 400)
	r.call("POST", "/_sim/channels", `{"title":"no such property"}`, 400)
	r.call("GET", "/_sim/channels", "", 200)
	if got := r.call("GET", one, "", 200, "1650000001"); got["secret"] != channel["secret"] {
		t.Errorf("channel is %v", got)
	}
	r.call("GET", one, "", 404, "1")
	if got := r.call("PATCH", one, `{"quota":-1,"rateLimits":false,"used":3}`, 200, "1650000001"); got["quota"] != nil {
		t.Errorf("changed channel is %v", got)
	}
	r.call("PATCH", one, `{"chatMode":"loud"}`, 400, "1650000001")

	r.call("POST", friends, `{"userId":"`+hanako+`","displayName":"花子","statusMessage":"珈琲"}`, 201, "1650000001")
	r.call("POST", friends, `{"userId":"`+hanako+`"}`, 409, "1650000001")
	r.call("POST", friends, `{"userId":"hanako"}`, 400, "1650000001")
	r.call("GET", friends, "", 200, "1650000001")
	r.call("PATCH", "/_sim/friends/{user}", `{"displayName":"花子さん"}`, 200, hanako)

	r.call("POST", "/_sim/friends/{user}/messages", `{"text":"こんにちは"}`, 201, hanako)
	r.call("POST", "/_sim/friends/{user}/messages", `{"channel":"1650000001","sticker":{"packageId":"11537","stickerId":"52002738"}}`, 201, hanako)
	r.call("POST", "/_sim/friends/{user}/messages", `{}`, 400, hanako)
	r.call("POST", "/_sim/friends/{user}/messages", `{"channel":"1","text":"a"}`, 404, hanako)
	r.call("POST", "/_sim/friends/{user}/postbacks", `{"data":"a=1","params":{"date":"2026-11-22"}}`, 200, hanako)
	r.call("POST", "/_sim/friends/{user}/postbacks", `{"data":"a=2","displayText":"予約する"}`, 200, hanako)
	r.call("POST", "/_sim/friends/{user}/talk", `{"from":"account","kind":"text","body":{"type":"text","text":"昨日"},"at":"2026-01-02T03:04:05Z"}`, 201, hanako)
	talk := r.call("GET", "/_sim/friends/{user}/talk", "", 200, hanako)
	if n := len(talk["bubbles"].([]any)); n != 4 {
		t.Errorf("the talk has %d bubbles, want 4: two messages, the words of a button, one recorded", n)
	}
	if got := r.call("GET", "/_sim/friends/{user}", "", 200, hanako); got["displayName"] != "花子さん" || len(got["talks"].([]any)) != 1 {
		t.Errorf("friend is %v", got)
	}
	r.call("GET", "/_sim/friends/{user}/talk", "", 404, "nobody")

	r.call("POST", "/_sim/friends/{user}/block", "", 200, hanako)
	r.call("POST", "/_sim/friends/{user}/messages", `{"text":"a"}`, 409, hanako)
	r.call("POST", "/_sim/friends/{user}/unblock", `{"channel":"1650000001"}`, 200, hanako)

	if _, err := r.platform.Push("1650000001", hanako, "", platform.Outgoing{
		RequestID: "r", Messages: []platform.Message{{Kind: "text", Body: json.RawMessage(`{"type":"text","text":"a"}`)}},
	}); err != nil {
		t.Fatal(err)
	}
	r.platform.RecordCall("1650000001", platform.Call{At: r.platform.Now(), Operation: "pushMessage", Status: 200, RequestID: "r"})
	for _, list := range []string{"sent", "calls"} {
		if got := r.call("GET", one+"/"+list, "", 200, "1650000001"); len(got["items"].([]any)) != 1 {
			t.Errorf("%s is %v, want one item", list, got)
		}
	}
	r.call("GET", one+"/webhooks", "", 200, "1650000001")
	if got := r.call("GET", one+"/quota", "", 200, "1650000001"); got["used"] != 4.0 {
		t.Errorf("quota is %v, want 4 used", got)
	}

	r.call("POST", "/_sim/events", `{"channel":"1650000001","events":[{"type":"somethingNew"}]}`, 200)
	r.call("POST", "/_sim/events", `{"channel":"1"}`, 404)
	fault := r.call("POST", "/_sim/faults", `{"endpoint":"push","status":500,"when":"after","delay":"1.5s","count":2}`, 201)
	if fault["delay"] != "1.5s" {
		t.Errorf("fault is %v", fault)
	}
	r.call("POST", "/_sim/faults", `{"endpoint":"push"}`, 400)
	r.call("POST", "/_sim/faults", `{"endpoint":"push","delay":"soon"}`, 400)
	r.call("GET", "/_sim/faults", "", 200)
	r.call("DELETE", "/_sim/faults/{fault}", "", 200, fault["id"].(string))
	r.call("DELETE", "/_sim/faults/{fault}", "", 404, fault["id"].(string))
	r.call("DELETE", "/_sim/faults", "", 200)
	r.call("GET", "/_sim/clock", "", 200)
	if got := r.call("POST", "/_sim/clock", `{"advance":"61m"}`, 200); got["offset"] != "1h1m0s" {
		t.Errorf("clock is %v", got)
	}
	r.call("POST", "/_sim/clock", `{"advance":"-1h"}`, 400)
	r.call("GET", "/_sim/idle", "", 200)
}

func TestTheStreamTellsOfTalksAndTheClock(t *testing.T) {
	t.Parallel()
	r := setup(t)
	channel, err := r.platform.AddChannel(platform.ChannelSpec{})
	if err != nil {
		t.Fatal(err)
	}
	friend, err := r.platform.AddFriend(channel.ID, platform.FriendSpec{})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", r.server.URL+"/_sim/friends/"+friend.UserID+"/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewScanner(res.Body)
	expect := func(event string) {
		t.Helper()
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				if name != event {
					t.Errorf("event is %s, want %s", name, event)
				}
				return
			}
		}
		t.Fatalf("the stream ended before %s", event)
	}
	expect("ready")
	if _, err := r.platform.SendText(channel.ID, friend.UserID, "a"); err != nil {
		t.Fatal(err)
	}
	expect("talk")
	r.platform.Advance(1)
	expect("clock")
	if err := r.platform.Close(); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(res.Body); err != nil || bytes.Contains(rest, []byte("event:")) {
		t.Errorf("the stream did not end with the simulator: %q, %v", rest, err)
	}
}

func TestForeignPagesCannotReachTheControls(t *testing.T) {
	t.Parallel()
	r := setup(t)
	own := strings.TrimPrefix(r.server.URL, "http://")
	for _, c := range []struct {
		name, host, origin string
		want               int
	}{
		{"script on this machine", own, "", 200},
		{"localhost", "localhost:9000", "", 200},
		{"IPv6 loopback", "[::1]:9000", "", 200},
		{"own page", own, r.server.URL, 200},
		{"rebound name", "evil.example:9000", "", 403},
		{"name that begins like localhost", "localhost.evil.example", "", 403},
		{"foreign page", own, "https://evil.example", 403},
		{"page of another port", own, "http://localhost:1", 403},
		{"sandboxed page", own, "null", 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			req := httptest.NewRequest("GET", "/_sim/clock", nil)
			req.Host = c.host
			if c.origin != "" {
				req.Header.Set("Origin", c.origin)
			}
			rec := httptest.NewRecorder()
			r.server.Config.Handler.ServeHTTP(rec, req)
			if rec.Code != c.want {
				t.Errorf("answer is %d, want %d", rec.Code, c.want)
			}
		})
	}
}
