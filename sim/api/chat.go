package api

import (
	"time"

	"ohenji/sim/message"
)

func markAsRead(c *call) (any, error) {
	var in struct{ MarkAsReadToken string }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	return empty{}, c.platform.MarkAsRead(c.channel, in.MarkAsReadToken)
}

// markAllAsRead is the old way, by person.
func markAllAsRead(c *call) (any, error) {
	var in struct {
		Chat *struct {
			UserID *string `json:"userId"`
		} `json:"chat"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Chat == nil || in.Chat.UserID == nil {
		return nil, message.BadRequest(message.Detail{Message: "must be specified", Property: "chat"})
	}
	return empty{}, c.platform.MarkAllAsRead(c.channel, *in.Chat.UserID)
}

// usualLoading is how long the animation shows unless the bot says otherwise.
const usualLoading = 20

func startLoading(c *call) (any, error) {
	var in struct {
		ChatID         *string `json:"chatId"`
		LoadingSeconds *int    `json:"loadingSeconds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	wrong := needs("chatId", in.ChatID)
	if len(wrong) == 0 && !userShape.MatchString(*in.ChatID) {
		wrong = append(wrong, message.Detail{
			Message:  "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.",
			Property: "chatId",
		})
	}
	seconds := usualLoading
	if in.LoadingSeconds != nil {
		seconds = *in.LoadingSeconds
	}
	if seconds < 5 || seconds > 60 {
		wrong = append(wrong, message.Detail{Message: "Must be between 5 and 60", Property: "loadingSeconds"})
	}
	if seconds%5 != 0 {
		wrong = append(wrong, message.Detail{Message: "must be a multiple of five", Property: "loadingSeconds"})
	}
	if len(wrong) > 0 {
		return nil, message.BadRequest(wrong...)
	}
	return accepted{empty{}}, c.platform.StartLoading(c.channel, *in.ChatID, time.Duration(seconds)*time.Second)
}
