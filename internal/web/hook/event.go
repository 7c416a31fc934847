package hook

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"ohenji/internal/app/reception"
	"ohenji/internal/domain"
	"ohenji/internal/line"
)

// event is LINE's event as reception takes it.
func event(raw line.RawEvent) reception.Event {
	e := raw.Event
	out := reception.Event{
		WebhookEventID: domain.Storable(e.WebhookEventID), Type: domain.Storable(e.Type), Standby: e.Mode == line.ModeStandby,
		LineUserID: e.Source.UserID, SourceType: e.Source.Type, ReplyToken: e.ReplyToken,
		Raw: domain.Storable(string(raw.Raw)), Fault: raw.Err,
	}
	if e.Timestamp > 0 {
		out.OccurredAt = time.UnixMilli(e.Timestamp).UTC()
	}
	switch {
	case out.WebhookEventID == "":
		// Every event of today's LINE has an id. One without is told apart by its
		// content, so that the same one delivered twice still acts once.
		out.WebhookEventID = digest(raw.Raw)
	case len(out.WebhookEventID) > maxEventID:
		out.WebhookEventID = digest([]byte(out.WebhookEventID))
	}
	if m := e.Message; m != nil {
		out.Message = &reception.Message{ID: domain.Storable(m.ID), Kind: domain.Storable(m.Type), Text: domain.Storable(m.Text), Payload: []byte(domain.Storable(string(m.Raw)))}
	} else if e.Type == line.EventMessage && out.Fault == nil {
		out.Fault = errNoMessage
	}
	if e.Postback != nil {
		out.Postback = domain.Storable(e.Postback.Data)
	}
	if e.Follow != nil {
		out.Unblocked = e.Follow.IsUnblocked
	}
	if out.SourceType == line.SourceUser && out.LineUserID != "" && !line.ValidUserID(out.LineUserID) && out.Fault == nil {
		out.Fault = line.ErrInvalidID
	}
	return out
}

// maxEventID bounds the ids that are stored as they are, in bytes. LINE's are
// ULIDs, 26 characters; a database cannot index one without end.
const maxEventID = 200

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// errNoMessage says that a message event came without its message.
const errNoMessage = decodeError("hook: message event without a message")

type decodeError string

func (e decodeError) Error() string { return string(e) }
