package platform

import "time"

// What a bot can use once: a reply token, and a retry key for a day.

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

// retryLife is how long a retry key is remembered after its first request
// (docs, "Retrying a failed API request"); afterwards it counts as new.
const retryLife = 24 * time.Hour

// retryKeys of one channel. LINE does not say how far a key is unique; here it
// is unique in its channel. Only accepted requests block a key.
type retryKeys struct {
	byKey map[string]*Sent
	queue []string // by time of acceptance
	head  int
}

func newRetryKeys() retryKeys { return retryKeys{byKey: map[string]*Sent{}} }

func (r *retryKeys) accepted(key string, now time.Time) (*Sent, bool) {
	sent, ok := r.byKey[key]
	if !ok || now.Sub(sent.At) >= retryLife {
		return nil, false
	}
	return sent, true
}

func (r *retryKeys) remember(key string, sent *Sent) {
	r.byKey[key] = sent
	r.queue = append(r.queue, key)
	for range 2 { // forget the oldest, no faster than they come
		if r.head == len(r.queue) {
			break
		}
		old := r.queue[r.head]
		if first, ok := r.byKey[old]; ok {
			if sent.At.Sub(first.At) < retryLife {
				break
			}
			delete(r.byKey, old)
		}
		r.head++
	}
	if r.head > 1024 && r.head > len(r.queue)/2 {
		r.queue = append([]string{}, r.queue[r.head:]...)
		r.head = 0
	}
}
