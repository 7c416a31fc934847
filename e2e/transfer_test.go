package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"ohenji/internal/store/storetest"
)

// outcome is what an import does, or would do.
type outcome struct {
	State  string
	Steps  []struct{ What, Title string }
	Faults []struct {
		Line, Column         int
		Field, Code, Message string
	}
}

func (o outcome) steps() (out []string) {
	for _, s := range o.Steps {
		out = append(out, strings.TrimSpace(s.What+" "+s.Title))
	}
	return out
}

// exports downloads the account's answers.
func (c *client) exports(format string) (string, http.Header) {
	c.w.t.Helper()
	r := c.request(http.MethodGet, "/accounts/{account}/answers/export?format="+format, nil)
	res, err := browser.Do(r)
	c.w.must(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	c.w.must(err)
	if c.w.spec.check(c.w.t, r, res, text); res.StatusCode != http.StatusOK || bytes.Contains(text, []byte(channelSecret)) {
		c.w.t.Fatalf("the export is %d %s", res.StatusCode, text)
	}
	return string(text), res.Header
}

// imports uploads a file.
func (c *client) imports(query, file string) (out outcome, status int, p problem) {
	c.w.t.Helper()
	r := c.request(http.MethodPost, "/accounts/{account}/answers/import?"+query, nil)
	r.Body = io.NopCloser(strings.NewReader(file))
	r.Header.Set("Content-Type", "application/octet-stream")
	res, err := browser.Do(r)
	c.w.must(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	c.w.must(err)
	c.w.spec.check(c.w.t, r, res, text)
	if res.StatusCode >= http.StatusBadRequest {
		c.w.must(json.Unmarshal(text, &p))
	} else {
		c.w.must(json.Unmarshal(text, &out))
	}
	return out, res.StatusCode, p
}

const cafe = `version: 1
settings: {chat: true, hours: true, inside: auto, outside: auto, manualEnd: closing}
greeting: {bubbles: [{text: ようこそ}]}
hours: {week: {mon: ["10:00-19:00"]}}
schedules:
  電話: {week: {tue: ["09:00-17:00"]}}
rules:
  - {title: 一律, bubbles: [{text: はい}]}
  - {title: ケーキ, keywords: [ケーキ], schedule: {hours: inside, hoursName: 電話}, bubbles: [{text: "洋梨のタルトです😀"}]}
`

func TestADryRunTellsExactlyWhatTheImportThenDoes(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		before, _ := w.owner.exports("yaml")
		dry, status, _ := w.owner.imports("dryRun=true", cafe)
		want := []string{
			"settings.change", "greeting.change", "hours.change", "schedule.add 電話",
			"rule.change 一律", "rule.add ケーキ", "rule.remove 営業時間",
		}
		if status != http.StatusOK || !slices.Equal(dry.steps(), want) || len(dry.Faults) != 0 {
			t.Fatalf("the dry run says %d %q %v", status, dry.steps(), dry.Faults)
		}
		if now, _ := w.owner.exports("yaml"); now != before {
			t.Error("the dry run changed something")
		}
		done, status, p := w.owner.imports("state="+dry.State, cafe)
		if status != http.StatusOK || !slices.Equal(done.steps(), want) || done.State == dry.State {
			t.Fatalf("the import did %d %q %+v", status, done.steps(), p)
		}
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.shows(hanako, "friend: こんにちは", "reply: はい")
		after, _ := w.owner.exports("yaml")
		if !strings.Contains(after, "洋梨のタルトです😀") {
			t.Errorf("it is exported as %s", after)
		}
		// Back again, unless somebody was quicker.
		if _, status, p = w.owner.imports("state="+dry.State, before); status != http.StatusConflict || p.Code != "transfer.changed" {
			t.Errorf("a stale import: %d %+v", status, p)
		}
		if _, status, _ = w.owner.imports("state="+done.State, before); status != http.StatusOK {
			t.Errorf("the way back: %d", status)
		}
		if now, _ := w.owner.exports("yaml"); now != before {
			t.Errorf("the way back leads to %s", now)
		}
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: こんにちは", "reply: はい", "friend: 営業時間", "reply: "+opening)
	})
}

