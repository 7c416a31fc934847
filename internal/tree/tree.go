// Package tree reads YAML and JSON as trees that know the place of each value,
// fills Go values from them and tells all that is wrong at once, and writes
// values as YAML and JSON that people like to read. Values have the shape of
// their JSON, in both notations.
package tree

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"ohenji/internal/domain"
)

// MaxBytes bounds the files that are read.
const MaxBytes = 16 << 20

// Limits of a tree: what a few lines of YAML can unfold to, and how deep values
// may lie in each other.
const (
	maxNodes = 2_000_000
	maxDepth = 100
)

// Kind is what a node is.
type Kind int

// The kinds.
const (
	Null Kind = iota
	Text
	Number
	Switch
	List
	Table
)

// Node is a value and its place in the file, from 1.
type Node struct {
	Kind         Kind
	Text         string  // as written, without quotes
	Number       string  // of a Number, as JSON writes it
	Keys         []*Node // of a Table, beside Items
	Items        []*Node
	Line, Column int
}

// Fault is one thing that is wrong with a file.
type Fault struct {
	Line   int // from 1
	Column int // from 1; 0 when it is about the line
	Err    *domain.Error
}

// Faults are all that is wrong with a file.
type Faults []Fault

// Error joins the faults for the log; people read the catalogue's texts.
func (fs Faults) Error() string {
	parts := make([]string, len(fs))
	for i, f := range fs {
		parts[i] = fmt.Sprintf("line %d: %v", f.Line, f.Err)
	}
	return strings.Join(parts, "; ")
}

// Place finds the line and column of a path such as rules[2].bubbles[0].text;
// where the path ends in something that the file leaves out, the place of what
// it has. Keys may have dots and brackets in them.
func (n *Node) Place(path string) (line, column int) {
	line, column = n.Line, n.Column
	for path != "" {
		next, at, rest := n.child(path)
		if next == nil {
			return line, column
		}
		n, line, column, path = next, at.Line, at.Column, strings.TrimPrefix(rest, ".")
	}
	return line, column
}

// child is the first step of a path, with the node that names it and the steps
// that are left.
func (n *Node) child(path string) (child, at *Node, rest string) {
	if n.Kind == Table {
		best := -1
		for i, key := range n.Keys {
			rest, ok := strings.CutPrefix(path, key.Text)
			if ok && (rest == "" || rest[0] == '.' || rest[0] == '[') && (best < 0 || len(key.Text) > len(n.Keys[best].Text)) {
				best = i
			}
		}
		if best >= 0 {
			return n.Items[best], n.Keys[best], path[len(n.Keys[best].Text):]
		}
	}
	if n.Kind == List {
		index, rest, ok := strings.Cut(strings.TrimPrefix(path, "["), "]")
		if i, err := strconv.Atoi(index); ok && err == nil && i >= 0 && i < len(n.Items) {
			return n.Items[i], n.Items[i], rest
		}
	}
	return nil, nil, ""
}

// plain is the text of a file: valid UTF-8, without a byte order mark.
func plain(file []byte) ([]byte, Faults) {
	if len(file) > MaxBytes {
		return nil, one(1, 0, domain.E(domain.Invalid, "file.large", "max", MaxBytes>>20))
	}
	file = bytes.TrimPrefix(file, []byte("\uFEFF"))
	line := 1
	for rest := file; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			return nil, one(line, 0, domain.E(domain.Invalid, "file.encoding"))
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return file, nil
}

func one(line, column int, e *domain.Error) Faults { return Faults{{line, column, e}} }

func syntax(line, column int, detail string) Faults {
	return one(line, column, domain.E(domain.Invalid, "file.syntax", "detail", detail))
}
