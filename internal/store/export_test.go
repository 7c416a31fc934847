package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"
)

// What tests outside the package need of its inside.

// Migration is one numbered file.
type Migration = migration

// NewMigration makes one that no file holds.
func NewMigration(version int, name, text, checksum string) Migration {
	return migration{version: version, name: name, sql: text, checksum: checksum}
}

// Text is the migration's SQL.
func (m migration) Text() string { return m.sql }

// Name is the migration's file.
func (m migration) Name() string { return m.name }

// Checksum is what the database remembers of it.
func (m migration) Checksum() string { return m.checksum }

// Migrations are the program's own.
func Migrations() ([]Migration, error) { return migrations() }

// ApplyMigrations brings the schema to these, as the start of another program
// would.
func (db *DB) ApplyMigrations(ctx context.Context, all []Migration) error {
	if db.group != nil {
		db.write.SetMaxOpenConns(2) // the first belongs to the writer
	}
	return db.applyMigrations(ctx, all)
}

// Raw runs a statement that no method has, for reading what is really stored.
func (tx *Tx) Raw(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	return tx.rows(ctx, query, args, scan)
}

// Exec runs a statement that no method has.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) error {
	_, err := tx.exec(ctx, query, args...)
	return err
}

// ReadSetting reads a PRAGMA of a reading connection.
func (db *DB) ReadSetting(ctx context.Context, name string) (value string, err error) {
	err = db.read.QueryRowContext(ctx, "PRAGMA "+name).Scan(&value)
	return value, err
}

// WriteForReading tries to write through the reading pool.
func (db *DB) WriteForReading(ctx context.Context, query string) error {
	_, err := db.read.ExecContext(ctx, query)
	return translate(err)
}

// Statement is one that was run.
type Statement struct {
	Text string
	Args []any
}

// recorder notes what runs through it.
type recorder struct {
	runner
	seen []Statement
}

func (r *recorder) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	r.seen = append(r.seen, Statement{query, args})
	return r.runner.ExecContext(ctx, query, args...)
}

func (r *recorder) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.seen = append(r.seen, Statement{query, args})
	return r.runner.QueryContext(ctx, query, args...)
}

func (r *recorder) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	r.seen = append(r.seen, Statement{query, args})
	return r.runner.QueryRowContext(ctx, query, args...)
}

// Plans returns how the database runs the statements of fn, one text each, and
// undoes what fn did. PostgreSQL is told to scan no table as long as there is
// another way, since it rightly scans the small tables of tests.
func (db *DB) Plans(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) ([]string, error) {
	return db.plans(ctx, true, fn)
}

// PlansOfItsOwn are Plans of a database that chooses freely, for tables as big
// as those of an installation.
func (db *DB) PlansOfItsOwn(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) ([]string, error) {
	return db.plans(ctx, false, fn)
}

func (db *DB) plans(ctx context.Context, small bool, fn func(ctx context.Context, tx *Tx) error) (plans []string, err error) {
	done := errors.New("undo")
	err = db.Update(ctx, func(ctx context.Context, tx *Tx) error {
		rec := &recorder{runner: tx.run}
		if err := fn(ctx, &Tx{db: db, run: rec, now: tx.now}); err != nil {
			return err
		}
		for _, s := range rec.seen {
			plan, err := tx.plan(ctx, s, small)
			if err != nil {
				return fmt.Errorf("plan of %s: %w", s.Text, err)
			}
			plans = append(plans, plan)
		}
		return done
	})
	if errors.Is(err, done) {
		err = nil
	}
	return plans, err
}

func (tx *Tx) plan(ctx context.Context, s Statement, small bool) (string, error) {
	var lines []string
	if tx.db.Dialect.Name == "sqlite" {
		err := tx.rows(ctx, "EXPLAIN QUERY PLAN "+s.Text, s.Args, func(r *sql.Rows) error {
			var node, parent, unused int
			var line string
			err := r.Scan(&node, &parent, &unused, &line)
			lines = append(lines, line)
			return err
		})
		return strings.Join(lines, "\n"), err
	}
	if small {
		if _, err := tx.exec(ctx, "SET LOCAL enable_seqscan = off"); err != nil {
			return "", err
		}
	}
	err := tx.rows(ctx, "EXPLAIN (COSTS OFF) "+s.Text, s.Args, func(r *sql.Rows) error {
		var line string
		err := r.Scan(&line)
		lines = append(lines, line)
		return err
	})
	return strings.Join(lines, "\n"), err
}

// WaitForTasks returns once n tasks wait behind the one that runs.
func (db *DB) WaitForTasks(n int) {
	for len(db.group.queue) < n {
		runtime.Gosched()
	}
}

// SetBusyTimeout changes how long the writer waits for other processes.
func (db *DB) SetBusyTimeout(ctx context.Context, millis int) {
	_ = db.group.do(ctx, func(ctx context.Context, tx *Tx) error {
		_, err := tx.exec(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", millis))
		return err
	})
}

// PreparedStatements is how many statements the writer keeps; no transaction
// may run.
func (db *DB) PreparedStatements() int { return len(db.group.writer.stmts) }

// Nameless is how the writer prepares a text.
func Nameless(query string) string { return nameless(query) }
