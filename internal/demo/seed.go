package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ohenji/internal/app/inbox"
	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/sim/platform"
)

// seeded is what a later start needs to know of the sample data.
type seeded struct {
	Key     string  `json:"key"`
	Account string  `json:"account"`
	Channel Channel `json:"channel"`
	Token   string  `json:"token"`
	Phone   string  `json:"phone"` // LINE user id of the friend whose phone is shown
}

const (
	ownerLogin  = "owner"
	memberLogin = "sakura"
	// The account as shop.yaml has it.
	shopKey       = "sakura"
	shopName      = "さくら珈琲店"
	channelID     = "1650000001"
	channelSecret = "0123456789abcdef0123456789abcdef"

	quota = 200 // LINE's free plan
)

// seed plays the script: the clock starts a week ago, and each turn goes
// through the real parts.
func (d *demo) seed(ctx context.Context) error {
	now := d.clock.Now().Add(span)
	s, err := readScript(now)
	if err != nil {
		return err
	}
	p := &player{demo: d, friends: map[string]platform.FriendSpec{}, actors: map[string]domain.Actor{}}
	if err := p.install(ctx, s); err != nil {
		return err
	}
	for _, t := range s.Turns {
		d.clock.Advance(t.when.Sub(d.clock.Now()))
		if err := p.play(ctx, t); err != nil {
			return fmt.Errorf("turn of %s at %s: %w", t.Friend, t.At, err)
		}
	}
	if err := p.look(ctx); err != nil {
		return err
	}
	d.clock.Advance(now.Sub(d.clock.Now()))
	text, err := json.MarshalIndent(p.result, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(d.Data, seededFile), text, 0o600)
}

// player plays the script.
type player struct {
	*demo
	result  seeded
	friends map[string]platform.FriendSpec
	actors  map[string]domain.Actor
}

// install makes the account on both sides, the friends and the members.
func (p *player) install(ctx context.Context, s script) error {
	system := domain.System()
	limit := int64(quota)
	channel, err := p.world.Platform().AddChannel(platform.ChannelSpec{
		ID: channelID, Secret: channelSecret, Name: shopName, ChatMode: "chat", Quota: &limit, Redelivery: true,
	})
	if err != nil {
		return err
	}
	if _, err := p.app.Apply.Apply(ctx, system, bytes.NewReader(shopFile), false); err != nil {
		return err
	}
	b, err := p.app.Responder.BookByKey(ctx, shopKey)
	if err != nil {
		return err
	}
	p.result = seeded{Key: b.Account.Key, Account: b.Account.ID, Channel: Channel{ID: channel.ID, Secret: channelSecret}}
	if err := p.connect(channel.ID); err != nil {
		return err
	}
	if err := p.befriend(s); err != nil {
		return err
	}
	if err := p.members(ctx, b.Account.ID); err != nil {
		return err
	}
	_, p.result.Token, err = p.app.Member.CreateToken(ctx, system, "demo.json", nil)
	return err
}

// befriend names all friends, and adds those at once who were friends before
// the week began.
func (p *player) befriend(s script) error {
	const userIDBytes = 16
	for _, f := range s.Friends {
		p.friends[f.Key] = platform.FriendSpec{
			UserID: "U" + p.app.IDs.Hex(userIDBytes), DisplayName: f.Name, StatusMessage: f.Status, Language: "ja",
		}
		p.result.Phone = p.friends[f.Key].UserID // the last: somebody new, with a question open
		if slices.ContainsFunc(s.Turns, func(t turn) bool { return t.Follow && t.Friend == f.Key }) {
			continue
		}
		quiet := p.friends[f.Key]
		quiet.Quiet = true
		if _, err := p.world.Platform().AddFriend(p.result.Channel.ID, quiet); err != nil {
			return err
		}
	}
	return nil
}

