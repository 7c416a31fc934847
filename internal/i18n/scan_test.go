package i18n

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// The scan itself must be able to find what is wrong.
func TestTheScanFindsWhatIsMissing(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{
		"internal/domain/error.go": {Data: []byte(`package domain
type Error struct{ Code string }
func E(kind int, code string, params ...any) *Error { return &Error{Code: code} }
func use() {
	E(1, "a.literal", "max", 5)
	E(1, "a.parameter_missing", "count", 5)
	for range 2 {
		if code := fault(); code != "" {
			E(1, code)
		}
	}
	E(1, "a."+fault())
}
func fault() string {
	if true { return "a.returned" }
	return ""
}`)},
		"internal/store/store.go": {Data: []byte(`package store
import "ohenji/internal/domain"
type S struct{}
func (S) notFound(err error, code string) error { return domain.E(1, code) }
func use(s S) {
	s.notFound(nil, "a.through_a_helper")
	_ = domain.Error{Code: "a.field"}
	e := domain.Error{Code: chosen()}
	e.Code = "a.assigned"
}
func chosen() string { return "a.chosen" }`)},
		"internal/store/store_test.go": {Data: []byte(`package store
func f() { domain.E(1, "a.only_in_a_test") }`)},
	}
	f, err := scan(root, "internal", "cmd")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"a.literal": "{max}", "a.parameter_missing": "{max}", "a.unused": "x"}
	got := strings.Join(f.problems(texts, map[string]string{}), "\n")
	for _, want := range []string{
		"ja.yaml lacks a.returned, used at internal/domain/error.go:9",
		"ja.yaml lacks a.through_a_helper, used at internal/store/store.go:6",
		"ja.yaml lacks a.field, used at internal/store/store.go:7",
		"ja.yaml lacks a.assigned, used at internal/store/store.go:9",
		"ja.yaml lacks a.chosen, used at internal/store/store.go:8",
		"en.yaml lacks a.literal, used at internal/domain/error.go:5",
		"internal/domain/error.go:6:2: the text of a.parameter_missing has {max}, which is not given here",
		"internal/domain/error.go:12:2: write the code of E as a literal",
		"a.unused is in the catalogues, but no source names it",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not found: %s", want)
		}
	}
	for _, no := range []string{"only_in_a_test", "ja.yaml lacks a.literal", "error.go:5:2: the text"} {
		if strings.Contains(got, no) {
			t.Errorf("%q is no problem", no)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
	if codes := f.uses["a.literal"]; len(codes) != 1 || !slices.Equal(codes[0].params, []string{"max"}) {
		t.Errorf("got %+v", codes)
	}
}
