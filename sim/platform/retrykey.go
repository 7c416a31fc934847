package platform

import "time"

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
