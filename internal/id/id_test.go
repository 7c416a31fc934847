package id_test

import (
	"crypto/rand"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/id"
)

var at = time.Date(2026, 11, 22, 3, 4, 5, 0, time.UTC)

func TestIdentifiersRiseAlsoWhenTheClockDoesNot(t *testing.T) {
	s := id.New(rand.Reader)
	var got []string
	for range 1000 {
		got = append(got, s.New("msg", at))
	}
	got = append(got, s.New("msg", at.Add(-time.Hour)), s.New("msg", at.Add(time.Hour)))
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Error("identifiers do not rise strictly")
	}
	if !regexp.MustCompile(`^msg_[0-9A-HJKMNP-TV-Z]{26}$`).MatchString(got[0]) {
		t.Errorf("unexpected shape %q", got[0])
	}
}

func TestConcurrentIdentifiersDiffer(t *testing.T) {
	s := id.New(rand.Reader)
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				v := s.New("", at)
				mu.Lock()
				seen[v] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 4000 {
		t.Errorf("%d different identifiers, want 4000", len(seen))
	}
}

func TestUUIDIsVersion4(t *testing.T) {
	if got := id.New(rand.Reader).UUID(); !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(got) {
		t.Errorf("not a version 4 UUID: %s", got)
	}
}

func TestJitterStaysBetweenHalfAndWhole(t *testing.T) {
	s := id.New(rand.Reader)
	for range 1000 {
		if d := s.Jitter(time.Second); d < time.Second/2 || d > time.Second {
			t.Fatalf("jitter %v out of range", d)
		}
	}
}

func TestBrokenEntropyIsNeverSilent(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic without entropy")
		}
	}()
	id.New(strings.NewReader("")).Token(16)
}
