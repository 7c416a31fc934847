// Package member is about people and tokens: who may come in, as whom, and how
// the first owner and new members do so by one-time links.
package member

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB    *store.DB
	Clock *clock.Clock
	IDs   *id.Source
	Log   *slog.Logger
}

// Service knows members, sessions, links and API tokens.
type Service struct {
	Deps
	passwords *passwords
	throttle  *throttle
}

// New returns a service.
func New(d Deps) *Service {
	return &Service{Deps: d, passwords: newPasswords(d.IDs), throttle: newThrottle()}
}

// How long things live.
const (
	SessionLife = 30 * 24 * time.Hour // slides while it is used
	setupLife   = 24 * time.Hour
	joinLife    = 7 * 24 * time.Hour
	loginLife   = 24 * time.Hour
	// touchEvery bounds how often the use of a session or token is written.
	touchEvery = time.Hour
)

// hash is what is stored of a secret that we made ourselves. The secrets have
// 256 random bits, so a plain digest is enough.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

const secretBytes = 32

// Login checks a login name and password and begins a session. source is the
// address the attempt came from, for slowing down guesses. The answer to an
// unknown login takes as long as to a wrong password.
func (s *Service) Login(ctx context.Context, login, password, source string) (*domain.Member, string, error) {
	login = domain.CleanLogin(login)
	if !s.throttle.allow(s.Clock.Now(), login, source) {
		return nil, "", domain.E(domain.TooMany, "session.too_many_tries")
	}
	m, err := s.memberByLogin(ctx, login)
	if err != nil && !domain.IsNotFound(err) {
		return nil, "", err
	}
	stored := ""
	if m != nil {
		stored = m.PasswordHash
	}
	ok, err := s.passwords.check(ctx, stored, password)
	if err != nil {
		return nil, "", err
	}
	if !ok || m == nil {
		return nil, "", domain.E(domain.Unauthorized, "session.wrong_login")
	}
	s.throttle.forgive(login)
	secret, err := s.begin(ctx, m.ID)
	return m, secret, err
}

func (s *Service) memberByLogin(ctx context.Context, login string) (m *domain.Member, err error) {
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		m, err = tx.MemberByLogin(ctx, login)
		return err
	})
	return m, err
}

// begin starts a session and returns its secret for the cookie.
func (s *Service) begin(ctx context.Context, memberID string) (secret string, err error) {
	secret = s.IDs.Token(secretBytes)
	return secret, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.DeleteExpired(ctx); err != nil {
			return err
		}
		return tx.InsertSession(ctx, domain.Session{
			Hash: hash(secret), MemberID: memberID, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(SessionLife),
		})
	})
}

// BySession returns the member behind a session's secret, or Unauthorized
// session.required.
func (s *Service) BySession(ctx context.Context, secret string) (m *domain.Member, err error) {
	var session domain.Session
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		session, err = tx.Session(ctx, hash(secret))
		if err != nil {
			return err
		}
		m, err = tx.Member(ctx, session.MemberID)
		return err
	})
	if domain.IsNotFound(err) {
		return nil, domain.E(domain.Unauthorized, "session.required")
	}
	if err != nil {
		return nil, err
	}
	if until := s.Clock.Now().Add(SessionLife); until.Sub(session.ExpiresAt) > touchEvery {
		err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.ExtendSession(ctx, session.Hash, until)
		})
	}
	return m, err
}

// Logout ends a session.
func (s *Service) Logout(ctx context.Context, secret string) error {
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.DeleteSession(ctx, hash(secret))
	})
}

// SetupNeeded tells whether the installation has no owner yet.
func (s *Service) SetupNeeded(ctx context.Context) (needed bool, err error) {
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.CountAdmins(ctx)
		needed = n == 0
		return err
	})
	return needed, err
}

// SetupLink makes the one-time link secret with which the owner is created; an
// earlier one no longer works. It fails with Conflict setup.done when there is
// an owner.
func (s *Service) SetupLink(ctx context.Context) (string, error) {
	secret := s.IDs.Token(secretBytes)
	return secret, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.CountAdmins(ctx)
		if err != nil {
			return err
		}
		if n > 0 {
			return domain.E(domain.Conflict, "setup.done")
		}
		return s.link(ctx, tx, secret, domain.LinkSetup, "", setupLife)
	})
}

