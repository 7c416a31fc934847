package compose

import (
	"strings"
)

// Variable is the name of a variable; a text has it in braces.
type Variable string

// The variables, by LINE's own names for them.
const (
	ContactName Variable = "友だちの表示名"
	AccountName Variable = "アカウント名"
)

// Token is the variable as it stands in a text.
func (v Variable) Token() string { return "{" + string(v) + "}" }

// Variables lists all variables in the order in which an editor offers them.
func Variables() []Variable { return []Variable{ContactName, AccountName} }

// Values fills the variables of one message to one contact.
type Values struct {
	ContactName string // the contact's display name; empty when not known
	Nameless    string // stands for a display name that is not known or blank
	AccountName string
}

// value returns what stands for the variable; it is false for a name that is
// no variable.
func (v Values) value(name Variable) (string, bool) {
	switch name {
	case ContactName:
		if strings.TrimSpace(v.ContactName) == "" {
			return v.Nameless, true
		}
		return v.ContactName, true
	case AccountName:
		return v.AccountName, true
	}
	return "", false
}

// part is a piece of a text: as written, or the value of a variable.
type part struct {
	text  string
	value bool
}

// split cuts a text at its variables and fills them. Braces around anything
// else stay as they are. Values are not looked into, so a display name of
// "{アカウント名}" stays just that.
func (v Values) split(text string) []part {
	var parts []part
	from, at := 0, 0
	for {
		open := strings.IndexByte(text[at:], '{')
		if open < 0 {
			return append(parts, part{text: text[from:]})
		}
		open += at
		at = open + 1
		end := strings.IndexAny(text[at:], "{}")
		if end < 0 || text[at+end] == '{' {
			continue
		}
		value, ok := v.value(Variable(text[at : at+end]))
		if !ok {
			continue
		}
		parts = append(parts, part{text: text[from:open]}, part{text: value, value: true})
		at += end + 1
		from = at
	}
}
