package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ohenji/internal/domain"
)

const memberColumns = `id, login, name, password_hash, admin, language, created_at, updated_at`

func scanMember(scan func(...any) error) (*domain.Member, error) {
	m := domain.Member{Grants: map[string]domain.Role{}}
	var created, updated int64
	err := scan(&m.ID, &m.Login, &m.Name, &m.PasswordHash, &m.Admin, &m.Language, &created, &updated)
	m.CreatedAt, m.UpdatedAt = moment(created), moment(updated)
	return &m, err
}

// Member returns one member with its grants, or NotFound member.not_found.
func (tx *Tx) Member(ctx context.Context, id string) (*domain.Member, error) {
	return tx.member(ctx, `SELECT `+memberColumns+` FROM members WHERE id = $1`, id)
}

// LockMember is Member for a transaction that will change the member: what it
// read, such as the grants, is still true when it is written.
func (tx *Tx) LockMember(ctx context.Context, id string) (*domain.Member, error) {
	return tx.member(ctx, `SELECT `+memberColumns+` FROM members WHERE id = $1`+tx.db.Dialect.lockRows, id)
}

// MemberByLogin returns the member with that login name.
func (tx *Tx) MemberByLogin(ctx context.Context, login string) (*domain.Member, error) {
	return tx.member(ctx, `SELECT `+memberColumns+` FROM members WHERE login = $1`, login)
}

func (tx *Tx) member(ctx context.Context, query, arg string) (*domain.Member, error) {
	m, err := scanMember(tx.run.QueryRowContext(ctx, query, arg).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, domain.E(domain.NotFound, "member.not_found")
	}
	if err != nil {
		return nil, translate(err)
	}
	const q = `SELECT member_id, account_id, role FROM grants WHERE member_id = $1 ORDER BY account_id`
	return m, tx.grants(ctx, q, []any{m.ID}, map[string]*domain.Member{m.ID: m})
}

// Members returns all members with their grants, oldest first.
func (tx *Tx) Members(ctx context.Context) ([]*domain.Member, error) {
	var out []*domain.Member
	byID := map[string]*domain.Member{}
	err := tx.rows(ctx, `SELECT `+memberColumns+` FROM members ORDER BY created_at, id`, nil, func(r *sql.Rows) error {
		m, err := scanMember(r.Scan)
		out, byID[m.ID] = append(out, m), m
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, tx.grants(ctx, `SELECT member_id, account_id, role FROM grants ORDER BY member_id, account_id`, nil, byID)
}

func (tx *Tx) grants(ctx context.Context, query string, args []any, into map[string]*domain.Member) error {
	return tx.rows(ctx, query, args, func(r *sql.Rows) error {
		var member, account string
		var role domain.Role
		err := r.Scan(&member, &account, &role)
		if m := into[member]; m != nil {
			m.Grants[account] = role
		}
		return err
	})
}

// InsertMember stores a new member with its grants. A login that is taken is a
// Conflict member.login_taken.
func (tx *Tx) InsertMember(ctx context.Context, m *domain.Member) error {
	const q = `INSERT INTO members (` + memberColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	_, err := tx.exec(ctx, q, m.ID, m.Login, m.Name, m.PasswordHash, m.Admin, m.Language, millis(m.CreatedAt), millis(m.UpdatedAt))
	if errors.Is(err, errConflict) {
		return domain.E(domain.Conflict, "member.login_taken").At("login").Because(err)
	}
	if err != nil {
		return err
	}
	return tx.setGrants(ctx, m)
}

// UpdateMember stores all fields of a member but login and creation.
func (tx *Tx) UpdateMember(ctx context.Context, m *domain.Member) error {
	const q = `UPDATE members SET name = $1, password_hash = $2, admin = $3, language = $4, updated_at = $5 WHERE id = $6`
	n, err := tx.exec(ctx, q, m.Name, m.PasswordHash, m.Admin, m.Language, millis(m.UpdatedAt), m.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return domain.E(domain.NotFound, "member.not_found")
	}
	return tx.setGrants(ctx, m)
}

func (tx *Tx) setGrants(ctx context.Context, m *domain.Member) error {
	if _, err := tx.exec(ctx, `DELETE FROM grants WHERE member_id = $1`, m.ID); err != nil {
		return err
	}
	for account, role := range m.Grants {
		const q = `INSERT INTO grants (member_id, account_id, role) VALUES ($1, $2, $3)`
		if _, err := tx.exec(ctx, q, m.ID, account, string(role)); err != nil {
			return err
		}
	}
	return nil
}

// DeleteMember removes a member and ends all its sessions and links.
func (tx *Tx) DeleteMember(ctx context.Context, id string) error {
	for _, q := range []string{
		`DELETE FROM grants WHERE member_id = $1`, `DELETE FROM sessions WHERE member_id = $1`, `DELETE FROM links WHERE member_id = $1`,
	} {
		if _, err := tx.exec(ctx, q, id); err != nil {
			return err
		}
	}
	n, err := tx.exec(ctx, `DELETE FROM members WHERE id = $1`, id)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "member.not_found")
	}
	return err
}

