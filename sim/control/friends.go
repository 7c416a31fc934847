package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"ohenji/sim/platform"
)

func (c *Control) getFriend(r *http.Request) (any, error) {
	who, talks, err := c.platform.TalksOf(r.PathValue("user"))
	if err != nil {
		return nil, err
	}
	groups := []platform.Group{}
	for _, view := range c.platform.Channels() {
		some, err := c.platform.Groups(view.ID, who.UserID)
		if err != nil {
			return nil, err
		}
		groups = append(groups, some...)
	}
	return struct {
		platform.Profile
		Talks  []platform.TalkLine `json:"talks"`
		Groups []platform.Group    `json:"groups"`
	}{who, talks, groups}, nil
}

func (c *Control) unsend(r *http.Request) (any, error) {
	channel, user, err := c.talkOf(r, r.URL.Query().Get("channel"))
	if err != nil {
		return nil, err
	}
	return done{}, c.platform.Unsend(channel, user, r.PathValue("message"))
}

func (c *Control) changeFriend(r *http.Request) (any, error) {
	in, err := decode[platform.ProfileChange](r)
	if err != nil {
		return nil, err
	}
	return c.platform.ChangeProfile(r.PathValue("user"), in)
}

// talkOf names the talk that a request is about. The channel may be left out
// while the friend has one talk only.
func (c *Control) talkOf(r *http.Request, channel string) (string, string, error) {
	user := r.PathValue("user")
	if channel != "" {
		return channel, user, nil
	}
	_, talks, err := c.platform.TalksOf(user)
	if err != nil {
		return "", "", err
	}
	if len(talks) != 1 {
		return "", "", fmt.Errorf("the friend has %d talks, name the channel: %w", len(talks), platform.ErrInvalid)
	}
	return talks[0].Channel, user, nil
}

func (c *Control) getTalk(r *http.Request) (any, error) {
	limit, err := queryInt(r, "limit", 0)
	if err != nil {
		return nil, err
	}
	channel, user, err := c.talkOf(r, r.URL.Query().Get("channel"))
	if err != nil {
		return nil, err
	}
	return c.platform.Talk(channel, user, limit)
}

// record seeds a talk's history: no webhook, no quota.
func (c *Control) record(r *http.Request) (any, error) {
	type body struct {
		Channel string          `json:"channel"`
		From    platform.Side   `json:"from"`
		At      time.Time       `json:"at"`
		Kind    string          `json:"kind"`
		Body    json.RawMessage `json:"body"`
		Read    bool            `json:"read"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	channel, user, err := c.talkOf(r, in.Channel)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.Record(channel, user, platform.Bubble{
		From: in.From, At: in.At, Kind: in.Kind, Body: in.Body, Read: in.Read,
	})
	return created{out}, err
}

func (c *Control) send(r *http.Request) (any, error) {
	type body struct {
		Channel string `json:"channel"`
		platform.Inbound
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	channel, user, err := c.talkOf(r, in.Channel)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.Send(channel, user, in.Inbound)
	return created{out}, err
}

func (c *Control) postback(r *http.Request) (any, error) {
	type body struct {
		Channel     string          `json:"channel"`
		Data        string          `json:"data"`
		Params      json.RawMessage `json:"params"`
		DisplayText string          `json:"displayText"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	channel, user, err := c.talkOf(r, in.Channel)
	if err != nil {
		return nil, err
	}
	if in.DisplayText != "" {
		// The friend's own words in the talk; the bot gets the postback only.
		text, _ := json.Marshal(map[string]string{"type": "text", "text": in.DisplayText}) // cannot fail
		shown := platform.Bubble{From: platform.FromFriend, Kind: "text", Body: text}
		if _, err := c.platform.Record(channel, user, shown); err != nil {
			return nil, err
		}
	}
	return done{}, c.platform.Postback(channel, user, in.Data, in.Params)
}

func (c *Control) block(r *http.Request) (any, error) { return c.relate(r, c.platform.Block) }

func (c *Control) unblock(r *http.Request) (any, error) { return c.relate(r, c.platform.Unblock) }

func (c *Control) relate(r *http.Request, change func(channel, user string) error) (any, error) {
	type body struct {
		Channel string `json:"channel"`
	}
	var in body
	if r.ContentLength != 0 {
		var err error
		if in, err = decode[body](r); err != nil {
			return nil, err
		}
	}
	channel, user, err := c.talkOf(r, in.Channel)
	if err != nil {
		return nil, err
	}
	return done{}, change(channel, user)
}
