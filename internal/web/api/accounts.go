package api

import (
	"context"
	"net/http"
	"time"

	"ohenji/internal/app/account"
	"ohenji/internal/domain"
)

// Account is one LINE公式アカウント.
type Account struct {
	ID        string    `json:"id"`
	Key       string    `json:"key"`
	Name      string    `json:"name"`
	Role      string    `json:"role" enum:"owner,member" doc:"What the caller is on it"`
	ChannelID string    `json:"channelId"`
	HookURL   string    `json:"hookUrl" doc:"The webhook address to enter at LINE"`
	BotUserID string    `json:"botUserId" doc:"Empty until LINE was asked"`
	BasicID   string    `json:"basicId" doc:"LINE's id of the account, such as @123abcde; empty until LINE was asked"`
	ChatMode  string    `json:"chatMode" doc:"Whether chat is on in LINE's own manager: chat, bot, or empty when not known"`
	CreatedAt time.Time `json:"createdAt"`
}

// AccountStatus is how an account is doing.
type AccountStatus struct {
	HookURL       string        `json:"hookUrl"`
	LastEventAt   *time.Time    `json:"lastEventAt,omitempty"`
	BadSignatures BadSignatures `json:"badSignatures"`
	Quota         Quota         `json:"quota"`
	ChatMode      string        `json:"chatMode"`
	Problems      []Trouble     `json:"problems"`
}

// BadSignatures counts webhook requests that were refused.
type BadSignatures struct {
	Count  int64      `json:"count"`
	LastAt *time.Time `json:"lastAt,omitempty"`
}

// Quota is how many counted messages the month allows.
type Quota struct {
	Known   bool       `json:"known"`
	Limited bool       `json:"limited"`
	Limit   int64      `json:"limit"`
	Used    int64      `json:"used" doc:"Approximate, as LINE says"`
	AskedAt *time.Time `json:"askedAt,omitempty"`
}

// Trouble is something the owner should see to.
type Trouble struct {
	Code    string         `json:"code"`
	Message string         `json:"message"`
	Params  map[string]any `json:"params,omitempty"`
}

// ChannelInput is LINE's credentials of an account. The secret is never shown.
type ChannelInput struct {
	ID     string `json:"id" maxLength:"40"`
	Secret string `json:"secret" maxLength:"100"`
}

// AccountPath names an account; exported, like all that inputs embed, because the
// framework binds parameters of exported fields only.
type AccountPath struct {
	Account string `path:"account"`
}

type newAccountInput struct {
	Body struct {
		Key     string       `json:"key" maxLength:"100" doc:"Last part of the webhook address: small letters, digits and hyphens"`
		Name    string       `json:"name" maxLength:"200"`
		Channel ChannelInput `json:"channel"`
	}
}

type changeAccountInput struct {
	AccountPath
	Body struct {
		Name    *string       `json:"name,omitempty" maxLength:"200"`
		Channel *ChannelInput `json:"channel,omitempty"`
	}
}

type languageInput struct {
	AccountPath
	Language string `header:"Accept-Language"`
}

func (s *server) accountRoutes() {
	const tag = "Accounts"
	route(s, op("list-accounts", http.MethodGet, "/accounts", tag, "The caller's accounts"),
		func(ctx context.Context, a domain.Actor, _ *empty) (*body[List[Account]], error) {
			as, err := s.Account.Accounts(ctx, a)
			return answer(List[Account]{convert(as, func(v *domain.Account) Account { return s.accountOf(a, v) })}), err
		})
	route(s, op("create-account", http.MethodPost, "/accounts", tag, "Add an account; LINE is asked whether it knows the channel", created),
		func(ctx context.Context, a domain.Actor, in *newAccountInput) (*body[Account], error) {
			b := in.Body
			v, err := s.Account.Create(ctx, a, account.Details{Key: b.Key, Name: b.Name, Channel: b.Channel.channel()})
			if err != nil {
				return nil, err
			}
			return answer(s.accountOf(a, v)), nil
		})
	route(s, op("get-account", http.MethodGet, "/accounts/{account}", tag, "One account"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[Account], error) {
			v, err := s.Account.Account(ctx, a, in.Account)
			if err != nil {
				return nil, err
			}
			return answer(s.accountOf(a, v)), nil
		})
	route(s, op("update-account", http.MethodPatch, "/accounts/{account}", tag, "Change an account's name or channel"),
		func(ctx context.Context, a domain.Actor, in *changeAccountInput) (*body[Account], error) {
			c := account.Change{Name: in.Body.Name}
			if in.Body.Channel != nil {
				channel := in.Body.Channel.channel()
				c.Channel = &channel
			}
			v, err := s.Account.Update(ctx, a, in.Account, c)
			if err != nil {
				return nil, err
			}
			return answer(s.accountOf(a, v)), nil
		})
	route(s, op("get-account-status", http.MethodGet, "/accounts/{account}/status", tag, "How an account is doing: webhook, quota, problems"), s.status)
}

func (s *server) status(ctx context.Context, a domain.Actor, in *languageInput) (*body[AccountStatus], error) {
	st, err := s.Account.Status(ctx, a, in.Account)
	if err != nil {
		return nil, err
	}
	out := AccountStatus{
		HookURL: st.HookURL, LastEventAt: when(st.Events.LastAt), ChatMode: st.ChatMode, Problems: []Trouble{},
		BadSignatures: BadSignatures{Count: st.Events.BadSignature.Count, LastAt: when(st.Events.BadSignature.LastAt)},
	}
	if q := st.Quota; q != nil {
		out.Quota = Quota{Known: true, Limited: q.Limited, Limit: q.Limit, Used: q.Used, AskedAt: when(q.AskedAt)}
	}
	lang := s.Text.Match(in.Language)
	for _, p := range st.Problems {
		out.Problems = append(out.Problems, Trouble{Code: p.Code, Params: p.Params, Message: s.Text.Text(lang, p.Code, p.Params)})
	}
	return answer(out), nil
}

func (c ChannelInput) channel() domain.Channel {
	return domain.Channel{ID: c.ID, Secret: domain.Secret(c.Secret)}
}

func (s *server) accountOf(actor domain.Actor, a *domain.Account) Account {
	return Account{
		ID: a.ID, Key: a.Key, Name: a.Name, Role: string(actor.Role(a.ID)), ChannelID: a.Channel.ID,
		HookURL: s.Account.HookURL(a.Key), BotUserID: a.BotUserID, BasicID: a.BasicID, ChatMode: a.ChatMode, CreatedAt: a.CreatedAt,
	}
}
