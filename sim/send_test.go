package sim_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"ohenji/sim/platform"
)

func TestAReplyTokenWorksOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, token := w.friendWrites(t, "営業時間は?")

	status, text, sent := w.reply(t, token, "10時からです", "お待ちしています")
	wantStatus(t, status, text, http.StatusOK, "")
	if len(sent) != 2 || len(sent[0].Id) != 18 || sent[0].QuoteToken == "" || sent[0].Id >= sent[1].Id {
		t.Errorf("receipts are %+v, want two rising ids of 18 digits with quote tokens", sent)
	}
	status, text, _ = w.reply(t, token, "もう一度")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")

	if got := w.texts(t, friend.UserID); !slices.Equal(got, []string{"10時からです", "お待ちしています"}) {
		t.Errorf("the phone shows %q", got)
	}
	if all := w.Sent(w.channel.ID); len(all) != 1 || all[0].Attempts != 2 || all[0].Method != platform.MethodReply || all[0].Counted != 0 {
		t.Errorf("accepted requests are %+v, want one free reply with two attempts", all)
	}
}

func TestAReplyTokenDiesAfterAMinute(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, token := w.friendWrites(t, "こんにちは")
	w.Clock.Advance(time.Minute)
	status, text, _ := w.reply(t, token, "遅れました")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")

	_, token = w.friendWrites(t, "こんにちは")
	w.Clock.Advance(55 * time.Second)
	status, text, _ = w.reply(t, token, "間に合いました")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestAReplyTokenOfAnotherChannelIsInvalid(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, token := w.friendWrites(t, "こんにちは")
	w.bot = client(t, w.Sim, w.AddChannel(platform.ChannelSpec{}))
	status, text, _ := w.reply(t, token, "よそから")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")
}

func TestARefusedMessageDoesNotSpendTheToken(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, token := w.friendWrites(t, "こんにちは")
	status, text, _ := w.reply(t, token, "1", "2", "3", "4", "5", "6")
	wantStatus(t, status, text, http.StatusBadRequest, "The request body has 1 error(s)")
	status, text, _ = w.reply(t, token, "1", "2", "3", "4", "5")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestARepliesRaceHasOneWinner(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, token := w.friendWrites(t, "こんにちは")
	var won sync.Map
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			if status, _, _ := w.reply(t, token, "answer"); status == http.StatusOK {
				won.Store(i, true)
			}
		})
	}
	group.Wait()
	n := 0
	won.Range(func(any, any) bool { n++; return true })
	if n != 1 || len(w.Sent(w.channel.ID)) != 1 {
		t.Errorf("%d replies were accepted, want 1", n)
	}
}

const key = "123e4567-e89b-12d3-a456-426614174000"

func TestARepeatedRetryKeyIsRefusedForADay(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "太郎")
	_, _, first := w.push(t, friend.UserID, key, "お知らせ")

	res, _, err := w.bot.PushMessageWithHttpInfo(
		&messaging_api.PushMessageRequest{To: friend.UserID, Messages: say("お知らせ")}, key)
	status, text, again := outcome(t, res, err, false, nil)
	wantStatus(t, status, text, http.StatusConflict, "The retry key is already accepted")
	all := w.Sent(w.channel.ID)
	if got := res.Header.Get("x-line-accepted-request-id"); got != all[0].RequestID {
		t.Errorf("x-line-accepted-request-id is %q, want %q", got, all[0].RequestID)
	}
	if len(again) != 1 || again[0] != first[0] {
		t.Errorf("409 carries %+v, want the first receipts %+v", again, first)
	}
	if got := w.texts(t, friend.UserID); len(got) != 1 || all[0].Attempts != 2 {
		t.Errorf("the phone shows %q after %d attempts", got, all[0].Attempts)
	}

	w.Clock.Advance(24 * time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	status, text, _ = w.push(t, friend.UserID, key, "お知らせ")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestARetryKeyBelongsToPush(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, token := w.friendWrites(t, "こんにちは")
	body := `{"replyToken":"` + token + `","messages":[{"type":"text","text":"a"}]}`
	status, text, _ := w.raw(t, "POST", "/v2/bot/message/reply", body, map[string]string{"X-Line-Retry-Key": key})
	if status != http.StatusBadRequest {
		t.Errorf("reply with a retry key answers %d %q, want 400", status, text)
	}
	status, text, _ = w.raw(t, "POST", "/v2/bot/message/reply", body, map[string]string{"X-Line-Retry-Key": ""})
	wantStatus(t, status, text, http.StatusOK, "")
	if status, _, _ := w.push(t, friend.UserID, "not-a-uuid", "a"); status != http.StatusBadRequest {
		t.Errorf("a retry key that is no UUID answers %d, want 400", status)
	}
}

func TestWhoHasBlockedGetsNothingAndTheBotIsNotTold(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "太郎")
	if err := w.Block(w.channel.ID, friend.UserID); err != nil {
		t.Fatal(err)
	}
	status, text, sent := w.push(t, friend.UserID, "", "お知らせ")
	wantStatus(t, status, text, http.StatusOK, "")
	if len(sent) != 1 || len(w.texts(t, friend.UserID)) != 0 {
		t.Error("want a receipt and an empty phone")
	}
	if all := w.Sent(w.channel.ID); all[0].Delivered || all[0].Counted != 0 {
		t.Errorf("accepted as %+v, want neither delivered nor counted", all[0])
	}
	if _, err := w.Platform.SendText(w.channel.ID, friend.UserID, "x"); err == nil {
		t.Error("whoever has blocked could write")
	}
}