// LoginLink makes a one-time log-in link secret for a member; an earlier one no
// longer works.
func (s *Service) LoginLink(ctx context.Context, login string) (string, error) {
	secret := s.IDs.Token(secretBytes)
	return secret, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		m, err := tx.MemberByLogin(ctx, domain.CleanLogin(login))
		if err != nil {
			return err
		}
		return s.link(ctx, tx, secret, domain.LinkLogin, m.ID, loginLife)
	})
}

func (s *Service) link(ctx context.Context, tx *store.Tx, secret string, p domain.LinkPurpose, memberID string, life time.Duration) error {
	if err := tx.DeleteLinks(ctx, p, memberID); err != nil {
		return err
	}
	return tx.InsertLink(ctx, domain.Link{
		Hash: hash(secret), Purpose: p, MemberID: memberID, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(life),
	})
}

// Setup creates the owner with a setup link's secret and begins a session.
func (s *Service) Setup(ctx context.Context, secret string, m domain.Member, password string) (*domain.Member, string, error) {
	m.Login, m.Admin = domain.CleanLogin(m.Login), true
	return s.comeIn(ctx, &m, password, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.TakeLink(ctx, hash(secret), domain.LinkSetup); err != nil {
			return err
		}
		n, err := tx.CountAdmins(ctx)
		if err != nil {
			return err
		}
		if n > 0 {
			return domain.E(domain.Conflict, "setup.done")
		}
		m.ID, m.CreatedAt, m.UpdatedAt = s.IDs.New("mem", tx.Now()), tx.Now(), tx.Now()
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		return tx.InsertMember(ctx, &m)
	})
}

// comeIn checks what a person typed, stores the member by do and begins a
// session.
func (s *Service) comeIn(ctx context.Context, m *domain.Member, password string, do func(context.Context, *store.Tx) error) (*domain.Member, string, error) {
	if m.Language == "" {
		m.Language = "ja"
	}
	var faults domain.Errors
	if err := m.Validate(); err != nil {
		errors.As(err, &faults)
	}
	if e, ok := errors.AsType[*domain.Error](domain.ValidatePassword(password)); ok {
		faults = append(faults, e)
	}
	if err := faults.OrNil(); err != nil {
		return nil, "", err
	}
	var err error
	if m.PasswordHash, err = s.passwords.hash(ctx, password); err != nil {
		return nil, "", err
	}
	if err := s.DB.Update(ctx, do); err != nil {
		return nil, "", err
	}
	secret, err := s.begin(ctx, m.ID)
	return m, secret, err
}

// ByLink logs a member in with a one-time link's secret.
func (s *Service) ByLink(ctx context.Context, secret string) (m *domain.Member, session string, err error) {
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		l, err := tx.TakeLink(ctx, hash(secret), domain.LinkLogin)
		if err != nil {
			return err
		}
		m, err = tx.Member(ctx, l.MemberID)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	session, err = s.begin(ctx, m.ID)
	return m, session, err
}

// Join sets an invited member's name and first password with the invitation's
// secret, and begins a session.
func (s *Service) Join(ctx context.Context, secret, name, password string) (*domain.Member, string, error) {
	m := &domain.Member{Login: "joining", Name: name}
	return s.comeIn(ctx, m, password, func(ctx context.Context, tx *store.Tx) error {
		l, err := tx.TakeLink(ctx, hash(secret), domain.LinkJoin)
		if err != nil {
			return err
		}
		stored, err := tx.LockMember(ctx, l.MemberID)
		if err != nil {
			return err
		}
		stored.Name, stored.PasswordHash, stored.UpdatedAt = m.Name, m.PasswordHash, tx.Now()
		*m = *stored
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		if err := tx.DeleteSessionsOf(ctx, stored.ID, ""); err != nil {
			return err
		}
		return tx.UpdateMember(ctx, stored)
	})
}
