package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"ohenji/internal/domain"
)

// Problem is an error as a client gets it (RFC 9457).
type Problem struct {
	Status int            `json:"status" doc:"HTTP status"`
	Code   string         `json:"code" doc:"Stable name of the error, to decide by"`
	Title  string         `json:"title" doc:"HTTP status in words"`
	Detail string         `json:"detail" doc:"What happened and what to do, in the reader's language"`
	Params map[string]any `json:"params,omitempty" doc:"Values in the detail"`
	Errors []FieldProblem `json:"errors,omitempty" doc:"What is wrong with single fields of the request"`
}

// FieldProblem is one faulty field of a request.
type FieldProblem struct {
	Location string         `json:"location" doc:"Path of the field, such as body.bubbles[0].text"`
	Code     string         `json:"code"`
	Message  string         `json:"message"`
	Params   map[string]any `json:"params,omitempty"`
}

// ContentType names problem documents as such.
func (Problem) ContentType(string) string { return "application/problem+json" }

// failure is an error on its way to becoming a Problem: the reader's language
// is known only when it is written.
type failure struct{ err error }

// Error is for the log.
func (f *failure) Error() string { return f.err.Error() }

// GetStatus is the HTTP status of the error.
func (f *failure) GetStatus() int { return statusOf(domain.KindOf(f.err)) }

// ContentType names problem documents as such.
func (f *failure) ContentType(string) string { return "application/problem+json" }

func statusOf(k domain.Kind) int {
	switch k {
	case domain.Invalid:
		return http.StatusUnprocessableEntity
	case domain.NotFound:
		return http.StatusNotFound
	case domain.Conflict:
		return http.StatusConflict
	case domain.Unauthorized:
		return http.StatusUnauthorized
	case domain.Forbidden:
		return http.StatusForbidden
	case domain.TooMany:
		return http.StatusTooManyRequests
	case domain.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// failure logs what only we should know, once, and hides it from the client.
func (s *server) failure(ctx context.Context, err error) error {
	f := &failure{err: err}
	switch status := f.GetStatus(); {
	case ctx.Err() != nil:
		s.Log.DebugContext(ctx, "request given up by its client", "error", err)
	case status >= http.StatusInternalServerError:
		s.Log.ErrorContext(ctx, "request failed", "error", err)
	default:
		s.Log.DebugContext(ctx, "request refused", "status", status, "error", err)
	}
	return f
}

// localize writes errors in the reader's language. What the framework found
// wrong with a request before any handler saw it is brought to the same form.
func (s *server) localize(ctx huma.Context, _ string, v any) (any, error) {
	lang := s.Text.Match(ctx.Header("Accept-Language"))
	switch e := v.(type) {
	case *failure:
		return s.problem(lang, e), nil
	case *huma.ErrorModel:
		p := Problem{Status: e.Status, Title: http.StatusText(e.Status), Code: requestCode(e.Status)}
		p.Detail = s.Text.Text(lang, p.Code, nil)
		for _, d := range e.Errors {
			p.Errors = append(p.Errors, FieldProblem{Location: d.Location, Code: "request.field_invalid", Message: d.Message})
		}
		return p, nil
	}
	return v, nil
}

func requestCode(status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return "request.too_large"
	case http.StatusUnsupportedMediaType:
		return "request.media_type"
	case http.StatusNotFound:
		return "request.not_found"
	default:
		return "request.invalid"
	}
}

func (s *server) problem(lang string, f *failure) Problem {
	p := Problem{Status: f.GetStatus(), Title: http.StatusText(f.GetStatus())}
	if many, ok := errors.AsType[domain.Errors](f.err); ok && len(many) > 0 {
		p.Code = "request.invalid"
		p.Detail = s.Text.Text(lang, p.Code, nil)
		for _, e := range many {
			p.Errors = append(p.Errors, s.field(lang, e))
		}
		return p
	}
	e, ok := errors.AsType[*domain.Error](f.err)
	if !ok || e.Kind == domain.Internal {
		e = domain.E(domain.Internal, "internal")
	}
	p.Code, p.Params, p.Detail = e.Code, e.Params, s.Text.Text(lang, e.Code, e.Params)
	if e.Field != "" {
		p.Errors = []FieldProblem{s.field(lang, e)}
	}
	return p
}

// refuse answers requests that reach no operation.
func (s *server) refuse(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := s.problem(s.Text.Match(r.Header.Get("Accept-Language")), &failure{err: err})
		w.Header().Set("Content-Type", p.ContentType(""))
		w.WriteHeader(p.Status)
		if err := json.NewEncoder(w).Encode(p); err != nil {
			s.Log.DebugContext(r.Context(), "refusal not read", "error", err)
		}
	})
}

func (s *server) field(lang string, e *domain.Error) FieldProblem {
	return FieldProblem{Location: "body." + e.Field, Code: e.Code, Message: s.Text.Text(lang, e.Code, e.Params), Params: e.Params}
}

// documentProblems says in the OpenAPI document what errors look like.
func documentProblems(doc *huma.OpenAPI, o *huma.Operation) {
	schema := doc.Components.Schemas.Schema(typeOf[Problem](), true, "Problem")
	o.Responses["default"] = &huma.Response{
		Description: "The request was not carried out.",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schema}},
	}
	for status := range o.Responses {
		if status != "default" && status[0] >= '4' {
			delete(o.Responses, status)
		}
	}
}

// tidySchemas says that our lists are never null, in either direction, and
// leaves out the framework's own form of errors, which no answer has.
func tidySchemas(schemas huma.Registry) {
	all := schemas.Map()
	delete(all, "ErrorModel")
	delete(all, "ErrorDetail")
	for _, schema := range all {
		for _, property := range schema.Properties {
			listsOnly(property)
		}
	}
}

func listsOnly(s *huma.Schema) {
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	if s.Items != nil {
		listsOnly(s.Items)
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		listsOnly(values)
	}
}
