package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/sim/platform"
)

// posts sends a webhook request of its own, as somebody who may not be LINE.
func (w *world) posts(path, signature string, body []byte) int {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.base+path, bytes.NewReader(body))
	w.must(err)
	if signature != "" {
		r.Header.Set("X-Line-Signature", signature)
	}
	res, err := browser.Do(r)
	w.must(err)
	defer res.Body.Close()
	return res.StatusCode
}

// signed sends a webhook request with LINE's signature.
func (w *world) signed(body string) int {
	w.t.Helper()
	return w.posts("/hook/sakura", platform.Sign(channelSecret, []byte(body)), []byte(body))
}

// event is a text message's event with this id and time.
func event(id, lineUserID, text string, at time.Time) string {
	b, _ := json.Marshal(m{
		"type": "message", "mode": "active", "webhookEventId": id, "timestamp": at.UnixMilli(),
		"source":  m{"type": "user", "userId": lineUserID},
		"message": m{"type": "text", "id": "m" + id, "text": text}, "deliveryContext": m{"isRedelivery": false},
	})
	return string(b)
}

func request(events ...string) string {
	return `{"destination":"U00000000000000000000000000000000","events":[` + strings.Join(events, ",") + `]}`
}

// status is the account's page of how it is doing.
func (w *world) status() (s struct {
	LastEventAt   *time.Time
	BadSignatures struct {
		Count  int
		LastAt *time.Time
	}
	Problems []struct{ Code, Message string }
},
) {
	w.t.Helper()
	w.owner.get("/accounts/{account}/status", &s)
	return s
}

func TestAWrongSignatureIsRefusedAndTheOwnerSeesIt(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		body := []byte(request(event("1", hanako.id, "営業時間", w.clock.Now())))
		good := platform.Sign(channelSecret, body)
		for name, signature := range map[string]string{
			"none":            "",
			"another secret":  platform.Sign("fedcba9876543210fedcba9876543210", body),
			"of another body": platform.Sign(channelSecret, []byte(request())),
			"cut":             good[:len(good)-4],
			"no base64":       "!!!",
			"of upper case":   strings.ToUpper(good),
		} {
			if got := w.posts("/hook/sakura", signature, body); got != http.StatusUnauthorized {
				t.Errorf("%s: %d", name, got)
			}
		}
		w.passes(time.Second)
		w.until("six refused signatures on the status page", func() bool { return w.status().BadSignatures.Count == 6 })
		codes := ""
		for _, p := range w.status().Problems {
			codes += p.Code + " "
		}
		if !strings.Contains(codes, "hook.bad_signatures") {
			t.Errorf("the status page warns of %q", codes)
		}
		if _, known := w.find(hanako); known {
			t.Error("an event that nobody signed was stored")
		}
	})
}

func TestRequestsThatAreNoWebhooksAreRefusedClearly(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		large := `{"events":[],"x":"` + strings.Repeat("x", 2<<20) + `"}`
		if got := w.signed(large); got != http.StatusRequestEntityTooLarge {
			t.Errorf("more than 2 MB: %d", got)
		}
		if got := w.signed(`{"events":[],"x":"` + strings.Repeat("x", 2<<20-100) + `"}`); got != http.StatusOK {
			t.Errorf("just less than 2 MB: %d", got)
		}
		for _, body := range []string{"", "x", "[]", `{"events":{}}`, `{"events":[}`} {
			if got := w.signed(body); got != http.StatusBadRequest {
				t.Errorf("%q: %d", body, got)
			}
		}
		if got := w.signed(request()); got != http.StatusOK {
			t.Errorf("no events: %d", got)
		}
		if got := w.posts("/hook/nobody", platform.Sign(channelSecret, []byte(request())), []byte(request())); got != http.StatusNotFound {
			t.Errorf("unknown account: %d", got)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+"/hook/sakura", nil)
		w.must(err)
		res, err := browser.Do(r)
		w.must(err)
		defer res.Body.Close()
		if res.StatusCode == http.StatusOK && !strings.Contains(res.Header.Get("Content-Type"), "html") {
			t.Errorf("GET: %d", res.StatusCode)
		}
		test, err := w.line.TestWebhook(t.Context(), channelID, "")
		if err != nil || !test.Success {
			t.Errorf("LINE's own test of the webhook: %+v, %v", test, err)
		}
	})
}

