package api

import (
	"context"
	"net/http"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
)

// Rule is 応答メッセージ. Without keywords, kinds and postbacks it is a uniform
// reply.
type Rule struct {
	ID string `json:"id"`
	RuleInput
	Hits      int64      `json:"hits" doc:"Messages that it answered"`
	LastHitAt *time.Time `json:"lastHitAt,omitempty"`
	CreatedAt time.Time  `json:"createdAt"`
	UpdatedAt time.Time  `json:"updatedAt"`
}

// RuleInput is what an author can edit of a rule.
type RuleInput struct {
	Title    string   `json:"title"`
	Enabled  bool     `json:"enabled"`
	Keywords []string `json:"keywords" doc:"Empty for a uniform reply (一律応答) and for one by kind or postback"`
	Bubbles  []Bubble `json:"bubbles" doc:"One to five; {友だちの表示名}, {アカウント名}, {次の営業開始}, {日付} and {属性:name|text} are filled in"`
	domain.RuleOptions
}

// RuleHits is how often a rule answered.
type RuleHits struct {
	ID        string    `json:"id"`
	Hits      int64     `json:"hits"`
	LastHitAt time.Time `json:"lastHitAt"`
}

// RulePath names a rule.
type RulePath struct {
	AccountPath
	Rule string `path:"rule"`
}

type newRuleInput struct {
	AccountPath
	Body RuleInput
}

type replaceRuleInput struct {
	RulePath
	Body struct {
		RuleInput
		UpdatedAt time.Time `json:"updatedAt,omitzero" doc:"Of the rule as its author read it: a later change by somebody else is then not overwritten (409 rule.changed)"`
	}
}

type changeRuleInput struct {
	RulePath
	Body struct {
		Enabled *bool   `json:"enabled,omitempty"`
		Folder  *string `json:"folder,omitempty" doc:"Empty for none"`
	}
}

type keywordsInput struct {
	RulePath
	Body struct {
		Keywords []string `json:"keywords" doc:"To be added; those that the rule has already stay"`
	}
}

type orderInput struct {
	AccountPath
	Body struct {
		IDs []string `json:"ids" doc:"All rules of the account, first one first"`
	}
}

func (s *server) ruleRoutes() {
	const tag, all = "Rules", "/accounts/{account}/rules"
	route(s, op("list-rules", http.MethodGet, all, tag, "All rules in their order"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[List[Rule]], error) {
			rs, err := s.Responder.Rules(ctx, a, in.Account)
			return answer(List[Rule]{convert(rs, ruleOf)}), err
		})
	route(s, op("list-rule-hits", http.MethodGet, all+"/hits", tag, "How often rules have answered; those that never did are left out"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[List[RuleHits]], error) {
			hits, err := s.Responder.Hits(ctx, a, in.Account)
			return answer(List[RuleHits]{convert(hits, func(h responder.Hit) RuleHits { return RuleHits{h.RuleID, h.Count, h.LastAt} })}), err
		})
	route(s, op("create-rule", http.MethodPost, all, tag, "Add a rule behind the others", created),
		func(ctx context.Context, a domain.Actor, in *newRuleInput) (*body[Rule], error) {
			return rule(s.Responder.CreateRule(ctx, a, in.Account, in.Body.rule("")))
		})
	route(s, op("get-rule", http.MethodGet, all+"/{rule}", tag, "One rule"),
		func(ctx context.Context, a domain.Actor, in *RulePath) (*body[Rule], error) {
			return rule(s.Responder.Rule(ctx, a, in.Account, in.Rule))
		})
	route(s, op("update-rule", http.MethodPut, all+"/{rule}", tag, "Change a rule"),
		func(ctx context.Context, a domain.Actor, in *replaceRuleInput) (*body[Rule], error) {
			r := in.Body.rule(in.Rule)
			r.UpdatedAt = in.Body.UpdatedAt
			return rule(s.Responder.UpdateRule(ctx, a, in.Account, r))
		})
	route(s, op("change-rule", http.MethodPatch, all+"/{rule}", tag, "Turn a rule on or off, or move it to a folder"),
		func(ctx context.Context, a domain.Actor, in *changeRuleInput) (*body[Rule], error) {
			c := responder.RuleChange{Enabled: in.Body.Enabled, Folder: in.Body.Folder}
			return rule(s.Responder.ChangeRule(ctx, a, in.Account, in.Rule, c))
		})
	route(s, op("add-keywords", http.MethodPost, all+"/{rule}/keywords", tag, "Add keywords to a rule"),
		func(ctx context.Context, a domain.Actor, in *keywordsInput) (*body[Rule], error) {
			return rule(s.Responder.AddKeywords(ctx, a, in.Account, in.Rule, in.Body.Keywords))
		})
	route(s, op("delete-rule", http.MethodDelete, all+"/{rule}", tag, "Delete a rule"),
		func(ctx context.Context, a domain.Actor, in *RulePath) (*empty, error) {
			return nil, s.Responder.DeleteRule(ctx, a, in.Account, in.Rule)
		})
	route(s, op("order-rules", http.MethodPut, all+"/order", tag, "Put the rules into an order", noContent),
		func(ctx context.Context, a domain.Actor, in *orderInput) (*empty, error) {
			return nil, s.Responder.OrderRules(ctx, a, in.Account, in.Body.IDs)
		})
}

func (in RuleInput) rule(ruleID string) domain.Rule {
	return domain.Rule{
		ID: ruleID, Title: in.Title, Enabled: in.Enabled, Keywords: in.Keywords, Bubbles: in.Bubbles, RuleOptions: in.RuleOptions,
	}
}

func rule(r domain.Rule, err error) (*body[Rule], error) {
	if err != nil {
		return nil, err
	}
	return answer(ruleOf(r)), nil
}

func ruleOf(r domain.Rule) Rule {
	return Rule{
		ID: r.ID, Hits: r.Hits, LastHitAt: when(r.LastHitAt), CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
		RuleInput: RuleInput{
			Title: r.Title, Enabled: r.Enabled, Keywords: append([]string{}, r.Keywords...), Bubbles: bubblesOf(r.Bubbles),
			RuleOptions: r.RuleOptions,
		},
	}
}
