package platform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
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
	Method string          `json:"method,omitempty"` // "reply", "push" ...; only for the account's
	Silent bool            `json:"silent,omitempty"` // came without a notification; only for the account's
	User   string          `json:"user,omitempty"`   // which member wrote; only in groups
	Quotes string          `json:"quotes,omitempty"` // id of the message it quotes
	Unsent bool            `json:"unsent,omitempty"` // taken back by the friend; the body is gone
	Edited bool            `json:"edited,omitempty"`
}

// Talk is what a friend's phone shows of one account.
type Talk struct {
	Channel    string    `json:"channel"`
	Account    string    `json:"account"`
	PictureURL string    `json:"pictureUrl,omitempty"`
	Friend     Profile   `json:"friend"`
	Relation   Relation  `json:"relation"`
	Now        time.Time `json:"now"`                   // virtual
	Loading    time.Time `json:"loadingUntil,omitzero"` // the account shows that it is at work
	Bubbles    []Bubble  `json:"bubbles"`               // oldest first
	More       bool      `json:"more"`                  // older bubbles were left out
}

// talk is the living state of a Talk; the channel's lock guards it.
type talk struct {
	history
	who      *person
	relation Relation
	followed bool      // has been a friend before, so the next follow is an unblocking
	since    time.Time // when the relation began
	wroteAt  time.Time // last message of the friend
	loading  time.Time // until when the loading animation shows
	lane     lane
}

// history is what a phone shows of a talk or a group.
type history struct{ bubbles []Bubble }

// find returns the bubble with this id, nil when it is not kept.
func (t *history) find(id string) *Bubble {
	for i := len(t.bubbles) - 1; i >= 0; i-- {
		if t.bubbles[i].ID == id {
			return &t.bubbles[i]
		}
	}
	return nil
}

// add puts a bubble where its time belongs, so that a history can be seeded
// afterwards too, and forgets the oldest beyond max.
func (t *history) add(b Bubble, max int) {
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
func (t *history) readUpTo(messageID int64) {
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
	if t.loading.After(out.Now) {
		out.Loading = t.loading
	}
	out.Bubbles, out.More = t.newest(limit)
	return out, nil
}

// newest returns the last limit bubbles (0: all that are kept), and whether
// there are older ones.
func (t *history) newest(limit int) ([]Bubble, bool) {
	from := 0
	if limit > 0 {
		from = max(0, len(t.bubbles)-limit)
	}
	return append([]Bubble{}, t.bubbles[from:]...), from > 0
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
	chatID, messageID, ok := p.unseal(sealRead, channelID, token)
	if !ok {
		return refuse(http.StatusBadRequest, TextReadToken)
	}
	if chatID[0] != 'U' {
		return p.withGroup(chatID, func(_ *channel, g *group) error {
			g.readUpTo(messageID)
			return nil
		})
	}
	return p.withTalk(channelID, chatID, func(_ *channel, t *talk) error {
		t.readUpTo(messageID)
		return nil
	})
}

// MarkAllAsRead serves the old way of marking: all that this person wrote is
// read. It is for accounts by contract, whose chat is off; a Refusal 403 tells
// the others (partner reference, "Mark messages from users as read").
func (p *Platform) MarkAllAsRead(channelID, userID string) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.view.ChatMode != ModeBot {
		return refuse(http.StatusForbidden, TextNotAvailable)
	}
	t, ok := c.talks[userID]
	if !ok {
		return refuse(http.StatusBadRequest, "The property, 'chat.chatId', in the request body is invalid (line: -, column: -)")
	}
	t.readUpTo(math.MaxInt64)
	p.touch(t)
	return nil
}

// StartLoading shows the loading animation until something is sent or the time
// is over. Whoever cannot see it is not told apart.
func (p *Platform) StartLoading(channelID, userID string, lasts time.Duration) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.talks[userID]; ok && t.relation == Friended {
		t.loading = p.clock.Now().Add(lasts)
		p.touch(t)
	}
	return nil
}
