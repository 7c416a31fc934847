// Package api is LINE's HTTP surface over a simulated platform. One host serves
// what LINE spreads over api.line.me and api-data.line.me; no path collides.
package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"time"

	"ohenji/internal/id"
	"ohenji/sim/message"
	"ohenji/sim/platform"
)

// maxBody is LINE's limit of a request's body; beyond it the answer is 413.
const maxBody = 2 << 20

// API serves LINE's endpoints.
type API struct {
	platform *platform.Platform
	ids      *id.Source
	log      *slog.Logger
	router   *router
}

// New returns the endpoints of p.
func New(p *platform.Platform, ids *id.Source, log *slog.Logger) *API {
	return &API{platform: p, ids: ids, log: log, router: newRouter(operations())}
}

// call is one request on its way through the API.
type call struct {
	*API
	w         http.ResponseWriter
	r         *http.Request
	op        *operation
	params    []string // values of the path's parameters
	body      []byte
	channel   string // id of the calling channel
	requestID string
	retryKey  string // "" also for the empty header that the Go SDK sends
	began     time.Time
}

// errDropped ends a call by closing the connection without an answer.
var errDropped = errors.New("connection dropped by a fault")

func refuse(status int, format string, args ...any) error {
	return &platform.Refusal{Status: status, Message: fmt.Sprintf(format, args...)}
}

// ServeHTTP answers one call of a bot.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{
		API: a, w: w, r: r, requestID: a.ids.UUID(), retryKey: r.Header.Get("X-Line-Retry-Key"), began: a.platform.Now(),
	}
	h := w.Header()
	h.Set("X-Line-Request-Id", c.requestID)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	result, err := c.serve()
	var status int
	switch {
	case errors.Is(err, errDropped):
		c.record(0)
		panic(http.ErrAbortHandler) // closes the connection; net/http logs nothing
	case err != nil:
		status = c.writeError(err)
	default:
		status = c.answer(result)
	}
	c.record(status)
}

func (c *call) record(status int) {
	if c.channel == "" || c.op == nil {
		return
	}
	c.platform.RecordCall(c.channel, platform.Call{
		At: c.platform.Now(), Operation: c.op.ID, Status: status, RequestID: c.requestID, RetryKey: c.retryKey,
	})
}

// serve does what every call goes through: route, token, rate, fault, body.
func (c *call) serve() (any, error) {
	ops, params := c.router.find(strings.Split(c.r.URL.Path, "/")[1:])
	if ops == nil {
		return nil, refuse(http.StatusNotFound, platform.TextNotFound)
	}
	op, ok := ops[c.r.Method]
	if !ok {
		return nil, refuse(http.StatusMethodNotAllowed, "Method Not Allowed")
	}
	c.op, c.params = op, params
	if err := c.authenticate(); err != nil {
		return nil, err
	}
	if !c.platform.Allow(c.channel, op.ID, op.Rate) {
		return nil, refuse(http.StatusTooManyRequests, platform.TextRateLimit)
	}
	if op.handle == nil {
		return nil, refuse(http.StatusNotImplemented,
			"%s (%s %s) is not simulated. The list of what is stands in the simulator's README.", op.ID, op.Method, op.Path)
	}
	if c.retryKey != "" && !op.RetryKey {
		return nil, refuse(http.StatusBadRequest, "The header, X-Line-Retry-Key, is not supported by this API")
	}
	if err := c.readBody(); err != nil {
		return nil, err
	}
	if err := c.strike(platform.Before); err != nil {
		return nil, err
	}
	result, err := op.handle(c)
	if err != nil {
		return nil, err
	}
	return result, c.strike(platform.After)
}

func (c *call) authenticate() error {
	if c.op.Open {
		return nil
	}
	scheme, token, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return refuse(http.StatusUnauthorized,
			"Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'")
	}
	channel, ok := c.platform.Authenticate(token)
	if !ok {
		return refuse(http.StatusUnauthorized, platform.TextBadToken)
	}
	c.channel = channel
	return nil
}

