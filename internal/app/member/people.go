package member

import (
	"context"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// Members returns all members, for owners of the installation.
func (s *Service) Members(ctx context.Context, actor domain.Actor) (ms []*domain.Member, err error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		ms, err = tx.Members(ctx)
		return err
	})
	return ms, err
}

// Invite adds a member without a password and returns the secret of the
// one-time link with which that person sets one.
func (s *Service) Invite(ctx context.Context, actor domain.Actor, m domain.Member) (*domain.Member, string, error) {
	if err := actor.Administers(); err != nil {
		return nil, "", err
	}
	m.Login, m.Language = domain.CleanLogin(m.Login), "ja"
	if err := m.Validate(); err != nil {
		return nil, "", err
	}
	secret := s.IDs.Token(secretBytes)
	err := s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := accountsExist(ctx, tx, m.Grants); err != nil {
			return err
		}
		m.ID, m.CreatedAt, m.UpdatedAt = s.IDs.New("mem", tx.Now()), tx.Now(), tx.Now()
		if err := tx.InsertMember(ctx, &m); err != nil {
			return err
		}
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		return s.link(ctx, tx, secret, domain.LinkJoin, m.ID, joinLife)
	})
	return &m, secret, err
}

// InviteAgain makes a new one-time link for a member who lost the first or
// forgot the password; all sessions of that member end when it is used.
func (s *Service) InviteAgain(ctx context.Context, actor domain.Actor, memberID string) (string, error) {
	if err := actor.Administers(); err != nil {
		return "", err
	}
	secret := s.IDs.Token(secretBytes)
	return secret, s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Member(ctx, memberID); err != nil {
			return err
		}
		return s.link(ctx, tx, secret, domain.LinkJoin, memberID, joinLife)
	})
}

func accountsExist(ctx context.Context, tx *store.Tx, grants map[string]domain.Role) error {
	for accountID := range grants {
		if _, err := tx.Account(ctx, accountID); err != nil {
			return err
		}
	}
	return nil
}

// SetGrants changes what a member may do. The last owner of the installation
// stays one.
func (s *Service) SetGrants(ctx context.Context, actor domain.Actor, memberID string, admin bool, grants map[string]domain.Role) (m *domain.Member, err error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := accountsExist(ctx, tx, grants); err != nil {
			return err
		}
		if m, err = tx.LockMember(ctx, memberID); err != nil {
			return err
		}
		if m.Admin && !admin {
			if err := lastOwner(ctx, tx); err != nil {
				return err
			}
		}
		m.Admin, m.Grants, m.UpdatedAt = admin, grants, tx.Now()
		if err := m.Validate(); err != nil {
			return err
		}
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		return tx.UpdateMember(ctx, m)
	})
	return m, err
}

func lastOwner(ctx context.Context, tx *store.Tx) error {
	n, err := tx.LockAdmins(ctx)
	if err == nil && n <= 1 {
		return domain.E(domain.Conflict, "member.last_owner")
	}
	return err
}

// Remove deletes a member; what that member wrote stays, with the name.
func (s *Service) Remove(ctx context.Context, actor domain.Actor, memberID string) error {
	if err := actor.Administers(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		m, err := tx.Member(ctx, memberID)
		if err != nil {
			return err
		}
		if m.Admin {
			if err := lastOwner(ctx, tx); err != nil {
				return err
			}
		}
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		return tx.DeleteMember(ctx, memberID)
	})
}

// UpdateMe changes a member's own name and language; empty values stay.
func (s *Service) UpdateMe(ctx context.Context, actor domain.Actor, name, language string) (m *domain.Member, err error) {
	if actor.Kind != domain.ActorMember {
		return nil, domain.E(domain.Forbidden, "actor.member_only")
	}
	err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if m, err = tx.LockMember(ctx, actor.ID); err != nil {
			return err
		}
		if name != "" {
			m.Name = name
		}
		if language != "" {
			m.Language = language
		}
		m.UpdatedAt = tx.Now()
		if err := m.Validate(); err != nil {
			return err
		}
		tx.Hint(domain.Hint{Kind: domain.HintMembers})
		return tx.UpdateMember(ctx, m)
	})
	return m, err
}

// SetPassword changes a member's own password and ends all other sessions.
func (s *Service) SetPassword(ctx context.Context, actor domain.Actor, session, old, fresh string) error {
	if actor.Kind != domain.ActorMember {
		return domain.E(domain.Forbidden, "actor.member_only")
	}
	if err := domain.ValidatePassword(fresh); err != nil {
		return err
	}
	var m *domain.Member
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		m, err = tx.Member(ctx, actor.ID)
		return err
	})
	if err != nil {
		return err
	}
	if !s.throttle.allow(s.Clock.Now(), m.Login, "password") {
		return domain.E(domain.TooMany, "session.too_many_tries")
	}
	ok, err := s.passwords.check(ctx, m.PasswordHash, old)
	if err != nil {
		return err
	}
	if !ok && m.PasswordHash != "" {
		return domain.E(domain.Invalid, "member.password_wrong").At("old")
	}
	hashed, err := s.passwords.hash(ctx, fresh)
	if err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		m, err := tx.LockMember(ctx, actor.ID)
		if err != nil {
			return err
		}
		m.PasswordHash, m.UpdatedAt = hashed, tx.Now()
		if err := tx.UpdateMember(ctx, m); err != nil {
			return err
		}
		return tx.DeleteSessionsOf(ctx, m.ID, hash(session))
	})
}
