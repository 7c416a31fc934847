package platform

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Phases of a narrowcast. LINE takes minutes; here it is seconds, by the
// virtual clock.
const (
	PhaseWaiting   = "waiting"
	PhaseSending   = "sending"
	PhaseSucceeded = "succeeded"
	PhaseFailed    = "failed"

	narrowcastWaits = 2 * time.Second
	narrowcastSends = 2 * time.Second
	narrowcastLife  = 14 * 24 * time.Hour // how long its progress can be asked for
)

// LINE's least numbers (reference, "Send narrowcast message", restrictions).
const (
	leastReach      = 100 // friends, to filter by attributes
	leastRecipients = 50
)

// Recipient says to whom a narrowcast goes: an audience, those who got an
// earlier narrowcast, or an operator over recipients.
type Recipient struct {
	Type            string      `json:"type"` // audience, redelivery or operator
	AudienceGroupID int64       `json:"audienceGroupId,omitempty"`
	RequestID       string      `json:"requestId,omitempty"`
	And             []Recipient `json:"and,omitempty"`
	Or              []Recipient `json:"or,omitempty"`
	Not             *Recipient  `json:"not,omitempty"`
}

// Limit bounds a narrowcast.
type Limit struct {
	Max           int64 `json:"max"`                   // 0: none
	UpToRemaining bool  `json:"upToRemainingQuota"`    // no more than the quota has left
	ForbidPartial bool  `json:"forbidPartialDelivery"` // rather nobody than some
}

// Narrowcast is one request to send to a part of the friends.
type Narrowcast struct {
	Recipient *Recipient   `json:"recipient,omitempty"`
	Filter    *Demographic `json:"filter,omitempty"`
	Limit     Limit        `json:"limit"`
}

// Progress is LINE's answer to how far a narrowcast is.
type Progress struct {
	Phase             string     `json:"phase"`
	SuccessCount      *int64     `json:"successCount,omitempty"`
	FailureCount      *int64     `json:"failureCount,omitempty"`
	TargetCount       *int64     `json:"targetCount,omitempty"`
	FailedDescription string     `json:"failedDescription,omitempty"`
	ErrorCode         int        `json:"errorCode,omitempty"`
	AcceptedTime      time.Time  `json:"acceptedTime"`
	CompletedTime     *time.Time `json:"completedTime,omitempty"`
}

// narrowcast is the living state of one; the snapshot keeps it as it is.
type narrowcast struct {
	Narrowcast
	RequestID string    `json:"requestId"`
	Messages  []Message `json:"messages"`
	Progress  Progress  `json:"progress"`
	Reserved  int64     `json:"reserved"`
	sent      *Sent
}

// reserved is what running narrowcasts keep of the quota.
func (c *channel) reserved() int64 {
	var n int64
	for _, one := range c.casts {
		n += one.Reserved
	}
	return n
}

// SendNarrowcast accepts a narrowcast; it is sent a little later, and meanwhile
// a part of the quota is reserved. Refusals: 400 for an audience or request
// that cannot be named, 403 when there are too few friends to filter, 409, 429.
func (p *Platform) SendNarrowcast(channelID, retryKey string, in Narrowcast, out Outgoing) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	if err := c.repeated(retryKey, now); err != nil {
		return err
	}
	if err := p.suits(c, "", nil, out.Messages); err != nil {
		return err
	}
	if in.Filter != nil && !c.view.NoMinimums && len(c.friends()) < leastReach {
		return refuse(http.StatusForbidden, TextFewFriends)
	}
	if err := c.named(in.Recipient, now); err != nil {
		return err
	}
	reserve, err := c.reserve(in, now)
	if err != nil {
		return err
	}
	sent := &Sent{RequestID: out.RequestID, Method: MethodNarrowcast, RetryKey: retryKey, At: now}
	one := &narrowcast{
		Narrowcast: in, RequestID: out.RequestID, Messages: out.Messages, Reserved: reserve,
		Progress: Progress{Phase: PhaseWaiting, AcceptedTime: now}, sent: sent,
	}
	c.casts = slices.DeleteFunc(append(c.casts, one), func(old *narrowcast) bool {
		return now.Sub(old.Progress.AcceptedTime) > narrowcastLife
	})
	p.accept(c, sent, out, nil)
	p.planNarrowcast(c, one)
	return nil
}