func TestWhatLINEDoesNotHaveYetHarmsNothing(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "webhook", Kind: platform.FaultUnknownFields, Count: 1})
		w.line.Fault(platform.Fault{Endpoint: "webhook", Kind: platform.FaultUnknownType, Count: 1})
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.inject(`{"type":"message","source":{"type":"user","userId":"` + hanako.id + `"},"message":{"type":"hologram","id":"7","shape":{"x":1}}}`)
		if got := w.newest(hanako, "in"); got.Kind != "hologram" || !strings.Contains(string(got.Payload), `"shape"`) {
			t.Errorf("the desk has %+v", got)
		}
		w.wantDecision(hanako, "kind")
	})
}

func TestAMalformedEventIsSetAsideAndItsNeighboursAreAnswered(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		good := func(text string) string {
			return `{"type":"message","replyToken":"auto","source":{"type":"user","userId":"` + hanako.id + `"},"message":{"type":"text","id":"1","text":"` + text + `"}}`
		}
		bad := []string{
			`{"type":"message","source":{"type":"user","userId":"` + hanako.id + `"}}`,
			`{"type":"message","source":{"type":"user","userId":"../../../"},"message":{"type":"text","id":"1","text":"x"}}`,
			`{"type":"message","source":{"type":"user","userId":"` + hanako.id + `"},"message":"text"}`,
			`{"type":7}`, `null`, `"x"`, `[]`,
		}
		for _, b := range bad {
			w.inject(good("営業時間"), b, good("何時まで"))
		}
		w.settle()
		if got := len(w.line.Sent(channelID)); got != 2*len(bad) {
			t.Errorf("%d answers, want %d", got, 2*len(bad))
		}
		var codes []string
		for _, p := range w.status().Problems {
			codes = append(codes, p.Code)
		}
		if !strings.Contains(strings.Join(codes, " "), "hook.set_aside") {
			t.Errorf("the status page warns of %q", codes)
		}
	})
}

func TestOneEventFiftyTimesAtOnceActsOnce(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは") // so that the conversation is there
		w.shows(hanako, "friend: こんにちは", "reply: 花子"+thanks)
		taro := w.friend("太郎") // and one that is not
		w.line.Fault(platform.Fault{Endpoint: "webhook", Kind: platform.FaultDuplicate, Count: 1})
		w.says(hanako, "営業時間")
		body := request(event("the same", hanako.id, "営業時間", w.clock.Now()), event("of taro", taro.id, "営業時間", w.clock.Now()))
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() {
				if got := w.signed(body); got != http.StatusOK {
					t.Errorf("%d", got)
				}
			})
		}
		group.Wait()
		w.settle()
		if got := w.phone(hanako); len(got) != 5 || got[4] != "push: "+opening { // the simulated friend did not write the event that was made here
			t.Errorf("the phone shows %q", got)
		}
		if got := w.timeline(hanako); len(got) != 6 {
			t.Errorf("the timeline has %d rows", len(got))
		}
		if got := w.timeline(taro); len(got) != 2 {
			t.Errorf("the other's timeline has %d rows", len(got))
		}
	})
}

func TestARedeliveredEventActsOnce(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		on := true
		_, err := w.line.ChangeChannel(channelID, platform.ChannelChange{Redelivery: &on})
		w.must(err)
		hanako := w.friend("花子")
		body := event("one", hanako.id, "営業時間", w.clock.Now())
		again := strings.Replace(body, `"isRedelivery":false`, `"isRedelivery":true`, 1)
		for _, b := range []string{body, again, again} {
			if got := w.signed(request(b)); got != http.StatusOK {
				t.Errorf("%d", got)
			}
			w.passes(time.Second)
		}
		w.settle()
		if got := w.timeline(hanako); len(got) != 2 {
			t.Errorf("the timeline has %d rows, want the message and its answer", len(got))
		}
	})
}

