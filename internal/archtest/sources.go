package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Limits of length. What needs more says so in a comment with the words "long
// because": in a function's own comment, or above the package clause or in the
// first lines for a file.
const (
	MaxFileLines     = 500
	MaxFunctionLines = 60
	MaxPackageFiles  = 25
)

const excuse = "long because"

// ownTime are the packages that make time and chance, and programs beside the
// product that measure with the machine's clock. Packages of test helpers
// (storetest, simtest) may wait as tests may.
var ownTime = []string{"internal/clock", "internal/id", "bench/...", "tools/...", "e2e/..."}

func mayTellTime(pkg string) bool {
	return anyCovers(ownTime, pkg) || strings.HasSuffix(path.Base(pkg), "test")
}

// CheckClock finds the machine's time and chance in code that is not a test:
// everything takes clock.Clock and id.Source, so that tests and the demo can
// shift time. A line marked nolint:forbidigo, with its reason, is left alone.
func CheckClock(root fs.FS) ([]string, error) {
	banned := map[string][]string{
		"time":         {"Now", "Sleep", "Since", "Until", "After", "Tick"},
		"math/rand":    nil, // all of it
		"math/rand/v2": nil,
	}
	var out []string
	err := eachGo(root, func(f *goFile) error {
		if f.test || mayTellTime(path.Dir(f.name)) {
			return nil
		}
		local := map[string]string{} // what the file calls the banned packages
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			words, ok := banned[p]
			if ok && words == nil {
				out = append(out, fmt.Sprintf("%s: imports %s; take id.Source", f.at(spec.Pos()), p))
			} else if ok {
				local[p] = p
				if spec.Name != nil {
					local[p] = spec.Name.Name
				}
			}
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := s.X.(*ast.Ident)
			if ok && local["time"] == x.Name && slices.Contains(banned["time"], s.Sel.Name) && !f.marked(s.Pos()) {
				out = append(out, fmt.Sprintf("%s: time.%s; take clock.Clock", f.at(s.Pos()), s.Sel.Name))
			}
			return true
		})
		return nil
	})
	return out, err
}

// CheckSize finds files, functions and packages that are too long. Functions of
// tests may be: a table of cases reads best in one piece.
func CheckSize(root fs.FS) ([]string, error) {
	var out []string
	files := map[string]int{}
	err := walk(root, func(name string, text []byte) error {
		if !slices.Contains([]string{".go", ".ts", ".tsx", ".css", ".sql", ".sh"}, path.Ext(name)) {
			return nil
		}
		head := strings.Join(firstLines(text, 5), "\n")
		if n := bytes.Count(text, []byte("\n")); n > MaxFileLines && !generated(head) && !strings.Contains(head, excuse) {
			out = append(out, fmt.Sprintf("%s: %d lines, at most %d", name, n, MaxFileLines))
		}
		if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
			files[path.Dir(name)]++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, pkg := range slices.Sorted(maps.Keys(files)) {
		if files[pkg] > MaxPackageFiles {
			out = append(out, fmt.Sprintf("%s: %d files, at most %d", pkg, files[pkg], MaxPackageFiles))
		}
	}
	err = eachGo(root, func(f *goFile) error {
		if !f.test && !ast.IsGenerated(f.File) {
			out = append(out, f.longFunctions()...)
		}
		return nil
	})
	return out, err
}

func firstLines(text []byte, n int) []string {
	lines := strings.SplitN(string(text), "\n", n+1)
	return lines[:min(n, len(lines))]
}

// generated knows the headers of generated Go and of the console's generated types.
func generated(head string) bool {
	return strings.Contains(head, "Code generated") || strings.Contains(head, "auto-generated") || strings.Contains(head, "do not edit")
}

// goFile is a parsed Go source.
type goFile struct {
	*ast.File
	name string
	test bool
	fset *token.FileSet
	text []byte
}

func eachGo(root fs.FS, visit func(*goFile) error) error {
	return walk(root, func(name string, text []byte) error {
		if path.Ext(name) != ".go" {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("read source: %w", err)
		}
		return visit(&goFile{File: file, name: name, test: strings.HasSuffix(name, "_test.go"), fset: fset, text: text})
	})
}

func (f *goFile) at(p token.Pos) string { return fmt.Sprintf("%s:%d", f.name, f.fset.Position(p).Line) }

// marked reports whether the line carries the linters' exception.
func (f *goFile) marked(p token.Pos) bool {
	lines := strings.Split(string(f.text), "\n")
	return strings.Contains(lines[f.fset.Position(p).Line-1], "nolint:forbidigo")
}

// longFunctions counts the lines inside the braces that are not comments.
func (f *goFile) longFunctions() []string {
	var out []string
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || fn.Doc != nil && strings.Contains(comments(fn.Doc), excuse) {
			continue
		}
		line := func(p token.Pos) int { return f.fset.Position(p).Line }
		n := line(fn.Body.Rbrace) - line(fn.Body.Lbrace) - 1
		for _, c := range f.Comments {
			if c.Pos() > fn.Body.Lbrace && c.End() < fn.Body.Rbrace && f.alone(c) {
				n -= line(c.End()) - line(c.Pos()) + 1
			}
		}
		if n > MaxFunctionLines {
			out = append(out, fmt.Sprintf("%s: func %s has %d lines, at most %d", f.at(fn.Pos()), fn.Name.Name, n, MaxFunctionLines))
		}
	}
	return out
}

// comments is a group's text with its directives, which Text leaves out.
func comments(g *ast.CommentGroup) string {
	var b strings.Builder
	for _, c := range g.List {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}

// alone reports whether nothing but the comment stands on its first line.
func (f *goFile) alone(c *ast.CommentGroup) bool {
	at := f.fset.Position(c.Pos())
	return len(bytes.TrimSpace(f.text[at.Offset-at.Column+1:at.Offset])) == 0
}
