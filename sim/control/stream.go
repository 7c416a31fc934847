package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const pingEvery = 20 * time.Second

// stream tells a phone that there is something new to fetch: "talk" when one of
// the friend's talks changed, "clock" when the time was shifted. It carries no
// content, so a lost hint heals itself with the next.
func (c *Control) stream(w http.ResponseWriter, r *http.Request) {
	user := r.PathValue("user")
	talks, clock, err := c.platform.WatchFriend(user)
	if err != nil {
		writeJSON(w, http.StatusNotFound, problem{err.Error()})
		return
	}
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a server's write timeout must not end the stream
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	send := func(text string) bool {
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for event := "ready"; ; {
		line := ": ping\n\n"
		if event != "" {
			now, _ := json.Marshal(clockView{c.platform.Now(), c.platform.Offset().String()}) // cannot fail
			line = fmt.Sprintf("event: %s\ndata: %s\n\n", event, now)
		}
		if !send(line) {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-c.platform.Done():
			return
		case <-talks:
			event = "talk"
		case <-clock:
			event = "clock"
		case <-ping.C:
			event = ""
		}
		// Ask for the next change before telling of this one, or one between
		// would be lost.
		talks, clock, _ = c.platform.WatchFriend(user)
	}
}
