package sim_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	_ "image/jpeg" // previews
	"image/png"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"ohenji/internal/clock"
	"ohenji/sim"
	"ohenji/sim/platform"
)

// blob is the client for content, whose host is api-data.line.me at LINE.
func (w *world) blob(t *testing.T) *messaging_api.MessagingApiBlobAPI {
	t.Helper()
	out, err := messaging_api.NewMessagingApiBlobAPI(w.channel.Token, messaging_api.WithBlobEndpoint(w.URL))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// writes lets a new friend send this and returns the message as the bot got it.
func (w *world) writes(t *testing.T, in platform.Inbound) (platform.Friend, platform.Bubble, webhook.MessageContentInterface) {
	t.Helper()
	friend := w.AddFriend(w.channel.ID, "花子")
	sent, err := w.Send(w.channel.ID, friend.UserID, in)
	if err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	all := w.hook.messages(t)
	return friend, sent, all[len(all)-1].Message
}

func (w *world) fetch(t *testing.T, path string) (int, string, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", w.URL+"/v2/bot/message/"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.channel.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, _ := io.ReadAll(res.Body)
	return res.StatusCode, res.Header.Get("Content-Type"), b
}

func drawn(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 480, 320))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPictureIsFetchedWithItsPreview(t *testing.T) {
	t.Parallel()
	w := setup(t)
	picture := drawn(t)
	_, sent, got := w.writes(t, platform.Inbound{Image: &platform.Media{
		Data: picture, Set: &platform.ImageSet{ID: "E005D41A", Index: 1, Total: 2},
	}})
	message := got.(webhook.ImageMessageContent)
	if message.Id != sent.ID || message.ContentProvider.Type != "line" || message.ImageSet.Total != 2 || message.QuoteToken == "" {
		t.Errorf("the bot got %+v", message)
	}
	res, err := w.blob(t).GetMessageContent(sent.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if b, _ := io.ReadAll(res.Body); res.StatusCode != 200 || res.Header.Get("Content-Type") != "image/png" || !bytes.Equal(b, picture) {
		t.Errorf("content is %d %s, %d bytes", res.StatusCode, res.Header.Get("Content-Type"), len(b))
	}
	status, kind, b := w.fetch(t, sent.ID+"/content/preview")
	small, format, err := image.Decode(bytes.NewReader(b))
	if status != 200 || kind != "image/jpeg" || format != "jpeg" || err != nil || small.Bounds().Dx() != 240 || small.Bounds().Dy() != 160 {
		t.Errorf("preview is %d %s %s, %v", status, kind, format, err)
	}
	status, _, b = w.fetch(t, sent.ID+"/content/transcoding")
	if status != 400 || !strings.Contains(string(b), "Transcoding status doesn't support this type of content") {
		t.Errorf("transcoding of a picture answers %d %s", status, b)
	}
	other := w.AddChannel(platform.ChannelSpec{})
	w.channel = other
	if status, _, b = w.fetch(t, sent.ID+"/content"); status != 404 || string(b) != `{"message":"not found"}` {
		t.Errorf("another channel's content answers %d %s", status, b)
	}
}

func TestAVideoIsPreparedFirst(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, sent, got := w.writes(t, platform.Inbound{Video: &platform.Media{Duration: 6000, Preparing: "30s"}})
	if message := got.(webhook.VideoMessageContent); message.Duration != 6000 || message.ContentProvider.Type != "line" {
		t.Errorf("the bot got %+v", message)
	}
	for _, path := range []string{"/content", "/content/preview"} {
		if status, _, b := w.fetch(t, sent.ID+path); status != 202 || len(b) != 0 {
			t.Errorf("%s while it is prepared answers %d with %d bytes", path, status, len(b))
		}
	}
	blob := w.blob(t)
	progress, err := blob.GetMessageContentTranscodingByMessageId(sent.ID)
	if err != nil || progress.Status != messaging_api.GetMessageContentTranscodingResponseSTATUS_PROCESSING {
		t.Errorf("transcoding is %+v, %v", progress, err)
	}
	w.Clock.Advance(30 * time.Second)
	progress, err = blob.GetMessageContentTranscodingByMessageId(sent.ID)
	if err != nil || progress.Status != messaging_api.GetMessageContentTranscodingResponseSTATUS_SUCCEEDED {
		t.Errorf("transcoding is %+v, %v", progress, err)
	}
	if status, kind, b := w.fetch(t, sent.ID+"/content"); status != 200 || kind != "video/mp4" || http.DetectContentType(b) != "video/mp4" {
		t.Errorf("content is %d %s, looks like %s", status, kind, http.DetectContentType(b))
	}

	_, broken, _ := w.writes(t, platform.Inbound{Audio: &platform.Media{Duration: 100, Preparing: "0s", Broken: true}})
	progress, err = blob.GetMessageContentTranscodingByMessageId(broken.ID)
	if err != nil || progress.Status != messaging_api.GetMessageContentTranscodingResponseSTATUS_FAILED {
		t.Errorf("of a broken one, transcoding is %+v, %v", progress, err)
	}
}

func TestEveryKindArrives(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, sent, got := w.writes(t, platform.Inbound{File: &platform.Media{Name: "メニュー.pdf", Data: []byte("%PDF-1.4")}})
	if file := got.(webhook.FileMessageContent); file.FileName != "メニュー.pdf" || file.FileSize != 8 {
		t.Errorf("the file is %+v", file)
	}
	if status, kind, b := w.fetch(t, sent.ID+"/content"); status != 200 || kind != "application/pdf" || string(b) != "%PDF-1.4" {
		t.Errorf("content is %d %s %s", status, kind, b)
	}
	if status, _, b := w.fetch(t, sent.ID+"/content/preview"); status != 400 || !strings.Contains(string(b), "The content can not be previewed") {
		t.Errorf("preview of a file answers %d %s", status, b)
	}
	_, _, got = w.writes(t, platform.Inbound{Audio: &platform.Media{Duration: 1500}})
	if audio := got.(webhook.AudioMessageContent); audio.Duration != 1500 || audio.ContentProvider.Type != "line" {
		t.Errorf("the voice is %+v", audio)
	}
	_, _, got = w.writes(t, platform.Inbound{Location: &platform.Location{Title: "店", Latitude: 35.5, Longitude: 0}})
	if place := got.(webhook.LocationMessageContent); place.Title != "店" || place.Latitude != 35.5 {
		t.Errorf("the place is %+v", place)
	}
	_, foreign, got := w.writes(t, platform.Inbound{Image: &platform.Media{URL: "https://a.example/a.png", PreviewURL: "https://a.example/p.png"}})
	if picture := got.(webhook.ImageMessageContent); picture.ContentProvider.Type != "external" || picture.ContentProvider.OriginalContentUrl != "https://a.example/a.png" {
		t.Errorf("the foreign picture is %+v", picture)
	}
	if status, _, _ := w.fetch(t, foreign.ID+"/content"); status != 404 {
		t.Errorf("LINE serves content that it does not hold: %d", status)
	}
	mention := `{"mentionees":[{"index":0,"length":4,"type":"user","userId":"` + w.channel.BotUserID + `","isSelf":true}]}`
	_, _, got = w.writes(t, platform.Inbound{Text: "@bot どう", Mention: json.RawMessage(mention)})
	if text := got.(webhook.TextMessageContent); text.Mention == nil || len(text.Mention.Mentionees) != 1 {
		t.Errorf("the text is %+v", text)
	}
}

func TestAFriendQuotesAMessage(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "花子")
	_, _, receipts := w.push(t, friend.UserID, "", "どちらにしますか")
	first := receipts[0].Id
	if _, err := w.Send(w.channel.ID, friend.UserID, platform.Inbound{Text: "こちら", Quote: first}); err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	all := w.hook.messages(t)
	if text := all[0].Message.(webhook.TextMessageContent); text.QuotedMessageId != first {
		t.Errorf("the bot got %+v, want a quote of %s", text, first)
	}
	if _, err := w.Send(w.channel.ID, friend.UserID, platform.Inbound{Text: "x", Quote: "560000000000000000"}); err == nil {
		t.Error("what is not there was quoted")
	}
}

