package hours

import "time"

const (
	secondsPerDay = 24 * 60 * 60
	// horizonDays bounds the search for the next change: hours that stay as
	// they are for more than a year count as never changing.
	horizonDays = 400
)

// Hours is a Schedule made ready for questions. It is immutable; the nil
// *Hours is never open.
type Hours struct {
	zone     *time.Location
	week     [7][]Slot // Monday first, slots in order
	holidays Holidays
	special  map[Date]Special
	plain    bool // whether the week is all there is
}

// Compile checks the schedule (see Schedule.Validate for the codes) and makes
// it ready.
func Compile(s Schedule) (*Hours, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	zone, err := s.location()
	if err != nil {
		return nil, err
	}
	h := &Hours{zone: zone, holidays: s.Holidays, special: map[Date]Special{}}
	for d, day := range Days() {
		h.week[d] = sorted(s.Week[day])
	}
	h.holidays.Slots = nil
	if s.Holidays.Mode == Own {
		h.holidays.Slots = sorted(s.Holidays.Slots)
	}
	for _, d := range s.Special {
		d.Slots = sorted(d.Slots)
		h.special[d.Date] = d
	}
	h.plain = s.Holidays.IsZero() && len(s.Special) == 0
	return h, nil
}

// Location is the time zone of the hours, UTC for the nil *Hours.
func (h *Hours) Location() *time.Location {
	if h == nil {
		return time.UTC
	}
	return h.zone
}

// Inside reports whether the hours are open at t.
func (h *Hours) Inside(t time.Time) bool {
	return h != nil && h.open(h.wall(t))
}

// NextChange returns the first instant after t at which Inside changes. It is
// false when that does not happen within 400 days.
func (h *Hours) NextChange(t time.Time) (time.Time, bool) {
	if h == nil {
		return time.Time{}, false
	}
	open := h.Inside(t)
	limit := time.Unix(t.Unix()+horizonDays*secondsPerDay, 0)
	// Between two clock changes the wall clock runs evenly, so the search
	// goes from one change to the next.
	for t.Before(limit) {
		wall := h.wall(t)
		_, end := t.In(h.zone).ZoneBounds()
		stop := limit
		if !end.IsZero() && end.Before(limit) {
			stop = end
		}
		if next, ok := h.flip(wall, wall+stop.Unix()-t.Unix(), open); ok {
			return time.Unix(t.Unix()+next-wall, 0).In(h.zone), true
		}
		t = stop
		if h.Inside(t) != open {
			return t.In(h.zone), true
		}
	}
	return time.Time{}, false
}

// NextOpening returns the first instant after t at which the hours open; when
// t is inside, that is the opening after the next closing. It is false when
// there is none within 400 days of each change.
func (h *Hours) NextOpening(t time.Time) (time.Time, bool) {
	change, ok := h.NextChange(t)
	if ok && !h.Inside(change) {
		return h.NextChange(change)
	}
	return change, ok
}

// NextClosing returns the first instant after t at which the hours close: the
// end of the day's work, or of the next one when t is outside. It is false as
// NextOpening is.
func (h *Hours) NextClosing(t time.Time) (time.Time, bool) {
	change, ok := h.NextChange(t)
	if ok && h.Inside(change) {
		return h.NextChange(change)
	}
	return change, ok
}

// wall is what the zone's clock shows at t, in seconds since it would have
// shown 1970-01-01 00:00.
func (h *Hours) wall(t time.Time) int64 {
	_, offset := t.In(h.zone).Zone()
	return t.Unix() + int64(offset)
}

// open reports whether a slot contains the wall-clock time, be it one of the
// day or the tail of the day before.
func (h *Hours) open(wall int64) bool {
	day := floorDay(wall)
	second := wall - day*secondsPerDay
	for _, s := range h.slots(day) {
		if s.contains(second) {
			return true
		}
	}
	for _, s := range h.slots(day - 1) {
		if s.contains(second + secondsPerDay) {
			return true
		}
	}
	return false
}

// flip returns the first wall-clock time after from and before to at which
// open is no longer what it was, on a clock that runs evenly.
func (h *Hours) flip(from, to int64, open bool) (int64, bool) {
	for day := floorDay(from); day*secondsPerDay < to; day++ {
		best := to
		// A slot may end at the first second of the second day after its own.
		for origin := day - 2; origin <= day; origin++ {
			for _, s := range h.slots(origin) {
				for _, minute := range [2]int{s.Start, s.End} {
					at := origin*secondsPerDay + int64(minute)*60
					if at > from && at < best && h.open(at) != open {
						best = at
					}
				}
			}
		}
		if best < to && best < (day+1)*secondsPerDay {
			return best, true
		}
	}
	return 0, false
}

func floorDay(wall int64) int64 {
	day := wall / secondsPerDay
	if wall%secondsPerDay < 0 {
		day--
	}
	return day
}
