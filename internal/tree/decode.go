package tree

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"ohenji/internal/domain"
)

// Decode fills what to points to, by its JSON names, and returns all that does
// not fit: file.field_unknown, file.field_twice, file.want_table, _list, _text,
// _number and _switch, and file.control (a NUL). What does not fit is left out.
func (n *Node) Decode(to any) Faults {
	d := decoder{}
	d.value(n, reflect.TypeOf(to).Elem(), "")
	if err := json.Unmarshal(d.out.Bytes(), to); err != nil { // what is left out fits everywhere
		d.fault(n, "", domain.E(domain.Invalid, "file.syntax", "detail", err.Error()))
	}
	return d.faults
}

// decoder writes a tree as the JSON that a type reads.
type decoder struct {
	out    bytes.Buffer
	faults Faults
}

func (d *decoder) fault(n *Node, path string, e *domain.Error) {
	d.faults = append(d.faults, Fault{n.Line, n.Column, e.At(path)})
}

// misfit leaves a value out that is not what its place wants.
func (d *decoder) misfit(n *Node, path string, wants *domain.Error) {
	d.out.WriteString("null")
	if n.Kind != Null {
		d.fault(n, path, wants)
	}
}

func (d *decoder) value(n *Node, t reflect.Type, path string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	p := reflect.PointerTo(t)
	switch {
	case p.Implements(reflect.TypeFor[json.Unmarshaler]()):
		d.own(n, t, path)
	case n.Kind == Null:
		d.out.WriteString("null")
	case p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || t.Kind() == reflect.String:
		d.text(n, path)
	case t.Kind() == reflect.Struct:
		d.table(n, path, fields(t))
	case t.Kind() == reflect.Map:
		d.table(n, path, func(string) reflect.Type { return t.Elem() })
	case t.Kind() == reflect.Slice:
		d.list(n, t.Elem(), path)
	case t.Kind() == reflect.Bool:
		d.boolean(n, path)
	default:
		d.number(n, t, path)
	}
}

// own writes a value that its type reads by itself.
func (d *decoder) own(n *Node, t reflect.Type, path string) {
	before := len(d.faults)
	var part decoder
	part.any(n, path)
	d.faults = append(d.faults, part.faults...)
	if len(d.faults) == before && n.Kind != Null && json.Unmarshal(part.out.Bytes(), reflect.New(t).Interface()) != nil {
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_text"))
		return
	}
	d.out.Write(part.out.Bytes())
}

// any writes a value as it stands.
func (d *decoder) any(n *Node, path string) {
	switch n.Kind {
	case Null:
		d.out.WriteString("null")
	case Text:
		d.text(n, path)
	case Number:
		d.out.WriteString(n.Number)
	case Switch:
		d.out.WriteString(n.Text)
	case List:
		d.items(n, path, func(item *Node, path string) { d.any(item, path) })
	case Table:
		d.pairs(n, path, func(_ string, item *Node, path string) { d.any(item, path) })
	}
}

func (d *decoder) text(n *Node, path string) {
	switch {
	case n.Kind == List || n.Kind == Table:
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_text"))
	case strings.ContainsRune(n.Text, 0):
		d.misfit(n, path, domain.E(domain.Invalid, "file.control"))
	default:
		d.out.Write(quoted(n.Text))
	}
}

// quoted is a text in JSON, with <, > and & as they are.
func quoted(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a buffer takes all, and a text has no cycle
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func (d *decoder) boolean(n *Node, path string) {
	switch strings.ToLower(n.Text) {
	case "true", "yes", "on":
		d.out.WriteString("true")
	case "false", "no", "off":
		d.out.WriteString("false")
	default:
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_switch"))
	}
}

func (d *decoder) number(n *Node, t reflect.Type, path string) {
	var err error
	if n.Kind == Number {
		err = json.Unmarshal([]byte(n.Number), reflect.New(t).Interface())
	}
	if n.Kind != Number || err != nil {
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_number"))
		return
	}
	d.out.WriteString(n.Number)
}

func (d *decoder) list(n *Node, of reflect.Type, path string) {
	if n.Kind != List {
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_list"))
		return
	}
	d.items(n, path, func(item *Node, path string) { d.value(item, of, path) })
}

func (d *decoder) items(n *Node, path string, write func(*Node, string)) {
	d.out.WriteByte('[')
	for i, item := range n.Items {
		if i > 0 {
			d.out.WriteByte(',')
		}
		write(item, fmt.Sprintf("%s[%d]", path, i))
	}
	d.out.WriteByte(']')
}

// table writes the pairs whose keys have a type.
func (d *decoder) table(n *Node, path string, typeOf func(key string) reflect.Type) {
	if n.Kind != Table {
		d.misfit(n, path, domain.E(domain.Invalid, "file.want_table"))
		return
	}
	d.pairs(n, path, func(key string, item *Node, path string) { d.value(item, typeOf(key), path) }, typeOf)
}

// pairs writes each pair once. Keys without a type are faults.
func (d *decoder) pairs(n *Node, path string, write func(string, *Node, string), typeOf ...func(string) reflect.Type) {
	d.out.WriteByte('{')
	seen := map[string]bool{}
	for i, key := range n.Keys {
		at := strings.TrimPrefix(path+"."+key.Text, ".")
		switch {
		case key.Kind == List || key.Kind == Table:
			d.fault(key, path, domain.E(domain.Invalid, "file.want_text"))
			continue
		case strings.ContainsRune(key.Text, 0):
			d.fault(key, path, domain.E(domain.Invalid, "file.control"))
			continue
		case seen[key.Text]:
			d.fault(key, at, domain.E(domain.Invalid, "file.field_twice", "value", key.Text))
			continue
		case slices.ContainsFunc(typeOf, func(of func(string) reflect.Type) bool { return of(key.Text) == nil }):
			d.fault(key, at, domain.E(domain.Invalid, "file.field_unknown", "value", key.Text))
			continue
		}
		if len(seen) > 0 {
			d.out.WriteByte(',')
		}
		seen[key.Text] = true
		d.out.Write(quoted(key.Text))
		d.out.WriteByte(':')
		write(key.Text, n.Items[i], at)
	}
	d.out.WriteByte('}')
}

// fields are the types of a struct's fields by their names in JSON.
func fields(t reflect.Type) func(string) reflect.Type {
	known := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			known[name] = f.Type
		}
	}
	return func(key string) reflect.Type { return known[key] }
}

// Of is a value as a tree, by its JSON.
func Of(v any) (*Node, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	n, faults := ParseJSON(b.Bytes())
	if faults != nil {
		return nil, faults
	}
	return n, nil
}

// scalar reports whether the node holds no others.
func (n *Node) scalar() bool { return n.Kind != List && n.Kind != Table }

// short reports whether a list is one that is easier to read on one line.
func (n *Node) short() bool {
	width := 0
	for _, item := range n.Items {
		width += 2 + domain.UTF16Len(item.Text)
		if !item.scalar() || strings.Contains(item.Text, "\n") {
			return false
		}
	}
	return n.Kind == List && width <= 80
}

// literal is a scalar in JSON.
func (n *Node) literal() string {
	switch n.Kind {
	case Text:
		return string(quoted(n.Text))
	case Number:
		return n.Number
	case Switch:
		return strconv.FormatBool(n.Text == "true")
	default:
		return "null"
	}
}
