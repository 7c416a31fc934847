package i18n

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryCodeInTheSourcesHasItsTexts reads the Go sources of the product. A
// code is what is passed to a parameter named code (that of domain.E above
// all), or set as a field named Code.
func TestEveryCodeInTheSourcesHasItsTexts(t *testing.T) {
	t.Parallel()
	found, err := scan(os.DirFS("../.."), "internal", "cmd")
	if err != nil {
		t.Fatal(err)
	}
	c := load(t)
	for _, problem := range found.problems(c.texts[Japanese], c.texts[English]) {
		t.Error(problem)
	}
}

// codePattern is the shape of codes. Other literals in the same places, such as
// the empty string, are not codes.
var codePattern = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)

// use is one place in the sources that names a code.
type use struct {
	at     token.Position
	params []string // names of parameters that are given there
	open   bool     // whether there may be more than params
}

// findings is what the sources say about codes.
type findings struct {
	uses     map[string][]use
	unclear  []string        // calls whose code cannot be followed
	literals map[string]bool // every string literal there is
}

// problems compares the sources with the catalogues' texts.
func (f *findings) problems(ja, en map[string]string) []string {
	out := slices.Clone(f.unclear)
	for _, code := range slices.Sorted(maps.Keys(f.uses)) {
		for name, texts := range map[string]map[string]string{"ja.yaml": ja, "en.yaml": en} {
			if _, ok := texts[code]; !ok {
				out = append(out, fmt.Sprintf("%s lacks %s, used at %s", name, code, f.uses[code][0].at))
			}
		}
		for _, u := range f.uses[code] {
			for _, p := range placeholders(ja[code]) {
				if !u.open && !slices.Contains(u.params, p) {
					out = append(out, fmt.Sprintf("%s: the text of %s has {%s}, which is not given here", u.at, code, p))
				}
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(ja)) {
		if !f.literals[code] {
			out = append(out, fmt.Sprintf("%s is in the catalogues, but no source names it", code))
		}
	}
	return out
}

// scanner goes through the sources twice: first for the functions that take a
// code, then for what they are given.
type scanner struct {
	*findings
	fset  *token.FileSet
	files map[string][]*ast.File // by directory
	takes map[string]int         // function name -> index of its parameter "code"
}

func scan(root fs.FS, dirs ...string) (*findings, error) {
	s := &scanner{
		findings: &findings{uses: map[string][]use{}, literals: map[string]bool{}},
		fset:     token.NewFileSet(), files: map[string][]*ast.File{}, takes: map[string]int{},
	}
	for _, dir := range dirs {
		if err := fs.WalkDir(root, dir, func(path string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return nil
			}
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return s.parse(root, path)
		}); err != nil {
			return nil, err
		}
	}
	for dir := range s.files {
		s.declarations(dir)
	}
	for _, dir := range slices.Sorted(maps.Keys(s.files)) {
		for _, file := range s.files[dir] {
			s.file(dir, file)
		}
	}
	return s.findings, nil
}

func (s *scanner) parse(root fs.FS, path string) error {
	text, err := fs.ReadFile(root, path)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(s.fset, path, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	s.files[dir] = append(s.files[dir], file)
	return nil
}

// declarations notes which functions of a package have a parameter "code
// string". Functions are told apart by name alone: two of one name with
// different places for it would be bad style anyway.
func (s *scanner) declarations(dir string) {
	for _, file := range s.files[dir] {
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			i := 0
			for _, field := range fn.Type.Params.List {
				for _, name := range field.Names {
					if t, ok := field.Type.(*ast.Ident); ok && name.Name == "code" && t.Name == "string" {
						s.takes[fn.Name.Name] = i
					}
					i++
				}
			}
		}
	}
}

func (s *scanner) file(dir string, file *ast.File) {
	var enclosing *ast.FuncDecl
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			enclosing = n
		case *ast.BasicLit:
			if v, ok := literal(n); ok {
				s.literals[v] = true
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
				s.field(dir, enclosing, n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if f, ok := left.(*ast.SelectorExpr); ok && f.Sel.Name == "Code" && len(n.Lhs) == len(n.Rhs) {
					s.field(dir, enclosing, n.Rhs[i])
				}
			}
		case *ast.CallExpr:
			s.call(dir, enclosing, n)
		}
		return true
	})
}

// field notes what a field named Code is set to, as far as it can be followed.
func (s *scanner) field(dir string, enclosing *ast.FuncDecl, value ast.Expr) {
	codes, _ := s.follow(dir, enclosing, value)
	for _, code := range codes {
		s.use(code, use{at: s.fset.Position(value.Pos()), open: true})
	}
}

func (s *scanner) use(code string, u use) {
	if codePattern.MatchString(code) {
		s.uses[code] = append(s.uses[code], u)
	}
}

// call notes the code that a call hands over, if its function takes one.
func (s *scanner) call(dir string, enclosing *ast.FuncDecl, call *ast.CallExpr) {
	var name string
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	i, ok := s.takes[name]
	if !ok || i >= len(call.Args) {
		return
	}
	u := use{at: s.fset.Position(call.Pos()), open: name != "E" || call.Ellipsis.IsValid()}
	for j := i + 1; j < len(call.Args); j += 2 {
		if v, ok := literal(call.Args[j]); ok {
			u.params = append(u.params, v)
		}
	}
	codes, ok := s.follow(dir, enclosing, call.Args[i])
	if !ok && name == "E" {
		s.unclear = append(s.unclear, fmt.Sprintf("%s: write the code of E as a literal, so that its texts can be checked", u.at))
	}
	for _, code := range codes {
		s.use(code, u)
	}
}

// follow finds the literals that an expression can be: a literal, a parameter
// named code (its callers are looked at instead), or a variable that was set
// from a literal or from a function of the package which returns literals.
func (s *scanner) follow(dir string, enclosing *ast.FuncDecl, e ast.Expr) (codes []string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		v, ok := literal(e)
		return []string{v}, ok
	case *ast.CallExpr:
		return s.returned(dir, e)
	case *ast.SelectorExpr: // the field of a value whose own code was looked at
		return nil, e.Sel.Name == "Code"
	case *ast.Ident:
		if enclosing == nil {
			return nil, false
		}
		ast.Inspect(enclosing, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				ok = ok || e.Name == "code" && slices.ContainsFunc(n.Names, func(i *ast.Ident) bool { return i.Name == "code" })
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if id, is := left.(*ast.Ident); is && id.Name == e.Name && len(n.Rhs) > 0 {
						more, known := s.follow(dir, nil, n.Rhs[min(i, len(n.Rhs)-1)])
						codes, ok = append(codes, more...), ok || known
					}
				}
			}
			return true
		})
	}
	return codes, ok
}

// returned finds the literals that a function or method of the package returns.
func (s *scanner) returned(dir string, call *ast.CallExpr) (codes []string, ok bool) {
	var name string
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	for _, file := range s.files[dir] {
		for _, d := range file.Decls {
			fn, is := d.(*ast.FuncDecl)
			if !is || fn.Name.Name != name {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if r, is := n.(*ast.ReturnStmt); is {
					for _, e := range r.Results {
						if v, is := literal(e); is {
							codes, ok = append(codes, v), true
						}
					}
				}
				return true
			})
		}
	}
	return codes, ok
}

func literal(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(b.Value)
	return v, err == nil
}
