package storetest

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"
)

// Rows reads what is really stored, past the store: each column as text. The
// database must have been opened before.
func (p Place) Rows(t testing.TB, query string, args ...any) (out [][]string) {
	t.Helper()
	db := p.connect(t)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(columns))
		for i, v := range values {
			texts[i] = fmt.Sprint(v)
		}
		out = append(out, texts)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Exec changes what is really stored, past the store and while nothing else
// uses it.
func (p Place) Exec(t testing.TB, query string, args ...any) {
	t.Helper()
	db := p.connect(t)
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func (p Place) connect(t testing.TB) *sql.DB {
	t.Helper()
	driver, address := "sqlite", filepath.Join(p.Dir, "ohenji.db")
	if p.Name == "postgres" {
		u, err := url.Parse(string(p.URL))
		if err != nil {
			t.Fatal("the address of the PostgreSQL server cannot be read")
		}
		q := u.Query()
		q.Set("search_path", p.Schema)
		u.RawQuery = q.Encode()
		driver, address = "pgx", u.String()
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	return db
}
