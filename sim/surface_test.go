package sim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/channel_access_token"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"ohenji/sim/platform"
)

// raw calls LINE's API without the SDK, for what the SDK would not send.
func (w *world) raw(t *testing.T, method, path, body string, header map[string]string) (int, string, messaging_api.ErrorResponse) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.channel.Token)
	req.Header.Set("Content-Type", "application/json")
	for k, v := range header {
		req.Header[http.CanonicalHeaderKey(k)] = []string{v}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out messaging_api.ErrorResponse
	text, _ := io.ReadAll(res.Body)
	if err := json.Unmarshal(text, &out); err != nil {
		t.Errorf("%s %s answers no JSON: %q", method, path, text)
	}
	if res.Header.Get("x-line-request-id") == "" {
		t.Errorf("%s %s has no x-line-request-id", method, path)
	}
	return res.StatusCode, out.Message, out
}

func TestMessagesAreCheckedAsLINEDoes(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "太郎")
	long := strings.Repeat("あ", 5001)
	emoji := strings.Repeat("😀", 2501) // two UTF-16 units each
	for _, c := range []struct{ name, messages, text, property string }{
		{"no message", `[]`, "Size must be between 1 and 5", "messages"},
		{"six messages", `[` + strings.Repeat(`{"type":"text","text":"a"},`, 5) + `{"type":"text","text":"a"}]`, "Size must be between 1 and 5", "messages"},
		{"empty text", `[{"type":"text","text":""}]`, "May not be empty", "messages[0].text"},
		{"no text", `[{"type":"text"}]`, "must be specified", "messages[0].text"},
		{"5,001 characters", `[{"type":"text","text":"` + long + `"}]`, "Length must be between 0 and 5000", "messages[0].text"},
		{"5,002 UTF-16 units", `[{"type":"text","text":"a"},{"type":"text","text":"` + emoji + `"}]`, "Length must be between 0 and 5000", "messages[1].text"},
		{"unknown type", `[{"type":"hologram"}]`, "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, imagemap, template, flex, coupon]", "messages[0].type"},
		{"no type", `[{"text":"a"}]`, "must be specified", "messages[0].type"},
		{"picture over http", `[{"type":"image","originalContentUrl":"http://a.example/a.png","previewImageUrl":"https://a.example/a.png"}]`, "invalid uri", "messages[0].originalContentUrl"},
		{"emoji beside the dollar", `[{"type":"text","text":"a$","emojis":[{"index":0,"productId":"p","emojiId":"001"}]}]`, "Invalid emoji index", "messages[0].emojis[0].index"},
		{"long sender", `[{"type":"text","text":"a","sender":{"name":"123456789012345678901"}}]`, "Length must be between 0 and 20", "messages[0].sender.name"},
		{"empty quick reply", `[{"type":"text","text":"a","quickReply":{"items":[]}}]`, "Size must be between 1 and 13", "messages[0].quickReply.items"},
		{"sticker without id", `[{"type":"sticker","packageId":"1"}]`, "must be specified", "messages[0].stickerId"},
		{"flex without altText", `[{"type":"flex","contents":{}}]`, "must be specified", "messages[0].altText"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := `{"to":"` + friend.UserID + `","messages":` + c.messages + `}`
			for _, path := range []string{"/v2/bot/message/push", "/v2/bot/message/validate/push"} {
				status, text, all := w.raw(t, "POST", path, body, nil)
				wantStatus(t, status, text, http.StatusBadRequest, "The request body has 1 error(s)")
				if len(all.Details) != 1 || all.Details[0].Message != c.text || all.Details[0].Property != c.property {
					t.Errorf("%s: details are %+v, want %q at %q", path, all.Details, c.text, c.property)
				}
			}
		})
	}
	t.Run("5,000 units pass", func(t *testing.T) {
		body := `{"to":"` + friend.UserID + `","messages":[{"type":"text","text":"` + long[:3*5000] + `"}]}`
		status, text, _ := w.raw(t, "POST", "/v2/bot/message/push", body, nil)
		wantStatus(t, status, text, http.StatusOK, "")
	})
	if n := len(w.Sent(w.channel.ID)); n != 1 {
		t.Errorf("%d requests were accepted, want 1", n)
	}
}

