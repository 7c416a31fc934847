package api

import "net/http"

func quota(c *call) (any, error) {
	q, err := c.platform.Quota(c.channel)
	if err != nil {
		return nil, err
	}
	if q.Limit == nil {
		return map[string]any{"type": "none"}, nil
	}
	return map[string]any{"type": "limited", "value": *q.Limit}, nil
}

func consumption(c *call) (any, error) {
	q, err := c.platform.Quota(c.channel)
	return map[string]any{"totalUsage": q.Used}, err
}

// deliveries answers how many a method reached on a day.
func deliveries(method string) func(*call) (any, error) {
	return func(c *call) (any, error) {
		out, ok, err := c.platform.DeliveriesOn(c.channel, method, c.r.URL.Query().Get("date"))
		if err == nil && !ok {
			err = refuse(http.StatusBadRequest, "The value for the 'date' parameter is invalid")
		}
		return out, err
	}
}

func unitUsage(c *call) (any, error) {
	_, _, total, err := c.platform.Units(c.channel, "", 1)
	return map[string]any{"numOfCustomAggregationUnits": total}, err
}

func unitNames(c *call) (any, error) {
	size, err := c.limit(100, 100)
	if err != nil {
		return nil, err
	}
	names, next, _, err := c.platform.Units(c.channel, c.r.URL.Query().Get("start"), size)
	return struct {
		Names []string `json:"customAggregationUnits"`
		Next  string   `json:"next,omitempty"`
	}{names, next}, err
}
