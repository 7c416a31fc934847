package member

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/time/rate"

	"ohenji/internal/domain"
	"ohenji/internal/id"
)

// argon2id with the parameters that OWASP's Password Storage Cheat Sheet names
// first for a server that also does other work.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// passwords hashes and checks. Each computation takes memory, so only a few
// run at once.
type passwords struct {
	ids   *id.Source
	slots chan struct{}
}

func newPasswords(ids *id.Source) *passwords {
	const atOnce = 2
	return &passwords{ids: ids, slots: make(chan struct{}, atOnce)}
}

func (p *passwords) slot(ctx context.Context) (release func(), err error) {
	select {
	case p.slots <- struct{}{}:
		return func() { <-p.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	release, err := p.slot(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	salt := p.ids.Bytes(argonSalt)
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// check reports whether the password fits. For a member without a password, or
// no member at all, it works just as long and says no.
func (p *passwords) check(ctx context.Context, stored, password string) (bool, error) {
	release, err := p.slot(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	if len([]rune(password)) > domain.MaxPassword {
		return false, nil
	}
	parts := strings.Split(stored, "$")
	if stored == "" || len(parts) != 6 {
		argon2.IDKey([]byte(password), make([]byte, argonSalt), argonTime, argonMemory, argonThreads, argonKey)
		return false, nil
	}
	var version int
	var memory, passes uint32
	var threads uint8
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &threads); err != nil {
		return false, fmt.Errorf("stored password hash: %w", err)
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	want, errKey := base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errKey != nil || version != argon2.Version {
		return false, fmt.Errorf("stored password hash is damaged")
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// throttle slows down guessing: by login, so that many machines cannot try one
// member, and by source, so that one machine cannot try many.
type throttle struct {
	mu   sync.Mutex
	keys map[string]*rate.Limiter
}

const (
	loginTries  = 10 // at once; then one per loginEvery
	loginEvery  = time.Minute
	sourceTries = 50
	sourceEvery = 5 * time.Second
	maxThrottle = 20_000 // keys remembered
)

func newThrottle() *throttle { return &throttle{keys: map[string]*rate.Limiter{}} }

// allow asks the source first: one that is refused leaves no trace of the login
// that it tried, so that it cannot crowd out what is known of others.
func (t *throttle) allow(now time.Time, login, source string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.take(now, "s/"+source, rate.Every(sourceEvery), sourceTries) &&
		t.take(now, "l/"+login, rate.Every(loginEvery), loginTries)
}

func (t *throttle) take(now time.Time, key string, every rate.Limit, burst int) bool {
	l := t.keys[key]
	if l == nil {
		if len(t.keys) >= maxThrottle {
			t.evict(now)
		}
		if len(t.keys) >= maxThrottle {
			return false // so many at once is an attack; log-ins wait
		}
		l = rate.NewLimiter(every, burst)
		t.keys[key] = l
	}
	return l.AllowN(now, 1)
}

// evict forgets those who have been quiet long enough to have all their tries
// again.
func (t *throttle) evict(now time.Time) {
	maps.DeleteFunc(t.keys, func(_ string, l *rate.Limiter) bool { return l.TokensAt(now) >= float64(l.Burst()) })
}

// forgive forgets a member's failures before a success. The source keeps its:
// one good password must not buy it more guesses at others.
func (t *throttle) forgive(login string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.keys, "l/"+login)
}