func (c *call) readBody() error {
	if c.r.Method == http.MethodGet {
		return nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, maxBody))
	if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
		return refuse(http.StatusRequestEntityTooLarge, "Request body exceeds the limit of 2 MB") // LINE's text is not known
	}
	if err != nil {
		return errDropped // the client went away
	}
	c.body = body
	want := "application/json"
	if c.op.Open {
		want = "application/x-www-form-urlencoded"
	}
	kind := c.r.Header.Get("Content-Type")
	if got, _, _ := mime.ParseMediaType(kind); got != want && len(body) > 0 {
		return refuse(http.StatusUnsupportedMediaType, "The content type, %s, is not supported", kind)
	}
	return nil
}

// decode reads the JSON body, or answers as LINE does with line and column.
func (c *call) decode(into any) error {
	err := json.Unmarshal(c.body, into)
	var typed *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &typed) && typed.Field != "":
		line, column := position(c.body, typed.Offset)
		return refuse(http.StatusBadRequest,
			"The property, '%s', in the request body is invalid (line: %d, column: %d)", typed.Field, line, column)
	case errors.As(err, &typed):
		line, column := position(c.body, typed.Offset)
		return refuse(http.StatusBadRequest,
			"The request body could not be parsed as JSON (line: %d, column: %d)", line, column)
	case errors.As(err, &syntax):
		line, column := position(c.body, syntax.Offset)
		return refuse(http.StatusBadRequest,
			"The request body could not be parsed as JSON (line: %d, column: %d)", line, column)
	}
	return refuse(http.StatusBadRequest, "The request body could not be parsed as JSON (line: 1, column: 0)")
}

// position turns an offset into line and column, both counted from 1.
func position(body []byte, offset int64) (line, column int) {
	head := body[:min(int(offset), len(body))]
	return 1 + bytes.Count(head, []byte("\n")), len(head) - bytes.LastIndexByte(head, '\n') - 1
}

// answer writes a success: usually 200 with JSON.
func (c *call) answer(result any) int {
	switch out := result.(type) {
	case accepted:
		c.write(http.StatusAccepted, out.body)
		return http.StatusAccepted
	case blob:
		status := http.StatusOK
		if out.data == nil {
			status = http.StatusAccepted
		} else {
			c.w.Header().Set("Content-Type", out.kind)
		}
		c.w.WriteHeader(status)
		_, _ = c.w.Write(out.data) // the client may be gone
		return status
	}
	c.write(http.StatusOK, result)
	return http.StatusOK
}

func (c *call) write(status int, v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		c.log.Error("simulator: answer not encoded", slog.String("operation", c.op.ID), slog.Any("error", err))
		http.Error(c.w, "{}", http.StatusInternalServerError)
		return
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	_, _ = c.w.Write(bytes.TrimRight(b.Bytes(), "\n")) // the client may be gone
}

// errorBody is LINE's error response.
type errorBody struct {
	Message      string                 `json:"message"`
	Details      []message.Detail       `json:"details,omitempty"`
	SentMessages []platform.SentMessage `json:"sentMessages,omitempty"`
}

func (c *call) writeError(err error) int {
	var refused *platform.Refusal
	var bad *message.Invalid
	var oauth *oauthError
	switch {
	case errors.As(err, &oauth):
		c.write(oauth.status, oauth)
		return oauth.status
	case errors.As(err, &bad):
		c.write(http.StatusBadRequest, errorBody{Message: bad.Message, Details: bad.Details})
		return http.StatusBadRequest
	case errors.As(err, &refused):
		if refused.AcceptedRequestID != "" {
			c.w.Header().Set("X-Line-Accepted-Request-Id", refused.AcceptedRequestID)
		}
		c.write(refused.Status, errorBody{Message: refused.Message, SentMessages: refused.SentMessages})
		return refused.Status
	}
	c.log.Error("simulator: call failed", slog.String("operation", c.op.ID), slog.Any("error", err))
	c.write(http.StatusInternalServerError, errorBody{Message: textInternal})
	return http.StatusInternalServerError
}
