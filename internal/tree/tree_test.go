package tree_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/quick"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/tree"
)

// shop has something of everything that is read.
type shop struct {
	Name     string            `json:"name"`
	Open     *bool             `json:"open,omitempty"`
	Seats    int               `json:"seats"`
	Weight   float64           `json:"weight"`
	Words    []string          `json:"words"`
	Hours    hours.Schedule    `json:"hours"`
	Flex     domain.RawJSON    `json:"flex"`
	Colours  map[string]string `json:"colours"`
	Branches []shop            `json:"branches,omitempty"`
}

func both(t *testing.T, text string, to any) tree.Faults {
	t.Helper()
	parse := tree.ParseYAML
	if strings.HasPrefix(text, "{") {
		parse = tree.ParseJSON
	}
	n, faults := parse([]byte(text))
	if faults != nil {
		return faults
	}
	return n.Decode(to)
}

func TestTheSameIsReadFromYAMLAndJSON(t *testing.T) {
	t.Parallel()
	yes := true
	want := shop{
		Name: "2026-01-01", Open: &yes, Seats: 12, Weight: 1.5, Words: []string{"0120", "はい😀", ""}, Flex: `{"b":1.50,"a":[null,true,"x"]}`,
		Hours:   hours.Schedule{Zone: "Asia/Tokyo", Week: hours.Week{"mon": {{Start: 600, End: 1140}}}, Holidays: hours.Holidays{Mode: hours.Own, Slots: []hours.Slot{{Start: 660, End: 960}}}},
		Colours: map[string]string{"a.b": "1"}, Branches: []shop{{Name: "二号店", Seats: 12}},
	}
	for _, text := range []string{
		`
name: 2026-01-01
open: yes
seats: &n 12
weight: 1.5
words: [0120, "はい😀", ~]
hours: {zone: Asia/Tokyo, week: {mon: ["10:00-19:00"]}, holidays: [11:00-16:00]}
flex: {b: 1.50, a: [~, true, x]}
colours: {a.b: 1}
branches:
  - <<: {name: ignored, seats: *n}
    name: 二号店
`,
		`{"name":"2026-01-01","open":true,"seats":12,"weight":1.5,"words":["0120","はい\ud83d\ude00",null],
		"hours":{"zone":"Asia/Tokyo","week":{"mon":["10:00-19:00"]},"holidays":["11:00-16:00"]},
		"flex":{"b":1.50,"a":[null,true,"x"]},"colours":{"a.b":"1"},"branches":[{"name":"二号店","seats":12}]}`,
	} {
		var got shop
		if faults := both(t, text, &got); faults != nil {
			t.Fatal(faults)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("read as\n%+v, want\n%+v", got, want)
		}
	}
}

func TestAllThatDoesNotFitIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"wrong kinds", "name: [x]\nopen: perhaps\nseats: 1.5\nwords: no list\nhours: 7\ncolours:\n  a: {}\nbranches: [3]", []string{
			"1:7 file.want_text name", "2:7 file.want_switch open", "3:8 file.want_number seats", "4:8 file.want_list words",
			"5:8 file.want_table hours", "7:6 file.want_text colours.a", "8:12 file.want_table branches[0]",
		}},
		{"in JSON", "{\n  \"name\": {},\n\t\"店\": 1, \"seats\": \"12\",\n  \"name\": \"x\"}", []string{
			"2:11 file.want_text name", "3:2 file.field_unknown 店", "3:19 file.want_number seats", "4:3 file.field_twice name",
		}},
		{"unknown and twice", "naam: x\nseats: 1\nseats: 2\nhidden: 3\nhours: {zone: a, zone: b}", []string{
			"1:1 file.field_unknown naam", "3:1 file.field_twice seats", "4:1 file.field_unknown hidden", "5:18 file.field_twice hours.zone",
		}},
		{"what types read by themselves", "hours: {holidays: {a: b}}\nflex: {a: \"\\0\"}", []string{"1:19 file.want_text hours.holidays", "2:11 file.control flex.a"}},
		{"NUL", "name: \"a\\0\"\ncolours: {\"\\0\": x}", []string{"1:7 file.control name", "2:11 file.control colours"}},
		{"a key that is no word", "? [a]\n: b", []string{"1:3 file.want_text "}},
		{"no table at all", "just words", []string{"1:1 file.want_table "}},
		{"another document", "name: x\n---\nname: y", []string{"2:0 file.syntax "}},
		{"no UTF-8", "name: x\nopen: \x93\xfa", []string{"2:0 file.encoding "}},
		{"JSON that ends early", "{\n\"name\": [", []string{"2:10 file.syntax "}},
		{"JSON with a comma too many", "{\n  \"name\": \"x\",,\n}", []string{"2:14 file.syntax "}},
		{"two JSON values", "{} {}", []string{"1:5 file.syntax "}},
		{"YAML in itself", "words: &a [*a]", []string{"1:8 file.syntax "}},
	} {
		var s shop
		var got []string
		for _, f := range both(t, c.text, &s) {
			got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Err.Code, f.Err.Field))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAFewLinesThatUnfoldToManyAreRefused(t *testing.T) {
	t.Parallel()
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 10), ", "))
	}
	if _, faults := tree.ParseYAML([]byte(bomb)); len(faults) != 1 || faults[0].Err.Code != "file.large" {
		t.Errorf("the faults are %v", faults)
	}
	for name, parse := range map[string]func([]byte) (*tree.Node, tree.Faults){"YAML": tree.ParseYAML, "JSON": tree.ParseJSON} {
		if _, faults := parse([]byte(strings.Repeat("[", 5000) + strings.Repeat("]", 5000))); len(faults) != 1 || faults[0].Err.Code != "file.syntax" {
			t.Errorf("%s: %v", name, faults)
		}
		if _, faults := parse(make([]byte, tree.MaxBytes+1)); len(faults) != 1 || faults[0].Err.Code != "file.large" {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestPlacesOfPaths(t *testing.T) {
	t.Parallel()
	n, faults := tree.ParseYAML([]byte("rules:\n  - title: a\n    bubbles:\n      - text: x\nschedules:\n  電.話:\n    week:\n      mon: [x]\n"))
	if faults != nil {
		t.Fatal(faults)
	}
	for path, want := range map[string]string{
		"": "1:1", "rules[0].title": "2:5", "rules[0].bubbles[0].text": "4:9", "rules[0].bubbles[7].text": "3:5", "rules[0].folder": "2:5",
		"schedules.電.話.week.mon[0]": "8:13", "schedules.電": "5:1", "none": "1:1", "rules[-1]": "1:1", "rules[": "1:1",
	} {
		if line, column := n.Place(path); fmt.Sprintf("%d:%d", line, column) != want {
			t.Errorf("%s is at %d:%d, want %s", path, line, column, want)
		}
	}
}

func TestYAMLIsWrittenForPeople(t *testing.T) {
	t.Parallel()
	n, err := tree.Of(map[string]any{
		"a": "営業時間のご案内", "b": "10時から😀\n\n19時まで、{友だちの表示名}さん", "c": []string{"営業時間", "10:00-19:00", "on", "12"}, "d": "2026-12-31", "e": "12",
		"f": []any{map[string]any{"x": 1, "y": []any{}}, []any{"z", []any{}}, nil}, "g": map[string]any{}, "h": "改行\n", "i": " 空白", "j": true, "k": "line\u2028",
		"l": "ends\nwith\n", "m": strings.Repeat("長", 50), "n": "<b> & 'q' \"p\"", "o: p": "",
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `a: 営業時間のご案内
b: |-
  10時から😀

  19時まで、{友だちの表示名}さん
c: [営業時間, "10:00-19:00", "on", "12"]
d: "2026-12-31"
e: "12"
f:
  - x: 1
    "y": []
  - - z
    - []
  - null
g: {}
h: "改行\n"
i: " 空白"
j: true
k: "line\u2028"
l: |
  ends
  with
m: 長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長
"n": "<b> & 'q' \"p\""
"o: p": ""
`
	if got := string(n.YAML()); got != want {
		t.Errorf("it is written as\n%s", got)
	}
	const wantJSON = `{
  "x": 1,
  "y": []
}
`
	if got := string(n.Get("f").Items[0].JSON()); got != wantJSON {
		t.Errorf("in JSON it is\n%s", got)
	}
}

// same reports whether two trees say the same, wherever they say it.
func same(a, b *tree.Node) bool {
	if a.Kind != b.Kind || a.Text != b.Text && a.Kind != tree.Null || len(a.Items) != len(b.Items) || len(a.Keys) != len(b.Keys) {
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Keys {
		if !same(a.Keys[i], b.Keys[i]) {
			return false
		}
	}
	return true
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	t.Parallel()
	type deep struct {
		Text  string
		Texts []string
		Table map[string]string
		More  []map[string][]string
		N     int
		F     float64
		B     bool
		P     *string
	}
	err := quick.Check(func(d deep) bool { return readsBack(t, d) }, &quick.Config{MaxCount: 300})
	if err != nil {
		t.Error(err)
	}
}

func readsBack(t *testing.T, v any) bool {
	t.Helper()
	n, err := tree.Of(v)
	if err != nil {
		t.Fatal(err)
	}
	y, faults := tree.ParseYAML(n.YAML())
	if faults != nil || !same(n, y) {
		t.Logf("YAML %v:\n%s", faults, n.YAML())
		return false
	}
	j, faults := tree.ParseJSON(n.JSON())
	return faults == nil && same(n, j) && json.Valid(n.JSON())
}

// FuzzTexts: whatever a text holds, it reads back from YAML and JSON.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"", " ", "a\nb", "a\n b", "a\n\n", "\n", "on", "~", "0x1f", "1e3", ".5", "a: b", "- a", "a #b", "\u0085", "a\u2029b\nc", "\ufeff", "あ　", "'", "1_000", "<<", "=", "a\r\nb", "b\n\tc", "日本\n語"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !readsBack(t, map[string]any{s: s, "list": []string{s, s}, "deep": []any{map[string]any{"x": s}, []any{s, []any{s}}}}) {
			t.Errorf("%q does not read back", s)
		}
	})
}

// FuzzParse: whatever a file holds, it is read or refused with faults that have
// lines of it.
func FuzzParse(f *testing.F) {
	f.Add([]byte("name: x\nwords: [a, b]\nhours: {week: {mon: [\"10:00-19:00\"]}}\n"))
	f.Add([]byte(`{"name":"x","branches":[{"flex":{"a":1}}]}`))
	f.Add([]byte("a: &a [*a]\n<<: *a\n"))
	f.Add([]byte("- <<: [{a: b}, ~]\n"))
	f.Add([]byte("\xff\xfe"))
	f.Fuzz(func(t *testing.T, file []byte) {
		lines := 2 + strings.Count(strings.NewReplacer("\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(string(file)), "\n")
		for _, parse := range []func([]byte) (*tree.Node, tree.Faults){tree.ParseYAML, tree.ParseJSON} {
			n, faults := parse(file)
			if n != nil {
				var s shop
				faults = n.Decode(&s)
			}
			for _, fault := range faults {
				if fault.Line < 1 || fault.Line > lines || fault.Err.Code == "" {
					t.Errorf("%+v of %d lines", fault, lines)
				}
			}
		}
	})
}

// Other programs write JSON without line breaks. Counting each column from the
// line's beginning took minutes for this file.
func TestOneLongLineOfJSONIsReadAtOnce(t *testing.T) {
	t.Parallel()
	const many = 300_000
	file := `{"あ":[` + strings.Repeat(`"い",`, many) + `"end"]}`
	n, faults := tree.ParseJSON([]byte(file))
	if faults != nil {
		t.Fatal(faults)
	}
	list := n.Items[0]
	last := list.Items[len(list.Items)-1]
	if want := len(`{"a":[`) + many*len(`"i",`) + 1; last.Line != 1 || last.Column != want {
		t.Errorf("the last value is at %d:%d, want 1:%d", last.Line, last.Column, want)
	}
}
