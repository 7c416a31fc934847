package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestSign(t *testing.T) {
	// echo -n 'body' | openssl dgst -sha256 -hmac key -binary | base64
	if got := Sign("key", []byte("body")); got != "UVquEztDXUAAlWcx9orlz164XU8NxqVG0r/NNZXsGuE=" {
		t.Fatal(got)
	}
}

func TestIDs(t *testing.T) {
	if u := UserID("s", 7); !regexp.MustCompile(`^U[0-9a-f]{32}$`).MatchString(u) || u != UserID("s", 7) || u == UserID("s", 8) {
		t.Error("user id", u)
	}
	now := time.Now()
	id := newULID(now)
	if !regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`).MatchString(id) {
		t.Error("ulid", id)
	}
	var ms int64
	for _, c := range id[:10] {
		ms = ms<<5 | int64(strings.IndexRune(crockford, c))
	}
	if ms != now.UnixMilli() {
		t.Errorf("time in ulid %d, want %d", ms, now.UnixMilli())
	}
}

func TestEncode(t *testing.T) {
	e := newEvent("message", 5, "Uabc", "no {seq} of {run} by {user}", "r1")
	var b webhookBody
	if err := json.Unmarshal(encode("Ubot", []*Event{e}, true), &b); err != nil {
		t.Fatal(err)
	}
	w := b.Events[0]
	if w.Message.Text != "no 5 of r1 by Uabc" || !w.DeliveryContext.IsRedelivery || w.WebhookEventID != e.EventID || b.Destination != "Ubot" {
		t.Errorf("%+v", w)
	}
}

func TestTextGoesRoundInNumbers(t *testing.T) {
	var got []string
	for seq := range 4 {
		got = append(got, newEvent("message", seq, "U", "rule {seq%3} of {seq}", "").Text)
	}
	if want := "[rule 0 of 0 rule 1 of 1 rule 2 of 2 rule 0 of 3]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestAnswersAreComparedWithWhatTheirEventAsked(t *testing.T) {
	at := time.Now()
	event := func(seq int, answer string) Event {
		return Event{Seq: seq, kind: "message", Sent: at, Acked: at, Status: 200, FirstCall: at, FirstOK: at, Accepted: 1, Answer: answer}
	}
	var s Summary
	s.summarize([]Event{event(1, "answer 1"), event(4, "answer 1"), event(2, "answer 1")}, at, at.Add(time.Second), "answer {seq%3}")
	if s.Replied != 3 || s.WrongAnswer != 1 {
		t.Errorf("%d answers, %d wrong; want 3 and 1", s.Replied, s.WrongAnswer)
	}
}

func TestMockIssuesTokens(t *testing.T) {
	api := httptest.NewServer(newMock(nil))
	t.Cleanup(api.Close)
	res, err := http.Post(api.URL+"/oauth2/v3/token", "application/x-www-form-urlencoded", strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var token struct {
		Type    string `json:"token_type"`
		Token   string `json:"access_token"`
		Expires int    `json:"expires_in"`
	}
	if err := json.NewDecoder(res.Body).Decode(&token); err != nil {
		t.Fatal(err)
	}
	if token.Type != "Bearer" || len(token.Token) < 32 || token.Expires != 900 {
		t.Errorf("%+v", token)
	}
}

func TestFault(t *testing.T) {
	for _, bad := range []string{"", "status", "status=99", "path=reply", "x=1,status=500", "per=user,status=500"} {
		if _, err := parseFault(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	f, err := parseFault("path=reply,status=429,first=1,per=token")
	if err != nil {
		t.Fatal(err)
	}
	got := []bool{f.hit("push", "a"), f.hit("reply", "a"), f.hit("reply", "a"), f.hit("reply", "b")}
	if fmt.Sprint(got) != "[false true false true]" {
		t.Error(got)
	}
	f, _ = parseFault("drop=true,every=3")
	n := 0
	for range 9 {
		if f.hit("any", "") {
			n++
		}
	}
	if n != 3 {
		t.Error("every=3 hit", n)
	}
}

func TestDist(t *testing.T) {
	var ds []time.Duration
	for i := 1; i <= 1000; i++ {
		ds = append(ds, time.Duration(i)*time.Millisecond)
	}
	if d := newDist(ds); d.P50 != 500 || d.P99 != 990 || d.P999 != 999 || d.Max != 1000 || d.Mean != 500.5 {
		t.Errorf("%+v", d)
	}
	if d := newDist(nil); d.N != 0 {
		t.Errorf("%+v", d)
	}
}

// rig is a reference bot wired to a mock.
type rig struct {
	tracker *Tracker
	mock    *Mock
	client  *Client
	api     string
}

func newRig(t *testing.T, dedupe bool) *rig {
	t.Helper()
	tr := newTracker(false)
	m := newMock(tr)
	api := httptest.NewServer(m)
	t.Cleanup(api.Close)
	bot := httptest.NewServer(newRefBot("sec", api.URL, dedupe))
	t.Cleanup(bot.Close)
	c, err := newClient(bot.URL, "sec", "Ubot", []string{"X-Forwarded-For: {ip}"}, 8, 5*time.Second, tr)
	if err != nil {
		t.Fatal(err)
	}
	return &rig{tr, m, c, api.URL}
}

func TestLoadAgainstReferenceBot(t *testing.T) {
	for _, p := range []Plan{
		{Concurrency: 4, PerRequest: 1, WaitReply: true},
		{Concurrency: 4, PerRequest: 7},
		{Concurrency: 4, PerRequest: 2, Rate: 2000},
	} {
		r := newRig(t, false)
		p.Kind, p.Users, p.Text, p.Duration, p.MaxEvents, p.WaitMax = "message", 50, "hi {seq}", 5*time.Second, 200, time.Second
		var next atomic.Int64
		start, stop := stream(context.Background(), r.client, p, &next, true)
		r.tracker.drain(5*time.Second, 0)
		var s Summary
		s.summarize(r.tracker.snapshot(), start, stop, "echo: hi")
		if s.Events != 200 || s.Acks["200"] != 200 || s.Replied != 200 || s.AckedNoReply+s.ExtraAttempts+s.WrongAnswer != 0 {
			t.Errorf("%+v: %+v", p, s)
		}
		if p.Rate > 0 && s.SchedLatency.N != 200 {
			t.Errorf("scheduled latency of %d events", s.SchedLatency.N)
		}
		if st := r.mock.stats(); st.Paths["reply"].Status["200"] != 200 || st.UnknownTokens != 0 {
			t.Errorf("%+v", st)
		}
	}
}

func TestRedelivery(t *testing.T) {
	for _, dedupe := range []bool{false, true} {
		r := newRig(t, dedupe)
		e := []*Event{newEvent("message", 0, "U1", "x", "")}
		r.tracker.add(e, true)
		r.client.deliver(context.Background(), e, false)
		waitAnswers(e, time.Second)
		r.client.deliver(context.Background(), e, true)
		time.Sleep(100 * time.Millisecond)
		got := r.tracker.snapshot()[0]
		want := 2
		if dedupe {
			want = 1
		}
		if got.Attempts != want || got.Accepted != 1 {
			t.Errorf("dedupe %v: %d calls, %d accepted", dedupe, got.Attempts, got.Accepted)
		}
	}
}

func TestFaultLosesReplyOfABotThatDoesNotRetry(t *testing.T) {
	r := newRig(t, false)
	f, _ := parseFault("path=reply,status=500,first=1,per=token")
	r.mock.Faults = []*Fault{f}
	e := []*Event{newEvent("message", 0, "U1", "x", "")}
	r.tracker.add(e, true)
	r.client.deliver(context.Background(), e, false)
	r.tracker.drain(300*time.Millisecond, 0)
	var s Summary
	s.summarize(r.tracker.snapshot(), time.Now(), time.Now(), "")
	if s.AckedNoReply != 1 || s.Replied != 0 || r.mock.stats().FaultsInjected != 1 {
		t.Errorf("%+v", s)
	}
}

func TestMockKeepsLineRules(t *testing.T) {
	r := newRig(t, false)
	call := func(path, key string, body any) int {
		b, _ := json.Marshal(body)
		req, _ := http.NewRequest(http.MethodPost, r.api+"/v2/bot/message/"+path, bytes.NewReader(b))
		req.Header.Set("Authorization", "Bearer x")
		if key != "" {
			req.Header.Set("X-Line-Retry-Key", key)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	msgs := func(n int) []any {
		out := []any{}
		for range n {
			out = append(out, map[string]string{"type": "text", "text": "t"})
		}
		return out
	}
	to := make([]string, 501)
	for i := range to {
		to[i] = UserID("m", i)
	}
	type m = map[string]any
	for _, c := range []struct {
		path, key string
		body      any
		want      int
	}{
		{"reply", "", m{"replyToken": "a", "messages": msgs(1)}, 200},
		{"reply", "", m{"replyToken": "a", "messages": msgs(1)}, 400},
		{"reply", "", m{"replyToken": "b", "messages": msgs(6)}, 400},
		{"reply", "", m{"replyToken": "b", "messages": msgs(0)}, 400},
		{"push", "k1", m{"to": "U1", "messages": msgs(1)}, 200},
		{"push", "k1", m{"to": "U1", "messages": msgs(1)}, 409},
		{"push", "k2", m{"to": "U1", "messages": msgs(1)}, 200},
		{"multicast", "", m{"to": to, "messages": msgs(1)}, 400},
		{"multicast", "", m{"to": to[:500], "messages": msgs(1)}, 200},
	} {
		if got := call(c.path, c.key, c.body); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.path, c.key, got, c.want)
		}
	}
	st := r.mock.stats()
	if st.Paths["multicast"].Recipients != 500 || st.UniqueRecipients != 501 || st.MaxPerRecipient != 2 || st.UnknownTokens != 4 {
		t.Errorf("%+v", st)
	}
}

func TestPushCountsAsAnswerWhenAsked(t *testing.T) {
	tr := newTracker(true)
	a, b := newEvent("message", 0, "U1", "", ""), newEvent("message", 1, "U1", "", "")
	tr.add([]*Event{a, b}, true)
	tr.pushed("U1", time.Now(), "one")
	tr.accepted(b.ReplyToken, time.Now(), "two")
	tr.pushed("U1", time.Now(), "nobody is waiting")
	ev := tr.snapshot()
	if ev[0].Pushed != 1 || ev[1].Accepted != 1 || ev[1].Pushed != 0 {
		t.Errorf("%+v", ev)
	}
}

func TestLoopbackOnly(t *testing.T) {
	if _, err := newClient("https://api.example.com/webhook", "", "", nil, 1, 0, nil); err == nil {
		t.Error("a public address was accepted")
	}
	if _, err := newMock(nil).listen("0.0.0.0:0"); err == nil {
		t.Error("the mock would listen on all addresses")
	}
}

func TestProcTreeAndKill(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 60 & sleep 60 & wait")
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	time.Sleep(200 * time.Millisecond)
	w := watchProcs([]int{cmd.Process.Pid})
	if st := w.end(); len(st.Processes) != 3 || st.RSSMaxMiB <= 0 {
		t.Errorf("%+v", st)
	}
	if pids := killTree([]int{cmd.Process.Pid}); len(pids) != 3 {
		t.Errorf("killed %v", pids)
	}
	cmd.Wait()
	if self, err := readProc(os.Getpid()); err != nil || self.rss == 0 {
		t.Errorf("%+v %v", self, err)
	}
}

func TestMockStopsCleanly(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	stop, err := newMock(nil).listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := http.Get("http://" + addr + "/_mock/stats"); err != nil || res.StatusCode != http.StatusOK {
		t.Error(res, err)
	}
	stop()
	if _, err := http.Get("http://" + addr + "/_mock/stats"); err == nil {
		t.Error("still answering")
	}
}

func TestMachineWatch(t *testing.T) {
	w := watchMachine(t.TempDir())
	time.Sleep(50 * time.Millisecond)
	if m := w.end(nil); m.Cores < 1 || m.Fsync.N == 0 || m.ProbeMs <= 0 || m.ProbeMinMs > m.ProbeMaxMs {
		t.Errorf("%+v", m)
	}
}
