package api

import (
	"encoding/json"
	"net/http"
	"net/url"

	"ohenji/sim/platform"
)

const textInternal = "Internal server error"

// strike lets a fault of this phase hit the call: it may wait, drop the
// connection, or answer with an error.
func (c *call) strike(when platform.Phase) error {
	if !c.platform.HasFaults() {
		return nil
	}
	channel, friend := c.concerns()
	f, hit := c.platform.Strike(channel, friend, when, c.op.Fault, c.op.ID)
	if !hit {
		return nil
	}
	if f.Delay > 0 && c.platform.Wait(c.r.Context(), c.began.Add(f.Delay)) != nil {
		return errDropped // the bot has given up waiting
	}
	switch {
	case f.Drop:
		return errDropped
	case f.Status == 0:
		return nil
	case f.Message == "":
		f.Message = usualText(f.Status)
	}
	return refuse(f.Status, "%s", f.Message)
}

func usualText(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return platform.TextBadToken
	case http.StatusNotFound:
		return platform.TextNotFound
	case http.StatusTooManyRequests:
		return platform.TextRateLimit
	case http.StatusInternalServerError:
		return textInternal
	}
	return http.StatusText(status)
}

// concerns tells whose call it is and which friend it is about, "" for nobody.
func (c *call) concerns() (channel, friend string) {
	channel = c.channel
	if c.op.Open {
		form, _ := url.ParseQuery(string(c.body)) // what cannot be read matches no channel
		return form.Get("client_id"), ""
	}
	var body struct{ To, ReplyToken string }
	switch c.op.ID {
	case "getProfile":
		friend = c.params[0]
	case "pushMessage", "replyMessage":
		if json.Unmarshal(c.body, &body) == nil && body.ReplyToken != "" {
			return channel, c.platform.TokenOwner(channel, body.ReplyToken)
		}
		friend = body.To
	}
	return channel, friend
}
