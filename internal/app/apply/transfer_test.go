package apply_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/app/apply"
	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/store"
)

// full has something of everything that an account can answer.
const full = `version: 1
settings:
  chat: true
  hours: true
  hoursName: 電話
  inside: manual+auto
  outside: auto
  manualMinutes: 30
  manualEnd: closing
  greeting: true
  onUnblock: own
  uniform: random
  managerOff: true
greeting:
  bubbles:
    - text: |-
        はじめまして😀
        {アカウント名}です
greetingBack:
  bubbles:
    - text: おかえりなさい
hours:
  zone: Asia/Tokyo
  week:
    mon: ["10:00-19:00"]
    fri: ["10:00-14:00", "17:00-25:00"]
  holidays: closed
  special:
    - date: "12-31"
      name: 大晦日
      slots: ["10:00-15:00"]
schedules:
  電話:
    zone: Asia/Tokyo
    week:
      tue: ["09:00-17:00"]
    holidays: ["11:00-16:00"]
rules:
  - title: 営業時間
    keywords: [営業時間, 何時まで]
    match: contains
    keep: [kana]
    forbidden: [求人]
    kinds: [sticker]
    postbacks:
      - data: "hours="
        prefix: true
    schedule:
      from: "2026-12-01"
      days: [mon, tue]
      times: ["10:00-19:00"]
      hours: inside
      hoursName: 電話
    audience:
      any: [常連]
      none: [退会]
    cooldownMinutes: 10
    final: true
    folder: お店
    bubbles:
      - text: 10時から19時まで営業しております。
        quickReplies:
          - action:
              type: message
              label: 予約
              text: 予約
      - sticker:
          packageId: "446"
          stickerId: "1988"
  - title: ちらし
    enabled: false
    keywords: ["on"]
    bubbles:
      - flex:
          altText: ちらし
          contents:
            type: bubble
            body:
              type: box
              layout: vertical
              contents:
                - type: text
                  text: はい
                  size: xl
  - title: 一律
    bubbles:
      - text: "{友だちの表示名}さん、メッセージありがとうございます。"
`

// empty makes an account that answers nothing, and is its id.
func (s *shop) empty(key string) string {
	s.t.Helper()
	s.run(fmt.Sprintf(`accounts:
- {key: %s, name: 店, channel: {id: "165%07d", secret: 0123456789abcdef0123456789abcdef}}
`, key, len(key)), false)
	return s.account(key).ID
}

func (s *shop) exported(accountID string, format apply.Format) string {
	s.t.Helper()
	f, err := s.apply.Export(s.t.Context(), domain.System(), accountID, format)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(f.Data)
}

func (s *shop) imports(accountID, text string, in apply.Import) (apply.Outcome, error) {
	s.t.Helper()
	return s.apply.Import(s.t.Context(), domain.System(), accountID, in, []byte(text))
}

// imported imports a file that is well, and returns its steps in short: a dry
// run first, which tells exactly what the real one then does.
func (s *shop) imported(accountID, text string, in apply.Import) []string {
	s.t.Helper()
	short := func(out apply.Outcome, err error) (steps []string) {
		s.t.Helper()
		if err != nil || len(out.Faults) > 0 {
			s.t.Fatalf("the file is refused: %v %v", err, out.Faults)
		}
		for _, st := range out.Steps {
			steps = append(steps, strings.TrimSpace(fmt.Sprintf("%s %s", st.What, st.Title)))
		}
		return steps
	}
	before := s.contents()
	in.DryRun = true
	dry, err := s.imports(accountID, text, in)
	said := short(dry, err)
	if s.contents() != before {
		s.t.Error("a dry run changed the database")
	}
	in.DryRun, in.State = false, dry.State
	real, err := s.imports(accountID, text, in)
	if did := short(real, err); !slices.Equal(did, said) {
		s.t.Errorf("it did %q and had said %q", did, said)
	}
	if s.hints = nil; len(said) > 0 && real.State == dry.State {
		s.t.Error("the state of the account is the old one")
	}
	again, err := s.imports(accountID, text, apply.Import{Format: in.Format, Merge: in.Merge, Parts: in.Parts})
	if steps := short(again, err); len(steps) > 0 || len(s.hints) > 0 {
		s.t.Errorf("imported again it takes %q with %d hints", steps, len(s.hints))
	}
	return said
}