func TestPushReachesStrangersForAWeekAfterTheyWrote(t *testing.T) {
	t.Parallel()
	w := setup(t)
	stranger, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Relation: platform.Stranger})
	if err != nil {
		t.Fatal(err)
	}
	w.push(t, stranger.UserID, "", "早すぎる")
	if _, err := w.Platform.SendText(w.channel.ID, stranger.UserID, "はじめまして"); err != nil {
		t.Fatal(err)
	}
	w.push(t, stranger.UserID, "", "届く")
	w.Clock.Advance(7*24*time.Hour + time.Second)
	w.bot = client(t, w.Sim, w.channel)
	w.push(t, stranger.UserID, "", "遅すぎる")
	if got := w.texts(t, stranger.UserID); !slices.Equal(got, []string{"届く"}) {
		t.Errorf("the phone shows %q", got)
	}
}

func TestPushToSomebodyUnknownIsRefused(t *testing.T) {
	t.Parallel()
	w := setup(t)
	other := w.AddChannel(platform.ChannelSpec{Provider: "another"})
	foreigner := w.AddFriend(other.ID, "他社の友だち")
	for name, to := range map[string]string{"nobody": "U" + strings.Repeat("0", 32), "foreigner": foreigner.UserID} {
		status, text, _ := w.push(t, to, "", "a")
		t.Log(name)
		wantStatus(t, status, text, http.StatusBadRequest, "Failed to send messages")
	}
	status, text, _ := w.push(t, "taro", "", "a")
	wantStatus(t, status, text, http.StatusBadRequest, "The property, 'to', in the request body is invalid (line: -, column: -)")
}

func TestTheMonthsQuotaEndsAndComesBack(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, token := w.friendWrites(t, "こんにちは")
	limit := int64(2)
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Quota: &limit}); err != nil {
		t.Fatal(err)
	}
	status, text, _ := w.push(t, friend.UserID, "", "1通目", "同じ通の2つ目")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.push(t, friend.UserID, "", "2通目")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.push(t, friend.UserID, "", "3通目")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	status, text, _ = w.reply(t, token, "返信は無料")
	wantStatus(t, status, text, http.StatusOK, "")

	quota, err := w.bot.GetMessageQuota()
	if err != nil || quota.Type != messaging_api.QuotaType_LIMITED || quota.Value != 2 {
		t.Errorf("quota is %+v, %v", quota, err)
	}
	used, err := w.bot.GetMessageQuotaConsumption()
	if err != nil || used.TotalUsage != 2 {
		t.Errorf("consumption is %+v, %v, want 2: people count, not bubbles", used, err)
	}

	w.Clock.Advance(31 * 24 * time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	status, text, _ = w.push(t, friend.UserID, "", "来月")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestTheRateLimitRefillsAndCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for range 60 { // the webhook test may be called 60 times an hour
		if _, err := w.bot.TestWebhookEndpoint(&messaging_api.TestWebhookEndpointRequest{}); err != nil {
			t.Fatal(err)
		}
	}
	test := func() (int, string) {
		res, _, err := w.bot.TestWebhookEndpointWithHttpInfo(&messaging_api.TestWebhookEndpointRequest{})
		status, text, _ := outcome(t, res, err, err == nil, func() []messaging_api.SentMessage { return nil })
		return status, text
	}
	status, text := test()
	wantStatus(t, status, text, http.StatusTooManyRequests, "The API rate limit has been exceeded. Try again later.")
	w.Clock.Advance(time.Minute)
	status, text = test()
	wantStatus(t, status, text, http.StatusOK, "")
	off := false
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{RateLimits: &off}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		status, text = test()
		wantStatus(t, status, text, http.StatusOK, "")
	}
}
