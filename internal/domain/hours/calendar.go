package hours

import (
	"slices"
	"time"

	"ohenji/internal/domain/holiday"
)

// Source says where the slots of a day come from.
type Source string

// The sources, the strongest first.
const (
	BySpecial Source = "special" // a special day
	ByHoliday Source = "holiday" // a public holiday, unless these are like other days
	ByWeek    Source = "week"
)

// Day is what applies on one day of the calendar.
type Day struct {
	Date    Date
	Source  Source
	Holiday string // name of the public holiday, also when it changes nothing
	Special string // name of the special day
	// Slots begin on this day, in order; none means that nothing opens. The
	// tail of a slot of the day before can reach into the day all the same.
	// They are shared, not to be changed.
	Slots []Slot
}

// Calendar lists what applies on each of so many days, from the day that the
// clock in the zone shows at an instant. A date that a zone skipped is listed
// like any other.
func (h *Hours) Calendar(from time.Time, days int) []Day {
	if h == nil || days <= 0 {
		return nil
	}
	first := floorDay(h.wall(from))
	out := make([]Day, days)
	for i := range out {
		out[i] = h.day(first + int64(i))
	}
	return out
}

// slots returns the slots that begin on a day, counted from 1970-01-01.
func (h *Hours) slots(day int64) []Slot {
	if h.plain {
		return h.week[weekday(day)]
	}
	return h.day(day).Slots
}

// day says what applies on a day, counted from 1970-01-01.
func (h *Hours) day(number int64) Day {
	year, month, day := time.Unix(number*secondsPerDay, 0).UTC().Date()
	d := Day{Date: Date{Year: year, Month: month, Day: day}, Source: ByWeek, Slots: h.week[weekday(number)]}
	if public, ok := holiday.On(year, month, day); ok {
		d.Holiday = public.Name
		if !h.holidays.IsZero() {
			d.Source, d.Slots = ByHoliday, h.holidays.Slots
		}
	}
	special, ok := h.special[d.Date]
	if !ok {
		special, ok = h.special[Date{Month: month, Day: day}]
	}
	if ok {
		d.Source, d.Slots, d.Special = BySpecial, special.Slots, special.Name
	}
	return d
}

// weekday is the place of a day, counted from 1970-01-01, in the week from
// Monday.
func weekday(day int64) int64 {
	const thursday = 3 // 1970-01-01
	return ((day+thursday)%7 + 7) % 7
}

func sorted(slots []Slot) []Slot { return slices.SortedFunc(slices.Values(slots), byStart) }
