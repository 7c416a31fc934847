package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"ohenji/internal/domain"
)

// ParseYAML reads a YAML document, with its anchors and merges resolved. A file
// without a value is Null.
func ParseYAML(file []byte) (*Node, Faults) {
	text, faults := plain(file)
	if faults != nil {
		return nil, faults
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var root, more yaml.Node
	if err := dec.Decode(&root); errors.Is(err, io.EOF) {
		return &Node{Line: 1}, nil
	} else if err != nil {
		return nil, yamlFaults(err)
	}
	if err := dec.Decode(&more); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlFaults(err)
	} else if err == nil { // it would be left out in silence
		return nil, syntax(max(more.Line, 1), 0, "---")
	}
	p := yamlParser{}
	n := p.node(root.Content[0], 0)
	if p.fault != nil {
		return nil, p.fault
	}
	return n, nil
}

var (
	yamlLine = regexp.MustCompile(`line (\d+): (.*)`)
	// fromZero are the errors for which the library counts lines from 0; its
	// other parts count from 1.
	fromZero = regexp.MustCompile(`^did not find expected (<|node content|',|'-' indicator|key)`)
)

// yamlFaults turns the library's error, which names a line in its text, into
// ours.
func yamlFaults(err error) Faults {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	m := yamlLine.FindStringSubmatch(text)
	if m == nil {
		return syntax(1, 0, text)
	}
	line, _ := strconv.Atoi(m[1])
	if fromZero.MatchString(m[2]) {
		line++
	}
	return syntax(max(line, 1), 0, m[2])
}

// yamlParser copies the library's nodes. It stops at the first fault.
type yamlParser struct {
	nodes int
	fault Faults
}

func (p *yamlParser) node(y *yaml.Node, depth int) *Node {
	n := &Node{Line: y.Line, Column: y.Column}
	if p.nodes++; p.nodes > maxNodes && p.fault == nil {
		p.fault = one(y.Line, y.Column, domain.E(domain.Invalid, "file.large", "max", MaxBytes>>20))
	}
	if depth > maxDepth && p.fault == nil {
		p.fault = syntax(y.Line, y.Column, fmt.Sprintf("more than %d values in each other", maxDepth))
	}
	if p.fault != nil {
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		return p.node(y.Alias, depth+1)
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = Table
		p.table(n, y, depth)
	default:
		p.scalar(n, y)
	}
	return n
}

// table reads the pairs of a mapping. What is merged in (<<) stands behind the
// mapping's own, and is overridden by it.
func (p *yamlParser) table(n *Node, y *yaml.Node, depth int) {
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, item := p.node(y.Content[i], depth+1), p.node(y.Content[i+1], depth+1)
		if y.Content[i].Tag == "!!merge" {
			if merged = append(merged, item); item.Kind == List {
				merged = append(merged, item.Items...)
			}
			continue
		}
		n.Keys, n.Items = append(n.Keys, key), append(n.Items, item)
	}
	for _, m := range merged {
		for i, key := range m.Keys {
			if n.Get(key.Text) == nil {
				n.Keys, n.Items = append(n.Keys, key), append(n.Items, m.Items[i])
			}
		}
	}
}

// Get is the value of a key of a table, or nil.
func (n *Node) Get(key string) *Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

func (p *yamlParser) scalar(n *Node, y *yaml.Node) {
	n.Kind, n.Text = Text, y.Value
	switch y.ShortTag() {
	case "!!null":
		n.Kind = Null
	case "!!bool":
		n.Kind, n.Text = Switch, strings.ToLower(y.Value)
	case "!!int":
		var whole int64
		if y.Decode(&whole) == nil {
			n.Kind, n.Number = Number, strconv.FormatInt(whole, 10)
			return
		}
		fallthrough
	case "!!float":
		var f float64
		if y.Decode(&f) != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return
		}
		n.Kind, n.Number = Number, y.Value
		if !json.Valid([]byte(y.Value)) {
			n.Number = strconv.FormatFloat(f, 'g', -1, 64)
		}
	}
}
