// Package rehearse tells what an account would answer, without answering: to one
// message (test), to those of a day once more with an edit (replay), and which
// answers are missing (suggestions). Only what a member does not want suggested
// is ever written.
package rehearse

import (
	"context"
	"maps"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

// Deps are what a Service needs.
type Deps struct {
	DB        *store.DB
	Clock     *clock.Clock
	Responder *responder.Service
}

// Service rehearses.
type Service struct{ Deps }

// New returns a service.
func New(d Deps) *Service { return &Service{d} }

// KindFollow asks for the greeting of who adds the account. The other kinds are
// those of reply.Message.
const KindFollow = "follow"

// Question is one message that nobody sent.
type Question struct {
	Kind      string
	Text      string
	Data      string // of a postback
	Unblocked bool   // of a follow: the friend comes back
	// Conversation is whose friend asks; empty is a stranger.
	Conversation string
	Stranger     Stranger
	At           time.Time // zero is now
	// When asks, in place of At, for the next moment from now on that is inside
	// or outside of the account's hours. Hours that never change are as now.
	When domain.When
	// Manual pretends that a member has the conversation, or that nobody has;
	// nil is as it is.
	Manual *bool
	Draft  responder.Draft
}

// Stranger is a friend who is made up.
type Stranger struct {
	Name       string
	Tags       []string
	Attributes map[string]string
}

// Answer is what the friend would get.
type Answer struct {
	At       time.Time
	State    reply.State
	Decision *reply.Decision   // of all messages but a follow
	By       domain.SenderKind // SenderRule, SenderGreeting, or "" for silence
	Messages []compose.Message // as they would be sent; none for silence
}

// asker is who asks, as far as answers depend on it.
type asker struct {
	contact  domain.Contact
	spam     bool
	manual   time.Time // end of the manual window
	answered map[string]time.Time
}

// The years in which questions are answered: calendars and windows have ends.
const (
	firstYear = 2000
	lastYear  = 2100
)

// Test says what would be answered to a message, with a verdict on every rule.
// A faulty draft fails as responder.Source.With says.
func (s *Service) Test(ctx context.Context, actor domain.Actor, accountID string, q Question) (Answer, error) {
	if err := actor.Sees(accountID); err != nil {
		return Answer{}, err
	}
	if year := q.At.Year(); !q.At.IsZero() && (year < firstYear || year > lastYear) {
		return Answer{}, domain.E(domain.Invalid, "rehearse.at", "from", firstYear, "until", lastYear).At("at")
	}
	b, err := s.book(ctx, accountID, q.Draft)
	if err != nil {
		return Answer{}, err
	}
	who, err := s.asker(ctx, accountID, &q)
	if err != nil {
		return Answer{}, err
	}
	out := Answer{At: q.moment(b, s.Clock.Now())}
	out.State = reply.StateAt(b.Account.Settings, b.Hours, who.manual, out.At)
	bubbles, hoursName := b.Account.GreetingFor(q.Unblocked), ""
	switch {
	case q.Kind == KindFollow && who.spam:
		bubbles = nil
	case q.Kind == KindFollow:
		out.By = domain.SenderGreeting
	default:
		d := reply.Explain(input(b, &who, &q, out.At))
		out.Decision, out.By = &d, domain.SenderRule
		bubbles, hoursName = d.Bubbles, b.RuleHours[d.RuleID]
	}
	if len(bubbles) == 0 {
		out.By = ""
		return out, nil
	}
	out.Messages, err = compose.Compose(bubbles, b.Values(&who.contact, hoursName, out.At))
	return out, err
}

func (q *Question) moment(b *responder.Book, now time.Time) time.Time {
	if !q.At.IsZero() {
		return q.At
	}
	if q.When == "" || b.Hours.Inside(now) == (q.When == domain.InsideHours) {
		return now
	}
	if change, ok := b.Hours.NextChange(now); ok {
		return change
	}
	return now
}

// book is the account's, or as it would be with the draft.
func (s *Service) book(ctx context.Context, accountID string, d responder.Draft) (*responder.Book, error) {
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return drafted(b, d)
}

// drafted is a book as it would be with the draft.
func drafted(b *responder.Book, d responder.Draft) (*responder.Book, error) {
	if d.IsZero() {
		return b, nil
	}
	src, err := b.Source.With(d)
	if err != nil {
		return nil, err
	}
	return src.Book()
}

// asker reads who asks.
func (s *Service) asker(ctx context.Context, accountID string, q *Question) (who asker, err error) {
	if q.Conversation == "" {
		who.contact = domain.Contact{
			AccountID: accountID, Profile: domain.Profile{Name: q.Stranger.Name},
			Tags: q.Stranger.Tags, Attributes: maps.Clone(q.Stranger.Attributes),
		}
	} else {
		err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
			who, err = friend(ctx, tx, accountID, q.Conversation)
			return err
		})
	}
	if q.Manual != nil {
		who.manual = time.Time{}
		if *q.Manual {
			who.manual = domain.Endless()
		}
	}
	return who, err
}

func friend(ctx context.Context, tx *store.Tx, accountID, conversationID string) (asker, error) {
	t, err := tx.Thread(ctx, accountID, conversationID)
	if err != nil {
		return asker{}, err
	}
	if err := tx.FillContacts(ctx, []*domain.Contact{&t.Contact}); err != nil {
		return asker{}, err
	}
	answered, err := tx.LastAnswers(ctx, []string{t.Contact.ID})
	return asker{
		contact: t.Contact, spam: t.Conversation.Status == domain.StatusSpam, manual: t.Conversation.Manual.Until,
		answered: answered[t.Contact.ID],
	}, err
}

// input is what a decision on the question depends on. Which of several uniform
// replies chance draws depends on the id of a message, which this one has not:
// it is one of them, the same for the same text.
func input(b *responder.Book, who *asker, q *Question, at time.Time) reply.Input {
	return reply.Input{
		Settings: b.Account.Settings, Hours: b.Hours, NamedHours: b.Named, Rules: b.Rules,
		Message:     reply.Message{Kind: q.Kind, Text: q.Text, Data: q.Data, Spam: who.spam},
		ManualUntil: who.manual, At: at, Tags: who.contact.Tags, LastAnswered: who.answered,
		Seed: reply.Seed(b.Account.Settings, q.Text),
	}
}

// Warnings returns what is odd about the account's rules.
func (s *Service) Warnings(ctx context.Context, actor domain.Actor, accountID string) ([]reply.Warning, error) {
	if err := actor.Sees(accountID); err != nil {
		return nil, err
	}
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return reply.Lint(b.Source.Rules, b.Account.Settings)
}
