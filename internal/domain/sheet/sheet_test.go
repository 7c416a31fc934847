package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"ohenji/internal/domain"
	"ohenji/internal/domain/sheet"
)

func rules() []domain.Rule {
	say := func(texts ...string) (out []domain.Bubble) {
		for _, t := range texts {
			out = append(out, domain.Bubble{Text: t})
		}
		return out
	}
	return []domain.Rule{
		{Title: "営業時間", Enabled: true, Keywords: []string{"何時まで", "営業時間"}, Bubbles: say("10時から\n19時まで", "{アカウント名}です")},
		{Title: "=1+1", Keywords: []string{"-"}, Bubbles: say("@あ", "'い", `{"text":"う"}`)},
		{Title: "全部", Enabled: true, Keywords: []string{"予約.*", `"引用", 改`}, Bubbles: []domain.Bubble{
			{Sticker: &domain.StickerBubble{PackageID: "446", StickerID: "1988"}},
			{Text: "どちら", QuickReplies: []domain.QuickReply{{Action: domain.Action{Type: "message", Label: "はい", Text: "はい"}}}},
		}, RuleOptions: domain.RuleOptions{
			Match: domain.MatchRegex, Forbidden: []string{"キャンセル"}, Kinds: []string{"image"}, Folder: "予約", CooldownMinutes: 5, Final: true,
			Schedule: &domain.RuleSchedule{Days: []string{"mon"}, Hours: domain.InsideHours}, Audience: domain.Audience{Any: []string{"<VIP>"}},
		}},
		{Title: "一律", Enabled: true, Bubbles: say("1", "2", "3", "4", "5"), RuleOptions: domain.RuleOptions{AnyKind: true}},
	}
}

func written(t testing.TB, rules []domain.Rule) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, rules); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRulesReadBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	utf8 := written(t, rules())
	sjis, err := japanese.ShiftJIS.NewEncoder().Bytes(bytes.TrimPrefix(utf8, []byte("\uFEFF")))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"Excel's Unicode text": utf16(t, tabs(t, utf8), unicode.LittleEndian), "UTF-16 with commas": utf16(t, string(utf8), unicode.BigEndian),
		"UTF-8 with mark": utf8, "UTF-8 without": bytes.TrimPrefix(utf8, []byte("\uFEFF")), "Shift_JIS": sjis,
		"lines of Unix": bytes.ReplaceAll(utf8, []byte("\r\n"), []byte("\n")),
	} {
		rows, err := sheet.Read(bytes.NewReader(file))
		if err != nil || len(rows) != len(rules()) {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for i, want := range rules() {
			if !rows[i].Rule.SameAs(&want) {
				t.Errorf("%s: got\n%+v\nwant\n%+v", name, rows[i].Rule, want)
			}
		}
		if rows[0].Line != 2 || rows[1].Line != 5 { // two cells with two lines
			t.Errorf("%s: lines %d and %d", name, rows[0].Line, rows[1].Line)
		}
	}
	if !bytes.HasPrefix(utf8, []byte("\uFEFFタイトル,状態,フォルダ,一致方法,キーワード,除外する言葉,メッセージの種類,本文1,")) {
		t.Errorf("begins with %s", utf8[:100])
	}
	if bytes.Contains(utf8, []byte("\n=")) || bytes.Contains(utf8, []byte(",@")) {
		t.Errorf("Excel sees a formula: %s", utf8)
	}
}

