package sim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"ohenji/sim/platform"
)

// friends adds n quiet friends and returns their user ids.
func (w *world) friends(t *testing.T, n int) []string {
	t.Helper()
	var out []string
	for i := range n {
		f, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{DisplayName: fmt.Sprint("friend ", i), Quiet: true})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f.UserID)
	}
	return out
}

// tell returns status and LINE's text of a call of the SDK.
func tell(res *http.Response, err error) (int, string) {
	if res == nil {
		return 0, err.Error()
	}
	var body messaging_api.ErrorResponse
	if err != nil {
		_, text, _ := strings.Cut(err.Error(), "{")
		_ = json.Unmarshal([]byte("{"+text), &body)
	}
	return res.StatusCode, body.Message
}

func (w *world) multicast(to []string, key string, texts ...string) (int, string) {
	res, _, err := w.bot.MulticastWithHttpInfo(&messaging_api.MulticastRequest{To: to, Messages: say(texts...)}, key)
	return tell(res, err)
}

func (w *world) broadcast(key string, texts ...string) (int, string) {
	res, _, err := w.bot.BroadcastWithHttpInfo(&messaging_api.BroadcastRequest{Messages: say(texts...)}, key)
	return tell(res, err)
}

func (w *world) quota(t *testing.T, limit int64) {
	t.Helper()
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Quota: &limit}); err != nil {
		t.Fatal(err)
	}
}

func (w *world) used(t *testing.T) int64 {
	t.Helper()
	got, err := w.bot.GetMessageQuotaConsumption()
	if err != nil {
		t.Fatal(err)
	}
	return got.TotalUsage
}

func TestMulticastReachesWhoCanBeReachedAndTellsNothing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 3)
	if err := w.Block(w.channel.ID, ids[1]); err != nil {
		t.Fatal(err)
	}
	nobody := "U" + strings.Repeat("0", 32)
	status, text := w.multicast([]string{ids[0], ids[1], ids[2], ids[0], nobody}, "", "お知らせ")
	wantStatus(t, status, text, http.StatusOK, "")
	for i, want := range []int{1, 0, 1} {
		if got := w.texts(t, ids[i]); len(got) != want {
			t.Errorf("friend %d sees %q, want %d", i, got, want)
		}
	}
	if n := w.used(t); n != 2 {
		t.Errorf("%d of the quota are used, want 2", n)
	}
	all := w.Sent(w.channel.ID)
	if len(all) != 1 || all[0].Method != platform.MethodMulticast || len(all[0].Recipients) != 2 || !all[0].Delivered {
		t.Errorf("accepted as %+v", all)
	}
}

func TestMulticastRefusesTheFiveHundredAndFirst(t *testing.T) {
	t.Parallel()
	w := setup(t)
	some := make([]string, 501)
	for i := range some {
		some[i] = fmt.Sprintf("U%032x", i)
	}
	res, _, err := w.bot.MulticastWithHttpInfo(&messaging_api.MulticastRequest{To: some, Messages: say("a")}, "")
	status, text := tell(res, err)
	wantStatus(t, status, text, http.StatusBadRequest, "The request body has 1 error(s)")
	if !strings.Contains(err.Error(), `{"message":"Size must be between 1 and 500","property":"to"}`) {
		t.Errorf("details are %v", err)
	}
	status, text = w.multicast(some[:500], "", "a")
	wantStatus(t, status, text, http.StatusOK, "")

	friend := w.friends(t, 1)[0]
	status, text = w.multicast([]string{friend, "C" + friend[1:]}, "", "a")
	wantStatus(t, status, text, http.StatusBadRequest, "The property, to[1], in the request body is invalid (line: -, column: -)")
	if got := w.texts(t, friend); len(got) != 0 {
		t.Errorf("with one bad id, somebody sees %q", got)
	}
}

func TestBroadcastReachesAllFriends(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 3)
	if err := w.Block(w.channel.ID, ids[0]); err != nil {
		t.Fatal(err)
	}
	status, text := w.broadcast(key, "本日開店")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text = w.broadcast(key, "本日開店")
	wantStatus(t, status, text, http.StatusConflict, "The retry key is already accepted")
	for i, want := range []int{0, 1, 1} {
		if got := w.texts(t, ids[i]); len(got) != want {
			t.Errorf("friend %d sees %q, want %d", i, got, want)
		}
	}
	if all := w.Sent(w.channel.ID); all[0].Attempts != 2 || all[0].Counted != 2 {
		t.Errorf("accepted as %+v", all[0])
	}
}

func TestALargeSendIsRefusedWholeWhenTheQuotaHasNoRoom(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 3)
	w.quota(t, 2)
	status, text := w.broadcast("", "三人には送れない")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	status, text = w.multicast(ids, "", "三人には送れない")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	status, text = w.multicast(ids[:2], "", "二人なら送れる")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestAQuoteTokenWorksInItsOwnTalkOnly(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, token := w.friendWrites(t, "コーヒーありますか")
	other := w.friends(t, 1)[0]
	quote := w.hook.quoteToken(t)
	message := []messaging_api.MessageInterface{messaging_api.TextMessage{Text: "あります", QuoteToken: quote}}
	_, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: other, Messages: message}, "")
	if err == nil || !strings.Contains(err.Error(), "Invalid quoteToken") {
		t.Errorf("in another talk, the quote answers %v", err)
	}
	if _, err := w.bot.Broadcast(&messaging_api.BroadcastRequest{Messages: message}, ""); err == nil {
		t.Error("a broadcast could quote")
	}
	out, err := w.bot.ReplyMessage(&messaging_api.ReplyMessageRequest{ReplyToken: token, Messages: message})
	if err != nil {
		t.Fatal(err)
	}
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil || talk.Bubbles[1].Quotes != talk.Bubbles[0].ID {
		t.Errorf("the answer quotes %q, want %q, %v", talk.Bubbles[1].Quotes, talk.Bubbles[0].ID, err)
	}
	message = []messaging_api.MessageInterface{messaging_api.TextMessage{Text: "自分の言葉も", QuoteToken: out.SentMessages[0].QuoteToken}}
	if _, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: friend.UserID, Messages: message}, ""); err != nil {
		t.Errorf("the bot's own message cannot be quoted: %v", err)
	}
}

