package platform

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Reasons of a webhook's outcome, as POST /v2/bot/channel/webhook/test tells
// them.
const (
	ReasonOK           = "OK"
	ReasonConnect      = "COULD_NOT_CONNECT"
	ReasonTimeout      = "REQUEST_TIMEOUT"
	ReasonStatus       = "ERROR_STATUS_CODE"
	ReasonUnclassified = "UNCLASSIFIED"
)

// Sign is the x-line-signature of a body: base64 of HMAC-SHA256 with the
// channel secret (docs, "Verify webhook signature").
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// CheckEndpoint accepts what LINE accepts as a webhook URL, https of at most
// 500 characters, and http on this machine, since this is a simulator.
func CheckEndpoint(endpoint string) error {
	u, err := url.Parse(endpoint)
	loopback := err == nil && u.Scheme == "http" && IsLoopback(u.Host)
	if err != nil || len(endpoint) > 500 || u.Hostname() == "" || (u.Scheme != "https" && !loopback) {
		return fmt.Errorf("webhook endpoint %q: %w", endpoint, ErrInvalid)
	}
	return nil
}

// IsLoopback tells whether a host, with or without a port, is this machine.
func IsLoopback(hostport string) bool {
	host := (&url.URL{Host: hostport}).Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// outcome of one webhook request.
type outcome struct {
	OK     bool
	Status int // 0 without an HTTP answer
	Reason string
	Detail string
}

// poster sends webhooks.
type poster struct {
	client  *http.Client
	timeout time.Duration
}

func newPoster(client *http.Client, timeout time.Duration, conns int) *poster {
	own := http.Client{}
	if client != nil {
		own = *client
	} else {
		own.Transport = &http.Transport{
			MaxIdleConnsPerHost: conns, MaxIdleConns: 4 * conns, IdleConnTimeout: time.Minute,
			ForceAttemptHTTP2: true,
		}
	}
	// LINE does not follow redirects: anything but 20x is an error.
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &poster{client: &own, timeout: timeout}
}

func (p *poster) close() { p.client.CloseIdleConnections() }

func (p *poster) send(ctx context.Context, endpoint string, body []byte, signature string) outcome {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return outcome{Reason: ReasonConnect, Detail: "Invalid URL syntax"}
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "LineBotWebhook/2.0")
	req.Header.Set("X-Line-Signature", signature)
	res, err := p.client.Do(req)
	if err != nil {
		return classify(err)
	}
	defer func() { _ = res.Body.Close() }()
	// Reading to the end lets the connection be used again.
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10))
	out := outcome{Status: res.StatusCode, Detail: strconv.Itoa(res.StatusCode), Reason: ReasonStatus}
	if res.StatusCode/100 == 2 {
		out.OK, out.Reason = true, ReasonOK
	}
	return out
}

// classify names a failure as LINE's error statistics do (docs, "Check webhook
// error statistics").
func classify(err error) outcome {
	var dns *net.DNSError
	var op *net.OpError
	var record tls.RecordHeaderError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	dialing := errors.As(err, &op) && op.Op == "dial"
	timedOut := errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &timeout) && timeout.Timeout())
	switch {
	case errors.As(err, &dns) && dns.IsTimeout:
		return outcome{Reason: ReasonConnect, Detail: "DNS Query timeout"}
	case errors.As(err, &dns):
		return outcome{Reason: ReasonConnect, Detail: "Unknown host"}
	case dialing && timedOut:
		return outcome{Reason: ReasonConnect, Detail: "Connection timeout"}
	case timedOut:
		return outcome{Reason: ReasonTimeout, Detail: "Request timeout"}
	case dialing:
		return outcome{Reason: ReasonConnect, Detail: "Connection failed"}
	case errors.As(err, &record):
		return outcome{Reason: ReasonConnect, Detail: "No SSL/TLS record"}
	case errors.As(err, &cert):
		return outcome{Reason: ReasonConnect, Detail: "TLS handshake failure"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return outcome{Reason: ReasonUnclassified, Detail: "Session closed unexpectedly"}
	}
	return outcome{Reason: ReasonUnclassified, Detail: "Unclassified webhook dispatch error"}
}
