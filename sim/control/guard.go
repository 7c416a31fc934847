package control

import (
	"net/http"
	"net/url"

	"ohenji/sim/platform"
)

// Guard keeps the control surface and the phones to this machine. They have no
// password, so a foreign web page must not reach them through the visitor's
// browser: the Host must be a loopback name (else a name of the attacker may
// have been pointed at 127.0.0.1, "DNS rebinding"), and an Origin must be this
// very host. anyHost drops the first check, never the second.
func Guard(next http.Handler, anyHost bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !anyHost && !platform.IsLoopback(r.Host) {
			writeJSON(w, http.StatusForbidden, problem{
				"the simulator's controls answer on localhost only, not on " + r.Host,
			})
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && !sameHost(origin, r.Host) {
			writeJSON(w, http.StatusForbidden, problem{"requests from pages of " + origin + " are refused"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func sameHost(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host == host && u.Host != ""
}
