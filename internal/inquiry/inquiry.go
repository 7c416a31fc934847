// Package inquiry asks LINE about accounts and contacts: profiles, bot info and
// the month's quota. It is the only way besides deliver on which the product
// calls LINE.
package inquiry

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/line"
)

// quotaFresh is how long a known quota is good enough to show. LINE itself
// calls the consumption approximate.
const quotaFresh = 30 * time.Second

// Deps are what a Desk needs.
type Deps struct {
	Line   *line.Client
	Tokens *line.TokenSource
	Clock  *clock.Clock
}

// Desk asks LINE. Safe for concurrent use.
type Desk struct {
	Deps
	flight singleflight.Group

	mu     sync.Mutex
	quotas map[string]Quota // by channel id
}

// New returns a desk.
func New(d Deps) *Desk { return &Desk{Deps: d, quotas: map[string]Quota{}} }

// ErrNoProfile says that LINE does not show the profile: the contact blocked
// the account, left LINE or did not consent.
var ErrNoProfile = errors.New("LINE shows no profile")

// Profile asks for a contact's profile.
func (d *Desk) Profile(ctx context.Context, c domain.Channel, lineUserID string) (domain.Profile, error) {
	var p line.Profile
	err := d.ask(ctx, c, func(token string) (err error) {
		p, err = d.Line.Profile(ctx, token, lineUserID)
		return err
	})
	if api, ok := errors.AsType[*line.APIError](err); ok && api.IsNotFound() || errors.Is(err, line.ErrInvalidID) {
		return domain.Profile{}, ErrNoProfile
	}
	if err != nil {
		return domain.Profile{}, explain(err)
	}
	return domain.Profile{
		Name: domain.Storable(p.DisplayName), PictureURL: domain.Storable(p.PictureURL),
		StatusMessage: domain.Storable(p.StatusMessage), Language: domain.Storable(p.Language), FetchedAt: d.Clock.Now(),
	}, nil
}

// Bot is an account as LINE knows it.
type Bot struct {
	UserID   string // "destination" of its webhooks
	BasicID  string // as @123abcde
	ChatMode string // whether chat is on in LINE's manager: "chat" or "bot"
}

// BotInfo asks for the account behind the channel. It fails with
// Invalid account.channel_refused when LINE does not know these credentials.
func (d *Desk) BotInfo(ctx context.Context, c domain.Channel) (Bot, error) {
	var info line.BotInfo
	err := d.ask(ctx, c, func(token string) (err error) {
		info, err = d.Line.BotInfo(ctx, token)
		return err
	})
	if err != nil {
		return Bot{}, explain(err)
	}
	return Bot{UserID: info.UserID, BasicID: domain.Storable(info.BasicID), ChatMode: info.ChatMode}, nil
}

// ask makes a call with the channel's token, and once more with a new one when
// LINE calls the first invalid: a token can die before its time, which says
// nothing against the channel's credentials.
func (d *Desk) ask(ctx context.Context, c domain.Channel, call func(token string) error) error {
	for last := false; ; last = true {
		token, err := d.Tokens.Token(ctx, c.ID, string(c.Secret))
		if err != nil {
			return err
		}
		err = call(token)
		api, ok := errors.AsType[*line.APIError](err)
		if !ok || !api.IsUnauthorized() {
			return err
		}
		d.Tokens.Forget(c.ID, token)
		if last {
			return err
		}
	}
}

// Quota is how many counted messages the month allows and has used.
type Quota struct {
	Limited bool
	Limit   int64 // when Limited
	Used    int64 // approximate, as LINE says; includes what OAM sent
	AskedAt time.Time
}

// Quota returns the month's quota, at most half a minute old. Many pages that
// ask at once make one call.
func (d *Desk) Quota(ctx context.Context, c domain.Channel) (Quota, error) {
	d.mu.Lock()
	q, ok := d.quotas[c.ID]
	d.mu.Unlock()
	if ok && d.Clock.Now().Sub(q.AskedAt) < quotaFresh {
		return q, nil
	}
	v, err, _ := d.flight.Do(c.ID, func() (any, error) { return d.askQuota(context.WithoutCancel(ctx), c) })
	if err != nil {
		return Quota{}, explain(err)
	}
	return v.(Quota), nil
}

// Counted adds a message that LINE has just accepted to the quota that is
// shown, until LINE is asked again.
func (d *Desk) Counted(channelID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if q, ok := d.quotas[channelID]; ok {
		q.Used++
		d.quotas[channelID] = q
	}
}

func (d *Desk) askQuota(ctx context.Context, c domain.Channel) (Quota, error) {
	ctx, cancel := context.WithTimeout(ctx, line.DefaultTimeout)
	defer cancel()
	var limit line.Quota
	var used int64
	err := d.ask(ctx, c, func(token string) (err error) {
		if limit, err = d.Line.Quota(ctx, token); err != nil {
			return err
		}
		used, err = d.Line.Consumption(ctx, token)
		return err
	})
	if err != nil {
		return Quota{}, fmt.Errorf("quota: %w", err)
	}
	q := Quota{Limited: limit.Limited, Limit: limit.Value, Used: used, AskedAt: d.Clock.Now()}
	d.mu.Lock()
	d.quotas[c.ID] = q
	d.mu.Unlock()
	return q, nil
}

// explain turns what went wrong into an error for people.
func explain(err error) error {
	api, ok := errors.AsType[*line.APIError](err)
	switch {
	case ok && (api.Status == 400 || api.Status == 401 || api.Status == 403):
		return domain.E(domain.Invalid, "account.channel_refused").Because(err)
	case ok && api.Status == 429:
		return domain.E(domain.TooMany, "line.rate_limited").Because(err)
	default:
		return domain.E(domain.Unavailable, "line.unreachable").Because(err)
	}
}
