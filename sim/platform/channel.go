package platform

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"
)

// Chat modes as GET /v2/bot/info tells them. In ModeBot LINE marks what a
// friend writes as read by itself; in ModeChat the account must do so.
const (
	ModeChat = "chat"
	ModeBot  = "bot"
)

// Channel is one Messaging API channel with the official account it belongs to.
type Channel struct {
	ID         string  `json:"id"`
	Secret     string  `json:"secret"` // 32 hexadecimal digits; signs webhooks
	Provider   string  `json:"provider"`
	Name       string  `json:"name"`
	BasicID    string  `json:"basicId"`
	BotUserID  string  `json:"botUserId"` // "destination" of the webhooks
	PictureURL string  `json:"pictureUrl,omitempty"`
	ChatMode   string  `json:"chatMode"`
	Quota      *int64  `json:"quota"` // messages in a month; null: no limit
	RateLimits bool    `json:"rateLimits"`
	NoMinimums bool    `json:"noMinimums,omitempty"` // narrowcasts reach fewer than LINE's least numbers too
	AllowHTTP  bool    `json:"allowHttp,omitempty"`  // media over http, which LINE refuses
	Unverified bool    `json:"unverified,omitempty"` // neither verified nor premium: no lists of friends or members
	Webhook    Webhook `json:"webhook"`
	Token      string  `json:"longLivedToken"` // the console's long-lived access token
}

// Webhook is what a bot's owner sets in the LINE Developers Console.
type Webhook struct {
	Endpoint   string `json:"endpoint"`
	Active     bool   `json:"active"`     // "Use webhook"
	Redelivery bool   `json:"redelivery"` // "Webhook redelivery", off in a new channel
}

// ChannelSpec makes a channel; what is empty is invented or takes LINE's
// default.
type ChannelSpec struct {
	ID         string `json:"id"`       // digits
	Secret     string `json:"secret"`   // 32 hexadecimal digits
	Provider   string `json:"provider"` // "default"; user ids are shared within it
	Name       string `json:"name"`
	BotUserID  string `json:"botUserId"`
	PictureURL string `json:"pictureUrl"`
	ChatMode   string `json:"chatMode"`   // "chat"
	Quota      *int64 `json:"quota"`      // null: no limit
	NoLimits   bool   `json:"noLimits"`   // switch the rate limits off
	NoMinimums bool   `json:"noMinimums"` // narrowcasts to fewer than 50 too
	AllowHTTP  bool   `json:"allowHttp"`  // media over http, for pictures on this machine
	Unverified bool   `json:"unverified"` // an account without LINE's shield
	Endpoint   string `json:"endpoint"`   // webhook URL; may be set later
	Redelivery bool   `json:"redelivery"` // webhook redelivery on
}

// ChannelChange changes what is not nil.
type ChannelChange struct {
	Name       *string `json:"name"`
	Secret     *string `json:"secret"`
	ChatMode   *string `json:"chatMode"`
	Quota      *int64  `json:"quota"` // -1: no limit
	RateLimits *bool   `json:"rateLimits"`
	NoMinimums *bool   `json:"noMinimums"`
	AllowHTTP  *bool   `json:"allowHttp"`
	Unverified *bool   `json:"unverified"`
	Endpoint   *string `json:"endpoint"`
	Active     *bool   `json:"active"`
	Redelivery *bool   `json:"redelivery"`
	Used       *int64  `json:"used"` // messages sent this month, to reach a limit quickly
}

var (
	channelShape = regexp.MustCompile(`^[0-9]{1,20}$`)
	secretShape  = regexp.MustCompile(`^[0-9a-f]{32}$`)
	userShape    = regexp.MustCompile(`^U[0-9a-f]{32}$`)
)

// channel is the living state of a Channel; mu guards all of it.
type channel struct {
	id    string
	slots chan struct{} // one for each webhook under way

	mu      sync.Mutex
	view    Channel
	talks   map[string]*talk
	groups  map[string]*group
	stored  contents
	casts   []*narrowcast
	people  map[int64]*Audience
	counts  deliveries
	units   units
	tokens  replyTokens
	retries retryKeys
	usage   usage
	sent    ring[*Sent]
	calls   ring[Call]
	buckets map[string]*bucket
	stats   WebhookStats
	lane    lane // webhooks without a friend

	news signal // something was accepted or called
}

func (p *Platform) newChannel(view Channel) *channel {
	return &channel{
		id: view.ID, view: view, slots: make(chan struct{}, p.limits.InFlight),
		talks: map[string]*talk{}, groups: map[string]*group{}, stored: newContents(p.limits.Content),
		people: map[int64]*Audience{}, counts: deliveries{}, tokens: newReplyTokens(), retries: newRetryKeys(),
		sent: newRing[*Sent](p.limits.Sent), calls: newRing[Call](p.limits.Calls),
		buckets: map[string]*bucket{},
	}
}

