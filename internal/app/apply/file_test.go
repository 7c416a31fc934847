package apply

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"ohenji/internal/domain/hours"
	"ohenji/internal/tree"
)

const good = `# 1
accounts: # 2
  - key: sakura # 3
    name: さくら珈琲店 # 4
    channel: # 5
      id: "1650000001" # 6
      secret: 0123456789abcdef0123456789abcdef # 7
    settings: # 8
      chat: true # 9
      inside: manual+auto # 10
      manualMinutes: 60 # 11
    hours: # 12
      zone: Asia/Tokyo # 13
      week: # 14
        mon: ["10:00-19:00"] # 15
        fri: # 16
          - "10:00-14:00" # 17
          - "17:00-25:00" # 18
    greeting: # 19
      bubbles: [{text: はじめまして}] # 20
    rules: # 21
      - title: 営業時間 # 22
        keywords: # 23
          - 営業時間 # 24
        bubbles: # 25
          - text: 10時から # 26
          - text: 19時まで # 27
      - {title: 一律, bubbles: [{text: はい}]} # 28
  - key: momiji # 29
    name: もみじ # 30
    channel: {id: "1650000002", secret: 0123456789abcdef0123456789abcdef} # 31
`

func TestTheGoodFileHasNoFault(t *testing.T) {
	t.Parallel()
	f, _, err := parse(strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	a := f.Accounts[0]
	if len(f.Accounts) != 2 || a.Name != "さくら珈琲店" || !*a.Settings.Chat || len(*a.Rules) != 2 || a.Greeting.Bubbles[0].Text != "はじめまして" {
		t.Errorf("it was read as %+v", a)
	}
	if want := []hours.Slot{{Start: 600, End: 840}, {Start: 1020, End: 1500}}; !slices.Equal(a.Hours.Week["fri"], want) {
		t.Errorf("Friday is %v", a.Hours.Week["fri"])
	}
	if f.Accounts[1].Rules != nil || f.Accounts[1].Hours != nil || f.Accounts[1].Settings != nil {
		t.Errorf("what the file leaves out was read as %+v", f.Accounts[1])
	}
}

// Each case replaces a piece of the good file and tells the faults as
// "line code".
func TestEachFaultIsToldWithItsLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("あ", 5001)
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{"unknown key at the top", "# 1\n", "shops: []\n", []string{"1 file.field_unknown"}},
		{"unknown key of an account", "name: もみじ # 30", "name: もみじ\n    colour: red", []string{"31 file.field_unknown"}},
		{"unknown key deep inside", "title: 営業時間 # 22", "titel: 営業時間", []string{"22 file.field_unknown"}},
		{"a word where a switch belongs", "chat: true", "chat: perhaps", []string{"9 file.want_switch"}},
		{"a list where a text belongs", "name: さくら珈琲店", "name: [さくら珈琲店]", []string{"4 file.want_text"}},
		{"a text where a list belongs", `rules: # 21`, "rules: none\n    was: # 21", []string{"21 file.want_list", "22 file.field_unknown"}},
		{"the same key twice", "name: もみじ # 30", "name: もみじ\n    name: かえで", []string{"31 file.field_twice"}},
		{"no YAML: a bracket too few", `mon: ["10:00-19:00"]`, `mon: ["10:00-19:00"`, []string{"15 file.syntax"}},
		{"no YAML: a brace too few", "title: 一律, bubbles: [{text: はい}]}", "title: 一律, bubbles: [{text: はい}]", []string{"28 file.syntax"}},
		{"no YAML: a colon too many", "name: もみじ # 30", "name: もみじ: かえで", []string{"30 file.syntax"}},
		{"no YAML: a tab", "    name: もみじ", "\tname: もみじ", []string{"30 file.syntax"}},
		{"a second document", "# 1\n", "accounts: [{key: x}]\n---\n", []string{"2 file.syntax"}},
		{"a bad account key", "key: momiji", "key: Momiji", []string{"29 account.key_invalid"}},
		{"a key with spaces around", "key: momiji", `key: " momiji "`, []string{"29 account.key_invalid"}},
		{"no name", "    name: もみじ # 30\n", "", []string{"29 account.name_length"}},
		{
			"no channel", `    channel: {id: "1650000002", secret: 0123456789abcdef0123456789abcdef} # 31` + "\n", "",
			[]string{"29 account.channel_id_invalid", "29 account.channel_secret_invalid"},
		},
		{"no secret", "      secret: 0123456789abcdef0123456789abcdef # 7\n", "", []string{"5 account.channel_secret_invalid"}},
		{"a short secret", "secret: 0123456789abcdef0123456789abcdef # 7", "secret: 0123", []string{"7 account.channel_secret_invalid"}},
		{"a channel id in letters", `id: "1650000001"`, "id: my-channel", []string{"6 account.channel_id_invalid"}},
		{"an unknown method", "inside: manual+auto", "inside: both", []string{"10 settings.method_unknown"}},
		{"no manual window", "manualMinutes: 60", "manualMinutes: 0", []string{"11 settings.manual_minutes"}},
		{"an unknown zone", "zone: Asia/Tokyo", "zone: Asia/Tokio", []string{"13 hours.zone_unknown"}},
		{"an unknown day", "mon: [", "monday: [", []string{"15 hours.day_unknown"}},
		{"a slot that is no slot", `"17:00-25:00" # 18`, `"17時から" # 18`, []string{"18 hours.slot_format"}},
		{"a slot that ends before it begins", `"10:00-19:00"`, `"19:00-10:00"`, []string{"15 hours.slot_order"}},
		{"slots that overlap", `"17:00-25:00"`, `"13:00-25:00"`, []string{"18 hours.slot_overlap"}},
		{"an empty greeting", "bubbles: [{text: はじめまして}] # 20", "bubbles: [{text: ''}]", []string{"20 bubble.text_empty"}},
		{"a blank title", "title: 営業時間 # 22", `title: " "`, []string{"22 rule.title_length"}},
		{"a title twice", "title: 一律", `title: " 営業時間 "`, []string{"28 apply.rule_twice"}},
		{"a blank keyword", "          - 営業時間 # 24", `          - ""`, []string{"24 rule.keyword_length"}},
		{"a text that LINE would refuse", "text: 19時まで", "text: " + long, []string{"27 bubble.text_long"}},
		{"no bubble", "bubbles: [{text: はい}]", "bubbles: []", []string{"28 bubbles.count"}},
		{"six bubbles", "bubbles: [{text: はい}]", "bubbles: [" + strings.Repeat("{text: はい}, ", 6) + "]", []string{"28 bubbles.count"}},
		{"two accounts with one key", "key: momiji", "key: sakura", []string{"29 apply.account_twice"}},
		{"two accounts with one channel", `"1650000002"`, `"1650000001"`, []string{"31 apply.account_twice"}},
		{"faults in two places", "sakura # 3", "サクラ # 3\n    # and\n    # below", []string{"3 account.key_invalid"}},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("%s: the good file has no %q", c.name, c.old)
		}
		if got := faultsOf(t, strings.Replace(good, c.old, c.new, 1)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func faultsOf(t *testing.T, text string) (out []string) {
	t.Helper()
	_, _, err := parse(strings.NewReader(text))
	faults, ok := errors.AsType[Faults](err)
	if !ok {
		t.Fatalf("the error is %v, want faults", err)
	}
	for _, f := range faults {
		out = append(out, fmt.Sprint(f.Line, " ", f.Err.Code))
	}
	return out
}

func TestAllFaultsAreToldAtOnceInTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer("key: momiji", "key: もみじ", "zone: Asia/Tokyo", "zone: Mars", "text: 10時から", "text: ''").Replace(good)
	if got, want := faultsOf(t, text), []string{"13 hours.zone_unknown", "26 bubble.text_empty", "29 account.key_invalid"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAFileWithoutAccountsIsEmpty(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "\n", "# nothing\n", "---\n", "accounts:\n", "accounts: []\n", "{}"} {
		if got := faultsOf(t, text); !slices.Equal(got, []string{"1 apply.file_empty"}) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWhatIsNoYAMLAtAllIsAFault(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"just words", "[1, 2", "\x00\x01", "%PDF-1.4\n", "{", "- a\n- b\n", "accounts: {key: sakura}", "accounts: 7", "*x", "\xff\xfe"} {
		if got := faultsOf(t, text); len(got) == 0 {
			t.Errorf("%q is fine", text)
		}
	}
}

func TestAFaultDoesNotShowTheSecret(t *testing.T) {
	t.Parallel()
	_, _, err := parse(strings.NewReader(strings.Replace(good, "secret: 0123456789abcdef0123456789abcdef # 7", "secret: hunter2hunter2", 1)))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error is %v", err)
	}
}

func TestAFileThatCannotBeReadOrIsTooLarge(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk")
	if _, _, err := parse(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	_, _, err := parse(io.LimitReader(spaces{}, tree.MaxBytes+1))
	if faults, ok := errors.AsType[Faults](err); !ok || faults[0].Err.Code != "file.large" {
		t.Errorf("the error is %v", err)
	}
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// FuzzParse: whatever the file holds, it is read or refused with faults whose
// lines are lines of the file.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("accounts: [{key: a, name: &x b, channel: *x}]")
	f.Add("a: &a [*a]")
	f.Add("accounts:\n- <<: {key: a}\n")
	f.Add("accounts: [{hours: {week: {mon: [1]}}}]")
	f.Add("accounts: [{rules: [{title: 2026-01-01, keywords: [null, ~, 1e3], bubbles: [{text: !!binary aGk=}]}]}]")
	if documented, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md")); err == nil {
		f.Add(string(documented))
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, _, err := parse(strings.NewReader(text))
		if err == nil {
			if len(got.Accounts) == 0 {
				t.Error("read without accounts")
			}
			return
		}
		faults, ok := errors.AsType[Faults](err)
		if !ok || len(faults) == 0 {
			t.Fatalf("refused with %v", err)
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "\u0085") + strings.Count(text, "\u2028") + strings.Count(text, "\u2029") + 2
		for _, fault := range faults {
			if fault.Line < 0 || fault.Line > lines || fault.Err.Code == "" {
				t.Errorf("fault %+v of a file of %d lines", fault, lines)
			}
		}
	})
}
