package main

import (
	"strings"
	"testing"
)

func lines(ss ...string) *strings.Reader { return strings.NewReader(strings.Join(ss, "\n") + "\n") }

func TestPassedTestsAreCountedByDatabase(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r, err := report(lines(
		`{"Action":"attr","Package":"p","Test":"TestStore/1","Key":"database","Value":"sqlite"}`,
		`{"Action":"attr","Package":"p","Test":"TestStore/2","Key":"database","Value":"postgres"}`,
		`{"Action":"pass","Package":"p","Test":"TestStore/1/insert"}`,
		`{"Action":"pass","Package":"p","Test":"TestStore/1"}`,
		`{"Action":"pass","Package":"p","Test":"TestStore/2"}`,
		`{"Action":"pass","Package":"p","Test":"TestConfig/postgres"}`,
		`{"Action":"pass","Package":"p","Elapsed":1.25}`,
	), &out)
	if err != nil {
		t.Fatal(err)
	}
	if want := (result{Passed: 4, SQLite: 2, Postgres: 1}); r != want {
		t.Errorf("counts %+v, want %+v", r, want)
	}
	if got := out.String(); got != "ok    p  1.2s\n" {
		t.Errorf("printed %q", got)
	}
}

func TestFailedTestShowsItsOutputOnce(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r, err := report(lines(
		`{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:3: wrong\n"}`,
		`{"Action":"fail","Package":"p","Test":"TestA"}`,
		`{"Action":"fail","Package":"p"}`,
	), &out)
	if err != nil {
		t.Fatal(err)
	}
	if r != (result{Failed: 1}) {
		t.Errorf("counts %+v", r)
	}
	if n := strings.Count(out.String(), "a_test.go:3: wrong"); n != 1 {
		t.Errorf("output printed %d times:\n%s", n, out.String())
	}
}

func TestPackageThatFailsWithoutATestCountsAsFailed(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r, err := report(lines(
		`{"Action":"build-output","ImportPath":"p","Output":"p.go:1: syntax error\n"}`,
		`{"Action":"fail","Package":"p","FailedBuild":"p"}`,
		`{"Action":"output","Package":"q","Test":"TestHangs","Output":"panic: test timed out\n"}`,
		`{"Action":"fail","Package":"q"}`,
	), &out)
	if err != nil {
		t.Fatal(err)
	}
	if r != (result{Failed: 2}) {
		t.Errorf("counts %+v", r)
	}
	for _, want := range []string{"p.go:1: syntax error", "FAIL  p  0.0s [build failed]", "panic: test timed out"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in:\n%s", want, out.String())
		}
	}
}

func TestSkippedTestsAreListedWithTheirReason(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r, err := report(lines(
		`{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}`,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:9: no server\n"}`,
		`{"Action":"skip","Package":"p","Test":"TestA"}`,
	), &out)
	if err != nil {
		t.Fatal(err)
	}
	if r != (result{Skipped: 1}) {
		t.Errorf("counts %+v", r)
	}
	if want := "  p TestA: a_test.go:9: no server\n"; !strings.Contains(out.String(), want) {
		t.Errorf("%q is not in:\n%s", want, out.String())
	}
}

func TestTextThatIsNotJSONIsPassedOn(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if _, err := report(strings.NewReader("go: module not found"), &out); err != nil {
		t.Fatal(err)
	}
	if out.String() != "go: module not found" {
		t.Errorf("printed %q", out.String())
	}
}