func TestEventsOfOneRequestTakeTheirPlaceByTheTimeTheyHappened(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		now := w.clock.Now()
		w.signed(request(event("2", hanako.id, "second", now.Add(-time.Second)), event("1", hanako.id, "first", now.Add(-2*time.Second))))
		if ms := w.timeline(hanako); len(ms) != 2 || ms[0].Text != "first" || ms[1].Text != "second" {
			t.Errorf("the timeline has %+v", ms)
		}
		if c := w.talk(hanako); c.LastMessage.Preview != "second" {
			t.Errorf("the list shows %q", c.LastMessage.Preview)
		}
	})
}

func TestContactsAppearFromWhateverTheyDoFirst(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		for name, do := range map[string]func(f friend){
			"a message":  func(f friend) { w.says(f, "こんにちは") },
			"a postback": func(f friend) { w.must(w.line.Postback(channelID, f.id, "button=1", nil)) },
			"a block":    func(f friend) { w.must(w.line.Block(channelID, f.id)) },
			"an unblocking": func(f friend) {
				w.must(w.line.Block(channelID, f.id))
				w.must(w.line.Unblock(channelID, f.id))
			},
		} {
			f := w.friend(name)
			do(f)
			w.idle()
		}
		w.line.AddFriend(channelID, "a new friend")
		w.settle()
		want := map[string]string{"a message": "unknown", "a postback": "unknown", "a block": "blocked", "an unblocking": "friend", "a new friend": "friend"}
		w.until("all contacts", func() bool { return maps.Equal(w.contacts(), want) })
	})
}

// contacts is the state of friendship of everybody of whom an open page has
// heard, whether or not anything was said, by name.
func (w *world) contacts() map[string]string {
	w.t.Helper()
	names := map[string]string{}
	friends, err := w.line.Friends(channelID)
	w.must(err)
	for _, f := range friends {
		names[f.UserID] = f.DisplayName
	}
	out := map[string]string{}
	for _, h := range w.live.all() {
		if h.Kind == "conversation" && h.ID != "" {
			var c conversation
			w.owner.get("/accounts/{account}/conversations/"+h.ID, &c)
			out[names[c.Contact.LineUserID]] = c.Contact.Friend
		}
	}
	return out
}

func TestGroupsAreStoredAndNotAnswered(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.inject(
			`{"type":"message","replyToken":"auto","source":{"type":"group","groupId":"C`+strings.Repeat("1", 32)+`","userId":"`+hanako.id+`"},"message":{"type":"text","id":"1","text":"営業時間"}}`,
			`{"type":"message","replyToken":"auto","source":{"type":"room","roomId":"R`+strings.Repeat("1", 32)+`"},"message":{"type":"text","id":"2","text":"営業時間"}}`,
			`{"type":"join","replyToken":"auto","source":{"type":"group","groupId":"C`+strings.Repeat("1", 32)+`"}}`,
			`{"type":"memberJoined","joined":{"members":[{"type":"user","userId":"`+hanako.id+`"}]},"source":{"type":"group","groupId":"C`+strings.Repeat("1", 32)+`"}}`,
		)
		w.settle()
		if got := w.line.Sent(channelID); len(got) != 0 {
			t.Errorf("answered %+v", got)
		}
		if s := w.status(); s.LastEventAt == nil {
			t.Error("nothing was stored")
		}
		for _, p := range w.status().Problems {
			if p.Code == "hook.set_aside" {
				t.Error("they were set aside as faulty")
			}
		}
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
	})
}

