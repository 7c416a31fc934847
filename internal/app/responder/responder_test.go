package responder_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/id"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

type shop struct {
	t       *testing.T
	db      *store.DB
	clock   *clock.Clock
	rules   *responder.Service
	account *domain.Account
	owner   domain.Actor
	member  domain.Actor

	mu    sync.Mutex
	hints []domain.Hint
}

func each(t *testing.T, scenario func(t *testing.T, s *shop)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		s := &shop{t: t, clock: clock.New()}
		s.db = p.OpenWith(t, store.Options{Clock: s.clock, Publish: s.publish})
		s.rules = s.node()
		s.account = &domain.Account{
			ID: "acc_1", Key: "sakura", Name: "さくら珈琲店", Settings: domain.DefaultSettings(),
			Channel: domain.Channel{ID: "1650000001", Secret: "0123456789abcdef0123456789abcdef"},
		}
		err := s.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, s.account) })
		if err != nil {
			t.Fatal(err)
		}
		actor := func(role domain.Role) domain.Actor {
			return domain.Actor{Kind: domain.ActorMember, ID: "mem_1", Account: map[string]domain.Role{"acc_1": role}}
		}
		s.owner, s.member = actor(domain.RoleOwner), actor(domain.RoleMember)
		scenario(t, s)
	})
}

// node is a service as another process on the same database has it.
func (s *shop) node() *responder.Service {
	return responder.New(responder.Deps{DB: s.db, Clock: s.clock, IDs: id.New(rand.Reader), Log: slog.New(slog.DiscardHandler)})
}

func (s *shop) publish(hs []domain.Hint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hints = append(s.hints, hs...)
}

// told returns the hints since it was asked last.
func (s *shop) told() []domain.Hint {
	s.mu.Lock()
	defer s.mu.Unlock()
	hs := s.hints
	s.hints = nil
	return hs
}

func aRule(title string) domain.Rule {
	return domain.Rule{Title: title, Enabled: true, Keywords: []string{title}, Bubbles: []domain.Bubble{{Text: title + "です"}}}
}

func (s *shop) create(title string) domain.Rule {
	s.t.Helper()
	r, err := s.rules.CreateRule(s.t.Context(), s.owner, "acc_1", aRule(title))
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shop) titles() (out []string) {
	s.t.Helper()
	rs, err := s.rules.Rules(s.t.Context(), s.member, "acc_1")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range rs {
		out = append(out, r.Title)
	}
	return out
}

func wantCode(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	var found []string
	if many, ok := errors.AsType[domain.Errors](err); ok {
		for _, e := range many {
			found = append(found, e.Code)
		}
	} else if e, ok := errors.AsType[*domain.Error](err); ok {
		found = []string{e.Code}
	}
	if err == nil || domain.KindOf(err) != kind || !slices.Contains(found, code) {
		t.Errorf("the error is %v, want %s", err, code)
	}
}

func TestANewRuleComesBehindTheOthers(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		first := s.create("一")
		second, err := s.rules.CreateRule(t.Context(), s.owner, "acc_1", domain.Rule{
			Title: " 二 ", Enabled: true, Keywords: []string{" 何時 ", "何時", "場所"}, Bubbles: []domain.Bubble{{Text: " 10時 "}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if second.Title != "二" || !slices.Equal(second.Keywords, []string{"何時", "場所"}) {
			t.Errorf("it was stored as %q with %q", second.Title, second.Keywords)
		}
		if second.Bubbles[0].Text != " 10時 " {
			t.Errorf("what is sent was altered: %q", second.Bubbles[0].Text)
		}
		if second.ID == "" || second.ID == first.ID || second.Position <= first.Position || second.AccountID != "acc_1" || second.CreatedAt.IsZero() {
			t.Errorf("it is %+v behind %+v", second, first)
		}
		got, err := s.rules.Rule(t.Context(), s.member, "acc_1", second.ID)
		if err != nil || got.Title != "二" {
			t.Errorf("read again it is %+v, %v", got, err)
		}
		if got := s.titles(); !slices.Equal(got, []string{"一", "二"}) {
			t.Errorf("the order is %v", got)
		}
	})
}

func TestRulesThatAreCreatedAtOnceHaveAPlaceEach(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				if _, err := s.rules.CreateRule(t.Context(), s.owner, "acc_1", aRule(fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		rs, err := s.rules.Rules(t.Context(), s.owner, "acc_1")
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rs {
			if r.Position != i+1 {
				t.Errorf("number %d has the place %d", i+1, r.Position)
			}
		}
	})
}

func TestAChangedRuleKeepsItsPlaceAndBirthday(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		first := s.create("一")
		s.create("二")
		change := aRule("一改")
		change.ID, change.Position, change.AccountID = first.ID, 99, "acc_other"
		got, err := s.rules.UpdateRule(t.Context(), s.owner, "acc_1", change)
		if err != nil {
			t.Fatal(err)
		}
		if got.Position != first.Position || !got.CreatedAt.Equal(first.CreatedAt) || got.AccountID != "acc_1" {
			t.Errorf("it became %+v", got)
		}
		if got := s.titles(); !slices.Equal(got, []string{"一改", "二"}) {
			t.Errorf("the rules are %v", got)
		}
		if err := s.rules.DeleteRule(t.Context(), s.owner, "acc_1", first.ID); err != nil {
			t.Fatal(err)
		}
		if got := s.titles(); !slices.Equal(got, []string{"二"}) {
			t.Errorf("after a removal the rules are %v", got)
		}
		wantCode(t, s.rules.DeleteRule(t.Context(), s.owner, "acc_1", first.ID), domain.NotFound, "rule.not_found")
		_, err = s.rules.UpdateRule(t.Context(), s.owner, "acc_1", change)
		wantCode(t, err, domain.NotFound, "rule.not_found")
	})
}

func TestAFaultyRuleIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		good := s.create("一")
		bad := aRule("二")
		bad.Bubbles = nil
		_, err := s.rules.CreateRule(t.Context(), s.owner, "acc_1", bad)
		wantCode(t, err, domain.Invalid, "bubbles.count")
		bad.ID = good.ID
		_, err = s.rules.UpdateRule(t.Context(), s.owner, "acc_1", bad)
		wantCode(t, err, domain.Invalid, "bubbles.count")
		if got := s.titles(); !slices.Equal(got, []string{"一"}) {
			t.Errorf("the rules are %v", got)
		}
	})
}

func TestRulesArePutIntoOrder(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		a, b, c := s.create("a"), s.create("b"), s.create("c")
		if err := s.rules.OrderRules(t.Context(), s.owner, "acc_1", []string{c.ID, a.ID, b.ID}); err != nil {
			t.Fatal(err)
		}
		if got := s.titles(); !slices.Equal(got, []string{"c", "a", "b"}) {
			t.Errorf("the order is %v", got)
		}
	})
}

func TestAnOrderOfOtherRulesThanThereAreIsStale(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		a, b, c := s.create("a"), s.create("b"), s.create("c")
		for name, ids := range map[string][]string{
			"one is missing":         {c.ID, a.ID},
			"one is gone":            {c.ID, a.ID, b.ID, "rul_gone"},
			"one is another":         {c.ID, a.ID, "rul_gone"},
			"one is there twice":     {a.ID, b.ID, b.ID},
			"all and one once more":  {a.ID, b.ID, c.ID, c.ID},
			"none":                   nil,
			"an empty id in between": {a.ID, "", c.ID},
		} {
			t.Log(name)
			wantCode(t, s.rules.OrderRules(t.Context(), s.owner, "acc_1", ids), domain.Conflict, "rule.order_stale")
		}
		if got := s.titles(); !slices.Equal(got, []string{"a", "b", "c"}) {
			t.Errorf("the order is %v", got)
		}
	})
}

func TestSettingsAreCheckedAndStoredWithTheGreeting(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		want := domain.ResponseSettings{Chat: true, Hours: true, Inside: domain.Manual, Outside: domain.Auto, Greeting: true, ManualMinutes: 5}
		greeting := []domain.Bubble{{Text: "はじめまして"}}
		if err := s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: want, Greeting: greeting}); err != nil {
			t.Fatal(err)
		}
		bad := want
		bad.Inside = "both"
		wantCode(t, s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: bad, Greeting: greeting}), domain.Invalid, "settings.method_unknown")
		wantCode(t, s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: want, Greeting: []domain.Bubble{{}}}), domain.Invalid, "bubble.text_empty")
		long := []domain.Bubble{{Text: strings.Repeat("あ", 5001)}}
		wantCode(t, s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: want, Greeting: long}), domain.Invalid, "bubble.text_long")
		got, err := s.rules.Settings(t.Context(), s.member, "acc_1")
		if err != nil || got.ResponseSettings != want || !reflect.DeepEqual(got.Greeting, greeting) {
			t.Errorf("the settings are %+v, %v", got, err)
		}
		if err := s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: want}); err != nil {
			t.Errorf("without a greeting: %v", err)
		}
	})
}

