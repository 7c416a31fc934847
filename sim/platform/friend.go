package platform

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"time"
)

// Relation says how a person stands to an account.
type Relation string

// The relations.
const (
	Friended Relation = "friend"
	Blocked  Relation = "blocked"
	Stranger Relation = "stranger" // known to the provider, never added the account
)

// Profile is what a person shows.
type Profile struct {
	DisplayName   string `json:"displayName"`
	UserID        string `json:"userId"`
	PictureURL    string `json:"pictureUrl,omitempty"`
	StatusMessage string `json:"statusMessage,omitempty"`
	Language      string `json:"language,omitempty"` // BCP 47
}

// person is one LINE user as one provider sees them.
type person struct {
	id       string
	provider string
	profile  atomic.Pointer[Profile]
	traits   atomic.Pointer[Traits]
	news     signal // one of their talks changed
}

// FriendSpec introduces a person to a channel. A person of the same provider
// keeps the user id over its channels (LINE: ids are issued per provider).
type FriendSpec struct {
	UserID        string   `json:"userId"` // empty: invented
	DisplayName   string   `json:"displayName"`
	PictureURL    string   `json:"pictureUrl"`
	StatusMessage string   `json:"statusMessage"`
	Language      string   `json:"language"` // "ja"
	Relation      Relation `json:"relation"` // "friend"
	Quiet         bool     `json:"quiet"`    // no follow event
	Traits        Traits   `json:"traits"`
}

// Friend is a person seen from one channel.
type Friend struct {
	Profile
	Channel  string   `json:"channel"`
	Relation Relation `json:"relation"`
}

// AddFriend introduces a person to the channel and sends the follow event,
// unless the spec is quiet or the relation is not that of a friend. A user id
// of another provider is ErrConflict, one already known here too.
func (p *Platform) AddFriend(channelID string, s FriendSpec) (Friend, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Friend{}, err
	}
	s.Relation = cmp.Or(s.Relation, Friended)
	if !slices.Contains([]Relation{Friended, Blocked, Stranger}, s.Relation) {
		return Friend{}, fmt.Errorf("relation %q: %w", s.Relation, ErrInvalid)
	}
	c.mu.Lock()
	provider := c.view.Provider
	c.mu.Unlock()
	who, err := p.introduce(provider, s)
	if err != nil {
		return Friend{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.talks[who.id]; known {
		return Friend{}, fmt.Errorf("friend %q exists: %w", who.id, ErrConflict)
	}
	t := &talk{who: who, relation: s.Relation, followed: s.Relation != Stranger, since: p.clock.Now()}
	c.talks[who.id] = t
	if s.Relation == Friended && !s.Quiet {
		p.emit(c, t, p.newEvent(c, alone(who.id), p.clock.Now(), true, "follow", "follow", raw(`{"isUnblocked":false}`)))
	}
	p.touch(t)
	return t.friend(c), nil
}

// introduce returns the person of that id, made when unknown.
func (p *Platform) introduce(provider string, s FriendSpec) (*person, error) {
	if s.UserID == "" {
		s.UserID = "U" + p.ids.Hex(16)
	}
	if !userShape.MatchString(s.UserID) {
		return nil, fmt.Errorf("userId %q must be U and 32 hexadecimal digits: %w", s.UserID, ErrInvalid)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if who, ok := p.people[s.UserID]; ok {
		if who.provider != provider {
			return nil, fmt.Errorf("userId %q belongs to provider %q: %w", s.UserID, who.provider, ErrConflict)
		}
		return who, nil
	}
	who := &person{id: s.UserID, provider: provider}
	who.profile.Store(&Profile{
		DisplayName: cmp.Or(s.DisplayName, "Friend "+s.UserID[1:5]), UserID: s.UserID,
		PictureURL: s.PictureURL, StatusMessage: s.StatusMessage, Language: cmp.Or(s.Language, "ja"),
	})
	who.traits.Store(&s.Traits)
	p.people[s.UserID] = who
	return who, nil
}

// ProfileChange changes what is not nil. LINE has no event for it.
type ProfileChange struct {
	DisplayName   *string `json:"displayName"`
	PictureURL    *string `json:"pictureUrl"`
	StatusMessage *string `json:"statusMessage"`
	Language      *string `json:"language"`
}

// ChangeProfile changes what a person shows to every account.
func (p *Platform) ChangeProfile(userID string, ch ProfileChange) (Profile, error) {
	who, ok := p.person(userID)
	if !ok {
		return Profile{}, fmt.Errorf("friend %q: %w", userID, ErrNotFound)
	}
	next := *who.profile.Load()
	set(&next.DisplayName, ch.DisplayName)
	set(&next.PictureURL, ch.PictureURL)
	set(&next.StatusMessage, ch.StatusMessage)
	set(&next.Language, ch.Language)
	who.profile.Store(&next)
	who.news.fire()
	p.changed()
	return next, nil
}

func (t *talk) friend(c *channel) Friend {
	return Friend{Profile: *t.who.profile.Load(), Channel: c.id, Relation: t.relation}
}

// Friends returns the people whom the channel knows, by display name.
func (p *Platform) Friends(channelID string) ([]Friend, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Friend, 0, len(c.talks))
	for _, t := range c.talks {
		out = append(out, t.friend(c))
	}
	slices.SortFunc(out, func(a, b Friend) int {
		return cmp.Or(cmp.Compare(a.DisplayName, b.DisplayName), cmp.Compare(a.UserID, b.UserID))
	})
	return out, nil
}

// Block ends the friendship from the friend's side and sends unfollow. It
// changes nothing for somebody who has blocked already.
func (p *Platform) Block(channelID, userID string) error {
	return p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		if t.relation == Blocked {
			return nil
		}
		t.relation, t.followed = Blocked, true
		p.emit(c, t, p.newEvent(c, alone(userID), p.clock.Now(), false, "unfollow", "", nil))
		return nil
	})
}

