// Package simtest starts a LINE simulator inside a Go test, in milliseconds.
package simtest

import (
	"context"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"ohenji/internal/clock"
	"ohenji/sim"
	"ohenji/sim/platform"
)

// patience is how long a helper waits of real time before the test fails.
const patience = 10 * time.Second

// Sim is a simulator with its server. Everything ends with the test.
type Sim struct {
	*platform.Platform
	URL   string       // of LINE's API; also http://.../_sim/ and http://.../phone/
	Clock *clock.Clock // shift it instead of waiting

	t       testing.TB
	strange *atomic.Bool // whether webhooks may be what LINE does not send
}

// Start starts a simulator. Each option changes the defaults: memory only, a
// clock of its own.
func Start(t testing.TB, options ...func(*sim.Options)) *Sim {
	t.Helper()
	o := sim.Options{Clock: clock.New()}
	for _, change := range options {
		change(&o)
	}
	strange := &atomic.Bool{}
	o.HTTP = holding(t, o.HTTP, strange)
	s, err := sim.New(o)
	if err != nil {
		t.Fatalf("start the simulator: %v", err)
	}
	server := httptest.NewServer(held(t, s.Handler(), strange))
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the simulator: %v", err)
		}
		server.Close()
	})
	return &Sim{Platform: s.Platform(), URL: server.URL, Clock: o.Clock, t: t, strange: strange}
}

// Inject sends events of the test's own making, as platform.Platform does.
// LINE's documents need not know them.
func (s *Sim) Inject(channelID string, in platform.Injection) error {
	s.strange.Store(true)
	return s.Platform.Inject(channelID, in)
}

// AddFault sets a fault, as platform.Platform does.
func (s *Sim) AddFault(f platform.Fault) (platform.Fault, error) {
	s.strange.Store(true)
	return s.Platform.AddFault(f)
}

// AddChannel opens a channel; the spec may be empty.
func (s *Sim) AddChannel(spec platform.ChannelSpec) platform.Channel {
	s.t.Helper()
	out, err := s.Platform.AddChannel(spec)
	s.must(err)
	return out
}

// AddFriend adds a friend of that name to the channel. The follow event is
// sent.
func (s *Sim) AddFriend(channelID, name string) platform.Friend {
	s.t.Helper()
	out, err := s.Platform.AddFriend(channelID, platform.FriendSpec{DisplayName: name})
	s.must(err)
	return out
}

// SendText lets the friend write to the account.
func (s *Sim) SendText(channelID, userID, text string) platform.Bubble {
	s.t.Helper()
	out, err := s.Platform.SendText(channelID, userID, text)
	s.must(err)
	return out
}

// Sent returns what the channel's bot has sent so far.
func (s *Sim) Sent(channelID string) []platform.Sent {
	s.t.Helper()
	out, err := s.Platform.Sent(channelID)
	s.must(err)
	return out
}

// WaitSent waits until the channel's bot has sent n requests or more, and
// returns all of them.
func (s *Sim) WaitSent(channelID string, n int) []platform.Sent {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		news, err := s.Watch(channelID)
		s.must(err)
		sent := s.Sent(channelID)
		if len(sent) >= n {
			return sent
		}
		select {
		case <-news:
		case <-deadline:
			s.t.Fatalf("waited for %d accepted requests, have %d: %+v", n, len(sent), sent)
		}
	}
}

// WaitIdle waits until every webhook that is due has been answered.
func (s *Sim) WaitIdle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	if err := s.Idle(ctx); err != nil {
		s.t.Fatalf("webhooks still under way: %v", err)
	}
}

// Fault sets a fault.
func (s *Sim) Fault(f platform.Fault) platform.Fault {
	s.t.Helper()
	out, err := s.AddFault(f)
	s.must(err)
	return out
}

func (s *Sim) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
