package platform

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"ohenji/internal/clock"
)

// snapshotVersion rises when an older snapshot can no longer be read.
const snapshotVersion = 1

// state is everything that outlives the process. Rate buckets and faults do
// not: both are of the moment.
type state struct {
	Version  int            `json:"version"`
	Offset   time.Duration  `json:"clockOffset"` // a clock that ran back would break orders that are written down
	Key      []byte         `json:"key"`
	LastID   int64          `json:"lastMessageId"`
	People   []personState  `json:"people"`
	Channels []channelState `json:"channels"`
}

type personState struct {
	Provider string  `json:"provider"`
	Profile  Profile `json:"profile"`
	Traits   Traits  `json:"traits"`
}

type channelState struct {
	Channel Channel      `json:"channel"`
	Month   string       `json:"month"`
	Used    int64        `json:"used"`
	Stats   WebhookStats `json:"stats"`
	Sent    []Sent       `json:"sent"`
	Calls   []Call       `json:"calls"`
	Talks   []talkState  `json:"talks"`
	Tokens  []tokenState `json:"tokens"`
	Waiting []parcel     `json:"waiting"` // not answered yet
	Later   []laterState `json:"later"`   // to be redelivered

	Groups      []groupState `json:"groups,omitempty"`
	Contents    []*content   `json:"contents,omitempty"` // their bytes lie beside the state file
	Narrowcasts []narrowcast `json:"narrowcasts,omitempty"`
	Audiences   []Audience   `json:"audiences,omitempty"`
	Deliveries  deliveries   `json:"deliveries,omitempty"`
	UnitsMonth  string       `json:"unitsMonth,omitempty"`
	Units       []string     `json:"units,omitempty"`
}

type groupState struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"`
	Name    string   `json:"name"`
	Picture string   `json:"picture,omitempty"`
	Joined  bool     `json:"joined"`
	Silent  bool     `json:"silent,omitempty"`
	Members []string `json:"members"`
	Bubbles []Bubble `json:"bubbles"`
}

type talkState struct {
	User     string    `json:"user"`
	Relation Relation  `json:"relation"`
	Followed bool      `json:"followed"`
	WroteAt  time.Time `json:"wroteAt"`
	Since    time.Time `json:"since"`
	Bubbles  []Bubble  `json:"bubbles"`
}

type tokenState struct {
	Token      string    `json:"token"`
	User       string    `json:"user"`
	EventAt    time.Time `json:"eventAt"`
	IssuedAt   time.Time `json:"issuedAt"`
	AliveUntil time.Time `json:"aliveUntil"`
}

type laterState struct {
	At     time.Time `json:"at"`
	Parcel parcel    `json:"parcel"`
}

// snapshot copies the state. Each channel is locked only while it is copied.
func (p *Platform) snapshot() state {
	out := state{Version: snapshotVersion, Offset: p.clock.Offset(), Key: p.key, LastID: p.lastID.Load()}
	for _, who := range p.allPeople() {
		out.People = append(out.People, personState{who.provider, *who.profile.Load(), *who.traits.Load()})
	}
	for _, c := range p.all() {
		out.Channels = append(out.Channels, p.channelState(c))
	}
	return out
}

func (p *Platform) channelState(c *channel) channelState {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := channelState{Channel: c.view.clone(), Month: c.usage.month, Used: c.usage.used, Stats: c.stats.clone()}
	c.sent.each(func(s *Sent) { out.Sent = append(out.Sent, *s) })
	c.calls.each(func(call Call) { out.Calls = append(out.Calls, call) })
	out.wait(&c.lane)
	for user, t := range c.talks {
		out.Talks = append(out.Talks, talkState{
			user, t.relation, t.followed, t.wroteAt, t.since, append([]Bubble{}, t.bubbles...),
		})
		out.wait(&t.lane)
	}
	for _, issued := range c.tokens.queue[c.tokens.head:] {
		// A spent token is as good as an unknown one.
		if t, ok := c.tokens.byToken[issued.token]; ok && t.sent == nil {
			out.Tokens = append(out.Tokens, tokenState{issued.token, t.user, t.eventAt, issued.at, t.aliveUntil})
		}
	}
	for _, d := range p.redoing.waiting(c) {
		out.Later = append(out.Later, laterState{d.at, *d.parcel})
	}
	out.note(c, p.clock.Now())
	return out
}

// note copies groups, contents, narrowcasts and statistics.
func (s *channelState) note(c *channel, now time.Time) {
	for _, g := range c.groups {
		one := groupState{g.id, g.kind, g.name, g.picture, g.joined, g.silent, []string{}, append([]Bubble{}, g.bubbles...)}
		for _, who := range g.members {
			one.Members = append(one.Members, who.id)
		}
		s.Groups = append(s.Groups, one)
		s.wait(&g.lane)
	}
	for _, one := range c.stored.all {
		copied := *one
		s.Contents = append(s.Contents, &copied)
	}
	for _, one := range c.casts {
		s.Narrowcasts = append(s.Narrowcasts, *one)
	}
	for _, one := range c.people {
		s.Audiences = append(s.Audiences, *one)
	}
	s.Deliveries = c.counts.clone()
	s.Units, s.UnitsMonth = c.units.sorted(now), c.units.month
}

func (s *channelState) wait(l *lane) {
	for _, q := range l.queue {
		s.Waiting = append(s.Waiting, *q)
	}
}

