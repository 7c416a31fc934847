package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"ohenji/internal/app/inbox"
	"ohenji/internal/domain"
)

// Conversation is the thread between an account and a contact.
type Conversation struct {
	ID              string       `json:"id"`
	AccountID       string       `json:"accountId"`
	Contact         Contact      `json:"contact"`
	Status          string       `json:"status" enum:"open,followup,done,spam"`
	Unread          int          `json:"unread"`
	UnansweredSince *time.Time   `json:"unansweredSince,omitempty" doc:"Since when a message waits for a person"`
	LastMessage     *LastMessage `json:"lastMessage,omitempty"`
	Manual          *Manual      `json:"manual,omitempty" doc:"The open manual window: rules are silent until it ends"`
	Route           Route        `json:"route"`
	UpdatedAt       time.Time    `json:"updatedAt"`
}

// Contact is a friend of the account, or who wrote to it.
type Contact struct {
	ID            string `json:"id"`
	LineUserID    string `json:"lineUserId"`
	Name          string `json:"name" doc:"Display name; empty while LINE has not told it"`
	PictureURL    string `json:"pictureUrl"`
	StatusMessage string `json:"statusMessage"`
	Friend        string `json:"friend" enum:"friend,blocked,unknown"`
}

// LastMessage is what a list shows of the newest message.
type LastMessage struct {
	ID        string    `json:"id"`
	Direction string    `json:"direction" enum:"in,out"`
	Kind      string    `json:"kind"`
	Preview   string    `json:"preview"`
	At        time.Time `json:"at"`
	Sender    string    `json:"sender" enum:"friend,member,rule,greeting,api"`
}

// Manual is an open manual window.
type Manual struct {
	Until  time.Time `json:"until"`
	ByHand bool      `json:"byHand,omitempty" doc:"Only a member ends it; until is far away"`
	By     Sender    `json:"by"`
}

// Route is which way an answer would go now.
type Route struct {
	Method    string     `json:"method" enum:"reply,push" doc:"reply is free; push counts in the month's quota"`
	FreeUntil *time.Time `json:"freeUntil,omitempty"`
}

// Sender is who wrote a message.
type Sender struct {
	Kind string `json:"kind" enum:"friend,member,rule,greeting,api"`
	ID   string `json:"id"`
	Name string `json:"name" doc:"As it was then"`
}

