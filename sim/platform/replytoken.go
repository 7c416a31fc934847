package platform

import "time"

// LINE's rules of a reply token (messaging-api reference, "Send reply
// message"): once, within a minute of receiving the webhook; after a
// redelivery within a minute of that, unless 20 minutes have gone since the
// event.
const (
	tokenLife       = time.Minute
	tokenRedelivery = 20 * time.Minute
)

type replyToken struct {
	user       string
	eventAt    time.Time
	aliveUntil time.Time // zero until its webhook was sent
	sent       *Sent     // what it was spent on
}

// replyTokens of one channel. Tokens are forgotten some time after they died,
// oldest first, so that issuing costs the same however many there are.
type replyTokens struct {
	byToken map[string]*replyToken
	queue   []issuedToken
	head    int
}

type issuedToken struct {
	token string
	at    time.Time
}

func newReplyTokens() replyTokens { return replyTokens{byToken: map[string]*replyToken{}} }

func (r *replyTokens) issue(token, user string, eventAt, now time.Time) {
	r.byToken[token] = &replyToken{user: user, eventAt: eventAt}
	r.queue = append(r.queue, issuedToken{token, now})
	r.sweep(now)
}

// sweep forgets the oldest two if they are dead for good.
func (r *replyTokens) sweep(now time.Time) {
	for range 2 {
		if r.head == len(r.queue) || now.Sub(r.queue[r.head].at) <= tokenRedelivery+tokenLife {
			break
		}
		delete(r.byToken, r.queue[r.head].token)
		r.queue[r.head] = issuedToken{}
		r.head++
	}
	if r.head > 1024 && r.head > len(r.queue)/2 {
		r.queue = append([]issuedToken{}, r.queue[r.head:]...)
		r.head = 0
	}
}

// received starts a token's minute, again after a redelivery.
func (r *replyTokens) received(token string, now time.Time, redelivery bool) {
	t, ok := r.byToken[token]
	if !ok || t.sent != nil {
		return
	}
	until := now.Add(tokenLife)
	if last := t.eventAt.Add(tokenRedelivery); redelivery && last.Before(until) {
		until = last
	}
	if until.After(t.aliveUntil) {
		t.aliveUntil = until
	}
}

// alive returns the token when it can be spent now. A spent one counts the try
// on what it was spent on.
func (r *replyTokens) alive(token string, now time.Time) (*replyToken, bool) {
	t, ok := r.byToken[token]
	if !ok {
		return nil, false
	}
	if t.sent != nil {
		t.sent.Attempts++
		return nil, false
	}
	return t, now.Before(t.aliveUntil)
}
