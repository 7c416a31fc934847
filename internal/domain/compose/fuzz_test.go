package compose_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
)

// FuzzCheckedBubble reads bubbles as anybody may send them. What Check accepts is
// written and read again as the same, and goes to LINE whatever the variables
// stand for.
func FuzzCheckedBubble(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s.stored), "佐藤")
		f.Add([]byte(s.sent), "{アカウント名}")
	}
	for _, seed := range []string{
		`{}`, `null`, `[]`, `{"text":"a","sticker":{}}`, `{"flex":{"altText":"a","contents":"{"}}`, `{"flex":{"altText":"a","contents":[]}}`,
		`{"text":"{友だちの表示名|}{属性:誕生日|未登録}{次の営業開始}{日付}{"}`, `{"location":{"title":"a","address":"b","latitude":1e400}}`,
	} {
		f.Add([]byte(seed), "")
	}
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		if len(b) > 20_000 || len(name) > 20_000 {
			return
		}
		var one domain.Bubble
		if json.Unmarshal(b, &one) != nil {
			return
		}
		bubbles := []domain.Bubble{one}
		if compose.Check(bubbles) != nil {
			_, _ = compose.Verbatim(bubbles)
			_, _ = compose.Compose(bubbles, shop) // may fail, not panic
			return
		}
		out, err := json.Marshal(one)
		if err != nil {
			t.Fatalf("cannot be written: %v", err)
		}
		var again domain.Bubble
		if err := json.Unmarshal(out, &again); err != nil || !domain.SameBubbles(bubbles, []domain.Bubble{again}) {
			t.Fatalf("%s reads as another bubble, %v", out, err)
		}
		goes(t, bubbles, name)
	})
}

// goes demands that LINE gets one whole message object.
func goes(t *testing.T, bubbles []domain.Bubble, name string) {
	t.Helper()
	values := shop
	values.ContactName = name
	filled, err := compose.Compose(bubbles, values)
	if err != nil {
		t.Fatalf("with the name %q it cannot be sent: %v", name, err)
	}
	plain, err := compose.Verbatim(bubbles)
	if err != nil { // variables may be longer than what stands for them
		plain = filled
	}
	for _, messages := range [][]compose.Message{filled, plain} {
		sent := messages[0].JSON()
		var object struct{ Type string }
		if err := json.Unmarshal(sent, &object); err != nil || object.Type != messages[0].Type || !utf8.Valid(sent) {
			t.Fatalf("sent as %s, %v", sent, err)
		}
	}
}
