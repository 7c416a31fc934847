package holiday_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ohenji/internal/domain/holiday"
)

// The Cabinet Office's list (国民の祝日について). It says 休日 for both kinds of
// days that are no 国民の祝日 themselves.
const official = `
2024-01-01 元日
2024-01-08 成人の日
2024-02-11 建国記念の日
2024-02-12 休日
2024-02-23 天皇誕生日
2024-03-20 春分の日
2024-04-29 昭和の日
2024-05-03 憲法記念日
2024-05-04 みどりの日
2024-05-05 こどもの日
2024-05-06 休日
2024-07-15 海の日
2024-08-11 山の日
2024-08-12 休日
2024-09-16 敬老の日
2024-09-22 秋分の日
2024-09-23 休日
2024-10-14 スポーツの日
2024-11-03 文化の日
2024-11-04 休日
2024-11-23 勤労感謝の日
2025-01-01 元日
2025-01-13 成人の日
2025-02-11 建国記念の日
2025-02-23 天皇誕生日
2025-02-24 休日
2025-03-20 春分の日
2025-04-29 昭和の日
2025-05-03 憲法記念日
2025-05-04 みどりの日
2025-05-05 こどもの日
2025-05-06 休日
2025-07-21 海の日
2025-08-11 山の日
2025-09-15 敬老の日
2025-09-23 秋分の日
2025-10-13 スポーツの日
2025-11-03 文化の日
2025-11-23 勤労感謝の日
2025-11-24 休日
2026-01-01 元日
2026-01-12 成人の日
2026-02-11 建国記念の日
2026-02-23 天皇誕生日
2026-03-20 春分の日
2026-04-29 昭和の日
2026-05-03 憲法記念日
2026-05-04 みどりの日
2026-05-05 こどもの日
2026-05-06 休日
2026-07-20 海の日
2026-08-11 山の日
2026-09-21 敬老の日
2026-09-22 休日
2026-09-23 秋分の日
2026-10-12 スポーツの日
2026-11-03 文化の日
2026-11-23 勤労感謝の日
2027-01-01 元日
2027-01-11 成人の日
2027-02-11 建国記念の日
2027-02-23 天皇誕生日
2027-03-21 春分の日
2027-03-22 休日
2027-04-29 昭和の日
2027-05-03 憲法記念日
2027-05-04 みどりの日
2027-05-05 こどもの日
2027-07-19 海の日
2027-08-11 山の日
2027-09-20 敬老の日
2027-09-23 秋分の日
2027-10-11 スポーツの日
2027-11-03 文化の日
2027-11-23 勤労感謝の日
`

func TestTheHolidaysAreThoseOfTheCabinetOffice(t *testing.T) {
	t.Parallel()
	var got []string
	for year := 2024; year <= 2027; year++ {
		all, ok := holiday.Year(year)
		if !ok {
			t.Fatalf("%d is not known", year)
		}
		for _, h := range all {
			if h.Kind != holiday.National {
				h.Name = "休日"
			}
			got = append(got, h.String())
		}
	}
	want := strings.Split(strings.TrimSpace(official), "\n")
	for _, day := range want {
		if !slices.Contains(got, day) {
			t.Errorf("%s is missing", day)
		}
	}
	for _, day := range got {
		if !slices.Contains(want, day) {
			t.Errorf("%s is too many", day)
		}
	}
}

