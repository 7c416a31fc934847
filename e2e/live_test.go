package e2e

import (
	"slices"
	"testing"
	"time"

	"ohenji/internal/store/storetest"
)

func TestAnOpenPageHearsOfAMessageAndOfItsAnswer(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		page := w.listenTo(w.owner, "/events?account="+w.account)
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		want := hint{Kind: "conversation", Account: w.account, ID: w.talk(hanako).ID}
		page.until(t, "the message and its acceptance", func(hs []hint) bool { return count(hs, want) >= 2 })
		w.settings(m{"inside": "auto"})
		page.until(t, "the settings", func(hs []hint) bool {
			return slices.ContainsFunc(hs, func(h hint) bool { return h.Kind == "settings" })
		})
	})
}

func count(hs []hint, want hint) int {
	n := 0
	for _, h := range hs {
		if h == want {
			n++
		}
	}
	return n
}

// until waits for hints.
func (s *stream) until(t *testing.T, what string, ok func([]hint) bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		next := s.next()
		if ok(s.all()) {
			return
		}
		select {
		case <-next:
		case <-deadline:
			t.Fatalf("waited in vain for %s: %+v", what, s.all())
		}
	}
}

func TestAPageHearsOnlyOfItsOwnAccounts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := found(t, p, sakura)
		other := w.add("second", "二号店", "1650000002", "fedcba9876543210fedcba9876543210", sakura)
		w.secrets = append(w.secrets, "fedcba9876543210fedcba9876543210")
		member, _ := w.join("member", m{"account": w.account, "role": "member"})
		stranger, _ := w.join("stranger", m{"account": other, "role": "owner"})
		mine, theirs, one := w.listen(member), w.listen(stranger), w.listenTo(w.owner, "/events?account="+other)
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		f := w.line.AddFriend("1650000002", "太郎")
		w.line.SendText("1650000002", f.UserID, "営業時間")
		w.line.WaitSent("1650000002", 1)
		sees := func(account string) func([]hint) bool {
			return func(hs []hint) bool {
				return slices.ContainsFunc(hs, func(h hint) bool { return h.Account == account })
			}
		}
		mine.until(t, "the own account", sees(w.account))
		theirs.until(t, "the other account", sees(other))
		one.until(t, "the chosen account", sees(other))
		if sees(other)(mine.all()) || sees(w.account)(theirs.all()) || sees(w.account)(one.all()) {
			t.Error("a page heard of an account that is not its own")
		}
	})
}

func TestAPageIsClosedWhenItsSessionEnds(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		c := &client{w: w}
		c.post("/session", m{"login": "owner", "password": password}, nil)
		w.secrets = append(w.secrets, c.cookie)
		page := w.listen(c)
		c.delete("/session")
		w.passes(20 * time.Second)
		page.ends(t)
		select {
		case <-w.live.closed:
			t.Error("another session's page was closed with it")
		default:
		}
		w.live.until(t, "a ping", func(hs []hint) bool { return count(hs, hint{Kind: "ping"}) > 0 })
		w.passes(40 * 24 * time.Hour)
		w.live.ends(t)
	})
}
