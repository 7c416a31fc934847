// Package storetest gives tests throw-away databases of both kinds: a SQLite
// file in a temporary directory, and a schema of its own on the PostgreSQL
// server that OHENJI_TEST_POSTGRES names.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"log/slog"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/id"
	"ohenji/internal/seal"
	"ohenji/internal/store"
)

// PostgresEnv names the server, as postgres://…, whose role may create schemas.
const PostgresEnv = "OHENJI_TEST_POSTGRES"

// Place is where a throw-away database is.
type Place struct {
	Name   string        // "sqlite" or "postgres"
	Dir    string        // data directory
	URL    domain.Secret // "" for SQLite
	Schema string
}

// Each runs a test on both databases. Without a PostgreSQL server that half is
// skipped, which the test command says loudly and CI does not accept.
func Each(t *testing.T, test func(t *testing.T, p Place)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		t.Attr("database", "sqlite") // tools/testreport counts it
		test(t, Place{Name: "sqlite", Dir: t.TempDir()})
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		p := postgres(t)
		t.Attr("database", "postgres")
		test(t, p)
	})
}

// EachB is Each for benchmarks.
func EachB(b *testing.B, bench func(b *testing.B, p Place)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { bench(b, Place{Name: "sqlite", Dir: b.TempDir()}) })
	b.Run("postgres", func(b *testing.B) { bench(b, postgres(b)) })
}

func postgres(t testing.TB) Place {
	t.Helper()
	url := os.Getenv(PostgresEnv)
	if url == "" {
		t.Skipf("PostgreSQL not tested: %s is not set", PostgresEnv)
	}
	p := Place{Name: "postgres", Dir: t.TempDir(), URL: domain.Secret(url), Schema: "t_" + id.New(rand.Reader).Hex(8)}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `CREATE SCHEMA `+p.Schema); err != nil {
		t.Fatalf("create schema: %v", err)
	}
	t.Cleanup(func() {
		if _, err := db.ExecContext(context.Background(), `DROP SCHEMA `+p.Schema+` CASCADE`); err != nil {
			t.Errorf("drop schema: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Open opens the database of the place; it is closed at the end of the test.
func (p Place) Open(t testing.TB, c *clock.Clock) *store.DB {
	t.Helper()
	return p.OpenWith(t, store.Options{Clock: c})
}

// OpenWith is Open with further options.
func (p Place) OpenWith(t testing.TB, o store.Options) *store.DB {
	t.Helper()
	db, err := p.TryOpen(t, o)
	if err != nil {
		t.Fatalf("open %s: %v", p.Name, err)
	}
	return db
}

// TryOpen is OpenWith for tests of what cannot be opened.
func (p Place) TryOpen(t testing.TB, o store.Options) (*store.DB, error) {
	t.Helper()
	box, err := seal.Open(p.Dir, "")
	if err != nil {
		return nil, err
	}
	o.URL, o.Dir, o.Schema, o.Seal = p.URL, p.Dir, p.Schema, box
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	db, err := store.Open(t.Context(), o)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close %s: %v", p.Name, err)
		}
	})
	return db, nil
}
