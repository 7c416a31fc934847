// Package store holds all SQL: the two databases, transactions, rows to domain
// and back, error translation and migrations. Every statement is one text for
// SQLite and PostgreSQL; what differs is in Dialect.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	_ "modernc.org/sqlite"             // the "sqlite" driver

	"ohenji/internal/clock"
	"ohenji/internal/domain"
)

// Sealer encrypts the secrets of accounts; place ties a secret to its row, so
// that a copied value is worth nothing elsewhere.
type Sealer interface {
	Seal(plain, place string) string
	Unseal(text, place string) (string, error)
}

// Options say which database to open and how.
type Options struct {
	// URL is "postgres://…", or empty for the SQLite file ohenji.db in Dir.
	URL    domain.Secret
	Dir    string
	Clock  *clock.Clock
	Seal   Sealer
	Log    *slog.Logger
	Schema string // PostgreSQL: search_path, "" for the server's default; tests use one each
	// Publish gets the hints of a transaction after it was committed.
	Publish func([]domain.Hint)
}

// DB is an open database. Safe for concurrent use.
type DB struct {
	Options
	Dialect Dialect
	write   *sql.DB // SQLite: one connection
	read    *sql.DB
	group   *group // SQLite only
	closed  atomic.Bool
}

const (
	sqliteReaders    = 4
	postgresConns    = 16
	sqliteFileName   = "ohenji.db"
	sqliteBusyMillis = 10_000
)

// Open connects, migrates to this program's schema and returns the database.
// It fails when the database is newer than this program.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Publish == nil {
		o.Publish = func([]domain.Hint) {}
	}
	db := &DB{Options: o}
	var err error
	if o.URL == "" {
		err = db.openSQLite(ctx)
	} else {
		err = db.openPostgres(ctx)
	}
	if err == nil {
		err = db.migrate(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (db *DB) openSQLite(ctx context.Context) error {
	db.Dialect = sqliteDialect()
	var err error
	if db.write, err = sql.Open("sqlite", db.sqliteURL(
		"_txlock=immediate", "_pragma=cache_size(-65536)", "_pragma=wal_autocheckpoint(4000)",
		"_pragma=journal_size_limit(67108864)", // what a burst leaves of the log, in bytes
		"_pragma=temp_store(2)",                // the savepoints of a group stay in memory
	)); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	db.write.SetMaxOpenConns(1)
	if err := db.write.PingContext(ctx); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	if db.read, err = sql.Open("sqlite", db.sqliteURL("_pragma=query_only(1)", "_pragma=cache_size(-16384)")); err != nil {
		return fmt.Errorf("open database for reading: %w", err)
	}
	db.read.SetMaxOpenConns(sqliteReaders)
	db.read.SetMaxIdleConns(sqliteReaders)
	db.group = newGroup(db)
	return nil
}

// sqliteURL names the file with what both of its pools and one of them want.
func (db *DB) sqliteURL(own ...string) string {
	path := url.URL{Path: filepath.ToSlash(filepath.Join(db.Dir, sqliteFileName))}
	both := []string{
		fmt.Sprintf("_pragma=busy_timeout(%d)", sqliteBusyMillis), "_pragma=journal_mode(WAL)",
		// What was answered 200 survives a power cut, not only a crash of the process.
		"_pragma=synchronous(FULL)",
		"_pragma=foreign_keys(1)",
	}
	return "file:" + path.EscapedPath() + "?" + strings.Join(append(both, own...), "&")
}

func (db *DB) openPostgres(ctx context.Context) error {
	db.Dialect = postgresDialect()
	u, err := url.Parse(string(db.URL))
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return domain.E(domain.Invalid, "database.url_invalid")
	}
	if db.Schema != "" {
		q := u.Query()
		q.Set("search_path", db.Schema)
		u.RawQuery = q.Encode()
	}
	if db.write, err = sql.Open("pgx", u.String()); err != nil {
		return domain.E(domain.Invalid, "database.url_invalid") // the cause would show the password
	}
	db.read = db.write
	db.write.SetMaxOpenConns(postgresConns)
	db.write.SetMaxIdleConns(postgresConns)
	if err := db.write.PingContext(ctx); err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", translate(err))
	}
	return nil
}

// Close finishes the commit under way and closes the connections. Whoever comes
// later gets Unavailable database.closed. Closing again does nothing.
func (db *DB) Close() error {
	if db.closed.Swap(true) {
		return nil
	}
	var errs []error
	if db.group != nil {
		errs = append(errs, db.group.close())
	}
	if db.read != nil && db.read != db.write {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	return errors.Join(errs...)
}

// Ping fails when the database does not answer.
func (db *DB) Ping(ctx context.Context) error {
	return translate(db.read.PingContext(ctx)) // SQLite's writing connection is taken
}
