package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"ohenji/sim"
	"ohenji/sim/platform"
)

func TestTheSignatureIsLINEs(t *testing.T) {
	t.Parallel()
	// The vector of LINE's documentation, "Verify webhook signature".
	body := []byte(`{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`)
	got := platform.Sign("8c570fa6dd201bb328f1c1eac23a96d8", body)
	if want := "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="; got != want {
		t.Errorf("signature is %s, want %s", got, want)
	}
}

func TestAMessageArrivesAsLINESendsIt(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, _ := w.friendWrites(t, "こんにちは😀")
	if _, err := w.Send(w.channel.ID, friend.UserID, platform.Inbound{Sticker: &platform.Sticker{PackageID: "11537", StickerID: "52002738"}}); err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()

	all := w.hook.all()
	head := all[1].header
	if head.Get("User-Agent") != "LineBotWebhook/2.0" || head.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("headers are %v", head)
	}
	if all[1].request.Destination != w.channel.BotUserID {
		t.Errorf("destination is %q", all[1].request.Destination)
	}
	events := w.hook.events(t)
	if len(events) != 3 {
		t.Fatalf("the bot got %d events, want follow, text, sticker", len(events))
	}
	follow := events[0].(webhook.FollowEvent)
	if follow.Follow == nil || follow.Follow.IsUnblocked || follow.ReplyToken == "" {
		t.Errorf("follow is %+v", follow)
	}
	m := events[1].(webhook.MessageEvent)
	text := m.Message.(webhook.TextMessageContent)
	source := m.Source.(webhook.UserSource)
	if text.Text != "こんにちは😀" || len(text.Id) != 18 || text.QuoteToken == "" || text.MarkAsReadToken == "" {
		t.Errorf("text is %+v", text)
	}
	if source.UserId != friend.UserID || m.Mode != webhook.EventMode_ACTIVE || m.DeliveryContext.IsRedelivery ||
		len(m.ReplyToken) != 32 || len(m.WebhookEventId) != 26 {
		t.Errorf("message event is %+v", m)
	}
	if age := w.Clock.Now().Sub(time.UnixMilli(m.Timestamp)); age < 0 || age > time.Minute {
		t.Errorf("timestamp is %v ago", age)
	}
	sticker := events[2].(webhook.MessageEvent).Message.(webhook.StickerMessageContent)
	if sticker.PackageId != "11537" || sticker.StickerId != "52002738" || sticker.StickerResourceType != "STATIC" {
		t.Errorf("sticker is %+v", sticker)
	}
	order := inOrder(all[1].raw, `"type"`, `"message":{`, `"webhookEventId"`, `"deliveryContext"`, `"timestamp"`, `"source"`, `"replyToken"`, `"mode"`)
	if !order {
		t.Errorf("members are not in LINE's order: %s", all[1].raw)
	}
}

func inOrder(raw []byte, parts ...string) bool {
	at := 0
	for _, part := range parts {
		i := bytes.Index(raw[at:], []byte(part))
		if i < 0 {
			return false
		}
		at += i + 1
	}
	return true
}

func TestBlockingAndUnblockingAreTold(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "花子")
	for _, change := range []func(string, string) error{w.Block, w.Block, w.Unblock, w.Unblock} {
		if err := change(w.channel.ID, friend.UserID); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Postback(w.channel.ID, friend.UserID, "action=buy", json.RawMessage(`{"date":"2026-11-22"}`)); err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	events := w.hook.events(t)
	if len(events) != 4 {
		t.Fatalf("the bot got %d events, want follow, unfollow, follow, postback", len(events))
	}
	if _, ok := events[1].(webhook.UnfollowEvent); !ok {
		t.Errorf("second event is %T", events[1])
	}
	if again, ok := events[2].(webhook.FollowEvent); !ok || !again.Follow.IsUnblocked {
		t.Errorf("third event is %+v", events[2])
	}
	if p, ok := events[3].(webhook.PostbackEvent); !ok || p.Postback.Data != "action=buy" || p.Postback.Params["date"] != "2026-11-22" {
		t.Errorf("fourth event is %+v", events[3])
	}
}

