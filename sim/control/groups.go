package control

import (
	"encoding/json"
	"net/http"

	"ohenji/sim/platform"
)

func (c *Control) listGroups(r *http.Request) (any, error) {
	out, err := c.platform.Groups(r.PathValue("channel"), r.URL.Query().Get("member"))
	return list[platform.Group]{out}, err
}

func (c *Control) addGroup(r *http.Request) (any, error) {
	in, err := decode[platform.GroupSpec](r)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.AddGroup(r.PathValue("channel"), in)
	return created{out}, err
}

func (c *Control) getGroup(r *http.Request) (any, error) {
	limit, err := queryInt(r, "limit", 0)
	if err != nil {
		return nil, err
	}
	return c.platform.Group(r.PathValue("group"), limit)
}

func (c *Control) joinGroup(r *http.Request) (any, error) {
	type body struct {
		Users []string `json:"users"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	return done{}, c.platform.Join(r.PathValue("group"), in.Users)
}

func (c *Control) partGroup(r *http.Request) (any, error) {
	return done{}, c.platform.Part(r.PathValue("group"), r.PathValue("user"))
}

func (c *Control) expelFromGroup(r *http.Request) (any, error) {
	return done{}, c.platform.Expel(r.PathValue("group"))
}

func (c *Control) inviteToGroup(r *http.Request) (any, error) {
	return done{}, c.platform.Invite(r.PathValue("group"))
}

func (c *Control) sendToGroup(r *http.Request) (any, error) {
	type body struct {
		User string `json:"user"`
		platform.Inbound
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	out, err := c.platform.SendToGroup(r.PathValue("group"), in.User, in.Inbound)
	return created{out}, err
}

func (c *Control) editInGroup(r *http.Request) (any, error) {
	type body struct {
		Text string `json:"text"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	return c.platform.EditInGroup(r.PathValue("group"), r.PathValue("message"), in.Text)
}

func (c *Control) unsendInGroup(r *http.Request) (any, error) {
	group, err := c.platform.Group(r.PathValue("group"), 1)
	if err != nil {
		return nil, err
	}
	return done{}, c.platform.Unsend(group.Channel, group.ID, r.PathValue("message"))
}

func (c *Control) postbackInGroup(r *http.Request) (any, error) {
	type body struct {
		User   string          `json:"user"`
		Data   string          `json:"data"`
		Params json.RawMessage `json:"params"`
	}
	in, err := decode[body](r)
	if err != nil {
		return nil, err
	}
	return done{}, c.platform.PostbackInGroup(r.PathValue("group"), in.User, in.Data, in.Params)
}

// content serves a phone that shows the pictures, videos and files of its
// owner, whatever the bot may do with them.
func (c *Control) content(w http.ResponseWriter, r *http.Request) {
	out, err := c.platform.ContentForPhone(r.PathValue("channel"), r.PathValue("message"))
	if err != nil {
		writeJSON(w, http.StatusNotFound, problem{err.Error()})
		return
	}
	h := w.Header()
	h.Set("Content-Type", out.Type)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox") // a file of a friend must not run as a page of this host
	_, _ = w.Write(out.Data)                    // the client may be gone
}
