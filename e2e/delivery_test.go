package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/store/storetest"
	"ohenji/sim/platform"
)

// way is one of the two ways to LINE.
type way string

const (
	reply way = "reply"
	push  way = "push"
)

// short is how long the product waits for LINE where LINE does not answer. It
// is real time, and long enough for a busy machine to answer what is answered.
const short = 2 * time.Second

// sendBy makes one delivery go out that way and returns the friend who is to
// get it: a rule answers by reply, a member after a minute by push.
func (w *world) sendBy(by way) friend {
	w.t.Helper()
	hanako := w.friend("花子")
	if by == reply {
		w.says(hanako, "営業時間")
		return hanako
	}
	w.settings(m{"inside": "manual"})
	w.says(hanako, "営業時間")
	w.passes(time.Minute)
	w.answers(hanako, "1", opening)
	return hanako
}

// tries is what the ledger says of the newest delivery: its state, its code,
// and the way and status of each try.
func (w *world) tries() string {
	w.t.Helper()
	ds := w.deliveries()
	if len(ds) == 0 {
		return ""
	}
	d := w.delivery(ds[len(ds)-1].ID)
	out := d.State
	if d.Error != nil && d.State != "accepted" {
		out += " " + d.Error.Code
	}
	for i, one := range d.Tries {
		out += fmt.Sprintf(" %s:%d", one.Method, one.Status)
		if one.Number != i+1 {
			w.t.Errorf("try %d has the number %d", i+1, one.Number)
		}
		if one.Status != 0 && one.Status != 500 && one.LineRequest == "" {
			w.t.Errorf("try %d has no request id of LINE", i+1)
		}
	}
	return out
}

// finish lets time pass, a step after each try, until the newest delivery has
// ended. A step is longer than the pause after any try.
func (w *world) finish(step time.Duration) {
	w.t.Helper()
	tried := 0
	for {
		var d delivery
		w.until("the next try to end", func() bool {
			ds := w.deliveries()
			d = ds[len(ds)-1]
			return d.State != "sending" && d.Attempts > tried || ended(d)
		})
		if ended(d) {
			return
		}
		tried = d.Attempts
		w.passes(step)
	}
}

func ended(d delivery) bool { return d.State != "queued" && d.State != "sending" }

func TestTroubleWithLINE(t *testing.T) {
	twice := func(status int) platform.Fault { return platform.Fault{Status: status, Count: 2} }
	after := func(f platform.Fault) platform.Fault { f.When = platform.After; return f }
	cases := []struct {
		name        string
		fault       platform.Fault
		reply, push string // what the ledger says in the end
		lost        bool   // the friend sees nothing
	}{
		{
			name: "an error before acceptance", fault: twice(500),
			reply: "accepted reply:500 reply:500 reply:200", push: "accepted push:500 push:500 push:200",
		},
		{
			name: "an error after acceptance", fault: after(platform.Fault{Status: 500, Count: 1}),
			reply: "unknown delivery.reply_lost reply:500 reply:400", push: "accepted push:500 push:409",
		},
		{
			name: "a connection that breaks before acceptance", fault: platform.Fault{Drop: true, Count: 1},
			reply: "accepted reply:0 reply:200", push: "accepted push:0 push:200",
		},
		{
			name: "a connection that breaks after acceptance", fault: after(platform.Fault{Drop: true, Count: 1}),
			reply: "unknown delivery.reply_lost reply:0 reply:400", push: "accepted push:0 push:409",
		},
		{
			name: "an answer that does not come in time", fault: after(platform.Fault{Delay: 100 * time.Hour, Count: 1}),
			reply: "unknown delivery.reply_lost reply:0 reply:400", push: "accepted push:0 push:409",
		},
		{
			name: "too many requests", fault: twice(429),
			reply: "accepted reply:429 reply:429 reply:200", push: "accepted push:429 push:429 push:200",
		},
		{
			name: "the month's limit", fault: platform.Fault{Status: 429, Message: "You have reached your monthly limit."},
			reply: "failed delivery.monthly_limit reply:429", push: "failed delivery.monthly_limit push:429", lost: true,
		},
		{
			name: "a token that died early", fault: platform.Fault{Status: 401, Count: 1},
			reply: "accepted reply:401 reply:200", push: "accepted push:401 push:200",
		},
		{
			name: "a refusal", fault: platform.Fault{Status: 400, Message: "The request body has 1 error(s)"},
			reply: "failed delivery.refused reply:400", push: "failed delivery.refused push:400", lost: true,
		},
	}
	t.Parallel()
	for _, c := range cases {
		for by, want := range map[way]string{reply: c.reply, push: c.push} {
			t.Run(c.name+", "+string(by), func(t *testing.T) {
				t.Parallel()
				storetest.Each(t, func(t *testing.T, p storetest.Place) {
					fault := c.fault
					w := found(t, p, sakura, func(o *boot.Options) {
						if fault.Delay > 0 {
							o.LineTimeout = short
						}
					})
					fault.Endpoint = string(by)
					w.line.Fault(fault)
					hanako := w.sendBy(by)
					w.finish(2 * time.Second)
					if got := w.tries(); got != want {
						t.Errorf("the ledger says %q, want %q", got, want)
					}
					w.passes(time.Hour) // whatever is final stays so
					lines := []string{"friend: 営業時間", string(by) + ": " + opening}
					if c.lost {
						lines = lines[:1]
					}
					w.shows(hanako, lines...)
					if got := w.tries(); got != want {
						t.Errorf("an hour later the ledger says %q", got)
					}
					w.wantOneRetryKey()
				})
			})
		}
	}
}

