package compose_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenCase is a bubble and what is wrong with it, as the console reads them.
type goldenCase struct {
	Name   string          `json:"name"`
	Bubble json.RawMessage `json:"bubble"`
	Fill   *filling        `json:"fill,omitempty"`
	Faults []goldenFault   `json:"faults"`
}

// filling stands in the place of the @ of a bubble.
type filling struct {
	Unit  string `json:"unit"`
	Count int    `json:"count"`
}

func (f filling) in(stored string) string {
	return strings.Replace(stored, "@", strings.Repeat(f.Unit, f.Count), 1)
}

type goldenFault struct {
	Code   string         `json:"code"`
	Path   string         `json:"path"`
	Params map[string]any `json:"params"`
}

// The console checks bubbles while one types. Its tests read this file
// (console/src/components/bubbles/check/limits.test.ts), so that both say the
// same of the same bubbles.
func TestTheConsoleKnowsTheSameLimits(t *testing.T) {
	t.Parallel()
	var golden []goldenCase
	for _, c := range slices.Concat(limitCases(), sampleCases(t), formCases(t)) {
		golden = append(golden, goldenCase{Name: c.name, Bubble: stored(t, c.bubble), Faults: goldenFaults(t, c.bubble)})
	}
	golden = append(golden, boundaryCases(t)...)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(golden); err != nil {
		t.Fatal(err)
	}
	// What joins emoji is not seen; in the file it is.
	text := bytes.ReplaceAll(out.Bytes(), []byte("\u200d"), []byte(`\u200d`))
	path := filepath.Join("testdata", "limits.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, text) {
		t.Errorf("%s is not what the checks say now: run go test ./internal/domain/compose -update, then the console's tests", path)
	}
}

