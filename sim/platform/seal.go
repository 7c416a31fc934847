package platform

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Tokens that never expire, or are many, are signed instead of stored: they
// carry what they stand for.

type sealKind byte

const (
	sealQuote sealKind = 'q'
	sealRead  sealKind = 'r'
)

// length in bytes before base64: LINE's own are about 150 and 215 characters.
func (k sealKind) length() int {
	if k == sealRead {
		return 161
	}
	return 112
}

const sealHead = 8 + 16 // message id, user, group or room id

// The first letter of the chat's id stands above the message id, which has 18
// digits and leaves room.
const (
	chatLetters = "UCR"
	chatShift   = 62
)

// seal makes the token of a message in the talk of this channel and user, or
// in a group or room.
func (p *Platform) seal(kind sealKind, channelID, userID string, messageID int64) string {
	b := make([]byte, 0, kind.length()+sha256.Size)
	letter := max(0, strings.IndexByte(chatLetters, (userID + "U")[0]))
	b = binary.BigEndian.AppendUint64(b, uint64(messageID)|uint64(letter)<<chatShift)
	user, err := hex.DecodeString(userID[min(1, len(userID)):])
	if err != nil || len(user) != 16 {
		user = make([]byte, 16)
	}
	b = append(b, user...)
	head := b
	for block := byte(0); len(b) < kind.length(); block++ {
		mac := hmac.New(sha256.New, p.key)
		mac.Write([]byte{byte(kind), block})
		mac.Write([]byte(channelID))
		mac.Write(head[:sealHead])
		b = mac.Sum(b)
	}
	return base64.RawURLEncoding.EncodeToString(b[:kind.length()])
}

// unseal returns what a token of this channel stands for.
func (p *Platform) unseal(kind sealKind, channelID, token string) (userID string, messageID int64, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != kind.length() {
		return "", 0, false
	}
	head := binary.BigEndian.Uint64(b)
	letter := head >> chatShift
	if letter >= uint64(len(chatLetters)) {
		return "", 0, false
	}
	messageID = int64(head & (1<<chatShift - 1))
	userID = chatLetters[letter:letter+1] + hex.EncodeToString(b[8:sealHead])
	return userID, messageID, hmac.Equal([]byte(token), []byte(p.seal(kind, channelID, userID, messageID)))
}

// statelessLife is a stateless channel access token's (reference, "Issue
// stateless channel access token").
const statelessLife = 15 * time.Minute

// Reasons for which IssueToken refuses.
var (
	ErrUnknownChannel = errors.New("no such channel")
	ErrWrongSecret    = errors.New("wrong channel secret")
)

// IssueToken issues a stateless channel access token for id and secret, valid
// for the returned time.
func (p *Platform) IssueToken(channelID, secret string) (string, time.Duration, error) {
	view, err := p.Channel(channelID)
	if err != nil {
		return "", 0, ErrUnknownChannel
	}
	if !hmac.Equal([]byte(secret), []byte(view.Secret)) {
		return "", 0, ErrWrongSecret
	}
	claims := fmt.Sprintf("%s.%d.%s", channelID, p.clock.Now().Add(statelessLife).UnixMilli(), p.ids.Hex(8))
	return p.signClaims(claims), statelessLife, nil
}

func (p *Platform) signClaims(claims string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("access." + claims))
	enc := base64.RawURLEncoding
	return "eyJhbGciOiJIUzI1NiJ9." + enc.EncodeToString([]byte(claims)) + "." + enc.EncodeToString(mac.Sum(nil))
}

// Authenticate returns the channel of an access token that is valid now.
func (p *Platform) Authenticate(token string) (channelID string, ok bool) {
	p.mu.RLock()
	channelID, ok = p.tokens[token]
	p.mu.RUnlock()
	if ok {
		return channelID, true
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", false
	}
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || !hmac.Equal([]byte(token), []byte(p.signClaims(string(claims)))) {
		return "", false
	}
	fields := strings.Split(string(claims), ".")
	until, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil || p.clock.Now().UnixMilli() >= until {
		return "", false
	}
	return fields[0], true
}

// pageLife is how long a continuation token works (reference, "Get a list of
// users who added your LINE Official Account as a friend").
const pageLife = 24 * time.Hour

// page cuts sorted ids into pages. start is the token of the page before;
// Refusal 400 when it is none of this list or older than a day.
func (p *Platform) page(list, channelID string, all []string, start string, size int) ([]string, string, error) {
	from := 0
	if start != "" {
		after, ok := p.openPage(list, channelID, start)
		if !ok {
			return nil, "", refuse(http.StatusBadRequest, "Invalid start param")
		}
		at, found := slices.BinarySearch(all, after)
		if found {
			at++
		}
		from = at
	}
	end := min(len(all), from+size)
	out := append([]string{}, all[from:end]...)
	if end == len(all) {
		return out, "", nil
	}
	return out, p.sealPage(list, channelID, out[len(out)-1]), nil
}

func (p *Platform) sealPage(list, channelID, after string) string {
	claims := fmt.Sprintf("%d.%s", p.clock.Now().Add(pageLife).UnixMilli(), after)
	return base64.RawURLEncoding.EncodeToString(append([]byte(claims), p.pageMAC(list, channelID, claims)...))
}

func (p *Platform) pageMAC(list, channelID, claims string) []byte {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("page." + list + "." + channelID + "." + claims))
	return mac.Sum(nil)[:16]
}

func (p *Platform) openPage(list, channelID, token string) (after string, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 16 {
		return "", false
	}
	claims := string(b[:len(b)-16])
	if !hmac.Equal(b[len(b)-16:], p.pageMAC(list, channelID, claims)) {
		return "", false
	}
	until, after, _ := strings.Cut(claims, ".")
	ms, err := strconv.ParseInt(until, 10, 64)
	return after, err == nil && p.clock.Now().UnixMilli() < ms
}
