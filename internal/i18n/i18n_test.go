package i18n

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/domain"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTextFillsTheParameters(t *testing.T) {
	t.Parallel()
	c := &Catalogue{texts: map[string]map[string]string{
		Japanese: {"a.b": "{max}文字、{友だちの表示名}、{max}、{other}"},
		English:  {"a.b": "{max} characters"},
	}}
	params := map[string]any{"max": 5000, "unused": "x"}
	for _, x := range []struct{ lang, code, want string }{
		{"ja", "a.b", "5000文字、{友だちの表示名}、5000、{other}"},
		{"en", "a.b", "5000 characters"},
		{"fr", "a.b", "5000文字、{友だちの表示名}、5000、{other}"},
		{"en", "no.such", "no.such"},
	} {
		if got := c.Text(x.lang, x.code, params); got != x.want {
			t.Errorf("%s %s: got %q, want %q", x.lang, x.code, got, x.want)
		}
	}
	if got := c.Text("en", "a.b", nil); got != "{max} characters" {
		t.Errorf("without parameters: got %q", got)
	}
}

func TestAParameterIsNotReadAsText(t *testing.T) {
	t.Parallel()
	c := &Catalogue{texts: map[string]map[string]string{Japanese: {"a": "{value} {max}"}}}
	if got := c.Text("ja", "a", map[string]any{"value": "{max}", "max": 1}); got != "{max} 1" {
		t.Errorf("got %q", got)
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	c := load(t)
	for header, want := range map[string]string{
		"":                               "ja",
		"ja":                             "ja",
		"en":                             "en",
		"en-US,en;q=0.9,ja;q=0.8":        "en",
		"ja-JP,ja;q=0.9,en-US;q=0.8":     "ja",
		"ja;q=0.5,en;q=0.9":              "en",
		"fr-FR,fr;q=0.9":                 "ja",
		"fr-FR,fr;q=0.9,en;q=0.5":        "en",
		"*":                              "ja",
		"not a language at all !!":       "ja",
		"en;q=nonsense":                  "ja",
		strings.Repeat("en,", 5000):      "en",
		"zh-Hant-TW,zh;q=0.9,ja-JP;q=.1": "ja",
	} {
		if got := c.Match(header); got != want {
			t.Errorf("%.40q: got %s, want %s", header, got, want)
		}
	}
}

func TestExplainSaysEachFaultOnItsLine(t *testing.T) {
	t.Parallel()
	c := load(t)
	length := domain.E(domain.Invalid, "account.name_length", "max", 50).At("name")
	login := domain.E(domain.Unauthorized, "session.required").Because(errors.New("cause for the log"))
	for _, x := range []struct {
		err  error
		want string
	}{
		{domain.Errors{length, login}, "name: Enter an account name of 1 to 50 characters.\nLog in first."},
		{fmt.Errorf("create account: %w", domain.Errors{length}), "name: Enter an account name of 1 to 50 characters."},
		{fmt.Errorf("list: %w", login), "Log in first."},
		{errors.New("something else"), "something else"},
	} {
		if got := c.Explain("en", x.err); got != x.want {
			t.Errorf("%v: got %q, want %q", x.err, got, x.want)
		}
	}
}

func TestTheCataloguesHaveEqualKeysAndPlaceholders(t *testing.T) {
	t.Parallel()
	c := load(t)
	ja, en := c.texts[Japanese], c.texts[English]
	for _, code := range slices.Sorted(maps.Keys(merged(ja, en))) {
		a, inJapanese := ja[code]
		b, inEnglish := en[code]
		switch {
		case !inJapanese:
			t.Errorf("ja.yaml lacks %s", code)
		case !inEnglish:
			t.Errorf("en.yaml lacks %s", code)
		case strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "":
			t.Errorf("%s has an empty text", code)
		case !slices.Equal(placeholders(a), placeholders(b)):
			t.Errorf("%s has the placeholders %v in ja.yaml, %v in en.yaml", code, placeholders(a), placeholders(b))
		}
	}
}

func merged(a, b map[string]string) map[string]string {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

// placeholders are the names in a text, sorted, each once.
func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}
