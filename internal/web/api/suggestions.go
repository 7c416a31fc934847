package api

import (
	"context"
	"net/http"
	"time"

	"ohenji/internal/app/rehearse"
	"ohenji/internal/domain"
	"ohenji/internal/domain/suggest"
)

// Suggestions are groups of texts that no rule answers.
type Suggestions struct {
	Since     time.Time    `json:"since"`
	Items     []Suggestion `json:"items" doc:"The biggest first, at most 100"`
	Dismissed int          `json:"dismissed" doc:"Groups that a member does not want"`
	Cut       bool         `json:"cut" doc:"There were more than 5000 messages; these are the newest"`
}

// Suggestion is one group: texts that seem to ask the same.
type Suggestion struct {
	Title     string              `json:"title" doc:"The commonest spelling"`
	Count     int                 `json:"count"`
	Last      time.Time           `json:"last"`
	Spellings []suggest.Spelling  `json:"spellings" doc:"Each for all that fold to the same: the keywords of a rule for the group"`
	Examples  []SuggestionExample `json:"examples" doc:"The latest, at most 5"`
	Rules     []SuggestionRule    `json:"rules" doc:"With keywords that are like the group, at most 3"`
}

// SuggestionExample is a message of the group.
type SuggestionExample struct {
	MessageID      string    `json:"messageId"`
	ConversationID string    `json:"conversationId"`
	ContactName    string    `json:"contactName"`
	Text           string    `json:"text"`
	At             time.Time `json:"at"`
}

// SuggestionRule is a rule that the group could be added to.
type SuggestionRule struct {
	RuleID  string `json:"ruleId"`
	Title   string `json:"title"`
	Keyword string `json:"keyword" doc:"What is like the group"`
}

type suggestionsInput struct {
	AccountPath
	Days      int  `query:"days" minimum:"1" maximum:"90" default:"30"`
	Dismissed bool `query:"dismissed" doc:"The groups that a member does not want, in place of the others"`
}

type textsInput struct {
	AccountPath
	Body struct {
		Texts []string `json:"texts" minItems:"1" maxItems:"500" doc:"The spellings of a group"`
	}
}

func (s *server) suggestionRoutes() {
	const tag, all = "Rules", "/accounts/{account}/rules/suggestions"
	route(s, op("list-suggestions", http.MethodGet, all, tag, "Texts that no rule answered, in groups"),
		func(ctx context.Context, a domain.Actor, in *suggestionsInput) (*body[Suggestions], error) {
			out, err := s.Rehearse.Suggestions(ctx, a, in.Account, in.Days, in.Dismissed)
			return answer(Suggestions{
				Since: out.Since, Items: convert(out.Groups, suggestionOf), Dismissed: out.Dismissed, Cut: out.Cut,
			}), err
		})
	route(s, op("dismiss-suggestion", http.MethodPost, all+"/dismiss", tag, "Do not suggest these texts any more", noContent),
		func(ctx context.Context, a domain.Actor, in *textsInput) (*empty, error) {
			return nil, s.Rehearse.Dismiss(ctx, a, in.Account, in.Body.Texts)
		})
	route(s, op("restore-suggestion", http.MethodPost, all+"/restore", tag, "Suggest these texts again", noContent),
		func(ctx context.Context, a domain.Actor, in *textsInput) (*empty, error) {
			return nil, s.Rehearse.Restore(ctx, a, in.Account, in.Body.Texts)
		})
}

func suggestionOf(g rehearse.Suggestion) Suggestion {
	return Suggestion{
		Title: g.Title, Count: g.Count, Last: g.Last, Spellings: g.Spellings,
		Examples: convert(g.Examples, func(e rehearse.Example) SuggestionExample {
			return SuggestionExample{
				MessageID: e.Message.ID, ConversationID: e.Message.ConversationID, ContactName: e.ContactName, Text: e.Message.Text, At: e.Message.At,
			}
		}),
		Rules: convert(g.Rules, func(r rehearse.Near) SuggestionRule {
			return SuggestionRule{RuleID: r.RuleID, Title: r.Title, Keyword: r.Keyword}
		}),
	}
}
