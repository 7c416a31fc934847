package store

import (
	"context"
	"database/sql"
	"errors"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"ohenji/internal/domain"
)

// Dialect is everything in which the two databases differ. All other SQL is
// one text for both.
type Dialect struct {
	Name string // "sqlite" or "postgres"
	// lockRows ends a SELECT whose rows the transaction will change. SQLite
	// needs none: its one writer is alone.
	lockRows string
	// skipLocked ends a SELECT that claims rows, passing over those that another
	// node is claiming now.
	skipLocked string
	// noSuchDatabase is the message of a check that must not fail on a new file.
	migrationLock string
}

func sqliteDialect() Dialect { return Dialect{Name: "sqlite"} }

func postgresDialect() Dialect {
	return Dialect{
		Name:          "postgres",
		lockRows:      " FOR UPDATE",
		skipLocked:    " FOR UPDATE SKIP LOCKED",
		migrationLock: `SELECT pg_advisory_xact_lock(7203441)`,
	}
}

// errConflict is what a unique violation becomes inside the store; callers
// turn it into their own domain error.
var errConflict = errors.New("unique constraint violated")

// translate turns driver errors into the store's: once, here, by code.
func translate(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return translateSQLite(lite)
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return translatePostgres(pg)
	}
	var connect *pgconn.ConnectError
	var netErr net.Error
	if errors.As(err, &connect) || errors.As(err, &netErr) {
		return domain.E(domain.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

func translateSQLite(err *sqlite.Error) error {
	switch err.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return errors.Join(errConflict, err)
	case sqlite3.SQLITE_FULL:
		return domain.E(domain.Unavailable, "database.disk_full").Because(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY:
		return domain.E(domain.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

// PostgreSQL error codes (PostgreSQL documentation, appendix A).
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlock             = "40P01"
	pgDiskFull             = "53100"
	pgReadOnly             = "25006"
	pgAdminShutdown        = "57P01"
	pgCannotConnect        = "57P03"
	pgTooManyConnections   = "53300"
)

func translatePostgres(err *pgconn.PgError) error {
	switch err.Code {
	case pgUniqueViolation:
		return errors.Join(errConflict, err)
	case pgDiskFull:
		return domain.E(domain.Unavailable, "database.disk_full").Because(err)
	case pgReadOnly, pgAdminShutdown, pgCannotConnect, pgTooManyConnections:
		return domain.E(domain.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

// retryable reports whether the same transaction may succeed when it is simply
// run again.
func retryable(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == pgSerializationFailure || pg.Code == pgDeadlock)
}
