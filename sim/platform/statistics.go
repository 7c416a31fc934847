package platform

import (
	"maps"
	"regexp"
	"slices"
	"time"
)

// deliveries counts the people reached, by method and day of Japan.
type deliveries map[string]map[string]int64

const dayLayout = "20060102"

func (d deliveries) add(method string, now time.Time, n int64) {
	if d[method] == nil {
		d[method] = map[string]int64{}
	}
	d[method][now.In(tokyo).Format(dayLayout)] += n
}

func (d deliveries) clone() deliveries {
	out := deliveries{}
	for method, days := range d {
		out[method] = maps.Clone(days)
	}
	return out
}

// Delivery is the answer of LINE's delivery statistics.
type Delivery struct {
	Status  string `json:"status"`            // "ready", "unready" or "out_of_service"
	Success *int64 `json:"success,omitempty"` // only when ready
}

var dayShape = regexp.MustCompile(`^\d{8}$`)

// firstDay is the first day that LINE has numbers of.
const firstDay = "20180331"

// DeliveriesOn returns how many a method reached on a day, yyyyMMdd of Japan:
// from the next day on. False when the day is none.
func (p *Platform) DeliveriesOn(channelID, method, day string) (Delivery, bool, error) {
	if _, err := time.Parse(dayLayout, day); err != nil || !dayShape.MatchString(day) {
		return Delivery{}, false, nil
	}
	c, err := p.channel(channelID)
	if err != nil {
		return Delivery{}, false, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case day < firstDay:
		return Delivery{Status: "out_of_service"}, true, nil
	case day >= p.clock.Now().In(tokyo).Format(dayLayout):
		return Delivery{Status: "unready"}, true, nil
	}
	n := c.counts[method][day]
	return Delivery{Status: "ready", Success: &n}, true, nil
}

// maxUnits is how many names of aggregation units a month takes; what comes
// later is sent, but its name is dropped (reference, "customAggregationUnits").
const maxUnits = 1000

// units are the names of aggregation units of the current month.
type units struct {
	month string
	names map[string]bool
}

func (u *units) of(now time.Time) map[string]bool {
	if month := now.In(tokyo).Format("2006-01"); month != u.month || u.names == nil {
		u.month, u.names = month, map[string]bool{}
	}
	return u.names
}

func (u *units) add(now time.Time, name string) {
	if names := u.of(now); name != "" && len(names) < maxUnits {
		names[name] = true
	}
}

func (u *units) sorted(now time.Time) []string { return slices.Sorted(maps.Keys(u.of(now))) }

// Units returns a page of this month's names of aggregation units, and how many
// there are in all.
func (p *Platform) Units(channelID, start string, size int) (names []string, next string, total int, err error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, "", 0, err
	}
	c.mu.Lock()
	all := c.units.sorted(p.clock.Now())
	c.mu.Unlock()
	names, next, err = p.page("units", channelID, all, start, size)
	return names, next, len(all), err
}
