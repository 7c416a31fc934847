// Command databases prints the versions of the databases that the tests run on,
// one a line: SQLite's, which is built in, and PostgreSQL's when
// OHENJI_TEST_POSTGRES names a server. It fails when that server does not
// answer.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := show(ctx, "SQLite", "sqlite", ":memory:", "SELECT sqlite_version()"); err != nil {
		fail("sqlite", err)
	}
	dsn := os.Getenv("OHENJI_TEST_POSTGRES")
	if dsn == "" {
		return
	}
	if err := show(ctx, "PostgreSQL", "pgx", dsn, "SHOW server_version"); err != nil {
		fail("OHENJI_TEST_POSTGRES", err)
	}
}

func show(ctx context.Context, name, driver, dsn, query string) error {
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	var version string
	if err := db.QueryRowContext(ctx, query).Scan(&version); err != nil {
		return err
	}
	fmt.Println(name, version)
	return nil
}

func fail(what string, err error) {
	fmt.Fprintf(os.Stderr, "databases: %s: %v\n", what, err)
	os.Exit(1)
}
