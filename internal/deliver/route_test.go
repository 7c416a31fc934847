package deliver

import (
	"testing"
	"time"

	"ohenji/internal/domain"
)

var recorded = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

func TestTheWayOfTheNextTry(t *testing.T) {
	t.Parallel()
	rule, member := domain.Sender{Kind: domain.SenderRule}, domain.Sender{Kind: domain.SenderMember}
	alive := domain.ReplyToken{Token: "t", Until: recorded.Add(50 * time.Second)}
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		d     domain.Delivery
		after time.Duration // since it was recorded
		state domain.DeliveryState
		way   domain.DeliveryMethod
		code  string
	}{
		"a fresh reply": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: rule}, state: domain.DeliverySending, way: domain.MethodReply,
		},
		"a reply that may have arrived, with its token alive": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: rule, Uncertain: true, Attempts: 1}, after: 49 * time.Second,
			state: domain.DeliverySending, way: domain.MethodReply,
		},
		"a reply that may have arrived, with its token dead": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: rule, Uncertain: true, Attempts: 1}, after: 50 * time.Second,
			state: domain.DeliveryUnknown, way: domain.MethodReply, code: "delivery.reply_lost",
		},
		"a reply that was only refused, with its token dead": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: rule, Attempts: 3}, after: 50 * time.Second,
			state: domain.DeliverySending, way: domain.MethodPush,
		},
		"a rule's reply that has become old": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: rule, Attempts: 3}, after: 10 * time.Minute,
			state: domain.DeliveryFailed, way: domain.MethodPush, code: "delivery.too_late",
		},
		"a member's reply that has become old": {
			d: domain.Delivery{Method: domain.MethodReply, ReplyToken: alive, Origin: member, Attempts: 3}, after: 10 * time.Minute,
			state: domain.DeliverySending, way: domain.MethodPush,
		},
		"a push of a day that LINE only ever refused": {
			d: domain.Delivery{Method: domain.MethodPush, Origin: member, Attempts: 30, FirstAt: recorded}, after: day,
			state: domain.DeliveryFailed, way: domain.MethodPush, code: "delivery.expired",
		},
		"a push of a day that may have been accepted": {
			d: domain.Delivery{Method: domain.MethodPush, Origin: member, Attempts: 30, FirstAt: recorded, Uncertain: true}, after: day,
			state: domain.DeliveryUnknown, way: domain.MethodPush, code: "delivery.retry_key_over",
		},
		"a push just before that": {
			d: domain.Delivery{Method: domain.MethodPush, Origin: member, Attempts: 30, FirstAt: recorded, Uncertain: true}, after: day - time.Millisecond,
			state: domain.DeliverySending, way: domain.MethodPush,
		},
		"a push that nobody has tried in a day": { // the product was off
			d: domain.Delivery{Method: domain.MethodPush, Origin: member}, after: 2 * day, state: domain.DeliverySending, way: domain.MethodPush,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := c.d
			d.State, d.CreatedAt = domain.DeliveryQueued, recorded
			goes := prepare(&d, recorded.Add(c.after))
			if d.State != c.state || d.Method != c.way || d.Problem.Code != c.code || goes != (c.state == domain.DeliverySending) {
				t.Errorf("%s by %s %q (goes: %v), want %s by %s %q", d.State, d.Method, d.Problem.Code, goes, c.state, c.way, c.code)
			}
			if goes && d.Attempts != c.d.Attempts+1 {
				t.Errorf("%d attempts after %d", d.Attempts, c.d.Attempts)
			}
		})
	}
}

func TestPausesGrowAndAReplyIsTriedWithinItsTokensLife(t *testing.T) {
	t.Parallel()
	total := time.Duration(0)
	for n := 1; n <= 5; n++ {
		total += pause(domain.MethodReply, n)
	}
	if total >= 50*time.Second {
		t.Errorf("five tries of a reply take %v", total)
	}
	last := time.Duration(0)
	for n := 1; n < 40; n++ {
		p := pause(domain.MethodPush, n)
		if p < last || p > time.Hour {
			t.Errorf("the pause after try %d is %v, the one before was %v", n, p, last)
		}
		last = p
	}
}
