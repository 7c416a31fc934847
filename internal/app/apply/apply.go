package apply

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"slices"

	"ohenji/internal/app/account"
	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB        *store.DB
	IDs       *id.Source
	Log       *slog.Logger
	Account   *account.Service
	Responder *responder.Service
}

// Service applies files.
type Service struct{ Deps }

// New returns a service.
func New(d Deps) *Service { return &Service{d} }

// Step is one change that a file asks for.
type Step struct {
	Account string // key
	What    What
	Title   string // of the rule, when it is about one
}

// What is the kind of a step.
type What string

// The kinds of steps.
const (
	AddAccount     What = "account.add"
	ChangeAccount  What = "account.change"
	ChangeChannel  What = "channel.change"
	ChangeSettings What = "settings.change"
	ChangeGreeting What = "greeting.change"
	ChangeHours    What = "hours.change"
	AddRule        What = "rule.add"
	ChangeRule     What = "rule.change"
	MoveRule       What = "rule.move"
	RemoveRule     What = "rule.remove"
)

// Apply brings the installation to the file, all of it or nothing, and returns
// the steps that this took. With dryRun it only returns them. Accounts that the
// file does not name stay; of an account, what the file leaves out stays; a
// list of rules replaces the account's rules, which are told apart by their
// titles. A faulty file fails with Faults.
func (s *Service) Apply(ctx context.Context, actor domain.Actor, r io.Reader, dryRun bool) ([]Step, error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	f, err := parse(r)
	if err != nil {
		return nil, err
	}
	var steps []Step
	run := s.DB.Update
	if dryRun {
		run = s.DB.View
	}
	err = run(ctx, func(ctx context.Context, tx *store.Tx) error {
		steps = nil
		for i := range f.Accounts {
			p := &plan{Service: s, tx: tx, dry: dryRun, file: &f.Accounts[i]}
			if err := p.account(ctx); err != nil {
				return fmt.Errorf("account %s: %w", f.Accounts[i].Key, err)
			}
			steps = append(steps, p.steps...)
		}
		return nil
	})
	return steps, err
}

// plan works out and makes the changes of one account.
type plan struct {
	*Service
	tx    *store.Tx
	dry   bool
	file  *fileAccount
	steps []Step
}

func (p *plan) step(w What, title string) {
	p.steps = append(p.steps, Step{Account: p.file.Key, What: w, Title: title})
}

func (p *plan) account(ctx context.Context) error {
	a, err := p.tx.AccountByKey(ctx, p.file.Key)
	switch {
	case domain.IsNotFound(err):
		if a, err = p.add(ctx); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if !p.dry {
			if a, err = p.tx.LockAccount(ctx, a.ID); err != nil {
				return err
			}
		}
		if err := p.change(ctx, a); err != nil {
			return err
		}
	}
	if err := p.hours(ctx, a); err != nil {
		return err
	}
	return p.rules(ctx, a)
}

func (p *plan) add(ctx context.Context) (*domain.Account, error) {
	p.step(AddAccount, "")
	a := p.file.account(domain.DefaultSettings())
	if p.dry {
		return a, nil
	}
	return a, p.Account.Insert(ctx, p.tx, a)
}

func (p *plan) change(ctx context.Context, a *domain.Account) error {
	want := p.file.account(a.Settings)
	var c account.Change
	if want.Name != a.Name {
		p.step(ChangeAccount, "")
		c.Name = &want.Name
	}
	if want.Channel.ID != a.Channel.ID || want.Channel.Secret != a.Channel.Secret {
		p.step(ChangeChannel, "")
		c.Channel = &want.Channel
	}
	if want.Settings != a.Settings {
		p.step(ChangeSettings, "")
		a.Settings = want.Settings
	}
	if p.file.Greeting != nil && !domain.SameBubbles(want.Greeting, a.Greeting) {
		p.step(ChangeGreeting, "")
		a.Greeting = want.Greeting
	}
	if p.dry || len(p.steps) == 0 {
		return nil
	}
	return p.Account.Apply(ctx, p.tx, a, c)
}

func (p *plan) hours(ctx context.Context, a *domain.Account) error {
	if p.file.Hours == nil {
		return nil
	}
	want, have := p.file.Hours.Canonical(), hours.Default()
	if a.ID != "" {
		var err error
		if have, err = p.tx.Hours(ctx, a.ID, ""); err != nil {
			return err
		}
	}
	if reflect.DeepEqual(have.Canonical(), want) {
		return nil
	}
	p.step(ChangeHours, "")
	if p.dry {
		return nil
	}
	p.Responder.Changed(p.tx, domain.HintSettings, a.ID, "")
	return p.tx.SetHours(ctx, a.ID, "", want)
}

func (p *plan) rules(ctx context.Context, a *domain.Account) error {
	if p.file.Rules == nil {
		return nil
	}
	if n := len(*p.file.Rules); n > responder.MaxRules {
		return domain.E(domain.Invalid, "rule.too_many", "max", responder.MaxRules)
	}
	before, have := len(p.steps), map[string]domain.Rule{}
	if a.ID != "" {
		all, err := p.tx.Rules(ctx, a.ID)
		if err != nil {
			return err
		}
		for _, r := range all {
			if _, twice := have[r.Title]; twice { // made in the desk; the file knows one by that title
				if err := p.remove(ctx, r); err != nil {
					return err
				}
				continue
			}
			have[r.Title] = r
		}
	}
	var fresh []domain.Rule
	for i, fr := range *p.file.Rules {
		want := fr.rule()
		old, exists := have[want.Title]
		delete(have, want.Title)
		want.Position, want.AccountID, want.UpdatedAt = i+1, a.ID, p.tx.Now()
		if !exists {
			p.step(AddRule, want.Title)
			want.ID, want.CreatedAt = p.IDs.New("rul", p.tx.Now()), p.tx.Now()
			fresh = append(fresh, want)
			continue
		}
		if err := p.changeRule(ctx, old, want); err != nil {
			return err
		}
	}
	for _, r := range sortedByPosition(have) {
		if err := p.remove(ctx, r); err != nil {
			return err
		}
	}
	if p.dry || len(p.steps) == before {
		return nil
	}
	p.Responder.Changed(p.tx, domain.HintRules, a.ID, "")
	return p.tx.InsertRules(ctx, fresh)
}

func (p *plan) changeRule(ctx context.Context, old, want domain.Rule) error {
	same := old.Enabled == want.Enabled && slices.Equal(old.Keywords, want.Keywords) && domain.SameBubbles(old.Bubbles, want.Bubbles)
	switch {
	case !same:
		p.step(ChangeRule, want.Title)
	case old.Position != want.Position:
		p.step(MoveRule, want.Title)
	default:
		return nil
	}
	if p.dry {
		return nil
	}
	want.ID, want.CreatedAt = old.ID, old.CreatedAt
	return p.tx.UpdateRule(ctx, want)
}

func (p *plan) remove(ctx context.Context, r domain.Rule) error {
	p.step(RemoveRule, r.Title)
	if p.dry {
		return nil
	}
	return p.tx.DeleteRule(ctx, r.AccountID, r.ID)
}

func sortedByPosition(rules map[string]domain.Rule) []domain.Rule {
	var out []domain.Rule
	for _, r := range rules {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b domain.Rule) int { return a.Position - b.Position })
	return out
}
