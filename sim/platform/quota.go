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

// Quota is the month's limit (nil: none) and what has been used of it.
type Quota struct {
	Limit *int64 `json:"limit"`
	Used  int64  `json:"used"`
}

// Quota returns the channel's quota of the current month.
func (p *Platform) Quota(channelID string) (Quota, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Quota{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return Quota{Limit: c.view.clone().Quota, Used: c.usage.of(p.clock.Now())}, nil
}