func TestAnExportedFileMakesAnotherAccountTheSame(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		first := s.empty("a")
		s.imported(first, full, apply.Import{Format: apply.YAML})
		if got := s.exported(first, apply.YAML); got != full {
			t.Errorf("what was imported is exported as\n%s", got)
		}
		if s.account("a").Settings.UniformSeed == 0 {
			t.Error("random choices are not repeatable")
		}
		for i, format := range []apply.Format{apply.YAML, apply.JSON} {
			text := s.exported(first, format)
			other := s.empty(strings.Repeat("b", i+2))
			s.imported(other, text, apply.Import{Format: format})
			if got := s.exported(other, format); got != text {
				t.Errorf("%s: exported again it is\n%s", format, got)
			}
			if got := s.imported(first, text, apply.Import{Format: format}); len(got) > 0 {
				t.Errorf("%s: an account's own file changes %q", format, got)
			}
		}
		if got := s.exported(first, apply.JSON); strings.Contains(got, "rul_") || strings.Contains(got, "1650") || strings.Contains(got, `\u`) {
			t.Errorf("the file has what it should not: %s", got)
		}
	})
}

func TestTheFileOfTheGuideIsImported(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "answers-file.md"))
		if err != nil {
			t.Fatal(err)
		}
		examples := regexp.MustCompile("(?s)```(yaml|json)\n(.*?)```").FindAllSubmatch(page, -1)
		if len(examples) < 2 {
			t.Fatalf("the guide has %d examples", len(examples))
		}
		for i, example := range examples {
			account := s.empty(strings.Repeat("a", i+1))
			if got := s.imported(account, string(example[2]), apply.Import{Format: apply.Format(example[1])}); len(got) == 0 {
				t.Errorf("example %d changes nothing", i+1)
			}
		}
	})
}

func TestWhatAnImportChangesIsSaidStepByStep(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		s.imported(account, full, apply.Import{})
		change := func(old, new string) string {
			t.Helper()
			if !strings.Contains(full, old) {
				t.Fatalf("the file has no %q", old)
			}
			return strings.Replace(full, old, new, 1)
		}
		short := "version: 1\nrules:\n  - {title: 一律, bubbles: [{text: はい}]}\n  - {title: 新しい, bubbles: [{text: はい}]}\n"
		for _, c := range []struct {
			name, file string
			in         apply.Import
			want       []string
		}{
			{"settings", change("managerOff: true", "managerOff: false"), apply.Import{}, []string{"settings.change"}},
			{"greetings", change("はじめまして", "こんにちは"), apply.Import{}, []string{"greeting.change"}},
			{"the other greeting", change("  bubbles:\n    - text: おかえりなさい", "  bubbles: []"), apply.Import{}, []string{"greeting_back.change"}},
			{"hours", change("holidays: closed", "holidays: as_weekday"), apply.Import{}, []string{"hours.change"}},
			{"a schedule", change(`tue: ["09:00-17:00"]`, "{}"), apply.Import{}, []string{"schedule.change 電話"}},
			{"schedules", change("schedules:", "schedules:\n  夜: {week: {mon: [\"20:00-25:00\"]}}"), apply.Import{}, []string{"schedule.add 夜"}},
			{"a rule", change("final: true", "final: false"), apply.Import{}, []string{"rule.change 営業時間"}},
			{"a flex that is in another order says something else", change("altText: ちらし", "altText: びら"), apply.Import{}, []string{"rule.change ちらし"}},
			{"a list of rules replaces them", short, apply.Import{}, []string{"rule.change 一律", "rule.add 新しい", "rule.remove 営業時間", "rule.remove ちらし"}},
			{"merged, it only adds and changes", short, apply.Import{Merge: true}, []string{"rule.change 一律", "rule.add 新しい"}},
			{"a schedule fewer, merged", "schedules: {}\n", apply.Import{Merge: true}, nil},
			{"parts", "settings: {chat: false}\nrules: []\nhours: {week: {}}\ngreeting: {bubbles: []}\n", apply.Import{Parts: []apply.Part{apply.Hours, apply.Greeting}}, []string{"greeting.change", "hours.change"}},
			{"what is wrong in other parts does not count", "settings: {inside: both, x: y}\nhours: {week: {}}\n", apply.Import{Parts: []apply.Part{apply.Hours}}, []string{"hours.change"}},
		} {
			if got := s.imported(account, c.file, c.in); !slices.Equal(got, c.want) {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			s.imported(account, full, apply.Import{})
		}
	})
}

