package api

import (
	"context"
	"net/http"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
)

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

type changeSettingsInput struct {
	AccountPath
	Body SettingsInput
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
