// Package account is about the LINE accounts of an installation: adding and
// changing them, and whether LINE and the webhook are well.
package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/deliver"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/inquiry"
	"ohenji/internal/job"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB        *store.DB
	Clock     *clock.Clock
	IDs       *id.Source
	Log       *slog.Logger
	Responder *responder.Service
	Deliver   *deliver.Engine
	Jobs      *job.Queue
	Inquiry   *inquiry.Desk
	// PublicURL is where LINE reaches this installation, without a slash at the
	// end.
	PublicURL string
}

// Service knows the accounts.
type Service struct{ Deps }

// New returns a service.
func New(d Deps) *Service { return &Service{d} }

// HookURL is the webhook address to enter at LINE.
func (s *Service) HookURL(key string) string { return s.PublicURL + "/hook/" + key }

// Accounts returns the accounts on which the actor has a role.
func (s *Service) Accounts(ctx context.Context, actor domain.Actor) ([]*domain.Account, error) {
	if actor.Kind == "" {
		return nil, domain.E(domain.Unauthorized, "session.required")
	}
	var all []*domain.Account
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		all, err = tx.Accounts(ctx)
		return err
	})
	return slices.DeleteFunc(all, func(a *domain.Account) bool { return actor.Role(a.ID) == "" }), err
}

// Account returns one account.
func (s *Service) Account(ctx context.Context, actor domain.Actor, accountID string) (a *domain.Account, err error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err = tx.Account(ctx, accountID)
		return err
	})
	return a, err
}

// Details describe an account to add.
type Details struct {
	Key     string
	Name    string
	Channel domain.Channel
}

// Create adds an account. LINE is asked first whether it knows the channel:
// wrong credentials are Invalid account.channel_refused. When LINE cannot be
// reached the account is added all the same, and checked later.
func (s *Service) Create(ctx context.Context, actor domain.Actor, n Details) (*domain.Account, error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	a := Build(n)
	if err := a.Validate(); err != nil {
		return nil, err
	}
	bot, err := s.Inquiry.BotInfo(ctx, a.Channel)
	if refused(err) {
		return nil, err
	}
	a.BotUserID, a.BasicID, a.ChatMode = bot.UserID, bot.BasicID, bot.ChatMode
	if err != nil {
		s.Log.WarnContext(ctx, "new account could not be checked with LINE yet", "key", a.Key, "error", err)
	}
	return a, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error { return s.Insert(ctx, tx, a) })
}

// refused reports that LINE does not know the credentials, in contrast to not
// having answered.
func refused(err error) bool { return err != nil && domain.KindOf(err) == domain.Invalid }

// Build is a new account with the default settings.
func Build(n Details) *domain.Account {
	return &domain.Account{
		Key: strings.TrimSpace(n.Key), Name: strings.TrimSpace(n.Name), Settings: domain.DefaultSettings(),
		Channel: domain.Channel{
			ID: strings.TrimSpace(n.Channel.ID), Secret: domain.Secret(strings.TrimSpace(string(n.Channel.Secret))),
		},
	}
}

// Insert stores a new account in the caller's transaction.
func (s *Service) Insert(ctx context.Context, tx *store.Tx, a *domain.Account) error {
	a.ID, a.CreatedAt, a.UpdatedAt = s.IDs.New("acc", tx.Now()), tx.Now(), tx.Now()
	if err := tx.InsertAccount(ctx, a); err != nil {
		return err
	}
	s.Responder.Changed(tx, domain.HintAccount, a.ID, "")
	tx.AfterCommit(func() { s.Deliver.Kick(a.ID) })
	return s.Jobs.Enqueue(ctx, tx, checkTask(a.ID))
}

// oldSecretLife is how long a replaced channel secret is still accepted on
// webhooks. It covers events under way and LINE's redeliveries, not more: a
// secret is often replaced because somebody else has it.
const oldSecretLife = 24 * time.Hour

// Change is what may be changed of an account; nil fields stay.
type Change struct {
	Name    *string
	Channel *domain.Channel // OldSecret is ignored
}

// Update changes an account. A new channel secret leaves the old one valid for
// webhooks: events signed with it may be under way.
func (s *Service) Update(ctx context.Context, actor domain.Actor, accountID string, c Change) (a *domain.Account, err error) {
	if err := actor.Owns(accountID); err != nil {
		return nil, err
	}
	if c.Channel != nil {
		if err := actor.Administers(); err != nil {
			return nil, err
		}
		if _, err := s.Inquiry.BotInfo(ctx, *c.Channel); refused(err) {
			return nil, err
		}
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if a, err = tx.LockAccount(ctx, accountID); err != nil {
			return err
		}
		return s.Apply(ctx, tx, a, c)
	})
	return a, err
}

