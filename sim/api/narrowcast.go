package api

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ohenji/sim/message"
	"ohenji/sim/platform"
)

// How much one narrowcast may combine.
const (
	maxRecipients = 10 // audiences and redeliveries
	maxFilters    = 10
)

func narrowcast(c *call) (any, error) {
	var in struct {
		Recipient *platform.Recipient `json:"recipient"`
		Filter    *struct {
			Demographic *platform.Demographic `json:"demographic"`
		} `json:"filter"`
		Limit *platform.Limit `json:"limit"`
		sendBody
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.AggregationUnits = nil
	var wrong wrongs
	order := platform.Narrowcast{Recipient: in.Recipient}
	wrong.recipient("recipient", in.Recipient)
	if in.Filter != nil {
		order.Filter = in.Filter.Demographic
		wrong.demographic("filter.demographic", order.Filter)
	}
	if in.Limit != nil {
		order.Limit = *in.Limit
	}
	if order.Limit.Max < 0 {
		wrong.add("limit.max", "must be greater than or equal to 1")
	}
	if wrong.recipients > maxRecipients {
		wrong.add("recipient", fmt.Sprintf("Size must be between 0 and %d", maxRecipients))
	}
	if wrong.filters > maxFilters {
		wrong.add("filter.demographic", fmt.Sprintf("Size must be between 0 and %d", maxFilters))
	}
	out, err := c.outgoing(in.sendBody, wrong.details...)
	if err != nil {
		return nil, err
	}
	if order.Limit.ForbidPartial && !order.Limit.UpToRemaining {
		return nil, refuse(400, "The option forbidPartialDelivery must be used with upToRemainingQuota.")
	}
	return accepted{empty{}}, c.platform.SendNarrowcast(c.channel, c.key(), order, out)
}

func narrowcastProgress(c *call) (any, error) {
	return c.platform.NarrowcastProgress(c.channel, c.r.URL.Query().Get("requestId"))
}

// wrongs collects what is wrong with the trees of a narrowcast.
type wrongs struct {
	details             []message.Detail
	recipients, filters int
}

func (w *wrongs) add(property, text string) {
	w.details = append(w.details, message.Detail{Message: text, Property: property})
}

// operator wants exactly one of and, or, not, and no empty list.
func (w *wrongs) operator(path string, and, or int, hasAnd, hasOr, hasNot bool) {
	given := 0
	for _, has := range []bool{hasAnd, hasOr, hasNot} {
		if has {
			given++
		}
	}
	switch {
	case given != 1:
		w.add(path, "Exactly one of and, or, not must be specified") // LINE's text is not known
	case hasAnd && and == 0:
		w.add(path+".and", "May not be empty")
	case hasOr && or == 0:
		w.add(path+".or", "May not be empty")
	}
}

func (w *wrongs) recipient(path string, r *platform.Recipient) {
	if r == nil {
		return
	}
	switch r.Type {
	case "audience", "redelivery":
		w.recipients++
		if r.Type == "redelivery" && r.RequestID == "" {
			w.add(path+".requestId", "May not be empty")
		}
	case "operator":
		w.operator(path, len(r.And), len(r.Or), r.And != nil, r.Or != nil, r.Not != nil)
		for i := range r.And {
			w.recipient(fmt.Sprintf("%s.and[%d]", path, i), &r.And[i])
		}
		for i := range r.Or {
			w.recipient(fmt.Sprintf("%s.or[%d]", path, i), &r.Or[i])
		}
		w.recipient(path+".not", r.Not)
	default:
		w.oneOf(path+".type", "audience", "redelivery", "operator")
	}
}

func (w *wrongs) oneOf(path string, values ...string) {
	w.add(path, "Must be one of the following values: ["+strings.Join(values, ", ")+"]")
}

var areaShape = regexp.MustCompile(`^(jp_(0[1-9]|[1-3]\d|4[0-7])|tw_(0[1-9]|1\d|2[0-2])|th_0[1-8]|id_\d{2})$`)

func ages() []string {
	var out []string
	for age := 15; age <= 70; age += 5 {
		out = append(out, fmt.Sprintf("age_%d", age))
	}
	return out
}

func periods() []string { return []string{"day_7", "day_30", "day_90", "day_180", "day_365"} }

func (w *wrongs) demographic(path string, d *platform.Demographic) {
	if d == nil {
		return
	}
	switch d.Type {
	case "gender":
		w.choice(path, d, func(s string) bool { return s == "male" || s == "female" })
	case "appType":
		w.choice(path, d, func(s string) bool { return s == "ios" || s == "android" })
	case "area":
		w.choice(path, d, areaShape.MatchString)
	case "age":
		w.bounds(path, d, ages())
	case "subscriptionPeriod":
		w.bounds(path, d, periods())
	case "operator":
		w.operator(path, len(d.And), len(d.Or), d.And != nil, d.Or != nil, d.Not != nil)
		for i := range d.And {
			w.demographic(fmt.Sprintf("%s.and[%d]", path, i), &d.And[i])
		}
		for i := range d.Or {
			w.demographic(fmt.Sprintf("%s.or[%d]", path, i), &d.Or[i])
		}
		w.demographic(path+".not", d.Not)
	default:
		w.oneOf(path+".type", "gender", "age", "appType", "area", "subscriptionPeriod", "operator")
	}
}

func (w *wrongs) choice(path string, d *platform.Demographic, valid func(string) bool) {
	w.filters++
	if len(d.OneOf) == 0 {
		w.add(path+".oneOf", "May not be empty")
	}
	for i, s := range d.OneOf {
		if !valid(s) {
			w.add(fmt.Sprintf("%s.oneOf[%d]", path, i), "invalid property")
		}
	}
}

func (w *wrongs) bounds(path string, d *platform.Demographic, values []string) {
	w.filters++
	if d.Gte == "" && d.Lt == "" {
		w.add(path, "gte or lt must be specified")
	}
	for _, one := range []struct{ property, value string }{{"gte", d.Gte}, {"lt", d.Lt}} {
		if one.value != "" && !slices.Contains(values, one.value) {
			w.oneOf(path+"."+one.property, values...)
		}
	}
}
