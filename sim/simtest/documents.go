package simtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// DocumentsEnv names a folder with LINE's OpenAPI documents, a checkout of
// github.com/line/line-openapi, which are not part of this project. Where it is
// set, every simulator in a test holds each request, answer and webhook against
// them.
const DocumentsEnv = "OHENJI_LINE_OPENAPI"

// Names of LINE's documents: those of its API, and the one of its webhooks.
func apiDocuments() []string {
	return []string{
		"messaging-api", "insight", "manage-audience", "channel-access-token", "module", "module-attach", "liff", "shop",
	}
}

const webhookDocument = "webhook"

// documents are LINE's OpenAPI documents, read once for all tests of a process:
// that takes longer than most tests.
//
//nolint:gochecknoglobals // see above
var documents = sync.OnceValues(func() (*specification, error) {
	dir := os.Getenv(DocumentsEnv)
	if dir == "" {
		return nil, nil //nolint:nilnil // not there: nothing is held against it
	}
	s := &specification{}
	for _, name := range append(apiDocuments(), webhookDocument) {
		doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(dir, name+".yml"))
		if err != nil {
			return nil, fmt.Errorf("LINE's document %s: %w", name, err)
		}
		if name == webhookDocument {
			s.webhooks = doc
			continue
		}
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				s.routes = append(s.routes, route{strings.Split(path, "/"), &routers.Route{
					Spec: doc, Path: path, PathItem: item, Method: method, Operation: op,
				}})
			}
		}
	}
	return s, nil
})

// specification is what the documents say.
type specification struct {
	routes   []route
	webhooks *openapi3.T
}

type route struct {
	segments []string
	*routers.Route
}

// find returns the operation of a request and the values in its path; where
// several paths fit, the one with the fewest parameters.
func (s *specification) find(r *http.Request) (*routers.Route, map[string]string) {
	segments := strings.Split(r.URL.Path, "/")
	var best *routers.Route
	var values map[string]string
	for _, candidate := range s.routes {
		if candidate.Method != r.Method || len(candidate.segments) != len(segments) {
			continue
		}
		if got, ok := fit(candidate.segments, segments); ok && (best == nil || len(got) < len(values)) {
			best, values = candidate.Route, got
		}
	}
	return best, values
}

func fit(pattern, segments []string) (map[string]string, bool) {
	values := map[string]string{}
	for i, p := range pattern {
		name, isParam := strings.CutPrefix(p, "{")
		switch {
		case isParam && segments[i] != "":
			values[strings.TrimSuffix(name, "}")] = segments[i]
		case p != segments[i]:
			return nil, false
		}
	}
	return values, true
}

// held holds the calls of LINE's API against the documents. It notes in strange
// when the control surface makes webhooks that LINE does not send.
func held(t testing.TB, next http.Handler, strange *atomic.Bool) http.Handler {
	t.Helper()
	spec := specified(t)
	if spec == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_sim/events" || r.URL.Path == "/_sim/faults" {
			strange.Store(true)
		}
		op, params := spec.find(r)
		if op == nil {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client is gone
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		input := &openapi3filter.RequestValidationInput{
			Request: r.Clone(r.Context()), PathParams: params, Route: op,
			Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true, SkipSettingDefaults: true},
		}
		input.Request.Body = io.NopCloser(bytes.NewReader(body))
		fault := cmp.Or(openapi3filter.ValidateRequest(r.Context(), input), bodyFault(op, body))
		out := &answer{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(out, r)
		if fault != nil && out.status < 400 {
			deviates(t, op.Operation.OperationID, "took a request that LINE's documents forbid", fault)
		}
		out.check(t, input)
	})
}

