package hours_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain/holiday"
	"ohenji/internal/domain/hours"
)

// reference is the slow and obvious meaning of hours: for one minute, look at
// the clock on the wall and go through the slots of today and yesterday.
type reference struct {
	hours.Schedule
	loc  *time.Location
	days map[time.Time][]hours.Slot // what slotsOf found
}

func (s *reference) open(t time.Time) bool {
	local := t.In(s.loc)
	minute := local.Hour()*60 + local.Minute()
	// Of UTC, so that yesterday is the calendar's, not the zone's.
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	return covers(s.slots(today), minute) || covers(s.slots(today.Add(-24*time.Hour)), minute+24*60)
}

func (s *reference) slots(day time.Time) []hours.Slot {
	slots, ok := s.days[day]
	if !ok {
		slots = slotsOf(s.Schedule, day)
		s.days[day] = slots
	}
	return slots
}

func covers(slots []hours.Slot, minute int) bool {
	for _, s := range slots {
		if s.Start <= minute && minute < s.End {
			return true
		}
	}
	return false
}

// slotsOf looks for the day by its date, then by its date of every year, then
// among the holidays, then in the week.
func slotsOf(s hours.Schedule, day time.Time) []hours.Slot {
	for _, layout := range []string{"2006-01-02", "01-02"} {
		for _, special := range s.Special {
			if special.Date.String() == day.Format(layout) {
				return special.Slots
			}
		}
	}
	if s.Holidays.Mode == hours.Closed || s.Holidays.Mode == hours.Own {
		if _, ok := holiday.On(day.Date()); ok {
			return s.Holidays.Slots
		}
	}
	return s.Week[strings.ToLower(day.Weekday().String()[:3])]
}

// randomSlots makes few and many slots, short and over midnight, crowded where
// clocks change.
func randomSlots(r *rand.Rand) []hours.Slot {
	var out []hours.Slot
	for range r.IntN(4) {
		start := r.IntN(24 * 60)
		if r.IntN(2) == 0 {
			start = 60 + r.IntN(3*60)
		}
		end := start + 1 + r.IntN(12*60)
		if r.IntN(3) == 0 {
			end = start + 1 + r.IntN(50)
		}
		out = append(out, hours.Slot{Start: start, End: end})
		if (hours.Schedule{Week: hours.Week{"mon": out}}).Validate() != nil {
			out = out[:len(out)-1]
		}
	}
	return out
}

// randomSchedule makes schedules whose special days, if it has any, are near a
// date.
func randomSchedule(r *rand.Rand, zone string, near time.Time) hours.Schedule {
	s := hours.Schedule{Zone: zone, Week: hours.Week{}}
	for _, day := range hours.Days() {
		s.Week[day] = randomSlots(r)
		if s.Validate() != nil { // the tail of Saturday meets Sunday's slot
			s.Week[day] = nil
		}
	}
	switch r.IntN(4) {
	case 0:
		s.Holidays.Mode = hours.Closed
	case 1:
		s.Holidays = hours.Holidays{Mode: hours.Own, Slots: randomSlots(r)}
	case 2:
		s.Holidays.Mode = hours.AsWeekday
	}
	if r.IntN(2) == 0 {
		return s
	}
	for range r.IntN(4) {
		day := near.AddDate(0, 0, r.IntN(6)-1)
		special := hours.Special{Date: hours.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}, Name: "棚卸し", Slots: randomSlots(r)}
		if r.IntN(2) == 0 {
			special.Date.Year = 0
		}
		special.Closed = len(special.Slots) == 0
		s.Special = append(s.Special, special)
		if s.Validate() != nil { // the date twice
			s.Special = s.Special[:len(s.Special)-1]
		}
	}
	return s
}

func TestHoursAgreeWithTheWallClockMinuteByMinute(t *testing.T) {
	t.Parallel()
	places := []struct{ zone, near string }{
		{"Asia/Tokyo", "2026-05-01 12:00:00"}, // five holidays in a row
		{"Asia/Tokyo", "2026-09-19 12:00:00"}, // three
		{"Asia/Tokyo", "2026-12-30 12:00:00"},
		{"America/New_York", "2026-03-07 12:00:00"},
		{"America/New_York", "2026-10-31 12:00:00"}, // and 11-03 is a holiday
		{"Australia/Lord_Howe", "2026-10-03 12:00:00"},
		{"Australia/Lord_Howe", "2026-04-04 12:00:00"},
		{"Africa/Casablanca", "2026-02-14 12:00:00"},
		{"Pacific/Apia", "2011-12-28 12:00:00"},
		{"Asia/Kathmandu", "2026-02-28 00:00:00"},
	}
	const schedules, instants = 200, 50 // 10 * 200 * 50 = 100,000 cases
	for i, p := range places {
		t.Run(fmt.Sprint(p.zone, " ", p.near), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(i)))
			near := at(t, p.zone, p.near)
			for range schedules {
				s := randomSchedule(r, p.zone, near)
				h, err := hours.Compile(s)
				if err != nil {
					t.Fatal(err)
				}
				ref := &reference{s, near.Location(), map[time.Time][]hours.Slot{}}
				for range instants {
					agree(t, h, ref, near.Add(time.Duration(r.IntN(4*24*3600))*time.Second))
				}
			}
		})
	}
}

// agree compares Inside at the instant and, minute by minute from there on,
// where the next change, opening and closing are.
func agree(t *testing.T, h *hours.Hours, s *reference, from time.Time) {
	t.Helper()
	open := s.open(from)
	if h.Inside(from) != open {
		t.Fatalf("Inside(%s) = %v with %v", from, !open, s)
	}
	next, ok := h.NextChange(from)
	const look = 24 * time.Hour
	for m := from.Truncate(time.Minute).Add(time.Minute); m.Sub(from) < look; m = m.Add(time.Minute) {
		if s.open(m) == open {
			continue
		}
		if !ok || !next.Equal(m) {
			t.Fatalf("NextChange(%s) = %s %v, the clock says %s, with %v", from, next, ok, m, s)
		}
		soon, late := h.NextOpening, h.NextClosing
		if open {
			soon, late = late, soon
		}
		if first, ok := soon(from); !ok || !first.Equal(m) {
			t.Fatalf("from %s the first edge is %s, the clock says %s", from, first, m)
		}
		second, ok := late(from)
		if again, okAgain := h.NextChange(next); ok != okAgain || !second.Equal(again) {
			t.Fatalf("from %s the second edge is %s, want %s", from, second, again)
		}
		return
	}
	if ok && next.Sub(from) < look {
		t.Fatalf("NextChange(%s) = %s, the clock shows none, with %v", from, next, s)
	}
}

func BenchmarkInside(b *testing.B) {
	h, err := hours.Compile(hours.Default())
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	for b.Loop() {
		h.Inside(now)
	}
}

func BenchmarkNextOpening(b *testing.B) {
	s := hours.Default()
	s.Holidays.Mode = hours.Closed
	h, err := hours.Compile(s)
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)
	for b.Loop() {
		h.NextOpening(now)
	}
}
