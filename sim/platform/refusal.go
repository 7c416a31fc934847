package platform

import "net/http"

// Refusal is LINE's answer to a call that it does not accept. Message is the
// text that a bot reads.
type Refusal struct {
	Status            int
	Message           string
	AcceptedRequestID string        // of the first request with this retry key
	SentMessages      []SentMessage // what that request sent
}

// Error is LINE's text.
func (r *Refusal) Error() string { return r.Message }

// LINE's texts (messaging-api reference, "Error messages").
const (
	TextRateLimit     = "The API rate limit has been exceeded. Try again later."
	TextMonthlyLimit  = "You have reached your monthly limit."
	TextReplyToken    = "Invalid reply token"
	TextFailedToSend  = "Failed to send messages"
	TextRetryKey      = "The retry key is already accepted"
	TextNotFound      = "Not found"
	TextNoContent     = "not found" // in small letters, unlike elsewhere
	TextGone          = "The content is gone"
	TextNoPreview     = "The content can not be previewed"
	TextNoTranscoding = "Transcoding status doesn't support this type of content"
	TextNotAvailable  = "Access to this API is not available for your account"
	TextFewFriends    = "Your account does not have enough friends"
	TextQuoteToken    = "Invalid quoteToken"                                                           // LINE's own is not known
	TextMentionee     = "Mentions are only for chats whose members are mentioned"                      // LINE's own is not known
	TextTrackedVideo  = "A video with a trackingId can't be sent to group chats or multi-person chats" // LINE's own is not known
	TextReadToken     = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
	TextBadToken      = "Authentication failed. Confirm that the access token in the authorization header is valid."
)

func refuse(status int, text string) *Refusal { return &Refusal{Status: status, Message: text} }

func notFound() *Refusal { return refuse(http.StatusNotFound, TextNotFound) }