func TestWhatIsUnsentIsGone(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, sent, _ := w.writes(t, platform.Inbound{Image: &platform.Media{}})
	if status, _, b := w.fetch(t, sent.ID+"/content"); status != 200 || http.DetectContentType(b) != "image/jpeg" {
		t.Fatalf("before: %d", status)
	}
	if err := w.Unsend(w.channel.ID, friend.UserID, sent.ID); err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	events := w.hook.events(t)
	if e, ok := events[len(events)-1].(webhook.UnsendEvent); !ok || e.Unsend.MessageId != sent.ID {
		t.Errorf("the bot got %+v", events[len(events)-1])
	}
	if status, _, b := w.fetch(t, sent.ID+"/content"); status != http.StatusGone || string(b) != `{"message":"The content is gone"}` {
		t.Errorf("afterwards: %d %s", status, b)
	}
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil || !talk.Bubbles[0].Unsent || strings.Contains(string(talk.Bubbles[0].Body), sent.ID) {
		t.Errorf("the talk is %+v, %v", talk, err)
	}
	if err := w.Unsend(w.channel.ID, friend.UserID, sent.ID); err == nil {
		t.Error("it was unsent twice")
	}
}

func TestContentIsKeptForAWhileAndOverARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "line.json")
	w := setup(t, func(o *sim.Options) { o.StateFile = file })
	_, sent, _ := w.writes(t, platform.Inbound{File: &platform.Media{Name: "a.txt", Data: []byte("開店は十時")}})
	clk := clock.New()
	w = reborn(t, w, file, clk)
	if status, _, b := w.fetch(t, sent.ID+"/content"); status != 200 || string(b) != "開店は十時" {
		t.Errorf("after the restart: %d %q", status, b)
	}
	clk.Advance(31 * 24 * time.Hour)
	if status, _, b := w.fetch(t, sent.ID+"/content"); status != 404 || string(b) != `{"message":"not found"}` {
		t.Errorf("after a month: %d %q", status, b)
	}
}

