package domain_test

import (
	"encoding/json"
	"testing"

	"ohenji/internal/domain"
)

func TestRawJSONKeepsWhatItsAuthorWrote(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, stored, value, again string }{
		{"an object, in its order", `{"contents":{"b":1.50,"a":[]}}`, `{"b":1.50,"a":[]}`, `{"altText":"","contents":{"b":1.50,"a":[]}}`},
		{"a string that holds an object", `{"contents":"{\"a\":1}"}`, `{"a":1}`, `{"altText":"","contents":{"a":1}}`},
		{"what is no JSON", `{"contents":"{\"a\":"}`, `{"a":`, `{"altText":"","contents":"{\"a\":"}`},
		{"nothing", `{}`, ``, `{"altText":"","contents":""}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var f domain.FlexBubble
			if err := json.Unmarshal([]byte(c.stored), &f); err != nil || string(f.Contents) != c.value {
				t.Fatalf("read as %q %v", f.Contents, err)
			}
			out, err := json.Marshal(f)
			if err != nil || string(out) != c.again {
				t.Errorf("written as %s %v", out, err)
			}
		})
	}
	t.Run("in YAML it is YAML", func(t *testing.T) {
		t.Parallel()
		var r domain.RawJSON
		read := func(v any) error {
			return r.UnmarshalYAML(func(to any) error { *to.(*any) = v; return nil })
		}
		if err := read(map[string]any{"b": 1, "a": []any{"x"}}); err != nil || r != `{"a":["x"],"b":1}` {
			t.Errorf("%s %v", r, err)
		}
		if v, err := r.MarshalYAML(); err != nil || v.(map[string]any)["b"] != 1.0 {
			t.Errorf("%v %v", v, err)
		}
		if err := read(`{"a":`); err != nil || r != `{"a":` {
			t.Errorf("%s %v", r, err)
		}
		if v, err := r.MarshalYAML(); err != nil || v != `{"a":` {
			t.Errorf("%v %v", v, err)
		}
	})
}

func TestABubbleHasOneContent(t *testing.T) {
	t.Parallel()
	sticker := &domain.StickerBubble{PackageID: "446", StickerID: "1988"}
	if got := faults(t, domain.ValidateBubbles([]domain.Bubble{{Sticker: sticker}})); got != nil {
		t.Errorf("a sticker: %q", got)
	}
	if got := faults(t, domain.ValidateBubbles([]domain.Bubble{{Text: "はい", Sticker: sticker}, {}})); len(got) != 2 || got[0] != "bubble.contents_many bubbles[0]" || got[1] != "bubble.text_empty bubbles[1].text" {
		t.Errorf("%q", got)
	}
	a, b := []domain.Bubble{{Sticker: sticker}}, []domain.Bubble{{Sticker: &domain.StickerBubble{PackageID: "446", StickerID: "1988"}}}
	if !domain.SameBubbles(a, b) || domain.SameBubbles(a, []domain.Bubble{{Text: "はい"}}) || !domain.SameBubbles(nil, []domain.Bubble{}) {
		t.Error("bubbles are compared by what they say")
	}
}
