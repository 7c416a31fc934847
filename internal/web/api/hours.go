package api

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// Hours is 応答時間.
type Hours struct {
	Zone     string              `json:"zone" doc:"IANA time zone" example:"Asia/Tokyo"`
	Week     map[string][]string `json:"week" doc:"mon to sun; slots like 10:00-19:00, over midnight 17:00-25:00"`
	Holidays HolidayHours        `json:"holidays,omitzero" doc:"What public holidays of Japan do to the week"`
	Special  []SpecialDay        `json:"special,omitempty" doc:"Days with hours of their own, stronger than holidays"`
}

// HolidayHours is the switch for public holidays.
type HolidayHours struct {
	Mode  string   `json:"mode" enum:"as_weekday,closed,own" doc:"as_weekday: like other days; closed; own: the slots beside"`
	Slots []string `json:"slots,omitempty" doc:"With mode own"`
}

// SpecialDay is a day that is closed or has other hours.
type SpecialDay struct {
	Date   string   `json:"date" doc:"2026-12-31, or 12-31 for every year"`
	Name   string   `json:"name"`
	Closed bool     `json:"closed,omitempty"`
	Slots  []string `json:"slots,omitempty"`
}

// CalendarDay is what applies on one day.
type CalendarDay struct {
	Date    string   `json:"date" example:"2026-11-23"`
	Source  string   `json:"source" enum:"week,holiday,special" doc:"Where the slots come from"`
	Holiday string   `json:"holiday,omitempty" doc:"Name of the public holiday, also when it changes nothing"`
	Special string   `json:"special,omitempty" doc:"Name of the special day"`
	Slots   []string `json:"slots" doc:"Slots that begin on this day; none means closed"`
}

// NamedHours is a schedule with its name.
type NamedHours struct {
	Name string `json:"name" doc:"Empty for the one that every account has"`
	Hours
}

// HoursName names a schedule of an account.
type HoursName struct {
	Name string `query:"name" doc:"Of the schedule; empty is the one that every account has"`
}

type hoursInput struct {
	AccountPath
	HoursName
}

type changeHoursInput struct {
	AccountPath
	HoursName
	Body Hours
}

type renameHoursInput struct {
	AccountPath
	Body struct {
		From string `json:"from" maxLength:"200"`
		To   string `json:"to" maxLength:"200"`
	}
}

type calendarInput struct {
	AccountPath
	HoursName
	Days int `query:"days" minimum:"1" maximum:"400" default:"92"`
}

func (s *server) hourRoutes() {
	const tag = "Response settings"
	route(s, op("list-hours", http.MethodGet, "/accounts/{account}/schedules", tag, "All schedules of the account, the one without a name first"),
		func(ctx context.Context, a domain.Actor, in *AccountPath) (*body[List[NamedHours]], error) {
			all, err := s.Responder.AllHours(ctx, a, in.Account)
			out := List[NamedHours]{Items: []NamedHours{}}
			for _, name := range slices.Sorted(maps.Keys(all)) {
				out.Items = append(out.Items, NamedHours{Name: name, Hours: hoursOf(all[name])})
			}
			return answer(out), err
		})
	route(s, op("get-hours", http.MethodGet, "/accounts/{account}/hours", tag, "応答時間"),
		func(ctx context.Context, a domain.Actor, in *hoursInput) (*body[Hours], error) {
			return hoursBody(s.Responder.Hours(ctx, a, in.Account, in.Name))
		})
	route(s, op("set-hours", http.MethodPut, "/accounts/{account}/hours", tag, "Change the business hours, or add a schedule of a new name"),
		func(ctx context.Context, a domain.Actor, in *changeHoursInput) (*body[Hours], error) {
			if err := s.Responder.SetHours(ctx, a, in.Account, in.Name, in.Body.schedule()); err != nil {
				return nil, err
			}
			return hoursBody(s.Responder.Hours(ctx, a, in.Account, in.Name))
		})
	route(s, op("delete-hours", http.MethodDelete, "/accounts/{account}/hours", tag, "Remove a named schedule that nothing names any more"),
		func(ctx context.Context, a domain.Actor, in *hoursInput) (*empty, error) {
			return nil, s.Responder.DeleteHours(ctx, a, in.Account, in.Name)
		})
	o := op("rename-hours", http.MethodPost, "/accounts/{account}/hours/rename", tag, "Give a schedule another name, also where rules and settings name it", noContent)
	route(s, o, func(ctx context.Context, a domain.Actor, in *renameHoursInput) (*empty, error) {
		return nil, s.Responder.RenameHours(ctx, a, in.Account, in.Body.From, in.Body.To)
	})
	route(s, op("get-hours-calendar", http.MethodGet, "/accounts/{account}/hours/calendar", tag, "What applies on each of the next days"),
		func(ctx context.Context, a domain.Actor, in *calendarInput) (*body[List[CalendarDay]], error) {
			days, err := s.Responder.Calendar(ctx, a, in.Account, in.Name, in.Days)
			return answer(List[CalendarDay]{convert(days, calendarDayOf)}), err
		})
}

func (h Hours) schedule() hours.Schedule {
	out := hours.Schedule{
		Zone: h.Zone, Week: hours.Week{}, Holidays: hours.Holidays{Mode: hours.HolidayMode(h.Holidays.Mode), Slots: slots(h.Holidays.Slots)},
	}
	for day, texts := range h.Week {
		out.Week[day] = slots(texts)
	}
	for _, d := range h.Special {
		out.Special = append(out.Special, hours.Special{Date: date(d.Date), Name: d.Name, Closed: d.Closed, Slots: slots(d.Slots)})
	}
	return out
}

// slots reads texts; those that make no sense are kept for Validate to report.
func slots(texts []string) []hours.Slot {
	return convert(texts, func(text string) (out hours.Slot) {
		_ = out.UnmarshalText([]byte(text)) // never fails, see there
		return out
	})
}

func date(text string) (out hours.Date) {
	_ = out.UnmarshalText([]byte(text)) // never fails, see there
	return out
}

func hoursBody(v hours.Schedule, err error) (*body[Hours], error) {
	if err != nil {
		return nil, err
	}
	return answer(hoursOf(v)), nil
}

func hoursOf(v hours.Schedule) Hours {
	out := Hours{Zone: v.Zone, Week: map[string][]string{}, Holidays: HolidayHours{Mode: string(hours.AsWeekday)}}
	for _, day := range hours.Days() {
		out.Week[day] = convert(v.Week[day], hours.Slot.String)
	}
	if !v.Holidays.IsZero() {
		out.Holidays = HolidayHours{Mode: string(v.Holidays.Mode), Slots: convert(v.Holidays.Slots, hours.Slot.String)}
	}
	for _, d := range v.Special {
		out.Special = append(out.Special, SpecialDay{
			Date: d.Date.String(), Name: d.Name, Closed: d.Closed, Slots: convert(d.Slots, hours.Slot.String),
		})
	}
	return out
}

func calendarDayOf(d hours.Day) CalendarDay {
	return CalendarDay{
		Date: d.Date.String(), Source: string(d.Source), Holiday: d.Holiday, Special: d.Special,
		Slots: convert(d.Slots, hours.Slot.String),
	}
}
