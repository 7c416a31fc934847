// Package api is the REST API under /api/v1: everything that the desk can do,
// for the console, scripts and integrations alike. Its OpenAPI document is
// generated from this code.
package api

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ohenji/internal/app/account"
	"ohenji/internal/app/apply"
	"ohenji/internal/app/inbox"
	"ohenji/internal/app/member"
	"ohenji/internal/app/rehearse"
	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/i18n"
	"ohenji/internal/live"
)

// Deps are what the API needs.
type Deps struct {
	Account   *account.Service
	Apply     *apply.Service
	Inbox     *inbox.Service
	Member    *member.Service
	Rehearse  *rehearse.Service
	Responder *responder.Service
	Hub       *live.Hub
	Clock     *clock.Clock
	Text      *i18n.Catalogue
	Log       *slog.Logger
	// PublicURL is the address of the installation for people; with https its
	// cookies are for https only.
	PublicURL string
	Version   string
}

// Base is the path of the API.
const Base = "/api/v1"

// server is the API with its dependencies.
type server struct {
	Deps
	huma   huma.API
	secure bool
}

// Handler returns the API for the paths below Base, with protection against
// requests that another site makes a browser send.
func Handler(d Deps) (http.Handler, error) {
	mux, s := build(d)
	mux.Handle(Base+"/", s.refuse(domain.E(domain.NotFound, "request.not_found")))
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.refuse(domain.E(domain.Forbidden, "request.cross_site")))
	if u, err := url.Parse(d.PublicURL); err == nil && u.Host != "" {
		if err := guard.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, err
		}
	}
	return guard.Handler(s.plainText(mux)), nil
}

// WriteOpenAPI writes the API's OpenAPI 3.1 document as YAML.
func WriteOpenAPI(w io.Writer) error {
	_, s := build(Deps{Version: "v1"})
	doc, err := s.huma.OpenAPI().YAML()
	if err != nil {
		return err
	}
	_, err = w.Write(doc)
	return err
}

func build(d Deps) (*http.ServeMux, *server) {
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Ohenji API", d.Version)
	config.Info.Description = description
	config.OpenAPIPath = Base + "/openapi"
	config.DocsPath, config.SchemasPath = "", "" // the console shows the documentation, without other sites' scripts
	config.CreateHooks = nil                     // no $schema in answers
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName},
		"token":   {Type: "http", Scheme: "bearer"},
	}
	s := &server{Deps: d}
	if u, err := url.Parse(d.PublicURL); err == nil {
		s.secure = u.Scheme == "https"
	}
	config.Transformers = []huma.Transformer{s.localize}
	config.OnAddOperation = append(config.OnAddOperation, documentProblems)
	bubbleSchemas(config.Components.Schemas)
	s.huma = humago.New(mux, config)
	s.huma.UseMiddleware(s.identify)
	s.sessionRoutes()
	s.memberRoutes()
	s.accountRoutes()
	s.conversationRoutes()
	s.ruleRoutes()
	s.rehearseRoutes()
	s.suggestionRoutes()
	s.settingRoutes()
	s.hourRoutes()
	s.transferRoutes()
	s.contactRoutes()
	s.deliveryRoutes()
	s.eventRoutes()
	tidySchemas(s.huma.OpenAPI().Components.Schemas)
	return mux, s
}

const description = `Everything that the desk can do. Authenticate with the session cookie of a log-in, or with an API token
(` + "`ohenji token create`" + `) as ` + "`Authorization: Bearer ohj_…`" + `. Errors are problem documents (RFC 9457) with a stable code; their
texts follow Accept-Language (ja, en). Times are RFC 3339 in UTC. Lists are paged by an opaque cursor.`

// open are the operations that need nobody logged in.
func open(o *huma.Operation) { o.Security = []map[string][]string{} }

// requestTime is how long a request with a body may take. The framework's own
// limit, five seconds, is set on the connection and ends the handler as well,
// which may wait for LINE or for the database.
const requestTime = 30 * time.Second

// op describes an operation in one line.
func op(id, method, path, tag, summary string, more ...func(*huma.Operation)) huma.Operation {
	o := huma.Operation{
		OperationID: id, Method: method, Path: Base + path, Tags: []string{tag}, Summary: summary, BodyReadTimeout: requestTime,
		Security: []map[string][]string{{"session": {}}, {"token": {}}},
	}
	if method == http.MethodDelete {
		o.DefaultStatus = http.StatusNoContent
	}
	for _, m := range more {
		m(&o)
	}
	return o
}

func created(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }

// route registers a handler that gets the actor as an argument and whose
// errors become problem documents.
func route[I, O any](s *server, o huma.Operation, do func(ctx context.Context, actor domain.Actor, in *I) (*O, error)) {
	huma.Register(s.huma, o, func(ctx context.Context, in *I) (*O, error) {
		who := identityOf(ctx)
		if who.err != nil && len(o.Security) > 0 {
			return nil, s.failure(ctx, who.err)
		}
		if who.actor.Kind == "" && len(o.Security) > 0 {
			return nil, s.failure(ctx, domain.E(domain.Unauthorized, "session.required"))
		}
		out, err := do(ctx, who.actor, in)
		if err != nil {
			return nil, s.failure(ctx, err)
		}
		return out, nil
	})
}

// empty is the answer without content.
type empty struct{}

// body wraps a JSON answer.
type body[T any] struct{ Body T }

func answer[T any](v T) *body[T] { return &body[T]{v} }
