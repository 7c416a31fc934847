package line

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// LINE's own hosts, and the time that one call may take.
const (
	DefaultAPIBase  = "https://api.line.me"
	DefaultDataBase = "https://api-data.line.me"
	DefaultTimeout  = 10 * time.Second
)

const (
	requestIDHeader         = "X-Line-Request-Id"
	acceptedRequestIDHeader = "X-Line-Accepted-Request-Id"
	retryKeyHeader          = "X-Line-Retry-Key"
	jsonType                = "application/json; charset=UTF-8"

	// maxAnswer bounds what is read of an answer. The longest that these calls
	// have is a few kilobytes.
	maxAnswer = 1 << 20
)

// Options say where LINE is and how to call it. The zero value is LINE itself.
type Options struct {
	APIBase  string        // "" means DefaultAPIBase; a path behind the host is kept
	DataBase string        // "" means DefaultDataBase; where contents are loaded from
	HTTP     *http.Client  // nil means a client with a connection pool of its own
	Timeout  time.Duration // of one call, besides its context; 0 means DefaultTimeout
}

// Client calls LINE. It holds no channel's state: every method takes the
// channel access token. Safe for concurrent use.
//
// Methods fail with *APIError when LINE refused, *TransportError when LINE did
// not answer, or another error when the call was not made at all.
type Client struct {
	api, data string
	http      http.Client
	timeout   time.Duration
}

// New returns a client, or an error when a base is not an http(s) URL.
func New(o Options) (*Client, error) {
	api, err := base(o.APIBase, DefaultAPIBase)
	if err != nil {
		return nil, err
	}
	data, err := base(o.DataBase, DefaultDataBase)
	if err != nil {
		return nil, err
	}
	c := &Client{api: api, data: data, timeout: o.Timeout}
	if c.timeout == 0 {
		c.timeout = DefaultTimeout
	}
	if o.HTTP != nil {
		c.http = *o.HTTP
	} else {
		c.http.Transport = newTransport()
	}
	// LINE's API does not redirect. Whoever does is not LINE, and a followed
	// redirect would hand over the message.
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c, nil
}

func base(s, otherwise string) (string, error) {
	if s == "" {
		s = otherwise
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("line: %q is not an http or https address", s)
	}
	return strings.TrimSuffix(s, "/"), nil
}

// newTransport keeps many connections to the one host that all calls go to.
// Idle ones are given up before the far end does, since a request that meets
// a closing connection leaves open whether it was sent.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          512,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       45 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// call is one request to LINE.
type call struct {
	method string
	url    string
	token  string // "" for calls that authenticate by their body
	key    string // X-Line-Retry-Key, "" for calls that must not have one
	ctype  string
	body   []byte
}

// answer is a complete response.
type answer struct {
	*http.Response
	body []byte
	// broken is why the body could not be read to its end, if so.
	broken error
}

// do makes the call and returns LINE's answer when its status is 2xx, else an
// error. The answer comes along with an *APIError.
func (c *Client) do(ctx context.Context, cl call) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	resp, err := c.start(ctx, cl)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{Response: resp}
	a.body, a.broken = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if resp.StatusCode/100 != 2 {
		return a, apiError(resp, a.body)
	}
	return a, nil
}

// start sends the request and returns when the head of the answer is there.
func (c *Client) start(ctx context.Context, cl call) (*http.Response, error) {
	if err := ctx.Err(); err != nil {
		return nil, &TransportError{Err: err}
	}
	var trace wireTrace
	req, err := http.NewRequestWithContext(trace.with(ctx), cl.method, cl.url, bytes.NewReader(cl.body))
	if err != nil {
		return nil, fmt.Errorf("line: make request: %w", err)
	}
	req.Header.Set("User-Agent", "Ohenji")
	if cl.token != "" {
		req.Header.Set("Authorization", "Bearer "+cl.token)
	}
	if cl.key != "" {
		req.Header.Set(retryKeyHeader, cl.key)
	}
	if cl.ctype != "" {
		req.Header.Set("Content-Type", cl.ctype)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // the address adds nothing and names a friend's id
		}
		return nil, &TransportError{Sent: trace.maybeSent(), Err: err}
	}
	return resp, nil
}

// wireTrace watches how far a request got. net/http reports that it wrote the
// head before the first byte of the body can leave, and LINE acts on no
// request without its body.
type wireTrace struct {
	began, wrote atomic.Bool
}

func (t *wireTrace) with(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { t.began.Store(true) },
		WroteHeaders: func() { t.wrote.Store(true) },
	})
}

// maybeSent is true also when the transport reported nothing at all: then it is
// not net/http's, and nothing is known.
func (t *wireTrace) maybeSent() bool { return t.wrote.Load() || !t.began.Load() }

// getJSON makes a call without a body and decodes the answer into out.
func (c *Client) getJSON(ctx context.Context, token, path string, out any) error {
	a, err := c.do(ctx, call{method: http.MethodGet, url: c.api + path, token: token})
	if err != nil {
		return err
	}
	return a.decode(out)
}

// decode reads a 2xx answer that must have a body of LINE's shape.
func (a *answer) decode(out any) error {
	err := a.broken
	if err == nil {
		err = json.Unmarshal(a.body, out)
	}
	if err != nil {
		return &TransportError{Sent: true, Err: fmt.Errorf("answer with status %d: %w", a.StatusCode, err)}
	}
	return nil
}

// encode writes v as JSON with <, > and & as they are: LINE gets the text that
// was written, and counts the request's bytes.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("line: encode request: %w", err)
	}
	return b.Bytes(), nil
}
