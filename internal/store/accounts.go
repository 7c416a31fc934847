package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

const accountColumns = `id, key, name, channel_id, channel_secret, channel_old_secret, channel_old_until, bot_user_id, chat_mode,
	settings, greeting, created_at, updated_at, greeting_back, basic_id`

func (tx *Tx) scanAccount(scan func(...any) error) (*domain.Account, error) {
	var a domain.Account
	var secret, old, settings, greeting, back string
	var created, updated, oldUntil int64
	err := scan(&a.ID, &a.Key, &a.Name, &a.Channel.ID, &secret, &old, &oldUntil, &a.BotUserID, &a.ChatMode,
		&settings, &greeting, &created, &updated, &back, &a.BasicID)
	if err != nil {
		return nil, err
	}
	if a.Channel.Secret, err = tx.unseal(secret, a.ID); err != nil {
		return nil, err
	}
	if a.Channel.OldSecret, err = tx.unseal(old, a.ID); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(settings), &a.Settings); err != nil {
		return nil, fmt.Errorf("settings of %s: %w", a.ID, err)
	}
	if err := json.Unmarshal([]byte(greeting), &a.Greeting); err != nil {
		return nil, fmt.Errorf("greeting of %s: %w", a.ID, err)
	}
	if err := json.Unmarshal([]byte(back), &a.GreetingBack); err != nil {
		return nil, fmt.Errorf("greeting on unblock of %s: %w", a.ID, err)
	}
	a.CreatedAt, a.UpdatedAt, a.Channel.OldUntil = moment(created), moment(updated), moment(oldUntil)
	return &a, nil
}

func (tx *Tx) unseal(text, accountID string) (domain.Secret, error) {
	if text == "" {
		return "", nil
	}
	plain, err := tx.db.Seal.Unseal(text, "accounts/"+accountID)
	if err != nil {
		return "", fmt.Errorf("channel secret of %s: %w", accountID, err)
	}
	return domain.Secret(plain), nil
}

func (tx *Tx) seal(s domain.Secret, accountID string) string {
	if s == "" {
		return ""
	}
	return tx.db.Seal.Seal(string(s), "accounts/"+accountID)
}

// Account returns one account, or NotFound account.not_found.
func (tx *Tx) Account(ctx context.Context, id string) (*domain.Account, error) {
	return tx.account(ctx, `SELECT `+accountColumns+` FROM accounts WHERE id = $1`, id)
}

// AccountByKey returns the account whose webhook path ends in key.
func (tx *Tx) AccountByKey(ctx context.Context, key string) (*domain.Account, error) {
	return tx.account(ctx, `SELECT `+accountColumns+` FROM accounts WHERE key = $1`, key)
}

func (tx *Tx) account(ctx context.Context, query, arg string) (*domain.Account, error) {
	a, err := tx.scanAccount(tx.run.QueryRowContext(ctx, query, arg).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, domain.E(domain.NotFound, "account.not_found")
	}
	return a, translate(err)
}

// Accounts returns all accounts, oldest first.
func (tx *Tx) Accounts(ctx context.Context) ([]*domain.Account, error) {
	var out []*domain.Account
	err := tx.rows(ctx, `SELECT `+accountColumns+` FROM accounts ORDER BY created_at, id`, nil, func(r *sql.Rows) error {
		a, err := tx.scanAccount(r.Scan)
		out = append(out, a)
		return err
	})
	return out, err
}

