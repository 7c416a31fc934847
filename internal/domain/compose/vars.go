package compose

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Variable is the name of a variable; a text has it in braces.
type Variable string

// The variables, the first two by LINE's own names for them.
const (
	ContactName Variable = "友だちの表示名"
	AccountName Variable = "アカウント名"
	NextOpening Variable = "次の営業開始"
	Date        Variable = "日付"
)

// attribute begins the variables that stand for attributes of the contact, as
// in {属性:誕生日}.
const attribute = "属性"

// Token is the variable as it stands in a text.
func (v Variable) Token() string { return "{" + string(v) + "}" }

// Attribute is the variable for an attribute of the contact.
func Attribute(name string) Variable { return Variable(attribute + ":" + name) }

// Or is the variable with a text for contacts who have no value.
func (v Variable) Or(text string) Variable { return v + Variable("|"+text) }

// Variables lists all variables but attributes in the order in which an editor
// offers them.
func Variables() []Variable { return []Variable{ContactName, AccountName, NextOpening, Date} }

// Values fills the variables of one message to one contact.
type Values struct {
	ContactName string // the contact's display name; empty when not known
	Nameless    string // stands for a display name that is not known or blank
	AccountName string
	// Now is when the message is sent, and NextOpening when the hours open
	// next, both in the zone of the account; zero when there is none.
	Now         time.Time
	NextOpening time.Time
	Attributes  map[string]string // of the contact, by name
}

// value returns what stands for the content of a pair of braces; it is false
// for what is no variable. A value that is missing or blank gives way to the
// text behind the bar.
func (v Values) value(content string) (string, bool) {
	name, otherwise, _ := strings.Cut(strings.ReplaceAll(content, "｜", "|"), "|")
	value, ok := v.named(name)
	if !ok {
		return "", false
	}
	if strings.TrimSpace(value) != "" {
		return value, true
	}
	if otherwise == "" && Variable(name) == ContactName {
		otherwise = v.Nameless
	}
	return otherwise, true
}

func (v Values) named(name string) (string, bool) {
	switch Variable(name) {
	case ContactName:
		return v.ContactName, true
	case AccountName:
		return v.AccountName, true
	case Date:
		return day(v.Now), true
	case NextOpening:
		if v.NextOpening.IsZero() {
			return "", true
		}
		return day(v.NextOpening) + v.NextOpening.Format(" 15:04"), true
	}
	rest, ok := strings.CutPrefix(strings.Replace(name, "：", ":", 1), attribute+":")
	if !ok || rest == "" {
		return "", false
	}
	return v.Attributes[rest], true
}

// day is a date as a shop writes it, 11月24日(火); empty for the zero time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	weekday := []string{"日", "月", "火", "水", "木", "金", "土"}[t.Weekday()]
	return fmt.Sprintf("%d月%d日(%s)", int(t.Month()), t.Day(), weekday)
}

// part is a piece of a text: as written, or the value of a variable.
type part struct {
	text  string
	value bool
}

// canBeBlank reports whether nothing remains of a text for a contact of whom
// nothing is known, while nothing ever opens: LINE takes no empty texts.
func canBeBlank(text string) bool {
	if !strings.Contains(text, "{") {
		return false
	}
	unknown := Values{Nameless: Nameless, AccountName: Nameless, Now: time.Unix(0, 0)}
	return !slices.ContainsFunc(unknown.split(text), func(p part) bool { return strings.TrimSpace(p.text) != "" })
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
		value, ok := v.value(text[at : at+end])
		if !ok {
			continue
		}
		parts = append(parts, part{text: text[from:open]}, part{text: value, value: true})
		at += end + 1
		from = at
	}
}
