package apply

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"ohenji/internal/app/account"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/store"
)

// plan works out and makes the changes of one account.
type plan struct {
	*Service
	tx    *store.Tx
	dry   bool
	merge bool // nothing is removed, and rules keep their places
	key   string
	want  *answers
	have  held
	steps []Step
}

func (p *plan) step(w What, title string) {
	p.steps = append(p.steps, Step{Account: p.key, What: w, Title: title})
}

// hold reads what the account answers now; with an account that is not stored
// yet, what a new one does.
func hold(ctx context.Context, tx *store.Tx, a *domain.Account) (held, error) {
	h := held{account: a, hours: map[string]hours.Schedule{}}
	var err error
	if a.ID != "" {
		if h.hours, err = tx.AllHours(ctx, a.ID); err != nil {
			return h, err
		}
		if h.rules, err = tx.Rules(ctx, a.ID); err != nil {
			return h, err
		}
	}
	if _, ok := h.hours[""]; !ok {
		h.hours[""] = hours.Default()
	}
	return h, nil
}

// answers makes all changes but those of the account itself, for which c is.
// Faults, if there are any, come before any change.
func (p *plan) answers(ctx context.Context, c account.Change) error {
	rules := p.ruleChanges()
	schedules := p.schedules()
	if err := p.want.unknownHours(p.want.settings(p.have.account.Settings), held{account: p.have.account, hours: schedules, rules: rules.untouched}); err != nil {
		return err
	}
	if err := p.account(ctx, c); err != nil {
		return err
	}
	if err := p.setHours(ctx, schedules); err != nil {
		return err
	}
	return p.rules(ctx, rules)
}

// begin gives an account that is not stored yet its settings and greetings.
func (p *plan) begin(a *domain.Account) {
	a.Settings = p.want.settings(a.Settings)
	p.Responder.Seed(&a.Settings)
	if p.want.Greeting != nil {
		a.Greeting = p.want.Greeting.Bubbles
	}
	if p.want.GreetingBack != nil {
		a.GreetingBack = p.want.GreetingBack.Bubbles
	}
}

// account changes settings and greetings, and stores the account with what else
// changes of it.
func (p *plan) account(ctx context.Context, c account.Change) error {
	a, before := p.have.account, len(p.steps)
	if want := p.want.settings(a.Settings); standard(want) != standard(a.Settings) {
		p.step(ChangeSettings, "")
		a.Settings = want
		p.Responder.Seed(&a.Settings)
	}
	if g := p.want.Greeting; g != nil && !domain.SameBubbles(g.Bubbles, a.Greeting) {
		p.step(ChangeGreeting, "")
		a.Greeting = g.Bubbles
	}
	if g := p.want.GreetingBack; g != nil && !domain.SameBubbles(g.Bubbles, a.GreetingBack) {
		p.step(ChangeGreetingBack, "")
		a.GreetingBack = g.Bubbles
	}
	if p.dry || len(p.steps) == before && c == (account.Change{}) {
		return nil
	}
	if len(p.steps) > before {
		p.Responder.Changed(p.tx, domain.HintSettings, a.ID, "")
	}
	return p.Account.Apply(ctx, p.tx, a, c)
}

// schedules are those that there will be, by name.
func (p *plan) schedules() map[string]hours.Schedule {
	next := maps.Clone(p.have.hours)
	if p.want.Hours != nil {
		next[""] = p.want.Hours.Canonical()
	}
	if p.want.Schedules == nil {
		return next
	}
	if !p.merge {
		maps.DeleteFunc(next, func(name string, _ hours.Schedule) bool {
			_, stays := (*p.want.Schedules)[name]
			return name != "" && !stays
		})
	}
	for name, schedule := range *p.want.Schedules {
		next[name] = schedule.Canonical()
	}
	return next
}

func (p *plan) setHours(ctx context.Context, next map[string]hours.Schedule) error {
	a, before := p.have.account, len(p.steps)
	for _, name := range slices.Sorted(maps.Keys(next)) {
		old, exists := p.have.hours[name]
		switch {
		case exists && reflect.DeepEqual(old.Canonical(), next[name].Canonical()):
			continue
		case name == "":
			p.step(ChangeHours, "")
		case exists:
			p.step(ChangeSchedule, name)
		default:
			p.step(AddSchedule, name)
		}
		if p.dry {
			continue
		}
		if err := p.tx.SetHours(ctx, a.ID, name, next[name]); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.have.hours)) {
		if _, stays := next[name]; stays {
			continue
		}
		p.step(RemoveSchedule, name)
		if p.dry {
			continue
		}
		if err := p.tx.DeleteHours(ctx, a.ID, name); err != nil {
			return err
		}
	}
	if !p.dry && len(p.steps) > before {
		p.Responder.Changed(p.tx, domain.HintSettings, a.ID, "")
	}
	return nil
}