// CountAdmins tells whether the installation has an owner yet.
func (tx *Tx) CountAdmins(ctx context.Context) (int, error) {
	var n int
	_, err := tx.row(ctx, `SELECT COUNT(*) FROM members WHERE admin = $1`, []any{true}, &n)
	return n, err
}

// LockAdmins counts the owners of the installation for a transaction that may
// remove one: another such transaction waits.
func (tx *Tx) LockAdmins(ctx context.Context) (n int, err error) {
	q := `SELECT id FROM members WHERE admin = $1 ORDER BY id` + tx.db.Dialect.lockRows
	err = tx.rows(ctx, q, []any{true}, func(r *sql.Rows) error {
		var memberID string
		n++
		return r.Scan(&memberID)
	})
	return n, err
}

// InsertSession stores a log-in.
func (tx *Tx) InsertSession(ctx context.Context, s domain.Session) error {
	const q = `INSERT INTO sessions (hash, member_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`
	_, err := tx.exec(ctx, q, s.Hash, s.MemberID, millis(s.CreatedAt), millis(s.ExpiresAt))
	return err
}

// Session returns the live session with that hash, or Unauthorized
// session.required.
func (tx *Tx) Session(ctx context.Context, hash string) (domain.Session, error) {
	s := domain.Session{Hash: hash}
	var created, expires int64
	const q = `SELECT member_id, created_at, expires_at FROM sessions WHERE hash = $1 AND expires_at > $2`
	found, err := tx.row(ctx, q, []any{hash, tx.now.UnixMilli()}, &s.MemberID, &created, &expires)
	if err == nil && !found {
		err = domain.E(domain.Unauthorized, "session.required")
	}
	s.CreatedAt, s.ExpiresAt = moment(created), moment(expires)
	return s, err
}

// ExtendSession moves the end of a session.
func (tx *Tx) ExtendSession(ctx context.Context, hash string, until time.Time) error {
	_, err := tx.exec(ctx, `UPDATE sessions SET expires_at = $1 WHERE hash = $2`, millis(until), hash)
	return err
}

// DeleteSession ends one session; one that is gone already is fine.
func (tx *Tx) DeleteSession(ctx context.Context, hash string) error {
	_, err := tx.exec(ctx, `DELETE FROM sessions WHERE hash = $1`, hash)
	return err
}

// DeleteSessionsOf ends all sessions of a member but one ("" = really all).
func (tx *Tx) DeleteSessionsOf(ctx context.Context, memberID, except string) error {
	_, err := tx.exec(ctx, `DELETE FROM sessions WHERE member_id = $1 AND hash <> $2`, memberID, except)
	return err
}