func TestBrokenRequestsGetLINEsErrors(t *testing.T) {
	t.Parallel()
	w := setup(t)
	big := `{"messages":[{"type":"text","text":"` + strings.Repeat("a", 2<<20) + `"}]}`
	for _, c := range []struct {
		name, body string
		header     map[string]string
		status     int
		text       string
	}{
		{"no JSON", "{\n  \"to\": oops}", nil, 400, "The request body could not be parsed as JSON (line: 2, column: 9)"},
		{"no body", "", nil, 400, "The request body could not be parsed as JSON (line: 1, column: 0)"},
		{"wrong type", `{"to":5}`, nil, 400, "The property, 'to', in the request body is invalid (line: 1, column: 7)"},
		{"no token", "{}", map[string]string{"Authorization": ""}, 401, "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'"},
		{"wrong token", "{}", map[string]string{"Authorization": "Bearer nonsense"}, 401, "Authentication failed. Confirm that the access token in the authorization header is valid."},
		{"form", "a=b", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415, "The content type, application/x-www-form-urlencoded, is not supported"},
		{"over 2 MB", big, nil, 413, "Request body exceeds the limit of 2 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, text, _ := w.raw(t, "POST", "/v2/bot/message/push", c.body, c.header)
			wantStatus(t, status, text, c.status, c.text)
		})
	}
}

func TestWhatIsNotSimulatedSaysSoByName(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for path, want := range map[string]string{
		"/v2/bot/coupon":                      "createCoupon (POST /v2/bot/coupon) is not simulated.",
		"/v2/bot/richmenu/alias/content":      "updateRichMenuAlias (POST /v2/bot/richmenu/alias/{richMenuAliasId}) is not simulated.",
		"/v2/bot/richmenu/richmenu-1/content": "setRichMenuImage (POST /v2/bot/richmenu/{richMenuId}/content) is not simulated.",
		"/v2/bot/message/pnp/templated/push":  "pushTemplatedMessageByPhone",
	} {
		status, text, _ := w.raw(t, "POST", path, "{}", nil)
		if status != http.StatusNotImplemented || !strings.HasPrefix(text, want) {
			t.Errorf("%s answers %d %q, want 501 %q", path, status, text, want)
		}
	}
	status, text, _ := w.raw(t, "GET", "/v2/bot/no/such/thing", "", nil)
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text, _ = w.raw(t, "DELETE", "/v2/bot/message/push", "", nil)
	wantStatus(t, status, text, http.StatusMethodNotAllowed, "Method Not Allowed")
}

func TestTheProfileIsForFriendsAndThoseWhoWrote(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{
		DisplayName: "花子", StatusMessage: "珈琲が好き", PictureURL: "https://a.example/h.png",
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.bot.GetProfile(friend.UserID)
	if err != nil || got.DisplayName != "花子" || got.StatusMessage != "珈琲が好き" || got.Language != "ja" || got.PictureUrl == "" {
		t.Errorf("profile is %+v, %v", got, err)
	}
	ask := func(userID string) (int, string) {
		status, text, _ := w.raw(t, "GET", "/v2/bot/profile/"+userID, "", nil)
		return status, text
	}
	if err := w.Block(w.channel.ID, friend.UserID); err != nil {
		t.Fatal(err)
	}
	status, text := ask(friend.UserID)
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text = ask("U" + strings.Repeat("f", 32))
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text = ask("hanako")
	wantStatus(t, status, text, http.StatusBadRequest, "The value for the 'userId' parameter is invalid")

	stranger, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Relation: platform.Stranger})
	if err != nil {
		t.Fatal(err)
	}
	status, text = ask(stranger.UserID)
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	if _, err := w.Platform.SendText(w.channel.ID, stranger.UserID, "はじめまして"); err != nil {
		t.Fatal(err)
	}
	status, text = ask(stranger.UserID)
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestBotInfoTellsTheChatMode(t *testing.T) {
	t.Parallel()
	w := setup(t)
	info, err := w.bot.GetBotInfo()
	if err != nil || info.UserId != w.channel.BotUserID || info.DisplayName != "さくら珈琲店" || info.ChatMode != "chat" || info.MarkAsReadMode != "manual" {
		t.Errorf("bot info is %+v, %v", info, err)
	}
	mode := platform.ModeBot
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{ChatMode: &mode}); err != nil {
		t.Fatal(err)
	}
	if info, _ = w.bot.GetBotInfo(); info.ChatMode != "bot" || info.MarkAsReadMode != "auto" {
		t.Errorf("with chat off, bot info is %+v", info)
	}
}

