package line

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// ErrInvalidID says that an id does not have LINE's shape, so that the call
// was not made. Ids become parts of URL paths.
var ErrInvalidID = errors.New("line: id does not have LINE's shape")

// ErrNoRetryKey says that a push was asked for without the key that keeps it
// from being sent twice; the call was not made.
var ErrNoRetryKey = errors.New("line: push needs a retry key")

// APIError is LINE's refusal of a call. LINE may change its texts: decide by
// Status and the Is methods, show Message.
type APIError struct {
	Status    int    // HTTP status, never 2xx
	RequestID string // x-line-request-id, what LINE's support asks for
	Message   string
	Details   []Detail
}

// Detail says what is wrong with one property of the request.
type Detail struct {
	Message  string `json:"message"`
	Property string `json:"property"` // such as "messages[0].text"
}

// Error has LINE's texts. They may quote a property's name but not its value.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "line: status %d: %s", e.Status, e.Message)
	for _, d := range e.Details {
		fmt.Fprintf(&b, "; %s: %s", d.Property, d.Message)
	}
	if e.RequestID != "" {
		b.WriteString(" (request " + e.RequestID + ")")
	}
	return b.String()
}

// says reports whether the message contains the words, which must be lower
// case.
func (e *APIError) says(words string) bool {
	return strings.Contains(strings.ToLower(e.Message), words)
}

// IsInvalidReplyToken reports that the reply token was used, is too old or is
// not of this channel; LINE does not tell which
// (https://developers.line.biz/en/reference/messaging-api/#send-reply-message).
func (e *APIError) IsInvalidReplyToken() bool {
	return e.Status == http.StatusBadRequest && e.says("invalid reply token")
}

// IsMonthlyLimit reports that the account's quota is used up or reserved: no
// counted message goes out until that changes.
func (e *APIError) IsMonthlyLimit() bool {
	return e.Status == http.StatusTooManyRequests && e.says("monthly limit")
}

// IsSameUserLimit reports too many messages to one user; others can still be
// sent to. LINE documents this kind of 429 without its text.
func (e *APIError) IsSameUserLimit() bool {
	return e.Status == http.StatusTooManyRequests && e.says("same user")
}

// IsRateLimited reports that the calls came too fast for the endpoint: the
// same call works a little later. Every 429 that is none of the other two
// counts as this one.
func (e *APIError) IsRateLimited() bool {
	return e.Status == http.StatusTooManyRequests && !e.IsMonthlyLimit() && !e.IsSameUserLimit()
}

// IsUnauthorized reports that the channel access token is not valid.
func (e *APIError) IsUnauthorized() bool { return e.Status == http.StatusUnauthorized }

// IsNotFound reports 404: for a profile, that LINE does not show it to us.
func (e *APIError) IsNotFound() bool { return e.Status == http.StatusNotFound }

// Temporary reports a failure inside LINE (5xx). Whether the call had its
// effect is open, as after a time-out.
func (e *APIError) Temporary() bool { return e.Status >= http.StatusInternalServerError }

// TransportError is a call without an answer that LINE can be held to: no
// connection, time-out, broken connection, or something else that answered in
// LINE's place.
type TransportError struct {
	// Sent is whether the request may have reached LINE. It is false only when
	// it certainly has not, so that even a reply may be tried again.
	Sent bool
	Err  error
}

// Error has the operating system's text.
func (e *TransportError) Error() string {
	if e.Sent {
		return "line: no answer: " + e.Err.Error()
	}
	return "line: not sent: " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// apiError reads LINE's two shapes of error bodies: that of the Messaging API,
// and that of OAuth which the token calls use. A body of neither shape, such as
// a proxy's page, leaves the status alone.
func apiError(resp *http.Response, body []byte) *APIError {
	e := &APIError{Status: resp.StatusCode, RequestID: resp.Header.Get(requestIDHeader)}
	var b struct {
		Message     string   `json:"message"`
		Details     []Detail `json:"details"`
		Error       string   `json:"error"`
		Description string   `json:"error_description"`
	}
	if json.Unmarshal(body, &b) == nil {
		e.Message, e.Details = b.Message, b.Details
		if e.Message == "" && b.Error != "" {
			e.Message = strings.TrimSuffix(b.Error+": "+b.Description, ": ")
		}
	}
	if e.Message == "" {
		e.Message = http.StatusText(resp.StatusCode)
	}
	return e
}