// Message is a row of the timeline: one bubble, or an event.
type Message struct {
	ID             string          `json:"id"`
	ConversationID string          `json:"conversationId"`
	Direction      string          `json:"direction" enum:"in,out"`
	Kind           string          `json:"kind" doc:"LINE's message type (text, sticker …) or an event type (follow, unfollow, postback …)"`
	Text           string          `json:"text"`
	Payload        json.RawMessage `json:"payload,omitempty" doc:"LINE's message object"`
	Sender         Sender          `json:"sender"`
	At             time.Time       `json:"at"`
	Delivery       *Delivery       `json:"delivery,omitempty"`
	Decision       json.RawMessage `json:"decision,omitempty" doc:"What the rules chose for an inbound message, and why"`
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"Cursor of the next page; missing at the end"`
}

// ThreadPath names a conversation.
type ThreadPath struct {
	AccountPath
	Conversation string `path:"conversation"`
}

type threadsInput struct {
	AccountPath
	Filter string `query:"filter" enum:"all,unread,unanswered,manual,followup,done,spam" default:"all"`
	Search string `query:"search" doc:"Part of the contact's name"`
	Order  string `query:"order" enum:"newest,ending" default:"newest" doc:"ending: those under a manual window, the soonest to end at the top; filter and search do not matter then"`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

type messagesInput struct {
	ThreadPath
	Before string `query:"before" doc:"Cursor of the older page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

type sendInput struct {
	ThreadPath
	Body struct {
		RequestID string   `json:"requestId" maxLength:"100" doc:"Made by the caller, new for each answer; repeating a request with it sends nothing twice"`
		Bubbles   []Bubble `json:"bubbles" doc:"One to five, sent as one request"`
		Seen      string   `json:"seen,omitempty" maxLength:"40" doc:"The newest message that was on the screen. When a colleague has answered since, the answer fails with answer.colleague; send it again without this to insist."`
	}
}

type statusInput struct {
	ThreadPath
	Body struct {
		Status string `json:"status" enum:"open,followup,done,spam"`
	}
}

func (s *server) conversationRoutes() {
	const tag, one = "Conversations", "/accounts/{account}/conversations/{conversation}"
	route(s, op("list-conversations", http.MethodGet, "/accounts/{account}/conversations", tag, "Conversations, newest message first"),
		func(ctx context.Context, a domain.Actor, in *threadsInput) (*body[Page[Conversation]], error) {
			ts, next, err := s.Inbox.Threads(ctx, a, in.Account, inbox.Query{
				Folder: inbox.Folder(in.Filter), Search: in.Search, Cursor: in.Cursor, Limit: in.Limit,
				Ending: in.Order == "ending",
			})
			return answer(Page[Conversation]{convert(ts, conversationOf), next}), err
		})
	route(s, op("get-conversation", http.MethodGet, one, tag, "One conversation"),
		func(ctx context.Context, a domain.Actor, in *ThreadPath) (*body[Conversation], error) {
			return conversation(s.Inbox.Thread(ctx, a, in.Account, in.Conversation))
		})
	route(s, op("list-messages", http.MethodGet, one+"/messages", tag, "The timeline, newest first"),
		func(ctx context.Context, a domain.Actor, in *messagesInput) (*body[Page[Message]], error) {
			ms, next, err := s.Inbox.Messages(ctx, a, in.Account, in.Conversation, in.Before, in.Limit)
			return answer(Page[Message]{convert(ms, messageOf), next}), err
		})
	route(s, op("send-message", http.MethodPost, one+"/messages", tag, "Answer by hand; opens the manual window", created),
		func(ctx context.Context, a domain.Actor, in *sendInput) (*body[List[Message]], error) {
			ms, err := s.Inbox.Send(ctx, a, in.Account, in.Conversation, inbox.Answer{RequestID: in.Body.RequestID, Bubbles: in.Body.Bubbles, Seen: in.Body.Seen})
			return answer(List[Message]{convert(ms, messageOf)}), err
		})
	route(s, op("mark-read", http.MethodPost, one+"/read", tag, "Mark as seen on the desk"),
		func(ctx context.Context, a domain.Actor, in *ThreadPath) (*body[Conversation], error) {
			return conversation(s.Inbox.Read(ctx, a, in.Account, in.Conversation))
		})
	route(s, op("set-status", http.MethodPut, one+"/status", tag, "Change a conversation's state"),
		func(ctx context.Context, a domain.Actor, in *statusInput) (*body[Conversation], error) {
			return conversation(s.Inbox.SetStatus(ctx, a, in.Account, in.Conversation, domain.Status(in.Body.Status)))
		})
	route(s, op("open-manual", http.MethodPut, one+"/manual", tag, "手動チャットで対応: keep the rules silent for this contact"),
		func(ctx context.Context, a domain.Actor, in *ThreadPath) (*body[Conversation], error) {
			return conversation(s.Inbox.TakeManual(ctx, a, in.Account, in.Conversation))
		})
	o := op("end-manual", http.MethodDelete, one+"/manual", tag, "自動応答に戻す: let the rules answer this contact again")
	o.DefaultStatus = http.StatusOK
	route(s, o, func(ctx context.Context, a domain.Actor, in *ThreadPath) (*body[Conversation], error) {
		return conversation(s.Inbox.EndManual(ctx, a, in.Account, in.Conversation))
	})
}

func conversation(t inbox.Thread, err error) (*body[Conversation], error) {
	if err != nil {
		return nil, err
	}
	return answer(conversationOf(t)), nil
}

func conversationOf(t inbox.Thread) Conversation {
	c, v := t.Contact, t.Conversation
	out := Conversation{
		ID: v.ID, AccountID: v.AccountID, Status: string(v.Status), Unread: v.Unread, UnansweredSince: when(v.UnansweredSince),
		UpdatedAt: v.UpdatedAt, Route: Route{Method: string(domain.MethodPush)},
		Contact: Contact{
			ID: c.ID, LineUserID: c.LineUserID, Name: c.Profile.Name, PictureURL: c.Profile.PictureURL,
			StatusMessage: c.Profile.StatusMessage, Friend: string(c.Friend),
		},
	}
	if !t.FreeUntil.IsZero() {
		out.Route = Route{Method: string(domain.MethodReply), FreeUntil: when(t.FreeUntil)}
	}
	if v.Manual.Open(t.Now) {
		out.Manual = &Manual{Until: v.Manual.Until, ByHand: v.Manual.ByHand(), By: senderOf(v.Manual.By)}
	}
	if l := v.Last; l.ID != "" {
		out.LastMessage = &LastMessage{
			ID: l.ID, Direction: string(l.Direction), Kind: l.Kind, Preview: l.Preview, At: l.At, Sender: string(l.Sender),
		}
	}
	return out
}

func senderOf(s domain.Sender) Sender { return Sender{Kind: string(s.Kind), ID: s.ID, Name: s.Name} }

func messageOf(e inbox.Entry) Message {
	m := Message{
		ID: e.ID, ConversationID: e.ConversationID, Direction: string(e.Direction), Kind: e.Kind, Text: e.Text,
		Payload: raw(e.Payload), Sender: senderOf(e.Sender), At: e.At, Decision: raw(e.Decision),
	}
	if e.Delivery != nil {
		d := deliveryOf(e.Delivery)
		m.Delivery = &d
	}
	return m
}

// raw leaves out what was never there.
func raw(b json.RawMessage) json.RawMessage {
	if len(b) == 0 {
		return nil
	}
	return b
}
