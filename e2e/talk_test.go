package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"ohenji/sim/platform"
)

// friend is a person with a phone.
type friend struct {
	id   string // LINE user id
	name string
}

// friend introduces somebody who was a friend before the installation: LINE
// tells the product nothing until the first message.
func (w *world) friend(name string) friend {
	w.t.Helper()
	f, err := w.line.Platform.AddFriend(channelID, platform.FriendSpec{DisplayName: name, Quiet: true})
	w.must(err)
	return friend{f.UserID, name}
}

// says lets the friend write, and returns when the product has answered the
// webhook and, unless LINE is in trouble, has sent what it answers at once. An
// answer that asks LINE for the friend's name first may still be on its way.
func (w *world) says(f friend, text string) {
	w.t.Helper()
	w.line.SendText(channelID, f.id, text)
	w.idle()
	if !w.line.HasFaults() {
		w.settle()
	}
}

func textOf(b platform.Bubble) string {
	var body struct{ Text string }
	if json.Unmarshal(b.Body, &body) != nil || b.Kind != "text" {
		return "(" + b.Kind + ")"
	}
	return body.Text
}

// phone is what the friend's phone shows: "friend: …", and with the way that
// it took "reply: …" or "push: …".
func (w *world) phone(f friend) []string {
	w.t.Helper()
	talk, err := w.line.Talk(channelID, f.id, 0)
	w.must(err)
	lines := []string{}
	for _, b := range talk.Bubbles {
		who := b.Method
		if b.From == platform.FromFriend {
			who = "friend"
		}
		lines = append(lines, who+": "+textOf(b))
	}
	return lines
}

// shows waits until the phone has as many lines as wanted, and nothing more is
// on its way; then they must be these.
func (w *world) shows(f friend, want ...string) {
	w.t.Helper()
	w.until(f.name+"'s phone to show "+strings.Join(want, " | "), func() bool { return len(w.phone(f)) >= len(want) })
	w.settle()
	if got := w.phone(f); !slices.Equal(got, want) {
		w.t.Errorf("%s's phone shows\n  %s\nwant\n  %s", f.name, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// talk is the conversation with the friend as the desk has it.
func (w *world) talk(f friend) conversation {
	w.t.Helper()
	if c, ok := w.find(f); ok {
		return c
	}
	w.t.Fatalf("the desk has no conversation with %s", f.name)
	return conversation{}
}

func (w *world) find(f friend) (conversation, bool) {
	w.t.Helper()
	for _, folder := range []string{"all", "spam"} {
		var cs list[conversation]
		w.bot.get("/accounts/{account}/conversations?limit=100&filter="+folder, &cs)
		if i := slices.IndexFunc(cs.Items, func(c conversation) bool { return c.Contact.LineUserID == f.id }); i >= 0 {
			return cs.Items[i], true
		}
	}
	return conversation{}, false
}

func (w *world) path(f friend) string { return "/accounts/{account}/conversations/" + w.talk(f).ID }

// timeline is the conversation's messages, oldest first.
func (w *world) timeline(f friend) []message {
	w.t.Helper()
	var ms list[message]
	w.bot.get(w.path(f)+"/messages?limit=100", &ms)
	slices.Reverse(ms.Items)
	return ms.Items
}

// newest is the newest message of the conversation in that direction.
func (w *world) newest(f friend, direction string) message {
	w.t.Helper()
	ms := w.timeline(f)
	for _, one := range slices.Backward(ms) {
		if one.Direction == direction {
			return one
		}
	}
	w.t.Fatalf("no message %q in the conversation with %s: %+v", direction, f.name, ms)
	return message{}
}

// decided is why the rules did what they did about the friend's last message:
// "reason" or "rule:title".
func (w *world) decided(f friend) string {
	w.t.Helper()
	d := w.newest(f, "in").Decision
	if d == nil {
		return ""
	}
	if d.Reason == "rule" {
		return "rule:" + d.RuleTitle
	}
	return d.Reason
}

func (w *world) wantDecision(f friend, want string) {
	w.t.Helper()
	if got := w.decided(f); got != want {
		w.t.Errorf("the rules decided %q, want %q", got, want)
	}
}

// deliveries is the account's ledger, oldest first.
func (w *world) deliveries() []delivery {
	w.t.Helper()
	var ds list[delivery]
	w.bot.get("/accounts/{account}/deliveries?limit=100", &ds)
	slices.Reverse(ds.Items)
	return ds.Items
}

// delivery is one delivery with its tries.
func (w *world) delivery(id string) delivery {
	w.t.Helper()
	var d delivery
	w.bot.get("/accounts/{account}/deliveries/"+id, &d)
	return d
}

// answers lets the owner answer the friend by hand.
func (w *world) answers(f friend, requestID string, texts ...string) []message {
	w.t.Helper()
	var ms list[message]
	w.owner.post(w.path(f)+"/messages", answer(requestID, texts...), &ms)
	return ms.Items
}

func answer(requestID string, texts ...string) m {
	bubbles := []m{}
	for _, text := range texts {
		bubbles = append(bubbles, m{"text": text})
	}
	return m{"requestId": requestID, "bubbles": bubbles}
}

// passes lets virtual time pass.
func (w *world) passes(d time.Duration) { w.line.Advance(d) }

// goTo shifts the clock to the next such moment in Tokyo. The question about a
// new account is over before: in a jump of hours its access token would die on
// the way to LINE, and the one behind it in the next jump.
func (w *world) goTo(day time.Weekday, clockTime string) {
	w.t.Helper()
	w.until("LINE to tell about the account", func() bool {
		var a struct{ BotUserID string }
		w.owner.get("/accounts/{account}", &a)
		return a.BotUserID != ""
	})
	tokyo := time.FixedZone("Asia/Tokyo", 9*60*60)
	at, err := time.Parse("15:04", clockTime)
	w.must(err)
	now := w.clock.Now().In(tokyo)
	then := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, tokyo)
	for then.Weekday() != day || !then.After(now) {
		then = then.AddDate(0, 0, 1)
	}
	w.passes(then.Sub(now))
}
