package api

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"ohenji/sim/message"
	"ohenji/sim/platform"
)

// empty is the body of a success that has nothing to say.
type empty struct{}

// accepted makes the answer 202 instead of 200.
type accepted struct{ body any }

// blob is an answer that is no JSON. Without data it is 202: not ready yet.
type blob struct {
	kind string
	data []byte
}

func botInfo(c *call) (any, error) {
	view, err := c.platform.Channel(c.channel)
	if err != nil {
		return nil, err
	}
	marks := "manual"
	if view.ChatMode == platform.ModeBot { // LINE: with chat off, messages are read by themselves
		marks = "auto"
	}
	return struct {
		UserID         string `json:"userId"`
		BasicID        string `json:"basicId"`
		DisplayName    string `json:"displayName"`
		PictureURL     string `json:"pictureUrl,omitempty"`
		ChatMode       string `json:"chatMode"`
		MarkAsReadMode string `json:"markAsReadMode"`
	}{view.BotUserID, view.BasicID, view.Name, view.PictureURL, view.ChatMode, marks}, nil
}

func getEndpoint(c *call) (any, error) {
	view, err := c.platform.Channel(c.channel)
	if err != nil {
		return nil, err
	}
	if view.Webhook.Endpoint == "" {
		return nil, refuse(http.StatusNotFound, "Webhook endpoint not found")
	}
	return map[string]any{"endpoint": view.Webhook.Endpoint, "active": view.Webhook.Active}, nil
}

func setEndpoint(c *call) (any, error) {
	var in struct{ Endpoint *string }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Endpoint == nil || *in.Endpoint == "" {
		return nil, message.BadRequest(message.Detail{Message: "May not be empty", Property: "endpoint"})
	}
	_, err := c.platform.ChangeChannel(c.channel, platform.ChannelChange{Endpoint: in.Endpoint})
	if errors.Is(err, platform.ErrInvalid) {
		return nil, refuse(http.StatusBadRequest, "Invalid webhook endpoint URL")
	}
	return empty{}, err
}

func testEndpoint(c *call) (any, error) {
	var in struct{ Endpoint string }
	if len(c.body) > 0 {
		if err := c.decode(&in); err != nil {
			return nil, err
		}
	}
	out, err := c.platform.TestWebhook(c.r.Context(), c.channel, in.Endpoint)
	return struct {
		Success    bool      `json:"success"`
		Timestamp  time.Time `json:"timestamp"`
		StatusCode int       `json:"statusCode"`
		Reason     string    `json:"reason"`
		Detail     string    `json:"detail"`
	}{out.Success, out.Timestamp, out.StatusCode, out.Reason, out.Detail}, err
}

// oauthError is the error shape of the token endpoints.
type oauthError struct {
	status      int
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

func (e *oauthError) Error() string { return e.Description }

// issueStateless issues a stateless channel access token for id and secret.
// The other way, by a JWT, is not simulated yet.
func issueStateless(c *call) (any, error) {
	bad := func(code, text string) error { return &oauthError{http.StatusBadRequest, code, text} }
	form, err := url.ParseQuery(string(c.body))
	switch {
	case err != nil || form.Get("grant_type") != "client_credentials":
		return nil, bad("invalid_request", "Invalid 'client_credentials'.")
	case form.Get("client_assertion") != "":
		return nil, refuse(http.StatusNotImplemented, "issueStatelessChannelToken by JWT assertion is not simulated.")
	}
	token, life, err := c.platform.IssueToken(form.Get("client_id"), form.Get("client_secret"))
	switch {
	case errors.Is(err, platform.ErrUnknownChannel):
		return nil, bad("invalid_client", "invalid client_id")
	case errors.Is(err, platform.ErrWrongSecret):
		return nil, bad("invalid_client", "invalid client_secret")
	case err != nil:
		return nil, err
	}
	return map[string]any{
		"token_type": "Bearer", "access_token": token, "expires_in": int(life / time.Second),
	}, nil
}
