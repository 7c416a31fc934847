package live_test

import (
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/live"
)

func everything(string) bool { return true }

func TestAPageSeesOnlyItsAccounts(t *testing.T) {
	t.Parallel()
	h := live.New()
	s := h.Subscribe(func(id string) bool { return id == "acc_a" })
	h.Publish([]domain.Hint{
		{Kind: domain.HintRules, AccountID: "acc_b"},
		{Kind: domain.HintRules, AccountID: "acc_a"},
		{Kind: domain.HintMembers},
	})
	if got := <-s.C(); got.AccountID != "acc_a" {
		t.Errorf("got a hint of %q", got.AccountID)
	}
	if got := <-s.C(); got.Kind != domain.HintMembers {
		t.Errorf("got %v, want the hint that concerns everybody", got)
	}
	if len(s.C()) != 0 {
		t.Error("a hint of another account came through")
	}
}

func TestASlowPageIsCutOffAndOthersAreNot(t *testing.T) {
	t.Parallel()
	h := live.New()
	slow, quick := h.Subscribe(everything), h.Subscribe(everything)
	for range 1000 {
		h.Publish([]domain.Hint{{Kind: domain.HintRules, AccountID: "acc_a"}})
		<-quick.C()
	}
	n := 0
	for range slow.C() {
		n++
	}
	if n == 0 || n >= 1000 {
		t.Errorf("the slow page got %d hints before it was cut off", n)
	}
	if h.Count() != 1 {
		t.Errorf("%d subscriptions are left, want the quick one", h.Count())
	}
	slow.Close() // again: no harm
}

func TestAClosedHubEndsPagesOldAndNew(t *testing.T) {
	t.Parallel()
	h := live.New()
	before := h.Subscribe(everything)
	h.Close()
	after := h.Subscribe(everything)
	if _, open := <-before.C(); open {
		t.Error("an open page was not ended")
	}
	if _, open := <-after.C(); open {
		t.Error("a page subscribed to a closed hub")
	}
}