func TestDaysThatTellTheRulesApart(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, date, want string
		kind             holiday.Kind
	}{
		{"a holiday", "2026-11-23", "勤労感謝の日", holiday.National},
		{"a working day", "2026-11-24", "", ""},
		{"the Monday after a holiday on a Sunday", "2025-11-24", "振替休日", holiday.Substitute},
		{"the first free day after holidays that begin on a Sunday", "2026-05-06", "振替休日", holiday.Substitute},
		{"the same when the second of them was the Sunday", "2025-05-06", "振替休日", holiday.Substitute},
		{"no substitute for a Saturday", "2027-05-01", "", ""},
		{"a day between two holidays", "2026-09-22", "国民の休日", holiday.Citizens},
		{"and the one before that", "2015-09-22", "国民の休日", holiday.Citizens},
		{"no day between, when they are two days apart", "2027-09-21", "", ""},
		{"before the accession", "2019-04-30", "国民の休日", holiday.Citizens},
		{"the accession", "2019-05-01", "即位の日", holiday.National},
		{"after the accession", "2019-05-02", "国民の休日", holiday.Citizens},
		{"the ceremony of the accession", "2019-10-22", "即位礼正殿の儀の行われる日", holiday.National},
		{"no Emperor's birthday in 2019: the old day", "2019-12-23", "", ""},
		{"no Emperor's birthday in 2019: the new day", "2019-02-23", "", ""},
		{"the old Emperor's birthday", "2018-12-24", "振替休日", holiday.Substitute},
		{"Health and Sports Day until 2019", "2019-10-14", "体育の日", holiday.National},
		{"no Sports Day in October of 2020", "2020-10-12", "", ""},
		{"Sports Day moved for the games", "2020-07-24", "スポーツの日", holiday.National},
		{"no Marine Day on its Monday", "2020-07-20", "", ""},
		{"no Mountain Day on the 11th", "2020-08-11", "", ""},
		{"Marine Day moved for the games of 2021", "2021-07-22", "海の日", holiday.National},
		{"Mountain Day on a Sunday", "2021-08-08", "山の日", holiday.National},
		{"and its substitute", "2021-08-09", "振替休日", holiday.Substitute},
		{"no Mountain Day before 2016", "2015-08-11", "", ""},
		{"New Year's Day on a Sunday", "2023-01-02", "振替休日", holiday.Substitute},
		{"New Year's Eve", "2026-12-31", "", ""},
		{"the first year", "2007-04-29", "昭和の日", holiday.National},
		{"its substitute", "2007-04-30", "振替休日", holiday.Substitute},
		{"an early autumn equinox", "2012-09-22", "秋分の日", holiday.National},
		{"before the years that are known", "2006-01-01", "", ""},
		{"after the years that are known", "2100-01-01", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			day, err := time.Parse(time.DateOnly, c.date)
			if err != nil {
				t.Fatal(err)
			}
			h, ok := holiday.On(day.Date())
			if h.Name != c.want || h.Kind != c.kind || ok != (c.want != "") {
				t.Errorf("%+v %v, want %q", h, ok, c.want)
			}
		})
	}
}

// What the National Astronomical Observatory computed for years to come, where
// the date changes.
func TestEquinoxes(t *testing.T) {
	t.Parallel()
	for _, date := range []string{
		"2007-03-21 春分の日", "2008-03-20 春分の日", "2023-03-21 春分の日", "2028-03-20 春分の日", "2030-03-20 春分の日",
		"2008-09-23 秋分の日", "2016-09-22 秋分の日", "2020-09-22 秋分の日", "2023-09-23 秋分の日", "2028-09-22 秋分の日", "2030-09-23 秋分の日",
	} {
		day, _ := time.Parse(time.DateOnly, date[:10])
		if h, _ := holiday.On(day.Date()); h.String() != date {
			t.Errorf("%s is %q", date, h.Name)
		}
	}
}

func TestEveryYearOfTheRangeIsWhole(t *testing.T) {
	t.Parallel()
	for year := holiday.FirstYear; year <= holiday.LastYear; year++ {
		all, ok := holiday.Year(year)
		national := 0
		for i, h := range all {
			if h.Kind == holiday.National {
				national++
			}
			if h.Kind == holiday.Citizens && (i == 0 || i == len(all)-1) {
				t.Errorf("%s stands alone", h)
			}
		}
		want := 16
		switch {
		case year < 2016:
			want = 15
		case year == 2019:
			want = 17 // without the birthday, with two days of the accession
		}
		if !ok || national != want {
			t.Errorf("%d has %d holidays by name, want %d", year, national, want)
		}
	}
	for _, year := range []int{holiday.FirstYear - 1, holiday.LastYear + 1} {
		if all, ok := holiday.Year(year); ok || all != nil || holiday.Known(year) {
			t.Errorf("%d is known", year)
		}
	}
}

func TestDatesThatDoNotExistAreNoHolidays(t *testing.T) {
	t.Parallel()
	for _, d := range [][3]int{{2026, 0, 1}, {2026, 13, 1}, {2026, 5, 0}, {2026, 4, 31}, {2025, 2, 29}, {2026, 1, 32}} {
		if h, ok := holiday.On(d[0], time.Month(d[1]), d[2]); ok {
			t.Errorf("%v is %s", d, h)
		}
	}
}

func BenchmarkOn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		holiday.On(2026, time.November, 24)
	}
}
