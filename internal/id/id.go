// Package id makes identifiers and random values from one injected source of
// entropy. Identifiers sort by the moment of their making.
package id

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// Source makes identifiers. Safe for concurrent use; identifiers of one source
// rise strictly, also within a millisecond.
type Source struct {
	mu      sync.Mutex
	entropy io.Reader
	mono    *ulid.MonotonicEntropy
	last    uint64
}

// New returns a source that reads entropy, crypto/rand.Reader in production.
func New(entropy io.Reader) *Source {
	return &Source{entropy: entropy, mono: ulid.Monotonic(entropy, 0)}
}

// New returns a ULID (26 characters, upper case) for the instant t behind the
// prefix and an underscore, such as "msg_01JD…". An empty prefix leaves the
// bare ULID. A clock that stands still or runs back does not break the order.
func (s *Source) New(prefix string, t time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ms := max(ulid.Timestamp(t), s.last)
	u, err := ulid.New(ms, s.mono)
	if err != nil { // the 80 random bits overflowed within one millisecond
		ms++
		u = ulid.MustNew(ms, s.mono)
	}
	s.last = ms
	if prefix == "" {
		return u.String()
	}
	return prefix + "_" + u.String()
}

// Bytes returns n random bytes. It panics when the entropy source fails, since
// nothing that needs randomness can go on safely.
func (s *Source) Bytes(n int) []byte {
	b := make([]byte, n)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := io.ReadFull(s.entropy, b); err != nil {
		panic(fmt.Sprintf("id: entropy source failed: %v", err))
	}
	return b
}

// Token returns a secret of n random bytes in URL-safe characters.
func (s *Source) Token(n int) string {
	return base64.RawURLEncoding.EncodeToString(s.Bytes(n))
}

// Hex returns n random bytes as 2n lower-case hexadecimal digits.
func (s *Source) Hex(n int) string { return hex.EncodeToString(s.Bytes(n)) }

// UUID returns a random (version 4) UUID, the shape that LINE demands of
// X-Line-Retry-Key (messaging-api reference, "Retrying an API request").
func (s *Source) UUID() string {
	b := s.Bytes(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Jitter returns a duration between d/2 and d, evenly spread, so that retries
// of many deliveries do not come at the same moment.
func (s *Source) Jitter(d time.Duration) time.Duration {
	b := s.Bytes(2)
	part := float64(uint16(b[0])<<8|uint16(b[1])) / 0xffff
	return d/2 + time.Duration(part*float64(d/2))
}

// Seed returns a random number that is not 0.
func (s *Source) Seed() uint64 {
	for {
		if n := binary.BigEndian.Uint64(s.Bytes(8)); n != 0 {
			return n
		}
	}
}
