package platform

import "time"

// Rate is one of LINE's limits: N requests in Per.
type Rate struct {
	N   int
	Per time.Duration
}

// bucket is a token bucket. LINE documents the method but neither size nor
// refill; here it holds N and refills evenly over Per.
type bucket struct {
	left float64
	at   time.Time
}

// Allow takes one request out of the channel's bucket for the operation and
// says whether there was one.
func (p *Platform) Allow(channelID, operation string, rate Rate) bool {
	c, err := p.channel(channelID)
	if err != nil || rate.N == 0 {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.view.RateLimits {
		return true
	}
	now := p.clock.Now()
	b, ok := c.buckets[operation]
	if !ok {
		b = &bucket{left: float64(rate.N), at: now}
		c.buckets[operation] = b
	}
	if gone := now.Sub(b.at); gone > 0 {
		b.left = min(float64(rate.N), b.left+float64(rate.N)*float64(gone)/float64(rate.Per))
		b.at = now
	}
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}
