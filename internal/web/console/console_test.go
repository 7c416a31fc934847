package console

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func built() fstest.MapFS {
	return fstest.MapFS{
		".keep":                 {Data: []byte("keep")},
		"index.html":            {Data: []byte(`<html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="/assets/main-1a2b.js"></script></html>`)},
		"assets/main-1a2b.js":   {Data: []byte("export {}")},
		"assets/main-1a2b.css":  {Data: []byte("a{}")},
		"favicon.svg":           {Data: []byte("<svg/>")},
		"manifest.json":         {Data: []byte("{}")},
		"assets/nested/pic.png": {Data: []byte("png")},
	}
}

func get(t *testing.T, h http.Handler, method, target string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}

func TestPagesAndFiles(t *testing.T) {
	t.Parallel()
	h := newHandler(built(), Options{})
	cases := []struct {
		name, method, path string
		status             int
		contentType, cache string
	}{
		{"the root is the page", "GET", "/", 200, "text/html; charset=utf-8", "no-store"},
		{"a route of the console is the page", "GET", "/a/acc_1/talks/cnv_2", 200, "text/html; charset=utf-8", "no-store"},
		{"the page has no second address", "GET", "/index.html", 200, "text/html; charset=utf-8", "no-store"},
		{"a hashed file is kept for good", "GET", "/assets/main-1a2b.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"HEAD works as well", "HEAD", "/assets/main-1a2b.css", 200, "text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		{"a file without a hash is asked for again", "GET", "/favicon.svg", 200, "image/svg+xml", "no-cache"},
		{"a file of another version is not found", "GET", "/assets/main-0000.js", 404, "text/plain; charset=utf-8", ""},
		{"hidden files are not served", "GET", "/.keep", 200, "text/html; charset=utf-8", "no-store"},
		{"a path cannot climb out", "GET", "/assets/../../console.go", 200, "text/html; charset=utf-8", "no-store"},
		{"nothing can be posted", "POST", "/login", 405, "text/plain; charset=utf-8", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := get(t, h, c.method, c.path)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d", w.Code, c.status)
			}
			if got := w.Header().Get("Content-Type"); got != c.contentType {
				t.Errorf("content type %q, want %q", got, c.contentType)
			}
			if got := w.Header().Get("Cache-Control"); got != c.cache {
				t.Errorf("cache %q, want %q", got, c.cache)
			}
		})
	}
}

var nonceOf = regexp.MustCompile(`'nonce-([A-Z0-9]{20,})'`)

func TestPolicyOfThePage(t *testing.T) {
	t.Parallel()
	h := newHandler(built(), Options{ImageSources: []string{"http://127.0.0.1:9000"}})
	first, second := get(t, h, "GET", "/"), get(t, h, "GET", "/login")

	policy := first.Header().Get("Content-Security-Policy")
	m := nonceOf.FindStringSubmatch(policy)
	if m == nil {
		t.Fatalf("no nonce in %q", policy)
	}
	if !strings.Contains(first.Body.String(), `nonce="`+m[1]+`"`) {
		t.Errorf("the page does not carry the nonce %s of its policy", m[1])
	}
	if strings.Contains(second.Header().Get("Content-Security-Policy"), m[1]) {
		t.Error("two answers share one nonce")
	}
	if !strings.Contains(policy, "script-src 'self';") {
		t.Errorf("scripts are not limited to files of this site: %q", policy)
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy has an unsafe exception: %q", policy)
	}
	if !strings.Contains(policy, "img-src 'self' data: blob: https: http://127.0.0.1:9000;") {
		t.Errorf("pictures: %q", policy)
	}
}

func TestWithoutABuiltConsoleThePageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h := newHandler(fstest.MapFS{".keep": {Data: []byte("keep")}}, Options{})
	w := get(t, h, "GET", "/")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("got %d %q", w.Code, w.Body.String())
	}
}

// The embedded files may or may not be a built console; the handler must start
// on both.
func TestEmbeddedFilesServe(t *testing.T) {
	t.Parallel()
	w := get(t, Handler(Options{}), "GET", "/")
	if w.Code != http.StatusOK && w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
	if w.Code == http.StatusOK && strings.Contains(w.Body.String(), noncePlaceholder) {
		t.Error("the placeholder of the nonce was left in the page")
	}
}
