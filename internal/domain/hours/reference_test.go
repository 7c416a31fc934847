package hours_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ohenji/internal/domain/hours"
)

// reference is the slow and obvious meaning of hours: for one minute, look at
// the clock on the wall and go through the slots of today and yesterday.
func reference(week hours.Week, loc *time.Location, t time.Time) bool {
	local := t.In(loc)
	days := map[time.Weekday]string{
		time.Monday: "mon", time.Tuesday: "tue", time.Wednesday: "wed", time.Thursday: "thu",
		time.Friday: "fri", time.Saturday: "sat", time.Sunday: "sun",
	}
	today, yesterday := days[local.Weekday()], days[(local.Weekday()+6)%7]
	minute := local.Hour()*60 + local.Minute()
	for _, s := range week[today] {
		if s.Start <= minute && minute < s.End {
			return true
		}
	}
	for _, s := range week[yesterday] {
		if s.Start <= minute+24*60 && minute+24*60 < s.End {
			return true
		}
	}
	return false
}

// randomWeek makes weeks with few and many slots, short and over midnight,
// crowded where clocks change.
func randomWeek(r *rand.Rand) hours.Week {
	w := hours.Week{}
	for _, day := range hours.Days() {
		for range r.IntN(4) {
			start := r.IntN(24 * 60)
			if r.IntN(2) == 0 {
				start = 60 + r.IntN(3*60)
			}
			end := start + 1 + r.IntN(12*60)
			if r.IntN(3) == 0 {
				end = start + 1 + r.IntN(50)
			}
			w[day] = append(w[day], hours.Slot{Start: start, End: end})
			if (hours.Schedule{Week: w}).Validate() != nil {
				w[day] = w[day][:len(w[day])-1]
			}
		}
	}
	return w
}

func TestHoursAgreeWithTheWallClockMinuteByMinute(t *testing.T) {
	t.Parallel()
	zones := []struct{ name, near string }{
		{"Asia/Tokyo", "2026-11-22 00:00:00"},
		{"America/New_York", "2026-03-07 12:00:00"},
		{"America/New_York", "2026-10-31 12:00:00"},
		{"Australia/Lord_Howe", "2026-10-03 12:00:00"},
		{"Australia/Lord_Howe", "2026-04-04 12:00:00"},
		{"Africa/Casablanca", "2026-02-14 12:00:00"},
		{"Pacific/Apia", "2011-12-28 12:00:00"},
		{"Asia/Kathmandu", "2026-01-01 00:00:00"},
	}
	const weeks, instants = 60, 50 // 8 * 60 * 50 = 24,000 instants
	for i, z := range zones {
		t.Run(fmt.Sprint(z.name, " ", z.near), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(i)))
			loc := at(t, z.name, z.near).Location()
			for range weeks {
				week := randomWeek(r)
				h := compile(t, z.name, week)
				for range instants {
					from := at(t, z.name, z.near).Add(time.Duration(r.IntN(2*24*3600)) * time.Second)
					agree(t, h, week, loc, from)
				}
			}
		})
	}
}

// agree compares Inside at the instant and, minute by minute from there on,
// where the next change and the next opening are.
func agree(t *testing.T, h *hours.Hours, week hours.Week, loc *time.Location, from time.Time) {
	t.Helper()
	open := reference(week, loc, from)
	if h.Inside(from) != open {
		t.Fatalf("Inside(%s) = %v with %v", from, !open, week)
	}
	next, ok := h.NextChange(from)
	const look = 36 * time.Hour
	for m := from.Truncate(time.Minute).Add(time.Minute); m.Sub(from) < look; m = m.Add(time.Minute) {
		if reference(week, loc, m) == open {
			continue
		}
		if !ok || !next.Equal(m) {
			t.Fatalf("NextChange(%s) = %s %v, the clock says %s, with %v", from, next, ok, m, week)
		}
		opening, ok := h.NextOpening(from)
		if open {
			again, okAgain := h.NextChange(next)
			if ok != okAgain || !opening.Equal(again) {
				t.Fatalf("NextOpening(%s) = %s, want %s", from, opening, again)
			}
		} else if !ok || !opening.Equal(m) {
			t.Fatalf("NextOpening(%s) = %s, the clock says %s", from, opening, m)
		}
		return
	}
	if ok && next.Sub(from) < look {
		t.Fatalf("NextChange(%s) = %s, the clock shows none, with %v", from, next, week)
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
	h, err := hours.Compile(hours.Default())
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)
	for b.Loop() {
		h.NextOpening(now)
	}
}
