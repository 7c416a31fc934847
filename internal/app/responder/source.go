package responder

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Source is what a Book is compiled of.
type Source struct {
	Account   *domain.Account
	Schedules map[string]hours.Schedule
	Rules     []domain.Rule // in their order
}

// Source reads what an account answers with, or fails with NotFound
// account.not_found.
func (s *Service) Source(ctx context.Context, accountID string) (src *Source, err error) {
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.Account(ctx, accountID)
		if err != nil {
			return err
		}
		src, err = sourceOf(ctx, tx, a)
		return err
	})
	return src, err
}

func sourceOf(ctx context.Context, tx *store.Tx, a *domain.Account) (*Source, error) {
	schedules, err := tx.AllHours(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	rules, err := tx.Rules(ctx, a.ID)
	return &Source{a, schedules, rules}, err
}

// Book compiles the source.
func (src *Source) Book() (*Book, error) { return NewBook(src.Account, src.Schedules, src.Rules) }

// Draft is an edit of what an account answers that nobody has saved. The zero
// value changes nothing.
type Draft struct {
	Rule     *domain.Rule // takes the place of the rule of its id; without an id it is a new one
	Removed  []string     // ids of rules
	Order    []string     // ids of rules; those that are not named stand behind
	Settings *NewSettings
}

// IsZero reports whether the draft changes nothing.
func (d *Draft) IsZero() bool {
	return d.Rule == nil && d.Settings == nil && len(d.Removed)+len(d.Order) == 0
}

// NewRule is the id of a draft's rule that has none yet.
const NewRule = "new"

// With returns the source as it would be with the draft. It fails as saving
// would, with fields that begin with "edited.rule" and "settings".
func (src *Source) With(d Draft) (*Source, error) {
	out := &Source{src.Account, src.Schedules, slices.Clone(src.Rules)}
	faults := out.set(d.Settings)
	if d.Rule != nil {
		some, err := out.put(*d.Rule)
		if err != nil {
			return nil, err
		}
		faults = append(faults, some...)
	}
	out.remove(d.Removed)
	out.arrange(d.Order)
	return out, faults.OrNil()
}

// put is how a rule is saved.
func (src *Source) put(r domain.Rule) (domain.Errors, error) {
	Clean(&r)
	r.AccountID = src.Account.ID
	faults := within("edited.rule.", reply.Validate(&r))
	if r.Schedule != nil && r.Schedule.HoursName != "" {
		if _, ok := src.Schedules[r.Schedule.HoursName]; !ok {
			faults = append(faults, domain.E(domain.Invalid, "hours.unknown", "value", r.Schedule.HoursName).At("edited.rule.schedule.hoursName"))
		}
	}
	if r.ID == "" {
		r.ID, r.Position = NewRule, 1
		if n := len(src.Rules); n > 0 {
			r.Position = src.Rules[n-1].Position + 1
		}
		src.Rules = append(src.Rules, r)
		return faults, nil
	}
	at := slices.IndexFunc(src.Rules, func(o domain.Rule) bool { return o.ID == r.ID })
	if at < 0 {
		return nil, domain.E(domain.NotFound, "rule.not_found")
	}
	r.Position = src.Rules[at].Position
	src.Rules[at] = r
	return faults, nil
}

// set is how settings are saved.
func (src *Source) set(n *NewSettings) domain.Errors {
	if n == nil {
		return nil
	}
	faults := within("settings.", n.validate())
	if _, ok := src.Schedules[n.HoursName]; !ok && n.HoursName != "" {
		faults = append(faults, domain.E(domain.Invalid, "hours.unknown", "value", n.HoursName).At("settings.hoursName"))
	}
	a := *src.Account
	seed := cmp.Or(n.UniformSeed, a.Settings.UniformSeed)
	a.Settings, a.Greeting, a.GreetingBack = n.ResponseSettings, n.Greeting, n.GreetingBack
	a.Settings.UniformSeed = seed
	src.Account = &a
	return faults
}

func (src *Source) remove(ids []string) {
	gone := make(map[string]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	src.Rules = slices.DeleteFunc(src.Rules, func(r domain.Rule) bool { return gone[r.ID] })
}

func (src *Source) arrange(ids []string) {
	if len(ids) == 0 {
		return
	}
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i + 1
	}
	behind := len(ids) + 1
	slices.SortStableFunc(src.Rules, func(a, b domain.Rule) int {
		return cmp.Compare(cmp.Or(place[a.ID], behind), cmp.Or(place[b.ID], behind))
	})
	for i := range src.Rules {
		src.Rules[i].Position = i + 1
	}
}

// within puts a path before the fields of faults.
func within(path string, err error) domain.Errors {
	es, _ := errors.AsType[domain.Errors](err)
	for i, e := range es {
		es[i] = e.At(path + e.Field)
	}
	return es
}
