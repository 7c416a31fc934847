package deliver

import (
	"context"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
)

// result is what came of one attempt.
type result struct {
	lane     *lane
	delivery *domain.Delivery
	attempt  domain.Attempt
}

// record writes outcomes, as many at once as have come meanwhile.
func (e *Engine) record(ctx context.Context) {
	for first := range e.results {
		rs := append(make([]result, 0, engineWidth), first)
	more:
		for len(rs) < engineWidth {
			select {
			case r, open := <-e.results:
				if !open {
					break more
				}
				rs = append(rs, r)
			default:
				break more
			}
		}
		e.recordSurely(ctx, rs)
		for _, r := range rs {
			e.landed(r.delivery.ID)
			r.lane.ended()
		}
	}
}

// recordSurely tries until the outcomes are written: what LINE has accepted
// must not be forgotten while the process lives. When the process is to end and
// the database stays away, they are given up: the next start finds these
// deliveries interrupted and settles them by the same rules as after a crash.
func (e *Engine) recordSurely(ctx context.Context, rs []result) {
	const triesAtEnd = 5
	write := context.WithoutCancel(ctx)
	for ended := 0; ; {
		err := e.recordAll(write, rs)
		if err == nil {
			return
		}
		e.Log.ErrorContext(ctx, "record outcomes of deliveries", "count", len(rs), "error", err)
		if domain.KindOf(err) != domain.Unavailable {
			// It is not the database that is away: one of them cannot be written.
			if rs = e.recordEach(write, rs); len(rs) == 0 {
				return
			}
		}
		if ctx.Err() != nil {
			ended++
		}
		if ended == triesAtEnd || e.Clock.Sleep(write, time.Second) != nil {
			return
		}
	}
}

// recordEach writes the outcomes one by one, so that one which cannot be
// written holds up no other; that one is written without LINE's texts, which
// are all in it that is not our own. It returns what is still to be written.
func (e *Engine) recordEach(ctx context.Context, rs []result) (left []result) {
	for _, r := range rs {
		if e.recordAll(ctx, []result{r}) == nil {
			continue
		}
		r.delivery.Problem.Detail, r.delivery.LineRequest, r.delivery.Sent = "", "", nil
		r.attempt.Error, r.attempt.LineRequest = "", ""
		if err := e.recordAll(ctx, []result{r}); err != nil {
			e.Log.ErrorContext(ctx, "record outcome of delivery", "delivery_id", r.delivery.ID, "error", err)
			left = append(left, r)
		}
	}
	return left
}

func (e *Engine) recordAll(ctx context.Context, rs []result) error {
	ds, as := make([]*domain.Delivery, len(rs)), make([]domain.Attempt, len(rs))
	for i, r := range rs {
		ds[i], as[i] = r.delivery, r.attempt
	}
	return e.DB.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, d := range ds {
			tx.Hint(domain.Hint{Kind: domain.HintConversation, AccountID: d.AccountID, ID: d.ConversationID})
			if d.State == domain.DeliveryAccepted && d.Method == domain.MethodPush {
				tx.Hint(domain.Hint{Kind: domain.HintAccount, AccountID: d.AccountID}) // the quota shown has changed
			}
		}
		if err := supersede(ctx, tx, ds); err != nil {
			return err
		}
		return tx.FinishAttempts(ctx, ds, as)
	})
}

// supersede gives up automatic answers that would be tried again although a
// member took over during the try. Those that waited then were given up by the
// member's own transaction; the lock on the conversation leaves no gap between
// the two. What may have arrived goes its way.
func supersede(ctx context.Context, tx *store.Tx, ds []*domain.Delivery) error {
	var again []*domain.Delivery
	var conversations []string
	for _, d := range ds {
		if d.State == domain.DeliveryQueued && !d.Uncertain && d.Origin.Automatic() {
			again, conversations = append(again, d), append(conversations, d.ConversationID)
		}
	}
	open, err := tx.LockManual(ctx, conversations)
	if err != nil {
		return err
	}
	for _, d := range again {
		if open[d.ConversationID] {
			d.State, d.Problem = domain.DeliveryFailed, domain.Superseded()
		}
	}
	return nil
}