// connect tells the simulated LINE where the webhook is now.
func (d *demo) connect(channelID string) error {
	endpoint, active := d.base+"/hook/"+shopKey, true
	_, err := d.world.Platform().ChangeChannel(channelID, platform.ChannelChange{Endpoint: &endpoint, Active: &active})
	return err
}

// members makes the owner and a colleague. Their passwords are random: the
// owner comes in by the printed link.
func (p *player) members(ctx context.Context, accountID string) error {
	m := p.app.Member
	secret, err := m.SetupLink(ctx)
	if err != nil {
		return err
	}
	const passwordBytes = 24
	owner, _, err := m.Setup(ctx, secret, domain.Member{Login: ownerLogin, Name: "店長 田中"}, p.app.IDs.Token(passwordBytes))
	if err != nil {
		return err
	}
	colleague, secret, err := m.Invite(ctx, owner.Actor(), domain.Member{
		Login: memberLogin, Name: "さくら", Grants: map[string]domain.Role{accountID: domain.RoleMember},
	})
	if err != nil {
		return err
	}
	if colleague, _, err = m.Join(ctx, secret, colleague.Name, p.app.IDs.Token(passwordBytes)); err != nil {
		return err
	}
	p.actors[ownerLogin], p.actors[memberLogin] = owner.Actor(), colleague.Actor()
	return nil
}

func (p *player) play(ctx context.Context, t turn) error {
	user, line := p.friends[t.Friend].UserID, p.world.Platform()
	channel := p.result.Channel.ID
	var err error
	switch {
	case t.Follow:
		_, err = line.AddFriend(channel, p.friends[t.Friend])
	case t.In != "":
		_, err = line.SendText(channel, user, t.In)
	case t.Sticker != "":
		pack, id := sticker(t.Sticker)
		_, err = line.Send(channel, user, platform.Inbound{Sticker: &platform.Sticker{PackageID: pack, StickerID: id}})
	case t.Out != "":
		err = p.answer(ctx, t, user)
	}
	if err != nil {
		return err
	}
	return p.settle(ctx)
}

func (p *player) answer(ctx context.Context, t turn, user string) error {
	thread, err := p.thread(ctx, user)
	if err != nil {
		return err
	}
	_, err = p.app.Inbox.Send(ctx, p.actors[t.By], p.result.Account, thread, inbox.Answer{
		RequestID: "demo/" + t.At, Bubbles: []domain.Bubble{{Text: t.Out}},
	})
	return err
}

// thread finds a friend's conversation.
func (p *player) thread(ctx context.Context, user string) (conversationID string, err error) {
	err = p.app.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		ts, err := tx.ThreadsByLine(ctx, p.result.Account, []string{user})
		if err != nil {
			return err
		}
		if ts[user] == nil {
			return domain.E(domain.NotFound, "conversation.not_found")
		}
		conversationID = ts[user].Conversation.ID
		return nil
	})
	return conversationID, err
}

// settle waits until the webhooks are out, the jobs done and the answers at
// LINE, so that the next turn finds what a person would.
func (p *player) settle(ctx context.Context) error {
	const look, limit = 2 * time.Millisecond, 20 * time.Second
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		if err := p.world.Platform().Idle(ctx); err != nil {
			return err
		}
		busy := false
		err := p.app.DB.View(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			busy, err = tx.Busy(ctx)
			return err
		})
		if err != nil || !busy {
			return err
		}
		if err := p.clock.Sleep(ctx, look); err != nil {
			return err
		}
	}
}

// look marks as read what members have answered, so that the desk opens with a
// few conversations that wait.
func (p *player) look(ctx context.Context) error {
	actor := p.actors[ownerLogin]
	ts, _, err := p.app.Inbox.Threads(ctx, actor, p.result.Account, inbox.Query{Folder: store.FolderUnread, Limit: inbox.MaxPage})
	var errs []error
	for _, t := range ts {
		if t.Now.Sub(t.Conversation.Last.At) > 12*time.Hour {
			_, err := p.app.Inbox.Read(ctx, actor, p.result.Account, t.Conversation.ID)
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, err)...)
}
