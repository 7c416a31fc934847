package sim_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ohenji/internal/clock"
	"ohenji/sim"
	"ohenji/sim/platform"
)

// reborn starts a second simulator on the file of a closed one and returns the
// world as its bot sees it.
func reborn(t *testing.T, first *world, file string, clk *clock.Clock) *world {
	t.Helper()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := setup(t, func(o *sim.Options) { o.StateFile, o.Clock = file, clk })
	second.channel, second.hook = first.channel, first.hook
	second.bot = client(t, second.Sim, second.channel)
	return second
}

func TestEverythingIsThereAfterARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state", "line.json")
	w := setup(t, func(o *sim.Options) { o.StateFile = file })
	limit := int64(5)
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Quota: &limit}); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	friend, token := w.friendWrites(t, "こんにちは")
	w.push(t, friend.UserID, key, "お知らせ")

	clk := clock.New()
	w = reborn(t, w, file, clk)
	if clk.Offset() < time.Hour {
		t.Errorf("the clock is %v ahead, want the hour it was", clk.Offset())
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("state file: %v, %v", info, err)
	}
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil || len(talk.Bubbles) != 2 || talk.Friend.DisplayName != "花子" || talk.Relation != platform.Friended {
		t.Errorf("talk is %+v, %v", talk, err)
	}
	status, text, _ := w.push(t, friend.UserID, key, "お知らせ")
	wantStatus(t, status, text, http.StatusConflict, "The retry key is already accepted")
	status, text, _ = w.reply(t, token, "まだ間に合う")
	wantStatus(t, status, text, http.StatusOK, "")
	if q, err := w.Quota(w.channel.ID); err != nil || q.Used != 1 || *q.Limit != 5 {
		t.Errorf("quota is %+v, %v", q, err)
	}
	status, text, _ = w.raw(t, "GET", "/v2/bot/info", "", nil) // the long-lived token
	wantStatus(t, status, text, http.StatusOK, "")
	before := talk.Bubbles[1].ID
	if after := w.SendText(w.channel.ID, friend.UserID, "続き"); after.ID <= before {
		t.Errorf("message id %s does not come after %s", after.ID, before)
	}
}

func TestAWebhookThatWaitsSurvivesARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "line.json")
	w := redelivering(t, func(o *sim.Options) { o.StateFile = file })
	w.hook.answers(func(int) int { return http.StatusBadGateway })
	w.friendWrites(t, "こんにちは")
	w.hook.answers(nil)

	clk := clock.New()
	w = reborn(t, w, file, clk)
	w.Clock = clk
	w.pass(time.Second)
	all := w.hook.messages(t)
	if len(all) != 2 || !all[1].DeliveryContext.IsRedelivery || all[1].WebhookEventId != all[0].WebhookEventId {
		t.Errorf("messages are %+v, want a redelivery after the restart", all)
	}
}

func TestAnOldStateIsStillRead(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "line.json")
	const old = `{"version":1,"clockOffset":0,"key":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=","lastMessageId":560000000000000001,
"people":[{"provider":"default","profile":{"displayName":"花子","userId":"U00000000000000000000000000000001"}}],
"channels":[{"channel":{"id":"1650000001","secret":"8c570fa6dd201bb328f1c1eac23a96d8","provider":"default","name":"さくら",
"basicId":"@a","botUserId":"U8e742f61d673b39c7fff3cecb7536ef0","chatMode":"chat","quota":null,"rateLimits":true,
"webhook":{"endpoint":"","active":true,"redelivery":false},"longLivedToken":"token"},"month":"2026-11","used":3,
"stats":{"sent":0,"accepted":0,"reasons":{},"recent":[]},"sent":null,"calls":null,"talks":[{"user":"U00000000000000000000000000000001",
"relation":"friend","followed":true,"wroteAt":"2026-11-01T00:00:00Z","bubbles":[{"id":"560000000000000001","from":"friend",
"at":"2026-11-01T00:00:00Z","kind":"text","body":{"type":"text","text":"昔の話"},"read":true}]}],"tokens":null,"waiting":null,"later":null}]}`
	if err := os.WriteFile(file, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	w := setup(t, func(o *sim.Options) { o.StateFile = file })
	const hanako = "U00000000000000000000000000000001"
	talk, err := w.Talk("1650000001", hanako, 0)
	if err != nil || len(talk.Bubbles) != 1 {
		t.Fatalf("talk is %+v, %v", talk, err)
	}
	if _, err := w.AddGroup("1650000001", platform.GroupSpec{Members: []string{hanako}}); err != nil {
		t.Error(err)
	}
	if _, err := w.Send("1650000001", hanako, platform.Inbound{Image: &platform.Media{}, At: w.Clock.Now()}); err != nil {
		t.Error(err)
	}
}

func TestAStateOfTheFutureIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "line.json")
	for name, text := range map[string]string{"newer version": `{"version":99}`, "no JSON": `{`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := sim.New(sim.Options{StateFile: file}); err == nil {
			_ = s.Close()
			t.Errorf("%s was accepted", name)
		}
		if kept, _ := os.ReadFile(file); string(kept) != text {
			t.Errorf("%s was overwritten", name)
		}
	}
}

func TestAHistoryIsSeededInItsOrderWithoutWebhooks(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, _ := w.friendWrites(t, "今日")
	got := len(w.hook.all())
	past := w.Clock.Now().Add(-48 * time.Hour)
	if _, err := w.Send(w.channel.ID, friend.UserID, platform.Inbound{Text: "おととい", At: past, Quiet: true}); err != nil {
		t.Fatal(err)
	}
	_, err := w.Record(w.channel.ID, friend.UserID, platform.Bubble{
		From: platform.FromAccount, At: past.Add(time.Minute), Kind: "text", Body: json.RawMessage(`{"type":"text","text":"返事"}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.WaitIdle()
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil || len(talk.Bubbles) != 3 {
		t.Fatalf("talk is %+v, %v", talk, err)
	}
	if talk.Bubbles[0].At != past || talk.Bubbles[1].From != platform.FromAccount || talk.Bubbles[2].At.Before(past.Add(time.Hour)) {
		t.Errorf("bubbles are out of order: %+v", talk.Bubbles)
	}
	if len(w.hook.all()) != got || len(w.Sent(w.channel.ID)) != 0 {
		t.Error("seeding sent something")
	}
}

func TestTheHistoryIsBounded(t *testing.T) {
	t.Parallel()
	w := setup(t, func(o *sim.Options) { o.Limits = platform.Limits{Talk: 10, Sent: 5} })
	friend := w.AddFriend(w.channel.ID, "花子")
	for range 200 {
		w.push(t, friend.UserID, "", "お知らせ")
	}
	last := w.SendText(w.channel.ID, friend.UserID, "最後")
	talk, err := w.Talk(w.channel.ID, friend.UserID, 0)
	if err != nil || len(talk.Bubbles) > 30 || talk.Bubbles[len(talk.Bubbles)-1].ID != last.ID {
		t.Errorf("%d bubbles are kept, %v", len(talk.Bubbles), err)
	}
	sent := w.Sent(w.channel.ID)
	if len(sent) != 5 || sent[0].Receipts[0].ID >= sent[4].Receipts[0].ID {
		t.Errorf("%d requests are kept, want the newest five in order", len(sent))
	}
}
