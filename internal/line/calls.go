package line

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

// Sent is LINE's acceptance of messages. Accepted does not mean delivered: LINE
// accepts messages to people who blocked the account, and drops them.
type Sent struct {
	RequestID string
	// AcceptedRequestID is the request that LINE had accepted before under the
	// same retry key, with AlreadyAccepted.
	AcceptedRequestID string
	AlreadyAccepted   bool
	// Messages are in the order of the request. They are missing when the
	// connection broke after LINE had said that it accepts.
	Messages []SentMessage
}

// SentMessage names one message that LINE accepted.
type SentMessage struct {
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken"` // "" for kinds that cannot be quoted
}

// Reply sends one to five messages for free with the reply token of an event.
// A token works once and for one minute; there is no retry key, so after a
// TransportError with Sent the outcome is open
// (https://developers.line.biz/en/reference/messaging-api/#send-reply-message).
func (c *Client) Reply(ctx context.Context, token, replyToken string, messages []json.RawMessage, notificationDisabled bool) (Sent, error) {
	body, err := encode(struct {
		ReplyToken           string            `json:"replyToken"`
		Messages             []json.RawMessage `json:"messages"`
		NotificationDisabled bool              `json:"notificationDisabled,omitempty"`
	}{replyToken, messages, notificationDisabled})
	if err != nil {
		return Sent{}, err
	}
	return c.send(ctx, call{url: c.api + "/v2/bot/message/reply", token: token, body: body})
}

// Push sends one to five messages to a user, group or room, counted against
// the quota. retryKey is a UUID that was stored before the first try; further
// tries with it and the same messages within 24 hours cannot double them. When
// LINE has accepted the key before (409), that is success with AlreadyAccepted
// (https://developers.line.biz/en/reference/messaging-api/#retry-api-request).
func (c *Client) Push(ctx context.Context, token, retryKey, to string, messages []json.RawMessage) (Sent, error) {
	if retryKey == "" {
		return Sent{}, ErrNoRetryKey
	}
	body, err := encode(struct {
		To       string            `json:"to"`
		Messages []json.RawMessage `json:"messages"`
	}{to, messages})
	if err != nil {
		return Sent{}, err
	}
	return c.send(ctx, call{url: c.api + "/v2/bot/message/push", token: token, key: retryKey, body: body})
}

// send makes a call that sends messages. LINE's acceptance is its status
// together with its request id; a body that does not arrive whole does not
// take it back.
func (c *Client) send(ctx context.Context, cl call) (Sent, error) {
	cl.method, cl.ctype = http.MethodPost, jsonType
	a, err := c.do(ctx, cl)
	s := Sent{}
	if e, ok := errors.AsType[*APIError](err); ok && e.Status == http.StatusConflict && cl.key != "" {
		s.AlreadyAccepted, s.AcceptedRequestID = true, a.Header.Get(acceptedRequestIDHeader)
		err = nil
	}
	if err != nil {
		return Sent{}, err
	}
	s.RequestID = a.Header.Get(requestIDHeader)
	var body struct {
		SentMessages []SentMessage `json:"sentMessages"`
	}
	if err := a.decode(&body); err != nil && s.RequestID == "" {
		return Sent{}, err
	}
	s.Messages = body.SentMessages
	return s, nil
}

// Profile is what a friend shows to the account.
type Profile struct {
	UserID        string `json:"userId"`
	DisplayName   string `json:"displayName"`
	PictureURL    string `json:"pictureUrl"`
	StatusMessage string `json:"statusMessage"`
	Language      string `json:"language"` // BCP 47, "" without the user's consent
}

// Profile asks for the profile of a friend, or of somebody who wrote to the
// account. LINE answers 404 for whoever blocked it, is unknown or did not
// consent. An id of another shape is ErrInvalidID.
func (c *Client) Profile(ctx context.Context, token, userID string) (Profile, error) {
	var p Profile
	if !ValidUserID(userID) {
		return p, ErrInvalidID
	}
	err := c.getJSON(ctx, token, "/v2/bot/profile/"+url.PathEscape(userID), &p)
	return p, err
}

// BotInfo is the account as LINE knows it.
type BotInfo struct {
	UserID         string `json:"userId"` // the "destination" of its webhooks
	BasicID        string `json:"basicId"`
	PremiumID      string `json:"premiumId"`
	DisplayName    string `json:"displayName"`
	PictureURL     string `json:"pictureUrl"`
	ChatMode       string `json:"chatMode"`       // "chat" or "bot": whether chat is on in LINE's manager
	MarkAsReadMode string `json:"markAsReadMode"` // "auto" or "manual"
}

// BotInfo asks for the account behind the token.
func (c *Client) BotInfo(ctx context.Context, token string) (BotInfo, error) {
	var b BotInfo
	err := c.getJSON(ctx, token, "/v2/bot/info", &b)
	return b, err
}

// Quota is how many counted messages the account may send in the month.
type Quota struct {
	Limited bool
	Value   int64 // 0 unless Limited
}

// Quota asks for the month's limit.
func (c *Client) Quota(ctx context.Context, token string) (Quota, error) {
	var q struct {
		Type  string `json:"type"`
		Value int64  `json:"value"`
	}
	err := c.getJSON(ctx, token, "/v2/bot/message/quota", &q)
	return Quota{Limited: q.Type == "limited", Value: q.Value}, err
}