// Apply stores a change of a locked account in the caller's transaction.
func (s *Service) Apply(ctx context.Context, tx *store.Tx, a *domain.Account, c Change) error {
	if c.Name != nil {
		a.Name = strings.TrimSpace(*c.Name)
	}
	if c.Channel != nil {
		if c.Channel.Secret != a.Channel.Secret {
			a.Channel.OldSecret, a.Channel.OldUntil = a.Channel.Secret, tx.Now().Add(oldSecretLife)
			a.Channel.Secret = c.Channel.Secret
		}
		a.Channel.ID = c.Channel.ID
	}
	if err := a.Validate(); err != nil {
		return err
	}
	a.UpdatedAt = tx.Now()
	s.Responder.Changed(tx, domain.HintAccount, a.ID, "")
	tx.AfterCommit(func() { s.Deliver.Forget(a.ID) })
	if err := tx.UpdateAccount(ctx, a); err != nil {
		return err
	}
	if c.Channel != nil {
		return s.Jobs.Enqueue(ctx, tx, checkTask(a.ID))
	}
	return nil
}

// JobCheck is the kind of job that asks LINE about an account.
const JobCheck = "account_check"

func checkTask(accountID string) job.Task {
	return job.Task{Kind: JobCheck, AccountID: accountID, Key: accountID, Payload: struct{}{}}
}

// Handlers are the jobs that this package does.
func (s *Service) Handlers() map[string]job.Handler { return map[string]job.Handler{JobCheck: s.check} }

// check stores what LINE says of an account.
func (s *Service) check(ctx context.Context, j store.Job) error {
	a, err := s.Account(ctx, domain.System(), j.AccountID)
	if err != nil {
		return err
	}
	bot, err := s.Inquiry.BotInfo(ctx, a.Channel)
	if refused(err) {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err) // the status page says so
	}
	if err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.LockAccount(ctx, j.AccountID)
		if err != nil || (a.BotUserID == bot.UserID && a.BasicID == bot.BasicID && a.ChatMode == bot.ChatMode) {
			return err
		}
		a.BotUserID, a.BasicID, a.ChatMode = bot.UserID, bot.BasicID, bot.ChatMode
		s.Responder.Changed(tx, domain.HintAccount, a.ID, "")
		return tx.UpdateAccount(ctx, a)
	})
}

// Status is how an account is doing.
type Status struct {
	HookURL  string
	Events   store.EventStats
	Quota    *inquiry.Quota // nil when LINE did not tell
	ChatMode string
	Problems []*domain.Error // each with a code that the desk explains
}

// recently is how long a refused signature is worth a warning.
const recently = 24 * time.Hour

// Status tells how an account is doing, from our books and from LINE's.
func (s *Service) Status(ctx context.Context, actor domain.Actor, accountID string) (Status, error) {
	a, err := s.Account(ctx, actor, accountID)
	if err != nil {
		return Status{}, err
	}
	st := Status{HookURL: s.HookURL(a.Key), ChatMode: a.ChatMode}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		st.Events, err = tx.EventStats(ctx, accountID)
		return err
	})
	if err != nil {
		return Status{}, err
	}
	if bad := st.Events.BadSignature; bad.Count > 0 && s.Clock.Now().Sub(bad.LastAt) < recently {
		st.Problems = append(st.Problems, domain.E(domain.Invalid, "hook.bad_signatures", "count", bad.Count))
	}
	if st.Events.LastAt.IsZero() {
		st.Problems = append(st.Problems, domain.E(domain.Invalid, "hook.no_events"))
	}
	if st.Events.SetAside > 0 {
		st.Problems = append(st.Problems, domain.E(domain.Internal, "hook.set_aside", "count", st.Events.SetAside))
	}
	if !a.Settings.ManagerOff {
		st.Problems = append(st.Problems, domain.E(domain.Invalid, "account.manager_may_answer"))
	}
	q, err := s.Inquiry.Quota(ctx, a.Channel)
	if e, ok := asError(err); ok {
		s.Log.WarnContext(ctx, "LINE does not tell the quota", "account_id", accountID, "error", err)
		st.Problems = append(st.Problems, e)
	} else {
		st.Quota = &q
	}
	return st, nil
}

func asError(err error) (*domain.Error, bool) { return errors.AsType[*domain.Error](err) }
