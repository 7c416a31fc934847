package inbox_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/app/inbox"
	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/id"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// desk is an account with one conversation. Nothing leaves it: the engine does
// not run.
type desk struct {
	t      *testing.T
	db     *store.DB
	clock  *clock.Clock
	ids    *id.Source
	inbox  *inbox.Service
	rules  *responder.Service
	thread *store.Thread
}

var (
	owner    = actor("mem_owner", "店長", domain.RoleOwner)
	sato     = actor("mem_sato", "佐藤", domain.RoleMember)
	suzuki   = actor("mem_suzuki", "鈴木", domain.RoleMember)
	stranger = domain.Actor{Kind: domain.ActorMember, ID: "mem_x", Account: map[string]domain.Role{"acc_2": domain.RoleOwner}}
	script   = domain.Actor{Kind: domain.ActorToken, ID: "tok_1", Name: "script", Account: map[string]domain.Role{"acc_1": domain.RoleMember}}
)

func actor(id, name string, role domain.Role) domain.Actor {
	return domain.Actor{Kind: domain.ActorMember, ID: id, Name: name, Account: map[string]domain.Role{"acc_1": role}}
}

func each(t *testing.T, scenario func(t *testing.T, d *desk)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		d := &desk{t: t, clock: clock.New(), ids: id.New(rand.Reader)}
		d.db = p.Open(t, d.clock)
		log := slog.New(slog.DiscardHandler)
		d.rules = responder.New(responder.Deps{DB: d.db, Clock: d.clock, IDs: d.ids, Log: log})
		d.inbox = inbox.New(inbox.Deps{
			DB: d.db, Clock: d.clock, IDs: d.ids, Log: log, Responder: d.rules,
			Deliver: deliver.New(deliver.Deps{DB: d.db, Clock: d.clock, IDs: d.ids, Log: log}),
		})
		d.thread = d.conversation("acc_1", "1650000001", "花子")
		scenario(t, d)
	})
}

// conversation makes an account and somebody who has written to it.
func (d *desk) conversation(accountID, channel, name string) *store.Thread {
	d.t.Helper()
	now := d.clock.Now()
	a := &domain.Account{
		ID: accountID, Key: accountID[4:], Name: "さくら珈琲店", Settings: domain.DefaultSettings(),
		Channel: domain.Channel{ID: channel, Secret: "0123456789abcdef0123456789abcdef"}, CreatedAt: now, UpdatedAt: now,
	}
	th := &store.Thread{
		Contact: domain.Contact{
			ID: "con_" + accountID, AccountID: accountID, LineUserID: "U" + accountID, Friend: domain.Friend,
			Profile: domain.Profile{Name: name, FetchedAt: now}, CreatedAt: now, UpdatedAt: now,
		},
		Conversation: domain.Conversation{
			ID: "cnv_" + accountID, AccountID: accountID, ContactID: "con_" + accountID, Status: domain.StatusOpen, CreatedAt: now, UpdatedAt: now,
		},
	}
	d.update(func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.InsertAccount(ctx, a), tx.InsertThreads(ctx, []*store.Thread{th}))
	})
	return th
}

func (d *desk) update(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Update(d.t.Context(), fn); err != nil {
		d.t.Fatal(err)
	}
}

// wrote stores a message in the conversation and returns its id.
func (d *desk) wrote(by domain.Sender, text string) string {
	d.t.Helper()
	d.clock.Advance(time.Second)
	m := &domain.Message{
		ID: d.ids.New("msg", d.clock.Now()), AccountID: "acc_1", ConversationID: d.thread.Conversation.ID, Direction: domain.In,
		Kind: "text", Text: text, Sender: by, At: d.clock.Now(), CreatedAt: d.clock.Now(),
	}
	if by.Kind != domain.SenderFriend {
		m.Direction = domain.Out
	}
	d.update(func(ctx context.Context, tx *store.Tx) error { return tx.InsertMessages(ctx, []*domain.Message{m}) })
	return m.ID
}

// says lets the friend write.
func (d *desk) says(text string) string {
	d.t.Helper()
	return d.wrote(domain.Sender{Kind: domain.SenderFriend, ID: d.thread.Contact.ID}, text)
}

// answers sends an answer by hand; seen is what was on the screen.
func (d *desk) answers(by domain.Actor, requestID, text, seen string) error {
	_, err := d.inbox.Send(d.t.Context(), by, "acc_1", d.thread.Conversation.ID, inbox.Answer{
		RequestID: requestID, Bubbles: []domain.Bubble{{Text: text}}, Seen: seen,
	})
	return err
}