// named checks that every audience and earlier request exists.
func (c *channel) named(r *Recipient, now time.Time) error {
	if r == nil {
		return nil
	}
	switch r.Type {
	case "audience":
		if _, ok := c.people[r.AudienceGroupID]; !ok {
			return refuse(http.StatusBadRequest, fmt.Sprintf("Invalid audience group id: %d", r.AudienceGroupID))
		}
	case "redelivery":
		if one := c.cast(r.RequestID, now); one == nil || one.Progress.Phase != PhaseSucceeded {
			return refuse(http.StatusBadRequest, "Invalid request id: "+r.RequestID)
		}
	}
	for _, inner := range append(slices.Clone(r.And), r.Or...) {
		if err := c.named(&inner, now); err != nil {
			return err
		}
	}
	return c.named(r.Not, now)
}

func (c *channel) cast(requestID string, now time.Time) *narrowcast {
	at := slices.IndexFunc(c.casts, func(one *narrowcast) bool { return one.RequestID == requestID })
	if at < 0 || now.Sub(c.casts[at].Progress.AcceptedTime) >= narrowcastLife {
		return nil
	}
	return c.casts[at]
}

// reserve returns how much of the quota the narrowcast keeps until it knows its
// recipients: all friends, or what its limit says (reference, "limit").
func (c *channel) reserve(in Narrowcast, now time.Time) (int64, error) {
	n := int64(len(c.friends()))
	if in.Limit.Max > 0 {
		n = min(n, in.Limit.Max)
	}
	if in.Limit.UpToRemaining && c.view.Quota != nil {
		n = min(n, max(0, *c.view.Quota-c.usage.of(now)-c.reserved()))
	}
	return n, c.affords(now, n)
}

// planNarrowcast lets the next phase come.
func (p *Platform) planNarrowcast(c *channel, one *narrowcast) {
	begin := one.Progress.AcceptedTime.Add(narrowcastWaits)
	switch one.Progress.Phase {
	case PhaseWaiting:
		p.agenda.plan(begin, func() { p.beginNarrowcast(c, one) })
	case PhaseSending:
		p.agenda.plan(begin.Add(narrowcastSends), func() { p.endNarrowcast(c, one) })
	}
}

// beginNarrowcast finds the recipients and sends.
func (p *Platform) beginNarrowcast(c *channel, one *narrowcast) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	to := c.friends()
	for id, t := range to {
		if !c.includes(one.Recipient, id) || (one.Filter != nil && !passes(one.Filter, t, now)) {
			delete(to, id)
		}
	}
	one.Progress.Phase = PhaseSending
	code, text := c.tooFew(one, len(to))
	room := one.Reserved
	if one.Limit.ForbidPartial && int64(len(to)) > room {
		code, text = 5, "Message delivery has been canceled to prevent messages from being delivered only to a subset of the target audience"
	}
	one.Reserved = 0
	if code != 0 {
		p.failNarrowcast(one, code, text, now)
		return
	}
	choose(to, int(room), one.RequestID)
	n := int64(len(to))
	one.Progress.TargetCount = &n
	zero := int64(0)
	one.Progress.SuccessCount, one.Progress.FailureCount = &zero, &zero
	one.sent.Counted = n
	c.usage.add(now, n)
	p.showSent(one.sent, one.Messages, one.sent.reach(to), now)
	c.news.fire()
	p.planNarrowcast(c, one)
	p.changed()
}

func passes(d *Demographic, t *talk, now time.Time) bool {
	pass, known := d.matches(t, now)
	return pass && known
}

