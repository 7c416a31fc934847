package message

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// report collects what is wrong.
type report struct {
	rules   Rules
	details []Detail
}

func (r *report) add(property, text string) {
	r.details = append(r.details, Detail{Message: text, Property: property})
}

// dialect is how a part of LINE names what is wrong, and where.
type dialect int

const (
	body     dialect = iota // messages[0].text: "Length must be between 0 and 5000"
	template                // template/columns/0/title: "must not be longer than 40 characters"
	flex                    // /body/contents/0/color: "invalid property"
)

const invalidProperty = "invalid property"

func (d dialect) tooLong(most int) string {
	switch d {
	case template:
		return fmt.Sprintf("must not be longer than %d characters", most)
	case flex:
		return invalidProperty
	default:
		return fmt.Sprintf("Length must be between 0 and %d", most)
	}
}

func (d dialect) empty() string {
	if d == body {
		return "May not be empty"
	}
	return "must be non-empty text"
}

func (d dialect) size(has, least, most int) string {
	switch {
	case d == flex:
		return invalidProperty
	case d == body:
		return fmt.Sprintf("Size must be between %d and %d", least, most)
	case has < least:
		return fmt.Sprintf("must not be less than %d items", least)
	}
	return fmt.Sprintf("must not be more than %d items", most)
}

func (d dialect) oneOf(values []string) string {
	if d == body {
		return "Must be one of the following values: [" + strings.Join(values, ", ") + "]"
	}
	return invalidProperty
}

// object is a decoded JSON object, looked at member by member.
type object map[string]json.RawMessage

// node is an object and where it stands.
type node struct {
	*report
	dialect dialect
	path    string
	o       object
}

// at is the path of a property.
func (n node) at(property string) string {
	switch {
	case n.dialect == flex:
		return n.path + "/" + property
	case n.path == "":
		return property
	case n.dialect == template:
		return n.path + "/" + property
	}
	return n.path + "." + property
}

func (n node) index(property string, i int) string {
	if n.dialect == body {
		return fmt.Sprintf("%s[%d]", n.at(property), i)
	}
	return n.at(property) + "/" + strconv.Itoa(i)
}

func (n node) failf(property, format string, args ...any) {
	n.add(n.at(property), fmt.Sprintf(format, args...))
}

// failSelf complains about the object itself.
func (n node) failSelf(text string) {
	path := n.path
	if path == "" {
		path = "/"
	}
	n.add(path, text)
}

// decode makes the node look at this object.
func (n *node) decode(raw json.RawMessage) bool {
	if json.Unmarshal(raw, &n.o) == nil && n.o != nil {
		return true
	}
	text := "must be specified"
	if n.dialect == flex {
		text = invalidProperty
	}
	n.failSelf(text)
	return false
}

// raw returns a property that is there and is not null.
func (n node) raw(property string) (json.RawMessage, bool) {
	raw, ok := n.o[property]
	return raw, ok && string(raw) != "null"
}

// given tells whether a string is there and not empty.
func (n node) given(property string) bool {
	raw, ok := n.raw(property)
	return ok && string(raw) != `""`
}

func (n node) present(property string) bool {
	if _, ok := n.raw(property); ok {
		return true
	}
	n.failf(property, "must be specified")
	return false
}

// child enters an object that must be there.
func (n node) child(property string) (node, bool) {
	if !n.present(property) {
		return node{}, false
	}
	return n.optionalChild(property)
}

// optionalChild enters an object if it is there.
func (n node) optionalChild(property string) (node, bool) {
	raw, ok := n.raw(property)
	if !ok {
		return node{}, false
	}
	inner := node{report: n.report, dialect: n.dialect, path: n.at(property)}
	ok = inner.decode(raw)
	return inner, ok
}

