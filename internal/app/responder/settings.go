package responder

import (
	"cmp"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Settings are the response settings with the greeting and what they mean now.
type Settings struct {
	domain.ResponseSettings
	Greeting     []domain.Bubble
	GreetingBack []domain.Bubble
	Now          reply.State
	NextOpening  string // as {次の営業開始} says it now; "" when there is none
}

// Settings returns an account's response settings.
func (s *Service) Settings(ctx context.Context, actor domain.Actor, accountID string) (Settings, error) {
	if err := actor.Sees(accountID); err != nil {
		return Settings{}, err
	}
	b, err := s.Book(ctx, accountID)
	if err != nil {
		return Settings{}, err
	}
	now := s.Clock.Now()
	return Settings{
		ResponseSettings: b.Account.Settings, Greeting: b.Account.Greeting, GreetingBack: b.Account.GreetingBack,
		Now:         reply.StateAt(b.Account.Settings, b.Hours, time.Time{}, now),
		NextOpening: b.Values(&domain.Contact{}, "", now).Fill(compose.NextOpening.Token()),
	}, nil
}

// SetSettings changes an account's response settings and greetings. A schedule
// that they name and nobody knows is Invalid hours.unknown.
func (s *Service) SetSettings(ctx context.Context, actor domain.Actor, accountID string, n NewSettings) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	if err := n.validate(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.LockAccount(ctx, accountID)
		if err != nil {
			return err
		}
		all, err := tx.AllHours(ctx, accountID)
		if err != nil {
			return err
		}
		if e := hoursUnknown(all, n.HoursName); e != nil {
			return e.At("hoursName")
		}
		if n.Uniform == domain.UniformRandom {
			n.UniformSeed = cmp.Or(n.UniformSeed, a.Settings.UniformSeed)
			s.Seed(&n.ResponseSettings)
		}
		a.Settings, a.Greeting, a.GreetingBack, a.UpdatedAt = n.ResponseSettings, n.Greeting, n.GreetingBack, tx.Now()
		s.Changed(tx, domain.HintSettings, accountID, "")
		return tx.UpdateAccount(ctx, a)
	})
}

// Seed makes the random choices of settings repeatable that have no seed yet.
func (s *Service) Seed(rs *domain.ResponseSettings) {
	if rs.Uniform == domain.UniformRandom && rs.UniformSeed == 0 {
		rs.UniformSeed = s.IDs.Seed()
	}
}

// NewSettings is what an owner sets. The zero UniformSeed keeps the one that is
// there, or makes one.
type NewSettings struct {
	domain.ResponseSettings
	Greeting     []domain.Bubble
	GreetingBack []domain.Bubble // for friends who unblock, with domain.GreetBackOwn
}

func (n *NewSettings) validate() error {
	return domain.Faults(
		n.Validate(), greetingFaults(n.Greeting, "greetingBubbles"), greetingFaults(n.GreetingBack, "greetingBackBubbles"),
	).OrNil()
}

// greetingFaults is what is wrong with a greeting, where there is one.
func greetingFaults(bs []domain.Bubble, field string) error {
	if len(bs) == 0 {
		return nil
	}
	es := domain.Faults(compose.Check(bs))
	for i, e := range es {
		es[i] = e.At(field + strings.TrimPrefix(e.Field, "bubbles"))
	}
	return es.OrNil()
}

// Hours returns one schedule of the account, by its name; "" is its own
// 応答時間. It fails with NotFound hours.not_found.
func (s *Service) Hours(ctx context.Context, actor domain.Actor, accountID, name string) (sched hours.Schedule, err error) {
	all, err := s.AllHours(ctx, actor, accountID)
	if err != nil {
		return sched, err
	}
	sched, ok := all[name]
	if !ok {
		return sched, domain.E(domain.NotFound, "hours.not_found")
	}
	return sched, nil
}

// AllHours returns all schedules of the account by name; the one without a name
// is always there.
func (s *Service) AllHours(ctx context.Context, actor domain.Actor, accountID string) (all map[string]hours.Schedule, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Account(ctx, accountID); err != nil {
			return err
		}
		all, err = tx.AllHours(ctx, accountID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, ok := all[""]; !ok {
		all[""] = hours.Default()
	}
	return all, nil
}

// Calendar tells what applies on each of the next days, from today on, by the
// schedule of a name; "" is the one without.
func (s *Service) Calendar(ctx context.Context, actor domain.Actor, accountID, name string, days int) ([]hours.Day, error) {
	sched, err := s.Hours(ctx, actor, accountID, name)
	if err != nil {
		return nil, err
	}
	h, err := hours.Compile(sched)
	if err != nil {
		return nil, err
	}
	return h.Calendar(s.Clock.Now(), days), nil
}

// MaxSchedules is how many named schedules one account may have.
const MaxSchedules = 50

// HoursNameFault is what is wrong with the name of a schedule, or nil:
// hours.name_length. The one that every account has, without a name, is not
// meant.
func HoursNameFault(name string) *domain.Error {
	if n := utf8.RuneCountInString(name); n == 0 || n > domain.MaxHoursName || name != strings.TrimSpace(name) {
		return domain.E(domain.Invalid, "hours.name_length", "max", domain.MaxHoursName, "count", n)
	}
	return nil
}

// hoursUnknown is hours.unknown when a schedule is named that is not there, or
// nil. The empty name is the one that every account has.
func hoursUnknown(schedules map[string]hours.Schedule, name string) *domain.Error {
	if _, ok := schedules[name]; ok || name == "" {
		return nil
	}
	return domain.E(domain.Invalid, "hours.unknown", "value", name)
}

// SetHours changes a schedule of the account, or adds one of a new name.
func (s *Service) SetHours(ctx context.Context, actor domain.Actor, accountID, name string, sched hours.Schedule) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	if e := HoursNameFault(name); e != nil && name != "" {
		return e.At("name")
	}
	if err := sched.Validate(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		all, err := tx.AllHours(ctx, accountID)
		if err != nil {
			return err
		}
		if _, known := all[name]; !known && len(all) > MaxSchedules {
			return domain.E(domain.Conflict, "hours.too_many", "max", MaxSchedules)
		}
		s.Changed(tx, domain.HintSettings, accountID, "")
		return tx.SetHours(ctx, accountID, name, sched.Canonical())
	})
}

// DeleteHours removes a named schedule. One that rules or the settings name
// stays: Conflict hours.in_use.
func (s *Service) DeleteHours(ctx context.Context, actor domain.Actor, accountID, name string) error {
	if err := actor.Owns(accountID); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.LockAccount(ctx, accountID)
		if err != nil {
			return err
		}
		if a.Settings.HoursName == name {
			return domain.E(domain.Conflict, "hours.in_use", "by", a.Name)
		}
		rules, err := tx.Rules(ctx, accountID)
		if err != nil {
			return err
		}
		for _, r := range rules {
			if r.Schedule != nil && r.Schedule.HoursName == name {
				return domain.E(domain.Conflict, "hours.in_use", "by", r.Title)
			}
		}
		s.Changed(tx, domain.HintSettings, accountID, "")
		return tx.DeleteHours(ctx, accountID, name)
	})
}