func TestOnlyRulesThatMustAreMoved(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		file := func(titles string) string {
			out := "rules:\n"
			for title := range strings.FieldsSeq(titles) {
				out += fmt.Sprintf("  - {title: %s, bubbles: [{text: はい}]}\n", title)
			}
			return out
		}
		s.imported(account, file("一 二 三 四 五"), apply.Import{})
		for _, c := range []struct{ titles, want string }{
			{"五 一 二 三 四", "rule.move 五"},
			{"一 二 三 四", "rule.remove 五"},
			{"零 一 二 三 四", "rule.add 零"},
			{"四 三 零 一 二", "rule.move 四,rule.move 三"},
			{"四 三 零 一 二 二", "rule.add 二"},
			{"二", "rule.remove 四,rule.remove 三,rule.remove 零,rule.remove 一,rule.remove 二"},
		} {
			if got := strings.Join(s.imported(account, file(c.titles), apply.Import{}), ","); got != c.want {
				t.Errorf("%s: %s, want %s", c.titles, got, c.want)
			}
			if got := strings.Join(s.titles("a"), " "); got != c.titles {
				t.Errorf("the order is %s, want %s", got, c.titles)
			}
		}
		s.imported(account, file("五 二 四"), apply.Import{Merge: true})
		if got := strings.Join(s.titles("a"), " "); got != "二 五 四" {
			t.Errorf("merged, the order is %s", got)
		}
	})
}

func TestAFaultyFileIsToldWholeAndChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		s.imported(account, full, apply.Import{})
		before := s.contents()
		for _, c := range []struct {
			name string
			in   apply.Import
			file string
			want []string
		}{
			{"names that nobody knows", apply.Import{}, "settings:\n  hoursName: 夜\nrules:\n- {title: あ, schedule: {hours: inside, hoursName: 夜}, bubbles: [{text: は}]}", []string{
				"2 hours.unknown settings.hoursName", "4 hours.unknown rules[0].schedule.hoursName",
			}},
			{"a schedule that is still named", apply.Import{}, "version: 1\nschedules: {}", []string{"2 hours.in_use schedules", "2 hours.in_use schedules"}},
			{"nested", apply.Import{Format: apply.JSON}, "{\"rules\":[{\"title\":\"あ\",\n\"bubbles\":[{\"text\":\"は\"},\n{\"flex\":{\"altText\":\"\",\n\"contents\":{}}}],\n\"kynd\":1}]}", []string{
				"3 bubble.field_empty rules[0].bubbles[1].flex.altText", "4 bubble.flex_property rules[0].bubbles[1].flex.contents.type", "5 file.field_unknown rules[0].kynd",
			}},
			{"schedules", apply.Import{}, "schedules:\n  \" 夜\":\n    week: {mon: [x]}\n  昼: {week: {moon: []}}", []string{
				"2 hours.name_length schedules. 夜", "3 hours.slot_format schedules. 夜.week.mon[0]", "4 hours.day_unknown schedules.昼.week.moon",
			}},
			{"another version", apply.Import{}, "version: 2\nrules: []", []string{"1 transfer.version version"}},
			{"the file of an installation", apply.Import{}, sakura, []string{"1 file.field_unknown accounts"}},
			{"nothing", apply.Import{}, "", []string{"1 transfer.empty "}},
			{"nothing that counts", apply.Import{Parts: []apply.Part{apply.Rules}}, "hours: {week: {}}", []string{"1 transfer.empty "}},
			{"a sheet", apply.Import{Format: apply.CSV}, "タイトル,状態,本文1\nあ,たぶん,は\n,オン,は\n", []string{"2 sheet.value_unknown 状態", "3 rule.title_length タイトル"}},
			{"a sheet that names hours", apply.Import{Format: apply.CSV}, "タイトル,本文1,詳細\nあ,は,\"{\"\"schedule\"\":{\"\"hours\"\":\"\"inside\"\",\"\"hoursName\"\":\"\"夜\"\"}}\"\n", []string{"2 hours.unknown rules[0].schedule.hoursName"}},
		} {
			c.in.DryRun = true
			out, err := s.imports(account, c.file, c.in)
			var got []string
			for _, f := range out.Faults {
				got = append(got, fmt.Sprintf("%d %s %s", f.Line, f.Err.Code, f.Err.Field))
			}
			if err != nil || out.State == "" || len(out.Steps) > 0 || !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, steps %v, faults %q, want %q", c.name, err, out.Steps, got, c.want)
			}
			c.in.DryRun = false
			_, err = s.imports(account, c.file, c.in)
			if faults, ok := errors.AsType[apply.Faults](err); !ok || len(faults) != len(c.want) {
				t.Errorf("%s: in earnest it is %v", c.name, err)
			}
		}
		if s.contents() != before {
			t.Error("something changed")
		}
	})
}

