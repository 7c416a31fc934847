package hours_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"ohenji/internal/domain/hours"
)

func compile(t *testing.T, zone string, week hours.Week) *hours.Hours {
	t.Helper()
	h, err := hours.Compile(hours.Schedule{Zone: zone, Week: week})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func slots(t *testing.T, texts ...string) []hours.Slot {
	t.Helper()
	var out []hours.Slot
	for _, text := range texts {
		s, err := hours.ParseSlot(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// at reads a local time. Where the clock shows it twice, the first is meant,
// unless the text ends in an offset.
func at(t *testing.T, zone, text string) time.Time {
	t.Helper()
	if ts, err := time.Parse("2006-01-02 15:04:05 -0700", text); err == nil {
		return ts
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	ts, err := time.ParseInLocation("2006-01-02 15:04:05", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func TestInside(t *testing.T) {
	t.Parallel()
	cafe := hours.Week{
		"mon": slots(t, "10:00-19:00"),
		"fri": slots(t, "17:00-25:00", "10:00-14:00"),
		"sun": slots(t, "22:00-26:00"),
	}
	cases := []struct {
		name, at string
		want     bool
	}{
		{"the last second before opening is outside", "2026-11-23 09:59:59", false},
		{"the opening minute is inside", "2026-11-23 10:00:00", true},
		{"the last second before closing is inside", "2026-11-23 18:59:59", true},
		{"the closing minute is outside", "2026-11-23 19:00:00", false},
		{"a day without slots is closed", "2026-11-24 12:00:00", false},
		{"between two slots of a day is outside", "2026-11-27 15:00:00", false},
		{"the second slot of a day counts", "2026-11-27 23:59:59", true},
		{"a slot over midnight reaches into the next day", "2026-11-28 00:59:59", true},
		{"and ends there", "2026-11-28 01:00:00", false},
		{"Sunday's tail reaches into Monday of the next week", "2026-11-30 01:30:00", true},
		{"and ends there too", "2026-11-30 02:00:00", false},
		{"times before 1970 work", "1969-12-29 10:00:00", true},
	}
	h := compile(t, "Asia/Tokyo", cafe)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := h.Inside(at(t, "Asia/Tokyo", c.at)); got != c.want {
				t.Errorf("Inside(%s) = %v, want %v", c.at, got, c.want)
			}
		})
	}
	t.Run("the instant counts, not the zone it is written in", func(t *testing.T) {
		t.Parallel()
		if !h.Inside(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)) {
			t.Error("01:00 UTC on a Monday is 10:00 in Tokyo")
		}
	})
}

func TestDefaultIsMondayToFridayTenToSevenInTokyo(t *testing.T) {
	t.Parallel()
	h, err := hours.Compile(hours.Default())
	if err != nil {
		t.Fatal(err)
	}
	open := 0
	from := at(t, "Asia/Tokyo", "2026-11-23 00:00:00")
	for m := range 7 * 24 * 60 {
		if h.Inside(from.Add(time.Duration(m) * time.Minute)) {
			open++
		}
	}
	if want := 5 * 9 * 60; open != want {
		t.Errorf("open for %d minutes of the week, want %d", open, want)
	}
}

const newYork, lordHowe, apia = "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"

// change is a slot on one day of the week and the changes that follow an
// instant.
type change struct {
	name, zone string
	day, slot  string
	from       string
	want       []string
}

func (c change) test(t *testing.T) {
	t.Parallel()
	h := compile(t, c.zone, hours.Week{c.day: slots(t, c.slot)})
	now := at(t, c.zone, c.from)
	for _, want := range c.want {
		next, ok := h.NextChange(now)
		if !ok || !next.Equal(at(t, c.zone, want)) {
			t.Fatalf("after %s: next change %s %v, want %s", now, next, ok, want)
		}
		if before := next.Add(-time.Second); h.Inside(before) == h.Inside(next) {
			t.Errorf("nothing changes at %s", next)
		}
		now = next
	}
}

// Clocks in New York skip 02:00 to 03:00 on Sunday 2026-03-08, those of Lord
// Howe Island 02:00 to 02:30 on Sunday 2026-10-04, and Samoa left out all of
// Friday 2011-12-30.
func TestClocksThatSkip(t *testing.T) {
	t.Parallel()
	cases := []change{
		{
			"a slot that begins in the skipped hour opens when the gap ends", newYork, "sun", "02:30-05:00",
			"2026-03-08 00:00:00",
			[]string{"2026-03-08 03:00:00 -0400", "2026-03-08 05:00:00 -0400"},
		},
		{
			"a slot inside the skipped hour does not open on that day", newYork, "sun", "02:10-02:50",
			"2026-03-08 00:00:00",
			[]string{"2026-03-15 02:10:00 -0400", "2026-03-15 02:50:00 -0400"},
		},
		{
			"a slot that ends in the skipped hour closes when the gap begins", newYork, "sun", "00:30-02:30",
			"2026-03-08 00:00:00",
			[]string{"2026-03-08 00:30:00 -0500", "2026-03-08 03:00:00 -0400"},
		},
		{
			"a slot over midnight has a skipped hour in its tail", newYork, "sat", "22:00-27:30",
			"2026-03-07 12:00:00",
			[]string{"2026-03-07 22:00:00 -0500", "2026-03-08 03:30:00 -0400"},
		},
		{
			"half an hour is skipped on Lord Howe Island", lordHowe, "sun", "02:10-03:00",
			"2026-10-04 00:00:00",
			[]string{"2026-10-04 02:30:00 +1100", "2026-10-04 03:00:00 +1100"},
		},
		{
			"a day that does not exist is not opened", apia, "fri", "09:00-17:00",
			"2011-12-29 12:00:00",
			[]string{"2012-01-06 09:00:00 +1400", "2012-01-06 17:00:00 +1400"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, c.test)
	}
}

// Clocks in New York show 01:00 to 02:00 twice on Sunday 2026-11-01, those of
// Lord Howe Island 01:30 to 02:00 on Sunday 2026-04-05.
func TestClocksThatRepeat(t *testing.T) {
	t.Parallel()
	cases := []change{
		{
			"a slot inside the repeated hour opens twice", newYork, "sun", "01:10-01:50",
			"2026-11-01 00:00:00",
			[]string{
				"2026-11-01 01:10:00 -0400", "2026-11-01 01:50:00 -0400",
				"2026-11-01 01:10:00 -0500", "2026-11-01 01:50:00 -0500",
			},
		},
		{
			"a slot over the whole repeated hour is an hour longer", newYork, "sun", "00:30-02:30",
			"2026-11-01 00:00:00",
			[]string{"2026-11-01 00:30:00 -0400", "2026-11-01 02:30:00 -0500"},
		},
		{
			"a slot that ends in the repeated hour closes, opens with the repetition, and closes", newYork, "sun", "00:30-01:30",
			"2026-11-01 00:00:00",
			[]string{
				"2026-11-01 00:30:00 -0400", "2026-11-01 01:30:00 -0400",
				"2026-11-01 01:00:00 -0500", "2026-11-01 01:30:00 -0500",
			},
		},
		{
			"half an hour is repeated on Lord Howe Island", lordHowe, "sun", "01:40-01:50",
			"2026-04-05 00:00:00",
			[]string{
				"2026-04-05 01:40:00 +1100", "2026-04-05 01:50:00 +1100",
				"2026-04-05 01:40:00 +1030", "2026-04-05 01:50:00 +1030",
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, c.test)
	}
}

func TestASlotOfTwoWholeDaysClosesAfterTheSecond(t *testing.T) {
	t.Parallel()
	h := compile(t, "Asia/Tokyo", hours.Week{"mon": slots(t, "00:00-48:00")})
	for _, from := range []string{"2026-11-23 00:00:00", "2026-11-24 23:59:59"} {
		got, ok := h.NextChange(at(t, "Asia/Tokyo", from))
		if want := at(t, "Asia/Tokyo", "2026-11-25 00:00:00"); !ok || !got.Equal(want) {
			t.Errorf("after %s: %s %v, want %s", from, got, ok, want)
		}
	}
}

func TestNextOpening(t *testing.T) {
	t.Parallel()
	h := compile(t, "", hours.Week{"mon": slots(t, "10:00-12:00", "12:00-19:00"), "fri": slots(t, "17:00-25:00")})
	cases := []struct{ name, at, want string }{
		{"before opening: today", "2026-11-23 08:00:00", "2026-11-23 10:00:00"},
		{"at the opening: the one after it", "2026-11-23 10:00:00", "2026-11-27 17:00:00"},
		{"inside: the one after the next closing, and touching slots are one", "2026-11-23 11:00:00", "2026-11-27 17:00:00"},
		{"inside the tail after midnight: next week's", "2026-11-28 00:30:00", "2026-11-30 10:00:00"},
		{"outside: over the week's end", "2026-11-28 03:00:00", "2026-11-30 10:00:00"},
		{"a part of a second does not matter", "2026-11-23 09:59:59", "2026-11-23 10:00:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			from := at(t, "Asia/Tokyo", c.at).Add(7 * time.Millisecond)
			got, ok := h.NextOpening(from)
			if !ok || !got.Equal(at(t, "Asia/Tokyo", c.want)) {
				t.Errorf("NextOpening(%s) = %s %v, want %s", c.at, got, ok, c.want)
			}
			if got.Location().String() != "Asia/Tokyo" {
				t.Errorf("answer is in %s, want the schedule's zone", got.Location())
			}
		})
	}
}

func TestHoursThatNeverChange(t *testing.T) {
	t.Parallel()
	always := hours.Week{}
	for _, day := range hours.Days() {
		always[day] = slots(t, "00:00-24:00")
	}
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	cases := []struct {
		name string
		h    *hours.Hours
		open bool
	}{
		{"an empty week never opens", compile(t, "America/New_York", nil), false},
		{"a week of whole days never closes", compile(t, "America/New_York", always), true},
		{"no schedule at all never opens", nil, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.h.Inside(now) != c.open {
				t.Errorf("Inside = %v, want %v", !c.open, c.open)
			}
			if next, ok := c.h.NextChange(now); ok {
				t.Errorf("NextChange = %s, want none", next)
			}
			if next, ok := c.h.NextOpening(now); ok {
				t.Errorf("NextOpening = %s, want none", next)
			}
		})
	}
	if zone := (*hours.Hours)(nil).Location(); zone != time.UTC {
		t.Errorf("no schedule is in %s", zone)
	}
}
