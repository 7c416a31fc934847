package archtest

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// imported is one import in a file.
type imported struct {
	path, file string
	test       bool
}

// CheckImports compares the imports of all packages below root with the table:
// a wrong import, a package without a row, a row without a package, and a
// planned package that exists by now.
func CheckImports(root fs.FS, rows []Row) ([]string, error) {
	packages, err := imports(root)
	if err != nil {
		return nil, err
	}
	var out []string
	used := map[string]bool{}
	for _, pkg := range slices.Sorted(maps.Keys(packages)) {
		row, ok := rowFor(rows, pkg)
		if !ok {
			out = append(out, fmt.Sprintf("%s is not in the import table of docs/ARCHITECTURE.md; add its row", pkg))
			continue
		}
		used[row.Package] = true
		for _, i := range packages[pkg] {
			if !row.allows(pkg, i) {
				out = append(out, fmt.Sprintf("%s: %s must not import %s (docs/ARCHITECTURE.md:%d)", i.file, pkg, i.path, row.Line))
			}
		}
	}
	for _, r := range rows {
		if !r.Planned && !used[r.Package] {
			out = append(out, fmt.Sprintf("docs/ARCHITECTURE.md:%d: %s does not exist; remove its row", r.Line, r.Package))
		}
		if r.Planned && used[r.Package] {
			out = append(out, fmt.Sprintf("docs/ARCHITECTURE.md:%d: %s exists now; move its row out of the planned ones", r.Line, r.Package))
		}
	}
	return out, nil
}

func (r Row) allows(pkg string, i imported) bool {
	name, own := strings.CutPrefix(i.path, Module+"/")
	if own && name == pkg { // a test beside its package
		return true
	}
	if i.test && (slices.Contains(r.Tests, "*") || anyCovers(r.Tests, name) || prefixed(r.Tests, i.path)) {
		return true
	}
	if own {
		return anyCovers(r.Ours, name)
	}
	standard := !strings.Contains(strings.Split(i.path, "/")[0], ".")
	return standard || prefixed(r.Modules, i.path)
}

func prefixed(modules []string, path string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

// imports reads what each package imports, under any build tags.
func imports(root fs.FS) (map[string][]imported, error) {
	out := map[string][]imported{}
	err := walk(root, func(name string, text []byte) error {
		if path.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			return fmt.Errorf("read imports: %w", err)
		}
		pkg := path.Dir(name)
		if _, ok := out[pkg]; !ok {
			out[pkg] = nil // a package without imports is a package too
		}
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return fmt.Errorf("%s: import %s: %w", name, spec.Path.Value, err)
			}
			out[pkg] = append(out[pkg], imported{path: p, file: name, test: strings.HasSuffix(name, "_test.go")})
		}
		return nil
	})
	return out, err
}

// walk visits the sources below root. What others made (node_modules), what
// was built, and hidden directories are left out.
func walk(root fs.FS, visit func(name string, text []byte) error) error {
	skip := []string{"node_modules", "dist", "bin", "results"}
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains(skip, d.Name()) || strings.HasPrefix(d.Name(), ".") && name != "." && d.Name() != ".ci" {
				return fs.SkipDir
			}
			return nil
		}
		if !source(name) {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		return visit(name, text)
	})
}

// source reports whether a file is text that people write here.
func source(name string) bool {
	kinds := []string{
		".go", ".mod", ".ts", ".tsx", ".js", ".mjs", ".cjs", ".css", ".html", ".svg",
		".md", ".yaml", ".yml", ".json", ".sql", ".sh", ".txt", ".toml",
	}
	return slices.Contains(kinds, path.Ext(name)) || slices.Contains([]string{"Makefile", "Dockerfile", "run", "LICENSE"}, path.Base(name))
}
