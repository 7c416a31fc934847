package hook_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ohenji/internal/app/reception"
	"ohenji/internal/domain"
	"ohenji/internal/web/hook"
	"ohenji/sim/platform"
)

// receiver stands for reception.
type receiver struct {
	secrets []string
	unknown error // what asking for the account fails with
	fails   error // what receiving fails with
	events  []reception.Event
	refused int
}

func (r *receiver) Channel(context.Context, string) (reception.Channel, error) {
	return reception.Channel{AccountID: "acc_1", Secrets: r.secrets}, r.unknown
}

func (r *receiver) Receive(_ context.Context, _ string, events []reception.Event) error {
	r.events = append(r.events, events...)
	return r.fails
}

func (r *receiver) RefusedSignature(string) { r.refused++ }

func (r *receiver) post(body io.Reader, signature string) (status int, log string) {
	var text bytes.Buffer
	h := &hook.Handler{Receiver: r, Log: slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	req := httptest.NewRequest(http.MethodPost, "/hook/sakura", body)
	req.Header.Set("X-Line-Signature", signature)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w.Code, text.String()
}

const (
	current = "0123456789abcdef0123456789abcdef"
	former  = "fedcba9876543210fedcba9876543210"
	batch   = `{"events":[{"type":"message","webhookEventId":"e1","timestamp":1700000000000,"source":{"type":"user",` +
		`"userId":"U0123456789abcdef0123456789abcdef"},"replyToken":"t1","message":{"type":"text","id":"7","text":"hello"}}]}`
)

func TestTheStatusTellsLINEWhetherToDeliverAgain(t *testing.T) {
	t.Parallel()
	sign := func(secret, body string) string { return platform.Sign(secret, []byte(body)) }
	for name, c := range map[string]struct {
		receiver  receiver
		body      string
		signature string
		want      int
		refused   int
	}{
		"stored":               {body: batch, signature: sign(current, batch), want: http.StatusOK},
		"by the former secret": {body: batch, signature: sign(former, batch), want: http.StatusOK},
		"by another secret":    {body: batch, signature: sign("x", batch), want: http.StatusUnauthorized, refused: 1},
		"not signed":           {body: batch, want: http.StatusUnauthorized, refused: 1},
		"unknown account": {
			receiver: receiver{unknown: domain.E(domain.NotFound, "account.not_found")},
			body:     batch, signature: sign(current, batch), want: http.StatusNotFound,
		},
		"the account cannot be read": {
			receiver: receiver{unknown: errors.New("disk")}, body: batch, signature: sign(current, batch), want: http.StatusServiceUnavailable,
		},
		"overloaded": {
			receiver: receiver{fails: domain.E(domain.Unavailable, "reception.overloaded")},
			body:     batch, signature: sign(current, batch), want: http.StatusServiceUnavailable,
		},
		"not committed": {
			receiver: receiver{fails: errors.New("disk")}, body: batch, signature: sign(current, batch), want: http.StatusServiceUnavailable,
		},
		"no webhook": {body: `[]`, signature: sign(current, `[]`), want: http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := c.receiver
			r.secrets = []string{current, former}
			status, log := r.post(strings.NewReader(c.body), c.signature)
			if status != c.want || r.refused != c.refused {
				t.Errorf("%d and %d refused signatures, want %d and %d", status, r.refused, c.want, c.refused)
			}
			if strings.Contains(log, "hello") || strings.Contains(log, "t1") || strings.Contains(log, current) {
				t.Errorf("the log says what nobody may read: %s", log)
			}
		})
	}
}

func TestARequestThatBreaksOffIsNotReceived(t *testing.T) {
	t.Parallel()
	r := &receiver{secrets: []string{current}}
	body := io.MultiReader(strings.NewReader(batch[:40]), broken{})
	if status, _ := r.post(body, platform.Sign(current, []byte(batch))); status != http.StatusBadRequest || len(r.events) != 0 {
		t.Errorf("%d, %d events", status, len(r.events))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestWhatReceptionIsToldOfAnEvent(t *testing.T) {
	t.Parallel()
	r := &receiver{secrets: []string{current}}
	if status, _ := r.post(strings.NewReader(batch), platform.Sign(current, []byte(batch))); status != http.StatusOK || len(r.events) != 1 {
		t.Fatalf("%d, %d events", status, len(r.events))
	}
	e := r.events[0]
	if e.WebhookEventID != "e1" || e.ReplyToken != "t1" || e.LineUserID != "U0123456789abcdef0123456789abcdef" || e.Standby ||
		e.OccurredAt.UnixMilli() != 1700000000000 || e.Fault != nil || e.Message.Text != "hello" || e.Message.ID != "7" {
		t.Errorf("%+v", e)
	}
}

func TestEventsWithoutAnIDOrWithAnEndlessOneAreToldApart(t *testing.T) {
	t.Parallel()
	r := &receiver{secrets: []string{current}}
	without := func(text string) string {
		return `{"type":"message","source":{"type":"user","userId":"U0123456789abcdef0123456789abcdef"},"message":{"type":"text","id":"1","text":"` + text + `"}}`
	}
	long := func(id string) string {
		return `{"type":"follow","webhookEventId":"` + strings.Repeat("x", 300) + id + `","source":{"type":"user","userId":"U0123456789abcdef0123456789abcdef"}}`
	}
	body := `{"events":[` + strings.Join([]string{without("a"), without("b"), without("a"), long("a"), long("b"), long("a")}, ",") + `]}`
	if status, _ := r.post(strings.NewReader(body), platform.Sign(current, []byte(body))); status != http.StatusOK {
		t.Fatalf("%d", status)
	}
	ids := map[string]int{}
	for _, e := range r.events {
		if ids[e.WebhookEventID]++; len(e.WebhookEventID) > 200 || e.WebhookEventID == "" {
			t.Errorf("the id %q", e.WebhookEventID)
		}
	}
	if len(ids) != 4 {
		t.Errorf("six events, two of them repeated, have the ids %v", ids)
	}
}