func TestAFaultyFileIsRefusedWithItsLinesInTheReadersLanguage(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		before, _ := w.owner.exports("json")
		file := "{\n\"rules\": [{\"title\": \"あ\", \"bubbles\": []},\n{\"titel\": \"い\"}]}"
		for lang, message := range map[string]string{"ja": "「titel」という項目はありません", "en": `There is no field "titel"`} {
			w.owner.header = http.Header{"Accept-Language": {lang}}
			dry, status, _ := w.owner.imports("format=json&dryRun=true", file)
			var got []string
			for _, f := range dry.Faults {
				got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Code, f.Field))
			}
			if status != http.StatusOK || len(dry.Steps) != 0 || !slices.Equal(got, []string{"2:26 bubbles.count rules[0].bubbles", "3:2 file.field_unknown rules[1].titel"}) {
				t.Errorf("%d %q", status, got)
			} else if !strings.Contains(dry.Faults[1].Message, message) {
				t.Errorf("%s: %s", lang, dry.Faults[1].Message)
			}
		}
		_, status, p := w.owner.imports("format=json", file)
		if status != http.StatusUnprocessableEntity || len(p.Errors) != 2 || p.Errors[0].Code != "bubbles.count" || p.Errors[0].Location != "body.rules[0].bubbles" {
			t.Errorf("in earnest: %d %+v", status, p)
		}
		if now, _ := w.owner.exports("json"); now != before {
			t.Error("the faulty file changed something")
		}
	})
}

func TestRulesGoThroughASpreadsheet(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		sheet, header := w.owner.exports("csv")
		if got := header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="sakura-answers-20`) || !strings.HasSuffix(got, `.csv"`) {
			t.Errorf("the file is called %s", got)
		}
		if got := header.Get("Content-Type"); got != "text/csv; charset=utf-8" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("it is served as %s", got)
		}
		same, status, p := w.owner.imports("format=csv", sheet)
		if status != http.StatusOK || len(same.Steps) != 0 {
			t.Errorf("its own sheet changes %q, %+v", same.steps(), p)
		}
		excel, err := japanese.ShiftJIS.NewEncoder().String(strings.ReplaceAll(strings.TrimPrefix(sheet, "\uFEFF"), opening, "冬は11時からです。"))
		w.must(err)
		changed, status, p := w.owner.imports("format=csv&rules=merge", excel)
		if status != http.StatusOK || !slices.Equal(changed.steps(), []string{"rule.change 営業時間"}) {
			t.Errorf("what Excel saved: %d %q %+v", status, changed.steps(), p)
		}
		// Excel's Unicode text is full of NULs.
		wide := []byte("\xff\xfe")
		for _, r := range "タイトル\t本文1\r\n新しい\tはい\r\n" {
			wide = append(wide, byte(r), byte(r>>8))
		}
		added, status, p := w.owner.imports("format=csv&rules=merge", string(wide))
		if status != http.StatusOK || !slices.Equal(added.steps(), []string{"rule.add 新しい"}) {
			t.Errorf("Unicode text: %d %q %+v", status, added.steps(), p)
		}
		if got, status, _ := w.owner.imports("format=csv&dryRun=true", "タイトル,本文1\nあ,\x00\n"); status != http.StatusOK || len(got.Faults) != 1 || got.Faults[0].Line != 2 {
			t.Errorf("a NUL: %d %+v", status, got.Faults)
		}
	})
}

func TestFilesMayBeLargeButNotTooLarge(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		large := cafe + strings.Repeat("# 余白\n", 2<<20/8)
		if _, status, p := w.owner.imports("dryRun=true", large); status != http.StatusOK {
			t.Errorf("two megabytes: %d %+v", status, p)
		}
		if _, status, p := w.owner.imports("dryRun=true", strings.Repeat(" ", 16<<20+1)); status != http.StatusUnprocessableEntity || p.Code != "request.too_large" {
			t.Errorf("too much: %d %+v", status, p)
		}
		if status, p := w.owner.try(http.MethodPut, "/accounts/{account}/hours", m{"zone": strings.Repeat("x", 1<<20), "week": m{}}, nil); p.Code != "request.too_large" {
			t.Errorf("other requests: %d %+v", status, p)
		}
	})
}

func TestOnlyTheAccountsOwnerExportsAndImports(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		c := staged(t, p)
		before, _ := c.owner2.exports("yaml")
		for name, by := range map[string]*client{"a member": c.member, "the owner of another account": c.stranger, "a member's token": c.token} {
			want := http.StatusForbidden
			if by == c.stranger {
				want = http.StatusNotFound
			}
			for _, query := range []string{"dryRun=true", ""} {
				if _, status, _ := by.imports(query, cafe); status != want {
					t.Errorf("%s imports (%s): %d", name, query, status)
				}
			}
			if status, _ := by.try(http.MethodGet, "/accounts/{account}/answers/export", nil, nil); status != want {
				t.Errorf("%s exports: %d", name, status)
			}
		}
		if now, _ := c.owner2.exports("yaml"); now != before {
			t.Error("somebody changed something")
		}
	})
}
