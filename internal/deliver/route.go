package deliver

import (
	"time"

	"ohenji/internal/domain"
)

// giveUpAfter bounds how long a delivery is tried, counted from its making. It
// is no longer than LINE remembers an accepted retry key, 24 hours from the
// first attempt: repeated later, a push would count as a new one
// (messaging-api reference, "Retrying a failed API request").
const giveUpAfter = 24 * time.Hour

// automaticLife is how long after its message an automatic answer may still
// become a counted push. A rule that speaks up later surprises more than it
// helps.
const automaticLife = 10 * time.Minute

// The schedules of retries. A reply is tried often while its token lives, a
// push for a day; the last step repeats.
var (
	replySchedule = [...]time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}
	pushSchedule  = [...]time.Duration{
		time.Second, 2 * time.Second, 5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute,
		2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour,
	}
)

// prepare decides how a due delivery goes out now and marks it as being sent.
// It returns false when it must not go any more; then its state is final.
func prepare(d *domain.Delivery, now time.Time) bool {
	d.AttemptAt = now
	if d.Method == domain.MethodReply {
		if now.Before(d.ReplyToken.Until) {
			return start(d, now)
		}
		if d.Uncertain {
			// An earlier try may have arrived and the token is dead: a push could
			// double it, so a person decides (product rule "once").
			return settle(d, domain.DeliveryUnknown, "delivery.reply_lost")
		}
		d.Method, d.FirstAt = domain.MethodPush, time.Time{}
	}
	if d.Origin.Automatic() && !d.Uncertain && now.Sub(d.CreatedAt) >= automaticLife {
		return settle(d, domain.DeliveryFailed, "delivery.too_late")
	}
	if now.Sub(d.CreatedAt) >= giveUpAfter && d.Attempts > 0 {
		if d.Uncertain {
			return settle(d, domain.DeliveryUnknown, "delivery.retry_key_over")
		}
		return settle(d, domain.DeliveryFailed, "delivery.expired")
	}
	return start(d, now)
}

func start(d *domain.Delivery, now time.Time) bool {
	d.State = domain.DeliverySending
	d.Attempts++
	if d.FirstAt.IsZero() {
		d.FirstAt = now
	}
	return true
}

func settle(d *domain.Delivery, s domain.DeliveryState, code string) bool {
	d.State, d.Problem.Code = s, code
	return false
}

// pause is how long to wait before attempt number n+1.
func pause(method domain.DeliveryMethod, n int) time.Duration {
	schedule := pushSchedule[:]
	if method == domain.MethodReply {
		schedule = replySchedule[:]
	}
	return schedule[min(n, len(schedule))-1]
}
