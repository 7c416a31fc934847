package platform

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// WebhookStats is what LINE's console shows of a channel's webhooks.
type WebhookStats struct {
	Sent     int64            `json:"sent"`     // requests, redeliveries too
	Accepted int64            `json:"accepted"` // answered 2xx
	Reasons  map[string]int64 `json:"reasons"`  // of those that were not, by reason
	Recent   []WebhookError   `json:"recent"`   // the newest errors, oldest first
}

// WebhookError is one webhook that was not accepted.
type WebhookError struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	Detail string    `json:"detail"`
	Try    int       `json:"try"` // 1 for the first delivery
}

const recentErrors = 100

func (s *WebhookStats) count(now time.Time, try int, out outcome) {
	s.Sent++
	if out.OK {
		s.Accepted++
		return
	}
	if s.Reasons == nil {
		s.Reasons = map[string]int64{}
	}
	s.Reasons[out.Reason]++
	if len(s.Recent) == recentErrors {
		s.Recent = slices.Delete(s.Recent, 0, 1)
	}
	s.Recent = append(s.Recent, WebhookError{At: now, Reason: out.Reason, Detail: out.Detail, Try: try})
}

func (s WebhookStats) clone() WebhookStats {
	s.Reasons = maps.Clone(s.Reasons)
	if s.Reasons == nil {
		s.Reasons = map[string]int64{}
	}
	s.Recent = append([]WebhookError{}, s.Recent...)
	return s
}

// WebhookStats returns the channel's statistics since it was opened.
func (p *Platform) WebhookStats(channelID string) (WebhookStats, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return WebhookStats{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stats.clone(), nil
}

// WebhookTest is the answer of LINE's webhook test.
type WebhookTest struct {
	Success    bool
	Timestamp  time.Time
	StatusCode int
	Reason     string
	Detail     string
}

// TestWebhook sends the connectivity probe, `"events":[]`, to the given
// endpoint, or the channel's when that is empty. It does not count in the
// statistics (docs, "Check webhook error statistics").
func (p *Platform) TestWebhook(ctx context.Context, channelID, endpoint string) (WebhookTest, error) {
	view, err := p.Channel(channelID)
	if err != nil {
		return WebhookTest{}, err
	}
	if endpoint == "" {
		endpoint = view.Webhook.Endpoint
	}
	if endpoint == "" {
		return WebhookTest{}, refuse(http.StatusNotFound, "Webhook endpoint not found")
	}
	if CheckEndpoint(endpoint) != nil {
		return WebhookTest{}, refuse(http.StatusBadRequest, "Invalid webhook endpoint URL")
	}
	body := (&parcel{}).body(view.BotUserID, false, false)
	out := p.post.send(ctx, endpoint, body, Sign(view.Secret, body))
	if out.Detail == "Unknown host" { // LINE answers 400 when the name cannot be resolved
		return WebhookTest{}, refuse(http.StatusBadRequest, "Invalid webhook endpoint URL")
	}
	if out.Status == 0 {
		if u, err := url.Parse(endpoint); err == nil {
			out.Detail += ": " + u.Redacted()
		}
	}
	return WebhookTest{
		Success: out.OK, Timestamp: p.clock.Now(), StatusCode: out.Status, Reason: out.Reason, Detail: out.Detail,
	}, nil
}
