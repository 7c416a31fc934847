package holiday

import (
	"fmt"
	"time"
)

// The years that the package knows, both included.
const (
	FirstYear = 2007
	LastYear  = 2099
)

// Kind says by which article of the law a day is a holiday.
type Kind string

// The kinds of holidays.
const (
	National   Kind = "national"   // 国民の祝日, article 2
	Substitute Kind = "substitute" // 振替休日, article 3 (2): one of the former fell on a Sunday
	Citizens   Kind = "citizens"   // 国民の休日, article 3 (3): a day between two of the former
)

// Holiday is one public holiday. Month and Day are of the calendar in Japan.
type Holiday struct {
	Year  int
	Month time.Month
	Day   int
	Name  string // in Japanese, by the law's own names
	Kind  Kind
}

// String is the date and the name, such as "2026-09-22 国民の休日".
func (h Holiday) String() string {
	return fmt.Sprintf("%04d-%02d-%02d %s", h.Year, int(h.Month), h.Day, h.Name)
}

// Known reports whether the package knows the holidays of a year. For other
// years On finds none, and Year says so.
func Known(year int) bool { return year >= FirstYear && year <= LastYear }

// Year returns the holidays of a year in their order. It is false for a year
// that is not Known.
func Year(year int) ([]Holiday, bool) {
	if !Known(year) {
		return nil, false
	}
	var all []Holiday
	for t := date(year, time.January, 1); t.Year() == year; t = t.AddDate(0, 0, 1) {
		if h, ok := On(year, t.Month(), t.Day()); ok {
			all = append(all, h)
		}
	}
	return all, true
}

// On returns the holiday of a date. It is false when the date is none, when its
// year is not Known, and for dates that no calendar has. It is made to be asked
// often: it takes less than a microsecond and no memory.
func On(year int, month time.Month, day int) (Holiday, bool) {
	if !Known(year) || month < time.January || month > time.December || day < 1 || day > 31 {
		return Holiday{}, false
	}
	h := Holiday{Year: year, Month: month, Day: day}
	if h.Name = national(year, month, day); h.Name != "" {
		h.Kind = National
		return h, true
	}
	// New Year's Day and the days of December are never next to one of the
	// other year, so the days around this one are of the same year.
	t := date(year, month, day)
	if t.Day() != day {
		return Holiday{}, false
	}
	for before := t.AddDate(0, 0, -1); nationalOn(before); before = before.AddDate(0, 0, -1) {
		if before.Weekday() == time.Sunday {
			h.Name, h.Kind = "振替休日", Substitute
			return h, true
		}
	}
	if nationalOn(t.AddDate(0, 0, -1)) && nationalOn(t.AddDate(0, 0, 1)) {
		h.Name, h.Kind = "国民の休日", Citizens
		return h, true
	}
	return Holiday{}, false
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func nationalOn(t time.Time) bool { return national(t.Date()) != "" }

// national returns the name of a 国民の祝日 (article 2), or "".
func national(year int, month time.Month, day int) string {
	if name, ok := moved(year, month, day); ok {
		return name
	}
	switch month {
	case time.January:
		return winter(year, day)
	case time.February:
		switch {
		case day == 11:
			return "建国記念の日"
		case day == 23 && year >= 2020:
			return "天皇誕生日"
		}
	case time.March:
		if day == vernalEquinox(year) {
			return "春分の日"
		}
	case time.April, time.May:
		return spring(month, day)
	case time.July, time.August:
		return summer(year, month, day)
	case time.September, time.October, time.November:
		return autumn(year, month, day)
	case time.December:
		if day == 23 && year <= 2018 {
			return "天皇誕生日"
		}
	case time.June: // the one month without any
	}
	return ""
}

func winter(year, day int) string {
	switch {
	case day == 1:
		return "元日"
	case monday(year, time.January, day, 2):
		return "成人の日"
	}
	return ""
}

func spring(month time.Month, day int) string {
	switch {
	case month == time.April && day == 29:
		return "昭和の日"
	case month != time.May:
		return ""
	case day == 3:
		return "憲法記念日"
	case day == 4:
		return "みどりの日"
	case day == 5:
		return "こどもの日"
	}
	return ""
}

func summer(year int, month time.Month, day int) string {
	switch {
	case month == time.July && monday(year, month, day, 3):
		return "海の日"
	case month == time.August && day == 11 && year >= 2016:
		return "山の日"
	}
	return ""
}

func autumn(year int, month time.Month, day int) string {
	switch {
	case month == time.September && monday(year, month, day, 3):
		return "敬老の日"
	case month == time.September && day == autumnalEquinox(year):
		return "秋分の日"
	case month == time.October && monday(year, month, day, 2):
		if year < 2020 {
			return "体育の日"
		}
		return "スポーツの日"
	case month == time.November && day == 3:
		return "文化の日"
	case month == time.November && day == 23:
		return "勤労感謝の日"
	}
	return ""
}

// moved is the years in which a law of its own moved holidays: the accession of
// 2019 (Act 99 of 2018), and the Olympic games planned for 2020 and held in 2021
// (Act 55 of 2018, Act 68 of 2020). It reports whether it has an answer, which
// is "" for a day that a holiday was moved away from.
func moved(year int, month time.Month, day int) (string, bool) {
	if year < 2019 || year > 2021 {
		return "", false
	}
	switch [3]int{year, int(month), day} {
	case [3]int{2019, 5, 1}:
		return "即位の日", true
	case [3]int{2019, 10, 22}:
		return "即位礼正殿の儀の行われる日", true
	case [3]int{2020, 7, 23}, [3]int{2021, 7, 22}:
		return "海の日", true
	case [3]int{2020, 7, 24}, [3]int{2021, 7, 23}:
		return "スポーツの日", true
	case [3]int{2020, 8, 10}, [3]int{2021, 8, 8}:
		return "山の日", true
	}
	return "", year > 2019 && (month == time.July || month == time.August || month == time.October)
}

// monday reports whether the date is the nth Monday of its month.
func monday(year int, month time.Month, day, nth int) bool {
	return (day-1)/7 == nth-1 && date(year, month, day).Weekday() == time.Monday
}

// vernalEquinox and autumnalEquinox are the days of March and September on
// which the sun in Japan crosses the equator, good from 1980 to 2099: the
// tropical year is 365.242194 days, and leap years are taken off again.
func vernalEquinox(year int) int { return equinox(year, 20.8431) }

func autumnalEquinox(year int) int { return equinox(year, 23.2488) }

func equinox(year int, in1980 float64) int {
	since := year - 1980
	return int(in1980+0.242194*float64(since)) - since/4
}