func TestAFriendsMessagesKeepTheirOrderAndFriendsDoNotWait(t *testing.T) {
	t.Parallel()
	w := setup(t)
	const friends, each = 20, 25
	var ids []string
	for i := range friends {
		ids = append(ids, w.AddFriend(w.channel.ID, fmt.Sprint("friend ", i)).UserID)
	}
	for n := range each {
		for _, id := range ids {
			w.SendText(w.channel.ID, id, fmt.Sprint(n))
		}
	}
	w.WaitIdle()
	next := map[string]int{}
	for _, m := range w.hook.messages(t) {
		user := m.Source.(webhook.UserSource).UserId
		if got := m.Message.(webhook.TextMessageContent).Text; got != fmt.Sprint(next[user]) {
			t.Fatalf("got message %s of %s, want %d", got, user, next[user])
		}
		next[user]++
	}
	if len(next) != friends {
		t.Errorf("%d friends arrived, want %d", len(next), friends)
	}
	for user, n := range next {
		if n != each {
			t.Errorf("%d messages of %s arrived, want %d", n, user, each)
		}
	}
}

func TestWithoutRedeliveryAFailedWebhookIsLost(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.hook.answers(func(int) int { return http.StatusInternalServerError })
	_, token := w.friendWrites(t, "こんにちは")
	w.pass(time.Hour)
	if n := len(w.hook.messages(t)); n != 1 || token == "" {
		t.Errorf("the bot got the message %d times, want once", n)
	}
	stats, err := w.WebhookStats(w.channel.ID)
	if err != nil || stats.Sent != 2 || stats.Accepted != 0 || stats.Reasons["ERROR_STATUS_CODE"] != 2 || stats.Recent[1].Detail != "500" {
		t.Errorf("statistics are %+v, %v", stats, err)
	}
}

// redelivering is a world whose webhook redelivery is switched on.
func redelivering(t *testing.T, options ...func(*sim.Options)) *world {
	t.Helper()
	w := setup(t, options...)
	on := true
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Redelivery: &on}); err != nil {
		t.Fatal(err)
	}
	return w
}

// pass shifts the clock and waits until what was due has been sent.
func (w *world) pass(d time.Duration) {
	w.Clock.Advance(d)
	w.WaitIdle()
}

func TestRedeliveryRepeatsTheSameEvent(t *testing.T) {
	t.Parallel()
	w := redelivering(t)
	friend := w.AddFriend(w.channel.ID, "花子")
	w.WaitIdle()
	w.hook.answers(func(n int) int {
		if n < 4 { // follow was 1; the message fails twice
			return http.StatusBadGateway
		}
		return http.StatusOK
	})
	w.SendText(w.channel.ID, friend.UserID, "こんにちは")
	w.WaitIdle()
	w.pass(time.Second)
	w.pass(10 * time.Second)
	w.pass(time.Hour)

	all := w.hook.messages(t)
	if len(all) != 3 {
		t.Fatalf("the bot got the message %d times, want 3", len(all))
	}
	for i, m := range all {
		if m.DeliveryContext.IsRedelivery != (i > 0) {
			t.Errorf("delivery %d has isRedelivery %t", i, m.DeliveryContext.IsRedelivery)
		}
		if m.WebhookEventId != all[0].WebhookEventId || m.Timestamp != all[0].Timestamp || m.ReplyToken != all[0].ReplyToken {
			t.Errorf("delivery %d differs from the first", i)
		}
	}
}

func TestARedeliveryGivesTheReplyTokenAnotherMinute(t *testing.T) {
	t.Parallel()
	w := redelivering(t)
	w.hook.answers(func(int) int { return http.StatusBadGateway })
	_, token := w.friendWrites(t, "こんにちは") // follow and message fail: 2 webhooks
	w.pass(time.Second)
	w.pass(10 * time.Second)
	w.pass(time.Minute) // 71 s after the event
	status, text, _ := w.reply(t, token, "間に合いました")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.reply(t, token, "二度目")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")
}

