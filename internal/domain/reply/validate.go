package reply

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/match"
)

// Validate checks all of a rule: what domain.Rule.Validate does, keywords as
// their kind of match reads them (match.regexp_invalid), and its schedule
// (rule.date_format, rule.date_order, rule.times_many, rule.when_unknown,
// rule.hours_name and the codes of hours), and its bubbles (see compose.Check).
// It returns all faults as domain.Errors.
func Validate(r *domain.Rule) error {
	es := domain.Faults(r.Validate())
	for i, keyword := range r.Keywords {
		p, err := match.PatternOf(keyword, &r.RuleOptions)
		if err != nil || keyword == "" {
			continue // told above
		}
		if e := p.Fault(); e != nil {
			es = append(es, e.At(place("keywords", i)))
		}
	}
	if r.Schedule != nil {
		es = append(es, scheduleFaults(r.Schedule)...)
	}
	return append(es, bubbleFaults(r.Bubbles, es)...).OrNil()
}

// bubbleFaults is what compose.Check finds and is not known yet.
func bubbleFaults(bubbles []domain.Bubble, known domain.Errors) domain.Errors {
	return slices.DeleteFunc(domain.Faults(compose.Check(bubbles)), func(e *domain.Error) bool {
		return slices.ContainsFunc(known, func(k *domain.Error) bool { return k.Code == e.Code && k.Field == e.Field })
	})
}

func scheduleFaults(s *domain.RuleSchedule) domain.Errors {
	var es domain.Errors
	if n := len(s.Times); n > domain.MaxScheduleTimes {
		es = append(es, domain.E(domain.Invalid, "rule.times_many", "max", domain.MaxScheduleTimes, "count", n).At("times"))
	}
	if s.Hours != "" && s.Hours != domain.InsideHours && s.Hours != domain.OutsideHours {
		es = append(es, domain.E(domain.Invalid, "rule.when_unknown", "value", string(s.Hours)).At("hours"))
	}
	if n := utf8.RuneCountInString(s.HoursName); n > domain.MaxHoursName || n > 0 && s.Hours == "" {
		es = append(es, domain.E(domain.Invalid, "rule.hours_name", "max", domain.MaxHoursName).At("hoursName"))
	}
	_, faults := newWindow(s)
	es = append(es, faults...)
	for i, e := range es {
		es[i] = e.At("schedule." + e.Field)
	}
	return es
}

func place(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
