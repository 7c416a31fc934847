package e2e

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/sim/platform"
)

// bare is an account whose rules answer at all times, and that has none.
const bare = `
    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}
    rules: []
`

// The hours of most scenarios, and a moment inside and one outside of them.
var (
	tenToSeven = m{"zone": "Asia/Tokyo", "week": m{"mon": []string{"10:00-19:00"}, "tue": []string{"10:00-19:00"}}}
	byDay      = moment{time.Monday, "12:00"}
	byNight    = moment{time.Monday, "21:00"}
)

type moment struct {
	day time.Weekday
	at  string
}

// rule adds a rule that answers its title, unless the options have bubbles of
// their own, and returns its id.
func (w *world) rule(title string, options m) string {
	w.t.Helper()
	var made struct{ ID string }
	w.owner.post("/accounts/{account}/rules", spec(title, options), &made)
	return made.ID
}

// changes replaces a rule.
func (w *world) changes(id, title string, options m) {
	w.t.Helper()
	w.owner.put("/accounts/{account}/rules/"+id, spec(title, options), nil)
}

func spec(title string, options m) m {
	rule := m{"title": title, "enabled": true, "keywords": []string{}, "bubbles": []m{{"text": title}}}
	maps.Copy(rule, options)
	return rule
}

// hours sets the schedule of a name, "" for the one without.
func (w *world) hours(name string, schedule m) {
	w.t.Helper()
	w.owner.put("/accounts/{account}/hours?name="+url.QueryEscape(name), schedule, nil)
}

// tags says what members know of the friend, who has written before.
func (w *world) tags(f friend, tags ...string) {
	w.t.Helper()
	w.owner.put(w.path(f)+"/contact", m{"tags": append([]string{}, tags...), "attributes": m{}}, nil)
}

// hears lets the friend write these texts and returns what the rules decided
// about each, as decided does.
func (w *world) hears(f friend, texts ...string) []string {
	w.t.Helper()
	for _, text := range texts {
		w.line.SendText(channelID, f.id, text)
	}
	w.settle()
	return w.decisions(f, len(texts))
}

// decisions are what the rules decided about the friend's last n messages, at
// most about 45 when all of them were answered.
func (w *world) decisions(f friend, n int) (out []string) {
	w.t.Helper()
	for _, one := range w.inbound(f, n) {
		out = append(out, decisionOf(one))
	}
	return out
}

// inbound is the friend's last n messages and events.
func (w *world) inbound(f friend, n int) []message {
	w.t.Helper()
	in := slices.DeleteFunc(w.timeline(f), func(one message) bool { return one.Direction != "in" })
	if len(in) < n {
		w.t.Fatalf("the desk has %d messages of %s, want %d", len(in), f.name, n)
	}
	return in[len(in)-n:]
}

func decisionOf(one message) string {
	switch {
	case one.Decision == nil:
		return ""
	case one.Decision.Reason == "rule":
		return "rule:" + one.Decision.RuleTitle
	}
	return one.Decision.Reason
}

// why is what the desk says of a rule that did not answer the friend's last
// message, "" when the rule is not in the trace.
func (w *world) why(f friend, title string) string {
	w.t.Helper()
	for _, o := range w.newest(f, "in").Decision.Others {
		if o.Title == title {
			return o.Why
		}
	}
	return ""
}

// answersTo is everything that the account has sent to the friend's phone.
func (w *world) answersTo(f friend) []string {
	w.t.Helper()
	out := []string{}
	for _, line := range w.phone(f) {
		if _, text, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "friend: ") {
			out = append(out, text)
		}
	}
	return out
}

// standby lets the friend write while another channel has the chat.
func (w *world) standby(f friend, text string) {
	w.t.Helper()
	w.inject(`{"type":"message","mode":"standby","source":{"type":"user","userId":"` + f.id + `"},` +
		`"message":{"type":"text","id":"1","text":"` + text + `"}}`)
	w.settle()
}

// sticks lets the friend send a sticker.
func (w *world) sticks(f friend) {
	w.t.Helper()
	_, err := w.line.Send(channelID, f.id, platform.Inbound{Sticker: &platform.Sticker{PackageID: "446", StickerID: "1988"}})
	w.must(err)
	w.settle()
}

// want compares two lists in words.
func want(t *testing.T, what string, got, wanted []string) {
	t.Helper()
	if !slices.Equal(got, wanted) {
		t.Errorf("%s:\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(wanted, "\n  "))
	}
}

// raws are events of one injected request.
func raws(events ...string) (out []json.RawMessage) {
	for _, e := range events {
		out = append(out, json.RawMessage(e))
	}
	return out
}

// storedSeed is the account's seed as the database has it.
func (w *world) storedSeed() uint64 {
	w.t.Helper()
	var s struct {
		UniformSeed uint64 `json:"uniformSeed,string"`
	}
	rows := w.place.Rows(w.t, `SELECT settings FROM accounts WHERE key = 'sakura'`)
	w.must(json.Unmarshal([]byte(rows[0][0]), &s))
	return s.UniformSeed
}

// draw is what decides between uniform rules about an event, written down a
// second time: a version that draws otherwise would answer a redelivered
// message otherwise than before.
func draw(seed uint64, eventID string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(eventID))
	x := h.Sum64() + seed*0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
