package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// m is a JSON object.
type m map[string]any

type list[T any] struct {
	Items []T
	Next  string
}

// The answers of the API, as far as the scenarios look at them.
type (
	conversation struct {
		ID      string
		Contact struct {
			ID, LineUserID, Name, Friend string
		}
		Status          string
		Unread          int
		UnansweredSince *time.Time
		LastMessage     *struct{ Preview, Sender string }
		Manual          *struct {
			Until time.Time
			By    sender
		}
		Route struct {
			Method    string
			FreeUntil *time.Time
		}
	}
	message struct {
		ID, Direction, Kind, Text string
		Payload                   json.RawMessage
		Sender                    sender
		At                        time.Time
		Delivery                  *delivery
		Decision                  *decision
	}
	decision struct {
		Outcome, Reason, RuleTitle, Keyword string
		Others                              []struct{ Title, Why string }
	}
	delivery struct {
		ID, ConversationID, State, Method string
		Attempts                          int
		Error                             *struct{ Code, Detail string }
		Tries                             []try
	}
	try struct {
		Number             int
		Method             string
		Status             int
		LineRequest, Error string
	}
	sender  struct{ Kind, Name string }
	problem struct {
		Status       int
		Code, Detail string
		Errors       []struct{ Location, Code string }
	}
)

// client is somebody who uses the API: a browser with a cookie, or a script
// with a token.
type client struct {
	w      *world
	cookie string
	token  string
	header http.Header // besides
}

const patience = time.Minute

var browser = &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// request makes a request of this client for a path below /api/v1; {account}
// in it is the world's account.
func (c *client) request(method, path string, in any) *http.Request {
	c.w.t.Helper()
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		c.w.must(err)
		body = bytes.NewReader(b)
	}
	path = strings.ReplaceAll(path, "{account}", c.w.account)
	r, err := http.NewRequestWithContext(c.w.t.Context(), method, c.w.base+"/api/v1"+path, body)
	c.w.must(err)
	maps.Copy(r.Header, c.header)
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "ohenji_session", Value: c.cookie})
	}
	return r
}

// try makes a request and returns its status and, of a refusal, the problem.
// Every answer must be what the OpenAPI document says.
func (c *client) try(method, path string, in, out any) (int, problem) {
	c.w.t.Helper()
	r := c.request(method, path, in)
	res, err := browser.Do(r)
	c.w.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	c.w.must(err)
	c.w.spec.check(c.w.t, r, res, body)
	for _, secret := range []string{channelSecret, password, "$argon2id$", "replyToken", "retryKey"} {
		if bytes.Contains(body, []byte(secret)) {
			c.w.t.Errorf("%s %s answers with a secret: %s", method, path, body)
		}
	}
	for _, cookie := range res.Cookies() {
		c.cookie = cookie.Value
	}
	var p problem
	if res.StatusCode >= http.StatusBadRequest {
		c.w.must(json.Unmarshal(body, &p))
	} else if out != nil {
		c.w.must(json.Unmarshal(body, out))
	}
	return res.StatusCode, p
}

// do makes a request that must succeed.
func (c *client) do(method, path string, in, out any) {
	c.w.t.Helper()
	if status, p := c.try(method, path, in, out); status >= http.StatusBadRequest {
		c.w.t.Fatalf("%s %s: %d %+v", method, path, status, p)
	}
}

func (c *client) get(path string, out any) { c.w.t.Helper(); c.do(http.MethodGet, path, nil, out) }

func (c *client) post(path string, in, out any) { c.w.t.Helper(); c.do(http.MethodPost, path, in, out) }

func (c *client) put(path string, in, out any) { c.w.t.Helper(); c.do(http.MethodPut, path, in, out) }

func (c *client) delete(path string) { c.w.t.Helper(); c.do(http.MethodDelete, path, nil, nil) }

// refused makes a request that must fail with this status and code.
func (c *client) refused(status int, code, method, path string, in any) {
	c.w.t.Helper()
	got, p := c.try(method, path, in, nil)
	if got != status || p.Code != code {
		c.w.t.Errorf("%s %s: %d %s, want %d %s", method, path, got, p.Code, status, code)
	}
}

// contract is docs/openapi.yaml.
type contract struct{ *openapi3.T }

var readContract = sync.OnceValues(func() (*openapi3.T, error) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	return openapi3.NewLoader().LoadFromData(text)
})

func theContract(t *testing.T) contract {
	t.Helper()
	doc, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	return contract{doc}
}

// operation finds what a request asks for. A literal segment beats a
// parameter.
func (c contract) operation(method, path string) *openapi3.Operation {
	var found *openapi3.Operation
	best := -1
	for pattern, item := range c.Paths.Map() {
		o := item.GetOperation(method)
		if literal := likeness(pattern, path); o != nil && literal > best {
			found, best = o, literal
		}
	}
	return found
}

// likeness counts the literal segments of a pattern that fits, else -1.
func likeness(pattern, path string) int {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return -1
	}
	n := 0
	for i := range want {
		switch {
		case strings.HasPrefix(want[i], "{"):
		case want[i] == have[i]:
			n++
		default:
			return -1
		}
	}
	return n
}

// check holds an answer against the document.
func (c contract) check(t *testing.T, r *http.Request, res *http.Response, body []byte) {
	t.Helper()
	o := c.operation(r.Method, r.URL.Path)
	if o == nil {
		t.Errorf("%s %s is not in the OpenAPI document", r.Method, r.URL.Path)
		return
	}
	answer := o.Responses.Status(res.StatusCode)
	if answer == nil && res.StatusCode >= http.StatusBadRequest {
		answer = o.Responses.Default()
	}
	if answer == nil {
		t.Errorf("%s %s answers %d, which is not in the OpenAPI document", r.Method, r.URL.Path, res.StatusCode)
		return
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	content := answer.Value.Content[kind]
	if len(answer.Value.Content) == 0 && len(body) == 0 {
		return
	}
	if content == nil {
		t.Errorf("%s %s answers %d with %q, which is not in the OpenAPI document", r.Method, r.URL.Path, res.StatusCode, kind)
		return
	}
	if !strings.HasSuffix(kind, "json") {
		return // a file
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
		return
	}
	if err := content.Schema.Value.VisitJSON(v, openapi3.VisitAsResponse()); err != nil {
		t.Errorf("%s %s answers %d against the OpenAPI document: %v", r.Method, r.URL.Path, res.StatusCode, err)
	}
}
