package line_test

import (
	"testing"

	"ohenji/internal/line"
)

// The vector that LINE publishes:
// https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
const (
	officialSecret    = "8c570fa6dd201bb328f1c1eac23a96d8"
	officialBody      = `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`
	officialSignature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
)

func TestSignatureIsThatOfLINEsDocumentation(t *testing.T) {
	t.Parallel()
	if got := line.Signature(officialSecret, []byte(officialBody)); got != officialSignature {
		t.Errorf("got %s, want %s", got, officialSignature)
	}
}

func TestVerifySignature(t *testing.T) {
	t.Parallel()
	const other = "00000000000000000000000000000000"
	cases := []struct {
		name    string
		body    string
		header  string
		secrets []string
		want    bool
	}{
		{"right", officialBody, officialSignature, []string{officialSecret}, true},
		{"by the old secret during rotation", officialBody, officialSignature, []string{other, officialSecret}, true},
		{"by the new secret during rotation", officialBody, officialSignature, []string{officialSecret, other}, true},
		{"the same secret twice", officialBody, officialSignature, []string{officialSecret, officialSecret}, true},
		{"no old secret", officialBody, officialSignature, []string{officialSecret, ""}, true},
		{"another secret", officialBody, officialSignature, []string{other}, false},
		{"no secret", officialBody, officialSignature, nil, false},
		{"missing", officialBody, "", []string{officialSecret}, false},
		{"cut short", officialBody, officialSignature[:20], []string{officialSecret}, false},
		{"with white space", officialBody, officialSignature + "\n", []string{officialSecret}, false},
		{"body with one byte more", officialBody + " ", officialSignature, []string{officialSecret}, false},
		{"made with an empty key", officialBody, line.Signature("", []byte(officialBody)), []string{""}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := line.VerifySignature([]byte(c.body), c.header, c.secrets...); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Whatever the header says, only the one right text is accepted.
func FuzzVerifySignature(f *testing.F) {
	f.Add([]byte(officialBody), officialSignature, officialSecret)
	f.Add([]byte{}, "", "")
	f.Add([]byte("{}"), "=====", "k")
	f.Fuzz(func(t *testing.T, body []byte, header, secret string) {
		right := line.Signature(secret, body)
		if got, want := line.VerifySignature(body, header, secret), secret != "" && header == right; got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
		if secret != "" && !line.VerifySignature(body, right, "another", secret) {
			t.Fatal("the right signature was refused")
		}
		if secret != "" && line.VerifySignature(append(body, 'x'), right, secret) {
			t.Fatal("a longer body was accepted")
		}
	})
}
