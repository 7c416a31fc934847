package apply

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

// answers is the part of a file that says what an account answers. What is nil
// is left out of the file, and stays as it is.
type answers struct {
	Settings     *fileSettings              `json:"settings,omitempty"`
	Greeting     *fileGreeting              `json:"greeting,omitempty"`
	GreetingBack *fileGreeting              `json:"greetingBack,omitempty"`
	Hours        *hours.Schedule            `json:"hours,omitempty"`
	Schedules    *map[string]hours.Schedule `json:"schedules,omitempty"` // by their names
	Rules        *[]fileRule                `json:"rules,omitempty"`
}

// fileSettings has pointers: what the file leaves out stays as it is.
type fileSettings struct {
	Chat          *bool                 `json:"chat,omitempty"`
	Hours         *bool                 `json:"hours,omitempty"`
	HoursName     *string               `json:"hoursName,omitempty"`
	Inside        *domain.Method        `json:"inside,omitempty"`
	Outside       *domain.Method        `json:"outside,omitempty"`
	ManualMinutes *int                  `json:"manualMinutes,omitempty"`
	ManualEnd     *domain.ManualEnd     `json:"manualEnd,omitempty"`
	Greeting      *bool                 `json:"greeting,omitempty"`
	OnUnblock     *domain.GreetBack     `json:"onUnblock,omitempty"`
	Uniform       *domain.UniformChoice `json:"uniform,omitempty"`
	ManagerOff    *bool                 `json:"managerOff,omitempty"`
}

type fileGreeting struct {
	Bubbles []domain.Bubble `json:"bubbles"`
}

type fileRule struct {
	Title    string   `json:"title"`
	Enabled  *bool    `json:"enabled,omitempty"` // true when left out
	Keywords []string `json:"keywords,omitempty"`
	domain.RuleOptions
	Bubbles []domain.Bubble `json:"bubbles"`
}

// held is what an account answers now.
type held struct {
	account *domain.Account
	hours   map[string]hours.Schedule // the one without a name is always there
	rules   []domain.Rule
}

// describe is all that an account answers, in the one form in which equal
// accounts are equal.
func describe(h held) answers {
	settings := standard(h.account.Settings)
	own := h.hours[""].Canonical()
	named := map[string]hours.Schedule{}
	for name, schedule := range h.hours {
		if name != "" {
			named[name] = schedule.Canonical()
		}
	}
	rules := make([]fileRule, len(h.rules))
	for i := range h.rules {
		rules[i] = describeRule(h.rules[i])
	}
	return answers{
		Settings: &fileSettings{
			Chat: &settings.Chat, Hours: &settings.Hours, HoursName: &settings.HoursName, Inside: &settings.Inside, Outside: &settings.Outside,
			ManualMinutes: &settings.ManualMinutes, ManualEnd: &settings.ManualEnd, Greeting: &settings.Greeting,
			OnUnblock: &settings.OnUnblock, Uniform: &settings.Uniform, ManagerOff: &settings.ManagerOff,
		},
		Greeting:     &fileGreeting{append([]domain.Bubble{}, h.account.Greeting...)},
		GreetingBack: &fileGreeting{append([]domain.Bubble{}, h.account.GreetingBack...)},
		Hours:        &own, Schedules: &named, Rules: &rules,
	}
}

func describeRule(r domain.Rule) fileRule {
	r = tidy(r)
	out := fileRule{Title: r.Title, Keywords: r.Keywords, RuleOptions: r.RuleOptions, Bubbles: append([]domain.Bubble{}, r.Bubbles...)}
	if !r.Enabled {
		out.Enabled = &r.Enabled
	}
	return out
}

// tidy is a rule in the one form in which rules that say the same are the same.
func tidy(r domain.Rule) domain.Rule {
	responder.Clean(&r)
	if r.Match == domain.MatchExact {
		r.Match = ""
	}
	return r
}

// standard are settings with the words that may be left out.
func standard(s domain.ResponseSettings) domain.ResponseSettings {
	s.ManualEnd, s.OnUnblock = cmp.Or(s.ManualEnd, domain.ManualByTime), cmp.Or(s.OnUnblock, domain.GreetBackSame)
	s.Uniform = cmp.Or(s.Uniform, domain.UniformByOrder)
	return s
}