func (p *Platform) failNarrowcast(one *narrowcast, code int, text string, now time.Time) {
	zero := int64(0)
	one.Progress.Phase, one.Progress.ErrorCode, one.Progress.FailedDescription = PhaseFailed, code, text
	one.Progress.CompletedTime = &now
	one.Progress.SuccessCount, one.Progress.FailureCount, one.Progress.TargetCount = &zero, &zero, &zero
	p.changed()
}

func (p *Platform) endNarrowcast(c *channel, one *narrowcast) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := p.clock.Now()
	one.Progress.Phase, one.Progress.CompletedTime = PhaseSucceeded, &now
	one.Progress.SuccessCount = one.Progress.TargetCount
	p.changed()
}

// includes tells whether the recipient object takes this friend; nil takes all.
func (c *channel) includes(r *Recipient, user string) bool {
	switch {
	case r == nil:
		return true
	case r.Type == "audience":
		a, ok := c.people[r.AudienceGroupID]
		return ok && slices.Contains(a.Users, user)
	case r.Type == "redelivery":
		at := slices.IndexFunc(c.casts, func(one *narrowcast) bool { return one.RequestID == r.RequestID })
		return at >= 0 && slices.Contains(c.casts[at].sent.Recipients, user)
	case r.Not != nil:
		return !c.includes(r.Not, user)
	case len(r.And) > 0:
		return !slices.ContainsFunc(r.And, func(one Recipient) bool { return !c.includes(&one, user) })
	}
	return slices.ContainsFunc(r.Or, func(one Recipient) bool { return c.includes(&one, user) })
}

// tooFew applies LINE's least numbers, which spare who uses only audiences of
// uploaded user ids.
func (c *channel) tooFew(one *narrowcast, recipients int) (code int, text string) {
	if c.view.NoMinimums {
		return 0, ""
	}
	parts, small := c.clicked(one.Recipient)
	switch {
	case small && parts > 1:
		return 4, "An audience of less than 50 recipients is included as a condition of sending"
	case (one.Filter != nil || parts > 0) && recipients < leastRecipients:
		return 2, "There weren't enough recipients"
	}
	return 0, ""
}

// clicked counts the audiences and redeliveries for which the least numbers
// hold, and tells whether one of them is too small.
func (c *channel) clicked(r *Recipient) (parts int, small bool) {
	if r == nil {
		return 0, false
	}
	size := -1
	if a, ok := c.people[r.AudienceGroupID]; ok && r.Type == "audience" && a.Click {
		size = len(a.Users)
	}
	if at := slices.IndexFunc(c.casts, func(one *narrowcast) bool { return one.RequestID == r.RequestID }); at >= 0 && r.Type == "redelivery" {
		size = len(c.casts[at].sent.Recipients)
	}
	if size >= 0 {
		parts, small = 1, size < leastRecipients
	}
	inner := append(slices.Clone(r.And), r.Or...)
	if r.Not != nil {
		inner = append(inner, *r.Not)
	}
	for i := range inner {
		n, s := c.clicked(&inner[i])
		parts, small = parts+n, small || s
	}
	return parts, small
}

// choose keeps n of the recipients, at random yet the same in every run with
// the same ids.
func choose(to map[string]*talk, n int, requestID string) {
	if len(to) <= n {
		return
	}
	rank := func(id string) []byte {
		sum := sha256.Sum256([]byte(requestID + id))
		return sum[:]
	}
	ids := make([]string, 0, len(to))
	for id := range to {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return bytes.Compare(rank(a), rank(b)) })
	for _, id := range ids[n:] {
		delete(to, id)
	}
}

// NarrowcastProgress serves the progress for 14 days; Refusal 404 afterwards
// and for any other request.
func (p *Platform) NarrowcastProgress(channelID, requestID string) (Progress, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Progress{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.cast(requestID, p.clock.Now())
	if one == nil {
		return Progress{}, notFound()
	}
	return one.Progress, nil
}