// InsertAccount stores a new account. A key or channel that is taken is a
// Conflict account.taken.
func (tx *Tx) InsertAccount(ctx context.Context, a *domain.Account) error {
	settings, greeting, back, err := accountJSON(a)
	if err != nil {
		return err
	}
	const q = `INSERT INTO accounts (id, key, name, channel_id, channel_secret, channel_old_secret, channel_old_until, bot_user_id, chat_mode,
		settings, greeting, created_at, updated_at, greeting_back, basic_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
	_, err = tx.exec(ctx, q, a.ID, a.Key, a.Name, a.Channel.ID, tx.seal(a.Channel.Secret, a.ID), tx.seal(a.Channel.OldSecret, a.ID),
		millis(a.Channel.OldUntil), a.BotUserID, a.ChatMode, settings, greeting, millis(a.CreatedAt), millis(a.UpdatedAt), back, a.BasicID)
	return accountTaken(err)
}

// UpdateAccount stores all fields of an account but its creation.
func (tx *Tx) UpdateAccount(ctx context.Context, a *domain.Account) error {
	settings, greeting, back, err := accountJSON(a)
	if err != nil {
		return err
	}
	const q = `UPDATE accounts SET key = $1, name = $2, channel_id = $3, channel_secret = $4, channel_old_secret = $5,
		channel_old_until = $6, bot_user_id = $7, chat_mode = $8, settings = $9, greeting = $10, updated_at = $11,
		greeting_back = $12, basic_id = $13 WHERE id = $14`
	n, err := tx.exec(ctx, q, a.Key, a.Name, a.Channel.ID, tx.seal(a.Channel.Secret, a.ID), tx.seal(a.Channel.OldSecret, a.ID),
		millis(a.Channel.OldUntil), a.BotUserID, a.ChatMode, settings, greeting, millis(a.UpdatedAt), back, a.BasicID, a.ID)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "account.not_found")
	}
	return accountTaken(err)
}

// LockAccount makes other transactions that lock the same account wait, so
// that what was read before a change is still true when it is written.
func (tx *Tx) LockAccount(ctx context.Context, id string) (*domain.Account, error) {
	return tx.account(ctx, `SELECT `+accountColumns+` FROM accounts WHERE id = $1`+tx.db.Dialect.lockRows, id)
}

func accountTaken(err error) error {
	if errors.Is(err, errConflict) {
		return domain.E(domain.Conflict, "account.taken").Because(err)
	}
	return err
}

func accountJSON(a *domain.Account) (settings, greeting, back string, err error) {
	s, errSettings := json.Marshal(a.Settings)
	g, errGreeting := json.Marshal(a.Greeting)
	b, errBack := json.Marshal(a.GreetingBack)
	return string(s), string(g), string(b), errors.Join(errSettings, errGreeting, errBack)
}

// AllHours returns the schedules of the account that were set, by name; "" is
// its own 応答時間.
func (tx *Tx) AllHours(ctx context.Context, accountID string) (map[string]hours.Schedule, error) {
	out := map[string]hours.Schedule{}
	err := tx.rows(ctx, `SELECT name, spec FROM hours WHERE account_id = $1`, []any{accountID}, func(r *sql.Rows) error {
		var name, spec string
		if err := r.Scan(&name, &spec); err != nil {
			return err
		}
		var s hours.Schedule
		if err := json.Unmarshal([]byte(spec), &s); err != nil { //nolint:musttag // slots, dates and holidays write themselves as text
			return fmt.Errorf("hours %q of %s: %w", name, accountID, err)
		}
		out[name] = s
		return nil
	})
	return out, err
}

// SetHours stores one schedule of the account.
func (tx *Tx) SetHours(ctx context.Context, accountID, name string, s hours.Schedule) error {
	spec, err := json.Marshal(s) //nolint:musttag // as above
	if err != nil {
		return err
	}
	const q = `INSERT INTO hours (account_id, name, spec, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, name) DO UPDATE SET spec = excluded.spec, updated_at = excluded.updated_at`
	_, err = tx.exec(ctx, q, accountID, name, string(spec), tx.now.UnixMilli())
	return err
}

// DeleteHours removes a named schedule, or fails with NotFound
// hours.not_found.
func (tx *Tx) DeleteHours(ctx context.Context, accountID, name string) error {
	n, err := tx.exec(ctx, `DELETE FROM hours WHERE account_id = $1 AND name = $2 AND name <> ''`, accountID, name)
	if err == nil && n == 0 {
		return domain.E(domain.NotFound, "hours.not_found")
	}
	return err
}
