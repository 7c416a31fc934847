package hours

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ohenji/internal/domain"
)

// DefaultZone is the time zone of a schedule that names none.
const DefaultZone = "Asia/Tokyo"

// Days are the keys of a Week, Monday first.
func Days() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// Week is the slots of each day, by the keys that Days lists. A day without
// slots is closed; an empty week never opens.
type Week map[string][]Slot

// Schedule is 応答時間 as it is written and stored:
//
//	{"zone":"Asia/Tokyo","week":{"mon":["10:00-19:00"],"fri":["10:00-14:00","17:00-25:00"]},
//	 "holidays":"closed","special":[{"date":"12-31","name":"大晦日","slots":["10:00-15:00"]}]}
//
// A slot belongs to the day on which it begins: Friday's 25:00 is Friday's
// also when Saturday is a holiday on which all is closed.
type Schedule struct {
	Zone     string    `json:"zone" yaml:"zone"` // IANA name; empty means DefaultZone
	Week     Week      `json:"week" yaml:"week"`
	Holidays Holidays  `json:"holidays,omitzero" yaml:"holidays,omitempty"` // public holidays of Japan, whatever the zone
	Special  []Special `json:"special,omitempty" yaml:"special,omitempty"`
}

// Default is what a new account starts with: Monday to Friday, 10:00 to 19:00
// in Tokyo.
func Default() Schedule {
	w := Week{}
	for _, day := range Days()[:5] {
		w[day] = []Slot{{Start: 10 * 60, End: 19 * 60}}
	}
	return Schedule{Zone: DefaultZone, Week: w}
}

// Canonical returns the schedule in the one form in which equal schedules are
// equal: the zone named, slots and special days in order, no empty days. It
// shares nothing with s, which should be valid.
func (s Schedule) Canonical() Schedule {
	c := Schedule{Zone: s.zone(), Week: Week{}}
	for day, slots := range s.Week {
		if len(slots) > 0 {
			c.Week[day] = sorted(slots)
		}
	}
	if !s.Holidays.IsZero() {
		c.Holidays = Holidays{Mode: s.Holidays.Mode}
		if s.Holidays.Mode == Own {
			c.Holidays.Slots = sorted(s.Holidays.Slots)
		}
		if c.Holidays.Mode == Own && len(c.Holidays.Slots) == 0 {
			c.Holidays.Mode = Closed
		}
	}
	for _, d := range s.Special {
		d.Name, d.Slots = strings.TrimSpace(d.Name), sorted(d.Slots)
		c.Special = append(c.Special, d)
	}
	slices.SortFunc(c.Special, func(a, b Special) int { return compareDates(a.Date, b.Date) })
	return c
}

func byStart(a, b Slot) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) }

func (s Schedule) zone() string { return cmp.Or(s.Zone, DefaultZone) }

// location loads the zone. "Local" is not a place.
func (s Schedule) location() (*time.Location, error) {
	if s.zone() == "Local" {
		return nil, fmt.Errorf("unknown time zone Local")
	}
	return time.LoadLocation(s.zone())
}

// Validate returns all faults as domain.Errors: hours.zone_unknown,
// hours.day_unknown, hours.slot_format (not of the form 10:00-19:00, or past
// 48:00), hours.slot_order (does not end after it starts, or starts on the
// next day), hours.slot_overlap (with a slot of the same day, or with one of
// the week that runs over from the day before), hours.holidays_unknown,
// hours.special_many, hours.date_format, hours.special_twice,
// hours.special_name_length and hours.special_closed_or_slots (neither or both).
func (s Schedule) Validate() error {
	var es domain.Errors
	if _, err := s.location(); err != nil {
		es = append(es, domain.E(domain.Invalid, "hours.zone_unknown", "value", s.Zone).At("zone").Because(err))
	}
	for _, day := range slices.Sorted(maps.Keys(s.Week)) {
		if !slices.Contains(Days(), day) {
			es = append(es, domain.E(domain.Invalid, "hours.day_unknown", "value", day).At("week."+day))
		}
	}
	for _, day := range Days() {
		for i, slot := range s.Week[day] {
			if code := slot.fault(); code != "" {
				es = append(es, domain.E(domain.Invalid, code, "value", slot.String()).At(place(day, i)))
			}
		}
	}
	es = append(es, s.Week.overlaps()...)
	return append(es, s.specialFaults()...).OrNil()
}

func place(day string, i int) string { return fmt.Sprintf("week.%s[%d]", day, i) }

// fault returns the code of what is wrong with the slot by itself, or "".
func (s Slot) fault() string {
	switch {
	case s.text != "" || s.Start < 0 || s.End > maxEnd:
		return "hours.slot_format"
	case s.Start >= minutesPerDay || s.End <= s.Start:
		return "hours.slot_order"
	}
	return ""
}

// placed is a slot in minutes since the beginning of the week.
type placed struct {
	start, end int
	day        string
	index      int
}

// overlaps reports each slot that begins before an earlier one has ended. The
// week is a circle: Sunday's tail reaches into Monday.
func (w Week) overlaps() domain.Errors {
	var all []placed
	for d, day := range Days() {
		for i, slot := range w[day] {
			if slot.fault() == "" {
				all = append(all, placed{d*minutesPerDay + slot.Start, d*minutesPerDay + slot.End, day, i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	var es domain.Errors
	busy := 0 // until when the slots so far run
	for _, p := range all {
		busy = max(busy, p.end-7*minutesPerDay) // last week's tail
	}
	for _, p := range all {
		if p.start < busy {
			es = append(es, domain.E(domain.Invalid, "hours.slot_overlap",
				"value", w[p.day][p.index].String()).At(place(p.day, p.index)))
		}
		busy = max(busy, p.end)
	}
	return es
}

// MarshalJSON writes the days in the order of the week.
func (w Week) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for _, day := range w.days() {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(day)
		if err != nil {
			return nil, err
		}
		texts := make([]string, len(w[day]))
		for i, slot := range w[day] {
			texts[i] = slot.String()
		}
		slots, err := json.Marshal(texts)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(slots)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// MarshalYAML gives the YAML encoder the days in the order of the week; it is
// that encoder's interface, which needs no import.
func (w Week) MarshalYAML() (any, error) {
	return struct {
		Mon []Slot `yaml:"mon,omitempty,flow"`
		Tue []Slot `yaml:"tue,omitempty,flow"`
		Wed []Slot `yaml:"wed,omitempty,flow"`
		Thu []Slot `yaml:"thu,omitempty,flow"`
		Fri []Slot `yaml:"fri,omitempty,flow"`
		Sat []Slot `yaml:"sat,omitempty,flow"`
		Sun []Slot `yaml:"sun,omitempty,flow"`
	}{w["mon"], w["tue"], w["wed"], w["thu"], w["fri"], w["sat"], w["sun"]}, nil
}

// days lists the keys in the order of the week; keys that are no days, which
// Validate refuses, come last.
func (w Week) days() []string {
	var out []string
	for _, day := range Days() {
		if _, ok := w[day]; ok {
			out = append(out, day)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w)) {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}
