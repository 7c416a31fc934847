package api

import (
	"context"
	"maps"
	"net/http"

	"ohenji/internal/app/inbox"
	"ohenji/internal/domain"
)

// ContactData is what members keep about a contact.
type ContactData struct {
	Tags       []string          `json:"tags" doc:"Rules can answer by them"`
	Attributes map[string]string `json:"attributes" doc:"Texts can say them, as {属性:name|text}"`
}

// ContactWords are the tags and the names of attributes that are in use.
type ContactWords struct {
	Tags       []string `json:"tags"`
	Attributes []string `json:"attributes"`
}

type contactDataInput struct {
	ThreadPath
	Body ContactData
}

func (s *server) contactRoutes() {
	const tag, one = "Contacts", "/accounts/{account}/conversations/{conversation}/contact"
	route(s, op("get-contact-data", http.MethodGet, one, tag, "Tags and attributes of the contact"),
		func(ctx context.Context, a domain.Actor, in *ThreadPath) (*body[ContactData], error) {
			return contactData(s.Inbox.ContactData(ctx, a, in.Account, in.Conversation))
		})
	route(s, op("set-contact-data", http.MethodPut, one, tag, "Change tags and attributes of the contact"),
		func(ctx context.Context, a domain.Actor, in *contactDataInput) (*body[ContactData], error) {
			d := inbox.ContactData{Tags: in.Body.Tags, Attributes: in.Body.Attributes}
			return contactData(s.Inbox.SetContactData(ctx, a, in.Account, in.Conversation, d))
		})
	route(s, op("list-contact-words", http.MethodGet, "/accounts/{account}/contact-words", tag, "Tags and names of attributes in use"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[ContactWords], error) {
			tags, attributes, err := s.Inbox.ContactWords(ctx, a, in.Account)
			return answer(ContactWords{Tags: tags, Attributes: attributes}), err
		})
}

func contactData(d inbox.ContactData, err error) (*body[ContactData], error) {
	out := ContactData{Tags: append([]string{}, d.Tags...), Attributes: map[string]string{}}
	maps.Copy(out.Attributes, d.Attributes)
	return answer(out), err
}
