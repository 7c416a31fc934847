package platform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"time"
)

// Side says who wrote a bubble.
type Side string

// The sides of a talk.
const (
	FromFriend  Side = "friend"
	FromAccount Side = "account"
)

// Bubble is one message in a talk.
type Bubble struct {
	ID     string          `json:"id"`
	From   Side            `json:"from"`
	At     time.Time       `json:"at"`
	Kind   string          `json:"kind"`             // LINE's message type, such as "text"
	Body   json.RawMessage `json:"body"`             // LINE's message object
	Read   bool            `json:"read"`             // the account has read it; only for the friend's
	Method string          `json:"method,omitempty"` // "reply" or "push"; only for the account's
}

// Talk is what a friend's phone shows of one account.
type Talk struct {
	Channel    string    `json:"channel"`
	Account    string    `json:"account"`
	PictureURL string    `json:"pictureUrl,omitempty"`
	Friend     Profile   `json:"friend"`
	Relation   Relation  `json:"relation"`
	Now        time.Time `json:"now"`     // virtual
	Bubbles    []Bubble  `json:"bubbles"` // oldest first
	More       bool      `json:"more"`    // older bubbles were left out
}

// talk is the living state of a Talk; the channel's lock guards it.
type talk struct {
	who      *person
	relation Relation
	followed bool      // has been a friend before, so the next follow is an unblocking
	wroteAt  time.Time // last message of the friend
	bubbles  []Bubble
	lane     lane
}

// add puts a bubble where its time belongs, so that a history can be seeded
// afterwards too, and forgets the oldest beyond max.
func (t *talk) add(b Bubble, max int) {
	at := len(t.bubbles)
	if at > 0 && t.bubbles[at-1].At.After(b.At) {
		at = sort.Search(at, func(i int) bool { return t.bubbles[i].At.After(b.At) })
	}
	t.bubbles = slices.Insert(t.bubbles, at, b)
	if len(t.bubbles) > max+max/4+16 { // in steps, so that it costs next to nothing for each bubble
		t.bubbles = slices.Clone(t.bubbles[len(t.bubbles)-max:])
	}
}

// readUpTo marks the friend's bubbles as read up to the one with this id.
func (t *talk) readUpTo(messageID int64) {
	for i := len(t.bubbles) - 1; i >= 0; i-- {
		b := &t.bubbles[i]
		if n, _ := strconv.ParseInt(b.ID, 10, 64); b.From == FromFriend && n <= messageID {
			if b.Read {
				return // all before it are read too
			}
			b.Read = true
		}
	}
}

// Talk returns the newest limit bubbles (0: all that are kept) of one talk.
func (p *Platform) Talk(channelID, userID string, limit int) (Talk, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Talk{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.talks[userID]
	if !ok {
		return Talk{}, fmt.Errorf("friend %q: %w", userID, ErrNotFound)
	}
	out := Talk{
		Channel: c.id, Account: c.view.Name, PictureURL: c.view.PictureURL,
		Friend: *t.who.profile.Load(), Relation: t.relation, Now: p.clock.Now(),
	}
	from := 0
	if limit > 0 {
		from = max(0, len(t.bubbles)-limit)
	}
	out.More = from > 0
	out.Bubbles = append([]Bubble{}, t.bubbles[from:]...)
	return out, nil
}

// TalkLine is one line of a phone's talk list.
type TalkLine struct {
	Channel    string   `json:"channel"`
	Account    string   `json:"account"`
	PictureURL string   `json:"pictureUrl,omitempty"`
	Relation   Relation `json:"relation"`
	Last       *Bubble  `json:"last,omitempty"`
}

// TalksOf returns the talks of one person over all accounts, newest first.
func (p *Platform) TalksOf(userID string) (Profile, []TalkLine, error) {
	who, ok := p.person(userID)
	if !ok {
		return Profile{}, nil, fmt.Errorf("friend %q: %w", userID, ErrNotFound)
	}
	lines := []TalkLine{}
	for _, c := range p.all() {
		c.mu.Lock()
		if t, ok := c.talks[userID]; ok {
			line := TalkLine{Channel: c.id, Account: c.view.Name, PictureURL: c.view.PictureURL, Relation: t.relation}
			if n := len(t.bubbles); n > 0 {
				last := t.bubbles[n-1]
				line.Last = &last
			}
			lines = append(lines, line)
		}
		c.mu.Unlock()
	}
	slices.SortStableFunc(lines, func(a, b TalkLine) int { return cmp.Compare(b.age(), a.age()) })
	return *who.profile.Load(), lines, nil
}

func (l TalkLine) age() int64 {
	if l.Last == nil {
		return 0
	}
	return l.Last.At.UnixMilli()
}

// Record puts a bubble into a talk's history and does nothing else: no webhook,
// no delivery, no quota. An empty id is invented. It is for seeding.
func (p *Platform) Record(channelID, userID string, b Bubble) (Bubble, error) {
	if b.From != FromFriend && b.From != FromAccount {
		return Bubble{}, fmt.Errorf("side %q: %w", b.From, ErrInvalid)
	}
	if !json.Valid(b.Body) {
		return Bubble{}, fmt.Errorf("body is no JSON: %w", ErrInvalid)
	}
	if b.At.IsZero() {
		b.At = p.clock.Now()
	}
	if b.ID == "" {
		b.ID = strconv.FormatInt(p.nextMessageID(p.clock.Now()), 10)
	}
	err := p.withTalk(channelID, userID, func(_ *channel, t *talk) error {
		t.add(b, p.limits.Talk)
		if b.From == FromFriend && b.At.After(t.wroteAt) {
			t.wroteAt = b.At
		}
		return nil
	})
	return b, err
}

// MarkAsRead serves the token of an inbound message: that message and all
// before it are read (messaging-api reference, "Mark messages as read").
func (p *Platform) MarkAsRead(channelID, token string) error {
	userID, messageID, ok := p.unseal(sealRead, channelID, token)
	if !ok {
		return refuse(400, TextReadToken)
	}
	return p.withTalk(channelID, userID, func(_ *channel, t *talk) error {
		t.readUpTo(messageID)
		return nil
	})
}
