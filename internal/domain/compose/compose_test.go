package compose_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
)

var shop = compose.Values{
	ContactName: "佐藤", Nameless: "お客様", AccountName: "さくら珈琲店",
	Now: time.Date(2026, 11, 22, 21, 5, 0, 0, time.UTC), NextOpening: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC),
	Attributes: map[string]string{"誕生日": "4月1日", "空": " "},
}

func TestFillingVariables(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		values compose.Values
		text   string
		want   string
	}{
		{"text without variables stays as it is", shop, " 10時から\n19時まで ", " 10時から\n19時まで "},
		{"the display name", shop, "{友だちの表示名}さん、こんにちは。", "佐藤さん、こんにちは。"},
		{"several variables, and one twice", shop, "{友だちの表示名}様、{アカウント名}です。{友だちの表示名}様へ", "佐藤様、さくら珈琲店です。佐藤様へ"},
		{"a name that is not known", compose.Values{Nameless: "お客様"}, "{友だちの表示名}、", "お客様、"},
		{"a blank name", compose.Values{ContactName: "　 ", Nameless: "お客様"}, "{友だちの表示名}、", "お客様、"},
		{"an unknown variable stays as it is", shop, "{電話番号}と{友だちの表示名}", "{電話番号}と佐藤"},
		{"almost a variable stays as it is", shop, "{ 友だちの表示名 }{友だちの表示名", "{ 友だちの表示名 }{友だちの表示名"},
		{"braces around a variable stay", shop, "{{友だちの表示名}}", "{佐藤}"},
		{"loose braces stay", shop, "}{ {}{友だち{アカウント名}", "}{ {}{友だちさくら珈琲店"},
		{"when the shop opens next", shop, "{次の営業開始}から", "11月24日(火) 09:30から"},
		{"the day", shop, "{日付}です", "11月22日(日)です"},
		{"no opening is known", compose.Values{}, "{次の営業開始}{次の営業開始|しばらくしてから}", "しばらくしてから"},
		{"an attribute", shop, "誕生日は{属性:誕生日}", "誕生日は4月1日"},
		{"an attribute of full width", shop, "誕生日は{属性：誕生日｜未登録}", "誕生日は4月1日"},
		{"an attribute that the contact does not have", shop, "{属性:会員番号|未登録}", "未登録"},
		{"an attribute that is blank", shop, "{属性:空|未登録}", "未登録"},
		{"an attribute without a text for those who have none", shop, "[{属性:会員番号}]", "[]"},
		{"no attribute", shop, "{属性:}{属性}", "{属性:}{属性}"},
		{"a text for names that are not known", compose.Values{Nameless: "お客様"}, "{友だちの表示名|みなさま}", "みなさま"},
		{"a name that looks like a variable is not filled again", compose.Values{ContactName: "{アカウント名}", AccountName: "店"}, "{友だちの表示名}と{アカウント名}", "{アカウント名}と店"},
		{"a name that ends in half a variable makes none", compose.Values{ContactName: "{アカウン", AccountName: "店"}, "{友だちの表示名}ト名}", "{アカウント名}"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := compose.Compose([]domain.Bubble{{Text: c.text}}, c.values)
			if err != nil || len(got) != 1 || got[0] != (compose.Message{Type: "text", Text: c.want}) {
				t.Errorf("%+v %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestEveryVariableIsFilledByItsToken(t *testing.T) {
	t.Parallel()
	for _, v := range compose.Variables() {
		if got := shop.Fill(v.Token()); got == "" || got == v.Token() {
			t.Errorf("%s becomes %q", v.Token(), got)
		}
	}
}

func TestNamesAreCutSoThatTheTextFits(t *testing.T) {
	t.Parallel()
	const family = "👨\u200d👩\u200d👧\u200d👦" // 11 units, one character
	full := strings.Repeat("あ", domain.MaxTextUnits)
	cases := []struct {
		name   string
		values compose.Values
		text   string
		want   string
	}{
		{"a text that just fits is not cut", compose.Values{ContactName: "佐藤"}, full[:3*4998] + "{友だちの表示名}", full[:3*4998] + "佐藤"},
		{"a name loses its end", compose.Values{ContactName: "佐藤花子"}, full[:3*4998] + "{友だちの表示名}", full[:3*4998] + "佐藤"},
		{"and all of itself when there is no room", compose.Values{ContactName: "佐藤"}, full + "{友だちの表示名}", full},
		{"the longest name is cut first", compose.Values{ContactName: "佐", AccountName: "さくら珈琲店"}, full[:3*4996] + "{友だちの表示名}{アカウント名}", full[:3*4996] + "佐さくら"},
		{"a character of two units is not torn", compose.Values{ContactName: "佐𠮷"}, full[:3*4998] + "{友だちの表示名}", full[:3*4998] + "佐"},
		{"nor a joined emoji", compose.Values{ContactName: "佐" + family}, full[:3*4990] + "{友だちの表示名}", full[:3*4990] + "佐"},
		{"nor an emoji with its skin", compose.Values{ContactName: "佐👍🏽"}, full[:3*4996] + "{友だちの表示名}", full[:3*4996] + "佐"},
		{"nor one with its variant", compose.Values{ContactName: "佐❤️"}, full[:3*4998] + "{友だちの表示名}", full[:3*4998] + "佐"},
		{"nor a kana with its mark", compose.Values{ContactName: "佐か\u3099"}, full[:3*4998] + "{友だちの表示名}", full[:3*4998] + "佐"},
		{"nor a flag, but between two flags is an end", compose.Values{ContactName: "🇯🇵🇺🇸"}, full[:3*4994] + "{友だちの表示名}", full[:3*4994] + "🇯🇵"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.values.Fill(c.text)
			if got != c.want {
				t.Errorf("ends in %q, want %q", tail(got), tail(c.want))
			}
		})
	}
}

func tail(s string) string { return s[max(0, len(s)-40):] }

func TestWhatLINEWouldRefuseIsRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("あ", domain.MaxTextUnits)
	cases := []struct {
		name    string
		bubbles []domain.Bubble
		want    []string
	}{
		{"five bubbles of full length are fine", slices.Repeat([]domain.Bubble{{Text: long}}, 5), nil},
		{"no bubbles", nil, []string{"bubbles.count messages"}},
		{"six bubbles", slices.Repeat([]domain.Bubble{{Text: "はい"}}, 6), []string{"bubbles.count messages"}},
		{"a text that is too long by itself", []domain.Bubble{{Text: "はい"}, {Text: long + "い"}}, []string{"bubble.text_long messages[1].text"}},
		{"emoji count twice", []domain.Bubble{{Text: strings.Repeat("😀", 2501)}}, []string{"bubble.text_long messages[0].text"}},
		{"a text that is empty when filled", []domain.Bubble{{Text: "{友だちの表示名}"}, {Text: " "}}, []string{"bubble.text_empty messages[0].text", "bubble.text_empty messages[1].text"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			messages, err := compose.Compose(c.bubbles, compose.Values{})
			var got []string
			if es, ok := errors.AsType[domain.Errors](err); ok {
				for _, e := range es {
					got = append(got, e.Code+" "+e.Field)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("faults %q, want %q", got, c.want)
			}
			if (err != nil) == (messages != nil) {
				t.Errorf("%d messages with %v", len(messages), err)
			}
		})
	}
}

func TestMessagesGoToLINEAsTheyAre(t *testing.T) {
	t.Parallel()
	m := compose.Message{Type: "text", Text: "<b>\"A & B\"</b>\n😀"}
	if got, want := string(m.JSON()), `{"type":"text","text":"<b>\"A & B\"</b>\n😀"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzFill(f *testing.F) {
	f.Add("{友だちの表示名}さん", "佐藤", "店")
	f.Add("{{友だちの表示名}}{アカウント名}{", "{アカウント名}", "🇯🇵")
	f.Add(strings.Repeat("あ", 4990)+"{アカウント名}", "", strings.Repeat("👨\u200d👩\u200d👧", 9))
	f.Add("{{{{{{{{", "\xff", "\r\n")
	f.Fuzz(func(t *testing.T, text, contact, account string) {
		v := compose.Values{ContactName: contact, Nameless: "お客様", AccountName: account}
		got := v.Fill(text)
		if !strings.Contains(text, "{") && got != text {
			t.Errorf("%q became %q", text, got)
		}
		written := compose.Values{}.Fill(text)
		if n := domain.UTF16Len(got); n > domain.MaxTextUnits && domain.UTF16Len(written) <= domain.MaxTextUnits {
			t.Errorf("%d units of %q", n, text)
		}
		if utf8.ValidString(text) && utf8.ValidString(contact) && utf8.ValidString(account) && !utf8.ValidString(got) {
			t.Errorf("%q with %q and %q became %q, which is not UTF-8", text, contact, account, got)
		}
	})
}