func TestHoursAreCheckedAndStored(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		got, err := s.rules.Hours(t.Context(), s.member, "acc_1", "")
		if err != nil || len(got.Week) != 5 {
			t.Errorf("from the start they are %+v, %v", got, err)
		}
		want := hours.Schedule{Week: hours.Week{"sat": {{Start: 1020, End: 1500}, {Start: 600, End: 720}}, "sun": {}}}
		if err := s.rules.SetHours(t.Context(), s.owner, "acc_1", "", want); err != nil {
			t.Fatal(err)
		}
		got, err = s.rules.Hours(t.Context(), s.member, "acc_1", "")
		if err != nil || got.Zone != hours.DefaultZone || len(got.Week) != 1 || got.Week["sat"][0].Start != 600 {
			t.Errorf("they are %+v, %v", got, err)
		}
		wantCode(t, s.rules.SetHours(t.Context(), s.owner, "acc_1", "", hours.Schedule{Zone: "Mars/Olympus"}), domain.Invalid, "hours.zone_unknown")
		_, err = s.rules.Hours(t.Context(), domain.System(), "acc_x", "")
		wantCode(t, err, domain.NotFound, "account.not_found")
	})
}

func TestEachChangeIsInTheNextBookAndToldToOpenPages(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		book := func() *responder.Book {
			b, err := s.rules.Book(t.Context(), "acc_1")
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		s.told()
		first := book()
		if book() != first {
			t.Error("a book that nothing changed was compiled again")
		}
		byKey, err := s.rules.BookByKey(t.Context(), "sakura")
		if err != nil || byKey != first {
			t.Errorf("by its key it is another book, %v", err)
		}
		var r domain.Rule
		for _, c := range []struct {
			name string
			hint domain.HintKind
			do   func() error
		}{
			{"a new rule", domain.HintRules, func() error { r = s.create("一"); return nil }},
			{"a changed rule", domain.HintRules, func() error { _, err := s.rules.UpdateRule(t.Context(), s.owner, "acc_1", r); return err }},
			{"another order", domain.HintRules, func() error { return s.rules.OrderRules(t.Context(), s.owner, "acc_1", []string{r.ID}) }},
			{"a removed rule", domain.HintRules, func() error { return s.rules.DeleteRule(t.Context(), s.owner, "acc_1", r.ID) }},
			{"settings", domain.HintSettings, func() error {
				return s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: domain.DefaultSettings()})
			}},
			{"hours", domain.HintSettings, func() error { return s.rules.SetHours(t.Context(), s.owner, "acc_1", "", hours.Default()) }},
		} {
			before := book()
			if err := c.do(); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if book() == before {
				t.Errorf("%s: the book is the old one", c.name)
			}
			hs := s.told()
			if len(hs) != 1 || hs[0].Kind != c.hint || hs[0].AccountID != "acc_1" {
				t.Errorf("%s: told was %+v", c.name, hs)
			}
		}
	})
}

func TestAChangeThatFailsTellsNobody(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		before, err := s.rules.Book(t.Context(), "acc_1")
		if err != nil {
			t.Fatal(err)
		}
		s.told()
		if err := s.rules.DeleteRule(t.Context(), s.owner, "acc_1", "rul_x"); err == nil {
			t.Fatal("a rule that is not there was removed")
		}
		after, err := s.rules.Book(t.Context(), "acc_1")
		if err != nil || after != before || len(s.told()) != 0 {
			t.Errorf("the book was dropped or a page was told: %v", err)
		}
	})
}

func TestAnAccountThatIsNotThereHasNoBook(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		_, err := s.rules.Book(t.Context(), "acc_x")
		wantCode(t, err, domain.NotFound, "account.not_found")
		_, err = s.rules.BookByKey(t.Context(), "x")
		wantCode(t, err, domain.NotFound, "account.not_found")
	})
}

// Whoever loads a book while the account changes may get the old one, but must
// not keep it: when all is done, the next book has the last change.
func TestABookThatWasReadBeforeAChangeIsNotKept(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		stop := make(chan struct{})
		var readers sync.WaitGroup
		for range 3 {
			readers.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					if _, err := s.rules.Book(t.Context(), "acc_1"); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for i := range 60 {
			rs := domain.DefaultSettings()
			rs.ManualMinutes = i + 1
			if err := s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: rs}); err != nil {
				t.Fatal(err)
			}
			b, err := s.rules.Book(t.Context(), "acc_1")
			if err != nil || b.Account.Settings.ManualMinutes != i+1 {
				t.Fatalf("after change %d the book has %d, %v", i+1, b.Account.Settings.ManualMinutes, err)
			}
		}
		close(stop)
		readers.Wait()
	})
}

