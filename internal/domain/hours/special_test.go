package hours_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// read reads a schedule that is valid.
func read(t *testing.T, text string) hours.Schedule {
	t.Helper()
	var s hours.Schedule
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	return s
}

const everyDay = `"week":{"mon":["10:00-19:00"],"tue":["10:00-19:00"],"wed":["10:00-19:00"],"thu":["10:00-19:00"],"fri":["10:00-26:00"],"sat":["10:00-19:00"],"sun":["10:00-19:00"]}`

func TestHolidaysAndSpecialDays(t *testing.T) {
	t.Parallel()
	const closed = `,"holidays":"closed"`
	const special = `,"special":[
		{"date":"2026-11-23","name":"創業祭","slots":["08:00-22:00"]},
		{"date":"12-31","name":"大晦日","slots":["10:00-15:00"]},
		{"date":"01-02","name":"正月休み","closed":true},
		{"date":"2027-12-31","name":"改装","closed":true},
		{"date":"02-29","name":"うるう日","closed":true}]`
	cases := []struct {
		name, more, at string
		want           bool
	}{
		{"a holiday is like any other day by default", ``, "2026-11-23 12:00:00", true},
		{"a holiday is like any other day when that is said", `,"holidays":"as_weekday"`, "2026-11-23 12:00:00", true},
		{"closed on a holiday", closed, "2026-11-23 12:00:00", false},
		{"closed on a substitute holiday", closed, "2026-05-06 12:00:00", false},
		{"closed on a citizens' holiday", closed, "2026-09-22 12:00:00", false},
		{"open on the day after", closed, "2026-09-24 12:00:00", true},
		{"own slots on a holiday", `,"holidays":["12:00-14:00"]`, "2026-11-23 12:00:00", true},
		{"and none of the weekday's", `,"holidays":["12:00-14:00"]`, "2026-11-23 11:59:59", false},
		{"an empty list of own slots is closed", `,"holidays":[]`, "2026-11-23 12:00:00", false},
		{"the night before reaches into the holiday", closed, "2027-03-20 01:00:00", true}, // a Saturday
		{"the night before reaches into a holiday that is closed", `,"holidays":"closed","special":[{"date":"2026-11-28","name":"祝","closed":true}]`, "2026-11-28 01:59:59", true},
		{"and ends there", `,"holidays":"closed","special":[{"date":"2026-11-28","name":"祝","closed":true}]`, "2026-11-28 12:00:00", false},
		{"a closed Friday has no night", `,"special":[{"date":"2026-11-27","name":"祝","closed":true}]`, "2026-11-28 01:00:00", false},
		{"own slots over midnight reach into the working day", `,"holidays":["20:00-27:00"]`, "2026-11-24 02:00:00", true},
		{"a special day beats the holiday", closed + special, "2026-11-23 08:00:00", true},
		{"a day of every year", special, "2026-12-31 15:00:00", false},
		{"in another year too", special, "2028-12-31 14:59:00", true},
		{"a day of one year beats that of every year", special, "2027-12-31 12:00:00", false},
		{"a closed day", special, "2027-01-02 12:00:00", false},
		{"the 29th of February comes in leap years", special, "2028-02-29 12:00:00", false},
		{"and is not moved to another day in others", special, "2027-03-01 12:00:00", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, err := hours.Compile(read(t, `{`+everyDay+c.more+`}`))
			if err != nil {
				t.Fatal(err)
			}
			if got := h.Inside(at(t, "Asia/Tokyo", c.at)); got != c.want {
				t.Errorf("Inside(%s) = %v, want %v", c.at, got, c.want)
			}
		})
	}
}

