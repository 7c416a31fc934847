package reply_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
)

// written is a rule as files, the API and the database have it.
type written struct {
	Title    string          `json:"title"`
	Enabled  bool            `json:"enabled"`
	Keywords []string        `json:"keywords,omitempty"`
	Bubbles  []domain.Bubble `json:"bubbles"`
	domain.RuleOptions
}

func (w *written) rule() domain.Rule {
	return domain.Rule{ID: "rul_1", Title: w.Title, Enabled: w.Enabled, Keywords: w.Keywords, Bubbles: w.Bubbles, RuleOptions: w.RuleOptions}
}

// FuzzRule reads rules as anybody may send them. What Validate accepts can be
// compiled, decided with, written, and read again as the same rule.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{
		`{"title":"営業時間","enabled":true,"keywords":["営業時間","何時まで"],"bubbles":[{"text":"10時から"}]}`,
		`{"title":"一律","enabled":true,"bubbles":[{"text":"{友だちの表示名}さん"}],"anyKind":true,"cooldownMinutes":60,"final":true,"folder":"予約"}`,
		`{"title":"予約","enabled":true,"keywords":["^予約(する)?[0-9]{2}"],"match":"regex","keep":["width","case"],"forbidden":["取消"],"bubbles":[{"text":"a"}]}`,
		`{"title":"夜","enabled":true,"keywords":["予約"],"match":"prefix","schedule":{"from":"2026-12-01","until":"2026-12-31","days":["fri"],"times":["22:00-26:00"],"zone":"Asia/Seoul","hours":"outside","hoursName":"電話"},"bubbles":[{"sticker":{"packageId":"446","stickerId":"1988"}}]}`,
		`{"title":"写真","enabled":false,"kinds":["image"],"postbacks":[{"data":"menu=","prefix":true},{"data":"a"}],"audience":{"any":["VIP"],"all":["b"],"none":["c"]},"bubbles":[{"flex":{"altText":"a","contents":{"type":"bubble"}}}]}`,
		`{"title":"悪い","keywords":["(","\ud800",""],"match":"fuzzy","keep":["colour"],"schedule":{"from":"2026-02-30","times":["9時"]},"bubbles":[]}`,
		`{"schedule":null,"audience":null,"bubbles":null}`,
		`{"title":5}`,
	} {
		f.Add([]byte(seed), "予約したい")
	}
	f.Fuzz(func(t *testing.T, b []byte, message string) {
		if len(b) > 20_000 || len(message) > 2_000 {
			return
		}
		var w written
		if json.Unmarshal(b, &w) != nil {
			return
		}
		r := w.rule()
		if reply.Validate(&r) != nil {
			_, _ = reply.Compile([]domain.Rule{r}) // may fail, not panic
			return
		}
		rules, err := reply.Compile([]domain.Rule{r})
		if err != nil {
			t.Fatalf("Validate accepts what Compile refuses: %v", err)
		}
		decides(t, &r, reply.Input{Rules: rules, Message: text(message), At: inside})
		for _, kind := range []string{"image", "postback"} {
			decides(t, &r, reply.Input{Rules: rules, Message: reply.Message{Kind: kind, Data: message}, At: inside})
		}
		out, err := json.Marshal(w)
		if err != nil {
			t.Fatalf("cannot be written: %v", err)
		}
		var again written
		if err := json.Unmarshal(out, &again); err != nil {
			t.Fatalf("%s cannot be read again: %v", out, err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(twice, out) {
			t.Fatalf("written as %s\nand then   %s %v", out, twice, err)
		}
		other := again.rule()
		if !r.SameAs(&other) {
			t.Fatalf("%s reads as another rule", out)
		}
	})
}

// decides checks a decision with one rule against the reference.
func decides(t *testing.T, r *domain.Rule, in reply.Input) {
	t.Helper()
	d := reply.Decide(in)
	if winner, reason := reference([]domain.Rule{*r}, in); d.RuleID != winner || d.Reason != reason {
		t.Fatalf("answered by %q by %s, want %q by %s", d.RuleID, d.Reason, winner, reason)
	}
	if e := reply.Explain(in); e.RuleID != d.RuleID || len(e.Others)+len(d.RuleID)/len(r.ID) != 1 {
		t.Fatalf("Decide says %+v, Explain says %+v", d, e)
	}
	if d.Outcome == reply.Answered && !reflect.DeepEqual(d.Bubbles, r.Bubbles) {
		t.Fatalf("answers %+v, written are %+v", d.Bubbles, r.Bubbles)
	}
	stored, err := json.Marshal(d)
	if err != nil || !json.Valid(stored) {
		t.Fatalf("stored as %s %v", stored, err)
	}
}
