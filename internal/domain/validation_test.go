package domain_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/domain"
)

func repeat(s string, n int) string { return strings.Repeat(s, n) }

// faults lists "code field" of all that is wrong.
func faults(t *testing.T, err error) (out []string) {
	t.Helper()
	if err == nil {
		return nil
	}
	many, ok := errors.AsType[domain.Errors](err)
	if !ok {
		one, ok := errors.AsType[*domain.Error](err)
		if !ok {
			t.Fatalf("%v is no error of ours", err)
		}
		many = domain.Errors{one}
	}
	for _, e := range many {
		if e.Kind != domain.Invalid {
			t.Errorf("%v is not about the input", e)
		}
		out = append(out, strings.TrimSpace(e.Code+" "+e.Field))
	}
	return out
}

func rule(change func(*domain.Rule)) *domain.Rule {
	r := &domain.Rule{Title: "営業時間", Keywords: []string{"何時"}, Bubbles: []domain.Bubble{{Text: "10時"}}}
	change(r)
	return r
}

func many[T any](v T, n int) []T { return slices.Repeat([]T{v}, n) }

func TestRulesAreLimitedAsLINELimitsThem(t *testing.T) {
	t.Parallel()
	text := func(s string) func(*domain.Rule) {
		return func(r *domain.Rule) { r.Bubbles = []domain.Bubble{{Text: s}} }
	}
	for _, c := range []struct {
		name   string
		change func(*domain.Rule)
		want   []string
	}{
		{"good", func(*domain.Rule) {}, nil},
		{"no keywords", func(r *domain.Rule) { r.Keywords = nil }, nil},
		{"5,000 letters", text(repeat("a", 5000)), nil},
		{"5,001 letters", text(repeat("a", 5001)), []string{"bubble.text_long bubbles[0].text"}},
		{"5,000 kana", text(repeat("あ", 5000)), nil},
		{"5,001 kana", text(repeat("あ", 5001)), []string{"bubble.text_long bubbles[0].text"}},
		{"2,500 emoji of two units", text(repeat("😀", 2500)), nil},
		{"2,500 emoji and a letter", text(repeat("😀", 2500) + "a"), []string{"bubble.text_long bubbles[0].text"}},
		{"blank text", text(" \n　"), []string{"bubble.text_empty bubbles[0].text"}},
		{"no bubble", func(r *domain.Rule) { r.Bubbles = nil }, []string{"bubbles.count bubbles"}},
		{"five bubbles", func(r *domain.Rule) { r.Bubbles = many(domain.Bubble{Text: "a"}, 5) }, nil},
		{"six bubbles", func(r *domain.Rule) { r.Bubbles = many(domain.Bubble{Text: "a"}, 6) }, []string{"bubbles.count bubbles"}},
		{"no title", func(r *domain.Rule) { r.Title = " " }, []string{"rule.title_length title"}},
		{"a title of 50", func(r *domain.Rule) { r.Title = repeat("字", 50) }, nil},
		{"a title of 51", func(r *domain.Rule) { r.Title = repeat("字", 51) }, []string{"rule.title_length title"}},
		{"100 keywords", func(r *domain.Rule) { r.Keywords = many("あ", 100) }, nil},
		{"101 keywords", func(r *domain.Rule) { r.Keywords = many("あ", 101) }, []string{"rule.keywords_many keywords"}},
		{"a keyword of 100", func(r *domain.Rule) { r.Keywords = []string{repeat("😀", 100)} }, nil},
		{"a keyword of 101", func(r *domain.Rule) { r.Keywords = []string{"あ", repeat("😀", 101)} }, []string{"rule.keyword_length keywords[1]"}},
		{"a blank keyword", func(r *domain.Rule) { r.Keywords = []string{"　"} }, []string{"rule.keyword_length keywords[0]"}},
		{"all at once", func(r *domain.Rule) {
			*r = domain.Rule{Keywords: []string{""}, Bubbles: []domain.Bubble{{Text: "a"}, {}}}
		}, []string{"rule.title_length title", "rule.keyword_length keywords[0]", "bubble.text_empty bubbles[1].text"}},
	} {
		if got := faults(t, rule(c.change).Validate()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTextIsCountedInUTF16Units(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"": 0, "a": 1, "あ": 1, "😀": 2, "👨\u200d👩\u200d👧": 8, "葛\U000E0100": 3, "\xff": 1, "a\xffb": 3,
	} {
		if got := domain.UTF16Len(text); got != want {
			t.Errorf("%q has %d units, want %d", text, got, want)
		}
	}
}

func TestARuleWithoutKeywordsIsUniform(t *testing.T) {
	t.Parallel()
	if (&domain.Rule{Keywords: []string{"a"}}).Uniform() || !(&domain.Rule{}).Uniform() {
		t.Error("uniform is the rule without keywords")
	}
}

func account(change func(*domain.Account)) *domain.Account {
	a := &domain.Account{
		Key: "sakura", Name: "さくら珈琲店", Settings: domain.DefaultSettings(),
		Channel: domain.Channel{ID: "1650000001", Secret: "0123456789abcdef0123456789abcdef"},
	}
	change(a)
	return a
}

func TestAnAccountIsCheckedAsAWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*domain.Account)
		want   []string
	}{
		{"good", func(*domain.Account) {}, nil},
		{"a key of 40", func(a *domain.Account) { a.Key = repeat("a", 40) }, nil},
		{"a key of 41", func(a *domain.Account) { a.Key = repeat("a", 41) }, []string{"account.key_invalid key"}},
		{"a key that would be another path", func(a *domain.Account) { a.Key = "a/b" }, []string{"account.key_invalid key"}},
		{"a key in capitals", func(a *domain.Account) { a.Key = "Sakura" }, []string{"account.key_invalid key"}},
		{"a key that begins with a hyphen", func(a *domain.Account) { a.Key = "-a" }, []string{"account.key_invalid key"}},
		{"a key with a line end", func(a *domain.Account) { a.Key = "a\n" }, []string{"account.key_invalid key"}},
		{"no name", func(a *domain.Account) { a.Name = "" }, []string{"account.name_length name"}},
		{"a name of 50", func(a *domain.Account) { a.Name = repeat("店", 50) }, nil},
		{"a name of 51", func(a *domain.Account) { a.Name = repeat("店", 51) }, []string{"account.name_length name"}},
		{"a channel id in letters", func(a *domain.Account) { a.Channel.ID = "abc1234" }, []string{"account.channel_id_invalid channel.id"}},
		{"no secret", func(a *domain.Account) { a.Channel.Secret = "" }, []string{"account.channel_secret_invalid channel.secret"}},
		{"a secret of 31", func(a *domain.Account) { a.Channel.Secret = a.Channel.Secret[1:] }, []string{"account.channel_secret_invalid channel.secret"}},
		{
			"unknown methods", func(a *domain.Account) { a.Settings.Inside, a.Settings.Outside = "", "both" },
			[]string{"settings.method_unknown settings.inside", "settings.method_unknown settings.outside"},
		},
		{"no manual window", func(a *domain.Account) { a.Settings.ManualMinutes = 0 }, []string{"settings.manual_minutes settings.manualMinutes"}},
		{"a manual window of a week", func(a *domain.Account) { a.Settings.ManualMinutes = 10080 }, nil},
		{"a longer one", func(a *domain.Account) { a.Settings.ManualMinutes = 10081 }, []string{"settings.manual_minutes settings.manualMinutes"}},
		{"an empty greeting bubble", func(a *domain.Account) { a.Greeting = []domain.Bubble{{}} }, []string{"bubble.text_empty greeting.bubbles[0].text"}},
	} {
		if got := faults(t, account(c.change).Validate()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if err := domain.DefaultSettings().Validate(); err != nil {
		t.Errorf("the default settings are faulty: %v", err)
	}
	if got := domain.DefaultSettings().ManualWindow().Minutes(); got != 60 {
		t.Errorf("the manual window is %v minutes", got)
	}
	if err := account(func(a *domain.Account) { a.Channel.Secret = "hunter2" }).Validate(); strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error shows the secret: %v", err)
	}
}

func TestAMemberIsCheckedAsAWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*domain.Member)
		want   []string
	}{
		{"good", func(*domain.Member) {}, nil},
		{"an address as login", func(m *domain.Member) { m.Login = "sato+line@example.com" }, nil},
		{"a login of 80", func(m *domain.Member) { m.Login = repeat("a", 80) }, nil},
		{"a login of 81", func(m *domain.Member) { m.Login = repeat("a", 81) }, []string{"member.login_invalid login"}},
		{"a login in kanji", func(m *domain.Member) { m.Login = "佐藤" }, []string{"member.login_invalid login"}},
		{"a blank name", func(m *domain.Member) { m.Name = "　" }, []string{"member.name_length name"}},
		{"a name of 40", func(m *domain.Member) { m.Name = repeat("名", 40) }, nil},
		{"a name of 41", func(m *domain.Member) { m.Name = repeat("名", 41) }, []string{"member.name_length name"}},
		{"another language", func(m *domain.Member) { m.Language = "fr" }, []string{"member.language_unknown language"}},
		{"an unknown role", func(m *domain.Member) { m.Grants = map[string]domain.Role{"acc_1": "boss"} }, []string{"member.role_unknown grants"}},
	} {
		m := &domain.Member{Login: "sato", Name: "佐藤", Language: "ja", Grants: map[string]domain.Role{"acc_1": domain.RoleMember}}
		c.change(m)
		if got := faults(t, m.Validate()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := domain.CleanLogin("  Sato@Example.COM\n"); got != "sato@example.com" {
		t.Errorf("a typed login became %q", got)
	}
}

func TestAPasswordIsTenToTwoHundredCharacters(t *testing.T) {
	t.Parallel()
	for n, good := range map[int]bool{0: false, 9: false, 10: true, 200: true, 201: false} {
		for _, char := range []string{"a", "密", "😀"} {
			if err := domain.ValidatePassword(repeat(char, n)); (err == nil) != good {
				t.Errorf("%d of %s: %v", n, char, err)
			}
		}
	}
}
