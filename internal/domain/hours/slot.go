package hours

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	minutesPerDay = 24 * 60
	// maxEnd lets a slot run over midnight to the end of the next day.
	maxEnd = 2 * minutesPerDay
)

// Slot is one stretch of a day, [Start, End), in minutes since the midnight
// that begins the day: Start is 0 to 1439, End up to 2880 for a slot that runs
// over midnight. Its text is "17:00-25:00"; "00:00-24:00" is the whole day.
type Slot struct {
	Start, End int

	// text keeps what could not be read, so that Validate can say where in
	// the week it stands instead of the decoder failing at the first one.
	text string
}

// ParseSlot reads "10:00-19:00"; hours may have one digit. It checks the form
// only: whether the slot makes sense is for Schedule.Validate to say.
func ParseSlot(s string) (Slot, error) {
	from, to, ok := strings.Cut(strings.TrimSpace(s), "-")
	if !ok {
		return Slot{}, fmt.Errorf("slot %q is not of the form 10:00-19:00", s)
	}
	start, ok1 := parseClock(from)
	end, ok2 := parseClock(to)
	if !ok1 || !ok2 {
		return Slot{}, fmt.Errorf("slot %q is not of the form 10:00-19:00", s)
	}
	return Slot{Start: start, End: end}, nil
}

// parseClock reads "9:00" or "25:30" as minutes since midnight.
func parseClock(s string) (int, bool) {
	h, m, ok := strings.Cut(s, ":")
	if !ok || len(h) < 1 || len(h) > 2 || len(m) != 2 || !digits(h) || !digits(m) {
		return 0, false
	}
	hour, _ := strconv.Atoi(h)
	minute, _ := strconv.Atoi(m)
	if minute > 59 || hour*60+minute > maxEnd {
		return 0, false
	}
	return hour*60 + minute, true
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// String is the slot's text, such as "10:00-19:00".
func (s Slot) String() string {
	if s.text != "" {
		return s.text
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.Start/60, s.Start%60, s.End/60, s.End%60)
}

// MarshalText writes the slot's text.
func (s Slot) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText never fails: what cannot be read is kept, and Validate reports
// it as hours.slot_format with its place in the week.
func (s *Slot) UnmarshalText(b []byte) error {
	slot, err := ParseSlot(string(b))
	if err != nil {
		slot = Slot{text: string(b)}
		if len(b) == 0 {
			slot.text = " "
		}
	}
	*s = slot
	return nil
}

// contains reports whether the second of the day, which may lie on the day
// after, is in the slot.
func (s Slot) contains(second int64) bool {
	return int64(s.Start)*60 <= second && second < int64(s.End)*60
}
