package sim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/line/line-bot-sdk-go/v8/linebot/channel_access_token"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"ohenji/sim"
	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

// world is a simulator, one channel, and a bot made of the official SDK.
type world struct {
	*simtest.Sim
	channel platform.Channel
	bot     *messaging_api.MessagingApiAPI
	hook    *hook
}

// setup starts a world whose bot receives webhooks and answers 200.
func setup(t *testing.T, options ...func(*sim.Options)) *world {
	t.Helper()
	s := simtest.Start(t, options...)
	h := newHook(t)
	channel := s.AddChannel(platform.ChannelSpec{Name: "さくら珈琲店", Endpoint: h.url})
	h.secret = channel.Secret
	return &world{Sim: s, channel: channel, bot: client(t, s, channel), hook: h}
}

// client logs in as a real bot does: it issues a stateless token.
func client(t *testing.T, s *simtest.Sim, channel platform.Channel) *messaging_api.MessagingApiAPI {
	t.Helper()
	api, err := channel_access_token.NewChannelAccessTokenAPI(channel_access_token.WithEndpoint(s.URL))
	if err != nil {
		t.Fatal(err)
	}
	token, err := api.IssueStatelessChannelTokenByClientSecret(channel.ID, channel.Secret)
	if err != nil {
		t.Fatal(err)
	}
	bot, err := messaging_api.NewMessagingApiAPI(token.AccessToken, messaging_api.WithEndpoint(s.URL))
	if err != nil {
		t.Fatal(err)
	}
	return bot
}

// friendWrites lets a new friend write and returns the friend and the reply
// token that the bot received.
func (w *world) friendWrites(t *testing.T, text string) (platform.Friend, string) {
	t.Helper()
	friend := w.AddFriend(w.channel.ID, "花子")
	w.SendText(w.channel.ID, friend.UserID, text)
	w.WaitIdle()
	return friend, w.hook.lastToken(t)
}

// received is one webhook request as the bot got it.
type received struct {
	request *webhook.CallbackRequest // nil when the SDK refused it
	err     error                    // why
	raw     []byte
	header  http.Header
}

// hook is the bot's webhook endpoint. It reads with the SDK.
type hook struct {
	url    string
	secret string

	mu     sync.Mutex
	got    []received
	answer func(n int) int // status of the n-th request, from 1; nil: 200
}

func newHook(t *testing.T) *hook {
	t.Helper()
	h := &hook{}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(raw))
	h.mu.Lock()
	defer h.mu.Unlock()
	request, err := webhook.ParseRequest(h.secret, r)
	h.got = append(h.got, received{request, err, raw, r.Header.Clone()})
	if h.answer != nil {
		w.WriteHeader(h.answer(len(h.got)))
	}
}

func (h *hook) all() []received {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.got)
}

// answers sets what the endpoint answers from now on.
func (h *hook) answers(f func(n int) int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answer = f
}

// events returns all events of all requests in the order of their arrival.
func (h *hook) events(t *testing.T) []webhook.EventInterface {
	t.Helper()
	var out []webhook.EventInterface
	for _, r := range h.all() {
		if r.err != nil {
			t.Fatalf("the SDK refused a webhook: %v\n%s", r.err, r.raw)
		}
		out = append(out, r.request.Events...)
	}
	return out
}

func (h *hook) messages(t *testing.T) []webhook.MessageEvent {
	t.Helper()
	var out []webhook.MessageEvent
	for _, e := range h.events(t) {
		if m, ok := e.(webhook.MessageEvent); ok {
			out = append(out, m)
		}
	}
	return out
}

func (h *hook) lastToken(t *testing.T) string {
	t.Helper()
	all := h.messages(t)
	if len(all) == 0 {
		t.Fatal("the bot received no message")
	}
	return all[len(all)-1].ReplyToken
}

func say(texts ...string) []messaging_api.MessageInterface {
	var out []messaging_api.MessageInterface
	for _, text := range texts {
		out = append(out, messaging_api.TextMessage{Text: text})
	}
	return out
}

// reply returns status, LINE's text and the receipts of a reply.
func (w *world) reply(t *testing.T, token string, texts ...string) (int, string, []messaging_api.SentMessage) {
	t.Helper()
	res, out, err := w.bot.ReplyMessageWithHttpInfo(&messaging_api.ReplyMessageRequest{ReplyToken: token, Messages: say(texts...)})
	return outcome(t, res, err, out != nil, func() []messaging_api.SentMessage { return out.SentMessages })
}

// push returns status, LINE's text and the receipts of a push.
func (w *world) push(t *testing.T, to, key string, texts ...string) (int, string, []messaging_api.SentMessage) {
	t.Helper()
	res, out, err := w.bot.PushMessageWithHttpInfo(&messaging_api.PushMessageRequest{To: to, Messages: say(texts...)}, key)
	return outcome(t, res, err, out != nil, func() []messaging_api.SentMessage { return out.SentMessages })
}

func outcome(t *testing.T, res *http.Response, err error, ok bool, sent func() []messaging_api.SentMessage) (int, string, []messaging_api.SentMessage) {
	t.Helper()
	if res == nil {
		return 0, err.Error(), nil
	}
	if res.Header.Get("x-line-request-id") == "" {
		t.Error("no x-line-request-id")
	}
	if ok {
		return res.StatusCode, "", sent()
	}
	var body messaging_api.ErrorResponse
	raw, _ := io.ReadAll(res.Body)
	if json.Unmarshal(raw, &body) != nil || body.Message == "" {
		t.Errorf("not LINE's error body: %s", raw)
	}
	return res.StatusCode, body.Message, body.SentMessages
}

func wantStatus(t *testing.T, status int, text string, wantStatus int, wantText string) {
	t.Helper()
	if status != wantStatus || text != wantText {
		t.Errorf("answer is %d %q, want %d %q", status, text, wantStatus, wantText)
	}
}

// texts returns what the friend's phone shows of the account.
func (w *world) texts(t *testing.T, userID string) []string {
	t.Helper()
	talk, err := w.Talk(w.channel.ID, userID, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, b := range talk.Bubbles {
		if b.From == platform.FromAccount {
			var body struct{ Text string }
			if err := json.Unmarshal(b.Body, &body); err != nil {
				t.Fatal(err)
			}
			out = append(out, body.Text)
		}
	}
	return out
}

// quoteToken of the last message that the bot got.
func (h *hook) quoteToken(t *testing.T) string {
	t.Helper()
	all := h.messages(t)
	return all[len(all)-1].Message.(webhook.TextMessageContent).QuoteToken
}