func TestDeliveriesAreKnownTheNextDayInJapan(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 3)
	w.multicast(ids, "", "お知らせ")
	w.push(t, ids[0], "", "一通", "同じ通")
	w.broadcast("", "みんなへ")
	_, token := w.friendWrites(t, "はい")
	w.reply(t, token, "どうも")
	tokyo := time.FixedZone("UTC+9", 9*3600)
	day := w.Clock.Now().In(tokyo).Format("20060102")

	got, err := w.bot.GetNumberOfSentPushMessages(day)
	if err != nil || got.Status != messaging_api.NumberOfMessagesResponseSTATUS_UNREADY {
		t.Errorf("on the day itself: %+v, %v", got, err)
	}
	w.Clock.Advance(24 * time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	for _, c := range []struct {
		name string
		ask  func(string) (*messaging_api.NumberOfMessagesResponse, error)
		want int64
	}{
		{"multicast", w.bot.GetNumberOfSentMulticastMessages, 3},
		{"push", w.bot.GetNumberOfSentPushMessages, 1},
		{"broadcast", w.bot.GetNumberOfSentBroadcastMessages, 3},
		{"reply", w.bot.GetNumberOfSentReplyMessages, 1},
	} {
		got, err := c.ask(day)
		if err != nil || got.Status != messaging_api.NumberOfMessagesResponseSTATUS_READY || got.Success != c.want {
			t.Errorf("%s on the next day: %+v, %v, want %d", c.name, got, err, c.want)
		}
		if got, err := c.ask("20180330"); err != nil || got.Status != messaging_api.NumberOfMessagesResponseSTATUS_OUT_OF_SERVICE {
			t.Errorf("%s in the dark ages: %+v, %v", c.name, got, err)
		}
	}
	for _, bad := range []string{"", "20261301", "2026-11-22"} {
		status, text, _ := w.raw(t, "GET", "/v2/bot/message/delivery/push?date="+bad, "", nil)
		wantStatus(t, status, text, http.StatusBadRequest, "The value for the 'date' parameter is invalid")
	}
}

func TestAggregationUnitsAreNamedOnceAMonth(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.friends(t, 1)[0]
	send := func(units ...string) error {
		_, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: friend, Messages: say("a"), CustomAggregationUnits: units}, "")
		return err
	}
	if err := send("a", "b"); err == nil {
		t.Error("two units passed")
	}
	if err := send("日本語"); err == nil {
		t.Error("a unit in Japanese passed")
	}
	for _, unit := range []string{"promotion_b", "promotion_a", "promotion_a", "Promotion_a"} {
		if err := send(unit); err != nil {
			t.Fatal(err)
		}
	}
	usage, err := w.bot.GetAggregationUnitUsage()
	if err != nil || usage.NumOfCustomAggregationUnits != 3 {
		t.Errorf("usage is %+v, %v, want 3", usage, err)
	}
	first, err := w.bot.GetAggregationUnitNameList("2", "")
	if err != nil || !slices.Equal(first.CustomAggregationUnits, []string{"Promotion_a", "promotion_a"}) || first.Next == "" {
		t.Fatalf("first page is %+v, %v", first, err)
	}
	second, err := w.bot.GetAggregationUnitNameList("2", first.Next)
	if err != nil || !slices.Equal(second.CustomAggregationUnits, []string{"promotion_b"}) || second.Next != "" {
		t.Errorf("second page is %+v, %v", second, err)
	}
	w.Clock.Advance(31 * 24 * time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	if usage, err = w.bot.GetAggregationUnitUsage(); err != nil || usage.NumOfCustomAggregationUnits != 0 {
		t.Errorf("a month later usage is %+v, %v", usage, err)
	}
}

func TestPicturesOverHTTPAreASwitch(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.friends(t, 1)[0]
	picture := []messaging_api.MessageInterface{messaging_api.ImageMessage{
		OriginalContentUrl: "http://127.0.0.1/a.png", PreviewImageUrl: "http://127.0.0.1/a.png",
	}}
	send := func() error {
		_, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: friend, Messages: picture, NotificationDisabled: true}, "")
		return err
	}
	if send() == nil {
		t.Error("LINE took a picture over http")
	}
	yes := true
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{AllowHTTP: &yes}); err != nil {
		t.Fatal(err)
	}
	if err := send(); err != nil {
		t.Error(err)
	}
	talk, err := w.Talk(w.channel.ID, friend, 0)
	if err != nil || len(talk.Bubbles) != 1 || !talk.Bubbles[0].Silent {
		t.Errorf("the talk is %+v, %v, want one silent picture", talk, err)
	}
}
