package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"ohenji/sim/message"
	"ohenji/sim/platform"
)

var (
	targetShape = regexp.MustCompile(`^[UCR][0-9a-f]{32}$`)
	userShape   = regexp.MustCompile(`^U[0-9a-f]{32}$`)
	uuidShape   = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// empty is the body of a success that has nothing to say.
type empty struct{}

type sentMessages struct {
	SentMessages []platform.SentMessage `json:"sentMessages"`
}

// sendBody is what reply, push and the validations have in common.
type sendBody struct {
	ReplyToken           *string           `json:"replyToken"`
	To                   *string           `json:"to"`
	Messages             []json.RawMessage `json:"messages"`
	NotificationDisabled bool              `json:"notificationDisabled"`
	AggregationUnits     []string          `json:"customAggregationUnits"`
}

// checked decodes the body and checks its messages; required is the property
// that says where they go, "" when there is none.
func (c *call) checked(required string) (sendBody, platform.Outgoing, error) {
	var in sendBody
	if err := c.decode(&in); err != nil {
		return in, platform.Outgoing{}, err
	}
	var details []message.Detail
	target := map[string]*string{"replyToken": in.ReplyToken, "to": in.To}[required]
	switch {
	case required == "":
	case target == nil:
		details = append(details, message.Detail{Message: "must be specified", Property: required})
	case *target == "":
		details = append(details, message.Detail{Message: "May not be empty", Property: required})
	}
	messages, wrong := message.Check(in.Messages, message.Rules{}, details...)
	if wrong != nil {
		return in, platform.Outgoing{}, wrong
	}
	out := platform.Outgoing{RequestID: c.requestID}
	for _, m := range messages {
		out.Messages = append(out.Messages, platform.Message{Kind: m.Kind, Body: m.Body})
	}
	return in, out, nil
}

func reply(c *call) (any, error) {
	in, out, err := c.checked("replyToken")
	if err != nil {
		return nil, err
	}
	sent, err := c.platform.Reply(c.channel, *in.ReplyToken, out)
	return sentMessages{sent}, err
}

func push(c *call) (any, error) {
	if c.retryKey != "" && !uuidShape.MatchString(c.retryKey) {
		return nil, refuse(http.StatusBadRequest, "The value for the 'X-Line-Retry-Key' header is invalid") // LINE's text is not known
	}
	in, out, err := c.checked("to")
	if err != nil {
		return nil, err
	}
	if !targetShape.MatchString(*in.To) {
		return nil, refuse(http.StatusBadRequest,
			"The property, 'to', in the request body is invalid (line: -, column: -)")
	}
	if len(in.AggregationUnits) > 1 {
		return nil, message.BadRequest(message.Detail{Message: "Size must be between 0 and 1", Property: "customAggregationUnits"})
	}
	sent, err := c.platform.Push(c.channel, *in.To, strings.ToLower(c.retryKey), out)
	return sentMessages{sent}, err
}

// validate checks the messages only; it sends and counts nothing.
func validate(c *call) (any, error) {
	_, _, err := c.checked("")
	return empty{}, err
}

func profile(c *call) (any, error) {
	if !userShape.MatchString(c.params[0]) {
		return nil, refuse(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	return c.platform.Profile(c.channel, c.params[0])
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

func quota(c *call) (any, error) {
	q, err := c.platform.Quota(c.channel)
	if err != nil {
		return nil, err
	}
	if q.Limit == nil {
		return map[string]any{"type": "none"}, nil
	}
	return map[string]any{"type": "limited", "value": *q.Limit}, nil
}

func consumption(c *call) (any, error) {
	q, err := c.platform.Quota(c.channel)
	return map[string]any{"totalUsage": q.Used}, err
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

func markAsRead(c *call) (any, error) {
	var in struct{ MarkAsReadToken string }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	return empty{}, c.platform.MarkAsRead(c.channel, in.MarkAsReadToken)
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