func codes(err error) (out []string) {
	if many, ok := errors.AsType[domain.Errors](err); ok {
		for _, e := range many {
			out = append(out, e.Code+" "+e.Field)
		}
	} else if e, ok := errors.AsType[*domain.Error](err); ok {
		out = []string{e.Code}
	}
	return out
}

func wantCode(t *testing.T, err error, want ...string) {
	t.Helper()
	if got := codes(err); err == nil && len(want) > 0 || !slices.Equal(got, want) {
		t.Errorf("the error is %v (%q), want %q", err, got, want)
	}
}

func TestWhatMembersKeepAboutAContactIsTidy(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		cnv := d.thread.Conversation.ID
		got, err := d.inbox.SetContactData(t.Context(), sato, "acc_1", cnv, inbox.ContactData{
			Tags: []string{" VIP ", "新規", "VIP"}, Attributes: map[string]string{"\t誕生日\n": " 4月1日 ", "空": "  "},
		})
		if err != nil || !slices.Equal(got.Tags, []string{"VIP", "新規"}) || !maps.Equal(got.Attributes, map[string]string{"誕生日": "4月1日"}) {
			t.Errorf("kept as %+v, %v", got, err)
		}
		again, err := d.inbox.ContactData(t.Context(), suzuki, "acc_1", cnv)
		if err != nil || !slices.Equal(again.Tags, got.Tags) || !maps.Equal(again.Attributes, got.Attributes) {
			t.Errorf("read again it is %+v, %v", again, err)
		}
		tags, names, err := d.inbox.ContactWords(t.Context(), owner, "acc_1")
		if err != nil || !slices.Equal(tags, []string{"VIP", "新規"}) || !slices.Equal(names, []string{"誕生日"}) {
			t.Errorf("offered are %q and %q, %v", tags, names, err)
		}
	})
}

func TestLimitsOfWhatIsKeptAboutAContact(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		x := func(n int) string { return strings.Repeat("あ", n) }
		numbered := func(n int) (tags []string, attributes map[string]string) {
			attributes = map[string]string{}
			for i := range n {
				tags = append(tags, fmt.Sprint(i))
				attributes[fmt.Sprint(i)] = "a"
			}
			return tags, attributes
		}
		hundred, _ := numbered(100)
		more, _ := numbered(101)
		_, fifty := numbered(50)
		_, fiftyOne := numbered(51)
		for name, c := range map[string]struct {
			data inbox.ContactData
			want []string
		}{
			"all that fits":         {inbox.ContactData{Tags: hundred, Attributes: fifty}, nil},
			"long ones that fit":    {inbox.ContactData{Tags: []string{x(50)}, Attributes: map[string]string{x(50): x(1000)}}, nil},
			"a tag too many":        {inbox.ContactData{Tags: more}, []string{"contact.tags_many tags"}},
			"an attribute too many": {inbox.ContactData{Attributes: fiftyOne}, []string{"contact.attributes_many attributes"}},
			"long and empty tags":   {inbox.ContactData{Tags: []string{x(51), " "}}, []string{"rule.tag_length tags[0]", "rule.tag_length tags[1]"}},
			"a long name":           {inbox.ContactData{Attributes: map[string]string{x(51): "a"}}, []string{"contact.attribute_name attributes." + x(51)}},
			"a long content":        {inbox.ContactData{Attributes: map[string]string{"a": x(1001)}}, []string{"contact.attribute_length attributes.a"}},
			"names that texts cannot say": {
				inbox.ContactData{Tags: []string{""}, Attributes: map[string]string{"a|b": "1", "{a": "1", "": "1"}},
				[]string{"rule.tag_length tags[0]", "contact.attribute_name attributes.", "contact.attribute_name attributes.a|b", "contact.attribute_name attributes.{a"},
			},
		} {
			t.Log(name)
			_, err := d.inbox.SetContactData(t.Context(), sato, "acc_1", d.thread.Conversation.ID, c.data)
			wantCode(t, err, c.want...)
		}
	})
}

