package platform

import (
	"fmt"
	"slices"
	"time"
)

// Traits are what LINE guesses of a person for the filters of narrowcasts. What
// is empty is unknown, and who is unknown matches no filter.
type Traits struct {
	Gender string `json:"gender,omitempty"`  // "male" or "female"
	Age    int    `json:"age,omitempty"`     // years
	App    string `json:"appType,omitempty"` // "ios" or "android"
	Area   string `json:"area,omitempty"`    // such as "jp_13"
}

// Audience is a group of people by their user ids.
type Audience struct {
	ID          int64     `json:"audienceGroupId"`
	Description string    `json:"description"`
	Users       []string  `json:"users"`
	Click       bool      `json:"click,omitempty"` // made of clicks or impressions, for which LINE's least number holds
	At          time.Time `json:"at"`
}

// firstAudience is a number of the size that LINE's have.
const firstAudience = 4_389_303_728_991

// AddAudience makes an audience that narrowcasts can name.
func (p *Platform) AddAudience(channelID string, a Audience) (Audience, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Audience{}, err
	}
	for _, user := range a.Users {
		if !userShape.MatchString(user) {
			return Audience{}, fmt.Errorf("userId %q must be U and 32 hexadecimal digits: %w", user, ErrInvalid)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	a.ID, a.At = firstAudience+int64(len(c.people)), p.clock.Now()
	a.Users = slices.Clone(a.Users)
	c.people[a.ID] = &a
	p.changed()
	return a, nil
}

// Demographic is a filter of narrowcasts: one attribute, or an operator over
// filters.
type Demographic struct {
	Type  string        `json:"type"` // gender, age, appType, area, subscriptionPeriod or operator
	OneOf []string      `json:"oneOf,omitempty"`
	Gte   string        `json:"gte,omitempty"`
	Lt    string        `json:"lt,omitempty"`
	And   []Demographic `json:"and,omitempty"`
	Or    []Demographic `json:"or,omitempty"`
	Not   *Demographic  `json:"not,omitempty"`
}

// matches tells whether a friend passes the filter, and whether what it asks
// for is known of them.
func (d *Demographic) matches(t *talk, now time.Time) (pass, known bool) {
	who := t.who.traits.Load()
	switch d.Type {
	case "gender":
		return slices.Contains(d.OneOf, who.Gender), who.Gender != ""
	case "appType":
		return slices.Contains(d.OneOf, who.App), who.App != ""
	case "area":
		return slices.Contains(d.OneOf, who.Area), who.Area != ""
	case "age":
		return within(who.Age, d.Gte, d.Lt, "age_%d"), who.Age > 0
	case "subscriptionPeriod":
		return within(int(now.Sub(t.since).Hours()/24), d.Gte, d.Lt, "day_%d"), !t.since.IsZero()
	}
	switch {
	case d.Not != nil:
		pass, known = d.Not.matches(t, now)
		return !pass, known
	case len(d.And) > 0:
		for i := range d.And {
			if pass, known = d.And[i].matches(t, now); !pass || !known {
				return false, known
			}
		}
		return true, true
	}
	for i := range d.Or {
		one, sure := d.Or[i].matches(t, now)
		pass, known = pass || (one && sure), known || sure
	}
	return pass, known
}

// within compares n with bounds that are written like age_20 or day_30.
func within(n int, gte, lt, layout string) bool {
	var from, to int
	if _, err := fmt.Sscanf(gte, layout, &from); err == nil && n < from {
		return false
	}
	if _, err := fmt.Sscanf(lt, layout, &to); err == nil && n >= to {
		return false
	}
	return true
}
