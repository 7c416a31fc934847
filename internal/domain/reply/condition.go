package reply

import (
	"cmp"
	"math"
	"slices"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

const (
	secondsPerDay = 24 * 60 * 60
	everyDay      = 1<<7 - 1
)

// conditions are what has to hold besides the message for a rule to answer.
type conditions struct {
	window    *window // nil is always
	when      domain.When
	hoursName string
	audience  domain.Audience
	cooldown  time.Duration
}

// conditionsOf returns nil for a rule that has none. A schedule that cannot be
// read, which Validate refuses, is never.
func conditionsOf(r *domain.Rule) *conditions {
	c := conditions{audience: r.Audience, cooldown: r.Cooldown()}
	if s := r.Schedule; s != nil {
		c.when, c.hoursName = s.Hours, s.HoursName
		w, faults := newWindow(s)
		if len(faults) > 0 {
			w = &window{zone: time.UTC}
		}
		c.window = w
	}
	if c.window == nil && c.when == "" && c.audience.IsZero() && c.cooldown == 0 {
		return nil
	}
	c.audience = domain.Audience{Any: slices.Clone(c.audience.Any), All: slices.Clone(c.audience.All), None: slices.Clone(c.audience.None)}
	return &c
}

// blocked says which condition does not hold, "" when all do; until is the end
// of a cooldown.
func (c *conditions) blocked(in *Input, ruleID string) (why Why, until time.Time) {
	switch {
	case c == nil:
		return "", until
	case c.window != nil && !c.window.contains(in.At), c.when != "" && !c.within(in):
		return WhySchedule, until
	case !c.audience.Includes(in.Tags):
		return WhyAudience, until
	case c.cooldown > 0:
		last, ok := in.LastAnswered[ruleID]
		if until = last.Add(c.cooldown); ok && in.At.Before(until) {
			return WhyCooldown, until
		}
	}
	return "", time.Time{}
}

// within reports whether the rule's choice of hours allows the time. The
// account's hours count as open while 応答時間 is off. Hours of a name that does
// not exist are neither open nor closed, and keep the rule silent.
func (c *conditions) within(in *Input) bool {
	if c.hoursName == "" {
		inside := !in.Settings.Hours || in.Hours.Inside(in.At)
		return inside == (c.when == domain.InsideHours)
	}
	h, ok := in.NamedHours[c.hoursName]
	return ok && h.Inside(in.At) == (c.when == domain.InsideHours)
}

// window is the dates, weekdays and times of a rule.
type window struct {
	zone        *time.Location
	from, until int64 // days since 1970-01-01, both included
	days        uint8 // a bit for each weekday, Sunday first; none is never
	times       []hours.Slot
}

// newWindow reads a schedule; it is nil when that has no dates, days and times.
// Fields of the faults are those of the schedule.
func newWindow(s *domain.RuleSchedule) (*window, domain.Errors) {
	w := &window{days: everyDay}
	var es domain.Errors
	fault := func(code, field, value string) {
		es = append(es, domain.E(domain.Invalid, code, "value", value).At(field))
	}
	var err error
	if w.zone, err = time.LoadLocation(cmp.Or(s.Zone, hours.DefaultZone)); err != nil || s.Zone == "Local" {
		fault("hours.zone_unknown", "zone", s.Zone)
	}
	day := func(field, text string, none int64) int64 {
		if text == "" {
			return none
		}
		d, err := hours.ParseDate(text)
		if err != nil || d.Yearly() {
			fault("rule.date_format", field, text)
			return none
		}
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay
	}
	w.from, w.until = day("from", s.From, math.MinInt64), day("until", s.Until, math.MaxInt64)
	if w.until < w.from {
		fault("rule.date_order", "until", s.Until)
	}
	if len(s.Days) > 0 {
		w.days = 0
	}
	for i, name := range s.Days {
		day := slices.Index(hours.Days(), name)
		if day < 0 {
			fault("hours.day_unknown", place("days", i), name)
			continue
		}
		w.days |= 1 << ((day + 1) % 7)
	}
	w.times, es = timesOf(s.Times, es)
	if s.From+s.Until == "" && len(s.Days)+len(s.Times) == 0 {
		return nil, es
	}
	return w, es
}

// timesOf reads the times with the checks that hours make of one day's slots.
func timesOf(texts []string, es domain.Errors) ([]hours.Slot, domain.Errors) {
	slots := make([]hours.Slot, len(texts))
	for i, text := range texts {
		// It never fails: what cannot be read is told below.
		_ = slots[i].UnmarshalText([]byte(text))
	}
	return slots, append(es, hours.SlotFaults(slots, "times")...)
}

func (w *window) contains(t time.Time) bool {
	local := t.In(w.zone)
	year, month, day := local.Date()
	hour, minute, second := local.Clock()
	today := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	seconds := hour*60*60 + minute*60 + second
	return w.covers(today, seconds) || w.covers(today.Add(-24*time.Hour), seconds+secondsPerDay)
}

// covers reports whether something that begins on a day is still on so many
// seconds after its midnight.
func (w *window) covers(day time.Time, seconds int) bool {
	if n := day.Unix() / secondsPerDay; n < w.from || n > w.until || w.days&(1<<day.Weekday()) == 0 {
		return false
	}
	if len(w.times) == 0 {
		return seconds < secondsPerDay
	}
	return slices.ContainsFunc(w.times, func(s hours.Slot) bool {
		return s.Start*60 <= seconds && seconds < s.End*60
	})
}