func TestAnotherNodeSeesAChangeOnceItIsTold(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		other := s.node()
		before, err := other.Book(t.Context(), "acc_1")
		if err != nil {
			t.Fatal(err)
		}
		rs := domain.DefaultSettings()
		rs.Chat = false
		if err := s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: rs}); err != nil {
			t.Fatal(err)
		}
		other.Forget("acc_1")
		after, err := other.Book(t.Context(), "acc_1")
		if err != nil || after.Account.Settings.Chat || !before.Account.Settings.Chat {
			t.Errorf("it sees %+v, %v", after, err)
		}
	})
}

func TestWhoMayReadAndChangeWhatAnAccountAnswers(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx, r := t.Context(), s.create("一")
		type use struct {
			reads bool
			do    func(a domain.Actor) error
		}
		uses := map[string]use{
			"Rules":      {true, func(a domain.Actor) error { _, err := s.rules.Rules(ctx, a, "acc_1"); return err }},
			"Rule":       {true, func(a domain.Actor) error { _, err := s.rules.Rule(ctx, a, "acc_1", r.ID); return err }},
			"Settings":   {true, func(a domain.Actor) error { _, err := s.rules.Settings(ctx, a, "acc_1"); return err }},
			"Hours":      {true, func(a domain.Actor) error { _, err := s.rules.Hours(ctx, a, "acc_1", ""); return err }},
			"CreateRule": {false, func(a domain.Actor) error { _, err := s.rules.CreateRule(ctx, a, "acc_1", aRule("二")); return err }},
			"UpdateRule": {false, func(a domain.Actor) error { _, err := s.rules.UpdateRule(ctx, a, "acc_1", r); return err }},
			"ChangeRule": {false, func(a domain.Actor) error {
				_, err := s.rules.ChangeRule(ctx, a, "acc_1", r.ID, responder.RuleChange{})
				return err
			}},
			"DeleteRule": {false, func(a domain.Actor) error { return s.rules.DeleteRule(ctx, a, "acc_1", r.ID) }},
			"OrderRules": {false, func(a domain.Actor) error { return s.rules.OrderRules(ctx, a, "acc_1", []string{r.ID}) }},
			"SetSettings": {false, func(a domain.Actor) error {
				return s.rules.SetSettings(ctx, a, "acc_1", responder.NewSettings{ResponseSettings: domain.DefaultSettings()})
			}},
			"SetHours": {false, func(a domain.Actor) error { return s.rules.SetHours(ctx, a, "acc_1", "", hours.Default()) }},
		}
		stranger := domain.Actor{Kind: domain.ActorMember, ID: "mem_2", Account: map[string]domain.Role{"acc_2": domain.RoleOwner}}
		for name, u := range uses {
			t.Log(name)
			wantCode(t, u.do(domain.Actor{}), domain.Unauthorized, "session.required")
			wantCode(t, u.do(stranger), domain.NotFound, "account.not_found")
			if err := u.do(s.member); u.reads && err != nil {
				t.Errorf("%s: a member got %v", name, err)
			} else if !u.reads {
				wantCode(t, err, domain.Forbidden, "actor.owner_only")
			}
		}
		if got := s.titles(); !slices.Equal(got, []string{"一"}) {
			t.Errorf("somebody changed the rules: %v", got)
		}
	})
}

func TestARuleOfAnotherAccountIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		r := s.create("一")
		second := *s.account
		second.ID, second.Key, second.Channel.ID = "acc_2", "momiji", "1650000002"
		err := s.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.InsertAccount(ctx, &second) })
		if err != nil {
			t.Fatal(err)
		}
		other := domain.Actor{Kind: domain.ActorMember, Account: map[string]domain.Role{"acc_2": domain.RoleOwner}}
		_, err = s.rules.Rule(t.Context(), other, "acc_2", r.ID)
		wantCode(t, err, domain.NotFound, "rule.not_found")
		_, err = s.rules.UpdateRule(t.Context(), other, "acc_2", r)
		wantCode(t, err, domain.NotFound, "rule.not_found")
		_, err = s.rules.ChangeRule(t.Context(), other, "acc_2", r.ID, responder.RuleChange{})
		wantCode(t, err, domain.NotFound, "rule.not_found")
		wantCode(t, s.rules.DeleteRule(t.Context(), other, "acc_2", r.ID), domain.NotFound, "rule.not_found")
		wantCode(t, s.rules.OrderRules(t.Context(), other, "acc_2", []string{r.ID}), domain.Conflict, "rule.order_stale")
	})
}