// wantOneRetryKey demands that pushes are repeated under their key, and that
// replies carry none.
func (w *world) wantOneRetryKey() {
	w.t.Helper()
	calls, err := w.line.Calls(channelID)
	w.must(err)
	keys := map[string]bool{}
	for _, c := range calls {
		if c.Operation == "pushMessage" {
			keys[c.RetryKey] = true
		} else if c.RetryKey != "" {
			w.t.Errorf("%s with a retry key", c.Operation)
		}
	}
	if len(keys) > 1 || keys[""] {
		w.t.Errorf("one delivery was pushed under the keys %v", keys)
	}
}

func TestAReplyTokenThatLINEPlainlyRefusesLeadsToAPush(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "reply", Status: 400, Message: "Invalid reply token", Count: 1})
		hanako := w.sendBy(reply)
		w.finish(time.Second)
		if got := w.tries(); got != "accepted reply:400 push:200" {
			t.Errorf("the ledger says %q", got)
		}
		w.shows(hanako, "friend: 営業時間", "push: "+opening)
	})
}

func TestAReplyThatWasOnlyEverRefusedBecomesAPushWhenItsTokenDies(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "reply", Status: 429})
		hanako := w.sendBy(reply)
		w.finish(10 * time.Second)
		if got := w.tries(); !strings.HasPrefix(got, "accepted reply:429") || !strings.HasSuffix(got, "reply:429 push:200") {
			t.Errorf("the ledger says %q", got)
		}
		w.shows(hanako, "friend: 営業時間", "push: "+opening)
	})
}

func TestAReplyThatMayHaveArrivedIsNeverFollowedByAPush(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "reply", Status: 500})
		hanako := w.sendBy(reply)
		w.finish(10 * time.Second)
		if got := w.tries(); !strings.HasPrefix(got, "unknown delivery.reply_lost reply:500") || strings.Contains(got, "push") {
			t.Errorf("the ledger says %q", got)
		}
		w.passes(25 * time.Hour)
		w.shows(hanako, "friend: 営業時間")
		if got := w.newest(hanako, "out").Delivery; got.State != "unknown" || got.Error.Code != "delivery.reply_lost" {
			t.Errorf("the desk shows %+v", got)
		}
	})
}

func TestWithoutAnAccessTokenNothingIsCalledAndTheReplyGoesOutLater(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.must(w.line.ClearFaults(""))
		w.passes(20 * time.Minute) // the product's token is over
		w.line.Fault(platform.Fault{Endpoint: "token", Status: 503, Count: 2})
		hanako := w.sendBy(reply)
		w.finish(2 * time.Second)
		if got := w.tries(); !strings.HasPrefix(got, "accepted ") || !strings.HasSuffix(got, "reply:200") {
			t.Errorf("the ledger says %q", got)
		}
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
	})
}

