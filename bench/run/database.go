package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// database is where the product keeps its data during the run.
type database struct {
	name string // with the version, for the report
	url  string // empty: SQLite in the data directory
	drop func() error
}

// openDatabase creates an empty database where choice says.
func openDatabase(ctx context.Context, choice string) (database, error) {
	switch {
	case choice == "sqlite":
		return database{name: "SQLite", drop: func() error { return nil }}, nil
	case choice == "postgres":
		choice = os.Getenv("OHENJI_TEST_POSTGRES")
		if choice == "" {
			return database{}, errors.New("-database postgres needs a server in OHENJI_TEST_POSTGRES")
		}
	case !strings.HasPrefix(choice, "postgres://") && !strings.HasPrefix(choice, "postgresql://"):
		return database{}, fmt.Errorf("-database %q is not sqlite, postgres or postgres://", choice)
	}
	return createPostgres(ctx, choice)
}

func createPostgres(ctx context.Context, server string) (database, error) {
	at, err := url.Parse(server)
	if err != nil {
		return database{}, err
	}
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return database{}, err
	}
	defer conn.Close(ctx)
	var version string
	if err := conn.QueryRow(ctx, "SHOW server_version").Scan(&version); err != nil {
		return database{}, err
	}
	var random [4]byte
	rand.Read(random[:])
	name := "ohenji_bench_" + hex.EncodeToString(random[:])
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return database{}, err
	}
	at.Path = "/" + name
	return database{
		name: "PostgreSQL " + version, url: at.String(),
		drop: func() error { return dropPostgres(server, name) },
	}, nil
}

// dropPostgres works also after the run was interrupted.
func dropPostgres(server, name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
	return err
}
