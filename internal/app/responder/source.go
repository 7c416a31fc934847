package responder

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Source is what a Book is compiled of.
type Source struct {
	Account   *domain.Account
	Schedules map[string]hours.Schedule
	Rules     []domain.Rule // in their order; their counts are as old as the source
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
func (src *Source) Book() (*Book, error) {
	a, rules := src.Account, src.Rules
	b := &Book{Source: src, Account: a, Named: map[string]*hours.Hours{}, Cooldowns: map[string]bool{}, RuleHours: map[string]string{}}
	var err error
	for name, schedule := range src.Schedules {
		if b.Named[name], err = hours.Compile(schedule); err != nil {
			return nil, fmt.Errorf("hours %q of %s: %w", name, a.ID, err)
		}
	}
	b.Hours = b.Named[a.Settings.HoursName]
	if b.Hours == nil {
		if b.Hours, err = hours.Compile(hours.Default()); err != nil {
			return nil, err
		}
	}
	delete(b.Named, "")
	if b.Rules, err = reply.Compile(rules); err != nil {
		return nil, fmt.Errorf("rules of %s: %w", a.ID, err)
	}
	b.Attributes = compose.UsesAttributes(a.Greeting) || compose.UsesAttributes(a.GreetingBack)
	for i := range rules {
		r := &rules[i]
		b.Tags = b.Tags || !r.Audience.IsZero()
		b.Attributes = b.Attributes || compose.UsesAttributes(r.Bubbles)
		if r.CooldownMinutes > 0 {
			b.Cooldowns[r.ID] = true
		}
		if r.Schedule != nil && r.Schedule.HoursName != "" {
			b.RuleHours[r.ID] = r.Schedule.HoursName
		}
	}
	return b, nil
}

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
	if r.Schedule != nil {
		if e := hoursUnknown(src.Schedules, r.Schedule.HoursName); e != nil {
			faults = append(faults, e.At("edited.rule.schedule.hoursName"))
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
	if e := hoursUnknown(src.Schedules, n.HoursName); e != nil {
		faults = append(faults, e.At("settings.hoursName"))
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
	es := domain.Faults(err)
	for i, e := range es {
		es[i] = e.At(path + e.Field)
	}
	return es
}
