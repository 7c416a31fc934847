package platform

import "time"

// tokyo is the zone of LINE's statistics. The zone of the month's border is
// not documented; this is the likely one.
var tokyo = time.FixedZone("UTC+9", 9*60*60)

// usage counts the messages of the current month.
type usage struct {
	month string
	used  int64
}

func (u *usage) of(now time.Time) int64 {
	if month := now.In(tokyo).Format("2006-01"); month != u.month {
		u.month, u.used = month, 0
	}
	return u.used
}

func (u *usage) add(now time.Time, n int64) { u.set(now, u.of(now)+n) }

func (u *usage) set(now time.Time, n int64) {
	u.of(now)
	u.used = n
}

// Quota is the month's limit (nil: none), what has been used of it, and what
// running narrowcasts reserve.
type Quota struct {
	Limit    *int64 `json:"limit"`
	Used     int64  `json:"used"`
	Reserved int64  `json:"reserved"`
}

// Quota returns the channel's quota of the current month.
func (p *Platform) Quota(channelID string) (Quota, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Quota{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return Quota{Limit: c.view.clone().Quota, Used: c.usage.of(p.clock.Now()), Reserved: c.reserved()}, nil
}

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