// tabs is a sheet as Excel writes "Unicode text".
func tabs(t *testing.T, file []byte) string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = '\t', true
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func utf16(t *testing.T, text string, order unicode.Endianness) []byte {
	t.Helper()
	out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(strings.TrimPrefix(text, "\uFEFF"))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestEachFaultOnItsLine(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, csv string
		want      []string
		rows      int
	}{
		{"nothing", "", []string{"1 : sheet.empty"}, 0},
		{"English names, fewer columns, blank lines", "Title,bubble1,keywords\n\nA,はい,\"x\ny\"\n,,\nB,はい\n", nil, 2},
		{"columns", "タイトル,名前,タイトル\n", []string{"1 名前: sheet.column_unknown", "1 タイトル: sheet.column_twice", "1 : sheet.column_missing"}, 0},
		{"values", "タイトル,状態,一致方法,本文1,詳細\nA,たぶん,だいたい,はい,\nB,off,CONTAINS,はい,\"{\"\"final\"\":true}\"\nC,,,はい,{\n", []string{"2 状態: sheet.value_unknown", "2 一致方法: sheet.value_unknown", "4 詳細: sheet.options"}, 1},
		{"what is wrong with rules", "タイトル,キーワード,一致方法,メッセージの種類,本文1,本文2,詳細\n\"A\nA\",(,正規表現,text,,\"{\"\"audio\"\":{\"\"originalContentUrl\"\":\"\"http://a\"\",\"\"duration\"\":1}}\",\"{\"\"cooldownMinutes\"\":-1}\"\n,,,,,,x\n", []string{
			"3 メッセージの種類: rule.kind_unknown", "3 詳細: rule.cooldown", "3 キーワード: match.regexp_invalid", "3 本文2: bubble.url_https",
			"4 詳細: sheet.options", "4 タイトル: rule.title_length", "4 本文1: bubbles.count",
		}, 0},
		{"more cells than columns", "タイトル,本文1\nA,はい,x\n", []string{"2 : sheet.form"}, 0},
		{"a quote that does not end", "タイトル,本文1\nA,はい\nB,\"はい\n", []string{"3 : sheet.form"}, 1},
		{"a NUL", "タイトル,本文1\nA,\x00\n", []string{"2 : sheet.encoding"}, 0},
		{"half of a character in UTF-16", "\xff\xfeA\x00\n\x00\x00\xd8", []string{"2 : sheet.encoding"}, 0},
		{"neither UTF-8 nor Shift_JIS", "タイトル,本文1\n\xff\xfe\xfd,a\n", []string{"1 : sheet.encoding"}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rows, err := sheet.Read(strings.NewReader(c.csv))
			var got []string
			if fs, ok := errors.AsType[sheet.Faults](err); ok {
				for _, f := range fs {
					got = append(got, fmt.Sprintf("%d %s: %s", f.Line, f.Column, f.Err.Code))
				}
			}
			if !slices.Equal(got, c.want) || len(rows) != c.rows {
				t.Errorf("%d rows, faults %q\nwant %q", len(rows), got, c.want)
			}
		})
	}
	if _, err := sheet.Read(strings.NewReader(strings.Repeat("a", sheet.MaxBytes+1))); err == nil {
		t.Error("a sheet of any size is read")
	}
}

// What is read can be written, and reads back as the same.
func FuzzSheet(f *testing.F) {
	f.Add([]byte("Title,bubble1\nA,はい\n"))
	f.Add([]byte("タイトル,本文1,キーワード,詳細\nA,\"{\"\"text\"\":\"\"a\"\"}\",\"x\ny\",\"{\"\"final\"\":true}\"\n"))
	f.Add(written(f, rules()))
	f.Add([]byte("タイトル\t本文1\r\nA\t\"はい\nいいえ\"\r\n"))
	f.Add([]byte("\xff\xfet\x00i\x00t\x00l\x00e\x00,\x00b\x00u\x00b\x00b\x00l\x00e\x001\x00\n\x00A\x00,\x00B\x00"))
	f.Add([]byte("title,bubble1\n\"A"))
	f.Add([]byte("\x83\x5e\x83\x43\x83\x67\x83\x8b,\x96\x7b\x95\xb61\nA,\x82\xcd\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		rows, err := sheet.Read(bytes.NewReader(file))
		if faults, ok := errors.AsType[sheet.Faults](err); ok {
			for _, fault := range faults {
				if fault.Line < 1 || fault.Line > 2+len(file) || fault.Err.Code == "" {
					t.Errorf("%q: %+v", file, fault)
				}
			}
		}
		if err != nil {
			return
		}
		var all []domain.Rule
		for _, r := range rows {
			all = append(all, r.Rule)
		}
		out := written(t, all)
		again, err := sheet.Read(bytes.NewReader(out))
		if err != nil || len(again) != len(all) {
			t.Fatalf("%q is written as %q: %d rows, %v", file, out, len(again), err)
		}
		for i := range all {
			if !again[i].Rule.SameAs(&all[i]) {
				t.Errorf("%q: %+v reads back as %+v", file, all[i], again[i].Rule)
			}
		}
	})
}
