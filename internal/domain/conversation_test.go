package domain_test

import (
	"fmt"
	"testing"
	"time"

	"ohenji/internal/domain"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func says(text string, at time.Time) *domain.Message {
	return &domain.Message{
		ID: "msg_" + text, Direction: domain.In, Kind: "text", Text: text, At: at,
		Sender: domain.Sender{Kind: domain.SenderFriend, ID: "con_1", Name: "山田"},
	}
}

func answer(by domain.SenderKind, at time.Time) *domain.Message {
	return &domain.Message{
		ID: "msg_answer", Direction: domain.Out, Kind: "text", Text: "はい", At: at, Sender: domain.Sender{Kind: by, ID: "x"},
	}
}

func TestAMessageMakesTheConversationUnreadAndUnanswered(t *testing.T) {
	t.Parallel()
	var c domain.Conversation
	c.Receive(says("一", noon), true, "", time.Time{}, noon.Add(time.Second))
	c.Receive(says("二", noon.Add(time.Minute)), true, "", time.Time{}, noon.Add(2*time.Minute))
	if c.Unread != 2 || !c.UnansweredSince.Equal(noon) {
		t.Errorf("unread %d, unanswered since %v; want 2, since the first", c.Unread, c.UnansweredSince)
	}
	want := domain.LastMessage{ID: "msg_二", At: noon.Add(time.Minute), Direction: domain.In, Kind: "text", Preview: "二", Sender: domain.SenderFriend}
	if c.Last != want || !c.UpdatedAt.Equal(noon.Add(2*time.Minute)) {
		t.Errorf("the list shows %+v of %v, want %+v", c.Last, c.UpdatedAt, want)
	}
}

func TestAnEventThatAsksNothingDoesNotMoveUpTheList(t *testing.T) {
	t.Parallel()
	c := domain.Conversation{Status: domain.StatusDone}
	c.Receive(says("一", noon), true, "", time.Time{}, noon)
	c.Status = domain.StatusDone
	before := c.Last
	follow := &domain.Message{ID: "msg_follow", Direction: domain.In, Kind: "follow", At: noon.Add(time.Hour)}
	c.Receive(follow, false, "token", noon.Add(2*time.Hour), noon.Add(time.Hour))
	if c.Last != before || c.Unread != 1 || c.Status != domain.StatusDone {
		t.Errorf("a follow changed the list: %+v, unread %d, %s", c.Last, c.Unread, c.Status)
	}
	if len(c.Tokens) != 1 {
		t.Errorf("its reply token is not kept: %v", c.Tokens)
	}
}

func TestANewMessageTakesADoneConversationBack(t *testing.T) {
	t.Parallel()
	for from, want := range map[domain.Status]domain.Status{
		domain.StatusOpen: domain.StatusOpen, domain.StatusDone: domain.StatusOpen,
		domain.StatusFollowUp: domain.StatusFollowUp, domain.StatusSpam: domain.StatusSpam,
	} {
		c := domain.Conversation{Status: from}
		c.Receive(says("一", noon), true, "", time.Time{}, noon)
		if c.Status != want {
			t.Errorf("from %s it became %s, want %s", from, c.Status, want)
		}
	}
}

func TestOnlyAPersonSettlesWhatIsUnanswered(t *testing.T) {
	t.Parallel()
	for by, settles := range map[domain.SenderKind]bool{
		domain.SenderMember: true, domain.SenderAPI: true, domain.SenderRule: false, domain.SenderGreeting: false,
	} {
		var c domain.Conversation
		c.Receive(says("一", noon), true, "", time.Time{}, noon)
		c.Send(answer(by, noon.Add(time.Second)), noon.Add(time.Second))
		if got := c.UnansweredSince.IsZero() && c.Unread == 0; got != settles {
			t.Errorf("an answer by %s settles: %v, want %v", by, got, settles)
		}
		if c.Last.Direction != domain.Out || c.Last.Sender != by || c.Last.Preview != "はい" {
			t.Errorf("after an answer by %s the list shows %+v", by, c.Last)
		}
	}
}

func TestALateMessageDoesNotHideANewerOne(t *testing.T) {
	t.Parallel()
	var c domain.Conversation
	c.Receive(says("新", noon), true, "", time.Time{}, noon)
	c.Receive(says("旧", noon.Add(-time.Minute)), true, "", time.Time{}, noon)
	if c.Last.ID != "msg_新" || c.Unread != 2 {
		t.Errorf("the list shows %s, unread %d", c.Last.ID, c.Unread)
	}
	c.Receive(says("同", noon), true, "", time.Time{}, noon)
	if c.Last.ID != "msg_同" {
		t.Errorf("of two at the same moment the list shows %s, want the later to come", c.Last.ID)
	}
}

func (given tokens) conversation() *domain.Conversation {
	var c domain.Conversation
	for _, g := range given {
		c.Receive(says("x", noon), true, g.token, noon.Add(g.life), noon)
	}
	return &c
}

type tokens []struct {
	token string
	life  time.Duration
}

func TestTheReplyTokenThatDiesFirstIsSpentFirst(t *testing.T) {
	t.Parallel()
	c := tokens{{"long", 50 * time.Second}, {"short", 20 * time.Second}, {"middle", 30 * time.Second}}.conversation()
	for _, want := range []string{"short", "middle", "long"} {
		if got, ok := c.TakeToken(noon); !ok || got.Token != want {
			t.Errorf("took %q, %v; want %q", got.Token, ok, want)
		}
	}
	if got, ok := c.TakeToken(noon); ok {
		t.Errorf("took %q after the last", got.Token)
	}
}

func TestADeadReplyTokenIsNeverSpent(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(c *domain.Conversation, now time.Time) (domain.ReplyToken, bool){
		"any":     (*domain.Conversation).TakeToken,
		"its own": func(c *domain.Conversation, now time.Time) (domain.ReplyToken, bool) { return c.TakeTokenOf("t", now) },
		"just look": func(c *domain.Conversation, now time.Time) (domain.ReplyToken, bool) {
			until := c.FreeUntil(now)
			return domain.ReplyToken{Token: "t"}, !until.IsZero()
		},
	} {
		for _, at := range []struct {
			after time.Duration
			alive bool
		}{{0, true}, {29_999 * time.Millisecond, true}, {30 * time.Second, false}, {time.Hour, false}} {
			c := tokens{{"t", 30 * time.Second}}.conversation()
			if _, ok := take(c, noon.Add(at.after)); ok != at.alive {
				t.Errorf("%s after %v: alive is %v", name, at.after, ok)
			}
		}
	}
}

func TestARuleSpendsTheTokenOfTheMessageItAnswers(t *testing.T) {
	t.Parallel()
	c := tokens{{"one", 20 * time.Second}, {"two", 30 * time.Second}}.conversation()
	if got, ok := c.TakeTokenOf("two", noon); !ok || got.Token != "two" || !got.Until.Equal(noon.Add(30*time.Second)) {
		t.Errorf("took %+v, %v", got, ok)
	}
	if _, ok := c.TakeTokenOf("two", noon); ok {
		t.Error("a token was spent twice")
	}
	if _, ok := c.TakeTokenOf("", noon); ok {
		t.Error("no token was spent")
	}
	if got, ok := c.TakeToken(noon); !ok || got.Token != "one" {
		t.Errorf("the other token is gone: %+v", got)
	}
}

func TestTokensThatAreDeadOrEmptyAreNotKept(t *testing.T) {
	t.Parallel()
	c := tokens{{"", time.Minute}, {"dead", 0}, {"long dead", -time.Second}}.conversation()
	if len(c.Tokens) != 0 {
		t.Errorf("kept %v", c.Tokens)
	}
	if until := c.FreeUntil(noon); !until.IsZero() {
		t.Errorf("an answer is free until %v", until)
	}
}

func TestOnlyTwentyTokensAreRememberedTheLongestLived(t *testing.T) {
	t.Parallel()
	var given tokens
	for i := range domain.MaxReplyTokens + 5 {
		given = append(given, struct {
			token string
			life  time.Duration
		}{fmt.Sprint(i), time.Minute + time.Duration(i)*time.Second})
	}
	c := given.conversation()
	if len(c.Tokens) != domain.MaxReplyTokens {
		t.Fatalf("%d are kept", len(c.Tokens))
	}
	if got, _ := c.TakeToken(noon); got.Token != "5" {
		t.Errorf("the first is %s, want 5: the five that die first are forgotten", got.Token)
	}
}

func TestTheManualWindowOpensSlidesAndNeverShrinks(t *testing.T) {
	t.Parallel()
	sato, suzuki := domain.Sender{Kind: domain.SenderMember, ID: "mem_1"}, domain.Sender{Kind: domain.SenderMember, ID: "mem_2"}
	var c domain.Conversation
	if c.Manual.Open(noon) {
		t.Error("it is open from the start")
	}
	steps := []struct {
		name   string
		by     domain.Sender
		length time.Duration
		at     time.Duration // after noon
		until  time.Duration
	}{
		{"opens", sato, time.Hour, 0, time.Hour},
		{"slides", sato, time.Hour, 30 * time.Minute, 90 * time.Minute},
		{"does not shrink", suzuki, time.Minute, 40 * time.Minute, 90 * time.Minute},
		{"opens anew, shorter", suzuki, time.Minute, 2 * time.Hour, 2*time.Hour + time.Minute},
	}
	for _, s := range steps {
		now := noon.Add(s.at)
		c.OpenManual(s.by, now.Add(s.length), now)
		if c.Manual.By != s.by || !c.Manual.Until.Equal(noon.Add(s.until)) || !c.UpdatedAt.Equal(now) {
			t.Errorf("%s: %+v", s.name, c.Manual)
		}
		if !c.Manual.Open(c.Manual.Until.Add(-time.Millisecond)) || c.Manual.Open(c.Manual.Until) {
			t.Errorf("%s: it does not end exactly at its end", s.name)
		}
	}
	c.EndManual(noon.Add(3 * time.Hour))
	if c.Manual != (domain.ManualWindow{}) || !c.UpdatedAt.Equal(noon.Add(3*time.Hour)) {
		t.Errorf("after its end it is %+v", c.Manual)
	}
}

func TestAStatusSettlesWhatItMeans(t *testing.T) {
	t.Parallel()
	for status, settles := range map[domain.Status]bool{
		domain.StatusOpen: false, domain.StatusFollowUp: false, domain.StatusDone: true, domain.StatusSpam: true,
	} {
		var c domain.Conversation
		c.Receive(says("一", noon), true, "", time.Time{}, noon)
		c.OpenManual(domain.Sender{Kind: domain.SenderMember}, noon.Add(time.Hour), noon)
		if err := c.SetStatus(status, noon.Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if c.Status != status || !c.UpdatedAt.Equal(noon.Add(time.Second)) {
			t.Errorf("it is %s of %v", c.Status, c.UpdatedAt)
		}
		if got := c.Unread == 0 && c.UnansweredSince.IsZero() && !c.Manual.Open(noon); got != settles {
			t.Errorf("%s settles: %v, want %v", status, got, settles)
		}
	}
	c := domain.Conversation{Status: domain.StatusOpen}
	err := c.SetStatus("closed", noon)
	if domain.KindOf(err) != domain.Invalid || err == nil || c.Status != domain.StatusOpen || !c.UpdatedAt.IsZero() {
		t.Errorf("an unknown status gave %v and %+v", err, c)
	}
}

func TestReadingKeepsWhatIsUnanswered(t *testing.T) {
	t.Parallel()
	var c domain.Conversation
	c.Receive(says("一", noon), true, "", time.Time{}, noon)
	c.Read(noon.Add(time.Second))
	if c.Unread != 0 || c.UnansweredSince.IsZero() || !c.UpdatedAt.Equal(noon.Add(time.Second)) {
		t.Errorf("read it is %+v", c)
	}
}

func TestAPreviewIsTheFirstEightyCharacters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "あ": 1, repeat("あ", 80): 80, repeat("あ", 81): 80, repeat("😀", 200): 80} {
		m := domain.Message{Text: text}
		if got := []rune(m.Preview()); len(got) != want || string(got) != string([]rune(text)[:want]) {
			t.Errorf("of %d characters %d are shown, want %d", len([]rune(text)), len(got), want)
		}
	}
}

