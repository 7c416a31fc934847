package line

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// SignatureHeader carries the signature of a webhook request. LINE does not
// promise the case of its letters, http.Header.Get does not care.
const SignatureHeader = "X-Line-Signature"

// Signature is the value of SignatureHeader for body: the HMAC-SHA256 over the
// raw bytes with the channel secret's text as key, in standard base64
// (https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/).
func Signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// VerifySignature reports whether header is the signature of body by any of
// the secrets. There are two while a secret is being replaced: LINE kills the
// old one at once, with events signed by it still under way. An empty secret
// never matches. The time taken does not depend on where the texts differ, nor
// on which secret fits.
func VerifySignature(body []byte, header string, secrets ...string) bool {
	match := 0
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		match |= subtle.ConstantTimeCompare([]byte(Signature(secret, body)), []byte(header))
	}
	return match == 1
}
