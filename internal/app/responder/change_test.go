package responder_test

import (
	"strings"
	"testing"
	"time"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
)

func (s *shop) stored(id string) domain.Rule {
	s.t.Helper()
	r, err := s.rules.Rule(s.t.Context(), s.member, "acc_1", id)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// rewrite is what an editor saves that was opened when the rule was as r says.
func (s *shop) rewrite(r domain.Rule, title string) (domain.Rule, error) {
	r.Title = title
	return s.rules.UpdateRule(s.t.Context(), s.owner, "acc_1", r)
}

func TestTurningARuleOffLeavesWhatAColleagueWroteInIt(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		r := s.create("営業時間")
		s.clock.Advance(time.Minute)
		if _, err := s.rewrite(r, "営業時間と定休日"); err != nil {
			t.Fatal(err)
		}
		off := false
		if _, err := s.rules.ChangeRule(t.Context(), s.owner, "acc_1", r.ID, responder.RuleChange{Enabled: &off}); err != nil {
			t.Fatal(err)
		}
		if got := s.stored(r.ID); got.Enabled || got.Title != "営業時間と定休日" {
			t.Errorf("it is %+v", got)
		}
	})
}

func TestARuleIsMovedToAFolderAndOutOfIt(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		r := s.create("営業時間")
		move := func(folder string) error {
			_, err := s.rules.ChangeRule(t.Context(), s.owner, "acc_1", r.ID, responder.RuleChange{Folder: &folder})
			return err
		}
		s.told()
		if err := move(" よくある質問 "); err != nil {
			t.Fatal(err)
		}
		if got := s.stored(r.ID); got.Folder != "よくある質問" || !got.Enabled || got.Position != r.Position {
			t.Errorf("it is %+v", got)
		}
		if hints := s.told(); len(hints) != 1 || hints[0].Kind != domain.HintRules || hints[0].ID != r.ID {
			t.Errorf("open pages were told %+v", hints)
		}
		wantCode(t, move(strings.Repeat("あ", domain.MaxFolder+1)), domain.Invalid, "rule.folder_length")
		if got := s.stored(r.ID); got.Folder != "よくある質問" {
			t.Errorf("a folder that is refused was stored: %q", got.Folder)
		}
		if err := move(""); err != nil || s.stored(r.ID).Folder != "" {
			t.Errorf("it is still in %q, %v", s.stored(r.ID).Folder, err)
		}
		_, err := s.rules.ChangeRule(t.Context(), s.owner, "acc_1", "rul_gone", responder.RuleChange{})
		wantCode(t, err, domain.NotFound, "rule.not_found")
	})
}

func TestAColleaguesChangeIsNotOverwrittenUnknowingly(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		opened := s.create("営業時間")
		s.clock.Advance(time.Minute)
		if _, err := s.rewrite(opened, "営業時間と定休日"); err != nil {
			t.Fatalf("the first who saves: %v", err)
		}
		s.clock.Advance(time.Minute)
		_, err := s.rewrite(opened, "何時から何時まで")
		wantCode(t, err, domain.Conflict, "rule.changed")
		if got := s.stored(opened.ID).Title; got != "営業時間と定休日" {
			t.Errorf("the colleague's title became %q", got)
		}
		if _, err := s.rewrite(s.stored(opened.ID), "何時から何時まで"); err != nil {
			t.Errorf("who has read the change cannot save: %v", err)
		}
		opened.UpdatedAt = time.Time{}
		if _, err := s.rewrite(opened, "上書き"); err != nil || s.stored(opened.ID).Title != "上書き" {
			t.Errorf("who means to overwrite cannot: %v", err)
		}
	})
}

func TestAnotherOrderIsNoChangeOfARule(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		a, b := s.create("a"), s.create("b")
		s.clock.Advance(time.Minute)
		if err := s.rules.OrderRules(t.Context(), s.owner, "acc_1", []string{b.ID, a.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.rewrite(a, "a改"); err != nil {
			t.Errorf("after a colleague put the rules into another order: %v", err)
		}
		if got := s.stored(a.ID).Position; got != 2 {
			t.Errorf("the new order was lost: it has the place %d", got)
		}
	})
}
