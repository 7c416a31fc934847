// Package i18n holds what the server says to people, in Japanese and English:
// the texts of the domain's error codes and of problems. Japanese is the
// reference. Pages bring their own texts.
package i18n

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"ohenji/internal/domain"
)

// The languages.
const (
	Japanese = "ja"
	English  = "en"
)

//go:embed ja.yaml
var japanese []byte

//go:embed en.yaml
var english []byte

// placeholder is a parameter's place in a text. Names of variables in messages
// are Japanese, and so never taken for one.
var placeholder = regexp.MustCompile(`\{([a-z][A-Za-z0-9]*)\}`)

// Catalogue has the texts of all languages. Safe for concurrent use.
type Catalogue struct {
	texts   map[string]map[string]string // language, code
	matcher language.Matcher
}

// Load reads the catalogues that are built into the program.
func Load() (*Catalogue, error) {
	c := &Catalogue{
		texts:   map[string]map[string]string{},
		matcher: language.NewMatcher([]language.Tag{language.Japanese, language.English}),
	}
	for lang, data := range map[string][]byte{Japanese: japanese, English: english} {
		texts := map[string]string{}
		if err := yaml.Unmarshal(data, &texts); err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", lang, err)
		}
		c.texts[lang] = texts
	}
	return c, nil
}

// Text is the text of a code, with {name} replaced by the parameter of that
// name. A language that there is none of is answered in Japanese, a code
// without a text by the code itself, and a placeholder without a parameter
// stays.
func (c *Catalogue) Text(lang, code string, params map[string]any) string {
	texts, ok := c.texts[lang]
	if !ok {
		texts = c.texts[Japanese]
	}
	text, ok := texts[code]
	if !ok {
		return code
	}
	if len(params) == 0 {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		if v, ok := params[p[1:len(p)-1]]; ok {
			return fmt.Sprint(v)
		}
		return p
	})
}

// Explain is err for a person at a terminal: a line for each fault, behind the
// name of the input that is wrong. What is not a domain.Error is shown as it
// is.
func (c *Catalogue) Explain(lang string, err error) string {
	faults := domain.Faults(err)
	if len(faults) == 0 {
		return err.Error()
	}
	lines := make([]string, len(faults))
	for i, e := range faults {
		lines[i] = c.Text(lang, e.Code, e.Params)
		if e.Field != "" {
			lines[i] = e.Field + ": " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// Match chooses the language for the value of an Accept-Language header:
// English when the reader prefers it to Japanese, else Japanese.
func (c *Catalogue) Match(acceptLanguage string) string {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return Japanese
	}
	if _, i, confidence := c.matcher.Match(wanted...); i == 1 && confidence != language.No {
		return English
	}
	return Japanese
}