// DeleteExpired forgets sessions and links whose time is over.
func (tx *Tx) DeleteExpired(ctx context.Context) error {
	if _, err := tx.exec(ctx, `DELETE FROM sessions WHERE expires_at <= $1`, tx.now.UnixMilli()); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM links WHERE expires_at <= $1`, tx.now.UnixMilli())
	return err
}

// InsertLink stores a one-time link.
func (tx *Tx) InsertLink(ctx context.Context, l domain.Link) error {
	const q = `INSERT INTO links (hash, purpose, member_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`
	_, err := tx.exec(ctx, q, l.Hash, string(l.Purpose), l.MemberID, millis(l.CreatedAt), millis(l.ExpiresAt))
	return err
}

// TakeLink uses a one-time link up and returns it. A link that is unknown, used
// or over is Unauthorized link.invalid.
func (tx *Tx) TakeLink(ctx context.Context, hash string, purpose domain.LinkPurpose) (domain.Link, error) {
	l := domain.Link{Hash: hash, Purpose: purpose}
	var created, expires int64
	const q = `DELETE FROM links WHERE hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING member_id, created_at, expires_at`
	found, err := tx.row(ctx, q, []any{hash, string(purpose), tx.now.UnixMilli()}, &l.MemberID, &created, &expires)
	if err == nil && !found {
		err = domain.E(domain.Unauthorized, "link.invalid")
	}
	l.CreatedAt, l.ExpiresAt = moment(created), moment(expires)
	return l, err
}

// DeleteLinks takes back all links of a purpose, so that only the newest works.
func (tx *Tx) DeleteLinks(ctx context.Context, purpose domain.LinkPurpose, memberID string) error {
	_, err := tx.exec(ctx, `DELETE FROM links WHERE purpose = $1 AND member_id = $2`, string(purpose), memberID)
	return err
}

const tokenColumns = `id, hash, name, admin, grants, created_at, last_used_at`

func scanToken(scan func(...any) error) (*domain.Token, error) {
	var t domain.Token
	var grants string
	var created, used int64
	if err := scan(&t.ID, &t.Hash, &t.Name, &t.Admin, &grants, &created, &used); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(grants), &t.Grants); err != nil {
		return nil, fmt.Errorf("grants of %s: %w", t.ID, err)
	}
	t.CreatedAt, t.LastUsedAt = moment(created), moment(used)
	return &t, nil
}

// InsertToken stores an API token.
func (tx *Tx) InsertToken(ctx context.Context, t *domain.Token) error {
	grants, err := json.Marshal(t.Grants)
	if err != nil {
		return err
	}
	const q = `INSERT INTO tokens (` + tokenColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	_, err = tx.exec(ctx, q, t.ID, t.Hash, t.Name, t.Admin, string(grants), millis(t.CreatedAt), millis(t.LastUsedAt))
	return err
}

// TokenByHash returns an API token, or Unauthorized token.invalid.
func (tx *Tx) TokenByHash(ctx context.Context, hash string) (*domain.Token, error) {
	t, err := scanToken(tx.run.QueryRowContext(ctx, `SELECT `+tokenColumns+` FROM tokens WHERE hash = $1`, hash).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, domain.E(domain.Unauthorized, "token.invalid")
	}
	return t, translate(err)
}

// Tokens returns all API tokens, oldest first.
func (tx *Tx) Tokens(ctx context.Context) ([]*domain.Token, error) {
	var out []*domain.Token
	err := tx.rows(ctx, `SELECT `+tokenColumns+` FROM tokens ORDER BY created_at, id`, nil, func(r *sql.Rows) error {
		t, err := scanToken(r.Scan)
		out = append(out, t)
		return err
	})
	return out, err
}

// TouchToken notes that a token was used.
func (tx *Tx) TouchToken(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `UPDATE tokens SET last_used_at = $1 WHERE id = $2`, tx.now.UnixMilli(), id)
	return err
}

// DeleteToken revokes an API token.
func (tx *Tx) DeleteToken(ctx context.Context, id string) error {
	n, err := tx.exec(ctx, `DELETE FROM tokens WHERE id = $1`, id)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "token.not_found")
	}
	return err
}
