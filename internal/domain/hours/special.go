package hours

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ohenji/internal/domain"
)

// HolidayMode says what the public holidays of Japan do to the week.
type HolidayMode string

// The modes. The empty mode is AsWeekday.
const (
	AsWeekday HolidayMode = "as_weekday" // a holiday is like any other day of its name
	Closed    HolidayMode = "closed"     // no slot begins on a holiday
	Own       HolidayMode = "own"        // holidays have slots of their own
)

// Holidays is the switch for public holidays. It is written as "closed",
// "as_weekday", or a list of slots: ["11:00-16:00"].
type Holidays struct {
	Mode  HolidayMode
	Slots []Slot // of mode Own
}

// IsZero reports whether holidays are like other days, which is not written.
func (h Holidays) IsZero() bool { return h.Mode == "" || h.Mode == AsWeekday }

func (h Holidays) written() any {
	if h.Mode == Own {
		return append([]Slot{}, h.Slots...)
	}
	return string(cmp.Or(h.Mode, AsWeekday))
}

// read never fails but for what is neither a word nor a list of them; Validate
// refuses words that are no mode.
func (h *Holidays) read(decode func(any) error) error {
	var mode HolidayMode
	if decode(&mode) == nil {
		*h = Holidays{Mode: mode}
		return nil
	}
	var slots []Slot
	if err := decode(&slots); err != nil {
		return err
	}
	*h = Holidays{Mode: Own, Slots: slots}
	return nil
}

// MarshalJSON writes a word or a list of slots.
func (h Holidays) MarshalJSON() ([]byte, error) { return json.Marshal(h.written()) }

// UnmarshalJSON reads either.
func (h *Holidays) UnmarshalJSON(b []byte) error {
	return h.read(func(to any) error { return json.Unmarshal(b, to) })
}

// MarshalYAML writes a word or a list of slots.
func (h Holidays) MarshalYAML() (any, error) { return h.written(), nil }

// UnmarshalYAML reads either; this form of the decoder's interface needs no
// import.
func (h *Holidays) UnmarshalYAML(decode func(any) error) error { return h.read(decode) }

// Special is a day with hours of its own, once or each year. Its slots stand
// for those of its weekday, and beat those of holidays; a day that is named by
// its year beats one of every year.
//
//	{"date":"2026-12-31","name":"大晦日","slots":["10:00-15:00"]}
//	{"date":"01-02","name":"正月休み","closed":true}
type Special struct {
	Date   Date   `json:"date" yaml:"date"`
	Name   string `json:"name" yaml:"name"`
	Closed bool   `json:"closed,omitempty" yaml:"closed,omitempty"`
	Slots  []Slot `json:"slots,omitempty" yaml:"slots,omitempty,flow"`
}

// Limits of special days.
const (
	MaxSpecial     = 400
	MaxSpecialName = 50 // characters
)

// Date is a day of the calendar: "2026-12-31", or "12-31" of every year, whose
// Year is 0. A yearly 02-29 comes in leap years only.
type Date struct {
	Year  int
	Month time.Month
	Day   int

	text string // what could not be read, for Validate to report; see Slot
}

// ParseDate reads "2026-12-31" or "12-31"; months and days may have one digit.
// It fails for dates that no calendar has.
func ParseDate(s string) (Date, error) {
	parts := strings.Split(strings.TrimSpace(s), "-")
	year, known := 0, len(parts) == 3
	if known {
		if len(parts[0]) != 4 || !digits(parts[0]) || parts[0] == "0000" {
			return Date{}, fmt.Errorf("date %q is not of the form 2026-12-31", s)
		}
		year, _ = strconv.Atoi(parts[0])
		parts = parts[1:]
	}
	if len(parts) != 2 || !oneOrTwo(parts[0]) || !oneOrTwo(parts[1]) {
		return Date{}, fmt.Errorf("date %q is not of the form 2026-12-31 or 12-31", s)
	}
	month, _ := strconv.Atoi(parts[0])
	day, _ := strconv.Atoi(parts[1])
	d := Date{Year: year, Month: time.Month(month), Day: day}
	const leap = 2024
	if t := time.Date(cmp.Or(year, leap), d.Month, day, 0, 0, 0, 0, time.UTC); t.Month() != d.Month || t.Day() != day {
		return Date{}, fmt.Errorf("date %q is not in the calendar", s)
	}
	return d, nil
}

