// Package phone serves the page that is a friend's phone: plain ES modules and
// CSS, no build step. It talks to the control surface only.
package phone

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed static
var static embed.FS

// policy lets the page load nothing from anywhere else but pictures, films and
// sounds, which accounts may send from any https address.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' https: data:; media-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// Handler serves /phone/, /phone/{userId} and their files.
func Handler() http.Handler {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the directory is compiled in
	}
	mux := http.NewServeMux()
	mux.Handle("GET /phone/static/", http.StripPrefix("/phone/static/", http.FileServerFS(files)))
	mux.Handle("GET /phone/static/{$}", http.NotFoundHandler()) // no listing
	mux.HandleFunc("GET /phone/", page(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		mux.ServeHTTP(w, r)
	})
}

// page serves the one document for the list (/phone/) and each phone
// (/phone/{userId}).
func page(files fs.FS) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		rest := strings.TrimPrefix(r.URL.Path, "/phone/")
		if strings.Contains(rest, "/") {
			http.NotFound(w, r)
			return
		}
		http.ServeFileFS(w, r, files, "index.html")
	}
}
