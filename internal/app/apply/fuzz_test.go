package apply

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ohenji/internal/tree"
)

// FuzzImport: whatever an answers file holds, it is read or refused with faults
// that have lines of it; and what is read is written as a file that reads as
// the same.
func FuzzImport(f *testing.F) {
	for _, text := range []string{
		"version: 1\nrules:\n  - title: あ\n    keywords: [い, う]\n    bubbles: [{text: え}]\n",
		`{"version":1,"settings":{"chat":true},"rules":[{"title":"a","match":"regex","keywords":["("],"bubbles":[{"flex":{"altText":"x","contents":{"type":"bubble"}}}]}]}`,
		"タイトル,本文1,詳細\nあ,い,\"{\"\"final\"\":true}\"\n",
		"schedules: {電話: {week: {mon: [\"10:00-9:00\"]}, holidays: [x], special: [{date: 13-13}]}}",
		"hours: {holidays: closed, special: [{date: \"12-31\", name: x, closed: true}]}\ngreeting: {bubbles: []}",
		"rules: [~, 1, [], {bubbles: [~, {text: ~}]}]\nsettings: ~", "version: two", "\x00", "\xff\xfe", "", "{",
	} {
		f.Add([]byte(text))
	}
	if guide, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "answers-file.md")); err == nil {
		for part := range strings.SplitSeq(string(guide), "```") {
			f.Add([]byte(strings.TrimPrefix(part, "yaml\n")))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		lines := 2 + strings.Count(strings.NewReplacer("\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\n\x00", "\n").Replace(string(text)), "\n")
		for _, format := range []Format{YAML, JSON, CSV} {
			want, c := parseAnswers(text, Import{Format: format})
			for _, fault := range c.faults {
				if fault.Line < 1 || fault.Line > lines && format != CSV || fault.Err.Code == "" {
					t.Errorf("%s: fault %+v of a file of %d lines", format, fault, lines)
				}
			}
			if len(c.faults) == 0 {
				readsBack(t, want)
			}
		}
	})
}

func readsBack(t *testing.T, want *answers) {
	t.Helper()
	n, err := tree.Of(document{Version: version, answers: *want})
	if err != nil {
		t.Fatal(err)
	}
	again, c := parseAnswers(n.YAML(), Import{Format: YAML})
	if len(c.faults) > 0 {
		t.Fatalf("%s is refused: %v", n.YAML(), c.faults)
	}
	m, err := tree.Of(document{Version: version, answers: *again})
	if err != nil || !bytes.Equal(m.JSON(), n.JSON()) {
		t.Errorf("%s reads back as %s, %v", n.JSON(), m.JSON(), err)
	}
}