func TestAnImportOfWhatWasSeenBeforeSomebodyElseChangedItIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		dry, err := s.imports(account, full, apply.Import{DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		rule := domain.Rule{Title: "割り込み", Enabled: true, Bubbles: []domain.Bubble{{Text: "はい"}}}
		if _, err := s.rules.CreateRule(t.Context(), domain.System(), account, rule); err != nil {
			t.Fatal(err)
		}
		_, err = s.imports(account, full, apply.Import{State: dry.State})
		if e, ok := errors.AsType[*domain.Error](err); !ok || e.Kind != domain.Conflict || e.Code != "transfer.changed" {
			t.Errorf("the error is %v", err)
		}
		if got := s.titles("a"); !slices.Equal(got, []string{"割り込み"}) {
			t.Errorf("the rules are %v", got)
		}
	})
}

func TestMoreRulesThanAnAccountMayHave(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		var b strings.Builder
		b.WriteString("タイトル,本文1\n")
		for i := range responder.MaxRules + 1 {
			fmt.Fprintf(&b, "%d,はい\n", i)
		}
		out, err := s.imports(account, b.String(), apply.Import{Format: apply.CSV, DryRun: true})
		if err != nil || len(out.Faults) != 1 || out.Faults[0].Err.Code != "rule.too_many" {
			t.Errorf("%v %v", out.Faults, err)
		}
	})
}

func TestARuleThatCameFromAFileSurvivesTheDesk(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		s.imported(account, full, apply.Import{})
		rs, err := s.rules.Rules(t.Context(), domain.System(), account)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.rules.UpdateRule(t.Context(), domain.System(), account, rs[0]); err != nil {
			t.Fatal(err)
		}
		if got := s.exported(account, apply.YAML); got != full {
			t.Errorf("saved in the desk it is\n%s", got)
		}
	})
}

func TestWhoMayExportAndImport(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		for code, actor := range map[string]domain.Actor{
			"session.required":  {},
			"account.not_found": {Kind: domain.ActorMember, Account: map[string]domain.Role{"x": domain.RoleOwner}},
			"actor.owner_only":  {Kind: domain.ActorMember, Account: map[string]domain.Role{account: domain.RoleMember}},
		} {
			_, exported := s.apply.Export(t.Context(), actor, account, apply.YAML)
			_, imported := s.apply.Import(t.Context(), actor, account, apply.Import{DryRun: true}, []byte(full))
			for _, err := range []error{exported, imported} {
				if e, ok := errors.AsType[*domain.Error](err); !ok || e.Code != code {
					t.Errorf("%v, want %s", err, code)
				}
			}
		}
		_, err := s.apply.Import(t.Context(), domain.System(), "acc_x", apply.Import{DryRun: true}, []byte("?"))
		if !domain.IsNotFound(err) {
			t.Errorf("an account that is not there: %v", err)
		}
	})
}

func TestTheNameOfTheFileSaysWhoseAndOfWhichDay(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		account := s.empty("a")
		err := s.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.SetHours(ctx, account, "", hours.Schedule{Zone: "Pacific/Kiritimati"})
		})
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.apply.Export(t.Context(), domain.System(), account, apply.CSV)
		if err != nil || !regexp.MustCompile(`^a-answers-\d{4}-\d\d-\d\d\.csv$`).MatchString(f.Name) || !bytes.HasPrefix(f.Data, []byte("\uFEFFタイトル")) {
			t.Errorf("%s %.30q %v", f.Name, f.Data, err)
		}
	})
}
