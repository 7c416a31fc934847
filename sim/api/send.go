package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"ohenji/sim/message"
	"ohenji/sim/platform"
)

var (
	targetShape = regexp.MustCompile(`^[UCR][0-9a-f]{32}$`)
	userShape   = regexp.MustCompile(`^U[0-9a-f]{32}$`)
	uuidShape   = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	unitShape   = regexp.MustCompile(`^[A-Za-z0-9_]{1,30}$`)
)

const maxMulticast = 500

type sentMessages struct {
	SentMessages []platform.SentMessage `json:"sentMessages"`
}

// sendBody is what all that send have in common.
type sendBody struct {
	Messages             []json.RawMessage `json:"messages"`
	NotificationDisabled bool              `json:"notificationDisabled"`
	AggregationUnits     []string          `json:"customAggregationUnits"`
}

// outgoing checks the messages and the unit; wrong is what is wrong with the
// receiver.
func (c *call) outgoing(in sendBody, wrong ...message.Detail) (platform.Outgoing, error) {
	if c.retryKey != "" && !uuidShape.MatchString(c.retryKey) {
		return platform.Outgoing{}, refuse(http.StatusBadRequest, "The value for the 'X-Line-Retry-Key' header is invalid") // LINE's text is not known
	}
	view, err := c.platform.Channel(c.channel)
	if err != nil {
		return platform.Outgoing{}, err
	}
	out := platform.Outgoing{RequestID: c.requestID, Silent: in.NotificationDisabled}
	if len(in.AggregationUnits) > 1 {
		wrong = append(wrong, message.Detail{Message: "Size must be between 0 and 1", Property: "customAggregationUnits"})
	}
	for i, unit := range in.AggregationUnits {
		if !unitShape.MatchString(unit) {
			wrong = append(wrong, message.Detail{
				Message: "must match \"^[a-zA-Z0-9_]{1,30}$\"", Property: fmt.Sprintf("customAggregationUnits[%d]", i),
			})
		}
		out.Unit = unit
	}
	checked, invalid := message.Check(in.Messages, message.Rules{PlainHTTP: view.AllowHTTP}, wrong...)
	if invalid != nil {
		return platform.Outgoing{}, invalid
	}
	for _, m := range checked {
		out.Messages = append(out.Messages, platform.Message{
			Kind: m.Kind, Body: m.Body, QuoteToken: m.QuoteToken, Mentions: m.Mentions, TrackingID: m.TrackingID,
		})
	}
	return out, nil
}

// needs is what is wrong with a string that says where the messages go.
func needs(property string, value *string) []message.Detail {
	switch {
	case value == nil:
		return []message.Detail{{Message: "must be specified", Property: property}}
	case *value == "":
		return []message.Detail{{Message: "May not be empty", Property: property}}
	}
	return nil
}

func invalidProperty(property string) error {
	return refuse(http.StatusBadRequest, "The property, '%s', in the request body is invalid (line: -, column: -)", property)
}

func (c *call) key() string { return strings.ToLower(c.retryKey) }

func reply(c *call) (any, error) {
	var in struct {
		ReplyToken *string `json:"replyToken"`
		sendBody
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.AggregationUnits = nil // push and multicast only; elsewhere LINE does not look
	out, err := c.outgoing(in.sendBody, needs("replyToken", in.ReplyToken)...)
	if err != nil {
		return nil, err
	}
	sent, err := c.platform.Reply(c.channel, *in.ReplyToken, out)
	return sentMessages{sent}, err
}

func push(c *call) (any, error) {
	var in struct {
		To *string `json:"to"`
		sendBody
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	out, err := c.outgoing(in.sendBody, needs("to", in.To)...)
	if err != nil {
		return nil, err
	}
	if !targetShape.MatchString(*in.To) {
		return nil, invalidProperty("to")
	}
	sent, err := c.platform.Push(c.channel, *in.To, c.key(), out)
	return sentMessages{sent}, err
}

func multicast(c *call) (any, error) {
	var in struct {
		To []string `json:"to"`
		sendBody
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var wrong []message.Detail
	switch n := len(in.To); {
	case in.To == nil:
		wrong = append(wrong, message.Detail{Message: "must be specified", Property: "to"})
	case n < 1 || n > maxMulticast:
		wrong = append(wrong, message.Detail{Message: fmt.Sprintf("Size must be between 1 and %d", maxMulticast), Property: "to"})
	}
	out, err := c.outgoing(in.sendBody, wrong...)
	if err != nil {
		return nil, err
	}
	for i, to := range in.To {
		if !userShape.MatchString(to) {
			return nil, refuse(http.StatusBadRequest, "The property, to[%d], in the request body is invalid (line: -, column: -)", i)
		}
	}
	return empty{}, c.platform.Multicast(c.channel, in.To, c.key(), out)
}

func broadcast(c *call) (any, error) {
	var in sendBody
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.AggregationUnits = nil
	out, err := c.outgoing(in)
	if err != nil {
		return nil, err
	}
	return empty{}, c.platform.Broadcast(c.channel, c.key(), out)
}

// validate checks the messages only; it sends and counts nothing.
func validate(c *call) (any, error) {
	var in sendBody
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.AggregationUnits = nil
	_, err := c.outgoing(in)
	return empty{}, err
}
