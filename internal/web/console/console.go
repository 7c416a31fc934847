// Package console serves the built web console, which is embedded into the
// program. Every path that is not a file of the console gets its page: the
// console has its own routes.
package console

import (
	"bytes"
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed all:dist
var dist embed.FS

// noncePlaceholder stands in the built page where the nonce of its styles goes.
const noncePlaceholder = "__CSP_NONCE__"

// notBuilt is shown by a binary that was compiled without the console.
const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ohenji</title>` +
	`<p>console not built: run <code>make build</code></p></html>`

// Options of the console's handler.
type Options struct {
	// ImageSources are further places that pictures may come from, as sources
	// of a Content-Security-Policy, beside https. A simulator on loopback needs
	// one.
	ImageSources []string
}

// Handler serves the console.
func Handler(o Options) http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(fmt.Sprintf("console: embedded files: %v", err)) // the name is a constant
	}
	return newHandler(files, o)
}

func newHandler(files fs.FS, o Options) *handler {
	page, err := fs.ReadFile(files, "index.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		panic(fmt.Sprintf("console: embedded page: %v", err))
	}
	images := strings.Join(append([]string{"'self'", "data:", "blob:", "https:"}, o.ImageSources...), " ")
	return &handler{files: files, page: page, images: images}
}

type handler struct {
	files  fs.FS
	page   []byte // nil when the console was not built
	images string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if h.serveFile(w, r, name) {
		return
	}
	// A file of another version must fail, not arrive as a page: the browser
	// would take HTML for a script.
	if strings.HasPrefix(name, "assets/") {
		http.NotFound(w, r)
		return
	}
	h.servePage(w, r)
}

// serveFile serves a file of the console and reports whether there is one.
func (h *handler) serveFile(w http.ResponseWriter, r *http.Request, name string) bool {
	if name == "" || name == "index.html" || name == "manifest.json" || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	data, err := fs.ReadFile(h.files, name)
	if err != nil {
		return false
	}
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	if strings.HasPrefix(name, "assets/") {
		header.Set("Cache-Control", "public, max-age=31536000, immutable") // the name has the content's hash
	} else {
		header.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	return true
}

func (h *handler) servePage(w http.ResponseWriter, r *http.Request) {
	nonce := rand.Text()
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", h.policy(nonce))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer") // one-time links must not leave in a Referer
	header.Set("Cache-Control", "no-store")      // the nonce is good for one answer
	if h.page == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(notBuilt))
		return
	}
	page := bytes.ReplaceAll(h.page, []byte(noncePlaceholder), []byte(nonce))
	http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(page))
}

// policy allows scripts from this site's files only. Styles need a nonce since
// the component library writes <style> elements; pictures come from LINE
// (profiles, stickers).
func (h *handler) policy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src " + h.images,
		"connect-src 'self'",
		"font-src 'self'",
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	}, "; ")
}
