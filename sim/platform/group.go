package platform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Kinds of chats with several people. Rooms are LINE's old multi-person chats.
const (
	KindGroup = "group"
	KindRoom  = "room"
)

var groupShape = regexp.MustCompile(`^[CR][0-9a-f]{32}$`)

// GroupSpec makes a group or room with the account in it.
type GroupSpec struct {
	ID         string   `json:"id"`   // empty: invented
	Kind       string   `json:"kind"` // "group"
	Name       string   `json:"name"`
	PictureURL string   `json:"pictureUrl"`
	Members    []string `json:"members"` // user ids of the provider; friends or not
	Quiet      bool     `json:"quiet"`   // no join event
}

// Group is what the phones of its members show of a group or room.
type Group struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"`
	Name       string    `json:"name"`
	PictureURL string    `json:"pictureUrl,omitempty"`
	Channel    string    `json:"channel"`
	Account    string    `json:"account"`
	Joined     bool      `json:"joined"` // the account is in it
	Members    []Profile `json:"members"`
	Now        time.Time `json:"now"`
	Bubbles    []Bubble  `json:"bubbles"`
	More       bool      `json:"more"`
}

// group is the living state of a Group; the channel's lock guards it.
type group struct {
	history
	id, kind, name, picture string
	joined                  bool
	silent                  bool // a room whose join event comes with the next event
	members                 []*person
	lane                    lane
}

