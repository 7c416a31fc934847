package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ParseJSON reads a JSON value.
func ParseJSON(file []byte) (*Node, Faults) {
	text, faults := plain(file)
	if faults != nil {
		return nil, faults
	}
	p := jsonParser{text: text, dec: json.NewDecoder(bytes.NewReader(text)), line: 1}
	p.dec.UseNumber()
	n, err := p.value(0)
	if err == nil {
		if _, err = p.dec.Token(); errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			err = errors.New("more than one JSON value")
		}
	}
	p.advance(p.fault(err))
	return nil, syntax(p.line, p.column(), err.Error())
}

// jsonParser turns tokens into nodes. It goes through the text once more beside
// the decoder to count lines.
type jsonParser struct {
	text   []byte
	dec    *json.Decoder
	at     int // what is counted
	line   int
	before int // characters of the line that are counted
}

// fault is where the decoder stumbled.
func (p *jsonParser) fault(err error) int {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok && e.Offset > 0 {
		return min(int(e.Offset)-1, len(p.text))
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return len(p.text)
	}
	return int(p.dec.InputOffset())
}

func (p *jsonParser) advance(to int) {
	for ; p.at < to; p.at++ {
		if b := p.text[p.at]; b == '\n' {
			p.line, p.before = p.line+1, 0
		} else if utf8.RuneStart(b) {
			p.before++
		}
	}
}

func (p *jsonParser) column() int { return 1 + p.before }

// value reads the next value; a key is one too.
func (p *jsonParser) value(depth int) (*Node, error) {
	start := int(p.dec.InputOffset())
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	for start < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[start]) >= 0 {
		start++
	}
	p.advance(start)
	n := &Node{Line: p.line, Column: p.column()}
	switch v := token.(type) {
	case nil:
		n.Text = "null"
	case string:
		n.Kind, n.Text = Text, v
	case bool:
		n.Kind, n.Text = Switch, fmt.Sprint(v)
	case json.Number:
		n.Kind, n.Text, n.Number = Number, v.String(), v.String()
	case json.Delim:
		if depth == maxDepth {
			return nil, fmt.Errorf("more than %d values in each other", maxDepth)
		}
		n.Kind = List
		if v == '{' {
			n.Kind = Table
		}
		return n, p.inside(n, depth+1)
	}
	return n, nil
}

// inside reads what a list or table holds.
func (p *jsonParser) inside(n *Node, depth int) error {
	for p.dec.More() {
		item, err := p.value(depth)
		if err != nil {
			return err
		}
		if n.Kind == Table {
			n.Keys = append(n.Keys, item)
			if item, err = p.value(depth); err != nil {
				return err
			}
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.dec.Token()
	return err
}