func TestTheNextOpeningPassesOverHolidays(t *testing.T) {
	t.Parallel()
	h, err := hours.Compile(read(t, `{"week":{"mon":["10:00-19:00"],"tue":["10:00-19:00"],"wed":["10:00-19:00"],"thu":["10:00-19:00"],"fri":["10:00-19:00"]},
		"holidays":"closed","special":[{"date":"2026-05-07","name":"棚卸し","slots":["13:00-17:00"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	evening := at(t, "Asia/Tokyo", "2026-05-01 20:00:00") // the Friday before the long holidays
	if next, ok := h.NextOpening(evening); !ok || !next.Equal(at(t, "Asia/Tokyo", "2026-05-07 13:00:00")) {
		t.Errorf("opens %s %v", next, ok)
	}
	if next, ok := h.NextClosing(evening); !ok || !next.Equal(at(t, "Asia/Tokyo", "2026-05-07 17:00:00")) {
		t.Errorf("closes %s %v", next, ok)
	}
	if _, ok := (*hours.Hours)(nil).NextClosing(evening); ok {
		t.Error("what is never open closes")
	}
}

func TestTheCalendarSaysWhatAppliesAndWhy(t *testing.T) {
	t.Parallel()
	s := read(t, `{"week":{"tue":["13:00-19:00","10:00-12:00"],"wed":["10:00-19:00"],"thu":["22:00-26:00"]},"holidays":["11:00-16:00"],
		"special":[{"date":"2026-09-23","name":"臨時休業","closed":true},{"date":"09-25","name":"創業祭","slots":["20:00-25:00","9:00-12:00"]}]}`)
	list := func(s hours.Schedule, from string, days int) (out []string) {
		h, err := hours.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range h.Calendar(at(t, "Asia/Tokyo", from), days) {
			out = append(out, strings.TrimSpace(fmt.Sprint(d.Date, " ", d.Source, " ", d.Slots, " ", d.Holiday, " ", d.Special)))
		}
		return out
	}
	want := []string{
		"2026-09-20 week []",
		"2026-09-21 holiday [11:00-16:00] 敬老の日",
		"2026-09-22 holiday [11:00-16:00] 国民の休日",
		"2026-09-23 special [] 秋分の日 臨時休業",
		"2026-09-24 week [22:00-26:00]",
		"2026-09-25 special [09:00-12:00 20:00-25:00]  創業祭",
	}
	if got := list(s, "2026-09-20 23:59:59", 6); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	s.Holidays = hours.Holidays{}
	if got := list(s, "2026-09-22 00:00:00", 1); !slices.Equal(got, []string{"2026-09-22 week [10:00-12:00 13:00-19:00] 国民の休日"}) {
		t.Errorf("a holiday that changes nothing: %s", got)
	}
	if got := list(s, "2026-09-22 00:00:00", 92); len(got) != 92 {
		t.Errorf("%d days", len(got))
	}
	if got := list(s, "2026-09-22 00:00:00", -1); got != nil {
		t.Errorf("%s", got)
	}
	if (*hours.Hours)(nil).Calendar(time.Unix(0, 0), 3) != nil {
		t.Error("no hours have a calendar")
	}
}

func TestFaultsOfHolidaysAndSpecialDays(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, json string
		want       []string
	}{
		{"all forms", `{"holidays":["9:00-12:00","13:00-17:00"],"special":[{"date":"2026-12-31","name":"大晦日","slots":["10:00-15:00"]},{"date":"12-31","name":"大晦日","closed":true}]}`, nil},
		{"an unknown word", `{"holidays":"open"}`, []string{"hours.holidays_unknown holidays"}},
		{"own slots that overlap or cannot be read", `{"holidays":["9:00-12:00","11:00-17:00","x"]}`, []string{"hours.slot_overlap holidays[1]", "hours.slot_format holidays[2]"}},
		{"dates that do not exist or cannot be read", `{"special":[{"date":"2026-02-29","name":"a","closed":true},{"date":"","name":"a","closed":true},{"date":"12/31","name":"a","closed":true},{"date":"26-12-31","name":"a","closed":true}]}`, []string{"hours.date_format special[0].date", "hours.date_format special[1].date", "hours.date_format special[2].date", "hours.date_format special[3].date"}},
		{"a date twice", `{"special":[{"date":"12-31","name":"a","closed":true},{"date":"12-31","name":"b","closed":true}]}`, []string{"hours.special_twice special[1].date"}},
		{"no name, and a long one", `{"special":[{"date":"12-30","name":" ","closed":true},{"date":"12-31","name":"` + strings.Repeat("年", 51) + `","closed":true}]}`, []string{"hours.special_name_length special[0].name", "hours.special_name_length special[1].name"}},
		{"neither closed nor open, and both", `{"special":[{"date":"12-30","name":"a"},{"date":"12-31","name":"a","closed":true,"slots":["10:00-12:00"]}]}`, []string{"hours.special_closed_or_slots special[0]", "hours.special_closed_or_slots special[1]"}},
		{"slots of a special day", `{"special":[{"date":"12-30","name":"a","slots":["12:00-10:00","10:00-12:00","11:00-13:00"]}]}`, []string{"hours.slot_order special[0].slots[0]", "hours.slot_overlap special[0].slots[2]"}},
		{"too many", `{"special":[` + strings.TrimSuffix(strings.Repeat(`{"date":"12-31","name":"a","closed":true},`, 401), ",") + `]}`, []string{"hours.special_many special"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var s hours.Schedule
			if err := json.Unmarshal([]byte(c.json), &s); err != nil {
				t.Fatal(err)
			}
			var got []string
			var es domain.Errors
			if err := s.Validate(); errors.As(err, &es) {
				for _, e := range es {
					got = append(got, e.Code+" "+e.Field)
				}
			}
			if len(got) > len(c.want) && len(c.want) == 1 {
				got = got[:1] // of too many, each is also there twice
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("faults %q, want %q", got, c.want)
			}
		})
	}
	for _, text := range []string{`{"holidays":5}`, `{"holidays":{"a":1}}`} {
		if err := json.Unmarshal([]byte(text), &hours.Schedule{}); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

func TestSpecialDaysReadBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"zone":"Asia/Tokyo","week":{}}`,
		`{"zone":"Asia/Tokyo","week":{},"holidays":"closed"}`,
		`{"zone":"Asia/Tokyo","week":{},"holidays":["10:00-12:00"],"special":[{"date":"01-02","name":"正月休み","closed":true},{"date":"2026-12-31","name":"大晦日","slots":["10:00-15:00"]}]}`,
	} {
		s := read(t, text)
		out, err := json.Marshal(s)
		if err != nil || string(out) != text {
			t.Errorf("written as %s %v, want %s", out, err, text)
		}
		if c := s.Canonical(); !reflect.DeepEqual(c, s) {
			t.Errorf("canonical form of %s is %+v", text, c)
		}
	}
	loose := read(t, `{"week":{},"holidays":[],"special":[{"date":"2026-12-31","name":" 大晦日 ","slots":["13:00-15:00","9:00-12:00"]},{"date":"1-2","name":"正月休み","closed":true}]}`)
	strict := read(t, `{"zone":"Asia/Tokyo","week":{},"holidays":"closed","special":[{"date":"01-02","name":"正月休み","closed":true},{"date":"2026-12-31","name":"大晦日","slots":["09:00-12:00","13:00-15:00"]}]}`)
	if !reflect.DeepEqual(loose.Canonical(), strict) {
		t.Errorf("canonical form is %+v, want %+v", loose.Canonical(), strict)
	}
	if same := read(t, `{"week":{},"holidays":"as_weekday"}`).Canonical(); !reflect.DeepEqual(same, read(t, `{"zone":"Asia/Tokyo","week":{}}`)) {
		t.Errorf("canonical form is %+v", same)
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-12-31", "12-31", "02-29", "2026-02-29", "1-2", "", "-", "0000-01-01", "１-２", "2026-13-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := hours.ParseDate(text)
		if err != nil {
			return
		}
		again, err := hours.ParseDate(d.String())
		if err != nil || again != d {
			t.Errorf("%q is written as %q, which reads as %v %v", text, d, again, err)
		}
	})
}
