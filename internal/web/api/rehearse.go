package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"ohenji/internal/app/rehearse"
	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
)

// Test is what would be answered to a message that nobody sent.
type Test struct {
	At       time.Time         `json:"at"`
	State    SettingsNow       `json:"state" doc:"Who answers at that time; its reason can also be manual_window"`
	By       string            `json:"by" enum:"rule,greeting,nobody"`
	Decision *reply.Decision   `json:"decision,omitempty" doc:"With a verdict on every rule; missing for a follow"`
	Messages []json.RawMessage `json:"messages" doc:"LINE's message objects as they would be sent, variables filled"`
	Cost     TestCost          `json:"cost"`
}

// TestCost is what the answer would cost: nothing, as it goes by the reply
// token of the message that it answers.
type TestCost struct {
	Method  string `json:"method" enum:"reply,none"`
	Counted int    `json:"counted" doc:"Messages that count in the month's quota"`
}

// Edited is an edit of the rules that is not saved.
type Edited struct {
	Rule    *EditedRule `json:"rule,omitempty"`
	Removed []string    `json:"removed,omitempty" maxItems:"10000" doc:"Ids of rules"`
	Order   []string    `json:"order,omitempty" maxItems:"10000" doc:"Ids of rules, first one first; those that are not named stand behind"`
}

// EditedRule takes the place of the rule of its id, or is a new one behind the
// others.
type EditedRule struct {
	ID string `json:"id,omitempty" doc:"Empty for a new rule, whose id in the answer is new"`
	RuleInput
}

// TestMessage is the message that is tried.
type TestMessage struct {
	Kind      string `json:"kind" enum:"text,sticker,image,video,audio,file,location,postback,follow"`
	Text      string `json:"text,omitempty" maxLength:"5000"`
	Data      string `json:"data,omitempty" maxLength:"300" doc:"Of a postback"`
	Unblocked bool   `json:"unblocked,omitempty" doc:"Of a follow: the friend comes back"`
}

// TestContact is a new friend who is made up.
type TestContact struct {
	Name       string            `json:"name,omitempty" maxLength:"100"`
	Tags       []string          `json:"tags,omitempty" maxItems:"100"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

// TestExample is a message that a friend has sent.
type TestExample struct {
	Kind           string    `json:"kind"`
	Text           string    `json:"text" doc:"Of a postback its data"`
	ConversationID string    `json:"conversationId"`
	At             time.Time `json:"at"`
}

type testInput struct {
	AccountPath
	Body struct {
		Message  TestMessage    `json:"message"`
		Contact  string         `json:"contact,omitempty" doc:"Id of the conversation with the friend who writes, with tags, attributes, manual window and earlier answers as they are; empty for a new friend"`
		Stranger *TestContact   `json:"stranger,omitempty" doc:"The new friend"`
		At       time.Time      `json:"at,omitzero" doc:"When it is sent; missing is now"`
		When     string         `json:"when,omitempty" enum:"inside,outside" doc:"In place of at: the next moment inside or outside of the account's business hours"`
		Manual   *bool          `json:"manual,omitempty" doc:"Pretend that a member has the conversation (true) or that nobody has (false); missing is as it is"`
		Edited   *Edited        `json:"edited,omitempty"`
		Settings *SettingsInput `json:"settings,omitempty" doc:"Response settings that are not saved"`
	}
}

func (s *server) rehearseRoutes() {
	const tag, all = "Rules", "/accounts/{account}/rules"
	route(s, op("test-rules", http.MethodPost, all+"/test", tag, "What would be answered to a message; nothing is sent or written"),
		func(ctx context.Context, a domain.Actor, in *testInput) (*body[Test], error) {
			b := in.Body
			q := rehearse.Question{
				Kind: b.Message.Kind, Text: b.Message.Text, Data: b.Message.Data, Unblocked: b.Message.Unblocked,
				Conversation: b.Contact, At: b.At, When: domain.When(b.When), Manual: b.Manual, Draft: draft(b.Edited, b.Settings),
			}
			if b.Stranger != nil {
				q.Stranger = rehearse.Stranger{Name: b.Stranger.Name, Tags: b.Stranger.Tags, Attributes: b.Stranger.Attributes}
			}
			out, err := s.Rehearse.Test(ctx, a, in.Account, q)
			return answer(testOf(out)), err
		})
	route(s, op("list-rule-warnings", http.MethodGet, all+"/warnings", tag, "What is odd about rules that are valid: rules that never win, keywords in vain"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[List[reply.Warning]], error) {
			ws, err := s.Rehearse.Warnings(ctx, a, in.Account)
			return answer(List[reply.Warning]{append([]reply.Warning{}, ws...)}), err
		})
	route(s, op("list-test-examples", http.MethodGet, all+"/test/examples", tag, "What friends have sent of late, to be tried"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[List[TestExample]], error) {
			ms, err := s.Rehearse.Examples(ctx, a, in.Account)
			return answer(List[TestExample]{convert(ms, func(m *domain.Message) TestExample {
				return TestExample{Kind: m.Kind, Text: m.Text, ConversationID: m.ConversationID, At: m.At}
			})}), err
		})
	route(s, op("replay-rules", http.MethodPost, all+"/replay", tag, "Which answers to real messages an edit would have changed; nothing is sent or written"),
		func(ctx context.Context, a domain.Actor, in *replayInput) (*body[Replay], error) {
			out, err := s.Rehearse.Replay(ctx, a, in.Account, in.Body.Hours, draft(in.Body.Edited, in.Body.Settings))
			return answer(replayOf(out)), err
		})
}

// draft is an edit in the words of the use cases.
func draft(e *Edited, settings *SettingsInput) responder.Draft {
	var d responder.Draft
	if e != nil {
		d.Removed, d.Order = e.Removed, e.Order
		if e.Rule != nil {
			r := e.Rule.rule(e.Rule.ID)
			d.Rule = &r
		}
	}
	if settings != nil {
		n := settings.settings()
		d.Settings = &n
	}
	return d
}

func testOf(a rehearse.Answer) Test {
	out := Test{At: a.At, State: nowOf(a.State, ""), By: "nobody", Decision: a.Decision, Messages: []json.RawMessage{}, Cost: TestCost{Method: "none"}}
	if a.By != "" {
		out.By, out.Cost.Method = string(a.By), string(domain.MethodReply)
	}
	for _, m := range a.Messages {
		out.Messages = append(out.Messages, m.JSON())
	}
	return out
}