func TestTheOldestContentMakesRoom(t *testing.T) {
	t.Parallel()
	w := setup(t, func(o *sim.Options) { o.Limits = platform.Limits{Content: 20} })
	_, first, _ := w.writes(t, platform.Inbound{File: &platform.Media{Data: make([]byte, 15)}})
	_, second, _ := w.writes(t, platform.Inbound{File: &platform.Media{Data: make([]byte, 15)}})
	if status, _, _ := w.fetch(t, first.ID+"/content"); status != 404 {
		t.Errorf("the oldest answers %d", status)
	}
	if status, _, _ := w.fetch(t, second.ID+"/content"); status != 200 {
		t.Errorf("the newest answers %d", status)
	}
}

func TestTheLoadingAnimationEndsWithTheNextMessage(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "花子")
	loading := func() time.Duration {
		talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
		if err != nil {
			t.Fatal(err)
		}
		if talk.Loading.IsZero() {
			return 0
		}
		return talk.Loading.Sub(talk.Now).Round(time.Second)
	}
	start := func(seconds int32) error {
		_, err := w.bot.ShowLoadingAnimation(&messaging_api.ShowLoadingAnimationRequest{ChatId: friend.UserID, LoadingSeconds: seconds})
		return err
	}
	if err := start(0); err == nil { // the SDK leaves 0 out
		if left := loading(); left != 20*time.Second {
			t.Errorf("it shows for %v, want LINE's 20 s", left)
		}
	} else {
		t.Error(err)
	}
	if err := start(60); err != nil || loading() != time.Minute {
		t.Errorf("it shows for %v, %v", loading(), err)
	}
	w.push(t, friend.UserID, "", "お待たせしました")
	if left := loading(); left != 0 {
		t.Errorf("after a message it shows for %v", left)
	}
	if err := start(5); err != nil {
		t.Error(err)
	}
	w.Clock.Advance(5 * time.Second)
	if left := loading(); left != 0 {
		t.Errorf("after its time it shows for %v", left)
	}
	status, text, all := w.raw(t, "POST", "/v2/bot/chat/loading/start", `{"chatId":"`+friend.UserID+`","loadingSeconds":3}`, nil)
	wantStatus(t, status, text, 400, "The request body has 2 error(s)")
	if all.Details[0].Message != "Must be between 5 and 60" || all.Details[1].Message != "must be a multiple of five" {
		t.Errorf("details are %+v", all.Details)
	}
	_, _, all = w.raw(t, "POST", "/v2/bot/chat/loading/start", `{"chatId":"C`+friend.UserID[1:]+`"}`, nil)
	if len(all.Details) != 1 || !strings.HasPrefix(all.Details[0].Message, "Only user id is acceptable") {
		t.Errorf("a group's answer is %+v", all)
	}
}

func TestTheOldReadMarkIsForAccountsWithoutChat(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, _ := w.friendWrites(t, "a")
	body := `{"chat":{"userId":"` + friend.UserID + `"}}`
	status, text, _ := w.raw(t, "POST", "/v2/bot/message/markAsRead", body, nil)
	wantStatus(t, status, text, 403, "Access to this API is not available for your account")
	mode := platform.ModeBot
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{ChatMode: &mode}); err != nil {
		t.Fatal(err)
	}
	status, text, _ = w.raw(t, "POST", "/v2/bot/message/markAsRead", body, nil)
	wantStatus(t, status, text, 200, "")
	if talk, err := w.Talk(w.channel.ID, friend.UserID, 0); err != nil || !talk.Bubbles[0].Read {
		t.Errorf("the talk is %+v, %v", talk, err)
	}
	status, text, _ = w.raw(t, "POST", "/v2/bot/message/markAsRead", `{"chat":{"userId":"U1"}}`, nil)
	wantStatus(t, status, text, 400, "The property, 'chat.chatId', in the request body is invalid (line: -, column: -)")
}