func TestWhatIsKeptAboutAContactIsNotForOthers(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		other := d.conversation("acc_2", "1650000002", "梅")
		data := inbox.ContactData{Tags: []string{"VIP"}}
		for _, c := range []struct {
			by              domain.Actor
			account, thread string
			want            string
		}{
			{stranger, "acc_1", d.thread.Conversation.ID, "account.not_found"},
			{sato, "acc_1", other.Conversation.ID, "conversation.not_found"},
			{domain.Actor{}, "acc_1", d.thread.Conversation.ID, "session.required"},
		} {
			_, err := d.inbox.ContactData(t.Context(), c.by, c.account, c.thread)
			wantCode(t, err, c.want)
			_, err = d.inbox.SetContactData(t.Context(), c.by, c.account, c.thread, data)
			wantCode(t, err, c.want)
		}
		_, _, err := d.inbox.ContactWords(t.Context(), stranger, "acc_1")
		wantCode(t, err, "account.not_found")
		got, err := d.inbox.ContactData(t.Context(), stranger, "acc_2", other.Conversation.ID)
		if err != nil || len(got.Tags) != 0 {
			t.Errorf("kept are %+v, %v", got, err)
		}
	})
}

func TestAColleaguesAnswerSinceTheScreenWasReadIsAWarning(t *testing.T) {
	by := func(a domain.Actor) domain.Sender {
		return domain.Sender{Kind: domain.SenderMember, ID: a.ID, Name: a.Name}
	}
	for name, c := range map[string]struct {
		then func(d *desk)
		want []string
	}{
		"nobody answered":                   {func(d *desk) { d.says("もしもし") }, nil},
		"a colleague answered":              {func(d *desk) { d.wrote(by(suzuki), "はい") }, []string{"answer.colleague"}},
		"a colleague, and the friend again": {func(d *desk) { d.wrote(by(suzuki), "はい"); d.says("どうも") }, []string{"answer.colleague"}},
		"the writer answered":               {func(d *desk) { d.wrote(by(sato), "はい") }, nil},
		"a rule answered":                   {func(d *desk) { d.wrote(domain.Sender{Kind: domain.SenderRule, ID: "rul_1"}, "自動") }, nil},
		"the greeting went out":             {func(d *desk) { d.wrote(domain.Sender{Kind: domain.SenderGreeting}, "ようこそ") }, nil},
		"a program answered":                {func(d *desk) { d.wrote(domain.Sender{Kind: domain.SenderAPI, ID: "tok_1"}, "はい") }, nil},
		"a colleague, long ago": {func(d *desk) {
			d.wrote(by(suzuki), "はい")
			for i := range 30 {
				d.says(fmt.Sprint(i))
			}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, d *desk) {
				d.wrote(by(suzuki), "前の話")
				seen := d.says("予約できますか")
				c.then(d)
				wantCode(t, d.answers(sato, "1", "はい", seen), c.want...)
				if len(c.want) > 0 { // whoever has read the warning sends it again
					wantCode(t, d.answers(sato, "1", "はい", ""))
				}
			})
		})
	}
}

func TestTheColleagueIsNamedWithTheTime(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		seen := d.says("予約できますか")
		wantCode(t, d.answers(suzuki, "1", "はい", seen))
		d.clock.Advance(12 * time.Second)
		e, ok := errors.AsType[*domain.Error](d.answers(sato, "2", "はい", seen))
		if !ok || e.Kind != domain.Conflict || e.Params["name"] != "鈴木" || e.Params["seconds"] != 12 {
			t.Errorf("the warning is %v with %v", e, e.Params)
		}
		// Repeating an answer that was sent is no new answer.
		wantCode(t, d.answers(suzuki, "1", "はい", seen))
	})
}

// settings changes the account's response settings.
func (d *desk) settings(change func(*domain.ResponseSettings)) {
	d.t.Helper()
	s := domain.DefaultSettings()
	change(&s)
	if err := d.rules.SetSettings(d.t.Context(), owner, "acc_1", responder.NewSettings{ResponseSettings: s}); err != nil {
		d.t.Fatal(err)
	}
}

// goTo shifts the clock to the next such time of a Monday in Tokyo.
func (d *desk) goTo(hour, minute int) time.Time {
	tokyo := time.FixedZone("Asia/Tokyo", 9*60*60)
	now := d.clock.Now().In(tokyo)
	then := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, tokyo)
	for then.Weekday() != time.Monday || !then.After(now) {
		then = then.AddDate(0, 0, 1)
	}
	d.clock.Advance(then.Sub(now))
	return then
}

