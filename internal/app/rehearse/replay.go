package rehearse

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
	"ohenji/internal/store"
)

const (
	// MaxReplayed is how many messages are decided again, the newest.
	MaxReplayed = 2000
	// MaxReplayHours is how far back they reach.
	MaxReplayHours = 7 * 24
)

// Replay is what an edit changes in the answers to real messages.
type Replay struct {
	Since     time.Time
	Total     int
	Cut       bool     // there were more than MaxReplayed
	Changed   []Change // newest first
	Unchanged int
}

// Change is a message whose answer is another with the edit.
type Change struct {
	Message     *domain.Message
	ContactName string
	Before      Given
	After       Given
}

// Given is what one message gets.
type Given struct {
	Outcome   reply.Outcome
	Reason    reply.Reason
	RuleID    string
	RuleTitle string
	Text      string   // the first text of the answer, cut, variables unfilled
	Kinds     []string // of its bubbles
}

// Replay decides on the account's messages once as saved and once with the
// edit, in their order, so that cooldowns begin and end as they would have.
// hours 0 is today in the account's zone. Messages that a person had, that came
// in standby or in a talk marked as spam stay as they were.
func (s *Service) Replay(ctx context.Context, actor domain.Actor, accountID string, hours int, d responder.Draft) (Replay, error) {
	if err := actor.Sees(accountID); err != nil {
		return Replay{}, err
	}
	before, err := s.Responder.Book(ctx, accountID)
	if err != nil {
		return Replay{}, err
	}
	after, err := drafted(before, d)
	if err != nil {
		return Replay{}, err
	}
	out := Replay{Since: s.since(before, hours)}
	past, err := s.past(ctx, accountID, out.Since)
	if err != nil {
		return Replay{}, err
	}
	past.recall(before.Source.Rules)
	out.Cut = past.cut
	past.compare(&out, newSide(before, past), newSide(after, past))
	return out, nil
}

// since is so many hours ago, or the last midnight.
func (s *Service) since(b *responder.Book, hours int) time.Time {
	now := s.Clock.Now()
	if hours > 0 {
		return now.Add(-time.Duration(min(hours, MaxReplayHours)) * time.Hour)
	}
	local := now.In(b.Hours.Location())
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location()).UTC()
}

// past is what came in, with who wrote it.
type past struct {
	messages []heard // oldest first
	threads  map[string]*store.Thread
	answered map[string]map[string]time.Time // answers before the first message: contact id, rule id
	cut      bool
}

// heard is a message with what was decided on it.
type heard struct {
	*domain.Message
	then reply.Decision
}

func (s *Service) past(ctx context.Context, accountID string, since time.Time) (*past, error) {
	p := &past{}
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		all, err := tx.Inbound(ctx, accountID, since, false, MaxReplayed+1)
		if err != nil {
			return err
		}
		if p.cut = len(all) > MaxReplayed; p.cut {
			all = all[1:]
		}
		for _, m := range all {
			h := heard{Message: m}
			if len(m.Decision) == 0 { // an event that nothing was decided on
				continue
			}
			if err := json.Unmarshal(m.Decision, &h.then); err != nil {
				return fmt.Errorf("decision on %s: %w", m.ID, err)
			}
			p.messages = append(p.messages, h)
		}
		return p.who(ctx, tx, accountID)
	})
	return p, err
}

// who reads the contacts of the messages.
func (p *past) who(ctx context.Context, tx *store.Tx, accountID string) error {
	var err error
	ids := make([]string, len(p.messages))
	for i, m := range p.messages {
		ids[i] = m.ConversationID
	}
	if p.threads, err = threads(ctx, tx, accountID, ids); err != nil {
		return err
	}
	contacts := make([]string, 0, len(p.threads))
	for _, t := range p.threads {
		contacts = append(contacts, t.Contact.ID)
	}
	p.answered, err = tx.LastAnswers(ctx, contacts)
	return err
}