func specified(t testing.TB) *specification {
	t.Helper()
	if _, fuzz := t.(*testing.F); fuzz {
		return nil // it may not be told of failures while its inputs are tried
	}
	spec, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// holding returns a client for webhooks that holds them against LINE's document.
func holding(t testing.TB, client *http.Client, strange *atomic.Bool) *http.Client {
	t.Helper()
	spec := specified(t)
	if spec == nil || client != nil {
		return client
	}
	return &http.Client{Transport: &webhooksHeld{http.DefaultTransport, t, spec, strange.Load}}
}

// bodyFault holds a JSON body against the schemas of its parts' own kinds, such
// as those of message objects.
func bodyFault(op *routers.Route, body []byte) error {
	if op.Operation.RequestBody == nil {
		return nil
	}
	media := op.Operation.RequestBody.Value.Content["application/json"]
	var value any
	if media == nil || !json.Valid(body) {
		return nil // told by the validator
	}
	if err := json.Unmarshal(body, &value); err != nil {
		return err
	}
	return conforms(op.Spec, media.Schema, value, "")
}

// answer passes an answer on and keeps it.
type answer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// Unwrap lets http.ResponseController reach what is below.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader keeps the status.
func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Write keeps the body.
func (a *answer) Write(b []byte) (int, error) {
	a.body.Write(b)
	return a.ResponseWriter.Write(b)
}

// check holds the answer against the document. LINE documents few statuses of
// errors; the others are not looked at, nor is the 501 of what is not simulated.
func (a *answer) check(t testing.TB, input *openapi3filter.RequestValidationInput) {
	t.Helper()
	op := input.Route.Operation
	if op.Responses.Status(a.status) == nil {
		if a.status < 400 {
			deviates(t, op.OperationID, "answered", fmt.Errorf("status %d, which LINE does not document", a.status))
		}
		return
	}
	err := openapi3filter.ValidateResponse(input.Request.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: a.status, Header: a.Header(), Options: input.Options,
		Body: io.NopCloser(bytes.NewReader(a.body.Bytes())),
	})
	if err != nil {
		deviates(t, op.OperationID, "answered what LINE's documents do not say", err)
	}
}

// webhooksHeld holds the webhooks that a transport carries against LINE's
// document. Events that a test injects, and those that a fault makes strange on
// purpose, are its own affair: carriesOwn says whether there are any.
type webhooksHeld struct {
	next       http.RoundTripper
	t          testing.TB
	spec       *specification
	carriesOwn func() bool
}

// RoundTrip carries one webhook.
func (w *webhooksHeld) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.GetBody == nil || w.carriesOwn() {
		return w.next.RoundTrip(r)
	}
	copied, err := r.GetBody()
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(copied)
	if err := errors.Join(err, copied.Close()); err != nil {
		return nil, err
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		w.t.Errorf("a webhook is no JSON: %v", err)
	}
	if err := conforms(w.spec.webhooks, w.spec.webhooks.Components.Schemas["CallbackRequest"], value, ""); err != nil {
		deviates(w.t, "callback", "sent a webhook that LINE's document does not know", err)
	}
	return w.next.RoundTrip(r)
}

// conforms checks a value by its schema and, where that has a discriminator, by
// the schema of the value's own kind, which the validator does not look for in
// LINE's documents.
func conforms(doc *openapi3.T, ref *openapi3.SchemaRef, value any, path string) error {
	if ref == nil || ref.Value == nil {
		return nil
	}
	schema := ref.Value
	if err := schema.VisitJSON(value, openapi3.MultiErrors()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if list, ok := value.([]any); ok {
		for i, v := range list {
			if err := conforms(doc, schema.Items, v, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	if schema.Discriminator != nil {
		kind, _ := fields[schema.Discriminator.PropertyName].(string)
		mapped := schema.Discriminator.Mapping[kind].Ref
		name := mapped[strings.LastIndex(mapped, "/")+1:]
		own := doc.Components.Schemas[name]
		if own == nil {
			return fmt.Errorf("%s: LINE knows no %q there", path, kind)
		}
		if own.Value != schema {
			return conforms(doc, &openapi3.SchemaRef{Value: undiscriminated(own.Value)}, value, path)
		}
	}
	return fieldsConform(doc, schema, fields, path)
}

// undiscriminated is a kind's own schema without the discriminator that it has
// from the schema it is a kind of.
func undiscriminated(s *openapi3.Schema) *openapi3.Schema {
	out := *s
	out.AllOf = nil
	for _, part := range s.AllOf {
		if part.Value.Discriminator == nil {
			out.AllOf = append(out.AllOf, part)
			continue
		}
		plain := *part.Value
		plain.Discriminator = nil
		out.AllOf = append(out.AllOf, &openapi3.SchemaRef{Value: &plain})
	}
	return &out
}

func fieldsConform(doc *openapi3.T, schema *openapi3.Schema, fields map[string]any, path string) error {
	for _, part := range schema.AllOf {
		if part.Value == nil {
			continue
		}
		if err := conforms(doc, part, fields, path); err != nil {
			return err
		}
	}
	for name, property := range schema.Properties {
		if v, ok := fields[name]; ok {
			if err := conforms(doc, property, v, path+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

// deviates fails the test unless the deviation is a known one of LINE's
// documents.
func deviates(t testing.TB, operation, what string, err error) {
	t.Helper()
	known := slices.ContainsFunc(deviations(), func(d deviation) bool {
		return (d.operation == operation || d.operation == "") && strings.Contains(err.Error(), d.words)
	})
	if !known {
		t.Errorf("%s: the simulator %s: %v", operation, what, err)
	}
}