func stored(t *testing.T, b domain.Bubble) json.RawMessage {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func goldenFaults(t *testing.T, b domain.Bubble) []goldenFault {
	t.Helper()
	faults := []goldenFault{}
	es, _ := errors.AsType[domain.Errors](compose.Check([]domain.Bubble{b}))
	for _, e := range es {
		params := map[string]any{}
		for name, value := range e.Params {
			if name != "detail" { // of a parser, each has its own words
				params[name] = value
			}
		}
		faults = append(faults, goldenFault{e.Code, e.Field, params})
	}
	return faults
}

func sampleCases(t *testing.T) (cases []limitCase) {
	t.Helper()
	for _, s := range samples {
		cases = append(cases, limitCase{name: "sample: " + s.name, bubble: bubble(t, s.stored)})
	}
	return cases
}

// quickAction is a bubble with an action of these fields.
func quickAction(fields string) string {
	return `{"text":"a","quickReplies":[{"action":{"label":"a",` + fields + `}}]}`
}

// boundaryCases fills the @ of bubbles with as many characters as fit, and with
// one more. Some are two UTF-16 units, some several that are read as one.
func boundaryCases(t *testing.T) (cases []goldenCase) {
	t.Helper()
	const action = `{"type":"message","label":"a","text":"b"}`
	for _, b := range []struct {
		stored string
		max    int
	}{
		{`{"text":"@"}`, 5000},
		{`{"location":{"title":"@","address":"a","latitude":-90,"longitude":180}}`, 100},
		{`{"location":{"title":"a","address":"@","latitude":90,"longitude":-180}}`, 100},
		{`{"buttons":{"altText":"@","text":"a","actions":[` + action + `]}}`, 1500},
		{`{"buttons":{"altText":"a","title":"@","text":"a","actions":[` + action + `]}}`, 40},
		{`{"buttons":{"altText":"a","text":"@","actions":[` + action + `]}}`, 160},
		{`{"buttons":{"altText":"a","title":"a","text":"@","actions":[` + action + `]}}`, 60},
		{`{"carousel":{"altText":"a","columns":[{"text":"@","actions":[` + action + `]}]}}`, 120},
		{`{"carousel":{"altText":"a","columns":[{"text":"@","thumbnailImageUrl":"https://example.com","actions":[` + action + `]}]}}`, 60},
		{`{"confirm":{"altText":"a","text":"@","actions":[` + action + `,` + action + `]}}`, 240},
		{`{"imageCarousel":{"altText":"a","columns":[{"imageUrl":"https://example.com","action":{"type":"message","label":"@","text":"a"}}]}}`, 12},
		{`{"text":"a","quickReplies":[{"action":{"type":"camera","label":"@"}}]}`, 20},
		{quickAction(`"type":"message","text":"@"`), 300},
		{quickAction(`"type":"postback","data":"@"`), 300},
		{quickAction(`"type":"postback","data":"a","displayText":"@"`), 300},
		{quickAction(`"type":"postback","data":"a","inputOption":"openKeyboard","fillInText":"@"`), 300},
		{quickAction(`"type":"clipboard","clipboardText":"@"`), 1000},
		{`{"imagemap":{"altText":"a","baseUrl":"https://example.com","baseSize":{"width":1040,"height":1},"actions":[{"type":"message","text":"@","label":"a","area":{"x":0,"y":0,"width":1040,"height":1}}]}}`, 400},
		{`{"imagemap":{"altText":"a","baseUrl":"https://example.com","baseSize":{"width":1040,"height":1},"actions":[{"type":"clipboard","clipboardText":"a","label":"@","area":{"x":0,"y":0,"width":1,"height":1}}]}}`, 100},
		{`{"flex":{"altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"message","text":"a","label":"@"}}]}}}}`, 40},
	} {
		for _, unit := range []string{"あ", "😀", "👩🏽\u200d🌾", "が", "{日付}"} {
			for _, n := range []int{b.max, b.max + 1} {
				f := filling{unit, n}
				cases = append(cases, goldenCase{
					Name: fmt.Sprintf("%d %s in %s", n, unit, b.stored), Bubble: json.RawMessage(b.stored), Fill: &f,
					Faults: goldenFaults(t, bubble(t, f.in(b.stored))),
				})
			}
		}
	}
	return cases
}

// formCases are addresses and times.
func formCases(t *testing.T) (cases []limitCase) {
	t.Helper()
	for _, address := range addresses {
		quoted, err := json.Marshal(address)
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases,
			limitCase{name: "a medium at " + address, bubble: bubble(t, `{"audio":{"originalContentUrl":`+string(quoted)+`,"duration":1}}`)},
			limitCase{name: "a link to " + address, bubble: bubble(t, quickAction(`"type":"uri","uri":`+string(quoted)))})
	}
	for _, p := range pickerTimes {
		for _, at := range p.times {
			cases = append(cases, limitCase{name: p.mode + " " + at, bubble: bubble(t, quickAction(`"type":"datetimepicker","data":"a","mode":"`+p.mode+`","initial":"`+at+`"`))})
		}
	}
	return cases
}

// Addresses of which a browser and a server could think differently.
var addresses = []string{
	"https://example.com", "HTTPS://EXAMPLE.COM/a", "https:example.com", "https:/example.com", "https://", "https:///a",
	"https://例え.jp/パス", "https://example.com:443/", "https://example.com:port/", "https://a:1:2/", "https://[::1]:80/a",
	"https://[::1/a", "https://user:p%40ss@example.com/", "https://us er@example.com/", "https://exa mple.com/", "https://example.com/a b",
	"https://example.com/%zz", "https://example.com/?%zz", "https://example.com/#%zz", "https://example.com/%E3%81%82#あ", "https://ex%41mple.com",
	"https://ex%E3%81%82.com", "https://example.com/\u0007", " https://example.com", "http://example.com", "line://ti/p/@a", "line:", "tel:0312345678", "tel:",
	"mailto:a@example.com", "javascript:alert(1)", "//example.com/a", "/a", "example.com", "1https://example.com", ":a", "a/b:c", "a:b",
	"https://example.com\\a", "https://a@b@c/", "https://example.com?a=b", "https://example.com#a", "https://<a>/", "https://a|b/", "https://日本.com:80",
}

var pickerTimes = []struct {
	mode  string
	times []string
}{
	{"date", []string{"1900-01-01", "2100-12-31", "1899-12-31", "2101-01-01", "2026-02-29", "2024-02-29", "2026-1-01", "2026-01-01T00:00"}},
	{"time", []string{"00:00", "9:05", "23:59", "24:00", "12:60", "1200"}},
	{"datetime", []string{"2026-12-31T23:59", "2026-12-31t9:00", "2026-12-31 23:59", "2026-13-01T00:00"}},
}