func TestARedeliveryAfterTwentyMinutesDoesNotReviveTheToken(t *testing.T) {
	t.Parallel()
	w := redelivering(t, func(o *sim.Options) { o.Limits.Redelivery = []time.Duration{25 * time.Minute} })
	w.hook.answers(func(int) int { return http.StatusBadGateway })
	_, token := w.friendWrites(t, "こんにちは")
	w.pass(25 * time.Minute)
	w.bot = client(t, w.Sim, w.channel)
	status, text, _ := w.reply(t, token, "遅い")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")
}

func TestASlowBotTimesOut(t *testing.T) {
	t.Parallel()
	w := setup(t, func(o *sim.Options) { o.WebhookTimeout = 20 * time.Millisecond })
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	w.hook.answers(func(int) int { <-release; return 200 })
	friend, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Quiet: true})
	if err != nil {
		t.Fatal(err)
	}
	w.SendText(w.channel.ID, friend.UserID, "急ぎです")
	w.WaitIdle()
	stats, err := w.WebhookStats(w.channel.ID)
	if err != nil || stats.Reasons["REQUEST_TIMEOUT"] != 1 || stats.Recent[0].Detail != "Request timeout" {
		t.Errorf("statistics are %+v, %v", stats, err)
	}
}

func TestWithWebhooksOffNothingIsSentNorKept(t *testing.T) {
	t.Parallel()
	w := setup(t)
	off, on := false, true
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Active: &off}); err != nil {
		t.Fatal(err)
	}
	friend := w.AddFriend(w.channel.ID, "花子")
	w.SendText(w.channel.ID, friend.UserID, "こんにちは")
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Active: &on}); err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	if n := len(w.hook.all()); n != 0 {
		t.Errorf("the bot got %d webhooks, want none", n)
	}
}

func TestAnyEventCanBeInjected(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, _ := w.friendWrites(t, "こんにちは")
	inject := func(in platform.Injection) received {
		t.Helper()
		if err := w.Inject(w.channel.ID, in); err != nil {
			t.Fatal(err)
		}
		w.WaitIdle()
		all := w.hook.all()
		return all[len(all)-1]
	}
	events := func(all ...string) platform.Injection {
		var in platform.Injection
		for _, e := range all {
			in.Events = append(in.Events, json.RawMessage(e))
		}
		return in
	}

	source := `"source":{"type":"user","userId":"` + friend.UserID + `"}`
	got := inject(events(
		`{"type":"beacon","beacon":{"hwid":"d41d8cd98f","type":"enter"},`+source+`,"replyToken":"auto"}`,
		`{"type":"somethingNew","timestamp":1}`,
	))
	beacon := got.request.Events[0].(webhook.BeaconEvent)
	if beacon.Beacon.Hwid != "d41d8cd98f" || len(beacon.WebhookEventId) != 26 || beacon.Mode != webhook.EventMode_ACTIVE {
		t.Errorf("beacon is %+v", beacon)
	}
	status, text, _ := w.reply(t, beacon.ReplyToken, "いらっしゃいませ")
	wantStatus(t, status, text, http.StatusOK, "")
	if other := got.request.Events[1].(webhook.UnknownEvent); other.Type != "somethingNew" {
		t.Errorf("unknown event is %+v", other)
	}

	poison := events(`{"type":"message","message":5}`, `"not an object"`)
	poison.Exact = true
	if got = inject(poison); !bytes.Contains(got.raw, []byte(`"events":[{"type":"message","message":5},"not an object"]`)) {
		t.Errorf("exact events arrived as %s", got.raw)
	}
	if got = inject(platform.Injection{Body: "{broken"}); string(got.raw) != "{broken" ||
		!webhook.ValidateSignature(w.channel.Secret, got.header.Get("x-line-signature"), got.raw) {
		t.Errorf("a raw body arrived as %s", got.raw)
	}
	if got = inject(platform.Injection{}); len(got.request.Events) != 0 || got.err != nil {
		t.Errorf("the probe arrived as %s", got.raw)
	}
}

