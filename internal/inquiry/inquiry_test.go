package inquiry_test

import (
	"errors"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/inquiry"
	"ohenji/internal/line"
	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

type world struct {
	*simtest.Sim
	desk    *inquiry.Desk
	channel domain.Channel
}

func setup(t *testing.T) *world {
	t.Helper()
	s := simtest.Start(t)
	c := s.AddChannel(platform.ChannelSpec{Name: "さくら珈琲店"})
	client, err := line.New(line.Options{APIBase: s.URL, DataBase: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	desk := inquiry.New(inquiry.Deps{Line: client, Tokens: line.NewTokenSource(client, s.Clock), Clock: s.Clock})
	return &world{Sim: s, desk: desk, channel: domain.Channel{ID: c.ID, Secret: domain.Secret(c.Secret)}}
}

// calls counts how often an operation was called.
func (w *world) calls(t *testing.T, operation string) int {
	t.Helper()
	calls, err := w.Calls(w.channel.ID)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range calls {
		if c.Operation == operation {
			n++
		}
	}
	return n
}

func TestATokenThatDiedEarlySaysNothingAgainstTheChannel(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Fault(platform.Fault{Endpoint: "getBotInfo", Status: 401, Count: 1})
	bot, err := w.desk.BotInfo(t.Context(), w.channel)
	if err != nil || bot.ChatMode != "chat" {
		t.Errorf("BotInfo: %+v, %v", bot, err)
	}
	if n := w.calls(t, "getBotInfo"); n != 2 {
		t.Errorf("%d calls, want one more with a new token", n)
	}
}

func TestWrongCredentialsAreToldFromAnUnreachableLINE(t *testing.T) {
	t.Parallel()
	w := setup(t)
	wrong := w.channel
	wrong.Secret = "ffffffffffffffffffffffffffffffff"
	_, err := w.desk.BotInfo(t.Context(), wrong)
	if e, ok := errors.AsType[*domain.Error](err); !ok || e.Kind != domain.Invalid || e.Code != "account.channel_refused" {
		t.Errorf("wrong secret: %v", err)
	}
	dropped := w.Fault(platform.Fault{Endpoint: "getBotInfo", Drop: true})
	_, err = w.desk.BotInfo(t.Context(), w.channel)
	if err := w.ClearFaults(dropped.ID); err != nil {
		t.Fatal(err)
	}
	if e, ok := errors.AsType[*domain.Error](err); !ok || e.Kind != domain.Unavailable || e.Code != "line.unreachable" {
		t.Errorf("dropped: %v", err)
	}
	w.Fault(platform.Fault{Endpoint: "getBotInfo", Status: 429, Count: 1})
	_, err = w.desk.BotInfo(t.Context(), w.channel)
	if e, ok := errors.AsType[*domain.Error](err); !ok || e.Kind != domain.TooMany || e.Code != "line.rate_limited" {
		t.Errorf("too fast: %v", err)
	}
}

func TestAProfileThatLINEDoesNotShowIsNoFailure(t *testing.T) {
	t.Parallel()
	w := setup(t)
	f := w.AddFriend(w.channel.ID, "花子")
	p, err := w.desk.Profile(t.Context(), w.channel, f.UserID)
	if err != nil || p.Name != "花子" || p.FetchedAt.IsZero() {
		t.Errorf("profile %+v, %v", p, err)
	}
	if err := w.Block(w.channel.ID, f.UserID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Profile(t.Context(), w.channel, f.UserID); !errors.Is(err, inquiry.ErrNoProfile) {
		t.Errorf("of who blocked the account: %v", err)
	}
	if _, err := w.desk.Profile(t.Context(), w.channel, "../bot/info"); !errors.Is(err, inquiry.ErrNoProfile) {
		t.Errorf("of no id: %v", err)
	}
}

func TestTheQuotaIsAskedForAtMostTwiceAMinute(t *testing.T) {
	t.Parallel()
	w := setup(t)
	limit := int64(200)
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Quota: &limit}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		q, err := w.desk.Quota(t.Context(), w.channel)
		if err != nil || !q.Limited || q.Limit != 200 {
			t.Fatalf("quota %+v, %v", q, err)
		}
	}
	if n := w.calls(t, "getMessageQuota"); n != 1 {
		t.Errorf("%d calls, want one", n)
	}
	w.Clock.Advance(30 * time.Second)
	if _, err := w.desk.Quota(t.Context(), w.channel); err != nil {
		t.Fatal(err)
	}
	if n := w.calls(t, "getMessageQuota"); n != 2 {
		t.Errorf("%d calls after half a minute, want two", n)
	}
}
