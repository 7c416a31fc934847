// Package hook takes LINE's webhook requests: it bounds them, checks their
// signature over the raw bytes and hands the events to reception. It answers
// 200 only after they are committed.
package hook

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"ohenji/internal/app/reception"
	"ohenji/internal/domain"
	"ohenji/internal/line"
)

// maxBody is the largest webhook request that is read. LINE does not state its
// own limit; 2 MB is what it takes itself on its API.
const maxBody = 2 << 20

// Receiver is what the hook needs of reception.
type Receiver interface {
	Channel(ctx context.Context, key string) (reception.Channel, error)
	Receive(ctx context.Context, accountID string, events []reception.Event) error
	RefusedSignature(accountID string)
}

// Handler serves POST /hook/{account}.
type Handler struct {
	Receiver Receiver
	Log      *slog.Logger
}

// ServeHTTP answers 200 when all events are stored, 401 for a wrong or missing
// signature, 404 for an unknown account, 400 for what is not a webhook request,
// 413 for too large a body and 503 when the events could not be stored: then
// LINE delivers them again, if redelivery is on.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status := h.handle(w, r)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := io.WriteString(w, "{}"); err != nil {
		h.Log.DebugContext(r.Context(), "webhook answer not read", "error", err)
	}
}

func (h *Handler) handle(w http.ResponseWriter, r *http.Request) int {
	ctx := r.Context()
	channel, err := h.Receiver.Channel(ctx, r.PathValue("account"))
	if err != nil {
		return h.failed(ctx, "", err)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return http.StatusRequestEntityTooLarge
		}
		return http.StatusBadRequest
	}
	if !line.VerifySignature(body, r.Header.Get(line.SignatureHeader), channel.Secrets...) {
		h.Receiver.RefusedSignature(channel.AccountID)
		h.Log.WarnContext(ctx, "webhook signature refused", "account_id", channel.AccountID, "remote", r.RemoteAddr, "bytes", len(body))
		return http.StatusUnauthorized
	}
	_, raw, err := line.DecodeWebhook(body)
	if err != nil {
		h.Log.WarnContext(ctx, "webhook body is not LINE's", "account_id", channel.AccountID, "error", err)
		return http.StatusBadRequest
	}
	events := make([]reception.Event, len(raw))
	for i, e := range raw {
		events[i] = event(e)
	}
	if err := h.Receiver.Receive(ctx, channel.AccountID, events); err != nil {
		return h.failed(ctx, channel.AccountID, err)
	}
	return http.StatusOK
}

func (h *Handler) failed(ctx context.Context, accountID string, err error) int {
	if domain.IsNotFound(err) {
		return http.StatusNotFound
	}
	h.Log.ErrorContext(ctx, "webhook not stored", "account_id", accountID, "error", err)
	return http.StatusServiceUnavailable
}
