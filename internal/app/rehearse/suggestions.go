package rehearse

import (
	"context"
	"slices"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
	"ohenji/internal/domain/reply"
	"ohenji/internal/domain/suggest"
	"ohenji/internal/store"
)

const (
	// MaxSuggested is how many unanswered messages suggestions are made of, the
	// newest.
	MaxSuggested = 5000
	// MaxSuggestions is how many groups are returned, the biggest.
	MaxSuggestions = 100
	// MaxNear is how many rules are named that a group could go to.
	MaxNear = 3
	// maxDismissed is how much of a folded text is remembered, in characters.
	maxDismissed = 300
)

// Suggestions are texts that no rule answers, or only a uniform reply.
type Suggestions struct {
	Since     time.Time
	Groups    []Suggestion
	Dismissed int  // groups that a member does not want
	Cut       bool // there were more than MaxSuggested messages
}

// Suggestion is one group of them.
type Suggestion struct {
	suggest.Group
	Examples []Example
	Rules    []Near
}

// Example is a message of a group.
type Example struct {
	Message     *domain.Message
	ContactName string
}

// Near is a rule to which the group could be added.
type Near struct {
	RuleID, Title string
	Keyword       string // what is like the group
}

// Suggestions groups what was written in the last days and no rule had an answer
// of its own for, then or now: uniform replies, which say the same to everything,
// are none. dismissed asks for the groups that a member does not
// want in place of the others.
func (s *Service) Suggestions(ctx context.Context, actor domain.Actor, accountID string, days int, dismissed bool) (Suggestions, error) {
	if err := actor.Sees(accountID); err != nil {
		return Suggestions{}, err
	}
	b, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return Suggestions{}, err
	}
	out := Suggestions{Since: s.Clock.Now().AddDate(0, 0, -days)}
	err = s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		u := &unanswered{Book: b, tx: tx, out: &out, messages: map[string]*domain.Message{}}
		wanted, unwanted, err := u.texts(ctx)
		if err != nil {
			return err
		}
		show := wanted
		if dismissed {
			show = unwanted
		}
		out.Dismissed = len(suggest.Groups(unwanted, 0))
		return u.show(ctx, suggest.Groups(show, MaxSuggestions), keywordsOf(b.Source.Rules), b.Source.Rules)
	})
	return out, err
}

// unanswered is the making of suggestions.
type unanswered struct {
	*responder.Book
	tx       *store.Tx
	out      *Suggestions
	messages map[string]*domain.Message // by id
}