func oneOrTwo(s string) bool { return len(s) >= 1 && len(s) <= 2 && digits(s) }

// Yearly reports whether the day comes every year.
func (d Date) Yearly() bool { return d.Year == 0 }

// String is the date's text.
func (d Date) String() string {
	switch {
	case d.text != "":
		return d.text
	case d.Yearly():
		return fmt.Sprintf("%02d-%02d", int(d.Month), d.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date's text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText never fails: what cannot be read is kept, and Validate reports
// it with its place.
func (d *Date) UnmarshalText(b []byte) error {
	date, err := ParseDate(string(b))
	if err != nil {
		date = Date{text: cmp.Or(string(b), " ")}
	}
	*d = date
	return nil
}

func (d Date) valid() bool {
	again, err := ParseDate(d.String())
	return d.text == "" && err == nil && again == d
}

func compareDates(a, b Date) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

// specialFaults is the part of Validate for holidays and special days.
func (s Schedule) specialFaults() domain.Errors {
	var es domain.Errors
	switch s.Holidays.Mode {
	case "", AsWeekday, Closed, Own:
		es = append(es, SlotFaults(s.Holidays.Slots, "holidays")...)
	default:
		es = append(es, domain.E(domain.Invalid, "hours.holidays_unknown", "value", string(s.Holidays.Mode)).At("holidays"))
	}
	if n := len(s.Special); n > MaxSpecial {
		es = append(es, domain.E(domain.Invalid, "hours.special_many", "max", MaxSpecial, "count", n).At("special"))
	}
	seen := map[Date]bool{}
	for i, d := range s.Special {
		at := fmt.Sprintf("special[%d]", i)
		if !d.Date.valid() {
			es = append(es, domain.E(domain.Invalid, "hours.date_format", "value", d.Date.String()).At(at+".date"))
		} else if seen[d.Date] {
			es = append(es, domain.E(domain.Invalid, "hours.special_twice", "value", d.Date.String()).At(at+".date"))
		}
		seen[d.Date] = true
		if n := utf8.RuneCountInString(strings.TrimSpace(d.Name)); n == 0 || n > MaxSpecialName {
			es = append(es, domain.E(domain.Invalid, "hours.special_name_length", "max", MaxSpecialName, "count", n).At(at+".name"))
		}
		if d.Closed == (len(d.Slots) > 0) {
			es = append(es, domain.E(domain.Invalid, "hours.special_closed_or_slots").At(at))
		}
		es = append(es, SlotFaults(d.Slots, at+".slots")...)
	}
	return es
}

// SlotFaults is what is wrong with the slots of one day that is not of the week.
// Whether they meet the tail of the day before is not asked: that day is
// another one each year, and time that two slots cover is open as well.
func SlotFaults(slots []Slot, path string) domain.Errors {
	var es domain.Errors
	for i, slot := range slots {
		at := fmt.Sprintf("%s[%d]", path, i)
		if code := slot.fault(); code != "" {
			es = append(es, domain.E(domain.Invalid, code, "value", slot.String()).At(at))
			continue
		}
		overlaps := func(other Slot) bool { return other.fault() == "" && slot.Start < other.End && other.Start < slot.End }
		if slices.ContainsFunc(slots[:i], overlaps) {
			es = append(es, domain.E(domain.Invalid, "hours.slot_overlap", "value", slot.String()).At(at))
		}
	}
	return es
}
