package archtest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Module is the name of ours in go.mod.
const Module = "ohenji"

// The headings of the two tables in docs/ARCHITECTURE.md.
const (
	tableHeading   = "## Import table"
	plannedHeading = "### Planned"
)

// Row is a line of the table: what a package, or a tree of them ("sim/..."),
// may import besides the standard library.
type Row struct {
	Package string
	Ours    []string // packages of this module, without its name; "..." at the end means a tree
	Modules []string // path prefixes of other modules
	Tests   []string // what tests may import besides, ours or others; "*" means anything
	Planned bool     // does not exist yet
	Line    int
}

var quoted = regexp.MustCompile("`([^`]+)`")

// ReadTable reads both tables of the document.
func ReadTable(doc string) ([]Row, error) {
	var rows []Row
	inside, planned := false, false
	for i, text := range strings.Split(doc, "\n") {
		switch {
		case strings.HasPrefix(text, plannedHeading):
			inside, planned = true, true
		case strings.HasPrefix(text, "#"):
			inside, planned = strings.HasPrefix(text, tableHeading), false
		case inside && strings.HasPrefix(text, "| `"):
			cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "|"), "|"), "|")
			if len(cells) != 5 {
				return nil, fmt.Errorf("line %d: %d cells, want package, meaning, ours, modules, tests", i+1, len(cells))
			}
			row := Row{Ours: names(cells[2]), Modules: names(cells[3]), Tests: names(cells[4]), Planned: planned, Line: i + 1}
			if p := names(cells[0]); len(p) == 1 {
				row.Package = p[0]
			} else {
				return nil, fmt.Errorf("line %d: one package a line", i+1)
			}
			if slices.ContainsFunc(rows, func(r Row) bool { return r.Package == row.Package }) {
				return nil, fmt.Errorf("line %d: %s is there twice", i+1, row.Package)
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, errors.New("no import table found")
	}
	return rows, nil
}

func names(cell string) []string {
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		out = append(out, m[1])
	}
	return out
}

// covers reports whether the pattern, a package or a tree, has the package.
func covers(pattern, pkg string) bool {
	tree, ok := strings.CutSuffix(pattern, "/...")
	return pattern == pkg || ok && (pkg == tree || strings.HasPrefix(pkg, tree+"/"))
}

func anyCovers(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return covers(p, pkg) })
}

// rowFor returns the row for a package: its own, else the longest tree.
func rowFor(rows []Row, pkg string) (Row, bool) {
	var best Row
	for _, r := range rows {
		if r.Package == pkg {
			return r, true
		}
		if covers(r.Package, pkg) && len(r.Package) > len(best.Package) {
			best = r
		}
	}
	return best, best.Package != ""
}

// fixed are the rules that no edit of the table may loosen.
var fixed = []struct {
	of    string
	only  []string // what of ours may be imported at all
	never []string
	why   string
}{
	{of: "sim/...", only: []string{"internal/clock", "internal/id", "sim/..."}, why: "a mistake in ours must not hide in the simulator"},
	{of: "internal/domain/...", only: []string{"internal/domain/..."}, why: "the domain knows of no technology"},
	{of: "internal/line", only: []string{"internal/clock"}, why: "LINE's client knows nothing of us"},
	{of: "internal/web/...", never: []string{"internal/store/...", "internal/job"}, why: "requests go through a use case"},
	{of: "e2e/...", only: []string{"e2e/...", "internal/boot", "internal/clock", "internal/store/storetest", "sim/..."}, why: "black-box tests start the product and then see what a stranger sees"},
}

// CheckTable finds rows that loosen a fixed rule.
func CheckTable(rows []Row) []string {
	var out []string
	for _, r := range rows {
		for _, rule := range fixed {
			if !covers(rule.of, strings.TrimSuffix(r.Package, "/...")) {
				continue
			}
			for _, allowed := range slices.Concat(r.Ours, ours(r.Tests)) {
				one := strings.TrimSuffix(allowed, "/...")
				if rule.only != nil && !anyCovers(rule.only, one) || anyCovers(rule.never, one) {
					out = append(out, fmt.Sprintf("docs/ARCHITECTURE.md:%d: %s must not be allowed to import %s: %s", r.Line, r.Package, allowed, rule.why))
				}
			}
		}
	}
	return out
}

// CheckModules finds modules of the table that the list of libraries lacks.
func CheckModules(rows []Row, libraries string) []string {
	var out []string
	for _, r := range rows {
		for _, m := range slices.Concat(r.Modules, r.Tests) {
			if strings.Contains(strings.Split(m, "/")[0], ".") && !strings.Contains(libraries, "`"+m+"`") {
				out = append(out, fmt.Sprintf("docs/ARCHITECTURE.md:%d: %s has no reason in docs/adr/0007-libraries.md", r.Line, m))
			}
		}
	}
	return out
}

func ours(patterns []string) []string {
	return slices.DeleteFunc(slices.Clone(patterns), func(p string) bool { return p == "*" || strings.Contains(strings.Split(p, "/")[0], ".") })
}