// AddChannel opens a channel. An id that exists is ErrConflict; a wrong shape
// is ErrInvalid.
func (p *Platform) AddChannel(s ChannelSpec) (Channel, error) {
	view := Channel{
		ID: s.ID, Secret: cmp.Or(s.Secret, p.ids.Hex(16)), Provider: cmp.Or(s.Provider, "default"),
		Name: s.Name, BotUserID: cmp.Or(s.BotUserID, "U"+p.ids.Hex(16)), PictureURL: s.PictureURL,
		BasicID: "@" + p.ids.Hex(4), ChatMode: cmp.Or(s.ChatMode, ModeChat), Quota: s.Quota,
		RateLimits: !s.NoLimits, NoMinimums: s.NoMinimums, AllowHTTP: s.AllowHTTP, Unverified: s.Unverified,
		Token:   p.ids.Token(128),
		Webhook: Webhook{Endpoint: s.Endpoint, Active: true, Redelivery: s.Redelivery},
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if view.ID == "" {
		view.ID = p.freeChannelID()
	}
	view.Name = cmp.Or(view.Name, "Channel "+view.ID)
	if err := view.check(); err != nil {
		return Channel{}, err
	}
	if _, taken := p.channels[view.ID]; taken {
		return Channel{}, fmt.Errorf("channel %q exists: %w", view.ID, ErrConflict)
	}
	p.insert(p.newChannel(view))
	p.changed()
	return view.clone(), nil
}

// insert makes a channel known. The platform is locked.
func (p *Platform) insert(c *channel) {
	p.channels[c.id] = c
	p.tokens[c.view.Token] = c.id
	p.order = append(p.order, c.id)
}

// freeChannelID counts from 2000000001, the range that LINE gives new channels.
func (p *Platform) freeChannelID() string {
	for n := 2_000_000_001 + len(p.channels); ; n++ {
		if id := fmt.Sprint(n); p.channels[id] == nil {
			return id
		}
	}
}

func (c Channel) check() error {
	switch {
	case !channelShape.MatchString(c.ID):
		return fmt.Errorf("channel id %q must be 1 to 20 digits: %w", c.ID, ErrInvalid)
	case !secretShape.MatchString(c.Secret):
		return fmt.Errorf("channel secret must be 32 hexadecimal digits: %w", ErrInvalid)
	case !userShape.MatchString(c.BotUserID):
		return fmt.Errorf("botUserId %q must be U and 32 hexadecimal digits: %w", c.BotUserID, ErrInvalid)
	case !slices.Contains([]string{ModeChat, ModeBot}, c.ChatMode):
		return fmt.Errorf("chatMode %q must be chat or bot: %w", c.ChatMode, ErrInvalid)
	case c.Quota != nil && *c.Quota < 0:
		return fmt.Errorf("quota must not be negative: %w", ErrInvalid)
	case c.Webhook.Endpoint != "":
		return CheckEndpoint(c.Webhook.Endpoint)
	}
	return nil
}

func (c Channel) clone() Channel {
	if c.Quota != nil {
		limit := *c.Quota
		c.Quota = &limit
	}
	return c
}

// Channel returns one channel; ErrNotFound when there is none.
func (p *Platform) Channel(id string) (Channel, error) {
	c, err := p.channel(id)
	if err != nil {
		return Channel{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.view.clone(), nil
}

// Channels returns all channels in the order they were added.
func (p *Platform) Channels() []Channel {
	out := []Channel{}
	for _, c := range p.all() {
		c.mu.Lock()
		out = append(out, c.view.clone())
		c.mu.Unlock()
	}
	return out
}

// ChangeChannel applies ch; ErrInvalid leaves the channel as it was.
func (p *Platform) ChangeChannel(id string, ch ChannelChange) (Channel, error) {
	c, err := p.channel(id)
	if err != nil {
		return Channel{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	view := c.view.clone()
	set(&view.Name, ch.Name)
	set(&view.Secret, ch.Secret)
	set(&view.ChatMode, ch.ChatMode)
	set(&view.RateLimits, ch.RateLimits)
	set(&view.NoMinimums, ch.NoMinimums)
	set(&view.AllowHTTP, ch.AllowHTTP)
	set(&view.Unverified, ch.Unverified)
	set(&view.Webhook.Endpoint, ch.Endpoint)
	set(&view.Webhook.Active, ch.Active)
	set(&view.Webhook.Redelivery, ch.Redelivery)
	if ch.Quota != nil {
		view.Quota = nil
		if limit := *ch.Quota; limit >= 0 {
			view.Quota = &limit
		}
	}
	if err := view.check(); err != nil {
		return Channel{}, err
	}
	c.view = view
	if ch.Used != nil {
		c.usage.set(p.clock.Now(), *ch.Used)
	}
	p.changed()
	return view.clone(), nil
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// Call is one request that a bot made, whatever came of it.
type Call struct {
	At        time.Time `json:"at"`
	Operation string    `json:"operation"` // LINE's operationId, such as "pushMessage"
	Status    int       `json:"status"`    // 0 when the connection was dropped
	RequestID string    `json:"requestId"`
	RetryKey  string    `json:"retryKey,omitempty"`
}

// RecordCall notes a call of the channel's bot.
func (p *Platform) RecordCall(channelID string, call Call) {
	c, err := p.channel(channelID)
	if err != nil {
		return
	}
	c.mu.Lock()
	c.calls.add(call)
	c.mu.Unlock()
	c.news.fire()
}

// Calls returns what the channel's bot called, oldest first.
func (p *Platform) Calls(channelID string) ([]Call, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := []Call{}
	c.calls.each(func(call Call) { out = append(out, call) })
	return out, nil
}

// Watch returns a channel that is closed when the next request of this
// channel's bot has been answered. Take it before looking.
func (p *Platform) Watch(channelID string) (<-chan struct{}, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	return c.news.wait(), nil
}
