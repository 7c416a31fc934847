package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ohenji/internal/app/apply"
	"ohenji/internal/domain"
	"ohenji/internal/tree"
)

// ImportOutcome is what an import does, or would do.
type ImportOutcome struct {
	State  string       `json:"state" doc:"Stands for what the account answers: of a dry run as it is, else as it became"`
	Steps  []ImportStep `json:"steps" doc:"In the order in which they are made; empty when nothing changes"`
	Faults []FileFault  `json:"faults" doc:"Of a dry run: all that is wrong with the file, which is not imported then"`
}

// ImportStep is one change.
type ImportStep struct {
	What string `json:"what" enum:"settings.change,greeting.change,greeting_back.change,hours.change,schedule.add,schedule.change,schedule.remove,rule.add,rule.change,rule.move,rule.remove"`
	// Title is empty for what there is once.
	Title string `json:"title" doc:"Of the rule, or name of the schedule"`
}

// FileFault is one thing that is wrong with a file.
type FileFault struct {
	Line    int    `json:"line" doc:"From 1"`
	Column  int    `json:"column,omitempty" doc:"From 1, where it is known"`
	Field   string `json:"field" doc:"Path such as rules[0].bubbles[1].text; in CSV the name of the column"`
	Code    string `json:"code"`
	Message string `json:"message" doc:"In the reader's language"`
}

type exportInput struct {
	AccountPath
	Format string `query:"format" enum:"yaml,json,csv" default:"yaml" doc:"csv has the rules only"`
}

// download is a file to be kept.
type download struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

type importInput struct {
	AccountPath
	Format   string   `query:"format" enum:"yaml,json,csv" default:"yaml"`
	DryRun   bool     `query:"dryRun" doc:"Only say what would change, and what is wrong"`
	Rules    string   `query:"rules" enum:"replace,merge" default:"replace" doc:"Whether what the file lacks is removed: rules and named schedules. With merge, rules keep their places"`
	Parts    []string `query:"parts" enum:"settings,greeting,hours,rules" doc:"What of the file counts; all when left out. hours includes the named schedules"`
	State    string   `query:"state" doc:"Of the dry run: fails with 409 transfer.changed when the account is another by now"`
	Language string   `header:"Accept-Language" hidden:"true"`
	RawBody  []byte   `contentType:"application/octet-stream"`
}

// mediaTypes are those of answers files.
func mediaTypes() map[string]string {
	return map[string]string{"yaml": "application/yaml", "json": "application/json", "csv": "text/csv; charset=utf-8"}
}

func (s *server) transferRoutes() {
	const tag, base = "Rules", "/accounts/{account}/answers"
	route(s, op("export-answers", http.MethodGet, base+"/export", tag, "Settings, greetings, hours and rules as a file", files),
		func(ctx context.Context, a domain.Actor, in *exportInput) (*download, error) {
			f, err := s.Apply.Export(ctx, a, in.Account, apply.Format(in.Format))
			if err != nil {
				return nil, err
			}
			return &download{
				Type: mediaTypes()[in.Format], Disposition: fmt.Sprintf("attachment; filename=%q", f.Name), Cache: "no-store", Body: f.Data,
			}, nil
		})
	route(s, op("import-answers", http.MethodPost, base+"/import", tag, "Bring the account to what an exported file says; a faulty file changes nothing",
		func(o *huma.Operation) { o.MaxBodyBytes = tree.MaxBytes }),
		func(ctx context.Context, a domain.Actor, in *importInput) (*body[ImportOutcome], error) {
			out, err := s.Apply.Import(ctx, a, in.Account, apply.Import{
				Format: apply.Format(in.Format), Merge: in.Rules == "merge", DryRun: in.DryRun, State: in.State,
				Parts: convert(in.Parts, func(p string) apply.Part { return apply.Part(p) }),
			}, in.RawBody)
			if faults, ok := errors.AsType[apply.Faults](err); ok {
				return nil, problems(faults)
			}
			if err != nil {
				return nil, err
			}
			return answer(s.outcomeOf(s.Text.Match(in.Language), out)), nil
		})
}

// files says that an operation answers with a file.
func files(o *huma.Operation) {
	content := map[string]*huma.MediaType{}
	for _, kind := range mediaTypes() {
		kind, _, _ = strings.Cut(kind, ";")
		content[kind] = &huma.MediaType{Schema: &huma.Schema{}}
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: content}}
}

func (s *server) outcomeOf(lang string, out apply.Outcome) ImportOutcome {
	return ImportOutcome{
		State: out.State,
		Steps: convert(out.Steps, func(st apply.Step) ImportStep { return ImportStep{What: string(st.What), Title: st.Title} }),
		Faults: convert(out.Faults, func(f apply.Fault) FileFault {
			return FileFault{
				Line: f.Line, Column: f.Column, Field: f.Err.Field, Code: f.Err.Code, Message: s.Text.Text(lang, f.Err.Code, f.Err.Params),
			}
		}),
	}
}

// problems are the faults of a file as those of a request: with their lines
// among the parameters.
func problems(faults apply.Faults) error {
	var out domain.Errors
	for _, f := range faults {
		params := []any{"line", f.Line}
		for name, value := range f.Err.Params {
			params = append(params, name, value)
		}
		out = append(out, domain.E(f.Err.Kind, f.Err.Code, params...).At(f.Err.Field))
	}
	return out
}

// isFile reports whether a request brings a file, which may be larger than
// others and whose text is in an encoding of its own.
func isFile(r *http.Request) bool {
	ok, err := path.Match(Base+"/accounts/*/answers/import", r.URL.Path)
	return ok && err == nil && r.Method == http.MethodPost
}