// texts are those that no rule would answer now, apart from those that a member
// has dismissed.
func (u *unanswered) texts(ctx context.Context) (wanted, unwanted []suggest.Text, err error) {
	ms, err := u.tx.Inbound(ctx, u.Account.ID, u.out.Since, true, MaxSuggested+1)
	if err != nil {
		return nil, nil, err
	}
	if u.out.Cut = len(ms) > MaxSuggested; u.out.Cut {
		ms = ms[1:]
	}
	tags, err := u.tags(ctx, ms)
	if err != nil {
		return nil, nil, err
	}
	dismissed, err := u.tx.DismissedTexts(ctx, u.Account.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range ms {
		if m.Kind != reply.KindText || u.answers(m, tags[m.ConversationID]) {
			continue
		}
		u.messages[m.ID] = m
		t := suggest.Text{ID: m.ID, Text: m.Text, At: m.At}
		if dismissed[remembered(m.Text)] {
			unwanted = append(unwanted, t)
		} else {
			wanted = append(wanted, t)
		}
	}
	return wanted, unwanted, nil
}

// tags are those of the contacts, by conversation, if rules ask for them.
func (u *unanswered) tags(ctx context.Context, ms []*domain.Message) (map[string][]string, error) {
	if !u.Tags {
		return nil, nil
	}
	ids := make([]string, len(ms))
	for i, m := range ms {
		ids[i] = m.ConversationID
	}
	found, err := threads(ctx, u.tx, u.Account.ID, ids)
	tags := make(map[string][]string, len(found))
	for id, t := range found {
		tags[id] = t.Contact.Tags
	}
	return tags, err
}

// answers reports whether a rule as it is now has an answer of its own, at
// the time at which it came and whoever answered then.
func (u *unanswered) answers(m *domain.Message, tags []string) bool {
	settings := u.Account.Settings
	settings.Chat = false
	d := reply.Decide(reply.Input{
		Settings: settings, Hours: u.Hours, NamedHours: u.Named, Rules: u.Rules,
		Message: reply.Message{Kind: m.Kind, Text: m.Text}, At: m.CreatedAt, Tags: tags,
	})
	return d.Outcome == reply.Answered && !d.Uniform()
}

// show adds to the groups who wrote the examples and which rules are near.
func (u *unanswered) show(ctx context.Context, groups []suggest.Group, ks *suggest.Keywords, rules []domain.Rule) error {
	var ids []string
	for _, g := range groups {
		for _, e := range g.Examples {
			ids = append(ids, u.messages[e.ID].ConversationID)
		}
	}
	slices.Sort(ids)
	found, err := u.tx.ThreadsByID(ctx, u.Account.ID, slices.Compact(ids))
	if err != nil {
		return err
	}
	for _, g := range groups {
		one := Suggestion{Group: g}
		for _, e := range g.Examples {
			m := u.messages[e.ID]
			example := Example{Message: m}
			if t := found[m.ConversationID]; t != nil {
				example.ContactName = t.Contact.Profile.Name
			}
			one.Examples = append(one.Examples, example)
		}
		for _, k := range ks.Near(g.Title, MaxNear) {
			r := &rules[k.Rule]
			one.Rules = append(one.Rules, Near{RuleID: r.ID, Title: r.Title, Keyword: k.Text})
		}
		u.out.Groups = append(u.out.Groups, one)
	}
	return nil
}

// keywordsOf are the keywords of rules that are on, regular expressions apart.
func keywordsOf(rules []domain.Rule) *suggest.Keywords {
	var all []suggest.Keyword
	for i := range rules {
		if !rules[i].Enabled || rules[i].Match == domain.MatchRegex {
			continue
		}
		for _, k := range rules[i].Keywords {
			all = append(all, suggest.Keyword{Rule: i, Text: k})
		}
	}
	return suggest.NewKeywords(all)
}

// MaxDismissedAtOnce is how many texts one call dismisses or restores.
const MaxDismissedAtOnce = 500

// Dismiss keeps texts, however they are spelt, out of the suggestions.
func (s *Service) Dismiss(ctx context.Context, actor domain.Actor, accountID string, texts []string) error {
	return s.remember(ctx, actor, accountID, texts, func(ctx context.Context, tx *store.Tx, folded []string) error {
		return tx.DismissTexts(ctx, accountID, actor.ID, folded)
	})
}

// Restore takes Dismiss back.
func (s *Service) Restore(ctx context.Context, actor domain.Actor, accountID string, texts []string) error {
	return s.remember(ctx, actor, accountID, texts, func(ctx context.Context, tx *store.Tx, folded []string) error {
		return tx.RestoreTexts(ctx, accountID, folded)
	})
}

func (s *Service) remember(ctx context.Context, actor domain.Actor, accountID string, texts []string,
	write func(ctx context.Context, tx *store.Tx, folded []string) error,
) error {
	if err := actor.Answers(accountID); err != nil {
		return err
	}
	folded := make([]string, len(texts))
	for i, t := range texts {
		folded[i] = remembered(t)
	}
	slices.Sort(folded)
	folded = slices.Compact(folded)
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Account(ctx, accountID); err != nil {
			return err
		}
		return write(ctx, tx, folded)
	})
}

// remembered is a text as it is dismissed.
func remembered(text string) string { return domain.Cut(match.Fold(text), maxDismissed) }
