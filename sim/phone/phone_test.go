package phone_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ohenji/sim/phone"
)

func get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	phone.Handler().ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
	return rec
}

func TestThePageLoadsOnlyFromItself(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/phone/", "/phone/U00000000000000000000000000000001"} {
		rec := get(t, path)
		page := rec.Body.String()
		if rec.Code != http.StatusOK || !strings.Contains(page, `src="/phone/static/main.js"`) {
			t.Fatalf("%s answers %d %s", path, rec.Code, page)
		}
		if csp := rec.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self';") {
			t.Errorf("%s has the policy %q", path, csp)
		}
		for _, file := range regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if rec := get(t, file[1]); rec.Code != http.StatusOK {
				t.Errorf("%s answers %d", file[1], rec.Code)
			}
		}
	}
	for _, path := range []string{"/phone/a/b", "/phone/static/", "/phone/static/no.js"} {
		if rec := get(t, path); rec.Code != http.StatusNotFound {
			t.Errorf("%s answers %d, want 404", path, rec.Code)
		}
	}
}

// Names and messages come from strangers, so no module may turn text into
// markup; and every module that another imports must be there.
func TestTheModulesNeverParseMarkup(t *testing.T) {
	t.Parallel()
	files := os.DirFS("static")
	names, err := fs.Glob(files, "*.js")
	if err != nil || len(names) == 0 {
		t.Fatal("no modules")
	}
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|eval\(`)
	imported := regexp.MustCompile(`from '\./([^']+)'`)
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(string(text)); found != "" {
			t.Errorf("%s uses %s", name, found)
		}
		for _, m := range imported.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(names, m[1]) {
				t.Errorf("%s imports %s, which is not there", name, m[1])
			}
		}
	}
}

func TestBothLanguagesHaveTheSameTexts(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("static/i18n.js")
	if err != nil {
		t.Fatal(err)
	}
	ja, rest, ok := strings.Cut(string(text), "\n  en: {")
	en, _, ok2 := strings.Cut(rest, "\n};")
	if !ok || !ok2 {
		t.Fatal("i18n.js has another shape than this test reads")
	}
	entry := regexp.MustCompile(`(?m)^    (\w+): '(.*)',$`)
	holes := regexp.MustCompile(`\{\w+\}`)
	keys := func(part string) map[string][]string {
		out := map[string][]string{}
		for _, m := range entry.FindAllStringSubmatch(part, -1) {
			found := holes.FindAllString(m[2], -1)
			slices.Sort(found)
			out[m[1]] = found
		}
		return out
	}
	japanese, english := keys(ja), keys(en)
	if len(japanese) < 40 {
		t.Fatalf("read only %d texts", len(japanese))
	}
	for key, holes := range japanese {
		if got, ok := english[key]; !ok || !slices.Equal(got, holes) {
			t.Errorf("%s: English has %v (%t), Japanese %v", key, got, ok, holes)
		}
	}
	if len(english) != len(japanese) {
		t.Errorf("%d English texts, %d Japanese", len(english), len(japanese))
	}
}
