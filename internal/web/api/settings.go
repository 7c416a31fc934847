package api

import (
	"cmp"
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
	ManualEnd       string   `json:"manualEnd,omitempty" enum:"time,closing,hand" doc:"What ends the manual window: manualMinutes, the end of business hours (outside them manualMinutes), or only a member"`
	HoursName       string   `json:"hoursName,omitempty" doc:"The schedule that is the account's 応答時間; empty is the one without a name"`
	Uniform         string   `json:"uniform,omitempty" enum:"order,random" doc:"Which of several uniform replies answers: the first, or any, as in LINE's own manager"`
	OnUnblock       string   `json:"onUnblock,omitempty" enum:"same,own,none" doc:"What greets a friend who unblocks the account"`
	ManagerOff      bool     `json:"managerOff,omitempty" doc:"The owner's word that LINE's own manager answers nothing"`
	GreetingBubbles []Bubble `json:"greetingBubbles"`
	// A friend who unblocks gets these with onUnblock own.
	GreetingBackBubbles []Bubble `json:"greetingBackBubbles,omitempty" doc:"With onUnblock own"`
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
	NextOpening string `json:"nextOpening,omitempty" doc:"As {次の営業開始} says it now; missing when there is none"`
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
			if err := s.Responder.SetSettings(ctx, a, in.Account, in.Body.settings()); err != nil {
				return nil, err
			}
			return settings(s.Responder.Settings(ctx, a, in.Account))
		})
}

// settings are the input in the words of the use cases.
func (in SettingsInput) settings() responder.NewSettings {
	n := responder.NewSettings{Greeting: in.GreetingBubbles, GreetingBack: in.GreetingBackBubbles}
	n.ResponseSettings = domain.ResponseSettings{
		Chat: in.Chat, Hours: in.Hours, Inside: domain.Method(in.Inside), Outside: domain.Method(in.Outside),
		Greeting: in.Greeting, ManualMinutes: in.ManualMinutes, ManualEnd: domain.ManualEnd(in.ManualEnd), HoursName: in.HoursName,
		Uniform: domain.UniformChoice(in.Uniform), OnUnblock: domain.GreetBack(in.OnUnblock), ManagerOff: in.ManagerOff,
	}
	return n
}

func settings(v responder.Settings, err error) (*body[Settings], error) {
	if err != nil {
		return nil, err
	}
	return answer(Settings{
		SettingsInput: SettingsInput{
			Chat: v.Chat, Hours: v.Hours, Inside: string(v.Inside), Outside: string(v.Outside), Greeting: v.ResponseSettings.Greeting,
			ManualMinutes: v.ManualMinutes, ManualEnd: string(cmp.Or(v.ManualEnd, domain.ManualByTime)), HoursName: v.HoursName,
			Uniform: string(cmp.Or(v.Uniform, domain.UniformByOrder)), OnUnblock: string(cmp.Or(v.OnUnblock, domain.GreetBackSame)),
			ManagerOff: v.ManagerOff, GreetingBubbles: bubblesOf(v.Greeting), GreetingBackBubbles: bubblesOf(v.GreetingBack),
		},
		Now: nowOf(v.Now, v.NextOpening),
	}), nil
}

func nowOf(st reply.State, opening string) SettingsNow {
	return SettingsNow{
		Inside: st.Inside, Method: string(st.Method), RulesAnswer: st.RulesAnswer, Reason: string(st.Reason), NextOpening: opening,
	}
}