func TestFaultsInWebhooks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  string
		check func(t *testing.T, got []received)
	}{
		{platform.FaultDuplicate, func(t *testing.T, got []received) {
			if len(got) != 2 || !bytes.Equal(got[0].raw, got[1].raw) || bytes.Contains(got[1].raw, []byte(`"isRedelivery":true`)) {
				t.Errorf("got %d requests", len(got))
			}
		}},
		{platform.FaultBadSignature, func(t *testing.T, got []received) {
			if len(got) != 1 || got[0].err == nil || !strings.Contains(got[0].err.Error(), "signature") {
				t.Errorf("the SDK says %v", got[0].err)
			}
		}},
		{platform.FaultUnknownFields, func(t *testing.T, got []received) {
			if len(got) != 1 || got[0].err != nil || bytes.Count(got[0].raw, []byte("futureProperty")) != 2 {
				t.Errorf("got %s, %v", got[0].raw, got[0].err)
			}
		}},
		{platform.FaultUnknownType, func(t *testing.T, got []received) {
			if len(got) != 1 || got[0].err != nil || len(got[0].request.Events) != 2 {
				t.Fatalf("got %s, %v", got[0].raw, got[0].err)
			}
			if _, ok := got[0].request.Events[0].(webhook.UnknownEvent); !ok {
				t.Errorf("first event is %T", got[0].request.Events[0])
			}
		}},
		{platform.FaultLost, func(t *testing.T, got []received) {
			if len(got) != 0 {
				t.Errorf("got %d requests, want none", len(got))
			}
		}},
	} {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			friend, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Quiet: true})
			if err != nil {
				t.Fatal(err)
			}
			w.Fault(platform.Fault{Endpoint: platform.EndpointWebhook, Kind: c.kind, Count: 1})
			w.SendText(w.channel.ID, friend.UserID, "一通目")
			w.WaitIdle()
			got := w.hook.all()
			c.check(t, got)
			w.SendText(w.channel.ID, friend.UserID, "二通目")
			w.WaitIdle()
			if after := w.hook.all()[len(got):]; len(after) != 1 || after[0].err != nil {
				t.Errorf("after the fault, %d requests arrived", len(after))
			}
		})
	}
}

func TestASlowWebhookComesLater(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Quiet: true})
	if err != nil {
		t.Fatal(err)
	}
	w.Fault(platform.Fault{Endpoint: platform.EndpointWebhook, Kind: platform.FaultSlow, Delay: time.Hour, Count: 1})
	w.SendText(w.channel.ID, friend.UserID, "遅れます")
	w.Clock.Advance(59 * time.Minute)
	if n := len(w.hook.all()); n != 0 {
		t.Errorf("%d webhooks came early", n)
	}
	w.pass(2 * time.Minute)
	w.bot = client(t, w.Sim, w.channel)
	status, text, _ := w.reply(t, w.hook.lastToken(t), "届いてから一分は有効")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestWhatIsReadIsMarked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, _ := w.friendWrites(t, "1")
	w.SendText(w.channel.ID, friend.UserID, "2")
	w.SendText(w.channel.ID, friend.UserID, "3")
	w.WaitIdle()
	second := w.hook.messages(t)[1].Message.(webhook.TextMessageContent)
	if _, err := w.bot.MarkMessagesAsReadByToken(&messaging_api.MarkMessagesAsReadByTokenRequest{MarkAsReadToken: second.MarkAsReadToken}); err != nil {
		t.Fatal(err)
	}
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var read []bool
	for _, b := range talk.Bubbles {
		read = append(read, b.Read)
	}
	if !slices.Equal(read, []bool{true, true, false}) {
		t.Errorf("read marks are %v, want those up to the second", read)
	}
	status, text, _ := w.raw(t, "POST", "/v2/bot/chat/markAsRead", `{"markAsReadToken":"`+second.QuoteToken+`"}`, nil)
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.")
}