// Consumption asks how many messages were counted this month. LINE calls the
// number approximate; it includes what was sent from LINE's manager.
func (c *Client) Consumption(ctx context.Context, token string) (int64, error) {
	var u struct {
		TotalUsage int64 `json:"totalUsage"`
	}
	err := c.getJSON(ctx, token, "/v2/bot/message/quota/consumption", &u)
	return u.TotalUsage, err
}

// IssueStatelessToken trades a channel's id and secret for a channel access
// token that lives for 15 minutes and cannot be revoked. LINE may block whoever
// issues them in masses: see TokenSource
// (https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token).
func (c *Client) IssueStatelessToken(ctx context.Context, channelID, secret string) (token string, expiresIn time.Duration, err error) {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {channelID}, "client_secret": {secret}}
	a, err := c.do(ctx, call{
		method: http.MethodPost, url: c.api + "/oauth2/v3/token",
		ctype: "application/x-www-form-urlencoded", body: []byte(form.Encode()),
	})
	if err != nil {
		return "", 0, err
	}
	var t struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int64  `json:"expires_in"` // seconds
	}
	if err := a.decode(&t); err != nil {
		return "", 0, err
	}
	if t.AccessToken == "" || t.ExpiresIn <= 0 {
		return "", 0, &TransportError{Sent: true, Err: errors.New("answer without a token")}
	}
	return t.AccessToken, time.Duration(t.ExpiresIn) * time.Second, nil
}

// WebhookEndpoint is where LINE posts the channel's events.
type WebhookEndpoint struct {
	Endpoint string `json:"endpoint"`
	Active   bool   `json:"active"` // the switch "Use webhook", which the API cannot turn
}

// WebhookEndpoint asks for the endpoint; LINE answers 404 when none is set.
func (c *Client) WebhookEndpoint(ctx context.Context, token string) (WebhookEndpoint, error) {
	var w WebhookEndpoint
	err := c.getJSON(ctx, token, "/v2/bot/channel/webhook/endpoint", &w)
	return w, err
}

// SetWebhookEndpoint sets the endpoint, an https address of at most 500
// characters. It may take LINE a minute to use it.
func (c *Client) SetWebhookEndpoint(ctx context.Context, token, endpoint string) error {
	body, err := encode(map[string]string{"endpoint": endpoint})
	if err != nil {
		return err
	}
	_, err = c.do(ctx, call{
		method: http.MethodPut, url: c.api + "/v2/bot/channel/webhook/endpoint",
		token: token, ctype: jsonType, body: body,
	})
	return err
}

// WebhookTest is what LINE met when it posted to the endpoint.
type WebhookTest struct {
	Success    bool      `json:"success"`
	Timestamp  time.Time `json:"timestamp"`
	StatusCode int       `json:"statusCode"` // not positive when there was no HTTP answer
	Reason     string    `json:"reason"`     // OK, COULD_NOT_CONNECT, REQUEST_TIMEOUT, ERROR_STATUS_CODE, UNCLASSIFIED
	Detail     string    `json:"detail"`
}

// TestWebhook has LINE post an empty list of events to the endpoint, or to the
// one that is set when endpoint is "". LINE allows 60 such calls an hour.
func (c *Client) TestWebhook(ctx context.Context, token, endpoint string) (WebhookTest, error) {
	var t WebhookTest
	body, err := encode(struct {
		Endpoint string `json:"endpoint,omitempty"`
	}{endpoint})
	if err != nil {
		return t, err
	}
	a, err := c.do(ctx, call{
		method: http.MethodPost, url: c.api + "/v2/bot/channel/webhook/test",
		token: token, ctype: jsonType, body: body,
	})
	if err != nil {
		return t, err
	}
	err = a.decode(&t)
	return t, err
}

// ErrPreparing says that LINE is still preparing a large video or sound: the
// same call works a little later.
var ErrPreparing = errors.New("line: content is being prepared")

// Content is an image, video, sound or file that a friend sent.
type Content struct {
	Type   string // media type
	Length int64  // bytes, -1 when LINE did not say
	Body   io.ReadCloser
}

var messageID = regexp.MustCompile(`^[0-9]{1,32}$`)

// Content loads what the message holds; the caller closes Body, which may be
// hundreds of megabytes and is bound by ctx alone. It fails with ErrPreparing,
// with 404 when LINE has it no more, with 410 when the sender took it back, or
// with ErrInvalidID
// (https://developers.line.biz/en/reference/messaging-api/#get-content).
func (c *Client) Content(ctx context.Context, token, id string) (*Content, error) {
	if !messageID.MatchString(id) {
		return nil, ErrInvalidID
	}
	resp, err := c.start(ctx, call{method: http.MethodGet, url: c.data + "/v2/bot/message/" + id + "/content", token: token})
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return &Content{Type: resp.Header.Get("Content-Type"), Length: resp.ContentLength, Body: resp.Body}, nil
	case http.StatusAccepted:
		return nil, errors.Join(ErrPreparing, resp.Body.Close())
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, &TransportError{Sent: true, Err: fmt.Errorf("answer with status %d: %w", resp.StatusCode, err)}
	}
	return nil, apiError(resp, body)
}
