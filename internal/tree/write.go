package tree

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// JSON writes the tree as JSON, short lists on one line.
func (n *Node) JSON() []byte {
	var b strings.Builder
	n.json(&b, "\n")
	b.WriteByte('\n')
	return []byte(b.String())
}

func (n *Node) json(b *strings.Builder, indent string) {
	opening, closing := "[", "]"
	switch {
	case n.scalar():
		b.WriteString(n.literal())
		return
	case n.short():
		b.WriteString(n.line(func(item *Node) string { return item.literal() }))
		return
	case n.Kind == Table:
		opening, closing = "{", "}"
	}
	b.WriteString(opening)
	for i, item := range n.Items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(indent + "  ")
		if n.Kind == Table {
			b.WriteString(n.Keys[i].literal() + ": ")
		}
		item.json(b, indent+"  ")
	}
	if len(n.Items) > 0 {
		b.WriteString(indent)
	}
	b.WriteString(closing)
}

// line is a list on one line.
func (n *Node) line(text func(*Node) string) string {
	parts := make([]string, len(n.Items))
	for i, item := range n.Items {
		parts[i] = text(item)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// YAML writes the tree as YAML. Unlike the library's own writer it keeps all
// letters and pictures readable.
func (n *Node) YAML() []byte {
	var b strings.Builder
	n.block(&b, "", true)
	return []byte(strings.TrimPrefix(b.String(), "\n"))
}

// block writes a value behind "key:" or "-"; first says whether it may begin on
// the same line, as tables do behind a dash.
func (n *Node) block(b *strings.Builder, indent string, first bool) {
	switch {
	case n.scalar():
		b.WriteString(" " + n.value(indent) + "\n")
	case len(n.Items) == 0 && n.Kind == Table:
		b.WriteString(" {}\n")
	case n.short():
		b.WriteString(" " + n.line(func(item *Node) string { return item.plainOrQuoted() }) + "\n")
	default:
		for i, item := range n.Items {
			switch {
			case i > 0:
				b.WriteString(indent)
			case first && b.Len() > 0:
				b.WriteByte(' ')
			case b.Len() > 0:
				b.WriteString("\n" + indent)
			}
			if n.Kind == List {
				b.WriteByte('-')
				item.block(b, indent+"  ", true)
				continue
			}
			b.WriteString(n.Keys[i].plainOrQuoted() + ":")
			item.block(b, indent+"  ", false)
		}
	}
}

// value is a scalar on its own; texts of several lines are written as such.
func (n *Node) value(indent string) string {
	text := strings.TrimSuffix(n.Text, "\n")
	if n.Kind != Text || !strings.Contains(text, "\n") || !block.MatchString(text) || strings.ContainsFunc(text, hidden) {
		return n.plainOrQuoted()
	}
	head := "|"
	if text == n.Text {
		head = "|-"
	}
	for line := range strings.SplitSeq(text, "\n") {
		head += "\n"
		if line != "" {
			head += indent + line
		}
	}
	return head
}

var (
	// block are texts whose lines can stand as they are: none begins or is
	// filled with white space, and the last one is not empty.
	block = regexp.MustCompile(`^[^\s][^\n]*(\n|\n[^\s][^\n]*)*\n[^\s][^\n]*$`)
	// bare are texts that no reader of YAML takes for anything else, once they
	// are known to be no number, date or switch.
	bare = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}_./+()・ー〜～、。，．！？…（）「」『』【】　×％-]*( [\p{L}\p{N}][\p{L}\p{M}\p{N}_./+()・ー〜～、。，．！？…（）「」『』【】×％-]*)*$`)
	// oldWords are switches and numbers for readers of YAML 1.1.
	oldWords = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off|[0-9][0-9_.+-]*(e[0-9+-]*)?)$`)
)

func (n *Node) plainOrQuoted() string {
	if n.Kind != Text {
		return n.literal()
	}
	if bare.MatchString(n.Text) && !oldWords.MatchString(n.Text) && !strings.HasSuffix(n.Text, "　") &&
		(&yaml.Node{Kind: yaml.ScalarNode, Value: n.Text}).ShortTag() == "!!str" {
		return n.Text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range n.Text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case hidden(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// hidden reports whether a character cannot stand as it is: control characters,
// line breaks that are none for everybody, byte order marks.
func hidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u2028' || r == '\u2029' || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF'
}