func TestAStatelessTokenLivesFifteenMinutes(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Clock.Advance(14 * time.Minute)
	if _, err := w.bot.GetBotInfo(); err != nil {
		t.Errorf("after 14 minutes: %v", err)
	}
	w.Clock.Advance(time.Minute)
	if _, err := w.bot.GetBotInfo(); err == nil || !strings.Contains(err.Error(), "401") {
		t.Errorf("after 15 minutes the answer is %v, want 401", err)
	}
	api, err := channel_access_token.NewChannelAccessTokenAPI(channel_access_token.WithEndpoint(w.URL))
	if err != nil {
		t.Fatal(err)
	}
	_, err = api.IssueStatelessChannelTokenByClientSecret(w.channel.ID, strings.Repeat("0", 32))
	if err == nil || !strings.Contains(err.Error(), `{"error":"invalid_client","error_description":"invalid client_secret"}`) {
		t.Errorf("a wrong secret answers %v", err)
	}
}

func TestTheWebhookEndpointIsSetAndTested(t *testing.T) {
	t.Parallel()
	w := setup(t)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }))
	t.Cleanup(broken.Close)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, c := range []struct {
		endpoint, reason, detail string
		status                   int32
	}{
		{w.hook.url, "OK", "200", 200},
		{broken.URL, "ERROR_STATUS_CODE", "503", 503},
		{gone.URL, "COULD_NOT_CONNECT", "Connection failed: " + gone.URL, 0},
	} {
		got, err := w.bot.TestWebhookEndpoint(&messaging_api.TestWebhookEndpointRequest{Endpoint: c.endpoint})
		if err != nil || got.Reason != c.reason || got.Detail != c.detail || got.StatusCode != c.status || got.Success != (c.reason == "OK") {
			t.Errorf("test of %s is %+v, %v", c.endpoint, got, err)
		}
	}
	if probe := w.hook.all(); len(probe) != 1 || probe[0].err != nil || len(probe[0].request.Events) != 0 {
		t.Errorf("the probe is %+v, want signed and without events", probe)
	}
	if _, err := w.bot.SetWebhookEndpoint(&messaging_api.SetWebhookEndpointRequest{Endpoint: "https://bot.example/hook"}); err != nil {
		t.Error(err)
	}
	if got, err := w.bot.GetWebhookEndpoint(); err != nil || got.Endpoint != "https://bot.example/hook" || !got.Active {
		t.Errorf("endpoint is %+v, %v", got, err)
	}
	for _, wrong := range []string{"http://bot.example/hook", "https://", "ftp://localhost/", "https://a.example/" + strings.Repeat("a", 500)} {
		status, text, _ := w.raw(t, "PUT", "/v2/bot/channel/webhook/endpoint", `{"endpoint":"`+wrong+`"}`, nil)
		wantStatus(t, status, text, http.StatusBadRequest, "Invalid webhook endpoint URL")
	}
	w.channel = w.AddChannel(platform.ChannelSpec{})
	status, text, _ := w.raw(t, "GET", "/v2/bot/channel/webhook/endpoint", "", nil)
	wantStatus(t, status, text, http.StatusNotFound, "Webhook endpoint not found")
}