// Unblock makes a friend of whoever blocked or never added the account and
// sends follow, whose isUnblocked tells the two apart.
func (p *Platform) Unblock(channelID, userID string) error {
	return p.withTalk(channelID, userID, func(c *channel, t *talk) error {
		if t.relation == Friended {
			return nil
		}
		body := raw(fmt.Sprintf(`{"isUnblocked":%t}`, t.followed))
		t.relation, t.followed, t.since = Friended, true, p.clock.Now()
		p.emit(c, t, p.newEvent(c, alone(userID), p.clock.Now(), true, "follow", "follow", body))
		return nil
	})
}

// withTalk runs f with the channel locked; the person may be new to the channel
// as long as the provider knows them.
func (p *Platform) withTalk(channelID, userID string, f func(*channel, *talk) error) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	who, known := p.person(userID)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !known || who.provider != c.view.Provider {
		return fmt.Errorf("friend %q: %w", userID, ErrNotFound)
	}
	t, ok := c.talks[userID]
	if !ok {
		t = &talk{who: who, relation: Stranger}
		c.talks[userID] = t
	}
	if err := f(c, t); err != nil {
		return err
	}
	p.touch(t)
	return nil
}

// touch tells the open phones and the saver that a talk changed.
func (p *Platform) touch(t *talk) {
	t.who.news.fire()
	p.changed()
}

// WatchFriend returns a channel that is closed when one of this person's talks
// changes next, and one that is closed when the clock is shifted.
func (p *Platform) WatchFriend(userID string) (talks, time <-chan struct{}, err error) {
	who, ok := p.person(userID)
	if !ok {
		return nil, nil, fmt.Errorf("friend %q: %w", userID, ErrNotFound)
	}
	return who.news.wait(), p.time.wait(), nil
}

// Profile answers a bot that asks for a person: a friend, or anybody else who
// has written to it (messaging-api reference, "Get profile"). A Refusal 404
// hides the others, blocked ones too.
func (p *Platform) Profile(channelID, userID string) (Profile, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Profile{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.talks[userID]
	if !ok || t.relation == Blocked || (t.relation == Stranger && t.wroteAt.IsZero()) {
		return Profile{}, notFound()
	}
	return *t.who.profile.Load(), nil
}

// reachable says what a push to this person comes to: accepted and shown, or
// accepted and silently not shown (messaging-api reference, "Send push
// message"). Who is no friend can be reached for seven days after writing.
func (t *talk) reachable(now time.Time) bool {
	switch t.relation {
	case Friended:
		return true
	case Stranger:
		return !t.wroteAt.IsZero() && now.Sub(t.wroteAt) <= 7*24*time.Hour
	default:
		return false
	}
}

// Followers serves a page of the friends' user ids. Refusal 403 unless the
// account is verified.
func (p *Platform) Followers(channelID, start string, size int) (ids []string, next string, err error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, "", err
	}
	c.mu.Lock()
	unverified := c.view.Unverified
	all := []string{}
	for id, t := range c.talks {
		if t.relation == Friended {
			all = append(all, id)
		}
	}
	c.mu.Unlock()
	if unverified {
		return nil, "", refuse(http.StatusForbidden, TextNotAvailable)
	}
	slices.Sort(all)
	return p.page("followers", channelID, all, start, size)
}
