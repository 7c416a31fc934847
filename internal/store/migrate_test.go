package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// withSecond are the program's migrations and one more.
func withSecond(t *testing.T, text string) []store.Migration {
	t.Helper()
	all, err := store.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	return append(all, store.NewMigration(len(all)+1, "0099_next.sql", text, "sum of the next"))
}

const addColumn = `ALTER TABLE members ADD COLUMN nickname TEXT NOT NULL DEFAULT ''; CREATE INDEX members_nickname ON members (nickname);`

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		if err := w.db.ApplyMigrations(t.Context(), withSecond(t, addColumn)); err != nil {
			t.Fatal(err)
		}
		if err := w.db.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := p.TryOpen(t, store.Options{Clock: clock.New()})
		wantError(t, err, domain.Conflict, "database.newer")
	})
}

func TestAMigrationThatWasEditedIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.Exec(ctx, `UPDATE migrations SET checksum = 'other' WHERE version = 1`)
		})
		_, err := p.TryOpen(t, store.Options{Clock: clock.New()})
		wantError(t, err, domain.Conflict, "database.migration_changed")
	})
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.member("sato")
		if err := w.db.ApplyMigrations(t.Context(), withSecond(t, addColumn+` SELECT no_such_function();`)); err == nil {
			t.Fatal("a broken migration was applied")
		}
		if got := w.column(`SELECT name FROM migrations ORDER BY version`); slices.Contains(got, "0099_next.sql") {
			t.Errorf("it is remembered as applied: %v", got)
		}
		// Its first half is gone too, so that the mended one applies.
		if err := w.db.ApplyMigrations(t.Context(), withSecond(t, addColumn)); err != nil {
			t.Error(err)
		}
		w.member("suzuki")
	})
}

func TestASecondMigrationKeepsTheDataAndACopyOfTheFile(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.member("sato")
		if got := copies(t, p); len(got) != 0 {
			t.Errorf("a new database was copied: %v", got)
		}
		for range 2 { // the second time there is nothing to do
			if err := w.db.ApplyMigrations(t.Context(), withSecond(t, addColumn)); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.column(`SELECT login FROM members WHERE nickname = ''`); len(got) != 1 {
			t.Errorf("members after it: %v", got)
		}
		if p.Name == "postgres" {
			return // its owner makes copies
		}
		got := copies(t, p)
		if len(got) != 1 {
			t.Fatalf("copies are %v, want one", got)
		}
		old := storetest.Place{Name: "sqlite", Dir: t.TempDir()}
		for from, to := range map[string]string{got[0]: "ohenji.db", filepath.Join(p.Dir, "secret.key"): "secret.key"} {
			content, err := os.ReadFile(from)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(old.Dir, to), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		restored := newWorld(t, old)
		if got := restored.column(`SELECT login FROM members`); !slices.Equal(got, []string{"sato"}) {
			t.Errorf("the copy holds %v", got)
		}
	})
}

func copies(t *testing.T, p storetest.Place) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(p.Dir, "ohenji.db.before-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNodesThatStartAtOnceMigrateOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		// The key file is made first; that race has its own test.
		const nodes = 4
		for _, err := range atOnce(nodes, func(int) error {
			_, err := p.TryOpen(t, store.Options{Clock: clock.New()})
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		w := newWorld(t, p)
		all, err := store.Migrations()
		if err != nil {
			t.Fatal(err)
		}
		if got := w.column(`SELECT name FROM migrations`); len(got) != len(all) {
			t.Errorf("applied are %v", got)
		}
		next := withSecond(t, addColumn)
		for _, err := range atOnce(nodes, func(int) error {
			db, err := p.TryOpen(t, store.Options{Clock: clock.New()})
			if domain.KindOf(err) == domain.Conflict {
				return nil // another was quicker: now it is a newer database
			}
			if err != nil {
				return err
			}
			return db.ApplyMigrations(t.Context(), next)
		}) {
			if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestADataDirectoryMayHaveAnyName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"with space", "100%25", "#1", "what?", "珈琲", "a&b=c"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), name)
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			newWorld(t, storetest.Place{Name: "sqlite", Dir: dir}).member("sato")
			if _, err := os.Stat(filepath.Join(dir, "ohenji.db")); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAWrongAddressIsSaidSoWithoutThePassword(t *testing.T) {
	t.Parallel()
	for url, code := range map[domain.Secret]string{
		"mysql://sato:hunter2@127.0.0.1/x":                        "database.url_invalid",
		"postgres://sato:hunter2@[::1/x":                          "database.url_invalid",
		"postgres://sato:hunter2@127.0.0.1:1/x?connect_timeout=1": "database.unavailable",
	} {
		p := storetest.Place{Name: "postgres", Dir: t.TempDir(), URL: url}
		_, err := p.TryOpen(t, store.Options{Clock: clock.New()})
		if codeOf(err) != code || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want %s", strings.SplitN(string(url), ":", 2)[0], err, code)
		}
	}
}