func TestOnlyTheOutcomesAreFinal(t *testing.T) {
	t.Parallel()
	for s, want := range map[domain.DeliveryState]bool{
		domain.DeliveryQueued: false, domain.DeliverySending: false,
		domain.DeliveryAccepted: true, domain.DeliveryFailed: true, domain.DeliveryUnknown: true,
	} {
		if s.Final() != want {
			t.Errorf("%s is final: %v", s, !want)
		}
	}
}

// An answer that waits for the friend's name leaves after the next message came.
func TestALateFinalAnswerLeavesWhatCameMeanwhileUnanswered(t *testing.T) {
	t.Parallel()
	first, second, third := noon, noon.Add(time.Second), noon.Add(2*time.Second)
	var c domain.Conversation
	c.Receive(says("一", first), true, "", time.Time{}, first)
	c.Late = append(c.Late, domain.LateAnswer{Final: true, AskedAt: first})
	c.Receive(says("二", second), true, "", time.Time{}, second)
	c.Receive(says("三", third), true, "", time.Time{}, third)
	c.Settle(c.Late[0].AskedAt, c.Late[0].Next)
	if !c.UnansweredSince.Equal(second) {
		t.Errorf("unanswered since %v, want the second message's %v", c.UnansweredSince, second)
	}
}
