package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ohenji/internal/domain"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered file. Files are never edited once released: their
// checksums are compared with those that the database remembers.
type migration struct {
	version  int
	name     string
	sql      string
	checksum string
}

func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql") // sorted
	if err != nil {
		return nil, err
	}
	out := make([]migration, 0, len(names))
	for i, path := range names {
		text, err := migrationFiles.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := strings.TrimPrefix(path, "migrations/")
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d", name, i+1)
		}
		sum := sha256.Sum256(text)
		out = append(out, migration{version, name, string(text), hex.EncodeToString(sum[:])})
	}
	return out, nil
}

// migrate brings the schema to this program's version, forward only. It
// refuses a database that a newer program has written, and copies a SQLite
// file before it changes one that holds data.
func (db *DB) migrate(ctx context.Context) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	return db.applyMigrations(ctx, all)
}

func (db *DB) applyMigrations(ctx context.Context, all []migration) error {
	at, err := db.schemaVersion(ctx, db.read)
	if err != nil {
		return err
	}
	if at > 0 && at < len(all) && db.Dialect.Name == "sqlite" {
		if err := db.copyBeforeMigration(ctx, at); err != nil {
			return err
		}
	}
	t, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin migration: %w", translate(err))
	}
	if err := db.migrateIn(ctx, t, all); err != nil {
		return errors.Join(err, t.Rollback())
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit migration: %w", translate(err))
	}
	return nil
}

func (db *DB) migrateIn(ctx context.Context, t *sql.Tx, all []migration) error {
	if db.Dialect.migrationLock != "" { // several nodes may start at once
		if _, err := t.ExecContext(ctx, db.Dialect.migrationLock); err != nil {
			return fmt.Errorf("lock for migration: %w", translate(err))
		}
	}
	const table = `CREATE TABLE IF NOT EXISTS migrations (
		version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)`
	if _, err := t.ExecContext(ctx, table); err != nil {
		return fmt.Errorf("create table migrations: %w", translate(err))
	}
	applied, err := appliedMigrations(ctx, t)
	if err != nil {
		return err
	}
	if len(applied) > len(all) {
		return domain.E(domain.Conflict, "database.newer", "have", len(applied), "know", len(all))
	}
	for i, m := range all {
		if i < len(applied) {
			if applied[i] != m.checksum {
				return domain.E(domain.Conflict, "database.migration_changed", "name", m.name)
			}
			continue
		}
		if _, err := t.ExecContext(ctx, m.sql); err != nil {
			return fmt.Errorf("migration %s: %w", m.name, translate(err))
		}
		const done = `INSERT INTO migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)`
		if _, err := t.ExecContext(ctx, done, m.version, m.name, m.checksum, db.Clock.Now().UnixMilli()); err != nil {
			return fmt.Errorf("record migration %s: %w", m.name, translate(err))
		}
		db.Log.Info("migrated", "migration", m.name)
	}
	return nil
}

func appliedMigrations(ctx context.Context, t *sql.Tx) (sums []string, err error) {
	rows, err := t.QueryContext(ctx, `SELECT checksum FROM migrations ORDER BY version`)
	if err != nil {
		return nil, translate(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		sums = append(sums, s)
	}
	return sums, rows.Err()
}

// schemaVersion is 0 for a new database.
func (db *DB) schemaVersion(ctx context.Context, r runner) (int, error) {
	exists := `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`
	if db.Dialect.Name == "postgres" {
		exists = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'migrations'`
	}
	var n int
	if err := r.QueryRowContext(ctx, exists).Scan(&n); err != nil || n == 0 {
		return 0, translate(err)
	}
	err := r.QueryRowContext(ctx, `SELECT COUNT(*) FROM migrations`).Scan(&n)
	return n, translate(err)
}

// copyBeforeMigration keeps a consistent copy beside the file.
func (db *DB) copyBeforeMigration(ctx context.Context, version int) error {
	to := filepath.Join(db.Dir, fmt.Sprintf("%s.before-%04d", sqliteFileName, version+1))
	if _, err := os.Stat(to); err == nil {
		to += "-" + db.Clock.Now().Format("20060102T150405.000")
	}
	if _, err := db.write.ExecContext(ctx, `VACUUM INTO $1`, to); err != nil {
		return fmt.Errorf("copy database before migration: %w", translate(err))
	}
	db.Log.Info("copied database before migration", "file", to)
	return nil
}
