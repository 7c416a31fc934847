package reception

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/job"
	"ohenji/internal/store"
)

// arrival is an event with the account it came to.
type arrival struct {
	accountID string
	at        time.Time
	*Event
}

// intake gathers what one transaction writes. It is made anew when the
// transaction is run again.
type intake struct {
	*Service
	tx      *store.Tx
	now     time.Time
	books   map[string]*responder.Book
	threads map[string]map[string]*store.Thread // account id, LINE user id

	messages   []*domain.Message
	deliveries []*domain.Delivery
	changed    map[string]*domain.Conversation
	friends    map[string]domain.FriendState // contact id
	jobs       []job.Task
	hits       map[string]map[string]*store.Hit // account id, rule id
	answered   map[string]map[string]time.Time  // contact id, rule id: answers of rules that have a cooldown
	noted      map[string]map[string]time.Time  // those of them that are new
}

// write commits the arrivals: those that were seen before do nothing.
func (s *Service) write(ctx context.Context, all []arrival) error {
	books := map[string]*responder.Book{}
	for _, a := range all {
		if books[a.accountID] == nil {
			b, err := s.Responder.Book(ctx, a.accountID)
			if err != nil {
				return err
			}
			books[a.accountID] = b
		}
	}
	return s.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		in := &intake{
			Service: s, tx: tx, now: tx.Now(), books: books, threads: map[string]map[string]*store.Thread{},
			changed: map[string]*domain.Conversation{}, friends: map[string]domain.FriendState{},
			hits: map[string]map[string]*store.Hit{}, answered: map[string]map[string]time.Time{}, noted: map[string]map[string]time.Time{},
		}
		fresh, err := in.journal(ctx, all)
		if err != nil {
			return err
		}
		if err := in.openThreads(ctx, fresh); err != nil {
			return err
		}
		for _, a := range fresh {
			in.take(a)
		}
		return in.save(ctx)
	})
}

// journal records the events and returns those that are new, in the order in
// which they happened (LINE promises no order of delivery).
func (in *intake) journal(ctx context.Context, all []arrival) ([]arrival, error) {
	entries := make([]store.Event, len(all))
	for i, a := range all {
		entries[i] = entry(a, in.now)
	}
	fresh, err := in.tx.InsertEvents(ctx, entries)
	if err != nil {
		return nil, err
	}
	var out []arrival
	for i, a := range all {
		key := entries[i].EventKey()
		if fresh[key] {
			delete(fresh, key) // the same event twice in one batch acts once
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b arrival) int { return cmp.Compare(a.OccurredAt.UnixMilli(), b.OccurredAt.UnixMilli()) })
	return out, nil
}

// entry is the journal's view of an event.
func entry(a arrival, now time.Time) store.Event {
	e := store.Event{
		AccountID: a.accountID, WebhookEventID: a.WebhookEventID, Type: a.Type, State: store.EventProcessed,
		OccurredAt: a.OccurredAt, ReceivedAt: now,
	}
	switch {
	case a.Fault != nil:
		e.State, e.Reason, e.Raw = store.EventFailed, domain.Cut(domain.Storable(a.Fault.Error()), maxReason), a.Raw
	case !understood(a.Type):
		e.State, e.Reason, e.Raw = store.EventIgnored, "type", a.Raw
	case a.LineUserID == "" || a.SourceType != sourceUser:
		e.State, e.Reason, e.Raw = store.EventIgnored, "source", a.Raw
	case a.Type != typeMessage:
		e.Raw = a.Raw
	}
	return e
}

// maxReason bounds why an event was set aside, in characters.
const maxReason = 1000

// The event and source types that reception acts on, as LINE names them.
const (
	typeMessage  = "message"
	typeFollow   = "follow"
	typeUnfollow = "unfollow"
	typePostback = "postback"
	sourceUser   = "user"
)

func understood(eventType string) bool {
	return slices.Contains([]string{typeMessage, typeFollow, typeUnfollow, typePostback}, eventType)
}

