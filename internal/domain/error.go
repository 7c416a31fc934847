package domain

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind says what class of failure an Error is; the HTTP layer maps it to a
// status and retry logic decides by it.
type Kind int

// The kinds of errors.
const (
	Internal     Kind = iota // a defect or a broken dependency; details stay in the log
	Invalid                  // the input is wrong; Params say where and how
	NotFound                 // no such thing, or not visible to this actor
	Conflict                 // the thing is in another state than the request assumes
	Unauthorized             // nobody is logged in, or the credentials are wrong
	Forbidden                // logged in, but may not do this here
	TooMany                  // slow down
	Unavailable              // try again later: overload, shutdown, database away
)

// Error is the one error type that crosses package borders. Code is stable: it
// is the key of the text in the i18n catalogues and part of the API.
type Error struct {
	Kind   Kind
	Code   string         // such as "rule.title_missing"
	Params map[string]any // fill the text's placeholders; never message text, names or secrets
	Field  string         // path of the input that is wrong, such as "bubbles[0].text"
	Err    error          // the cause, for the log only
}

// E makes an Error; params alternate key and value.
func E(kind Kind, code string, params ...any) *Error {
	e := &Error{Kind: kind, Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if e.Params == nil {
			e.Params = map[string]any{}
		}
		e.Params[fmt.Sprint(params[i])] = params[i+1]
	}
	return e
}

// At returns a copy of e that names the input field which is wrong.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// Because returns a copy of e with its cause.
func (e *Error) Because(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// Error is the text for logs; people read the catalogue's text of Code.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	if e.Field != "" {
		b.WriteString(" at " + e.Field)
	}
	for _, k := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%v", k, e.Params[k])
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of err; what is not an Error is Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// IsNotFound reports whether err says that a thing does not exist.
func IsNotFound(err error) bool { return err != nil && KindOf(err) == NotFound }

// Errors are several faults of one input, all of which the reader should see
// at once.
type Errors []*Error

// Error joins the texts for the log.
func (es Errors) Error() string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "; ")
}

// Unwrap lets errors.As find the single faults.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// Faults are the faults that errors tell of, in their order: all of Errors, and
// an Error by itself. Errors of another sort are left out.
func Faults(errs ...error) Errors {
	var out Errors
	for _, err := range errs {
		if many, ok := errors.AsType[Errors](err); ok {
			out = append(out, many...)
		} else if one, ok := errors.AsType[*Error](err); ok {
			out = append(out, one)
		}
	}
	return out
}

// OrNil returns nil when there is no fault.
func (es Errors) OrNil() error {
	if len(es) == 0 {
		return nil
	}
	return es
}
