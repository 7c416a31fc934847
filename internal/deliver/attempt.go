package deliver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"ohenji/internal/domain"
	"ohenji/internal/line"
)

// attempt makes one call and works out what it means for the delivery.
func (e *Engine) attempt(ctx context.Context, c claimed) (*domain.Delivery, domain.Attempt) {
	d := c.delivery
	a := domain.Attempt{DeliveryID: d.ID, Number: d.Attempts, Method: d.Method, StartedAt: e.Clock.Now()}
	sent, err := e.call(ctx, d)
	a.EndedAt = e.Clock.Now()
	if err == nil {
		a.Status, a.LineRequest = http.StatusOK, ledgerText(sent.RequestID)
		if sent.AlreadyAccepted {
			a.Status = http.StatusConflict // the ledger tells which try it was
		}
		e.accept(ctx, d, sent)
		return d, a
	}
	a.Error = cause(err)
	if api, ok := errors.AsType[*line.APIError](err); ok {
		a.Status, a.LineRequest = api.Status, ledgerText(api.RequestID)
		d.LineRequest = a.LineRequest
		e.refused(d, api, c.mayHaveArrived)
	} else {
		e.unanswered(d, err, c.mayHaveArrived)
	}
	if d.State == domain.DeliveryFailed || d.State == domain.DeliveryUnknown {
		e.Log.WarnContext(ctx, "delivery ended without acceptance", "delivery_id", d.ID, "account_id", d.AccountID,
			"state", d.State, "code", d.Problem.Code, "status", a.Status, "line_request", a.LineRequest)
	}
	return d, a
}

// call does the request itself; a panic in it is an error of this delivery
// only.
func (e *Engine) call(ctx context.Context, d *domain.Delivery) (sent line.Sent, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	channel, err := e.channel(ctx, d.AccountID)
	if err != nil {
		return line.Sent{}, notCalled{err}
	}
	token, err := e.Tokens.Token(ctx, channel.ID, string(channel.Secret))
	if err != nil {
		return line.Sent{}, notCalled{err}
	}
	if d.Method == domain.MethodReply {
		sent, err = e.Line.Reply(ctx, token, d.ReplyToken.Token, d.Messages, false)
	} else {
		sent, err = e.Line.Push(ctx, token, d.RetryKey, d.To, d.Messages)
	}
	if api, ok := errors.AsType[*line.APIError](err); ok && api.IsUnauthorized() {
		e.Tokens.Forget(channel.ID, token)
	}
	return sent, err
}

// notCalled says that the request was never made, so nothing can have arrived.
type notCalled struct{ error }

func (n notCalled) Unwrap() error { return n.error }

func (e *Engine) accept(ctx context.Context, d *domain.Delivery, sent line.Sent) {
	if channel, err := e.channel(ctx, d.AccountID); err == nil && d.Method == domain.MethodPush {
		e.Counted(channel.ID)
	}

	d.State, d.Uncertain, d.Problem = domain.DeliveryAccepted, false, domain.Problem{}
	d.LineRequest = ledgerText(sent.RequestID)
	if sent.AlreadyAccepted && sent.AcceptedRequestID != "" {
		d.LineRequest = ledgerText(sent.AcceptedRequestID)
	}
	if b, err := json.Marshal(sent.Messages); err == nil {
		d.Sent = []byte(domain.Storable(string(b)))
	}
}

// refused handles an answer of LINE that is not an acceptance.
func (e *Engine) refused(d *domain.Delivery, api *line.APIError, mayHaveArrived bool) {
	d.Problem.Detail = ledgerText(api.Message)
	switch {
	case api.Temporary():
		// LINE may have accepted it before it failed.
		e.again(d, "delivery.line_error", true)
	case api.IsMonthlyLimit():
		e.end(d, "delivery.monthly_limit", mayHaveArrived)
	case api.IsRateLimited():
		e.again(d, "delivery.rate_limited", mayHaveArrived)
	case api.IsSameUserLimit():
		e.again(d, "delivery.same_user_limit", mayHaveArrived)
	case api.IsUnauthorized():
		e.again(d, "delivery.unauthorized", mayHaveArrived)
	case api.IsInvalidReplyToken() && d.Method == domain.MethodReply:
		e.tokenDead(d, mayHaveArrived)
	default:
		e.end(d, "delivery.refused", mayHaveArrived)
	}
}

// tokenDead handles "Invalid reply token". When every earlier try was plainly
// refused, nothing has arrived and a push is safe; when one was left open, the
// token may be dead because that one got through.
func (e *Engine) tokenDead(d *domain.Delivery, mayHaveArrived bool) {
	if mayHaveArrived {
		d.State, d.Problem.Code = domain.DeliveryUnknown, "delivery.reply_lost"
		return
	}
	d.State, d.Uncertain, d.NextAt = domain.DeliveryQueued, false, e.Clock.Now()
	d.ReplyToken.Until = d.CreatedAt // dead: the next attempt is a push
	d.Problem.Code = "delivery.token_dead"
}

// unanswered handles calls without an answer of LINE.
func (e *Engine) unanswered(d *domain.Delivery, err error, mayHaveArrived bool) {
	d.Problem.Detail = ""
	if _, ok := errors.AsType[notCalled](err); ok {
		code := "delivery.unreachable"
		if api, ok := errors.AsType[*line.APIError](err); ok && api.Status < 500 {
			code, d.Problem.Detail = "delivery.unauthorized", ledgerText(api.Message)
		}
		e.again(d, code, mayHaveArrived)
		return
	}
	if transport, ok := errors.AsType[*line.TransportError](err); ok {
		e.again(d, "delivery.unreachable", mayHaveArrived || transport.Sent)
		return
	}
	e.end(d, "delivery.refused", mayHaveArrived)
}

// again queues the next attempt.
func (e *Engine) again(d *domain.Delivery, code string, mayHaveArrived bool) {
	d.State, d.Problem.Code, d.Uncertain = domain.DeliveryQueued, code, mayHaveArrived
	d.NextAt = e.Clock.Now().Add(e.IDs.Jitter(pause(d.Method, d.Attempts)))
}

// end settles a delivery that LINE will not take. When an earlier attempt was
// left open, that one may have arrived.
func (e *Engine) end(d *domain.Delivery, code string, mayHaveArrived bool) {
	d.State, d.Problem.Code = domain.DeliveryFailed, code
	d.Uncertain = mayHaveArrived
	if mayHaveArrived {
		d.State = domain.DeliveryUnknown
	}
}

// ledgerText is a text of LINE's in a form that every database takes.
func ledgerText(s string) string {
	const most = 300
	return domain.Cut(domain.Storable(s), most)
}

// cause is a short text for the ledger. Only LINE's own texts and transport
// errors reach it; neither quotes messages or tokens.
func cause(err error) string {
	return ledgerText(err.Error())
}
