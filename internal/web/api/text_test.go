package api

import "testing"

func TestNULInJSONIsFoundAndItsSpellingIsNot(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"text":"a\u0000b"}`:       true,
		`{"text":"\\\u0000"}`:       true,  // a backslash, then NUL
		`{"text":"\\u0000"}`:        false, // somebody writes about it
		`{"text":"\\\\u0000"}`:      false,
		`{"text":"u0000"}`:          false,
		`{"a":"\\u0000\u0000"}`:     true,
		`{"text":"\u0001 \u00001"}`: true,
		``:                          false,
	} {
		if got := hasNUL([]byte(body)); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}
