package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

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
	// migrationLock makes nodes that start at once migrate one after the other.
	// SQLite's begins with the transaction.
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

// errPanic marks what came of a use case that panicked.
var errPanic = errors.New("panic in transaction")

// Poisoned reports whether err comes from the data that a transaction wanted to
// write: written again, it fails again. Everything else may pass.
func Poisoned(err error) bool {
	if errors.Is(err, errConflict) || errors.Is(err, errPanic) || domain.KindOf(err) == domain.Invalid {
		return true
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		const primary = 0xff
		code := lite.Code() & primary
		return code == sqlite3.SQLITE_CONSTRAINT || code == sqlite3.SQLITE_TOOBIG || code == sqlite3.SQLITE_MISMATCH
	}
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (strings.HasPrefix(pg.Code, pgClassData) || strings.HasPrefix(pg.Code, pgClassConstraint) ||
		strings.HasPrefix(pg.Code, pgClassRaised))
}

// errConflict is what a unique violation becomes inside the store; callers
// turn it into their own domain error.
var errConflict = errors.New("unique constraint violated")

// translate turns driver errors into the store's: once, here, by code. What the
// store or its caller has already named stays as it is.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, named := errors.AsType[*domain.Error](err); named {
		return err
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return translateSQLite(lite.Code(), err)
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return translatePostgres(pg.Code, err)
	}
	for _, known := range []error{sql.ErrNoRows, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	if lostConnection(err) {
		return domain.E(domain.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

func lostConnection(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, known := range []error{io.EOF, io.ErrUnexpectedEOF, driver.ErrBadConn, sql.ErrConnDone, net.ErrClosed} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

func translateSQLite(code int, err error) error {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return errors.Join(errConflict, err)
	}
	const primary = 0xff // the rest of an extended code says which read, write or wait it was
	switch code & primary {
	case sqlite3.SQLITE_FULL:
		return domain.E(domain.Unavailable, "database.disk_full").Because(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return domain.E(domain.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

// PostgreSQL error codes and classes (PostgreSQL documentation, appendix A).
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlock             = "40P01"
	pgDiskFull             = "53100"
	pgReadOnly             = "25006"
	pgClassConnection      = "08"
	pgClassData            = "22"
	pgClassConstraint      = "23"
	pgClassRaised          = "P0" // by a trigger
	pgClassRollback        = "40"
	pgClassSystem          = "58"
	pgLockNotAvailable     = "55P03"
	pgQueryCanceled        = "57014" // statement_timeout
	pgClassResources       = "53"
	pgClassShutdown        = "57P"
)

func translatePostgres(code string, err error) error {
	switch {
	case code == pgUniqueViolation:
		return errors.Join(errConflict, err)
	case code == pgDiskFull:
		return domain.E(domain.Unavailable, "database.disk_full").Because(err)
	case code == pgReadOnly, strings.HasPrefix(code, pgClassConnection), strings.HasPrefix(code, pgClassResources),
		strings.HasPrefix(code, pgClassShutdown), strings.HasPrefix(code, pgClassRollback), strings.HasPrefix(code, pgClassSystem),
		code == pgLockNotAvailable, code == pgQueryCanceled:
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