// restore reads the state file when there is one. It shifts the clock forward
// to where it stood.
func (p *Platform) restore() error {
	b, err := os.ReadFile(p.saver.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the simulator's state: %w", err)
	}
	var s state
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("read the simulator's state %s: %w", p.saver.path, err)
	}
	if s.Version != snapshotVersion {
		return fmt.Errorf("the simulator's state %s has version %d, this program reads %d: %w",
			p.saver.path, s.Version, snapshotVersion, ErrInvalid)
	}
	p.clock.Advance(s.Offset - p.clock.Offset())
	p.key = s.Key
	p.lastID.Store(s.LastID)
	for _, one := range s.People {
		who := &person{id: one.Profile.UserID, provider: one.Provider}
		who.profile.Store(&one.Profile)
		who.traits.Store(&one.Traits)
		p.people[who.id] = who
	}
	for _, one := range s.Channels {
		c := p.newChannel(one.Channel)
		if err := p.fill(c, one); err != nil {
			return err
		}
		p.insert(c)
	}
	return nil
}

func (p *Platform) fill(c *channel, s channelState) error {
	c.usage = usage{s.Month, s.Used}
	c.stats = s.Stats
	for _, one := range s.Talks {
		who, ok := p.people[one.User]
		if !ok {
			return fmt.Errorf("the simulator's state has a talk with nobody, %q: %w", one.User, ErrInvalid)
		}
		c.talks[one.User] = &talk{
			who: who, relation: one.Relation, followed: one.Followed, wroteAt: one.WroteAt, since: one.Since,
			history: history{one.Bubbles},
		}
	}
	for _, one := range s.Sent {
		c.sent.add(&one)
		if one.RetryKey != "" {
			c.retries.remember(one.RetryKey, &one)
		}
	}
	if err := p.recall(c, s); err != nil {
		return err
	}
	for _, call := range s.Calls {
		c.calls.add(call)
	}
	for _, one := range s.Tokens {
		c.tokens.byToken[one.Token] = &replyToken{user: one.User, eventAt: one.EventAt, aliveUntil: one.AliveUntil}
		c.tokens.queue = append(c.tokens.queue, issuedToken{one.Token, one.IssuedAt})
	}
	for _, q := range s.Waiting {
		l := c.laneOf(q.User)
		l.queue = append(l.queue, &q)
		p.busy.add(1)
	}
	for _, later := range s.Later {
		p.redoing.plan(later.At, c, &later.Parcel)
	}
	return nil
}

// recall brings back groups, contents, narrowcasts and statistics. What the
// channel has sent is there already.
func (p *Platform) recall(c *channel, s channelState) error {
	for _, one := range s.Groups {
		members := make([]*person, 0, len(one.Members))
		for _, user := range one.Members {
			who, ok := p.people[user]
			if !ok {
				return fmt.Errorf("the simulator's state has a group with nobody, %q: %w", user, ErrInvalid)
			}
			members = append(members, who)
		}
		c.groups[one.ID] = &group{
			id: one.ID, kind: one.Kind, name: one.Name, picture: one.Picture, joined: one.Joined, silent: one.Silent,
			members: members, history: history{one.Bubbles},
		}
	}
	for _, one := range s.Contents {
		c.stored.all = append(c.stored.all, one)
		c.stored.size += one.Size
	}
	for _, one := range s.Narrowcasts {
		c.sent.each(func(sent *Sent) {
			if sent.RequestID == one.RequestID {
				one.sent = sent
			}
		})
		if one.sent == nil { // no longer kept
			one.sent = &Sent{RequestID: one.RequestID, Method: MethodNarrowcast}
		}
		c.casts = append(c.casts, &one)
		p.planNarrowcast(c, &one)
	}
	for _, one := range s.Audiences {
		c.people[one.ID] = &one
	}
	if s.Deliveries != nil {
		c.counts = s.Deliveries
	}
	c.units = units{s.UnitsMonth, map[string]bool{}}
	for _, name := range s.Units {
		c.units.names[name] = true
	}
	return nil
}

// resume sends what was waiting when the last process ended.
func (p *Platform) resume() {
	for _, c := range p.all() {
		c.mu.Lock()
		p.start(c, &c.lane)
		for _, t := range c.talks {
			p.start(c, &t.lane)
		}
		for _, g := range c.groups {
			p.start(c, &g.lane)
		}
		c.mu.Unlock()
	}
}

// saver writes the state file a moment after something changed.
type saver struct {
	path string
	kick clock.Kick
}

func newSaver(path string) *saver { return &saver{path, clock.NewKick()} }

// changed tells the saver that there is something to save.
func (p *Platform) changed() {
	if p.saver != nil {
		p.saver.kick.Now()
	}
}

func (p *Platform) saveLoop() {
	for {
		if p.clock.WaitKick(p.ctx, time.Time{}, p.saver.kick) != nil {
			return
		}
		began := p.clock.Now()
		if err := p.save(); err != nil {
			p.log.Error("simulator: state not saved", slog.Any("error", err))
		}
		// A large state is saved less often, so that saving never takes more
		// than a few per cent of the time.
		if p.clock.Sleep(p.ctx, max(time.Second, 30*p.clock.Now().Sub(began))) != nil {
			return
		}
	}
}

// save writes beside the file and renames, so that a crash leaves the old one.
// The file holds secrets and is for its owner only.
func (p *Platform) save() error {
	b, err := json.Marshal(p.snapshot())
	if err != nil {
		return fmt.Errorf("save the simulator's state: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(p.saver.path), 0o700); err != nil {
		return fmt.Errorf("save the simulator's state: %w", err)
	}
	tmp := p.saver.path + ".tmp"
	if err := writeSynced(tmp, b); err != nil {
		return fmt.Errorf("save the simulator's state: %w", err)
	}
	if err := os.Rename(tmp, p.saver.path); err != nil {
		return fmt.Errorf("save the simulator's state: %w", err)
	}
	return nil
}

func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}