func TestTheNumberOfEventsAtOnceIsNoLimit(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.settings(m{"inside": "manual"})
		hanako := w.friend("花子")
		var events []string
		for i := range 700 {
			events = append(events, event(strconv.Itoa(i), hanako.id, "x"+strconv.Itoa(i), w.clock.Now().Add(time.Duration(i-700)*time.Millisecond)))
		}
		if got := w.signed(request(events...)); got != http.StatusOK {
			t.Errorf("%d", got)
		}
		if c := w.talk(hanako); c.Unread != 700 || c.LastMessage.Preview != "x699" {
			t.Errorf("%d unread, the last is %q", c.Unread, c.LastMessage.Preview)
		}
	})
}

func TestWhateverIsSignedIsStored(t *testing.T) {
	long := "" // and not to be compressed
	for i := range 2_000 {
		long += fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	lines := strings.NewReplacer("\n", "", "\t", "")
	bodies := map[string]string{
		"an endless id":             `{"type":"message","webhookEventId":"` + long + `","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"an endless id of many":     `{"type":"message","webhookEventId":"あ` + long + `","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"an endless type":           `{"type":"` + long + `","webhookEventId":"1","source":{"type":"user","userId":"ID"}}`,
		"an endless kind":           `{"type":"message","webhookEventId":"2","source":{"type":"user","userId":"ID"},"message":{"type":"` + long + `","id":"1"}}`,
		"an endless message id":     `{"type":"message","webhookEventId":"3","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"` + long + `","text":"x"}}`,
		"an endless text":           `{"type":"message","webhookEventId":"4","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"` + long + `"}}`,
		"an endless token":          `{"type":"message","webhookEventId":"5","replyToken":"` + long + `","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"営業時間"}}`,
		"an endless postback":       `{"type":"postback","webhookEventId":"6","source":{"type":"user","userId":"ID"},"postback":{"data":"` + long + `"}}`,
		"zero bytes":                `{"type":"message","webhookEventId":"7\u0000","source":{"type":"user","userId":"ID"},"message":{"type":"te\u0000xt","id":"\u0000","text":"\u0000"}}`,
		"half a surrogate":          `{"type":"message","webhookEventId":"8\ud800","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"\udfff"}}`,
		"broken UTF-8":              `{"type":"message","webhookEventId":"9` + "\xff\xc0" + `","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"` + "\xe3\x81" + `"}}`,
		"a time without end":        `{"type":"message","webhookEventId":"10","timestamp":9223372036854775807,"source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"a time before all":         `{"type":"message","webhookEventId":"11","timestamp":-9223372036854775808,"source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"the first millisecond":     `{"type":"message","webhookEventId":"12","timestamp":1,"source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"a time that is no integer": `{"type":"message","webhookEventId":"13","timestamp":1e400,"source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"names twice":               `{"type":"message","type":"follow","webhookEventId":"14","webhookEventId":"15","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x"}}`,
		"names in other letters":    `{"TYPE":"message","WebhookEventID":"16","Source":{"type":"user","userId":"ID"},"Message":{"type":"text","id":"1","text":"x"}}`,
		"depth":                     `{"type":"message","webhookEventId":"17","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"x","deep":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`,
		"an empty object":           `{}`,
		"an empty id":               `{"type":"message","webhookEventId":"","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"","text":""}}`,
		"no text":                   `{"type":"message","webhookEventId":"18","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1"}}`,
		"a bidirectional text":      `{"type":"message","webhookEventId":"19","source":{"type":"user","userId":"ID"},"message":{"type":"text","id":"1","text":"\u202eabc\u2066"}}`,
	}
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.must(w.line.Block(channelID, hanako.id)) // it is about what comes in
		for name, body := range bodies {
			body = request(lines.Replace(strings.ReplaceAll(body, `"ID"`, `"`+hanako.id+`"`)))
			for range 2 {
				if got := w.signed(body); got != http.StatusOK {
					t.Errorf("%s: %d", name, got)
				}
			}
		}
		w.settle()
		if got := len(w.timeline(hanako)); got < len(bodies)-5 {
			t.Errorf("the timeline has %d rows", got)
		}
	})
}