// openThreads reads and locks the conversations of all events, and begins
// those that are not there yet.
func (in *intake) openThreads(ctx context.Context, fresh []arrival) error {
	wanted := map[string][]string{}
	for _, a := range fresh {
		if entry(a, in.now).State == store.EventProcessed && !slices.Contains(wanted[a.accountID], a.LineUserID) {
			wanted[a.accountID] = append(wanted[a.accountID], a.LineUserID)
		}
	}
	for _, accountID := range slices.Sorted(mapKeys(wanted)) {
		if err := in.openThreadsOf(ctx, accountID, wanted[accountID]); err != nil {
			return err
		}
	}
	return nil
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (in *intake) openThreadsOf(ctx context.Context, accountID string, userIDs []string) error {
	threads, err := in.tx.ThreadsByLine(ctx, accountID, userIDs)
	if err != nil {
		return err
	}
	var fresh []*store.Thread
	for _, userID := range userIDs {
		if threads[userID] == nil {
			fresh = append(fresh, in.newThread(accountID, userID))
		}
	}
	if len(fresh) > 0 {
		if err := in.tx.InsertThreads(ctx, fresh); err != nil {
			return err
		}
		// Read again: another node may have begun the same conversation meanwhile.
		if threads, err = in.tx.ThreadsByLine(ctx, accountID, userIDs); err != nil {
			return err
		}
	}
	in.threads[accountID] = threads
	return in.openContacts(ctx, in.books[accountID], threads)
}

// openContacts reads of the contacts what the account's rules and answers ask
// for, which for most accounts is nothing.
func (in *intake) openContacts(ctx context.Context, b *responder.Book, threads map[string]*store.Thread) error {
	var ids []string
	var contacts []*domain.Contact
	for _, t := range threads {
		ids, contacts = append(ids, t.Contact.ID), append(contacts, &t.Contact)
	}
	if len(b.Cooldowns) > 0 {
		slices.Sort(ids)
		answered, err := in.tx.LastAnswers(ctx, ids)
		if err != nil {
			return err
		}
		maps.Copy(in.answered, answered)
	}
	if b.Tags || b.Attributes {
		return in.tx.FillContacts(ctx, contacts)
	}
	return nil
}

func (in *intake) newThread(accountID, userID string) *store.Thread {
	contact := domain.Contact{
		ID: in.IDs.New("con", in.now), AccountID: accountID, LineUserID: userID, Friend: domain.FriendUnknown,
		CreatedAt: in.now, UpdatedAt: in.now,
	}
	return &store.Thread{
		Contact: contact,
		Conversation: domain.Conversation{
			ID: in.IDs.New("cnv", in.now), AccountID: accountID, ContactID: contact.ID, Status: domain.StatusOpen,
			CreatedAt: in.now, UpdatedAt: in.now,
		},
	}
}

// save writes all that the events changed.
func (in *intake) save(ctx context.Context) error {
	for contactID, state := range in.friends {
		if err := in.tx.SetFriend(ctx, contactID, state); err != nil {
			return err
		}
	}
	conversations := make([]*domain.Conversation, 0, len(in.changed))
	for _, id := range slices.Sorted(mapKeys(in.changed)) {
		c := in.changed[id]
		conversations = append(conversations, c)
		in.tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: c.AccountID, ID: c.ID})
	}
	err := errors.Join(
		in.tx.SaveConversations(ctx, conversations),
		in.tx.InsertMessages(ctx, in.messages),
		in.tx.InsertDeliveries(ctx, in.deliveries),
	)
	if err == nil {
		err = in.saveHits(ctx)
	}
	if err != nil {
		return err
	}
	kicked := map[string]bool{}
	for _, d := range in.deliveries {
		if !kicked[d.AccountID] {
			kicked[d.AccountID] = true
			in.tx.AfterCommit(func() { in.Deliver.Kick(d.AccountID) })
		}
	}
	if len(in.jobs) == 0 {
		return nil
	}
	return in.Jobs.Enqueue(ctx, in.tx, in.jobs...)
}

func (in *intake) saveHits(ctx context.Context) error {
	for _, accountID := range slices.Sorted(mapKeys(in.hits)) {
		var hits []store.Hit
		for _, h := range in.hits[accountID] {
			hits = append(hits, *h)
		}
		if err := in.tx.AddHits(ctx, accountID, hits); err != nil {
			return err
		}
	}
	return in.tx.SetLastAnswers(ctx, in.noted)
}

// hit notes that a rule answered a contact.
func (in *intake) hit(b *responder.Book, ruleID, contactID string) {
	account := b.Account.ID
	if in.hits[account] == nil {
		in.hits[account] = map[string]*store.Hit{}
	}
	if in.hits[account][ruleID] == nil {
		in.hits[account][ruleID] = &store.Hit{RuleID: ruleID}
	}
	h := in.hits[account][ruleID]
	h.Count++
	h.LastAt = in.now
	if !b.Cooldowns[ruleID] {
		return
	}
	for _, m := range []map[string]map[string]time.Time{in.answered, in.noted} {
		if m[contactID] == nil {
			m[contactID] = map[string]time.Time{}
		}
		m[contactID][ruleID] = in.now
	}
}

func marshal(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil { // our own plain structs only
		panic(err)
	}
	return b
}
