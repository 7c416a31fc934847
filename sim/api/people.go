package api

import (
	"net/http"
	"strconv"

	"ohenji/sim/platform"
)

func (c *call) badParameter(name string) error {
	return refuse(http.StatusBadRequest, "The value for the '%s' parameter is invalid", name)
}

// limit reads the size of a page. The Go SDK writes 0 for "not given".
func (c *call) limit(usual, most int) (int, error) {
	s := c.r.URL.Query().Get("limit")
	if s == "" || s == "0" {
		return usual, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, c.badParameter("limit")
	}
	return n, nil
}

func profile(c *call) (any, error) {
	if !userShape.MatchString(c.params[0]) {
		return nil, c.badParameter("userId")
	}
	return c.platform.Profile(c.channel, c.params[0])
}

func followers(c *call) (any, error) {
	size, err := c.limit(300, 1000)
	if err != nil {
		return nil, err
	}
	ids, next, err := c.platform.Followers(c.channel, c.r.URL.Query().Get("start"), size)
	return struct {
		UserIDs []string `json:"userIds"`
		Next    string   `json:"next,omitempty"`
	}{ids, next}, err
}

// about names the group or room of the path; letter is C or R.
func (c *call) about(letter byte) (string, error) {
	id := c.params[0]
	if targetShape.MatchString(id) && id[0] == letter {
		return id, nil
	}
	if letter == 'R' {
		return "", c.badParameter("roomId")
	}
	return "", c.badParameter("groupId")
}

func member(letter byte) func(*call) (any, error) {
	return func(c *call) (any, error) {
		g, err := c.chat(letter)
		if err != nil {
			return nil, err
		}
		if !userShape.MatchString(c.params[1]) {
			return nil, c.badParameter("userId")
		}
		for _, m := range g.Members {
			if m.UserID == c.params[1] {
				return struct {
					DisplayName string `json:"displayName"`
					UserID      string `json:"userId"`
					PictureURL  string `json:"pictureUrl,omitempty"`
				}{m.DisplayName, m.UserID, m.PictureURL}, nil
			}
		}
		return nil, refuse(http.StatusNotFound, platform.TextNotFound)
	}
}

func (c *call) chat(letter byte) (platform.Group, error) {
	id, err := c.about(letter)
	if err != nil {
		return platform.Group{}, err
	}
	return c.platform.GroupFor(c.channel, id)
}

func memberIDs(letter byte) func(*call) (any, error) {
	return func(c *call) (any, error) {
		id, err := c.about(letter)
		if err != nil {
			return nil, err
		}
		ids, next, err := c.platform.MemberIDs(c.channel, id, c.r.URL.Query().Get("start"))
		return struct {
			MemberIDs []string `json:"memberIds"`
			Next      string   `json:"next,omitempty"`
		}{ids, next}, err
	}
}

func memberCount(letter byte) func(*call) (any, error) {
	return func(c *call) (any, error) {
		g, err := c.chat(letter)
		return map[string]int{"count": len(g.Members)}, err
	}
}

func groupSummary(c *call) (any, error) {
	g, err := c.chat('C')
	return struct {
		GroupID    string `json:"groupId"`
		GroupName  string `json:"groupName"`
		PictureURL string `json:"pictureUrl,omitempty"`
	}{g.ID, g.Name, g.PictureURL}, err
}

func leave(letter byte) func(*call) (any, error) {
	return func(c *call) (any, error) {
		id, err := c.about(letter)
		if err != nil {
			return nil, err
		}
		return empty{}, c.platform.LeaveGroup(c.channel, id)
	}
}