// threads reads conversations, each once, with all that is known of their
// contacts.
func threads(ctx context.Context, tx *store.Tx, accountID string, ids []string) (map[string]*store.Thread, error) {
	slices.Sort(ids)
	found, err := tx.ThreadsByID(ctx, accountID, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	contacts := make([]*domain.Contact, 0, len(found))
	for _, t := range found {
		contacts = append(contacts, &t.Contact)
	}
	return found, tx.FillContacts(ctx, contacts)
}

// recall leaves of the answers those that were given before the first message.
// Where a later one has taken the place of such an answer, the cooldown that it
// began still stands in the decisions that it kept silent.
func (p *past) recall(rules []domain.Rule) {
	if len(p.messages) == 0 {
		return
	}
	first := p.messages[0].CreatedAt
	for _, byRule := range p.answered {
		maps.DeleteFunc(byRule, func(_ string, at time.Time) bool { return !at.Before(first) })
	}
	cooldowns := map[string]time.Duration{}
	for i := range rules {
		cooldowns[rules[i].ID] = rules[i].Cooldown()
	}
	for _, m := range p.messages {
		t := p.threads[m.ConversationID]
		for _, v := range m.then.Others {
			began := v.Until.Add(-cooldowns[v.RuleID])
			if v.Why == reply.WhyCooldown && t != nil && began.Before(first) {
				note(p.answered, t.Contact.ID, v.RuleID, began)
			}
		}
	}
}

func note(answered map[string]map[string]time.Time, contactID, ruleID string, at time.Time) {
	if answered[contactID] == nil {
		answered[contactID] = map[string]time.Time{}
	}
	answered[contactID][ruleID] = at
}

// stays reports whether what rules say does not matter to the message.
func (m heard) stays() bool {
	switch m.then.Reason {
	case reply.ReasonManualWindow, reply.ReasonSpam, reply.ReasonStandby:
		return true
	default:
		return false
	}
}

// compare decides on all messages with both books.
func (p *past) compare(out *Replay, before, after *side) {
	same := sameAnswers{}
	for _, m := range p.messages {
		out.Total++
		t := p.threads[m.ConversationID]
		if t == nil || m.stays() {
			out.Unchanged++
			continue
		}
		a, b := before.decide(m.Message, &t.Contact), after.decide(m.Message, &t.Contact)
		if a.Outcome == b.Outcome && a.RuleID == b.RuleID && same.of(&a, &b) {
			out.Unchanged++
			continue
		}
		out.Changed = append(out.Changed, Change{Message: m.Message, ContactName: t.Contact.Profile.Name, Before: given(&a), After: given(&b)})
	}
	slices.Reverse(out.Changed)
}

// sameAnswers remembers, by rule, whether its bubbles are the same in both
// books.
type sameAnswers map[string]bool

func (s sameAnswers) of(a, b *reply.Decision) bool {
	same, known := s[a.RuleID]
	if !known {
		// Bubbles hold nothing that could fail.
		one, _ := json.Marshal(a.Bubbles)
		other, _ := json.Marshal(b.Bubbles)
		same = bytes.Equal(one, other)
		s[a.RuleID] = same
	}
	return same
}

// maxPreview is how much of an answer is shown, in characters.
const maxPreview = 80

func given(d *reply.Decision) Given {
	g := Given{Outcome: d.Outcome, Reason: d.Reason, RuleID: d.RuleID, RuleTitle: d.RuleTitle}
	for i := range d.Bubbles {
		g.Kinds = append(g.Kinds, d.Bubbles[i].Kinds()...)
		g.Text = cmp.Or(g.Text, domain.Cut(d.Bubbles[i].Text, maxPreview))
	}
	return g
}

// side is one of the two ways to answer, with the cooldowns that its answers
// began.
type side struct {
	*responder.Book
	answered map[string]map[string]time.Time // contact id, rule id
}

func newSide(b *responder.Book, p *past) *side {
	s := &side{Book: b, answered: map[string]map[string]time.Time{}}
	for contact, byRule := range p.answered {
		s.answered[contact] = maps.Clone(byRule)
	}
	return s
}

// decide says what the message gets, at the moment at which it was decided on.
func (s *side) decide(m *domain.Message, c *domain.Contact) reply.Decision {
	question := reply.Message{Kind: m.Kind, Text: m.Text}
	if m.Kind == reply.KindPostback {
		question.Data = m.Text
	}
	d := reply.Decide(reply.Input{
		Settings: s.Account.Settings, Hours: s.Hours, NamedHours: s.Named, Rules: s.Rules, Message: question,
		At: m.CreatedAt, Tags: c.Tags, LastAnswered: s.answered[c.ID], Seed: reply.Seed(s.Account.Settings, m.EventID),
	})
	if d.Outcome == reply.Answered && s.Cooldowns[d.RuleID] {
		note(s.answered, c.ID, d.RuleID, m.CreatedAt)
	}
	return d
}
