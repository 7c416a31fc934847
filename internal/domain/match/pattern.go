package match

import (
	"fmt"
	"slices"

	"ohenji/internal/domain"
)

// Kind says how a pattern is compared with a text. A smaller kind is the more
// exact one.
type Kind uint8

// The kinds of patterns.
const (
	Exact    Kind = iota // the whole text, as LINE's own manager does (完全一致)
	Prefix               // the beginning
	Contains             // any part
	Regexp               // a regular expression of RE2, on the folded text
)

var kindNames = [...]string{Exact: "exact", Prefix: "prefix", Contains: "contains", Regexp: "regex"}

// String is the kind's name in files and the API.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the kind's name; the empty name is Exact. It fails with
// match.kind_unknown.
func (k *Kind) UnmarshalText(b []byte) error {
	for i, name := range kindNames {
		if string(b) == name || len(b) == 0 {
			*k = Kind(i)
			return nil
		}
	}
	return domain.E(domain.Invalid, "match.kind_unknown", "value", string(b))
}

// Pattern is one keyword with the way it is compared.
type Pattern struct {
	Kind Kind
	Text string
	Keep Keep // foldings turned off
}

// Validate fails as Fault says.
func (p Pattern) Validate() error {
	if err := p.Fault(); err != nil {
		return err
	}
	return nil
}

// Fault returns what is wrong with the pattern, or nil: match.kind_unknown,
// match.keep_unknown, match.text_missing or match.regexp_invalid.
func (p Pattern) Fault() *domain.Error {
	if err := p.formFault(); err != nil {
		return err
	}
	if p.Kind == Regexp {
		if _, err := p.Keep.parse(p.Text); err != nil {
			return regexpFault(err)
		}
	}
	return nil
}

// formFault is Fault without a look into regular expressions.
func (p Pattern) formFault() *domain.Error {
	switch {
	case int(p.Kind) >= len(kindNames):
		return domain.E(domain.Invalid, "match.kind_unknown", "value", p.Kind.String())
	case !p.Keep.Valid():
		return domain.E(domain.Invalid, "match.keep_unknown", "value", int(p.Keep))
	case p.Text == "":
		return domain.E(domain.Invalid, "match.text_missing")
	}
	return nil
}

// KeepOf is the set of the differences that a rule keeps. Names that are no
// folding are passed over: domain.Rule.Validate refuses them.
func KeepOf(foldings []domain.Folding) Keep {
	var k Keep
	for i, f := range domain.Foldings() {
		if slices.Contains(foldings, f) {
			k |= 1 << i
		}
	}
	return k
}

// PatternOf is a keyword of a rule as it is compared.
func PatternOf(keyword string, o *domain.RuleOptions) (Pattern, error) {
	p := Pattern{Text: keyword, Keep: KeepOf(o.Keep)}
	return p, p.Kind.UnmarshalText([]byte(o.Match))
}