// list enters the objects of a list that must be there and have least to most
// items.
func (n node) list(property string, least, most int) []node {
	raw, ok := n.raw(property)
	if !ok {
		n.failf(property, "must be specified")
		return nil
	}
	var raws []json.RawMessage
	if json.Unmarshal(raw, &raws) != nil {
		n.failf(property, invalidProperty)
		return nil
	}
	if len(raws) < least || len(raws) > most {
		n.failf(property, "%s", n.dialect.size(len(raws), least, most))
		return nil
	}
	var out []node
	for i, one := range raws {
		inner := node{report: n.report, dialect: n.dialect, path: n.index(property, i)}
		if inner.decode(one) {
			out = append(out, inner)
		}
	}
	return out
}

// required checks a string that must be there, of at most limit as count
// counts; 0: no limit.
func (n node) required(property string, limit int, count func(string) int) (string, bool) {
	raw, ok := n.raw(property)
	if !ok {
		n.failf(property, "must be specified")
		return "", false
	}
	var s string
	switch {
	case json.Unmarshal(raw, &s) != nil:
		if n.dialect == body {
			n.failf(property, "must be specified")
		} else {
			n.failf(property, invalidProperty)
		}
		return "", false
	case s == "":
		n.failf(property, "%s", n.dialect.empty())
		return "", false
	case limit > 0 && count(s) > limit:
		n.failf(property, "%s", n.dialect.tooLong(limit))
		return s, false
	}
	return s, true
}

// optional checks a string that may be missing or empty.
func (n node) optional(property string, limit int, count func(string) int) (string, bool) {
	if !n.given(property) {
		return "", false
	}
	return n.required(property, limit, count)
}

// oneOf checks a string with a fixed choice.
func (n node) oneOf(property string, required bool, values ...string) string {
	if _, ok := n.raw(property); !ok && !required {
		return ""
	}
	s, ok := n.required(property, 0, Units)
	if ok && !slices.Contains(values, s) {
		n.failf(property, "%s", n.dialect.oneOf(values))
		return ""
	}
	return s
}

// number checks a number between least and most that must be there.
func (n node) number(property string, least, most float64) float64 {
	raw, ok := n.raw(property)
	var f float64
	switch {
	case !ok || json.Unmarshal(raw, &f) != nil:
		n.failf(property, "must be specified")
	case f < least:
		n.failf(property, "Must be greater than or equal to %v", least)
	case f > most:
		n.failf(property, "Must be less than or equal to %v", most)
	}
	return f
}

// whole checks an integer.
func (n node) whole(property string, least, most float64) {
	if f := n.number(property, least, most); f != math.Trunc(f) {
		n.failf(property, "must be specified")
	}
}

// https checks the address of media: at most 2,000 characters. LINE looks at
// its text only; it fetches nothing when a message is sent.
func (n node) https(property string, required bool) {
	if n.rules.PlainHTTP {
		n.address(property, required, 2000, "https", "http")
		return
	}
	n.address(property, required, 2000, "https")
}

func (n node) address(property string, required bool, limit int, schemes ...string) {
	if !required && !n.given(property) {
		return
	}
	s, ok := n.required(property, 0, Units)
	if !ok {
		return
	}
	u, err := url.Parse(s)
	hasHost := err == nil && (u.Host != "" || u.Scheme == "tel" || u.Scheme == "line")
	switch {
	case Units(s) > limit && n.dialect == body:
		n.failf(property, "%s", n.dialect.tooLong(limit))
	case Units(s) > limit:
		n.failf(property, "size must be between 0 and %d", limit)
	case err == nil && !slices.Contains(schemes, strings.ToLower(u.Scheme)) && n.dialect != body:
		n.failf(property, "invalid uri scheme")
	case !hasHost || !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		n.failf(property, "invalid uri")
	}
}

// Units is the length of s as LINE counts it: in UTF-16 code units (docs,
// "Character counting in a text").
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r)) // invalid bytes count as the replacement character
	}
	return n
}

// Graphemes is the length of s as LINE counts labels, the texts of templates
// and of actions: in grapheme clusters.
func Graphemes(s string) int { return uniseg.GraphemeClusterCount(s) }
