package member

import (
	"context"
	"strings"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// TokenPrefix begins every API token, so that people and secret scanners
// recognise one.
const TokenPrefix = "ohj_"

// CreateToken makes an API token and returns its secret, which is shown once.
// Without grants the token may do everything.
func (s *Service) CreateToken(ctx context.Context, actor domain.Actor, name string, grants map[string]domain.Role) (*domain.Token, string, error) {
	if err := actor.Administers(); err != nil {
		return nil, "", err
	}
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > domain.MaxTokenName {
		return nil, "", domain.E(domain.Invalid, "token.name_length", "max", domain.MaxTokenName, "count", n).At("name")
	}
	for _, r := range grants {
		if !r.Valid() {
			return nil, "", domain.E(domain.Invalid, "member.role_unknown", "value", string(r)).At("grants")
		}
	}
	secret := TokenPrefix + s.IDs.Token(secretBytes)
	t := &domain.Token{Hash: hash(secret), Name: name, Admin: len(grants) == 0, Grants: grants}
	err := s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := accountsExist(ctx, tx, grants); err != nil {
			return err
		}
		t.ID, t.CreatedAt = s.IDs.New("tok", tx.Now()), tx.Now()
		return tx.InsertToken(ctx, t)
	})
	return t, secret, err
}

// ByToken returns the token behind an API token's secret, or Unauthorized
// token.invalid.
func (s *Service) ByToken(ctx context.Context, secret string) (t *domain.Token, err error) {
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err = tx.TokenByHash(ctx, hash(secret))
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.Clock.Now().Sub(t.LastUsedAt) > touchEvery {
		err = s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.TouchToken(ctx, t.ID) })
	}
	return t, err
}

// Tokens returns all API tokens.
func (s *Service) Tokens(ctx context.Context, actor domain.Actor) (ts []*domain.Token, err error) {
	if err := actor.Administers(); err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		ts, err = tx.Tokens(ctx)
		return err
	})
	return ts, err
}

// DeleteToken revokes an API token.
func (s *Service) DeleteToken(ctx context.Context, actor domain.Actor, tokenID string) error {
	if err := actor.Administers(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteToken(ctx, tokenID) })
}
