package archtest

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const table = `# Some document

| ` + "`outside`" + ` | of | the | table | |

## Import table

| package | meaning | ours | modules | tests |
|---|---|---|---|---|
| ` + "`internal/domain`" + ` | nouns | | | |
| ` + "`internal/store`" + ` | SQL | ` + "`internal/domain/...`" + ` | ` + "`modernc.org/sqlite`" + ` | ` + "`internal/test`" + ` |
| ` + "`internal/test`" + ` | helper | | | ` + "`*`" + ` |
| ` + "`sim/...`" + ` | simulator | ` + "`sim/...` `internal/domain`" + ` | | |
| ` + "`sim/phone`" + ` | page | | | |

### Planned

| ` + "`internal/later`" + ` | not yet | | | |

## Another section

| ` + "`internal/elsewhere`" + ` | no row | | | |
`

func rows(t *testing.T) []Row {
	t.Helper()
	rows, err := ReadTable(table)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// sources is a repository that follows the table, with some files replaced.
func sources(more map[string]string) fstest.MapFS {
	files := map[string]string{
		"internal/domain/a.go":     "package domain\nimport \"fmt\"",
		"internal/store/a.go":      "package store\nimport (\n_ \"database/sql\"\n_ \"ohenji/internal/domain\"\n_ \"modernc.org/sqlite/lib\"\n)",
		"internal/store/a_test.go": "package store_test\nimport (\n_ \"ohenji/internal/store\"\n_ \"ohenji/internal/test\"\n)",
		"internal/test/a.go":       "package test",
		"internal/test/a_test.go":  "package test\nimport _ \"example.com/anything\"",
		"sim/platform/a.go":        "package platform\nimport _ \"ohenji/sim/phone\"",
		"sim/phone/a.go":           "package phone",
		"sim/sim.go":               "package sim",
	}
	maps.Copy(files, more)
	m := fstest.MapFS{}
	for name, text := range files {
		if text != "" {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return m
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	got := rows(t)
	var packages []string
	for _, r := range got {
		packages = append(packages, r.Package)
	}
	if want := []string{"internal/domain", "internal/store", "internal/test", "sim/...", "sim/phone", "internal/later"}; !slices.Equal(packages, want) {
		t.Errorf("got %v, want %v", packages, want)
	}
	if s := got[1]; !slices.Equal(s.Ours, []string{"internal/domain/..."}) || !slices.Equal(s.Modules, []string{"modernc.org/sqlite"}) || !slices.Equal(s.Tests, []string{"internal/test"}) || s.Planned || s.Line != 10 {
		t.Errorf("got %+v", s)
	}
	if !got[5].Planned {
		t.Error("the planned row is not planned")
	}
	for name, broken := range map[string]string{
		"no table":              "# Nothing",
		"a cell is missing":     "## Import table\n| `a` | b | | |",
		"a package twice":       "## Import table\n| `a` | | | | |\n| `a` | | | | |",
		"two packages a line":   "## Import table\n| `a` `b` | | | | |",
		"a row outside of it":   "| `a` | | | | |\n## Import table\n",
		"another heading first": "## Import table\n## Other\n| `a` | | | | |",
	} {
		if _, err := ReadTable(broken); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCheckImportsFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		more map[string]string
		want string // "" means nothing is wrong
	}{
		{"all follow the table", nil, ""},
		{
			"a package of ours that is not allowed",
			map[string]string{"internal/domain/b.go": "package domain\nimport _ \"ohenji/internal/store\""},
			"internal/domain/b.go: internal/domain must not import ohenji/internal/store (docs/ARCHITECTURE.md:9)",
		},
		{
			"a module that is not allowed",
			map[string]string{"internal/domain/b.go": "package domain\nimport _ \"golang.org/x/text/language\""},
			"internal/domain/b.go: internal/domain must not import golang.org/x/text/language (docs/ARCHITECTURE.md:9)",
		},
		{
			"a module whose name only begins like an allowed one",
			map[string]string{"internal/store/b.go": "package store\nimport _ \"modernc.org/sqlitex\""},
			"internal/store/b.go: internal/store must not import modernc.org/sqlitex (docs/ARCHITECTURE.md:10)",
		},
		{
			"an import that only tests may have",
			map[string]string{"internal/store/b.go": "package store\nimport _ \"ohenji/internal/test\""},
			"internal/store/b.go: internal/store must not import ohenji/internal/test (docs/ARCHITECTURE.md:10)",
		},
		{
			"a test that imports what it may not",
			map[string]string{"internal/domain/b_test.go": "package domain\nimport _ \"ohenji/internal/store\""},
			"internal/domain/b_test.go: internal/domain must not import ohenji/internal/store (docs/ARCHITECTURE.md:9)",
		},
		{
			"its own row beats that of the tree",
			map[string]string{"sim/phone/b.go": "package phone\nimport _ \"ohenji/internal/domain\""},
			"sim/phone/b.go: sim/phone must not import ohenji/internal/domain (docs/ARCHITECTURE.md:13)",
		},
		{
			"behind a build tag",
			map[string]string{"internal/domain/b.go": "//go:build windows\n\npackage domain\nimport _ \"ohenji/internal/store\""},
			"internal/domain/b.go: internal/domain must not import ohenji/internal/store (docs/ARCHITECTURE.md:9)",
		},
		{
			"a package without a row",
			map[string]string{"internal/util/a.go": "package util"},
			"internal/util is not in the import table of docs/ARCHITECTURE.md; add its row",
		},
		{
			"a row without a package",
			map[string]string{"internal/test/a.go": "", "internal/test/a_test.go": ""},
			"docs/ARCHITECTURE.md:11: internal/test does not exist; remove its row",
		},
		{
			"a planned package that exists",
			map[string]string{"internal/later/a.go": "package later"},
			"docs/ARCHITECTURE.md:17: internal/later exists now; move its row out of the planned ones",
		},
		{"what others made", map[string]string{"console/node_modules/x/a.go": "package x", ".build/a.go": "package x"}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := CheckImports(sources(c.more), rows(t))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if _, err := CheckImports(sources(map[string]string{"internal/domain/b.go": "not Go"}), rows(t)); err == nil {
		t.Error("a file that cannot be read passed")
	}
}

func TestCheckTableKeepsTheFixedRules(t *testing.T) {
	t.Parallel()
	got := strings.Join(CheckTable([]Row{
		{Package: "sim/...", Ours: []string{"internal/clock", "sim/..."}, Tests: []string{"internal/line", "example.com/sdk"}, Line: 1},
		{Package: "sim/phone", Ours: []string{"internal/domain"}, Line: 2},
		{Package: "internal/domain/reply", Ours: []string{"internal/domain/..."}, Line: 3},
		{Package: "internal/domain", Ours: []string{"internal/clock"}, Line: 4},
		{Package: "internal/web/api", Ours: []string{"internal/store", "internal/live"}, Line: 5},
		{Package: "internal/line", Ours: []string{"internal/clock", "internal/domain"}, Line: 6},
	}), "\n")
	for _, want := range []string{
		"docs/ARCHITECTURE.md:1: sim/... must not be allowed to import internal/line: a mistake in ours must not hide in the simulator",
		"docs/ARCHITECTURE.md:2: sim/phone must not be allowed to import internal/domain: a mistake in ours must not hide in the simulator",
		"docs/ARCHITECTURE.md:4: internal/domain must not be allowed to import internal/clock: the domain knows of no technology",
		"docs/ARCHITECTURE.md:5: internal/web/api must not be allowed to import internal/store: requests go through a use case",
		"docs/ARCHITECTURE.md:6: internal/line must not be allowed to import internal/domain: LINE's client knows nothing of us",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not found: %s", want)
		}
	}
	if n := strings.Count(got, "\n") + 1; n != 5 {
		t.Errorf("%d problems, want 5:\n%s", n, got)
	}
}

func TestCheckModulesDemandsAReason(t *testing.T) {
	t.Parallel()
	got := CheckModules([]Row{
		{Modules: []string{"example.com/a", "example.com/b"}, Tests: []string{"*", "internal/x", "example.com/c"}, Line: 7},
	}, "**`example.com/a`** why")
	want := []string{
		"docs/ARCHITECTURE.md:7: example.com/b has no reason in docs/adr/0007-libraries.md",
		"docs/ARCHITECTURE.md:7: example.com/c has no reason in docs/adr/0007-libraries.md",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckTextFindsWhatCannotBeSeen(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, text, want string }{
		{"Japanese in a catalogue", "internal/i18n/ja.yaml", "a: \u65e5\u672c\u8a9e\u3000\u3068\u7d75\u6587\u5b57 \u2600\uFE0F\n", ""},
		{"an order mark", "a.go", "package a // \u202Eabc", "a.go:1: invisible character U+202E; write it as an escape"},
		{"a zero-width space", "console/src/a.ts", "\nlet a = '\u200B'", "console/src/a.ts:2: invisible character U+200B; write it as an escape"},
		{"a hyphen that is none", "docs/a.md", "X\u2011Forwarded-For", "docs/a.md:1: invisible character U+2011; write it as an escape"},
		{"a space that does not break", "Makefile", "a:\u00A0b", "Makefile:1: invisible character U+00A0; write it as an escape"},
		{"a byte order mark", "a.json", "\uFEFF{}", "a.json:1: invisible character U+FEFF; write it as an escape"},
		{"a line end of Windows", "a.sh", "ls\r\n", "a.sh:1: invisible character U+000D; write it as an escape"},
		{"broken UTF-8", "a.sql", "\xff", "a.sql:1: not UTF-8"},
		{"Japanese in a protocol", "internal/line/a.go", "package line // \u8a9e", "internal/line/a.go:1: U+8A9E in a package that must be ASCII; write it as an escape"},
		{"Japanese in a protocol's test", "internal/web/hook/a_test.go", "package hook // \u8a9e", "internal/web/hook/a_test.go:1: U+8A9E in a package that must be ASCII; write it as an escape"},
		{"Japanese in a package with a longer name", "internal/linear/a.go", "package linear // \u8a9e", ""},
		{"a picture", "docs/a.png", "\xff\xfe\u200B", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := CheckText(fstest.MapFS{c.file: {Data: []byte(c.text)}})
			if err != nil || strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestCheckClockFindsOtherSourcesOfTimeAndChance(t *testing.T) {
	t.Parallel()
	const uses = "package a\nimport \"time\"\nvar a = time.Now()\n"
	cases := []struct{ name, file, text, want string }{
		{"now", "internal/a/a.go", uses, "internal/a/a.go:3: time.Now; take clock.Clock"},
		{"under another name", "cmd/a/a.go", "package a\nimport t \"time\"\nfunc f() { t.Sleep(t.Second) }\n", "cmd/a/a.go:3: time.Sleep; take clock.Clock"},
		{"chance", "sim/a.go", "package a\nimport \"math/rand/v2\"\n", "sim/a.go:2: imports math/rand/v2; take id.Source"},
		{"a type of package time", "internal/a/a.go", "package a\nimport \"time\"\nvar a time.Time\n", ""},
		{"another package's Now", "internal/a/a.go", "package a\nimport \"x/clock\"\nvar a = clock.Now()\n", ""},
		{"with a reason", "internal/a/a.go", "package a\nimport \"time\"\nvar a = time.Now() //nolint:forbidigo // real deadline\n", ""},
		{"the clock itself", "internal/clock/a.go", uses, ""},
		{"a test", "internal/a/a_test.go", uses, ""},
		{"a helper of tests", "internal/store/storetest/a.go", uses, ""},
		{"the load program", "bench/run/a.go", uses, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := CheckClock(fstest.MapFS{c.file: {Data: []byte(c.text)}})
			if err != nil || strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestCheckSizeFindsWhatIsTooLong(t *testing.T) {
	t.Parallel()
	function := func(doc string, lines int) string {
		return "package a\n\n" + doc + "func f() {\n" + strings.Repeat("\tg()\n", lines) + "}\n"
	}
	long := strings.Repeat("// line\n", 501)
	cases := []struct{ name, file, text, want string }{
		{"a function of the limit", "a.go", function("", 60), ""},
		{"a line more", "a.go", function("", 61), "a.go:3: func f has 61 lines, at most 60"},
		{"a line more, which is a comment", "a.go", function("", 59) + "// x", ""},
		{"a reason", "a.go", function("// f is long because it is one table.\n", 61), ""},
		{"a linter's reason", "a.go", function("//\n//nolint:funlen // long because it is one table\n", 61), ""},
		{"comments inside do not count", "a.go", "package a\nfunc f() {\n" + strings.Repeat("\t// why\n", 70) + "\tg() // x\n}\n", ""},
		{"a test", "a_test.go", function("", 61), ""},
		{"a file", "a.ts", long, "a.ts: 501 lines, at most 500"},
		{"a file with a reason", "a.css", "/* long because it is a theme */\n" + long, ""},
		{"a generated file", "a.ts", "/** This file was auto-generated by openapi-typescript. */\n" + long, ""},
		{"a text", "a.md", long, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := CheckSize(fstest.MapFS{c.file: {Data: []byte(c.text)}})
			if err != nil || strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
	crowd := fstest.MapFS{"internal/a/z_test.go": {Data: []byte("package a")}}
	for i := range 26 {
		crowd["internal/a/"+string(rune('a'+i))+".go"] = &fstest.MapFile{Data: []byte("package a")}
	}
	if got, err := CheckSize(crowd); err != nil || strings.Join(got, "\n") != "internal/a: 26 files, at most 25" {
		t.Errorf("got %q, %v", got, err)
	}
}
