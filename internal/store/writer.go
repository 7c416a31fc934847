package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// writer is the one writing connection of a SQLite database, with its
// statements kept prepared: the driver would otherwise compile the text anew on
// each call, which cost reception more than running it
// (docs/adr/0002-group-commit.md). It belongs to one goroutine.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn // nil until the first transaction, and after a failure
	stmts map[string]*sql.Stmt
}

// writerStatements is how many statements stay prepared. The store has fewer
// texts; should a change bring more, all are dropped and begin anew.
const writerStatements = 256

// begin opens a transaction that holds the write lock from the start.
func (w *writer) begin(ctx context.Context) error {
	if w.conn == nil {
		conn, err := w.db.Conn(ctx)
		if err != nil {
			return err
		}
		w.conn, w.stmts = conn, map[string]*sql.Stmt{}
	}
	if _, err := w.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return errors.Join(err, w.discard())
	}
	return nil
}

func (w *writer) commit(ctx context.Context) error {
	_, err := w.ExecContext(ctx, `COMMIT`)
	return err
}

// rollback undoes the transaction by giving up the connection: after a failure
// nobody can say what state it is in, and the next transaction opens another.
func (w *writer) rollback(ctx context.Context) error {
	// SQLite has rolled back by itself after some errors, such as a full disk;
	// then this fails, and that is fine.
	_, _ = w.ExecContext(ctx, `ROLLBACK`)
	return w.discard()
}

// discard closes the connection for good.
func (w *writer) discard() error {
	if w.conn == nil {
		return nil
	}
	err := w.forget()
	bad := w.conn.Raw(func(any) error { return driver.ErrBadConn }) // the pool drops it
	if !errors.Is(bad, driver.ErrBadConn) {
		err = errors.Join(err, bad)
	}
	if closed := w.conn.Close(); !errors.Is(closed, sql.ErrConnDone) {
		err = errors.Join(err, closed)
	}
	w.conn = nil
	return err
}

func (w *writer) forget() error {
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	clear(w.stmts)
	return errors.Join(errs...)
}

func (w *writer) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := w.stmts[query]; s != nil {
		return s, nil
	}
	if len(w.stmts) >= writerStatements {
		if err := w.forget(); err != nil {
			return nil, fmt.Errorf("close statements: %w", err)
		}
	}
	s, err := w.conn.PrepareContext(ctx, nameless(query))
	if err == nil {
		w.stmts[query] = s
	}
	return s, err
}

// nameless turns $1, $2 … into plain question marks where the n-th placeholder
// is $n, and leaves other texts alone. To SQLite, $1 is a name: the driver asks
// for the name of each parameter, and SQLite answers by walking a list, so that
// 1,800 parameters took half of the time of a batch.
func nameless(query string) string {
	var b strings.Builder
	rest, n := query, 0
	for {
		before, after, found := strings.Cut(rest, "$")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n++
		number := strconv.Itoa(n)
		after, ok := strings.CutPrefix(after, number)
		if !ok || (after != "" && '0' <= after[0] && after[0] <= '9') {
			return query
		}
		b.WriteByte('?')
		rest = after
	}
}

// ExecContext is the runner's.
func (w *writer) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := w.prepared(ctx, query) //nolint:sqlclosecheck // kept for the next time; forget closes it
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext is the runner's.
func (w *writer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := w.prepared(ctx, query) //nolint:sqlclosecheck // kept for the next time; forget closes it
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext is the runner's.
func (w *writer) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := w.prepared(ctx, query) //nolint:sqlclosecheck // kept for the next time; forget closes it
	if err != nil {
		return w.conn.QueryRowContext(ctx, query, args...) // fails in the same way
	}
	return s.QueryRowContext(ctx, args...)
}
