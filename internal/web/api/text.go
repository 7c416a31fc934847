package api

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"ohenji/internal/domain"
	"ohenji/internal/tree"
)

// maxBody bounds the body of a request, in bytes.
const maxBody = 1 << 20

// plainText refuses requests with a NUL in path, query or body before anybody
// reads them: no name or message has one, and PostgreSQL cannot store it.
func (s *server) plainText(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bad := strings.ContainsRune(r.URL.Path, 0) || strings.Contains(r.URL.RawQuery, "%00")
		if !bad && r.Body != nil && r.Method != http.MethodGet {
			limit := int64(maxBody)
			if isFile(r) {
				limit = tree.MaxBytes
			}
			body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
			if _, large := errors.AsType[*http.MaxBytesError](err); large {
				s.refuse(domain.E(domain.Invalid, "request.too_large")).ServeHTTP(w, r)
				return
			}
			if err != nil {
				return // the client is gone
			}
			bad = !isFile(r) && hasNUL(body) // who reads a file looks for itself
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		if bad {
			s.refuse(domain.E(domain.Invalid, "request.control_character")).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hasNUL reports whether a JSON text says the character NUL, as \u0000 behind
// an even number of backslashes.
func hasNUL(body []byte) bool {
	escape := []byte(`\u0000`)
	for at := 0; ; {
		i := bytes.Index(body[at:], escape)
		if i < 0 {
			return false
		}
		i += at
		before := 0
		for before < i && body[i-1-before] == '\\' {
			before++
		}
		if before%2 == 0 {
			return true
		}
		at = i + len(escape)
	}
}
