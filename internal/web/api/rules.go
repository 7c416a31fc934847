package api

import (
	"context"
	"net/http"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

// Rule is 応答メッセージ. Without keywords it is a uniform reply.
type Rule struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Enabled   bool      `json:"enabled"`
	Keywords  []string  `json:"keywords"`
	Bubbles   []Bubble  `json:"bubbles"`
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// RuleInput is what an author can edit of a rule.
type RuleInput struct {
	Title    string   `json:"title"`
	Enabled  bool     `json:"enabled"`
	Keywords []string `json:"keywords" doc:"Empty for a uniform reply (一律応答)"`
	Bubbles  []Bubble `json:"bubbles" doc:"One to five; {友だちの表示名} and {アカウント名} are filled in"`
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

type changeRuleInput struct {
	RulePath
	Body RuleInput
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
	route(s, op("create-rule", http.MethodPost, all, tag, "Add a rule behind the others", created),
		func(ctx context.Context, a domain.Actor, in *newRuleInput) (*body[Rule], error) {
			return rule(s.Responder.CreateRule(ctx, a, in.Account, in.Body.rule("")))
		})
	route(s, op("get-rule", http.MethodGet, all+"/{rule}", tag, "One rule"),
		func(ctx context.Context, a domain.Actor, in *RulePath) (*body[Rule], error) {
			return rule(s.Responder.Rule(ctx, a, in.Account, in.Rule))
		})
	route(s, op("update-rule", http.MethodPut, all+"/{rule}", tag, "Change a rule"),
		func(ctx context.Context, a domain.Actor, in *changeRuleInput) (*body[Rule], error) {
			return rule(s.Responder.UpdateRule(ctx, a, in.Account, in.Body.rule(in.Rule)))
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
	return domain.Rule{ID: ruleID, Title: in.Title, Enabled: in.Enabled, Keywords: in.Keywords, Bubbles: bubbles(in.Bubbles)}
}

func rule(r domain.Rule, err error) (*body[Rule], error) {
	if err != nil {
		return nil, err
	}
	return answer(ruleOf(r)), nil
}

func ruleOf(r domain.Rule) Rule {
	return Rule{
		ID: r.ID, Title: r.Title, Enabled: r.Enabled, Keywords: append([]string{}, r.Keywords...), Bubbles: bubblesOf(r.Bubbles),
		CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
	}
}

// SettingsInput is 応答設定 with the greeting.
type SettingsInput struct {
	Chat            bool     `json:"chat" doc:"チャット: whether people can answer"`
	Hours           bool     `json:"hours" doc:"応答時間: whether inside and outside differ"`
	Inside          string   `json:"inside" enum:"manual,manual+auto,auto"`
	Outside         string   `json:"outside" enum:"manual,manual+auto,auto"`
	Greeting        bool     `json:"greeting" doc:"あいさつメッセージ"`
	ManualMinutes   int      `json:"manualMinutes" doc:"How long a member's answer keeps the rules silent"`
	GreetingBubbles []Bubble `json:"greetingBubbles"`
}

// Settings are the response settings and what they mean now.
type Settings struct {
	SettingsInput
	Now SettingsNow `json:"now"`
}

// SettingsNow is who answers at this moment.
type SettingsNow struct {
	Inside      bool   `json:"inside"`
	Method      string `json:"method" enum:"manual,manual+auto,auto"`
	RulesAnswer bool   `json:"rulesAnswer"`
	Reason      string `json:"reason" doc:"chat_off, inside_hours, outside_hours or hours_off"`
}

// Hours is 応答時間.
type Hours struct {
	Zone string              `json:"zone" doc:"IANA time zone" example:"Asia/Tokyo"`
	Week map[string][]string `json:"week" doc:"mon to sun; slots like 10:00-19:00, over midnight 17:00-25:00"`
}

type changeSettingsInput struct {
	AccountPath
	Body SettingsInput
}

type changeHoursInput struct {
	AccountPath
	Body Hours
}

func (s *server) settingRoutes() {
	const tag = "Response settings"
	route(s, op("get-settings", http.MethodGet, "/accounts/{account}/settings", tag, "応答設定"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[Settings], error) {
			return settings(s.Responder.Settings(ctx, a, in.Account))
		})
	route(s, op("set-settings", http.MethodPut, "/accounts/{account}/settings", tag, "Change the response settings"),
		func(ctx context.Context, a domain.Actor, in *changeSettingsInput) (*body[Settings], error) {
			b := in.Body
			rs := domain.ResponseSettings{
				Chat: b.Chat, Hours: b.Hours, Inside: domain.Method(b.Inside), Outside: domain.Method(b.Outside),
				Greeting: b.Greeting, ManualMinutes: b.ManualMinutes,
			}
			if err := s.Responder.SetSettings(ctx, a, in.Account, rs, bubbles(b.GreetingBubbles)); err != nil {
				return nil, err
			}
			return settings(s.Responder.Settings(ctx, a, in.Account))
		})
	route(s, op("get-hours", http.MethodGet, "/accounts/{account}/hours", tag, "応答時間"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[Hours], error) {
			return hoursBody(s.Responder.Hours(ctx, a, in.Account))
		})
	route(s, op("set-hours", http.MethodPut, "/accounts/{account}/hours", tag, "Change the business hours"),
		func(ctx context.Context, a domain.Actor, in *changeHoursInput) (*body[Hours], error) {
			schedule, err := hours.Parse(in.Body.Zone, in.Body.Week)
			if err != nil {
				return nil, err
			}
			if err := s.Responder.SetHours(ctx, a, in.Account, schedule); err != nil {
				return nil, err
			}
			return hoursBody(s.Responder.Hours(ctx, a, in.Account))
		})
}

func settings(v responder.Settings, err error) (*body[Settings], error) {
	if err != nil {
		return nil, err
	}
	return answer(Settings{
		SettingsInput: SettingsInput{
			Chat: v.Chat, Hours: v.Hours, Inside: string(v.Inside), Outside: string(v.Outside), Greeting: v.ResponseSettings.Greeting,
			ManualMinutes: v.ManualMinutes, GreetingBubbles: bubblesOf(v.Greeting),
		},
		Now: nowOf(v.Now),
	}), nil
}

func nowOf(st reply.State) SettingsNow {
	return SettingsNow{Inside: st.Inside, Method: string(st.Method), RulesAnswer: st.RulesAnswer, Reason: string(st.Reason)}
}

func hoursBody(v hours.Schedule, err error) (*body[Hours], error) {
	if err != nil {
		return nil, err
	}
	out := Hours{Zone: v.Zone, Week: map[string][]string{}}
	for _, day := range hours.Days() {
		out.Week[day] = convert(v.Week[day], hours.Slot.String)
	}
	return answer(out), nil
}
