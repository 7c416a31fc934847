package control

import (
	"net/http"
	"slices"

	"ohenji/sim/platform"
)

func (c *Control) listChannels(*http.Request) (any, error) {
	return list[platform.Channel]{c.platform.Channels()}, nil
}

func (c *Control) addChannel(r *http.Request) (any, error) {
	in, err := decode[platform.ChannelSpec](r)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.AddChannel(in)
	return created{out}, err
}

func (c *Control) getChannel(r *http.Request) (any, error) {
	return c.platform.Channel(r.PathValue("channel"))
}

func (c *Control) changeChannel(r *http.Request) (any, error) {
	in, err := decode[platform.ChannelChange](r)
	if err != nil {
		return nil, err
	}
	return c.platform.ChangeChannel(r.PathValue("channel"), in)
}

func (c *Control) listFriends(r *http.Request) (any, error) {
	out, err := c.platform.Friends(r.PathValue("channel"))
	return list[platform.Friend]{out}, err
}

func (c *Control) addFriend(r *http.Request) (any, error) {
	in, err := decode[platform.FriendSpec](r)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.AddFriend(r.PathValue("channel"), in)
	return created{out}, err
}

// listSent returns the newest "limit" accepted requests, or those to one
// "friend" or group, oldest first.
func (c *Control) listSent(r *http.Request) (any, error) {
	limit, err := queryInt(r, "limit", 0)
	if err != nil {
		return nil, err
	}
	all, err := c.platform.Sent(r.PathValue("channel"))
	if err != nil {
		return nil, err
	}
	friend := r.URL.Query().Get("friend")
	out := []platform.Sent{}
	for _, s := range all {
		if friend == "" || s.To == friend || slices.Contains(s.Recipients, friend) {
			out = append(out, s)
		}
	}
	if limit > 0 && len(out) > limit {
		out = out[len(out)-limit:]
	}
	return list[platform.Sent]{out}, nil
}

func (c *Control) listCalls(r *http.Request) (any, error) {
	out, err := c.platform.Calls(r.PathValue("channel"))
	return list[platform.Call]{out}, err
}

func (c *Control) webhookStats(r *http.Request) (any, error) {
	return c.platform.WebhookStats(r.PathValue("channel"))
}

func (c *Control) quota(r *http.Request) (any, error) {
	return c.platform.Quota(r.PathValue("channel"))
}

func (c *Control) addAudience(r *http.Request) (any, error) {
	type body struct {
		Description string   `json:"description"`
		Users       []string `json:"users"`
		Click       bool     `json:"click"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.AddAudience(r.PathValue("channel"), platform.Audience{
		Description: in.Description, Users: in.Users, Click: in.Click,
	})
	return created{out}, err
}