func TestAPushIsGivenUpAfterADay(t *testing.T) {
	for name, c := range map[string]struct {
		fault platform.Fault
		want  string
	}{
		"that LINE only ever refused": {platform.Fault{Endpoint: "push", Status: 429}, "failed delivery.expired"},
		"that may have been accepted": {platform.Fault{Endpoint: "push", Status: 500}, "unknown delivery.retry_key_over"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, sakura, func(t *testing.T, w *world) {
				w.line.Fault(c.fault)
				hanako := w.sendBy(push)
				began := w.clock.Now()
				w.finish(time.Hour)
				if got := w.tries(); !strings.HasPrefix(got, c.want+" push:") {
					t.Errorf("the ledger says %q", got)
				}
				if took := w.clock.Now().Sub(began); took < 24*time.Hour || took > 26*time.Hour {
					t.Errorf("given up after %v", took)
				}
				w.wantOneRetryKey()
				w.must(w.line.ClearFaults(""))
				w.passes(time.Hour)
				w.answers(hanako, "2", "はい") // the next one is not held up
				w.shows(hanako, "friend: 営業時間", "push: はい")
			})
		})
	}
}

func TestTheOrderOfAConversationIsKeptAndNobodyElseWaits(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.says(hanako, "営業時間")
		w.says(taro, "営業時間")
		w.settle()
		w.line.Fault(platform.Fault{Endpoint: "push", Friend: hanako.id, Status: 500, Count: 3})
		want := []string{"friend: 営業時間", "reply: " + opening}
		for i := range 5 {
			text := strconv.Itoa(i)
			w.answers(hanako, text, text)
			want = append(want, "push: "+text)
		}
		w.until("a failed try", func() bool { return len(w.line.Sent(channelID)) == 2 && w.called("pushMessage") > 0 })
		w.answers(taro, "1", "はい")
		w.until("the other's answer", func() bool { return len(w.phone(taro)) == 3 })
		if got := w.phone(hanako); len(got) != 2 {
			t.Errorf("the first one's phone shows %q", got)
		}
		for failed := 1; failed <= 3; failed++ {
			w.until("a try to end", func() bool { return w.deliveries()[2].Attempts >= failed && w.deliveries()[2].State != "sending" })
			w.passes(10 * time.Second)
		}
		w.shows(hanako, want...)
	})
}

// called counts the product's calls of one of LINE's operations.
func (w *world) called(operation string) int {
	w.t.Helper()
	calls, err := w.line.Calls(channelID)
	w.must(err)
	n := 0
	for _, c := range calls {
		if c.Operation == operation {
			n++
		}
	}
	return n
}

func TestARestartGoesOnWhereTheProductStopped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := found(t, p, sakura, func(o *boot.Options) { o.LineTimeout = short })
		hanako, taro, jiro := w.friend("花子"), w.friend("太郎"), w.friend("次郎")
		for _, f := range []friend{hanako, taro, jiro} {
			w.says(f, "営業時間")
			w.shows(f, "friend: 営業時間", "reply: "+opening)
		}
		w.line.Fault(platform.Fault{Endpoint: "push", Friend: hanako.id, Status: 500, When: platform.After, Count: 1})
		w.line.Fault(platform.Fault{Endpoint: "push", Friend: taro.id, Delay: 100 * time.Hour, Count: 1}) // is being sent when the product stops
		w.line.Fault(platform.Fault{Endpoint: "push", Friend: jiro.id, Drop: true, Count: 1})
		for _, f := range []friend{hanako, taro, jiro} {
			w.answers(f, "1", "一")
			w.answers(f, "2", "二")
		}
		w.until("three tries", func() bool { return w.called("pushMessage") >= 2 })
		w.restart()
		w.passes(time.Minute)
		for _, f := range []friend{hanako, taro, jiro} {
			w.shows(f, "friend: 営業時間", "reply: "+opening, "push: 一", "push: 二")
		}
		w.says(hanako, "ありがとう")
		w.wantDecision(hanako, "manual_window") // it outlives the restart as well
	})
}
