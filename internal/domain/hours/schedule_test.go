package hours_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

func TestValidateNamesEveryFaultAndItsPlace(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, json string
		want       []string // code and place
	}{
		{"the example of the apply file is fine", `{"zone":"Asia/Tokyo","week":{"mon":["10:00-19:00"],"fri":["10:00-14:00","17:00-25:00"]}}`, nil},
		{"an empty week is fine", `{"zone":"Asia/Tokyo","week":{}}`, nil},
		{"no zone means Tokyo", `{"week":{"mon":["9:00-18:00"]}}`, nil},
		{"touching slots are fine", `{"week":{"mon":["12:00-19:00","10:00-12:00"]}}`, nil},
		{"two whole days in one slot are fine", `{"week":{"mon":["00:00-48:00"]}}`, nil},
		{"a whole Sunday to the end of Monday meets Tuesday", `{"week":{"sun":["00:00-48:00"],"tue":["00:00-24:00"]}}`, nil},
		{"an unknown zone", `{"zone":"Asia/Edo"}`, []string{"hours.zone_unknown zone"}},
		{"the machine's own zone is not a place", `{"zone":"Local"}`, []string{"hours.zone_unknown zone"}},
		{"a path is not a zone", `{"zone":"../../etc/passwd"}`, []string{"hours.zone_unknown zone"}},
		{"an unknown day", `{"week":{"monday":["10:00-19:00"]}}`, []string{"hours.day_unknown week.monday"}},
		{
			"all that cannot be read, at once", `{"week":{"mon":["10:00-19:00","10時から"],"tue":["","10:00","10:60-11:00","10:00-48:01","１０:00-11:00","+1:00-2:00"]}}`,
			[]string{
				"hours.slot_format week.mon[1]", "hours.slot_format week.tue[0]", "hours.slot_format week.tue[1]", "hours.slot_format week.tue[2]",
				"hours.slot_format week.tue[3]", "hours.slot_format week.tue[4]", "hours.slot_format week.tue[5]",
			},
		},
		{"ends before it starts", `{"week":{"fri":["22:00-05:00"]}}`, []string{"hours.slot_order week.fri[0]"}},
		{"has no length", `{"week":{"fri":["10:00-10:00"]}}`, []string{"hours.slot_order week.fri[0]"}},
		{"starts on the next day", `{"week":{"fri":["24:00-25:00"]}}`, []string{"hours.slot_order week.fri[0]"}},
		{"the later of two slots overlaps", `{"week":{"fri":["13:00-19:00","10:00-14:00"]}}`, []string{"hours.slot_overlap week.fri[0]"}},
		{"the same slot twice", `{"week":{"fri":["10:00-14:00","10:00-14:00"]}}`, []string{"hours.slot_overlap week.fri[1]"}},
		{"a long slot covers two", `{"week":{"fri":["10:00-20:00","11:00-12:00","13:00-14:00"]}}`, []string{"hours.slot_overlap week.fri[1]", "hours.slot_overlap week.fri[2]"}},
		{"the tail of the day before", `{"week":{"fri":["22:00-26:00"],"sat":["01:00-05:00"]}}`, []string{"hours.slot_overlap week.sat[0]"}},
		{"Sunday's tail in Monday", `{"week":{"mon":["01:00-05:00"],"sun":["22:00-26:00"]}}`, []string{"hours.slot_overlap week.mon[0]"}},
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
					if e.Kind != domain.Invalid {
						t.Errorf("%s is %v, want Invalid", e.Code, e.Kind)
					}
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("faults %q, want %q", got, c.want)
			}
			if _, err := hours.Compile(s); (err != nil) != (len(c.want) > 0) {
				t.Errorf("Compile: %v", err)
			}
		})
	}
}

func TestSchedulesReadBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	const text = `{"zone":"Asia/Tokyo","week":{"mon":["10:00-19:00"],"wed":[],"fri":["10:00-14:00","17:00-25:00"],"sun":["00:00-24:00"]}}`
	var s hours.Schedule
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	if got := s.Week["fri"][1]; got.Start != 17*60 || got.End != 25*60 {
		t.Errorf("second slot of Friday is %+v", got)
	}
	out, err := json.Marshal(s)
	if err != nil || string(out) != text {
		t.Errorf("written as %s %v, want %s", out, err, text)
	}
}

func TestWhatCannotBeReadIsShownAsItWasWritten(t *testing.T) {
	t.Parallel()
	in := `{"zone":"Asia/Edo","week":{"mon":["10時から"],"funday":["1:00-2:00"]}}`
	var s hours.Schedule
	if err := json.Unmarshal([]byte(in), &s); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(s)
	if want := `{"zone":"Asia/Edo","week":{"mon":["10時から"],"funday":["01:00-02:00"]}}`; err != nil || string(out) != want {
		t.Errorf("written as %s %v, want %s", out, err, want)
	}
}

func TestEqualSchedulesHaveOneCanonicalForm(t *testing.T) {
	t.Parallel()
	a := hours.Schedule{Week: hours.Week{"fri": slots(t, "17:00-25:00", "10:00-14:00"), "sat": {}}}
	b := hours.Schedule{Zone: "Asia/Tokyo", Week: hours.Week{"fri": slots(t, "10:00-14:00", "17:00-25:00")}}
	if !reflect.DeepEqual(a.Canonical(), b) || !reflect.DeepEqual(b.Canonical(), b) {
		t.Errorf("%v and %v, want %v", a.Canonical(), b.Canonical(), b)
	}
	if a.Week["fri"][0].Start != 17*60 {
		t.Error("the original was changed")
	}
}

func FuzzSlot(f *testing.F) {
	for _, s := range []string{"10:00-19:00", "17:00-25:00", "00:00-24:00", "9:00-18:30", "00:00-48:00", "", "-", "25:00-24:00", "10:00-19:00-20:00", "１０:00-11:00", " 1:00-2:00 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slot, err := hours.ParseSlot(text)
		var lenient hours.Slot
		if e := lenient.UnmarshalText([]byte(text)); e != nil {
			t.Fatalf("UnmarshalText(%q): %v", text, e)
		}
		s := hours.Schedule{Week: hours.Week{"mon": {lenient}}}
		if err != nil {
			if s.Validate() == nil {
				t.Errorf("%q cannot be read but is valid", text)
			}
			return
		}
		if lenient != slot {
			t.Errorf("%q is %v strictly and %v leniently", text, slot, lenient)
		}
		again, err := hours.ParseSlot(slot.String())
		if err != nil || again != slot {
			t.Errorf("%q is written as %q, which reads as %v %v", text, slot, again, err)
		}
	})
}
