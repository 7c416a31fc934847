package domain

import (
	"encoding/json"
	"time"
)

// DeliveryState is where a request to LINE stands.
type DeliveryState string

// The states of a delivery. queued -> sending -> accepted | failed | unknown,
// and sending -> queued when it is to be tried again.
const (
	DeliveryQueued   DeliveryState = "queued"
	DeliverySending  DeliveryState = "sending"
	DeliveryAccepted DeliveryState = "accepted"
	DeliveryFailed   DeliveryState = "failed"
	// DeliveryUnknown is a request whose outcome nobody can tell: it may have
	// arrived, and trying again by another way might double it.
	DeliveryUnknown DeliveryState = "unknown"
)

// Final reports whether nothing more happens by itself.
func (s DeliveryState) Final() bool {
	return s == DeliveryAccepted || s == DeliveryFailed || s == DeliveryUnknown
}

// DeliveryMethod is the way to LINE.
type DeliveryMethod string

// The ways. A reply is free and works once; a push is counted in the month's
// quota and can be repeated under its retry key.
const (
	MethodReply DeliveryMethod = "reply"
	MethodPush  DeliveryMethod = "push"
)

// Delivery is 送信: one request to LINE with its state. It is recorded before
// the first attempt.
type Delivery struct {
	ID             string
	AccountID      string
	ConversationID string
	Seq            int64  // deliveries of one conversation leave in this order
	To             string // LINE user id
	Origin         Sender
	RequestID      string // the caller's own id, unique per conversation; "" for rules
	Method         DeliveryMethod
	ReplyToken     ReplyToken // zero when it goes as a push from the start
	RetryKey       string     // X-Line-Retry-Key of the push, made before the first attempt
	Messages       []json.RawMessage
	State          DeliveryState
	Attempts       int
	// Uncertain is set before each attempt and cleared when LINE plainly
	// refused it: while it is set, an earlier attempt may have arrived.
	Uncertain   bool
	NextAt      time.Time // when to try (again)
	FirstAt     time.Time // of the first attempt; retry keys live for 24 h from it
	AttemptAt   time.Time // of the newest attempt
	LeasedBy    string    // the node that sends it now
	LeasedUntil time.Time // afterwards another node may take it over
	Problem     Problem
	LineRequest string          // x-line-request-id of the last answer
	Sent        json.RawMessage // LINE's sentMessages, once accepted
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Problem says in a stable code why a delivery is not accepted, with LINE's own
// words for the detail.
type Problem struct {
	Code   string
	Detail string
}

// Superseded is the problem of an automatic answer that was given up because a
// member took over.
func Superseded() Problem { return Problem{Code: "delivery.superseded"} }

// Attempt is one try of a delivery.
type Attempt struct {
	DeliveryID  string
	Number      int
	Method      DeliveryMethod
	StartedAt   time.Time
	EndedAt     time.Time // zero while it runs, or when the process died in it
	Status      int       // HTTP status; 0 when none came
	LineRequest string
	Error       string // short cause for the ledger; never message text
}
