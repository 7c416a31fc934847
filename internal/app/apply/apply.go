package apply

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"ohenji/internal/app/account"
	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
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
	Title   string // of the rule or the name of the schedule, when it is about one
}

// What is the kind of a step.
type What string

// The kinds of steps.
const (
	AddAccount         What = "account.add"
	ChangeAccount      What = "account.change"
	ChangeChannel      What = "channel.change"
	ChangeSettings     What = "settings.change"
	ChangeGreeting     What = "greeting.change"
	ChangeGreetingBack What = "greeting_back.change"
	ChangeHours        What = "hours.change"
	AddSchedule        What = "schedule.add"
	ChangeSchedule     What = "schedule.change"
	RemoveSchedule     What = "schedule.remove"
	AddRule            What = "rule.add"
	ChangeRule         What = "rule.change"
	MoveRule           What = "rule.move"
	RemoveRule         What = "rule.remove"
)

// Apply brings the installation to the file, all of it or nothing, and returns
// the steps that this took. With dryRun it only returns them. Accounts that the
// file does not name stay; of an account, what the file leaves out stays; a
// list of rules replaces the account's rules, which are told apart by their
// titles, and schedules replace its schedules. A faulty file fails with Faults.
func (s *Service) Apply(ctx context.Context, actor domain.Actor, r io.Reader, dryRun bool) ([]Step, error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	f, root, err := parse(r)
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
		c := checker{root: root}
		for i := range f.Accounts {
			a := &f.Accounts[i]
			p := &plan{Service: s, tx: tx, dry: dryRun, key: a.Key, want: &a.answers}
			err := p.whole(ctx, a)
			if domain.KindOf(err) == domain.Invalid {
				c.at(err, fmt.Sprintf("accounts[%d]", i))
			} else if err != nil {
				return fmt.Errorf("account %s: %w", a.Key, err)
			}
			steps = append(steps, p.steps...)
		}
		return c.err()
	})
	if err != nil {
		return nil, err
	}
	return steps, nil
}

// whole brings an account, which may be a new one, to what the file says of it.
func (p *plan) whole(ctx context.Context, f *fileAccount) error {
	a, err := p.tx.AccountByKey(ctx, f.Key)
	if err == nil && !p.dry {
		a, err = p.tx.LockAccount(ctx, a.ID)
	}
	if err != nil && !domain.IsNotFound(err) {
		return err
	}
	want := f.account()
	var c account.Change
	if err != nil {
		a = want
		err = p.add(ctx, a)
	} else {
		c = p.change(a, want)
	}
	if err != nil {
		return err
	}
	if p.have, err = hold(ctx, p.tx, a); err != nil {
		return err
	}
	return p.answers(ctx, c)
}

// add stores a new account, with its settings and greetings.
func (p *plan) add(ctx context.Context, a *domain.Account) error {
	p.step(AddAccount, "")
	p.begin(a)
	if p.dry {
		return nil
	}
	return p.Account.Insert(ctx, p.tx, a)
}

// change is what the file changes of the account itself.
func (p *plan) change(a, want *domain.Account) (c account.Change) {
	if want.Name != a.Name {
		p.step(ChangeAccount, "")
		c.Name = &want.Name
	}
	if want.Channel.ID != a.Channel.ID || want.Channel.Secret != a.Channel.Secret {
		p.step(ChangeChannel, "")
		c.Channel = &want.Channel
	}
	return c
}