func TestHowLongAMemberHasAConversation(t *testing.T) {
	const hour = time.Hour
	closing := func(s *domain.ResponseSettings) {
		s.Hours, s.ManualEnd, s.ManualMinutes = true, domain.ManualByClosing, 45
	}
	for name, c := range map[string]struct {
		settings     func(*domain.ResponseSettings)
		hour, minute int
		want         time.Duration // 0 is until a member ends it
	}{
		"by time":                     {func(s *domain.ResponseSettings) { s.ManualMinutes = 30 }, 12, 0, hour / 2},
		"by time, outside hours":      {func(s *domain.ResponseSettings) { s.Hours, s.ManualMinutes = true, 30 }, 21, 0, hour / 2},
		"by hand":                     {func(s *domain.ResponseSettings) { s.ManualEnd = domain.ManualByHand }, 12, 0, 0},
		"until closing":               {closing, 12, 0, 7 * hour},
		"until closing, just before":  {closing, 18, 59, time.Minute},
		"at closing time by time":     {closing, 19, 0, 45 * time.Minute},
		"before opening by time":      {closing, 9, 59, 45 * time.Minute},
		"until closing, hours off":    {func(s *domain.ResponseSettings) { closing(s); s.Hours = false }, 12, 0, 45 * time.Minute},
		"until another's closing":     {func(s *domain.ResponseSettings) { closing(s); s.HoursName = "電話" }, 12, 0, hour},
		"outside another's, by time":  {func(s *domain.ResponseSettings) { closing(s); s.HoursName = "電話" }, 14, 0, 45 * time.Minute},
		"never closing, so it's time": {func(s *domain.ResponseSettings) { closing(s); s.HoursName = "毎日" }, 12, 0, 45 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, d *desk) {
				d.schedules()
				d.settings(c.settings)
				from := d.goTo(c.hour, c.minute)
				until := from.Add(c.want)
				if c.want == 0 {
					until = domain.Endless()
				}
				taken, err := d.inbox.TakeManual(t.Context(), sato, "acc_1", d.thread.Conversation.ID)
				if err != nil || !near(taken.Conversation.Manual.Until, until) || taken.Conversation.Manual.By.Name != "佐藤" {
					t.Errorf("taken until %+v, %v; want %s", taken.Conversation.Manual, err, until)
				}
				given, err := d.inbox.EndManual(t.Context(), suzuki, "acc_1", d.thread.Conversation.ID)
				if err != nil || given.Conversation.Manual.Open(d.clock.Now()) {
					t.Errorf("given back it is %+v, %v", given.Conversation.Manual, err)
				}
				wantCode(t, d.answers(script, "1", "はい", ""))
				got, err := d.inbox.Thread(t.Context(), sato, "acc_1", d.thread.Conversation.ID)
				if m := got.Conversation.Manual; err != nil || !near(m.Until, until) || m.By.Kind != domain.SenderAPI {
					t.Errorf("an answer opened %+v, %v; want until %s", m, err, until)
				}
			})
		})
	}
}

// near allows for the time that the test takes.
func near(a, b time.Time) bool { return a.Sub(b).Abs() < 20*time.Second }

// schedules are the shop's, a shorter one for the telephone, and one that never
// closes.
func (d *desk) schedules() {
	d.t.Helper()
	always := hours.Schedule{Week: hours.Week{}}
	for _, day := range hours.Days() {
		always.Week[day] = []hours.Slot{{Start: 0, End: 24 * 60}}
	}
	for name, s := range map[string]hours.Schedule{
		"": hours.Default(), "電話": {Week: hours.Week{"mon": {{Start: 9 * 60, End: 13 * 60}}}}, "毎日": always,
	} {
		if err := d.rules.SetHours(d.t.Context(), owner, "acc_1", name, s); err != nil {
			d.t.Fatal(err)
		}
	}
}

func TestWhatRulesWereAboutToSayIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		asked := d.says("こんにちは")
		c := &d.thread.Conversation
		c.Late = []domain.LateAnswer{{
			EventID: "e1", MessageID: asked, Bubbles: []domain.Bubble{{Text: "{友だちの表示名}さん"}}, Given: `{"outcome":"silent","reason":"manual_window"}`,
		}}
		d.update(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(
				tx.SetDecision(ctx, asked, `{"outcome":"answered","reason":"rule"}`, "rule"),
				tx.SaveConversations(ctx, []*domain.Conversation{c}),
			)
		})
		got, err := d.inbox.TakeManual(t.Context(), sato, "acc_1", c.ID)
		if err != nil || len(got.Conversation.Late) != 0 {
			t.Errorf("still waiting: %+v, %v", got.Conversation.Late, err)
		}
		ms, _, err := d.inbox.Messages(t.Context(), sato, "acc_1", c.ID, "", 10)
		if err != nil || len(ms) != 1 || ms[0].Reason != "manual_window" || !strings.Contains(string(ms[0].Decision), "silent") {
			t.Errorf("the message says %+v, %v", ms, err)
		}
	})
}
