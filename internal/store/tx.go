package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"ohenji/internal/domain"
)

// runner executes statements: *sql.DB, *sql.Conn or *sql.Tx.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Tx is one use case: it sees one moment and commits or fails as a whole.
type Tx struct {
	db    *DB
	run   runner
	now   time.Time
	hints []domain.Hint
	after []func()
}

// Now is the moment of the transaction, the same however often it is asked.
func (tx *Tx) Now() time.Time { return tx.now }

// Hint tells open pages, after the commit, what to fetch again.
func (tx *Tx) Hint(h domain.Hint) { tx.hints = append(tx.hints, h) }

// AfterCommit runs fn once the transaction is committed, and never otherwise.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

func (tx *Tx) committed() {
	if len(tx.hints) > 0 {
		tx.db.Publish(tx.hints)
	}
	for _, fn := range tx.after {
		fn()
	}
}

// Update runs fn in a transaction of its own. On SQLite, transactions that wait
// at the same time share one commit (and one fsync), each behind its own
// savepoint; on PostgreSQL a transaction that lost a deadlock is run again. fn
// may therefore run more than once and must not have effects outside tx; it
// must not call the network.
func (db *DB) Update(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if db.closed.Load() {
		return domain.E(domain.Unavailable, "database.closed")
	}
	if db.group != nil {
		return db.group.do(ctx, fn)
	}
	const tries = 5
	var err error
	for range tries {
		if err = db.updateAlone(ctx, fn); !retryable(err) {
			break
		}
	}
	return translate(err)
}

func (db *DB) updateAlone(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	t, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx := &Tx{db: db, run: t, now: db.Clock.Now()}
	if err := safely(ctx, tx, fn); err != nil {
		if rb := t.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("rollback: %w", rb))
		}
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	tx.committed()
	return nil
}

// View runs fn with reads only. On SQLite the reads of one View see one state
// of the database only as far as each statement goes; a use case that needs
// more takes Update.
func (db *DB) View(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if db.closed.Load() {
		return domain.E(domain.Unavailable, "database.closed")
	}
	return translate(fn(ctx, &Tx{db: db, run: db.read, now: db.Clock.Now()}))
}

// safely turns a panic of fn into an error, so that one use case cannot take
// the shared transaction of others with it.
func safely(ctx context.Context, tx *Tx, fn func(ctx context.Context, tx *Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	return fn(ctx, tx)
}

func (tx *Tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := tx.run.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, translate(err)
	}
	n, err := res.RowsAffected()
	return n, translate(err)
}

// row scans the single row of a query; found is false when there is none.
func (tx *Tx) row(ctx context.Context, query string, args []any, dest ...any) (found bool, err error) {
	err = tx.run.QueryRowContext(ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, translate(err)
}

// rows calls scan for each row of a query.
func (tx *Tx) rows(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) (err error) {
	rs, err := tx.run.QueryContext(ctx, query, args...)
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, translate(rs.Close())) }()
	for rs.Next() {
		if err := scan(rs); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
	}
	return translate(rs.Err())
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
