package responder_test

import (
	"context"
	"testing"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/store"
)

// callDesk is a shop whose settings and one of whose rules name a schedule.
func callDesk(t *testing.T, s *shop) (named domain.Rule) {
	t.Helper()
	saturday := hours.Schedule{Week: hours.Week{"sat": {{Start: 600, End: 720}}}}
	settings := domain.DefaultSettings()
	settings.Hours, settings.HoursName = true, "電話"
	r := aRule("電話の時間")
	r.Schedule = &domain.RuleSchedule{Hours: domain.InsideHours, HoursName: "電話"}
	s.create("ほか")
	if err := s.rules.SetHours(t.Context(), s.owner, "acc_1", "電話", saturday); err != nil {
		t.Fatal(err)
	}
	if err := s.rules.SetSettings(t.Context(), s.owner, "acc_1", responder.NewSettings{ResponseSettings: settings}); err != nil {
		t.Fatal(err)
	}
	named, err := s.rules.CreateRule(t.Context(), s.owner, "acc_1", r)
	if err != nil {
		t.Fatal(err)
	}
	return named
}

func TestAScheduleIsRenamedWhereverItIsNamed(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		rule := callDesk(t, s)
		s.told()
		if err := s.rules.RenameHours(t.Context(), s.owner, "acc_1", "電話", " コールセンター "); err != nil {
			t.Fatal(err)
		}
		all, err := s.rules.AllHours(t.Context(), s.member, "acc_1")
		if _, old := all["電話"]; err != nil || old || len(all["コールセンター"].Week["sat"]) != 1 {
			t.Errorf("the schedules are %+v, %v", all, err)
		}
		b, err := s.rules.Book(t.Context(), "acc_1")
		if err != nil {
			t.Fatal(err)
		}
		if b.Account.Settings.HoursName != "コールセンター" || b.Hours != b.Named["コールセンター"] || b.RuleHours[rule.ID] != "コールセンター" {
			t.Errorf("the account keeps to %q, its rule to %q", b.Account.Settings.HoursName, b.RuleHours[rule.ID])
		}
		kinds := map[domain.HintKind]int{}
		for _, h := range s.told() {
			kinds[h.Kind]++
		}
		if kinds[domain.HintSettings] != 1 || kinds[domain.HintRules] != 1 {
			t.Errorf("open pages are told of %v", kinds)
		}
	})
}

func TestAScheduleIsNotRenamedToWhatIsTakenOrNoName(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		callDesk(t, s)
		if err := s.rules.SetHours(t.Context(), s.owner, "acc_1", "二階", hours.Default()); err != nil {
			t.Fatal(err)
		}
		rename := func(from, to string) error { return s.rules.RenameHours(t.Context(), s.owner, "acc_1", from, to) }
		wantCode(t, rename("電話", "二階"), domain.Conflict, "hours.taken")
		wantCode(t, rename("電話", "  "), domain.Invalid, "hours.name_length")
		wantCode(t, rename("", "本店"), domain.NotFound, "hours.not_found")
		wantCode(t, rename("三階", "本店"), domain.NotFound, "hours.not_found")
		wantCode(t, s.rules.RenameHours(t.Context(), s.member, "acc_1", "電話", "本店"), domain.Forbidden, "actor.owner_only")
		if err := rename("電話", "電話"); err != nil {
			t.Errorf("to its own name: %v", err)
		}
		err := s.db.View(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			all, err := tx.AllHours(ctx, "acc_1")
			if len(all) != 2 {
				t.Errorf("the schedules are %v", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