// AddGroup opens a group with the account in it, which sends the join event; a
// room sends it with the first event after (docs, "Group chats and multi-person
// chats").
func (p *Platform) AddGroup(channelID string, s GroupSpec) (Group, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Group{}, err
	}
	s.Kind = cmp.Or(s.Kind, KindGroup)
	letter, ok := map[string]string{KindGroup: "C", KindRoom: "R"}[s.Kind]
	if !ok {
		return Group{}, fmt.Errorf("kind %q must be group or room: %w", s.Kind, ErrInvalid)
	}
	s.ID = cmp.Or(s.ID, letter+p.ids.Hex(16))
	if !groupShape.MatchString(s.ID) || s.ID[:1] != letter {
		return Group{}, fmt.Errorf("id %q must be %s and 32 hexadecimal digits: %w", s.ID, letter, ErrInvalid)
	}
	if _, _, err := p.group(s.ID); err == nil {
		return Group{}, fmt.Errorf("group %q exists: %w", s.ID, ErrConflict)
	}
	g := &group{id: s.ID, kind: s.Kind, name: cmp.Or(s.Name, "Group "+s.ID[1:5]), picture: s.PictureURL, joined: true}
	if g.members, err = p.membersOf(c, s.Members); err != nil {
		return Group{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.groups[g.id] = g
	switch {
	case s.Quiet:
	case g.kind == KindRoom:
		g.silent = true
	default:
		p.tell(c, g, "", true, "join", "", nil)
	}
	p.touchGroup(g)
	return p.showGroup(c, g, 0), nil
}

func (p *Platform) membersOf(c *channel, users []string) ([]*person, error) {
	c.mu.Lock()
	provider := c.view.Provider
	c.mu.Unlock()
	out := make([]*person, 0, len(users))
	for _, user := range users {
		who, ok := p.person(user)
		if !ok || who.provider != provider {
			return nil, fmt.Errorf("friend %q: %w", user, ErrNotFound)
		}
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out, nil
}

// group finds a group or room: only one account can be in it.
func (p *Platform) group(id string) (*channel, *group, error) {
	for _, c := range p.all() {
		c.mu.Lock()
		g, ok := c.groups[id]
		c.mu.Unlock()
		if ok {
			return c, g, nil
		}
	}
	return nil, nil, fmt.Errorf("group %q: %w", id, ErrNotFound)
}

// withGroup runs f with the group's channel locked.
func (p *Platform) withGroup(id string, f func(*channel, *group) error) error {
	c, g, err := p.group(id)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := f(c, g); err != nil {
		return err
	}
	p.touchGroup(g)
	return nil
}

func (p *Platform) touchGroup(g *group) {
	for _, who := range g.members {
		who.news.fire()
	}
	p.changed()
}

// tell sends an event of the group, and before it the late join of a room.
func (p *Platform) tell(c *channel, g *group, user string, withToken bool, kind, member string, body json.RawMessage) {
	p.tellAt(c, g, user, p.clock.Now(), withToken, kind, member, body)
}

func (p *Platform) tellAt(c *channel, g *group, user string, at time.Time, withToken bool, kind, member string, body json.RawMessage) {
	send := func(user string, withToken bool, kind, member string, body json.RawMessage) {
		e := p.newEvent(c, source{g.id, user}, at, withToken, kind, member, body)
		p.enqueue(c, &g.lane, &parcel{User: g.id, Events: []event{e}})
	}
	if g.silent {
		g.silent = false
		send("", true, "join", "", nil)
	}
	send(user, withToken, kind, member, body)
}

func (p *Platform) showGroup(c *channel, g *group, limit int) Group {
	out := Group{
		ID: g.id, Kind: g.kind, Name: g.name, PictureURL: g.picture, Channel: c.id, Account: c.view.Name,
		Joined: g.joined, Members: []Profile{}, Now: p.clock.Now(),
	}
	for _, who := range g.members {
		out.Members = append(out.Members, *who.profile.Load())
	}
	out.Bubbles, out.More = g.newest(limit)
	return out
}

// Group returns a group and its newest limit bubbles (0: all that are kept).
func (p *Platform) Group(id string, limit int) (Group, error) {
	c, g, err := p.group(id)
	if err != nil {
		return Group{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return p.showGroup(c, g, limit), nil
}

// Groups returns the groups of a channel, or of one of its members when user is
// not empty, with their last bubble only.
func (p *Platform) Groups(channelID, user string) ([]Group, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := []Group{}
	for _, g := range c.groups {
		if user == "" || g.has(user) {
			out = append(out, p.showGroup(c, g, 1))
		}
	}
	slices.SortFunc(out, func(a, b Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

func (g *group) has(user string) bool {
	return slices.ContainsFunc(g.members, func(who *person) bool { return who.id == user })
}

type memberJSON struct {
	Type   string `json:"type"`
	UserID string `json:"userId"`
}

func membersBody(users ...string) json.RawMessage {
	all := []memberJSON{}
	for _, user := range users {
		all = append(all, memberJSON{"user", user})
	}
	return encode(map[string]any{"members": all})
}

// Join lets people enter the group; memberJoined is sent for those who were not
// in it.
func (p *Platform) Join(groupID string, users []string) error {
	c, _, err := p.group(groupID)
	if err != nil {
		return err
	}
	people, err := p.membersOf(c, users)
	if err != nil {
		return err
	}
	return p.withGroup(groupID, func(c *channel, g *group) error {
		var fresh []string
		for _, who := range people {
			if !g.has(who.id) {
				g.members = append(g.members, who)
				fresh = append(fresh, who.id)
			}
		}
		if len(fresh) > 0 && g.joined {
			p.tell(c, g, "", true, "memberJoined", "joined", membersBody(fresh...))
		}
		return nil
	})
}

// Part lets a member leave the group; memberLeft is sent.
func (p *Platform) Part(groupID, user string) error {
	return p.withGroup(groupID, func(c *channel, g *group) error {
		if !g.has(user) {
			return fmt.Errorf("member %q: %w", user, ErrNotFound)
		}
		g.members = slices.DeleteFunc(g.members, func(who *person) bool { return who.id == user })
		if who, ok := p.person(user); ok {
			who.news.fire()
		}
		if g.joined {
			p.tell(c, g, "", false, "memberLeft", "left", membersBody(user))
		}
		return nil
	})
}

// Expel removes the account from the group; leave is sent.
func (p *Platform) Expel(groupID string) error {
	return p.withGroup(groupID, func(c *channel, g *group) error {
		if g.joined {
			p.tell(c, g, "", false, "leave", "", nil)
			g.joined = false
		}
		return nil
	})
}

// Invite brings the account back into the group; join is sent.
func (p *Platform) Invite(groupID string) error {
	return p.withGroup(groupID, func(c *channel, g *group) error {
		if !g.joined {
			g.joined = true
			p.tell(c, g, "", true, "join", "", nil)
		}
		return nil
	})
}

// SendToGroup lets a member write.
func (p *Platform) SendToGroup(groupID, user string, in Inbound) (Bubble, error) {
	m, err := p.prepare(groupID, in)
	if err != nil {
		return Bubble{}, err
	}
	m.user = user
	var out Bubble
	err = p.withGroup(groupID, func(c *channel, g *group) error {
		if !g.has(user) {
			return fmt.Errorf("member %q: %w", user, ErrNotFound)
		}
		if out, err = p.place(c, &g.history, m); err != nil {
			return err
		}
		if !in.Quiet && g.joined {
			p.tellAt(c, g, user, m.at, true, "message", "message", out.Body)
		}
		return nil
	})
	return out, err
}

// EditInGroup changes a text; messageEdited is sent with a new quote token and
// a reply token (reference, "Edit event": texts in groups only).
func (p *Platform) EditInGroup(groupID, messageID, text string) (Bubble, error) {
	in := Inbound{Text: text}
	if err := in.check(); err != nil {
		return Bubble{}, err
	}
	var out Bubble
	err := p.withGroup(groupID, func(c *channel, g *group) error {
		b := g.find(messageID)
		switch {
		case g.kind != KindGroup:
			return fmt.Errorf("only messages in groups can be edited: %w", ErrInvalid)
		case b == nil || b.From != FromFriend || b.Unsent:
			return fmt.Errorf("message %q of a member: %w", messageID, ErrNotFound)
		case b.Kind != "text":
			return fmt.Errorf("only texts can be edited: %w", ErrInvalid)
		}
		n, _ := strconv.ParseInt(messageID, 10, 64)
		body := encode(inboundJSON{
			Type: "text", ID: messageID, Text: text, Quoted: b.Quotes,
			QuoteToken: p.seal(sealQuote, c.id, groupID, n),
		})
		b.Body, b.Edited = body, true
		out = *b
		if g.joined {
			p.tell(c, g, b.User, true, "messageEdited", "message", body)
		}
		return nil
	})
	return out, err
}

// PostbackInGroup lets a member tap a button.
func (p *Platform) PostbackInGroup(groupID, user, data string, params json.RawMessage) error {
	body, err := postbackBody(data, params)
	if err != nil {
		return err
	}
	return p.withGroup(groupID, func(c *channel, g *group) error {
		if !g.has(user) {
			return fmt.Errorf("member %q: %w", user, ErrNotFound)
		}
		if g.joined {
			p.tell(c, g, user, true, "postback", "postback", body)
		}
		return nil
	})
}

// LeaveGroup serves a bot that leaves. A group answers 404 when the account is
// not in it, a room only when there is no such room (reference, "Leave room").
func (p *Platform) LeaveGroup(channelID, id string) error {
	c, err := p.channel(channelID)
	if err != nil {
		return err
	}
	c.mu.Lock()
	g, ok := c.groups[id]
	in := ok && g.joined
	c.mu.Unlock()
	if !ok || (!in && g.kind == KindGroup) {
		return notFound()
	}
	return p.Expel(id)
}

// GroupFor answers a bot that asks for a group in which it is: Refusal 404 for
// any other.
func (p *Platform) GroupFor(channelID, id string) (Group, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Group{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.groups[id]
	if !ok || !g.joined {
		return Group{}, notFound()
	}
	return p.showGroup(c, g, 1), nil
}

// MemberIDs serves a page of 100 members. Refusal 403 unless the account is
// verified.
func (p *Platform) MemberIDs(channelID, id, start string) (ids []string, next string, err error) {
	g, err := p.GroupFor(channelID, id)
	if err != nil {
		return nil, "", err
	}
	view, err := p.Channel(channelID)
	if err != nil {
		return nil, "", err
	}
	if view.Unverified {
		return nil, "", refuse(http.StatusForbidden, TextNotAvailable)
	}
	all := []string{}
	for _, m := range g.Members {
		all = append(all, m.UserID)
	}
	slices.Sort(all)
	return p.page("members."+id, channelID, all, start, 100)
}

// The group as a chat to which messages go.

func (g *group) show(b Bubble, most int)       { g.add(b, most) }
func (g *group) readers(time.Time, bool) int64 { return int64(len(g.members)) }
func (g *group) mentionable(id string) bool    { return id == "all" || g.has(id) }
func (g *group) fire() {
	for _, who := range g.members {
		who.news.fire()
	}
}