// settings are the account's with what the file says.
func (a *answers) settings(base domain.ResponseSettings) domain.ResponseSettings {
	s := a.Settings
	if s == nil {
		return base
	}
	set(&base.Chat, s.Chat)
	set(&base.Hours, s.Hours)
	set(&base.HoursName, s.HoursName)
	set(&base.Inside, s.Inside)
	set(&base.Outside, s.Outside)
	set(&base.ManualMinutes, s.ManualMinutes)
	set(&base.ManualEnd, s.ManualEnd)
	set(&base.Greeting, s.Greeting)
	set(&base.OnUnblock, s.OnUnblock)
	set(&base.Uniform, s.Uniform)
	set(&base.ManagerOff, s.ManagerOff)
	return base
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// rule is the rule as its author wrote it.
func (r *fileRule) rule() domain.Rule {
	return domain.Rule{
		Title: strings.TrimSpace(r.Title), Enabled: r.Enabled == nil || *r.Enabled, Keywords: slices.Clone(r.Keywords), Bubbles: r.Bubbles, RuleOptions: r.RuleOptions,
	}
}

// check tells all faults that show without the database, at path, which is
// empty or ends in a dot.
func (a *answers) check(c *checker, path string) {
	if a.Settings != nil {
		c.at(a.settings(domain.DefaultSettings()).Validate(), path+"settings")
	}
	for name, g := range map[string]*fileGreeting{"greeting": a.Greeting, "greetingBack": a.GreetingBack} {
		if g != nil && len(g.Bubbles) > 0 {
			c.at(compose.Check(g.Bubbles), path+name)
		}
	}
	if a.Hours != nil {
		c.at(a.Hours.Validate(), path+"hours")
	}
	if a.Schedules != nil {
		checkSchedules(*a.Schedules, c, path+"schedules")
	}
	if a.Rules == nil {
		return
	}
	if n := len(*a.Rules); n > responder.MaxRules {
		c.at(domain.E(domain.Invalid, "rule.too_many", "max", responder.MaxRules), path+"rules")
	}
	for i, r := range *a.Rules {
		rule := r.rule()
		c.at(reply.Validate(&rule), fmt.Sprintf("%srules[%d]", path, i))
	}
}

func checkSchedules(all map[string]hours.Schedule, c *checker, path string) {
	if len(all) > responder.MaxSchedules {
		c.at(domain.E(domain.Invalid, "hours.too_many", "max", responder.MaxSchedules), path)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if e := responder.HoursNameFault(name); e != nil {
			c.at(e, path+"."+name)
		}
		c.at(all[name].Validate(), path+"."+name)
	}
}

// unknownHours tells of names that nobody has a schedule for, and of schedules
// that would be removed and are named still: next is what there will be.
func (a *answers) unknownHours(settings domain.ResponseSettings, next held) error {
	var es domain.Errors
	known := func(name string) bool { _, ok := next.hours[name]; return ok }
	if name := settings.HoursName; !known(name) {
		if a.Settings != nil && a.Settings.HoursName != nil {
			es = append(es, domain.E(domain.Invalid, "hours.unknown", "value", name).At("settings.hoursName"))
		} else {
			es = append(es, domain.E(domain.Invalid, "hours.in_use", "by", next.account.Name).At("schedules"))
		}
	}
	if a.Rules != nil {
		for i, r := range *a.Rules {
			if r.Schedule != nil && !known(r.Schedule.HoursName) {
				es = append(es, domain.E(domain.Invalid, "hours.unknown", "value", r.Schedule.HoursName).At(fmt.Sprintf("rules[%d].schedule.hoursName", i)))
			}
		}
	}
	for _, r := range next.rules { // those that stay as they are
		if r.Schedule != nil && !known(r.Schedule.HoursName) {
			es = append(es, domain.E(domain.Invalid, "hours.in_use", "by", r.Title).At("schedules"))
		}
	}
	return es.OrNil()
}
